"""Things lost, used or seen: a kind, how many of it, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from crossbearing.model.ids import normalised_words
from crossbearing.model.values.comparison import Comparison, Relation, combine, incomparable_types
from crossbearing.model.values.count import Count, CountState
from crossbearing.model.values.labels import compare_labels, thing_words

__all__ = ["Items"]


@dataclass(frozen=True, slots=True)
class Items:
    """One kind of thing; a list in the text becomes one claim a kind.

    Args:
        text: As written ("three tanks").
        kind: A kind of `resources/weapons.toml` (`tank`), or the words as written in lower case.
        count: How many.
        effect: `destroyed`, `damaged`, `captured`, `used`, ..., or empty.
        role: What it did there ("escort"), or empty.
        operator: Whose it is, as written, or empty.
    """

    type: ClassVar[str] = "items"

    text: str
    kind: str
    count: Count
    effect: str = ""
    role: str = ""
    operator: str = ""

    @property
    def determinate(self) -> bool:
        """Whether the number is."""
        return self.count.determinate

    @property
    def vague(self) -> bool:
        """Whether the number is known only by a vague word."""
        return self.count.vague

    @property
    def point(self) -> bool:
        """Whether it states a single number."""
        return self.count.point

    def compare(self, other: Any) -> Comparison:
        """Return how these things stand to others of the same kind; different kinds are incomparable."""
        if not isinstance(other, Items):
            return incomparable_types(self.type, other.type)
        if self.kind != other.kind:
            return Comparison(
                Relation.INCOMPARABLE, f"different things: {' and '.join(sorted((self.kind, other.kind)))}"
            )
        count = self.count.compare(other.count)
        if count.relation is Relation.INCOMPARABLE:
            return count
        return combine(
            (
                count,
                compare_labels(self.effect, other.effect, "effect"),
                compare_labels(self.role, other.role, "role"),
                compare_labels(self.operator, other.operator, "operator"),
            )
        )

    def relation_to(self, other: Items) -> Relation:
        """Return the relation of `compare` without its reason; numbers that differ need no look at the words."""
        if self.kind != other.kind:
            return Relation.INCOMPARABLE
        count = self.count.relation_to(other.count)
        if count in (Relation.INCOMPARABLE, Relation.CONFLICTS):
            return count
        return self.compare(other).relation

    def canonical(self) -> str:
        """Return a stable form such as `items:tank:count:3..3:total:destroyed`."""
        words = (normalised_words(word) for word in (self.effect, self.role, self.operator))
        return ":".join(("items", self.kind, self.count.canonical(), *words)).rstrip(":")

    @property
    def names_itself(self) -> bool:
        """Whether one word stands for the number and the things ("barrel bombs"): both would say it twice."""
        kind = normalised_words(thing_words(self.kind))
        return self.count.state is CountState.VAGUE and kind in normalised_words(self.count.word or self.count.text)

    def describe(self) -> str:
        """Return a short form such as `tank: 3 destroyed`."""
        number = self.count.describe()
        return f"{thing_words(self.kind)}: {number}" + (f" {self.effect}" if self.effect else "")
