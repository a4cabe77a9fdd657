"""What is said to have caused an attack or its harm, where that is nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crossbearing.model.values import TextValue
from crossbearing.read.mentions import Mention
from crossbearing.read.sentences.grammar import (
    agents,
    child,
    is_passive,
    lemma,
    noun_range,
    passive_subjects,
    prepositional,
    subjects,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["causes"]

# What comes about without anybody's having meant it, as far as the words go.
_MISFORTUNES = frozenset(
    {
        "it",
        "damage",
        "destruction",
        "loss",
        "accident",
        "fire",
        "blaze",
        "collapse",
        "sinking",
        "collision",
        "crash",
        "derailment",
        "incident",
    }
    | {"disaster", "tragedy", "leak", "stampede", "crush"}
)
# Things that are blamed, and nobody.
_FAULTS = frozenset(
    {
        "leak",
        "error",
        "fault",
        "failure",
        "malfunction",
        "circuit",
        "weather",
        "visibility",
        "fog",
        "mistake",
        "speed",
        "negligence",
        "wiring",
    }
    | {
        "confusion",
        "misunderstanding",
        "miscalculation",
        "neglect",
        "carelessness",
        "overcrowding",
        "panic",
        "defect",
        "spark",
        "cylinder",
        "surge",
    }
)


def _caused(verb: Token) -> tuple[list[Token], list[Token]]:
    """Return what a verb says was caused, and by what ("caused by", "was due to", "resulted from", "blamed on")."""
    name = lemma(verb)
    if name in {"cause", "trigger", "spark"} and verb.pos_ == "VERB" and is_passive(verb):
        return passive_subjects(verb), agents(verb)
    if name == "bring" and any(other.lower_ == "about" for other in verb.children) and is_passive(verb):
        return passive_subjects(verb), agents(verb)
    if name in {"result", "stem", "arise"} and verb.pos_ == "VERB":
        return subjects(verb), prepositional(verb, "from")
    if name in {"blame", "attribute", "put", "ascribe"} and is_passive(verb) and verb.tag_ == "VBN":
        things = [one for one in prepositional(verb, "on", "to") if lemma(one) in _FAULTS]
        return passive_subjects(verb), things
    if name == "be":
        said = child(verb, "acomp", "attr", "prep")
        if said is not None and said.lower_ == "due":
            return subjects(verb), prepositional(said, "to")
        if said is not None and lemma(said) in {"result", "consequence", "outcome"}:
            return subjects(verb), prepositional(said, "of")
    return [], []


def causes(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield what is said to have caused an attack or its harm ("was caused by human error").

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    for verb in parsed.tokens:
        effects, reasons = _caused(verb)
        if not any(
            lemma(head) in tables.triggers.nouns or lemma(head) in tables.harm.nouns or lemma(head) in _MISFORTUNES
            for head in effects
        ):
            continue
        if verb.tag_ in {"VBZ", "VBP"}:
            continue  # "such deaths result from negligence"
        for head in reasons[:1]:
            first, last = noun_range(head)
            start, end = parsed.range(min(first, verb.i), max(last, verb.i))
            yield Mention(
                "cause",
                TextValue(parsed.words(first, last)),
                start,
                end,
                parsed.start(verb),
                parsed.sentence.index,
                score=0.6,
            )
