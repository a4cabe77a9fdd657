"""What somebody is asked and does not answer: "asked whether ..., X refused to be drawn", "would not say who"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from crossbearing.model.actors import Stance
from crossbearing.read.mentions import Attribution
from crossbearing.read.sentences.grammar import child, children, is_negated, lemma, prepositional, subjects
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.ranges import subtree_range
from crossbearing.read.voices.rebuttals import CALLING, LIES
from crossbearing.read.voices.sources import basis_of_source, source_of
from crossbearing.resources.lexicon import Cues, Hedges

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["asked", "held_to_be", "neither_nor", "nobody", "questions", "silent"]

_REFUSING: Final = frozenset({"refuse", "decline", "avoid", "refrain", "sidestep", "evade", "dodge", "duck"})
_ANSWERING: Final = frozenset(
    {"comment", "draw", "answer", "discuss", "speculate", "elaborate", "respond", "say", "confirm", "specify", "reply"}
)
_ASKING: Final = frozenset({"ask", "press", "question", "quiz"})
_OPEN: Final = frozenset({"whether", "if", "who", "whose", "which", "what"})
_PAIR: Final = frozenset({"confirm", "deny", "verify", "refute"})
_HELD: Final = frozenset({"believe", "suspect", "think", "presume", "assume"})
_SAYING_NOTHING: Final = frozenset({"comment", "answer", "mention", "response"})
_ABLE: Final = frozenset({"could", "can", "ca"})


def asked(parsed: Parsed, cues: Cues, hedges: Hedges) -> Iterator[Attribution]:
    """Yield who leaves a question open that the sentence holds, with the words of the question; or calls it a lie.

    Args:
        parsed: The sentence.
        cues: Cue tables of its language.
        hedges: Words for what is true and false.
    """
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        stance = silent(verb)
        lie = _called_a_lie(verb, hedges) if stance is None else None
        if lie is not None:
            stance = Stance.DENIES
        if stance is None:
            continue
        who = (
            next(iter(subjects(verb) or children(verb, "nsubjpass")), None)
            if child(verb, "expl") is None
            else _from(verb)
        )
        source = source_of(parsed, who, cues) if who is not None else None
        if source is None:
            continue
        for clause in questions(verb) if lie is None else [lie]:
            yield Attribution(
                source=source,
                ranges=(subtree_range(parsed, clause),),
                cue=str(verb.text),
                cue_start=parsed.start(verb),
                stance=stance,
                basis=basis_of_source(source, cues),
            )


def _called_a_lie(verb: Token, hedges: Hedges) -> Token | None:
    """Return the clause of "described allegations that ... as a fabrication"."""
    held = child(verb, "dobj")
    if lemma(verb) not in CALLING or held is None or is_negated(verb):
        return None
    said = [*children(verb, "oprd"), *prepositional(verb, "as"), *prepositional(held, "as")]
    said += [one for clause in held.subtree for one in prepositional(clause, "as")]
    return child(held, "acl", "ccomp") if any(lemma(one) in hedges.false | LIES for one in said) else None


def silent(verb: Token) -> Stance | None:
    """Return how a verb leaves a question open: declines ("refused to be drawn"), cannot say, or None.

    Args:
        verb: The verb.
    """
    name = lemma(verb)
    if name in _REFUSING:
        inner = child(verb, "xcomp", "pcomp")
        held = child(verb, "dobj")
        answers = inner is not None and lemma(inner) in _ANSWERING
        evades = held is not None and lemma(held) in {"question", "comment", "answer"}
        return Stance.DECLINES if answers or evades else None
    held = child(verb, "dobj", "attr")
    if name in {"have", "offer", "make", "give", "be"} and held is not None and lemma(held) in _SAYING_NOTHING:
        return Stance.DECLINES if is_negated(verb) or any(one.lower_ == "no" for one in held.lefts) else None
    if name in _ANSWERING and (is_negated(verb) or nobody(verb)) and verb.dep_ != "xcomp":
        helpers = {other.lower_ for other in verb.children if other.dep_ == "aux"}
        return Stance.CANNOT_SAY if helpers & _ABLE and name in {"say", "confirm"} else Stance.DECLINES
    if name == "know" and is_negated(verb):
        return Stance.CANNOT_SAY
    return None


def nobody(verb: Token) -> bool:
    """Tell whether a verb's subject says that none of them did ("neither the mayor nor the police would say").

    Args:
        verb: The verb.
    """
    return any(
        head.lower_ in {"neither", "nobody", "none"} or any(one.lower_ == "neither" for one in head.children)
        for head in children(verb, "nsubj")
    )


def _from(verb: Token) -> Token | None:
    """Return the ministry of "there was no comment from the ministry on whether ..."."""
    held = child(verb, "attr")
    return next(iter([*prepositional(verb, "from"), *(prepositional(held, "from") if held is not None else [])]), None)


def questions(verb: Token) -> list[Token]:
    """Return the clauses of what was asked: "asked whether ..." beside the verb, or "on whether ..." behind it.

    Args:
        verb: The verb by which it is left open.
    """
    found: list[Token] = []
    inner = child(verb, "xcomp", "pcomp")
    for top in (verb, inner, child(verb, "dobj", "attr"), *_from_of(verb)):
        for other in top.children if top is not None else ():
            if other.dep_ == "advcl" and lemma(other) in _ASKING and other.tag_ == "VBN":
                found += [one for one in children(other, "ccomp", "advcl") if _open(one)]
                found += [one for prep in children(other, "prep") for one in children(prep, "pcomp") if _open(one)]
            elif other.dep_ == "prep" and other.lower_ in {"on", "about", "as", "to", "of"}:
                found += [one for one in children(other, "pcomp") if _open(one)]
                found += [one for head in children(other, "pobj") for one in children(head, "acl", "ccomp", "relcl")]
    return found


def _from_of(verb: Token) -> list[Token]:
    who = _from(verb)
    return [who] if who is not None else []


def _open(clause: Token) -> bool:
    return any(other.lower_ in _OPEN and other.i < clause.i for other in clause.subtree)


def neither_nor(verb: Token) -> Stance | None:
    """Return what "would neither confirm nor deny that ..." makes of its clause, or None for other words.

    Args:
        verb: One of the two verbs.
    """
    if lemma(verb) not in _PAIR:
        return None
    pair = [verb, *(other for other in verb.conjuncts if lemma(other) in _PAIR)]
    if len({lemma(one) for one in pair}) < 2:
        return None
    words = {other.lower_ for one in pair for other in one.children}
    if not words & {"neither", "nor"} and not any(is_negated(one) for one in pair):
        above = verb.head if verb.dep_ == "xcomp" else pair[0].head
        return Stance.DECLINES if lemma(above) in _REFUSING else None
    return Stance.CANNOT_SAY if words & _ABLE else Stance.DECLINES


def held_to_be(verb: Token) -> bool:
    """Tell whether a participle says of its subject what others hold of it ("gunmen believed to be bandits took").

    Args:
        verb: The verb.
    """
    bare = child(verb, "xcomp") is not None and child(verb, "aux", "auxpass", "dobj") is None
    return bare and verb.tag_ in {"VBN", "VBD"} and lemma(verb) in _HELD
