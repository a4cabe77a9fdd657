"""Counts the words of many strands and weighs them by how few documents share them.

Words are held as numbers in flat arrays: a case of a million claims has some hundred thousand reports.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
        self._numbers: dict[str, int] = {}
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
            numbers=array("i", map(self._number, found)),
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
        rarity = {
            number: math.log((size + _UNSEEN) / (count + _UNSEEN * usual[number])) for number, count in held.items()
        }
        houses: dict[str, list[_Placed]] = defaultdict(list)
        for one in self._placed:
            houses[one.house].append(one)
        at_home: dict[str, dict[int, float]] = {}
        for house, seen in houses.items():
            often, reports = _held(seen) if house and len(seen) >= _HOUSE else ({}, 0)
            if reports >= _HOUSE:
                rare = {number: math.log((reports + _HOUSE) / count) for number, count in often.items()}
                at_home[house] = {number: value for number, value in rare.items() if value < rarity[number]}
        persons = self._persons()
        nothing: dict[int, float] = {}
        return [
            _telling(one, rarity, at_home.get(one.house, nothing), held=held, rank=rank, persons=persons)
            for one in self._placed
        ]

    def _number(self, word: str) -> int:
        return self._numbers.setdefault(word, len(self._numbers))

    def _person(self, first: str, last: str) -> int:
        return self._number(first) << 28 | self._number(last)

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


def _telling(
    one: _Placed,
    rarity: Mapping[int, float],
    at_home: Mapping[int, float],
    *,
    held: Mapping[int, int],
    rank: Mapping[int, int],
    persons: frozenset[int],
) -> Telling:
    weights: list[tuple[float, int, int]] = []
    words = one.words
    for number, count in zip(words.numbers, words.times, strict=True):
        rare = at_home.get(number, rarity[number])
        weight = (1 + math.log(abs(count))) * rare * (1 if count < 0 else _PLAIN)
        if weight > 0:
            weights.append((-weight, rank[number], number))
    weights.sort()
    weights = weights[:_KEPT]
    shared = [(-weight, number) for weight, _rank, number in weights if held[number] > 1]
    aged = {code // _AGES: code % _AGES for code in words.aged if code // _AGES in persons} or _NOBODY
    return Telling(
        numbers=array("i", [number for _weight, number in shared]),
        values=array("d", [weight for weight, _number in shared]),
        length=math.sqrt(sum(weight * weight for weight, _rank, _number in weights)),
        total=sum(-weight for weight, _rank, _number in weights),
        rare=array("i", [number for _weight, number in shared if held[number] <= RARE][:_FOR_BLOCKS]),
        cased=words.cased,
        names=sum(count < 0 for count in words.times),
        aged=aged,
        named=frozenset(person for person in words.pairs if person in persons and person not in aged),
    )


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
