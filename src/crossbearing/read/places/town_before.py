"""Towns named right before what happened there, as headlines do: "the Homs bombing", "Idlib market air strike"."""

from __future__ import annotations

from crossbearing.read.parties.doers import nation_of, no_place
from crossbearing.read.places.stated import PlaceWords
from crossbearing.read.sentences.grammar import lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.tree import Token, written
from crossbearing.resources.lexicon import Lexicon, pattern
from crossbearing.resources.place_names import town_names

__all__ = ["town_before_event"]


def town_before_event(parsed: Parsed, token: Token, words: PlaceWords, tables: Lexicon) -> int | None:
    """Return the last token of a town's name that stands before what happened there, or None.

    "The Homs bombing", "Idlib market air strike"; of states and peoples such words say whose it is.

    Args:
        parsed: The sentence.
        token: The first token of what may be a name.
        words: Words about places.
        tables: Word tables of the language.
    """
    doc = parsed.doc
    if not token.text[:1].isupper() or token.pos_ not in {"PROPN", "NOUN", "ADJ"}:
        return None
    before = doc[token.i - 1] if token.i else None
    if before is not None and before.text[:1].isupper() and before.i and not nation_of(before.text, tables):
        return None
    for last in range(min(int(token.i) + 3, len(doc) - 2), int(token.i) - 1, -1):
        name = parsed.words(int(token.i), last)
        if name.lower() not in town_names() or no_place(name):
            continue
        behind = last + 1
        if lemma(doc[behind]) in words.site and behind + 1 < len(doc):
            behind += 1
        event = pattern(tuple(tables.triggers.nouns)).match(written(doc[behind:]).lower())
        return last if event is not None else None
    return None
