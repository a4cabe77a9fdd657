"""A stretch of days, and dates that are in no calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crossbearing.model.values import TimePrecision, YearStatus

__all__ = ["EARLIEST", "LATEST", "Days", "NoSuchDateError"]


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days read from words.

    Args:
        first: First day; of the year 2000 where no year is known.
        behind: The day behind the last one.
        precision: Grain stated.
        year_status: How the year is known.
        about: Stated as approximate ("around 17 September").
        note: What a reader should know, or empty.
        open_start: Whether it has no beginning ("before 17 September").
        open_end: Whether it has no end ("since 17 September").
    """

    first: date
    behind: date
    precision: TimePrecision
    year_status: YearStatus
    about: bool = False
    note: str = ""
    open_start: bool = False
    open_end: bool = False


EARLIEST, LATEST = 1800, 2200  # years that a report of an incident can mean


class NoSuchDateError(ValueError):
    """A date that is in no calendar; its text says which."""
