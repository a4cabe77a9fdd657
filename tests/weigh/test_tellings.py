"""Reports that tell the happening as another kind give a rival account of it, and no happening beside it."""

from __future__ import annotations

import pytest

from crossbearing.link.linking import link
from crossbearing.model.incidents import Incident
from crossbearing.model.values import TextValue
from crossbearing.weigh.tellings import with_rival_tellings
from tests.invented_claims import NORTHTOWN, SOUTHTOWN, Report, case_of, count, day


def linked(*reports: Report) -> tuple[Incident, set[str]]:
    """Return the incident after rival tellings, and the kinds that are still told as happenings around it."""
    case = case_of(*reports)
    case.with_links(link(case))
    (incident,) = [one for one in case.incident_list if one.type == "drone_strike"]
    kinds = {claim.id: claim.event.type for claim in case.claim_list}
    found = with_rival_tellings(incident, case.claim_list)
    return found, {kinds[member.claim] for member in found.members if member.related}


def telling(publisher: str, kind: str, *, where: object = NORTHTOWN, on: str = "2031-05-04", event: str = "") -> Report:
    """Return a report of a strike on the market of Northtown, told as one kind of happening."""
    told = Report(publisher, "2031-05-05")
    for slot, value in (("where", where), ("when.start", day(on)), ("struck", TextValue("the market"))):
        told.says(slot, value, f"Council {publisher}", kind=kind, event=event)  # type: ignore[arg-type]
    return told.says("killed", count("40"), f"Council {publisher}", kind=kind, event=event)


def test_artillery_instead_of_a_drone_is_a_rival_account() -> None:
    """A report that tells the strike of that day and place as shelling answers the same questions as the others."""
    _incident, around = linked(
        telling("Post", "drone_strike"), telling("Star", "drone_strike"), telling("Sun", "shelling")
    )
    assert around == set()


def test_what_a_report_tells_beside_the_happening_stays_apart() -> None:
    """Where one report tells both, the assault is a happening of its own, in the other reports too."""
    both = telling("Post", "drone_strike", event="a")
    both.says("killed", count("12"), "Council Post", kind="ground_assault", event="b")
    _incident, around = linked(both, telling("Star", "drone_strike"), telling("Sun", "ground_assault"))
    assert around <= {"ground_assault"}


@pytest.mark.parametrize(
    "other", [telling("Sun", "ground_assault", on="2031-05-06"), telling("Sun", "ground_assault", where=SOUTHTOWN)]
)
def test_another_day_or_place_is_no_rival_account(other: Report) -> None:
    """Only of the same day and place is a report of another kind taken for an account of the happening."""
    incident, _around = linked(telling("Post", "drone_strike"), telling("Star", "drone_strike"))
    case = case_of(other)
    members = tuple(
        type(incident.members[0])(one.id, one.document, 1.0, (), related="ground_assault") for one in case.claim_list
    )
    own = case_of(telling("Post", "drone_strike"), telling("Star", "drone_strike")).claim_list
    whole = Incident(
        incident.id, incident.title, incident.type, incident.when, incident.where, (*incident.members, *members)
    )
    struck_elsewhere = [claim for claim in case.claim_list if claim.slot != "struck"]
    found = with_rival_tellings(whole, [*own, *struck_elsewhere])
    assert {one.related for one in found.members if one.document == other.document} == {"ground_assault"}


def test_a_whole_incident_is_handed_back_as_it_is() -> None:
    """Where nothing is told around it, nothing changes."""
    incident, _around = linked(telling("Post", "drone_strike"), telling("Star", "drone_strike"))
    assert with_rival_tellings(incident, ()) is incident
