"""Days put together from their parts, in the year they can mean."""

from __future__ import annotations

from datetime import date, timedelta

from crossbearing.model.values import TimePrecision, YearStatus
from crossbearing.resolve.times.calendar_words import ABOUT, DAY_NAMES, MONTHS, NUMBER_WORDS, VAGUE
from crossbearing.resolve.times.days import EARLIEST, LATEST, Days, NoSuchDateError
from crossbearing.resolve.times.reference import Reference

__all__ = [
    "MIDDLE",
    "after",
    "is_about",
    "make",
    "month_of",
    "nearest",
    "next_month",
    "number_of",
    "single",
    "weekday_of",
    "with_year",
]

MIDDLE = 15
"""Day that stands for a month of which no day is told."""

_AHEAD = 31  # days ahead of the report that a date in the news may be
_RECENT = 60  # days before the report within which a date without a year is of its own year


def number_of(word: str) -> int | None:
    """Return the number a word stands for, or None for "several" and "a few"."""
    text = word.lower()
    if text.isdigit():
        return int(text)
    return NUMBER_WORDS.get(text, VAGUE.get(text))


def month_of(word: str) -> int:
    """Return the number of a month by its name or abbreviation."""
    return MONTHS[word.lower().rstrip(".")]


def weekday_of(word: str) -> int:
    """Return the number of a weekday by its name or abbreviation, Monday 0."""
    start = word.lower().rstrip(".")[:3]
    return next(index for index, name in enumerate(DAY_NAMES) if name.startswith(start))


def make(year: int, month: int, day: int) -> date:
    """Return a date, or raise `NoSuchDateError` for one that no report can mean."""
    if not EARLIEST <= year <= LATEST:
        raise NoSuchDateError(f"{year} is no year of a report")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDateError(f"there is no {day}.{month}.{year or ''}".rstrip(".")) from error


def after(first: date, days: int) -> date:
    """Return the day so many days after another."""
    try:
        return first + timedelta(days=days)
    except OverflowError as error:
        raise NoSuchDateError("beyond the calendar") from error


def next_month(first: date) -> date:
    """Return the first day of the month after a first of a month."""
    return make(first.year + first.month // 12, first.month % 12 + 1, 1)


def with_year(day: int, month: int, written: str | None, reference: Reference) -> tuple[date, YearStatus]:
    """Return a day and month in the year stated, implied by publication or narrative, or 2000 where none is known."""
    if written:
        year = int(written)
        if len(written) == 2:
            year += 2000 if year < 70 else 1900
        return make(year, month, day), YearStatus.STATED
    if reference.told_year is not None and not _is_recent(day, month, reference):
        told = reference.told_year
        return nearest(day, month, told.year, told, 183), YearStatus.IMPLIED
    if reference.narrative is not None and reference.narrative_year is YearStatus.STATED:
        return nearest(day, month, reference.narrative.year, reference.narrative, 183), YearStatus.IMPLIED
    if reference.day is not None:
        # News tells of what was; a date more than a month ahead is that of the year before. Where the sentence points
        # ahead, the nearest one is meant.
        limit = 183 if reference.future else _AHEAD
        found = nearest(day, month, reference.day.year, reference.day, limit)
        return found, YearStatus.IMPLIED
    if reference.month is not None:
        # A report of some day in a month: what it tells of was by the end of that month.
        last = after(next_month(make(*reference.month, 1)), -1)
        return nearest(day, month, last.year, last, 366 if reference.future else 0), YearStatus.IMPLIED
    if reference.year is not None:
        return make(reference.year, month, day), YearStatus.ASSUMED
    return make(2000, month, day), YearStatus.UNKNOWN


def _is_recent(day: int, month: int, reference: Reference) -> bool:
    """Whether a day lies shortly before that of publication, and is no anniversary of what the text tells of.

    "He served abroad in 2014. On 7 July he killed five": a report of August 2016 tells of July 2016. Of 37 such days in
    gva's articles that were put into the year told last, about six in seven belonged to that of the report.
    """
    told = reference.told_year
    if told is None or reference.day is None or reference.day.year == told.year:
        return False
    ago = (reference.day - nearest(day, month, reference.day.year, reference.day, _AHEAD)).days
    between = abs(told.month - month)
    of_that_month = told.day == MIDDLE and min(between, 12 - between) <= 1
    return 0 <= ago <= _RECENT and not of_that_month


def nearest(day: int, month: int, year: int, reference: date, ahead: int) -> date:
    """Return a day and month in the year that fits a reference, at most `ahead` days in its future."""
    if (month, day) == (2, 29):
        for candidate in (year, year - 1, year - 2, year - 3):
            if candidate % 4 == 0 and (candidate % 100 or candidate % 400 == 0):
                return date(candidate, 2, 29)
    found = make(year, month, day)
    if (found - reference).days > ahead:
        return make(year - 1, month, day)
    if 0 < ahead < 183 and (reference - found).days > 365 - ahead:
        return make(year + 1, month, day)  # "New Year's Day" at the end of December
    if ahead == 183 and (reference - found).days > ahead:
        return make(year + 1, month, day)
    return found


def single(found: date, status: YearStatus, about: bool, note: str = "") -> Days:
    """Return one day as a stretch."""
    precision = TimePrecision.DAY
    return Days(found, after(found, 1), precision, status, about=about, note=note)


def is_about(text: str, start: int) -> bool:
    """Return whether the words before an offset make it approximate."""
    return bool(ABOUT.search(text[:start]))
