"""The days on which something happened, as far as reports tell them."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from crossbearing.model.ids import normalised_words
from crossbearing.model.values import TimePrecision, When

__all__ = ["Days", "days_apart", "days_of", "most_told", "weekdays_of"]

_MOST_DAYS = 3
_COARSEST_DAYS = frozenset({TimePrecision.MONTH, TimePrecision.SEASON, TimePrecision.YEAR, TimePrecision.UNKNOWN})


_WEEKDAYS = {name.casefold(): number for number, name in enumerate(calendar.day_name)}


@dataclass(frozen=True, slots=True)
class Days:
    """Days on which something happened, as far as it is told.

    Args:
        first: First admissible day.
        last: Last admissible day.
        stated: Whether a text states them, as against a date of publication.
        year_known: Without it, the year is 2000 and only month and day count.
        utc_offset: Minutes east of Greenwich of the clock by which the days are told, or None.
    """

    first: date
    last: date
    stated: bool = True
    year_known: bool = True
    utc_offset: int | None = None

    @property
    def length(self) -> int:
        """How many days are admissible."""
        return (self.last - self.first).days + 1

    @property
    def weekdays(self) -> frozenset[int]:
        """Its days of the week, Monday 0; none where the year is not known."""
        if not self.year_known or self.length > len(_WEEKDAYS):
            return frozenset()
        return frozenset((self.first + timedelta(days=day)).weekday() for day in range(self.length))


def weekdays_of(value: When) -> frozenset[int]:
    """Return the days of the week in words that no day could be made of ("on Monday evening"), Monday 0."""
    if value.start is not None:
        return frozenset()
    return frozenset(_WEEKDAYS[word] for word in normalised_words(value.text).split() if word in _WEEKDAYS)


def days_apart(one: Days, other: Days) -> int:
    """Return the days between two stretches, 0 where they meet or only one of them has a year."""
    if one.year_known != other.year_known:
        return 0
    if one.last < other.first:
        return (other.first - one.last).days
    return max(0, (one.first - other.last).days)


def days_of(value: When, published: date | None) -> Days | None:
    """Return the days a time admits, or None where it names none.

    Args:
        value: The time. Without a year it takes that of the last such day before publication, where this is known.
        published: Day of publication, or None.
    """
    if value.anchor is not None or (value.start is None and value.end is None) or value.precision in _COARSEST_DAYS:
        return None
    start = value.start or value.end
    end = value.end or value.start
    if start is None or end is None:
        return None
    first, last = start.date(), (end - timedelta(seconds=1)).date() if end > start else end.date()
    if not value.year_known:
        if published is None:
            return Days(first, max(first, last), year_known=False, utc_offset=value.utc_offset)
        first, last = _last_before(first, published), _last_before(last, published)
    return Days(first, max(first, last), utc_offset=value.utc_offset)


def _last_before(day: date, published: date) -> date:
    for year in (published.year, published.year - 1):
        try:
            candidate = day.replace(year=year)
        except ValueError:  # 29 February
            candidate = date(year, 3, 1)
        if candidate <= published + timedelta(days=1):
            return candidate
    return day.replace(year=published.year, day=min(day.day, 28))


def most_told(days: Iterable[Days], published: date | None) -> tuple[Days, ...]:
    """Return days without repetition: those told most first, then those nearest before publication, then the finest."""
    votes = Counter(days)

    def rank(one: Days) -> tuple[bool, int, int, int, int]:
        before = (published - one.first).days if published is not None and one.year_known else 0
        return (not one.year_known, -votes[one], one.length, before if before >= 0 else 9999, one.first.toordinal())

    return tuple(sorted(votes, key=rank)[:_MOST_DAYS])
