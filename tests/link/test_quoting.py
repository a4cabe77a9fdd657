"""Quotation chains over several reports, circles, names in the text, and the graph of who carries whom."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from crossbearing.link.linking import link
from crossbearing.model.claims import Basis
from crossbearing.model.incidents import Carry, CarryReason, Certainty, Origin, Upstream, who_carries_whom
from tests.invented_claims import NORTHTOWN, Report, case_of, count, day
from tests.memory_case import MemoryCase

FILLER = (
    "The market street was closed until the evening. Teachers met in the school. A ferry carried flour to the far bank."
)


def report(
    publisher: str,
    *chain: str,
    killed: str = "14",
    on: str = "2031-05-05",
    kind: str = "newspaper",
    basis: Basis = Basis.UNKNOWN,
) -> Report:
    """Return a report of one strike with its dead."""
    made = Report(publisher, on, kind=kind).says("where", NORTHTOWN).says("when.start", day("2031-05-04"))
    return made.says("killed", count(killed), *chain, basis=basis)


def origins(case: MemoryCase) -> list[Origin]:
    """Return the origins of the dead."""
    return [origin for origin in link(case).origins if origin.slot == "killed"]


def upstream(case: MemoryCase, publisher: str) -> tuple[Upstream, str]:
    """Return what the count of an outlet rests on, and the family."""
    documents = {one.publisher: one.document for one in case.publication_list}
    claims = {claim.id for claim in case.claim_list if claim.document == documents[publisher]}
    ((found, family),) = [
        (one, origin.family) for origin in origins(case) for one in origin.links if one.claim in claims
    ]
    return found, family


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_x_quotes_y_who_quotes_z(order: tuple[int, ...]) -> None:
    """The Herald quotes the Beta Post; another report says whose figure the Beta Post gives: in any order of dates."""
    dates = [f"2031-05-{5 + place:02d}" for place in order]
    case = case_of(
        report("Herald", "Beta Post", on=dates[0]),
        report("Gamma News", "Beta Post", "River Watch", on=dates[1]),
        report("Beta Post", on=dates[2]),
    )
    found, family = upstream(case, "Herald")
    assert (family, found.certainty, found.stated) == ("River Watch", Certainty.CARRIED_OVER, False)
    assert found.reasons == ("quotes Beta Post, which has this answer from River Watch, as stated in Gamma News",)
    found, family = upstream(case, "Beta Post")
    assert (family, found.certainty) == ("River Watch", Certainty.CARRIED_OVER)
    assert found.reasons == ("has this answer from River Watch, as stated in Gamma News",)


def test_a_chain_of_three_outlets() -> None:
    """Each step may be told by another report."""
    case = case_of(
        report("Herald", "Beta Post"),
        report("Gamma News", "Beta Post", "Delta Radio"),
        report("Plain Times", "Delta Radio", "River Watch"),
    )
    found, family = upstream(case, "Herald")
    assert family == "River Watch"
    assert found.reasons[0].count("which has this answer from") == 2


def test_two_ends_decide_nothing() -> None:
    """Where one report has it that the Beta Post relies on one body and another on another, neither is taken."""
    case = case_of(
        report("Herald", "Beta Post"),
        report("Gamma News", "Beta Post", "River Watch"),
        report("Delta Radio", "Beta Post", "Hill Council"),
    )
    found, family = upstream(case, "Herald")
    assert not family
    assert found.certainty is not Certainty.CARRIED_OVER


def test_another_answer_is_no_chain() -> None:
    """That the Beta Post has one figure from River Watch says nothing of its other figures."""
    case = case_of(report("Herald", "Beta Post", killed="21"), report("Gamma News", "Beta Post", "River Watch"))
    assert upstream(case, "Herald")[1] == ""


def test_two_that_quote_one_outlet_share_an_unknown_origin() -> None:
    """Nobody knows whose figure the Beta Post gives; that it is one origin is suspected all the same."""
    case = case_of(report("Herald", "Beta Post"), report("Gamma News", "Beta Post"), report("Far Daily"))
    found = {frozenset(origin.claims): origin for origin in origins(case)}
    (shared,) = [origin for claims, origin in found.items() if len(claims) == 2]
    assert not shared.family
    assert shared.certainty is Certainty.SUSPECTED
    assert any("quotes Beta Post" in reason for reason in shared.reasons)


@pytest.mark.parametrize("size", [2, 3, 5])
def test_a_circle_ends_in_one_unknown_origin(size: int) -> None:
    """Outlets that quote one another in a circle share one origin that is nobody's, and are told so."""
    names = ["Alpha Radio", "Beta Post", "Gamma News", "Delta Daily", "Omega Times"][:size]
    case = case_of(
        *[report(name, names[(place + 1) % size]) for place, name in enumerate(names)],
        report("Herald", "Alpha Radio"),
        report("Far Weekly"),
    )
    found = [origin for origin in origins(case) if len(origin.claims) > 1]
    (circle,) = found
    assert len(circle.claims) == size + 1, "who quotes one of them is in it too"
    assert (circle.family, circle.certainty) == ("", Certainty.SUSPECTED)
    assert any("a circle in which nobody is named" in reason for reason in circle.reasons)
    round_about = {(edge.carrier, edge.carried) for edge in circle.carries if edge.circular}
    assert {(name, names[(place + 1) % size]) for place, name in enumerate(names)} <= round_about


def test_a_circle_with_a_way_out_is_none() -> None:
    """If one of the circle also names a body, that is where all of it comes from."""
    case = case_of(
        report("Alpha Radio", "Beta Post"),
        report("Beta Post", "Alpha Radio"),
        report("Gamma News", "Beta Post", "River Watch"),
    )
    assert {origin.family for origin in origins(case)} == {"River Watch"}


def test_a_name_in_the_text() -> None:
    """A bulletin that names the agency once, and gives its figure without a source, is suspected to have it from it."""
    bulletin = report("Steppe Radio", on="2031-05-06").reads(f"So Southland Press has it. Fourteen are dead. {FILLER}")
    case = case_of(report("Southland Press", "District Council", kind="news_agency"), bulletin)
    found, family = upstream(case, "Steppe Radio")
    assert (family, found.certainty) == ("District Council", Certainty.SUSPECTED)
    assert found.reasons == ("names Southland Press in its text, which names District Council for the same answer",)


@pytest.mark.parametrize(
    ("killed", "words"),
    [
        ("15", "So Southland Press has it."),
        ("14", "So the Southland has it, and the press too."),
        ("1", "So Southland Press has it."),
    ],
)
def test_a_name_alone_ties_nothing(killed: str, words: str) -> None:
    """Another figure, other words, or an answer that chance gives: the name in the text proves nothing."""
    agency = report("Southland Press", "District Council", kind="news_agency", killed="1" if killed == "1" else "14")
    case = case_of(agency, report("Steppe Radio", killed=killed, on="2031-05-06").reads(f"{words} {FILLER}"))
    assert upstream(case, "Steppe Radio")[1] == ""


def test_a_body_in_the_text() -> None:
    """What the named body says elsewhere, a report that names it in its text may have from it."""
    toll = report("Lake Radio", on="2031-05-06").reads(
        f"The toll stands at fourteen. The figure comes from the District Council, whose men counted. {FILLER}"
    )
    assert upstream(case_of(report("Southland Press", "District Council"), toll), "Lake Radio")[1] == "District Council"


def test_state_media() -> None:
    """A state's medium that names nobody is suspected to speak for the state whose body others name for the answer."""
    medium = report("National Agency", kind="state_media", on="2031-05-04")
    medium.publication = replace(medium.publication, country="DK")
    case = case_of(medium, report("Herald", "Danish army"), report("Gamma News", "State media"))
    assert upstream(case, "National Agency")[1] == "Danish state bodies"
    assert upstream(case, "Gamma News")[1] == "Danish state bodies"


def test_an_office_without_its_state() -> None:
    """The military of one report is that of the only state whose body others name for the same answer."""
    case = case_of(report("Herald", "the military"), report("Gamma News", "Danish general staff"))
    assert upstream(case, "Herald")[1] == "Danish state bodies"
    case.add(case_of(report("Delta Radio", "Norwegian army")))
    assert upstream(case, "Herald")[1] == "the military", "one of two states: left open"


def test_the_graph() -> None:
    """Edges name carrier and carried, how it is known, what shows it and since when; equal ones are one."""
    wire = report("Southland Press", "District Council", on="2031-05-05")
    herald = report("Herald", "Southland Press", "District Council", on="2031-05-06").says(
        "wounded", count("31"), "Southland Press"
    )
    case = case_of(wire, herald)
    graph = who_carries_whom(link(case).origins)
    edges = {(edge.carrier, edge.carried): edge for edge in graph}
    assert set(edges) == {("Southland Press", "District Council"), ("Herald", "Southland Press")}
    quoted = edges["Herald", "Southland Press"]
    assert quoted.reason is CarryReason.QUOTES
    assert len(quoted.claims) == 2
    assert quoted.documents == (herald.document,)
    assert quoted.since == "2031-05-06"
    assert len(edges["Southland Press", "District Council"].claims) == 2
    assert edges["Southland Press", "District Council"].since == "2031-05-05"
    assert not any(edge.circular for edge in graph)


def test_edges_of_several_origins_are_one() -> None:
    """The same two names with the same reason are one edge, first seen when the first of them was."""
    one = Carry("A", "B", CarryReason.COPIES, ("d1",), ("c1",), "2031-05-06")
    other = Carry("A", "B", CarryReason.COPIES, ("d1",), ("c2",), "2031-05-05", circular=True)
    third = Carry("A", "B", CarryReason.ECHOES, ("d1",), ("c2",))
    made = [
        Origin(f"o{n}", "", (), "killed", "", Certainty.NONE, (), (), carries=(edge,))
        for n, edge in enumerate((one, other, third))
    ]
    both, echo = who_carries_whom(made)
    assert both == Carry("A", "B", CarryReason.COPIES, ("d1",), ("c1", "c2"), "2031-05-05", circular=True)
    assert echo == third


def test_a_report_that_has_another_figure_from_the_named_body() -> None:
    """The police put the dead at nine; the paper's own fourteen is not theirs, though another report has it so."""
    paper = report("Lake Radio", on="2031-05-06").says("killed", count("9"), "District Council")
    paper.reads(f"The District Council put the dead at nine. At the ferry fourteen were counted. {FILLER}")
    case = case_of(report("Southland Press", "District Council"), paper)
    own = paper.claims[2].id
    (family,) = [origin.family for origin in origins(case) if own in origin.claims]
    assert not family


def test_what_a_report_saw_for_itself() -> None:
    """A reporter who counted the graves has the number from himself, whoever else he names."""
    paper = report("Lake Radio", on="2031-05-06", basis=Basis.SAW)
    paper.reads(f"We counted fourteen graves. The District Council was closed. {FILLER}")
    assert upstream(case_of(report("Southland Press", "District Council"), paper), "Lake Radio")[1] == "Lake Radio"
