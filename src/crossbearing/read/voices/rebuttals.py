"""Sentences that deny what the one before them told: "These reports are fabricated.", "The army denies this."."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossbearing.model.actors import Stance
from crossbearing.read.sentences.grammar import child, children, lemma, prepositional, verb_key
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.parse import Parsed
    from crossbearing.read.sentences.tree import Token

__all__ = ["CALLING", "LIES", "points_back", "rebuts"]

_POINTING: Final = frozenset({"this", "that", "these", "those", "such", "all"})
_TOLD: Final = frozenset(
    {
        "report",
        "claim",
        "allegation",
        "accusation",
        "charge",
        "figure",
        "account",
        "version",
        "story",
        "number",
        "statement",
        "assertion",
    }
    | {"suggestion", "rumour", "rumor", "information", "news", "toll", "count", "it", "this", "that", "one"}
)
LIES: Final = frozenset(
    {
        "provocation",
        "propaganda",
        "slander",
        "absurd",
        "ridiculous",
        "ludicrous",
        "laughable",
        "preposterous",
        "libel",
        "lie",
    }
    | {
        "disinformation",
        "misinformation",
        "rubbish",
        "smear",
        "insinuation",
        "farce",
        "outrageous",
        "malicious",
        "defamation",
        "hoax",
        "falsehood",
    }
)
"""What those call a charge who reject it, besides words for "false"."""

CALLING: Final = frozenset({"call", "describe", "brand", "label", "term", "denounce", "characterise", "characterize"})
"""Verbs by which one gives what was told a name of his own ("called it a lie")."""
_UNMADE: Final = frozenset({"fabricate", "invent", "concoct", "exaggerate", "discredit", "disprove"})


def rebuts(parsed: Parsed, tables: Lexicon) -> Token | None:
    """Return the word by which a sentence denies what was told right before it, or None.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        subject = child(verb, "nsubj", "nsubjpass")
        negated = child(verb, "neg") is not None
        if lemma(verb) == "be" and subject is not None and points_back(subject):
            said = {lemma(other) for other in verb.children if other.dep_ in {"acomp", "attr"}}
            if said & (tables.hedges.true if negated else tables.hedges.false | LIES):
                return verb
        if (
            lemma(verb) in _UNMADE
            and subject is not None
            and subject.dep_ == "nsubjpass"
            and points_back(subject)
            and not negated
        ):
            return verb
        held = child(verb, "dobj")
        denies = tables.cues.stance.get(verb_key(verb)) == Stance.DENIES.value
        if denies and not negated and held is not None and points_back(held):
            return verb
        if lemma(verb) in CALLING and not negated and held is not None and points_back(held):
            named = [*children(verb, "oprd", "attr"), *prepositional(verb, "as")]
            named += [one for mark in children(verb, "prep") if mark.lower_ == "as" for one in mark.children]
            if any(lemma(one) in tables.hedges.false | LIES for one in named):
                return verb
    return None


def points_back(noun: Token, *, loose: bool = False) -> bool:
    """Tell whether words stand for what was told: "this", "these reports", "the accusation" with nothing behind it.

    Args:
        noun: The noun.
        loose: Whether a clause may follow it and any article stand before it ("a charge that X denies").
    """
    if loose:
        return lemma(noun) in _TOLD
    if noun.lower_ in {"this", "that", "it"}:
        return True
    if lemma(noun) not in _TOLD or any(
        other.dep_ in {"acl", "relcl", "ccomp"} or (other.dep_ == "prep" and other.lower_ != "as")
        for other in noun.children
    ):
        return False
    return any(other.lower_ in _POINTING or other.lower_ == "the" for other in noun.lefts)
