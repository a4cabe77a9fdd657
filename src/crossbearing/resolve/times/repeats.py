"""Repeated times: "every night", "daily", "twice a week", which name no single moment."""

from __future__ import annotations

import re
from functools import lru_cache

from crossbearing.resolve.times.calendar_words import DAY_NAMES, MONTHS, NUMBER, ORDINALS
from crossbearing.resolve.times.clocks import read_clock
from crossbearing.resolve.times.dates import number_of

__all__ = ["read_repeats"]

_UNITS = {"second": "PT{}S", "minute": "PT{}M", "min": "PT{}M", "hour": "PT{}H", "day": "P{}D", "night": "P{}D",
          "week": "P{}W", "fortnight": "P{}W", "month": "P{}M", "year": "P{}Y"}  # fmt: skip
_UNIT = r"(?P<unit>second|minute|min|hour|day|week|fortnight|month|year)s?"
_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "dawn": "TDAW", "noon": "TMI",
          "midday": "TMI", "sunrise": "TDAW", "sunset": "TEV", "dusk": "TEV"}  # fmt: skip
_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_EACH = r"\b(?:every(?:\s+single)?|each)\s+"
_ADVERBS = (
    (re.compile(r"\b(?:day\s+(?:and|in,?\s+day\s+out|after\s+day)|night\s+and\s+day|round[- ]the[- ]clock|"
                r"around\s+the\s+clock|(?:twice\s+)?daily)\b(?!\s+(?:briefing|bulletin|report|newspaper|news|mail|star|sabah|telegraph|life|"
                r"bread|lives|basis\b\s+of))", re.IGNORECASE), "P1D"),
    (re.compile(r"\bnightly\b", re.IGNORECASE), "XXXX-XX-XXTNI"),
    (re.compile(r"\b(?:most|many|all)\s+nights\b|\bat\s+nights?\s+and\b", re.IGNORECASE), "XXXX-XX-XXTNI"),
    (re.compile(r"\b(?:most|many)\s+(?:mornings)\b", re.IGNORECASE), "XXXX-XX-XXTMO"),
    (re.compile(r"\b(?:most|many)\s+(?:evenings)\b", re.IGNORECASE), "XXXX-XX-XXTEV"),
    (re.compile(r"\bmost\s+days\b", re.IGNORECASE), "P1D"),
    (re.compile(r"\b(?:at\s+|on\s+|every\s+|most\s+)?weekends\b|\bevery\s+weekend\b", re.IGNORECASE), "XXXX-WXX-WE"),
    (re.compile(r"\bnight\s+after\s+night\b", re.IGNORECASE), "XXXX-XX-XXTNI"),
    (re.compile(r"\bhourly\b", re.IGNORECASE), "PT1H"),
    (re.compile(r"\b(?:weekly|week\s+after\s+week)\b", re.IGNORECASE), "P1W"),
    (re.compile(r"\b(?:fortnightly|biweekly)\b", re.IGNORECASE), "P2W"),
    (re.compile(r"\b(?:monthly|month\s+after\s+month)\b", re.IGNORECASE), "P1M"),
    (re.compile(r"\b(?:quarterly)\b", re.IGNORECASE), "P3M"),
    (re.compile(r"\b(?:yearly|annually|year\s+after\s+year)\b", re.IGNORECASE), "P1Y"),
)  # fmt: skip
_TIMES_A = re.compile(
    rf"\b(?:once|twice|thrice|(?:{NUMBER}|several|a\s+few|many|multiple)\s+times)\s+(?:a|an|per|each|every)\s+"
    rf"(?:(?P<number>{NUMBER})\s+)?{_UNIT}\b",
    re.IGNORECASE,
)
_EVERY_N = re.compile(rf"{_EACH}(?:(?P<number>{NUMBER}|other|second|few|couple\s+of)\s+)?{_UNIT}\b", re.IGNORECASE)
_EVERY_PART = re.compile(rf"{_EACH}(?P<part>{'|'.join(_PARTS)})\b", re.IGNORECASE)
_WEEKDAY = "|".join(name for name in DAY_NAMES)
_EVERY_WEEKDAY = re.compile(
    rf"(?:{_EACH}(?P<one>{_WEEKDAY})\b|(?:\bon\s+)?\b(?P<many>{_WEEKDAY})s\b(?!['\u2019]))"
    rf"(?:\s+(?P<part>{'|'.join(_PARTS)})s?)?",
    re.IGNORECASE,
)
_EVERY_SEASON = re.compile(rf"{_EACH}(?P<season>{'|'.join(_SEASONS)})\b", re.IGNORECASE)
_MONTH = "|".join(sorted((name for name in MONTHS if len(name) > 3), key=len, reverse=True))
_EVERY_DATE = re.compile(
    rf"{_EACH}(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH}|may)|"
    rf"(?P<month2>{_MONTH}|may)(?:\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)?)\b",
    re.IGNORECASE,
)
_EVERY_NTH = re.compile(rf"{_EACH}(?P<word>{'|'.join(ORDINALS)})\s+{_UNIT}\b", re.IGNORECASE)
_MOSTLY = re.compile(r"^\s*(?:(?:on|at|for|almost|nearly|about|roughly|practically)\s+)*", re.IGNORECASE)


@lru_cache(maxsize=8192)
def read_repeats(text: str) -> str:
    """Return how often a repeated time comes, as the value of a TIMEX3 tag of type SET, or an empty string.

    Args:
        text: As written ("every few weeks", "on Fridays", "twice a day").

    Returns:
        A period (`P1D`, `PT8H`, `PXW`) or a pattern of dates (`XXXX-WXX-5`, `XXXX-XX-XXTNI`, `XXXX-05-03`). Values are
        those of TimeML 1.2.1 (TimeML Annotation Guidelines, section on sets).
    """
    return _dates(text) or _periods(text)


def _dates(text: str) -> str:
    found = _EVERY_DATE.search(text)
    if found:
        month = MONTHS[(found["month"] or found["month2"]).lower()]
        day = found["day"] or found["day2"]
        return f"XXXX-{month:02d}-{int(day):02d}" if day else f"XXXX-{month:02d}"
    found = _EVERY_SEASON.search(text)
    if found:
        return f"XXXX-{_SEASONS[found['season'].lower()]}"
    found = _EVERY_WEEKDAY.search(text)
    if found:
        number = DAY_NAMES.index((found["one"] or found["many"]).lower()) + 1
        return f"XXXX-WXX-{number}{_PARTS[found['part'].lower()] if found['part'] else _clock(text, found.end())}"
    found = _EVERY_PART.search(text)
    if found:
        return f"XXXX-XX-XX{_clock(text, found.end(), found['part']) or _PARTS[found['part'].lower()]}"
    return ""


def _clock(text: str, end: int, part: str = "") -> str:
    """Return the time of day that follows, such as `T19:00`: its half of the day may be that of the part before."""
    rest = text[end:]
    clock = read_clock(rest) or (read_clock(f"{rest.strip()} in the {part}") if part else None)
    if clock is None or clock.low != clock.high:
        return ""
    return f"T{clock.low // 60 % 24:02d}:{clock.low % 60:02d}"


def _periods(text: str) -> str:
    for pattern, value in _ADVERBS:
        # "A daily of the capital" is a newspaper: an adverb of frequency leads the words or ends them.
        found = pattern.search(text)
        if found and (found.start() <= len(_lead(text)) or found.end() == len(text.rstrip())):
            return value
    found = _TIMES_A.search(text)
    if found:
        return _period(found["unit"], found["number"] or "1")
    found = _EVERY_NTH.search(text)
    if found and found["word"].lower() != "second":
        return _period(found["unit"], str(ORDINALS[found["word"].lower()]))
    found = _EVERY_N.search(text)
    if found:
        rest = _clock(text, found.end()) if found["unit"].lower() == "day" and not found["number"] else ""
        return f"XXXX-XX-XX{rest}" if rest else _period(found["unit"], found["number"] or "1")
    return ""


def _lead(text: str) -> str:
    match = _MOSTLY.match(text)
    return match[0] if match else ""


def _period(unit: str, number: str) -> str:
    word = " ".join(number.lower().split())
    count = {"other": 2, "second": 2, "couple of": 2}.get(word, None if word == "few" else number_of(word))
    if unit.lower() == "fortnight" and count is not None:
        count *= 2
    return _UNITS[unit.lower()].format("X" if count is None else count)
