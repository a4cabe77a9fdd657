"""Reasons say what the accounts give: who gives an answer, who says less, and which answers one account gives."""

from __future__ import annotations

from dataclasses import replace

from crossbearing.link.linking import link
from crossbearing.model.actors import Stance
from crossbearing.model.findings import Verdict
from crossbearing.model.values import Category, TextValue
from crossbearing.weigh.weighing import Weighing
from tests.invented_claims import Report, case_of, clock, count
from tests.weigh.test_positions import report, weigh


def of_stage(told: Report, phase: int) -> Report:
    """Make a report's last claim one about a stage."""
    told.claims[-1] = replace(told.claims[-1], event=replace(told.claims[-1].event, phase=phase))
    return told


def test_when_a_later_stage_came_is_not_when_it_began() -> None:
    """The hour of a second strike is a question of its own and no rival of the hour of the first."""
    told = of_stage(report("Post").says("when.start", clock("10:45"), "River Watch"), 1)
    told = of_stage(told.says("when.start", clock("11:05"), "River Watch"), 2)
    case = case_of(told)
    case.with_links(link(case))
    found = {one.scope: one for one in Weighing()(case.incident_list[0], case).findings if one.slot == "when.start"}
    assert set(found) == {"whole", "part: stage 2"}
    assert [position.value for position in found["part: stage 2"].positions] == [clock("11:05")]
    assert clock("11:05") not in [holding.value for one in found["whole"].positions for holding in one.holdings]


def test_who_gives_the_day_does_not_give_the_hour() -> None:
    """Whoever says less is named apart from who gives the answer."""
    found = weigh(
        case_of(
            report("Post").says("when.start", clock("17:00"), "Council of Northtown"),
            report("Star").says("killed", count("3"), "River Watch"),
            report("Sun").says("when.start", clock("17:00"), "Council of Southtown"),
        ),
        "when.start",
    )
    assert "is given by Council of Northtown and Council of Southtown" in found.reason
    day_only = report("Star")
    day_only.claims[1] = replace(
        day_only.claims[1], speakers=report("Star").says("killed", count("3"), "River Watch").claims[-1].speakers
    )
    less = weigh(
        case_of(report("Post").says("when.start", clock("17:00"), "Council of Northtown"), day_only), "when.start"
    )
    assert "is given by Council of Northtown, and River Watch says what fits it" in less.reason


def test_answers_that_one_account_gives_are_only_its_own() -> None:
    """Where one outlet gives two answers that differ, the reason names these two and no third of somebody else."""
    found = weigh(
        case_of(
            report("Post").says("killed", count("41"), "River Watch").says("killed", count("12")),
            report("Star").says("killed", count(">=10"), "Council of Northtown"),
        )
    )
    assert found.verdict is Verdict.NOT_COMPARABLE
    assert "Post gives 41 and 12 alike" in found.reason


def test_what_somebody_says_elsewhere_is_not_denied_along() -> None:
    """Who tells of air strikes and denies that the market was struck denies what was struck, and not the strikes."""
    strikes = Category("air strikes", "method", "air_strike")
    told = report("Star").says("method", strikes, "Ministry of Northtown")
    for slot, value in (("struck", TextValue("the market")), ("method", strikes)):
        told.says(slot, value, "Ministry of Northtown", stance=Stance.DENIES)
    told.claims = [
        replace(claim, sentence="It denied that the market was struck.") if claim.stance is Stance.DENIES else claim
        for claim in told.claims
    ]
    case = case_of(told)
    method, struck = weigh(case, "method"), weigh(case, "struck")
    assert len(method.positions) == 1
    assert not any(holding.denied for position in method.positions for holding in position.holdings)
    assert any(holding.denied for position in struck.positions for holding in position.holdings)
