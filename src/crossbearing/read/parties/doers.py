"""Who can be said to have attacked: bodies, groups of armed persons, and aircraft or guns whose operator is named.

A place, a day, a number, a weapon or an abstract noun attacks nobody, whatever the parser takes for a subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crossbearing.read.parties.bodies import (
    POSSESSIVE,
    is_body,
    known,
    lemma_of,
    nation_of,
    no_place,
    of_body,
    plain,
    state_names,
)
from crossbearing.read.parties.meant import owner_of, self_of, whole_name
from crossbearing.read.sentences.grammar import agents, child, lemma, with_conjuncts
from crossbearing.read.sentences.names import name_behind
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.actors import actor_key
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["Doer", "doer", "is_body", "lemma_of", "nation_of", "no_place", "of_body"]

_ARMED = frozenset({"military", "fighter", "police"})
_JOINED = re.compile(r"\s*(?:,|;|\band/or\b|\band\b|\bor\b|/)\s*")
# What those do with aircraft, drones or guns whose they are ("drones launched by X").
_SENT = frozenset({"launched", "fired", "flown", "operated", "sent", "piloted", "steered", "manned", "controlled"})
# Offices whose "it" and "its forces" are those they command.
_COMMANDING = frozenset(
    {"ministry", "presidency", "government", "guard", "authority", "command", "administration", "department", "council"}
)
# What shells and rockets do too.
_THINGS_DO = frozenset(
    {
        "hit",
        "strike",
        "explode",
        "land",
        "fall",
        "crash",
        "slam",
        "kill",
        "wound",
        "injure",
        "destroy",
        "damage",
        "detonate",
    }
)
_HELD = re.compile(r"^(?:suspected|alleged|presumed|purported|supposed|apparent|possible|probable)\s+", re.IGNORECASE)
_STATES = frozenset({"country", "nation", "state", "government", "side"})
_LONG = 6  # words of an owner's name from which on it is not put before what is his
_ACRONYM = re.compile(r"[A-Z]{3,}(?:-[A-Z]+)?$")


@dataclass(frozen=True, slots=True)
class Doer:
    """One said to have attacked.

    Args:
        text: The words, as written, without article.
        members: The bodies named; of "US drones" the operator alone.
        first: Number of its first token.
        last: Number of its last token.
        own: Whether the words stand for the one who tells it, or for what is his ("it", "its jets").
        none: Whether they say that nobody of these did it ("none of its ships", "no Peruvian soldier").
        held: Whether they are only taken for that ("suspected militants").
    """

    text: str
    members: tuple[str, ...]
    first: int
    last: int
    own: bool = False
    none: bool = False
    held: bool = False


def doer(parsed: Parsed, head: Token, tables: Lexicon) -> Doer | None:
    """Return who a noun names as one who attacked, or None where it names nobody who can.

    Args:
        parsed: The sentence.
        head: The noun.
        tables: Word tables of the language.
    """
    if head.pos_ == "PRON" and head.lower_ in {"it", "they", "we"}:
        return _pronoun(parsed, head, tables)
    if (head.pos_ not in {"NOUN", "PROPN"} and head.lower_ not in {"none", "neither", "one"}) or any(
        other.pos_ == "NUM" and other.i > head.i for other in head.children
    ):
        return None
    counted = _counted(head, tables)
    if counted is not head:
        inner = doer(parsed, counted, tables)
        return None if inner is None else replace(inner, none=inner.none or _none(head))
    word, (first, last) = lemma(head), whole_name(head)
    first = _without_dateline(parsed, first, int(head.i), tables)
    purpose = name_behind(head, int(head.i)) if head.pos_ == "PROPN" or head.i else int(head.i)
    if purpose > head.i and purpose >= last:
        return _gathered(parsed, (first, int(head.i), purpose), tables)
    written = POSSESSIVE.sub("", plain(parsed.words(first, last)))
    text = _HELD.sub("", written)
    held = text != written
    singular = lemma_of(head.text)
    model = word == "fighter" and any(
        tables.materiel.get(part.lower_) in tables.classes["aircraft"] or part.lower_ == "jet"
        for part in parsed.doc[first : int(head.i)]
    )
    if (model or {word, singular} & tables.attackers.carriers) and not _suicide(parsed, first, head):
        return _operated(parsed, head, Doer(text, (), first, last, none=_none(head), held=held), tables)
    if {word, singular, head.lower_} & (tables.triggers.never_attacker | tables.triggers.times):
        return None
    status = tables.persons.status.get(word) or tables.persons.status.get(singular)
    forces, others, _ = known()
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
        return Doer(
            f"our {text}", (f"our {text}",), first, last, none=_none(head)
        )  # whose they are the speaker tells: parties/own.py
    if len(words) > 7 and " of " not in text:
        text = " ".join(words[-2:])  # tags or a headline run together with a name
    if named in forces and key not in forces and not grouped:
        # "Tags Syria Islamic State": of words run together only the body that the tables know.
        text, first = _tail(parsed, first, int(head.i), forces)
    owner = _body(parsed, owner_of(head), tables) if grouped else None
    member = f"{owner.text} {text}" if owner is not None and len(owner.text.split()) < _LONG else text
    return Doer(text, (member,), first, last, own=owner is not None, none=_none(head), held=held)


def _pronoun(parsed: Parsed, head: Token, tables: Lexicon) -> Doer | None:
    """Return whom "it", "they" or "we" names as the one who did something."""
    if head.lower_ == "we":
        return Doer("we", ("we",), int(head.i), int(head.i)) if head.dep_ == "nsubj" else None
    return _told_of_itself(parsed, head, tables) if head.dep_ in {"nsubj", "nsubjpass"} else None


def _operated(parsed: Parsed, head: Token, craft: Doer, tables: Lexicon) -> Doer | None:
    """Return aircraft, ships or guns with those whose they are, or None where nobody's."""
    members = _operators(parsed, head, craft.first, tables)
    if members:
        return replace(craft, members=members)
    owner = _body(parsed, owner_of(head), tables)
    if owner is not None:
        return replace(craft, members=owner.members, own=True)
    whose = _of_his_country(parsed, head)
    return replace(craft, members=(whose,)) if whose else None


def _of_his_country(parsed: Parsed, head: Token) -> str:
    """Return the words of "his country's planes": whose they are is named, if not by name."""
    owner = child(head, "poss")
    return parsed.words(int(owner.i), int(head.i)) if owner is not None and lemma(owner) in _STATES else ""


def _none(head: Token) -> bool:
    """Tell whether a noun stands for nobody: "no soldier", "none of the ships", "not one of its men"."""
    if head.lower_ in {"none", "neither"} or any(other.lower_ in {"no", "neither"} for other in head.lefts):
        return True
    before = head.left_edge.i - 1
    return before >= 0 and head.doc[before].lower_ == "not" and head.doc[before + 1].lower_ in {"one", "a", "any"}


def _told_of_itself(parsed: Parsed, pronoun: Token, tables: Lexicon) -> Doer | None:
    """Return whom "it" or "they" means as one who did something: the one who tells it, or the subject before."""
    if (
        pronoun.lower_ == "it"
        and lemma(pronoun.head) in _THINGS_DO
        and any(tables.materiel.get(lemma(other)) in tables.classes["munitions"] for other in parsed.doc[: pronoun.i])
    ):
        return None  # "the army said the rocket had veered off before it hit the house"
    usual = (
        pronoun.head.tag_ in {"VBP", "VBZ"} and child(pronoun.head, "aux") is None
    )  # "they conduct their operations"
    who = _body(parsed, self_of(pronoun), tables) if not usual or lemma(pronoun.head) in {"be", "have"} else None
    if who is not None:
        return replace(who, own=True)
    before = _meant(pronoun) if pronoun.lower_ == "they" and pronoun.head.tag_ in {"VBD", "VBN"} else None
    return doer(parsed, before, tables) if before is not None else None


def _body(parsed: Parsed, head: Token | None, tables: Lexicon) -> Doer | None:
    """Return the one who attacks by others' hands or in his own name that a speaker's noun stands for, or None."""
    if head is None or head.lower_ in {"it", "they"}:
        return None
    if (who := doer(parsed, head, tables)) is not None:
        return who if set(who.members) == {who.text} else None
    first, last = whole_name(head)
    text = POSSESSIVE.sub("", plain(parsed.words(first, last)))
    key = actor_key(text)
    if tables.attackers.unarmed & set(text.lower().split()) or (key in known()[1] and key not in known()[0]):
        return None
    if lemma(head) in _COMMANDING or key in state_names() or text.lower() in tables.cues.metonyms:
        return Doer(text, (text,), first, last)
    return None


def _meant(pronoun: Token) -> Token | None:
    """Return whom "they" means within its sentence: the subject of the clause before, if it is a plural noun."""
    for token in reversed(pronoun.doc[: pronoun.i]):
        if token.dep_ in {"nsubj", "nsubjpass"} and token.lower_ != "they":
            return token if token.tag_ in {"NNS", "NNPS"} else None
    return None


def _gathered(parsed: Parsed, span: tuple[int, int, int], tables: Lexicon) -> Doer | None:
    """Return one whose name has its purpose in it ("Front for the Liberation of the Lakes"), whatever it is."""
    first, head, last = span
    text = plain(parsed.words(first, last))
    key, words = actor_key(text), set(parsed.words(first, head).lower().split())
    if (key in known()[1] and key not in known()[0]) or words & tables.attackers.unarmed:
        return None
    return Doer(text, (text,), first, last)


def _side_of_a_state(text: str) -> bool:
    """Tell whether words name the other side by its state ("the Afghan side"), and no side of a town or road."""
    before, _, _ = text.rpartition(" ")
    return actor_key(before) in known()[2]


def _tail(parsed: Parsed, first: int, head: int, forces: frozenset[str]) -> tuple[str, int]:
    for start in range(first, head + 1):
        words = parsed.words(start, head)
        if actor_key(words) in forces:
            return POSSESSIVE.sub("", plain(words)), start
    return parsed.words(head, head), head


def _counted(head: Token, tables: Lexicon) -> Token:
    """Return what "hundreds of troops" or "a group of gunmen" counts."""
    if lemma(head) in tables.attackers.counters or head.lower_ in {
        *tables.attackers.counters,
        "none",
        "neither",
        "one",
    }:
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
        and key not in known()[1]
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
        flag = child(marker, "dobj") if marker.lower_ == "flying" else None
        if flag is not None and lemma(flag) == "flag":  # "a boat flying the Peruvian flag"
            found.extend(str(one.text) for one in flag.lefts if nation_of(str(one.text), tables))
        if marker.lower_ == "belonging" or (marker.dep_ == "prep" and marker.lower_ in {"of", "from"}):
            to = child(marker, "prep") if marker.lower_ == "belonging" else marker
            inner = child(to, "pobj") if to is not None else None
            for owner in with_conjuncts(inner) if inner is not None else []:
                named = doer(parsed, owner, tables)
                if named is not None:
                    found.extend(named.members)
    return tuple(dict.fromkeys(found))
