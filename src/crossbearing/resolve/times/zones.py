"""Time zones: stated in words, or implied by a place, by the zone database of the day in question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crossbearing.resources.loading import table

__all__ = ["StatedZone", "country_of_zone", "offset_of", "read_zone", "zone_beside", "zone_of_country"]


@dataclass(frozen=True, slots=True)
class StatedZone:
    """A zone named in words.

    Args:
        zone: IANA name or fixed offset such as `UTC+3`; empty for "local time".
        local: Whether the words say "local time".
    """

    zone: str
    local: bool = False


_FIXED = re.compile(r"\b(?:UTC|GMT)\s*(?P<sign>[+\u2212-])\s*(?P<h>\d{1,2})(?::?(?P<m>\d\d))?\b", re.IGNORECASE)
# A minus may also be the dash of "06:30-07:00", so that it counts only behind the seconds or T of ISO 8601.
_BARE = re.compile(
    r"(?:(?<=\d)\s?(?P<sign>\+)|(?<=T\d\d:\d\d)(?P<minus>-)|(?<=:\d\d:\d\d)(?P<dash>-))"
    r"(?P<h>0\d|1[0-4]):?(?P<m>[0-5]\d)\b"
)
_CITY_TIME = re.compile(
    r"\b(?P<name>[A-Z][\w'-]+(?:\s[A-Z][\w'-]+)?)(?:'s|\u2019s)?\s+(?:local\s+)?time\b(?!\s+(?:of|for|in)\b)"
)
_OF_AMERICA = {"eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver",
               "pacific": "America/Los_Angeles"}  # fmt: skip
_AMERICAN = re.compile(r"(?:\d|[ap]\.?m\b\.?)\s+(?P<name>Eastern|Central|Mountain|Pacific)\b(?!\s+[A-Z])")
_OWN_CLOCK = re.compile(r"(?:\d|[ap]\.?m\.?)\s*$", re.IGNORECASE)
# Countries with several zones, which the table of countries leaves out: those of their capitals and large cities.
_SEVERAL = {
    "US": ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    "RU": ("Europe/Moscow",), "UA": ("Europe/Kyiv",), "PS": ("Asia/Gaza", "Asia/Hebron"), "IL": ("Asia/Jerusalem",),
    "CD": ("Africa/Kinshasa", "Africa/Lubumbashi"), "CA": ("America/Toronto",), "AU": ("Australia/Sydney",),
    "ID": ("Asia/Jakarta",), "MX": ("America/Mexico_City",), "KZ": ("Asia/Almaty",),
}  # fmt: skip
_DIRECTLY = re.compile(r"[\s,]*\(?\s*")
_BRACKETS = re.compile(r"\([^)]*\)")
_LOCAL = re.compile(r"\blocal(?:\s+time)?\b|\blt\b", re.IGNORECASE)


@cache
def _table(name: str) -> dict[str, str]:
    return dict(table("places/zones.toml")[name])


@cache
def _names() -> re.Pattern[str]:
    names = sorted(_table("names"), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(name.replace(" ", r"\s+") for name in names) + r")\b", re.IGNORECASE)


@cache
def _codes() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(_table("codes"), key=len, reverse=True)) + r")\b")


def zone_beside(sentence: str, words: str, *, clock: bool) -> str:
    """Return the words of a sentence that may tell the zone of one of its times.

    Args:
        sentence: The sentence.
        words: The time as written in it ("17:00", "18 September 2016").
        clock: Whether it is a time of day.

    Returns:
        What follows the time directly ("Australian Eastern Standard Time"), else, for a time of day, the only zone
        that the sentence names, unless it stands in brackets, where it belongs to the time before it alone. Empty
        where there is none.
    """
    at = sentence.find(words)
    if at < 0:
        return ""
    behind = sentence[at + len(words) :]
    lead = _DIRECTLY.match(behind)
    near = behind[lead.end() if lead else 0 :]
    direct = _leading_zone(near)
    if direct and not (lead and "(" in lead[0] and near[:1].isdigit()):
        return direct
    if not clock:
        return ""
    outside = _BRACKETS.sub(lambda aside: " " * len(aside[0]), sentence)
    zones: dict[StatedZone | None, str] = {}
    for pattern in (_names(), _codes(), _FIXED, _CITY_TIME):
        for found in pattern.finditer(outside):
            zone = read_zone(found[0])
            if zone is not None and not (pattern is _CITY_TIME and zone.local):
                zones.setdefault(zone, found[0] if _covers(outside, found.start(), at) else "")
    if not zones and re.search(r"\blocal time\b", outside, re.IGNORECASE):
        return "local time"
    return next(iter(zones.values())) if len(zones) == 1 else ""


def _covers(sentence: str, zone: int, words: int) -> bool:
    """Return whether a zone is said of a time elsewhere in the sentence: one right behind its own clock seldom is."""
    if not _OWN_CLOCK.search(sentence[:zone]):
        return True
    return words < zone and not re.search(r"[;,]", sentence[words:zone])


def _leading_zone(words: str) -> str:
    for pattern in (_names(), _FIXED, _codes(), _CITY_TIME):
        found = pattern.match(words)
        if found and read_zone(found[0]) is not None:
            return found[0]
    found = re.match(r"local(?:\s+time)?\b", words, re.IGNORECASE)
    return found[0] if found else ""


def zone_of_country(country: str) -> str:
    """Return the IANA zone that a country lives by, or an empty string where it has several.

    Args:
        country: ISO 3166-1 alpha-2.
    """
    return _table("countries").get(country, "")


@cache
def _countries() -> dict[str, str]:
    """Countries by the zone that they alone live by."""
    found: dict[str, str] = {}
    for country, zone in _table("countries").items():
        found[zone] = "" if zone in found else country
    found.update({zone: country for country, zones in _SEVERAL.items() for zone in zones})
    return found


def country_of_zone(zone: str) -> str:
    """Return the country whose zone it is, or an empty string.

    Args:
        zone: IANA name.
    """
    return _countries().get(zone, "")


def read_zone(text: str, *, codes_only: bool = False) -> StatedZone | None:
    """Read a zone from words beside a clock time.

    Args:
        text: As written, such as "17:00 Moscow time".
        codes_only: Read abbreviations and offsets alone: beside a day without a clock time, other words say nothing.

    Returns:
        The zone, or None where none is stated.
    """
    found = _FIXED.search(text) or _BARE.search(text)
    if found and int(found["h"]) <= 14:
        sign = "+" if found["sign"] == "+" else "-"
        minutes = f":{found['m']}" if found["m"] and found["m"] != "00" else ""
        return StatedZone(f"UTC{sign}{int(found['h'])}{minutes}")
    named = _names().search(text)
    if named:
        return StatedZone(_table("names")[" ".join(named[0].lower().split())])
    found = _codes().search(text)
    if found:
        return StatedZone(_table("codes")[found[0]])
    if codes_only:
        return None
    found = _AMERICAN.search(text)
    if found:
        return StatedZone(_OF_AMERICA[found["name"].lower()])
    for found in _CITY_TIME.finditer(text):
        zone = _table("named").get(found["name"].lower())
        if zone:
            return StatedZone(zone)
    return StatedZone("", local=True) if _LOCAL.search(text) else None


@lru_cache(maxsize=4096)
def offset_of(zone: str, moment: datetime) -> int | None:
    """Return the minutes east of Greenwich of a zone at a moment.

    Args:
        zone: IANA name or `UTC+3`.
        moment: Civil time there, naive.

    Returns:
        None for a zone that the zone database does not have.
    """
    match = re.fullmatch(r"UTC(?:([+-])(\d{1,2})(?::(\d\d))?)?", zone)
    if match:
        minutes = int(match[2] or 0) * 60 + int(match[3] or 0)
        return -minutes if match[1] == "-" else minutes
    try:
        there = moment.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OverflowError, KeyError):
        return None
    return None if there is None else round(there.total_seconds() / 60)
