"""What was given up, withdrawn or merely told beside an answer: it stays in view and decides nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crossbearing.link.linking import link
from crossbearing.model.actors import Stance
from crossbearing.model.findings import Holding, Verdict
from crossbearing.model.values import Anchor, Category, Place, TextValue, When
from crossbearing.weigh.holdings import _given_up_with_its_family
from crossbearing.weigh.weighing import Weighing
from tests.invented_claims import NORTHTOWN, SOUTHTOWN, Report, case_of, count, day
from tests.weigh.test_accounts import MONITOR, at, notes
from tests.weigh.test_positions import report, weigh


def test_an_outlet_takes_back_what_it_had_from_others() -> None:
    """A paper that withdraws its report withdraws the figure of an official that it alone had quoted."""
    finding = weigh(
        case_of(
            report("Post", "2031-05-04").says("killed", count("90"), "Mayor of Northtown"),
            report("Star", "2031-05-05").says("killed", count("40"), MONITOR),
            report("Post", "2031-05-06").says("killed", count("90"), stance=Stance.RETRACTS),
        )
    )
    assert notes(finding)["Mayor of Northtown", "90"] == "retracted"
    assert at(finding, "90").superseded
    assert finding.verdict is Verdict.CHANGED_ACCOUNT


def test_what_another_outlet_carries_too_is_not_taken_back() -> None:
    """The figure of an official stands as long as one outlet that quoted him has not withdrawn it."""
    finding = weigh(
        case_of(
            report("Post", "2031-05-04").says("killed", count("90"), "Mayor of Northtown"),
            report("Sun", "2031-05-04").says("killed", count("90"), "Mayor of Northtown"),
            report("Post", "2031-05-06").says("killed", count("90"), stance=Stance.RETRACTS),
        )
    )
    assert notes(finding)["Mayor of Northtown", "90"] == ""


def test_a_withdrawn_figure_takes_no_floor_with_it() -> None:
    """Who withdraws a 90 does not withdraw the "at least 34" that it fits."""
    finding = weigh(
        case_of(
            report("Post", "2031-05-04").says("killed", count(">=34"), MONITOR),
            report("Post", "2031-05-05", name="second").says("killed", count("90"), "Mayor of Northtown"),
            report("Post", "2031-05-06").says("killed", count("90"), stance=Stance.RETRACTS),
        )
    )
    assert notes(finding)[MONITOR, ">=34"] == ""


@pytest.mark.parametrize("withdrawn", [True, False])
def test_a_floor_is_no_support_for_what_was_given_up(withdrawn: bool) -> None:
    """A "more than 50" stands by itself where the only number that it fits was withdrawn or replaced."""
    later = Report("Post", "2031-05-06").says("where", NORTHTOWN).says("when.start", day("2031-05-04"))
    if withdrawn:
        later.says("killed", count("90"), MONITOR, stance=Stance.RETRACTS)
    else:
        later.says("killed", count("47"), MONITOR)
    finding = weigh(
        case_of(
            report("Star", "2031-05-04").says("killed", count("90"), MONITOR),
            report("Sun", "2031-05-05").says("killed", count(">=50"), "Council of Northtown"),
            report("Sky", "2031-05-05").says("killed", count("41"), "Council of Southtown"),
            later,
        )
    )
    assert at(finding, "90").superseded
    assert {holding.value.text for holding in at(finding, ">=50").holdings} == {">=50"}
    assert "90" not in finding.reason


def test_a_dispute_names_those_who_still_hold_its_answers() -> None:
    """Three figures against one another are named together, and who has given one of them up is not named for it."""
    finding = weigh(
        case_of(
            report("Post", "2031-05-04").says("killed", count("41"), MONITOR),
            report("Star", "2031-05-05").says("killed", count("41"), "Council of Northtown"),
            report("Sun", "2031-05-06").says("killed", count("47"), MONITOR),
            report("Sky", "2031-05-06").says("killed", count("52"), "Council of Southtown"),
        )
    )
    assert finding.verdict is Verdict.DISPUTED
    assert finding.reason == (
        f"41 (Council of Northtown), 52 (Council of Southtown) and 47 ({MONITOR}) exclude one another."
    )


def test_what_is_withdrawn_in_passing_stands() -> None:
    """Who takes back a number of dead does not take back, with the same words, that there was a strike."""
    told = report("Post", "2031-05-06")
    told.says("killed", count("90"), stance=Stance.RETRACTS)
    told.says("method", Category("bombing", "method", "bombing"), stance=Stance.RETRACTS)
    told.claims[-2:] = [replace(claim, sentence="It withdraws that 90 were killed.") for claim in told.claims[-2:]]
    earlier = report("Post", "2031-05-04").says(
        "method", Category("bombing", "method", "bombing"), "Mayor of Northtown"
    )
    finding = weigh(case_of(earlier, told), "method")
    assert notes(finding)["Mayor of Northtown", "bombing"] == ""


def test_a_suspected_origin_is_told_as_one() -> None:
    """Where no outlet names the origin that copies point to, the reason and the row say that it is suspected."""
    words = "Forty people were killed when shells fell on the old grain market of Northtown before the noon prayer."
    finding = weigh(
        case_of(
            report("Post").says("wounded", count("7"), MONITOR).says("killed", count("40"), MONITOR).reads(words),
            report("Star", "2031-05-05").says("struck", TextValue("the grain market")).reads(words),
            report("Sun", "2031-05-05").says("struck", TextValue("the grain market"), MONITOR).reads(words),
        ),
        "struck",
    )
    suspected = [one for position in finding.positions for one in position.holdings if not one.holder and one.family]
    assert all(one.who == f"origin not stated, suspected: {one.family}" for one in suspected)


def test_what_a_body_tells_beside_the_common_answer_disputes_nothing() -> None:
    """A body that names the town all name, and a second one beside it, does not contradict those who name the first."""
    finding = weigh(
        case_of(
            Report("Post").says("where", NORTHTOWN, MONITOR).says("killed", count("4"), MONITOR),
            Report("Star").says("where", NORTHTOWN, "Council of Northtown").says("killed", count("4")),
            report("Sun").says("where", SOUTHTOWN, MONITOR, scope="whole"),
        ),
        "where",
    )
    assert finding.verdict is not Verdict.DISPUTED
    assert "Southtown" in finding.reason


def test_a_place_that_nothing_could_find_decides_nothing() -> None:
    """Beside a located town, an "eastern quarter" that nothing has on a map is shown beside it."""
    finding = weigh(
        case_of(
            report("Post").says("killed", count("4"), MONITOR),
            report("Star").says("where", Place("the eastern quarter", "eastern quarter"), "Council of Northtown"),
            Report("Sun").says("where", NORTHTOWN, "Council of Northtown").says("when.start", day("2031-05-04")),
        ),
        "where",
    )
    assert finding.verdict is not Verdict.NOT_COMPARABLE
    assert finding.reason.endswith("the eastern quarter could not be located.")


def test_an_inquiry_is_no_kind_of_attack() -> None:
    """What kind of attack it was is asked of what did harm, and not of the inquiry that followed."""
    told = report("Post").says("killed", count("4"), MONITOR)
    told.says("method", Category("investigation", "method", "inquiry"), kind="investigation", event="b")
    told.says("process", TextValue("an inquiry was opened"), kind="investigation", event="b")
    case = case_of(told)
    case.with_links(link(case))
    asked = {(one.slot, one.scope) for one in Weighing()(case.incident_list[0], case).findings}
    assert not [scope for slot, scope in asked if slot == "method" and "investigation" in scope]


def test_outlets_that_name_only_one_another_are_told_so() -> None:
    """Where each outlet names another outlet and nobody else, the reason says that only outlets are named."""
    finding = weigh(
        case_of(
            report("Post").says("killed", count("40"), "Star"),
            report("Star").says("killed", count("40"), "Sun"),
            report("Sun").says("killed", count("40"), "Post"),
        )
    )
    assert finding.verdict is Verdict.ORIGIN_NOT_STATED
    assert "only other outlets are named for it" in finding.reason


def test_when_something_did_not_happen_is_no_question() -> None:
    """A day on which somebody says that no such thing happened gives no time of the happening around the incident."""
    told = report("Post").says("killed", count("4"), MONITOR)
    told.says("when.start", day("2031-05-04"), "Council of Northtown", event="b", negated=True)
    case = case_of(told)
    case.with_links(link(case))
    asked = {(one.slot, one.scope) for one in Weighing()(case.incident_list[0], case).findings}
    assert ("when.start", "whole") in asked
    assert not [scope for slot, scope in asked if slot == "when.start" and scope != "whole"]


def test_a_quotation_that_is_cut_is_closed() -> None:
    """Long words of a time told relative to an event are cut in the reason, and the quotation mark is closed."""
    words = "halted once officials had called to warn that the people below might be soldiers"
    value = When(words, anchor=Anchor("after", words))
    finding = weigh(case_of(report("Post").says("when.end", value, MONITOR).says("killed", count("4"))), "when.end")
    assert finding.reason.count('"') == 2


def test_a_figure_only_told_as_withdrawn_supports_nothing() -> None:
    """A figure of which only the withdrawal is at hand is shown as withdrawn, and no answer of others joins it."""
    finding = weigh(
        case_of(
            report("Post", "2031-05-04").says("killed", count("9"), "Mayor of Northtown"),
            report("Star", "2031-05-05").says("killed", count(">=20"), "Norwegian army"),
            report(MONITOR, "2031-05-06").says("killed", count("25"), MONITOR, stance=Stance.RETRACTS),
        )
    )
    assert at(finding, "25").superseded
    assert "25" not in finding.reason
    assert finding.verdict is Verdict.DISPUTED


def test_an_unnamed_headline_falls_with_the_body_it_rests_on() -> None:
    """What an outlet prints without a name is given up once the body it is suspected to rest on has replaced it."""
    holding = Holding("", "Mayor", count("9"), ("a",), ("Post",))
    named = Holding(
        "Mayor", "Mayor", count("9"), ("b",), ("Star",), current=False, note="superseded", reason="later 15"
    )
    other = Holding("", "Army", count("9"), ("c",), ("Sun",))
    fallen = _given_up_with_its_family([holding, named, other])
    assert [one.current for one in fallen] == [False, False, True]
    assert fallen[0].reason == "later 15"
