"""Making, opening and refusing cases."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from crossbearing.model.errors import (
    CaseError,
    CaseExistsError,
    CaseMissingError,
    CaseTooNewError,
    CaseWriteError,
)
from crossbearing.model.protocols import CaseCounts, CaseReader, CaseWriter
from crossbearing.store import case as case_module
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.store import making


class TestMakingAndOpening:
    """A case is there whole or not at all, and nothing else is taken for one."""

    def test_new_case_is_empty(self, case: Case) -> None:
        """A new case holds nothing, knows its name and has one entry in its log."""
        assert case.counts() == CaseCounts(0, 0, 0, 0, 0, 0, 0, 0)
        assert case.meta()["name"] == "A case"
        assert [entry.action for entry in case.entries()] == ["create"]
        assert verify(case.path) == []

    def test_name_is_that_of_the_folder(self, tmp_path: Path) -> None:
        """A case without a name is called as its folder."""
        with Case.create(tmp_path / "homs-2017.case") as case:
            assert case.meta()["name"] == "homs-2017"

    def test_existing_case_is_refused(self, case: Case) -> None:
        """Where a case stands, none is made, and the message tells what to do instead."""
        with pytest.raises(CaseExistsError, match=r"add.*--case"):
            Case.create(case.path)

    def test_other_folder_is_refused(self, tmp_path: Path) -> None:
        """A folder that holds something else is left alone."""
        (tmp_path / "notes").mkdir()
        (tmp_path / "notes" / "a.txt").write_text("mine")
        with pytest.raises(CaseError, match="something else"):
            Case.create(tmp_path / "notes")
        assert [path.name for path in (tmp_path / "notes").iterdir()] == ["a.txt"]

    def test_file_is_refused(self, tmp_path: Path) -> None:
        """So is a file."""
        (tmp_path / "a.case").write_text("mine")
        with pytest.raises(CaseError, match="something else"):
            Case.create(tmp_path / "a.case")

    def test_empty_folder_is_taken(self, tmp_path: Path) -> None:
        """An empty folder of that name is no obstacle."""
        (tmp_path / "a.case").mkdir()
        Case.create(tmp_path / "a.case").close()
        assert verify(tmp_path / "a.case") == []

    def test_nothing_is_left_of_a_case_that_could_not_be_made(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """If making a case fails, no folder of any name is left."""

        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("crossbearing.store.case.upgrade", fail)
        with pytest.raises(CaseWriteError, match=r"a\.case: the disk is full"):
            Case.create(tmp_path / "a.case")
        assert list(tmp_path.iterdir()) == []

    def test_made_by_another_process_meanwhile(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Of two processes that make the same case, one is told that it stands there already."""
        path = tmp_path / "a.case"

        def slowly(folder: Path, name: str, *, named: Path) -> None:
            monkeypatch.undo()
            Case.create(path).close()
            make(folder, name, named=named)

        make = case_module._make
        monkeypatch.setattr(case_module, "_make", slowly)
        with pytest.raises(CaseExistsError):
            Case.create(path)
        assert [one.name for one in tmp_path.iterdir()] == ["a.case"]
        assert verify(path) == []

    def test_missing_case(self, tmp_path: Path) -> None:
        """Where nothing stands, nothing is opened or made."""
        with pytest.raises(CaseMissingError, match=r"no\.case: no such case"):
            Case.open(tmp_path / "no.case", write=True)
        assert not (tmp_path / "no.case").exists()

    @pytest.mark.parametrize(
        ("make", "message"),
        [
            (lambda folder: None, "not a case"),
            (lambda folder: (folder / "case.db").write_bytes(b""), "damaged"),
            (lambda folder: (folder / "case.db").write_bytes(b"something else " * 99), "damaged"),
            (lambda folder: _other_database(folder / "case.db"), "another program"),
        ],
        ids=["empty folder", "empty file", "other file", "other database"],
    )
    def test_what_is_no_case(self, make: Callable[[Path], object], message: str, tmp_path: Path) -> None:
        """What is no case is said to be none, and stays as it is."""
        folder = tmp_path / "a.case"
        folder.mkdir()
        make(folder)
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        with pytest.raises(CaseError, match=message):
            Case.open(folder, write=True)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before

    @pytest.mark.files
    @pytest.mark.parametrize("write", [False, True])
    def test_newer_case_is_not_touched(self, filled: Case, write: bool) -> None:
        """A case of a newer format is refused, whatever it is opened for, and no byte of it changes."""
        filled.close()
        with sqlite3.connect(filled.path / "case.db") as database:
            database.execute("PRAGMA journal_mode = DELETE")
            database.execute("PRAGMA user_version = 99")
        database.close()
        before = {path: path.read_bytes() for path in filled.path.rglob("*") if path.is_file()}
        with pytest.raises(CaseTooNewError, match="format 99"):
            Case.open(filled.path, write=write)
        assert {path: path.read_bytes() for path in filled.path.rglob("*") if path.is_file()} == before

    @pytest.mark.files
    def test_newer_format_still_in_the_write_ahead_log(self, filled: Case) -> None:
        """A newer format is seen where another process has not folded it into the database file yet."""
        other = sqlite3.connect(filled.path / "case.db")
        other.execute("PRAGMA user_version = 99")
        with pytest.raises(CaseTooNewError, match="format 99"):
            Case.open(filled.path)
        other.close()

    def test_reading_case_cannot_be_written(self, filled: Case, folder: Path) -> None:
        """A case opened for reading refuses every change."""
        filled.close()
        with Case.open(filled.path) as case, pytest.raises(CaseWriteError, match="reading only"):
            case.add_readings([making.reading(folder, "Aleppo", 9)])

    def test_case_keeps_to_the_protocols(self, case: Case) -> None:
        """A case is a reader and a writer in the sense of the vocabulary."""
        reader: CaseReader = case
        writer: CaseWriter = case
        wanted = {name for protocol in (CaseReader, CaseWriter) for name in vars(protocol) if not name.startswith("_")}
        assert {name for name in wanted if not callable(getattr(case, name, None))} == set()
        assert all(isinstance(one, Case) for one in (reader, writer))

    def test_unfinished_until_finished(self, tmp_path: Path) -> None:
        """A case is to be resumed until its first build has come to its end."""
        path = tmp_path / "a.case"
        assert not Case.unfinished(path)
        Case.create(path).close()
        assert Case.unfinished(path)
        with Case.resume(path) as case:
            case.finish()
        assert not Case.unfinished(path)


def _other_database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE claims (id TEXT)")
    database.close()
