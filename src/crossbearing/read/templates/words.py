"""A report's words with what parser and tagger know of each: what all later decisions look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crossbearing.read.sentences.alike import one_name
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.tagger.decode import CASUALTIES, CHANCES, ROLES
from crossbearing.read.tagger.features import Floats, Ints
from crossbearing.read.tagger.runtime import Reading as Tagged

__all__ = ["Words", "words_of"]

_WIDE_GAP = 3
"""Blanks that begin a paragraph where a text has lost its line breaks."""


@dataclass(frozen=True, slots=True)
class Words:
    """The parsed sentences of one report as one row of words.

    Args:
        texts: Words as written.
        starts: Offset of each word's first character in the document.
        ends: Offset behind its last one.
        lemmas: Their lower-cased lemmas; a party's name under the one name of its sort, so that no side is told apart.
        kinds: Universal parts of speech.
        dependencies: Dependency labels.
        heads: Number of each word's head; a root is its own.
        sentence: Which of the parsed sentences each word is in, counted from 0.
        ranges: First word and word behind the last of each parsed sentence.
        indices: Number of each parsed sentence in the document.
        paragraphs: A number for each parsed sentence that differs where a paragraph begins.
        wording: Each parsed sentence as written.
        chunks: Noun phrases: first word, word behind the last, head.
        inside: Chances that a word belongs to each role, shape (words, roles).
        begins: Chances that a role's words begin with it, shape (words, roles).
        fates: Chances that it belongs to persons killed or wounded, shape (words, 2).
        told: Chances that it tells an incident of each type, shape (words, types).
    """

    texts: tuple[str, ...]
    starts: Ints
    ends: Ints
    lemmas: tuple[str, ...]
    kinds: tuple[str, ...]
    dependencies: tuple[str, ...]
    heads: tuple[int, ...]
    sentence: Ints
    ranges: tuple[tuple[int, int], ...]
    indices: tuple[int, ...]
    paragraphs: tuple[int, ...]
    wording: tuple[str, ...]
    chunks: tuple[tuple[int, int, int], ...]
    inside: Floats
    begins: Floats
    fates: Floats
    told: Floats

    def __len__(self) -> int:
        return len(self.texts)

    def bounds(self, word: int) -> tuple[int, int]:
        """Return the first word of a word's sentence and the word behind its last one."""
        return self.ranges[int(self.sentence[word])]


def words_of(entries: Sequence[Parsed], tagged: Tagged) -> Words:
    """Return the words of some parsed sentences with the tagger's chances.

    Args:
        entries: Parsed sentences of one document, in order.
        tagged: What the tagger read in these sentences, with offsets into the document.
    """
    tokens = [token for entry in entries for token in entry.tokens]
    ranges: list[tuple[int, int]] = []
    chunks: list[tuple[int, int, int]] = []
    heads: list[int] = []
    first = 0
    for entry in entries:
        ranges.append((first, first + len(entry.tokens)))
        chunks += [(first + start, first + end, first + head) for start, end, head in entry.doc.noun_chunks]
        heads += [first + token.head.i for token in entry.tokens]
        first += len(entry.tokens)
    bounds = np.array([pair for entry in entries for pair in entry.bounds()], dtype=np.int64).reshape(-1, 2)
    starts, ends = np.ascontiguousarray(bounds.T)
    parts = np.split(_chances(tagged, starts, ends), np.cumsum([len(ROLES), len(ROLES), len(CASUALTIES)]), axis=1)
    return Words(
        texts=tuple([token.text for token in tokens]),
        starts=starts,
        ends=ends,
        lemmas=tuple([one_name(token.lemma_) for token in tokens]),
        kinds=tuple([token.pos_ for token in tokens]),
        dependencies=tuple([token.dep_ for token in tokens]),
        heads=tuple(heads),
        sentence=np.repeat(np.arange(len(entries)), [len(entry.tokens) for entry in entries]),
        ranges=tuple(ranges),
        indices=tuple(entry.sentence.index for entry in entries),
        paragraphs=_paragraphs(entries),
        wording=tuple(entry.sentence.text for entry in entries),
        chunks=tuple(chunks),
        inside=parts[0],
        begins=parts[1],
        fates=parts[2],
        told=parts[3],
    )


def _chances(tagged: Tagged, starts: Ints, ends: Ints) -> Floats:
    """Return the chances of the tagger's word that each word begins in, or none where it read no such word."""
    found = np.zeros((len(starts), len(CHANCES)), dtype=np.float32)
    if not len(starts) or not len(tagged.word_ends):
        return found
    place = np.minimum(np.searchsorted(tagged.word_ends, starts, side="right"), len(tagged.word_ends) - 1)
    read = (tagged.word_starts[place] < ends) & (tagged.word_ends[place] > starts)
    found[read] = tagged.chances[place[read]]
    return found


def _paragraphs(entries: Sequence[Parsed]) -> tuple[int, ...]:
    numbers: list[int] = []
    for number, entry in enumerate(entries):
        if not number:
            numbers.append(0)
            continue
        before = entries[number - 1].sentence
        begins = (
            entry.sentence.paragraph != before.paragraph
            or entry.sentence.start - before.end >= _WIDE_GAP
            or entry.sentence.index != before.index + 1
        )
        numbers.append(numbers[-1] + begins)
    return tuple(numbers)
