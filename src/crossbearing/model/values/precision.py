"""At what grain a time is stated, and how its zone and its year are known."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["TimePrecision", "YearStatus", "ZoneStatus"]


class TimePrecision(StrEnum):
    """The grain at which a time is stated."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    UNKNOWN = "unknown"

    @property
    def clock(self) -> bool:
        """Whether it is finer than a day."""
        return self in (TimePrecision.SECOND, TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.PART_OF_DAY)


class ZoneStatus(StrEnum):
    """How the zone of a time is known."""

    STATED = "stated"
    IMPLIED = "implied"  # by the place of the event
    ASSUMED = "assumed"  # by the place of publication or a setting
    UNKNOWN = "unknown"


class YearStatus(StrEnum):
    """How the year of a time is known."""

    STATED = "stated"
    IMPLIED = "implied"  # by the date of publication
    ASSUMED = "assumed"
    UNKNOWN = "unknown"
