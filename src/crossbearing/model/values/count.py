"""How many: numbers with open ends, vague words, and what kind of number they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from crossbearing.model.errors import ModelError
from crossbearing.model.values.comparison import Comparison, Relation, compare_intervals, incomparable_types

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
        about: An approximate number: it admits 5 % on either side.
        kind: What it counts up to.
        state: Whether there is a number.
        word: The vague word as written ("dozens"), for `vague`.
        as_of: ISO date or time for which the number was given, or empty.
        unit: The unit word for things ("strikes", "sorties"), or empty for persons and plain counts.
        unit_defined: False for unit words without a fixed meaning; such counts are comparable only if equal.

    Raises:
        ModelError: If the range ends before it starts, is negative, or a state and its numbers do not fit.
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

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ModelError(f"a count from {self.low} to {self.high}", where=repr(self.text), remedy="swap its ends")
        if any(bound is not None and bound < 0 for bound in (self.low, self.high)):
            raise ModelError("a negative count", where=repr(self.text), remedy="state it as unknown")
        has_number = self.low is not None or self.high is not None
        if (self.state is CountState.NUMBER) != has_number:
            raise ModelError(
                f"a count of state {self.state} with bounds {self.low} and {self.high}",
                where=repr(self.text),
                remedy="only counts of state number have bounds, and they need one",
            )

    @property
    def determinate(self) -> bool:
        """Whether it is a number, a range or none."""
        return self.state in (CountState.NUMBER, CountState.NONE)

    @property
    def vague(self) -> bool:
        """Whether it is known only by a vague word."""
        return self.state is CountState.VAGUE

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """The admissible numbers as lower and upper bound, `about` spread by 5 %; None is open."""
        if self.state is CountState.NONE:
            return (0.0, 0.0)
        spread = 0.05 if self.about else 0.0
        low = None if self.low is None else self.low * (1 - spread)
        high = None if self.high is None else self.high * (1 + spread)
        return (low, high)

    @property
    def point(self) -> bool:
        """Whether it states a single number, exact or approximate."""
        return self.state is CountState.NONE or (self.low is not None and self.low == self.high)

    def compare(self, other: Any) -> Comparison:
        """Return how this count stands to another count, or to a group by its number.

        Vague words never conflict; parts and new deaths only bound totals; units without a fixed meaning are
        comparable only if equal.
        """
        if other.type == "group":
            comparison: Comparison = other.compare(self).inverted
            return comparison
        if not isinstance(other, Count):
            return incomparable_types(self.type, other.type)
        return self._without_numbers(other) or self._of_other_kind(other) or self._by_numbers(other)

    def relation_to(self, other: Count) -> Relation:
        """Return the relation of `compare` without its reason, which takes the most of its time."""
        plain = self.state is CountState.NUMBER and other.state is CountState.NUMBER and self.kind is other.kind
        if not plain or self.unit != other.unit:
            return self.compare(other).relation
        return self._relate_numbers(other)

    def _relate_numbers(self, other: Count) -> Relation:
        relation = compare_intervals(self.interval, other.interval)
        if relation is Relation.SAME or (self.unit_defined and other.unit_defined):
            return relation
        return Relation.INCOMPARABLE

    def _without_numbers(self, other: Count) -> Comparison | None:
        for one in (self, other):
            if not one.determinate and not one.vague:
                return Comparison(Relation.INCOMPARABLE, f"{one.describe()} is no number")
        if self.vague and other.vague:
            words = " and ".join(sorted((self.describe(), other.describe())))
            return Comparison(Relation.INCOMPARABLE, f"{words} name no number")
        if self.vague or other.vague:
            word, number = (self, other) if self.vague else (other, self)
            if number.state is CountState.NONE:
                return Comparison(Relation.INCOMPARABLE, f"{word.describe()} names no number to set against none")
            return Comparison(
                Relation.OVERLAPS, f"{word.describe()} names no number and does not rule out {number.describe()}"
            )
        return None

    def _of_other_kind(self, other: Count) -> Comparison | None:
        if self.unit != other.unit:
            units = " and ".join(sorted((self.unit or "no unit", other.unit or "no unit")))
            return Comparison(Relation.INCOMPARABLE, f"the units differ: {units}")
        if self.kind is other.kind:
            return None
        part_kinds = (CountKind.PART, CountKind.NEW)
        whole_kinds = (CountKind.TOTAL, CountKind.CUMULATIVE)
        if self.kind in part_kinds and other.kind in whole_kinds:
            part, whole = self, other
        elif other.kind in part_kinds and self.kind in whole_kinds:
            part, whole = other, self
        else:
            kinds = " and ".join(sorted((self.kind, other.kind)))
            return Comparison(Relation.INCOMPARABLE, f"counts of different kinds: {kinds}")
        part_low, whole_high = part.interval[0], whole.interval[1]
        if part_low is not None and whole_high is not None and part_low > whole_high:
            return Comparison(Relation.CONFLICTS, f"a part ({part.describe()}) exceeds the whole ({whole.describe()})")
        return Comparison(
            Relation.INCOMPARABLE, f"{part.describe()} is a part and only bounds the whole ({whole.describe()})"
        )

    def _by_numbers(self, other: Count) -> Comparison:
        relation = self._relate_numbers(other)
        mine, theirs = self.describe(), other.describe()
        if relation is Relation.SAME:
            return Comparison(relation, f"both state {mine}")
        if relation is Relation.INCOMPARABLE:
            reason = (
                f"{self.unit!r} has no fixed meaning: {' and '.join(sorted((mine, theirs)))} may count other things"
            )
            return Comparison(relation, reason)
        if relation is Relation.REFINES:
            return Comparison(relation, f"{mine} lies within {theirs}")
        if relation is Relation.REFINED_BY:
            return Comparison(relation, f"{theirs} lies within {mine}")
        pair = " and ".join(sorted((mine, theirs)))
        if relation is Relation.OVERLAPS:
            return Comparison(relation, f"{pair} have numbers in common")
        return Comparison(relation, f"{pair} have no number in common")

    def canonical(self) -> str:
        """Return a stable form such as `count:62..62:total`."""
        if self.state is CountState.NUMBER:
            bounds = f"{'' if self.low is None else self.low}..{'' if self.high is None else self.high}"
            bounds = f"~{bounds}" if self.about else bounds
        elif self.state is CountState.VAGUE:
            bounds = f"vague={self.word.casefold()}"
        else:
            bounds = self.state.value
        return f"count:{bounds}:{self.kind}" + (f":{self.unit}" if self.unit else "")

    def describe(self) -> str:
        """Return a short form such as `62`, `>=15`, `up to 80`, `40-50`, `about 100` or `"several"`."""
        unit = f" {self.unit}" if self.unit else ""
        if self.state is CountState.VAGUE:
            return f'"{self.word or self.text}"{unit}'
        if self.state is not CountState.NUMBER:
            return {CountState.NONE: "none", CountState.NONE_REPORTED: "none reported"}.get(self.state, "not stated")
        if self.high is None:
            number = f"\u2265{self.low}"
        elif self.low is None:
            number = f"up to {self.high}"
        elif self.low == self.high:
            number = str(self.low)
            unit = unit.removesuffix("s") if number == "1" and not unit.endswith("ss") else unit
        else:
            number = f"{self.low}\u2013{self.high}"
        return f"about {number}{unit}" if self.about else f"{number}{unit}"
