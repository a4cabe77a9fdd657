"""How a time is written out in short: `17 Sep 2016, 17:00 (UTC+3)`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crossbearing.model.values.precision import TimePrecision

if TYPE_CHECKING:
    from crossbearing.model.values.when import When

__all__ = ["spelled"]

# By hand: `strftime` takes the names of months from the locale, and ten times as long.
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def spelled(when: When) -> str:
    """Return a time in short, or its words where no moment is known.

    Args:
        when: The time.
    """
    if when.clock is not None:
        first, last = (f"{minute // 60 % 24:02d}:{minute % 60:02d}" for minute in when.clock)
        words = first if first == last else f"{first} to {last}"
        return f"{'about ' if when.about else ''}{words}, day not stated{_zone(when)}"
    if when.anchor is not None or (when.start is None and when.end is None):
        return f'"{" ".join(when.text.split())}"' if when.text else "not stated"
    parts = [_moment(when, when.start), _end(when)]
    if parts[0] == parts[1]:
        parts.pop()
    joined = " to ".join(part for part in parts if part)
    if when.start is None:
        joined = f"before {joined}"
    elif when.end is None:
        joined = f"from {joined}"
    return f"{'about ' if when.about else ''}{joined}{_zone(when)}"


def _zone(when: When) -> str:
    if not when.precision.clock or when.utc_offset is None:
        return ""
    sign = "+" if when.utc_offset >= 0 else "\u2212"
    hours, minutes = divmod(abs(when.utc_offset), 60)
    return f" (UTC{sign}{hours}{f':{minutes:02d}' if minutes else ''})"


def _end(when: When) -> str:
    if when.end is None:
        return ""
    if when.precision in (TimePrecision.SECOND, TimePrecision.MINUTE):
        return _moment(when, when.end)
    # Ends stand behind the last admissible moment: the first of October ends September.
    return _moment(when, when.end - timedelta(seconds=1))


def _moment(when: When, moment: datetime | None) -> str:
    if moment is None:
        return ""
    year = f" {moment.year}" if when.year_known else ""
    if when.precision is TimePrecision.YEAR:
        return str(moment.year)
    if when.precision is TimePrecision.MONTH:
        return f"{_MONTHS[moment.month]}{year}"
    day = f"{moment.day} {_MONTHS[moment.month]}{year}"
    return f"{day}, {moment.hour:02d}:{moment.minute:02d}" if when.precision.clock else day
