"""Which documents share most of their text: reprints, wire copy with a local paragraph, excerpts.

Word shingles (Broder 1997) sampled by their hash (modulo sampling, Manber 1994) and looked up in an inverted index, so
that the cost grows with the text and not with the pairs. Identical texts are folded into one first.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crossbearing.model.documents import READ_BY_DEFAULT, Text
from crossbearing.model.ids import normalised_words

__all__ = ["Copies", "find_copies"]

_WORDS = 6  # words a shingle; shorter runs are shared by chance or by quotation
_SAMPLE = 4  # one shingle in so many is kept
_SHORTEST = 30  # words; shorter texts share shingles by chance
_SHARED = 0.5  # share of the shorter text's shingles from which it counts as contained
_COMMON = 200  # a shingle in more distinct texts than this is a formula, not a copy


_SAME = "has the same text as another report"


@dataclass(frozen=True, slots=True)
class Copies:
    """Which documents are copies of which. Documents with the same words are one text.

    Args:
        texts: For each document with copies its text, by the id of the first document that has it.
        alike: For each text those that share much with it, closest first, with the reason in words.
    """

    texts: Mapping[str, str]
    alike: Mapping[str, tuple[tuple[str, str], ...]]

    def text_of(self, document: str) -> str:
        """Return the text of a document, by the id of the first document that has it."""
        return self.texts.get(document, document)

    def near(self, document: str) -> tuple[tuple[str, str], ...]:
        """Return the texts that a document is a copy of, its own first, with the reason in words."""
        own = self.text_of(document)
        return ((own, _SAME), *self.alike.get(own, ()))

    def joined_by(self, more: Mapping[str, Sequence[tuple[float, str, str]]]) -> Copies:
        """Return these copies and further ones, which come behind.

        Args:
            more: For each text triples of how much it shares, the other text and the reason in words.
        """
        found = dict(self.alike)
        for text, pairs in more.items():
            known = {other for other, _reason in found.get(text, ())}
            further = [pair for pair in pairs if pair[1] not in known]
            found[text] = (*found.get(text, ()), *_closest_first(further))
        return Copies(self.texts, found)


def find_copies(texts: Iterable[Text]) -> Copies:
    """Return which documents share most of their text.

    Args:
        texts: Working texts, one a document. Comments, related links and boilerplate do not count, nor do the cells
            of tables of coded claims.
    """
    same: dict[bytes, list[str]] = defaultdict(list)
    sketches: dict[bytes, frozenset[int]] = {}
    for text in texts:
        words = normalised_words(
            " ".join(text.content[block.start : block.end] for block in text.blocks if block.kind in READ_BY_DEFAULT)
        ).split()
        if len(words) < _SHORTEST:
            continue
        key = hashlib.blake2b(" ".join(words).encode(), digest_size=12).digest()
        same[key].append(text.document)
        if key not in sketches:
            sketches[key] = _sketch(words)
    first = {key: min(documents) for key, documents in same.items()}
    found: dict[str, list[tuple[float, str, str]]] = defaultdict(list)
    for one, other, share in _overlapping(sketches):
        reason = f"shares {share:.0%} of its text with another report"
        found[first[one]].append((share, first[other], reason))
        found[first[other]].append((share, first[one], reason))
    return Copies(
        {document: first[key] for key, documents in same.items() if len(documents) > 1 for document in documents},
        {text: _closest_first(pairs) for text, pairs in found.items()},
    )


def _closest_first(pairs: Sequence[tuple[float, str, str]]) -> tuple[tuple[str, str], ...]:
    ordered = sorted(pairs, key=lambda pair: (-pair[0], pair[1]))
    return tuple((other, reason) for _share, other, reason in ordered)


def _sketch(words: list[str]) -> frozenset[int]:
    hashes = (
        int.from_bytes(hashlib.blake2b(" ".join(words[start : start + _WORDS]).encode(), digest_size=8).digest(), "big")
        for start in range(len(words) - _WORDS + 1)
    )
    return frozenset(value for value in hashes if value % _SAMPLE == 0)


def _overlapping(sketches: dict[bytes, frozenset[int]]) -> list[tuple[bytes, bytes, float]]:
    holders: dict[int, list[bytes]] = defaultdict(list)
    for key in sorted(sketches):
        for value in sketches[key]:
            holders[value].append(key)
    shared: Counter[tuple[bytes, bytes]] = Counter()
    for keys in holders.values():
        if 1 < len(keys) <= _COMMON:
            for index, one in enumerate(keys):
                for other in keys[index + 1 :]:
                    shared[(one, other)] += 1
    return [
        (one, other, count / smaller)
        for (one, other), count in sorted(shared.items())
        if (smaller := min(len(sketches[one]), len(sketches[other]))) >= 4 and count / smaller >= _SHARED
    ]
