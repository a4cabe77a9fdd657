"""A case on a PostgreSQL server: a schema of its own in a database, for teams.

Rules that hold for a case in a folder hold here as well. A writing transaction takes the case as a whole, so that the
chain of the log has one head at a time and nobody finds half-way that another was faster; readers see one state and
never wait. The words of keys sort by code point, as SQLite sorts them. What SQLite refuses by its triggers, those of
the schema refuse.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Connection, Engine, Integer, String, create_engine, delete, event, insert, select
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler
from sqlalchemy.pool import QueuePool

from crossbearing.model.errors import (
    CaseError,
    CaseExistsError,
    CaseMissingError,
    CaseWriteError,
    SettingsError,
)
from crossbearing.store.address import Server
from crossbearing.store.database import Database, failures_named
from crossbearing.store.dialects import read_format
from crossbearing.store.server_tables import original_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "ServerDatabase",
    "ServerOriginals",
    "check_server",
    "drop_from_server",
    "make_on_server",
    "put_in_place",
    "refuse_standing",
    "server_engine",
]

_BUSY_SECONDS = 20
_PART = 1 << 20


class _Ddl(PGDDLCompiler):
    """Makes tables as cases need them: keys by code point, numbers of 64 bits, references that can be deferred."""

    def get_column_specification(self, column: Any, **settings: Any) -> str:
        # Only while this is written: the same description may make a table in SQLite next.
        described = column.type
        if isinstance(described, String) and described.collation is None:
            column.type = type(described)(described.length, collation="C")
        elif type(described) is Integer:
            column.type = BigInteger()
        try:
            return str(super().get_column_specification(column, **settings))  # type: ignore[no-untyped-call]
        finally:
            column.type = described

    def visit_foreign_key_constraint(self, constraint: Any, **settings: Any) -> str:
        described, constraint.deferrable = constraint.deferrable, True
        try:
            return str(super().visit_foreign_key_constraint(constraint, **settings))  # type: ignore[no-untyped-call]
        finally:
            constraint.deferrable = described


def server_engine(server: Server, schema: str, *, write: bool, pool: int = 4) -> Engine:
    """Return an engine for a schema of a database.

    Args:
        server: Where the database is.
        schema: Where names are looked up.
        write: Whether its transactions may write.
        pool: Connections to keep.

    Raises:
        SettingsError: If the library that speaks with such servers is not installed.
    """
    try:
        import psycopg
    except ImportError:
        raise SettingsError(
            "cases on a server need a library that is not installed",
            str(server),
            "pip install 'crossbearing[postgres]'",
        ) from None

    settings: dict[str, Any] = {"connect_timeout": str(_BUSY_SECONDS), **server.settings}

    def connect() -> Any:
        connection = psycopg.connect(**settings, application_name="crossbearing", autocommit=True)
        for setting in (
            f'SET search_path TO "{schema}"',
            f"SET lock_timeout TO '{_BUSY_SECONDS}s'",
            f"SET default_transaction_read_only TO {'off' if write else 'on'}",
            f"SET default_transaction_isolation TO '{'read committed' if write else 'repeatable read'}'",
        ):
            connection.execute(setting.encode())
        connection.autocommit = False
        return connection

    engine = create_engine(
        "postgresql+psycopg://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=pool,
        max_overflow=60,
        pool_pre_ping=True,
    )
    engine.dialect.ddl_compiler = _Ddl
    return engine


def _claim(connection: Connection, schema: str) -> None:
    """Take a case for the length of a transaction; others that want to write it wait."""
    # Locks of this kind are numbers. Two cases that share one only wait for each other.
    number = int.from_bytes(hashlib.sha256(schema.encode()).digest()[:8], "big", signed=True)
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (number,))


class ServerDatabase(Database):
    """The database of one case on a server.

    Args:
        server: Its address.
        write: Whether it may be written.
    """

    def __init__(self, server: Server, *, write: bool) -> None:
        self.folder = server
        self.write = write
        self._reader = server_engine(server, server.schema, write=False)
        self._writer = None
        if write:
            self._writer = server_engine(server, server.schema, write=True)
            # The lock comes before anything is read: what the transaction then sees is what the last one left.
            event.listen(self._writer, "begin", lambda connection: _claim(connection, server.schema))


def check_server(server: Server) -> int:
    """Return the format of the case at an address, touching nothing.

    Raises:
        CaseMissingError: If there is none.
        CaseError: If something else has its name, or the server cannot be reached.
    """
    database = ServerDatabase(server, write=False)
    try:
        with database.reading() as connection:
            if not _stands(connection, server.schema):
                raise CaseMissingError(
                    "no such case", str(server), "make one with `crossbearing build PATH... --store ... --case NAME`"
                )
            number = read_format(connection)
    finally:
        database.close()
    if number < 0:
        raise CaseError(
            "not a case: a schema of this name was made by another program", str(server), "name another case"
        )
    return number


def make_on_server(server: Server, fill: Callable[[Connection], None]) -> None:
    """Make a case on a server; it is there whole or not at all.

    Args:
        server: Its address.
        fill: Makes its tables and first entries, in the transaction that makes its schema.

    Raises:
        CaseExistsError: If a case stands there.
        CaseError: If something else has its name.
        CaseWriteError: If it cannot be made.
    """
    engine = server_engine(server, server.schema, write=True, pool=1)
    try:
        with failures_named(server), engine.begin() as connection:
            _claim(connection, server.schema)
            _refuse_taken(connection, server)
            connection.exec_driver_sql(f'CREATE SCHEMA "{server.schema}"')
            fill(connection)
    finally:
        engine.dispose()


def refuse_standing(server: Server) -> None:
    """Raise CaseExistsError if a case stands at an address, and CaseError if something else has its name."""
    database = ServerDatabase(server, write=False)
    try:
        with database.reading() as connection:
            _refuse_taken(connection, server)
    finally:
        database.close()


def put_in_place(draft: Server, server: Server) -> None:
    """Let a case that was made under another name have its own.

    Raises:
        CaseExistsError: If a case was made there meanwhile.
        CaseError: If something else has its name.
    """
    engine = server_engine(server, server.schema, write=True, pool=1)
    try:
        with failures_named(server), engine.begin() as connection:
            _claim(connection, server.schema)
            _refuse_taken(connection, server)
            connection.exec_driver_sql(f'ALTER SCHEMA "{draft.schema}" RENAME TO "{server.schema}"')
    finally:
        engine.dispose()


def drop_from_server(server: Server) -> None:
    """Remove a case that was only drafted, if it is there."""
    engine = server_engine(server, server.schema, write=True, pool=1)
    try:
        with failures_named(server), engine.begin() as connection:
            connection.exec_driver_sql(f'DROP SCHEMA IF EXISTS "{server.schema}" CASCADE')
    finally:
        engine.dispose()


def _refuse_taken(connection: Connection, server: Server) -> None:
    if not _stands(connection, server.schema):
        return
    if read_format(connection) < 0:
        raise CaseError("something else stands there", str(server), "name another --case")
    raise CaseExistsError(
        "a case stands there already", str(server), "use `crossbearing add` to add to it, or name another --case"
    )


def _stands(connection: Connection, schema: str) -> bool:
    found = connection.exec_driver_sql("SELECT 1 FROM pg_namespace WHERE nspname = %s", (schema,))
    return found.first() is not None


class ServerOriginals:
    """The originals of one case on a server, kept in its database beside what refers to them.

    Args:
        database: The case's database; None where there is only the transaction that makes it.
        connection: The writing transaction that originals are taken in by, if there is one.
    """

    def __init__(self, database: Database | None, connection: Connection | None = None) -> None:
        self._database = database
        self._connection = connection

    def within(self, connection: Connection) -> ServerOriginals:
        """Return the originals as a writing transaction sees them and adds to them."""
        return ServerOriginals(self._database, connection)

    def has(self, sha256: str) -> bool:
        """Tell whether an original is there."""
        wanted = select(original_parts.c.part).where(original_parts.c.sha256 == sha256).limit(1)
        with self._reading() as connection:
            return connection.execute(wanted).first() is not None

    def read(self, sha256: str) -> bytes:
        """Return the bytes of an original.

        Raises:
            CaseError: If it is missing or altered.
        """
        table = original_parts
        wanted = select(table.c.data).where(table.c.sha256 == sha256).order_by(table.c.part)
        with self._reading() as connection:
            parts = [bytes(part) for part in connection.execute(wanted).scalars()]
        if not parts:
            raise CaseError("original is missing", sha256, "restore it from a backup of the case")
        data = b"".join(parts)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise CaseError("original was altered", sha256, "restore it from a backup of the case")
        return data

    def stage(self, source: Path, sha256: str) -> bool:
        """Take a file in, unless it is there, checking its hash on the way.

        Args:
            source: The file.
            sha256: What its bytes must hash to.

        Returns:
            False if its bytes are not those stated: it changed since it was collected.

        Raises:
            OSError: If it cannot be read.
            CaseWriteError: Outside a writing transaction.
        """
        if self._connection is None:
            raise CaseWriteError("an original can be taken in only by a writing transaction", sha256)
        if self.has(sha256):
            return True
        hasher, number = hashlib.sha256(), 0
        try:
            with source.open("rb") as read:
                # An empty file has one empty part, so that it is there.
                while (chunk := read.read(_PART)) or not number:
                    hasher.update(chunk)
                    row = {"sha256": sha256, "part": number, "data": chunk}
                    self._connection.execute(insert(original_parts).values(row))
                    number += 1
        except OSError:
            self.drop(sha256)
            raise
        same = hasher.hexdigest() == sha256
        if not same:
            self.drop(sha256)
        return same

    def drop(self, sha256: str) -> None:
        """Remove an original, inside a writing transaction."""
        if self._connection is not None:
            self._connection.execute(delete(original_parts).where(original_parts.c.sha256 == sha256))

    def make_safe(self) -> None:
        """Do nothing: the commit makes them safe."""

    def settle(self, hashes: Iterable[str]) -> None:
        """Do nothing: they are where they belong."""

    def tidy(self, connection: Connection) -> None:
        """Do nothing: a transaction that was cut short left nothing."""

    def second_hash(self, connection: Connection, sha256: str) -> str:
        """Return the SHA-512 of an original that is there, read part by part."""
        table = original_parts
        hasher = hashlib.sha512()
        wanted = select(table.c.part).where(table.c.sha256 == sha256).order_by(table.c.part)
        for number in list(connection.execute(wanted).scalars()):
            part = select(table.c.data).where(table.c.sha256 == sha256, table.c.part == number)
            hasher.update(connection.execute(part).scalar_one())
        return hasher.hexdigest()

    def problems(self, connection: Connection, names: dict[str, str]) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with the originals: where, and what.

        Args:
            connection: To read with.
            names: The name of a document for each SHA-256 that an original should be there of.
        """
        table = original_parts
        stored = list(connection.execute(select(table.c.sha256).distinct().order_by(table.c.sha256)).scalars())
        for sha256 in sorted(names.keys() - set(stored)):
            yield f"original {sha256}", f"missing (original of {names[sha256]})"
        for sha256 in stored:
            if sha256 not in names:
                yield f"original {sha256}", "added: no document has this original"
                continue
            hasher = hashlib.sha256()
            numbers = []
            for number in list(
                connection.execute(
                    select(table.c.part).where(table.c.sha256 == sha256).order_by(table.c.part)
                ).scalars()
            ):
                numbers.append(number)
                part = select(table.c.data).where(table.c.sha256 == sha256, table.c.part == number)
                hasher.update(connection.execute(part).scalar_one())
            if hasher.hexdigest() != sha256 or numbers != list(range(len(numbers))):
                yield f"original {sha256}", f"altered (original of {names[sha256]})"

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._connection is not None:
            yield self._connection
            return
        if self._database is None:
            raise CaseError("originals are read from a database or by a transaction, and there is neither")
        with self._database.reading() as connection:
            yield connection
