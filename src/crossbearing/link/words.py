"""Words that tell one happening from others: names, numbers and details that few reports share.

Two reports whose rare names are the same are likely about one thing, also where a place or a day was misread; two that
share hardly any, though both name many, hardly are. The measure is the cosine of weighted words (Salton and Buckley
1988), names and numbers counting more than other words. How rare a word is follows from the reports of the case and
from how common it is in its language (`resources/usage.py`), so that it can be told in a case of three reports too.
Words are held as numbers while linking runs; none is stored, shown or given as a reason.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crossbearing.resources.usage import share_of_reports

__all__ = ["NOTHING", "Telling", "WordCounts", "likeness", "merged", "sharing", "words_in"]

_WORD = re.compile(r"[^\W_]{2,}", re.UNICODE)
_ENDS = re.compile(r"(?:^|[.!?\u061f\u2026:\"\u201c\u201d])\s*$|\n\s*$")
_SHORTEST_PLAIN = 4  # letters of a word that is no name; shorter ones are mostly grammar
_PLAIN = 0.35  # what a word that is no name counts beside one; tried on development sets
_UNSEEN = 100  # ordinary reports on other matters assumed beside those of the case
_HOUSE = 5  # reports of a publisher from which its own manner can be told
_KEPT = 80  # words a strand, the most telling first
_FOR_BLOCKS = 20  # of them that may bring two strands to comparison
_RARE = 25  # documents: a word in more of them brings nobody together
_ENOUGH = 2  # shared rare words from which a pair is worth comparing
_NAMED = 4  # names and numbers from which a report says enough for their absence elsewhere to tell


@dataclass(frozen=True, slots=True)
class Telling:
    """The telling words of a strand, as numbers.

    Args:
        weights: Weight of each word that other documents have too.
        length: Length of the vector of all its words.
        total: Sum of the weights of all its words.
        rare: Those few that may bring it to comparison with others.
        cased: Whether its script has capitals: words of different scripts cannot be the same.
        names: How many names and numbers it has.
    """

    weights: Mapping[int, float]
    length: float = 0.0
    total: float = 0.0
    rare: tuple[int, ...] = ()
    cased: bool = False
    names: int = 0

    @property
    def enough(self) -> bool:
        """Whether it names so much that it tells something if another report shares none of it."""
        return self.names >= _NAMED


NOTHING = Telling({})
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


@dataclass(frozen=True, slots=True)
class _Counted:
    """The words of one strand: numbers of words, and how often each occurs, less than nothing for names."""

    document: str
    house: str
    numbers: array[int]
    times: array[int]
    cased: bool


class WordCounts:
    """Counts the words of many strands and weighs them by how few documents share them.

    Args:
        stems: Letters to which words are cut, so that forms of one word meet; 0: none are cut.
    """

    def __init__(self, stems: int = 0) -> None:
        self._stems = stems or None
        self._numbers: dict[str, int] = {}
        self._usual: list[float] = []
        self._seen: list[_Counted] = []

    def add(self, document: str, words: Words, *, language: str = "", house: str = "") -> None:
        """Count the words of one strand; strands of one document follow one another or not.

        Args:
            document: Its document's id.
            words: Its words.
            language: ISO 639-1 code of the language it is written in, or empty.
            house: Its publisher, or empty: what a house says in every report tells nothing.
        """
        found, names = words
        if self._stems is not None:
            cut: Counter[str] = Counter()
            for word, times in found.items():
                cut[word[: self._stems]] += times
            found = cut
        numbers, times_ = array("i"), array("i")
        for word, times in found.items():
            number = self._numbers.get(word)
            if number is None:
                number = self._numbers[word] = len(self._numbers)
                self._usual.append(share_of_reports(word, language, prefix=self._stems is not None))
            numbers.append(number)
            times_.append(-times if word in names else times)  # the sign marks names
        cased = any(word != word.upper() for word in found)
        self._seen.append(_Counted(document, house, numbers, times_, cased))

    def weighed(self) -> list[Telling]:
        """Return the telling words of each strand, in the order they were added."""
        held, size = _held(self._seen)
        rarity = {
            number: math.log((size + _UNSEEN) / (count + _UNSEEN * self._usual[number]))
            for number, count in held.items()
        }
        houses: dict[str, list[_Counted]] = defaultdict(list)
        for one in self._seen:
            houses[one.house].append(one)
        at_home: dict[str, dict[int, float]] = {}
        for house, seen in houses.items():
            often, reports = _held(seen)
            if house and reports >= _HOUSE:
                rare = {number: math.log((reports + _HOUSE) / count) for number, count in often.items()}
                at_home[house] = {number: value for number, value in rare.items() if value < rarity[number]}
        nothing: dict[int, float] = {}
        return [_telling(one, rarity, at_home.get(one.house, nothing), held) for one in self._seen]


def _held(seen: Iterable[_Counted]) -> tuple[Counter[int], int]:
    """Return in how many documents each word stands, and how many documents there are."""
    documents: dict[str, set[int]] = defaultdict(set)
    for one in seen:
        documents[one.document].update(one.numbers)
    return Counter(number for found in documents.values() for number in found), len(documents)


def _telling(
    one: _Counted, rarity: Mapping[int, float], at_home: Mapping[int, float], held: Mapping[int, int]
) -> Telling:
    weights: list[tuple[float, int]] = []
    for number, count in zip(one.numbers, one.times, strict=True):
        rare = at_home.get(number, rarity[number])
        weight = (1 + math.log(abs(count))) * rare * (1 if count < 0 else _PLAIN)
        if weight > 0:
            weights.append((weight, number))
    weights.sort(key=lambda pair: (-pair[0], pair[1]))
    weights = weights[:_KEPT]
    shared = [(weight, number) for weight, number in weights if held[number] > 1]
    return Telling(
        weights={number: weight for weight, number in shared},
        length=math.sqrt(sum(weight * weight for weight, _number in weights)),
        total=sum(weight for weight, _number in weights),
        rare=tuple([number for _weight, number in shared if held[number] <= _RARE][:_FOR_BLOCKS]),
        cased=one.cased,
        names=sum(count < 0 for count in one.times),
    )


def likeness(one: Telling, other: Telling) -> float:
    """Return how alike the telling words of two strands are, 0 to 1."""
    if not one.length or not other.length:
        return 0.0
    fewer, more = sorted((one.weights, other.weights), key=len)
    shared = sum(weight * more[number] for number, weight in fewer.items() if number in more)
    return shared / (one.length * other.length)


def sharing(told: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Yield pairs of strands that share several rare words.

    Args:
        told: Telling words of each strand.
    """
    holders: dict[int, list[int]] = defaultdict(list)
    for index, found in enumerate(told):
        for word in found.rare:
            holders[word].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for word in sorted(holders):
        indices = holders[word]
        if len(indices) <= 2 * _RARE:
            shared.update((one, other) for at, one in enumerate(indices) for other in indices[at + 1 :])
    for pair, count in shared.items():
        if count >= _ENOUGH:
            yield pair
