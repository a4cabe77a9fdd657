"""Linking: which reports are about one incident, and that ids, judgements and order behave."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.link.judged import read_judgements
from crossbearing.link.linking import link
from crossbearing.model.claims import Modality
from crossbearing.model.incidents import Incident
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.model.values import Category, Place, PlacePrecision
from tests.invented_claims import NORTHTOWN, SOUTHTOWN, Report, case_of, count, day, place
from tests.memory_case import MemoryCase


def strike(publisher: str, where: Place, when: str, killed: str = "", **more: str) -> Report:
    """Return a report of one air strike."""
    found = Report(publisher, more.pop("published", when), **more).says("where", where).says("when.start", day(when))
    return found.says("killed", count(killed), "District Council") if killed else found


def partition(incidents: list[Incident] | tuple[Incident, ...]) -> set[frozenset[str]]:
    """Return incidents as sets of claims."""
    return {frozenset(member.claim for member in incident.members) for incident in incidents}


def incidents_of(case: MemoryCase) -> list[Incident]:
    """Link a case and keep what comes out."""
    case.with_links(link(case))
    return case.incident_list


def test_several_reports_of_one_strike() -> None:
    """Five reports of one place and day are one incident; its title says what, where and when, and no more."""
    (incident,) = incidents_of(case_of(*(strike(f"Outlet {n}", NORTHTOWN, "2031-05-04", "9") for n in range(5))))
    assert len({member.document for member in incident.members}) == 5
    assert incident.title == "Air strikes in Northtown, 4 May 2031"
    assert incident.type == "air_strike"
    assert incident.id.startswith("NOR-")
    assert all("same_place" in member.reasons for member in incident.members)


def test_one_report_of_five_strikes() -> None:
    """A round-up of five places is five incidents, and a report of one of them joins that one alone."""
    towns = [place(f"Town {n}", 30.0 + 2 * n, 40.0) for n in range(5)]
    roundup = Report("Daily", "2031-05-05")
    for number, town in enumerate(towns):
        for slot, value in (("where", town), ("when.start", day("2031-05-04")), ("killed", count(str(10 + number)))):
            roundup.says(slot, value, event=str(number))
    found = incidents_of(case_of(roundup, strike("Local", towns[3], "2031-05-04", "13")))
    assert len(found) == 5
    assert len(found[0].members) == 6
    assert found[0].where is not None
    assert found[0].where.name == "Town 3"


def test_a_story_is_one_incident() -> None:
    """Surveillance before, the strike and the assault after are one incident; only the strike's claims are its own."""
    report = (
        strike("Daily", NORTHTOWN, "2031-05-04", "9")
        .says("attacker", count("several"), kind="surveillance")
        .says("killed", count("38"), kind="ground_assault")
    )
    (incident,) = incidents_of(case_of(report))
    assert sorted(member.related for member in incident.members) == ["", "", "", "ground_assault", "surveillance"]


@pytest.mark.parametrize(
    ("where", "when", "together"),
    [
        (NORTHTOWN, "2031-05-04", True),
        (place("Northtown airfield", 35.05, 40.05, 2000.0), "2031-05-04", True),
        (NORTHTOWN, "2031-05-08", False),
        (NORTHTOWN, "2031-05-06", False),
        (SOUTHTOWN, "2031-05-04", False),
    ],
)
def test_place_and_day_decide(where: Place, when: str, together: bool) -> None:
    """The same place and day join, another day or a far place do not."""
    found = incidents_of(case_of(strike("A", NORTHTOWN, "2031-05-04"), strike("B", where, when)))
    assert (len(found) == 1) is together


def test_daily_strikes_do_not_chain() -> None:
    """A strike a day on one town for three weeks is three weeks of incidents, not one."""
    reports = [
        strike(f"Outlet {n}", NORTHTOWN, f"2031-05-{date:02d}", str(5 + date))
        for date in range(1, 22)
        for n in range(2)
    ]
    found = incidents_of(case_of(*reports))
    assert len(found) == 21
    assert {len(incident.members) for incident in found} == {6}


def test_background_stays_apart() -> None:
    """What a report recalls is not mixed with its news, and joins the incident it recalls."""
    old = strike("A", NORTHTOWN, "2031-05-04", "9")
    new = strike("B", NORTHTOWN, "2031-06-04", "3")
    for slot, value in (("where", NORTHTOWN), ("when.start", day("2031-05-04")), ("killed", count("9"))):
        new.says(slot, value, event="recalled", modality=Modality.BACKGROUND)
    found = {len(incident.members): incident for incident in incidents_of(case_of(old, new))}
    assert sorted(found) == [3, 6]
    assert found[6].title.endswith("4 May 2031")


def test_background_without_place_and_day_is_no_incident() -> None:
    """A recalled war makes no incident of its own."""
    report = strike("A", NORTHTOWN, "2031-05-04")
    report.says("killed", count("5000"), event="war", modality=Modality.BACKGROUND)
    (incident,) = incidents_of(case_of(report))
    assert len(incident.members) == 2


def test_what_is_planned_is_no_incident() -> None:
    """A strike that is announced or imagined has not happened."""
    report = Report("A").says("where", NORTHTOWN, modality=Modality.PLANNED)
    assert incidents_of(case_of(report)) == []


def test_a_negated_strike_is_no_incident() -> None:
    """That no strike took place makes no incident."""
    report = Report("A").says("where", NORTHTOWN, negated=True).says("when.start", day("2031-05-04"), negated=True)
    assert incidents_of(case_of(report)) == []


def test_a_year_that_is_not_stated() -> None:
    """A day without a year takes the year of publication, and joins by month and day where that is not known."""
    dated = Report("A", "2031-05-06").says("where", NORTHTOWN).says("when.start", day("2031-05-04", year_known=False))
    undated = Report("B", "").says("where", NORTHTOWN).says("when.start", day("2031-05-04", year_known=False))
    assert len(incidents_of(case_of(dated, undated, strike("C", NORTHTOWN, "2031-05-04")))) == 1


def test_publication_is_weak_evidence() -> None:
    """A report without a date in its text joins what happened in the days before it came out, not after."""
    soon = Report("B", "2031-05-05").says("where", NORTHTOWN)
    before = Report("C", "2031-04-20").says("where", NORTHTOWN)
    found = incidents_of(case_of(strike("A", NORTHTOWN, "2031-05-04"), soon, before))
    assert sorted(len(incident.members) for incident in found) == [1, 3]


def test_a_report_without_a_place() -> None:
    """A report that names a day and no place joins the one incident of that day, and none where there are two."""
    placeless = Report("B", "2031-05-05").says("when.start", day("2031-05-04")).says("attacker", count("several"))
    one = case_of(strike("A", NORTHTOWN, "2031-05-04"), placeless)
    assert len(incidents_of(one)) == 1
    two = case_of(strike("A", NORTHTOWN, "2031-05-04"), strike("C", SOUTHTOWN, "2031-05-04"), placeless)
    assert len(incidents_of(two)) == 3


def test_an_area_is_no_place() -> None:
    """A report of a province joins the one incident in it on that day."""
    province = Place("the province", "Province", 35.3, 40.3, 90_000.0, PlacePrecision.PROVINCE)
    (incident,) = incidents_of(case_of(strike("A", NORTHTOWN, "2031-05-04"), strike("B", province, "2031-05-04")))
    assert incident.where == NORTHTOWN


def test_a_misread_place_among_right_ones() -> None:
    """One name that the gazetteer puts on another continent does not keep a report from its incident."""
    lost = strike("B", NORTHTOWN, "2031-05-04").says("where", place("Defense", -20.0, -60.0, 1000.0))
    (incident,) = incidents_of(case_of(*(strike(f"A{n}", NORTHTOWN, "2031-05-04") for n in range(3)), lost))
    assert incident.where == NORTHTOWN


def _mixed(order: random.Random) -> list[Report]:
    towns = [NORTHTOWN, SOUTHTOWN, place("Easttown", 34.0, 50.0)]
    reports = [
        strike(
            f"Outlet {n}", order.choice(towns), f"2031-05-{order.randint(1, 9):02d}", order.choice(["", "7", "9", "62"])
        )
        for n in range(order.randint(2, 14))
    ]
    reports += [
        Report(f"Loose {n}", f"2031-05-{order.randint(1, 9):02d}").says("killed", count("62")) for n in range(2)
    ]
    return reports


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(order: random.Random) -> None:
    """The incidents, ids and origins of a case do not depend on the order in which its reports come."""
    reports = _mixed(order)
    first = link(case_of(*reports))
    order.shuffle(reports)
    assert link(case_of(*reports)) == first


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_adding_reports_later_gives_the_same_incidents(order: random.Random) -> None:
    """Building with A and B and building with A, then adding B, give equal partitions, and known ids are kept."""
    reports = _mixed(order)
    cut = order.randint(0, len(reports))
    together = link(case_of(*reports))
    case = case_of(*reports[:cut])
    before = {incident.id for incident in incidents_of(case)}
    case.add(case_of(*reports[cut:]))
    after = incidents_of(case)
    assert partition(after) == partition(together.incidents)
    assert before <= {name for incident in after for name in (incident.id, *incident.aliases)}
    again = [(incident.id, incident.aliases) for incident in after]
    assert [(incident.id, incident.aliases) for incident in incidents_of(case)] == again, "a second run changes nothing"


def decided(kind: TargetKind, target: str, decision: Decision, other: str = "", **more: str) -> Judgement:
    """Return a person's decision."""
    who, when = more.get("who", "analyst"), more.get("when", "2031-07-01")
    return Judgement(f"{target}{other}{who}{when}", kind, target, decision, who, when, other=other)


def test_a_claim_is_moved_by_judgement_and_stays() -> None:
    """A claim that cannot belong to an incident leaves it, one that must joins it, in this run and the next."""
    near, far = strike("A", NORTHTOWN, "2031-05-04", "9"), strike("B", SOUTHTOWN, "2031-05-20", "9")
    case = case_of(near, far)
    ids = {incident.title: incident.id for incident in incidents_of(case)}
    north, south = ids["Air strikes in Northtown, 4 May 2031"], ids["Air strikes in Southtown, 20 May 2031"]
    toll = next(claim for claim in near.claims if claim.slot == "killed")
    case.judgement_list = [
        decided(TargetKind.LINK, toll.statement, Decision.CANNOT_JOIN, north),
        decided(TargetKind.LINK, toll.statement, Decision.MUST_JOIN, south),
    ]
    for _run in range(3):
        found = {incident.id: {member.claim for member in incident.members} for incident in incidents_of(case)}
        assert toll.id in found[south]
        assert toll.id not in found[north]
        assert set(found) == {north, south}


def test_two_incidents_are_merged_and_parted_by_judgement() -> None:
    """Merging leaves the other id as an alias; a later decision to keep them apart gives both back."""
    case = case_of(strike("A", NORTHTOWN, "2031-05-04", "9"), strike("B", SOUTHTOWN, "2031-05-20", "9"))
    one, two = (incident.id for incident in incidents_of(case))
    case.judgement_list = [decided(TargetKind.INCIDENT, one, Decision.MUST_JOIN, two)]
    (merged,) = incidents_of(case)
    assert {merged.id, *merged.aliases} == {one, two}


def test_people_who_differ_move_nothing() -> None:
    """Where two persons decide otherwise on one link, the machine's own result stands."""
    case = case_of(strike("A", NORTHTOWN, "2031-05-04", "9"), strike("B", SOUTHTOWN, "2031-05-20", "9"))
    before = partition(incidents_of(case))
    one, two = (incident.id for incident in case.incident_list)
    case.judgement_list = [
        decided(TargetKind.INCIDENT, one, Decision.MUST_JOIN, two, who="first"),
        decided(TargetKind.INCIDENT, one, Decision.CANNOT_JOIN, two, who="second", when="2031-07-02"),
    ]
    assert partition(incidents_of(case)) == before


def test_confirmed_incidents_keep_their_members_and_id() -> None:
    """New reports that would tear a confirmed incident apart or swallow it leave it as it was confirmed."""
    case = case_of(strike("A", NORTHTOWN, "2031-05-04", "9"), Report("B", "2031-05-05").says("where", NORTHTOWN))
    (confirmed,) = incidents_of(case)
    case.judgement_list = [decided(TargetKind.INCIDENT, confirmed.id, Decision.ACCEPT)]
    case.add(case_of(*(strike(f"C{n}", NORTHTOWN, "2031-05-05", "30") for n in range(5))))
    found = {incident.id: incident for incident in incidents_of(case)}
    members = {member.claim for member in found[confirmed.id].members}
    assert {member.claim for member in confirmed.members} <= members


def test_a_status_given_later_leaves_an_incident_confirmed() -> None:
    """How far an incident was reviewed is told on a scale; that it is confirmed stays as it was decided before."""
    status = replace(decided(TargetKind.INCIDENT, "TWN-23456", Decision.GRADE, when="2031-07-02"), grade="reviewed")
    case = case_of(strike("A", NORTHTOWN, "2031-05-04", "9"))
    case.judgement_list = [decided(TargetKind.INCIDENT, "TWN-23456", Decision.ACCEPT), status]
    assert read_judgements(case).confirmed == {"TWN-23456"}


def test_a_rejected_claim_moves_nothing() -> None:
    """A rejected place joins nothing; the claim stays in sight of the incident its report is about."""
    report = strike("A", NORTHTOWN, "2031-05-04", "9").says("where", SOUTHTOWN)
    wrong = report.claims[-1]
    case = case_of(report, strike("B", NORTHTOWN, "2031-05-04"))
    case.judgement_list = [decided(TargetKind.STATEMENT, wrong.statement, Decision.REJECT)]
    (incident,) = incidents_of(case)
    assert [member.reasons for member in incident.members if member.claim == wrong.id] == [("rejected_claim",)]


def test_claims_without_place_or_day() -> None:
    """A report that says neither where nor when is an incident by itself, and joins nothing by its kind alone."""
    bare = [Report(f"Outlet {n}", "").says("killed", count("several")) for n in range(3)]
    assert len(incidents_of(case_of(*bare))) == 3


def test_many_reports_stay_fast() -> None:
    """Thousands of like reports and one report of five hundred events are linked in seconds."""
    reports = [strike(f"Outlet {n}", NORTHTOWN, "2031-05-04", "9") for n in range(1500)]
    roundup = Report("Daily", "2031-05-05")
    for number in range(500):
        roundup.says("where", place(f"Place {number}", 10 + number * 0.1, 20.0, 1000.0), event=str(number))
    start = time.perf_counter()
    found = incidents_of(case_of(*reports, roundup))
    assert time.perf_counter() - start < 30
    assert len({member.document for member in found[0].members}) == 1500


def test_one_report_taken_for_two_stories_parts_no_group() -> None:
    """Five reports of one strike stay together though a sixth was read as two stories, each of which fits."""
    named = "Shells hit Vardan mill, Oskelu school, Timras road, Belkun bridge and Yorsen farm."
    near = place("Northtown", 35.0, 40.0)
    reports = [strike(f"Outlet {n}", near, "2031-05-04", "9").reads(f"{named} Told by {n}.") for n in range(8)]
    split = strike("Outlet 9", near, "2031-05-04", "9").says("where", SOUTHTOWN, event="second")
    split.says("when.start", day("2031-05-04"), event="second").says("killed", count("9"), event="second")
    found = incidents_of(case_of(*reports, split))
    assert max(len({member.document for member in incident.members}) for incident in found) == 9


def test_places_struck_again_and_again_need_a_day() -> None:
    """Reports of one place and kind that tell no day and have no date are not taken for one happening."""
    reports = []
    for number in range(4):
        report = Report(f"Outlet {number}", "").says("where", NORTHTOWN).says("strikes", count(str(number + 2)))
        reports.append(report)
    assert len(incidents_of(case_of(*reports))) == 4


def test_an_arrest_days_later_is_part_of_the_story() -> None:
    """An arrest in another town weeks after the attack sets no second happening apart."""
    report = strike("Daily", NORTHTOWN, "2031-05-04", "9", published="2031-05-20")
    report.says("where", SOUTHTOWN, kind="arrest").says("when.start", day("2031-05-19"), kind="arrest")
    (incident,) = incidents_of(case_of(report))
    assert incident.where is not None
    assert incident.where.name == "Northtown"
    assert {member.related for member in incident.members} == {"", "arrest"}


def statement(published: str, where: Place | None = None, *, kind: str = "air_strike") -> Report:
    """Return a statement about a strike without a day, and without a place or with a country."""
    made = Report("Ministry", published).says("intent", Category("mistake", "intent", "mistake"), "General", kind=kind)
    return made.says("where", where, kind=kind) if where is not None else made


@pytest.mark.parametrize(
    ("said", "others", "joins"),
    [
        pytest.param(statement("2031-05-06"), [], True, id="neither"),
        pytest.param(statement("2031-05-12"), [], True, id="days later"),
        pytest.param(statement("2031-05-06", place("Land", 35.5, 40.5, 400_000.0)), [], True, id="country"),
        pytest.param(statement("2031-06-20"), [], False, id="weeks later"),
        pytest.param(statement("2031-05-02"), [], False, id="before it"),
        pytest.param(statement("2031-05-06", kind="abduction"), [], False, id="another kind"),
        pytest.param(statement("2031-05-06", place("Isle", -10.0, -60.0, 200_000.0)), [], False, id="other country"),
        pytest.param(statement("2031-05-06"), [strike("D", SOUTHTOWN, "2031-05-05", "3")], False, id="two happenings"),
    ],
)
def test_a_statement_without_place_and_day(said: Report, others: list[Report], joins: bool) -> None:
    """It joins the one happening of its days that it can mean, and stays alone where there are two or none."""
    found = incidents_of(case_of(strike("A", NORTHTOWN, "2031-05-04", "9"), strike("B", NORTHTOWN, "2031-05-04", "9"),
                                 said, *others))  # fmt: skip
    of_two = next(one for one in found if one.title.startswith("Air strikes in Northtown"))
    assert (said.claims[0].document in {member.document for member in of_two.members}) is joins


def test_a_report_that_tells_a_later_day_too_joins_earlier_ones() -> None:
    """A court report tells the day of the trial beside that of the raid: what came out between may be of the raid."""
    wardens = "At Quellbrook the wardens of Harrowgate and the Guild of Families disagree on Block Seven"
    judges = "Judge Ostrander called Captain Velde, Doctor Immerly and Sergeant Pask to Hollin Court"
    trial = Report("Court Post", "2031-06-20").says("killed", count("26"), "Guild of Families")
    trial.says("when.start", day("2031-06-19")).says("when.start", day("2031-05-04")).reads(f"{wardens}. {judges}.")
    between = Report("Prison Review", "2031-05-16").says("killed", count("26"), "Guild of Families")
    between.reads(f"{wardens}. Deputy Lanner wrote to Minister Corrow, and Brother Tamsin held a vigil at Fennside.")
    early = Report("Wexhallow Note", "2031-05-08").says("killed", count("26"), "police")
    early.reads(f"{judges}. Porter Quill wrote to Chancellor Brandt, and Sister Oriel sang at Saint Bride.")
    for others in ((between,), (early, between)):
        (incident,) = incidents_of(case_of(trial, *others))
        assert len({member.document for member in incident.members}) == 1 + len(others)


def test_a_misread_day_beside_the_right_one_in_a_group_that_tells_no_other() -> None:
    """A day of the claim beside that of the raid keeps nobody apart, though a review without a day joined first."""
    raid = "At Quellbrook riders from Harrowgate and the Osric Band burned Block Seven and Fennside Mill"
    claimed = Report("Road Monitor", "2031-05-09").says("killed", count("45"), "Osric Band").reads(f"{raid}.")
    claimed.says("when.start", day("2031-05-08")).says("when.start", day("2031-05-04"))
    review = Report("Prison Review", "2031-05-12").says("killed", count("45"), "Osric Band").reads(f"{raid} again.")
    review.says("killed", count("29"), "army")
    first = Report("Post", "2031-05-05").says("killed", count("29"), "army").says("when.start", day("2031-05-04"))
    first.reads(
        "The Osric Band and riders came to Fennside Mill, to Captain Velde and to Doctor Immerly of Hollin Court."
    )
    (incident,) = incidents_of(case_of(claimed, review, first))
    assert len({member.document for member in incident.members}) == 3
