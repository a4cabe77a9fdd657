"""Which words of a report belong to which of its strands.

A report that tells one happening is about it from its headline to its last line, background apart. Of a report that
tells several, only the sentences that claims were read from are known to be about the one or the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from crossbearing.link.strands import Strand
from crossbearing.link.words import WordCounts, Words, merged, words_in
from crossbearing.model.claims import Claim
from crossbearing.model.documents import READ_BY_DEFAULT, BlockKind, Publication, Text

__all__ = ["with_words"]

_NO_WORDS: Words = (Counter(), frozenset())


def with_words(
    strands: Sequence[Strand],
    claims: Mapping[str, Claim],
    *,
    texts: Iterable[Text],
    publications: Mapping[str, Sequence[Publication]],
) -> list[Strand]:
    """Return the strands with their telling words.

    Args:
        strands: Of all documents.
        claims: Claims by id.
        texts: Working texts, one a document; documents without one are known by their claims' sentences.
        publications: Publications by document id, earliest first.
    """
    of_document: dict[str, list[int]] = defaultdict(list)
    for index, strand in enumerate(strands):
        of_document[strand.document].append(index)
    found: list[Words] = [_NO_WORDS] * len(strands)
    languages: dict[str, str] = {}
    for text in texts:
        languages[text.document] = text.language
        indices = of_document.get(text.document, ())
        news = [index for index in indices if not (strands[index].background or strands[index].pinned)]
        if not news:
            continue
        if len(news) == 1:
            found[news[0]] = _of_blocks(text, READ_BY_DEFAULT)
        else:
            first = max(news, key=lambda index: (len(strands[index].claims), strands[index].key))
            found[first] = merged([_of_blocks(text, frozenset({BlockKind.TITLE})), _of_claims(strands[first], claims)])
    for index, strand in enumerate(strands):
        if not found[index][0]:
            found[index] = _of_claims(strand, claims)
    counts = WordCounts()
    for strand, words in zip(strands, found, strict=True):
        house = next((one.publisher for one in publications.get(strand.document, ())), "")
        counts.add(strand.document, words, language=languages.get(strand.document, ""), house=house)
    return [replace(strand, words=words) for strand, words in zip(strands, counts.weighed(), strict=True)]


def _of_blocks(text: Text, kinds: frozenset[BlockKind]) -> Words:
    return merged(
        words_in(text.content[block.start : block.end], headline=block.kind is BlockKind.TITLE)
        for block in text.blocks
        if block.kind in kinds
    )


def _of_claims(strand: Strand, claims: Mapping[str, Claim]) -> Words:
    return merged(words_in(sentence) for sentence in dict.fromkeys(claims[claim].sentence for claim in strand.claims))
