"""Captions and lines without a verb that only say where something is: "Shayrat airfield"."""

from __future__ import annotations

from crossbearing.model.documents import BlockKind
from crossbearing.model.values import Place, PlacePrecision
from crossbearing.read.mentions import Mention
from crossbearing.read.places.phrases import PARTICLES
from crossbearing.read.places.stated import place_words
from crossbearing.read.sentences.grammar import lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon, pattern

__all__ = ["caption_place"]


def caption_place(parsed: Parsed, tables: Lexicon) -> Mention | None:
    """Return the place that a caption or a line without a verb shows, or None.

    Args:
        parsed: The line.
        tables: Word tables of its language.
    """
    doc = parsed.doc
    if len(doc) > 14 or (
        any(token.pos_ in {"VERB", "AUX"} for token in doc) and parsed.sentence.kind is not BlockKind.CAPTION
    ):
        return None
    if any(token.pos_ == "AUX" or token.tag_ in {"VBD", "VBZ", "VBP"} for token in doc):
        return None
    words = place_words(tables)
    head = next((token for token in doc if lemma(token) in words.site and token.pos_ in {"NOUN", "PROPN"}), None)
    if head is None:
        return None
    first = head.i
    while (
        first > 0
        and (
            doc[first - 1].text[:1].isupper()
            or doc[first - 1].lower_ in PARTICLES
            or doc[first - 1].lower_ in {"oil", "air", "military"}
        )
        and doc[first - 1].text not in {":", ","}
    ):
        first -= 1
    if first == head.i:
        return None
    while doc[first].lower_ in {"the", "-"} and first < head.i:
        first += 1
    last = len(doc) - 1
    while last > head.i and doc[last].is_punct:
        last -= 1
    if pattern(tuple(tables.triggers.nouns)).search(parsed.sentence.text):
        return None
    start, end = parsed.range(first, last)
    place = Place(text=parsed.words(first, last), name=parsed.words(first, head.i), precision=PlacePrecision.SITE)
    return Mention("where", place, start, end, start, parsed.sentence.index, score=0.5)
