"""Times of day in words: clock times, ranges of them, and parts of a day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from crossbearing.model.values import TimePrecision
from crossbearing.resolve.times.spoken import HALF_NOT_SAID

__all__ = ["Clock", "read_clock"]

_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """A stretch of a day, in minutes since midnight; the end may lie in the next day.

    Args:
        low: First admissible minute.
        high: For clock times the last minute, for parts of a day the one behind the last.
        precision: `minute`, `hour` or `part_of_day`.
        about: Stated as approximate.
        zulu: Whether the time was written with a Z.
        open_start: For "before 5 pm".
        open_end: For "after 5 pm", "since 5 pm".
        either: Whether nothing tells morning from afternoon; the times are then those of the morning.
    """

    low: int
    high: int
    precision: TimePrecision
    about: bool = False
    zulu: bool = False
    open_start: bool = False
    open_end: bool = False
    either: bool = False


_TIME_12 = re.compile(r"(?<![\d:])(?P<h>\d{1,2})(?:[:.](?P<m>[0-5]\d))?\s*(?P<ap>[ap])\.?\s?m\b\.?", re.IGNORECASE)
_TONIGHT = re.compile(
    r"(?<![\d:.])(?P<h>\d{1,2})(?:[:.](?P<m>[0-5]\d))?\s+in\s+the\s+(?P<part>morning|afternoon|evening)\b|"
    r"(?<![\d:.])(?P<h2>\d{1,2})(?:[:.](?P<m2>[0-5]\d))?\s+tonight\b",
    re.IGNORECASE,
)
_TIME_24 = re.compile(r"(?<![\d:.,/-])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?P<z>Z\b)?(?!\d)")
_TIME_24_DOT = re.compile(
    r"(?:\bat\s+|\bfrom\s+|\bbetween\s+|\baround\s+|\babout\s+)(?P<h>[01]?\d|2[0-3])\.(?P<m>[0-5]\d)\b(?!\s*(?:%|km|m\b|miles))|"
    r"\b(?P<h3>[01]?\d|2[0-3])h(?P<m3>[0-5]\d)\b|\b(?P<h2>[01]?\d|2[0-3])[.h](?P<m2>[0-5]\d)(?=\s*(?:hours|hrs|local|GMT|UTC|h\b|o'clock))",
    re.IGNORECASE,
)
_TIME_MIL = re.compile(
    r"\b(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)\s*(?P<z>Z\b)?(?P<unit>(?:hours|hrs|h)\b|(?=\s*(?:local|GMT|UTC|Moscow|Damascus|Baghdad|Kyiv|Israel)))",
    re.IGNORECASE,
)
_TIME_MIL_Z = re.compile(r"\b(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)Z\b")
_OCLOCK = re.compile(
    r"\b(?P<h>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+o['\u2019]clock\b",
    re.IGNORECASE,
)
_EITHER = re.compile(rf"(?<![\d:.])(?P<h>\d{{1,2}}):(?P<m>[0-5]\d)\s+{re.escape(HALF_NOT_SAID)}")
_RANGE_12 = re.compile(
    r"(?<![\d:])(?P<h1>\d{1,2})(?:[:.](?P<m1>[0-5]\d))?\s*(?:(?P<ap1>[ap])\.?\s?m\b\.?)?\s*(?:-|\u2013|\u2014|to|and|until|till)\s*"
    r"(?P<h2>\d{1,2})(?:[:.](?P<m2>[0-5]\d))?\s*(?P<ap2>[ap])\.?\s?m\b",
    re.IGNORECASE,
)
_RANGE_24 = re.compile(
    r"(?<![\d:.,/-])(?P<h1>[01]?\d|2[0-4])[:.](?P<m1>[0-5]\d)\s*(?:hours\s*)?(?:-|\u2013|\u2014|to|and|until|till)\s*(?P<h2>[01]?\d|2[0-4])[:.](?P<m2>[0-5]\d)(?!\d)",
    re.IGNORECASE,
)
_RANGE_MIL = re.compile(
    r"\b(?P<h1>[01]\d|2[0-3])(?P<m1>[0-5]\d)\s*(?:-|\u2013|\u2014|to|and|until|till)\s*(?P<h2>[01]\d|2[0-3])(?P<m2>[0-5]\d)(?=\s*(?:hours|hrs|h\b|local|GMT|UTC|Z\b))",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|approximately|roughly|circa|nearly|almost|some time around|at or about)|~)\s*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:before|until|till|by|no later than)\s*$", re.IGNORECASE)
_JUST_BEFORE = re.compile(r"\b(?:just|shortly|minutes|moments|a little|slightly)\s+before\s*$", re.IGNORECASE)
_JUST_AFTER = re.compile(
    r"\b(?:just|shortly|minutes|moments|a little|soon|slightly)\s+(?:after|past)\s*$", re.IGNORECASE
)
_AFTER = re.compile(r"\b(?:after|since|from|starting at|no earlier than)\s*$", re.IGNORECASE)
_NAMED = re.compile(r"\b(?P<name>midnight|noon|mid-?day|noontime)\b", re.IGNORECASE)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
          "eleven": 11, "twelve": 12}  # fmt: skip

# Parts of a day in minutes, as wide as usage is: TIMEX3's MO, AF, EV, NI and the hours that weather services give them.
_PARTS: tuple[tuple[re.Pattern[str], int, int], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), low, high)
    for pattern, low, high in (
        (r"\b(?:before|pre-?)\s*(?:dawn|daybreak|sunrise)\b", 180, 360),
        (r"\b(?:dawn|daybreak|sunrise|first light|fajr)\b", 240, 420),
        (r"\b(?:early|small|wee)\s+hours\b|\bafter midnight\b", 0, 360),
        (r"\bfirst\s+hours\s+of\s+(?:the\s+)?(?:\d|\w+day|[a-z]+\s+\d)", 0, 360),
        (r"\bafter\s+(?:dark|nightfall)\b", 1080, 1500),
        (r"\blunch(?:[- ]?time)?\b", 690, 870),
        (r"\bbreakfast(?:[- ]?time)?\b", 360, 570),
        (r"\b(?:broad\s+daylight|daylight\s+hours)\b", 360, 1080),
        (r"\bfriday\s+prayers?\b|\bjumu'?ah?\b", 720, 900),
        (r"\b(?:sunset|maghrib|iftar)\s+prayers?\b|\biftar\b", 1020, 1230),
        (r"\b(?:noon|midday|dhuhr|zuhr)\s+prayers?\b", 690, 840),
        (r"\b(?:night|isha)\s+prayers?\b", 1110, 1320),
        (r"\bearly\s+(?:in the\s+|on\s+\w+\s+|\w+\s+)?morning\b|\bearly this morning\b", 240, 540),
        (r"\blate\s+(?:in the\s+)?morning\b", 570, 720),
        (r"\bmid-?morning\b", 540, 660),
        (r"\bforenoon\b", 360, 720),
        (r"\bmorning\b", 300, 720),
        (r"\bearly\s+(?:in the\s+)?afternoon\b", 720, 900),
        (r"\blate\s+(?:in the\s+)?afternoon\b", 930, 1110),
        (r"\bmid-?afternoon\b", 840, 960),
        (r"\bafternoon\b", 720, 1080),
        (r"\b(?:dusk|sunset|nightfall|twilight|sundown)\b", 1020, 1230),
        (r"\bearly\s+(?:in the\s+)?evening\b", 1020, 1200),
        (r"\blate\s+(?:in the\s+)?evening\b", 1200, 1440),
        (r"\bevening\b", 1020, 1380),
        (r"\bovernight\b|\bduring the night\b|\bin the night\b", 1200, 1860),
        (r"\blate\s+(?:at\s+)?night\b", 1320, 1620),
        (r"\b(?:night|tonight)\b", 1200, 1800),
        (r"\bearly\s+(?:on\b|in the day\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|today\b|yesterday\b)", 0, 600),
        (
            r"\blate\s+(?:on\b|in the day\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|today\b|yesterday\b)",
            1020,
            1440,
        ),
        (r"^\s*early$", 0, 600),
        (r"^\s*late$", 1020, 1440),
    )
)


@lru_cache(maxsize=8192)
def read_clock(text: str) -> Clock | None:
    """Read a time of day.

    Args:
        text: As written.

    Returns:
        The stretch, or None where the words name no time of day.
    """
    return _ranges(text) or _points(text) or _parts(text)


def _to_24(hour: int, half: str) -> int:
    return hour % 12 + (12 if half.lower() == "p" else 0)


def _ranges(text: str) -> Clock | None:
    found = _RANGE_12.search(text)
    if found and int(found["h1"]) <= 12 and 1 <= int(found["h2"]) <= 12:
        high = _to_24(int(found["h2"]), found["ap2"]) * 60 + int(found["m2"] or 0)
        half = found["ap1"] or found["ap2"]
        low = _to_24(int(found["h1"]), half) * 60 + int(found["m1"] or 0)
        if low > high and not found["ap1"]:
            low -= 720
        return _range(low, high, text, found.start())
    found = _RANGE_24.search(text) or _RANGE_MIL.search(text)
    if found:
        low = int(found["h1"]) * 60 + int(found["m1"])
        return _range(low, int(found["h2"]) * 60 + int(found["m2"]), text, found.start())
    return None


def _range(low: int, high: int, text: str, start: int) -> Clock:
    return Clock(low, high if high >= low else high + _MINUTES, TimePrecision.MINUTE, bool(_ABOUT.search(text[:start])))


def _points(text: str) -> Clock | None:
    found = _TONIGHT.search(text)
    if found and 1 <= int(found["h"] or found["h2"]) <= 12:
        hour, minute = int(found["h"] or found["h2"]), int(found["m"] or found["m2"] or 0)
        late = (found["part"] or "night").lower() != "morning" and not (found["part"] and hour == 12)
        return _point(_to_24(hour, "p" if late else "a") * 60 + minute, text, found.start())
    found = _EITHER.search(text)
    if found and 1 <= int(found["h"]) <= 12:
        return replace(_point(int(found["h"]) % 12 * 60 + int(found["m"]), text, found.start()), either=True)
    found = _TIME_12.search(text)
    if found and 1 <= int(found["h"]) <= 12:
        return _point(_to_24(int(found["h"]), found["ap"]) * 60 + int(found["m"] or 0), text, found.start())
    found = _TIME_24.search(text)
    if found:
        return _point(int(found["h"]) * 60 + int(found["m"]), text, found.start(), bool(found["z"]))
    found = _TIME_MIL_Z.search(text)
    if found:
        return _point(int(found["h"]) * 60 + int(found["m"]), text, found.start(), True)
    found = _TIME_MIL.search(text)
    if found:
        return _point(int(found["h"]) * 60 + int(found["m"]), text, found.start(), bool(found["z"]))
    found = _TIME_24_DOT.search(text)
    if found:
        return _point(
            int(found["h"] or found["h2"] or found["h3"]) * 60 + int(found["m"] or found["m2"] or found["m3"]),
            text,
            found.start(),
        )
    return _in_words(text)


def _in_words(text: str) -> Clock | None:
    """Read "five o'clock" and "noon"."""
    found = _OCLOCK.search(text)
    if found:
        hour = _WORDS.get(found["h"].lower()) or int(found["h"])
        half = re.search(r"\b(morning|afternoon|evening|night)\b", text, re.IGNORECASE)
        if hour > 24 or (half is None and not 1 <= hour <= 23):
            return None
        if half is None and hour <= 12:
            return replace(_point(hour % 12 * 60, text, found.start()), either=True)
        if half is not None and half[1].lower() != "morning" and hour < 12:
            hour += 12
        return _point(hour * 60, text, found.start())
    found = _NAMED.search(text)
    if found and (
        _JUST_AFTER.search(text[: found.start()])
        or not re.search(r"\bafter(?:noon)?\s*$", text[: found.start()], re.IGNORECASE)
    ):
        minute = 0 if found["name"].lower() == "midnight" else 720
        if minute == 0 and _BEFORE.search(text[: found.start()]) and not _JUST_BEFORE.search(text[: found.start()]):
            minute = _MINUTES  # "until midnight" is the end of the day
        return _point(minute, text, found.start())
    return None


def _point(minute: int, text: str, start: int, zulu: bool = False) -> Clock:
    before = text[:start]
    if _JUST_BEFORE.search(before):
        return Clock(max(0, minute - 15), minute, TimePrecision.MINUTE, True, zulu)
    if _JUST_AFTER.search(before):
        return Clock(minute, minute + 15, TimePrecision.MINUTE, True, zulu)
    return Clock(
        minute,
        minute,
        TimePrecision.MINUTE,
        bool(_ABOUT.search(before)),
        zulu,
        open_start=bool(_BEFORE.search(before)),
        open_end=bool(_AFTER.search(before)),
    )


def _parts(text: str) -> Clock | None:
    for pattern, low, high in _PARTS:
        if pattern.search(text):
            return Clock(low, high, TimePrecision.PART_OF_DAY)
    return None
