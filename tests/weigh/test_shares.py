"""Parts of a joint force, and denials of several things at once: neither is a rival answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crossbearing.link.linking import link
from crossbearing.model.actors import Stance
from crossbearing.model.findings import Finding, Verdict
from crossbearing.model.values import ActorRef, Actors, Category, Items
from crossbearing.weigh.descriptions import names_a_body
from crossbearing.weigh.weighing import Weighing
from tests.invented_claims import Report, case_of, clock, count, day
from tests.weigh.test_positions import report, weigh

COALITION = Actors("the coalition", (ActorRef("the coalition", "global-coalition"),), open=False)


def bombs(number: str, text: str = "", operator: str = "") -> Items:
    """Return a number of bombs used."""
    return Items(text or f"{number} bombs", "bomb", count(number), "used", "", operator)


def joint(*reports: Report) -> list[Report]:
    """Return reports of an attack, with one that names the coalition as the attacker."""
    return [report("Gazette").says("attacker", COALITION, "Council of Northtown"), *reports]


def findings(slot: str, *reports: Report) -> dict[str, Finding]:
    """Return the findings on a slot by scope."""
    case = case_of(*joint(*reports))
    case.with_links(link(case))
    return {one.scope: one for one in Weighing()(case.incident_list[0], case).findings if one.slot == slot}


def own(publisher: str, number: str, text: str) -> Report:
    """Return a ministry's own release with a number of bombs."""
    return report(publisher, kind="ministry").says("weapon", bombs(number, text))


def test_each_members_own_count_is_a_part() -> None:
    """Two members that each count their own bombs dispute nothing, and stand apart from a count of all."""
    found = findings(
        "weapon",
        own("Danish Ministry of Defence", "5", "five Danish bombs"),
        own("Norwegian Ministry of Defence", "6", "six Norwegian bombs"),
        report("Post").says("weapon", bombs("20"), "Council of Northtown"),
    )
    assert sorted(found) == ["part: Danish state bodies", "part: Norwegian state bodies", "whole"]
    assert all(one.verdict is Verdict.SINGLE_ORIGIN for one in found.values())


def test_what_others_say_of_one_member_stays_the_whole() -> None:
    """What a third body says of a member's bombs may be all it knows of: it is compared with the count of all."""
    found = findings(
        "weapon",
        report("Post").says("weapon", bombs("5", "five Danish bombs"), "Council of Northtown"),
        report("Star").says("weapon", bombs("6"), "Council of Southtown"),
    )
    assert list(found) == ["whole"]
    assert found["whole"].verdict is Verdict.DISPUTED


def test_a_sentence_that_names_the_whole_too_tells_a_part() -> None:
    """That a British aircraft was involved when a coalition struck counts a member's share, whoever says it."""
    sentence = "One British drone was involved when the coalition struck."
    told = report("Post").says("attacker", COALITION).says("weapon", bombs("1", "drone"))
    told.claims = [replace(claim, sentence=sentence) for claim in told.claims]
    assert list(findings("weapon", told)) == ["part: British state bodies"]


def test_one_report_that_counts_several_members_tells_parts() -> None:
    """A report that tells two members' bombs apart gives parts, by their operators too."""
    found = findings(
        "weapon",
        report("Post")
        .says("weapon", bombs("5", operator="Denmark"), "Council of Northtown")
        .says("weapon", bombs("6", operator="Norway"), "Council of Northtown"),
    )
    assert sorted(found) == ["part: Danish state bodies", "part: Norwegian state bodies"]


def test_a_member_of_nothing_is_no_part() -> None:
    """A state that belongs to none of the attackers named speaks of the whole, in its own words too."""
    found = findings("weapon", own("Ministry of Defence of Brazil", "5", "five Brazilian bombs"))
    assert list(found) == ["whole"]


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("method", Category("air strikes", "method", "air_strike")),
        ("when.start", day("2031-05-04")),
        ("platform", Items("aircraft", "aircraft", count("several"), "used")),
    ],
)
def test_circumstances_are_not_denied_along(slot: str, value: Category | Items) -> None:
    """Who denies that its aircraft struck that day denies neither the day, nor that there were strikes."""
    denial = report("Star")
    for asked, told in (("attacker", COALITION), (slot, value)):
        denial.says(asked, told, "Ministry of Northtown", stance=Stance.DENIES)
    denial.claims = [
        replace(claim, sentence="It denied that coalition aircraft had struck that day.")
        if claim.stance is Stance.DENIES
        else claim
        for claim in denial.claims
    ]
    case = case_of(*joint(denial, report("Post").says(slot, value, "Council of Southtown")))
    assert weigh(case, slot).verdict is not Verdict.DISPUTED
    assert weigh(case, "attacker").verdict is Verdict.DISPUTED
    assert any("denied together" in holding.reason for holding in weigh(case, slot).unknowns)


def test_what_an_outlet_puts_to_a_body_is_no_account() -> None:
    """An interview's question and the answer that denies it dispute nothing; a second outlet that asserts it does."""
    meant = Category("deliberate", "cause", "fuel")
    interview = report("Post").says("cause", meant)
    interview.says("cause", meant, "River Watch", stance=Stance.DENIES)
    assert weigh(case_of(interview), "cause").verdict is not Verdict.DISPUTED
    other = report("Star").says("cause", meant, "Council of Northtown")
    assert weigh(case_of(interview, other), "cause").verdict is Verdict.DISPUTED


def test_a_day_spans_the_hours_within_it() -> None:
    """A day attaches to the one hour named within it, spans two, and is a position only against another day."""
    one = weigh(case_of(report("A").says("when.start", clock("17:00"), "Council A"), report("B")), "when.start")
    assert len(one.positions) == 1
    two = weigh(
        case_of(
            report("A").says("when.start", clock("17:00"), "Council A"),
            report("B").says("when.start", clock("15:00"), "Council B"),
        ),
        "when.start",
    )
    assert [position.value.describe() for position in two.positions] == [
        "4 May 2031, 17:00 (UTC+2)",
        "4 May 2031, 15:00 (UTC+2)",
    ]


@pytest.mark.parametrize(("name", "named"), [("Saturday", False), ("September", False), ("Wagner Group", True)])
def test_days_and_months_are_no_bodies(name: str, named: bool) -> None:
    """A word for a day or month names nobody, though it has a capital."""
    assert names_a_body(ActorRef(name)) is named


def test_reasons_are_short() -> None:
    """A reason takes at most twenty-five words, however many bodies give an answer and however long it is."""
    reports = [report(f"Outlet {n}").says("killed", count("62"), f"Council of the Quarter {n}") for n in range(9)]
    reports += [report(f"Paper {n}").says("killed", count("90"), f"Board of the District {n}") for n in range(9)]
    finding = weigh(case_of(*reports))
    assert finding.verdict is Verdict.DISPUTED
    assert "62" in finding.reason
    assert "90" in finding.reason
    assert len(finding.reason.split()) <= 25
