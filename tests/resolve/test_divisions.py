"""Towns whose division bears their name: who says the one and who says a place in the other need not differ."""

from __future__ import annotations

import pytest

from crossbearing.model.values import Place, PlacePrecision, Relation
from crossbearing.resolve.gazetteer import Gazetteer
from crossbearing.resolve.places.context import read_context
from crossbearing.resolve.places.resolver import PlaceResolver

NAMESAKES = (
    ("Saada", "Razih", "Yemen", "province"),
    ("Taiz", "Mocha", "Yemen", "governorate"),
    ("Idlib", "Khan Shaykhun", "Syria", "governorate"),
    ("Homs", "Palmyra", "Syria", "governorate"),
    ("Aleppo", "Manbij", "Syria", "province"),
    ("Deir ez-Zor", "Abu Kamal", "Syria", "province"),
    ("Basra", "Al-Qurnah", "Iraq", "province"),
    ("Kandahar", "Spin Boldak", "Afghanistan", "province"),
    ("Kharkiv", "Izium", "Ukraine", "oblast"),
    ("Zaporizhzhia", "Melitopol", "Ukraine", "oblast"),
    ("Arauca", "Saravena", "Colombia", "province"),
    ("Garissa", "Dadaab", "Kenya", "province"),
    ("Nampula", "Nacala", "Mozambique", "province"),
    ("Kano", "Wudil", "Nigeria", "province"),
)


def resolved(gazetteer: Gazetteer, text: str, name: str, town: str, country: str) -> Place:
    """Return a place of a report that names a town and its division."""
    around = read_context(gazetteer, f"The governor of {name} spoke in {country}. Shells hit {town}, {country}.")
    return PlaceResolver(gazetteer).resolve(Place(text), around)


@pytest.mark.parametrize(("name", "town", "country", "word"), NAMESAKES, ids=[row[0] for row in NAMESAKES])
def test_a_town_of_the_division_of_that_name(
    gazetteer: Gazetteer, name: str, town: str, country: str, word: str
) -> None:
    """The bare name and the division fit a place in it, either way round; the town as a town does not."""
    bare, division, city, inner = (
        resolved(gazetteer, text, name, town, country) for text in (name, f"{name} {word}", f"the city of {name}", town)
    )
    assert division.precision is PlacePrecision.PROVINCE
    assert division.id in inner.within
    assert division.id in {found.id for found in bare.namesakes}
    for wide in (bare, division):
        assert wide.compare(inner).relation is not Relation.CONFLICTS
        assert inner.compare(wide).relation is not Relation.CONFLICTS
    assert city.compare(inner).relation is Relation.CONFLICTS


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("Homs", "Manbij", "Syria"),
        ("Idlib", "Aleppo", "Syria"),
        ("Kharkiv", "Melitopol", "Ukraine"),
        ("Taiz", "Razih", "Yemen"),
    ],
)
def test_places_of_other_divisions_stay_apart(gazetteer: Gazetteer, one: str, other: str, country: str) -> None:
    """A bare name fits nothing in another division."""
    here, there = (resolved(gazetteer, text, one, other, country) for text in (one, other))
    assert here.compare(there).relation is Relation.CONFLICTS
