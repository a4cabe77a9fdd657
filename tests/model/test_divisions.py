"""Places by the divisions in which they lie: no dispute where one names a division and another a place in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crossbearing.codec.json import decode, encode
from crossbearing.model.values import Place, PlaceCandidate, PlacePrecision, PlaceRelation, PlaceRelationKind, Relation

DIVISION = Place("Osk province", "Osk", 10.0, 10.0, 40_000.0, PlacePrecision.PROVINCE, country="XX", id="t:division")
BY_NAME = PlaceCandidate("t:division", "Osk", "XX", 10.0, 10.0, "province", 40_000.0, 0.0, "the division of this name")
TOWN = Place(
    "Osk", "Osk", 10.0, 10.0, 5_000.0, PlacePrecision.TOWN, country="XX", id="t:town",
    candidates=(BY_NAME,), within=("t:division",),
)  # fmt: skip
FAR = Place("Marl", "Marl", 11.0, 10.0, 3_000.0, PlacePrecision.TOWN, country="XX", id="t:far", within=("t:division",))
ELSEWHERE = replace(FAR, id="t:elsewhere", within=("t:other",))
COUNTRY = Place("Exland", "Exland", 0.0, 0.0, 90_000.0, PlacePrecision.COUNTRY, country="XX", id="t:country")
SITE = Place("the airfield", "airfield", 10.2, 10.0, 2_000.0, PlacePrecision.SITE, country="XX", id="t:site")
NEAR_TOWN = replace(TOWN, text="near Osk", relation=PlaceRelation(PlaceRelationKind.NEAR, ("Osk",)))


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (DIVISION, FAR, Relation.OVERLAPS),
        (TOWN, FAR, Relation.OVERLAPS),
        (replace(TOWN, text="in Osk, Exland"), FAR, Relation.OVERLAPS),
        (replace(TOWN, text="the city of Osk"), FAR, Relation.CONFLICTS),
        (NEAR_TOWN, FAR, Relation.CONFLICTS),
        (TOWN, ELSEWHERE, Relation.CONFLICTS),
        (DIVISION, ELSEWHERE, Relation.CONFLICTS),
        (replace(TOWN, candidates=()), FAR, Relation.CONFLICTS),
        (TOWN, SITE, Relation.OVERLAPS),
        (TOWN, replace(SITE, latitude=10.6), Relation.CONFLICTS),
        (TOWN, replace(SITE, country="YY"), Relation.CONFLICTS),
        (replace(TOWN, text="the city of Osk"), SITE, Relation.CONFLICTS),
        (COUNTRY, FAR, Relation.OVERLAPS),
        (COUNTRY, replace(FAR, country="YY"), Relation.CONFLICTS),
    ],
)
def test_divisions(one: Place, other: Place, relation: Relation) -> None:
    """What lies in a division, or in the one that a bare name may mean, fits it; either way round, with one reason."""
    there, back = one.compare(other), other.compare(one)
    assert there.relation is relation
    assert back.relation is relation
    assert there.reason == back.reason


def test_divisions_are_stored() -> None:
    """The divisions of a place come back from storage, and a place without any is written as before."""
    assert decode(encode(FAR)) == FAR
    assert b"within" not in encode(DIVISION)
