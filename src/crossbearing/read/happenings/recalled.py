"""Happenings that a report recalls beside its news: "the attack comes two days after bombs killed seven elsewhere".

What stands behind "after" is recalled where the clause above it tells of an attack itself. Where somebody spoke, was
buried or was arrested two days after a bombing, the bombing is the news.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossbearing.read.sentences.grammar import lemma, passive_subjects, subjects

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Doc, Token

__all__ = ["is_recalled"]

_STEPS = 4
_UNITS = frozenset({"day", "week", "fortnight", "month", "year"})  # minutes and hours after, it is one course of events
_COMING = frozenset({"come", "occur", "happen"})
_ATTACKING = frozenset(
    {"kill", "wound", "injure", "hit", "strike", "bomb", "shell", "attack", "target", "storm", "raid", "ambush", "fire"}
    | {"explode", "detonate", "massacre", "slaughter", "assassinate"}
)
_ATTACKS = frozenset(
    {"attack", "strike", "airstrike", "raid", "bombing", "bombardment", "shelling", "killing", "explosion", "blast"}
    | {"assault", "massacre", "ambush", "incident", "it", "this"}
)


def is_recalled(doc: Doc, token: Token) -> bool:
    """Whether an event word is told as what happened days or longer before the attack that its sentence tells.

    Args:
        doc: Parsed sentence.
        token: The event word.
    """
    current = token
    for _ in range(_STEPS):
        head = current.head
        if head is current:
            return False
        if _behind_an_interval(doc, current) and _tells_an_attack(head.head if current.dep_ == "pobj" else head):
            return True
        if current.dep_ == "dobj" and lemma(head) == "follow" and _of_an_attack(head):
            return True
        current = head
    return False


def _behind_an_interval(doc: Doc, token: Token) -> bool:
    """Whether "two days after" stands before a clause or a noun."""
    if token.dep_ == "advcl":
        after = next((other for other in token.children if other.dep_ == "mark"), None)
    else:
        after = token.head if token.dep_ == "pobj" else None
    return after is not None and after.lower_ == "after" and after.i > 0 and lemma(doc[after.i - 1]) in _UNITS


def _tells_an_attack(verb: Token) -> bool:
    return lemma(verb) in _ATTACKING or (lemma(verb) in _COMING and _of_an_attack(verb))


def _of_an_attack(verb: Token) -> bool:
    return any(lemma(one) in _ATTACKS for one in (*subjects(verb), *passive_subjects(verb)))
