"""Armed persons told in free words to have been at a place, or not: "had entered the clinic", "none of them was"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crossbearing.model.actors import Stance
from crossbearing.model.values import Count, CountState, Items, TextValue
from crossbearing.read.mentions import Mention
from crossbearing.read.parties.troops import armed, counted_of, named
from crossbearing.read.persons.groups import describe_group, words_of
from crossbearing.read.persons.harming import unreal
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

_IN = (
    "in",
    "inside",
    "at",
    "within",
    "on",
    "near",
    "under",
    "around",
    "beside",
    "behind",
    "along",
    "outside",
    "next to",
    "from",
)
_THERE = frozenset({"inside", "present", "nearby"})
_SHOTS = frozenset(
    {"fire", "shot", "shell", "rocket", "missile", "gunfire", "bullet", "round", "shelling", "mortar", "salvo"}
)
_INTO = ("into", "inside", "onto", "in", "to")
_FORCE = frozenset(
    {"unit", "fighter", "troop", "force", "man", "soldier", "member", "personnel", "position", "base", "weapon"}
)
_AWAY = frozenset(
    {"range", "distance", "behind", "inside", "close", "above", "below", "there", "afar", "front", "side"}
)


def presences(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield armed persons and arms said to have been somewhere or not to have been there, and firing positions.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["control"]["presence"]
    done: set[int] = set()
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ in {"aux", "auxpass"} or unreal(verb, tables.harm):
            continue
        yield from _fired_from(parsed, verb, raw, tables)
        for head in _there(verb, raw)[:1]:
            counted = counted_of(head)
            if head.i in done or not _fits(counted, tables):
                continue
            done.add(int(head.i))
            denied = is_negated(verb) or _no(head) or _no(counted)
            yield _mention(parsed, verb, head, counted, tables, denied=denied)


def _there(verb: Token, raw: Any) -> list[Token]:
    """Return those whom a verb places somewhere."""
    places = frozenset(raw["places"])
    held = child(verb, "dobj")
    if named(verb, frozenset(raw["staying"])) and held is None:
        exists = any(other.dep_ == "expl" for other in verb.children)
        heads = children(verb, "attr") if exists else _subjects(verb)
        carriers = [verb, *heads, *children(verb, "acomp")] if lemma(verb) == "be" else [verb]
        if any(other.lower_ in _THERE and other.dep_ in {"advmod", "acomp"} for other in verb.children):
            return heads
        if _at_a_place(carriers, places):
            return heads
    if named(verb, frozenset(raw["going"])) and held is None:
        into = prepositional(verb, "into", "inside", "onto")
        into += [head for one in verb.children if one.lower_ == "in" for head in prepositional(one, "to")]
        return _subjects(verb) if any(_definite(place) and lemma(place) in places for place in into) else []
    if held is None or is_passive(verb):
        return []
    if named(verb, frozenset(raw["entering"])) and lemma(held) in places and _definite(held):
        into = prepositional(verb, "as", "into") + prepositional(held, "as", "into")
        if lemma(verb) != "use" or any(lemma(place) in raw["uses"] for place in into):
            return _subjects(verb)
    if lemma(verb) in raw["using"]:
        into = prepositional(verb, "as", "into", "for") + prepositional(held, "as", "into", "for")
        if any(lemma(place) in raw["uses"] for place in into):
            return _subjects(verb)
    if named(verb, frozenset(raw["spotting"])) and (lemma(held) in raw["spots"] or held.lower_ in raw["spots"]):
        return _subjects(verb) if _at_a_place([verb, held], places) else []
    if named(verb, frozenset(raw["keeping"])):
        return _subjects(verb) if _at_a_place([verb, held], places) else []
    return []


def _at_a_place(carriers: list[Token], places: frozenset[str]) -> bool:
    inner = [place for carrier in carriers for place in prepositional(carrier, *_IN)]
    inner += [place for carrier in carriers for one in carrier.children if one.dep_ in {"advmod", "prep"}
              for place in prepositional(one, *_IN, "of", "to")]  # fmt: skip
    return any(
        _definite(place) and (lemma(place) in places or place.lower_ in places or place.pos_ == "PROPN")
        for place in inner
    )


def _subjects(verb: Token) -> list[Token]:
    passive = children(verb, "nsubjpass")
    if not passive and not children(verb, "nsubj") and verb.dep_ == "acl" and verb.tag_ in {"VBN", "VBG"}:
        return [verb.head]  # "nine armoured vehicles parked beside the clinic"
    return passive or subjects(verb)


def _definite(place: Token) -> bool:
    """Tell whether a place is one that was told of: "the school", "its roof", "Irbil", and not "in action"."""
    return place.pos_ == "PROPN" or any(
        other.dep_ in {"det", "poss", "nummod"} and other.lower_ not in {"no", "any"} for other in place.lefts
    )


def _fits(head: Token, tables: Lexicon) -> bool:
    """Tell whether those placed somewhere are armed persons, a force's own people, or arms."""
    if armed(head, tables):
        single = head.tag_ == "NN" and not any(other.lower_ in {"a", "an", "one", "no"} for other in head.lefts)
        return not single or lemma(head) in {"militia", "army", "police"}
    owned = any(other.dep_ == "poss" and other.lower_ in {"our", "its", "their"} for other in head.lefts)
    return (owned and lemma(head) in _FORCE) or _kind(head, tables) is not None


def _kind(head: Token, tables: Lexicon) -> str | None:
    kind = tables.materiel.get(_compound(head)) or tables.materiel.get(lemma(head))
    arms = (tables.classes["vehicles"] | tables.classes["weapons"]) - {
        "car",
        "ambulance",
        "truck",
        "command_post",
        "checkpoint",
    }
    return kind if kind in arms - {"fuel_depot", "vehicle", "defensive_structure", "equipment", "weaponry"} else None


def _compound(head: Token) -> str:
    left = [other.lower_ for other in head.lefts if other.dep_ in {"amod", "compound", "nmod"}]
    return " ".join([*left[-1:], lemma(head)]).replace("armored", "armoured")


def _no(head: Token) -> bool:
    return head.lower_ in {"none", "nobody"} or any(other.lower_ in {"no", "neither"} for other in head.lefts)


def _fired_from(parsed: Parsed, verb: Token, raw: Any, tables: Lexicon) -> Iterator[Mention]:
    """Yield where shots and shells came from: "had been fired from an orchard six kilometres south of X"."""
    came = lemma(verb) in {"come", "originate"} and any(lemma(head) in _SHOTS for head in subjects(verb))
    if is_negated(verb) or not (came or named(verb, frozenset(raw["fired"]))):
        return
    grounds = frozenset(raw["places"]) | frozenset(raw["origins"])
    for marker in verb.children:
        place = child(marker, "pobj") if marker.dep_ == "prep" and marker.lower_ == "from" else None
        if place is None or lemma(place) in _AWAY or tables.materiel.get(lemma(place)) in _carriers(tables):
            continue
        if not (lemma(place) in grounds or place.lower_ in grounds) or place.pos_ not in {"NOUN", "PROPN"}:
            continue
        first, last = int(place.left_edge.i), min(int(place.right_edge.i), int(place.i) + 12)
        clause = [one for one in place.children if one.dep_ in {"relcl", "acl", "advcl"} and one.i > place.i]
        last = min([last, *(int(one.left_edge.i) - 1 for one in clause)])
        while last > place.i and parsed.doc[last].text in {",", ".", "and"}:
            last -= 1
        start, end = parsed.range(min(first, int(verb.i)), max(last, int(verb.i)))
        yield Mention(
            "presence",
            TextValue(parsed.words(first, last)),
            start,
            end,
            parsed.start(verb),
            parsed.sentence.index,
            score=0.55,
        )


def _carriers(tables: Lexicon) -> frozenset[str]:
    return (
        tables.classes["aircraft"] | tables.classes["ships"] | tables.classes["vehicles"] | tables.classes["munitions"]
    )


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
    if number is not None and given:
        first = min(first, number.first)
        words = parsed.words(first, last)
    start, end = parsed.range(min(int(head.left_edge.i), int(verb.i)), max(int(verb.i), last))
    kind = _kind(counted, tables)
    value = (
        Items(text=words, kind=kind, count=count, effect="")
        if kind is not None and not armed(counted, tables)
        else describe_group(words, count, words_of(parsed.doc, first, last), tables)
    )
    return Mention(
        "presence",
        value,
        start,
        end,
        parsed.start(verb),
        parsed.sentence.index,
        stance=Stance.DENIES if denied else None,
        score=0.55,
    )
