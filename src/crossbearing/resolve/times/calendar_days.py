"""Days in words: dates with and without a year, weekdays, days told from the day of publication or of the narrative."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from crossbearing.model.values import TimePrecision, YearStatus
from crossbearing.resolve.times.calendar_counts import read_counts
from crossbearing.resolve.times.calendar_feasts import read_feast, starts_with_feast
from crossbearing.resolve.times.calendar_spans import read_halves, read_spans
from crossbearing.resolve.times.calendar_told import read_told
from crossbearing.resolve.times.calendar_words import (
    AGO,
    DAY_NAMES,
    DM,
    FROM_DATE,
    ISO,
    MD,
    NAMED_WEEKDAY,
    NARRATIVE,
    NIGHT_TO,
    NTH,
    NUMERIC,
    ORDINAL_OF,
    ORDINALS,
    PAST_SPAN,
    RANGE_DM,
    RANGE_FULL,
    RANGE_MD,
    RELATIVE,
    SPAN,
    WEEK_AT,
    WEEKDAY,
    WEEKDAY_NTH,
    WEEKDAY_OF_WEEK,
    WEEKDAY_RANGE,
)
from crossbearing.resolve.times.dates import (
    after,
    is_about,
    make,
    month_of,
    next_month,
    number_of,
    single,
    weekday_of,
    with_year,
)
from crossbearing.resolve.times.days import Days, NoSuchDateError
from crossbearing.resolve.times.reference import Reference

__all__ = ["read_days"]


_DAY_MONTH = re.compile(r"^\s*(?:on\s+)?(?P<a>\d{1,2})[/.](?P<b>\d{1,2})\.?\s*$")
_MONTHS_OF_A_YEAR = 12
_NEWS = 40  # days within which a report tells of what it gives in figures, rather than months before
_ANY_SUCH = re.compile(r"\b(?:a|an|any|some)\s+$", re.IGNORECASE)
_TOLD_WEEKDAY = re.compile(
    rf"\b(?:the\s+)(?P<which>following|next|ensuing|previous|preceding)\s+(?P<weekday>{WEEKDAY})", re.IGNORECASE
)


def _implied(status: YearStatus) -> YearStatus:
    """Return how the year is known of a day that is counted from another."""
    return YearStatus.IMPLIED if status is YearStatus.STATED else status


@lru_cache(maxsize=8192)
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
    return (
        _from_date(text, reference)
        or _week_at(text, reference)
        or read_told(text, reference)
        or read_counts(text, reference)
        or _absolute(text, reference)
        or read_halves(text, reference)
        or read_feast(text, reference)
        or _relative(text, reference)
        or read_spans(text, reference)
    )


def _from_date(text: str, reference: Reference) -> Days | None:
    """Read "two days before Christmas": a day told from a date or a feast."""
    found = FROM_DATE.search(text)
    number = number_of(found["number"]) if found else None
    if not found or number is None:
        return None
    feast = starts_with_feast(found["rest"])
    base = _absolute(found["rest"], reference) or (read_feast(found["rest"], reference) if feast else None)
    if base is None or base.precision is not TimePrecision.DAY:
        return None
    days = number * (7 if found["unit"].lower() == "week" else 1)
    day = after(base.first, -days if found["side"].lower() == "before" else days)
    return single(day, base.year_status, False, f"counted from {base.first.isoformat()}")


def _week_at(text: str, reference: Reference) -> Days | None:
    """Read "the week of 12 September", "the week ending 17 September"."""
    found = WEEK_AT.search(text)
    base = _absolute(found["rest"], reference) if found else None
    if found is None or base is None or base.precision is not TimePrecision.DAY:
        return None
    how = found["how"].lower()
    first = base.first
    if how == "of":
        first = after(first, -first.weekday())
    elif how in ("ending", "to"):
        first = after(first, -6)
    return Days(first, after(first, 7), TimePrecision.WEEK, base.year_status)


def _absolute(text: str, reference: Reference) -> Days | None:
    found = ISO.search(text)
    if found:
        day = make(int(found["year"]), int(found["month"]), int(found["day"]))
        return single(day, YearStatus.STATED, is_about(text, found.start()))
    found = NUMERIC.search(text)
    if found:
        return _numeric(found, is_about(text, found.start()), reference)
    found = _DAY_MONTH.match(text)
    if found:
        return _numeric(found, False, reference)
    found = RANGE_FULL.search(text)
    if found:
        return _two_dates(found, reference)
    found = RANGE_DM.search(text) or RANGE_MD.search(text)
    if found:
        first, status = with_year(int(found["d1"]), month_of(found["month"]), found["year"], reference)
        last = make(first.year, first.month, int(found["d2"]))
        if last < first:
            return None
        return Days(first, after(last, 1), TimePrecision.DAYS, status)
    found = DM.search(text) or MD.search(text)
    if found:
        day, status = with_year(int(found["day"]), month_of(found["month"]), found["year"], reference)
        return _check_weekday(text, single(day, status, is_about(text, found.start())))
    found = ORDINAL_OF.search(text)
    if found:
        day, status = with_year(ORDINALS[found["word"].lower()], month_of(found["month"]), found["year"], reference)
        return single(day, status, is_about(text, found.start()))
    return None


def _numeric(found: re.Match[str], about: bool, reference: Reference) -> Days:
    """Return a date in figures: the order of day and month is that which the figures, the text or the custom tell.

    Where nothing tells it, the day of the report may: what was cannot lie ahead. Else both readings stand.
    """
    one, two = int(found["a"]), int(found["b"])
    year = found["year"] if "year" in found.re.groupindex else None
    against = Reference() if year else reference
    if two > _MONTHS_OF_A_YEAR or reference.month_first is True:
        if one > _MONTHS_OF_A_YEAR:
            raise NoSuchDateError(f"there is no month {min(one, two)}")
        day, status = with_year(two, one, year, against)
        note = "" if two > _MONTHS_OF_A_YEAR else "read as month and day, by other dates here or the publisher's custom"
        return single(day, status, about, note)
    day, status = with_year(one, two, year, against)
    if one > _MONTHS_OF_A_YEAR or one == two:
        return single(day, status, about)
    if reference.month_first is False:
        return single(day, status, about, "read as day and month, by other dates here or the publisher's custom")
    other, _ = with_year(two, one, year, against)
    if reference.day is not None and (day > reference.day) != (other > reference.day) and not reference.future:
        kept = min(day, other)
        order = "day and month" if kept == day else "month and day"
        return single(kept, status, about, f"read as {order}: the other way round it lies behind the report")
    if reference.day is not None and not reference.future:
        near, far = sorted((day, other), key=lambda each: abs((reference.day - each).days) if reference.day else 0)
        if (reference.day - near).days <= _NEWS <= (reference.day - far).days:
            order = "day and month" if near == day else "month and day"
            return single(near, status, about, f"read as {order}: the other way round it is no news")
    return single(day, status, about, f"day and month may be the other way round: {other.isoformat()}")


def _two_dates(found: re.Match[str], reference: Reference) -> Days | None:
    last, status = with_year(
        int(found["d2"] or found["d2b"]), month_of(found["m2"] or found["m2b"]), found["year"], reference
    )
    day, month = int(found["d1"] or found["d1b"]), month_of(found["m1"] or found["m1b"])
    first = make(int(found["y1"]) if found["y1"] else last.year, month, day)
    if first > last:
        first = make(last.year - 1, month, day)
    return Days(first, after(last, 1), TimePrecision.DAYS, status)


def _check_weekday(text: str, days: Days) -> Days:
    """Add a note where a weekday beside the date is not the date's."""
    named = NAMED_WEEKDAY.search(text)
    if named is None or days.year_status is YearStatus.UNKNOWN or days.first.weekday() == weekday_of(named["weekday"]):
        return days
    note = f"{days.first.day} {days.first:%B %Y} was a {DAY_NAMES[days.first.weekday()].capitalize()}"
    return Days(days.first, days.behind, days.precision, days.year_status, days.about, note)


def _relative(text: str, reference: Reference) -> Days | None:
    for pattern, step in NARRATIVE:
        if pattern.search(text):
            base = reference.narrative
            if base is None:
                return None
            return single(
                after(base, step), _implied(reference.narrative_year), False, "counted from the day told of before"
            )
    if reference.narrative is not None and reference.day is None:
        return _nth(text, reference)
    base = reference.day
    if base is None:
        return _nth(text, reference)
    status = reference.year_status
    for pattern, step in RELATIVE:
        if pattern.search(text):
            return single(after(base, step), status, False)
    found = AGO.search(text)
    if found and reference.narrative is None and found["side"].lower() in ("later", "after", "on"):
        return None  # nothing was told of from which it could be later
    if found:
        return _ago(found, base, reference)
    return _weekdays(text, base, reference)


def _weekdays(text: str, base: date, reference: Reference) -> Days | None:
    status = reference.year_status
    found = WEEKDAY_NTH.search(text)
    if found:
        return _weekday_nth(found, base, status)
    found = WEEKDAY_OF_WEEK.search(text)
    if found:
        weeks = 0 if (found["when"] or found["when2"]).lower() == "this" else -1
        monday = after(base, 7 * weeks - base.weekday())
        return single(after(monday, weekday_of(found["weekday"] or found["weekday2"])), status, False)
    found = NIGHT_TO.search(text) or WEEKDAY_RANGE.search(text)
    if found:
        last = _last_weekday(base, weekday_of(found["w2"]), "")
        first = last - timedelta(days=(last.weekday() - weekday_of(found["w1"])) % 7)
        return Days(first, after(last, 1), TimePrecision.DAYS, status)
    found = SPAN.search(text)
    if found:
        return _span(found, base, status)
    found = PAST_SPAN.search(text)
    if found:
        return _past_span(found, base, status)
    found = _TOLD_WEEKDAY.search(text)
    if found and reference.narrative is not None:
        told, weekday = reference.narrative, weekday_of(found["weekday"])
        ahead = found["which"].lower() in ("following", "next", "ensuing")
        step = (weekday - told.weekday()) % 7 or 7 if ahead else -((told.weekday() - weekday) % 7 or 7)
        return single(
            after(told, step), _implied(reference.narrative_year), False, "counted from the day told of before"
        )
    found = NAMED_WEEKDAY.search(text)
    if found and _ANY_SUCH.search(text[: found.start("weekday")]):
        return None  # "on a Friday in August" is none in particular
    if found:
        which = (found["which"] or "").lower() or ("ahead" if reference.future else "")
        return single(_last_weekday(base, weekday_of(found["weekday"]), which), status, is_about(text, found.start()))
    return _nth(text, reference)


def _weekday_nth(found: re.Match[str], base: date, status: YearStatus) -> Days | None:
    """Return the last such day up to the report: "Friday the 26th" fits a month in seven."""
    for back in range(400):
        day = after(base, -back)
        if day.day == int(found["day"]) and day.weekday() == weekday_of(found["weekday"]):
            return single(day, status, False, "month found by its weekday")
    return None


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
    return single(make(year, month, int(found["day"])), status, is_about(text, found.start()), "month implied")


def _last_weekday(base: date, weekday: int, which: str) -> date:
    """Return the day of a week that a report means: the last one up to its own day, unless it says otherwise."""
    back = (base.weekday() - weekday) % 7
    if which == "ahead":
        return after(base, (weekday - base.weekday()) % 7)
    if which in ("next", "coming", "following"):
        return after(base, (weekday - base.weekday()) % 7 or 7)
    if which == "this":
        return after(base, weekday - base.weekday())
    if which in ("last", "past", "previous") and back == 0:
        back = 7
    return after(base, -back)


def _ago(found: re.Match[str], base: date, reference: Reference) -> Days:
    side = found["side"].lower()
    forward = side in ("later", "after", "on", "from now", "from today")
    status = reference.year_status
    told = side not in ("ago", "from now", "from today") and reference.narrative is not None
    if reference.narrative is not None and told:
        base, status = reference.narrative, _implied(reference.narrative_year)
    number = number_of(found["number"])
    unit = found["unit"].lower()
    length = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3652}[unit]
    sign = 1 if forward else -1
    about = bool(found["about"]) or found["number"].lower() in ("a couple of", "couple of")
    if number is None:
        near, far = sorted((after(base, sign * 2 * length), after(base, sign * 7 * length)))
        return Days(near, after(far, 1), TimePrecision.DAYS, status, about=True)
    middle = after(base, sign * number * length)
    if unit == "day" or (told and unit in ("week", "fortnight")):
        return single(middle, status, about)
    # "Two weeks ago" is good to half a week, "three months ago" to half a month.
    half = {"week": 3, "fortnight": 3, "month": 15, "year": 182, "decade": 1826}[unit]
    precision = {
        "decade": TimePrecision.YEAR,
        "week": TimePrecision.WEEK,
        "fortnight": TimePrecision.WEEK,
        "month": TimePrecision.MONTH,
        "year": TimePrecision.YEAR,
    }[unit]
    return Days(after(middle, -half), after(middle, half + 1), precision, status, about=about)


def _span(found: re.Match[str], base: date, status: YearStatus) -> Days:
    which, unit = found["when"].lower(), found["unit"].lower()
    step = 0 if which == "this" else 1 if which in ("next", "the following") else -1
    monday = base - timedelta(days=base.weekday())
    if unit == "week":
        first = after(monday, 7 * step)
        return Days(first, after(first, 7), TimePrecision.WEEK, status)
    if unit == "month":
        number = base.year * 12 + base.month - 1 + step
        first = make(number // 12, number % 12 + 1, 1)
        return Days(first, next_month(first), TimePrecision.MONTH, status)
    first = make(base.year + step, 1, 1)
    return Days(first, make(first.year + 1, 1, 1), TimePrecision.YEAR, status)


def _past_span(found: re.Match[str], base: date, status: YearStatus) -> Days:
    length = {"hour": 1, "day": 1, "week": 7, "month": 30, "year": 365}[found["unit"].lower()]
    number = number_of(found["number"]) if found["number"] else 1
    days = 1 if found["unit"].lower() == "hour" else length * (number if number is not None else 7)
    return Days(after(base, -days), after(base, 1), TimePrecision.DAYS, status, about=number is None)
