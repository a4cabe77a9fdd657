"""Times as TIMEX3 and places in the precision scales of other data sets."""

from __future__ import annotations

import pytest

from crossbearing.model.values import (
    Duration,
    Place,
    PlaceCandidate,
    PlacePrecision,
    PlaceRelation,
    PlaceRelationKind,
    TimePrecision,
    When,
)
from crossbearing.resolve.places.levels import PrecisionLevels, precision_levels
from crossbearing.resolve.times import published_on, read_when
from crossbearing.resolve.times.timex import Timex, timex3


@pytest.mark.parametrize(
    ("words", "published", "timex"),
    [
        ("17 September 2016", "", Timex("DATE", "2016-09-17")),
        ("17 September", "", Timex("DATE", "XXXX-09-17")),
        ("17:00 on 17 September 2016", "", Timex("TIME", "2016-09-17T17:00")),
        ("around 17:00 GMT on 17 September 2016", "", Timex("TIME", "2016-09-17T17:00Z", "APPROX")),
        ("between 17:00 and 17:50 on 17 September 2016", "", Timex("TIME", "2016-09-17T17:00/2016-09-17T17:50")),
        ("Saturday morning", "2016-09-19", Timex("TIME", "2016-09-17TMO")),
        ("Friday night", "2016-09-19", Timex("TIME", "2016-09-16TNI")),
        ("last week", "2016-09-19", Timex("DATE", "2016-W37")),
        ("September 2016", "", Timex("DATE", "2016-09")),
        ("in 2016", "", Timex("DATE", "2016")),
        ("summer 2014", "", Timex("DATE", "2014-SU")),
        ("since Monday", "2016-09-20", Timex("DATE", "2016-09-19", "AFTER")),
        ("two days before the strike", "2016-09-20", Timex("DATE", "XXXX-XX-XX", "", "the strike")),
    ],
)
def test_times(words: str, published: str, timex: Timex) -> None:
    """What is read is written as TIMEX3 with the grain, the range and the doubt that it has."""
    assert timex3(read_when(words, published_on(published))) == timex


def test_times_of_day_and_lengths() -> None:
    """A clock time without a day keeps the day open; lengths keep their bounds."""
    assert timex3(When("x", precision=TimePrecision.MINUTE, clock=(690, 690))).value == "XXXX-XX-XXT11:30"
    assert timex3(Duration("an hour", 3600, 3600, about=True)) == Timex("DURATION", "PT1H", "APPROX")
    assert timex3(Duration("up to two days", 0, 172800)) == Timex("DURATION", "P2D", "EQUAL_OR_LESS")
    assert timex3(Duration("90 s at least", 90, None)) == Timex("DURATION", "PT1M30S", "EQUAL_OR_MORE")
    assert timex3(Duration("hours", vague=True)).value == "PTXH"
    assert timex3(Duration("a while", vague=True)).value == "PXX"


def _place(precision: PlacePrecision, relation: PlaceRelationKind | None = None, **more: object) -> Place:
    candidate = PlaceCandidate("", "X", "", 35.0, 40.0, str(more.pop("kind", "city")), 1000.0, 1.0, "")
    related = PlaceRelation(relation, ("X",)) if relation is not None else None
    fields: dict = {"country": "SY", "radius": 1000.0, **more}
    return Place("x", latitude=35.0, longitude=40.0, precision=precision, relation=related, candidates=(candidate,),
                 **fields)  # fmt: skip


@pytest.mark.parametrize(
    ("place", "acled", "ucdp"),
    [
        (_place(PlacePrecision.TOWN), 1, 1),
        (_place(PlacePrecision.NEAR_TOWN), 2, 2),
        (_place(PlacePrecision.NEAR_TOWN, radius=40_000.0), 2, 3),
        (_place(PlacePrecision.NEAR_TOWN, PlaceRelationKind.BETWEEN), 2, 5),
        (_place(PlacePrecision.PROVINCE), 3, 4),
        (_place(PlacePrecision.COUNTRY), None, 6),
        (_place(PlacePrecision.REGION, kind="sea", country=""), None, 7),
    ],
)
def test_precision_levels(place: Place, acled: int | None, ucdp: int | None) -> None:
    """Each precision has its level in the scales of ACLED and UCDP."""
    levels = precision_levels(place)
    assert (levels.acled, levels.ucdp) == (acled, ucdp)


def test_places_not_located_have_no_level() -> None:
    """Where nothing is known, no scale has a level."""
    assert precision_levels(Place("somewhere")) == PrecisionLevels(None, None, "")
