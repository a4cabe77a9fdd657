"""Words for speakers that name nobody: witnesses, residents, unnamed sources."""

from __future__ import annotations

import re
from functools import cache

from crossbearing.model.actors import ActorKind
from crossbearing.resources.actors import actor_key, actors, generic_words, plain_bodies, states

__all__ = [
    "authorities_of",
    "is_generic",
    "is_people",
    "is_pronoun",
    "is_vague",
    "kind_of_generic",
    "plain_body",
    "run_by",
    "state_words",
]

_OFFICIAL = frozenset({ActorKind.STATE, ActorKind.AGENCY, ActorKind.MILITARY})
_RUN_BY = re.compile(
    r"^(?:.+?['\u2019]s?\s+)?"
    r"(?P<whole>(?P<who>\w[\w .'\u2019-]*?)[- ](?:run|controlled|administered|governed)\s+\w.*)$",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"(?:\w+ ){0,2}(?:people|nation|population|citizens|nationals)(?: (?:of|from|in) .+)?")


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return generic_words("people"), generic_words("sources"), generic_words("filler")


def is_generic(name_key: str) -> bool:
    """Return whether words name a kind of speaker and nobody by name.

    Args:
        name_key: A result of `actor_key`, such as `local residents`.
    """
    people, sources, filler = _words()
    words = re.split(r"[\s-]+", name_key)
    if not any(word in people or word in sources for word in words):
        return False
    return all(word in people or word in sources or word in filler for word in words)


def kind_of_generic(name_key: str) -> str:
    """Return the kind of a generic speaker: a witness group, or another unnamed one.

    Args:
        name_key: A result of `actor_key` for which `is_generic` holds.
    """
    people, sources, _ = _words()
    words = set(name_key.split())
    return ActorKind.WITNESS_GROUP.value if words & people and not words & sources else ActorKind.OTHER.value


def is_pronoun(name_key: str) -> bool:
    """Return whether words are a pronoun, which only the sentences before could tell.

    Args:
        name_key: A result of `actor_key`.
    """
    return name_key in generic_words("pronouns")


def is_people(name_key: str) -> bool:
    """Return whether words mean the people of a place, who are no body: "the people of Iraq", "the Syrian people".

    Args:
        name_key: A result of `actor_key`.
    """
    return _PEOPLE.fullmatch(name_key) is not None


def is_vague(name_key: str) -> bool:
    """Return whether a name says too little where nothing else speaks of the country its bearer is active in."""
    return name_key in generic_words("vague")


def plain_body(name_key: str) -> str | None:
    """Return the state body that words such as "the army" name without saying whose, or None.

    Args:
        name_key: A result of `actor_key`.

    Returns:
        Name of a body of `resources/actors.toml`.
    """
    return plain_bodies().get(name_key)


def run_by(name: str) -> tuple[str, str] | None:
    """Return who runs a body that is named by that, and the name without the place before it, or None.

    Args:
        name: Such as "Yemen's Houthi-run health ministry".
    """
    match = _RUN_BY.match(name)
    return (match["who"], match["whole"]) if match is not None else None


@cache
def authorities_of(identifier: str) -> str:
    """Return the id of the authorities through which a body runs an office: itself, or the one authority of a group.

    Args:
        identifier: Actor id of whoever is said to run the office.

    Returns:
        An id, or an empty string where a group has no authority of its own or several: the office is not the group.
    """
    known = actors().get(identifier)
    if known is None or known.kind in _OFFICIAL:
        return identifier
    here = [
        item.id
        for item in actors().values()
        if item.kind is ActorKind.AGENCY and any(tie.actor == identifier for tie in item.affiliations)
    ]
    return here[0] if len(here) == 1 else ""


def state_words() -> dict[str, str]:
    """Return ids of states by the keys of their names and adjectives."""
    words: dict[str, str] = {}
    for state in states().values():
        for name in (state.name, *state.aliases, *state.adjectives):
            words.setdefault(actor_key(name), state.id)
    return words
