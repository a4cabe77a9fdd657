"""Stretches longer than a day in words: halves, months, seasons, years."""

from __future__ import annotations

import re
from datetime import date

from crossbearing.model.values import TimePrecision, YearStatus
from crossbearing.resolve.times.calendar_words import HALF, MONTH_BEFORE, MONTH_YEAR, SEASON, YEAR
from crossbearing.resolve.times.dates import after, make, month_of, next_month, with_year
from crossbearing.resolve.times.days import Days
from crossbearing.resolve.times.reference import Reference

__all__ = ["read_halves", "read_spans"]


def read_halves(text: str, reference: Reference) -> Days | None:
    """Read the halves of a year or of the month told of, and "the month before"."""
    found = HALF.search(text)
    first_half = bool(found) and found is not None and found["which"].lower() == "first"
    if found and found["year"]:
        year = int(found["year"])
        first, behind = ((1, year), (7, year)) if first_half else ((7, year), (1, year + 1))
        return Days(make(first[1], first[0], 1), make(behind[1], behind[0], 1), TimePrecision.SEASON, YearStatus.STATED)
    day, status = reference.narrative, reference.narrative_year
    if day is None and reference.told_month is not None:
        day, status = reference.told_month, reference.year_status
    if day is None:
        return None
    status = YearStatus.IMPLIED if status is YearStatus.STATED else status
    month = reference.told_month or day.replace(day=1)
    if found:
        middle = month.replace(day=16)
        first_day, behind_day = (month, middle) if first_half else (middle, next_month(month))
        return Days(first_day, behind_day, TimePrecision.DAYS, status, note="month implied")
    if MONTH_BEFORE.search(text):
        before = after(month, -1).replace(day=1)
        return Days(before, month, TimePrecision.MONTH, status, note="counted from the day told of before")
    return None


def read_spans(text: str, reference: Reference) -> Days | None:
    """Read months, seasons and years; None where the words name none."""
    found = MONTH_YEAR.search(text)
    # "May" and "March" are also verbs: alone they count as months only behind "in", "since" and the like.
    if found and (
        found["year"]
        or found["part"]
        or found["month"].lower() in ("june", "july", "april")
        or len(found["month"]) > 5
        or re.search(
            r"\b(?:in|since|during|until|by|of|from|last|this)\s+$", text[: found.start("month")], re.IGNORECASE
        )
    ):
        first, status = with_year(1, month_of(found["month"]), found["year"], reference)
        return _part_of_month(first, (found["part"] or "").lower(), status)
    found = SEASON.search(text)
    if found:
        return _season(found, reference)
    found = YEAR.search(text)
    if found:
        year = int(found["year"])
        first, behind, precision = make(year, 1, 1), make(year + 1, 1, 1), TimePrecision.YEAR
        part = (found["part"] or "").lower()
        if part:
            low, high = {"mid": (5, 9), "late": (9, 13), "end of": (11, 13)}.get(part, (1, 5))
            first = make(year, low, 1)
            behind = make(year + 1, 1, 1) if high == 13 else make(year, high, 1)
            precision = TimePrecision.SEASON
        return Days(first, behind, precision, YearStatus.STATED)
    return None


def _part_of_month(first: date, part: str, status: YearStatus) -> Days:
    end = next_month(first)
    if part in ("early", "beginning of", "start of"):
        return Days(first, after(first, 10), TimePrecision.DAYS, status)
    if part in ("mid", "middle of"):
        return Days(after(first, 10), after(first, 20), TimePrecision.DAYS, status)
    if part in ("late", "end of"):
        return Days(after(first, 20), end, TimePrecision.DAYS, status)
    return Days(first, end, TimePrecision.MONTH, status)


def _year_of_season(month: int, year: int, which: str, reference: Reference) -> int:
    """Return the year in which the season that a report means began."""
    now = reference.month[1] if reference.month else 12
    began = year if now >= month else year - 1  # the last one that has begun
    if which == "last":
        # A winter goes on into the year after; "last summer" is that of the year before.
        return (year - 1 if now > 2 else year - 2) if month == 12 else year - 1
    if which == "next":
        return year if now < month else year + 1
    if which == "this":
        return began if month == 12 and now <= 2 else year
    return year if reference.future and now < month else began


def _season(found: re.Match[str], reference: Reference) -> Days | None:
    """Return a season of the northern hemisphere, by whole months; the note says so."""
    month = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[found["season"].lower()]
    year, status = (int(found["year"]), YearStatus.STATED) if found["year"] else (reference.year, YearStatus.IMPLIED)
    if year is None:
        return None
    if not found["year"]:
        bare = re.search(
            r"(?:\b(?:in|during|since|by|until|over)\s+(?:the\s+)?|^\s*)$", found.string[: found.start()], re.IGNORECASE
        )
        if not found["which"] and (not bare or found["season"].lower() == "fall"):
            return None  # "the fall of the city"
        year = _year_of_season(month, year, (found["which"] or "").lower(), reference)
    first = make(year, month, 1)
    behind = make(year + 1, 3, 1) if month == 12 else make(year, month + 3, 1)
    return Days(first, behind, TimePrecision.SEASON, status, note="seasons of the northern hemisphere")
