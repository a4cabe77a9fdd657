"""The course of an incident as its accounts tell it: steps, when they were, which came first, and who says so."""

from __future__ import annotations

from dataclasses import dataclass

from crossbearing.model.values import Value

__all__ = ["Course", "OrderGiven", "Step", "Telling"]


@dataclass(frozen=True, slots=True)
class Telling:
    """That somebody tells a step, a time or an order.

    Args:
        holder: Outermost body of the chain that is no medium, or empty where none is stated.
        family: Its family, or empty.
        outlets: Publishers that carried it, in order of first appearance.
        claims: Claim ids, in order of appearance.
        value: The time told, or the words that give the order, or None where there is neither.
        denied: Whether the step, time or order is denied.
    """

    holder: str
    family: str
    outlets: tuple[str, ...]
    claims: tuple[str, ...]
    value: Value | None = None
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One happening or stage of the course.

    Args:
        id: Stable within the incident.
        kind: Kind of event, such as `ground_assault`.
        phase: Ordinal of the stage, from 1, or None for a happening as a whole.
        label: Words that name it in a report, or empty.
        tellings: Who tells of it, in order of first appearance.
        starts: Who gives which time for its start.
        ends: Who gives which time for its end.
        own: Whether it is the incident's own happening and not one around it.
    """

    id: str
    kind: str
    phase: int | None
    label: str
    tellings: tuple[Telling, ...]
    starts: tuple[Telling, ...] = ()
    ends: tuple[Telling, ...] = ()
    own: bool = True


@dataclass(frozen=True, slots=True)
class OrderGiven:
    """What accounts say of two steps, each set against the other.

    Args:
        first: Id of a step.
        second: Id of another one.
        first_before: Who has the first step before the second.
        second_before: Who has it the other way round.
        together: Who has both at the same time.
    """

    first: str
    second: str
    first_before: tuple[Telling, ...] = ()
    second_before: tuple[Telling, ...] = ()
    together: tuple[Telling, ...] = ()

    @property
    def disagree(self) -> bool:
        """Whether accounts differ on it."""
        return sum(bool(side) for side in (self.first_before, self.second_before, self.together)) > 1


@dataclass(frozen=True, slots=True)
class Course:
    """The course of one incident from all its accounts.

    Args:
        incident: Incident id.
        steps: In the order that most families give, then of the earliest time told, then of appearance.
        orders: What accounts say of pairs of steps.
        words: Orders told in words only, as written, which are shown and not compared.
        unplaced: Ids of steps that no account orders and no time places.
    """

    incident: str
    steps: tuple[Step, ...]
    orders: tuple[OrderGiven, ...]
    words: tuple[Telling, ...] = ()
    unplaced: tuple[str, ...] = ()
