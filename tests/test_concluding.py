"""What an addition to a case has weighed anew, and that it comes out as if all had been."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from crossbearing import assemble, concluding
from crossbearing.concluding import conclude
from crossbearing.model.documents import Document
from crossbearing.model.steps import Collected, Reading
from crossbearing.run.progress import Quiet
from crossbearing.store.case import Case
from tests.invented_claims import NORTHTOWN, SOUTHTOWN, Report, case_of, count, day

NORTH = [
    Report("Alpha Times").says("where", NORTHTOWN).says("when.start", day("2031-05-04")).says("killed", count("62")),
    Report("Beta Post").says("where", NORTHTOWN).says("when.start", day("2031-05-04")).says("killed", count("70")),
]
SOUTH = [
    Report("Gamma News").says("where", SOUTHTOWN).says("when.start", day("2031-05-04")).says("killed", count("9")),
    Report("Delta Wire").says("where", SOUTHTOWN).says("when.start", day("2031-05-04")).says("killed", count("9")),
]
LATER = (
    Report("Epsilon Radio")
    .says("where", SOUTHTOWN)
    .says("when.start", day("2031-05-04"))
    .says("killed", count("12"), "River Watch")
)


def readings(reports: Sequence[Report], folder: Path) -> list[Reading]:
    """Return reports as readings whose originals lie in a folder."""
    made = case_of(*reports)
    found = []
    for publication, text in zip(made.publication_list, made.text_list, strict=True):
        data = publication.document.encode()
        path = folder / f"{publication.document}.txt"
        path.write_bytes(data)
        sha256 = hashlib.sha256(data).hexdigest()
        when = "2031-05-05T00:00:00Z"
        document = Document(publication.document, sha256, "", "text/plain", len(data), path.name, when)
        claims = tuple(one for one in made.claim_list if one.document == document.id)
        found.append(Reading(Collected(document, publication, text, str(path)), claims))
    return found


def titles(case: Any, weighed: Sequence[str]) -> set[str]:
    """Return where the incidents that were weighed took place."""
    return {incident.where.name for incident in case.incidents() if incident.id in weighed}


def as_if_all(case: Any) -> bool:
    """Whether what is stored is what weighing every incident by itself gives."""
    weigh = assemble.room("weigh")()
    return all(
        (tuple(case.findings(one.id)), tuple(case.hypotheses(one.id)), tuple(case.appraisals(one.id)))
        == (found.findings, found.hypotheses, (found.appraisal,))
        for one in case.incidents()
        for found in [weigh(one, case)]
    )


@pytest.fixture
def case(tmp_path: Path) -> Any:
    """A case of two incidents, linked and weighed."""
    with Case.create(tmp_path / "a.case") as made:
        made.add_readings(readings([*NORTH, *SOUTH], tmp_path))
        assert len(conclude(made, Quiet(), touched=None)) == 2
        yield made


def test_a_report_has_only_its_own_incident_weighed(case: Any, tmp_path: Path) -> None:
    """A further report on one incident leaves the findings on the other as they stand, and both are right."""
    assert case.settled()
    new = readings([LATER], tmp_path)
    case.add_readings(new)
    assert not case.settled()
    assert titles(case, conclude(case, Quiet(), touched={new[0].collected.document.id})) == {"Southtown"}
    assert case.settled()
    assert as_if_all(case)


def test_nothing_new_has_nothing_weighed(case: Any) -> None:
    """Concluding twice weighs nothing the second time, and loses nothing."""
    before = list(case.findings())
    assert conclude(case, Quiet(), touched=set()) == ()
    assert list(case.findings()) == before
    assert before


def test_a_touched_report_is_enough(case: Any) -> None:
    """A report that was taken in again, with the claims it had, has its incident weighed: its date may be another."""
    document = NORTH[0].document
    assert titles(case, conclude(case, Quiet(), touched={document})) == {"Northtown"}


def test_a_program_that_weighs_otherwise_weighs_all(case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of the rules no finding is left that the old ones gave."""
    monkeypatch.setattr(concluding, "weigher_mark", lambda: "another")
    assert len(conclude(case, Quiet(), touched=set())) == 2
    assert conclude(case, Quiet(), touched=set()) == ()


def test_what_lost_its_findings_is_weighed(case: Any, tmp_path: Path) -> None:
    """An incident without findings, as an interruption leaves it, is weighed though nothing of it changed."""
    north = next(one for one in case.incidents() if one.where.name == "Northtown")
    linked = assemble.room("link")(case)
    case.replace_links(type(linked)(tuple(one for one in linked.incidents if one.id != north.id), ()))
    case.replace_links(linked)
    assert case.unweighed() == {north.id}
    assert "Northtown" in titles(case, conclude(case, Quiet(), touched=set()))
    assert as_if_all(case)
