"""How incidents stand to one another: parts and follow-up strikes as told, shared tolls, possible duplicates."""

from __future__ import annotations

from dataclasses import replace

from crossbearing.model.claims import Claim, EventRelation, EventRelationKind
from crossbearing.model.incidents import Incident, Membership
from crossbearing.model.relations import IncidentRelation
from crossbearing.model.values import Place, PlacePrecision, When
from crossbearing.weigh.relating import relate
from tests.invented_claims import NORTHTOWN, SOUTHTOWN, Report, case_of, clock, count, day
from tests.memory_case import MemoryCase


def incident(
    name: str,
    claims: list[Claim],
    *,
    when: When | None = None,
    where: Place | None = NORTHTOWN,
    kind: str = "air_strike",
) -> Incident:
    """Return an incident of claims."""
    members = tuple(Membership(claim.id, claim.document, 1.0, ()) for claim in claims)
    return Incident(name, f"Air strikes {name}", kind, when or day("2031-05-04"), where, members)


def struck(publisher: str, at: str, event: str = "") -> Report:
    """Return a report of a strike at a time of day."""
    return Report(publisher).says("when.start", clock(at), event=event).says("killed", count("5"), event=event)


def related(case: MemoryCase, *incidents: Incident) -> list[tuple[str, str, str, bool]]:
    """Return the relations of incidents as kind, one, other, told."""
    case.incident_list = list(incidents)
    found: tuple[IncidentRelation, ...] = relate(case)
    assert all(one.reason.endswith(".") for one in found)
    return [(one.kind.value, one.incident, one.other, one.told) for one in found]


def test_one_happening_under_two_names() -> None:
    """Two incidents of one kind, place and day that no report tells apart are possibly the same."""
    one, other = Report("Post").says("killed", count("5")), Report("Star").says("killed", count("7"))
    found = related(case_of(one, other), incident("A", one.claims), incident("B", other.claims))
    assert [(kind, told) for kind, _one, _other, told in found] == [("possible_duplicate", False)]


def test_what_a_report_tells_apart_is_no_duplicate() -> None:
    """A report that tells of both incidents has set them apart."""
    one, other = struck("Post", "10:00"), Report("Star").says("killed", count("7"))
    one.says("killed", count("9"), event="second")
    first, second = one.claims[:-1], [one.claims[-1], *other.claims]
    assert related(case_of(one, other), incident("A", first), incident("B", second)) == []


def test_other_places_and_kinds_are_no_duplicates() -> None:
    """Another town, another day, a district without a town, and a protest are something else."""
    one, other = Report("Post").says("killed", count("5")), Report("Star").says("killed", count("7"))
    case = case_of(one, other)
    district = replace(NORTHTOWN, precision=PlacePrecision.DISTRICT, radius=60_000.0)
    first = incident("A", one.claims)
    for second in (
        incident("B", other.claims, where=SOUTHTOWN),
        incident("B", other.claims, when=day("2031-05-09")),
        incident("B", other.claims, where=district),
        incident("B", other.claims, where=None),
        incident("B", other.claims, kind="protest"),
    ):
        assert related(case, first, second) == []


def test_a_second_strike_on_the_same_place_follows_up() -> None:
    """A strike on the same place forty minutes later is a follow-up strike, and no duplicate."""
    one, other = struck("Post", "10:00"), struck("Star", "10:40")
    found = related(case_of(one, other), incident("A", one.claims), incident("B", other.claims))
    assert found == [("follow_up_strike", "B", "A", False)]


def test_one_toll_for_two_incidents_is_shared() -> None:
    """A figure that is given for both incidents is shared by them and must not be added up."""
    one = Report("Post").says("killed", count("12"))
    case = case_of(one)
    found = related(case, incident("A", one.claims), incident("B", one.claims, where=SOUTHTOWN))
    assert found == [("shares_toll", "A", "B", True)]


def test_what_a_report_tells_comes_first() -> None:
    """A report that calls one strike a part of an attack elsewhere relates the two incidents in its words."""
    told = Report("Post").says("killed", count("3"), event="small").says("killed", count("30"), event="large")
    small, large = told.claims
    small = replace(
        small, event=replace(small.event, relations=(EventRelation(EventRelationKind.PART_OF, large.event.id),))
    )
    told.claims[:] = [small, large]
    found = related(case_of(told), incident("A", [small]), incident("B", [large], where=SOUTHTOWN))
    assert found == [("part_of", "A", "B", True)]


def test_an_incident_alone_stands_to_nothing() -> None:
    """One incident, and incidents without date or place, have no relations, and nothing fails over them."""
    one, other = Report("Post").says("killed", count("5")), Report("Star").says("killed", count("7"))
    case = case_of(one, other)
    bare = replace(incident("B", other.claims, where=None), when=None)
    assert related(case, incident("A", one.claims)) == []
    assert related(case, replace(incident("A", one.claims, where=None), when=None), bare) == []
