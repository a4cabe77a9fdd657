"""Which outlets and bodies a report names somewhere in its text.

A news bulletin says once whose figures it gives, and then gives them; a paper writes "as Agence X reported" and goes on
in its own words. Such a name ties no answer by itself: only one that the named party gives too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from crossbearing.link.chains import names_of
from crossbearing.model.claims import Claim
from crossbearing.model.documents import READ_BY_DEFAULT, Publication, Text
from crossbearing.model.ids import normalised_words

__all__ = ["bare", "mentions_in"]

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = ("the ", "a ", "an ")
_SHORTEST = 4  # letters of a name of one word
_LONGEST = 8  # words


def mentions_in(
    texts: Iterable[Text], claims: Iterable[Claim], publications: Mapping[str, Iterable[Publication]]
) -> dict[str, frozenset[str]]:
    """Return for each document the names in its text, of those that publish or speak anywhere in the case.

    Args:
        texts: Working texts, one a document.
        claims: All claims: whoever speaks in them.
        publications: Publications by document id.

    Returns:
        Normalised names by document id. A name of one word counts only for a publisher, and where it has a capital:
        "the Times" is one, "police" is said of any.
    """
    outlets = {name for found in publications.values() for one in found for name in names_of(one.publisher)}
    speakers = {bare(speaker.name) for claim in claims for speaker in claim.speakers[1:] if speaker.named}
    index: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in sorted(outlets | speakers):
        words = tuple(bare(name).split())
        if 1 < len(words) <= _LONGEST or (len(words) == 1 and name in outlets and len(words[0]) >= _SHORTEST):
            index[words[0]].append(words)
    found: dict[str, frozenset[str]] = {}
    for text in texts:
        named: set[str] = set()
        for block in text.blocks:
            if block.kind in READ_BY_DEFAULT:
                named.update(_named(text.content[block.start : block.end], index))
        if named:
            found[text.document] = frozenset(named)
    return found


@lru_cache(maxsize=50_000)  # of a name asked for with each of its claims
def bare(name: str) -> str:
    """Return a name normalised, without an article at its head."""
    words = normalised_words(name)
    for article in _ARTICLES:
        words = words.removeprefix(article)
    return words


def _named(text: str, index: Mapping[str, Iterable[tuple[str, ...]]]) -> Iterator[str]:
    written = _WORD.findall(text)
    words = [word.casefold() for word in written]
    for place, word in enumerate(words):
        for name in index.get(word, ()):
            if tuple(words[place : place + len(name)]) == name and (len(name) > 1 or not written[place].islower()):
                yield " ".join(name)
