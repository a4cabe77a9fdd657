"""Which words of a report belong to which of its strands.

A report that tells one happening is about it from its headline to its last line, background apart. Of a report that
tells several, only the sentences that claims were read from are known to be about the one or the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from crossbearing.link.counting import Counted, WordCounts, together
from crossbearing.link.persons import NOBODY, Named, persons_in
from crossbearing.link.strands import Strand
from crossbearing.link.words import Telling, Words, merged, words_in
from crossbearing.model.claims import Claim
from crossbearing.model.documents import READ_BY_DEFAULT, BlockKind, Publication, Text

__all__ = ["CaseWords"]

_NO_WORDS: Words = (Counter(), frozenset())


class CaseWords:
    """The words of a case's texts, and of the strands that its reports tell.

    Args:
        texts: Working texts, one a document; documents without one are known by their claims' sentences.
    """

    def __init__(self, texts: Iterable[Text]) -> None:
        self._counts = WordCounts()
        self._whole: dict[str, Counted] = {}
        self._titles: dict[str, Counted] = {}
        for text in texts:
            self._whole[text.document] = self._of_blocks(text, READ_BY_DEFAULT)
            self._titles[text.document] = self._of_blocks(text, frozenset({BlockKind.TITLE}))

    def of_strands(self, strands: Sequence[Strand], claims: Mapping[str, Claim]) -> list[Counted]:
        """Return the words of all strands of one document, in their order.

        Args:
            strands: They.
            claims: The document's claims by id.
        """
        if not strands:
            return []
        document = strands[0].document
        whole, title = self._whole.pop(document, None), self._titles.pop(document, None)
        language = whole.language if whole is not None else ""
        found: list[Counted | None] = [None] * len(strands)
        news = [index for index, strand in enumerate(strands) if not (strand.background or strand.pinned)]
        if len(news) == 1 and whole is not None and whole.numbers:
            found[news[0]] = whole
        elif len(news) > 1 and title is not None:
            first = max(news, key=lambda index: (len(strands[index].claims), strands[index].key))
            found[first] = together([title, self._of_claims(strands[first], claims, language)])
        return [
            words if words is not None else self._of_claims(strand, claims, language)
            for words, strand in zip(found, strands, strict=True)
        ]

    def weighed(
        self,
        documents: Iterable[tuple[str, Sequence[Counted]]],
        publications: Mapping[str, Sequence[Publication]],
    ) -> list[Telling]:
        """Return the telling words of all strands, in their order.

        Args:
            documents: Each document with the words of its strands.
            publications: Publications by document id, earliest first.
        """
        for document, counted in documents:
            house = next((one.publisher for one in publications.get(document, ())), "")
            for words in counted:
                self._counts.place(document, words, house=house)
        return self._counts.weighed()

    def _of_blocks(self, text: Text, kinds: frozenset[BlockKind]) -> Counted:
        blocks = [block for block in text.blocks if block.kind in kinds]
        words = merged(
            words_in(text.content[block.start : block.end], headline=block.kind is BlockKind.TITLE) for block in blocks
        )
        persons = _all_named(
            persons_in(text.content[block.start : block.end]) for block in blocks if block.kind is not BlockKind.TITLE
        )
        return self._counts.counted(words, language=text.language, persons=persons)

    def _of_claims(self, strand: Strand, claims: Mapping[str, Claim], language: str) -> Counted:
        sentences = list(dict.fromkeys(claims[claim].sentence for claim in strand.claims))
        words = merged(map(words_in, sentences))
        return self._counts.counted(words, language=language, persons=_all_named(map(persons_in, sentences)))


def _all_named(found: Iterable[Named]) -> Named:
    named = [one for one in found if one is not NOBODY]
    if len(named) == 1:
        return named[0]
    return Named(
        {key: age for one in named for key, age in one.aged.items()}, frozenset().union(*(one.pairs for one in named))
    )
