"""Whether two names may be those of one person, across spellings and scripts: proposals, never identities.

Names meet by the consonants that spellings and transliterations of Arabic, Kurdish, Persian and Cyrillic names agree
on, whatever the order of their words; how close the letters are then decides how strong the proposal is. Two persons
may well share all of their names; only a person can tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler

from crossbearing.resolve.gazetteer.names import key

__all__ = ["Likeness", "alike"]

_LEAST = 0.8  # Jaro-Winkler similarity (Winkler 1990) under which two Latin words of one skeleton are different words
_ACROSS = (0.75, 0.9)  # for words in two scripts: of one consonant, and of more
_ARABIC_ARTICLE = re.compile(r"^\u0627\u0644(?=\w{3})")
# Common romanisations (BGN/PCGN, ALA-LC, newspapers' own) merged, then vowels and half-vowels left out.
_MERGED = (
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"),
    ("ch", "c"), ("zh", "z"), ("dj", "j"), ("ph", "f"), ("ck", "k"), ("ts", "c"), ("q", "k"), ("x", "ks"), ("v", "f"),
)  # fmt: skip
_LEFT_OUT = re.compile(r"[aeiouwyh\W\d_]")
_DOUBLE = re.compile(r"(.)\1+")
_PARTICLES = frozenset({"al", "el", "abu", "umm", "um", "ibn", "bin", "bint", "ben", "abd", "de", "van", "von", "der"})


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two names are alike.

    Args:
        score: 0 to 1; 1 where all words are the same.
        reason: Why, in words.
    """

    score: float
    reason: str


def alike(names: Sequence[str], others: Sequence[str]) -> Likeness | None:
    """Return how the names of one entry and those of another are alike; None where nothing proposes one person.

    Args:
        names: All names of the one, in any script.
        others: All names of the other.
    """
    best: Likeness | None = None
    for name in names:
        for other in others:
            found = _compare(_words(name), _words(other))
            if found is not None and (best is None or found.score > best.score):
                best = found
    return best


def _words(name: str) -> list[str]:
    parts = re.split(r"[\s\-\u2010-\u2015_.,;/]+", name.strip())
    words = [_ARABIC_ARTICLE.sub("", word) for part in parts if (word := key(part))]
    return [word for word in words if word not in _PARTICLES] or words


def _bones(word: str) -> str:
    """Return the consonants of a word on which spellings and scripts agree."""
    latin = anyascii(word).lower()
    for written, merged in _MERGED:
        latin = latin.replace(written, merged)
    return _DOUBLE.sub(r"\1", _LEFT_OUT.sub("", latin))


def _compare(words: Sequence[str], others: Sequence[str]) -> Likeness | None:
    short, long = sorted((list(words), list(others)), key=len)
    left, scores, scripts = list(long), [], False
    for word in short:
        scored = [(score, other) for other in left if (score := _same_word(word, other)) > 0]
        if not scored:
            return None
        score, other = max(scored)
        left.remove(other)
        scores.append(score)
        scripts = scripts or word.isascii() != other.isascii()
    if len(short) < 2 and len(long) > 1:
        return None  # one shared name is no sign
    whole = sum(scores) / len(scores) * (1.0 if not left else 0.85)
    reason = "the same words" if min(scores) == 1.0 else "words that sound alike"
    if scripts:
        reason += " in two scripts"
    if left:
        reason += f"; {len(left)} more in one of them"
    return Likeness(round(whole, 3), reason)


def _same_word(word: str, other: str) -> float:
    if word == other:
        return 1.0
    bones = _bones(word)
    if not bones or bones != _bones(other):
        return 0.0
    if word.isascii() and other.isascii():
        closeness = float(JaroWinkler.similarity(word, other))
        return closeness if closeness >= _LEAST else 0.0
    return _ACROSS[len(bones) > 1]
