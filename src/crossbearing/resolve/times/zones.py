"""Time zones: stated in words, or implied by a place, by the zone database of the day in question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crossbearing.resources.loading import table

__all__ = ["StatedZone", "offset_of", "read_zone", "zone_of_country"]


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
_BARE = re.compile(r"(?<=\d)\s?(?P<sign>[+-])(?P<h>0\d|1[0-4]):?(?P<m>[0-5]\d)\b")
_CODE = re.compile(
    r"\b(?P<code>UTC|GMT|BST|CET|CEST|EET|EEST|MSK|EST|EDT|CST|CDT|PST|PDT|AEST|AEDT|IDT|TRT|PKT|AST|WAT|EAT|CAT)\b"
)
_CITY_TIME = re.compile(
    r"\b(?P<name>[A-Z][\w'-]+(?:\s[A-Z][\w'-]+)?)(?:'s|\u2019s)?\s+(?:local\s+)?time\b(?!\s+(?:of|for|in)\b)"
)
_LOCAL = re.compile(r"\blocal(?:\s+time)?\b|\blt\b", re.IGNORECASE)


@cache
def _table(name: str) -> dict[str, str]:
    return dict(table("places/zones.toml")[name])


def zone_of_country(country: str) -> str:
    """Return the IANA zone that a country lives by, or an empty string where it has several.

    Args:
        country: ISO 3166-1 alpha-2.
    """
    return _table("countries").get(country, "")


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
    found = _CODE.search(text)
    if found:
        return StatedZone(_table("codes")[found["code"]])
    if codes_only:
        return None
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
