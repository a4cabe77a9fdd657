"""Opinions are shown with their words and are no answers of the incident."""

from __future__ import annotations

from crossbearing.model.actors import Stance
from crossbearing.model.claims import Basis
from crossbearing.model.findings import Finding, Verdict
from crossbearing.model.values import Category
from tests.invented_claims import case_of, count
from tests.weigh.test_positions import report, weigh


def intent(code: str) -> Category:
    """Return an answer on intent."""
    return Category(code, "intent", code)


def held(finding: Finding) -> list[str]:
    """Return who holds a position."""
    return [holding.holder for position in finding.positions for holding in position.holdings]


def test_an_opinion_makes_no_position() -> None:
    """A columnist's view of the intent stands under no position, and a ministry's statement of it does."""
    case = case_of(
        report("Outlet A").says("intent", intent("mistake"), "Ministry of Defence"),
        report("Outlet B").says("intent", intent("deliberate"), "Columnist", basis=Basis.OPINION),
    )
    finding = weigh(case, "intent")
    assert held(finding) == ["Ministry of Defence"]
    assert finding.verdict is not Verdict.DISPUTED


def test_an_opinion_stays_listed_with_its_claim() -> None:
    """It is listed beside the positions with holder, value, claim and the reason why it does not count."""
    case = case_of(
        report("Outlet A").says("intent", intent("mistake"), "Ministry of Defence"),
        report("Outlet B").says("intent", intent("deliberate"), "Columnist", basis=Basis.OPINION),
    )
    (listed,) = weigh(case, "intent").unknowns
    assert (listed.holder, listed.note) == ("Columnist", "opinion")
    assert listed.claims
    assert "opinion" in listed.reason


def test_opinions_alone_answer_nothing() -> None:
    """Where there are opinions only, the verdict is unknown."""
    case = case_of(
        report("Outlet B")
        .says("killed", count("4"), "Council")
        .says("intent", intent("deliberate"), "Columnist", basis=Basis.OPINION)
    )
    finding = weigh(case, "intent")
    assert finding.verdict is Verdict.UNKNOWN
    assert not finding.positions


def test_a_denial_told_as_an_opinion_excludes_nothing() -> None:
    """Nor does somebody's opinion that a thing was not so dispute the one who says that it was."""
    case = case_of(
        report("Outlet A").says("intent", intent("mistake"), "Ministry of Defence"),
        report("Outlet B").says("intent", intent("mistake"), "Columnist", stance=Stance.DENIES, basis=Basis.OPINION),
    )
    assert weigh(case, "intent").verdict is Verdict.SINGLE_ORIGIN


def test_what_is_said_on_a_condition_makes_no_position() -> None:
    """What somebody says only for the case that it turns out so is listed, and is no answer on the intent."""
    case = case_of(
        report("Outlet A").says("intent", intent("deliberate"), "Front"),
        report("Outlet B").says("intent", intent("mistake"), "Ministry", stance=Stance.CONDITIONAL),
    )
    finding = weigh(case, "intent")
    assert held(finding) == ["Front"]
    assert [(one.holder, one.note) for one in finding.unknowns] == [("Ministry", "conditional")]
