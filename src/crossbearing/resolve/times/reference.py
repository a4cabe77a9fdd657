"""What a time expression is read against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from crossbearing.model.values import YearStatus

__all__ = ["NO_REFERENCE", "Reference", "published_on"]

_DATE = re.compile(
    r"^\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a time expression is read against.

    Args:
        day: The day on which the words were published or said, or None where it is not known.
        year: Its year, where at least that is known.
        year_status: How well that year is known.
        narrative: The day that the text was telling of before these words, or None.
        narrative_year: How well the year of `narrative` is known.
        month: The month that words such as "the 17th" belong to, as (year, month), or None.
        future: Whether the sentence tells of what is to come.
        minute: Minute of that day at which it was published, or None.
        evening: Whether what the text told of last was in the evening or at night of `narrative`.
        told_year: A date in the year that the text stated last ("in 2013", "August 2013"), in which days without a year
            are then told, or None.
        told_month: First day of the month that the text named last ("in July"), which "the month" means, or None.
        offset: Minutes east of Greenwich of the minute of publication, or None where they are not stated.
        country: ISO 3166-1 alpha-2 of the place told of, which public days go by, or empty.
        month_first: Whether dates in figures put the month first here, or None where nothing tells.
    """

    day: date | None = None
    year: int | None = None
    year_status: YearStatus = YearStatus.UNKNOWN
    narrative: date | None = None
    narrative_year: YearStatus = YearStatus.UNKNOWN
    month: tuple[int, int] | None = None
    future: bool = False
    minute: int | None = None
    evening: bool = False
    told_year: date | None = None
    told_month: date | None = None
    offset: int | None = None
    country: str = ""
    month_first: bool | None = None


NO_REFERENCE = Reference()
"""Nothing is known of when it was written."""


def _offset(written: str | None) -> int | None:
    if not written:
        return None
    if written == "Z":
        return 0
    digits = written[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return -minutes if written[0] == "-" else minutes


def published_on(published: str) -> Reference:
    """Return the reference that a date of publication gives.

    Args:
        published: ISO 8601 with whatever precision is known, or an empty string.

    Returns:
        A day where one is known; a year alone where only that is; `NO_REFERENCE` for an empty string, for a date that
        does not exist and for the years that programs write for "unknown" (before 1900, 9999).
    """
    match = _DATE.match(published)
    if not match:
        return NO_REFERENCE
    year = int(match[1])
    if not 1900 <= year <= 2200:
        return NO_REFERENCE
    if match[2] and match[3]:
        try:
            moment = datetime(year, int(match[2]), int(match[3]))
        except ValueError:
            return NO_REFERENCE
        # Midnight exactly is what programs write for "no time known".
        minute = int(match[4]) * 60 + int(match[5]) if match[4] else 0
        return Reference(
            day=moment.date(),
            year=year,
            year_status=YearStatus.IMPLIED,
            month=(year, moment.month),
            minute=minute or None,
            offset=_offset(match[7]),
        )
    month = (year, int(match[2])) if match[2] and 1 <= int(match[2]) <= 12 else None
    return Reference(year=year, year_status=YearStatus.IMPLIED, month=month)
