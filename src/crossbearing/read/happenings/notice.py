"""Notice before an attack: routes cleared, parties told, places known to those who fight, or nobody told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crossbearing.model.values import Category
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.harming import unreal
from crossbearing.read.sentences.grammar import (
    child,
    children,
    is_negated,
    is_passive,
    lemma,
    objects,
    passive_subjects,
    prepositional,
    subjects,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["notice"]

_OPENING = ("with", "to", "by", "through")


def notice(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield notice that was given, or was not, before an attack.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["intent"]["deconfliction"]
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ in {"aux", "auxpass"} or unreal(verb, tables.harm):
            continue
        if any(lemma(part) in raw["targeting"] for part in verb.subtree):
            continue
        span = (
            _cleared(verb, raw, tables)
            or _passed_on(verb, raw, tables)
            or _told(verb, raw, tables)
            or _known(verb, raw, tables)
            or _on_a_list(verb, raw)
        )
        if span is not None:
            yield _mention(parsed, verb, span, refused=is_negated(verb) or _nobody(verb))
        elif (span := _nothing_known(verb, raw)) is not None:
            yield _mention(parsed, verb, span, refused=True)


def _mention(parsed: Parsed, verb: Token, span: tuple[int, int], *, refused: bool) -> Mention:
    first, last = min(int(verb.i), *span), max(int(verb.i), *span)
    start, end = parsed.range(first, last)
    value = Category(parsed.words(first, last), "deconfliction", "not_told" if refused else "told_beforehand")
    return Mention("deconfliction", value, start, end, parsed.start(verb), parsed.sentence.index, score=0.55)


def _nobody(verb: Token) -> bool:
    heads = (*subjects(verb), *objects(verb), *passive_subjects(verb))
    return any(
        head.lower_ in {"nobody", "none", "neither", "nothing"}
        or any(other.lower_ in {"no", "neither"} for other in (*head.lefts, *head.children))
        for head in heads
    )


def _nothing_known(verb: Token, raw: Any) -> tuple[int, int] | None:
    """Return "had no information that aid workers were in the convoy", "received no request"."""
    if lemma(verb) not in {"have", "receive", "get", "possess"}:
        return None
    for head in children(verb, "dobj"):
        none = any(other.lower_ in {"no", "any"} for other in head.lefts) and (
            is_negated(verb) or any(other.lower_ == "no" for other in head.lefts)
        )
        about = [
            one for carrier in (head, verb) for one in carrier.children if one.dep_ in {"acl", "ccomp", "prep", "relcl"}
        ]
        words = {lemma(part) for one in about for part in one.subtree}
        if none and lemma(head) in raw["knowledge"] and words & {*raw["people"], *raw["sites"], *raw["movements"]}:
            return int(verb.i), int(head.i)
    return None


def _parties(heads: list[Token], raw: Any, tables: Lexicon) -> Token | None:
    """Return the first of some heads that can fight, or stands for those who do."""
    for head in heads:
        words = {part.lower_ for part in head.subtree if part.dep_ in {"amod", "compound", "nmod", "poss"}}
        status = tables.persons.status.get(lemma(head))
        if lemma(head) in raw["told"] or lemma(head) in raw["parties"] or head.lower_ in tables.state_words:
            return head
        if words & tables.state_words and (words & {"liaison"} or lemma(head) in {"office", "side"}):
            return head
        if status in {"military", "fighter", "police"} or words & {"military", "army", "armed", "warring"}:
            return head
        if lemma(head) in {"all", "both", "each"}:
            inner = _parties(prepositional(head, "of"), raw, tables)
            if inner is not None:
                return inner
    return None


def _behind(verb: Token, *words: str) -> list[Token]:
    carriers = [verb, *children(verb, "dobj", "nsubjpass", "prep", "advmod", "prt", "xcomp")]
    found = [head for carrier in carriers for head in prepositional(carrier, *words)]
    return found + [head for head in children(verb, "dative") if head.pos_ != "ADP"]


def _things(verb: Token) -> list[Token]:
    return passive_subjects(verb) if is_passive(verb) else children(verb, "dobj", "oprd")


def _cleared(verb: Token, raw: Any, tables: Lexicon) -> tuple[int, int] | None:
    """Return "had cleared their route with both armies", "movements had been coordinated with the military"."""
    if lemma(verb) not in raw["clearing"]:
        return None
    kinds = {*raw["movements"], *raw["spots"]}
    listed = lemma(verb) in {"register", "pre-register", "notify", "mark"}
    spot = next((head for head in _things(verb) if lemma(head) in kinds or (listed and _site(head, tables))), None)
    party = _parties(_behind(verb, *_OPENING), raw, tables)
    if spot is None or (party is None and lemma(verb) not in {"deconflict", "notify", "pre-notify"}):
        return None
    return int(spot.left_edge.i), int((party or spot).right_edge.i if party is not None else verb.i)


def _passed_on(verb: Token, raw: Any, tables: Lexicon) -> tuple[int, int] | None:
    """Return "the position of its warehouse had been shared with the coalition", "passed the list to the pilots"."""
    if lemma(verb) not in raw["passing"]:
        return None
    spot = next((head for head in _things(verb) if lemma(head) in raw["papers"]), None)
    party = _parties(_behind(verb, *_OPENING), raw, tables)
    if spot is None or party is None:
        return None
    return int(spot.i), int(party.i)


def _told(verb: Token, raw: Any, tables: Lexicon) -> tuple[int, int] | None:
    """Return "the army was not notified of the convoy", "both had been told that the school sheltered families"."""
    if lemma(verb) not in raw["telling"]:
        return None
    heads = passive_subjects(verb) if is_passive(verb) else children(verb, "dobj", "dative")
    first = min([int(verb.i), *(int(head.left_edge.i) for head in heads)])
    above = verb.head if verb.dep_ == "ccomp" else None
    if above is not None and any(head.lower_ in {"it", "they"} for head in heads):
        heads = subjects(above)  # "the army says it was never told"
    party = _parties(heads, raw, tables)
    if party is None or (not is_passive(verb) and any(head.lower_ == "who" for head in subjects(verb))):
        return None
    about = _behind(verb, "of", "about")
    of_spot = [
        head for head in about if lemma(head) in raw["movements"] or lemma(head) in raw["spots"] or _site(head, tables)
    ]
    clause = child(verb, "ccomp")
    earlier = any(other.lower_ in {"had", "been"} for other in verb.children if other.dep_ in {"aux", "auxpass"})
    refused = is_negated(verb) or _nobody(verb)
    if clause is not None and (refused or (earlier and lemma(verb) != "warn")):
        sheltered = any(
            _site(part, tables) or lemma(part) in raw["people"] or lemma(part) == "operation" for part in clause.subtree
        )
        if sheltered and (refused or any(one.lower_ == "had" for one in verb.children)):
            return first, int(verb.i)
    if not of_spot:
        return None
    return min(int(party.i), int(verb.i)), int(of_spot[0].i)


def _site(head: Token, tables: Lexicon) -> bool:
    kind = tables.materiel.get(lemma(head))
    return kind in tables.classes["civil"] or lemma(head) in tables.raw["intent"]["deconfliction"]["sites"]


def _known(verb: Token, raw: Any, tables: Lexicon) -> tuple[int, int] | None:
    """Return "its position was known to the warring parties"."""
    clause = child(verb, "ccomp")
    if lemma(verb) == "know" and clause is not None and not is_negated(verb):  # "all sides knew where its teams worked"
        party = _parties(subjects(verb), raw, tables)
        where = any(other.lower_ == "where" for other in clause.children)
        if party is not None and where:
            return int(party.left_edge.i), int(clause.i)
    said = child(verb, "acomp", "attr")
    known = verb if lemma(verb) == "know" and is_passive(verb) else said
    if known is None or lemma(known) not in {"known", "know"} or (lemma(verb) not in {"be", "know"}):
        return None
    heads = passive_subjects(verb) or subjects(verb)
    spot = next((head for head in heads if lemma(head) in raw["spots"] or lemma(head) in raw["papers"]), None)
    party = _parties([*prepositional(known, "to"), *prepositional(verb, "to")], raw, tables)
    return (int(spot.i), int(party.i)) if spot is not None and party is not None else None


def _on_a_list(verb: Token, raw: Any) -> tuple[int, int] | None:
    """Return "the school was on a no-strike list", "was registered as a protected site"."""
    heads = [*prepositional(verb, "on"), *(h for a in children(verb, "acomp") for h in prepositional(a, "on"))]
    for head in heads:
        words = " ".join(part.lower_ for part in head.doc[head.left_edge.i : head.i + 1])
        if lemma(head) == "list" and any(name in words for name in raw["lists"]):
            return int(verb.i), int(head.i)
    return None
