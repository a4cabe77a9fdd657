"""Full-text search on a PostgreSQL server, with the results that SQLite's full-text index gives in a folder.

Words are told apart, folded and ranked here as FTS5 does it with the tokenizer `unicode61 remove_diacritics 2` and
`bm25(10, 1)` (https://www.sqlite.org/fts5.html), so that a team's case and a copy of it in a folder answer alike; an
index over the words of each document finds the candidates.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, and_, cast, delete, func, insert, or_, select
from sqlalchemy.dialects.postgresql import array

from crossbearing.store.server_tables import words as table

__all__ = ["Match", "folded", "forget", "index", "matches"]

_TITLE_WEIGHT = 10.0
_K1, _B = 1.2, 0.75  # FTS5's constants of BM25
_LEAST_IDF = 1e-6
_LONGEST = 200  # characters of a word in the index; an entry of it has to stay below 2.7 kB
_RUN = re.compile(r"\S+")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")
_MARKS = ("\u0300", "\u036f")


@dataclass(frozen=True, slots=True)
class Match:
    """A document that holds all words.

    Args:
        n: Its number.
        title: Its titles, one a line.
        snippet: Words around the match, the match between `[` and `]`.
    """

    n: int
    title: str
    snippet: str


def index(connection: Connection, number: int, title: str, content: str) -> None:
    """Make a document findable by its title and content, in place of what it was found by before."""
    titles, contents = _words(title), _words(content)
    connection.execute(delete(table).where(table.c.n == number))
    connection.execute(
        insert(table).values(
            n=number,
            title=title,
            content=content,
            title_words=_joined(titles),
            content_words=_joined(contents),
            size=len(titles) + len(contents),
            held=sorted({word[:_LONGEST] for word in (*titles, *contents)}),
        )
    )


def forget(connection: Connection, number: int) -> None:
    """Take a document out of what can be found."""
    connection.execute(delete(table).where(table.c.n == number))


def matches(connection: Connection, phrases: Sequence[str], limit: int, *, width: int) -> list[Match]:
    """Return the documents that hold all phrases, best first.

    Args:
        connection: To read with.
        phrases: Each a run of words that have to stand together.
        limit: How many at most.
        width: Words of a snippet.
    """
    wanted = list(dict.fromkeys(tuple(some) for some in map(_words, phrases) if some))
    if not wanted:
        return []
    conditions = [_holds(phrase) for phrase in wanted]
    total, average = connection.execute(select(func.count(), func.avg(table.c.size))).one()
    with_phrase = [
        connection.execute(select(func.count()).select_from(table).where(condition)).scalar_one()
        for condition in conditions
    ]
    weights = [max(math.log((total - n + 0.5) / (n + 0.5)), _LEAST_IDF) for n in with_phrase]
    times = [
        (_TITLE_WEIGHT * _times(table.c.title_words, phrase) + _times(table.c.content_words, phrase)).label(
            f"t{number}"
        )
        for number, phrase in enumerate(wanted)
    ]
    scored = []
    for row in connection.execute(select(table.c.n, table.c.size, *times).where(and_(*conditions))):
        spread = _K1 * (1 - _B + _B * row.size / float(average or 1))
        score = sum(
            weight * float(often) * (_K1 + 1) / (float(often) + spread)
            for weight, often in zip(weights, row[2:], strict=True)
        )
        scored.append((-score, row.n))
    best = [n for _, n in sorted(scored)[:limit]]
    told = {row.n: row for row in connection.execute(select(table).where(table.c.n.in_(best)))}
    return [Match(n, told[n].title, _snippet(told[n].title, told[n].content, wanted, width)) for n in best]


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """Return a word as it is compared: small letters, Latin ones without their marks."""
    bare = []
    latin = False
    for char in unicodedata.normalize("NFD", word):
        if _MARKS[0] <= char <= _MARKS[1]:
            if latin:
                continue
        elif not unicodedata.combining(char):
            latin = "LATIN" in unicodedata.name(char, "")
        bare.append(char)
    return unicodedata.normalize("NFC", "".join(bare)).lower()


def _spans(text: str) -> Iterable[tuple[str, int, int]]:
    """Yield the words of a text, each with where it starts and ends."""
    for run in _RUN.finditer(text):
        if run.group().isascii():
            for plain in _ASCII_WORD.finditer(text, run.start(), run.end()):
                yield plain.group().lower(), plain.start(), plain.end()
            continue
        start = None
        for place, char in enumerate(f"{run.group()} ", start=run.start()):
            if _in_word(char):
                start = place if start is None else start
            elif start is not None:
                yield folded(text[start:place]), start, place
                start = None


@lru_cache(maxsize=65_536)
def _in_word(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LN" or category in ("Co", "Mn", "Mc")


def _words(text: str) -> list[str]:
    return [word for word, _, _ in _spans(text)]


def _joined(words: Iterable[str]) -> str:
    # Two spaces between words, one belonging to each: so that phrases that follow one another can be counted.
    return "".join(f" {word} " for word in words)


def _holds(phrase: Sequence[str]) -> ColumnElement[bool]:
    held = table.c.held.contains(cast(array([word[:_LONGEST] for word in phrase]), table.c.held.type))
    if len(phrase) == 1 and len(phrase[0]) <= _LONGEST:
        return held
    together = _joined(phrase)
    return and_(
        held, or_(*(func.strpos(column, together) > 0 for column in (table.c.title_words, table.c.content_words)))
    )


def _times(column: ColumnElement[str], phrase: Sequence[str]) -> ColumnElement[Any]:
    together = _joined(phrase)
    gone = func.length(column) - func.length(func.replace(column, cast(together, String), ""))
    return gone / len(together)


def _snippet(title: str, content: str, phrases: Sequence[Sequence[str]], width: int) -> str:
    """Return the stretch that holds most phrases, of the content if it holds as many as the title."""
    best: tuple[int, str] = (-1, "")
    for text in (content, title):
        spans = list(_spans(text))
        hits = _hits([word for word, _, _ in spans], phrases)
        first, found = _best_start(hits, len(spans), width, phrases=len(phrases))
        if found > best[0]:
            best = (found, _marked(text, spans, hits, first, width))
    return best[1]


def _hits(words: Sequence[str], phrases: Sequence[Sequence[str]]) -> list[tuple[int, int, int]]:
    """Return where phrases stand among the words: first word, last word, and which phrase."""
    places: dict[str, list[int]] = {}
    heads = {phrase[0] for phrase in phrases}
    for place, word in enumerate(words):
        if word in heads:
            places.setdefault(word, []).append(place)
    return sorted(
        (place, place + len(phrase) - 1, number)
        for number, phrase in enumerate(phrases)
        for place in places.get(phrase[0], ())
        if tuple(words[place : place + len(phrase)]) == tuple(phrase)
    )


def _best_start(hits: Sequence[tuple[int, int, int]], words: int, width: int, *, phrases: int) -> tuple[int, int]:
    """Return the first word of the stretch with most different phrases, and how many these are."""
    best, most = 0, 0
    for number, (first, _, _) in enumerate(hits):
        # Hits are in order, so that only a stretch's length of them has to be looked at from each.
        near = takewhile(lambda hit, end=first + width: hit[0] < end, islice(hits, number, None))  # type: ignore[misc]
        inside = [hit for hit in near if hit[1] < first + width]
        found = len({phrase for _, _, phrase in inside})
        if found > most:
            last = max(end for _, end, _ in inside)
            # What matched stands in the middle, as far as the text reaches.
            middle = first - max(0, (width - (last - first + 1)) // 2)
            best, most = max(0, min(middle, words - width)), found
        if most == phrases:
            break
    return best, most


def _marked(
    text: str, spans: Sequence[tuple[str, int, int]], hits: Sequence[tuple[int, int, int]], first: int, width: int
) -> str:
    last = min(first + width, len(spans)) - 1
    if last < 0:
        return text
    begin = 0 if first == 0 else spans[first][1]
    end = len(text) if last == len(spans) - 1 else spans[last][2]
    parts, at, covered = [], begin, -1
    for start, stop, _ in hits:
        if start < first or stop > last or start <= covered:
            continue
        parts += [text[at : spans[start][1]], "[", text[spans[start][1] : spans[stop][2]], "]"]
        at, covered = spans[stop][2], stop
    ellipsis = "\N{HORIZONTAL ELLIPSIS}"
    return f"{ellipsis if first else ''}{''.join(parts)}{text[at:end]}{ellipsis if end < len(text) else ''}"
