"""Attributions inside a sentence: who is made to say which words of it.

Found by the tree: verbs of saying with their clause or toll, inverted and parenthetical forms, passives ("is reported
to"), "as X noted", nouns ("X's statements that ..."), "according to X", "by his account", "citing X", headlines
("X: ..."). The one who is told is no source, and "spotted by the oil field" names no observer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from crossbearing.model.actors import Link, Stance
from crossbearing.model.claims import Basis
from crossbearing.read.mentions import Attribution, Source
from crossbearing.read.sentences.grammar import (
    agents,
    antecedent,
    child,
    children,
    is_negated,
    is_passive,
    lemma,
    passive_subjects,
    subjects,
    verb_key,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.ranges import subtree_range, whole_range, without
from crossbearing.read.voices.crediting import published_by
from crossbearing.read.voices.formulas import formulas
from crossbearing.read.voices.sources import basis_of_source, possessor, sayer, source_of
from crossbearing.read.voices.spoken import INQUIRERS, by_of, clause_behind, content_of, mutual
from crossbearing.resources.lexicon import Cues, Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["attributions", "stance_of"]

_MATERIAL = frozenset(
    {"information", "data", "report", "statement", "figure", "account", "word", "intelligence", "claim", "testimony"}
)


# "..., the summary of the inquiry shows.": what papers do, even where a person would not be speaking by it.
_FINDING = frozenset({"show", "find", "reveal", "indicate", "suggest"})
# Who is taken into a hospital, where the tables of speakers do not know the word.
_ADMITTED = frozenset({"patient", "casualty", "wounded", "injured", "person", "people", "body", "dozen", "hundred"})
# Verbs whose subject speaks, whatever word it is, unless it is something written.
_SAYING = frozenset({"say", "tell", "announce", "add", "insist", "deny", "claim", "complain", "reply", "declare"})
_SAID = frozenset({"VBD", "VBP", "VBZ"})
_BREAKS = frozenset({",", "\u201d", '"', "-", "\u2013", "\u2014"})


def attributions(parsed: Parsed, tables: Lexicon) -> list[Attribution]:
    """Return the attributions of one sentence, sources as written (pronouns unresolved), outer before inner.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    found = list(formulas(parsed, tables))
    for token in parsed.tokens:
        if token.pos_ in {"VERB", "AUX", "ADJ"} or token.tag_.startswith("VB"):
            found.extend(_verb(parsed, token, tables))
    found.extend(_closing(parsed, found, tables.cues))
    found.extend(published_by(parsed, found, tables.cues))
    return _ordered([_within_part(parsed, _within_told(entry, found)) for entry in found])


def _within_told(entry: Attribution, found: list[Attribution]) -> Attribution:
    """Return a formula ("for the command, ...") kept to what the one tells in whose words it stands."""
    if entry.order != 1:
        return entry
    outer = next((other for other in found if other.order < 1 and other.covers(entry.cue_start)), None)
    if outer is None:
        return entry
    ranges = tuple(
        (max(first, start), min(last, end))
        for first, last in entry.ranges
        for start, end in outer.ranges
        if min(last, end) > max(first, start)
    )
    return replace(entry, ranges=ranges) if ranges else entry


def _within_part(parsed: Parsed, entry: Attribution) -> Attribution:
    """Return an attribution kept to its part of a sentence, set apart by semicolons outside quotation marks."""
    text = parsed.sentence.text
    if ";" not in text or any(mark in text for mark in '"\u201c\u201d'):
        return entry
    base = parsed.sentence.start
    place = entry.cue_start - base
    start, end = base + text.rfind(";", 0, place) + 1, text.find(";", place)
    end = parsed.sentence.end if end < 0 else base + end
    ranges = tuple(
        (max(first, start), min(last, end)) for first, last in entry.ranges if min(last, end) > max(first, start)
    )
    return replace(entry, ranges=ranges)


def _closing(parsed: Parsed, found: list[Attribution], cues: Cues) -> Iterator[Attribution]:
    """Yield "..., X, spokesman of Y, said." where the tree failed: by the commas before a closing verb of saying."""
    doc = parsed.doc
    yield from _inverted(parsed, found, cues)
    for verb in doc[max(3, len(doc) - 12) :]:
        name = verb_key(verb)
        found_by = name in _FINDING and {lemma(token) for token in doc} & (cues.documents | INQUIRERS)
        if (
            name not in cues.verbs
            or (name in cues.weak and not found_by)
            or verb.tag_ not in {"VBD", "VBZ"}
            or any(entry.cue_start == parsed.start(verb) for entry in found)
            or mutual(verb)
        ):
            continue
        commas = [token.i for token in doc[: verb.i] if token.text in {",", "\u201d", '"'}]
        if not commas:
            continue
        begin, stop = commas[-1] + 1, int(verb.i)
        if begin == stop and len(commas) > 2:
            begin, stop = commas[-3] + 1 if commas[-1] - commas[-2] > 1 else commas[-2] + 1, commas[-2]
        segment = doc[begin:stop]
        if not 1 <= len(segment) <= 9 or any(
            token.pos_ in {"VERB", "AUX"} and token.tag_ != "VBN" for token in segment
        ):
            continue
        heads = [token for token in segment if token.pos_ in {"PROPN", "NOUN"}]
        if not heads or begin < 3:
            continue
        source = source_of(parsed, heads[-1], cues)
        if source is None:
            continue
        start, end = parsed.range(begin, stop - 1)
        source = replace(source, start=start, end=end)
        yield Attribution(
            source,
            ((parsed.sentence.start, start),),
            str(verb.text),
            parsed.start(verb),
            stance_of(name, verb, cues),
            basis=basis_of_source(source, cues),
        )
        return


def _inverted(parsed: Parsed, found: list[Attribution], cues: Cues) -> Iterator[Attribution]:
    """Yield "..., say X" at the end where the tree failed, as it does on headlines."""
    doc = parsed.doc
    last = len(doc) - (2 if doc[-1].is_punct else 1) if len(doc) else 0
    for place in range(max(4, last - 6), last):
        verb = doc[place]
        if verb.tag_ not in _SAID or doc[place - 1].text not in _BREAKS or verb_key(verb) not in cues.verbs - cues.weak:
            continue
        behind = doc[place + 1 : last + 1]
        if any(token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN"} for token in behind) or _known(parsed, found, verb):
            continue
        source = source_of(parsed, behind[-1], cues)
        if source is not None:
            told = ((parsed.sentence.start, parsed.start(verb)),)
            stance = stance_of(verb_key(verb), verb, cues)
            yield Attribution(
                source, told, str(verb.text), parsed.start(verb), stance, basis=basis_of_source(source, cues)
            )


def _known(parsed: Parsed, found: list[Attribution], verb: Token) -> bool:
    return any(entry.cue_start == parsed.start(verb) for entry in found)


def _ordered(found: list[Attribution]) -> list[Attribution]:
    return sorted(found, key=lambda entry: (entry.order, -entry.size, entry.cue_start))


def stance_of(name: str, verb: Token, cues: Cues) -> Stance:
    """Return the stance that a verb of saying shows with what stands around it ("could not confirm").

    Args:
        name: Its lemma, with its particle.
        verb: The verb.
        cues: Cue tables of the language.
    """
    stance = Stance(cues.stance.get(name, "asserts"))
    if name == "admit" and any(other.dep_ == "dobj" and other.i > verb.i for other in verb.children):
        # "The hospital admitted 13 wounded": no concession; "admitted the killing" is one.
        held = next(other for other in verb.children if other.dep_ == "dobj" and other.i > verb.i)
        if lemma(held) in cues.unnamed or lemma(held) in _ADMITTED or any(other.like_num for other in held.children):
            stance = Stance.ASSERTS
    words = {other.lower_ for other in verb.children if other.dep_ in {"aux", "neg", "advmod"}}
    if is_negated(verb) or {"not", "n't"} & words:
        if stance is Stance.DENIES:
            return Stance.CANNOT_SAY if name == "rule out" else Stance.CONCEDES
        if {"could", "can", "ca"} & words or name in {"confirm", "verify", "know"}:
            return Stance.CANNOT_SAY
        return Stance.DECLINES if name in {"say", "comment", "specify", "give", "provide", "mention"} else Stance.DENIES
    if lemma(verb.head) in {"decline", "refuse"} and verb.dep_ == "xcomp":
        return Stance.DECLINES
    if lemma(verb.head) == "unable" and verb.dep_ == "xcomp":
        return Stance.CANNOT_SAY
    if name in {"confirm", "verify", "say"} and any(other.lower_ == "unable" for other in (verb.head,)):
        return Stance.CANNOT_SAY
    return stance


def _verb(parsed: Parsed, verb: Token, tables: Lexicon) -> Iterator[Attribution]:
    cues = tables.cues
    name = verb_key(verb)
    if name not in cues.verbs or verb.dep_ == "amod" or (verb.dep_ == "pcomp" and verb.head.lower_ == "as"):
        return
    if name in cues.handing_on and not (verb.dep_ == "ROOT" and not children(verb, "dobj")):
        yield from _handed_on(parsed, verb, cues)
        return
    if verb.tag_ == "VB" and any(other.dep_ == "mark" and other.lower_ == "for" for other in verb.lefts):
        return  # "it is not for Norway to say who did it": Norway says nothing
    if mutual(verb):
        return
    content = content_of(parsed, verb, name, cues)
    speakers = _speakers(verb, name, cues)
    if not speakers or not content:
        return
    teller = _teller(verb, name)
    if teller is not None:
        yield from _passed_on(parsed, verb, teller, content, cues)
    bare_recipient = {token.i for token in children(verb, "dobj", "dative")} if name in cues.recipients else set()
    for speaker in speakers:
        if speaker.i in bare_recipient:
            continue
        source = source_of(parsed, speaker, cues) or (
            sayer(parsed, speaker, cues) if name in _SAYING or name in cues.recipients else None
        )
        if source is None:
            continue
        if verb.i and verb.doc[0].lower_ == "as" and speaker.i < verb.i and speaker.dep_ == "dobj":
            source = _widened(parsed, source, 1, int(speaker.i))
        ranges = tuple(
            part for piece in content for part in without(piece, (source.start, source.end)) if part[1] - part[0] > 1
        )
        carrier = Stance(cues.carrier[name]) if name in cues.carrier else None
        yield Attribution(
            source=source,
            ranges=ranges,
            cue=str(verb.text),
            cue_start=parsed.start(verb),
            stance=stance_of(name, verb, cues),
            carrier=carrier,
            link=Link.TOLD_BY if name in cues.recipients or teller is not None else Link.CITES,
            basis=_basis(name, source, speaker, tables) if teller is None else Basis.UNKNOWN,
            order=1 if teller is not None else 0,
        )
        return


def _teller(verb: Token, name: str) -> Token | None:
    """Return the subject of "X has learned from Y": X hands on what Y says."""
    if name in {"learn", "hear", "understand"} and by_of(verb, "from"):
        return next(iter(subjects(verb)), None)
    if is_passive(verb) and verb.tag_ == "VBN" and name in {"inform", "tell", "brief", "notify"} and agents(verb):
        return next(iter(passive_subjects(verb)), None)
    return None


def _passed_on(
    parsed: Parsed, verb: Token, teller: Token, content: list[tuple[int, int]], cues: Cues
) -> Iterator[Attribution]:
    source = source_of(parsed, teller, cues)
    if source is not None:
        yield Attribution(
            source, tuple(content), str(verb.text), parsed.start(verb), link=Link.CITES, basis=Basis.WAS_TOLD, order=0
        )


def _basis(name: str, source: Source, speaker: Token, tables: Lexicon) -> Basis:
    if name in tables.cues.basis:
        return Basis(tables.cues.basis[name])
    present = tables.raw["cues"]["grounds"]["present"]
    if any(other.dep_ == "relcl" and lemma(other) in present for other in speaker.children):
        return Basis.SAW
    return basis_of_source(source, tables.cues)


def _speakers(verb: Token, name: str, cues: Cues) -> list[Token]:
    if (
        is_passive(verb)
        and verb.tag_ == "VBN"
        and not (verb.dep_ in {"ROOT", "ccomp"} and child(verb, "nsubj") is not None)
    ):
        by = agents(verb)
        if name in cues.recipients:
            return by or list(by_of(verb, "from"))
        return (
            by
            if name not in {"see", "notice", "observe", "witness", "identify"}
            or all(_personal(token, cues) for token in by)
            else []
        )
    found = subjects(verb)
    if name in {"learn", "hear"} or (name == "understand"):
        told = by_of(verb, "from")
        if told:
            return told
    if not found and verb.dep_ == "pcomp":
        return []
    if verb.i and verb.doc[0].lower_ == "as" and not found:
        return _mistaken_as(verb)
    if found and found[0].lower_ in {"them", "him", "her"}:
        return found
    return found[:1]


def _mistaken_as(verb: Token) -> list[Token]:
    """Return the subject of "As X noted," where the parser took X for the object of a participle."""
    for other in verb.lefts:
        if other.lower_ == "as":
            nouns = [token for token in other.subtree if token.pos_ in {"NOUN", "PROPN"} and token.i < verb.i]
            return nouns[-1:]
    return []


def _widened(parsed: Parsed, source: Source, first: int, last: int) -> Source:
    start, end = parsed.range(first, last)
    name = parsed.words(first, last)
    return replace(source, name=name.removeprefix("the ").removeprefix("The "), start=start, end=end)


def _personal(token: Token, cues: Cues) -> bool:
    return lemma(token) in cues.unnamed or (
        token.pos_ == "PROPN" and lemma(token) not in {"field", "airport", "city", "river", "mountain", "base"}
    )


def _handed_on(parsed: Parsed, verb: Token, cues: Cues) -> Iterator[Attribution]:
    """Yield "citing X", "Reuters quoted X as saying that ...", "X was quoted as saying"."""
    passive = (is_passive(verb) and verb.tag_ == "VBN" and verb.dep_ != "ROOT") or bool(
        passive_subjects(verb) and child(verb, "auxpass")
    )
    quoted = passive_subjects(verb) if passive else list(children(verb, "dobj"))
    quoting = agents(verb) if passive else subjects(verb)
    inner: list[Token] = [
        token
        for token in verb.subtree
        if token.tag_ == "VBG" and lemma(token) in cues.verbs and token.i > verb.i and token is not verb
    ]
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
        clause = next((other for other in inner[0].children if other.dep_ in {"ccomp", "dobj"}), None)
        if clause is None:
            return without(whole_range(parsed), subtree_range(parsed, verb))
        return ((parsed.end(inner[0]), subtree_range(parsed, clause)[1]),)
    told = None if passive else clause_behind(verb)
    if told is not None:
        return (subtree_range(parsed, told),)
    if governor is not None and governor.dep_ != "ROOT":
        return (subtree_range(parsed, governor),)
    if governor is not None or (verb.dep_ == "ROOT" and verb.i > 3):
        return without(whole_range(parsed), subtree_range(parsed, verb))
    return ()
