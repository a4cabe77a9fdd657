"""When and where of a happening that its sentence only takes up again: "It happened at 3:50 a.m., not at 4:15"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from crossbearing.model.claims import Modality
from crossbearing.read.mentions import EventMention, Mention
from crossbearing.read.places.scene import scene_places
from crossbearing.read.sentences.grammar import lemma, subjects
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.tree import Token
from crossbearing.read.values.times import expressions
from crossbearing.resources.lexicon import Lexicon

__all__ = ["taken_up"]

_HAPPEN: Final = frozenset({"happen", "occur", "unfold"})
_PRONOUNS: Final = frozenset({"it", "this", "that", "all", "everything"})
_NEAR: Final = 3
"""Sentences at most from what happened to the pronoun that takes it up."""
_NOT: Final = re.compile(r"\b(?:not|never|rather than|instead of)(?: \w+)? $", re.IGNORECASE)


def taken_up(
    parsed: Mapping[int, Parsed], by_sentence: Mapping[int, list[EventMention]], tables: Lexicon
) -> Iterator[Mention]:
    """Yield times and places told of a happening by a pronoun and a verb of happening alone.

    It is that told of last, at most three sentences before; none where the sentence denies it or tells an event itself.

    Args:
        parsed: The sentences by index.
        by_sentence: Event mentions by sentence.
        tables: Word tables of their language.
    """
    last: EventMention | None = None
    for index in sorted(parsed):
        entry = parsed[index]
        real = [event for event in by_sentence.get(index, ()) if event.modality is Modality.NEWS and not event.negated]
        if real:
            last = real[-1]
        verb = _happens(entry)
        if verb is None or real or last is None or index - last.sentence > _NEAR:
            continue
        text, base = entry.sentence.text, entry.sentence.start
        for item in expressions(text, tables):
            if item.value.anchor is None and not _NOT.search(text[: item.start]) and item.start > entry.doc[verb.i].idx:
                slot = "when.end" if item.role == "end" else "when.start"
                yield Mention(
                    slot, item.value, base + item.start, base + item.end, base + verb.idx, index, last.number, score=0.5
                )
        for place, first, end in scene_places(entry, tables):
            if first > verb.i:
                yield Mention("where", place, *entry.range(first, end), base + verb.idx, index, last.number, score=0.5)


def _happens(entry: Parsed) -> Token | None:
    """Return the verb by which a sentence says that something told before happened, or None."""
    for token in entry.doc:
        if token.pos_ != "VERB":
            continue
        place = lemma(token) == "take" and any(one.dep_ == "dobj" and one.lower_ == "place" for one in token.children)
        if not place and lemma(token) not in _HAPPEN:
            continue
        if any(one.dep_ == "neg" for one in token.children):
            continue
        who = subjects(token)
        if len(who) == 1 and who[0].lower_ in _PRONOUNS:
            return token
    return None
