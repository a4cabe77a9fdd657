"""The format of a case file: telling a case from other folders, older from newer ones, and bringing it up to date."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from crossbearing.model.errors import CaseError, CaseMissingError, CaseTooNewError
from crossbearing.store.database import DATABASE, failures_named
from crossbearing.store.dialects import APPLICATION, read_format, write_format

__all__ = ["APPLICATION", "FORMAT", "check", "present", "refuse_newer", "refuse_older", "upgrade"]

FORMAT = 4
"""Number of the present format; rises by one with each migration."""


def check(path: Path) -> int:
    """Return the format of the case at a path, touching nothing.

    Args:
        path: The case folder.

    Raises:
        CaseMissingError: If there is nothing.
        CaseTooNewError: If a newer version of the program wrote it.
        CaseError: If it is something else than a case, or its database is damaged.
    """
    if not path.exists():
        raise CaseMissingError("no such case", str(path), "make one with `crossbearing build PATH... --case DIR`")
    database = path / DATABASE
    if not path.is_dir() or not database.is_file():
        raise CaseError("not a case", str(path), f"name a folder that holds a {DATABASE}")
    with failures_named(path):
        application, number = _stamp(database)
    if application != APPLICATION:
        raise CaseError("not a case: its database was made by another program", str(path), "name another folder")
    refuse_newer(number, path)
    return number


def present(connection: Connection) -> int:
    """Return the format as the database itself tells it, what is still in its write-ahead log included."""
    return read_format(connection)


def refuse_newer(number: int, path: os.PathLike[str]) -> None:
    """Raise CaseTooNewError if a format is newer than this version of the program."""
    if number > FORMAT:
        raise CaseTooNewError(
            f"the case has format {number}, and this version of the program knows formats up to {FORMAT}",
            str(path),
            "use the newer version of crossbearing that wrote it; nothing was changed",
        )


def refuse_older(number: int, path: os.PathLike[str]) -> None:
    """Raise CaseError if a format has to be brought up to date before it can be read."""
    if number < FORMAT:
        raise CaseError(
            f"the case has the older format {number}", str(path), "open it once for writing, with `crossbearing add`"
        )


def _stamp(database: Path) -> tuple[int, int]:
    """Read application id and format from the header, without opening the database, which could change its folder.

    Source of the offsets: https://www.sqlite.org/fileformat2.html, "The Database Header". Both are written once, in
    the transaction that makes or upgrades the case, and folded into the file before it is used.
    """
    with database.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise sqlite3.DatabaseError("file is not a database")
    return int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big")


def upgrade(connection: Connection, *, to: int | None = None) -> None:
    """Bring a database to the present format, inside the writing transaction of the caller.

    Args:
        connection: In a transaction; nothing is changed if it is rolled back.
        to: An older format to stop at, to take in what was stored in it.
    """
    # Alembic takes a third of a second to load and is needed only when a format changes.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.runtime.migration import MigrationContext, RevisionStep
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(Path(__file__).parent / "migrations"))
    target = "head" if to is None else f"{to:04d}"

    def steps(revision: Any, _context: MigrationContext) -> list[RevisionStep]:
        return list(scripts._upgrade_revs(target, revision))  # as alembic.command.upgrade does

    with EnvironmentContext(Config(), scripts, fn=steps) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()
    write_format(connection, FORMAT if to is None else to)
