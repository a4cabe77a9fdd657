"""Numbers that answer a question: "How many people were killed?" - "Thirty-nine."; "And the wounded?" - "Fourteen."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from crossbearing.model.values import CountState
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.groups import describe_group, words_of
from crossbearing.read.sentences.grammar import lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.values.numbers import Number
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["answered"]

_HARMED: Final = frozenset({"killed", "wounded", "missing"})
_LABEL: Final = re.compile(r"^[^:.!?\n]{1,60}:\s+")
_EARLY: Final = 5
"""Words at most before the number of an answer ("Yes, we have seen at least 30")."""
_NEAR: Final = 2
"""Sentences at most from a question to its answer."""
_ASKED: Final = re.compile(
    r"\bhow many\b|\bwhat (?:is|was) the (?:toll|number|death toll)\b|^\W*(?:and|what about)\b", re.IGNORECASE
)
_TREATING: Final = frozenset({"treat", "admit", "hospitalise", "hospitalize", "operate"})
_BODIES: Final = frozenset({"body", "bodies", "corpse", "corpses", "buried"})
_INDIRECT: Final = re.compile(r"\basked (?:\w+ ){0,4}?how many\b", re.IGNORECASE)


def answered(parsed: Mapping[int, Parsed], mentions: Sequence[Mention], tables: Lexicon) -> Iterator[Mention]:
    """Yield killed, wounded and missing told by a number alone, in answer to a question.

    Args:
        parsed: The sentences by index.
        mentions: What was read in them.
        tables: Word tables of their language.
    """
    taken = {mention.sentence for mention in mentions if mention.slot in {*_HARMED, "casualties"}}
    asked: tuple[int, str] | None = None
    for index in sorted(parsed):
        entry = parsed[index]
        indirect = _INDIRECT.search(entry.sentence.text) is not None and index not in taken
        if indirect or entry.sentence.text.rstrip().endswith("?"):
            slot = _asks(entry, tables)
            asked = (index, slot) if slot else None
            continue
        if asked is not None and index - asked[0] <= _NEAR and index not in taken:
            found = _answer(entry, asked[1], tables)
            if found is not None:
                yield found
        asked = None


def _asks(entry: Parsed, tables: Lexicon) -> str:
    """Return what a question asks the number of, or nothing."""
    text = _LABEL.sub("", entry.sentence.text)
    if _ASKED.search(text) is None:
        return ""
    for token in entry.tokens:
        slot = tables.harm.words.get(token.lower_, "")
        if slot in _HARMED:
            return slot
        if token.lower_ in _BODIES:
            return "killed"
        if lemma(token) in _TREATING:
            return "wounded"
    return "killed" if "lives" in text.lower() or "toll" in text.lower() else ""


def _answer(entry: Parsed, slot: str, tables: Lexicon) -> Mention | None:
    """Return the number that a sentence begins with, if it counts nothing else than persons."""
    label = _LABEL.match(entry.sentence.text)
    begin = label.end() if label is not None else 0
    first = next((int(token.i) for token in entry.tokens if token.idx >= begin), 0)
    number = next((one for one in entry.numbers if one.core >= first), None)
    if number is None or number.core - first > _EARLY or number.state is not CountState.NUMBER:
        return None
    behind = entry.doc[number.last + 1] if number.last + 1 < len(entry.doc) else None
    if behind is not None and behind.pos_ in {"NOUN", "PROPN", "ADJ"} and not _persons(behind, tables):
        return None
    return _mention(entry, number, slot, tables)


def _persons(token: Token, tables: Lexicon) -> bool:
    word = lemma(token)
    return word in tables.persons.status or token.lower_ in tables.harm.words or word in {"people", "person", *_BODIES}


def _mention(entry: Parsed, number: Number, slot: str, tables: Lexicon) -> Mention:
    words = entry.words(number.first, number.last)
    start, end = entry.range(number.first, number.last)
    group = describe_group(words, number.count(words), words_of(entry.doc, number.first, number.last), tables)
    return Mention(slot, group, start, end, entry.start(entry.doc[number.core]), entry.sentence.index, score=0.6)
