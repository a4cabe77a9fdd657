"""A case: everything about it in one folder."""

from __future__ import annotations

import os
import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, insert

import crossbearing
from crossbearing.model.errors import CaseError, CaseExistsError, CaseMissingError
from crossbearing.store import log, tables
from crossbearing.store.address import Server, server_of
from crossbearing.store.bodies import storable
from crossbearing.store.cards import refresh_all
from crossbearing.store.coded import Coded
from crossbearing.store.database import DATABASE, Database, failures_named
from crossbearing.store.format import FORMAT, check, present, refuse_newer, refuse_older, upgrade
from crossbearing.store.originals import FOLDER, sync
from crossbearing.store.pages import Pages
from crossbearing.store.places import open_database, originals_of
from crossbearing.store.reader import CaseReading
from crossbearing.store.records import Records
from crossbearing.store.server import check_server, make_on_server
from crossbearing.store.withdrawing import Withdrawals
from crossbearing.store.writer import CaseWriting

__all__ = ["Case"]

_BUILD, _BEGUN, _ENDED = "build", "begun", "ended"


class Case(CaseReading, CaseWriting):
    """A case in a folder or on a server, open for reading or for reading and writing; a context manager.

    Use `Case.create` or `Case.open`. Several processes may read while one writes; each writing call takes the case for
    the length of its transaction.

    Args:
        path: The case folder, or its address on a server.
        database: Its database, open.
    """

    def __init__(self, path: Path | Server, database: Database) -> None:
        originals = originals_of(path, database)
        CaseReading.__init__(self, database, originals)
        CaseWriting.__init__(self, database, originals)
        self.path = path

    @classmethod
    def create(cls, path: str | os.PathLike[str], *, name: str = "") -> Case:
        """Make an empty case and open it for writing.

        Args:
            path: Folder to make, which may exist if it is empty; or an address such as
                `postgresql://archive.example.org/cases?case=homs-2017` (`store.address`).
            name: Name of the case for people; without one, the folder's name without its ending.

        Raises:
            CaseExistsError: If a case stands there.
            CaseError: If something else stands there.
            CaseWriteError: If it cannot be written.
        """
        server = server_of(path)
        if server is not None:
            make_on_server(server, lambda connection: _fill(connection, name or server.case))
            return cls.open(server, write=True)
        folder = Path(path)
        _refuse_taken(folder)
        with failures_named(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            # Made under another name, so that a case is there whole or not at all.
            draft = folder.parent / f".{folder.name}.{secrets.token_hex(4)}"
            try:
                _make(draft, name or folder.stem, named=folder)
                draft.rename(folder)
                sync(folder.parent)
            except BaseException:
                shutil.rmtree(draft, ignore_errors=True)
                _refuse_taken(folder)  # another process may have made it meanwhile
                raise
        return cls.open(folder, write=True)

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, write: bool = False) -> Case:
        """Open a case.

        Args:
            path: The case folder, or its address on a server.
            write: Whether to write to it; a case of an older format is then brought up to date.

        Raises:
            CaseMissingError: If there is nothing at the path.
            CaseTooNewError: If a newer version of the program wrote it; it is not touched.
            CaseError: If it is no case, is damaged, or has an older format and is opened for reading only.
            CaseWriteError: If it is to be written and cannot be.
        """
        place = server_of(path) or Path(path)
        database = open_database(place, write=write)
        try:
            with database.reading() as connection:
                number = present(connection)
            refuse_newer(number, place)
            if not write:
                refuse_older(number, place)
            case = cls(place, database)
            if write:
                case._prepare()
            else:
                case.meta()  # a damaged database is found now and not in the middle of a list
        except BaseException:
            database.close()
            raise
        return case

    @classmethod
    def unfinished(cls, path: str | os.PathLike[str]) -> bool:
        """Tell whether a case stands at a path whose first build was interrupted before `finish`; see `resume`."""
        place = server_of(path) or Path(path)
        if isinstance(place, Server):
            try:
                number = check_server(place)
            except CaseMissingError:
                return False
        else:
            number = check(place) if (place / DATABASE).is_file() else 0
        if number != FORMAT:
            return False
        with cls.open(place) as case:
            return case.meta().get(_BUILD) == _BEGUN

    @classmethod
    def resume(cls, path: str | os.PathLike[str]) -> Case:
        """Open a case whose build was interrupted, to go on with it; what was stored is there.

        Raises:
            CaseError: As for `open`.
        """
        return cls.open(path, write=True)

    def finish(self) -> None:
        """Note that a build has come to its end: the case is no longer one to resume.

        Raises:
            CaseWriteError: If the case cannot be written.
        """
        if self.meta().get(_BUILD) != _ENDED:
            self.settings({_BUILD: _ENDED})

    def withdrawals(self) -> Withdrawals:
        """Return what was withdrawn for good, and the means to withdraw."""
        return Withdrawals(self._database, self._originals)

    def pages(self) -> Pages:
        """Return the lists that screens read, a page at a time."""
        return Pages(self._database)

    def records(self) -> Records:
        """Return what people keep of the case beside judgements."""
        return Records(self._database)

    def coded(self) -> Coded:
        """Return the claims that people coded by hand."""
        return Coded(self._database)

    def close(self) -> None:
        """Close the case; it may not be used afterwards."""
        self._database.close()

    def __enter__(self) -> Case:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _prepare(self) -> None:
        """Bring the format up to date and clear up after a process that was killed."""
        with self._database.writing() as connection:
            number = present(connection)
            refuse_newer(number, self.path)
            if number < FORMAT:
                upgrade(connection)
                refresh_all(connection)
                log.append(connection, "migrate", {"from": number, "to": FORMAT})
            self._originals.tidy(connection)


def _refuse_taken(folder: Path) -> None:
    if not folder.exists() and not folder.is_symlink():
        return
    if (folder / DATABASE).exists():
        raise CaseExistsError(
            "a case stands there already", str(folder), "use `crossbearing add` to add to it, or name another --case"
        )
    if not folder.is_dir() or any(folder.iterdir()):
        raise CaseError("something else stands there", str(folder), "name another --case")


def _make(folder: Path, name: str, *, named: Path) -> None:
    """Make the folder of an empty case, that messages call by another name."""
    (folder / FOLDER).mkdir(parents=True)
    (folder / DATABASE).touch()
    database = Database(folder, write=True, named=named)
    try:
        with database.writing() as connection:
            _fill(connection, name)
    finally:
        database.close()
    sync(folder)


def _fill(connection: Connection, name: str) -> None:
    """Make the tables and the first entries of a case."""
    upgrade(connection)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    values = {"name": storable(name), "created": created, "version": crossbearing.__version__, _BUILD: _BEGUN}
    connection.execute(insert(tables.meta), [{"key": key, "value": value} for key, value in values.items()])
    detail = {"version": crossbearing.__version__, "format": FORMAT, "case": secrets.token_hex(16)}
    log.append(connection, "create", detail)
