"""How many: numbers with open ends, vague words, and what kind of number they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

__all__ = ["Count", "CountKind", "CountState"]


class CountKind(StrEnum):
    """What a number counts up to."""

    TOTAL = "total"
    NEW = "new"
    PART = "part"
    CUMULATIVE = "cumulative"


class CountState(StrEnum):
    """Whether there is a number. `none`, `none_reported` and `unknown` differ, and only `none` is 0."""

    NUMBER = "number"
    VAGUE = "vague"
    NONE = "none"
    NONE_REPORTED = "none_reported"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of persons or things.

    Args:
        text: As written ("at least 62", "several").
        low: Lowest admissible number, or None where it is open ("up to 80") or there is no number.
        high: Highest admissible number, or None where it is open. "More than n" and "at least n" both start at n.
        about: An approximate number: +-5 % (at least +-1 above 10 is not implied).
        kind: What it counts up to.
        state: Whether there is a number.
        word: The vague word as written ("dozens"), for `vague`.
        as_of: ISO date or time for which the number was given, or empty.
        unit: The unit word for things ("strikes", "sorties"), or empty for persons and plain counts.
        unit_defined: False for unit words without a fixed meaning; such counts are comparable only if equal.
    """

    type: ClassVar[str] = "count"

    text: str
    low: int | None = None
    high: int | None = None
    about: bool = False
    kind: CountKind = CountKind.TOTAL
    state: CountState = CountState.NUMBER
    word: str = ""
    as_of: str = ""
    unit: str = ""
    unit_defined: bool = True
