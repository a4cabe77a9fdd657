"""Days in words: dates with and without a year, weekdays, days told from the day of publication or of the narrative."""

from __future__ import annotations

import re
from datetime import date, timedelta

from crossbearing.model.values import TimePrecision, YearStatus
from crossbearing.resolve.times.calendar_words import (
    ABOUT,
    AGO,
    DAY_NAMES,
    DM,
    HOLIDAYS,
    ISO,
    MD,
    MONTH_YEAR,
    MONTHS,
    NAMED_WEEKDAY,
    NARRATIVE,
    NIGHT_TO,
    NTH,
    NUMBER_WORDS,
    NUMERIC,
    ORDINAL_OF,
    ORDINALS,
    PAST_SPAN,
    RANGE_DM,
    RANGE_FULL,
    RANGE_MD,
    RELATIVE,
    SEASON,
    SPAN,
    VAGUE,
    WEEKDAY_RANGE,
    YEAR,
)
from crossbearing.resolve.times.days import EARLIEST, LATEST, Days, NoSuchDateError
from crossbearing.resolve.times.reference import Reference

__all__ = ["number_of", "read_days"]


def number_of(word: str) -> int | None:
    """Return the number a word stands for, or None for "several" and "a few"."""
    text = word.lower()
    if text.isdigit():
        return int(text)
    return NUMBER_WORDS.get(text, VAGUE.get(text))


def _month(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _weekday(word: str) -> int:
    start = word.lower().rstrip(".")[:3]
    return next(index for index, name in enumerate(DAY_NAMES) if name.startswith(start))


def _make(year: int, month: int, day: int) -> date:
    if not EARLIEST <= year <= LATEST:
        raise NoSuchDateError(f"{year} is no year of a report")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDateError(f"there is no {day}.{month}.{year or ''}".rstrip(".")) from error


def _after(first: date, days: int) -> date:
    try:
        return first + timedelta(days=days)
    except OverflowError as error:
        raise NoSuchDateError("beyond the calendar") from error


def _with_year(day: int, month: int, written: str | None, reference: Reference) -> tuple[date, YearStatus]:
    """Return a day and month in the year stated, implied by publication or narrative, or 2000 where none is known."""
    if written:
        year = int(written)
        if len(written) == 2:
            year += 2000 if year < 70 else 1900
        return _make(year, month, day), YearStatus.STATED
    if reference.narrative is not None and reference.narrative_year is YearStatus.STATED:
        return _nearest(day, month, reference.narrative.year, reference.narrative, 183), YearStatus.IMPLIED
    if reference.day is not None:
        # News tells of what was; a date more than a month ahead is that of the year before.
        limit = 366 if reference.future else 31
        found = _nearest(day, month, reference.day.year, reference.day, limit)
        return found, YearStatus.IMPLIED
    if reference.month is not None:
        # A report of some day in a month: what it tells of was by the end of that month.
        last = _after(_next_month(_make(*reference.month, 1)), -1)
        return _nearest(day, month, last.year, last, 366 if reference.future else 0), YearStatus.IMPLIED
    if reference.year is not None:
        return _make(reference.year, month, day), YearStatus.ASSUMED
    return _make(2000, month, day), YearStatus.UNKNOWN


def _nearest(day: int, month: int, year: int, reference: date, ahead: int) -> date:
    if (month, day) == (2, 29):
        for candidate in (year, year - 1, year - 2, year - 3):
            if candidate % 4 == 0 and (candidate % 100 or candidate % 400 == 0):
                return date(candidate, 2, 29)
    found = _make(year, month, day)
    if (found - reference).days > ahead:
        return _make(year - 1, month, day)
    if ahead == 183 and (reference - found).days > ahead:
        return _make(year + 1, month, day)
    return found


def _single(found: date, status: YearStatus, about: bool, note: str = "") -> Days:
    precision = TimePrecision.DAY
    return Days(found, _after(found, 1), precision, status, about=about, note=note)


def read_days(text: str, reference: Reference) -> Days | None:
    """Read the days that an expression names.

    Args:
        text: As written.
        reference: What it is read against.

    Returns:
        The stretch of days, or None where the words name none or cannot be placed without a date of publication.

    Raises:
        NoSuchDateError: For a date that is in no calendar, such as 31 September.
    """
    return _absolute(text, reference) or _relative(text, reference) or _coarse(text, reference)


def _is_about(text: str, start: int) -> bool:
    return bool(ABOUT.search(text[:start]))


def _absolute(text: str, reference: Reference) -> Days | None:
    found = ISO.search(text)
    if found:
        day = _make(int(found["year"]), int(found["month"]), int(found["day"]))
        return _single(day, YearStatus.STATED, _is_about(text, found.start()))
    found = NUMERIC.search(text)
    if found:
        return _numeric(found, _is_about(text, found.start()))
    found = RANGE_FULL.search(text)
    if found:
        return _two_dates(found, reference)
    found = RANGE_DM.search(text) or RANGE_MD.search(text)
    if found:
        first, status = _with_year(int(found["d1"]), _month(found["month"]), found["year"], reference)
        last = _make(first.year, first.month, int(found["d2"]))
        if last < first:
            return None
        return Days(first, _after(last, 1), TimePrecision.DAYS, status)
    found = DM.search(text) or MD.search(text)
    if found:
        day, status = _with_year(int(found["day"]), _month(found["month"]), found["year"], reference)
        return _check_weekday(text, _single(day, status, _is_about(text, found.start())))
    found = ORDINAL_OF.search(text)
    if found:
        day, status = _with_year(ORDINALS[found["word"].lower()], _month(found["month"]), found["year"], reference)
        return _single(day, status, _is_about(text, found.start()))
    return None


def _numeric(found: re.Match[str], about: bool) -> Days:
    one, two = int(found["a"]), int(found["b"])
    note = ""
    if two > 12 >= one:
        one, two = two, one
    elif one <= 12 and two <= 12 and one != two:
        note = "day and month may be the other way round"
    day, status = _with_year(one, two, found["year"], Reference())
    return _single(day, status, about, note)


def _two_dates(found: re.Match[str], reference: Reference) -> Days | None:
    last, status = _with_year(
        int(found["d2"] or found["d2b"]), _month(found["m2"] or found["m2b"]), found["year"], reference
    )
    day, month = int(found["d1"] or found["d1b"]), _month(found["m1"] or found["m1b"])
    first = _make(int(found["y1"]) if found["y1"] else last.year, month, day)
    if first > last:
        first = _make(last.year - 1, month, day)
    return Days(first, _after(last, 1), TimePrecision.DAYS, status)


def _check_weekday(text: str, days: Days) -> Days:
    """Add a note where a weekday beside the date is not the date's."""
    named = NAMED_WEEKDAY.search(text)
    if named is None or days.year_status is YearStatus.UNKNOWN or days.first.weekday() == _weekday(named["weekday"]):
        return days
    note = f"{days.first.day} {days.first:%B %Y} was a {DAY_NAMES[days.first.weekday()].capitalize()}"
    return Days(days.first, days.behind, days.precision, days.year_status, days.about, note)


def _relative(text: str, reference: Reference) -> Days | None:
    for pattern, step in NARRATIVE:
        if pattern.search(text):
            base = reference.narrative
            if base is None:
                return None
            return _single(_after(base, step), reference.narrative_year, False, "counted from the day told of before")
    if reference.narrative is not None and reference.day is None:
        return _nth(text, reference)
    base = reference.day
    if base is None:
        return _nth(text, reference)
    status = reference.year_status
    for pattern, step in RELATIVE:
        if pattern.search(text):
            return _single(_after(base, step), status, False)
    found = AGO.search(text)
    if found:
        return _ago(found, base, reference)
    found = NIGHT_TO.search(text) or WEEKDAY_RANGE.search(text)
    if found:
        last = _last_weekday(base, _weekday(found["w2"]), "")
        first = last - timedelta(days=(last.weekday() - _weekday(found["w1"])) % 7)
        return Days(first, _after(last, 1), TimePrecision.DAYS, status)
    found = SPAN.search(text)
    if found:
        return _span(found, base, status)
    found = PAST_SPAN.search(text)
    if found:
        return _past_span(found, base, status)
    found = NAMED_WEEKDAY.search(text)
    if found:
        which = (found["which"] or "").lower() or ("next" if reference.future else "")
        return _single(_last_weekday(base, _weekday(found["weekday"]), which), status, _is_about(text, found.start()))
    return _nth(text, reference)


def _nth(text: str, reference: Reference) -> Days | None:
    found = NTH.search(text)
    if not found:
        return None
    if reference.narrative is not None:
        year, month = reference.narrative.year, reference.narrative.month
        status = reference.narrative_year
        if status is YearStatus.STATED:
            status = YearStatus.IMPLIED
    elif reference.month is not None:
        (year, month), status = reference.month, YearStatus.IMPLIED
        if reference.day is not None and int(found["day"]) > reference.day.day and not reference.future:
            year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    else:
        return None
    return _single(_make(year, month, int(found["day"])), status, _is_about(text, found.start()), "month implied")


def _last_weekday(base: date, weekday: int, which: str) -> date:
    """Return the day of a week that a report means: the last one up to its own day, unless it says otherwise."""
    back = (base.weekday() - weekday) % 7
    if which in ("next", "coming", "following"):
        return _after(base, (weekday - base.weekday()) % 7 or 7)
    if which == "this":
        return _after(base, weekday - base.weekday())
    if which in ("last", "past", "previous") and back == 0:
        back = 7
    return _after(base, -back)


def _ago(found: re.Match[str], base: date, reference: Reference) -> Days:
    side = found["side"].lower()
    forward = side in ("later", "after", "from now")
    status = reference.year_status
    if side in ("earlier", "before", "later", "after") and reference.narrative is not None:
        base, status = reference.narrative, reference.narrative_year
    number = number_of(found["number"])
    unit = found["unit"].lower()
    length = {"day": 1, "week": 7, "month": 30, "year": 365}[unit]
    sign = 1 if forward else -1
    about = bool(found["about"]) or found["number"].lower() in ("a couple of", "couple of")
    if number is None:
        near, far = sorted((_after(base, sign * 2 * length), _after(base, sign * 7 * length)))
        return Days(near, _after(far, 1), TimePrecision.DAYS, status, about=True)
    middle = _after(base, sign * number * length)
    if unit == "day":
        return _single(middle, status, about)
    # "Two weeks ago" is good to half a week, "three months ago" to half a month.
    half = {"week": 3, "month": 15, "year": 182}[unit]
    precision = {"week": TimePrecision.WEEK, "month": TimePrecision.MONTH, "year": TimePrecision.YEAR}[unit]
    return Days(_after(middle, -half), _after(middle, half + 1), precision, status, about=about)


def _span(found: re.Match[str], base: date, status: YearStatus) -> Days:
    which, unit = found["when"].lower(), found["unit"].lower()
    step = 0 if which == "this" else 1 if which in ("next", "the following") else -1
    monday = base - timedelta(days=base.weekday())
    if unit == "week":
        first = _after(monday, 7 * step)
        return Days(first, _after(first, 7), TimePrecision.WEEK, status)
    if unit == "weekend":
        first = _after(monday, 5 + 7 * (step if which == "next" else -1 if base.weekday() < 5 else 0))
        return Days(first, _after(first, 2), TimePrecision.DAYS, status)
    if unit == "month":
        number = base.year * 12 + base.month - 1 + step
        first = _make(number // 12, number % 12 + 1, 1)
        return Days(first, _next_month(first), TimePrecision.MONTH, status)
    first = _make(base.year + step, 1, 1)
    return Days(first, _make(first.year + 1, 1, 1), TimePrecision.YEAR, status)


def _past_span(found: re.Match[str], base: date, status: YearStatus) -> Days:
    length = {"hour": 1, "day": 1, "week": 7, "month": 30, "year": 365}[found["unit"].lower()]
    number = number_of(found["number"]) if found["number"] else 1
    days = 1 if found["unit"].lower() == "hour" else length * (number if number is not None else 7)
    return Days(_after(base, -days), _after(base, 1), TimePrecision.DAYS, status, about=number is None)


def _next_month(first: date) -> date:
    return _make(first.year + first.month // 12, first.month % 12 + 1, 1)


def _coarse(text: str, reference: Reference) -> Days | None:
    lowered = text.lower().replace("\u2019", "'")
    for name, (month, day) in HOLIDAYS.items():
        if name in lowered:
            written = YEAR.search(text)
            found_day, status = _with_year(day, month, written["year"] if written else None, reference)
            return _single(found_day, status, False)
    found = MONTH_YEAR.search(text)
    # "May" and "March" are also verbs: alone they count as months only behind "in", "since" and the like.
    if found and (
        found["year"]
        or found["part"]
        or len(found["month"]) > 5
        or re.search(
            r"\b(?:in|since|during|until|by|of|from|last|this)\s+$", text[: found.start("month")], re.IGNORECASE
        )
    ):
        first, status = _with_year(1, _month(found["month"]), found["year"], reference)
        return _part_of_month(first, (found["part"] or "").lower(), status)
    found = SEASON.search(text)
    if found:
        return _season(found, reference)
    found = YEAR.search(text)
    if found:
        year = int(found["year"])
        first, behind, precision = _make(year, 1, 1), _make(year + 1, 1, 1), TimePrecision.YEAR
        part = (found["part"] or "").lower()
        if part:
            low, high = {"mid": (5, 9), "late": (9, 13), "end of": (11, 13)}.get(part, (1, 5))
            first = _make(year, low, 1)
            behind = _make(year + 1, 1, 1) if high == 13 else _make(year, high, 1)
            precision = TimePrecision.SEASON
        return Days(first, behind, precision, YearStatus.STATED)
    return None


def _part_of_month(first: date, part: str, status: YearStatus) -> Days:
    end = _next_month(first)
    if part in ("early", "beginning of", "start of"):
        return Days(first, _after(first, 10), TimePrecision.DAYS, status)
    if part in ("mid", "middle of"):
        return Days(_after(first, 10), _after(first, 20), TimePrecision.DAYS, status)
    if part in ("late", "end of"):
        return Days(_after(first, 20), end, TimePrecision.DAYS, status)
    return Days(first, end, TimePrecision.MONTH, status)


def _season(found: re.Match[str], reference: Reference) -> Days | None:
    """Return a season of the northern hemisphere, by whole months; the note says so."""
    month = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[found["season"].lower()]
    year, status = (int(found["year"]), YearStatus.STATED) if found["year"] else (reference.year, YearStatus.IMPLIED)
    if year is None:
        return None
    if found["which"]:
        year += {"last": -1, "this": 0, "next": 1}[found["which"].lower()]
    elif not found["year"]:
        return None  # "the fall of the city"
    first = _make(year, month, 1)
    behind = _make(year + 1, 3, 1) if month == 12 else _make(year, month + 3, 1)
    return Days(first, behind, TimePrecision.SEASON, status, note="seasons of the northern hemisphere")
