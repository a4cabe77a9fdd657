"""An answer that is known only in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from crossbearing.model.ids import normalised_words
from crossbearing.model.values.comparison import Comparison, Relation, incomparable_types

__all__ = ["TextValue"]


@dataclass(frozen=True, slots=True)
class TextValue:
    """Words. Two of them are the same if their normalised words are, and otherwise incomparable.

    Args:
        text: As written.
    """

    type: ClassVar[str] = "text"

    text: str

    @property
    def determinate(self) -> bool:
        """Whether there are any words."""
        return bool(normalised_words(self.text))

    @property
    def vague(self) -> bool:
        """Always False: words are not weighed."""
        return False

    @property
    def point(self) -> bool:
        """Whether there are any words."""
        return self.determinate

    def compare(self, other: Any) -> Comparison:
        """Return `same` for the same words, else `incomparable`: nothing is concluded from other wording."""
        if not isinstance(other, TextValue):
            return incomparable_types(self.type, other.type)
        if self.determinate and normalised_words(self.text) == normalised_words(other.text):
            return Comparison(Relation.SAME, "the words are the same")
        return Comparison(Relation.INCOMPARABLE, "the wording differs and is not weighed")

    def canonical(self) -> str:
        """Return the normalised words."""
        return f"text:{normalised_words(self.text)}"

    def describe(self) -> str:
        """Return the words, white space folded."""
        return " ".join(self.text.split())
