"""Time zones: stated in words, or implied by a place, by the zone database of the day in question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

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

# Abbreviations as news agencies use them; EST and CST mean the American zones in the reports this is for, and the
# daylight forms are fixed offsets. IST is left out: Israel, India and Ireland use it.
_CODES = {
    "UTC": "UTC", "GMT": "UTC", "BST": "UTC+1", "CET": "UTC+1", "CEST": "UTC+2", "EET": "UTC+2", "EEST": "UTC+3",
    "MSK": "Europe/Moscow", "EST": "UTC-5", "EDT": "UTC-4", "CST": "UTC-6", "CDT": "UTC-5", "PST": "UTC-8",
    "PDT": "UTC-7", "AEST": "UTC+10", "AEDT": "UTC+11", "IDT": "UTC+3", "TRT": "UTC+3", "PKT": "UTC+5", "AST": "UTC+3",
    "WAT": "UTC+1", "EAT": "UTC+3", "CAT": "UTC+2",
}  # fmt: skip
_NAMED = {
    "moscow": "Europe/Moscow", "russian": "Europe/Moscow", "damascus": "Asia/Damascus", "syrian": "Asia/Damascus",
    "syria": "Asia/Damascus", "baghdad": "Asia/Baghdad", "iraqi": "Asia/Baghdad", "kyiv": "Europe/Kyiv",
    "kiev": "Europe/Kyiv", "ukrainian": "Europe/Kyiv", "israel": "Asia/Jerusalem", "israeli": "Asia/Jerusalem",
    "jerusalem": "Asia/Jerusalem", "gaza": "Asia/Gaza", "palestine": "Asia/Gaza", "beirut": "Asia/Beirut",
    "lebanese": "Asia/Beirut", "tehran": "Asia/Tehran", "iranian": "Asia/Tehran", "ankara": "Europe/Istanbul",
    "turkish": "Europe/Istanbul", "istanbul": "Europe/Istanbul", "kabul": "Asia/Kabul", "afghan": "Asia/Kabul",
    "sanaa": "Asia/Aden", "yemeni": "Asia/Aden", "khartoum": "Africa/Khartoum", "tripoli": "Africa/Tripoli",
    "london": "Europe/London", "british": "Europe/London", "paris": "Europe/Paris", "french": "Europe/Paris",
    "brussels": "Europe/Brussels", "berlin": "Europe/Berlin", "washington": "America/New_York",
    "eastern": "America/New_York", "new york": "America/New_York", "central european": "Europe/Brussels",
    "pacific": "America/Los_Angeles", "beijing": "Asia/Shanghai", "universal": "UTC", "greenwich mean": "UTC",
    "canberra": "Australia/Sydney", "sydney": "Australia/Sydney", "riyadh": "Asia/Riyadh", "saudi": "Asia/Riyadh",
    "cairo": "Africa/Cairo", "addis ababa": "Africa/Addis_Ababa", "yangon": "Asia/Yangon", "delhi": "Asia/Kolkata",
    "indian": "Asia/Kolkata", "islamabad": "Asia/Karachi", "pakistan": "Asia/Karachi", "doha": "Asia/Qatar",
    "qatar": "Asia/Qatar", "zulu": "UTC", "bogota": "America/Bogota",
}  # fmt: skip

# Countries with one civil time, or one that nearly all of their people live by.
_COUNTRY = {
    "SY": "Asia/Damascus", "IQ": "Asia/Baghdad", "PS": "Asia/Gaza", "IL": "Asia/Jerusalem", "LB": "Asia/Beirut",
    "JO": "Asia/Amman", "TR": "Europe/Istanbul", "IR": "Asia/Tehran", "YE": "Asia/Aden", "SA": "Asia/Riyadh",
    "AE": "Asia/Dubai", "QA": "Asia/Qatar", "KW": "Asia/Kuwait", "BH": "Asia/Bahrain", "OM": "Asia/Muscat",
    "EG": "Africa/Cairo", "LY": "Africa/Tripoli", "SD": "Africa/Khartoum", "SS": "Africa/Juba", "ET": "Africa/Addis_Ababa",
    "ER": "Africa/Asmara", "SO": "Africa/Mogadishu", "DJ": "Africa/Djibouti", "KE": "Africa/Nairobi", "UG": "Africa/Kampala",
    "RW": "Africa/Kigali", "BI": "Africa/Bujumbura", "CF": "Africa/Bangui", "TD": "Africa/Ndjamena", "NE": "Africa/Niamey",
    "ML": "Africa/Bamako", "BF": "Africa/Ouagadougou", "MR": "Africa/Nouakchott", "SN": "Africa/Dakar", "NG": "Africa/Lagos",
    "CM": "Africa/Douala", "DZ": "Africa/Algiers", "TN": "Africa/Tunis", "MA": "Africa/Casablanca", "MZ": "Africa/Maputo",
    "ZA": "Africa/Johannesburg", "UA": "Europe/Kyiv", "BY": "Europe/Minsk", "PL": "Europe/Warsaw", "MD": "Europe/Chisinau",
    "RO": "Europe/Bucharest", "GE": "Asia/Tbilisi", "AM": "Asia/Yerevan", "AZ": "Asia/Baku", "AF": "Asia/Kabul",
    "PK": "Asia/Karachi", "IN": "Asia/Kolkata", "BD": "Asia/Dhaka", "MM": "Asia/Yangon", "TH": "Asia/Bangkok",
    "LK": "Asia/Colombo", "NP": "Asia/Kathmandu", "PH": "Asia/Manila", "VN": "Asia/Ho_Chi_Minh", "KH": "Asia/Phnom_Penh",
    "CN": "Asia/Shanghai", "KP": "Asia/Pyongyang", "KR": "Asia/Seoul", "JP": "Asia/Tokyo", "CO": "America/Bogota",
    "VE": "America/Caracas", "GT": "America/Guatemala", "HN": "America/Tegucigalpa", "SV": "America/El_Salvador",
    "NI": "America/Managua", "HT": "America/Port-au-Prince", "PE": "America/Lima", "GB": "Europe/London",
    "FR": "Europe/Paris", "DE": "Europe/Berlin", "IT": "Europe/Rome", "GR": "Europe/Athens", "CY": "Asia/Nicosia",
    "RS": "Europe/Belgrade", "BA": "Europe/Sarajevo", "XK": "Europe/Belgrade", "HR": "Europe/Zagreb", "AL": "Europe/Tirane",
    "TJ": "Asia/Dushanbe", "KG": "Asia/Bishkek", "UZ": "Asia/Tashkent", "TM": "Asia/Ashgabat", "CI": "Africa/Abidjan",
    "GH": "Africa/Accra", "BJ": "Africa/Porto-Novo", "TG": "Africa/Lome", "GN": "Africa/Conakry", "SL": "Africa/Freetown",
    "LR": "Africa/Monrovia", "TZ": "Africa/Dar_es_Salaam", "ZW": "Africa/Harare", "AO": "Africa/Luanda",
}  # fmt: skip


def zone_of_country(country: str) -> str:
    """Return the IANA zone that a country lives by, or an empty string where it has several.

    Args:
        country: ISO 3166-1 alpha-2.
    """
    return _COUNTRY.get(country, "")


def read_zone(text: str) -> StatedZone | None:
    """Read a zone from words beside a clock time.

    Args:
        text: As written, such as "17:00 Moscow time".

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
        return StatedZone(_CODES[found["code"]])
    for found in _CITY_TIME.finditer(text):
        zone = _NAMED.get(found["name"].lower())
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
