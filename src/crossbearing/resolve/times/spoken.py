"""Clock times in words and in the notation of logs, rewritten as the figures that `clocks` reads.

"Ten past nine last night", "half past three in the afternoon", "1420L", "041040Z MAY 09".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["HALF_NOT_SAID", "plain_figures"]

HALF_NOT_SAID = "o'clock"
"""The word that stands behind a clock time of which nothing says whether it is in the morning or the afternoon."""

_HOURS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
          "eleven": 11, "twelve": 12}  # fmt: skip
_MINUTES = {"half": 30, "quarter": 15, "a quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25,
            "twenty five": 25}  # fmt: skip
_HOUR = r"(?:\d{1,2}|" + "|".join(_HOURS) + r")"
_HALF = (
    r"(?P<half>\s*(?P<ap>[ap])\.?\s?m\b\.?|\s+(?:(?:o['\u2019]clock\s+)?(?:in\s+the\s+(?P<part>morning|afternoon|evening)|"
    r"(?P<night>at\s+night|tonight|last\s+night|that\s+night)|this\s+(?P<this>morning|afternoon|evening)|"
    r"(?:yesterday|tomorrow)\s+(?P<other>morning|afternoon|evening)|(?:on\s+)?\w+day\s+(?P<of>morning|afternoon|evening|night))))?"
)
_PAST_TO = re.compile(
    rf"\b(?:(?P<words>half|a\s+quarter|quarter|twenty[- ]five|twenty|ten|five)|(?P<figure>\d{{1,2}})\s*(?=min))"
    rf"(?:\s*min(?:ute)?s?)?\s+(?P<side>past|to|after)\s+(?P<hour>{_HOUR})\b(?!\s*(?:-|\u2013|to)\s*\d){_HALF}"
    r"(?=\s*(?:$|[,.;)]|\b(?:on|at|last|this|yesterday|today|tonight|tomorrow|local|o['\u2019]clock|and|\w+day)\b))",
    re.IGNORECASE,
)
_WORD_HOUR = re.compile(
    rf"\b(?P<hour>{'|'.join(_HOURS)})(?:\s+o['\u2019]clock)?"
    r"(?=\s+(?:in\s+the\s+(?:morning|afternoon|evening)|at\s+night)\b|\s*[ap]\.?m\b)",
    re.IGNORECASE,
)
_AT_NIGHT = re.compile(r"\b(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d))?\s+at\s+night\b", re.IGNORECASE)
_BARE_HOUR = re.compile(
    rf"^\s*(?P<lead>(?:only\s+)?(?:at|around|about|by|until|till|before|after|since)"
    rf"(?:\s+(?:about|around))?|(?:a\s+little|just|shortly|soon)\s+(?:after|past|before))\s+(?P<hour>{_HOUR})\s*$",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?P<d>[0-3]\d)\s?(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)\s?(?P<z>[A-Z])\s?"
    r"(?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\s?(?P<y>\d{4}|\d{2})?\b",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"\b(?P<h>[01]\d|2[0-3]):?(?P<m>[0-5]\d)\s?L\b")
_FOUR = re.compile(
    r"^\s*(?P<lead>(?:at|around|about|approximately|approx\.?|circa|ca\.?|from|until|till|by|before|after|since|~)\s*)?"
    r"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?P<more>(?:\s+(?:on|yesterday|today|tomorrow|this|last)\b.*)?)$",
    re.IGNORECASE,
)
_YEARLIKE = re.compile(r"^(?:19\d\d|20[0-5]\d)$")
_WHOLE_H = re.compile(r"\b(?P<h>[01]?\d|2[0-3])\s?(?:h|H|hrs|hours)\b(?!\s*\d)")
_APPROX = re.compile(r"\b(?:approx\.?|circa|ca\.)\s*(?=\d)", re.IGNORECASE)
_NAMED_ENDS = re.compile(
    r"\b(?P<name>noon|mid-?day|midnight)(?=\s*(?:-|\u2013|to|and|until|till)\s*\d)|"
    r"(?P<lead>(?:\d|[ap]\.?m\.?)\s*(?:-|\u2013|to|and|until|till)\s*)(?P<name2>noon|mid-?day|midnight)\b",
    re.IGNORECASE,
)
_RANGE_IN_PART = re.compile(
    rf"\b(?P<one>{_HOUR}(?::[0-5]\d)?)\s*(?P<join>-|\u2013|to|and|until|till|or)\s*(?P<two>{_HOUR}(?::[0-5]\d)?)\s+"
    r"(?:in\s+the|on\s+\w+day|\w+day|this|yesterday|tomorrow)\s+(?P<part>morning|afternoon|evening)\b",
    re.IGNORECASE,
)
_DOTTED = re.compile(
    r"^\s*(?P<lead>(?:at|around|about|by|from|until|till|since|after|before)\s+)?(?P<h>0\d|1[3-9]|2[0-3])\.(?P<m>[0-5]\d)\s*$"
)
_DASHED = re.compile(r"\b(?P<d>\d{1,2})-(?P<month>[A-Za-z]{3,9})-(?P<y>\d{4}|\d\d)\b")
_BASIC = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_HALF_YEARS = re.compile(r"\b(?:half\s+a\s+year|(?P<more>a\s+year\s+and\s+a\s+half))\b", re.IGNORECASE)
_QUARTERS = re.compile(r"\b(?:a\s+)?(?P<three>three[\s-]+)?quarters?\s+of\s+an\s+hour\b", re.IGNORECASE)
# Letters of military time zones (ACP 121): A to M without J are east of Greenwich, N to Y west, Z is Greenwich.
_EAST = {letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", 1)}
_WEST = {letter: hours for hours, letter in enumerate("NOPQRSTUVWXY", 1)}


@lru_cache(maxsize=8192)
def plain_figures(text: str) -> str:
    """Return an expression with its clock times in figures, other words untouched.

    Args:
        text: As written.

    Returns:
        "21:10 last night" for "ten past nine last night"; where nothing tells the half of the day, the time stands
        before `HALF_NOT_SAID` ("7:15 o'clock").
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = _APPROX.sub("about ", plain)
    plain = _DASHED.sub(
        lambda found: f"{found['d']} {found['month']} {found['y'] if len(found['y']) == 4 else '20' + found['y']}",
        plain,
    )
    plain = _BASIC.sub(lambda found: f"{found['y']}-{found['m']}-{found['d']}", plain)
    plain = _QUARTERS.sub(lambda found: "45 minutes" if found["three"] else "15 minutes", plain)
    plain = _HALF_YEARS.sub(lambda found: "18 months" if found["more"] else "six months", plain)
    plain = _NAMED_ENDS.sub(_of_named_end, plain)
    plain = _RANGE_IN_PART.sub(_of_range_in_part, plain)
    plain = _DOTTED.sub(lambda found: f"{found['lead'] or ''}{found['h']}:{found['m']}", plain)
    plain = _GROUP.sub(_of_group, plain)
    plain = _LOCAL.sub(lambda found: f"{found['h']}:{found['m']} local", plain)
    plain = _PAST_TO.sub(_of_words, plain)
    plain = _AT_NIGHT.sub(_of_night, plain)
    plain = _WORD_HOUR.sub(lambda found: str(_HOURS[found["hour"].lower()]), plain)
    plain = _BARE_HOUR.sub(_of_bare_hour, plain)
    plain = _FOUR.sub(_of_four, plain)
    return _WHOLE_H.sub(lambda found: f"{found['h']}:00", plain) if _is_hour(plain) else plain


def _is_hour(text: str) -> bool:
    """Whether "17h" is a time and no length: it stands behind a word that leads a time, or alone."""
    return bool(re.search(r"(?:^|\b(?:at|around|about|from|until|by|since)\s+)\d{1,2}\s?[hH]\b", text))


def _of_group(found: re.Match[str]) -> str:
    letter = found["z"].upper()
    if letter == "Z":
        zone = "GMT"
    elif letter == "J":
        zone = "local"
    elif letter in _EAST:
        zone = f"UTC+{_EAST[letter]}"
    else:
        zone = f"UTC-{_WEST[letter]}"
    year = f" 20{found['y']}" if found["y"] and len(found["y"]) == 2 else f" {found['y'] or ''}"
    return f"{int(found['d'])} {found['month'].capitalize()}{year.rstrip()} {found['h']}:{found['m']} {zone}"


def _of_words(found: re.Match[str]) -> str:
    minutes = int(found["figure"]) if found["figure"] else _MINUTES[" ".join(found["words"].lower().split())]
    hour = _HOURS.get(found["hour"].lower()) or int(found["hour"])
    if hour > 12:
        return found[0]
    total = hour * 60 + (-minutes if found["side"].lower() == "to" else minutes)
    part = found["part"] or found["this"] or found["other"] or found["of"]
    if found["ap"]:
        return f"{total // 60 % 12 or 12}:{total % 60:02d} {found['ap']}m"
    if part is None and not found["night"]:
        return f"{total // 60 or 12}:{total % 60:02d} {HALF_NOT_SAID}"
    return _clock(total, part or "night") + (found["half"] or "")


def _of_named_end(found: re.Match[str]) -> str:
    name = (found["name"] or found["name2"]).lower()
    return f"{found['lead'] or ''}12 {'a.m.' if name == 'midnight' else 'p.m.'}"


def _of_range_in_part(found: re.Match[str]) -> str:
    """Return "6 to 7 in the morning" with both hours in the half of the day that is said of them."""
    half = "a.m." if found["part"].lower() == "morning" else "p.m."
    one, two = (re.sub(r"^[a-z]+", lambda word: str(_HOURS[word[0].lower()]), found[name], flags=re.IGNORECASE)
                for name in ("one", "two"))  # fmt: skip
    rest = found[0][found.end("two") - found.start() :]
    day = re.sub(r"^\s*in\s+the\s+\w+$", "", rest)
    return f"{one} {half} to {two} {half}{day}"


def _of_night(found: re.Match[str]) -> str:
    return _clock(int(found["hour"]) * 60 + int(found["minute"] or 0), "night")


def _clock(total: int, part: str) -> str:
    """Return a time of the twelve-hour clock, in minutes, as one of the day's part that it is said of."""
    hour, minute = divmod(total % 720, 60)
    late = part.lower() in ("afternoon", "evening") or (part.lower() == "night" and hour >= 5)
    return f"{hour + 12 if late else hour:02d}:{minute:02d}"


def _of_bare_hour(found: re.Match[str]) -> str:
    hour = _HOURS.get(found["hour"].lower()) or int(found["hour"])
    return f"{found['lead']} {hour}:00 {HALF_NOT_SAID}" if 1 <= hour <= 12 else found[0]


def _of_four(found: re.Match[str]) -> str:
    figures = f"{found['h']}{found['m']}"
    if _YEARLIKE.match(figures) and (found["lead"] or "").strip().lower() not in ("at", "around"):
        return found[0]
    return f"{found['lead'] or ''}{found['h']}:{found['m']}{found['more']}"
