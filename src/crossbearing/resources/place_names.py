"""Names that stand for a state, a province or a known region, to tell where from who at the head of a headline."""

from __future__ import annotations

import re
from functools import cache

from crossbearing.resources.actors import states
from crossbearing.resources.place_tables import countries, divisions, named_places

__all__ = ["place_names", "seats_of_government", "states_named", "town_names"]

# Rather a town too few than "the northern attack" or "the second strike" taken for a place.
_GENERAL = re.compile(
    r"(?:north|south|east|west|central|upper|lower|mid|middle|capital|cent(?:er|re)|coast|island|union|national|federal"
    r"|border|delta|lakes?|river|metropolitan|state|republic|free|new|old|great|royal|special|first|second|hope|liberty"
    r"|victory|unity|independen)[a-z]*$"
)


@cache
def place_names() -> frozenset[str]:
    """Return names of states, capitals, provinces, regions and places known from conflict reports, in lower case.

    Raises:
        ResourceError: If a table of places is damaged.
    """
    found: set[str] = set()
    for state in states().values():
        found.update((state.name, *state.aliases, *state.capitals))
    for place in (*countries(), *named_places()):
        found.update((place.name, *place.aliases))
    for row in divisions():
        if row.level == 1:
            found.update((row.place.name, *row.place.aliases))
    return frozenset(name.lower() for name in found)


@cache
def town_names() -> frozenset[str]:
    """Return the names of `place_names` that can stand before a noun for where it was ("the Homs bombing"), lower case.

    Names of states are left out, since there they say whose it is, and single words that describe any country's part.

    Raises:
        ResourceError: If a table of places is damaged.
    """
    of_states: set[str] = set()
    for state in states().values():
        of_states.update((state.name, *state.aliases, *state.adjectives, *state.people))
    for country in countries():
        of_states.update((country.name, *country.aliases))
    excluded = {name.lower() for name in of_states}
    return frozenset(
        name for name in place_names() if len(name) > 3 and name not in excluded and not _GENERAL.match(name)
    )


@cache
def seats_of_government() -> dict[str, str]:
    """Return codes of states by the names of their capitals, which stand for a government in reports, in lower case."""
    return {name.lower(): state.code for state in states().values() for name in state.capitals}


def states_named(text: str) -> frozenset[str]:
    """Return codes of the states that a text names, by name, adjective or people ("US", "Syrian", "Danes").

    Args:
        text: Some words, as written.
    """
    pattern, codes = _state_pattern()
    return frozenset(codes[match.group()] for match in pattern.finditer(text))


@cache
def _state_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    codes = {
        word: state.code
        for state in states().values()
        for word in (state.name, *state.aliases, *state.adjectives, *state.people)
        if len(word) > 1
    }
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, codes), key=len, reverse=True))})\b"), codes
