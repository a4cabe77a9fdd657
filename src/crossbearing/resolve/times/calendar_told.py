"""Stretches counted from the day of the report or the one told of: "the following five days", "in four days' time"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from crossbearing.model.values import TimePrecision, YearStatus
from crossbearing.resolve.times.calendar_words import NUMBER, WEEKDAY
from crossbearing.resolve.times.dates import after, make, next_month, number_of, single, weekday_of
from crossbearing.resolve.times.days import Days
from crossbearing.resolve.times.reference import Reference

__all__ = ["read_told"]

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
             "ninth": 9, "tenth": 10}  # fmt: skip
_ORDINAL = "|".join(_ORDINALS)
_IN_TIME = re.compile(
    rf"^\s*(?:with)?in\s+(?:about\s+)?(?P<number>{NUMBER}|a\s+few|several|a\s+couple\s+of)\s+(?P<unit>day|week|fortnight|month|year)s?"
    r"(?:['\u2019]s?)?(?P<time>\s+time)?\s*$",
    re.IGNORECASE,
)
_NEXT_N = re.compile(
    rf"\b(?:the\s+)?(?P<which>following|next|ensuing|coming|previous|preceding)\s+(?P<number>{NUMBER}|few|several|couple\s+of)\s+"
    r"(?P<unit>day|night|week|month|year)s?\b",
    re.IGNORECASE,
)
_TOLD_SPAN = re.compile(
    r"\bthe\s+(?:(?P<which>same|following|next|previous|preceding)\s+(?P<unit>week|month|year)|"
    r"(?P<unit2>week|month|year)\s+(?P<side>before|after))\b(?!\s+(?:the|a|an|his|her|its|their|this|that|we|he|she|they|it|last)\b)",
    re.IGNORECASE,
)
_BEFORE_LAST = re.compile(
    rf"\bthe\s+(?:(?P<weekday>{WEEKDAY})|(?P<unit>week|month|year|weekend))\s+before\s+last\b", re.IGNORECASE
)
_WEEKS_AGO = re.compile(
    rf"\b(?P<number>{NUMBER})\s+weeks?\s+ago\s+(?:on\s+)?(?:(?P<weekday>{WEEKDAY})|(?P<day>today|yesterday))|"
    rf"\b(?P<weekday2>{WEEKDAY})\s+(?P<number2>{NUMBER})\s+weeks?\s+ago\b",
    re.IGNORECASE,
)
_AFTER_THAT = re.compile(
    rf"\b(?P<number>{NUMBER})\s+(?P<unit>day|night|week|month|year)s?\s+(?P<side>before|after)\s+(?:that|this|then|it)\b",
    re.IGNORECASE,
)
_NTH_DAY = re.compile(rf"^\s*(?:on\s+)?the\s+(?:very\s+)?(?P<word>{_ORDINAL})\s+day\s*$", re.IGNORECASE)
_WEEKEND = re.compile(
    r"\b(?P<which>last|past|this|next|coming|the\s+following|the\s+previous|the|that)\s+weekend\b", re.IGNORECASE
)
_COUNTED = "counted from the day told of before"
_LENGTHS = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}


def read_told(text: str, reference: Reference) -> Days | None:
    """Read a stretch that is counted from a day known already.

    Args:
        text: As written ("the Saturday before last", "the third day", "at the weekend").
        reference: The day of the report, and that of the narrative.

    Returns:
        None where the words count from nothing, or that is not known.

    Raises:
        NoSuchDateError: For a date that is in no calendar.
    """
    return (
        _before_last(text, reference)
        or _weekend(text, reference)
        or _from_told(text, reference)
        or _to_come(text, reference)
    )


def _before_last(text: str, reference: Reference) -> Days | None:
    """Read "the Saturday before last", "a week ago on Monday": told from the day of the report by whole weeks."""
    base = reference.day
    if base is None:
        return None
    found = _BEFORE_LAST.search(text)
    if found and found["weekday"]:
        back = (base.weekday() - weekday_of(found["weekday"])) % 7 or 7
        return single(after(base, -back - 7), reference.year_status, False)
    if found:
        return _span_before_last(found["unit"].lower(), base, reference.year_status)
    found = _WEEKS_AGO.search(text)
    if found:
        weeks = number_of(found["number"] or found["number2"])
        if weeks is None:
            return None
        named = found["weekday"] or found["weekday2"]
        back = (base.weekday() - weekday_of(named)) % 7 if named else int(found["day"].lower() == "yesterday")
        return single(after(base, -back - 7 * weeks), reference.year_status, False)
    return None


def _span_before_last(unit: str, base: date, status: YearStatus) -> Days:
    if unit == "year":
        return Days(make(base.year - 2, 1, 1), make(base.year - 1, 1, 1), TimePrecision.YEAR, status)
    if unit == "month":
        last = after(after(base.replace(day=1), -1).replace(day=1), -1).replace(day=1)
        return Days(last, next_month(last), TimePrecision.MONTH, status)
    monday = after(base, -14 - base.weekday())
    if unit == "weekend":
        return Days(after(monday, 5), after(monday, 7), TimePrecision.DAYS, status)
    return Days(monday, after(monday, 7), TimePrecision.WEEK, status)


def _weekend(text: str, reference: Reference) -> Days | None:
    """Read a weekend, Saturday and Sunday: the one that was, unless the words or the sentence point ahead."""
    found = _WEEKEND.search(text)
    if not found:
        return None
    which = " ".join(found["which"].lower().split())
    base, status = reference.day, reference.year_status
    if which in ("the following", "the previous", "that") and reference.narrative is not None:
        base, status = reference.narrative, reference.narrative_year
    if base is None:
        return None
    saturday = after(base, 5 - base.weekday())
    if which in ("next", "coming", "the following"):
        saturday = after(saturday, 7) if base.weekday() >= 5 else saturday
    elif which in ("last", "past", "the previous") or (base.weekday() < 5 and not reference.future):
        saturday = after(saturday, -7)
    return Days(saturday, after(saturday, 2), TimePrecision.DAYS, status)


def _from_told(text: str, reference: Reference) -> Days | None:
    """Read what is counted from the day that the text told of: "the following five days", "the third day"."""
    base, status = reference.narrative, reference.narrative_year
    status = YearStatus.IMPLIED if status is YearStatus.STATED else status
    note = _COUNTED
    found = _NTH_DAY.search(text)
    if found and base is not None:
        return single(after(base, _ORDINALS[found["word"].lower()] - 1), status, False, note)
    found = _AFTER_THAT.search(text)
    number = number_of(found["number"]) if found else None
    if found and base is not None and number is not None:
        step = number * _LENGTHS[found["unit"].lower()]
        return single(after(base, step if found["side"].lower() == "after" else -step), status, False, note)
    found = _NEXT_N.search(text)
    if found and (base is not None or reference.day is not None):
        which = found["which"].lower()
        if base is None or (which in ("next", "coming") and reference.future):
            base, status, note = reference.day or base, reference.year_status, ""
        if base is None:
            return None
        number = number_of(" ".join(found["number"].lower().split()))
        length = _LENGTHS[found["unit"].lower()] * (number or 7)
        start = after(base, -length) if which in ("previous", "preceding") else after(base, 1)
        return Days(start, after(start, length), TimePrecision.DAYS, status, about=number is None, note=note)
    found = _TOLD_SPAN.search(text)
    if found and base is not None:
        return _told_span(found, base, status, reference.told_month)
    return None


def _told_span(found: re.Match[str], base: date, status: YearStatus, told_month: date | None) -> Days:
    unit = (found["unit"] or found["unit2"]).lower()
    side, note = (found["which"] or found["side"]).lower(), _COUNTED
    step = 0 if side == "same" else 1 if side in ("following", "next", "after") else -1
    if unit == "week":
        monday = base - timedelta(days=base.weekday())
        return Days(after(monday, 7 * step), after(monday, 7 * step + 7), TimePrecision.WEEK, status, note=note)
    if unit == "month":
        base = told_month or base
        number = base.year * 12 + base.month - 1 + step
        first = make(number // 12, number % 12 + 1, 1)
        return Days(first, next_month(first), TimePrecision.MONTH, status, note=note)
    first = make(base.year + step, 1, 1)
    return Days(first, make(base.year + step + 1, 1, 1), TimePrecision.YEAR, status, note=note)


def _to_come(text: str, reference: Reference) -> Days | None:
    """Read "in four days' time": told from the day of the report."""
    found = _IN_TIME.search(text)
    if not found or reference.day is None or text.lower().lstrip().startswith("within"):
        return None
    number = number_of(" ".join(found["number"].lower().split()))
    unit = found["unit"].lower()
    if number is None:
        return Days(after(reference.day, 1), after(reference.day, 7 * _LENGTHS[unit]), TimePrecision.DAYS,
                    reference.year_status, about=True)  # fmt: skip
    day = after(reference.day, number * _LENGTHS[unit])
    if unit == "day":
        return single(day, reference.year_status, False)
    spare = {"week": 3, "fortnight": 3, "month": 15, "year": 182}[unit]
    precision = {"month": TimePrecision.MONTH, "year": TimePrecision.YEAR}.get(unit, TimePrecision.WEEK)
    return Days(after(day, -spare), after(day, spare + 1), precision, reference.year_status)
