"""Words that tell one happening from others: names, numbers and details that few reports share.

Two reports whose rare names are the same are likely about one thing, also where a place or a day was misread; two that
share hardly any, though both name many, hardly are. The measure is the cosine of weighted words (Salton and Buckley
1988), names and numbers counting more than other words. How rare a word is follows from the reports of the case and
from how common it is in its language (`resources/usage.py`), so that it can be told in a case of three reports too.
Words are held as numbers while linking runs; none is stored, shown or given as a reason.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import numpy.typing as npt

__all__ = ["NOTHING", "RARE", "Sharing", "Telling", "Words", "likeness", "merged", "sharing", "weights_of", "words_in"]

_PIECES = re.compile(r"([^\W_]{2,})", re.UNICODE)  # splits a text into what stands between words and words, in turn
_ENDS = re.compile(r"[.!?\u061f\u2026:\"\u201c\u201d]\s*$|\n\s*$")
_LOOKED_AT = 3  # characters before a word that tell whether it begins a sentence
_SHORTEST_PLAIN = 4  # letters of a word that is no name; shorter ones are mostly grammar
RARE = 25
"""Documents: a word in more of them brings nobody together."""

_ENOUGH = 2  # shared rare words from which a pair is worth comparing
_NAMED = 4  # names and numbers from which a report says enough for their absence elsewhere to tell


@dataclass(frozen=True, slots=True)
class Telling:
    """The telling words of a strand, as numbers.

    Args:
        numbers: The words that other documents have too, the most telling first.
        values: Their weights.
        length: Length of the vector of all its words.
        total: Sum of the weights of all its words.
        rare: Those few that may bring it to comparison with others.
        cased: Whether its script has capitals: words of different scripts cannot be the same.
        names: How many names and numbers it has.
        aged: Persons whom it and others name, with the age that it tells of them.
        named: Persons of whom others tell an age, and whom it names without.
    """

    numbers: Sequence[int] = ()
    values: Sequence[float] = ()
    length: float = 0.0
    total: float = 0.0
    rare: Sequence[int] = ()
    cased: bool = False
    names: int = 0
    aged: Mapping[int, int] = field(default_factory=dict)
    named: frozenset[int] = frozenset()

    @property
    def enough(self) -> bool:
        """Whether it names so much that it tells something if another report shares none of it."""
        return self.names >= _NAMED

    @property
    def weights(self) -> dict[int, float]:
        """Weight of each word that other documents have too, made anew each time."""
        return dict(zip(self.numbers, self.values, strict=True))


NOTHING = Telling()
"""Of a strand without words."""

Words = tuple[Counter[str], frozenset[str]]
"""Words with how often they occur, and which of them are names or numbers."""


def words_in(text: str, *, headline: bool = False) -> Words:
    """Return the words of a text with how often they occur, in lower case, and which of them are names or numbers.

    Args:
        text: The text.
        headline: Whether every word of it may begin with a capital, so that capitals tell nothing.

    Returns:
        Words of four letters and more, names and numbers of two and more. A word is a name if it has a capital and does
        not begin its sentence; in scripts without capitals none is.
    """
    found: list[str] = []
    names: set[str] = set()
    pieces = _PIECES.split(text)
    for place in range(1, len(pieces), 2):
        key, sort = _SORTS[pieces[place]]
        if sort is _PLAIN:
            found.append(key)
        elif sort is _NUMBER or (sort is not _SHORT and not headline and not _begins(pieces[place - 1], place == 1)):
            names.add(key)
            found.append(key)
        elif sort is _CAPITAL:
            found.append(key)
    return Counter(found), frozenset(names)


def _begins(before: str, first: bool) -> bool:
    """Whether a word begins a sentence, by what stands between it and the word before, or before the first one."""
    if first and len(before) <= _LOOKED_AT and not before.strip():
        return True
    return before != " " and _ENDS.search(before[-_LOOKED_AT:]) is not None


# Sorts of words, before it is known where in a sentence they stand.
_PLAIN, _SHORT, _NUMBER, _CAPITAL, _SHORT_CAPITAL = "plain", "short", "number", "capital", "short capital"


class _Sorts(dict[str, tuple[str, str]]):
    """For each word as written its lower case and its sort; emptied when it holds very many, and filled anew."""

    _MOST = 50_000

    def __missing__(self, word: str) -> tuple[str, str]:
        if len(self) >= self._MOST:
            self.clear()
        plain = len(word) >= _SHORTEST_PLAIN
        if word.isdigit():
            sort = _NUMBER
        elif word[0] != word[0].lower():
            sort = _CAPITAL if plain else _SHORT_CAPITAL
        else:
            sort = _PLAIN if plain else _SHORT
        found = self[word] = (word.casefold(), sort)
        return found


_SORTS = _Sorts()


def merged(texts: Iterable[Words]) -> Words:
    """Return the words of several texts together."""
    several = list(texts)
    if len(several) == 1:
        return several[0]
    found: Counter[str] = Counter()
    names: frozenset[str] = frozenset()
    for words, named in several:
        found.update(words)
        names |= named
    return found, names


def likeness(one: Telling, other: Telling) -> float:
    """Return how alike the telling words of two strands are, 0 to 1."""
    if not one.length or not other.length:
        return 0.0
    fewer, more = sorted((one, other), key=lambda told: len(told.numbers))
    weights = weights_of(more)
    shared = sum(
        weight * weights[number]
        for number, weight in zip(fewer.numbers, fewer.values, strict=True)
        if number in weights
    )
    return shared / (one.length * other.length)


class _Recent(dict[int, tuple[Telling, dict[int, float]]]):
    """The weights of those strands that were lately compared, by identity: pairs with one strand follow one another.

    All of them would weigh more than the words.
    """

    _MOST = 1000

    def of(self, told: Telling) -> dict[int, float]:
        """Return the weight of each word of a strand."""
        held = self.get(id(told))
        if held is None or held[0] is not told:
            if len(self) >= self._MOST:
                self.clear()
            held = self[id(told)] = (told, told.weights)
        return held[1]


_RECENT = _Recent()


def weights_of(told: Telling) -> Mapping[int, float]:
    """Return the weight of each word of a strand that other documents have too, from memory where it was asked lately.

    Args:
        told: Telling words of a strand.
    """
    return _RECENT.of(told)


class Sharing:
    """Looks up which strands share several rare words, or a person whose age both or one of them tell.

    Args:
        told: Telling words of each strand.
    """

    def __init__(self, told: Sequence[Telling]) -> None:
        self._told = told
        self._words = _Holders((word for word in found.rare) for found in told)
        self._persons = _Holders(chain(found.aged, found.named) for found in told)

    def with_one(self, index: int) -> npt.NDArray[np.int32]:
        """Return the strands that share enough with one, itself and repetitions among them."""
        found = self._told[index]
        by_words = [held for held in self._words.of(found.rare) if len(held) <= 2 * RARE]
        by_persons = self._persons.of((*found.aged, *found.named))
        some = [held for held in by_persons if len(held) <= 2 * RARE]
        if by_words:
            others, counts = np.unique(np.concatenate(by_words), return_counts=True)
            some.append(others[counts >= _ENOUGH])
        return np.concatenate(some) if some else _NONE


_NONE = np.empty(0, dtype=np.int32)


class _Holders:
    """For each number the strands that have it, in two flat arrays: a million lists would weigh more than the words."""

    def __init__(self, numbers: Iterable[Iterable[int]]) -> None:
        keys, holders = array("q"), array("i")
        for index, found in enumerate(numbers):
            for number in found:
                keys.append(number)
                holders.append(index)
        order = np.argsort(np.frombuffer(keys, dtype=np.int64) if keys else np.empty(0, np.int64), kind="stable")
        self._keys = np.frombuffer(keys, dtype=np.int64)[order] if keys else np.empty(0, np.int64)
        self._holders = np.frombuffer(holders, dtype=np.int32)[order] if holders else _NONE

    def of(self, numbers: Sequence[int]) -> list[npt.NDArray[np.int32]]:
        """Return for each number the strands that have it, in their order."""
        if not len(numbers):
            return []
        starts = np.searchsorted(self._keys, numbers).tolist()
        ends = np.searchsorted(self._keys, numbers, side="right").tolist()
        return [self._holders[start:end] for start, end in zip(starts, ends, strict=True)]


def sharing(told: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Yield pairs of strands that share several rare words or a person, the smaller index first.

    Args:
        told: Telling words of each strand.
    """
    held = Sharing(told)
    for index in range(len(told)):
        for other in np.unique(held.with_one(index)):
            if other > index:
                yield index, int(other)
