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

__all__ = ["NOTHING", "RARE", "Sharing", "Telling", "Words", "likeness", "merged", "sharing", "words_in"]

_WORD = re.compile(r"[^\W_]{2,}", re.UNICODE)
_ENDS = re.compile(r"(?:^|[.!?\u061f\u2026:\"\u201c\u201d])\s*$|\n\s*$")
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
    found: Counter[str] = Counter()
    names: set[str] = set()
    for match in _WORD.finditer(text):
        word = match.group()
        key = word.casefold()
        capital = word[0] != word[0].lower() and not headline
        if word.isdigit() or (capital and not _ENDS.search(text, max(0, match.start() - 3), match.start())):
            names.add(key)
            found[key] += 1
        elif len(word) >= _SHORTEST_PLAIN:
            found[key] += 1
    return found, frozenset(names)


def merged(texts: Iterable[Words]) -> Words:
    """Return the words of several texts together."""
    found: Counter[str] = Counter()
    names: frozenset[str] = frozenset()
    for words, named in texts:
        found.update(words)
        names |= named
    return found, names


def likeness(one: Telling, other: Telling) -> float:
    """Return how alike the telling words of two strands are, 0 to 1."""
    if not one.length or not other.length:
        return 0.0
    fewer, more = sorted((one, other), key=lambda told: len(told.numbers))
    weights = more.weights
    shared = sum(
        weight * weights[number]
        for number, weight in zip(fewer.numbers, fewer.values, strict=True)
        if number in weights
    )
    return shared / (one.length * other.length)


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
        by_words = [held for word in found.rare if len(held := self._words.of(word)) <= 2 * RARE]
        by_persons = [self._persons.of(person) for person in (*found.aged, *found.named)]
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

    def of(self, number: int) -> npt.NDArray[np.int32]:
        """Return the strands that have a number, in their order."""
        start, end = np.searchsorted(self._keys, (number, number + 1))
        return self._holders[start:end]


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
