"""Bad input: floods, endless round-ups, claims without day or place, circles, quarrels, retractions."""

from __future__ import annotations

import time

import pytest

from crossbearing.link.linking import link
from crossbearing.model.actors import Stance
from crossbearing.model.findings import Finding, Verdict
from crossbearing.model.incidents import Certainty, Incident, Origin
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.weigh.weighing import Weighing
from tests.invented_claims import NORTHTOWN, Report, case_of, count, day, place
from tests.memory_case import MemoryCase

TEXT = (
    "Shells hit the Vardan mill near Oskelu on Sunday, the council said, and the miller's cart stood burning in the "
    "yard while neighbours formed a chain with buckets. Nine were killed. The bridge to Timras was closed until noon."
)


def strike(publisher: str, *chain: str, killed: str = "9", published: str = "2031-05-04", name: str = "") -> Report:
    """Return a report of one strike with its dead."""
    made = Report(publisher, published, name=name).says("where", NORTHTOWN).says("when.start", day("2031-05-04"))
    return made.says("killed", count(killed), *chain)


def linked(case: MemoryCase) -> tuple[Incident, ...]:
    """Link a case and return its incidents."""
    found = link(case)
    case.with_links(found)
    return found.incidents


def killed(case: MemoryCase) -> tuple[list[Origin], Finding]:
    """Link and weigh a case of one incident, and return origins of and finding on its dead."""
    (incident,) = linked(case)
    case.finding_list = list(Weighing()(incident, case).findings)
    (finding,) = [finding for finding in case.finding_list if finding.slot == "killed"]
    return [origin for origin in case.origin_list if origin.slot == "killed"], finding


@pytest.mark.slow
def test_thousands_of_identical_reports() -> None:
    """Two thousand outlets with one text are one incident and one origin and take seconds; nothing is agreed."""
    outlets = [strike(f"Outlet {n}", published=f"2031-05-{5 + n % 9:02d}").reads(TEXT) for n in range(2000)]
    since = time.process_time()
    origins, finding = killed(case_of(strike("Wire", "District Council").reads(TEXT), *outlets))
    assert time.process_time() - since < 60
    assert [origin.family for origin in origins] == ["District Council"]
    assert len(origins[0].claims) == 2001
    assert finding.verdict in (Verdict.SINGLE_ORIGIN, Verdict.REPEATED)
    assert finding.outlets == 2001


def test_identical_reports_without_an_origin() -> None:
    """A flood of one text that names nobody is one unknown origin, of no weight as evidence."""
    outlets = [strike(f"Outlet {n}").reads(TEXT) for n in range(50)]
    origins, finding = killed(case_of(*outlets))
    assert len(origins) == 1
    assert not origins[0].family
    assert finding.verdict is Verdict.ORIGIN_NOT_STATED


def test_one_report_of_five_hundred_events() -> None:
    """Each place of an endless bulletin is an incident of its own, and local reports find theirs."""
    bulletin = Report("Bulletin", "2031-05-05")
    towns = [place(f"Town {n}", -50 + n % 25 * 4, -150 + n // 25 * 14) for n in range(500)]
    for number, town in enumerate(towns):
        event = str(number)
        bulletin.says("where", town, event=event).says("when.start", day("2031-05-04"), event=event)
        bulletin.says("killed", count(str(1 + number % 7)), event=event)
    local = Report("Local", "2031-05-05").says("where", towns[333]).says("when.start", day("2031-05-04"))
    incidents = linked(case_of(bulletin, local.says("killed", count(str(1 + 333 % 7)))))
    assert len(incidents) == 500
    (joined,) = [one for one in incidents if len({member.document for member in one.members}) == 2]
    assert joined.where is not None
    assert joined.where.name == "Town 333"
    assert "same_place" in joined.members[-1].reasons


def test_claims_without_day_or_place() -> None:
    """Reports that tell neither stay apart, each an incident without day and place; nothing is guessed."""
    bare = [Report(f"Outlet {n}", "").says("killed", count("14"), name) for n, name in enumerate(("A", "B"))]
    incidents = linked(case_of(*bare, strike("Daily")))
    assert len(incidents) == 3
    assert sorted(incident.when is None for incident in incidents) == [False, True, True]
    assert all(member.reasons == ("only_report",) for incident in incidents for member in incident.members)


def test_outlets_that_quote_one_another_in_a_circle() -> None:
    """A has it from B, B from C and C from A: one origin, which is nobody's knowledge, and no agreement."""
    names = ("Alpha Radio", "Beta Post", "Gamma News")
    reports = [strike(names[n], names[(n + 1) % 3]) for n in range(3)]
    for report in reports:
        assert report.publication.kind == "newspaper"
    origins, finding = killed(case_of(*reports))
    assert not any(origin.family for origin in origins)
    assert finding.verdict is Verdict.ORIGIN_NOT_STATED


def test_bodies_that_cite_one_another_in_a_circle() -> None:
    """Where bodies, not media, refer to one another they are one family, and count once."""
    bodies = ("River Watch", "Hill Council", "Plain Union")
    reports = [strike(f"Outlet {n}", bodies[n], bodies[(n + 1) % 3]) for n in range(3)]
    origins, finding = killed(case_of(*reports))
    assert len(origins) == 1
    assert finding.verdict is not Verdict.AGREED


def test_contradictory_judgements_move_nothing() -> None:
    """One person joins what another keeps apart: neither decision is followed, until one of them gives way."""
    case = case_of(strike("A"), strike("B", killed="30"))
    case.claim_list[-1:] = []
    other = Report("C").says("where", place("Fartown", 10.0, 10.0)).says("when.start", day("2031-05-04"))
    case.add(case_of(other.says("killed", count("2"))))
    before = {frozenset(member.document for member in one.members) for one in linked(case)}
    one, two = (incident.id for incident in case.incident_list)

    def says(author: str, decision: Decision, moment: str) -> Judgement:
        return Judgement(f"{author}{moment}", TargetKind.INCIDENT, one, decision, author, moment, other=two)

    case.judgement_list = [
        says("A. Analyst", Decision.MUST_JOIN, "2031-06-01T10:00:00Z"),
        says("B. Analyst", Decision.CANNOT_JOIN, "2031-06-01T11:00:00Z"),
    ]
    assert {frozenset(member.document for member in incident.members) for incident in linked(case)} == before
    case.judgement_list.append(says("B. Analyst", Decision.MUST_JOIN, "2031-06-02T11:00:00Z"))
    assert len(linked(case)) == 1
    assert len(linked(case)) == 1, "and so it stays when the case is linked again"


def test_a_retracted_report() -> None:
    """A count that its outlet takes back stays in sight, and is held no more."""
    back = Report("Daily", "2031-05-06").says("where", NORTHTOWN).says("when.start", day("2031-05-04"))
    back.says("killed", count("9"), "District Council", stance=Stance.RETRACTS)
    origins, finding = killed(case_of(strike("Daily", "District Council"), back))
    assert {origin.family for origin in origins} == {"District Council"}
    (position,) = finding.positions
    assert sorted(holding.note for holding in position.holdings) == ["retracted", "retraction"]
    assert not any(holding.current and not holding.note for holding in position.holdings)


def test_nothing_at_all() -> None:
    """A case without claims has no incidents and no origins."""
    assert link(MemoryCase()).incidents == ()


def test_origins_name_why_they_are_unknown() -> None:
    """A claim that names nobody says so."""
    origins, _finding = killed(case_of(strike("Daily")))
    assert [origin.certainty for origin in origins] == [Certainty.NONE]
    assert origins[0].reasons == ("names nobody for it",)
