"""Which of two things came first: "opened fire before any stone was thrown", "no sooner had ... than", "and then"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from crossbearing.model.claims import Modality
from crossbearing.model.values import TextValue
from crossbearing.read.happenings.events import HARM_VERBS
from crossbearing.read.mentions import EventMention, Mention
from crossbearing.read.sentences.grammar import (
    is_negated,
    is_passive,
    lemma,
    noun_range,
    objects,
    passive_subjects,
    prepositional,
    subjects,
    verb_key,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.tree import Token
from crossbearing.resources.lexicon import Lexicon

__all__ = ["order_of_clauses"]

_MARKS: Final = frozenset({"before", "after", "once", "until"})
_LONGEST: Final = 24
"""Tokens at most of a statement of order: what is longer tells more than that."""
_NO_SOONER: Final = re.compile(
    r"\b(?:no\s+sooner\s+had\b[^.;]{3,120}?\bthan|(?:hardly|barely|scarcely)\s+had\b[^.;]{3,120}?\bwhen)\s+(?:\S+\s+){0,8}\S+",
    re.IGNORECASE,
)
_APART: Final = frozenset({"investigation", "communication", "surveillance", "arrest"})
_FIRING: Final = frozenset({"fire", "shoot"})
_TURNING: Final = frozenset({"stop", "end", "cease", "begin", "start", "resume", "subside", "halt"})
_FOLLOWING: Final = frozenset({"follow", "precede"})
_THEN: Final = frozenset({"then", "subsequently", "afterwards", "later"})


def order_of_clauses(parsed: Parsed, events: Sequence[EventMention], tables: Lexicon) -> Iterator[Mention]:
    """Yield statements of order that two clauses make, at least one of which tells of violence.

    Args:
        parsed: The sentence.
        events: The event mentions in it that are told as having happened.
        tables: Word tables of its language.
    """
    by_token = {
        event.token: event
        for event in events
        if event.type not in _APART
        and not event.negated
        and event.modality not in {Modality.HYPOTHETICAL, Modality.PLANNED, Modality.BACKGROUND}
    }
    if by_token and (found := _NO_SOONER.search(parsed.sentence.text)):
        base = parsed.sentence.start
        event = min(by_token.values(), key=lambda one: abs(one.start - base - found.start()))
        value = TextValue(found.group().rstrip(",.;"))
        start = base + found.start()
        yield Mention(
            "sequence",
            value,
            start,
            start + len(value.text),
            event.start,
            parsed.sentence.index,
            event.number,
            score=0.55,
        )
        return
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"} or is_negated(verb):
            continue
        yield from _followed(parsed, verb, by_token)
        spoken = verb_key(verb) in tables.cues.verbs
        for clause in (*verb.children, *_as_soon_as(verb)):
            told = _told(verb, clause, by_token)
            if told is not None and not (spoken and told.token == verb.i) and not (spoken and not _only(clause)):
                yield from _statement(parsed, verb, clause, told.start, told.number)
            elif told is None and lemma(verb) in _FIRING and _after_or_before(clause):
                yield from _statement(parsed, verb, clause, parsed.start(verb), None)


def _followed(parsed: Parsed, verb: Token, by_token: dict[int, EventMention]) -> Iterator[Mention]:
    """Yield "the strike preceded the assault by six hours", "the shelling was followed by an assault"."""
    if lemma(verb) not in _FOLLOWING:
        return
    ones = passive_subjects(verb) if is_passive(verb) else subjects(verb)
    others = prepositional(verb, "by") if is_passive(verb) else objects(verb)
    if not (ones and others and ones[0].i in by_token and others[0].i in by_token):
        return
    first, last = noun_range(ones[0])[0], noun_range(others[0])[1]
    if not first < last <= first + _LONGEST:
        return
    start, end = parsed.range(first, last)
    event = by_token[int(ones[0].i)]
    value = TextValue(parsed.words(first, last))
    yield Mention("sequence", value, start, end, event.start, parsed.sentence.index, event.number, score=0.6)


def _told(verb: Token, clause: Token, by_token: dict[int, EventMention]) -> EventMention | None:
    """Return the event whose order a clause behind or before its verb gives, or None."""
    if clause.pos_ not in {"VERB", "AUX"} or clause.tag_ not in {"VBD", "VBN", "VBP", "VBZ", "VB"}:
        return None
    own = by_token.get(int(verb.i))
    if own is not None and (own.lemma in HARM_VERBS or own.type == "killing"):
        own = None
    if clause.dep_ in {"conj", "dep"} and clause.i > verb.i:
        then = any(one.lower_ in _THEN and one.dep_ == "advmod" and one.i < clause.i for one in clause.children)
        # Behind a comma the parser hangs "then" on the verb before it.
        then = then or clause.doc[clause.i - 1].lower_ == "then"
        return own if then else None
    if not _after_or_before(clause):
        return None
    if own is None and lemma(clause) in _TURNING:
        # "entered the town as soon as the shelling had stopped"
        return next((by_token[head.i] for head in subjects(clause) if head.i in by_token), None)
    if own is None and _only(clause):
        # "Only after the ambulance had been hit did the army announce": what came late is no attack.
        return by_token.get(int(clause.i))
    return own


def _as_soon_as(verb: Token) -> list[Token]:
    """Return the clause behind "as soon as", which hangs on the adverb."""
    return [one for soon in verb.children if soon.lower_ == "soon" for one in soon.children if one.dep_ == "advcl"]


def _after_or_before(clause: Token) -> bool:
    """Tell whether a clause with a subject of its own says what came before or after."""
    if clause.dep_ != "advcl" or clause.tag_ == "VB" or clause.pos_ not in {"VERB", "AUX"}:
        return False
    marks = _MARKS | {"as"} if clause.head.lower_ == "soon" else _MARKS
    mark = any(one.dep_ in {"mark", "advmod"} and one.lower_ in marks for one in clause.children)
    return mark and bool([*subjects(clause), *passive_subjects(clause)])


def _only(clause: Token) -> bool:
    """Tell whether "only after" opens a clause."""
    mark = next((one for one in clause.children if one.lower_ in _MARKS and one.dep_ in {"mark", "advmod"}), None)
    return mark is not None and mark.i > 0 and clause.doc[mark.i - 1].lower_ == "only"


def _statement(parsed: Parsed, verb: Token, clause: Token, anchor: int, number: int | None) -> Iterator[Mention]:
    first = min(int(verb.i), int(clause.left_edge.i), *(noun_range(head)[0] for head in subjects(verb) or [verb]))
    last = max(int(verb.i), int(clause.right_edge.i), *(noun_range(head)[1] for head in objects(verb) or [verb]))
    while last > first and parsed.doc[last].is_punct:
        last -= 1
    if last - first > _LONGEST:
        return
    start, end = parsed.range(first, last)
    value = TextValue(parsed.words(first, last))
    yield Mention("sequence", value, start, end, anchor, parsed.sentence.index, number, score=0.5)
