"""Those meant to be struck, only where a purpose is stated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crossbearing.model.actors import Stance
from crossbearing.model.values import TextValue
from crossbearing.read.mentions import Mention
from crossbearing.read.parties.doers import doer, of_body
from crossbearing.read.sentences.grammar import (
    child,
    is_negated,
    is_passive,
    lemma,
    noun_range,
    objects,
    passive_subjects,
    prepositional,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["intended_targets"]

_FIRING = frozenset({"fire", "shoot", "aim"})


def intended_targets(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield those meant to be struck, only where a purpose is stated ("the ISIS positions it intended to strike").

    Args:
        parsed: The sentence.
        tables: Word tables of the language.
    """
    table = tables.raw["intent"]["intended"]
    verbs = frozenset(table["verbs"])
    yield from _believed(parsed, tables)
    for verb in parsed.tokens:
        if lemma(verb) not in verbs or verb.pos_ != "VERB":
            continue
        inner = child(verb, "xcomp")
        if inner is None or lemma(inner) not in tables.triggers.verbs | {"go": "attack", "kill": "killing"}:
            continue
        heads = objects(inner) or prepositional(inner, "at", "on")
        if not heads and verb.dep_ == "relcl":
            heads = _relative_target(verb)
        for head in heads[:1]:
            if head.pos_ not in {"NOUN", "PROPN"}:
                continue
            first, last = noun_range(head)
            start, end = parsed.range(
                min(first, verb.i), max(last, int(inner.right_edge.i) if inner.right_edge.text != "." else inner.i)
            )
            hedged = any(lemma(other) in tables.hedges.words for other in verb.children)
            yield Mention(
                "intended_target",
                TextValue(parsed.words(first, last)),
                start,
                end,
                parsed.start(verb),
                parsed.sentence.index,
                stance=Stance.SUPPOSES if hedged else None,
                score=0.7,
            )


def _believed(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield "believed that they were attacking X" and "while going after X"."""
    for verb in parsed.tokens:
        if verb.pos_ != "VERB":
            continue
        heads: list[Token] = []
        if lemma(verb) in {"believe", "think", "assume"} and (inner := child(verb, "ccomp")) is not None:
            if inner.tag_ == "VBG" and lemma(inner) in _FIRING | tables.triggers.verbs.keys():
                heads = prepositional(inner, "at", "on") if lemma(inner) in _FIRING else objects(inner)
        elif lemma(verb) in {"aim", "mean", "intend", "destine"} and is_passive(verb) and verb.tag_ == "VBN":
            fired = any(
                lemma(head) in tables.triggers.nouns or lemma(head) in tables.materiel
                for head in passive_subjects(verb)
            )
            heads = prepositional(verb, "at", "for") if fired and not is_negated(verb) else []
            heads = [head for head in heads if lemma(verb) == "aim" or _could_be_target(parsed, head, tables)]
        elif lemma(verb) in {"take", "believe", "think", "hold"} and (thing := _taken_to_be(verb)) is not None:
            heads = [thing] if _could_be_target(parsed, thing, tables) else []
        elif lemma(verb) in {"take", "mistake"} and objects(verb):
            named = [child(other, "pobj") for other in verb.subtree if other.lower_ == "for" and other.dep_ == "prep"]
            heads = [head for head in named if head is not None and _could_be_target(parsed, head, tables)]
        elif lemma(verb) == "go" and verb.tag_ == "VBG" and prepositional(verb, "after"):
            heads = prepositional(verb, "after")
        for head in heads[:1]:
            if head.pos_ in {"NOUN", "PROPN"}:
                first, last = noun_range(head)
                start, end = parsed.range(min(first, verb.i), last)
                yield Mention(
                    "intended_target",
                    TextValue(parsed.words(first, last)),
                    start,
                    end,
                    parsed.start(verb),
                    parsed.sentence.index,
                    score=0.6,
                )


def _taken_to_be(verb: Token) -> Token | None:
    """Return the position of "what the pilots took to be a position"."""
    inner = child(verb, "xcomp")
    return child(inner, "attr") if inner is not None and lemma(inner) == "be" and inner.lower_ == "be" else None


def _could_be_target(parsed: Parsed, head: Token, tables: Lexicon) -> bool:
    """Tell whether "took them for X" names armed people or a position, and not "for granted" or "for a walk"."""
    return (
        doer(parsed, head, tables) is not None
        or bool(of_body(parsed.words(*noun_range(head)), tables))
        or lemma(head) in {"position", "base", "camp", "convoy", "target", "post", "outpost", "depot"}
    )


def _relative_target(verb: Token) -> list[Token]:
    """Return what a relative clause without pronoun modifies; of "positions of X" the body X."""
    head = verb.head
    candidates = [token for token in head.subtree if token.pos_ in {"NOUN", "PROPN"} and token.i < verb.left_edge.i]
    return candidates[-1:] or [head]
