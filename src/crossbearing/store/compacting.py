"""Removing the bytes of what was deleted: files of originals, and what a database still holds in unused space."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from crossbearing.store import server_tables, tables
from crossbearing.store.address import Server
from crossbearing.store.database import DATABASE, failures_named
from crossbearing.store.originals import Originals
from crossbearing.store.server import server_engine

__all__ = ["compact", "remove"]

_WAIT_SECONDS = 20.0
_DEBUG = "debug.log"


def compact(place: os.PathLike[str]) -> bool:
    """Rewrite the database of a case, its index of words and its write-ahead log.

    A deleted row stays in unused pages, a deleted word in the segments of the full-text index, and both in the
    write-ahead log until it is folded in. Sources: https://www.sqlite.org/lang_vacuum.html ("How VACUUM works"),
    https://www.sqlite.org/fts5.html ("The 'rebuild' command"), https://www.sqlite.org/pragma.html#pragma_wal_checkpoint;
    for PostgreSQL https://www.postgresql.org/docs/15/sql-vacuum.html, whose own write-ahead log and archives of it are
    kept by whoever keeps the server.

    Args:
        place: The case folder, or its address on a server.

    Returns:
        False where another process reads the case, so that old pages are still there.

    Raises:
        CaseWriteError: If the case cannot be written.
    """
    with failures_named(place):
        if isinstance(place, Server):
            _rewrite_on_server(place)
            return True
        connecting = sqlite3.connect(Path(place) / DATABASE, isolation_level=None, timeout=_WAIT_SECONDS)
        with closing(connecting) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("INSERT INTO search(search) VALUES ('rebuild')")
            connection.execute("VACUUM")
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _rewrite_on_server(server: Server) -> None:
    engine = server_engine(server, server.schema, write=True, pool=1)
    names = [table.name for some in (tables.metadata, server_tables.metadata) for table in some.sorted_tables]
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for name in names:
                connection.execute(text(f'VACUUM (FULL) "{name}"'))
    finally:
        engine.dispose()


def remove(originals: Originals, hashes: Iterable[str]) -> None:
    """Remove the files of originals, and the tracebacks of unexpected faults, which may repeat what was being read.

    Raises:
        OSError: If one cannot be removed.
    """
    for sha256 in hashes:
        while (file := originals.find(sha256)) is not None:
            file.chmod(0o600)  # some systems refuse to remove what may not be written
            file.unlink()
    (originals.folder.parent / _DEBUG).unlink(missing_ok=True)
