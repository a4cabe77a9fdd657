"""Places of a sentence that are not where it happened.

Seats of officials who are told of it, positions fired from, where it was spoken of, where the wounded were treated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crossbearing.model.values import Place
from crossbearing.read.places.phrases import find_places
from crossbearing.read.sentences.grammar import lemma, verb_key
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.tree import Token
from crossbearing.resources.lexicon import Lexicon

__all__ = ["scene_places"]

_CLIMB = 5
_BEFORE = 12  # tokens between "from" and the name that a position is told by
_COURTS = frozenset({"court", "tribunal", "jury", "judge", "magistrate", "prosecutor"})
_SUBJECTS = frozenset(("nsubj", "csubj"))
_AT = frozenset(("in", "at"))
_CLAUSES = frozenset(("ccomp", "parataxis"))
_BARS = frozenset(("at", "on", "onto", "into", "in", "against", "over", "to"))


def scene_places(parsed: Parsed, tables: Lexicon, *, located: bool = False) -> Iterator[tuple[Place, int, int]]:
    """Yield the places named in a sentence that can be where it happened, with their first and last token.

    "Officials in A had been told", "denied by commanders in A", "fired from a hill north of A", "said in A that", "told
    a conference in A" and "died at the hospital of A" name no such place. Where officials speak ("officials in A
    said"), theirs counts only if no other is named, and so does that of a hospital to which the wounded came.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
        located: Whether the report has told before where it happened: then hospitals, courts and speakers' seats tell
            nothing of it.
    """
    found = list(find_places(parsed, tables))
    if not found:
        return
    raw: Any = tables.raw["places"]
    kept = [
        one
        for one in found
        if not _fired_from(parsed, one[1], raw)
        and not _spoken_at(parsed, one[1], raw, tables)
        and _treated_at(parsed, one[1], one[2], raw) != "died"
        and _seat(parsed, one[1], raw, tables) != "told"
    ]
    others = [
        one for one in kept if not _seat(parsed, one[1], raw, tables) and not _treated_at(parsed, one[1], one[2], raw)
    ]
    yield from others or (() if located else kept)


def _seat(parsed: Parsed, first: int, raw: Any, tables: Lexicon) -> str:
    """Return `told` for the seat of officials who are told, order or deny, `said` of those who speak, else nothing."""
    officials = raw["officials"]
    doc = parsed.doc
    if first and doc[first].lower_ in _AT and lemma(doc[first - 1]) in officials["seats"]:
        called = _called(doc[first - 1], officials)
        if called:
            return called
    if first and doc[first].lower_ in _AT and lemma(doc[first - 1]) in _COURTS:
        return "said"
    if not first or doc[first].lower_ not in _AT or lemma(doc[first - 1]) not in officials["persons"]:
        return ""
    top: Token = doc[first - 1]
    for _ in range(_CLIMB):
        if top.dep_ in {"conj", "compound", "appos"} and top.head.pos_ in {"NOUN", "PROPN"}:
            top = top.head
        else:
            break
    to = top.head if top.head.pos_ == "ADP" or top.dep_ == "pobj" else None
    verb = to.head if to is not None else top.head
    if to is not None and to.lower_ == "to" and verb.pos_ == "NOUN" and lemma(verb) in officials["calls"]:
        return "told"
    if verb.pos_ not in {"VERB", "AUX"}:
        return ""
    key = lemma(verb)
    if top.dep_ in _SUBJECTS:
        spoken = verb_key(verb) in tables.cues.verbs or key in officials["told"]
        return "said" if spoken and key not in officials["act"] else "told" if key in officials["act"] else ""
    sent = any(part.dep_ in {"dobj", "nsubjpass"} and lemma(part) in officials["calls"] for part in verb.children)
    if to is not None and to.lower_ == "to" and sent:
        return "told"
    if key in officials["told"] or (key in officials["act"] and to is not None and to.lower_ == "by"):
        return "told"
    return ""


def _called(seat: Token, officials: Any) -> str:
    """Return `told` for a seat that was called: "got through to the centre at X", "rang headquarters in X"."""
    to = seat.head if seat.dep_ == "pobj" and seat.head.pos_ == "ADP" else None
    verb = to.head if to is not None else seat.head
    got_through = any(one.lower_ == "through" for one in verb.subtree) and lemma(verb) in {"get", "put", "go"}
    called = seat.dep_ in {"dobj", "nsubjpass"} and lemma(verb) in {*officials["told"], *officials["reached"]}
    return "told" if called or (got_through and to is not None) else ""


def _fired_from(parsed: Parsed, first: int, raw: Any) -> bool:
    """Tell whether a place lies behind "fired from", "shelled from positions", "took off from a base"."""
    verbs = raw["firing"]["verbs"]
    for position in range(first, max(-1, first - _BEFORE), -1):
        token = parsed.doc[position]
        if token.lower_ == "from" and position != first:
            head = token.head
            return head.pos_ in {"VERB", "AUX"} and (verb_key(head) in verbs or lemma(head) in verbs)
        if position != first and (token.pos_ in {"VERB", "AUX", "PUNCT"} or token.lower_ in _BARS):
            return False
    return False


def _spoken_at(parsed: Parsed, first: int, raw: Any, tables: Lexicon) -> bool:
    """Tell whether something was said there: "said in A that", "told reporters in A", "at a press conference in A".

    A place at the head of the sentence ("In A, residents said") can be that of either, and stays.
    """
    at: Token = parsed.doc[first]
    if at.lower_ not in _AT:
        return False
    above = at.head
    occasion = above.pos_ in {"NOUN", "PROPN"} and lemma(above) in raw["occasions"]["nouns"]
    for _ in range(_CLIMB):
        if above.pos_ in {"NOUN", "PROPN", "ADP"} and occasion:
            above = above.head
        else:
            break
    if above.pos_ not in {"VERB", "AUX"} or above.i > first or verb_key(above) not in tables.cues.verbs:
        return occasion and above.pos_ == "VERB" and lemma(above) in raw["occasions"]["verbs"]
    clause = [one for one in above.children if one.dep_ in _CLAUSES]
    return occasion or any(one.left_edge.i > first or one.i < above.i for one in clause)


def _treated_at(parsed: Parsed, first: int, last: int, raw: Any) -> str:
    """Return `died` or `brought` for a hospital in or of a place to which the wounded came, else nothing.

    Who is brought to a hospital was mostly hit near it; who dies there may have come from anywhere.
    """
    doc = parsed.doc
    houses = raw["treated"]["houses"]
    house = next((doc[at] for at in range(first, last + 1) if lemma(doc[at]) in houses), doc[first].head)
    if first and lemma(house) not in houses and lemma(doc[first - 1]) in houses:
        house = doc[first - 1]  # "taken to hospital in Osk", whatever the parser hangs the place on
    to = house.head
    if lemma(house) not in houses or to.pos_ != "ADP" or to.head.pos_ not in {"VERB", "AUX"}:
        return ""
    if lemma(to.head) in raw["treated"]["died"]:
        return "died"
    return "brought" if lemma(to.head) in raw["treated"]["brought"] else ""
