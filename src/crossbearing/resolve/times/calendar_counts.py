"""Stretches told by counting: weeks and halves of a month, quarters, decades, lists of days, months and years."""

from __future__ import annotations

import re
from datetime import date

from crossbearing.model.values import TimePrecision, YearStatus
from crossbearing.resolve.times.calendar_words import MONTH, NUMBER, SEASON, WEEKDAY
from crossbearing.resolve.times.dates import after, make, month_of, next_month, number_of, single, weekday_of, with_year
from crossbearing.resolve.times.days import Days
from crossbearing.resolve.times.reference import Reference

__all__ = ["read_counts"]

_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5,
             "5th": 5, "last": -1, "final": -1,
             "opening": 1, "closing": -1}  # fmt: skip
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_JOIN = r"\s*(?:-|\u2013|\u2014|/|to|and|until|till|through)\s*"
_OF_YEAR = r"(?:,?\s+(?:of\s+)?(?:(?P<year>(?:19|20)\d\d)|(?P<which>last|this|next|that)\s+year))?"
_MONTHS = re.compile(
    rf"\b(?:(?P<p1>early|mid|late)[- ])?(?P<m1>{MONTH})(?:\s+(?P<y1>(?:19|20)\d\d))?{_JOIN}"
    rf"(?:(?P<p2>early|mid|late)[- ])?(?P<m2>{MONTH})(?!\s*\d{{1,2}}\b){_OF_YEAR}",
    re.IGNORECASE,
)
_MONTH_OF = re.compile(
    rf"\b(?:(?P<lead>last|this|next|past)\s+(?P<m1>{MONTH})|(?P<m2>{MONTH}),?\s+(?:of\s+)?(?P<which>last|this|next)\s+year)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(
    rf"\b(?:(?P<p1>early|mid|late)[- ])?(?P<y1>(?:19|20)\d\d){_JOIN}"
    r"(?:(?P<p2>early|mid|late)[- ])?(?P<y2>(?:19|20)\d\d|\d\d)\b"
    r"(?![-/.:]\d|\s*(?:hours|hrs|local|gmt|utc|z\b))",
    re.IGNORECASE,
)
_ISO_MONTH = re.compile(r"^\s*(?:in\s+)?(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])\s*$")
_QUARTER = re.compile(
    rf"\b(?:(?P<word>first|second|third|fourth|last|final)\s+quarter|Q(?P<figure>[1-4]))(?:\s+of)?{_OF_YEAR}",
    re.IGNORECASE,
)
_HALF_OF = re.compile(r"\b(?P<word>first|second)\s+half\s+of\s+(?P<which>last|this|next)\s+year\b", re.IGNORECASE)
_DECADE = re.compile(
    r"\b(?:(?P<part>early|mid|late)[- ])?(?:the\s+)?(?:(?P<part2>early|mid|late)[- ])?"
    r"(?P<year>(?:19|20)\d0)['\u2019]?s\b",
    re.IGNORECASE,
)
_PART = r"(?P<part>early|mid|middle|late|beginning|start|end|close)"
_PART_OF = re.compile(
    rf"\b(?:the\s+)?(?:very\s+)?{_PART}(?:[- ]|\s+(?:of|in)\s+)+(?:(?P<which>the|this|last|next|that)\s+)?"
    r"(?P<unit>week|month|year)\b",
    re.IGNORECASE,
)
_WEEK_OF = re.compile(
    rf"\b(?P<word>{_ORDINAL})\s+(?:(?P<number>{NUMBER}|few|couple\s+of)\s+)?(?P<unit>days?|weeks?)\s+(?:of|in)\s+"
    rf"(?:(?P<month>{MONTH}){_OF_YEAR}|(?P<of>the|this|last|next)\s+month)",
    re.IGNORECASE,
)
_WEEKDAY_OF = re.compile(
    rf"\b(?P<word>{_ORDINAL})\s+(?P<weekday>{WEEKDAY})\s+(?:of|in)\s+(?:(?P<month>{MONTH}){_OF_YEAR}|(?P<of>the|this|last|next)\s+month)",
    re.IGNORECASE,
)
_LIST_DM = re.compile(
    rf"\b(?P<days>\d{{1,2}}(?:st|nd|rd|th)?(?:\s*,\s*\d{{1,2}}(?:st|nd|rd|th)?)+\s*,?\s*(?:and|&|or)\s+\d{{1,2}}(?:st|nd|rd|th)?)"
    rf"\s+(?:of\s+)?(?P<month>{MONTH})(?:,?\s+(?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_LIST_MD = re.compile(
    rf"\b(?P<month>{MONTH})\s+(?P<days>\d{{1,2}}(?:\s*,\s*\d{{1,2}})+\s*,?\s*(?:and|&|or)\s+\d{{1,2}})\b"
    r"(?:,?\s+(?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_DAYS_MONTH = re.compile(
    r"(?<![\d./-])(?P<d1>\d{1,2})[-\u2013](?P<d2>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>\d{4}|\d\d))?(?![\d:])"
)
_HALF_MONTH = re.compile(rf"\b(?P<word>first|second|latter)\s+half\s+of\s+(?P<month>{MONTH}){_OF_YEAR}", re.IGNORECASE)
_MONTHS_OF = re.compile(
    rf"\b(?P<word>first|last|final)\s+(?P<number>{NUMBER})\s+months\s+of\s+(?:(?P<year>(?:19|20)\d\d)|(?P<which>the|this|last|next)\s+year)\b",
    re.IGNORECASE,
)
_THIRDS = {"early": (0, 10), "beginning": (0, 10), "start": (0, 10), "mid": (10, 20), "middle": (10, 20),
           "late": (20, 31), "end": (20, 31), "close": (20, 31)}  # fmt: skip
_OF_A_YEAR = {"early": (1, 5), "beginning": (1, 3), "start": (1, 3), "mid": (5, 9), "middle": (5, 9), "late": (9, 13),
              "end": (11, 13), "close": (11, 13)}  # fmt: skip


def read_counts(text: str, reference: Reference) -> Days | None:
    """Read a stretch of days that words count out.

    Args:
        text: As written ("the last Sunday of March", "6, 7 and 8 April").
        reference: What it is read against.

    Returns:
        None where the words count nothing or lack what to count from.

    Raises:
        NoSuchDateError: For a date that is in no calendar.
    """
    for reader in (_lists, _within_month, _ranges, _of_years):
        found = reader(text, reference)
        if found is not None:
            return found
    return None


def _lists(text: str, reference: Reference) -> Days | None:
    found = _LIST_DM.search(text) or _LIST_MD.search(text)
    if found:
        named = [int(day) for day in re.findall(r"\d{1,2}", found["days"])]
        first, status = with_year(min(named), month_of(found["month"]), found["year"], reference)
        return Days(first, after(make(first.year, first.month, max(named)), 1), TimePrecision.DAYS, status)
    found = _DAYS_MONTH.search(text)
    if found and int(found["d1"]) < int(found["d2"]) and int(found["month"]) <= 12:
        first, status = with_year(int(found["d1"]), int(found["month"]), found["year"], reference)
        return Days(first, after(make(first.year, first.month, int(found["d2"])), 1), TimePrecision.DAYS, status)
    return None


def _which_year(which: str, reference: Reference) -> tuple[int, YearStatus] | None:
    base = reference.year
    if which == "that" and reference.narrative is not None:
        return reference.narrative.year, reference.narrative_year
    if base is None:
        return None
    return base + {"last": -1, "next": 1}.get(which, 0), YearStatus.IMPLIED


def _first_of(month: str, found: re.Match[str], reference: Reference) -> tuple[date, YearStatus] | None:
    """Return the first day of a month in the year written, told as "last year", or implied."""
    if found["which"] and not found["year"]:
        year = _which_year(found["which"].lower(), reference)
        return None if year is None else (make(year[0], month_of(month), 1), year[1])
    return with_year(1, month_of(month), found["year"], reference)


def _month_told(which: str, reference: Reference) -> tuple[date, YearStatus] | None:
    """Return the first of "this", "last" or "next month"; "the month" is that of the narrative, or of the report."""
    if which in ("the", "that") and reference.told_month is not None:
        return reference.told_month, reference.year_status
    if which in ("the", "that") and reference.narrative is not None:
        return reference.narrative.replace(day=1), reference.narrative_year
    if reference.month is None:
        return None
    first = make(*reference.month, 1)
    if which == "last":
        first = after(first, -1).replace(day=1)
    elif which == "next":
        first = next_month(first)
    return first, YearStatus.IMPLIED


def _within_month(text: str, reference: Reference) -> Days | None:
    found = _HALF_MONTH.search(text)
    if found:
        half = _first_of(found["month"], found, reference)
        if half is None:
            return None
        middle = after(half[0], 15)
        first_half = found["word"].lower() == "first"
        return Days(
            half[0] if first_half else middle,
            middle if first_half else next_month(half[0]),
            TimePrecision.DAYS,
            half[1],
        )
    found = _WEEKDAY_OF.search(text) or _WEEK_OF.search(text)
    if not found:
        return None
    told = (
        _first_of(found["month"], found, reference) if found["month"] else _month_told(found["of"].lower(), reference)
    )
    if told is None:
        return None
    first, status = told
    behind, count = next_month(first), _ORDINALS[found["word"].lower()]
    if found.re is _WEEKDAY_OF:
        if count < 0:
            last = after(behind, -1)
            return single(after(last, -((last.weekday() - weekday_of(found["weekday"])) % 7)), status, False)
        day = after(first, (weekday_of(found["weekday"]) - first.weekday()) % 7 + 7 * (count - 1))
        return single(day, status, False) if day < behind else None
    number = number_of(" ".join(found["number"].lower().split())) if found["number"] else None
    if found["unit"].lower().startswith("day"):
        if found["unit"].lower() == "day":
            return single(after(behind, -1) if count < 0 else first, status, False) if count in (1, -1) else None
        length = min(number or 7, (behind - first).days)
        start = after(behind, -length) if count < 0 else first
        return Days(start, after(start, length), TimePrecision.DAYS, status, about=number is None)
    length = 7 * (number or 1)
    start = after(behind, -length) if count < 0 else after(first, 7 * (count - 1))
    if start >= behind:
        return None
    return Days(
        start, min(after(start, length), behind), TimePrecision.WEEK, status, note="weeks counted from the first"
    )


def _third(first: date, part: str | None, *, start: bool) -> date:
    """Return where a range begins or ends in a month of which a part may be told."""
    if not part:
        return first if start else next_month(first)
    low, high = _THIRDS[part.lower()]
    return after(first, low) if start else min(after(first, high), next_month(first))


def _ranges(text: str, reference: Reference) -> Days | None:
    found = _MONTHS.search(text)
    if found:
        told = _first_of(found["m2"], found, reference)
        if told is None:
            return None
        last, status = told
        first = make(int(found["y1"]) if found["y1"] else last.year, month_of(found["m1"]), 1)
        if first > last:
            first = make(last.year - 1, first.month, 1)
        return Days(
            _third(first, found["p1"], start=True), _third(last, found["p2"], start=False), TimePrecision.MONTH, status
        )
    found = _ISO_MONTH.search(text)
    if found:
        first = make(int(found["year"]), int(found["month"]), 1)
        return Days(first, next_month(first), TimePrecision.MONTH, YearStatus.STATED)
    found = None if SEASON.search(text) else _YEARS.search(text)
    if found:
        one, two = int(found["y1"]), found["y2"]
        year = int(two) if len(two) == 4 else one // 100 * 100 + int(two)
        # "2016-09" is a month, and "2015/16" a winter or a school year.
        if year <= one or (len(two) == 2 and (year != one + 1 or int(two) <= 12)):
            return None
        low = _OF_A_YEAR[found["p1"].lower()][0] if found["p1"] else 1
        high = _OF_A_YEAR[found["p2"].lower()][1] if found["p2"] else 13
        behind = make(year + 1, 1, 1) if high == 13 else make(year, high, 1)
        return Days(make(one, low, 1), behind, TimePrecision.YEAR, YearStatus.STATED)
    found = _MONTH_OF.search(text)
    if found:
        return _month_of_year(found, reference)
    return None


def _month_of_year(found: re.Match[str], reference: Reference) -> Days | None:
    if found["m2"]:
        year = _which_year(found["which"].lower(), reference)
        if year is None:
            return None
        first = make(year[0], month_of(found["m2"]), 1)
        return Days(first, next_month(first), TimePrecision.MONTH, year[1])
    if reference.month is None:
        return None
    now, lead = make(*reference.month, 1), found["lead"].lower()
    first = make(now.year, month_of(found["m1"]), 1)
    if lead in ("last", "past") and first >= now:
        first = make(now.year - 1, first.month, 1)
    elif lead == "next" and first <= now:
        first = make(now.year + 1, first.month, 1)
    return Days(first, next_month(first), TimePrecision.MONTH, YearStatus.IMPLIED)


def _of_years(text: str, reference: Reference) -> Days | None:
    found = _QUARTER.search(text)
    if found:
        if found["year"]:
            year: tuple[int, YearStatus] | None = (int(found["year"]), YearStatus.STATED)
        else:
            year = (
                _which_year((found["which"] or "this").lower(), reference)
                if found["which"] or found["figure"]
                else None
            )
        if year is None:
            return None
        number = int(found["figure"]) if found["figure"] else _ORDINALS[found["word"].lower()]
        number = 4 if number < 0 else number
        first = make(year[0], 3 * number - 2, 1)
        return Days(first, next_month(make(year[0], 3 * number, 1)), TimePrecision.SEASON, year[1])
    found = _MONTHS_OF.search(text)
    if found:
        return _months_of(found, reference)
    found = _HALF_OF.search(text)
    if found:
        year = _which_year(found["which"].lower(), reference)
        if year is None:
            return None
        low, behind = (1, make(year[0], 7, 1)) if found["word"].lower() == "first" else (7, make(year[0] + 1, 1, 1))
        return Days(make(year[0], low, 1), behind, TimePrecision.SEASON, year[1])
    found = _DECADE.search(text)
    if found:
        part, start = (found["part"] or found["part2"] or "").lower(), int(found["year"])
        low, high = {"early": (0, 4), "mid": (4, 7), "late": (6, 10)}.get(part, (0, 10))
        return Days(
            make(start + low, 1, 1), make(start + high, 1, 1), TimePrecision.YEAR, YearStatus.STATED, note="a decade"
        )
    found = _PART_OF.search(text)
    return _part_of(found, reference) if found else None


def _months_of(found: re.Match[str], reference: Reference) -> Days | None:
    told = (int(found["year"]), YearStatus.STATED) if found["year"] else _which_year(found["which"].lower(), reference)
    number = number_of(found["number"])
    if told is None or number is None or not 1 <= number <= 12:
        return None
    year, status = told
    low = 1 if found["word"].lower() == "first" else 13 - number
    return Days(make(year, low, 1), next_month(make(year, low + number - 1, 1)), TimePrecision.SEASON, status)


def _part_of(found: re.Match[str], reference: Reference) -> Days | None:
    which, unit, part = (found["which"] or "the").lower(), found["unit"].lower(), found["part"].lower()
    if unit == "month":
        told = _month_told(which, reference)
        if told is None:
            return None
        return Days(_third(told[0], part, start=True), _third(told[0], part, start=False), TimePrecision.DAYS, told[1])
    if unit == "year":
        year = _which_year("that" if which == "the" and reference.narrative is not None else which, reference)
        if year is None:
            return None
        low, high = _OF_A_YEAR[part]
        behind = make(year[0] + 1, 1, 1) if high == 13 else make(year[0], high, 1)
        return Days(make(year[0], low, 1), behind, TimePrecision.SEASON, year[1])
    if reference.day is None:
        return None
    monday = after(reference.day, {"last": -7, "next": 7}.get(which, 0) - reference.day.weekday())
    low, high = {"early": (0, 3), "beginning": (0, 2), "start": (0, 2), "mid": (1, 4), "middle": (1, 4)}.get(
        part, (4, 7)
    )
    return Days(after(monday, low), after(monday, high), TimePrecision.DAYS, reference.year_status)
