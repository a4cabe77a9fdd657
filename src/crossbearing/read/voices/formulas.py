"""Attributions without a verb of saying: "X's statements", "according to X", headlines, colons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from crossbearing.model.actors import Stance
from crossbearing.model.claims import Basis
from crossbearing.model.documents import BlockKind
from crossbearing.read.mentions import Attribution, Source
from crossbearing.read.sentences.grammar import (
    child,
    lemma,
    subjects,
    verb_key,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.ranges import subtree_range, whole_range, without
from crossbearing.read.sentences.tree import Token, written
from crossbearing.read.voices.crediting import credits_given
from crossbearing.read.voices.sources import basis_of_source, possessor, sayer, source_of
from crossbearing.resources.lexicon import Cues, Lexicon, pattern
from crossbearing.resources.place_names import place_names, seats_of_government, states_named

__all__ = ["formulas"]

_HEADLINE = re.compile(r"^([^\W\d_][^:;,.!?\"\u201c]{1,60}):\s+(?=\S)")


_HEADLINE_END = re.compile(r"(?:\s[-\u2013\u2014]|:)\s+([^\W\d_][^:;,.!?\"\u201c\u2013\u2014]{1,40})$")


# "For the command, the bombing shows ...": verbs of what somebody makes of a thing.
_OF_VIEWS = frozenset(
    {
        "be",
        "remain",
        "show",
        "mean",
        "prove",
        "amount",
        "come",
        "point",
        "seem",
        "suggest",
        "demonstrate",
        "constitute",
        "indicate",
        "reveal",
        "look",
        "confirm",
        "appear",
        "represent",
        "follow",
        "leave",
    }
)
_REACHED = frozenset({"contact", "reach", "interview", "phone", "question", "ask", "quote", "cite"})
_NO_ACCOUNT = frozenset({"side", "line", "position"})  # "wounded by their own side"
_GIVING = frozenset({"give", "provide", "offer", "list", "set"})
_THEIRS = frozenset({"his", "her", "their", "its"})
_WHAT_THEY_HAVE = frozenset({"information", "figure", "datum", "data", "number", "record", "list", "finding"})


def formulas(parsed: Parsed, tables: Lexicon) -> Iterator[Attribution]:
    """Yield the attributions of a sentence that no verb of saying makes.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    yield from _headline(parsed, tables.cues)
    yield from _formulas(parsed, tables.cues, tables.persons.status)
    yield from _colon(parsed, tables.cues)
    yield from credits_given(parsed, tables.cues)
    for token in parsed.tokens:
        if token.pos_ == "NOUN" and lemma(token) in tables.cues.nouns:
            yield from _noun(parsed, token, tables)


def _noun(parsed: Parsed, noun: Token, tables: Lexicon) -> Iterator[Attribution]:
    """Yield "X's statements that ...", "claims by X that ..."."""
    cues = tables.cues
    owner = possessor(noun)
    clause = next(
        (
            other
            for other in noun.children
            if other.dep_ in {"acl", "ccomp", "relcl"} and other.i > noun.i and _that(other)
        ),
        None,
    )
    if clause is None:
        for other in noun.children:
            if (
                other.dep_ == "prep"
                and other.lower_ == "of"
                and child(other, "pobj") is not None
                and owner is not child(other, "pobj")
            ):
                clause = other
    if owner is None or clause is None:
        return
    source = source_of(parsed, owner, cues)
    if source is None:
        return
    word = lemma(noun)
    before = " ".join(token.lower_ for token in parsed.doc[max(0, int(noun.left_edge.i) - 4) : noun.i])
    against = bool(pattern(cues.against).search(before)) or lemma(noun.head) in {
        "reject",
        "dismiss",
        "deny",
        "contradict",
        "refute",
    }
    carrier: Stance | None = Stance.CANNOT_SAY if word in cues.distance_nouns else None
    if against:
        carrier = Stance.DENIES
    yield Attribution(
        source=source,
        ranges=(subtree_range(parsed, clause),),
        cue=str(noun.text),
        cue_start=parsed.start(noun),
        stance=Stance.DENIES if word in cues.denial_nouns else Stance.ASSERTS,
        carrier=carrier,
        basis=Basis.OPINION if word in cues.opinion_nouns else basis_of_source(source, cues),
        order=1,
    )


def _that(clause: Token) -> bool:
    return any(other.lower_ == "that" for other in clause.lefts) or clause.left_edge.lower_ in {"that", "how"}


def _formulas(parsed: Parsed, cues: Cues, persons: Mapping[str, str]) -> Iterator[Attribution]:
    """Yield "according to X" and "by X's account"."""
    for token in parsed.tokens:
        formula = _formula_at(parsed, token, cues)
        if formula is None:
            continue
        first, head = formula
        subject = _told_of_before(parsed, head, cues)
        source = subject or source_of(parsed, head, cues)
        if source is None and persons.get(lemma(head)) and head.tag_ in {"NN", "NNS", "NNP"}:
            source = sayer(parsed, head, cues)  # "in the archbishop's words"
        if source is None:
            continue
        hole = (
            parsed.start(parsed.doc[first]),
            max(parsed.end(parsed.doc[min(int(head.right_edge.i), len(parsed.doc) - 1)]), source.end),
        )
        if head.lower_ in _THEIRS or head.dep_ == "poss":
            hole = (hole[0], parsed.end(head.head))
        elif int(head.right_edge.i) - head.i > 12 or (
            first == 0 and "," in {other.text for other in parsed.doc[head.i : int(head.right_edge.i)]}
        ):
            hole = (hole[0], source.end)
        clause = _clause_of(parsed, parsed.doc[first]) if subject is None else _own_clause(parsed, parsed.doc[first])
        ranges = without(clause, hole)
        yield Attribution(
            source=source,
            ranges=ranges,
            cue=written(parsed.doc[first : head.i]) if head.i > first else str(token.text),
            cue_start=parsed.start(parsed.doc[first]),
            basis=basis_of_source(source, cues),
            order=1,
        )


def _told_of_before(parsed: Parsed, head: Token, cues: Cues) -> Source | None:
    """Return whom "by his count" means where the sentence has named him: its subject, if that is one who speaks."""
    if head.lower_ not in _THEIRS or head.dep_ != "poss":
        return None
    top = next((token for token in parsed.tokens if token.dep_ == "ROOT"), None)
    subject = child(top, "nsubj") if top is not None else None
    if subject is None or subject.i >= head.i or subject.pos_ not in {"NOUN", "PROPN"}:
        return None
    plural = subject.tag_ in {"NNS", "NNPS"}
    person = lemma(subject) in cues.titles
    if (head.lower_ == "their") is not plural or ((head.lower_ == "its") is person and not plural):
        return None
    if lemma(subject) not in cues.titles | cues.bodies | cues.unnamed:
        return None
    source = source_of(parsed, subject, cues)
    return replace(source, start=parsed.start(head), end=parsed.end(head)) if source is not None else None


def _formula_at(parsed: Parsed, token: Token, cues: Cues) -> tuple[int, Token] | None:
    doc = parsed.doc
    if token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
        head = child(doc[token.i + 1], "pobj") or next(
            (child(other, "pobj") for other in token.children if other.lower_ == "to"), None
        )
        if head is None:
            head = next(
                (other for other in doc[token.i + 2 : token.i + 8] if other.pos_ in {"NOUN", "PROPN", "PRON"}), None
            )
        if head is not None and lemma(head) in cues.formula_nouns | cues.documents | _WHAT_THEY_HAVE:
            owner = child(head, "poss")  # "according to its information": whose it is was told before
            head = owner if owner is not None and owner.lower_ in _THEIRS else head
        return (int(token.i), head) if head is not None else None
    if token.lower_ == "for" and token.i == 0 and token.dep_ == "prep" and lemma(token.head) in _OF_VIEWS:
        head = child(token, "pobj")
        return (0, head) if head is not None and _some_body(head, cues) else None
    if token.lower_ == "per" and token.dep_ == "prep":
        head = child(token, "pobj")
        return (int(token.i), head) if head is not None and _some_body(head, cues) else None
    if token.lower_ in {"by", "in"} and token.dep_ in {"prep", "agent"}:
        noun = child(token, "pobj") or _misplaced(token)
        at_side = token.lower_ == "by" and noun is not None and lemma(noun) in _NO_ACCOUNT
        if noun is not None and lemma(noun) in cues.formula_nouns | {"word", "eye"} and not at_side:
            owner = possessor(noun)
            if owner is not None:
                return int(token.i), owner
    return None


def _misplaced(marker: Token) -> Token | None:
    """Return the noun of "in which by his count 41 people were killed", which parsers give to the persons."""
    behind = marker.doc[marker.i + 1 : marker.i + 3]
    if len(behind) < len(("his", "count")) or behind[0].dep_ != "poss" or behind[0].head.i != behind[1].i:
        return None
    return behind[1] if behind[0].lower_ in _THEIRS else None


def _some_body(noun: Token, cues: Cues) -> bool:
    """Tell whether "per" names a source ("per the government", "per local sources"), and no measure ("per person")."""
    definite = noun.tag_ == "NNS" or noun.pos_ == "PROPN" or any(other.dep_ == "det" for other in noun.children)
    return definite and (noun.pos_ == "PROPN" or lemma(noun) in cues.unnamed | cues.bodies | cues.media)


def _clause_of(parsed: Parsed, token: Token) -> tuple[int, int]:
    """Return the stretch a formula speaks for: the sentence, or its part that ", and" or ", but" sets apart."""
    start, end = whole_range(parsed)
    for other in parsed.tokens:
        if (
            other.lower_ in {"and", "but", "while", ";"}
            and other.i
            and parsed.doc[other.i - 1].text in {",", ";"}
            and _new_clause(other)
        ):
            position = parsed.start(other)
            if other.i < token.i:
                start = max(start, position)
            elif other.i > token.i + 3:
                end = min(end, position)
    return start, end


def _own_clause(parsed: Parsed, token: Token) -> tuple[int, int]:
    """Return the stretch of the clause below the main verb that a word stands in, else of the sentence."""
    above = token
    while above.head.i != above.i:
        if above.dep_ in {"relcl", "advcl", "ccomp"}:
            return subtree_range(parsed, above)
        above = above.head
    return whole_range(parsed)


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
        if (
            verb.pos_ != "VERB"
            or (name not in cues.verbs and lemma(verb) not in _GIVING)
            or verb.dep_ in {"amod", "acl"}
            or (verb.dep_ == "relcl" and not _own_subject(verb))
        ):
            continue
        who = subjects(verb)
        source = source_of(parsed, who[0], cues) if who and who[0].i < mark.i else None
        if source is not None:
            yield Attribution(
                source,
                ((parsed.end(mark), parsed.sentence.end),),
                str(verb.text),
                parsed.start(verb),
                basis=basis_of_source(source, cues),
                order=1,
            )
            return


def _own_subject(verb: Token) -> bool:
    """Tell whether a relative clause has a subject that is named in it ("..., whose spokesman, N, wrote: ...")."""
    subject = child(verb, "nsubj")
    return subject is not None and subject.pos_ in {"NOUN", "PROPN"}


def _headline(parsed: Parsed, cues: Cues) -> Iterator[Attribution]:
    """Yield "X: ..." at the head of a title or a sentence, and "... - X" at the end of a title."""
    title = parsed.sentence.kind is BlockKind.TITLE
    match = _HEADLINE.match(parsed.sentence.text)
    if match is not None:
        yield from _headline_source(
            parsed, match.start(1), match.end(1), (match.end(), len(parsed.sentence.text)), cues, strict=not title
        )
    if title or not parsed.sentence.text.rstrip().endswith((".", "!", "?", "\u2026", '"', "\u201d")):
        match = _HEADLINE_END.search(parsed.sentence.text)
        if match is not None and (title or _is_name(match.group(1))):
            yield from _headline_source(parsed, match.start(1), match.end(1), (0, match.start()), cues, strict=True)


def _is_name(words: str) -> bool:
    """Tell whether every word behind the dash of a post is written like a name, as a source put last is."""
    return all(word[:1].isupper() for word in words.split())


def _can_speak(name: str, head: Token, cues: Cues) -> bool:
    """Tell whether words before a colon or behind a dash are those of somebody who speaks, and not of a thing."""
    if lemma(head) in cues.unnamed | cues.media | cues.titles:
        return True
    words = name.lower().split()
    return len(words) > 1 and head.pos_ == "PROPN" and bool(cues.organs & set(words))


def _tells_where(name: str, told: str) -> bool:
    """Tell whether the words before the colon of a headline say where it happened ("Syria: 12 dead"), not who says it.

    A state or a province is where; a seat of government is one who speaks where another state is spoken of ("Moscow:
    US strike killed soldiers").
    """
    key = name.lower()
    if key not in place_names():
        return False
    own = seats_of_government().get(key)
    return own is None or not states_named(told) - {own}


def _headline_source(
    parsed: Parsed, first: int, last: int, content: tuple[int, int], cues: Cues, *, strict: bool
) -> Iterator[Attribution]:
    tokens = [token for token in parsed.tokens if first <= token.idx < last]
    reached = next((token for token in tokens[1:] if lemma(token) in _REACHED and token.tag_ == "VBN"), None)
    if reached is not None:  # "Locals contacted by phone: ..."
        tokens = [token for token in tokens if token.i < reached.i]
        last = tokens[-1].idx + len(tokens[-1].text)
    if not tokens or len(tokens) > 7 or any(token.pos_ in {"VERB", "AUX"} for token in tokens):
        return
    heads = [token for token in tokens if token.pos_ in {"PROPN", "NOUN"}]
    name = parsed.sentence.text[first:last].strip()
    if not heads or (strict and not _can_speak(name, heads[-1], cues)):
        return
    head = heads[-1]
    if not strict and _tells_where(name, parsed.sentence.text[content[0] : content[1]]):
        return
    if lemma(head) in {
        "photo",
        "video",
        "picture",
        "image",
        "update",
        "watch",
        "live",
        "breaking",
        "note",
        "source",
        "credit",
        "caption",
        "opinion",
        "analysis",
        "interview",
        "correction",
        "clarification",
        "retraction",
        "explainer",
        "timeline",
        "profile",
        "exclusive",
        "communique",
        "bulletin",
        "toll",
    }:
        return
    offset = parsed.sentence.start
    proper = any(token.pos_ == "PROPN" for token in tokens)
    source = Source(
        name=name, start=offset + first, end=offset + last, named=proper or lemma(head) in cues.bodies, head=lemma(head)
    )
    yield Attribution(
        source=source,
        ranges=((offset + content[0], offset + content[1]),),
        cue=":",
        cue_start=offset + last,
        basis=basis_of_source(source, cues),
    )
