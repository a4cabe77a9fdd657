"""Reports that give several telling answers alike without naming anybody are suspected to share what they rest on."""

from __future__ import annotations

import pytest

from crossbearing.model.incidents import Certainty
from crossbearing.resources.bodies import known_bodies
from tests.invented_claims import Report, case_of, count
from tests.link.test_origins import origins, report, upstream_of


def told(publisher: str, killed: str, wounded: str, *chain: str) -> Report:
    """Return a report with a number of killed and wounded, its last claim the number of killed."""
    return report(publisher).says("wounded", count(wounded), *chain).says("killed", count(killed), *chain)


def test_two_figures_alike_are_an_echo() -> None:
    """Who names nobody and gives the same killed and wounded is suspected to rest on who was named elsewhere."""
    later = told("Star", "14", "31")
    upstream, family = upstream_of(later, case_of(told("Post", "14", "31", "Council of Northtown"), later))
    assert (upstream.certainty, family) == (Certainty.SUSPECTED, "Council of Northtown")
    assert not upstream.stated
    assert any("14 (killed)" in reason for reason in upstream.reasons)


@pytest.mark.parametrize(
    ("killed", "wounded"),
    [("14", "30"), ("13", "31"), (">=14", "dozens")],
)
def test_one_figure_alike_is_chance(killed: str, wounded: str) -> None:
    """One figure in common shows nothing: the second report keeps no origin."""
    later = told("Star", killed, wounded)
    upstream, family = upstream_of(later, case_of(told("Post", "14", "31", "Council of Northtown"), later))
    assert (upstream.certainty, family) == (Certainty.NONE, "")


def test_who_counts_for_itself_stays_apart() -> None:
    """Two bodies that are both named stay two, though all their figures are alike."""
    case = case_of(told("Post", "14", "31", "Council of Northtown"), told("Star", "14", "31", "River Hospital"))
    assert {origin.family for origin in origins(case)} == {"Council of Northtown", "River Hospital"}


def test_an_unknown_origin_may_be_shared() -> None:
    """Two reports that name nobody for the same two figures share a suspected origin without a name."""
    case = case_of(told("Post", "14", "31"), told("Star", "14", "31"), told("Sun", "14", "20"))
    shared = {(len(origin.claims), origin.certainty, origin.family) for origin in origins(case)}
    assert shared == {(2, Certainty.SUSPECTED, ""), (1, Certainty.NONE, "")}


def test_a_short_name_is_the_long_one() -> None:
    """Police in one report and the police command in another are one family for the answer they both give."""
    case = case_of(
        report("Post").says("killed", count("14"), "Northtown Police Command"),
        report("Star").says("killed", count("14"), "Northtown Police"),
    )
    assert len(origins(case)) == 1


def test_a_short_name_of_two_long_ones_is_neither() -> None:
    """A name that fits two bodies of the answer joins none of them."""
    case = case_of(
        report("Post").says("killed", count("14"), "Northtown Council Board"),
        report("Sun").says("killed", count("14"), "Northtown Council Office"),
        report("Star").says("killed", count("14"), "Northtown Council"),
    )
    assert len(origins(case)) == 3


@pytest.mark.parametrize(
    ("name", "country", "family"),
    [
        ("general staff", "ML", "state:ML"),
        ("General staff, communiqué", "ML", "state:ML"),
        ("Foreign Ministry", "RU", "state:RU"),
        ("general staff", "", None),
        ("general staff", "ZZ", None),
    ],
)
def test_offices_of_a_state(name: str, country: str, family: str | None) -> None:
    """An office named without its state is that of the state told, and of none where none is told."""
    found = known_bodies().office(name, country)
    assert (found.family if found is not None else None) == family
