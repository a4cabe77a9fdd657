"""What an event word says was struck: the objects of deeds, and what stands behind an attack on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossbearing.read.happenings.events import HARM_VERBS, LIGHT_VERBS
from crossbearing.read.sentences.grammar import (
    agents,
    child,
    children,
    is_passive,
    lemma,
    noun_range,
    objects,
    passive_subjects,
    prepositional,
    subjects,
    verb_key,
)

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["governor", "struck"]

_TARGET_PREPOSITIONS = ("on", "against", "at", "upon", "to")
_FIRING = frozenset({"fire", "launch", "lob", "hurl"})
# Deeds whose sufferer stands behind "of"; of an attack or a raid it stands behind "on".
_DONE_TO = frozenset(
    {"bombing", "shelling", "bombardment", "pounding", "strafing", "ramming", "stabbing", "stoning", "lynching"}
)
_TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday night day dawn morning evening time hour afternoon
    midnight""".split()  # noqa: SIM905
)
_MONTHS = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec""".split()  # noqa: SIM905
)
_VAGUE_PATIENTS = frozenset(
    "it them they that this which he him she her what one fire control part place air sky".split()  # noqa: SIM905
)
# What somebody makes or takes of an attack who need not have carried it out ("made use of the bombing").
_MADE_OF_IT = frozenset(
    {"use", "advantage", "mention", "note", "film", "footage", "record", "study", "claim", "capital"}
)


def struck(token: Token) -> tuple[int, int] | None:
    """Return the token range of what an event word says was struck, or None."""
    verbal = token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB")
    for head in (_struck_by_verb(token) if verbal else _struck_by_noun(token))[:1]:
        if head.pos_ not in {"NOUN", "PROPN", "ADJ"} or lemma(head) in _VAGUE_PATIENTS or _is_time(head):
            return None
        return noun_range(head)
    return None


def _struck_by_verb(token: Token) -> list[Token]:
    name = lemma(token)
    if name in {"die", "perish", "explode", "detonate", "clash", "fight"}:
        return []
    if is_passive(token) and token.tag_ == "VBN":
        bare = any(other.dep_ == "prep" and child(other, "pobj") is None for other in token.children)
        if name in _FIRING and not bare:
            return prepositional(token, "at", "on", "into", "against")  # what was fired is not what was struck
        return [] if name in HARM_VERBS and not agents(token) else passive_subjects(token)
    heads = objects(token) or prepositional(token, "at", "on", "into", "against")
    if name in HARM_VERBS and not any(_can_be_doer(other) for other in subjects(token)):
        return []
    if heads and lemma(heads[0]) == "fire":
        return prepositional(token, "at", "on") or prepositional(heads[0], "at", "on")
    return heads


def _struck_by_noun(token: Token) -> list[Token]:
    heads: list[Token] = []
    if token.dep_ == "pobj" and token.head.lower_ == "under" and lemma(token.head.head) in {"come", "be"}:
        heads = subjects(token.head.head)
    heads = heads or [head for head in prepositional(token, *_TARGET_PREPOSITIONS) if not _is_time(head)]
    if not heads and lemma(token) in _DONE_TO:
        heads = prepositional(token, "of")
    if not heads:
        carrier = next((other for other in children(token, "acl") if lemma(other) in {"target", "hit", "strike"}), None)
        heads = objects(carrier) if carrier is not None else []
    light = governor(token) if not heads else None
    return prepositional(light, "on", "against", "at") if light is not None else heads


def _can_be_doer(head: Token) -> bool:
    return head.pos_ in {"NOUN", "PROPN"}


def _is_time(head: Token) -> bool:
    if head.lower_ in _TIMES:
        return True
    return head.pos_ == "PROPN" and head.lower_ in _MONTHS and child(head, "nummod") is not None


def governor(noun: Token) -> Token | None:
    """Return the light verb of which an attack noun is the object ("carried out a number of airstrikes")."""
    head = noun
    for _ in range(3):
        if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.pos_ == "NOUN":
            head = head.head.head
            if lemma(head) in _MADE_OF_IT:
                return None
        elif head.dep_ == "conj":
            head = head.head
        else:
            break
    verb = head.head
    if (
        verb.pos_ == "VERB"
        and head.dep_ in {"dobj", "nsubjpass"}
        and (verb_key(verb) in LIGHT_VERBS or lemma(verb) in LIGHT_VERBS)
    ):
        return verb
    if any(
        other.dep_ == "acl" and lemma(other) in {"conduct", "carry", "launch", "perform"} for other in noun.children
    ):
        return next(other for other in noun.children if other.dep_ == "acl")
    return None
