"""Times as TIMEX3, the notation of ISO-TimeML (Pustejovsky et al. 2010), for comparing with other programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from crossbearing.model.values import Duration, TimePrecision, When, YearStatus

__all__ = ["Timex", "timex3"]

_UNKNOWN_DAY = "XXXX-XX-XX"
_PARTS = ((240, 420, "TDAW"), (240, 720, "TMO"), (660, 900, "TMI"), (720, 1110, "TAF"), (1020, 1440, "TEV"))
_UNITS = ((604800, "W"), (86400, "D"))
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


@dataclass(frozen=True, slots=True)
class Timex:
    """The attributes of a TIMEX3 tag.

    Args:
        type: `DATE`, `TIME` or `DURATION`.
        value: Such as `2016-09-17T17:00`; two values with a slash are a range; `XXXX-XX-XX` is a day not known.
        mod: `APPROX`, `BEFORE`, `AFTER`, `EQUAL_OR_LESS`, `EQUAL_OR_MORE`, or empty.
    """

    type: str
    value: str
    mod: str = ""


def timex3(value: When | Duration) -> Timex:
    """Return a time or a length as TIMEX3.

    Args:
        value: As resolved.

    Returns:
        The tag's attributes; `XXXX-XX-XX` for a time that is told relative to an event or is not known.
    """
    if isinstance(value, Duration):
        return _length(value)
    if value.clock is not None:
        low, high = value.clock
        first, last = f"{_UNKNOWN_DAY}T{_clock(low)}", f"{_UNKNOWN_DAY}T{_clock(high)}"
        if value.precision is TimePrecision.PART_OF_DAY:
            return Timex("TIME", _UNKNOWN_DAY + _part(low, high), _about(value.about))
        return Timex("TIME", first if low == high else f"{first}/{last}", _about(value.about))
    kind = "TIME" if value.precision.clock else "DATE"
    if value.start is None and value.end is None:
        return Timex(kind, _UNKNOWN_DAY)
    if value.start is None or value.end is None:
        mod = "BEFORE" if value.start is None else "AFTER"
        return Timex(kind, _point(value, value.start or value.end or datetime(1, 1, 1)), mod)
    return Timex(kind, _interval(value, value.start, value.end), _about(value.about))


def _about(about: bool) -> str:
    return "APPROX" if about else ""


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def _part(low: int, high: int) -> str:
    if high > 1440 or low >= 1320:
        return "TNI"
    return next((code for first, last, code in _PARTS if first <= low and high <= last), f"T{_clock(low)}")


def _day(value: When, moment: datetime) -> str:
    year = "XXXX" if value.year_status is YearStatus.UNKNOWN else f"{moment.year:04d}"
    return f"{year}-{moment.month:02d}-{moment.day:02d}"


def _point(value: When, moment: datetime) -> str:
    day = _day(value, moment)
    if value.precision in (TimePrecision.SECOND, TimePrecision.MINUTE, TimePrecision.HOUR):
        zulu = "Z" if value.zone in ("UTC", "Z") else ""
        return f"{day}T{moment:%H:%M}{zulu}"
    return day


def _interval(value: When, start: datetime, end: datetime) -> str:
    precision = value.precision
    if precision is TimePrecision.PART_OF_DAY:
        low = start.hour * 60 + start.minute
        return _day(value, start) + _part(low, low + int((end - start).total_seconds() // 60))
    if precision.clock:
        first, last = _point(value, start), _point(value, end)
        return first if first == last else f"{first}/{last}"
    day = _day(value, start)
    if precision is TimePrecision.YEAR and (start.month, start.day) == (1, 1):
        return day[:4]
    if precision is TimePrecision.MONTH and start.day == 1:
        return day[:7]
    if precision is TimePrecision.WEEK and start.weekday() == 0:
        return f"{start.isocalendar().year:04d}-W{start.isocalendar().week:02d}"
    if precision is TimePrecision.SEASON and start.month in _SEASONS and (end - start).days in range(88, 94):
        return f"{day[:4]}-{_SEASONS[start.month]}"
    last = _day(value, end - timedelta(seconds=1))
    return day if day == last else f"{day}/{last}"


def _length(value: Duration) -> Timex:
    if value.low is None and value.high is None:
        return Timex("DURATION", "PXX")
    if value.low == value.high and value.low is not None:
        return Timex("DURATION", _period(value.low), _about(value.about))
    if value.low is None or (value.low == 0.0 and value.high is not None):
        return Timex("DURATION", _period(value.high or 0.0), "EQUAL_OR_LESS")
    if value.high is None:
        return Timex("DURATION", _period(value.low), "EQUAL_OR_MORE")
    return Timex("DURATION", f"{_period(value.low)}/{_period(value.high)}", _about(value.about))


def _period(seconds: float) -> str:
    whole = round(seconds)
    for unit, letter in _UNITS:
        if whole and whole % unit == 0:
            return f"P{whole // unit}{letter}"
    hours, rest = divmod(whole, 3600)
    minutes, last = divmod(rest, 60)
    parts = "".join(f"{number}{letter}" for number, letter in ((hours, "H"), (minutes, "M"), (last, "S")) if number)
    return f"PT{parts or '0S'}"
