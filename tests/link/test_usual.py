"""What is usual in a case: places told of every other day, a kind that most reports tell."""

from __future__ import annotations

from datetime import date, timedelta

from crossbearing.link.comparisons import COMPARISONS
from crossbearing.link.pair import Pair
from crossbearing.link.strands import Strand, strands_of
from crossbearing.link.usual import NOTHING_USUAL, usual_in
from crossbearing.model.values import Place
from tests.invented_claims import NORTHTOWN, Report, case_of, count, day, place

BEGIN = date(2031, 5, 1)
FARTOWN = place("Fartown", 10.0, 10.0)


def strands(*, reports: int, days: int, where: Place = NORTHTOWN, kind: str = "shelling") -> list[Strand]:
    """Return the strands of reports from one place that tell of so many days."""
    made = []
    for number in range(reports):
        on = str(BEGIN + timedelta(days=2 * (number % days)))
        one = Report(f"Outlet {number}", on).says("where", where, kind=kind).says("when.start", day(on), kind=kind)
        made.append(one.says("killed", count(str(number % days + 3)), kind=kind))
    case = case_of(*made)
    return strands_of(
        case.claim_list, publications={one.document: [one] for one in case.publication_list}, pinned=frozenset()
    )


def held(one: Strand, other: Strand, among: list[Strand]) -> set[str]:
    """Return the names of the comparisons that hold of two strands among others."""
    pair = Pair(one, other, usual_in(among))
    return {comparison.name for comparison in COMPARISONS if comparison.holds(pair)}


def test_a_place_shelled_every_other_day() -> None:
    """There, that two reports name it says little."""
    found = strands(reports=40, days=20)
    one, other, *_others = (strand for strand in found if strand.published == BEGIN)
    assert {"same_place", "busy_place"} <= held(one, other, found)


def test_many_reports_of_few_days() -> None:
    """However many tell of it, one happening makes no place busy: not even with a day misread here and there."""
    found = strands(reports=60, days=12)
    one, other, *_others = (strand for strand in found if strand.published == BEGIN)
    assert "busy_place" not in held(one, other, found)
    assert "same_place" in held(one, other, found)


def test_the_place_beside_it() -> None:
    """A place is busy by itself, not by its case."""
    busy, quiet = strands(reports=20, days=20), strands(reports=2, days=1, where=FARTOWN)
    assert "busy_place" not in held(quiet[0], quiet[1], [*busy, *quiet])


def test_the_kind_that_most_tell() -> None:
    """Where nearly all reports tell of shellings, that two of them do says nothing; another kind does."""
    many = strands(reports=120, days=40)
    few = strands(reports=2, days=1, where=FARTOWN, kind="abduction")
    assert {"same_kind", "usual_kind"} <= held(many[0], many[40], [*many, *few])
    assert "usual_kind" not in held(few[0], few[1], [*many, *few])


def test_small_cases_have_nothing_usual() -> None:
    """A handful of reports on one incident share its kind and its place because it is one."""
    assert usual_in(strands(reports=9, days=9)) == NOTHING_USUAL
