"""Groups join by more than one pair that happens to fit."""

from __future__ import annotations

import pytest

from crossbearing.link.strands import Strand, strands_of
from crossbearing.link.support import Support
from crossbearing.link.usual import NOTHING_USUAL
from crossbearing.model.values import Place
from tests.invented_claims import NORTHTOWN, Report, count, day, place

FARTOWN = place("Fartown", 10.0, 10.0)


def strand(publisher: str, *, on: str = "2031-05-04", where: Place = NORTHTOWN, killed: str = "7") -> Strand:
    """Return the one strand of a report of a shelling."""
    made = Report(publisher, on).says("where", where, kind="shelling").says("when.start", day(on), kind="shelling")
    made.says("killed", count(killed), kind="shelling")
    (found,) = strands_of(made.claims, publications={made.document: [made.publication]}, pinned=frozenset())
    return found


STRANDS = [
    strand("Herald"),
    strand("Gazette"),
    strand("Courier"),
    strand("Mirror", where=FARTOWN, killed="31"),
    strand("Observer", on="2031-06-20", killed="31"),
    strand("Beacon", killed="12"),
]


@pytest.mark.parametrize(
    ("mine", "theirs", "carried"),
    [
        ([0, 1], [2], True),
        ([0], [3], True),
        ([0, 3], [1], True),
        ([0, 4], [5], False),
        ([0, 1, 4], [5], True),
    ],
    ids=[
        "all alike",
        "two single reports",
        "one elsewhere, the other alike in all",
        "one on another day, the other with another toll",
        "one of three on another day",
    ],
)
def test_who_carries_a_join(mine: list[int], theirs: list[int], *, carried: bool) -> None:
    """One that does not fit is outvoted by one that fits well, or by two that fit; not by a weak one."""
    support = Support(STRANDS, NOTHING_USUAL)
    assert support.carries(mine, theirs) is carried
    assert support.carries(theirs, mine) is carried
