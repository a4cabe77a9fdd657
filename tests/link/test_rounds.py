"""Round-ups that a reader took for one event, and rare names: what parts stories and what joins reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crossbearing.link.linking import link
from crossbearing.link.rounds import parts_of
from crossbearing.model.claims import Claim
from tests.invented_claims import NORTHTOWN, SOUTHTOWN, Report, case_of, count, day, place


def sentence(report: Report, words: str, since: int) -> None:
    """Give the claims made since a number of claims one sentence."""
    report.claims[since:] = [replace(claim, sentence=words) for claim in report.claims[since:]]


def bulletin(*counts: tuple[str, str]) -> Report:
    """Return a bulletin that counts dead at Northtown and Southtown in a sentence each, all read as one event."""
    report = Report("Bulletin", "2031-05-05").says("when.start", day("2031-05-04"))
    sentence(report, "On Tuesday shells fell in several towns.", 0)
    for town, (killed, wounded) in zip((NORTHTOWN, SOUTHTOWN), counts, strict=True):
        at = len(report.claims)
        report.says("where", town)
        if killed:
            report.says("killed", count(killed))
        sentence(report, f"In {town.name} {killed} died.", at)
        if wounded:
            at = len(report.claims)
            report.says("wounded", count(wounded))
            sentence(report, f"Another {wounded} were hurt after {town.name} was hit.", at)
    return report


def slots(parts: list[list[Claim]]) -> list[list[str]]:
    """Return the questions answered in each part."""
    return [[claim.slot for claim in part] for part in parts]


def test_a_round_up_read_as_one_event_is_parted() -> None:
    """Dead counted at two far places are two happenings; a sentence without a place goes with the one before."""
    parts = parts_of(bulletin(("3", "9"), ("7", "")).claims)
    assert slots(parts) == [["when.start", "where", "killed", "wounded"], ["where", "killed"]]
    linked = link(case_of(bulletin(("3", "9"), ("7", ""))))
    assert {incident.title for incident in linked.incidents} == {
        "Air strikes in Northtown, 4 May 2031",
        "Air strikes in Southtown, 4 May 2031",
    }


def test_a_place_without_a_toll_parts_nothing() -> None:
    """A far place that is only mentioned (where an official spoke) leaves the story whole."""
    assert len(parts_of(bulletin(("3", "9"), ("", "")).claims)) == 1


@pytest.mark.parametrize(
    ("recalled", "killed", "where", "parts"),
    [
        ("2031-01-30", "9", True, 2),
        ("2031-05-02", "9", True, 1),
        ("2031-01-30", "4", True, 1),
        ("2031-01-30", "9", False, 1),
    ],
    ids=["recalled", "days later", "the same number", "a toll alone"],
)
def test_days_far_apart(recalled: str, killed: str, *, where: bool, parts: int) -> None:
    """A sentence on a day long before, with another number, tells another happening; a toll by a later day does not."""
    report = Report("Herald", "2031-05-05").says("where", NORTHTOWN).says("when.start", day("2031-05-04"))
    report.says("killed", count("4"))
    sentence(report, "Shells killed four at Northtown on Sunday.", 0)
    at = len(report.claims)
    report.says("when.start", day(recalled)).says("killed", count(killed))
    if where:
        report.says("where", NORTHTOWN)
    sentence(report, "On 30 January it had been nine.", at)
    assert len(parts_of(report.claims, date(2031, 5, 5))) == parts


@pytest.mark.parametrize(
    ("first", "second", "parts"),
    [
        pytest.param("3", "5", 2, id="another number in each town"),
        pytest.param("5", "5", 1, id="one number, told of the town and of the town beside it"),
        pytest.param("3", "", 1, id="no number in the second town"),
    ],
)
def test_neighbouring_towns_with_tolls_of_their_own(first: str, second: str, parts: int) -> None:
    """Towns some 18 km apart are two happenings of one chronicle where each has another number of dead."""
    report = Report("Chronicle", "2031-05-05")
    for number, (longitude, killed) in enumerate(((40.0, first), (40.2, second))):
        since = len(report.claims)
        report.says("where", place(f"Town {number}", 35.0, longitude, 1500.0))
        if killed:
            report.says("killed", count(killed))
        sentence(report, f"Shells fell on town {number}.", since)
    assert len(parts_of(report.claims)) == parts


def test_near_places_are_one_happening() -> None:
    """Two quarters of one town with a toll each stay together: they may be one strike told twice."""
    report = Report("A")
    for number, quarter in enumerate(
        (place("West quarter", 35.0, 40.0, 800.0), place("East quarter", 35.0, 40.05, 800.0))
    ):
        at = len(report.claims)
        report.says("where", quarter).says("killed", count("4"))
        sentence(report, f"Four died there ({number}).", at)
    assert len(parts_of(report.claims)) == 1


def test_rare_names_join_reports_whose_place_was_misread() -> None:
    """Two reports of one day that share many rare names are joined, though one names no place."""
    named = "Shells hit Vardan mill, Oskelu school, Timras road, Belkun bridge, Yorsen farm and Ankel yard."
    reports = []
    for number, where in enumerate((NORTHTOWN, None)):
        report = Report(f"Outlet {number}", "2031-05-05").says("when.start", day("2031-05-04"))
        if where is not None:
            report.says("where", where)
        sentence(report, named, 0)
        reports.append(report)
    other = Report("Outlet 9", "2031-05-05").says("when.start", day("2031-05-04")).says("where", SOUTHTOWN)
    assert sorted(len(incident.members) for incident in link(case_of(*reports, other)).incidents) == [2, 3]


COUNTRY = place("Northland", 34.0, 42.0, 700_000.0)


@pytest.mark.parametrize(
    ("second", "incidents"),
    [("7", {"Shelling in Northtown", "Fighting in Southtown"}), ("3", {"Fighting in Southtown"})],
    ids=["another number", "one number, a place misread"],
)
def test_a_digest_that_names_the_country_for_each_item(second: str, incidents: set[str]) -> None:
    """That two towns lie in one country, which both items name, makes no one story of two counts of dead."""
    report = Report("Daily digest")
    for town, killed, kind in ((NORTHTOWN, "3", "shelling"), (SOUTHTOWN, second, "armed_clash")):
        report.says("where", town, kind=kind).says("where", COUNTRY, kind=kind).says("killed", count(killed), kind=kind)
    assert {incident.title for incident in link(case_of(report)).incidents} == incidents
