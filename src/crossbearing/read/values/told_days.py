"""Days told in numbers alone or from other days: "16/6/2031", "night of 2 to 3 May", "the previous night"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from crossbearing.model.values import TimePrecision, When, YearStatus

__all__ = ["ranges_of_days", "told_days"]

_IN_NUMBERS: Final = re.compile(r"(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?![\w/-])")
_MONTHS: Final = 12
_OTHER_DATE: Final = re.compile(
    r"\b(?:DOB|D\.O\.B\.?|born|birth|updated|posted|published|accessed|last modified|issued|revised)\W{0,3}(?:on\s+)?$",
    re.IGNORECASE,
)
"""Before a date that is that of a birth or of a publication."""
_PART: Final = r"(?:day|night|evening|morning|afternoon)"
_HERE: Final = (
    r"(?=\s*(?:[.,;:!?)\"\u201d]|$|(?:in|at|near|and|but|by|had|when|outside|on|as|that|who|which|for|from|killing"
    r"|wounding)\b))"
)
_NUMBER: Final = r"(?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_TOLD: Final = re.compile(
    rf"\b(?:on\s+|in\s+|during\s+)?(?:the\s+(?:day\s+before\s+yesterday|night\s+before\s+last)"
    rf"|the\s+(?:very\s+)?(?:previous|preceding)\s+{_PART}"
    rf"|the\s+(?:very\s+)?{_PART}\s+before{_HERE}"
    rf"|{_NUMBER}\s+(?:days?|weeks?|nights?)\s+(?:earlier|ago|previously)"
    rf"|{_NUMBER}\s+(?:days?|weeks?)\s+before{_HERE})\b",
    re.IGNORECASE,
)
_PARTLY: Final = re.compile(r"night|evening|morning|afternoon", re.IGNORECASE)


def told_days(text: str) -> Iterator[tuple[int, int, When, str, int]]:
    """Yield the days of a sentence that are told in numbers alone, or from a day told before.

    A day in numbers is given only where one of day and month is over twelve, or both are one number. The day that "two
    days earlier" counts from is for resolving to say.

    Args:
        text: The sentence.

    Returns:
        Offset, offset behind, value, `MM-DD` or an empty string, and the year or 0.
    """
    for match in _IN_NUMBERS.finditer(text):
        one, two, year = int(match[1]), int(match[3]), int(match[4])
        if (one > _MONTHS) is (two > _MONTHS) and one != two:
            continue
        if _OTHER_DATE.search(text[: match.start()]):
            continue
        day, month = (one, two) if two <= _MONTHS else (two, one)
        try:
            start = datetime(year, month, day)
        except ValueError:
            continue
        value = When(match[0], start, start + timedelta(days=1), TimePrecision.DAY, year_status=YearStatus.STATED)
        yield match.start(), match.end(), value, f"{month:02d}-{day:02d}", year
    for match in _TOLD.finditer(text):
        precision = TimePrecision.PART_OF_DAY if _PARTLY.search(match[0]) else TimePrecision.DAY
        yield match.start(), match.end(), When(match[0], precision=precision), "", 0


@cache
def ranges_of_days(months: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern of what stands before the last of two days: "the night of 2 to", "17-" ("17-18 June").

    Args:
        months: Names of months and their short forms, in lower case.
    """
    names = "|".join(months)
    return re.compile(
        rf"(?:(?:overnight|(?:the\s+)?night)\s+(?:of|from)\s+(?:the\s+)?)?\b(?P<first>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"(?:\s+(?:of\s+)?(?P<month>(?i:{names})\w*))?\s*(?:-|\u2013|/|\bto\b|\binto\b)\s*(?:the\s+)?$",
        re.IGNORECASE,
    )
