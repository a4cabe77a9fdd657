"""What the words that govern a telling word make of it: tried, planned, prevented, untrue, unknown.

"Failed to", "a plot to", "powerful enough to", "it is not true that" stand outside the word that tells of harm or
attack; the tree links them. Kinds of words stand in `hedges.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossbearing.model.actors import Stance
from crossbearing.model.claims import Modality
from crossbearing.read.sentences.grammar import lemma, prepositional, verb_key
from crossbearing.resources.lexicon import Hedges

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["disowned", "governed"]

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBORDINATE = frozenset({"xcomp", "acl", "advcl", "ccomp", "relcl"})
_DEPTH = 8
# "do not correspond to reality", "has nothing to do with the facts": verbs and nouns of what is so.
_TALLYING = frozenset({"correspond", "agree", "accord", "tally", "square", "conform"})
_LIKELY = frozenset({"likely", "probable", "possible", "plausible", "conceivable", "thinkable"})
_FACTS = frozenset({"reality", "truth", "fact"})


def governed(token: Token, hedges: Hedges) -> Modality | None:
    """Return what the governing words make of a happening, or None where nothing takes it out of what happened.

    Args:
        token: The word that tells of it.
        hedges: Word tables of the language.

    Returns:
        Planned for what was tried, plotted or threatened; hypothetical for what was prevented, nearly happened or could
        have been done.
    """
    if any(other.lower_ in hedges.nearly and other.i == token.i - 1 for other in token.lefts):
        return Modality.HYPOTHETICAL
    current = token
    for _ in range(_DEPTH):
        found = _of_head(current, hedges)
        if found is not None:
            return found
        head = current.head
        # "planned to carry out an attack"
        carried = current.dep_ == "dobj" and current is token and head.pos_ == "VERB"
        if head.i == current.i or not (carried or current.dep_ in {"conj", "xcomp"}) or _finite(current):
            return None
        if current.dep_ == "conj" and _finite(head):
            return None
        current = head
    return None


def _finite(verb: Token) -> bool:
    return verb.tag_ in _FINITE or any(
        other.dep_ in {"aux", "auxpass"} and other.tag_ in {*_FINITE, "MD"} for other in verb.children
    )


def _of_head(token: Token, hedges: Hedges) -> Modality | None:
    """Return what the word right above makes of a verb form without tense, or of a noun of attack."""
    head, name = token.head, verb_key(token.head)
    if token.dep_ == "pcomp":
        above = lemma(head.head)
        if head.lower_ == "from" and verb_key(head.head) in hedges.undoing:
            return Modality.HYPOTHETICAL
        if head.lower_ in {"of", "for", "at"} and above in hedges.plots:
            return Modality.PLANNED
        return Modality.HYPOTHETICAL if head.lower_ == "of" and above in hedges.able else None
    if token.pos_ in {"NOUN", "PROPN"}:
        if token.dep_ in {"dobj", "nsubjpass"} and name in hedges.averting:
            return Modality.HYPOTHETICAL
        return None
    children = {other.lower_ for other in token.children if other.dep_ in {"aux", "mark"}}
    if "to" not in children or "have" in children or token.dep_ not in _SUBORDINATE:
        return None
    if head.pos_ in {"VERB", "AUX"}:
        if name in hedges.undoing:
            return Modality.HYPOTHETICAL
        if name in hedges.trying or (token.dep_ == "advcl" and name in hedges.laying):
            return Modality.PLANNED
        return None
    if head.pos_ == "ADJ":
        enough = any(other.lower_ in {"enough", "too"} for other in head.children)
        return Modality.HYPOTHETICAL if enough or lemma(head) in hedges.able else None
    return Modality.PLANNED if head.pos_ == "NOUN" and lemma(head) in hedges.plots else None


def disowned(token: Token, hedges: Hedges) -> Stance | None:
    """Return the stance of words that disown the clause around a telling word, or None.

    "It is not true that ..." and "reports that ... are false" deny it; "there is no evidence that ..." and "it is not
    known whether ..." cannot say.

    Args:
        token: The word that tells.
        hedges: Word tables of the language.
    """
    current = token
    for _ in range(_DEPTH):
        if any(other.dep_ in {"mark", "advmod"} and other.lower_ == "whether" for other in current.children):
            return Stance.CANNOT_SAY
        head = current.head
        if head.i == current.i or (
            current.dep_ in {"relcl", "advcl", "conj"} and head.lower_ != "first"  # "that X was the first to shoot"
        ):
            return None
        if current.dep_ == "ccomp" and lemma(head) in _LIKELY and head.dep_ in {"acomp", "oprd", "ccomp"}:
            return Stance.SUPPOSES  # "it is highly likely that ..."
        if current.dep_ in {"ccomp", "csubj", "nsubj"} and (stance := _verdict(head, current, hedges)) is not None:
            return stance
        if current.dep_ in {"acl", "ccomp"} and lemma(head) in hedges.proof and _none(head):
            return Stance.CANNOT_SAY
        current = head
    return None


def _verdict(verb: Token, clause: Token, hedges: Hedges) -> Stance | None:
    """Return what "is (not) true" or "is false" says of its clause, or None for other verbs."""
    if lemma(verb) in _TALLYING and any(lemma(one) in _FACTS for one in prepositional(verb, "to", "with")):
        # "The reports that ... do not correspond to reality."
        return Stance.DENIES if any(other.dep_ == "neg" for other in verb.children) else None
    if lemma(verb) != "be":
        return None
    said = {lemma(other) for other in verb.children if other.dep_ in {"acomp", "attr"} and other.i != clause.i}
    negated = any(other.dep_ == "neg" for other in verb.children)
    if said & (hedges.true if negated else hedges.false):
        return Stance.DENIES
    if said & _LIKELY and not negated and clause.dep_ == "ccomp":
        return Stance.SUPPOSES
    return Stance.CANNOT_SAY if negated and said & hedges.known else None


def _none(noun: Token) -> bool:
    if any(other.dep_ == "det" and other.lower_ in {"no", "neither"} for other in noun.children):
        return True
    return noun.dep_ in {"dobj", "attr"} and any(other.dep_ == "neg" for other in noun.head.children)
