"""How one answer stands to another, always with the reason in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crossbearing.model.errors import ModelError

__all__ = ["Comparison", "Relation"]


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
