"""Clock times in words and without a colon: "half past two in the morning", "eight in the evening", "0415 hours"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["HALF_OF_DAY", "clock_minutes", "spoken_clocks"]

_HOURS: Final = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_PARTS: Final = (
    r"(?:o['\u2019]clock\s+)?(?:in\s+the\s+(?:early\s+)?(?:morning|afternoon|evening)|at\s+night|that\s+(?:morning|afternoon"
    r"|evening|night)|(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+(?:morning|afternoon|evening|night))"
)
HALF_OF_DAY: Final = re.compile(rf"\s+(?:{_PARTS}\b|o['\u2019]clock\b)", re.IGNORECASE)
"""Words that tell morning from afternoon, behind a clock time."""
_LEAD: Final = r"(?:(?:just|shortly|a\s+little|soon)\s+(?:before|after|past)\s+)?"
_PAST: Final = re.compile(
    rf"\b{_LEAD}(?:half|(?:a\s+)?quarter|five|ten|twenty(?:[- ]five)?|\d{{1,2}}\s+minutes?|(?:{_HOURS})\s+minutes)"
    rf"\s+(?:past|to|after|before)\s+(?P<h>{_HOURS}|(?:1[0-2]|\d)(?![\d:.,]|\s*%))\b(?P<half>\s*[ap]\.?\s?m\b\.?|\s+{_PARTS}\b|\s+o['\u2019]clock\b)?",
    re.IGNORECASE,
)
_WORD: Final = re.compile(
    rf"\b{_LEAD}(?P<h>{_HOURS}|(?<![\d:.,])(?:1[0-2]|\d))\s*(?:(?:(?<=[a-z])\s*[ap]\.?\s?m\b\.?)|\s{_PARTS}\b|(?<=[a-z])\s*o['\u2019]clock\b)",
    re.IGNORECASE,
)
_FIGURES: Final = re.compile(
    r"(?:^|(?<=[(,;])\s*|\b(?:at|around|about|from|until|till|by|since|before|after|between|and|to|past|approximately)\s+)"
    r"(?P<t>(?:[01]\d|2[0-3])[0-5]\d\s?(?:hours|hrs|h|Z|GMT|UTC|local(?:\s+time|(?=\s*[,.;:)]|$)))\b(?:\s+(?:local\s+time|GMT|UTC))?)",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(r"(?<!\bon)\s+\w+day\s+\w+$", re.IGNORECASE)
_AT: Final = re.compile(
    r"\b(?:at|around|about|by|before|after|since|until|till|from|past|and|to|between)\s+$", re.IGNORECASE
)
# What a number of hours or of people may stand in front of: "five past ten", but "the five to ten men".
_NO_CLOCK: Final = re.compile(
    r"\b(?:the|some|these|those|least|most|of|between|from|killed|wounded|another)\s+$", re.IGNORECASE
)
_QUICK: Final = (" past ", " to ", " after ", " before ", "hours", "hrs", " in the ", " at night", "clock", "local",
                 "gmt", "utc", " that ", "day ", "am", ".m", "pm")  # fmt: skip


def spoken_clocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a sentence tells a time of day in words, or in four figures without a colon.

    Args:
        text: The sentence.

    Returns:
        Offset and offset behind it, in order of kinds; they may overlap.
    """
    plain = text.lower()
    if not any(map(plain.__contains__, _QUICK)):
        return
    for match in _PAST.finditer(text):
        # "five to ten" alone counts things; "twenty past ten" and "five to ten in the morning" are times.
        certain = re.search(r"half|quarter|past|minutes", match.group(), re.IGNORECASE) or match["half"]
        behind = text[match.end() :]
        if certain and not _NO_CLOCK.search(text[: match.start()]) and (match["half"] or _closed(behind)):
            yield match.span()
    for pattern in (_WORD, _FIGURES):
        for match in pattern.finditer(text):
            # "two Friday night shootings" are two, and "at two Friday night" is a time.
            weekday = pattern is _WORD and _WEEKDAY.search(match.group()) is not None
            if weekday and not _AT.search(text[: match.start()]):
                continue
            if pattern is _FIGURES or not _NO_CLOCK.search(text[: match.start()]):
                yield match.span("t") if pattern is _FIGURES else match.span()


def _closed(behind: str) -> bool:
    """Tell whether a time can end here: no noun follows that its number counts."""
    return (
        not behind.strip()
        or re.match(
            r"\s*(?:[,.;:)\u2013-]|(?:on|in|at|and|when|as|while|but|by|with|that|local|the|a|an|this|last|yesterday|today|to|until"
            r"|\w+day|[A-Z]\w+|gunmen|police|soldiers|troops|militants|was|were|had|after|before)\b)",
            behind,
        )
        is not None
    )


def clock_minutes(text: str) -> int | None:
    """Return the minutes after midnight of the first clock time in some words, or None.

    Args:
        text: Such as "just before 17:00" or "5 PM".
    """
    match = re.search(
        r"(?<!\d)(2[0-3]|[01]?\d)(?!\d)(?:[:.h]([0-5]\d))?(?::[0-5]\d)?\s*([ap])?\.?\s?(?:m\b)?", text, re.IGNORECASE
    )
    if match is None or (match.group(2) is None and match.group(3) is None):
        return None
    hour = int(match.group(1))
    if match.group(3):
        hour = hour % 12 + (12 if match.group(3).lower() == "p" else 0)
    return hour * 60 + int(match.group(2) or 0)
