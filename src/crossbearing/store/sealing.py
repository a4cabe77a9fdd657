"""A whole case as rows and originals, for a sealed hand-over, and back.

What leaves is what is stored: every row of every table, its body as the very text that the log's hashes were made
over, and the bytes of every original. So the chain of the log, the hashes and the ids of a case that was handed over
are those of the case it came from.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Float, Integer, MetaData, Table, insert, select
from sqlalchemy.types import Boolean

from crossbearing.model.errors import (
    CaseError,
    CaseExistsError,
    CaseTooNewError,
    CaseWriteError,
    CrossbearingError,
    InputError,
)
from crossbearing.store import log, tables
from crossbearing.store.address import Server, server_of
from crossbearing.store.bodies import unpack
from crossbearing.store.cards import refresh_all
from crossbearing.store.database import DATABASE, Database, failures_named
from crossbearing.store.dialects import defer_references, go_on_counting
from crossbearing.store.format import FORMAT, present, refuse_newer, upgrade
from crossbearing.store.ingest import Ingest
from crossbearing.store.originals import FOLDER, KeptOriginals, Originals, sync
from crossbearing.store.places import open_database, originals_of
from crossbearing.store.server import (
    ServerDatabase,
    ServerOriginals,
    drop_from_server,
    make_on_server,
    put_in_place,
    refuse_standing,
)
from crossbearing.store.verify import problems

__all__ = ["Sealed", "reading", "reindex", "restore", "sealed", "table_names"]

Row = Mapping[str, Any]

_BATCH = 500
_LARGEST = 2**63
# Columns that hold JSON text: told as JSON, where writing that again gives the same text.
_JSON = frozenset({"body", "detail"})
_CASE_KEY = "case"


def table_names() -> tuple[str, ...]:
    """Return the names of the tables of a case, each behind those it refers to."""
    return tuple(table.name for table in tables.metadata.sorted_tables)


@dataclass(frozen=True, slots=True)
class Sealed:
    """One state of a case, whole.

    Args:
        format: Number of its format.
        head: Number and hash of the last entry of its log.
        case: Random id that the case was given when it was made, or empty.
        connection: That sees this state.
        files: The originals.
    """

    format: int
    head: tuple[int, str]
    case: str
    connection: Connection
    files: KeptOriginals

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table in the order of its key, JSON texts as what they hold.

        Args:
            table: One of `table_names()`.
        """
        of = tables.metadata.tables[table]
        for row in self.connection.execute(select(of).order_by(*of.primary_key.columns)):
            yield {name: _told(name, value) for name, value in row._mapping.items()}

    def originals(self) -> Iterator[str]:
        """Yield the SHA-256 of each original; what was withdrawn is not there."""
        wanted = select(tables.documents.c.sha256).distinct().order_by(tables.documents.c.sha256)
        yield from filter(self.files.has, self.connection.execute(wanted).scalars())

    def copy_original(self, sha256: str, target: Path) -> None:
        """Write the bytes of an original to a file.

        Raises:
            CaseError: If it is missing.
            OSError: If the file cannot be written.
        """
        found = self.files.find(sha256) if isinstance(self.files, Originals) else None
        if found is not None:
            shutil.copyfile(found, target)
        else:
            target.write_bytes(self.files.read(sha256))


@contextmanager
def sealed(path: str | os.PathLike[str]) -> Iterator[Sealed]:
    """Give one state of a case, whole.

    Args:
        path: The case folder, or its address on a server.

    Raises:
        CaseError: If anything in it is not as it was stored: what is damaged is not handed on as whole.
        CaseMissingError: If there is no case.
    """
    found = problems(path)
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise CaseError(
            f"the case is not whole, and is not handed on as such: {found[0]}{more}",
            str(path),
            "`crossbearing verify` names all that is wrong; restore it from a backup",
        )
    place = server_of(path) or Path(path)
    database = open_database(place, write=False)
    try:
        with database.reading() as connection:
            entry = connection.execute(select(tables.log).order_by(tables.log.c.n.desc()).limit(1)).one()
            first = connection.execute(select(tables.log.c.detail).order_by(tables.log.c.n).limit(1)).scalar_one()
            yield Sealed(
                present(connection),
                (entry.n, entry.hash),
                str(json.loads(first).get(_CASE_KEY, "")),
                connection,
                originals_of(place, database),
            )
    finally:
        database.close()


@contextmanager
def reading(path: str | os.PathLike[str]) -> Iterator[Connection]:
    """Give a connection to a case that cannot change it.

    Args:
        path: The case folder, or its address on a server.
    """
    database = open_database(server_of(path) or Path(path), write=False)
    try:
        with database.reading() as connection:
            yield connection
    finally:
        database.close()


def _told(name: str, value: Any) -> Any:
    if name not in _JSON or not isinstance(value, str) or not value.startswith("{"):
        return value
    try:
        plain = json.loads(value)
    except ValueError:
        return value
    return plain if value == _as_written(name, plain) else value


def _as_written(name: str, plain: Any) -> str:
    """Return JSON as the store writes it: the log sorted by key and in ASCII, bodies in the order of their fields."""
    of_log = name == "detail"
    return json.dumps(plain, ensure_ascii=of_log, sort_keys=of_log, separators=(",", ":"))


def restore(
    path: Path,
    *,
    format_: int,
    rows: Callable[[str], Iterable[Row]],
    originals: Callable[[str], Path],
    told: Mapping[str, Any],
    head: tuple[int, str],
) -> None:
    """Make the case again that was handed over; it is there whole and verified, or not at all.

    Args:
        path: Folder to make, or the address of a case on a server.
        format_: Number of the format that the rows are of.
        rows: Gives the rows of a table.
        originals: Gives where the bytes of an original are, by its SHA-256.
        told: What the log is to say of the import, as its last entry.
        head: Number and hash of the last entry that the log must have.

    Raises:
        CaseExistsError: If a case stands there.
        CaseTooNewError: If the rows are of a newer format.
        CaseError: If they do not make a whole case.
        CaseWriteError: If it cannot be written.
    """
    refuse_newer(format_, path)
    if format_ < 1:
        raise _unfit(f"there is no format {format_} of cases")
    server = server_of(path)
    if server is not None:
        refuse_standing(server)
        drafted = replace(server, case=f"draft-{secrets.token_hex(8)}")
        given: dict[str, Any] = {"format_": format_, "rows": rows, "originals": originals}
        try:
            with _refusals_explained():
                make_on_server(drafted, lambda made: _fill(made, ServerOriginals(None, made), **given))
            _refuse_broken(drafted, head)
            _log_import(ServerDatabase(drafted, write=True), told)
            put_in_place(drafted, server)
        except BaseException:
            drop_from_server(drafted)
            raise
        return
    with failures_named(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.parent / f".{path.name}.{secrets.token_hex(4)}"
        try:
            (draft / FOLDER).mkdir(parents=True)
            (draft / DATABASE).touch()
            database = Database(draft, write=True, named=path)
            try:
                with _refusals_explained(), database.writing() as connection:
                    _fill(connection, Originals(draft), format_=format_, rows=rows, originals=originals)
            finally:
                database.close()
            _refuse_broken(draft, head)
            _log_import(Database(draft, write=True, named=path), told)
            sync(draft)
            draft.rename(path)
            sync(path.parent)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise


def _log_import(database: Database, told: Mapping[str, Any]) -> None:
    try:
        with database.writing() as connection:
            log.append(connection, "import", told)
    finally:
        database.close()


@contextmanager
def _refusals_explained() -> Iterator[None]:
    """Let a row that the database refuses, at once or when the rest is there, be a fault of what was handed over."""
    try:
        yield
    except (CaseWriteError, CaseTooNewError, CaseExistsError):
        raise
    except CaseError as error:  # a row that another one should stand for, say
        raise _unfit(error.what) from error


def _fill(
    connection: Connection,
    kept: KeptOriginals,
    *,
    format_: int,
    rows: Callable[[str], Iterable[Row]],
    originals: Callable[[str], Path],
) -> None:
    upgrade(connection, to=format_)
    defer_references(connection)
    made = MetaData()
    made.reflect(connection, only=lambda name, _: name in tables.metadata.tables)
    for name in table_names():
        if name in made.tables:
            _store(connection, made.tables[name], rows(name))
    go_on_counting(connection, [table for table in tables.metadata.sorted_tables if table.name in made.tables])
    _take_originals(connection, kept, originals)
    if format_ == FORMAT:
        reindex(connection, kept)
    else:
        upgrade(connection)
        refresh_all(connection)
        reindex(connection, kept)
        log.append(connection, "migrate", {"from": format_, "to": FORMAT})


def _store(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(_checked(table, row))
        if len(batch) == _BATCH:
            connection.execute(insert(table), batch)
            batch.clear()
    if batch:
        connection.execute(insert(table), batch)


def _checked(table: Table, row: Row) -> dict[str, Any]:
    """Return a row as a table takes it."""
    if set(row) != {column.name for column in table.columns}:
        raise _unfit(f"a row of {table.name} has other columns than that table")
    found: dict[str, Any] = {}
    for column in table.columns:
        value = row[column.name]
        if column.name in _JSON and isinstance(value, dict):
            value = _as_written(column.name, value)
        kinds: tuple[type, ...] = (str,)
        if isinstance(column.type, Boolean):
            kinds = (bool,)
        elif isinstance(column.type, Integer):
            kinds = (int,)
        elif isinstance(column.type, Float):
            kinds = (int, float)
        right = isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))
        if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
            right = False
        if not right and not (value is None and column.nullable):
            raise _unfit(f"a row of {table.name} has no fitting {column.name}")
        found[column.name] = value
    return found


def _take_originals(connection: Connection, into: KeptOriginals, originals: Callable[[str], Path]) -> None:
    hashes = list(connection.execute(select(tables.documents.c.sha256).distinct()).scalars())
    for sha256 in hashes:
        source = originals(sha256)
        # One that is missing is for `verify` to name: it may have been withdrawn, which the log then says.
        if source.is_file() and not into.stage(source, sha256):
            raise _unfit(f"the original {sha256} is not what its name says")
    into.make_safe()
    into.settle(hashes)


def _refuse_broken(draft: Path | Server, head: tuple[int, str]) -> None:
    try:
        found = [str(problem) for problem in problems(draft)]
        database = open_database(draft, write=False)
        with database.reading() as connection:
            if connection.execute(select(tables.log.c.hash).where(tables.log.c.n == head[0])).scalar() != head[1]:
                found.append("the log does not end where the bag says")
        database.close()
    except (CrossbearingError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise _unfit(f"its records cannot be read ({error})") from error
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise _unfit(f"what it holds is no whole case: {found[0]}{more}")


def reindex(connection: Connection, originals: KeptOriginals) -> None:
    """Make all documents of a case findable by their words, anew.

    Args:
        connection: In a writing transaction.
        originals: The case's originals.
    """
    ingest = Ingest(connection, originals, entry=0)
    current = (
        select(tables.documents.c.body.label("document"), tables.texts.c.body.label("text"))
        .join(tables.texts, tables.texts.c.document == tables.documents.c.id)
        .where(tables.texts.c.current)
        .order_by(tables.documents.c.n)
    )
    for row in connection.execute(current).all():
        try:
            ingest.index(unpack(row.document), unpack(row.text))
        except (InputError, AttributeError) as error:
            raise _unfit(f"a text cannot be read ({error})") from error


def _unfit(what: str) -> CaseError:
    return CaseError(what, remedy="it is damaged or was made by another program: ask for it again")
