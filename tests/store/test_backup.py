"""A backup is a whole case as it stood at one moment, also while somebody writes."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from crossbearing.model.errors import CaseError, CaseExistsError, CaseMissingError
from crossbearing.store.backup import back_up
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.store import making


@pytest.mark.files
def test_same_case(filled: Case, tmp_path: Path) -> None:
    """The copy holds the same claims, originals and log, and is in order; the case itself stays open and unchanged."""
    before = list(filled.entries())
    told: list[float] = []
    number = back_up(filled.path, tmp_path / "copy.case", tell=told.append)
    assert number == len(list(filled.documents()))
    assert told[-1] == 1.0
    with Case.open(tmp_path / "copy.case", write=True) as copy:
        assert list(copy.claims()) == list(filled.claims())
        assert list(copy.entries()) == before
        assert [copy.original(one.id) for one in copy.documents()] == [
            filled.original(one.id) for one in filled.documents()
        ]
    assert verify(tmp_path / "copy.case") == verify(filled.path) == []


@pytest.mark.files
def test_while_somebody_writes(case: Case, folder: Path, tmp_path: Path) -> None:
    """Backups taken one after another while reports come in are each in order, and none loses what an earlier had."""
    stop = threading.Event()
    failures: list[BaseException] = []

    def write() -> None:
        try:
            number = 0
            while not stop.is_set():
                case.add_readings([making.reading(folder, f"town {number}", number)])
                number += 1
        except BaseException as error:
            failures.append(error)
            raise

    writer = threading.Thread(target=write)
    writer.start()
    try:
        numbers = [back_up(case.path, tmp_path / f"copy{turn}.case") for turn in range(4)]
    finally:
        stop.set()
        writer.join()
    assert not failures
    assert numbers == sorted(numbers)
    for turn, number in enumerate(numbers):
        assert verify(tmp_path / f"copy{turn}.case") == []
        with Case.open(tmp_path / f"copy{turn}.case") as copy:
            assert copy.counts().documents == number


@pytest.mark.files
def test_refused(filled: Case, tmp_path: Path) -> None:
    """No backup over something that stands there, none of nothing, and none that keeps quiet about damage."""
    (tmp_path / "taken").mkdir()
    with pytest.raises(CaseExistsError, match="stands there"):
        back_up(filled.path, tmp_path / "taken")
    with pytest.raises(CaseMissingError):
        back_up(tmp_path / "nothing.case", tmp_path / "copy.case")
    filled._originals.place(next(filled.documents()).sha256).unlink()
    with pytest.raises(CaseError, match="missing"):
        back_up(filled.path, tmp_path / "copy.case")
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == []
