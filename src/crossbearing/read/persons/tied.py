"""A number tied to what became of persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crossbearing.read.persons.groups import Phrase
from crossbearing.read.values.numbers import Number

__all__ = ["Tied", "surest"]


@dataclass(frozen=True, slots=True)
class Tied:
    """A number tied to what became of the persons.

    Args:
        slot: What became of them.
        number: The number.
        phrase: The noun phrase it counts, or None.
        trigger: Number of the token that tells it.
        score: How sure the rule is.
        toll: Whether it is the present value of a running toll.
        scope: What it is part of, where words say so, or empty.
        guess: Whether it stands as a guess beside a number that is told.
    """

    slot: str
    number: Number
    phrase: Phrase | None
    trigger: int
    score: float
    toll: bool = False
    scope: str = ""
    guess: bool = False

    @property
    def last(self) -> int:
        """Number of the last token of number and phrase."""
        return self.phrase.last if self.phrase is not None else self.number.last


def surest(entries: Sequence[Tied]) -> list[Tied]:
    """Return one reading a number, the surest, in order of the numbers.

    Args:
        entries: Numbers tied to something, some of them more than once.
    """
    best: dict[int, Tied] = {}
    for entry in entries:
        held = best.get(entry.number.core)
        rank = (entry.score, -abs(entry.trigger - entry.number.core))
        if held is None or rank > (held.score, -abs(held.trigger - held.number.core)):
            best[entry.number.core] = entry
    return sorted(best.values(), key=lambda entry: entry.number.core)
