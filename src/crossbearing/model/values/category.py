"""One of a small tree of codes, such as the tree of intent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from crossbearing.model.values.comparison import Comparison, Relation, incomparable_types

__all__ = ["Category"]


@dataclass(frozen=True, slots=True)
class Category:
    """A code of a scheme.

    Args:
        text: As written ("by mistake").
        scheme: The slot or table that owns the codes, such as `intent`.
        code: Dotted path in its tree (`mistake.technical_error`); `not_stated` is unknown.
        negated: True for "not deliberate": everything of the scheme but this code.
        exclusive: Whether codes that are neither ancestor nor descendant of one another exclude one another.
    """

    type: ClassVar[str] = "category"

    text: str
    scheme: str
    code: str
    negated: bool = False
    exclusive: bool = True

    @property
    def determinate(self) -> bool:
        """Whether a code is stated."""
        return self.code not in ("", "not_stated", "unknown")

    @property
    def vague(self) -> bool:
        """Always False: codes are definite or absent."""
        return False

    @property
    def point(self) -> bool:
        """Whether a code is stated and not merely excluded."""
        return self.determinate and not self.negated

    def compare(self, other: Any) -> Comparison:
        """Return how this code stands to another of the same scheme.

        A code admits everything below it in the tree, a negated one everything else. In exclusive schemes different
        branches conflict; in others they may hold side by side.
        """
        if not isinstance(other, Category):
            return incomparable_types(self.type, other.type)
        if self.scheme != other.scheme or self.exclusive != other.exclusive:
            return Comparison(Relation.INCOMPARABLE, f"answers to different questions: {self.scheme}, {other.scheme}")
        if not self.determinate or not other.determinate:
            return Comparison(Relation.INCOMPARABLE, "at least one answer is not stated")
        mine, theirs = self.describe(), other.describe()
        relation = self._relation(other)
        if relation is Relation.SAME:
            return Comparison(relation, f"both say {mine}")
        if relation is Relation.REFINES:
            return Comparison(relation, f"{mine} is a case of {theirs}")
        if relation is Relation.REFINED_BY:
            return Comparison(relation, f"{theirs} is a case of {mine}")
        pair = " and ".join(sorted((mine, theirs)))
        verb = "can both hold" if relation is Relation.OVERLAPS else "exclude one another"
        return Comparison(relation, f"{pair} {verb}")

    def _relation(self, other: Category) -> Relation:
        if self.negated and other.negated:
            return Category._tree(self.code, other.code, Relation.OVERLAPS).inverse
        if not self.negated and not other.negated:
            return Category._tree(self.code, other.code, Relation.CONFLICTS if self.exclusive else Relation.OVERLAPS)
        positive, negative = (self, other) if other.negated else (other, self)
        below = Category._tree(positive.code, negative.code, Relation.CONFLICTS)
        if below in (Relation.SAME, Relation.REFINES):
            return Relation.CONFLICTS
        if below is Relation.CONFLICTS and self.exclusive:
            return Relation.REFINES if positive is self else Relation.REFINED_BY
        return Relation.OVERLAPS

    @staticmethod
    def _tree(code: str, other: str, unrelated: Relation) -> Relation:
        if code == other:
            return Relation.SAME
        if code.startswith(other + "."):
            return Relation.REFINES
        if other.startswith(code + "."):
            return Relation.REFINED_BY
        return unrelated

    def canonical(self) -> str:
        """Return a stable form such as `intent:not:deliberate`."""
        return f"{self.scheme}:{'not:' if self.negated else ''}{self.code}"

    def describe(self) -> str:
        """Return a short form such as `not deliberate`."""
        words = self.code.replace(".", ": ").replace("_", " ") or "not stated"
        return f"not {words}" if self.negated else words
