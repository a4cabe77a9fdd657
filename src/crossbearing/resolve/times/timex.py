"""Times as TIMEX3, the notation of ISO-TimeML (Pustejovsky et al. 2010), for comparing with other programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from crossbearing.model.values import Duration, TimePrecision, When, YearStatus

__all__ = ["Timex", "timex3"]

_UNKNOWN_DAY = "XXXX-XX-XX"
_DECADE, _YEAR, _WEEKEND, _SATURDAY = 10, 365, 2, 5
_PARTS = ((240, 420, "TDAW"), (240, 720, "TMO"), (660, 900, "TMI"), (720, 1110, "TAF"), (1020, 1440, "TEV"))
_UNITS = ((604800, "W"), (86400, "D"))
_LAST_THIRD = 21  # day on which the last third of a month begins
_QUARTERS = {(1, 4): "Q1", (4, 7): "Q2", (7, 10): "Q3", (10, 1): "Q4", (1, 7): "H1", (7, 1): "H2"}
_VAGUE = (("hour", "PTXH"), ("minute", "PTXM"), ("second", "PTXS"), ("day", "PXD"), ("night", "PXD"), ("week", "PXW"),
          ("month", "PXM"), ("year", "PXY"), ("decade", "PXDE"))  # fmt: skip
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


@dataclass(frozen=True, slots=True)
class Timex:
    """The attributes of a TIMEX3 tag.

    Args:
        type: `DATE`, `TIME`, `DURATION` or `SET`.
        value: Such as `2016-09-17T17:00`; two values with a slash are a range; `XXXX-XX-XX` is a day not known.
        mod: `APPROX`, `BEFORE`, `AFTER`, `START`, `MID`, `END`, `EQUAL_OR_LESS`, `EQUAL_OR_MORE`, or empty.
        anchor: Words of the event that it is told from, or empty; in TimeML, that event's id as `anchorTimeID` has it.
    """

    type: str
    value: str
    mod: str = ""
    anchor: str = ""


def timex3(value: When | Duration) -> Timex:
    """Return a time or a length as TIMEX3.

    Args:
        value: As resolved.

    Returns:
        The tag's attributes; `XXXX-XX-XX` for a time that is told relative to an event or is not known.
    """
    if isinstance(value, Duration):
        return _length(value)
    if value.repeats:
        return Timex("SET", value.repeats, _about(value.about))
    if value.anchor is not None:
        kind = "TIME" if value.precision.clock else "DATE"
        return Timex(kind, _UNKNOWN_DAY, _about(value.about), value.anchor.to)
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
    part = _part_of_month(value, value.start, value.end)
    if part:
        return Timex(kind, f"{_day(value, value.start)[:7]}", part)
    return Timex(kind, _interval(value, value.start, value.end), _about(value.about))


def _part_of_month(value: When, start: datetime, end: datetime) -> str:
    """Return `START`, `MID` or `END` for "early", "mid" and "late" of a month, which are thirds of it."""
    if value.precision is not TimePrecision.DAYS or (start.hour, end.hour) != (0, 0):
        return ""
    first = (start.day, end.day, start.month == end.month)
    if first == (1, 11, True):
        return "START"
    if first == (11, 21, True):
        return "MID"
    return "END" if start.day == _LAST_THIRD and end.day == 1 and (end - start).days < _LAST_THIRD else ""


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
    if precision is TimePrecision.YEAR and start.year % 10 == 0 and end.year - start.year == _DECADE:
        return day[:3]
    if precision is TimePrecision.YEAR and (start.month, start.day) == (1, 1):
        return day[:4]
    if precision is TimePrecision.MONTH and start.day == 1:
        return day[:7]
    if precision is TimePrecision.SEASON and (start.day, end.day) == (1, 1) and (end - start).days < _YEAR:
        quarter = _QUARTERS.get((start.month, end.month))
        if quarter:
            return f"{day[:4]}-{quarter}"
    if precision is TimePrecision.DAYS and start.weekday() == _SATURDAY and (end - start).days == _WEEKEND:
        return f"{start.isocalendar().year:04d}-W{start.isocalendar().week:02d}-WE"
    if precision is TimePrecision.WEEK and start.weekday() == 0:
        return f"{start.isocalendar().year:04d}-W{start.isocalendar().week:02d}"
    if precision is TimePrecision.SEASON and start.month in _SEASONS and (end - start).days in range(88, 94):
        return f"{day[:4]}-{_SEASONS[start.month]}"
    last = _day(value, end - timedelta(seconds=1))
    return day if day == last else f"{day}/{last}"


def _length(value: Duration) -> Timex:
    if value.low is None and value.high is None:
        words = value.text.lower()
        return Timex("DURATION", next((period for word, period in _VAGUE if word in words), "PXX"))
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
