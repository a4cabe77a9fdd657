"""Attributions by punctuation and stock phrases: "Per X: ...", "Y (citing X)", "X's version: ...", "X calls it a Z"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from crossbearing.model.actors import Link, Stance
from crossbearing.model.claims import Basis
from crossbearing.read.mentions import Attribution, Source
from crossbearing.read.sentences.grammar import agents, child, is_negated, is_passive, lemma, subjects, verb_key
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.ranges import subtree_range, without
from crossbearing.read.voices.resting import resting_on
from crossbearing.read.voices.sources import basis_of_source, possessor, source_of
from crossbearing.read.voices.spoken import by_of
from crossbearing.resources.lexicon import Cues

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["ASIDE", "credits_given", "published_by", "tellings"]

_PER: Final = re.compile(
    r"^\W*(?:\d{1,3}[/.)]\s*)?(?:update:?\s+)?(?P<cue>as per|per|via|from|according to|quoting|citing)\s+"
    r"(?P<name>[^:;.!?]{2,60}):\s+(?=\S)",
    re.IGNORECASE,
)
_BRACKET: Final = re.compile(
    r"\((?P<cue>citing|quoting|quotes|cites|via|per|according to|with reference to)\s+(?P<name>[^()]{2,70})\)",
    re.IGNORECASE,
)
_DASHED: Final = re.compile(r"\s(?P<cue>[-\u2013\u2014])\s(?P<name>(?:[^\W\d_][\w'\u2019-]*\s?){1,5})$")
_BEFORE: Final = re.compile(r"((?:[A-Z][\w'\u2019-]*\s+){0,4}[A-Z][\w'\u2019-]*)\s*$")
_CALLING: Final = frozenset({"call", "label", "term", "brand", "dub", "deem", "declare", "consider"})
_CALLING_AS: Final = frozenset(
    {
        "describe",
        "characterise",
        "characterize",
        "portray",
        "present",
        "depict",
        "regard",
        "see",
        "view",
        "treat",
        "condemn",
        "denounce",
        "dismiss",
        "brand",
        "paint",
    }
)
_LAYING: Final = frozenset(
    {
        ("point", "finger"),
        ("lay", "blame"),
        ("put", "blame"),
        ("place", "blame"),
        ("pin", "blame"),
        ("see", "hand"),
        ("cast", "blame"),
    }
)
_SHORT: Final = 12  # characters of a headline before the dash
_SAYERS: Final = frozenset(
    {"official", "source", "medic", "witness", "mayor", "governor", "doctor", "media", "reporter"}
)
_FIGURES: Final = frozenset({"figure", "number", "toll", "count", "estimate", "tally", "total"})
ASIDE: Final = 3
"""Place in a chain of who is only named beside a figure: no pronoun behind it means him."""
_NEAR: Final = 8  # tokens from the word for a figure to "given by"
_GIVEN: Final = frozenset(
    {"give", "provide", "publish", "announce", "release", "issue", "claim", "report", "state", "compile", "circulate"}
)
_STANDING: Final = frozenset({"be", "stand", "remain"})
_LIABLE: Final = frozenset({"responsible", "accountable", "liable", "guilty", "answerable"})


def credits_given(parsed: Parsed, cues: Cues) -> Iterator[Attribution]:
    """Yield attributions that marks and stock phrases make.

    Args:
        parsed: The sentence.
        cues: Cue tables of its language.
    """
    yield from _per(parsed, cues)
    yield from _bracketed(parsed, cues)
    yield from _dashed(parsed, cues)
    yield from _version(parsed, cues)
    yield from _if_believed(parsed, cues)
    yield from _own_figure(parsed, cues)
    yield from _given_figure(parsed, cues)
    yield from resting_on(parsed, cues)
    for token in parsed.tokens:
        if token.pos_ == "VERB":
            yield from _calling(parsed, token, cues)
            yield from _holding(parsed, token, cues)


def published_by(parsed: Parsed, found: Sequence[Attribution], cues: Cues) -> Iterator[Attribution]:
    """Yield the medium that hands on X ("X said in a statement carried by Y", "said X in an interview with Y").

    Args:
        parsed: The sentence.
        found: The attributions found in it so far.
        cues: Cue tables of its language.
    """
    papers = cues.documents | cues.nouns | {"interview", "remark", "comment", "memo", "letter"}
    for word in parsed.tokens:
        by: list[Token] = []
        first = word.head if word.dep_ == "conj" and word.head.tag_ == "VBN" else word  # "read out and seen by X"
        above_it = first.head
        # "the minister, quoted by X, said"; "the surveyor said, quoted by X"
        own = lemma(word) in cues.handing_on and (
            above_it.dep_ == "nsubj"
            or (above_it.pos_ == "VERB" and verb_key(above_it) in cues.verbs)
            or above_it.head.head.lower_ == "according"
        )
        if (
            word.tag_ == "VBN"
            and first.dep_ in {"acl", "advcl"}
            and lemma(word) in cues.published
            and (own or lemma(above_it) in papers)
        ):
            by = agents(word) or [one for one in by_of(word, "in", "on") if lemma(one) in cues.media]
        elif lemma(word) == "interview" and word.pos_ == "NOUN":
            by = by_of(word, "with", "to")
        if not by:
            continue
        above = {parsed.start(token) for token in (word, *word.ancestors)}
        entry = next((one for one in found if one.cue_start in above), None)
        source = source_of(parsed, by[0], cues) if entry is not None else None
        if source is None or entry is None or (not source.named and source.head not in cues.media):
            continue
        # The cue belongs to what is handed on: a medium stands outside "according to X, quoted by Y", too.
        ranges = (*entry.ranges, (entry.cue_start, entry.cue_start + len(entry.cue))) if entry.order else entry.ranges
        yield Attribution(source, ranges, str(word.text), parsed.start(word), link=Link.CARRIES, order=entry.order - 1)


def tellings(parsed: Parsed, cues: Cues) -> Iterator[Source]:
    """Yield whose version a sentence is about ("The army's story is different"), whom "it says" behind it may mean.

    Args:
        parsed: The sentence.
        cues: Cue tables of its language.
    """
    for token in parsed.tokens:
        if token.dep_ in {"nsubj", "ROOT"} and lemma(token) in cues.formula_nouns | cues.nouns | cues.documents:
            owner = possessor(token)
            source = source_of(parsed, owner, cues) if owner is not None and owner.pos_ in {"NOUN", "PROPN"} else None
            if source is not None:
                yield source


def _inside(parsed: Parsed, first: int, last: int, cues: Cues) -> Source | None:
    """Return the source that a stretch of a sentence names, by its first noun that can be one."""
    tokens = [token for token in parsed.tokens if first <= token.idx < last]
    numbers = {token.i for token in tokens}
    tops = [token for token in tokens if token.pos_ in {"NOUN", "PROPN"} and token.head.i not in numbers]
    nouns = [
        *tops,
        *(token for token in tokens if token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "poss"}),
    ]
    for token in nouns:
        source = source_of(parsed, token, cues)
        if source is not None:
            return source
    return None


def _per(parsed: Parsed, cues: Cues) -> Iterator[Attribution]:
    """Yield "Per the port captain: 15 dead"."""
    match = _PER.match(parsed.sentence.text)
    if match is None:
        return
    source = _inside(parsed, match.start("name"), match.end("name"), cues)
    if source is not None:
        base = parsed.sentence.start
        yield Attribution(
            source,
            ((base + match.end(), parsed.sentence.end),),
            match["cue"],
            base + match.start("cue"),
            basis=basis_of_source(source, cues),
            order=1,
        )


def _dashed(parsed: Parsed, cues: Cues) -> Iterator[Attribution]:
    """Yield "At least 13 dead in Osk - ministry", as headlines have it."""
    match = _DASHED.search(parsed.sentence.text)
    if match is None or match.start() < _SHORT or any(token.pos_ in {"VERB", "AUX"} for token in parsed.tokens[-3:]):
        return
    source = _inside(parsed, match.start("name"), match.end("name"), cues)
    if source is None or not {source.head, source.name.lower()} & (cues.bodies | cues.organs | cues.media | _SAYERS):
        return
    base = parsed.sentence.start
    told = ((base, base + match.start()),)
    source = replace(source, name=match["name"], start=base + match.start("name"), end=base + match.end("name"))
    yield Attribution(source, told, match["cue"], base + match.start("cue"), basis=basis_of_source(source, cues))


def _bracketed(parsed: Parsed, cues: Cues) -> Iterator[Attribution]:
    """Yield both links of "Y (citing X) has 17 killed"."""
    base = parsed.sentence.start
    for match in _BRACKET.finditer(parsed.sentence.text):
        source = _inside(parsed, match.start("name"), match.end("name"), cues)
        if source is None or match["name"].startswith(("@", "http")):
            continue
        told = without((base, parsed.sentence.end), (base + match.start(), base + match.end()))
        cue_start = base + match.start("cue")
        yield Attribution(source, told, match["cue"], cue_start, basis=basis_of_source(source, cues), order=2)
        before = next(
            (token for token in reversed(parsed.tokens) if token.idx < match.start() and not token.is_punct), None
        )
        if before is not None:
            medium = source_of(parsed, before, cues) if before.pos_ in {"PROPN", "NOUN"} else None
            named = _BEFORE.search(parsed.sentence.text[: match.start()])
            if medium is None and named is not None:
                start = base + named.start(1)
                medium = Source(named[1], start, start + len(named[1]), True, before.lower_)
            if medium is not None and (medium.named or medium.head in cues.media):
                yield Attribution(
                    medium, without((base, parsed.sentence.end), (medium.start, medium.end)), match["cue"], cue_start
                )


def _version(parsed: Parsed, cues: Cues) -> Iterator[Attribution]:
    """Yield "The government's version: ...", "The family's account is simple: ..."."""
    mark = next((token for token in parsed.tokens if token.text == ":" and token.i > 1), None)
    if mark is None or mark.i + 2 >= len(parsed.doc) or mark.i > 14:
        return
    for noun in parsed.doc[: mark.i]:
        if noun.pos_ != "NOUN" or lemma(noun) not in cues.formula_nouns | cues.nouns or noun.dep_ in {"pobj", "poss"}:
            continue
        owner = possessor(noun)
        source = source_of(parsed, owner, cues) if owner is not None else None
        if source is not None:
            told = ((parsed.end(mark), parsed.sentence.end),)
            yield Attribution(
                source, told, str(noun.text), parsed.start(noun), basis=basis_of_source(source, cues), order=1
            )
            return


def _own_figure(parsed: Parsed, cues: Cues) -> Iterator[Attribution]:
    """Yield "The union's figure is 23", "Its own count stands at 19"."""
    for noun in parsed.tokens:
        owner = child(noun, "poss")
        verb = noun.head
        if owner is None or noun.dep_ != "nsubj" or lemma(noun) not in _FIGURES or lemma(verb) not in _STANDING:
            continue
        source = source_of(parsed, owner, cues)
        if source is not None:
            told = ((parsed.end(verb), subtree_range(parsed, verb)[1]),)
            yield Attribution(source, told, str(noun.text), parsed.start(noun), basis=basis_of_source(source, cues))
            return


def _given_figure(parsed: Parsed, cues: Cues) -> Iterator[Attribution]:
    """Yield whose figure a sentence speaks of: "could not verify the figure of 50 dead given by the ministry"."""
    for noun in parsed.tokens:
        if noun.pos_ != "NOUN" or lemma(noun) not in _FIGURES:
            continue
        behind = [token for token in parsed.tokens if noun.i < token.i <= noun.i + _NEAR]
        for clause in behind:
            # "the figure of 50 dead in Osk given by X": what stands between may draw the participle to another verb.
            if clause.tag_ != "VBN" or clause.dep_ not in {"acl", "advcl"} or lemma(clause) not in _GIVEN:
                continue
            giver = next(iter(agents(clause)), None)
            source = source_of(parsed, giver, cues) if giver is not None and giver.pos_ != "PRON" else None
            if source is not None:
                told = ((subtree_range(parsed, noun)[0], parsed.start(clause)),)
                basis = basis_of_source(source, cues)
                yield Attribution(source, told, str(clause.text), parsed.start(clause), basis=basis, order=ASIDE)
                return


def _if_believed(parsed: Parsed, cues: Cues) -> Iterator[Attribution]:
    """Yield "..., if the ministry is to be believed", "if X is right": what is told rests on X."""
    for clause in parsed.tokens:
        if clause.dep_ != "advcl" or not any(other.dep_ == "mark" and other.lower_ == "if" for other in clause.lefts):
            continue
        name = lemma(clause)
        right = name == "be" and any(lemma(other) in {"right", "correct", "truthful"} for other in clause.children)
        if name not in {"believe", "trust", "credit"} and not right:
            below = child(clause, "xcomp")
            if below is None or lemma(below) not in {"believe", "trust"}:
                continue
        who = next((other for other in clause.children if other.dep_ in {"nsubjpass", "nsubj", "dobj"}), None)
        who = child(clause, "dobj") if who is not None and who.pos_ == "PRON" else who
        source = source_of(parsed, who, cues) if who is not None and who.pos_ in {"NOUN", "PROPN"} else None
        if source is not None:
            told = without((parsed.sentence.start, parsed.sentence.end), subtree_range(parsed, clause))
            yield Attribution(
                source,
                told,
                "if",
                subtree_range(parsed, clause)[0],
                carrier=Stance.CANNOT_SAY,
                basis=basis_of_source(source, cues),
                order=1,
            )
            return


def _calling(parsed: Parsed, verb: Token, cues: Cues) -> Iterator[Attribution]:
    """Yield what "X called the raid an accident" and "X described it as deliberate" say of it."""
    name = lemma(verb)
    said: list[Token] = []
    if name in _CALLING:
        said = [other for other in verb.children if other.dep_ in {"oprd", "attr", "acomp"} and other.i > verb.i]
        said += [
            other
            for other in verb.children
            if other.dep_ == "ccomp"
            and other.i > verb.i
            and other.pos_ in {"NOUN", "ADJ"}
            and child(other, "mark") is None
        ]
    if name in _CALLING_AS and not said:
        said = [other for other in verb.children if other.dep_ == "prep" and other.lower_ == "as" and other.i > verb.i]
    if not said or is_negated(verb):
        return
    who = agents(verb) if is_passive(verb) and verb.tag_ == "VBN" else subjects(verb)[:1]
    source = source_of(parsed, who[0], cues) if who else None
    if source is not None:
        ranges = tuple(subtree_range(parsed, other) for other in said)
        yield Attribution(
            source, ranges, str(verb.text), parsed.start(verb), link=Link.CITES, basis=basis_of_source(source, cues)
        )


def _holding(parsed: Parsed, verb: Token, cues: Cues) -> Iterator[Attribution]:
    """Yield whom "X holds Y responsible" and "X pointed the finger at Y" make answerable."""
    held = child(verb, "dobj")
    lays = held is not None and (lemma(verb), lemma(held)) in _LAYING
    holds = lemma(verb) == "hold" and any(lemma(other) in _LIABLE for other in verb.subtree)
    if is_negated(verb) or not (lays or holds):
        return
    who = agents(verb) if is_passive(verb) and verb.tag_ == "VBN" else subjects(verb)[:1]
    source = source_of(parsed, who[0], cues) if who else None
    if source is not None:
        told = ((parsed.end(verb), subtree_range(parsed, verb)[1]),)
        basis = basis_of_source(source, cues)
        yield Attribution(
            source, told, str(verb.text), parsed.start(verb), basis=basis if basis is not Basis.SAW else Basis.UNKNOWN
        )
