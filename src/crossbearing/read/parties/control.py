"""Who was there, who holds the ground, and who was brought up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crossbearing.model.claims import Basis
from crossbearing.model.values import Count
from crossbearing.read.happenings.alarms import alarms
from crossbearing.read.happenings.notice import notice
from crossbearing.read.happenings.proceedings import proceedings
from crossbearing.read.mentions import Mention
from crossbearing.read.parties.arrivals import arrivals
from crossbearing.read.parties.holding import holding
from crossbearing.read.parties.present import presences
from crossbearing.read.persons.groups import describe_group, phrase_behind, words_of
from crossbearing.read.sentences.grammar import is_negated, lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

__all__ = ["ground"]


def ground(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield control, reinforcement and presence.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["control"]
    yield from holding(parsed, tables)
    yield from arrivals(parsed, tables)
    yield from _presence(parsed, raw, tables)
    yield from presences(parsed, tables)
    yield from notice(parsed, tables)
    yield from alarms(parsed, tables)
    yield from proceedings(parsed, tables)


def _presence(parsed: Parsed, raw: Any, tables: Lexicon) -> Iterator[Mention]:
    """Yield armed persons seen somewhere, with their number."""
    verbs = frozenset(raw["presence"]["verbs"])
    doc = parsed.doc
    for number in parsed.numbers:
        phrase = phrase_behind(doc, number.last)
        if phrase is None:
            continue
        group_words = words_of(doc, phrase.first, phrase.last)
        if not any(tables.persons.status.get(base) in {"fighter", "military"} for base, _ in group_words):
            continue
        top = doc[phrase.head]
        for _ in range(5):
            if (
                top.dep_ in {"pobj", "prep", "nummod", "compound", "quantmod"}
                and top.head.i != top.i
                and top.head.pos_ in {"NOUN", "ADP", "NUM", "PROPN"}
            ):
                top = top.head
            else:
                break
        carriers = [
            top.head,
            *(other for other in doc[phrase.head].children if other.dep_ == "acl"),
            *(other for other in top.children if other.dep_ == "acl"),
        ]
        verb = next(
            (other for other in carriers if lemma(other) in verbs and other.pos_ in {"VERB", "ADJ", "AUX"}), None
        )
        if verb is None or is_negated(verb):
            continue
        first, last = number.first, phrase.last
        if first > 1 and top.i < first:
            first = int(top.left_edge.i)
        if any(
            entry.first < number.first and entry.last >= first
            for entry in parsed.numbers
            if entry is not number and entry.state == "number"
        ):
            continue
        count: Count = number.count(parsed.words(number.first, number.last))
        group = describe_group(parsed.words(first, last), count, group_words, tables)
        start, end = parsed.range(first, last)
        basis = Basis.SAW if lemma(verb) in {"spot", "see", "sight", "observe", "notice"} else None
        yield Mention(
            "presence",
            group,
            start,
            end,
            parsed.start(verb),
            parsed.sentence.index,
            type="movement",
            basis=basis,
            score=0.65,
        )
