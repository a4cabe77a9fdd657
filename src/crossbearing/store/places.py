"""Opening what stands in a folder or on a server, whichever a case was named by."""

from __future__ import annotations

from pathlib import Path

from crossbearing.store.address import Server
from crossbearing.store.database import Database
from crossbearing.store.format import check, refuse_newer
from crossbearing.store.originals import KeptOriginals, Originals
from crossbearing.store.server import ServerDatabase, ServerOriginals, check_server

__all__ = ["open_database", "originals_of"]


def open_database(place: Path | Server, *, write: bool) -> Database:
    """Open the database of a case.

    Args:
        place: The case folder, or its address on a server.
        write: Whether it may be written.

    Raises:
        CaseError: If no case stands there, or it is too new.
    """
    if isinstance(place, Server):
        refuse_newer(check_server(place), place)
        return ServerDatabase(place, write=write)
    check(place)
    return Database(place, write=write)


def originals_of(place: Path | Server, database: Database) -> KeptOriginals:
    """Return the originals of a case.

    Args:
        place: The case folder, or its address on a server.
        database: Its database, open.
    """
    return ServerOriginals(database) if isinstance(place, Server) else Originals(place)
