"""Who, as an answer: one or several bodies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from crossbearing.model.ids import normalised_words
from crossbearing.model.values.comparison import Comparison, Relation, incomparable_types

__all__ = ["ActorRef", "Actors"]


@dataclass(frozen=True, slots=True)
class ActorRef:
    """One body as named.

    Args:
        name: As written ("the US-led coalition"); the state's name once resolved where "Danish jets" gave "Danish".
        actor: Suggested actor id, or empty.
        within: Ids of the bodies it is part of, a member of, or speaks for, nearest first.
        note: In words, why this actor is suggested, or why none is, or empty.
    """

    name: str
    actor: str = ""
    within: tuple[str, ...] = ()
    note: str = ""

    @property
    def key(self) -> str:
        """What counts as the same body: the actor suggested, else the normalised name."""
        return self.actor or normalised_words(self.name)


@dataclass(frozen=True, slots=True)
class Actors:
    """A set of bodies.

    Args:
        text: As written.
        members: The bodies named.
        open: Whether the list may be incomplete; set by the slot. An open answer admits every larger set.
    """

    type: ClassVar[str] = "actors"

    text: str
    members: tuple[ActorRef, ...] = ()
    open: bool = True

    @property
    def determinate(self) -> bool:
        """Whether any body is named."""
        return bool(self.members)

    @property
    def vague(self) -> bool:
        """Always False."""
        return False

    @property
    def point(self) -> bool:
        """Whether any body is named."""
        return self.determinate

    @property
    def keys(self) -> frozenset[str]:
        """The bodies named, each once."""
        return frozenset(member.key for member in self.members)

    def compare(self, other: Any) -> Comparison:
        """Return how these bodies stand to others.

        An open answer admits every larger set, a closed one only itself. Closed answers that differ do not conflict
        where one body is part of the other or both belong to one.
        """
        if not isinstance(other, Actors):
            return incomparable_types(self.type, other.type)
        if not self.determinate or not other.determinate:
            return Comparison(Relation.INCOMPARABLE, "at least one names nobody")
        mine, theirs = self.describe(), other.describe()
        pair = " and ".join(sorted((mine, theirs)))
        if self.open == other.open and self.keys == other.keys:
            return Comparison(Relation.SAME, f"both name {mine}")
        if other.open and other.keys <= self.keys:
            return Comparison(Relation.REFINES, f"{mine} includes {theirs}")
        if self.open and self.keys <= other.keys:
            return Comparison(Relation.REFINED_BY, f"{theirs} includes {mine}")
        if self.open and other.open:
            return Comparison(Relation.OVERLAPS, f"{pair} can both have a part in it")
        if self._related(other):
            return Comparison(Relation.OVERLAPS, f"{pair} are parts of one body or one of the other")
        return Comparison(Relation.CONFLICTS, f"{pair} are different bodies")

    def _related(self, other: Actors) -> bool:
        circles = [{member.key, *member.within} for member in self.members]
        other_circles = [{member.key, *member.within} for member in other.members]
        return all(any(circle & far for far in other_circles) for circle in circles) and all(
            any(far & circle for circle in circles) for far in other_circles
        )

    def canonical(self) -> str:
        """Return a stable form: the names as written, sorted, so that ids do not move with the table of actors."""
        return "actors:" + "|".join(sorted(normalised_words(member.name) for member in self.members))

    def describe(self) -> str:
        """Return the names as written."""
        return ", ".join(member.name for member in self.members) or "nobody named"
