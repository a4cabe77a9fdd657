"""Wordings that could fill a role: stretches that the tagger's chances mark out, and noun phrases of the parser.

A threshold on chances alone finds 68 % of the fillers in MUC-4's development part at its lowest useful setting; both
kinds together hold 95 %. Which of them fill a role is decided afterwards, on all evidence at once.
"""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from crossbearing.read.tagger.decode import ROLES
from crossbearing.read.templates.words import Words

__all__ = ["Candidate", "Place", "candidates", "folded"]

LEVELS: Final = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Levels at which stretches of likely words are cut out; each stretch that any level gives is a candidate."""
LEAST: Final = 0.03
"""Wordings whose words belong to no role with at least this mean chance are left out: nine in ten, 1 % of fillers."""
LONGEST: Final = 14
"""Words of the longest wording; the longest fillers of MUC-4 with more are whole clauses."""

FULL, TAIL, WITH_PHRASE = 1, 2, 4
"""How a wording stands in a noun phrase: all of it, its end, or with what a preposition adds. Bits of `Place.shape`."""

_ARTICLE: Final = re.compile(r"\b(a|an|the)\b")
_NO_PUNCTUATION: Final = str.maketrans("", "", string.punctuation)
_LEADING: Final = frozenset({"a", "an", "the", "'s", "\u2019s"})
_QUOTES: Final = frozenset("\"'`")
_TAIL_WORDS: Final = 6


class Place(NamedTuple):
    """One place where a wording stands: its words, from `first` to before `behind`.

    Args:
        first: First word.
        behind: Word behind the last.
        marked: Bits of the roles whose chances mark out just these words.
        shape: Bits `FULL`, `TAIL`, `WITH_PHRASE`; 0 where the parser sees no noun phrase here.
    """

    first: int
    behind: int
    marked: int
    shape: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A wording, folded, with every place where it stands, in order."""

    wording: str
    places: tuple[Place, ...]


def folded(text: str) -> str:
    """Return a wording in lower case without punctuation, articles and extra blanks: the key of equal wordings."""
    return " ".join(_ARTICLE.sub(" ", text.lower().translate(_NO_PUNCTUATION)).split())


def candidates(words: Words, text: str) -> tuple[Candidate, ...]:
    """Return the wordings of a report that could fill a role, in order of first place.

    Args:
        words: Its words.
        text: The document's characters, which the words' offsets index.
    """
    if not len(words):
        return ()
    found: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for start, end, role in _stretches(words):
        first, behind = _trimmed(words, start, end)
        if 0 < behind - first <= LONGEST:
            found[first, behind][0] |= 1 << role
    for first, behind, shape in _phrases(words):
        found[first, behind][1] |= shape
    spans = sorted(found.items())
    likely: set[str] = set()
    places: dict[str, list[Place]] = defaultdict(list)
    for ((first, behind), (marked, shape)), chance in zip(
        spans, _chances(words, [span for span, _ in spans]), strict=True
    ):
        wording = folded(text[words.starts[first] : words.ends[behind - 1]])
        if wording:
            places[wording].append(Place(first, behind, marked, shape))
            if chance >= LEAST:
                likely.add(wording)
    return tuple(Candidate(wording, tuple(stands)) for wording, stands in places.items() if wording in likely)


def _chances(words: Words, spans: list[tuple[int, int]]) -> list[float]:
    """Return for each stretch of words the mean chance of the role that it is likeliest in."""
    if not spans:
        return []
    sums = np.vstack([np.zeros(len(ROLES)), np.cumsum(words.inside, axis=0)])
    first, behind = np.array(spans).T
    means: list[float] = ((sums[behind] - sums[first]) / (behind - first)[:, None]).max(axis=1).tolist()
    return means


def _stretches(words: Words) -> set[tuple[int, int, int]]:
    """Return the stretches whose chances all reach some level, cut where a new filler is likely to begin.

    All roles and levels are cut at once, laid out as one row of words each, one row behind the other.
    """
    size = len(words)
    opens = np.zeros(size, dtype=np.bool_)
    opens[[low for low, high in words.ranges if low < high]] = True
    chance = words.inside.T[:, None, :]
    reached = chance >= np.array(LEVELS, dtype=words.inside.dtype)[None, :, None]
    cut = opens | (words.begins > words.inside / 2).T[:, None, :]
    before = np.zeros_like(reached)
    before[:, :, 1:] = reached[:, :, :-1]
    starts = reached & (cut | ~before)
    edges = np.flatnonzero(starts | ~reached | opens)
    (places,) = np.nonzero(starts.ravel())
    ends = np.append(edges, reached.size)[np.searchsorted(edges, places, side="right")]
    rows = places // size
    found = ((places % size).tolist(), (ends - rows * size).tolist(), (rows // len(LEVELS)).tolist())
    return set(zip(*found, strict=True))


def _phrases(words: Words) -> Iterator[tuple[int, int, int]]:
    """Yield noun phrases, their ends, and with them what "of", "in" and the like add behind the head."""
    for start, end, head in words.chunks:
        first, behind = _trimmed(words, start, end)
        if behind <= first or words.kinds[head] == "PRON":
            continue
        for begin in range(first, min(behind, head + 1)):
            if begin > first and behind - begin > _TAIL_WORDS:
                continue
            yield begin, behind, FULL if begin == first else TAIL
            if behind > head + 1:
                yield begin, head + 1, TAIL
        limit = words.bounds(head)[1]
        for word in range(head + 1, min(limit, head + 3)):
            if words.heads[word] == head and words.dependencies[word] == "prep":
                close = _subtree_end(words, word, limit)
                if close - first <= LONGEST:
                    yield first, close, WITH_PHRASE


def _subtree_end(words: Words, word: int, limit: int) -> int:
    """Return the word behind the last one to the right that hangs on a word."""
    inside = {word}
    end = word + 1
    for other in range(word + 1, limit):
        if words.heads[other] in inside:
            inside.add(other)
            end = other + 1
        elif words.heads[other] <= word or words.heads[other] == other:
            break
    return end


def _trimmed(words: Words, first: int, behind: int) -> tuple[int, int]:
    """Take articles and punctuation off both ends; quotation marks stay, as they can be part of a name."""

    def empty(word: int) -> bool:
        return words.kinds[word] in {"PUNCT", "SPACE"} and words.texts[word] not in _QUOTES

    while first < behind and (empty(first) or words.texts[first].lower() in _LEADING):
        first += 1
    while behind > first and empty(behind - 1):
        behind -= 1
    return first, behind
