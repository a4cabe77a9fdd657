"""How much a document itself shows that it plays in a country, beyond what its names are likeliest taken for.

One name that may be no place, or that places of many countries bear, is enough to rank candidates. It is not enough to
say whose army "the army" is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from crossbearing.resolve.gazetteer.names import key
from crossbearing.resolve.places.context import people_words
from crossbearing.resolve.places.ranking import Context
from crossbearing.resources.actors import states

__all__ = ["FAINT", "PLAIN", "backing", "doubtful_countries", "tells_of_forces"]

PLAIN = 0.6
"""Backing of a country from which a report shows it whoever publishes it: a name like Quetta or Kharkiv once."""

FAINT = 0.25
"""The same where it is not known from which country the report is published. Both tried on made-up sentences."""

_WORD = re.compile(r"[^\W\d_]+")
_FORCES = (
    r"(?:army|military|forces?|troops|soldiers|servicem[ae]n|navy|aviation|aircraft|jets?|warplanes?|helicopters?|drones?|"
    r"missiles?|artillery|border guards?|armed forces)"
)
_AS_LARGE = 0.7  # logarithm of the population by which a namesake may be smaller and still as good a guess


def backing(context: Context, country: str) -> float:
    """Return how many of a document's place names speak for a country, each by how sure it is.

    A name counts by how likely it is a place's and this country's, and shared among the countries that have one as
    large of the same name.

    Args:
        context: What the document says about where it plays.
        country: ISO 3166-1 alpha-2 code.
    """
    likely: dict[str, float] = {}
    for mention, chance in zip(context.mentions, context.likely, strict=True):
        form = key(mention.name)
        likely[form] = max(chance, likely.get(form, 0.0))
    total = 0.0
    for form, (pool, _findings, shares) in context.settled.items():
        largest: dict[str, float] = {}
        meant = 0.0
        for match, share in zip(pool.matches, shares.tolist(), strict=True):
            place = match.place
            largest[place.country] = max(place.weight, largest.get(place.country, 0.0))
            meant += share if place.country == country else 0.0
        own = largest.pop(country, None)
        if own is not None:
            rivals = sum(weight >= own - _AS_LARGE for weight in largest.values())
            total += likely.get(form, 0.0) * meant / (1 + rivals)
    return total


def doubtful_countries(context: Context, text: str, countries: Iterable[str], *, publisher: str) -> tuple[str, ...]:
    """Return those countries that nothing in a document shows to be where it plays.

    Shown is the publisher's own country, one that the text names or whose people it names, and one that its place names
    back: faintly where the publisher's country is not known, plainly where that is another.

    Args:
        context: What the document says about where it plays.
        text: Its words.
        countries: Countries that count as spoken of, ISO 3166-1 alpha-2 codes.
        publisher: The publisher's country, or empty.
    """
    asked = [code for code in countries if code != publisher]
    if not asked:
        return ()
    words = people_words()
    named = {words[word] for word in set(_WORD.findall(text)) if word in words}
    least = PLAIN if publisher else FAINT
    return tuple(
        code
        for code in asked
        if code not in named and not (code in states() and _is_named(code, text)) and backing(context, code) < least
    )


def _is_named(code: str, text: str) -> bool:
    names = (states()[code].name, *states()[code].aliases)
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)


def tells_of_forces(text: str, country: str) -> bool:
    """Return whether a text tells of the forces of a state ("Danish troops", "the Danish Air Force").

    Args:
        text: Its words.
        country: ISO 3166-1 alpha-2 code, or empty.
    """
    state = states().get(country)
    if state is None:
        return False
    words = "|".join(re.escape(word) for word in (*state.adjectives, state.name) if word)
    return (
        re.search(rf"\b(?:{words})(?:'s|\u2019s)?\s+(?:[\w-]+\s+){{0,2}}?{_FORCES}\b", text, re.IGNORECASE) is not None
    )
