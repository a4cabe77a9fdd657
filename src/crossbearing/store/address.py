"""Where a case stands: in a folder, or on a PostgreSQL server under a name."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote

from crossbearing.model.errors import SettingsError

__all__ = ["Server", "on_server", "server_of"]

_SCHEME = re.compile(r"postgres(?:ql)?:/+")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,49}")
_FORM = "write postgresql://[USER@]HOST[:PORT]/DATABASE?case=NAME"
# What libpq may be told beside: how to reach the server and how to trust it, never a secret.
_OPTIONS = frozenset(
    ("host", "port", "user", "sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "service")
)


@dataclass(frozen=True, slots=True)
class Server:
    """The address of a case, or of accounts, in a PostgreSQL database.

    It holds no password: libpq takes that from `PGPASSWORD`, a password file or a certificate, where neither a process
    list nor a message can show it.

    Args:
        database: Name of the database.
        case: Name of the case in it; empty where no case is meant.
        host: Host, or empty for the server's socket on this machine.
        port: Port, or empty for the usual one.
        user: User, or empty for the name of who runs the program.
        options: Further settings of the connection, by libpq's names.
    """

    database: str
    case: str = ""
    host: str = ""
    port: str = ""
    user: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def schema(self) -> str:
        """Name of the schema that holds the case."""
        return f"case_{self.case}"

    @property
    def settings(self) -> dict[str, str]:
        """What libpq is to be told."""
        given = {"dbname": self.database, "host": self.host, "port": self.port, "user": self.user}
        return {**{name: value for name, value in given.items() if value}, **dict(self.options)}

    def __str__(self) -> str:
        user = f"{quote(self.user)}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        asked = [("case", self.case)] if self.case else []
        query = "&".join(f"{name}={quote(value, safe='/')}" for name, value in (*asked, *self.options))
        return f"postgresql://{user}{self.host}{port}/{quote(self.database)}{'?' if query else ''}{query}"

    def __fspath__(self) -> str:
        return str(self)


def on_server(place: str | os.PathLike[str]) -> bool:
    """Tell whether a place is an address of a server and no path."""
    return _SCHEME.match(os.fspath(place)) is not None


def server_of(place: str | os.PathLike[str], *, case: bool = True) -> Server | None:
    """Return the address that a place is, or None if it is the path of a folder or file.

    An address that was taken for a path, and thereby lost one of its slashes, is read as it was meant.

    Args:
        place: Such as `postgresql://archive.example.org/cases?case=homs-2017`.
        case: Whether it has to name a case.

    Raises:
        SettingsError: If it begins as an address and is none, or holds a password.
    """
    if isinstance(place, Server):
        return place
    written = os.fspath(place)
    if not on_server(written):
        return None
    rest, _, query = _SCHEME.sub("", written, count=1).partition("?")
    authority, slash, database = rest.strip("/").rpartition("/")
    shown = re.sub(r":[^:@/]*@", ":…@", written)
    user, _, where = authority.rpartition("@")
    if ":" in user:
        raise SettingsError(
            "a password in an address is seen by others", shown, "leave it out, and use PGPASSWORD or a password file"
        )
    if not database or "@" in database or (not slash and ":" in database):
        raise SettingsError("this address names no database", shown, _FORM)
    host, _, port = where.rpartition(":") if re.search(r":\d+$", where) else (where, "", "")
    given = dict(parse_qsl(query))
    name = given.pop("case", "")
    if case and not _NAME.fullmatch(name):
        raise SettingsError(
            f"{name!r} is no name of a case" if name else "this address names no case",
            shown,
            f"{_FORM}, the name of letters, digits, `_`, `-` and `.`",
        )
    unknown = sorted(given.keys() - _OPTIONS)
    if unknown:
        raise SettingsError(f"this address has settings that are not known: {', '.join(unknown)}", shown, _FORM)
    return Server(unquote(database), name, unquote(host.strip("[]")), port, unquote(user), tuple(sorted(given.items())))
