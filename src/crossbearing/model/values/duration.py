"""How long something lasted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from crossbearing.model.errors import ModelError
from crossbearing.model.values.comparison import Comparison, Relation, compare_intervals, incomparable_types

__all__ = ["Duration"]


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time.

    Args:
        text: As written ("about an hour", "hours").
        low: Shortest admissible length in seconds, or None where open or unknown.
        high: Longest admissible length in seconds, or None where open or unknown.
        about: Stated as approximate.
        vague: Known only by a vague word ("hours").

    Raises:
        ModelError: If it ends before it starts or is negative.
    """

    type: ClassVar[str] = "duration"

    text: str
    low: float | None = None
    high: float | None = None
    about: bool = False
    vague: bool = False

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ModelError(f"a duration from {self.low} to {self.high} s", where=repr(self.text), remedy="swap them")
        if any(bound is not None and bound < 0 for bound in (self.low, self.high)):
            raise ModelError("a negative duration", where=repr(self.text), remedy="state it as unknown")

    @property
    def determinate(self) -> bool:
        """Whether at least one bound is known."""
        return not self.vague and (self.low is not None or self.high is not None)

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """The admissible lengths in seconds, `about` spread by 5 %; None is open."""
        spread = 0.05 if self.about else 0.0
        low = None if self.low is None else self.low * (1 - spread)
        high = None if self.high is None else self.high * (1 + spread)
        return (low, high)

    @property
    def point(self) -> bool:
        """Whether it states a single length, exact or approximate."""
        return self.determinate and self.low == self.high

    def compare(self, other: Any) -> Comparison:
        """Return how this length stands to another; vague and unknown lengths never conflict."""
        if not isinstance(other, Duration):
            return incomparable_types(self.type, other.type)
        mine, theirs = self.describe(), other.describe()
        pair = " and ".join(sorted((mine, theirs)))
        if not self.determinate and not other.determinate:
            return Comparison(Relation.INCOMPARABLE, f"{pair} state no length")
        if not self.determinate or not other.determinate:
            unclear, clear = (self, other) if not self.determinate else (other, self)
            if not unclear.vague:
                return Comparison(Relation.INCOMPARABLE, f"no length is stated to set against {clear.describe()}")
            return Comparison(Relation.OVERLAPS, f"{unclear.describe()} does not rule out {clear.describe()}")
        relation = compare_intervals(self.interval, other.interval)
        if relation is Relation.SAME:
            return Comparison(relation, f"both state {mine}")
        if relation is Relation.REFINES:
            return Comparison(relation, f"{mine} lies within {theirs}")
        if relation is Relation.REFINED_BY:
            return Comparison(relation, f"{theirs} lies within {mine}")
        if relation is Relation.OVERLAPS:
            return Comparison(relation, f"{pair} overlap")
        return Comparison(relation, f"{pair} have no length in common")

    def canonical(self) -> str:
        """Return a stable form such as `duration:3600..3600`."""
        if self.vague:
            return f"duration:vague={self.text.casefold()}"
        if not self.determinate:
            return "duration:unknown"
        bounds = f"{'' if self.low is None else f'{self.low:g}'}..{'' if self.high is None else f'{self.high:g}'}"
        return f"duration:{'~' if self.about else ''}{bounds}"

    def describe(self) -> str:
        """Return a short form such as `50 min`, `about 1 h` or `>20 min`."""
        if self.vague:
            return f'"{self.text}"'
        if self.low is not None and self.high is not None:
            short = _spell(self.low) if self.low == self.high else f"{_spell(self.low)} to {_spell(self.high)}"
        elif self.low is not None:
            short = f"\u2265{_spell(self.low)}"
        elif self.high is not None:
            short = f"up to {_spell(self.high)}"
        else:
            return "not stated"
        return f"about {short}" if self.about else short


def _spell(seconds: float) -> str:
    """Return seconds in the largest unit that keeps them whole."""
    for name, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= length and seconds % length == 0:
            return f"{seconds / length:g} {name}"
    return f"{seconds / 60:g} min" if seconds >= 60 else f"{seconds:g} s"
