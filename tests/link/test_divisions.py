"""Reports that name a division and reports that name a place in it, as linking compares them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crossbearing.link.linking import link
from crossbearing.model.values import Place, PlaceCandidate, PlacePrecision
from tests.invented_claims import Report, case_of, count, day

BY_NAME = PlaceCandidate("t:division", "Osk", "XX", 10.0, 10.0, "province", 40_000.0, 0.0, "the division of this name")
TOWN = Place(
    "Osk", "Osk", 10.0, 10.0, 5_000.0, PlacePrecision.TOWN, country="XX", id="t:town",
    candidates=(BY_NAME,), within=("t:division",),
)  # fmt: skip
DIVISION = Place("Osk province", "Osk", 10.0, 10.0, 40_000.0, PlacePrecision.PROVINCE, country="XX", id="t:division")
MARL = Place(
    "Marl", "Marl", 11.0, 10.0, 3_000.0, PlacePrecision.TOWN, country="XX", id="t:marl", within=("t:division",)
)
ELSEWHERE = replace(MARL, within=("t:other",))


def strike(publisher: str, where: Place, killed: str) -> Report:
    """Return a report of a strike."""
    made = Report(publisher).says("where", where).says("when.start", day("2031-05-04"))
    return made.says("killed", count(killed))


@pytest.mark.parametrize(
    ("one", "other", "toll", "joined"),
    [
        (DIVISION, MARL, "14", True),
        (DIVISION, ELSEWHERE, "14", False),
        (TOWN, MARL, "14", True),
        (TOWN, MARL, "3", False),
        (TOWN, ELSEWHERE, "14", False),
        (replace(TOWN, text="the city of Osk"), MARL, "14", False),
    ],
)
def test_a_division_and_a_place_in_it(one: Place, other: Place, toll: str, *, joined: bool) -> None:
    """They may be one happening, if day and toll speak for it; a bare name rules nothing out and proves nothing."""
    found = link(case_of(strike("A", one, "14"), strike("B", other, toll))).incidents
    assert (len(found) == 1) is joined
