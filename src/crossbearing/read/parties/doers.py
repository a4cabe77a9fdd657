"""Who can be said to have attacked: bodies, groups of armed persons, and aircraft or guns whose operator is named.

A place, a day, a number, a weapon or an abstract noun attacks nobody, whatever the parser takes for a subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from crossbearing.model.actors import ActorKind
from crossbearing.read.sentences.grammar import agents, child, lemma, noun_range, with_conjuncts
from crossbearing.read.sentences.names import name_behind
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.actors import actor_key, actors, bodies, states
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["Doer", "doer", "is_body", "nation_of", "no_place", "of_body"]

_FORCES = frozenset({ActorKind.STATE, ActorKind.MILITARY, ActorKind.COALITION, ActorKind.ARMED_GROUP, ActorKind.AGENCY})
_ARMED = frozenset({"military", "fighter", "police"})
_LED = re.compile(r"^(?P<leader>.+?)[ -](?:led|run|dominated)$", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|;|\band/or\b|\band\b|\bor\b|/)\s*")
_LEADING = re.compile(
    r"^(?:[0-2]?\d[.:][0-5]\d|the|a|an|both|some|several|many|two|three|four|other|its|their|his|our|my|your|whose|this|"
    r"these|so-called|self-styled|self-proclaimed)\s+[\"\u201c\u2018']?",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"(?:['\u2019]s|['\u2019])$")
# What those do with aircraft, drones or guns whose they are ("drones launched by X").
_SENT = frozenset({"launched", "fired", "flown", "operated", "sent", "piloted", "steered", "manned", "controlled"})
_ACRONYM = re.compile(r"[A-Z]{3,}(?:-[A-Z]+)?$")


@dataclass(frozen=True, slots=True)
class Doer:
    """One said to have attacked.

    Args:
        text: The words, as written, without article.
        members: The bodies named; of "US drones" the operator alone.
        first: Number of its first token.
        last: Number of its last token.
    """

    text: str
    members: tuple[str, ...]
    first: int
    last: int


@cache
def _known() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return keys of names of forces, of other bodies, and of words for nations ("Syrian", "US")."""
    forces: set[str] = set()
    others: set[str] = set()
    for item in actors().values():
        able = item.kind in _FORCES and not item.id.startswith("capital-")
        (forces if able else others).update(actor_key(name) for name in (item.name, *item.aliases))
    nations: set[str] = set()
    for state in states().values():
        nations.update(actor_key(word) for word in state.adjectives)
    return frozenset(forces), frozenset(others - forces), frozenset(nations)


@cache
def _placeless() -> frozenset[str]:
    """Return keys of names of forces, groups and media that are no state's name and no seat of a government."""
    seats = {ActorKind.STATE, ActorKind.AGENCY}
    named = {actor_key(name) for item in actors().values() if item.kind in seats for name in (item.name, *item.aliases)}
    free = {
        actor_key(name)
        for item in actors().values()
        if item.kind in {ActorKind.MILITARY, ActorKind.COALITION, ActorKind.ARMED_GROUP, ActorKind.NGO}
        for name in (item.name, *item.aliases)
    }
    return frozenset(free - named)


def no_place(name: str) -> bool:
    """Tell whether a name behind a preposition is that of a force or group and of no place ("on SAA")."""
    return actor_key(name) in _placeless() or _of_a_state(name, frozenset({ActorKind.MILITARY}))


def is_body(name: str) -> bool:
    """Tell whether a name is that of a state, a force or an office that the tables know, or that every state has."""
    return actor_key(name) in _known()[0] or _of_a_state(name, frozenset(ActorKind))


def _of_a_state(name: str, kinds: frozenset[ActorKind]) -> bool:
    """Tell whether a name is a state's adjective before the words for a body that every state has ("Peruvian army")."""
    words = actor_key(name).split()
    nations, nouns = _known()[2] | _state_names(), _bodies_of_states(kinds)
    return any(" ".join(words[:cut]) in nations and " ".join(words[cut:]) in nouns for cut in range(1, len(words)))


@cache
def _bodies_of_states(kinds: frozenset[ActorKind]) -> frozenset[str]:
    """Return the keys of the words for bodies of some kinds that every state has."""
    return frozenset(actor_key(noun) for body in bodies().values() if body.kind in kinds for noun in body.nouns)


@cache
def _state_names() -> frozenset[str]:
    return frozenset(actor_key(name) for state in states().values() for name in (state.name, *state.aliases))


def nation_of(text: str, tables: Lexicon) -> bool:
    """Tell whether words before a noun of attack name whose it is ("Israeli", "US-led", "rebel", "Houthi").

    Args:
        text: The words; the name of a state alone may be the place and does not count.
        tables: Word tables of the language.
    """
    forces, _, nations = _known()
    key = actor_key(text)
    led = _LED.match(text.strip())
    if led is not None:
        return nation_of(led["leader"], tables) or actor_key(led["leader"]) in forces
    words = text.lower().split()
    return (
        key in nations
        or (key in forces and key not in _state_names())
        or bool(words and words[-1] in tables.attackers.adjectives)
        or bool(words and words[-1].rstrip("s") in tables.attackers.groups and len(words) > 1)
    )


def of_body(text: str, tables: Lexicon) -> str:
    """Return the body that words before or behind "aircraft" name as their operator, or an empty string.

    Args:
        text: The words ("US-led coalition fighter", "Russian", "the Syrian air force").
        tables: Word tables of the language.
    """
    words = _clean(text).split()
    while words and words[-1].lower() in tables.attackers.fillers:
        words.pop()
    forces, _, nations = _known()
    for first in range(min(len(words), 5)):
        part = " ".join(words[first:])
        led = _LED.match(part)
        if (
            actor_key(part) in forces | nations
            or part.lower() in tables.attackers.adjectives
            or lemma_of(words[-1]) in tables.attackers.groups
            or (led is not None and nation_of(led["leader"], tables))
        ):
            return _POSSESSIVE.sub("", part)
    return ""


def lemma_of(word: str) -> str:
    """Return the singular of a word by its ending; the parser's lemma is not at hand for parts of names."""
    lower = _POSSESSIVE.sub("", word.lower())
    if lower.endswith("men"):
        return lower[:-2] + "an"
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower


def _clean(text: str) -> str:
    found = text.strip(" \"\u201c\u201d'(,")
    while (shorter := _LEADING.sub("", found)) != found:
        found = shorter
    return found


def doer(parsed: Parsed, head: Token, tables: Lexicon) -> Doer | None:
    """Return who a noun names as one who attacked, or None where it names nobody who can.

    Args:
        parsed: The sentence.
        head: The noun.
        tables: Word tables of the language.
    """
    if head.lower_ == "they" and head.head.tag_ in {"VBD", "VBN"}:
        before = _meant(head)
        return doer(parsed, before, tables) if before is not None else None
    if head.lower_ == "we" and head.dep_ == "nsubj":
        return Doer("we", ("we",), int(head.i), int(head.i))
    if head.pos_ not in {"NOUN", "PROPN"} or any(other.pos_ == "NUM" and other.i > head.i for other in head.children):
        return None
    counted = _counted(head, tables)
    if counted is not head:
        inner = doer(parsed, counted, tables)
        return None if inner is None else Doer(inner.text, inner.members, inner.first, inner.last)
    word, (first, last) = lemma(head), noun_range(head)
    first = _without_dateline(parsed, first, int(head.i), tables)
    purpose = name_behind(head, int(head.i)) if head.pos_ == "PROPN" or head.i else int(head.i)
    if purpose > head.i and purpose >= last:
        return _gathered(parsed, (first, int(head.i), purpose), tables)
    text = _POSSESSIVE.sub("", _clean(parsed.words(first, last)))
    singular = lemma_of(head.text)
    model = word == "fighter" and any(
        tables.materiel.get(part.lower_) in tables.classes["aircraft"] or part.lower_ == "jet"
        for part in parsed.doc[first : int(head.i)]
    )
    if (model or {word, singular} & tables.attackers.carriers) and not _suicide(parsed, first, head):
        members = _operators(parsed, head, first, tables)
        return Doer(text, members, first, last) if members else None
    if {word, singular, head.lower_} & (tables.triggers.never_attacker | tables.triggers.times):
        return None
    status = tables.persons.status.get(word) or tables.persons.status.get(singular)
    forces, others, _ = _known()
    key = actor_key(text)
    grouped = status in _ARMED or bool({word, singular} & tables.attackers.groups)
    if (key in others and key not in forces and not grouped) or tables.attackers.unarmed & set(text.lower().split()):
        return None
    named = actor_key(parsed.words(int(head.i), int(head.i))) if head.pos_ == "PROPN" else ""
    fits = (
        grouped
        or key in forces
        or (word == "side" and _side_of_a_state(text))
        or (named in forces and head.text[:1].isupper())
        or any(part.lower() in tables.attackers.names for part in text.split()[-1:])
        or (head.pos_ == "PROPN" and _ACRONYM.match(head.text) and _lone_acronym(head, key, tables))
    )
    if not fits or not text:
        return None
    words = text.split()
    if parsed.doc[first].lower_ in {"our", "my"} and parsed.doc[first].dep_ == "poss":
        return Doer(f"our {text}", (f"our {text}",), first, last)  # whose they are the speaker tells: parties/own.py
    if len(words) > 7 and " of " not in text:
        text = " ".join(words[-2:])  # tags or a headline run together with a name
    if named in forces and key not in forces and not grouped:
        # "Tags Syria Islamic State": of words run together only the body that the tables know.
        text, first = _tail(parsed, first, int(head.i), forces)
    return Doer(text, (text,), first, last)


def _meant(pronoun: Token) -> Token | None:
    """Return whom "they" means within its sentence: the subject of the clause before, if it is a plural noun."""
    for token in reversed(pronoun.doc[: pronoun.i]):
        if token.dep_ in {"nsubj", "nsubjpass"} and token.lower_ != "they":
            return token if token.tag_ in {"NNS", "NNPS"} else None
    return None


def _gathered(parsed: Parsed, span: tuple[int, int, int], tables: Lexicon) -> Doer | None:
    """Return one whose name has its purpose in it ("Front for the Liberation of the Lakes"), whatever it is."""
    first, head, last = span
    text = _clean(parsed.words(first, last))
    key, words = actor_key(text), set(parsed.words(first, head).lower().split())
    if (key in _known()[1] and key not in _known()[0]) or words & tables.attackers.unarmed:
        return None
    return Doer(text, (text,), first, last)


def _side_of_a_state(text: str) -> bool:
    """Tell whether words name the other side by its state ("the Afghan side"), and no side of a town or road."""
    before, _, _ = text.rpartition(" ")
    return actor_key(before) in _known()[2]


def _tail(parsed: Parsed, first: int, head: int, forces: frozenset[str]) -> tuple[str, int]:
    for start in range(first, head + 1):
        words = parsed.words(start, head)
        if actor_key(words) in forces:
            return _POSSESSIVE.sub("", _clean(words)), start
    return parsed.words(head, head), head


def _counted(head: Token, tables: Lexicon) -> Token:
    """Return what "hundreds of troops" or "a group of gunmen" counts."""
    if lemma(head) in tables.attackers.counters or head.lower_ in tables.attackers.counters:
        marker = child(head, "prep")
        inner = child(marker, "pobj") if marker is not None and marker.lower_ == "of" else None
        return inner if inner is not None else head
    return head


def _lone_acronym(head: Token, key: str, tables: Lexicon) -> bool:
    return (
        not head.doc.text.isupper()
        and head.lower_ not in tables.materiel
        and head.lower_ not in tables.cues.media
        and head.lower_ not in tables.triggers.nouns
        and head.lower_ not in tables.attackers.no_bodies
        and key not in _known()[1]
    )


def _suicide(parsed: Parsed, first: int, head: Token) -> bool:
    return lemma(head) == "bomber" and "suicide" in parsed.words(first, int(head.i)).lower()


def _without_dateline(parsed: Parsed, first: int, head: int, tables: Lexicon) -> int:
    """Return the first token behind dates, tags and punctuation that the parser joined to a name."""
    for position in range(head - 1, first - 1, -1):
        token = parsed.doc[position]
        if (
            (token.pos_ == "NUM" and token.text[:1].isdigit())
            or token.lower_.rstrip(".") in tables.attackers.no_bodies
            or (token.dep_ == "advmod" and token.text[:1].isupper())
            or (token.pos_ == "DET" and position > first)
            or token.text in {":", ";", "|", "\u2014", "\n", ")", "]"}
        ):
            return position + 1
    return first


def _operators(parsed: Parsed, head: Token, first: int, tables: Lexicon) -> tuple[str, ...]:
    """Return the bodies that aircraft, ships or guns are said to belong to."""
    found: list[str] = []
    if first < head.i:
        before = parsed.words(first, int(head.i) - 1)
        found = [body for part in _JOINED.split(before) if (body := of_body(part, tables))]
    for marker in head.rights:
        if marker.dep_ in {"acl", "relcl"} and marker.lower_ in _SENT:
            for owner in agents(marker):
                named = doer(parsed, owner, tables)
                if named is not None:
                    found.extend(named.members)
        if marker.lower_ == "belonging" or (marker.dep_ == "prep" and marker.lower_ in {"of", "from"}):
            to = child(marker, "prep") if marker.lower_ == "belonging" else marker
            inner = child(to, "pobj") if to is not None else None
            for owner in with_conjuncts(inner) if inner is not None else []:
                named = doer(parsed, owner, tables)
                if named is not None:
                    found.extend(named.members)
    return tuple(dict.fromkeys(found))
