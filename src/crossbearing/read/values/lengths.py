"""Lengths of time as stated: "about an hour", "27 minutes", "hours"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crossbearing.model.values import Duration

__all__ = ["Length", "durations"]

_NUMBER_WORDS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "twenty-five": 25,
    "thirty-five": 35,
    "forty-five": 45,
    "ninety": 90,
    "a dozen": 12,
    "half a": 0.5,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "half an": 0.5,
    "couple of": 2,
    "a couple of": 2,
    "half": 0.5,
}


@dataclass(frozen=True, slots=True)
class Length:
    """A duration in a sentence."""

    start: int
    end: int
    value: Duration


_UNIT_SECONDS = {
    "second": 1,
    "minute": 60,
    "min": 60,
    "hour": 3600,
    "day": 86400,
    "week": 604800,
    "month": 2629800,
    "year": 31557600,
    "hr": 3600,
    "fortnight": 1209600,
    "night": 86400,
}


_DURATION = re.compile(
    r"\b(?P<mod>(?:just\s+)?(?:more than|less than|at least|at most|up to|over|under"
    r"|within|in less than|in under|inside|nearly|almost|about|around|roughly"
    r"|some|approximately|close to|slightly more than|no more than|an estimated)\s+)?(?P<between>between\s+)?"
    r"(?P<low>half an?|a couple of|a dozen|a few|several|\d+(?:\.\d+)?|an?|one|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty-five|twenty"
    r"|thirty-five|thirty|forty-five|forty|fifty|sixty|ninety)(?P<more>\s+and\s+a\s+half)?"
    r"(?:(?:\s*(?:-|\u2013|to|or)\s*|(?(between)\s+and\s+|(?!)))(?P<high>\d+(?:\.\d+)?|two|three|four|five|six|seven"
    r"|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty))?"
    r"(?:\s+(?:whole|full|long))?[\s-]+(?P<unit>second|minute|min|hour|hr|day|week|month"
    r"|year|fortnight|night)s?\b(?P<half>\s+and\s+a\s+half)?"
    r"(?P<two>\s+or\s+two\b)?(?P<longer>,?\s+or\s+(?:even\s+|slightly\s+|a\s+little\s+|a\s+bit\s+)?"
    r"(?:more|longer|so)\b)?(?P<most>,?\s+(?:at\s+(?:the\s+)?most|or\s+less|tops)\b)?"
    r"(?:,?\s+(?:and\s+)?(?P<rest>\d+|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty)"
    r"\s+(?P<small>second|minute|min|hour|day|month)s?\b)?",
    re.IGNORECASE,
)


_SHORT = re.compile(r"\b(?:(?P<hours>\d{1,2})\s?h(?:rs?)?\s?)(?P<minutes>[0-5]?\d)\s?m(?:in)?s?\b", re.IGNORECASE)
"""1h 15m."""

_UNITS = ("second", "minute", "min", "hour", "hr", "day", "week", "month", "year", "night", "decade")
_HOURS = re.compile(r"\d\s?h")
"""What a text must hold to state a length of time: most do not, and this is told much faster."""

_CLOCK = re.compile(r"(?:0\d|1\d|2[0-3])[0-5]\d\s+hours\b", re.IGNORECASE)
_MOST = re.compile(
    r"\b(?:(?:the\s+)?(?:better|best|greater)\s+part|much|most)\s+of\s+(?:an|the|one)\s+(?:hour|day|night|week|morning|afternoon"
    r"|evening)\b|\ball\s+(?:night|day|morning|afternoon|evening|week)(?:\s+long)?\b|\bthroughout\s+the\s+(?:whole\s+)?(?:night|day"
    r"|morning|afternoon|evening)\b|\bthe\s+(?:whole|entire)\s+(?:night|day|morning|afternoon|evening)\b"
    r"|\b(?:a\s+|three[\s-]+)?quarters?\s+of\s+an\s+hour\b",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"^(?P<three>three[\s-]+)?(?:a\s+)?quarter", re.IGNORECASE)
_VAGUE_DURATION = re.compile(
    r"(?<!\d )\b(?:for\s+)?(?P<unit>hours|minutes|days|nights|weeks|months|years|decades)\b", re.IGNORECASE
)


def durations(text: str) -> list[Length]:
    """Return the lengths of time stated in some words, in order.

    Args:
        text: A sentence or a cell.
    """
    found: list[Length] = []
    found.extend(_parts_of_a_length(text))
    plain = text.lower() if text.isascii() else text.casefold().replace("\u0131", "i")
    if not any(map(plain.__contains__, _UNITS)) and not _HOURS.search(plain):
        return found
    for match in _DURATION.finditer(text):
        if any(match.start() < other.end and other.start < match.end() for other in found):
            continue  # "the better part of an hour" is no hour
        if match.group("unit").lower() == "night" and match.group("low").lower() in ("a", "an", "one"):
            continue  # "a night of raids" is no length
        if _CLOCK.match(match.group()):
            continue  # "at 0415 hours" is a time of day
        unit = _UNIT_SECONDS[match.group("unit").lower()]
        low = _amount(match.group("low"))
        modifier = (match.group("mod") or "").strip().lower().removeprefix("just ")
        if low is None:
            found.append(Length(match.start(), match.end(), Duration(match.group(), vague=True)))
            continue
        low = low + (0.5 if match.group("half") or match.group("more") else 0)
        high = _amount(match.group("high")) if match.group("high") else 2.0 if match.group("two") else low
        about = (
            modifier
            in {"nearly", "almost", "about", "around", "roughly", "some", "approximately", "close to", "an estimated"}
            or match.group("low").lower() == "a couple of"
            or match.group("longer") is not None
        )
        shortest: float | None = low * unit
        longest: float | None = (high if high is not None else low) * unit
        if modifier in {"more than", "at least", "over", "slightly more than"}:
            longest = None
        elif modifier in {"less than", "up to", "under", "no more than", "at most", "within", "in less than",
                          "in under", "inside"} or match.group("most"):  # fmt: skip
            shortest = None
        if match.group("rest"):
            # "1 hour 25 minutes": the smaller unit is added to both ends.
            more = (_amount(match.group("rest")) or 0.0) * _UNIT_SECONDS[match.group("small").lower()]
            shortest = None if shortest is None else shortest + more
            longest = None if longest is None else longest + more
        found.append(Length(match.start(), match.end(), Duration(match.group(), shortest, longest, about)))
    for match in _SHORT.finditer(text):
        seconds = float(int(match["hours"] or 0) * 3600 + int(match["minutes"]) * 60)
        found.append(Length(match.start(), match.end(), Duration(match.group(), seconds, seconds)))
    if not found:
        for match in _VAGUE_DURATION.finditer(text):
            found.append(Length(match.start(), match.end(), Duration(match.group(), vague=True)))
    return sorted(found, key=lambda length: length.start)


def _parts_of_a_length(text: str) -> Iterator[Length]:
    """Yield lengths told without a number: "the better part of an hour", "a quarter of an hour", "all night"."""
    for match in _MOST.finditer(text):
        quarters = _QUARTER.match(match.group())
        if quarters is None:
            yield Length(match.start(), match.end(), Duration(match.group(), vague=True))
            continue
        seconds = 2700.0 if quarters["three"] else 900.0
        yield Length(match.start(), match.end(), Duration(match.group(), seconds, seconds))


def _amount(word: str | None) -> float | None:
    if word is None:
        return None
    lowered = word.lower()
    if lowered in _NUMBER_WORDS:
        return float(_NUMBER_WORDS[lowered])
    try:
        return float(lowered)
    except ValueError:
        return None
