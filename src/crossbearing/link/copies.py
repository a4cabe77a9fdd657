"""Which documents share most of their text: reprints, wire copy with a local paragraph, excerpts.

Word shingles (Broder 1997) are sketched by MinHash (rensa) and looked up by locality-sensitive hashing, so that the
cost grows with the texts and not with their pairs. A sketch only proposes: what share of the shorter text stands in the
other is then counted exactly, so that chance and the settings of the sketches make no copies. Texts that are the same
word for word, or nearly so, are folded into one first: a flood of reprints, each with a line of its own, costs its own
length.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from crossbearing.link.sketches import PERMUTATIONS, BandIndex, sketched
from crossbearing.model.documents import READ_BY_DEFAULT, Text
from crossbearing.model.ids import normalised_words

__all__ = ["Copies", "find_copies"]

_WORDS = 6  # words a shingle; shorter runs are shared by chance or by quotation
_SHORTEST = 30  # words; shorter texts share shingles by chance
_SHARED = 0.5  # share of the shorter text's shingles from which it counts as contained
_FEWEST = 12  # shingles shared: less is a quotation, however short the text
_NEARLY = 0.8  # share of all shingles of two texts (Jaccard) from which they are one
_ESTIMATED = 0.7  # the same by the sketches, whose standard error is 0.04
_COMMON = 200  # a shingle in more distinct texts than this is a formula, not a copy
_HOUSES = 0.5  # publishers a text from which a text that hundreds have went round
_MOST_FIRST = 50  # first texts of floods with which one is compared
_FOLDING_BANDS = 32  # of four slots each: a pair with four fifths in common meets in one of them all but surely
# For containment every slot is a band: a short text within one nine times as long has a twentieth of all shingles in
# common, and the two meet with 99.9 %.
_BATCH = 1000  # texts

_SAME = "has the same text as another report"
_MOSTLY_SAME = "shares most of its text with another report"

_Shingles = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Copies:
    """Which documents are copies of which. Documents with the same words, or nearly, are one text.

    Args:
        texts: For each document with copies its text, by the id of the first document that has it.
        alike: For each text those that share much with it, closest first, with the reason in words.
        varied: Those of the texts whose documents differ in some words.
        reworded: Pairs of texts that were joined by `joined_by`: they share matter and no run of words.
    """

    texts: Mapping[str, str]
    alike: Mapping[str, tuple[tuple[str, str], ...]]
    varied: frozenset[str] = frozenset()
    reworded: frozenset[tuple[str, str]] = frozenset()

    def text_of(self, document: str) -> str:
        """Return the text of a document, by the id of the first document that has it."""
        return self.texts.get(document, document)

    def near(self, document: str) -> tuple[tuple[str, str], ...]:
        """Return the texts that a document is a copy of, its own first, with the reason in words."""
        own = self.text_of(document)
        return ((own, _MOSTLY_SAME if own in self.varied else _SAME), *self.alike.get(own, ()))

    def joined_by(self, more: Mapping[str, Sequence[tuple[float, str, str]]]) -> Copies:
        """Return these copies and further ones, which come behind.

        Args:
            more: For each text triples of how much it shares, the other text and the reason in words.
        """
        found = dict(self.alike)
        reworded: set[tuple[str, str]] = set()
        for text, pairs in more.items():
            known = {other for other, _reason in found.get(text, ())}
            further = [pair for pair in pairs if pair[1] not in known]
            found[text] = (*found.get(text, ()), *_closest_first(further))
            reworded.update((text, pair[1]) for pair in further)
        return Copies(self.texts, found, self.varied, self.reworded | reworded)

    def is_reworded(self, document: str, text: str) -> bool:
        """Return whether a document only retells a text, in other words."""
        return (self.text_of(document), text) in self.reworded


def find_copies(texts: Iterable[Text], publishers: Mapping[str, str] | None = None) -> Copies:
    """Return which documents share most of their text.

    Args:
        texts: Working texts, one a document. Comments, related links and boilerplate do not count, nor do the cells
            of tables of coded claims.
        publishers: Who published each document, where that is known. What hundreds of texts of a few publishers share
            is the furniture of their pages; what hundreds of publishers share is a text that went round.
    """
    same: dict[bytes, list[str]] = defaultdict(list)
    shingles: dict[bytes, _Shingles] = {}
    for batch in _batches(_worded(texts)):
        new: dict[bytes, list[str]] = {}
        for document, words in batch:
            key = hashlib.blake2b(" ".join(words).encode(), digest_size=12).digest()
            same[key].append(document)
            if key not in shingles:
                new.setdefault(key, words)
        hashed = RMinHash.hash_token_sets([_runs(words) for words in new.values()])
        for key, found in zip(new, hashed, strict=True):
            shingles[key] = np.unique(np.array(found, dtype=np.uint64))
    first = {key: min(documents) for key, documents in same.items()}
    order = sorted(shingles, key=lambda key: first[key])
    leaders = _folded(order, shingles)
    distinct = [key for key in order if leaders[key] == key]
    houses = {key: {(publishers or {}).get(document, "") for document in same[key]} - {""} for key in order}
    floods = _floods(distinct, shingles, houses)
    leaders = {key: floods.get(leader, leader) for key, leader in leaders.items()}
    distinct = [key for key in distinct if key not in floods]
    alike: dict[str, list[tuple[float, str, str]]] = defaultdict(list)
    for one, other, share in _overlapping(distinct, shingles):
        reason = f"shares {share:.0%} of its text with another report"
        alike[first[one]].append((share, first[other], reason))
        alike[first[other]].append((share, first[one], reason))
    text_of = {document: first[leaders[key]] for key, documents in same.items() for document in documents}
    several = {text for document, text in text_of.items() if text != document}
    return Copies(
        texts={document: text for document, text in text_of.items() if text in several},
        alike={text: _closest_first(pairs) for text, pairs in alike.items()},
        varied=frozenset(first[leader] for key, leader in leaders.items() if key != leader),
    )


def _worded(texts: Iterable[Text]) -> Iterator[tuple[str, list[str]]]:
    """Yield documents with their words, those with too few left out."""
    for text in texts:
        read = (text.content[block.start : block.end] for block in text.blocks if block.kind in READ_BY_DEFAULT)
        words = normalised_words(" ".join(read)).split()
        if len(words) >= _SHORTEST:
            yield text.document, words


def _batches(found: Iterator[tuple[str, list[str]]]) -> Iterator[list[tuple[str, list[str]]]]:
    while batch := list(islice(found, _BATCH)):
        yield batch


def _runs(words: Sequence[str]) -> list[str]:
    return [" ".join(words[start : start + _WORDS]) for start in range(len(words) - _WORDS + 1)]


def _closest_first(pairs: Sequence[tuple[float, str, str]]) -> tuple[tuple[str, str], ...]:
    ordered = sorted(pairs, key=lambda pair: (-pair[0], pair[1]))
    return tuple((other, reason) for _share, other, reason in ordered)


def _folded(order: Sequence[bytes], shingles: Mapping[bytes, _Shingles]) -> dict[bytes, bytes]:
    """Return for each text the first one that is nearly the same, which may be itself.

    Only those first ones are looked up, so that many variants of one text cost no more than as many texts.
    """
    sketches = sketched([shingles[key] for key in order])
    index = BandIndex(sketches, _FOLDING_BANDS)
    found: dict[bytes, bytes] = {}
    for place, key in enumerate(order):
        likely = (at for at in index.query(place) if np.mean(sketches[at] == sketches[place]) >= _ESTIMATED)
        leader = next((order[at] for at in likely if _jaccard(shingles[order[at]], shingles[key]) >= _NEARLY), key)
        if leader == key:
            index.insert(place)
        found[key] = leader
    return found


def _jaccard(one: _Shingles, other: _Shingles) -> float:
    shared = _shared(one, other)
    return shared / (len(one) + len(other) - shared)


def _shared(one: _Shingles, other: _Shingles) -> int:
    return len(np.intersect1d(one, other, assume_unique=True))


def _overlapping(keys: Sequence[bytes], shingles: Mapping[bytes, _Shingles]) -> Iterator[tuple[bytes, bytes, float]]:
    """Yield pairs of texts of which the shorter stands in the other for the most part, with what share of it does."""
    told = _without_formulas([shingles[key] for key in keys])
    index = BandIndex(sketched(told), PERMUTATIONS)
    for place in range(len(told)):
        if len(told[place]) < _FEWEST:
            continue
        for before in index.query(place):
            least = min(len(told[place]), len(told[before]))
            shared = _shared(told[place], told[before])
            if shared >= max(_FEWEST, _SHARED * least):
                yield keys[before], keys[place], shared / least
        index.insert(place)


def _floods(
    keys: Sequence[bytes], shingles: Mapping[bytes, _Shingles], houses: Mapping[bytes, set[str]]
) -> dict[bytes, bytes]:
    """Return for texts that went round, each with changes of its own, the first of them.

    Hundreds of variants make all that they share look like a formula. They are told from pages with one furniture by
    their many publishers, and compared with the first ones only, so that a flood costs its own length.
    """
    formulas = _formulas([shingles[key] for key in keys])
    if not len(formulas):
        return {}
    flooded = [key for key in keys if np.mean(np.isin(shingles[key], formulas)) > _SHARED]
    index = BandIndex(sketched([shingles[key] for key in flooded]), PERMUTATIONS)
    groups: dict[bytes, list[bytes]] = {}
    for place, key in enumerate(flooded):
        for before in index.query(place)[:_MOST_FIRST]:
            first = flooded[before]
            least = min(len(shingles[first]), len(shingles[key]))
            if _shared(shingles[first], shingles[key]) >= max(_FEWEST, _SHARED * least):
                groups[first].append(key)
                break
        else:
            groups[key] = []
            index.insert(place)
    return {
        key: first
        for first, others in groups.items()
        if len(set().union(*(houses[key] for key in (first, *others)))) > _HOUSES * (1 + len(others))
        for key in others
    }


def _formulas(told: Sequence[_Shingles]) -> _Shingles:
    """Return the shingles that many texts have."""
    if len(told) <= _COMMON:
        return np.empty(0, dtype=np.uint64)
    values, counts = np.unique(np.concatenate(told), return_counts=True)
    return values[counts > _COMMON]


def _without_formulas(told: Sequence[_Shingles]) -> list[_Shingles]:
    """Return shingles without those of the page furniture and set phrases that many texts have."""
    formulas = _formulas(told)
    return [one[~np.isin(one, formulas)] for one in told] if len(formulas) else list(told)
