"""Dates of publication, at the precision at which they are stated.

What cannot be told is left out rather than guessed: `04/05/2016` is kept as 2016 unless its column, or the user, says
whether the day or the month comes first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

__all__ = ["DAY_FIRST", "MONTH_FIRST", "ColumnOrder", "Dated", "column_order", "parse_date"]

DAY_FIRST = "day"
"""Order of dates such as 17/9/2016."""
MONTH_FIRST = "month"
"""Order of dates such as 9/17/2016."""
_EARLIEST = 1800
_AHEAD = timedelta(days=2)  # clocks and time zones differ; a date further ahead is a mistake

_CLOCK = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?(?:\s+[^\d].{0,40})?"
)
_TAIL = rf"(?:\s*[T,]?\s*(?:at\s+)?{_CLOCK})?\s*$"
_ISO = re.compile(r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _TAIL, re.IGNORECASE)
_SEVERAL = re.compile(r"^(\d{4}-\d{2}-\d{2}(?:T\S+)?)(?:[\s;,]+\d{4}-\d{2}-\d{2}(?:T\S+)?)+$")
_ISO_MONTH = re.compile(r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})$")
_BASIC = re.compile(r"^(?P<year>(?:18|19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})$")
_YEAR = re.compile(r"^(?P<year>\d{4})$")
_EPOCH = re.compile(r"^\d{9,10}(?:\d{3})?(?:\.\d+)?$")
_NUMBERS = re.compile(
    r"^(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})" + _TAIL, re.IGNORECASE
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY_MONTH = re.compile(
    rf"^{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<name>[a-z]+)\.?,?[\s-]+(?P<year>\d{{4}}){_TAIL}",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"^{_WEEKDAY}(?P<name>[a-z]+)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_TAIL}",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(r"^(?P<name>[a-z]+)\.?,?\s+(?P<year>\d{4})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """What a written date comes to.

    Args:
        iso: ISO 8601 at the precision known, or empty.
        note: What was assumed, in words, or empty.
        problem: Why nothing, or not all, was kept, in words, or empty.
    """

    iso: str = ""
    note: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ColumnOrder:
    """Which comes first in the dates of a column, `day`, `month` or not known (empty), and how that is known."""

    order: str = ""
    note: str = ""


def _ascii_digits(text: str) -> str:
    """Return a text with the digits of every script written as 0-9."""
    return "".join(str(unicodedata.digit(char)) if char.isdigit() and char > "\x7f" else char for char in text)


def column_order(values: Iterable[str]) -> ColumnOrder:
    """Tell from all dates of a column whether the day or the month comes first.

    Args:
        values: Dates as written.
    """
    day = month = open_ = 0
    for value in values:
        match = _NUMBERS.match(_ascii_digits(value.strip()))
        if match is None:
            continue
        first, second = int(match["a"]), int(match["b"])
        if first > 12 >= second:
            day += 1
        elif second > 12 >= first:
            month += 1
        elif first != second:
            open_ += 1
    if day and month:
        return ColumnOrder("", "the column writes some dates day first and others month first")
    if day:
        return ColumnOrder(DAY_FIRST, "day/month/year, told from the whole column")
    if month:
        return ColumnOrder(MONTH_FIRST, "month/day/year, told from the whole column")
    return ColumnOrder("", "no date of the column tells whether day or month comes first" if open_ else "")


def parse_date(written: str, *, today: date, order: str = "") -> Dated:
    """Read a date of publication.

    Args:
        written: As written, in any common form or language.
        today: The present day; dates more than two days after it are refused.
        order: `day` or `month`, whichever comes first in dates of three numbers, or empty where that is not known.

    Returns:
        The date at the precision stated, what was assumed, and what was wrong.
    """
    text = _ascii_digits(" ".join(written.split()))
    if not text:
        return Dated()
    several = _SEVERAL.match(text)
    if several is not None:
        first = parse_date(several[1], today=today, order=order)
        return replace(first, note="the first of several dates") if first.iso else first
    try:
        return _read(text, today=today, order=order)
    except ValueError:
        return Dated(problem=f"the date of publication '{written[:60]}' does not exist")
    except OverflowError:
        return Dated(problem=f"the date of publication '{written[:60]}' is no date")


def _read(text: str, *, today: date, order: str) -> Dated:
    for pattern in (_ISO, _BASIC, _DAY_MONTH, _MONTH_DAY):
        if match := pattern.match(text):
            groups = match.groupdict()
            month = int(groups["month"]) if groups.get("month") else _month(groups.get("name") or "")
            if month is None:
                continue
            return _checked(_stamp(groups, month=month, day=int(groups["day"])), text, today=today)
    if match := _ISO_MONTH.match(text):
        return _checked(f"{date(int(match['year']), int(match['month']), 1):%Y-%m}", text, today=today)
    if match := _YEAR.match(text):
        return _checked(match["year"], text, today=today)
    if (match := _MONTH_ALONE.match(text)) and (month := _month(match["name"])):
        return _checked(f"{match['year']}-{month:02}", text, today=today)
    if match := _NUMBERS.match(text):
        return _three_numbers(match, text, today=today, order=order)
    if _EPOCH.match(text):
        return _from_epoch(text, today=today)
    return _other_forms(text, today=today, order=order)


def _month(name: str) -> int | None:
    return _MONTHS.get(name.lower())


def _stamp(groups: dict[str, str | None], *, month: int, day: int, year: int | None = None) -> str:
    """Return ISO 8601 from the groups of a match; raises ValueError where there is no such day or hour."""
    number = int(groups["year"] or 0) if year is None else year
    stamp = date(number, month, day).isoformat()
    if not groups.get("hour"):
        return stamp
    hour = int(groups["hour"] or 0)
    half = (groups.get("half") or "").lower().replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("hour of a twelve-hour clock")
        hour = hour % 12 + (12 if half == "pm" else 0)
    clock = datetime(2000, 1, 1, hour, int(groups["minute"] or 0), int(groups["second"] or 0))
    zone = (groups.get("zone") or "").upper()
    zone = "Z" if zone in ("Z", "UTC", "GMT") else f"{zone[:3]}:{zone[3:].strip(':') or '00'}" if zone else ""
    return f"{stamp}T{clock:%H:%M:%S}{zone}" if groups.get("second") else f"{stamp}T{clock:%H:%M}{zone}"


def _checked(iso: str, written: str, *, today: date, note: str = "") -> Dated:
    """Return a date unless it lies ahead of today or before printing as we know it."""
    year = int(iso[:4])
    if year < _EARLIEST:
        return Dated(problem=f"the date of publication '{written[:60]}' lies before {_EARLIEST}")
    limit = (today + _AHEAD).isoformat()
    if iso[:10] > limit[: len(iso[:10])]:
        return Dated(problem=f"the date of publication '{written[:60]}' lies in the future")
    if iso.startswith("1970-01-01T00:00"):
        return Dated(problem=f"the date of publication '{written[:60]}' is the zero of a computer's clock")
    return Dated(iso=iso, note=note)


def _three_numbers(match: re.Match[str], written: str, *, today: date, order: str) -> Dated:
    first, second, groups = int(match["a"]), int(match["b"]), match.groupdict()
    year, notes = int(match["year"]), []
    if len(match["year"]) == 2:
        year += 2000 if year <= today.year % 100 + 1 else 1900
        notes.append(f"the year is written with two digits, read as {year}")
    if not order and match["mark"] == ".":  # the dotted form is day first wherever it is used
        order = DAY_FIRST
        if first <= 12 and second <= 12 and first != second:
            notes.append("dotted dates are read day first")
    if first > 12 >= second:
        day, month = first, second
    elif second > 12 >= first:
        day, month = second, first
    elif first == second or order == DAY_FIRST:
        day, month = first, second
    elif order == MONTH_FIRST:
        day, month = second, first
    else:
        date(year, first, second)  # both readings must exist for the year to stand
        return _checked(
            str(year), written, today=today,
            note="; ".join([*notes, f"'{written}' may be day/month or month/day, so only the year is kept"]),
        )  # fmt: skip
    return _checked(_stamp(groups, month=month, day=day, year=year), written, today=today, note="; ".join(notes))


def _from_epoch(text: str, *, today: date) -> Dated:
    seconds = float(text)
    if len(text.partition(".")[0]) > 10:
        seconds /= 1000
    moment = datetime.fromtimestamp(seconds, tz=UTC)
    return _checked(f"{moment:%Y-%m-%dT%H:%M:%S}Z", text, today=today, note="from a computer's clock count (UTC)")


def _other_forms(text: str, *, today: date, order: str) -> Dated:
    """Read mail dates and dates in other languages."""
    unknown = Dated(problem=f"the date of publication '{text[:60]}' is in no form this program knows")
    if re.search(r"\d{1,2}:\d{2}:\d{2}", text) and re.match(r"^[A-Za-z]{3},\s+\d", text):
        moment = parsedate_to_datetime(text)
        zone = f"{moment:%z}" if moment.tzinfo else ""
        return _checked(
            moment.strftime("%Y-%m-%dT%H:%M:%S") + (f"{zone[:3]}:{zone[3:]}" if zone else ""), text, today=today
        )
    if not re.search(r"(?<!\d)\d{4}(?!\d)", text) or not any(char.isalpha() for char in text) or len(text) > 80:
        return unknown
    import dateparser.date

    settings = {"REQUIRE_PARTS": ["month", "year"], "DATE_ORDER": "MDY" if order == MONTH_FIRST else "DMY"}
    found = dateparser.date.DateDataParser(settings=settings).get_date_data(text)
    if found is None or found.date_obj is None:
        return unknown
    moment = found.date_obj
    if f"{moment.year:04}" not in text:
        return unknown
    day_written = any(int(number) == moment.day for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", text))
    if found.period == "month" or not day_written:
        return _checked(f"{moment:%Y-%m}", text, today=today, note=f"read from '{text}'")
    clock = re.search(r"\d{1,2}:\d{2}", text)
    iso = f"{moment:%Y-%m-%dT%H:%M}" if clock else f"{moment:%Y-%m-%d}"
    return _checked(iso, text, today=today, note=f"read from '{text}'")
