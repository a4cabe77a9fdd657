"""Connections to a case's database, and its failures in words."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from crossbearing.model.errors import CaseError, CaseWriteError
from crossbearing.store.address import Server

__all__ = ["DATABASE", "Database", "failures_named", "file_engine"]

DATABASE = "case.db"
"""Name of the database in a case folder."""

_BUSY_SECONDS = 20.0
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_KEPT = "; what was stored before is safe"


@contextmanager
def failures_named(path: os.PathLike[str]) -> Iterator[None]:
    """Turn failures of the database and of the disk into errors that say what to do.

    Args:
        path: The case folder or address, for the message.

    Raises:
        CaseWriteError: If the disk is full or read-only, or another process holds the case.
        CaseError: If the database is damaged.
    """
    try:
        yield
    except DBAPIError as error:
        raise _named(path, error.orig if error.orig is not None else error) from error
    except sqlite3.Error as error:
        raise _named(path, error) from error
    except OSError as error:
        if error.errno in _FULL:
            raise CaseWriteError(f"the disk is full{_KEPT}", str(path), "free some space and run it again") from error
        if error.errno in _REFUSED:
            raise CaseWriteError(
                f"the case cannot be written ({error.strerror})", str(path), "check its permissions and its disk"
            ) from error
        raise CaseWriteError(
            f"the disk failed ({error.strerror or error}){_KEPT}", str(path), "check the disk"
        ) from error


def _named(path: os.PathLike[str], error: BaseException) -> CaseError:
    text = str(error)
    where = str(path)
    if isinstance(path, Server):
        return _named_by_server(where, error)
    if "locked" in text or "busy" in text:
        return CaseWriteError("another process is writing to the case", where, "wait for it to end and try again")
    if "full" in text:
        return CaseWriteError(f"the disk is full{_KEPT}", where, "free some space and run it again")
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return CaseWriteError("the case cannot be written", where, "check its permissions and its disk")
    if "disk I/O" in text:
        return CaseWriteError(
            f"the disk failed or is full{_KEPT}", where, "check the disk and its free space, then run it again"
        )
    if "malformed" in text or "not a database" in text or "encrypted" in text:
        return CaseError(
            "the database is damaged", where, "restore the case from a backup, or build it again from its originals"
        )
    return CaseError(f"the database refused: {text}", where, "run `crossbearing verify` on the case")


# By the classes and codes of SQLSTATE: https://www.postgresql.org/docs/15/errcodes-appendix.html
_SERVER_SAYS = (
    ("55P03", "another process is writing to the case", "wait for it to end and try again"),
    ("53", f"the server has no room left{_KEPT}", "let whoever keeps the server look, then run it again"),
    ("25006", "the case cannot be written: the server is set to reading only", "name the server that is written to"),
    ("42501", "the account on the server may not do that", "ask whoever keeps the server for the right to the schema"),
    ("28", "the server does not know this account or its password", "check the user, PGPASSWORD or the password file"),
    ("3D000", "the server has no such database", "let whoever keeps the server make it: createdb NAME"),
    ("57", f"the server ended the connection{_KEPT}", "run it again"),
    ("08", f"the connection to the server was lost{_KEPT}", "check the network and run it again"),
)


def _named_by_server(where: str, error: BaseException) -> CaseError:
    state = str(getattr(error, "sqlstate", None) or "")
    for beginning, what, remedy in _SERVER_SAYS:
        if state.startswith(beginning):
            return CaseWriteError(what, where, remedy)
    said = " ".join(str(error).split())
    if not state:  # nothing that answers as a server does
        return CaseWriteError(f"the server cannot be reached ({said})", where, "check host, port and database")
    return CaseError(f"the database refused: {said}", where, "run `crossbearing verify` on the case")


class Database:
    """The database of one case.

    Args:
        folder: The case folder.
        write: Whether it may be written.
        named: What messages call the case, if not by its folder.
    """

    def __init__(self, folder: Path, *, write: bool, named: Path | None = None) -> None:
        self.folder: os.PathLike[str] = named if named is not None else folder
        self.write = write
        self._reader = file_engine(folder / DATABASE, write=False)
        self._writer = file_engine(folder / DATABASE, write=True) if write else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the case and cannot change it."""
        with failures_named(self.folder), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in one transaction: all of it is stored when the block ends, or nothing.

        Raises:
            CaseWriteError: If the case was not opened for writing or cannot be written.
        """
        if self._writer is None:
            raise CaseWriteError("the case was opened for reading only", str(self.folder), "open it with write=True")
        with failures_named(self.folder), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections; the last writer to go folds the write-ahead log into the database."""
        self._reader.dispose()
        if self._writer is not None:
            self._writer.dispose()


def file_engine(path: Path, *, write: bool) -> Engine:
    """Return an engine for a SQLite database.

    Args:
        path: The file, which has to be there.
        write: Whether its transactions may write; each then takes the database for its length.
    """
    # Readers, too, open the file for writing where they may, and are forbidden to write by `query_only`: the last one
    # to close then takes the files of the write-ahead log away again. On a read-only disk SQLite cannot make these;
    # where there is none, nobody is writing, and the database may be read as it stands.
    ordinary = f"file:{quote(str(path))}?mode=rw"
    fallback = f"file:{quote(str(path))}?mode=ro&immutable=1"

    def connect() -> sqlite3.Connection:
        connection = _open(ordinary)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.OperationalError as error:
            connection.close()
            log = path.with_name(path.name + "-wal")
            if write or "unable to open" not in str(error) or (log.exists() and log.stat().st_size):
                raise
            connection = _open(fallback)
        connection.execute(f"PRAGMA busy_timeout = {int(_BUSY_SECONDS * 1000)}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -32000")
        if write:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        else:
            connection.execute("PRAGMA query_only = ON")
        return connection

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, pool_size=4, max_overflow=60)
    # sqlite3 is told to leave transactions alone, so that each begins as stated here: a writer takes the write lock
    # at once, and never finds half-way that another was faster.
    statement = "BEGIN IMMEDIATE" if write else "BEGIN"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(statement))
    return engine


def _open(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS)
