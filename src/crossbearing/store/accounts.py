"""The accounts of a team and their sessions, in a small database of their own: a file, or a schema on a server.

Passwords are kept as Argon2id hashes (RFC 9106, the second recommended parameters, which are argon2-cffi's defaults),
the secrets of sessions as SHA-256. What is done to accounts, each time somebody signs in and each time a name is locked
stands in a trail that only grows.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    delete,
    event,
    insert,
    select,
    update,
)

from crossbearing.model.errors import CaseMissingError, SettingsError
from crossbearing.model.team import ALL_CASES, Account, Role, SignIn
from crossbearing.store.address import Server, server_of
from crossbearing.store.database import Database, failures_named, file_engine
from crossbearing.store.dialects import append_only
from crossbearing.store.server import server_engine

__all__ = ["IDLE_SECONDS", "LEAST_PASSWORD", "LONGEST_SECONDS", "TRIES", "TeamAccounts", "new_password"]

LEAST_PASSWORD = 12
"""Characters of a password at least; no rules on which (NIST SP 800-63B-4, section 3.1.1.2, asks for length alone)."""
TRIES = 5
"""Wrong passwords in a row, under one name, after which further ones are not looked at for a while."""
IDLE_SECONDS = 2 * 3600.0
"""How long a session lasts without a request."""
LONGEST_SECONDS = 12 * 3600.0
"""How long a session lasts at most."""

_FIRST_WAIT, _LONGEST_WAIT = 60, 3600
_SEEN_EVERY = 60.0
_MOST_PASSWORD = 1024
_SCHEMA = "crossbearing_team"
_AT_ONCE = 4  # hashes computed at a time; each takes 64 MiB

_metadata = MetaData()
_accounts = Table(
    "accounts",
    _metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False, unique=True),
    Column("password", String, nullable=False),
    Column("closed", Boolean, nullable=False),
)
_roles = Table(
    "roles",
    _metadata,
    Column("account", String, ForeignKey("accounts.id"), primary_key=True),
    Column("scope", String, primary_key=True),
    Column("role", String, nullable=False),
)
_sessions = Table(
    "sessions",
    _metadata,
    Column("hash", String, primary_key=True),
    Column("account", String, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("begun", Float, nullable=False),
    Column("seen", Float, nullable=False),
)
_tries = Table(
    "tries",
    _metadata,
    Column("name", String, primary_key=True),  # SHA-256 of the folded name, known or not
    Column("n", Integer, nullable=False),
    Column("until", Float, nullable=False),
)
_trail = Table(
    "trail",
    _metadata,
    Column("n", Integer, primary_key=True),
    Column("utc", String, nullable=False),
    Column("action", String, nullable=False),
    Column("account", String, nullable=False),
    Column("by", String, nullable=False),
    Column("detail", String, nullable=False),
)


def new_password() -> str:
    """Return a random password that can be read out: 96 bits in groups of letters and digits."""
    letters = "abcdefghijkmnpqrstuvwxyz23456789"  # 5 bits each; none that looks like another
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))


class TeamAccounts:
    """The accounts of a team. See `model.team.Accounts`; a context manager.

    Args:
        place: A file, or the address of a PostgreSQL database.
        clock: Tells the seconds since the epoch.

    Raises:
        CaseMissingError: If the file is not there.
        SettingsError: If the address is none.
        CaseWriteError: If it cannot be opened.
    """

    def __init__(self, place: str | os.PathLike[str], *, clock: Callable[[], float] | None = None) -> None:
        from argon2 import PasswordHasher

        self._hasher = PasswordHasher()
        # Compared with where there is no such account, so that an answer takes as long.
        self._nobody = self._hasher.hash(secrets.token_hex(16))
        self._turn = threading.BoundedSemaphore(_AT_ONCE)
        self._clock = clock if clock is not None else lambda: datetime.now(UTC).timestamp()
        self._database = _AccountsDatabase(place)

    def __enter__(self) -> TeamAccounts:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def sign_in(self, name: str, password: str) -> SignIn:
        """Try a name and a password, and begin a session if they fit.

        An attempt counts before it is looked at, so that many at once are no more than many in a row. Names that there
        are none of are treated as those there are.
        """
        folded, now = _folded(name), self._clock()
        key = hashlib.sha256(folded.encode()).hexdigest()
        with self._database.writing() as connection:
            known = connection.execute(select(_tries).where(_tries.c.name == key)).first()
            if known is not None and known.until > now:
                return SignIn(wait=max(1, round(known.until - now)))
            tries = (known.n if known is not None else 0) + 1
            wait = min(_FIRST_WAIT * 2 ** min(tries - TRIES, 20), _LONGEST_WAIT) if tries >= TRIES else 0
            connection.execute(delete(_tries).where(_tries.c.name == key))
            connection.execute(insert(_tries).values(name=key, n=tries, until=now + wait if wait else 0.0))
            row = connection.execute(select(_accounts).where(_accounts.c.folded == folded)).first()
        fits = self._fits(row.password if row is not None else self._nobody, password)
        with self._database.writing() as connection:
            if row is None or row.closed or not fits:
                if wait:
                    _note(connection, "locked", row.id if row is not None else "", by="", detail=f"{wait} s")
                return SignIn(wait=0)
            connection.execute(delete(_tries).where(_tries.c.name == key))
            connection.execute(delete(_sessions).where(_sessions.c.begun < now - LONGEST_SECONDS))
            token = secrets.token_urlsafe(32)
            connection.execute(insert(_sessions).values(hash=_hash(token), account=row.id, begun=now, seen=now))
            _note(connection, "sign_in", row.id, by=row.id)
            return SignIn(token=token, account=_account(connection, row))

    def session(self, token: str) -> Account | None:
        """Return whose session a secret belongs to, or None: unknown, ended, or too long without a request."""
        if not token:
            return None
        now, hashed = self._clock(), _hash(token)
        wanted = select(_accounts, _sessions.c.begun, _sessions.c.seen).join(_sessions)
        with self._database.reading() as connection:
            row = connection.execute(wanted.where(_sessions.c.hash == hashed)).first()
            account = _account(connection, row) if row is not None else None
        if row is None or row.closed or now > row.begun + LONGEST_SECONDS or now > row.seen + IDLE_SECONDS:
            return None
        if now > row.seen + _SEEN_EVERY:
            with self._database.writing() as connection:
                connection.execute(update(_sessions).where(_sessions.c.hash == hashed).values(seen=now))
        return account

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self._database.writing() as connection:
            connection.execute(delete(_sessions).where(_sessions.c.hash == _hash(token)))

    def all(self) -> list[Account]:
        """Return all accounts, by name."""
        with self._database.reading() as connection:
            rows = connection.execute(select(_accounts).order_by(_accounts.c.folded)).all()
            return [_account(connection, row) for row in rows]

    def add(self, name: str, password: str, *, by: str) -> Account:
        """Make an account, without a role.

        Args:
            name: To sign in and sign judgements with.
            password: Its first password.
            by: Id of the account that does it, or empty for the command line.

        Raises:
            SettingsError: If the name is taken or none, or the password too short.
        """
        shown = " ".join(unicodedata.normalize("NFC", name).split())
        if not shown or len(shown) > 200:
            raise SettingsError("an account needs a name of at most 200 characters", name[:50])
        hashed = self._hashed(password)
        with self._database.writing() as connection:
            taken = select(_accounts.c.id).where(_accounts.c.folded == _folded(shown))
            if connection.execute(taken).first() is not None:
                raise SettingsError("there is an account of this name", shown, "choose another name")
            row = {"id": secrets.token_hex(8), "name": shown, "folded": _folded(shown)}
            connection.execute(insert(_accounts).values(**row, password=hashed, closed=False))
            _note(connection, "add", row["id"], by=by)
        return Account(row["id"], shown)

    def grant(self, name: str, role: Role | None, *, case: str = ALL_CASES, by: str) -> Account:
        """Give a role in a case or in all, in place of the one held there, or take that away.

        Args:
            name: Whose.
            role: Which; None takes it away.
            case: The case's own id, or `ALL_CASES`.
            by: Id of the account that does it, or empty for the command line.

        Raises:
            SettingsError: If there is no such account, the role is one of the whole team, or nobody would be left to
                keep the accounts.
        """
        if role is Role.ADMIN and case != ALL_CASES:
            raise SettingsError("admins keep the accounts of all cases", name, "leave the case out")
        with self._database.writing() as connection:
            row = _row(connection, name)
            here = (_roles.c.account == row.id) & (_roles.c.scope == case)
            connection.execute(delete(_roles).where(here))
            if role is not None:
                connection.execute(insert(_roles).values(account=row.id, scope=case, role=role.value))
            _note(connection, "role", row.id, by=by, detail=f"{role.value if role else 'none'} in {case}")
            _refuse_without_admin(connection, by)
            return _account(connection, row)

    def set_password(self, name: str, password: str, *, by: str) -> None:
        """Set a password, end all sessions of the account, and open it if it was locked or closed.

        Raises:
            SettingsError: If there is no such account or the password is too short.
        """
        hashed = self._hashed(password)
        with self._database.writing() as connection:
            row = _row(connection, name)
            change = update(_accounts).where(_accounts.c.id == row.id).values(password=hashed, closed=False)
            connection.execute(change)
            connection.execute(delete(_sessions).where(_sessions.c.account == row.id))
            key = hashlib.sha256(row.folded.encode()).hexdigest()
            connection.execute(delete(_tries).where(_tries.c.name == key))
            _note(connection, "password", row.id, by=by)

    def close_account(self, name: str, *, by: str) -> None:
        """Let somebody sign in no more; what they signed stays theirs.

        Raises:
            SettingsError: If there is no such account, or nobody would be left to keep the accounts.
        """
        with self._database.writing() as connection:
            row = _row(connection, name)
            connection.execute(update(_accounts).where(_accounts.c.id == row.id).values(closed=True))
            connection.execute(delete(_sessions).where(_sessions.c.account == row.id))
            _note(connection, "close", row.id, by=by)
            _refuse_without_admin(connection, by)

    def check(self, account: Account, password: str) -> bool:
        """Tell whether a password is that of an account."""
        with self._database.reading() as connection:
            row = _row(connection, account.name)
        return self._fits(row.password, password)

    def trail(self) -> list[tuple[str, str, str, str]]:
        """Return what was done to accounts, oldest first: what, to whom, by whom (ids), and more."""
        with self._database.reading() as connection:
            rows = connection.execute(select(_trail).order_by(_trail.c.n))
            return [(row.action, row.account, row.by, row.detail) for row in rows]

    def _hashed(self, password: str) -> str:
        if not LEAST_PASSWORD <= len(password) <= _MOST_PASSWORD:
            raise SettingsError(
                f"a password has {LEAST_PASSWORD} to {_MOST_PASSWORD} characters", remedy="take several words"
            )
        with self._turn:
            return self._hasher.hash(password)

    def _fits(self, hashed: str, password: str) -> bool:
        from argon2.exceptions import VerificationError

        with self._turn:
            try:
                return self._hasher.verify(hashed, password[: _MOST_PASSWORD + 1])
            except VerificationError:
                return False


class _AccountsDatabase(Database):
    """A database of accounts; made when it is first opened for a file in a folder that is there."""

    def __init__(self, place: str | os.PathLike[str]) -> None:
        server = server_of(place, case=False)
        self.write = True
        if server is not None:
            self.folder = server
            self._reader = server_engine(server, _SCHEMA, write=False)
            self._writer = server_engine(server, _SCHEMA, write=True)
            # As for cases: one writer at a time.
            event.listen(
                self._writer,
                "begin",
                lambda connection: connection.exec_driver_sql("SELECT pg_advisory_xact_lock(770001)"),
            )
        else:
            path = Path(place)
            self.folder = path
            if not path.parent.is_dir():
                raise CaseMissingError("no such folder", str(path.parent), "make it, or name another file")
            with failures_named(path):
                path.touch(mode=0o600)
            self._reader, self._writer = file_engine(path, write=False), file_engine(path, write=True)
        self._prepare(server)

    def _prepare(self, server: Server | None) -> None:
        with self.writing() as connection:
            if server is not None:
                connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{_SCHEMA}"')
            before = connection.dialect.has_table(connection, _accounts.name)
            if not before:
                _metadata.create_all(connection)
                append_only(connection, _trail.name)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _row(connection: Connection, name: str) -> Any:
    found = connection.execute(select(_accounts).where(_accounts.c.folded == _folded(name))).first()
    if found is None:
        raise SettingsError("there is no account of this name", name, "`crossbearing team list` names them")
    return found


def _account(connection: Connection, row: Any) -> Account:
    held = connection.execute(select(_roles).where(_roles.c.account == row.id).order_by(_roles.c.scope))
    return Account(row.id, row.name, tuple((one.scope, Role(one.role)) for one in held), bool(row.closed))


def _refuse_without_admin(connection: Connection, by: str) -> None:
    """Undo what takes the last admin away, unless it is done where accounts can be mended: on the command line."""
    admins = (
        select(_roles.c.account).join(_accounts).where(_roles.c.role == Role.ADMIN.value, _accounts.c.closed.is_(False))
    )
    if by and connection.execute(admins.limit(1)).first() is None:
        raise SettingsError("nobody would be left to keep the accounts", remedy="make somebody else an admin first")


def _note(connection: Connection, action: str, account: str, *, by: str, detail: str = "") -> None:
    utc = datetime.now(UTC).isoformat(timespec="seconds")
    row = {"utc": utc, "action": action, "account": account, "by": by, "detail": detail}
    connection.execute(insert(_trail).values(**row))
