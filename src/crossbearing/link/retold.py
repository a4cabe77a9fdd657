"""Which reports of one incident retell one another in other words.

Two reporters who saw or asked for themselves share the names, the numbers and the matter of a happening; they seldom
share its many small things: the crates, the latrines, the wadi at which the lorries slowed down. What is compared is
therefore how much of the rare words that are neither names nor numbers the shorter of two reports shares with the other
(containment, Broder 1997, weighed by rarity). Independent accounts of one invented event shared less than a fifth on
the development set of near copies (at most 0.20, mostly 0.1); most rewrites of one wire shared more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from crossbearing.link.copies import Copies
from crossbearing.link.counting import WordCounts
from crossbearing.link.words import RARE, Telling, weights_of, words_in
from crossbearing.model.documents import READ_BY_DEFAULT, Publication, Text
from crossbearing.model.incidents import Incident

__all__ = ["find_retellings"]

_STEM = 6  # letters: forms of one word meet, in most languages that are written with letters
_SHARE = 0.22  # of the shorter report's rare words
_FEWEST = 5  # rare words shared, whatever their share
_ALL_WITH_ALL = 40  # reports an incident; of more only those that share several rare words are compared
_ENOUGH = 3  # rare words shared from which a pair of a large incident is compared


def find_retellings(
    incidents: Iterable[Incident],
    copies: Copies,
    *,
    texts: Iterable[Text],
    publications: Mapping[str, Sequence[Publication]],
) -> dict[str, list[tuple[float, str, str]]]:
    """Return for each text those of its incident that it shares its small things with.

    Args:
        incidents: All incidents.
        copies: Which documents have the same words: one of them stands for all.
        texts: Working texts, one a document.
        publications: Publications by document id, earliest first.

    Returns:
        For each text triples of the share, the other text and the reason in words; a text goes by the id of the first
        document that has it.
    """
    together = [sorted({copies.text_of(member.document) for member in incident.members}) for incident in incidents]
    wanted = {document for documents in together if len(documents) > 1 for document in documents}
    told = _small_things(wanted, texts, publications)
    found: dict[str, list[tuple[float, str, str]]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for documents in together:
        for one, other in _pairs([document for document in documents if document in told], told):
            if (one, other) in seen:
                continue
            seen.add((one, other))
            share, words = _shared(told[one], told[other])
            if share >= _SHARE and words >= _FEWEST:
                reason = f"retells another report in other words ({words} rare words alike, beside names and numbers)"
                found[one].append((share, other, reason))
                found[other].append((share, one, reason))
    return found


def _small_things(
    wanted: set[str], texts: Iterable[Text], publications: Mapping[str, Sequence[Publication]]
) -> dict[str, Telling]:
    counts = WordCounts(stems=_STEM)
    order: list[str] = []
    for text in texts:
        if text.document not in wanted:
            continue
        plain: Counter[str] = Counter()
        for block in text.blocks:
            if block.kind in READ_BY_DEFAULT:
                words, names = words_in(text.content[block.start : block.end])
                plain.update(words.keys() - names)
        house = next((one.publisher for one in publications.get(text.document, ())), "")
        once = Counter(dict.fromkeys(plain, 1))
        counts.add(text.document, (once, frozenset()), language=text.language, house=house)
        order.append(text.document)
    return dict(zip(order, counts.weighed(), strict=True))


def _pairs(documents: Sequence[str], told: Mapping[str, Telling]) -> Iterator[tuple[str, str]]:
    if len(documents) <= _ALL_WITH_ALL:
        yield from combinations(documents, 2)
        return
    holders: dict[int, list[str]] = defaultdict(list)
    for document in documents:
        for word in told[document].rare:
            holders[word].append(document)
    shared: Counter[tuple[str, str]] = Counter()
    for word in sorted(holders):
        if len(holders[word]) <= RARE:
            shared.update(combinations(holders[word], 2))
    for pair, count in sorted(shared.items()):
        if count >= _ENOUGH:
            yield pair


def _shared(one: Telling, other: Telling) -> tuple[float, int]:
    """Return the share of the shorter report's rare words that the other has too, and how many those are."""
    mine, theirs = weights_of(one), weights_of(other)
    common = mine.keys() & theirs.keys()
    least = min(one.total, other.total)
    if not least:
        return 0.0, 0
    return sum(min(mine[word], theirs[word]) for word in common) / least, len(common)
