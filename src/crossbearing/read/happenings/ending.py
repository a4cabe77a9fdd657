"""How an attack ended, and calls made while it went on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crossbearing.model.values import Anchor, Category, When
from crossbearing.read.mentions import Mention
from crossbearing.read.sentences.grammar import (
    is_negated,
    is_passive,
    lemma,
    objects,
    passive_subjects,
    subjects,
    verb_key,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["endings"]

_STOPS = frozenset(
    {"stop", "halt", "end", "cease", "suspend", "break off", "call off", "abort", "discontinue", "cut short"}
)
_SINCE = frozenset({"after", "once", "when", "as", "upon", "following", "until"})
_CALLS = frozenset({"telephone", "phone", "call", "warn", "alert", "radio", "contact"})


def endings(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield when an attack ended relative to something told, and the call or warning that ended it.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    for verb in parsed.tokens:
        name = verb_key(verb)
        if name not in _STOPS or verb.pos_ != "VERB" or is_negated(verb):
            continue
        ended = passive_subjects(verb) if is_passive(verb) else [*objects(verb), *subjects(verb)]
        if not any(_attack(head, tables) for head in ended):
            continue
        clause = next((other for other in verb.children if other.dep_ in {"advcl", "prep"} and _opens(other)), None)
        if clause is None:
            continue
        first, last = int(clause.left_edge.i), int(clause.right_edge.i)
        while last > first and parsed.doc[last].is_punct:
            last -= 1
        start, end = parsed.range(min(first, int(verb.i)), max(last, int(verb.i)))
        told = parsed.words(first, last)
        opener = parsed.doc[first].lower_
        value = When(
            parsed.words(min(first, int(verb.i)), max(last, int(verb.i))),
            anchor=Anchor("after", told.partition(" ")[2] if opener in _SINCE else told),
        )
        yield Mention("when.end", value, start, end, parsed.start(verb), parsed.sentence.index, score=0.6)
        call = next(
            (
                token
                for token in clause.subtree
                if lemma(token) in _CALLS | {"warning"} and token.pos_ in {"VERB", "NOUN"}
            ),
            None,
        )
        if call is not None:
            spot = parsed.range(
                int(call.left_edge.i)
                if call.pos_ == "NOUN"
                else min([int(call.i), *(int(head.left_edge.i) for head in subjects(call))]),
                int(call.i),
            )
            yield Mention(
                "warning",
                Category(parsed.words(int(call.i), int(call.i)), "warning", "call"),
                spot[0],
                spot[1],
                parsed.start(verb),
                parsed.sentence.index,
                score=0.5,
            )


def _attack(head: Token, tables: Lexicon) -> bool:
    return (
        lemma(head) in tables.triggers.generic
        or lemma(head) in tables.triggers.nouns
        or head.lower_ in {"it", "they", "this"}
    )


def _opens(clause: Token) -> bool:
    if clause.dep_ == "prep":
        return clause.lower_ in {"after", "upon", "following"}
    return (
        any(other.lower_ in _SINCE and other.dep_ in {"mark", "advmod"} for other in clause.lefts)
        or clause.left_edge.lower_ in _SINCE
    )
