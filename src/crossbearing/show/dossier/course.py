"""The course of an incident, ready for the page: its steps, who tells them, and where accounts order them otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crossbearing.model.course import Course, OrderGiven, Step, Telling
from crossbearing.show.dossier.context import Labels
from crossbearing.show.dossier.statements import Statement, Statements
from crossbearing.show.dossier.words import plural

__all__ = ["Order", "Side", "StepView", "side", "steps"]


@dataclass(frozen=True, slots=True)
class Side:
    """Who tells an order or a time, in words, and where the words stand."""

    words: str
    who: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What accounts say of one step's place beside another; `disagree` where they differ."""

    other: str
    sides: tuple[Side, ...]
    disagree: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """A step: name, times told, who tells of it, its order to later steps, and whether anything places it."""

    name: str
    label: str
    own: bool
    placed: bool
    times: tuple[Side, ...]
    tellers: str
    statements: tuple[Statement, ...]
    orders: tuple[Order, ...]


def side(telling: Telling, statements: Statements) -> Side:
    """Return who tells a time or an order, and in which words."""
    words = "" if telling.value is None else statements.value(telling.value)
    return Side(f"not {words}" if telling.denied else words, _who((telling,)), statements.of(telling.claims))


def _who(tellings: Sequence[Telling]) -> str:
    names = list(dict.fromkeys(one.holder or "origin not stated" for one in tellings))
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def steps(course: Course, statements: Statements, labels: Labels) -> tuple[StepView, ...]:
    """Return the steps of a course, in their order."""
    names = {step.id: _step_name(step, labels) for step in course.steps}
    later = {step.id: course.steps[at + 1 :] for at, step in enumerate(course.steps)}
    return tuple(
        StepView(
            name=names[step.id],
            label=step.label,
            own=step.own,
            placed=step.id not in course.unplaced,
            times=_times(step, statements),
            tellers=f"{_who(step.tellings)}, {plural(_outlets(step.tellings), 'outlet')}",
            statements=statements.of(claim for telling in step.tellings for claim in telling.claims),
            orders=tuple(
                _order(order, step.id, names, statements)
                for order in course.orders
                # Each pair of steps is told once, at the one that stands first.
                if step.id in (order.first, order.second)
                and any(other.id in (order.first, order.second) for other in later[step.id])
            ),
        )
        for step in course.steps
    )


def _step_name(step: Step, labels: Labels) -> str:
    stage = f", stage {step.phase}" if step.phase is not None else ""
    return f"{labels.event(step.kind)}{stage}"


def _outlets(tellings: Iterable[Telling]) -> int:
    return len({outlet for telling in tellings for outlet in telling.outlets})


def _times(step: Step, statements: Statements) -> tuple[Side, ...]:
    grouped: dict[str, list[Telling]] = {}
    for word, tellings in (("", step.starts), ("until ", step.ends)):
        for telling in tellings:
            if telling.value is not None:
                words = statements.value(telling.value)
                grouped.setdefault(f"{'not ' if telling.denied else ''}{word}{words}", []).append(telling)
    return tuple(
        Side(words, _who(told), statements.of(claim for one in told for claim in one.claims))
        for words, told in grouped.items()
    )


def _order(order: OrderGiven, step: str, names: dict[str, str], statements: Statements) -> Order:
    before, after = order.first_before, order.second_before
    other = order.second
    if step == order.second:
        before, after, other = after, before, order.first
    sides = tuple(
        Side(words, _who(told), statements.of(claim for one in told for claim in one.claims))
        for words, told in (("before", before), ("after", after), ("together with", order.together))
        if told
    )
    return Order(names[other], sides, order.disagree)
