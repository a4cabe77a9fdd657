"""Whose army "the army" is: only on evidence of the report itself."""

from __future__ import annotations

import pytest

from crossbearing.resolve.actors.matcher import ActorMatcher, Surroundings
from crossbearing.resolve.gazetteer import Gazetteer
from crossbearing.resolve.places.backing import doubtful_countries
from crossbearing.resolve.places.context import read_context

_MATCHER = ActorMatcher()


@pytest.mark.parametrize(
    ("words", "publisher", "name", "actor"),
    [
        # Names of places that are plain, whoever publishes.
        ("A blast in Quetta killed 12 people, police said.", "GB", "police", "pakistan-police"),
        ("Shells hit Kharkiv, the army said.", "", "the army", "ukraine-military"),
        ("Three died in an encounter in Kupwara, the Army said.", "IN", "the Army", "india-military"),
        # A word that may be no place, or be elsewhere, in a report from another country.
        ("Two died near the Bandi bridge in Kangar on Monday, the Army said.", "IN", "the Army", ""),
        ("Five were shot at the El Carmen farm on Sunday, police said.", "CO", "police", ""),
        ("Gunmen killed five in Santa Rosa on Tuesday, police said.", "", "police", ""),
        # The state or its people named in the report.
        ("Two Malaysian farmers died in Kangar, the army said.", "IN", "the army", "malaysia-military"),
        ("Malaysia mourns: two died in Kangar, the army said.", "IN", "the army", "malaysia-military"),
    ],
)
def test_an_office_without_its_state(gazetteer: Gazetteer, words: str, publisher: str, name: str, actor: str) -> None:
    """An office is given a state that the report shows, by its publisher, its words or its places, else none."""
    context = read_context(gazetteer, words, publisher=publisher)
    doubtful = doubtful_countries(context, words, context.where, publisher=publisher)
    around = Surroundings(tuple(context.where.items()), doubtful=doubtful)
    found = _MATCHER.match(name, around)
    assert found.actor == actor
    assert found.reason
