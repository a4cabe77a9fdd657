"""Which passages two texts share word for word: what a reader needs to see of a copy."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crossbearing.model.documents import READ_BY_DEFAULT, Text

__all__ = ["Passage", "shared_passages"]

_WORDS = 6  # as in `link.copies`: shorter runs are shared by chance
_WORD = re.compile(r"[^\W_]+")
_MOST_PLACES = 40  # places of one run that are tried; a formula repeated more often says nothing


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words that stands in two texts; case and punctuation do not count.

    Args:
        words: How many words.
        start: Offset of its first character in the one text.
        end: Offset behind its last.
        other_start: The same in the other text.
        other_end: The same in the other text.
    """

    words: int
    start: int
    end: int
    other_start: int
    other_end: int


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    start: int
    end: int
    block: int


def shared_passages(one: Text, other: Text) -> tuple[Passage, ...]:
    """Return the passages of at least six words that two texts share, in the order of the first.

    From left to right the longest passage that begins at a word is taken (greedy tiling, after M. J. Wise, String
    Similarity via Greedy String Tiling, 1993, without its sorting by length: what is shown is the reader's order).
    Passages of the first text never overlap; in the second, one passage may be met twice. Only what is read as the
    report counts; a passage ends with its block.

    Args:
        one: A working text.
        other: Another.
    """
    mine, theirs = list(_words(one)), list(_words(other))
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(theirs) - _WORDS + 1):
        if theirs[at].block == theirs[at + _WORDS - 1].block:
            places[_run(theirs, at)].append(at)
    found = []
    at = 0
    while at <= len(mine) - _WORDS:
        candidates = places.get(_run(mine, at), [])[:_MOST_PLACES] if _one_block(mine, at) else []
        if not candidates:
            at += 1
            continue
        length, place = max((_length(mine, at, theirs, place), -place) for place in candidates)
        last, other_first, other_last = mine[at + length - 1], theirs[-place], theirs[-place + length - 1]
        found.append(Passage(length, mine[at].start, last.end, other_first.start, other_last.end))
        at += length
    return tuple(found)


def _words(text: Text) -> Iterator[_Word]:
    for number, block in enumerate(text.blocks):
        if block.kind in READ_BY_DEFAULT:
            for match in _WORD.finditer(text.content, block.start, block.end):
                yield _Word(match.group().casefold(), match.start(), match.end(), number)


def _run(words: list[_Word], at: int) -> tuple[str, ...]:
    return tuple(word.key for word in words[at : at + _WORDS])


def _one_block(words: list[_Word], at: int) -> bool:
    return words[at].block == words[at + _WORDS - 1].block


def _length(mine: list[_Word], at: int, theirs: list[_Word], place: int) -> int:
    pairs: Iterable[tuple[_Word, _Word]] = zip(mine[at:], theirs[place:], strict=False)
    length = 0
    for one, other in pairs:
        if one.key != other.key or one.block != mine[at].block or other.block != theirs[place].block:
            break
        length += 1
    return length
