"""When: intervals that know their precision, their zone and whether the year is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from crossbearing.model.errors import ModelError
from crossbearing.model.ids import normalised_words
from crossbearing.model.values.comparison import Comparison, Relation, compare_intervals, incomparable_types
from crossbearing.model.values.duration import Duration
from crossbearing.model.values.precision import TimePrecision, YearStatus, ZoneStatus
from crossbearing.model.values.spelling import spelled

__all__ = ["Anchor", "TimePrecision", "When", "YearStatus", "ZoneStatus"]


_EPOCH = datetime(2000, 1, 1)
_LEAP_YEAR = 366 * 86400.0  # 2000, the year that stands for any year, has 366 days
_DAY = 86400.0
_WIDEST_OFFSET = 26 * 3600.0  # UTC-12 to UTC+14: two civil clocks never differ by more


@dataclass(frozen=True, slots=True)
class Anchor:
    """A time told relative to an event.

    Args:
        relation: `before`, `after`, `during` or `at`.
        to: The event as written ("the first strike").
        event: Id of that event, where it was recognised, or empty.
        offset: How far from it ("a couple of days before"), or None.
    """

    relation: str
    to: str
    event: str = ""
    offset: Duration | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time as stated.

    Args:
        text: As written ("dawn on Friday").
        start: First admissible moment, civil time at the place (naive), or None where open or unknown. Without a
            known year, the year is 2000 and only month, day and clock count.
        end: Moment behind the last admissible one, or None where open or unknown.
        precision: The grain stated. A clock time of grain `minute` admits +-2 minutes, on the full or half hour
            +-15 (a rounded time), and `about` doubles that.
        about: Stated as approximate.
        zone: IANA name or fixed offset (`UTC+3`), or empty.
        zone_status: How the zone is known.
        utc_offset: Minutes east of Greenwich at that moment, or None.
        year_status: How the year is known.
        anchor: For times told relative to an event.
        note: In words, how it was placed or why it could not be ("year not stated"), or empty.
        clock: First and last minute after midnight of a time of any day, else None; `start` and `end` are then None.
        repeats: For repeated times ("every night"), how often, as a TIMEX3 value of type SET (`P1D`); else empty.

    Raises:
        ModelError: If it ends before it starts, its times carry a zone, or `clock` is no time or stands beside a day.
    """

    type: ClassVar[str] = "when"

    text: str
    start: datetime | None = None
    end: datetime | None = None
    precision: TimePrecision = TimePrecision.UNKNOWN
    about: bool = False
    zone: str = ""
    zone_status: ZoneStatus = ZoneStatus.UNKNOWN
    utc_offset: int | None = None
    year_status: YearStatus = YearStatus.UNKNOWN
    anchor: Anchor | None = None
    note: str = ""
    clock: tuple[int, int] | None = None
    repeats: str = ""

    def __post_init__(self) -> None:
        if self.clock is not None:
            if not (0 <= self.clock[0] < 1440 and self.clock[0] <= self.clock[1] < self.clock[0] + 1440):
                raise ModelError(
                    f"{self.clock} is no time of day", where=repr(self.text), remedy="give minutes after midnight"
                )
            if self.start is not None or self.end is not None or self.anchor is not None:
                raise ModelError("a time with and without a day", where=repr(self.text), remedy="leave out the clock")
        if any(moment is not None and moment.tzinfo is not None for moment in (self.start, self.end)):
            raise ModelError("a time with a zone of its own", where=repr(self.text), remedy="use zone and utc_offset")
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ModelError("a time that ends before it starts", where=repr(self.text), remedy="swap its ends")

    @property
    def determinate(self) -> bool:
        """Whether a moment, a time of day or an anchor is known."""
        if self.anchor is not None:
            return self.anchor.offset is None or self.anchor.offset.determinate
        return self.start is not None or self.end is not None or self.clock is not None

    @property
    def vague(self) -> bool:
        """Whether it is known only by a vague distance from an event."""
        return self.anchor is not None and self.anchor.offset is not None and self.anchor.offset.vague

    @property
    def point(self) -> bool:
        """Whether both ends are known."""
        return self.clock is not None or (self.anchor is None and self.start is not None and self.end is not None)

    @property
    def year_known(self) -> bool:
        """Whether the year counts."""
        return self.year_status is not YearStatus.UNKNOWN

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """The admissible civil time as seconds since 2000-01-01, with the tolerance of its precision; None is open.

        For a clock time without a day, the seconds since midnight.
        """
        if self.clock is not None:
            return self._clock_interval(self.clock)
        low = None if self.start is None else (self.start - _EPOCH).total_seconds()
        high = None if self.end is None else (self.end - _EPOCH).total_seconds()
        before, after = self._tolerance()
        return (None if low is None else low - before, None if high is None else high + after)

    def _clock_interval(self, clock: tuple[int, int]) -> tuple[float, float]:
        widen = (2.0 if self.about else 1.0) if self.precision is not TimePrecision.PART_OF_DAY else 0.0
        low, high = (_EPOCH + timedelta(minutes=minute) for minute in clock)
        return (clock[0] * 60.0 - widen * _clock_tolerance(low), clock[1] * 60.0 + widen * _clock_tolerance(high))

    def _tolerance(self) -> tuple[float, float]:
        if self.precision in (TimePrecision.SECOND, TimePrecision.MINUTE):
            widen = 2.0 if self.about else 1.0
            return (widen * _clock_tolerance(self.start), widen * _clock_tolerance(self.end))
        # Hours and days end before the next one starts, so that neighbours have no moment in common.
        if self.about and self.start is not None and self.end is not None:
            length = (self.end - self.start).total_seconds()
            return (length, length - 1.0)
        return (0.0, -1.0 if self.start != self.end else 0.0)

    def compare(self, other: Any) -> Comparison:
        """Return how this time stands to another.

        Times of known zones are compared in UTC. Without a known zone, clock times are incomparable to those with one,
        and days are compared as written. Without a known year, only month, day and clock count.
        """
        if not isinstance(other, When):
            return incomparable_types(self.type, other.type)
        if self.anchor is not None or other.anchor is not None:
            return self._compare_anchors(other)
        if not self.determinate or not other.determinate:
            return Comparison(Relation.INCOMPARABLE, "at least one time is not stated")
        if self.clock is not None or other.clock is not None:
            return self._compare_clocks(other)
        return self._explain(other, self._relate(other))

    def relation_to(self, other: When) -> Relation:
        """Return the relation of `compare` without its reason, which takes the most of its time."""
        if self.anchor is not None or other.anchor is not None:
            return self._compare_anchors(other).relation
        if not self.determinate or not other.determinate:
            return Relation.INCOMPARABLE
        if self.clock is not None or other.clock is not None:
            return self._relate_clocks(other)
        return self._relate(other)

    def _relate(self, other: When) -> Relation:
        """Return how two times whose days are known stand to one another."""
        mine, theirs = self.interval, other.interval
        if self.utc_offset is not None and other.utc_offset is not None:
            mine, theirs = _shift(mine, -60.0 * self.utc_offset), _shift(theirs, -60.0 * other.utc_offset)
        relation = self._compare_years(other, mine, theirs)
        if (self.utc_offset is None) != (other.utc_offset is None):
            relation = self._without_zone(other, relation, mine, theirs)
        return relation

    def _compare_anchors(self, other: When) -> Comparison:
        mine, theirs = self.anchor, other.anchor
        if mine is None or theirs is None:
            return Comparison(Relation.INCOMPARABLE, "one time is told by the clock, the other relative to an event")
        same_event = (mine.event or normalised_words(mine.to)) == (theirs.event or normalised_words(theirs.to))
        if not same_event or mine.relation != theirs.relation:
            return Comparison(Relation.INCOMPARABLE, "told relative to different events or in different relations")
        where = f"{mine.relation} {mine.to}"
        if mine.offset is None and theirs.offset is None:
            return Comparison(Relation.SAME, f"both say {where}")
        if theirs.offset is None:
            return Comparison(Relation.REFINES, f"only one says how far {where}")
        if mine.offset is None:
            return Comparison(Relation.REFINED_BY, f"only one says how far {where}")
        return mine.offset.compare(theirs.offset)

    def _compare_clocks(self, other: When) -> Comparison:
        """Compare where the day of at least one is not known: it admits its time of every day."""
        if self.clock is None:
            return other._compare_clocks(self).inverted
        return self._explain(other, self._relate_clocks(other))

    def _relate_clocks(self, other: When) -> Relation:
        if self.clock is None:
            return other._relate_clocks(self).inverse
        if (self.utc_offset is None) != (other.utc_offset is None):
            clocks = self.precision.clock and other.precision.clock
            return Relation.INCOMPARABLE if clocks else Relation.OVERLAPS
        mine, theirs = self.interval, other.interval
        if self.utc_offset is not None and other.utc_offset is not None:
            mine, theirs = _shift(mine, -60.0 * self.utc_offset), _shift(theirs, -60.0 * other.utc_offset)
        found = _compare_round_the_clock(mine, theirs)
        if other.clock is None and found is not Relation.CONFLICTS:
            # The other is of one day, so that this one cannot lie within it.
            found = Relation.REFINED_BY if found in (Relation.SAME, Relation.REFINED_BY) else Relation.OVERLAPS
        return found

    def _compare_years(
        self, other: When, mine: tuple[float | None, float | None], theirs: tuple[float | None, float | None]
    ) -> Relation:
        if self.year_known == other.year_known:
            return compare_intervals(mine, theirs)
        if other.year_known:
            return other._compare_years(self, theirs, mine).inverse
        # The other has no year: it admits its days in every year, so it can hold this time and never lie within it.
        low, high = mine
        if low is None or high is None or high - low >= _LEAP_YEAR:
            return Relation.OVERLAPS
        start = _EPOCH + timedelta(seconds=low)
        day = start.replace(year=2000)
        projected = (day - _EPOCH).total_seconds()
        found = Relation.CONFLICTS
        for turn in (-_LEAP_YEAR, 0.0, _LEAP_YEAR):
            relation = compare_intervals((projected + turn, projected + turn + high - low), theirs)
            if relation in (Relation.SAME, Relation.REFINES):
                return Relation.REFINES
            if relation is not Relation.CONFLICTS:
                found = Relation.OVERLAPS
        return found

    def _without_zone(
        self,
        other: When,
        relation: Relation,
        mine: tuple[float | None, float | None],
        theirs: tuple[float | None, float | None],
    ) -> Relation:
        if relation is Relation.CONFLICTS:
            wide = (
                None if mine[0] is None else mine[0] - _WIDEST_OFFSET,
                None if mine[1] is None else mine[1] + _WIDEST_OFFSET,
            )
            apart = self._compare_years(other, wide, theirs) is Relation.CONFLICTS
            if apart or not (self.precision.clock or other.precision.clock):
                return relation
            return Relation.INCOMPARABLE
        if self.precision.clock or other.precision.clock:
            both = self.precision.clock and other.precision.clock
            return Relation.INCOMPARABLE if both else Relation.OVERLAPS
        return Relation.OVERLAPS if relation in (Relation.REFINES, Relation.REFINED_BY) else relation

    def _explain(self, other: When, relation: Relation) -> Comparison:
        mine, theirs = self.describe(), other.describe()
        pair = " and ".join(sorted((mine, theirs)))
        zones = "" if self.utc_offset is None and other.utc_offset is None else _zones(self, other)
        if relation is Relation.SAME:
            return Comparison(relation, f"both say {mine}")
        if relation is Relation.REFINES:
            return Comparison(relation, f"{mine} lies within {theirs}{zones}")
        if relation is Relation.REFINED_BY:
            return Comparison(relation, f"{theirs} lies within {mine}{zones}")
        if relation is Relation.OVERLAPS:
            return Comparison(relation, f"{pair} can be the same time{zones}")
        if relation is Relation.INCOMPARABLE:
            return Comparison(relation, f"{pair} cannot be compared: the zone of one is not known")
        if self.clock is not None or other.clock is not None:
            return Comparison(relation, f"{pair} are different times of day{zones}")
        return Comparison(relation, f"{pair} are {self._apart(other)} apart{zones}")

    def _apart(self, other: When) -> str:
        one, two = self.start or self.end, other.start or other.end
        if one is None or two is None:
            return "some time"
        if not (self.year_known and other.year_known):
            one, two = one.replace(year=2000), two.replace(year=2000)
        seconds = abs((one - two).total_seconds() - 60.0 * ((self.utc_offset or 0) - (other.utc_offset or 0)))
        if seconds >= 2 * 86400:
            return f"{seconds / 86400:.0f} days"
        if seconds >= 3 * 3600:
            return f"{seconds / 3600:.0f} h"
        return f"{seconds / 60:.0f} min"

    def canonical(self) -> str:
        """Return a stable form: the words as written, so that ids do not move with the calendar rules."""
        return f"when:{normalised_words(self.text)}"

    def describe(self) -> str:
        """Return a short form such as `17 Sep 2016, 17:00 (UTC+3)`, or the words where no moment is known."""
        return spelled(self)


def _clock_tolerance(moment: datetime | None) -> float:
    """Return by how many seconds a clock time may be off: a full or half hour is taken as rounded."""
    if moment is None:
        return 0.0
    rounded = moment.minute in (0, 30) and moment.second == 0
    return 15 * 60.0 if rounded else 2 * 60.0


def _shift(interval: tuple[float | None, float | None], seconds: float) -> tuple[float | None, float | None]:
    low, high = interval
    return (None if low is None else low + seconds, None if high is None else high + seconds)


def _compare_round_the_clock(
    mine: tuple[float | None, float | None], theirs: tuple[float | None, float | None]
) -> Relation:
    """Return how two stretches stand when only the time of day counts."""
    if None in mine or None in theirs:
        return Relation.OVERLAPS
    low, high, other_low, other_high = (float(moment or 0.0) for moment in (*mine, *theirs))
    if max(high - low, other_high - other_low) >= _DAY - 1.0:
        return Relation.OVERLAPS
    first = (low % _DAY, low % _DAY + high - low)
    second = (other_low % _DAY, other_low % _DAY + other_high - other_low)
    turns = [compare_intervals((first[0] + turn, first[1] + turn), second) for turn in (-_DAY, 0.0, _DAY)]
    for relation in (Relation.SAME, Relation.REFINES, Relation.REFINED_BY, Relation.OVERLAPS):
        if relation in turns:
            return relation
    return Relation.CONFLICTS


def _zones(one: When, other: When) -> str:
    if one.utc_offset is None or other.utc_offset is None:
        return ", the zone of one is not known"
    if one.utc_offset == other.utc_offset:
        assumed = ZoneStatus.ASSUMED in (one.zone_status, other.zone_status)
        return ", same zone (assumed)" if assumed else ", same zone"
    return ", in different zones"
