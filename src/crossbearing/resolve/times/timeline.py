"""The days that a document names, in the order of its words: what a bare clock time belongs to."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from crossbearing.model.values import TimePrecision, YearStatus
from crossbearing.resolve.times.calendar_days import read_days
from crossbearing.resolve.times.calendar_words import DM, ISO, MD, NAMED_WEEKDAY, NARRATIVE, NUMERIC, RELATIVE
from crossbearing.resolve.times.days import Days, NoSuchDateError
from crossbearing.resolve.times.reference import Reference

__all__ = ["NamedDay", "Timeline"]

_DAY_PATTERNS = (ISO, NUMERIC, DM, MD, NAMED_WEEKDAY, *(pattern for pattern, _ in (*RELATIVE, *NARRATIVE)))
_SENTENCE_END = re.compile(r"[.!?]['\"\u2019\u201d)]*\s+(?=[A-Z\u201c\"(])|\n+")
_MOST = 2000  # days looked at in one document


class NamedDay(tuple[date, YearStatus]):
    """A day and how its year is known."""

    __slots__ = ()


class Timeline:
    """The single days named in a text, each with its offset.

    Args:
        text: The document's text.
        published: What its date of publication gives.
    """

    def __init__(self, text: str, published: Reference) -> None:
        self._starts: list[tuple[int, int, NamedDay]] = []
        last: NamedDay | None = None
        for start, end in _spans(text):
            told = replace(
                published,
                narrative=last[0] if last else None,
                narrative_year=last[1] if last else YearStatus.UNKNOWN,
            )
            days = _single_day(text[start:end], told)
            if days is not None:
                last = NamedDay((days.first, days.year_status))
                self._starts.append((start, end, last))
        self._breaks = [found.end() for found in _SENTENCE_END.finditer(text)]

    def before(self, offset: int) -> NamedDay | None:
        """Return the day that words at an offset belong to, or None where the text names no day.

        Args:
            offset: Index into the text.

        Returns:
            The day last named before; else one named in the rest of the same sentence; else the first that the text
            names, if it names no other.
        """
        earlier = [day for start, _, day in self._starts if start < offset]
        if earlier:
            return earlier[-1]
        sentence_end = next((stop for stop in self._breaks if stop > offset), None)
        later = [day for start, _, day in self._starts if sentence_end is None or start < sentence_end]
        if later:
            return later[0]
        different = dict.fromkeys(day for _, _, day in self._starts)
        return next(iter(different)) if len(different) == 1 else None


def _spans(text: str) -> list[tuple[int, int]]:
    found: dict[int, int] = {}
    for pattern in _DAY_PATTERNS:
        for match in pattern.finditer(text):
            found[match.start()] = max(match.end(), found.get(match.start(), 0))
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found.items())[:_MOST]:
        if spans and start < spans[-1][1]:
            continue
        spans.append((start, end))
    return spans


def _single_day(words: str, reference: Reference) -> Days | None:
    try:
        days = read_days(words, reference)
    except NoSuchDateError:
        return None
    return days if days is not None and days.precision is TimePrecision.DAY else None
