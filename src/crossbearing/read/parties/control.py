"""Who was there, who holds the ground, and who was brought up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crossbearing.model.claims import Basis
from crossbearing.model.values import Count, TextValue
from crossbearing.read.mentions import Mention
from crossbearing.read.parties.present import presences
from crossbearing.read.persons.groups import describe_group, phrase_behind, words_of
from crossbearing.read.sentences.grammar import (
    agents,
    child,
    is_negated,
    is_passive,
    lemma,
    noun_range,
    objects,
    passive_subjects,
    subjects,
    verb_key,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["ground"]


def ground(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield control, reinforcement and presence.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["control"]
    yield from _control(parsed, raw)
    yield from _reinforcement(parsed, raw)
    yield from _presence(parsed, raw, tables)
    yield from presences(parsed, tables)


def _control(parsed: Parsed, raw: Any) -> Iterator[Mention]:
    gained = frozenset(raw["control"]["gain"]) | frozenset(raw["control"]["regain"]) | {"hold"}
    ground_words = frozenset(raw["control"]["objects"])
    for verb in parsed.tokens:
        if verb.pos_ != "VERB" or is_negated(verb):
            continue
        name = verb_key(verb)
        held = child(verb, "dobj")
        joined = f"{lemma(verb)} {lemma(held)}" if held is not None else ""
        if name not in gained and lemma(verb) not in gained and joined not in gained:
            continue
        things = passive_subjects(verb) if is_passive(verb) and verb.tag_ == "VBN" else objects(verb)
        who = agents(verb) if is_passive(verb) and verb.tag_ == "VBN" else subjects(verb)
        if not things or not who or who[0].pos_ not in {"NOUN", "PROPN", "PRON"}:
            continue
        thing = things[0]
        place_like = lemma(thing) in ground_words or (thing.pos_ == "PROPN" and lemma(verb) not in {"take", "hold"})
        if not place_like:
            continue
        first = min(noun_range(who[0])[0], int(verb.i))
        last = max(noun_range(thing, clause=True)[1], int(verb.i))
        while last > verb.i and parsed.doc[last].is_punct:
            last -= 1
        start, end = parsed.range(first, last)
        kind = (
            "recapture" if name in raw["control"]["regain"] or lemma(verb) in raw["control"]["regain"] else "takeover"
        )
        yield Mention(
            "control",
            TextValue(parsed.words(first, last)),
            start,
            end,
            parsed.start(verb),
            parsed.sentence.index,
            type=kind,
            score=0.6,
        )


def _reinforcement(parsed: Parsed, raw: Any) -> Iterator[Mention]:
    words = frozenset(raw["reinforcement"]["words"])
    for token in parsed.tokens:
        if token.lower_ not in words and lemma(token) not in words:
            continue
        verb = _verb_above(token)
        first = min(int(verb.i), int(token.i))
        last = max(int(verb.i), int(token.i))
        for other in verb.children:
            if other.dep_ == "advmod" and other.i == first - 1:
                first = int(other.i)
        start, end = parsed.range(first, last)
        yield Mention(
            "reinforcement",
            TextValue(parsed.words(first, last)),
            start,
            end,
            parsed.start(verb),
            parsed.sentence.index,
            type="movement",
            score=0.6,
        )


def _verb_above(token: Token) -> Token:
    current = token
    for _ in range(5):
        if current.pos_ in {"VERB", "AUX"}:
            return current
        current = current.head
    return token


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
