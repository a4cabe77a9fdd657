"""Entries of bulletins: paragraphs that open with a day and a place, each about a happening of its own.

"18/10 Tambiga: armed men attack a site; 28 killed", "05 NOV - Lokorikip, Turkana - ambush.", "10 July, Pattani.". And
lists of places with their figures in brackets: "Kafr Dalan (14 dead, 30 wounded), Maar Shoun (2 dead)".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from crossbearing.read.happenings.events import kind_by_words
from crossbearing.read.happenings.grouping import Happenings
from crossbearing.read.mentions import EventMention, Mention
from crossbearing.read.places.stated import stated_place
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.segment import Sentence
from crossbearing.read.tables.columns import COUNTED
from crossbearing.read.values.times import expressions
from crossbearing.resources.lexicon import Lexicon

__all__ = ["headed"]

_NAME: Final = r"[^\W\d_a-z][\w'\u2019.-]*(?:\s(?:[^\W\d_a-z][\w'\u2019.-]*|\d{1,2}|al|el|de|la|of|du|da|do)){0,3}"
_MONTHS: Final = r"(?i:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b)\.?"
_DAY: Final = (
    rf"(?:(?:\d{{1,2}}[-\u2013])?\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTHS}(?:\s\d{{4}})?|{_MONTHS}\s\d{{1,2}}(?:,?\s\d{{4}})?"
    r"|(?:\d{1,2}[-\u2013])?\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|\d{4}-\d{2}-\d{2})"
)
_DAY_FIRST: Final = re.compile(
    rf"(?P<day>{_DAY})[\s,:.\u2013\u2014-]+(?:in\s|at\s)?(?P<place>{_NAME})(?=\s?(?:[,.:;(\u2013\u2014]|-\s|area\b))"
)
_PLACE_FIRST: Final = re.compile(
    rf"(?P<place>{_NAME})(?:,\s[^,:.\d]{{2,30}})?\s?[,.(\u2013\u2014-]\s?(?P<day>{_DAY})\)?(?=\s?[.:;,\u2013\u2014-])"
)
_IN_NUMBERS: Final = re.compile(r"(?:\d{1,2}[-\u2013])?(?P<one>\d{1,2})[/.](?P<two>\d{1,2})(?P<year>[/.]\d{2,4})?$")
_LAST_MONTH: Final = 12
_LISTED: Final = re.compile(rf"(?P<place>{_NAME})\s\((?P<told>\d[^()\n]{{3,80}})\)")
_SCORE: Final = 0.65  # above what single persons get, who may be part of a larger number
_LEAST: Final = 2
"""Entries that make a bulletin: one paragraph with a dateline is a report."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A stretch of text about a happening of its own, with its place and day."""

    start: int
    end: int
    place: tuple[int, int]
    day: tuple[int, int] | None


def headed(
    sentences: Mapping[int, Parsed],
    every: Sequence[Sentence],
    mentions: Sequence[Mention],
    content: str,
    *,
    happenings: Happenings,
    events: dict[int, EventMention],
    tables: Lexicon,
) -> list[Mention]:
    """Return the mentions of a document, those of an entry about the entry's own happening, with its place and day.

    Args:
        sentences: Its parsed sentences, by index.
        every: All its sentences, in order.
        mentions: What was read so far.
        content: Its text.
        happenings: What it tells; the happenings of entries are added.
        events: Event mentions by number; those of entries are added.
        tables: Word tables of its language.
    """
    heads = list(_paragraphs(every, content))
    if len({content[slice(*head.place)] + content[slice(*(head.day or (0, 0)))] for head in heads}) < _LEAST:
        heads = []
    listed = [head for head in _lists(sentences, content, tables) if not any(_inside(head, one) for one in heads)]
    found = list(mentions)
    day_first = _day_first([content[slice(*head.day)] for head in heads if head.day is not None])
    for head in (*heads, *listed):
        sentence = next(
            (at for at, one in sentences.items() if _meets(head, one.sentence.start, one.sentence.end)), None
        )
        own = [at for at, one in enumerate(found) if head.start <= one.start < head.end]
        if sentence is None or not any(found[at].slot in COUNTED for at in own):
            continue
        number = max(events, default=-1) + 1
        kind = kind_by_words(content[head.start : head.end], tables.triggers)
        told = next((events[event].type for at in own if (event := found[at].event) is not None), "")
        events[number] = made = EventMention(
            number=number,
            type=kind or told or "attack",
            start=head.start,
            end=head.end,
            sentence=sentence,
            token=0,
            lemma="",
            separate=True,
            place=content[slice(*head.place)].lower(),
        )
        happenings.take(made, None, None)
        for at in own:
            found[at] = replace(found[at], event=number, score=max(found[at].score, _SCORE))
        found.extend(
            _circumstances(
                head, found, own, content, number=number, sentence=sentence, day_first=day_first, tables=tables
            )
        )
    return found


def _circumstances(
    head: _Head,
    found: Sequence[Mention],
    own: Sequence[int],
    content: str,
    *,
    number: int,
    sentence: int,
    day_first: bool | None,
    tables: Lexicon,
) -> Iterator[Mention]:
    """Yield the place and the day of a head, as far as nothing was read at its words."""
    start, end = head.place
    if not any(found[at].slot == "where" and found[at].start < end and start < found[at].end for at in own):
        name = content[start:end]
        place = stated_place(name, name, "", tables)
        yield Mention("where", place, start, end, start, sentence, event=number, score=_SCORE, told_by=())
    if head.day is None:
        return
    start, end = head.day
    if any(found[at].slot == "when.start" and found[at].start < end and start < found[at].end for at in own):
        return
    for item in expressions(content[start:end], tables)[:1]:
        first, last = start + item.start, start + item.end
        yield Mention("when.start", item.value, first, last, first, sentence, event=number, score=_SCORE, told_by=())
        return
    words = _spelt(content[start:end], day_first=day_first)
    for item in expressions(words, tables)[:1]:
        value = replace(item.value, text=content[start:end])
        yield Mention("when.start", value, start, end, start, sentence, event=number, score=_SCORE, told_by=())


def _day_first(days: Sequence[str]) -> bool | None:
    """Return whether the day stands before the month in days written in numbers, None where none of them shows it."""
    numbers = [match for day in days if (match := _IN_NUMBERS.fullmatch(day.rstrip("."))) is not None]
    shown = {
        int(match["one"]) > _LAST_MONTH
        for match in numbers
        if (int(match["one"]) > _LAST_MONTH) is not (int(match["two"]) > _LAST_MONTH)
    }
    return shown.pop() if len(shown) == 1 else None


def _spelt(day: str, *, day_first: bool | None) -> str:
    """Return "18/10" as "18 October", or an empty string where it can be another day."""
    match = _IN_NUMBERS.fullmatch(day.rstrip("."))
    if match is None or day_first is None:
        return ""
    number, month = (match["one"], match["two"]) if day_first else (match["two"], match["one"])
    year = (match["year"] or "").lstrip("/.")
    year = f"20{year}" if len(year) == len("24") else year
    if not 1 <= int(month) <= _LAST_MONTH:
        return ""
    return f"{int(number)} {calendar.month_name[int(month)]} {year}".strip()


def _paragraphs(every: Sequence[Sentence], content: str) -> Iterator[_Head]:
    """Yield the paragraphs that open with a day and a place, or a place and a day."""
    seen: set[int] = set()
    for sentence in every:
        if sentence.paragraph in seen:
            continue
        seen.add(sentence.paragraph)
        end = max(one.end for one in every[sentence.index :] if one.paragraph == sentence.paragraph)
        match = _DAY_FIRST.match(content, sentence.start, end) or _PLACE_FIRST.match(content, sentence.start, end)
        if match is not None and match["place"][:1].isupper():
            yield _Head(sentence.start, end, match.span("place"), match.span("day"))


def _lists(sentences: Mapping[int, Parsed], content: str, tables: Lexicon) -> Iterator[_Head]:
    """Yield the items of a sentence that gives several places with their figures in brackets."""
    for parsed in sentences.values():
        items = [
            match
            for match in _LISTED.finditer(content, parsed.sentence.start, parsed.sentence.end)
            if any(word in tables.harm.words for word in re.findall(r"[a-z]+", match["told"].lower()))
            and match["place"][:1].isupper()
        ]
        if len(items) >= _LEAST:
            yield from (_Head(match.start(), match.end(), match.span("place"), None) for match in items)


def _inside(head: _Head, other: _Head) -> bool:
    return other.start <= head.start and head.end <= other.end


def _meets(head: _Head, start: int, end: int) -> bool:
    return head.start < end and start < head.end
