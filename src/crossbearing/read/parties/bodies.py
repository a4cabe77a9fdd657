"""Names that stand for bodies: forces, states, groups; and whose an aircraft, an attack or a force is by its words."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from crossbearing.model.actors import ActorKind
from crossbearing.resources.actors import actor_key, actors, bodies, states
from crossbearing.resources.lexicon import Lexicon

__all__ = ["POSSESSIVE", "is_body", "known", "lemma_of", "nation_of", "no_place", "of_body", "plain", "state_names"]

_FORCES = frozenset({ActorKind.STATE, ActorKind.MILITARY, ActorKind.COALITION, ActorKind.ARMED_GROUP, ActorKind.AGENCY})
_LED = re.compile(r"^(?P<leader>.+?)[ -](?:led|run|dominated)$", re.IGNORECASE)
POSSESSIVE: Final = re.compile(r"(?:['\u2019]s|['\u2019])$")
"""The ending of a possessive."""

_LEADING = re.compile(
    r"^(?:[0-2]?\d[.:][0-5]\d|the|a|an|no|neither|both|some|several|many|two|three|four|other|its|their|his|our|my|your|whose|this|"
    r"these|so-called|self-styled|self-proclaimed)\s+[\"\u201c\u2018']?",
    re.IGNORECASE,
)


@cache
def known() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
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
    return actor_key(name) in known()[0] or _of_a_state(name, frozenset(ActorKind))


def _of_a_state(name: str, kinds: frozenset[ActorKind]) -> bool:
    """Tell whether a name is a state's adjective before the words for a body that every state has ("Peruvian army")."""
    words = actor_key(name).split()
    nations, nouns = known()[2] | state_names(), _bodies_of_states(kinds)
    return any(" ".join(words[:cut]) in nations and " ".join(words[cut:]) in nouns for cut in range(1, len(words)))


@cache
def _bodies_of_states(kinds: frozenset[ActorKind]) -> frozenset[str]:
    """Return the keys of the words for bodies of some kinds that every state has."""
    return frozenset(actor_key(noun) for body in bodies().values() if body.kind in kinds for noun in body.nouns)


@cache
def state_names() -> frozenset[str]:
    """Return the keys of the names of all states."""
    return frozenset(actor_key(name) for state in states().values() for name in (state.name, *state.aliases))


def nation_of(text: str, tables: Lexicon) -> bool:
    """Tell whether words before a noun of attack name whose it is ("Israeli", "US-led", "rebel", "Houthi").

    Args:
        text: The words; the name of a state alone may be the place and does not count.
        tables: Word tables of the language.
    """
    forces, _, nations = known()
    key = actor_key(text)
    led = _LED.match(text.strip())
    if led is not None:
        return nation_of(led["leader"], tables) or actor_key(led["leader"]) in forces
    words = text.lower().split()
    return (
        key in nations
        or (key in forces and key not in state_names())
        or bool(words and words[-1] in tables.attackers.adjectives)
        or bool(words and words[-1].rstrip("s") in tables.attackers.groups and len(words) > 1)
    )


def of_body(text: str, tables: Lexicon) -> str:
    """Return the body that words before or behind "aircraft" name as their operator, or an empty string.

    Args:
        text: The words ("US-led coalition fighter", "Russian", "the Syrian air force").
        tables: Word tables of the language.
    """
    words = plain(text).split()
    while words and words[-1].lower() in tables.attackers.fillers:
        words.pop()
    forces, _, nations = known()
    for first in range(min(len(words), 5)):
        part = " ".join(words[first:])
        led = _LED.match(part)
        if (
            actor_key(part) in forces | nations
            or part.lower() in tables.attackers.adjectives
            or lemma_of(words[-1]) in tables.attackers.groups
            or (led is not None and nation_of(led["leader"], tables))
        ):
            return POSSESSIVE.sub("", part)
    return ""


def lemma_of(word: str) -> str:
    """Return the singular of a word by its ending; the parser's lemma is not at hand for parts of names."""
    lower = POSSESSIVE.sub("", word.lower())
    if lower.endswith("men"):
        return lower[:-2] + "an"
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower


def plain(text: str) -> str:
    """Return words without quotation marks and without articles, numbers and possessives before them.

    Args:
        text: The words.
    """
    found = text.strip(" \"\u201c\u201d'(,")
    while (shorter := _LEADING.sub("", found)) != found:
        found = shorter
    return found
