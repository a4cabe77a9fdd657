"""The days that a document names, in the order of its words: what a bare clock time belongs to."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from crossbearing.model.values import TimePrecision, YearStatus
from crossbearing.resolve.times.calendar_days import read_days
from crossbearing.resolve.times.calendar_words import (
    DM,
    ISO,
    MD,
    NAMED_WEEKDAY,
    NARRATIVE,
    NTH,
    NUMERIC,
    RANGE_DM,
    RANGE_FULL,
    RANGE_MD,
    RELATIVE,
    WEEKDAY_NTH,
    WEEKDAY_OF_WEEK,
    WEEKDAY_RANGE,
)
from crossbearing.resolve.times.days import Days, NoSuchDateError
from crossbearing.resolve.times.reference import Reference

__all__ = ["NamedDay", "Timeline"]

_DAY_PATTERNS = (
    RANGE_FULL, RANGE_DM, RANGE_MD, WEEKDAY_RANGE, ISO, NUMERIC, DM, MD, WEEKDAY_NTH, WEEKDAY_OF_WEEK, NAMED_WEEKDAY,
    NTH, *(pattern for pattern, _ in (*RELATIVE, *NARRATIVE)),
)  # fmt: skip
# Words before a day that is not the one told of: a limit, or a day to come.
_LIMIT = re.compile(r"\b(?:until|till|by|since|before|reopens?|expected|scheduled for|planned for)\s+$", re.IGNORECASE)
# What may stand between clock times and the day they share: "at 2 a.m. and 1 p.m. local time on 24 July".
_SHARED_DAY = re.compile(
    r"(?:[\s,]|\band\b|\bto\b|\bat\b|\blocal\b|\btime\b|[A-Z][\w'-]+|[\d:.]+|[ap]\.?m\b\.?|\([^)]{0,20}\))*\b(?:on|of)\s+"
)
_SENTENCE_END = re.compile(r"(?<![ap]\.m)[.!?]['\"\u2019\u201d)]*\s+(?=[A-Z\u201c\"(])|\n+")
_CLAUSE = 80  # characters of a clause that a time is told from
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
            ahead = days is not None and published.day is not None and days.first > published.day
            if days is not None and not ahead and not _LIMIT.search(text[:start][-20:]):
                last = NamedDay((days.first, days.year_status))
                self._starts.append((start, end, last))
        self._text = text
        self._breaks = [found.end() for found in _SENTENCE_END.finditer(text)]

    def clause_before(self, offset: int) -> str:
        """Return the words that "ten minutes later" is told from: the clause before it, shortened, or nothing."""
        before = self._text[max(0, offset - 300) : offset].rstrip(" ,;-\u2013")
        before = re.sub(r"[\s,;]+(?:and|but|then|and then|while)$", "", before).rstrip(" .!?")
        clause = re.split(r"(?<![ap]\.m)[.!?;]\s+|\n+", before)[-1].strip()
        return clause if len(clause) <= _CLAUSE else clause[:_CLAUSE].rsplit(" ", 1)[0]

    def before(self, offset: int, length: int = 0) -> NamedDay | None:
        """Return the day that words at an offset belong to, or None where the text names no day.

        Args:
            offset: Index into the text.
            length: Characters of the words.

        Returns:
            The day that follows directly ("5 a.m. Kyiv time on Thursday"); else the one last named before; else one
            named in the rest of the same sentence; else the first that the text names, if it names no other.
        """
        shared = _SHARED_DAY.match(self._text, offset + length)
        if shared:
            for start, _, day in self._starts:
                if start == shared.end():
                    return day
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
            if len(match[0]) <= 4 and match[0].islower():
                continue  # "sat", "wed" and "sun" are words
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
