"""The migrations make what the code expects, and bring older cases up to date without loss."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import crossbearing.store
from crossbearing.model.errors import CaseError
from crossbearing.store import format as format_
from crossbearing.store import tables
from crossbearing.store.case import Case
from crossbearing.store.verify import verify

MIGRATIONS = Path(crossbearing.store.__file__).parent / "migrations"
NOT_TABLES = ("search", "alembic_version", "words", "original_parts")


def test_migrations_make_the_tables_of_the_code(case: Case) -> None:
    """A migrated database has just the tables, columns and indexes that `tables` describes."""

    def ours(obj: object, name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and (name or "").startswith(NOT_TABLES))

    with case._database.reading() as connection:
        in_folder = connection.dialect.name == "sqlite"
        context = MigrationContext.configure(
            connection, opts={"include_object": ours, "compare_type": in_folder, "compare_server_default": True}
        )
        found = compare_metadata(context, tables.metadata)
    # On a server, references can be deferred, and are the same otherwise.
    assert [one for one in found if in_folder or one[0] not in ("add_fk", "remove_fk")] == []


def test_format_counts_the_migrations() -> None:
    """The format number is the number of migrations, and these form one line."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert len(list(scripts.walk_revisions())) == format_.FORMAT
    assert len(scripts.get_heads()) == 1


def test_older_case_is_brought_up_to_date(filled: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case of an older format cannot be read as it is; opened for writing it is migrated, as its log tells."""
    claims = list(filled.claims())
    filled.close()
    monkeypatch.setattr(format_, "FORMAT", format_.FORMAT + 1)
    monkeypatch.setattr("crossbearing.store.case.FORMAT", format_.FORMAT)
    with pytest.raises(CaseError, match="older format"):
        Case.open(filled.path)
    with pytest.raises(CaseError, match="older format"):
        verify(filled.path)
    with Case.open(filled.path, write=True) as case:
        assert list(case.claims()) == claims
        assert [(entry.action, entry.detail) for entry in case.entries()][-1] == (
            "migrate",
            {"from": format_.FORMAT - 1, "to": format_.FORMAT},
        )
    assert verify(filled.path) == []
    with Case.open(filled.path) as case:
        assert list(case.claims()) == claims


def test_failing_migration_changes_nothing(filled: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration that stops in the middle leaves the case as it was, to be read by the version that wrote it."""
    filled.close()

    def half(connection: object) -> None:
        connection.exec_driver_sql("DROP TABLE tallies")  # type: ignore[attr-defined]
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("crossbearing.store.case.FORMAT", format_.FORMAT + 1)
        patch.setattr("crossbearing.store.case.upgrade", half)
        with pytest.raises(CaseError, match="disk is full"):
            Case.open(filled.path, write=True)
    assert verify(filled.path) == []


def test_migrations_are_packaged() -> None:
    """Migrations lie inside the package, so that an installed program has them."""
    assert (MIGRATIONS / "versions" / "r0001_first.py").is_file()


@pytest.mark.files
def test_database_is_a_case_to_other_programs(case: Case) -> None:
    """The file tells in its header that it is a case, and in which format."""
    with closing(sqlite3.connect(case.path / "case.db")) as database:
        assert database.execute("PRAGMA application_id").fetchone() == (format_.APPLICATION,)
        assert database.execute("PRAGMA user_version").fetchone() == (format_.FORMAT,)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
