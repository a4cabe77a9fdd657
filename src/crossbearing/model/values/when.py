"""When: intervals that know their precision, their zone and whether the year is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from crossbearing.model.values.duration import Duration

__all__ = ["Anchor", "TimePrecision", "When", "YearStatus", "ZoneStatus"]


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
