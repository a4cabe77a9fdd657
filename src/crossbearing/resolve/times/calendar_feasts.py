"""Feasts and public days: with a fixed date, by country, and Easter. Calendars of other eras are not read."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Any

from crossbearing.model.values import YearStatus
from crossbearing.resolve.times.calendar_words import YEAR
from crossbearing.resolve.times.dates import after, make, single, with_year
from crossbearing.resolve.times.days import Days
from crossbearing.resolve.times.reference import Reference
from crossbearing.resources.loading import table

__all__ = ["read_feast", "starts_with_feast"]

_FILE = "en/feasts.toml"


@cache
def _names() -> re.Pattern[str]:
    tables = (_table("fixed"), _table("easter"), _table("countries"), {"labour day": 0})
    names = sorted((name for each in tables for name in each), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in names) + r")\b")


@cache
def _table(name: str) -> dict[str, Any]:
    return dict(table(_FILE)[name])


def starts_with_feast(text: str) -> bool:
    """Return whether words begin with the name of a feast or public day."""
    return _names().match(text.lower().lstrip().replace("\u2019", "'")) is not None


def read_feast(text: str, reference: Reference) -> Days | None:
    """Read a feast or public day; None where the words name none, or one whose country is not known.

    Args:
        text: As written.
        reference: What it is read against; `country` decides days that each country keeps on its own date.
    """
    lowered = text.lower().replace("\u2019", "'").replace("labor day", "labour day")
    found = _names().search(lowered)
    if not found:
        return None
    name, written = found[0], YEAR.search(text)
    year = written["year"] if written else None
    if name in _table("easter"):
        return _easter(_table("easter")[name], year, reference, orthodox="orthodox" in lowered)
    told, note = _table("fixed").get(name), ""
    if name in _table("countries"):
        told, note = _table("countries")[name].get(reference.country), f"as kept in {reference.country}"
    elif name == "labour day" and reference.country not in _table("labour")["elsewhere"]:
        told = _table("labour")["date"]
    if told is None:
        return None
    day, status = with_year(told[1], told[0], year, reference)
    return single(day, status, name in ("nowruz", "newroz"), note)


def _easter(days: int, written: str | None, reference: Reference, *, orthodox: bool) -> Days | None:
    if written:
        return single(after(_easter_sunday(int(written), orthodox=orthodox), days), YearStatus.STATED, False)
    year = reference.told_year.year if reference.told_year else reference.year
    if year is None:
        return None
    day = after(_easter_sunday(year, orthodox=orthodox), days)
    if reference.told_year is None and reference.day is not None and not reference.future:
        day = day if day <= after(reference.day, 31) else after(_easter_sunday(year - 1, orthodox=orthodox), days)
    return single(day, YearStatus.IMPLIED, False)


def _easter_sunday(year: int, *, orthodox: bool) -> date:
    """Return Easter Sunday in the Gregorian calendar.

    Western by the anonymous Gregorian algorithm (Nature, 20 April 1876; Meeus, Astronomical Algorithms, chapter 8),
    Orthodox by Meeus's Julian algorithm of the same chapter.
    """
    if orthodox:
        a, b, c = year % 4, year % 7, year % 19
        d = (19 * c + 15) % 30
        month, day = divmod(d + (2 * a + 4 * b - d + 34) % 7 + 114, 31)
        return make(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return make(year, month, day + 1)
