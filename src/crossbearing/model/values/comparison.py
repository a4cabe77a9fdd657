"""How one answer stands to another, always with the reason in words.

An answer denotes the set of things that would be admissible under it; comparing two answers compares those sets. That
makes the laws hold by construction: swapping the arguments inverts the relation, and `refines` is transitive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from crossbearing.model.errors import ModelError

__all__ = ["Answer", "Comparison", "Relation", "combine", "compare_intervals", "incomparable_types"]


class Relation(StrEnum):
    """How the admissible answers of one value stand to those of another."""

    SAME = "same"
    REFINES = "refines"
    REFINED_BY = "refined_by"
    OVERLAPS = "overlaps"
    CONFLICTS = "conflicts"
    INCOMPARABLE = "incomparable"

    @property
    def inverse(self) -> Relation:
        """The relation seen from the other side."""
        if self is Relation.REFINES:
            return Relation.REFINED_BY
        if self is Relation.REFINED_BY:
            return Relation.REFINES
        return self

    @property
    def compatible(self) -> bool:
        """Whether both answers can be true of the same thing."""
        return self in (Relation.SAME, Relation.REFINES, Relation.REFINED_BY, Relation.OVERLAPS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A relation and the reason for it.

    Args:
        relation: How the first value stands to the second.
        reason: A clause without a full stop, such as "62 lies within 60-80"; never empty.

    Raises:
        ModelError: If the reason is empty.
    """

    relation: Relation
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ModelError("a comparison without a reason", remedy="state it in words")

    @property
    def inverted(self) -> Comparison:
        """The same comparison with its arguments swapped."""
        return Comparison(self.relation.inverse, self.reason)


class Answer(Protocol):
    """What every value type offers."""

    type: ClassVar[str]

    @property
    def text(self) -> str:
        """The words as written."""

    @property
    def determinate(self) -> bool:
        """Whether it denotes a definite set of admissible answers."""

    @property
    def vague(self) -> bool:
        """Whether it is known only by a vague word."""

    def compare(self, other: Any) -> Comparison:
        """Return how this answer stands to another."""

    def canonical(self) -> str:
        """Return a stable form for ids, free of wording."""

    def describe(self) -> str:
        """Return a short form for people."""


def incomparable_types(one: str, other: str) -> Comparison:
    """Return the comparison of two answers of different types."""
    return Comparison(Relation.INCOMPARABLE, f"one answer is a {one}, the other a {other}")


def compare_intervals(first: tuple[float | None, float | None], second: tuple[float | None, float | None]) -> Relation:
    """Return how one closed interval stands to another.

    Args:
        first: Lower and upper bound; None is open.
        second: Lower and upper bound; None is open.

    Returns:
        `same`, `refines` (the first lies within the second), `refined_by`, `overlaps` or `conflicts` (disjoint).
    """
    infinity = float("inf")
    low, high = (-infinity if first[0] is None else first[0], infinity if first[1] is None else first[1])
    other_low, other_high = (
        -infinity if second[0] is None else second[0],
        infinity if second[1] is None else second[1],
    )
    if (low, high) == (other_low, other_high):
        return Relation.SAME
    if high < other_low or other_high < low:
        return Relation.CONFLICTS
    if other_low <= low and high <= other_high:
        return Relation.REFINES
    if low <= other_low and other_high <= high:
        return Relation.REFINED_BY
    return Relation.OVERLAPS


def combine(parts: Iterable[Comparison]) -> Comparison:
    """Return how two answers stand that are products of parts, such as a number of persons and their status.

    Products are disjoint if any part is, one lies within the other if all its parts do.

    Args:
        parts: The comparison of each part; at least one.

    Returns:
        The comparison of the wholes; its reason joins those that decide it.

    Raises:
        ModelError: If there is no part.
    """
    comparisons = list(parts)
    if not comparisons:
        raise ModelError("nothing to combine", remedy="compare at least one part")
    relations = {comparison.relation for comparison in comparisons}
    if Relation.INCOMPARABLE in relations:
        relation = deciding = Relation.INCOMPARABLE
    elif Relation.CONFLICTS in relations:
        relation = deciding = Relation.CONFLICTS
    elif relations == {Relation.SAME}:
        relation = deciding = Relation.SAME
    elif Relation.OVERLAPS in relations or {Relation.REFINES, Relation.REFINED_BY} <= relations:
        relation = Relation.OVERLAPS
        deciding = Relation.OVERLAPS if Relation.OVERLAPS in relations else Relation.REFINES
    else:
        relation = deciding = next(iter(relations - {Relation.SAME}))
    reasons = list(dict.fromkeys(part.reason for part in comparisons if part.relation is deciding))
    return Comparison(relation, "; ".join(reasons))
