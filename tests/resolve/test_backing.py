"""Whose army "the army" is: only on evidence of the report itself."""

from __future__ import annotations

import pytest

from crossbearing.resolve.actors.matcher import ActorMatcher, Surroundings
from crossbearing.resolve.gazetteer import Gazetteer
from crossbearing.resolve.places.backing import doubtful_countries, tells_of_forces
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


@pytest.mark.parametrize(
    ("words", "publisher", "actor"),
    [
        ("Russian aircraft struck Ukrainian soldiers near Kharkiv, the Defence Ministry said.", "RU", ""),
        ("Shells hit Kharkiv and Sumy, the Defence Ministry said.", "RU", "ukraine-defence-ministry"),
        ("Shells hit Kharkiv and Sumy, the Defence Ministry said.", "", "ukraine-defence-ministry"),
    ],
)
def test_an_office_in_the_press_of_a_party(gazetteer: Gazetteer, words: str, publisher: str, actor: str) -> None:
    """Where a report tells of the forces of the state it is published in, an office is not taken for the other's."""
    context = read_context(gazetteer, words, publisher="")
    party = publisher if tells_of_forces(words, publisher) else ""
    found = _MATCHER.match("Defence Ministry", Surroundings(tuple(context.where.items()), party=party))
    assert found.actor == actor


@pytest.mark.parametrize("name", ["Danish doctors", "Danish activists", "Danish volunteers"])
def test_people_of_a_country_are_no_body_of_its_state(name: str) -> None:
    """Doctors, activists and volunteers of a country speak for themselves."""
    assert _MATCHER.match(name, Surroundings((("DK", 0.9),))).actor == ""


def test_a_region_that_bears_another_countrys_name() -> None:
    """A body of Niger State is one of Nigeria."""
    assert _MATCHER.match("Niger State Police Command", Surroundings()).actor.startswith("nigeria")
