"""Criteria of grades: what is met follows from the accounts alone, and what needs judgement is left to a person."""

from __future__ import annotations

from crossbearing.link.linking import link
from crossbearing.model.grades import Met
from crossbearing.model.values import ActorRef, Actors, Count, Group, PersonStatus
from crossbearing.weigh.weighing import Weighing
from tests.invented_claims import Report, case_of, count
from tests.weigh.test_positions import report

ARMY = "Danish army"


def who(*names: str) -> Actors:
    """Return an answer to who attacked."""
    return Actors(" and ".join(names), tuple(ActorRef(name) for name in names))


def people(number: str, status: PersonStatus) -> Group:
    """Return a number of persons of a status."""
    made: Count = count(number)
    return Group(f"{number} {status}", made, status)


def sheets(*reports: Report) -> dict[str, list[Met]]:
    """Return how the accounts stand to the criteria of each grade."""
    case = case_of(*reports)
    case.with_links(link(case))
    appraisal = Weighing()(case.incident_list[0], case).appraisal
    assert appraisal is not None
    assert all(one.reason.endswith(".") for sheet in appraisal.criteria for one in sheet.criteria)
    return {sheet.grade: [one.met for one in sheet.criteria] for sheet in appraisal.criteria}


def test_an_admission_with_civilians() -> None:
    """Who says that it struck, and that civilians were killed, meets both criteria of "confirmed"."""
    found = sheets(
        report("Post").says("attacker", who(ARMY), ARMY).says("killed", people("3", PersonStatus.CIVILIAN), ARMY),
        report("Star").says("killed", people("9", PersonStatus.CIVILIAN), "River Watch"),
    )
    assert found["confirmed"] == [Met.MET, Met.MET]
    assert found["declared_strike"] == [Met.MET]
    assert found["weak"] == [Met.NOT_MET]


def test_an_accusation_is_no_admission() -> None:
    """Being named by others meets nothing of "confirmed", and whether they are credible nobody decides here."""
    found = sheets(
        report("Post")
        .says("attacker", who(ARMY), "River Watch")
        .says("killed", people("3", PersonStatus.CIVILIAN), "River Watch"),
        report("Star").says("killed", people("3", PersonStatus.CIVILIAN), "Council of Northtown"),
    )
    assert found["confirmed"] == [Met.NOT_MET, Met.NOT_MET]
    assert found["fair"] == [Met.MET, Met.CANNOT_TELL, Met.CANNOT_TELL]
    assert found["contested"] == [Met.NOT_MET]


def test_one_outlet_is_a_single_source() -> None:
    """What one outlet alone reports is a single source's; many outlets with one origin are for a person to count."""
    one = report("Post").says("killed", people("3", PersonStatus.CIVILIAN), "River Watch")
    assert sheets(one)["weak"] == [Met.MET]
    same = report("Star").says("killed", people("3", PersonStatus.CIVILIAN), "River Watch")
    assert sheets(one, same)["weak"] == [Met.CANNOT_TELL]


def test_rival_attributions_contest() -> None:
    """Two parties named against one another meet "contested", whoever else agrees."""
    found = sheets(
        report("Post").says("attacker", who(ARMY), "River Watch"),
        report("Star").says("attacker", who("Norwegian army"), "Council of Northtown"),
    )
    assert found["contested"] == [Met.MET]
    assert found["likely_strike"][1] is Met.NOT_MET


def test_soldiers_are_no_civilian_harm() -> None:
    """Where all who say what the dead were say soldiers, the accounts cannot tell that civilians were harmed."""
    found = sheets(report("Post").says("killed", people("9", PersonStatus.MILITARY), "River Watch"))
    assert found["fair"][0] is Met.CANNOT_TELL
    assert found["discounted"][0] is Met.CANNOT_TELL


def test_nothing_told_meets_nothing() -> None:
    """An incident of which nobody tells harm or an attacker meets no criterion, and nothing fails."""
    found = sheets(report("Post"))
    assert Met.MET not in [met for listed in found.values() for met in listed if listed]
