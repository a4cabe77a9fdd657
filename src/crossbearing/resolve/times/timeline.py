"""The days that a document names, in the order of its words: what a bare clock time belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from crossbearing.model.values import TimePrecision, YearStatus
from crossbearing.resolve.times.calendar_days import read_days
from crossbearing.resolve.times.calendar_words import (
    DM,
    ISO,
    MD,
    MONTH,
    MONTH_YEAR,
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
from crossbearing.resolve.times.dates import MIDDLE, month_of
from crossbearing.resolve.times.days import Days, NoSuchDateError
from crossbearing.resolve.times.hindsight import in_hindsight, made_public
from crossbearing.resolve.times.reference import Reference

__all__ = ["NamedDay", "Timeline"]

_DAY_PATTERNS = (
    RANGE_FULL, RANGE_DM, RANGE_MD, WEEKDAY_RANGE, ISO, NUMERIC, DM, MD, WEEKDAY_NTH, WEEKDAY_OF_WEEK, NAMED_WEEKDAY,
    NTH, *(pattern for pattern, _ in (*RELATIVE, *NARRATIVE)),
)  # fmt: skip
_OF_REPORT = tuple(pattern for pattern, _ in RELATIVE)
_MONTH_BEFORE_YEAR = re.compile(
    rf"(?P<month>{MONTH}),?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?(?:of\s+)?$", re.IGNORECASE
)
_ISO_TAIL = re.compile(r"-(?:0[1-9]|1[0-2])-\d\d")
_FIGURES = re.compile(r"\d[/.-]\d{1,2}[/.-]$")
# Words before a year that make it the year told of, and no name's or law's part.
_IN_YEAR = re.compile(
    r"\b(?:in|of|during|throughout|early|late|mid|by|until|from|spring|summer|autumn|winter|fall)[\s-]+$",
    re.IGNORECASE,
)
# What has lasted since then leads up to the day of the report.
_SINCE = re.compile(
    r"\bsince\s+(?:the\s+)?(?:(?:early|late|mid|middle|end|beginning|start)[\s-]+(?:of\s+)?)?$", re.IGNORECASE
)
_A_YEAR = re.compile(
    r"\b(?:19|20)\d\d\b(?!\s*(?:people|men|civilians|soldiers|troops|fighters|hours|hrs|local|GMT|UTC|homes|families|km|metres|"
    r"meters|miles))"
)
# Words before a day that is not the one told of: a limit, or a day to come.
_LIMIT = re.compile(
    r"\b(?:until|till|by|since|before|reopens?|expected|scheduled for|planned for|every|each|as of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# A day on which somebody spoke is told of only where nothing else is.
_SPOKE = re.compile(
    r"\b(?:said|says|told\s+[\w'-]+(?:\s+[\w'-]+){0,3}|added|announced|confirmed|wrote|tweeted|posted|reported|claimed|"
    r"(?:a|in\s+a|the)\s+(?:statement|briefing|post|report|interview|press\s+conference))[\s,]+"
    r"(?:(?:late|early|later|earlier)\s+)?(?:on\s+)?(?:late\s+|early\s+)?$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s*[,(]\s*(?:(?:on|i\.e\.)\s+)?$")  # between a day and another name for it
_LATE = re.compile(
    r"\b(?:(?:[5-9]|1[01])(?:[:.][0-5]\d)?\s*p\.?\s?m\b|(?:1[89]|2[0-3])[:.h][0-5]\d|(?:1[89]|2[0-3])[0-5]\d(?=\s*(?:hours|hrs|h\b|"
    r"local|L\b))|(?:last\s+|to)?night\b|evening|before\s+midnight|dusk|sunset|nightfall|late\b)",
    re.IGNORECASE,
)
_EARLY = re.compile(
    r"\b(?:(?:1[0-2]|[1-9])(?:[:.][0-5]\d)?\s*a\.?\s?m\b|(?:0?\d|1[0-7])[:.h][0-5]\d|morning|dawn|noon|midday|afternoon|sunrise|after\s+midnight)",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(r"\bhad\b", re.IGNORECASE)
# What may stand between clock times and the day they share: "at 2 a.m. and 1 p.m. local time on 24 July".
_SHARED_DAY = re.compile(
    r"(?:[\s,]|\band\b|\bto\b|\bat\b|\blocal\b|\btime\b|[A-Z][\w'-]+|[\d:.]+|[ap]\.?m\b\.?|\([^)]{0,20}\))*\b(?:on|of)\s+"
)
_SENTENCE_END = re.compile(r"(?<![ap]\.m)[.!?]['\"\u2019\u201d)]*\s+(?=[A-Z\u201c\"(])|\n+")
_REACH = 40  # characters before a day that may hold its time of day
_CLAUSES = re.compile(
    r"(?<![ap]\.m)[.!?;:]\s+|\n+|,\s+(?:and|but|then|and\s+then|while)\s+|\s+(?:and|but)\s+(?=[a-z]+ed\b|then\b)"
)
_CLAUSE = 80  # characters of a clause that a time is told from
_MONTHS_OF_A_YEAR = 12
_MONTH_NAME = 4  # letters from which the name of a month is no other word
_FEW_DAYS = 10  # days of a range whose first day what follows is told from
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
        self._spoken: set[int] = set()
        self._minute = published.minute
        self._back = [found.start() for pattern in _OF_REPORT for found in pattern.finditer(text)]
        last: NamedDay | None = None
        self._text = text
        published = replace(published, month_first=_either(self.month_first, published.month_first))
        self._years = list(_years(text))
        for start, end in _spans(text):
            told = replace(
                published,
                told_year=self.year(start),
                narrative=last[0] if last else None,
                narrative_year=last[1] if last else YearStatus.UNKNOWN,
            )
            days = _single_day(text[start:end], told)
            ahead = days is not None and published.day is not None and days.first > published.day
            if days is not None and not ahead and not _LIMIT.search(text[:start][-20:]):
                day = NamedDay((days.first, days.year_status))
                self._starts.append((start, end, day))
                if _SPOKE.search(text[max(0, start - 60) : start]) or made_public(text, start):
                    self._spoken.add(start)
                    last = last or day
                else:
                    last = day
        self._months = list(_months(text, published))
        self._text = text
        self._breaks = [found.end() for found in _SENTENCE_END.finditer(text)]
        self._hindsight = in_hindsight(text)

    @property
    def hindsight(self) -> bool:
        """Whether the document tells an inquiry's results: bare times are not of its own day or its speakers'."""
        return self._hindsight

    def clause_before(self, offset: int) -> str:
        """Return the words that "ten minutes later" is told from: the clause before its own, shortened, or nothing."""
        before = self._text[max(0, offset - 400) : offset]
        parts = [part.strip(" ,;:-\u2013") for part in _CLAUSES.split(before)]
        # What leads up to the words in their own clause is what happened then, not what it is told from.
        own, told = parts[-1], [part for part in parts[:-1] if len(part.split()) > 1]
        if not told:
            return _shortened(own) if len(own.split()) > 1 else ""
        return _shortened(told[-1])

    def beside(self, offset: int, length: int) -> NamedDay | None:
        """Return the day that words beside an offset name, which is another name for the same day, or None.

        "On 28 November, a Saturday", "a fortnight earlier, on 29 March".

        Args:
            offset: Index into the text.
            length: Characters of the words there.
        """
        for start, end, day in self._starts:
            if end <= offset and _BESIDE.fullmatch(self._text[end:offset]):
                return day
            if start >= offset + length and _BESIDE.fullmatch(self._text[offset + length : start]):
                return day
        return None

    def evening(self, offset: int) -> bool:
        """Return whether what is told right before an offset was in the evening or at night of the day told of.

        Args:
            offset: Index into the text.
        """
        named = [start for start, _, _ in self._starts if start < offset and start not in self._spoken]
        if not named:
            return False
        told = self._text[max(0, named[-1] - _REACH) : offset]
        sentence = self._text[max([0, *(stop for stop in self._breaks if stop <= offset)]) : offset]
        if _BEFORE_THAT.search(sentence):
            return False  # "the first shells had fallen at 5 a.m."
        late = [found.start() for found in _LATE.finditer(told)]
        early = [found.start() for found in _EARLY.finditer(told)]
        return bool(late) and (not early or late[-1] > early[-1])

    @property
    def month_first(self) -> bool | None:
        """Whether dates in figures put the month first here, as far as one of them can only be read so, or None."""
        orders = {int(found["b"]) > _MONTHS_OF_A_YEAR for found in NUMERIC.finditer(self._text)
                  if (int(found["a"]) > _MONTHS_OF_A_YEAR) != (int(found["b"]) > _MONTHS_OF_A_YEAR)}  # fmt: skip
        return orders.pop() if len(orders) == 1 else None

    def year(self, offset: int) -> date | None:
        """Return a date in the year that the text stated last before an offset, or None where it goes by the report.

        Args:
            offset: Index into the text.
        """
        told = next(((start, day) for start, day in reversed(self._years) if start < offset), None)
        if told is None:
            return None
        # "Yesterday" and "on Saturday" lead back to the days of the report.
        return None if any(told[0] < back < offset for back in self._back) else told[1]

    def month(self, offset: int) -> date | None:
        """Return the first day of the month that the text named last before an offset, or None: what "the month" is.

        Args:
            offset: Index into the text.
        """
        return next((first for start, first in reversed(self._months) if start < offset), None)

    def before(self, offset: int, length: int = 0) -> NamedDay | None:
        """Return the day that words at an offset belong to, or None where the text names no day.

        Args:
            offset: Index into the text.
            length: Characters of the words.

        Returns:
            The day that follows directly ("5 a.m. Kyiv time on Thursday"); else the one last named before; else one
            named in the rest of the same sentence; else the first that the text names, if it names no other. Where an
            inquiry's results are told, the days on which somebody spoke or published count for none.
        """
        shared = _SHARED_DAY.match(self._text, offset + length)
        if shared:
            for start, _, day in self._starts:
                if start == shared.end():
                    return day
        named = [entry for entry in self._starts if not (self._hindsight and entry[0] in self._spoken)]
        earlier = [(start, day) for start, _, day in named if start < offset]
        if earlier:
            return next((day for start, day in reversed(earlier) if start not in self._spoken), earlier[-1][1])
        sentence_end = next((stop for stop in self._breaks if stop > offset), None)
        later = [day for start, _, day in named if sentence_end is None or start < sentence_end]
        if later:
            return later[0]
        if self._minute is not None and not self._hindsight:
            return None  # who tells the minute of writing tells of that day, unless the words say otherwise
        different = dict.fromkeys(day for _, _, day in named)
        return next(iter(different)) if len(different) == 1 else None


def _years(text: str) -> Iterator[tuple[int, date]]:
    """Yield where a text states years other than that of the report, with a date in each."""
    for found in list(_A_YEAR.finditer(text))[:_MOST]:
        year = int(found[0])
        beside = text[max(0, found.start() - 24) : found.start()]
        month = _MONTH_BEFORE_YEAR.search(beside)
        if month:
            if not _SINCE.search(beside[: month.start()]):
                yield found.start(), date(year, month_of(month["month"]), MIDDLE)
        elif _ISO_TAIL.match(text, found.end()):
            yield found.start(), date(year, min(12, max(1, int(text[found.end() + 1 : found.end() + 3]))), MIDDLE)
        elif (_IN_YEAR.search(beside) and not _SINCE.search(beside)) or _FIGURES.search(beside):
            yield found.start(), date(year, 7, 1)


def _months(text: str, reference: Reference) -> Iterator[tuple[int, date]]:
    for found in list(MONTH_YEAR.finditer(text))[:_MOST]:
        beside = text[max(0, found.start() - 4) : found.start()] + text[found.end() : found.end() + 4]
        if found["part"] or len(found["month"]) < _MONTH_NAME or any(letter.isdigit() for letter in beside):
            continue  # with a day it is a date; "May" and "Mar" are words and names
        try:
            days = read_days(f"in {found[0]}", reference)
        except NoSuchDateError:
            continue
        if days is not None and days.precision is TimePrecision.MONTH:
            yield found.start(), days.first


def _either(told: bool | None, custom: bool | None) -> bool | None:
    return custom if told is None else told


def _shortened(clause: str) -> str:
    return clause if len(clause) <= _CLAUSE else clause[:_CLAUSE].rsplit(" ", 1)[0]


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
    if days is None or days.precision is TimePrecision.DAY:
        return days
    # Of "7 to 9 May" the first day is that of what follows: "on the third day".
    return days if days.precision is TimePrecision.DAYS and (days.behind - days.first).days <= _FEW_DAYS else None
