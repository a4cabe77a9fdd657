"""Armed persons told in free words to have been at a place, or not: "had entered the clinic", "none of them was"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crossbearing.model.actors import Stance
from crossbearing.model.values import Count, CountState
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.groups import describe_group, words_of
from crossbearing.read.persons.tying import unreal
from crossbearing.read.sentences.grammar import (
    child,
    children,
    is_negated,
    is_passive,
    lemma,
    noun_range,
    prepositional,
    subjects,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["presences"]

_IN = ("in", "inside", "at", "within", "on", "near", "under", "around")
_ARMED = frozenset({"fighter", "military"})
_NONE_OF = frozenset({"none", "any", "all", "some", "many", "most", "dozen", "number", "group"})


def presences(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield armed persons said to have been somewhere, and those said not to have been.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["control"]["presence"]
    done: set[int] = set()
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ in {"aux", "auxpass"} or unreal(verb, tables.harm):
            continue
        heads = _there(verb, raw)
        for head in heads[:1]:
            counted = _of(head)
            if head.i in done or not _armed(counted, tables, raw):
                continue
            done.add(int(head.i))
            denied = is_negated(verb) or _no(head) or _no(counted)
            yield _mention(parsed, verb, head, counted, tables, denied=denied)


def _there(verb: Token, raw: Any) -> list[Token]:
    """Return those whom a verb places somewhere."""
    places = frozenset(raw["places"])
    name = lemma(verb)
    if name in raw["staying"]:
        exists = any(other.dep_ == "expl" for other in verb.children)
        heads = children(verb, "attr") if exists else _subjects(verb)
        carriers = [verb, *heads, *children(verb, "acomp")] if name == "be" else [verb]
        if any(other.lower_ == "inside" and other.dep_ in {"advmod", "acomp"} for other in verb.children):
            return heads
        inner = [place for carrier in carriers for place in prepositional(carrier, *_IN)]
        if any(_definite(place) and (lemma(place) in places or place.pos_ == "PROPN") for place in inner):
            return heads
        return []
    held = child(verb, "dobj")
    if held is None or is_passive(verb):
        return []
    if name in raw["entering"] and lemma(held) in places and _definite(held):
        return _subjects(verb)
    if name in raw["using"]:
        into = prepositional(verb, "as", "into") + prepositional(held, "as", "into")
        if any(lemma(place) in raw["uses"] for place in into):
            return _subjects(verb)
    return []


def _subjects(verb: Token) -> list[Token]:
    passive = children(verb, "nsubjpass")
    return passive or subjects(verb)


def _definite(place: Token) -> bool:
    """Tell whether a place is one that was told of: "the school", "its roof", "Irbil", and not "in action"."""
    return place.pos_ == "PROPN" or any(
        other.dep_ in {"det", "poss"} and other.lower_ not in {"no", "any"} for other in place.lefts
    )


def _of(head: Token) -> Token:
    """Return whom "none of our fighters" and "a group of gunmen" mean."""
    if lemma(head) in _NONE_OF:
        inner = prepositional(head, "of")
        return inner[0] if inner else head
    return head


def _armed(head: Token, tables: Lexicon, raw: Any) -> bool:
    """Tell whether a common noun stands for armed persons: by itself, or with "armed" before it."""
    if head.pos_ == "PROPN" and head.tag_ == "NNPS" and head.i == head.left_edge.i == 0:
        return tables.persons.status.get(head.lower_.removesuffix("s")) in _ARMED  # "Rebels had ..." opens a sentence
    if head.pos_ != "NOUN":
        return False
    if any(other.lower_ in raw["armed"] for other in head.lefts):
        return lemma(head) in tables.persons.status or lemma(head) in tables.attackers.groups
    single = head.tag_ == "NN" and not any(other.lower_ in {"a", "an", "one", "no"} for other in head.lefts)
    return tables.persons.status.get(lemma(head)) in _ARMED and not single


def _no(head: Token) -> bool:
    return head.lower_ in {"none", "nobody"} or any(other.lower_ in {"no", "neither"} for other in head.lefts)


def _mention(parsed: Parsed, verb: Token, head: Token, counted: Token, tables: Lexicon, *, denied: bool) -> Mention:
    first, last = noun_range(counted)
    while first < counted.i and parsed.doc[first].lower_ in {"no", "the", "any"}:
        first += 1
    words = parsed.words(first, last)
    number = next((one for one in parsed.numbers if first <= one.core <= counted.i), None)
    given = number is not None and number.state is CountState.NUMBER and not denied
    count = (
        number.count(parsed.words(number.first, number.last))
        if number is not None and given
        else Count(text=words, state=CountState.VAGUE)
    )
    start, end = parsed.range(min(int(head.left_edge.i), int(verb.i)), max(int(verb.i), last))
    return Mention(
        "presence",
        describe_group(words, count, words_of(parsed.doc, first, last), tables),
        start,
        end,
        parsed.start(verb),
        parsed.sentence.index,
        stance=Stance.DENIES if denied else None,
        score=0.55,
    )
