"""Ranges under three practices: each keeps its own rule, and vague words stay words where it has none."""

from __future__ import annotations

import pytest

from crossbearing.link.linking import link
from crossbearing.model.actors import Stance
from crossbearing.model.claims import LEFT_OUT
from crossbearing.model.ranges import Practice, PracticeRange
from crossbearing.model.values import Count, CountState, Group, PersonStatus
from crossbearing.weigh.ranges import ranges_of
from crossbearing.weigh.weighing import Weighing
from tests.invented_claims import case_of, count
from tests.weigh.test_positions import killed, report, weigh

Ends = tuple[int | None, int | None, int | None]


def ends(found: tuple[PracticeRange, ...]) -> dict[tuple[str, str], Ends]:
    """Return low, best and high by practice and category."""
    return {(one.practice.value, one.category): (one.low, one.best, one.high) for one in found}


@pytest.mark.parametrize(
    ("figures", "airwars", "ucdp", "acled"),
    [
        (["62"], (62, None, 62), (62, 62, 62), (None, 62, None)),
        (["62", "90"], (62, None, 90), (62, None, 90), (None, 62, None)),
        (["60-80"], (60, None, 80), (60, None, 80), (None, 60, None)),
        (["62", ">=90"], (62, None, 90), (62, None, 90), (None, 62, None)),
        (["dozens"], (12, None, 24), (None, None, None), (None, 12, None)),
        (["several"], (2, None, 2), (None, None, None), (None, None, None)),
        (["hundreds"], (None, None, None), (None, None, None), (None, 100, None)),
        (["62", "dozens"], (12, None, 62), (62, 62, 62), (None, 12, None)),
    ],
)
def test_each_practice_has_its_rule(figures: list[str], airwars: Ends, ucdp: Ends, acled: Ends) -> None:
    """Lowest to highest, a best figure only where all agree, and the most conservative, from the same answers."""
    found = ends(ranges_of(weigh(killed(*figures))))
    assert found == {("airwars", "status not stated"): airwars, ("ucdp", ""): ucdp, ("acled", ""): acled}


def test_words_without_a_number_stay_words() -> None:
    """A word that a practice has no number for is handed on as written."""
    found = {one.practice: one.words for one in ranges_of(weigh(killed("several", "62")))}
    assert found == {Practice.AIRWARS: (), Practice.UCDP: ("several",), Practice.ACLED: ("several",)}


def test_a_word_beside_a_number_of_one_body_stays_a_word() -> None:
    """Of "at least 15, and probably dozens" of one body no 12 is made; of the dozens of another body it is."""
    own = report("Post").says("killed", count(">=15"), "River Watch").says("killed", count("dozens"), "River Watch")
    other = report("Star").says("killed", count("62"), "Council of Northtown")
    found = {one.practice: one for one in ranges_of(weigh(case_of(own, other)))}
    assert [found[one].low or found[one].best for one in (Practice.AIRWARS, Practice.ACLED)] == [15, 15]
    assert found[Practice.ACLED].words == ("dozens",)
    apart = report("Sun").says("killed", count("dozens"), "Hill Council")
    assert ends(ranges_of(weigh(case_of(own, other, apart))))["acled", ""] == (None, 12, None)


def test_contested_status_has_a_minimum_of_nobody() -> None:
    """Sixty-two soldiers by one account and sixty-two civilians by another: nobody at least, in both categories."""
    case = case_of(
        *(
            report(f"Outlet {name}").says("killed", Group(f"62 {name}", count("62"), status), f"Council {name}")
            for name, status in (("soldiers", PersonStatus.MILITARY), ("civilians", PersonStatus.CIVILIAN))
        )
    )
    found = ends(ranges_of(weigh(case)))
    assert found["airwars", "civilians"] == (0, None, 62)
    assert found["airwars", "belligerents"] == (0, None, 62)
    assert found["acled", ""] == (None, 62, None)


def test_replaced_and_denied_figures_count_nowhere() -> None:
    """A figure that its holder has replaced, and one that is only denied, make no end of a range."""
    case = case_of(
        report("Post").says("killed", count("30"), "River Watch"),
        report("Star", published="2031-05-05").says("killed", count("83"), "River Watch"),
        report("Sun").says("killed", count("5"), "Council of Northtown", stance=Stance.DENIES),
    )
    assert ends(ranges_of(weigh(case)))["ucdp", ""] == (83, 83, 83)


def test_every_range_names_its_rule_and_the_claims_behind_its_ends() -> None:
    """A range can be followed to where its rule stands and to the words its ends come from."""
    case = killed("62", "70", "90")
    found = ranges_of(weigh(case))
    words = {claim.id: claim.value.text for claim in case.claim_list}
    assert all(one.rule and "http" in one.source for one in found)
    assert [{words[claim] for claim in one.claims} for one in found] == [{"62", "90"}, {"62", "90"}, {"62"}]


def test_other_questions_have_no_range() -> None:
    """Only deaths have all three, injuries Airwars' alone, and nothing else has any."""
    told = report("Post").says("wounded", count("7"), "Council of Northtown").says("strikes", count("3"))
    case = case_of(told)
    assert [one.practice for one in ranges_of(weigh(case, "wounded"))] == [Practice.AIRWARS]
    assert ranges_of(weigh(case, "strikes")) == ()


def test_a_part_that_is_a_category_of_its_own() -> None:
    """Children among the dead have Airwars' range alone; a part that is no category, or is not counted, has none."""
    told = report("Post").says("killed", count("20"), "River Watch")
    told.says("killed", count("5"), "River Watch", scope="part: children")
    told.says("killed", count("7"), "River Watch", scope="part: in the second strike")
    told.says("killed", count("9"), "River Watch", scope=f"part: 9 children, {LEFT_OUT}")
    case = case_of(told, report("Star").says("killed", count("8"), "Council of Northtown", scope="part: children"))
    case.with_links(link(case))
    appraisal = Weighing()(case.incident_list[0], case).appraisal
    assert appraisal is not None
    parts = {(one.practice.value, one.category): (one.low, one.best, one.high) for one in appraisal.ranges}
    assert parts["airwars", "children"] == (5, None, 8)
    assert [one.category for one in appraisal.ranges].count("children") == 1
    assert set(parts) == {("airwars", "status not stated"), ("airwars", "children"), ("ucdp", ""), ("acled", "")}


def test_civilians_told_as_a_part() -> None:
    """Of "nine, six of them civilians" the six are the civilians' figure, and the fighters are told beside them."""
    told = report("Post").says("killed", count("9"), "River Watch")
    civilians = Group("six civilians", count("6"), PersonStatus.CIVILIAN)
    fighters = Group("three fighters", count("3"), PersonStatus.FIGHTER)
    told.says("killed", civilians, "River Watch", scope="part: six civilians")
    told.says("killed", fighters, "River Watch", scope="part: three fighters")
    case = case_of(told)
    case.with_links(link(case))
    appraisal = Weighing()(case.incident_list[0], case).appraisal
    assert appraisal is not None
    parts = {(one.practice.value, one.category): (one.low, one.best, one.high) for one in appraisal.ranges}
    assert parts["airwars", "civilians"] == (6, None, 6)
    assert parts["airwars", "belligerents"] == (3, None, 3)
    assert parts["ucdp", ""] == (9, 9, 9)


def test_none_of_one_kind_is_no_total() -> None:
    """That no civilians were killed makes no total of nobody: UCDP and ACLED keep the soldiers' figure."""
    none = Group("no civilians", Count("no", state=CountState.NONE), PersonStatus.CIVILIAN)
    soldiers = Group("62 soldiers", count("62"), PersonStatus.MILITARY)
    case = case_of(
        report("Post").says("killed", none, "Danish army"), report("Star").says("killed", soldiers, "River Watch")
    )
    found = ends(ranges_of(weigh(case)))
    assert (found["ucdp", ""], found["acled", ""]) == ((62, 62, 62), (None, 62, None))
    assert found["airwars", "civilians"] == (0, None, 0)


def test_fighters_by_the_word_of_those_who_struck() -> None:
    """That the dead were fighters, said by the attacker alone, leaves the civilians' minimum as locals give it."""
    fighters = Group("9 fighters", count("9"), PersonStatus.FIGHTER)
    civilians = Group("9 civilians", count("9"), PersonStatus.CIVILIAN)
    case = case_of(
        report("Post").says("killed", fighters, "Danish army"),
        report("Star").says("killed", civilians, "Council of Northtown"),
    )
    finding = weigh(case)
    families = {one.family for position in finding.positions for one in position.holdings if "army" in one.holder}
    sides = {family: frozenset({"attacker"}) for family in families}
    struck = {(one.practice.value, one.category): one for one in ranges_of(finding, sides)}
    assert struck["airwars", "civilians"].low == 9
    assert any("context" in note for note in struck["airwars", "belligerents"].notes)
    assert ends(ranges_of(finding))["airwars", "civilians"] == (0, None, 9)


def test_a_floor_that_became_a_number_is_no_end() -> None:
    """With "at least 34" on the first day and 47 two days later, of one body, the lowest figure is 47."""
    case = case_of(
        report("Post", "2031-05-04").says("killed", count(">=34"), "River Watch"),
        report("Star", "2031-05-06").says("killed", count("47"), "River Watch"),
        report("Sun", "2031-05-06").says("killed", count(">=40"), "Council of Northtown"),
    )
    found = ends(ranges_of(weigh(case)))
    assert found["ucdp", ""] == (40, None, 47)
