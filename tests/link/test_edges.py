"""Which edges are drawn between who carries and who is carried, and which are not."""

from __future__ import annotations

import pytest

from crossbearing.link.chains import Chains
from crossbearing.link.linking import link
from crossbearing.model.incidents import CarryReason, who_carries_whom
from crossbearing.resources.bodies import known_bodies
from tests.invented_claims import Report, case_of, count
from tests.link.test_origins import report


def told(publisher: str, *chain: str) -> Report:
    """Return a report with a number of killed and wounded."""
    return report(publisher).says("wounded", count("31"), *chain).says("killed", count("14"), *chain)


def edges(*reports: Report) -> set[tuple[str, str, CarryReason]]:
    """Link reports and return the edges as carrier, carried and reason."""
    return {(one.carrier, one.carried, one.reason) for one in who_carries_whom(link(case_of(*reports)).origins)}


def test_an_echo_draws_an_edge_to_the_only_report_it_can_mean() -> None:
    """Two figures alike with one report draw an edge to it; alike with two outlets they draw none."""
    first, second, later = told("Post", "Council of Northtown"), told("Star", "Council of Northtown"), told("Sun")
    assert ("Sun", "Post", CarryReason.ECHOES) in edges(first, later)
    assert not any(reason is CarryReason.ECHOES for _, _, reason in edges(first, second, later))


def test_an_echo_tells_of_figures_alone() -> None:
    """What all reports tell, such as the day, is not suspected to come from whoever has two figures alike."""
    first, later = told("Post", "Council of Northtown"), told("Sun")
    when = [one for one in link(case_of(first, later)).origins if one.slot == "when.start"]
    assert {origin.family for origin in when} == {""}


def test_a_body_named_in_the_text_is_carried_and_not_who_quotes_it_elsewhere() -> None:
    """A report that names a council in its text carries the council, not the paper that quotes the council."""
    first = report("Post").says("killed", count("14"), "Northtown Council")
    later = report("Sun").says("killed", count("14")).reads("The Northtown Council met in the town hall afterwards.")
    found = edges(first, later)
    assert ("Sun", "Northtown Council", CarryReason.NAMES) in found
    assert not any(carried == "Post" for _, carried, _ in found)


@pytest.mark.parametrize(("credit", "drawn"), [("(Beta Press, Alpha News)", False), ("(Gamma News)", True)])
def test_a_credit_line_in_another_order_is_the_same(credit: str, drawn: bool) -> None:
    """A credit line with the agencies of the dateline, in whatever order, draws no second edge."""
    one = Report("Sun", credit=credit).says("killed", count("14"), "Alpha News/Beta Press")
    assert any(reason is CarryReason.CREDITS for _, _, reason in edges(one)) is drawn


@pytest.mark.parametrize(
    ("kind", "name", "own"),
    [
        ("military", "spokesman", True),
        ("military", "This bulletin", True),
        ("military", "the crews", True),
        ("military", "Major General Harm Muster", True),
        ("military", "witnesses", False),
        ("military", "Norwegian army", False),
        ("military", "Harm Muster", False),
        ("newspaper", "spokesman", False),
    ],
)
def test_who_speaks_for_the_party_that_publishes(kind: str, name: str, own: bool) -> None:
    """A spokesman, a bulletin or a general in a party's own publication is the party; others are who they are."""
    made = report("Danish Defence Command", kind=kind).says("killed", count("14"), name)
    chain = Chains(known_bodies(), [made.publication]).read(made.claims[-1], made.publication)
    source = chain.source
    assert (source is not None and source.family == "state:DK" and len(chain.bodies) == 1) is own
