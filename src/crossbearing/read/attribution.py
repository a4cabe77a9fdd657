"""Attributions inside a sentence: who is made to say which words of it.

Found by the tree: verbs of saying with their clause or toll, inverted and parenthetical forms, passives ("is reported
to"), "as X noted", nouns ("X's statements that ..."), "according to X", "by his account", "citing X", headlines
("X: ..."). The one who is told is no source, and "spotted by the oil field" names no observer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from crossbearing.model.actors import Link, Stance
from crossbearing.model.claims import Basis
from crossbearing.model.documents import BlockKind
from crossbearing.read.grammar import (
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
from crossbearing.read.mentions import Attribution, Source
from crossbearing.read.parse import Parsed
from crossbearing.read.sources import basis_of_source, possessor, source_of
from crossbearing.resources.lexicon import Cues, Lexicon, pattern

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["attributions"]

_CLAUSES = ("ccomp", "xcomp", "advcl", "csubj", "acl")
_HEADLINE = re.compile(r"^([^\W\d_][^:;,.!?\"\u201c]{1,60}):\s+(?=\S)")
_HEADLINE_END = re.compile(r"(?:\s[-\u2013\u2014]|:)\s+([^\W\d_][^:;,.!?\"\u201c\u2013\u2014]{1,40})$")
_CHANGING = frozenset({"raise", "lower", "revise", "update", "put"})
_GIVING = frozenset({"give", "provide", "offer", "list", "set"})
_MATERIAL = frozenset({"information", "data", "report", "statement", "figure", "account", "word", "intelligence", "claim", "testimony"})
_TOLL_WORDS = frozenset(
    "body bodies corpse corpses toll death deaths dead casualty casualties killing loss losses strike strikes airstrike airstrikes attack attacks damage killed wounded injured destruction "
    "figure number count victims injuries people soldiers civilians bombing shelling raid raids responsibility involvement intent clash clashes fatalities".split()
)


def attributions(parsed: Parsed, tables: Lexicon) -> list[Attribution]:
    """Return the attributions of one sentence, sources as written (pronouns unresolved), outer before inner.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    found = [*_headline(parsed, tables.cues), *_formulas(parsed, tables.cues), *_colon(parsed, tables.cues)]
    for token in parsed.tokens:
        if token.pos_ in {"VERB", "AUX", "ADJ"} or token.tag_.startswith("VB"):
            found.extend(_verb(parsed, token, tables))
        elif token.pos_ == "NOUN" and lemma(token) in tables.cues.nouns:
            found.extend(_noun(parsed, token, tables))
    found.extend(_closing(parsed, found, tables.cues))
    return _ordered([_within_part(parsed, entry) for entry in found])


def _within_part(parsed: Parsed, entry: Attribution) -> Attribution:
    """Return an attribution kept to its part of a sentence of several, set apart by semicolons outside quotation marks."""
    text = parsed.sentence.text
    if ";" not in text or any(mark in text for mark in '"\u201c\u201d'):
        return entry
    base = parsed.sentence.start
    place = entry.cue_start - base
    start, end = base + text.rfind(";", 0, place) + 1, text.find(";", place)
    end = parsed.sentence.end if end < 0 else base + end
    ranges = tuple((max(first, start), min(last, end)) for first, last in entry.ranges if min(last, end) > max(first, start))
    return replace(entry, ranges=ranges)


def _closing(parsed: Parsed, found: list[Attribution], cues: Cues) -> Iterator[Attribution]:
    """Yield "..., X, spokesman of Y, said." where the tree failed: by the commas before a closing verb of saying."""
    doc = parsed.doc
    for verb in doc[max(3, len(doc) - 12) :]:
        name = verb_key(verb)
        if name not in cues.verbs or name in cues.weak or verb.tag_ not in {"VBD", "VBZ"} or any(entry.cue_start == parsed.start(verb) for entry in found):
            continue
        commas = [token.i for token in doc[: verb.i] if token.text in {",", "\u201d", '"'}]
        if not commas:
            continue
        begin, stop = commas[-1] + 1, int(verb.i)
        if begin == stop and len(commas) > 2:
            begin, stop = commas[-3] + 1 if commas[-1] - commas[-2] > 1 else commas[-2] + 1, commas[-2]
        segment = doc[begin:stop]
        if not 1 <= len(segment) <= 9 or any(token.pos_ in {"VERB", "AUX"} and token.tag_ != "VBN" for token in segment):
            continue
        heads = [token for token in segment if token.pos_ in {"PROPN", "NOUN"}]
        if not heads or begin < 3:
            continue
        source = source_of(parsed, heads[-1], cues)
        if source is None:
            continue
        start, end = parsed.range(begin, stop - 1)
        source = replace(source, start=start, end=end)
        yield Attribution(source, ((parsed.sentence.start, start),), str(verb.text), parsed.start(verb), _stance(name, verb, cues), basis=basis_of_source(source, cues))
        return


def _ordered(found: list[Attribution]) -> list[Attribution]:
    return sorted(found, key=lambda entry: (entry.order, -entry.size, entry.cue_start))


def _subtree(parsed: Parsed, token: Token) -> tuple[int, int]:
    return parsed.start(token.left_edge), parsed.end(token.right_edge)


def _whole(parsed: Parsed) -> tuple[int, int]:
    return parsed.sentence.start, parsed.sentence.end


def _minus(whole: tuple[int, int], hole: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    left, right = (whole[0], min(hole[0], whole[1])), (max(hole[1], whole[0]), whole[1])
    return tuple(part for part in (left, right) if part[1] > part[0])


def _stance(name: str, verb: Token, cues: Cues) -> Stance:
    stance = Stance(cues.stance.get(name, "asserts"))
    words = {other.lower_ for other in verb.children if other.dep_ in {"aux", "neg", "advmod"}}
    if is_negated(verb) or {"not", "n't"} & words:
        if stance is Stance.DENIES:
            return Stance.CANNOT_SAY if name == "rule out" else Stance.CONCEDES
        if {"could", "can", "ca"} & words or name in {"confirm", "verify", "know"}:
            return Stance.CANNOT_SAY
        return Stance.DECLINES if name in {"say", "comment", "specify", "give", "provide", "mention"} else Stance.DENIES
    if lemma(verb.head) in {"decline", "refuse"} and verb.dep_ == "xcomp":
        return Stance.DECLINES
    if lemma(verb.head) in {"unable"} and verb.dep_ == "xcomp":
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
    content = _content(parsed, verb, name, cues)
    speakers = _speakers(parsed, verb, name, cues)
    if not speakers or not content:
        return
    teller = _teller(verb, name)
    if teller is not None:
        yield from _passed_on(parsed, verb, name, teller, content, cues)
    bare_recipient = {token.i for token in children(verb, "dobj", "dative")} if name in cues.recipients else set()
    for speaker in speakers:
        if speaker.i in bare_recipient:
            continue
        source = source_of(parsed, speaker, cues)
        if source is None:
            continue
        if verb.i and verb.doc[0].lower_ == "as" and speaker.i < verb.i and speaker.dep_ == "dobj":
            source = _widened(parsed, source, 1, int(speaker.i))
        ranges = tuple(
            part for piece in content for part in _minus(piece, (source.start, source.end)) if part[1] - part[0] > 1
        )
        carrier = Stance(cues.carrier[name]) if name in cues.carrier else None
        yield Attribution(
            source=source,
            ranges=ranges,
            cue=str(verb.text),
            cue_start=parsed.start(verb),
            stance=_stance(name, verb, cues),
            carrier=carrier,
            link=Link.TOLD_BY if name in cues.recipients or teller is not None else Link.CITES,
            basis=_basis(name, source, verb, cues) if teller is None else Basis.UNKNOWN,
            order=1 if teller is not None else 0,
        )
        return


def _teller(verb: Token, name: str) -> Token | None:
    """Return the subject of "X has learned from Y": X hands on what Y says."""
    if name in {"learn", "hear", "understand"} and _by_of(verb, "from"):
        return next(iter(subjects(verb)), None)
    if is_passive(verb) and verb.tag_ == "VBN" and name in {"inform", "tell", "brief", "notify"} and agents(verb):
        return next(iter(passive_subjects(verb)), None)
    return None


def _passed_on(
    parsed: Parsed, verb: Token, name: str, teller: Token, content: list[tuple[int, int]], cues: Cues
) -> Iterator[Attribution]:
    source = source_of(parsed, teller, cues)
    if source is not None:
        yield Attribution(source, tuple(content), str(verb.text), parsed.start(verb), link=Link.CITES, basis=Basis.WAS_TOLD, order=0)


def _basis(name: str, source: Source, verb: Token, cues: Cues) -> Basis:
    if name in cues.basis:
        return Basis(cues.basis[name])
    return basis_of_source(source, cues)


def _speakers(parsed: Parsed, verb: Token, name: str, cues: Cues) -> list[Token]:
    if is_passive(verb) and verb.tag_ == "VBN" and not (verb.dep_ in {"ROOT", "ccomp"} and child(verb, "nsubj") is not None):
        by = agents(verb)
        if name in cues.recipients:
            return by or [token for token in _by_of(verb, "from")]
        return by if name not in {"see", "notice", "observe", "witness", "identify"} or all(_personal(token, cues) for token in by) else []
    found = subjects(verb)
    if name in {"learn", "hear"} or (name == "understand"):
        told = _by_of(verb, "from")
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
    return lemma(token) in cues.unnamed or (token.pos_ == "PROPN" and lemma(token) not in {"field", "airport", "city", "river", "mountain", "base"})


def _by_of(verb: Token, *words: str) -> list[Token]:
    return [inner for marker in verb.children if marker.dep_ == "prep" and marker.lower_ in words for inner in children(marker, "pobj")]


def _content(parsed: Parsed, verb: Token, name: str, cues: Cues) -> list[tuple[int, int]]:
    """Return the stretches that a verb of saying hands over, or nothing."""
    weak = name in cues.weak
    trailing = _trailing(parsed, verb)
    if trailing:
        return trailing
    clauses = [other for other in verb.children if other.dep_ in {"ccomp", "csubj"} and other is not verb]
    if clauses:
        inverted = all(clause.i < verb.i for clause in clauses)
        pieces = [_clause_range(parsed, clause, verb) for clause in clauses]
        if inverted:
            pieces.append((parsed.end(verb), _subtree(parsed, verb)[1]))
            first = _subtree(parsed, verb)[0]
            pieces = [(min(first, pieces[0][0]), pieces[0][1]), *pieces[1:]]
        elif verb.dep_ == "ROOT" and _fronted(verb, clauses[0]):
            pieces.append((_whole(parsed)[0], parsed.start(verb)))
        return pieces
    if name in {"say", "tell", "report", "believe", "know", "think", "allege", "claim", "estimate"} and is_passive(verb):
        opened = child(verb, "xcomp")
        if opened is not None:
            return [_subtree(parsed, verb)]
    parenthetical = _parenthetical(parsed, verb, weak)
    if parenthetical:
        return parenthetical
    held = [other for other in verb.children if other.dep_ in {"dobj", "oprd", "attr", "xcomp"} and other.i > verb.i]
    if name == "tell" and held:
        told = [other for other in verb.children if other.dep_ in {"advcl", "xcomp", "acl"} and other.i > verb.i]
        return [_subtree(parsed, other) for other in told]
    if held and name in cues.recipients:
        told = [other for other in verb.children if other.dep_ == "prep" and other.lower_ in {"of", "about"}]
        return [_subtree(parsed, other) for other in told]
    if held:
        words = {lemma(token) for other in held for token in other.subtree} | {token.lower_ for other in held for token in other.subtree}
        if weak and not words & _TOLL_WORDS:
            return []
        behind = [other for other in verb.children if other.dep_ == "prep" and other.i > verb.i and (other.lower_ != "to" or name in _CHANGING)]
        return [(parsed.end(verb), max(_subtree(parsed, other)[1] for other in [*held, *behind]))]
    about = [other for other in verb.children if other.dep_ == "prep" and other.lower_ in {"of", "about", "at", "to", "from", "that"} and other.i > verb.i]
    if about and name in {"speak", "talk", "tell", "warn", "complain", "raise", "put", "report", "learn", "hear"}:
        return [(parsed.end(verb), max(_subtree(parsed, other)[1] for other in about))]
    return []


def _trailing(parsed: Parsed, verb: Token) -> list[tuple[int, int]]:
    """Return what stands before ", X has learned from Y." where the parser took the closing clause for a joined one."""
    subject = child(verb, "nsubj")
    if verb.dep_ not in {"conj", "parataxis"} or subject is None or subject.i > verb.i:
        return []
    first = int(subject.left_edge.i)
    if first < 4 or parsed.doc[first - 1].text not in {",", "\u201d", '"'} or any(other.dep_ in {"dobj", "xcomp"} for other in verb.children):
        return []
    if int(verb.right_edge.i) < len(parsed.doc) - 2 or any(other.dep_ == "ccomp" and other.i > verb.i for other in verb.children):
        return []
    return [(parsed.sentence.start, parsed.start(parsed.doc[first]))]


def _clause_range(parsed: Parsed, clause: Token, verb: Token) -> tuple[int, int]:
    start, end = _subtree(parsed, clause)
    if start < parsed.start(verb) < end and clause.i > verb.i:
        start = parsed.end(verb)
    return start, end


def _fronted(verb: Token, clause: Token) -> bool:
    """Tell whether words before the speaker belong to what is said ("In Aleppo, X said, ...")."""
    return False if clause.i > verb.i else True


def _parenthetical(parsed: Parsed, verb: Token, weak: bool) -> list[tuple[int, int]]:
    """Return the main clause around "as X noted" or ", X said," that the parser hung elsewhere."""
    subject = child(verb, "nsubj")
    marked_as = any(other.lower_ == "as" and other.i < verb.i and other.dep_ in {"mark", "advmod", "prep"} for other in verb.children)
    if marked_as:
        first = min(token.i for token in verb.lefts)
        last = verb.i
        for token in parsed.doc[verb.i : min(len(parsed.doc), verb.i + 6)]:
            if token.text == ",":
                last = token.i
                break
        return list(_minus(_whole(parsed), parsed.range(first, last)))
    if subject is None or weak:
        return []
    first = int(subject.left_edge.i)
    last = max(int(verb.i), int(subject.right_edge.i))
    before = parsed.doc[first - 1].text if first else ""
    tail = parsed.doc[last + 1].text if last + 1 < len(parsed.doc) else "."
    adjunct = last
    for other in verb.rights:
        if other.dep_ in {"prep", "npadvmod", "advmod", "dobj", "tmod", "advcl"} and other.i > last:
            adjunct = max(adjunct, int(other.right_edge.i))
    closes = tail in {",", ".", "\u201d", '"', ";", ""} or (adjunct + 1 >= len(parsed.doc) or parsed.doc[adjunct + 1].text in {".", ",", ";"})
    if before in {",", '"', "\u201d", "\u2014", "\u2013", "?"} and closes and first > 2:
        return list(_minus(_whole(parsed), parsed.range(first, min(adjunct, len(parsed.doc) - 1))))
    return []


def _handed_on(parsed: Parsed, verb: Token, cues: Cues) -> Iterator[Attribution]:
    """Yield "citing X", "Reuters quoted X as saying that ...", "X was quoted as saying"."""
    passive = is_passive(verb) and verb.tag_ == "VBN" and verb.dep_ not in {"ROOT"} or bool(passive_subjects(verb) and child(verb, "auxpass"))
    quoted = passive_subjects(verb) if passive else [other for other in children(verb, "dobj")]
    quoting = agents(verb) if passive else subjects(verb)
    inner: list[Token] = [
        token for token in verb.subtree if token.tag_ in {"VBG"} and lemma(token) in cues.verbs and token.i > verb.i and token is not verb
    ]
    governor = verb.head if verb.dep_ in {"advcl", "acl", "pcomp", "prep", "conj"} else None
    if governor is not None and governor.pos_ in {"NOUN", "PROPN"} and governor.dep_ == "nsubj":
        governor = governor.head
    if inner:
        clause = next((other for other in inner[0].children if other.dep_ in {"ccomp", "dobj"}), None)
        ranges: tuple[tuple[int, int], ...] = ((parsed.end(inner[0]), _subtree(parsed, clause if clause is not None else inner[0])[1]),)
        if clause is None:
            ranges = _minus(_whole(parsed), _subtree(parsed, verb))
    elif governor is not None and governor.dep_ == "ROOT":
        ranges = _minus(_whole(parsed), _subtree(parsed, verb))
    elif governor is not None:
        ranges = (_subtree(parsed, governor),)
    else:
        ranges = _minus(_whole(parsed), _subtree(parsed, verb)) if verb.dep_ == "ROOT" and verb.i > 3 else ()
    if quoting and verb.dep_ in {"ROOT", "conj", "relcl", "ccomp"} and lemma(antecedent(quoting[0])) not in cues.evidence:
        source = source_of(parsed, quoting[0], cues)
        if source is not None and ranges:
            yield Attribution(source, ranges, str(verb.text), parsed.start(verb), link=Link.CITES, order=0)
    for head in quoted[:1]:
        if lemma(head) in _MATERIAL and (giver := possessor(head)) is not None:
            head = giver
        source = source_of(parsed, head, cues)
        if source is None or not ranges:
            continue
        yield Attribution(
            source=source,
            ranges=ranges,
            cue=str(verb.text),
            cue_start=parsed.start(verb),
            link=Link.QUOTES if lemma(verb) == "quote" else Link.CITES,
            basis=basis_of_source(source, cues),
            order=2,
        )


def _noun(parsed: Parsed, noun: Token, tables: Lexicon) -> Iterator[Attribution]:
    """Yield "X's statements that ...", "claims by X that ..."."""
    cues = tables.cues
    owner = possessor(noun)
    clause = next((other for other in noun.children if other.dep_ in {"acl", "ccomp", "relcl"} and other.i > noun.i and _that(other)), None)
    if clause is None:
        for other in noun.children:
            if other.dep_ == "prep" and other.lower_ == "of" and child(other, "pobj") is not None and owner is not child(other, "pobj"):
                clause = other
    if owner is None or clause is None:
        return
    source = source_of(parsed, owner, cues)
    if source is None:
        return
    word = lemma(noun)
    before = " ".join(token.lower_ for token in parsed.doc[max(0, int(noun.left_edge.i) - 4) : noun.i])
    against = bool(pattern(cues.against).search(before)) or lemma(noun.head) in {"reject", "dismiss", "deny", "contradict", "refute"}
    carrier: Stance | None = Stance.CANNOT_SAY if word in cues.distance_nouns else None
    if against:
        carrier = Stance.DENIES
    yield Attribution(
        source=source,
        ranges=(_subtree(parsed, clause),),
        cue=str(noun.text),
        cue_start=parsed.start(noun),
        stance=Stance.DENIES if word in cues.denial_nouns else Stance.ASSERTS,
        carrier=carrier,
        basis=Basis.OPINION if word in cues.opinion_nouns else basis_of_source(source, cues),
        order=1,
    )


def _that(clause: Token) -> bool:
    return any(other.lower_ == "that" for other in clause.lefts) or clause.left_edge.lower_ in {"that", "how"}


def _formulas(parsed: Parsed, cues: Cues) -> Iterator[Attribution]:
    """Yield "according to X" and "by X's account"."""
    for token in parsed.tokens:
        formula = _formula_at(parsed, token, cues)
        if formula is None:
            continue
        first, head = formula
        source = source_of(parsed, head, cues)
        if source is None:
            continue
        hole = (parsed.start(parsed.doc[first]), max(parsed.end(parsed.doc[min(int(head.right_edge.i), len(parsed.doc) - 1)]), source.end))
        if head.lower_ in {"his", "her", "their", "its"} or head.dep_ == "poss":
            hole = (hole[0], parsed.end(head.head))
        elif int(head.right_edge.i) - head.i > 12 or (first == 0 and "," in {other.text for other in parsed.doc[head.i : int(head.right_edge.i)]}):
            hole = (hole[0], source.end)
        ranges = _minus(_clause_of(parsed, parsed.doc[first]), hole)
        yield Attribution(
            source=source,
            ranges=ranges,
            cue=parsed.doc[first : head.i].text if head.i > first else str(token.text),
            cue_start=parsed.start(parsed.doc[first]),
            basis=basis_of_source(source, cues),
            order=1,
        )


def _formula_at(parsed: Parsed, token: Token, cues: Cues) -> tuple[int, Token] | None:
    doc = parsed.doc
    if token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
        head = child(doc[token.i + 1], "pobj") or next((child(other, "pobj") for other in token.children if other.lower_ == "to"), None)
        if head is None:
            head = next((other for other in doc[token.i + 2 : token.i + 8] if other.pos_ in {"NOUN", "PROPN", "PRON"}), None)
        return (int(token.i), head) if head is not None else None
    if token.lower_ in {"by", "in"} and token.dep_ in {"prep", "agent"}:
        noun = child(token, "pobj")
        if noun is not None and lemma(noun) in cues.formula_nouns | {"word", "eye"}:
            owner = possessor(noun)
            if owner is not None:
                return int(token.i), owner
    return None


def _clause_of(parsed: Parsed, token: Token) -> tuple[int, int]:
    """Return the stretch a formula speaks for: the sentence, or from the last ", and" or ", but" or ";" that begins a clause."""
    start, end = _whole(parsed)
    for other in parsed.tokens:
        if other.lower_ in {"and", "but", "while", ";"} and other.i and parsed.doc[other.i - 1].text in {",", ";"} and _new_clause(other):
            position = parsed.start(other)
            if other.i < token.i:
                start = max(start, position)
            elif other.i > token.i + 3:
                end = min(end, position)
    return start, end


def _new_clause(joiner: Token) -> bool:
    verb = next((other for other in joiner.head.conjuncts if other.i > joiner.i), None)
    return verb is not None and child(verb, "nsubj", "nsubjpass", "expl") is not None


def _colon(parsed: Parsed, cues: Cues) -> Iterator[Attribution]:
    """Yield "X has given the hours: ..." within one sentence."""
    mark = next((token for token in parsed.tokens if token.text == ":" and token.i > 2), None)
    if mark is None or mark.i + 2 >= len(parsed.doc):
        return
    for verb in parsed.doc[: mark.i]:
        name = verb_key(verb)
        if verb.pos_ != "VERB" or (name not in cues.verbs and lemma(verb) not in _GIVING) or verb.dep_ in {"relcl", "amod", "acl"}:
            continue
        who = subjects(verb)
        source = source_of(parsed, who[0], cues) if who and who[0].i < mark.i else None
        if source is not None:
            yield Attribution(
                source, ((parsed.end(mark), parsed.sentence.end),), str(verb.text), parsed.start(verb), basis=basis_of_source(source, cues), order=1
            )
            return


def _headline(parsed: Parsed, cues: Cues) -> Iterator[Attribution]:
    """Yield "X: ..." at the head of a title or a sentence, and "... - X" at the end of a title."""
    title = parsed.sentence.kind is BlockKind.TITLE
    match = _HEADLINE.match(parsed.sentence.text)
    if match is not None:
        yield from _headline_source(parsed, match.start(1), match.end(1), (match.end(), len(parsed.sentence.text)), cues, strict=not title)
    if title:
        match = _HEADLINE_END.search(parsed.sentence.text)
        if match is not None:
            yield from _headline_source(parsed, match.start(1), match.end(1), (0, match.start()), cues, strict=True)


def _headline_source(
    parsed: Parsed, first: int, last: int, content: tuple[int, int], cues: Cues, *, strict: bool
) -> Iterator[Attribution]:
    tokens = [token for token in parsed.tokens if first <= token.idx < last]
    if not tokens or len(tokens) > 7 or any(token.pos_ in {"VERB", "AUX"} for token in tokens):
        return
    heads = [token for token in tokens if token.pos_ in {"PROPN", "NOUN"}]
    if not heads or (strict and lemma(heads[-1]) not in cues.unnamed and lemma(heads[-1]) not in cues.media):
        return
    head = heads[-1]
    name = parsed.sentence.text[first:last].strip()
    if lemma(head) in {"photo", "video", "picture", "image", "update", "watch", "live", "breaking", "note", "source", "credit", "caption", "opinion", "analysis"}:
        return
    offset = parsed.sentence.start
    proper = any(token.pos_ == "PROPN" for token in tokens)
    source = Source(name=name, start=offset + first, end=offset + last, named=proper or lemma(head) in cues.bodies, head=lemma(head))
    yield Attribution(
        source=source,
        ranges=((offset + content[0], offset + content[1]),),
        cue=":",
        cue_start=offset + last,
        basis=basis_of_source(source, cues),
    )
