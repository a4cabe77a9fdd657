"""Those meant to be struck, only where a purpose is stated."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from crossbearing.model.actors import Stance
from crossbearing.model.values import TextValue
from crossbearing.read.mentions import Mention
from crossbearing.read.parties.doers import doer, of_body
from crossbearing.read.persons.harming import unreal
from crossbearing.read.sentences.grammar import (
    child,
    children,
    is_negated,
    is_passive,
    lemma,
    noun_range,
    objects,
    passive_subjects,
    prepositional,
    subjects,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["intended_targets"]

_BELIEVING = frozenset({"believe", "think", "assume"})
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
    yield from _named_target(parsed, tables)
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
        if lemma(verb) in _BELIEVING and (inner := child(verb, "ccomp")) is not None:
            if inner.tag_ == "VBG" and lemma(inner) in _FIRING | tables.triggers.verbs.keys():
                heads = prepositional(inner, "at", "on") if lemma(inner) in _FIRING else objects(inner)
        elif lemma(verb) in {"aim", "mean", "intend", "destine", "direct"} and is_passive(verb) and verb.tag_ == "VBN":
            fired = any(
                lemma(head) in tables.triggers.nouns or lemma(head) in tables.materiel
                for head in passive_subjects(verb)
            )
            heads = prepositional(verb, "at", "for", "against") if fired and not is_negated(verb) else []
            meant = fired and (lemma(verb) in {"aim", "direct"} or bool(prepositional(verb, "for")))
            heads = [head for head in heads if (meant and not _purpose(head)) or _could_be_target(parsed, head, tables)]
        elif _did_it_themselves(verb):
            continue
        elif lemma(verb) in {"take", "believe", "think", "hold"} and (thing := _taken_to_be(verb)) is not None:
            heads = [thing] if _could_be_target(parsed, thing, tables) else []
        elif lemma(verb) in {"take", "mistake", "mistook"} and (objects(verb) or is_passive(verb)):
            named = [child(other, "pobj") for other in verb.subtree if other.lower_ == "for" and other.dep_ == "prep"]
            heads = [head for head in named if head is not None and _could_be_target(parsed, head, tables)]
        elif lemma(verb) == "go" and verb.tag_ == "VBG" and prepositional(verb, "after"):
            heads = prepositional(verb, "after")
        # What a crew believed to hit is what it meant to hit: the belief is told, not supposed.
        clause = child(verb, "ccomp") if lemma(verb) in _BELIEVING else None
        own = clause is not None and any(one.lower_ in {"it", "they", "he", "she", "we"} for one in subjects(clause))
        told = Stance.ASSERTS if own else None
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
                    stance=told,
                    score=0.6,
                )


def _did_it_themselves(verb: Token) -> bool:
    """Tell whether "persons believed to be X" are those who did it, and not those aimed at."""
    return (
        verb.dep_ == "acl"
        and lemma(verb) in {"believe", "think", "hold"}
        and verb.head.dep_ in {"nsubj", "ROOT", "agent"}
    )


def _named_target(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield "the target was X", "targeted X and not Y", "was tracking a man believed to be X"."""
    table = tables.raw["intent"]["intended"]
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"} or is_negated(verb) or unreal(verb, tables.harm):
            continue
        heads: list[Token] = []
        whole = False
        if lemma(verb) == "be" and any(_a_target(one) for one in subjects(verb)):
            heads = [one for one in children(verb, "attr") if not _vague_target(one)]
        elif lemma(verb) == "target" and verb.tag_ != "NN" and _contrasted(verb):
            heads = objects(verb)[:1] or passive_subjects(verb)[:1]
        elif lemma(verb) in table["hunting"] and any(_hunts(one, table, tables) for one in subjects(verb)):
            heads = children(verb, "dobj") or prepositional(verb, "for", "after")
            heads = [one for one in heads if not _vague_target(one) and _somebody(parsed, one, tables)]
            whole = True
        elif lemma(verb) in table["missing"] and (spot := child(verb, "dobj")) is not None and _a_target(spot):
            heads = _apposed(spot)
        for head in heads[:1]:
            first, last = noun_range(head, clause=whole)
            while last > head.i and parsed.doc[last].is_punct:
                last -= 1
            start, end = parsed.range(min(first, verb.i), max(last, verb.i))
            yield Mention(
                "intended_target",
                TextValue(parsed.words(first, last)),
                start,
                end,
                parsed.start(verb),
                parsed.sentence.index,
                score=0.6,
            )


def _somebody(parsed: Parsed, head: Token, tables: Lexicon) -> bool:
    """Tell whether somebody is looked for, or a position: officers seek asylum too."""
    known = tables.persons.status.get(lemma(head)) is not None or head.pos_ == "PROPN"
    return known or _could_be_target(parsed, head, tables)


def _a_target(head: Token) -> bool:
    """Tell whether a noun is "the target of the strike" or "the intended target", and no aim in figures."""
    if lemma(head) != "target" or head.tag_ != "NN":
        return False
    words = {other.lower_ for other in head.lefts}
    return bool(words & {"the", "its", "their", "intended", "actual", "real", "main"}) and not words & {
        "a",
        "soft",
        "easy",
    }


def _apposed(head: Token) -> list[Token]:
    return children(head, "appos")[:1] or prepositional(head, "of")[:1]


def _vague_target(head: Token) -> bool:
    return head.lower_ in {"target", "unclear", "unknown", "civilians", "what", "it", "one"} or head.pos_ not in {
        "NOUN",
        "PROPN",
    }


def _contrasted(verb: Token) -> bool:
    """Tell whether a sentence sets what was aimed at against what was not: "and not the hospital", "rather than"."""
    words = [part.lower_ for part in verb.doc[verb.i : verb.right_edge.i + 1]]
    pairs = list(pairwise(words))
    return any(
        pair in {("and", "not"), (",", "not"), ("rather", "than"), ("but", "not"), ("instead", "of")} for pair in pairs
    )


def _hunts(head: Token, table: Any, tables: Lexicon) -> bool:
    """Tell whether those who look for somebody are a crew, an operation or aircraft: police seek witnesses."""
    craft = tables.materiel.get(lemma(head)) in tables.classes["aircraft"]
    armed = tables.persons.status.get(lemma(head)) in {"fighter", "military"}
    return armed or craft or lemma(head) in table["hunters"] or lemma(head) in tables.triggers.nouns


def _taken_to_be(verb: Token) -> Token | None:
    """Return the position of "what the pilots took to be a position"."""
    inner = child(verb, "xcomp")
    return child(inner, "attr") if inner is not None and lemma(inner) == "be" and inner.lower_ == "be" else None


def _purpose(head: Token) -> bool:
    return lemma(head) in {
        "use",
        "defence",
        "defense",
        "export",
        "training",
        "purpose",
        "transport",
        "sale",
        "deterrence",
    }


def _could_be_target(parsed: Parsed, head: Token, tables: Lexicon) -> bool:
    """Tell whether "took them for X" names armed people or a position, and not "for granted" or "for a walk"."""
    return (
        doer(parsed, head, tables) is not None
        or bool(of_body(parsed.words(*noun_range(head)), tables))
        or lemma(head) in tables.raw["intent"]["intended"]["places"]
        or tables.materiel.get(lemma(head)) in tables.classes["vehicles"] | tables.classes["weapons"]
        or lemma(head) in tables.raw["intent"]["intended"]["taken_for"]
        or any(doer(parsed, inner, tables) is not None for inner in prepositional(head, "of"))
    )


def _relative_target(verb: Token) -> list[Token]:
    """Return what a relative clause without pronoun modifies; of "positions of X" the body X."""
    head = verb.head
    candidates = [token for token in head.subtree if token.pos_ in {"NOUN", "PROPN"} and token.i < verb.left_edge.i]
    return candidates[-1:] or [head]
