"""Words that tell one happening from others: names that few reports of a case share.

Two reports that share several names nobody else mentions are likely about one thing, also where a place or a day was
misread. The words serve the comparison in memory; none is stored, shown or given as a reason.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from crossbearing.model.claims import Claim

__all__ = ["names_in", "rare_words", "sharing"]

_WORD = re.compile(r"[^\W\d_]{3,}", re.UNICODE)
_SHORTEST_UNCASED = 4  # letters; scripts without capitals mark no names
_MOST = 25  # documents: a word in more of them is no rare one, however large the case
_SHARE = 0.03  # of all documents
_ENOUGH = 2  # shared words from which a pair is worth comparing


def names_in(claims: Iterable[Claim]) -> frozenset[str]:
    """Return the words of the claims' sentences that look like names, in lower case.

    Args:
        claims: Claims with their sentences. In scripts with capitals, a word counts if it has one and does not begin
            its sentence; in others, every longer word does.
    """
    found: set[str] = set()
    for sentence in {claim.sentence for claim in claims}:
        for match in _WORD.finditer(sentence):
            word = match.group()
            cased = word.lower() != word.upper()
            if (cased and match.start() > 0 and word[0].isupper()) or (not cased and len(word) >= _SHORTEST_UNCASED):
                found.add(word.casefold())
    return frozenset(found)


def rare_words(words: Sequence[tuple[str, frozenset[str]]]) -> list[frozenset[str]]:
    """Return for each strand those of its words that few documents share, but at least two.

    Args:
        words: Document id and words of each strand.
    """
    in_document: dict[str, set[str]] = defaultdict(set)
    for document, found in words:
        in_document[document] |= found
    frequency = Counter(word for found in in_document.values() for word in found)
    most = max(2, min(_MOST, int(_SHARE * len(in_document))))
    return [frozenset(word for word in found if 2 <= frequency[word] <= most) for _document, found in words]


def sharing(rare: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Yield pairs of strands that share several rare words.

    Args:
        rare: Rare words of each strand.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for index, found in enumerate(rare):
        for word in found:
            holders[word].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for word in sorted(holders):
        indices = holders[word]
        if len(indices) <= 2 * _MOST:
            shared.update((one, other) for at, one in enumerate(indices) for other in indices[at + 1 :])
    for pair, count in shared.items():
        if count >= _ENOUGH:
            yield pair
