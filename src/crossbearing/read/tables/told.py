"""From the rows of tables and items of lists to mentions: figures, places and days, each about its own happening."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from crossbearing.model.documents import READ_BY_DEFAULT, Text
from crossbearing.model.values import Count, CountState, Group
from crossbearing.read.coded.counts import parse_count
from crossbearing.read.happenings.events import kind_by_words
from crossbearing.read.happenings.grouping import Happenings
from crossbearing.read.mentions import EventMention, Mention
from crossbearing.read.persons.groups import describe_group
from crossbearing.read.places.stated import stated_place
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.segment import Sentence
from crossbearing.read.tables.grid import Cell, grids
from crossbearing.read.tables.rows import Entry, Figure, entries_of
from crossbearing.read.values.times import expressions
from crossbearing.resources.lexicon import Lexicon

__all__ = ["TableReader", "Tables", "tables_in"]

_SCORE: Final = 0.7
_LEADING: Final = re.compile(r"^\D{0,20}?(?=[\d<>~\u2264\u2265])")
_WORDS: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Tables:
    """What the tables of a document tell.

    Args:
        entries: Their rows.
        covered: Sentences that lie in them, by index, which no rule for prose reads.
    """

    entries: tuple[Entry, ...]
    covered: frozenset[int]


def tables_in(text: Text, sentences: Sequence[Sentence], tables: Lexicon) -> Tables:
    """Return what the tables of a text tell.

    Args:
        text: The text.
        sentences: All its sentences, in order.
        tables: Word tables of its language.
    """
    if not any(mark in text.content for mark in ("|", "\t", "  ")):
        return Tables((), frozenset())
    spans = [(block.start, block.end) for block in text.blocks if block.kind in READ_BY_DEFAULT]
    entries: list[Entry] = []
    covered: set[int] = set()
    for grid in grids(text.content, spans):
        told = entries_of(grid, tables)
        if not told:
            continue
        entries.extend(told)
        first, last = grid.rows[0].start, grid.rows[-1].end
        covered.update(one.index for one in sentences if one.start < last and first < one.end)
    return Tables(tuple(entries), frozenset(covered))


class TableReader:
    """Turns the entries of one document into mentions, and makes the happenings that they are about.

    Args:
        parsed: Its parsed sentences, by index; an entry without one is not read.
        happenings: What the text tells; happenings of rows are added.
        events: Event mentions by number; those of rows are added.
        tables: Word tables of its language.
    """

    def __init__(
        self,
        parsed: Mapping[int, Parsed],
        happenings: Happenings,
        events: dict[int, EventMention],
        tables: Lexicon,
    ) -> None:
        self._parsed = parsed
        self._happenings = happenings
        self._events = events
        self._tables = tables
        self._made: dict[tuple[str, str], int] = {}

    def read(self, entries: Iterable[Entry], about: str) -> Iterator[Mention]:
        """Yield the mentions of some entries.

        Args:
            entries: The entries.
            about: Words above them that may tell the kind of happening.
        """
        for entry in entries:
            sentence = self._sentence(entry)
            if sentence is None:
                continue
            event, new = self._event(entry, sentence, about)
            if new:
                yield from self._circumstances(entry, sentence, event)
            for figure in entry.figures:
                yield from self._told(figure, sentence, event)

    def _sentence(self, entry: Entry) -> int | None:
        inside = (
            index
            for index, one in self._parsed.items()
            if one.sentence.start < entry.end and entry.start < one.sentence.end
        )
        return next(inside, None)

    def _event(self, entry: Entry, sentence: int, about: str) -> tuple[int | None, bool]:
        """Return the number of the event mention that an entry is about, None for the report's main one; and if new."""
        if entry.place is None and entry.date is None:
            return None, False
        key = (entry.place.text.casefold() if entry.place else "", entry.date.text.casefold() if entry.date else "")
        if key in self._made:
            return self._made[key], False
        number = max(self._events, default=-1) + 1
        kind = kind_by_words(entry.words, self._tables.triggers) or kind_by_words(about, self._tables.triggers)
        made = EventMention(
            number=number,
            type=kind or "attack",
            start=entry.start,
            end=entry.end,
            sentence=sentence,
            token=0,
            lemma="",
            separate=True,
            place=key[0],
        )
        self._events[number] = made
        self._happenings.take(made, None, None)
        self._made[key] = number
        return number, True

    def _circumstances(self, entry: Entry, sentence: int, event: int | None) -> Iterator[Mention]:
        if entry.place is not None:
            place = stated_place(entry.place.text, entry.place.text, "", self._tables)
            yield self._mention("where", place, entry.place, sentence, event)
        if entry.date is not None:
            for item in expressions(entry.date.text, self._tables)[:1]:
                start = entry.date.start + item.start
                cell = Cell(start, entry.date.start + item.end, entry.date.text[item.start : item.end])
                yield self._mention("when.start", item.value, cell, sentence, event)

    def _mention(self, slot: str, value: object, cell: Cell, sentence: int, event: int | None) -> Mention:
        return Mention(
            slot,
            value,  # type: ignore[arg-type]  # a place or a time: values both
            cell.start,
            cell.end,
            cell.start,
            sentence,
            event=event,
            score=_SCORE,
            told_by=(),
        )

    def _told(self, figure: Figure, sentence: int, event: int | None) -> Iterator[Mention]:
        count = _count(figure.text)
        if count is None:
            return
        words = [(word, word) for word in map(str.lower, _WORDS.findall(figure.text))]
        group: Group = describe_group(figure.text, count, words, self._tables)
        for teller in figure.tellers if figure.tellers is not None else (None,):
            yield Mention(
                figure.slot,
                group,
                figure.start,
                figure.end,
                figure.start,
                sentence,
                event=event,
                type="killing",
                scope=figure.scope,
                score=_SCORE,
                told_by=() if teller is None else teller,
            )


def _count(text: str) -> Count | None:
    """Return the number that a cell gives: `23`, `~40`, `12-15`, `at least 9`, `4 operatives`; else None."""
    count = parse_count(text)
    if count is None:
        opened = _LEADING.match(text)
        count = parse_count(text[opened.end() :]) if opened is not None and opened.end() else None
    if count is None or count.state is CountState.UNKNOWN:
        return None
    return count
