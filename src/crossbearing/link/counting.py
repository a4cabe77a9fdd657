"""Counts the words of many strands and weighs them by how few documents share them.

Words are held as numbers in flat arrays: a case of a million claims has some hundred thousand reports.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from crossbearing.link.persons import NOBODY, Named
from crossbearing.link.words import RARE, Telling, Words
from crossbearing.resources.usage import share_of_reports

__all__ = ["Counted", "WordCounts", "together"]

_PLAIN = 0.35  # what a word that is no name counts beside one; tried on development sets
_UNSEEN = 100  # ordinary reports on other matters assumed beside those of the case
_HOUSE = 5  # reports of a publisher from which its own manner can be told
_KEPT = 80  # words a strand, the most telling first
_FOR_BLOCKS = 20  # of them that may bring two strands to comparison
_GRAMMAR = 0.9  # share of ordinary reports that have a word from which it is grammar and no part of a name
_AGES = 128  # more than any age in years
_NOBODY: dict[int, int] = {}


@dataclass(frozen=True, slots=True)
class Counted:
    """Words as numbers of one `WordCounts`.

    Args:
        numbers: The words, in order of first appearance.
        times: How often each occurs, less than nothing for names.
        cased: Whether its script has capitals.
        language: ISO 639-1 code of the language it is written in, or empty.
        aged: Persons with an age, and the age.
        pairs: Pairs of words that may be a person's name.
    """

    numbers: array[int]
    times: array[int]
    cased: bool
    language: str = ""
    aged: Sequence[int] = ()
    pairs: Sequence[int] = ()


class _Numbers(dict[str, int]):
    """Words with their numbers; a word gets the next one when it is first asked for."""

    def __missing__(self, word: str) -> int:
        found = self[word] = len(self)
        return found


@dataclass(frozen=True, slots=True)
class _Placed:
    document: str
    house: str
    words: Counted


class WordCounts:
    """Counts the words of many strands and weighs them by how few documents share them.

    Args:
        stems: Letters to which words are cut, so that forms of one word meet; 0: none are cut.
    """

    def __init__(self, stems: int = 0) -> None:
        self._stems = stems or None
        self._numbers: dict[str, int] = _Numbers()
        self._placed: list[_Placed] = []

    def counted(self, words: Words, *, language: str = "", persons: Named = NOBODY) -> Counted:
        """Return words as numbers; nothing is counted for a strand yet.

        Args:
            words: With how often they occur.
            language: ISO 639-1 code of the language, or empty.
            persons: Whom the same text names.
        """
        found, names = words
        if self._stems is not None:
            cut: Counter[str] = Counter()
            for word, times in found.items():
                cut[word[: self._stems]] += times
            found = cut
        return Counted(
            numbers=array("i", map(self._numbers.__getitem__, found)),
            # The sign marks names.
            times=array("i", (-times if word in names else times for word, times in found.items())),
            cased=any(word != word.upper() for word in found),
            language=language,
            aged=array("q", (self._person(*key) * _AGES + age for key, age in persons.aged.items())),
            pairs=array("q", (self._person(*key) for key in sorted(persons.pairs))),
        )

    def place(self, document: str, words: Counted, *, house: str = "") -> None:
        """Count words for the next strand; strands of one document follow one another or not.

        Args:
            document: The strand's document.
            words: Its words.
            house: Its publisher, or empty: what a house says in every report tells nothing.
        """
        self._placed.append(_Placed(document, house, words))

    def add(self, document: str, words: Words, *, language: str = "", house: str = "") -> None:
        """Count the words of the next strand: `counted` and `place` in one."""
        self.place(document, self.counted(words, language=language), house=house)

    def weighed(self) -> list[Telling]:
        """Return the telling words of each strand, in the order they were placed."""
        rank, usual = self._in_order()
        held, size = _held(self._placed)
        words = _Rarities(len(self._numbers), rank, held)
        for number, count in held.items():
            words.rarity[number] = math.log((size + _UNSEEN) / (count + _UNSEEN * usual[number]))
        houses: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self._placed):
            houses[one.house].append(place)
        persons = self._persons()
        found: list[Telling | None] = [None] * len(self._placed)
        for house, places in houses.items():
            seen = [self._placed[place] for place in places]
            often, reports = _held(seen) if house and len(seen) >= _HOUSE else ({}, 0)
            # What a house says in every report tells nothing there.
            rare = {number: math.log((reports + _HOUSE) / count) for number, count in often.items()}
            with words.lowered(rare if reports >= _HOUSE else {}):
                for place in places:
                    found[place] = words.telling(self._placed[place].words, persons)
        return [one for one in found if one is not None]

    def _person(self, first: str, last: str) -> int:
        return self._numbers[first] << 28 | self._numbers[last]

    def _in_order(self) -> tuple[dict[int, int], dict[int, float]]:
        """Return for each word its place in the order in which strands have it, and how usual it is.

        Words are numbered as texts come from the case; what follows must not depend on that.
        """
        rank: dict[int, int] = {}
        usual: dict[int, float] = {}
        names = list(self._numbers)
        for one in self._placed:
            for number in one.words.numbers:
                if number not in rank:
                    rank[number] = len(rank)
                    usual[number] = share_of_reports(names[number], one.words.language, prefix=self._stems is not None)
        return rank, usual

    def _persons(self) -> frozenset[int]:
        """Return the persons with an age that few documents name, but more than one."""
        aged = {code // _AGES for one in self._placed for code in one.words.aged}
        documents: dict[int, set[str]] = {person: set() for person in aged}
        for one in self._placed:
            for person in one.words.pairs:
                if person in aged:
                    documents[person].add(one.document)
            for code in one.words.aged:
                documents[code // _AGES].add(one.document)
        names = list(self._numbers)
        return frozenset(
            person
            for person, found in documents.items()
            if 1 < len(found) <= RARE
            and all(
                share_of_reports(names[number], "en") < _GRAMMAR for number in (person >> 28, person & (1 << 28) - 1)
            )
        )


def _held(seen: Iterable[_Placed]) -> tuple[Counter[int], int]:
    """Return in how many documents each word stands, and how many documents there are."""
    of_document: dict[str, list[Counted]] = {}
    for one in seen:
        of_document.setdefault(one.document, []).append(one.words)
    held: Counter[int] = Counter()
    for found in of_document.values():
        held.update(found[0].numbers if len(found) == 1 else {number for words in found for number in words.numbers})
    return held, len(of_document)


class _Rarities:
    """How rare each word is, in flat arrays by its number.

    Args:
        size: How many words have a number.
        rank: Place of words in the order in which strands have them; of words that no strand has, none.
        held: In how many documents words stand.
    """

    def __init__(self, size: int, rank: Mapping[int, int], held: Mapping[int, int]) -> None:
        self.rarity = np.zeros(size)
        self._rank = np.zeros(size, dtype=np.int64)
        self._held = np.zeros(size, dtype=np.int64)
        for found, given in ((self._rank, rank), (self._held, held)):
            found[np.fromiter(given, dtype=np.int64, count=len(given))] = np.fromiter(
                given.values(), dtype=np.int64, count=len(given)
            )
        self._often = np.array([0.0, 1.0])  # what a word counts that occurs so often

    @contextmanager
    def lowered(self, rare: Mapping[int, float]) -> Iterator[None]:
        """Hold words for less rare for a while, as far as they are."""
        lower = {number: value for number, value in rare.items() if value < self.rarity[number]}
        places = np.fromiter(lower, dtype=np.int64, count=len(lower))
        before = self.rarity[places]
        self.rarity[places] = np.fromiter(lower.values(), dtype=np.float64, count=len(lower))
        try:
            yield
        finally:
            self.rarity[places] = before

    def telling(self, words: Counted, persons: frozenset[int]) -> Telling:
        """Return the telling words of a strand.

        Args:
            words: All its words.
            persons: Those with an age that few documents name, but more than one.
        """
        numbers = np.frombuffer(words.numbers, dtype=np.int32) if words.numbers else _NONE
        times = np.frombuffer(words.times, dtype=np.int32) if words.times else _NONE
        counts = np.abs(times)
        most = int(counts.max(initial=0))
        if most >= len(self._often):
            self._often = np.array([0.0, *(1 + math.log(count) for count in range(1, 2 * most))])
        weights = self._often[counts] * self.rarity[numbers] * np.where(times < 0, 1.0, _PLAIN)
        order = np.lexsort((self._rank[numbers], -weights))[:_KEPT]
        order = order[weights[order] > 0]
        kept, numbers = weights[order].tolist(), numbers[order]
        held = self._held[numbers]
        several = held > 1
        aged = {code // _AGES: code % _AGES for code in words.aged if code // _AGES in persons} or _NOBODY
        return Telling(
            numbers=array("i", numbers[several].tobytes()),
            values=array("d", weights[order][several].tobytes()),
            length=math.sqrt(sum(weight * weight for weight in kept)),
            total=sum(kept),
            rare=array("i", numbers[several & (held <= RARE)][:_FOR_BLOCKS].tobytes()),
            cased=words.cased,
            names=int((times < 0).sum()),
            aged=aged,
            named=frozenset(person for person in words.pairs if person in persons and person not in aged),
        )


_NONE = np.empty(0, dtype=np.int32)


def together(counted: Sequence[Counted]) -> Counted:
    """Return the words of several texts of one language together, in order of first appearance."""
    times: dict[int, int] = {}
    names: set[int] = set()
    aged: dict[int, None] = {}
    pairs: dict[int, None] = {}
    for one in counted:
        for number, count in zip(one.numbers, one.times, strict=True):
            times[number] = times.get(number, 0) + abs(count)
            if count < 0:
                names.add(number)
        aged.update(dict.fromkeys(one.aged))
        pairs.update(dict.fromkeys(one.pairs))
    return Counted(
        numbers=array("i", times),
        times=array("i", (-count if number in names else count for number, count in times.items())),
        cased=any(one.cased for one in counted),
        language=next((one.language for one in counted if one.language), ""),
        aged=array("q", aged),
        pairs=array("q", pairs),
    )
