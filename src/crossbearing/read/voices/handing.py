"""Attributions by verbs that hand on the words of others: "citing X", "quoted X as saying", "was quoted by Y"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crossbearing.model.actors import Link
from crossbearing.read.mentions import Attribution
from crossbearing.read.sentences.grammar import (
    agents,
    antecedent,
    child,
    children,
    is_passive,
    lemma,
    passive_subjects,
    subjects,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.ranges import subtree_range, whole_range, without
from crossbearing.read.voices.sources import basis_of_source, possessor, sayer, source_of
from crossbearing.read.voices.spoken import by_of, clause_behind
from crossbearing.resources.lexicon import Cues

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["handed_on"]

_MATERIAL = frozenset(
    {"information", "data", "report", "statement", "figure", "account", "word", "intelligence", "claim", "testimony"}
)


def handed_on(parsed: Parsed, verb: Token, cues: Cues) -> Iterator[Attribution]:
    """Yield "citing X", "Reuters quoted X as saying that ...", "X was quoted as saying".

    Args:
        parsed: The sentence.
        verb: The verb that hands on ("cite", "quote").
        cues: Cue tables of its language.
    """
    passive = (is_passive(verb) and verb.tag_ == "VBN" and verb.dep_ != "ROOT") or bool(
        passive_subjects(verb) and child(verb, "auxpass")
    )
    quoted = passive_subjects(verb) if passive else list(children(verb, "dobj"))
    inner: list[Token] = [
        token
        for token in verb.subtree
        if token.tag_ == "VBG" and lemma(token) in cues.verbs and token.i > verb.i and token is not verb
    ]
    quoting = subjects(verb)
    if passive:  # "was quoted by X as saying", "was quoted as saying by X"
        quoting = agents(verb) or [by for one in inner[:1] for by in agents(one) or by_of(one, "by")]
    outer = verb.head.head if verb.dep_ == "relcl" else verb  # "quoting an officer who cited intelligence reports"
    further = lemma(outer) in cues.handing_on and outer is not verb
    ranges = _reach(parsed, outer if further else verb, inner, passive=passive)
    if (
        quoting
        and verb.dep_ in {"ROOT", "conj", "relcl", "ccomp"}
        and lemma(antecedent(quoting[0])) not in cues.evidence
    ):
        source = source_of(parsed, quoting[0], cues)
        if source is not None and ranges:
            yield Attribution(source, ranges, str(verb.text), parsed.start(verb), link=Link.CITES, order=0)
    for head in quoted[:1]:
        giver = possessor(head) if lemma(head) in _MATERIAL else None
        source = source_of(parsed, giver if giver is not None else head, cues)
        if source is None and inner:
            source = sayer(parsed, head, cues)  # whoever is quoted as saying something
        if source is None or not ranges:
            continue
        yield Attribution(
            source=source,
            ranges=ranges,
            cue=str(verb.text),
            cue_start=parsed.start(verb),
            link=Link.QUOTES if lemma(verb) == "quote" else Link.CITES,
            basis=basis_of_source(source, cues),
            order=1 if inner else 2 + further,  # "quoted Y as saying that Z said": Z stands within what Y says
        )


def _reach(parsed: Parsed, verb: Token, inner: list[Token], *, passive: bool) -> tuple[tuple[int, int], ...]:
    """Return what a verb that hands on reaches over: the clause behind it, else the sentence around it."""
    governor = verb.head if verb.dep_ in {"advcl", "acl", "pcomp", "prep", "conj"} else None
    if governor is not None and verb.dep_ == "advcl" and verb.right_edge.i >= len(parsed.doc) - 2:
        # "X said that A and that B, citing Y.": Y is cited for all that X says, wherever the parser hung the end.
        while governor.dep_ in {"conj", "ccomp"} and governor.pos_ in {"VERB", "AUX"} and governor.head.i < governor.i:
            governor = governor.head
    if governor is not None and governor.pos_ in {"NOUN", "PROPN"} and governor.dep_ == "nsubj":
        governor = governor.head
    if inner:
        clause = child(inner[0], "ccomp") or child(inner[0], "dobj")
        if clause is None:
            before = child(verb, "ccomp")
            if before is not None and before.i < verb.i:  # "Nine had died, X was quoted as saying by Y."
                return (subtree_range(parsed, before),)
            return without(whole_range(parsed), subtree_range(parsed, verb))
        return ((parsed.end(inner[0]), subtree_range(parsed, clause)[1]),)
    told = None if passive else clause_behind(verb)
    if told is not None:
        return (subtree_range(parsed, told),)
    if governor is not None and governor.dep_ != "ROOT":
        return (subtree_range(parsed, governor),)
    if governor is not None or (verb.dep_ == "ROOT" and verb.i > 3):
        return without(whole_range(parsed), subtree_range(parsed, verb))
    if verb.dep_ == "relcl":  # "according to X, which cites Y, ..."
        return without(whole_range(parsed), subtree_range(parsed, verb))
    return ()
