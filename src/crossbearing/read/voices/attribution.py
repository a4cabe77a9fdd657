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
from crossbearing.read.sentences.ranges import without
from crossbearing.read.voices.asked import asked, held_to_be, neither_nor
from crossbearing.read.voices.crediting import published_by
from crossbearing.read.voices.formulas import formulas
from crossbearing.read.voices.handing import handed_on
from crossbearing.read.voices.passives import told_of
from crossbearing.read.voices.reach import kept_apart
from crossbearing.read.voices.sources import basis_of_source, sayer, source_of
from crossbearing.read.voices.spoken import INQUIRERS, by_of, content_of, mutual
from crossbearing.resources.lexicon import Cues, Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["attributions", "stance_of"]

# "..., the summary of the inquiry shows.": what papers do, even where a person would not be speaking by it.
_FINDING = frozenset({"show", "find", "reveal", "indicate", "suggest"})
# Who is taken into a hospital, where the tables of speakers do not know the word.
_ADMITTED = frozenset({"patient", "casualty", "wounded", "injured", "person", "people", "body", "dozen", "hundred"})
# Who takes them in: "the hospital admitted 13", where a party that admits three dead concedes them.
_OF_CARE = frozenset({"hospital", "clinic", "infirmary", "ward", "dispensary", "doctor", "medic", "surgeon", "nurse"})
# Verbs whose subject speaks, whatever word it is, unless it is something written.
_SAYING = frozenset({"say", "tell", "announce", "add", "insist", "deny", "claim", "complain", "reply", "declare"})
# With a clause behind or before them ("the watchdog found that ...").
_RULING = frozenset({"find", "conclude", "rule", "determine", "confirm", "admit", "warn", "believe"})
# What things do as well: who does it must be known for a speaker.
_SHOWING = frozenset(
    {"reveal", "disclose", "underline", "underscore", "contradict", "refute", "rebut", "recall", "imply"}
)
_NUMBERING = frozenset({"", "no", "nr"})  # "bulletin No. 14": subjects to the parser
_RELATIVES = frozenset({"which", "that", "who", "whom"})
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
    known = {(entry.cue_start, entry.ranges[0][0] > entry.cue_start) for entry in found if entry.ranges}
    told = (entry for entry in told_of(parsed, tables))
    found.extend(entry for entry in told if (entry.cue_start, entry.ranges[0][0] > entry.cue_start) not in known)
    found.extend(_closing(parsed, found, tables.cues))
    found.extend(published_by(parsed, found, tables.cues))
    found.extend(asked(parsed, tables.cues, tables.hedges))
    return _ordered(kept_apart(parsed, found))


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
    if (open_ := neither_nor(verb)) is not None:
        return open_
    if name == "admit" and any(other.dep_ == "dobj" and other.i > verb.i for other in verb.children):
        # "The hospital admitted 13 wounded": no concession; "admitted the killing" is one.
        held = next(other for other in verb.children if other.dep_ == "dobj" and other.i > verb.i)
        taken_in = lemma(held) in cues.unnamed or lemma(held) in _ADMITTED
        cared_for = held.like_num and any(lemma(other) in _OF_CARE for other in verb.children if other.i < verb.i)
        if taken_in or cared_for or any(other.like_num for other in held.children):
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
    if name in cues.handing_on and not (
        verb.dep_ == "ROOT" and not children(verb, "dobj") and child(verb, "auxpass") is None
    ):
        yield from handed_on(parsed, verb, cues)
        return
    if name == "hold" and verb.tag_ == "VBN" and verb.dep_ in {"acl", "relcl"}:
        return  # "a hill held by the army"
    if verb.tag_ == "VB" and any(other.dep_ == "mark" and other.lower_ == "for" for other in verb.lefts):
        return  # "it is not for Norway to say who did it": Norway says nothing
    if mutual(verb) or held_to_be(verb):
        return
    content = content_of(parsed, verb, name, cues)
    speakers = _who_goes_on(verb, name, cues) or _speakers(verb, name, cues)
    shared = _shared(verb, cues) if not content else None
    if shared is not None:
        content = content_of(parsed, shared, verb_key(shared), cues)
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
            sayer(parsed, speaker, cues)
            if name in _SAYING
            or name in cues.recipients
            or (name in _RULING and child(verb, "ccomp") is not None)
            or _tells_as_person(speaker, name, tables)
            else None
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
            beside=parsed.start(shared) if shared is not None else -1,
        )
        return


def _tells_as_person(speaker: Token, name: str, tables: Lexicon) -> bool:
    """Tell whether the subject of a verb that persons alone do ("report", "confirm") is no happening and no thing."""
    word = lemma(speaker)
    happens = word in tables.triggers.nouns or word in tables.materiel or word in tables.harm.nouns
    shown = name in tables.cues.weak | _SHOWING or word.endswith("ing")
    return speaker.dep_ == "nsubj" and not happens and not shown


def _shared(verb: Token, cues: Cues) -> Token | None:
    """Return the second verb of "A reported, and B confirmed, that ...", whose clause is that of the first, too."""
    if child(verb, "dobj", "ccomp", "xcomp") is not None:
        return None
    for other in verb.children:
        clause = child(other, "ccomp") if other.dep_ == "conj" and verb_key(other) in cues.verbs else None
        if clause is None or child(other, "nsubj") is None or clause.i < other.i:
            continue
        opened = next((one for one in clause.lefts if one.dep_ == "mark" and one.lower_ == "that"), None)
        if opened is not None and verb.doc[opened.i - 1].text == "," and verb.doc[verb.i + 1].text in {",", "and"}:
            return other
    return None


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
    if found and found[0].lower_.rstrip(".") in _NUMBERING:
        found = [one for one in children(verb, "nsubj") if one.lower_.rstrip(".") not in _NUMBERING]
    if not found and name not in cues.recipients and any(one.i < verb.i for one in children(verb, "ccomp")):
        found = [one for one in children(verb, "dobj") if one.left_edge.i == verb.i + 1]  # "..., reported Z, which ..."
    own = children(verb, "nsubj")
    if len(own) > 1 and any(token.text == ":" for token in verb.doc[own[0].i : own[1].i]):
        found = own[1:]  # "Road to Osk, van: the army says ..."
    if verb.dep_ == "relcl" and len(own) > 1 and own[0].lower_ in _RELATIVES:
        found = own[1:]  # "the shelling, which the party says killed 50": both are subjects to the parser
    if found and found[0].lower_ == "who" and verb.dep_ == "ccomp" and lemma(verb.head) == "be":
        found = children(verb.head, "attr") or found  # "it was the mayor who announced that ..."
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


def _who_goes_on(verb: Token, name: str, cues: Cues) -> list[Token]:
    """Return who adds something to what he says: "X said 13 men had died, adding that", "... and confirmed that"."""
    adds = name == "add" and verb.tag_ == "VBG"
    if not adds and not (verb.dep_ == "conj" and name in _SAYING | _RULING and _counted(verb)):
        return []
    above = verb.head
    while above.head is not above and above.dep_ in {"ccomp", "conj", "advcl"}:
        if above.dep_ == "ccomp" and above.head.i < above.i and verb_key(above.head) in cues.verbs:
            return subjects(above.head)[:1]
        above = above.head
    return []


def _counted(verb: Token) -> bool:
    """Tell whether a verb gets its subject from another, and that is a number ("nine people died and confirmed")."""
    shared = subjects(verb) if child(verb, "nsubj") is None else []
    return bool(shared) and any(other.like_num for other in shared[0].children)


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
