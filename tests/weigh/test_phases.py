"""The course of an incident: its steps in order, who tells which, and where accounts give another order."""

from __future__ import annotations

from dataclasses import replace

from crossbearing.link.linking import link
from crossbearing.model.claims import EventRelation, EventRelationKind
from crossbearing.model.course import Course
from crossbearing.model.values import Anchor, TextValue, When
from crossbearing.weigh.gathering import answers_from
from crossbearing.weigh.phases import course
from tests.invented_claims import Report, case_of, clock, count, day
from tests.weigh.test_positions import report


def follow(*reports: Report) -> Course:
    """Link reports of one incident and return its course."""
    case = case_of(*reports)
    case.with_links(link(case))
    (incident,) = case.incident_list
    return course(*answers_from(incident, case))


def after(words: str, relation: str = "after") -> When:
    """Return a time told relative to a happening."""
    return When(f"{relation} {words}", anchor=Anchor(relation, words))


def assault(publisher: str, when: When, *chain: str) -> Report:
    """Return a report of the strike that tells of a ground assault as well."""
    told = report(publisher).says("killed", count("62"), *chain)
    return told.says("when.start", when, *chain, kind="ground_assault", event="assault")


def staged(publisher: str, *phases: int) -> Report:
    """Return a report that numbers the stages of the strike."""
    told = report(publisher)
    for phase in phases:
        told.says("strikes", count("4"), "River Watch", event=f"stage {phase}")
        told.claims[-1] = replace(told.claims[-1], event=replace(told.claims[-1].event, phase=phase))
    return told


def kinds(found: Course) -> list[str]:
    """Return the kinds of the steps, in order."""
    return [step.kind for step in found.steps]


def test_a_time_after_the_raids_orders_two_steps() -> None:
    """An assault "after the raids" comes behind the strike, and who says so stands with it."""
    found = follow(assault("Post", after("the raids"), "Council of Northtown"), report("Star"))
    assert kinds(found) == ["air_strike", "ground_assault"]
    (order,) = found.orders
    assert [telling.holder for telling in order.first_before] == ["Council of Northtown"]
    assert not order.disagree
    assert [step.own for step in found.steps] == [True, False]


def test_accounts_that_give_another_order_both_stand() -> None:
    """Two bodies have the assault after the strike, one before: the row follows the two, and the order is contested."""
    found = follow(
        assault("Post", after("the raids"), "Council of Northtown"),
        assault("Star", after("the air strikes"), "River Watch"),
        assault("Sun", after("the raids", "before"), "Danish army"),
    )
    assert kinds(found) == ["air_strike", "ground_assault"]
    (order,) = found.orders
    assert order.disagree
    assert (len(order.first_before), len(order.second_before)) == (2, 1)


def test_clock_times_of_one_report_order_its_steps() -> None:
    """A report that gives 15:00 for an assault and 17:00 for the strike has the assault first."""
    told = report("Post").says("when.start", clock("17:00"), "River Watch")
    told.says("when.start", clock("15:00"), "River Watch", kind="ground_assault", event="assault")
    found = follow(told)
    assert kinds(found) == ["ground_assault", "air_strike"]
    told_at = [telling.value for step in found.steps for telling in step.starts if telling.holder]
    assert [moment.text for moment in told_at if moment is not None] == ["15:00", "17:00"]


def test_numbered_stages_stand_in_their_order() -> None:
    """Stages come in the order of their numbers, each with those who tell of it."""
    found = follow(staged("Post", 2, 1, 3), report("Star"))
    assert [step.phase for step in found.steps if step.phase is not None] == [1, 2, 3]
    assert all(step.tellings[0].holder == "River Watch" for step in found.steps if step.phase is not None)


def test_stages_of_several_kinds_stand_in_their_order() -> None:
    """An assault that a report numbers as the second stage comes behind the first and before the third."""
    told = staged("Post", 1, 3)
    whole = EventRelation(EventRelationKind.PART_OF, told.claims[0].event.id)
    told.says("killed", count("2"), "River Watch", kind="ground_assault", event="second stage")
    told.claims[-1] = replace(told.claims[-1], event=replace(told.claims[-1].event, phase=2))
    told.claims = [
        replace(claim, event=replace(claim.event, relations=(whole,))) if claim.event.phase is not None else claim
        for claim in told.claims
    ]
    found = follow(told)
    staged_steps = [(step.kind, step.phase) for step in found.steps if step.phase is not None]
    assert staged_steps == [("air_strike", 1), ("ground_assault", 2), ("air_strike", 3)]


def test_relations_between_events_are_read() -> None:
    """An event that its report ties to another as made possible by it comes behind that one."""
    told = assault("Post", clock("18:00"), "Council of Northtown")
    strike = told.claims[0].event.id
    last = told.claims[-1]
    told.claims[-1] = replace(
        last,
        value=TextValue("the hill") if last.slot == "other" else last.value,
        event=replace(last.event, relations=(EventRelation(EventRelationKind.AFTER, strike),)),
    )
    found = follow(told)
    assert kinds(found) == ["air_strike", "ground_assault"]


def test_a_step_that_nothing_places_is_said_to_be_unplaced() -> None:
    """A happening without time or order stands in the row, and is named as unplaced."""
    told = report("Post").says("killed", count("3"), "Council of Northtown", kind="ground_assault", event="assault")
    found = follow(told)
    assert [step.kind for step in found.steps if step.id in found.unplaced] == ["ground_assault"]


def test_a_circle_of_orders_ends() -> None:
    """Equally many accounts each way order nothing, and the row falls back on times and appearance."""
    found = follow(
        assault("Post", after("the raids"), "Council of Northtown"),
        assault("Sun", after("the raids", "before"), "Danish army"),
    )
    assert sorted(kinds(found)) == ["air_strike", "ground_assault"]
    assert found.orders[0].disagree


def test_a_day_alone_stands_behind_times_of_that_day() -> None:
    """A step told to be of a day stands behind one at 17:00 of that day, and before one of the next morning."""
    told = report("Post").says("when.start", clock("17:00"), "River Watch")
    told.says("when.start", day("2031-05-04"), "River Watch", kind="ground_assault", event="assault")
    told.says("when.start", clock("06:00", on="2031-05-05"), "River Watch", kind="recapture", event="back")
    assert kinds(follow(told)) == ["air_strike", "ground_assault", "recapture"]


def test_a_step_told_before_another_stands_right_before_it() -> None:
    """A step without a time that is told to come before the strike stands before it, and unplaced ones at the end."""
    told = assault("Post", after("the raids", "before"), "Council of Northtown").says("when.start", clock("17:00"))
    told.says("killed", count("3"), "Council of Northtown", kind="recapture", event="back")
    assert kinds(follow(told)) == ["ground_assault", "air_strike", "recapture"]
