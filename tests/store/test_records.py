"""What people keep of a case beside judgements: kept, replaced by newer versions, erased, and guarded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crossbearing.model.errors import CaseError, CaseWriteError
from crossbearing.model.geolocations import Feature, Geolocation, GeoStatus
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.store import behind

FOUND = Geolocation(
    id="g1",
    subject="d1",
    by="first assessor",
    at="2026-03-01T10:00:00+00:00",
    latitude=35.3,
    longitude=40.1,
    radius=50.0,
    features=(Feature("water tower by a crossing", "satellite picture of 2016-09-18"),),
)


def test_kept_whole(case: Case) -> None:
    """A record comes back as it was given, by kind, by subject and by id."""
    case.records().add([FOUND, replace(FOUND, id="g2", subject="d2")])
    assert list(case.records().of("Geolocation", subject="d1")) == [FOUND]
    assert [record.id for record in case.records().of("Geolocation")] == ["g1", "g2"]
    assert case.records().one("g1") == FOUND
    assert list(case.records().of("Withdrawal")) == []


def test_newer_version_stands(case: Case) -> None:
    """A newer version takes the place of an older one, which stays as history."""
    newer = replace(FOUND, status=GeoStatus.CONFIRMED, signed_by="second assessor")
    case.records().add([FOUND])
    case.records().add([newer])
    assert list(case.records().of("Geolocation")) == [newer]
    assert list(case.records().of("Geolocation", history=True)) == [FOUND, newer]
    assert verify(case.path) == []


def test_two_versions_in_one_call(case: Case) -> None:
    """Two versions given at once are two versions: the later stands."""
    newer = replace(FOUND, radius=20.0)
    case.records().add([FOUND, newer])
    assert list(case.records().of("Geolocation")) == [newer]
    assert verify(case.path) == []


def test_erased_for_good(case: Case) -> None:
    """Erasing takes the words of all versions and leaves the row, its hash and an entry of the log."""
    case.records().add([FOUND])
    case.records().add([replace(FOUND, why="seen anew")])
    assert case.records().erase(["g1", "unknown"], authority="data protection officer") == 2
    assert list(case.records().of("Geolocation", history=True)) == []
    with pytest.raises(CaseError, match="no such record"):
        case.records().one("g1")
    assert verify(case.path) == []
    assert behind.ask(case, "SELECT count(*), max(body), max(salt) FROM records") == [(2, "", "")]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM records",
        "UPDATE records SET body = 'x'",
        "UPDATE records SET body = ''",
        "UPDATE records SET id = 'x'",
    ],
)
def test_append_only(case: Case, statement: str) -> None:
    """The database itself refuses to change or take out a record."""
    case.records().add([FOUND])
    with pytest.raises(CaseError, match="append-only"):
        behind.change(case, statement)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE records SET body = replace(body, '40.1', '41.1')", "altered"),
        ("UPDATE records SET body = '', salt = ''", "the log does not say so"),
        ("DELETE FROM records", "not those that the log says"),
        ("UPDATE records SET log = 1", "the log has no such entry"),
    ],
)
def test_tampering_is_named(case: Case, statement: str, what: str) -> None:
    """What somebody who removed the guards did to a record is found."""
    case.records().add([FOUND])
    assert behind.tamper(case, statement) == [1]
    assert any(what in problem for problem in verify(case.path))


def test_undone_erasure_is_named(case: Case) -> None:
    """Somebody who puts erased words back is found out."""
    case.records().add([FOUND])
    ((body, salt),) = behind.ask(case, "SELECT body, salt FROM records")
    case.records().erase(["g1"], authority="court order")
    behind.tamper(case, f"UPDATE records SET body = '{body}', salt = '{salt}'")
    assert any("still there" in problem for problem in verify(case.path))


def test_reading_only(case: Case, tmp_path: Path) -> None:
    """A case opened for reading takes no records."""
    case.close()
    with Case.open(case.path) as reading, pytest.raises(CaseWriteError, match="reading only"):
        reading.records().add([FOUND])
