"""Who works on cases together: accounts, what each may do, and what the workbench asks of where they are kept.

Accounts are kept outside every case, so that a case that is handed over carries none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

__all__ = ["ALL_CASES", "Account", "Accounts", "Role", "SignIn", "highest"]

ALL_CASES = "*"
"""What a role is held in, where it holds in every case."""


class Role(StrEnum):
    """What somebody may do; each may do what those before it may."""

    READER = "reader"  # look, search, read
    REVIEWER = "reviewer"  # judge, code, take in files, write questions and views
    EDITOR = "editor"  # sign off, release, export, set rules, see names
    ADMIN = "admin"  # keep the accounts; in every case or in none

    @property
    def rank(self) -> int:
        """Number by which roles stand in order."""
        return list(Role).index(self)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in.

    Args:
        id: Random; the only thing that a case's log ever tells of somebody.
        name: The name that they sign in and sign judgements with.
        roles: Pairs of a case's own id (or `ALL_CASES`) and a role.
        closed: May no longer sign in.
    """

    id: str
    name: str
    roles: tuple[tuple[str, Role], ...] = ()
    closed: bool = False

    def role_in(self, case: str) -> Role | None:
        """Return the highest role in a case, by its own id, or None where there is no access."""
        return highest(role for scope, role in self.roles if scope in (ALL_CASES, case))


def highest(roles: Iterable[Role]) -> Role | None:
    """Return the highest of some roles, or None of none."""
    return max(roles, key=lambda role: role.rank, default=None)


@dataclass(frozen=True, slots=True)
class SignIn:
    """What came of an attempt to sign in.

    Args:
        token: The secret of the session, to be kept by the browser alone; empty where the attempt failed.
        account: Who signed in, or None.
        wait: Seconds until the next attempt is looked at, where there were too many.
    """

    token: str = ""
    account: Account | None = None
    wait: int = 0


class Accounts(Protocol):
    """Where accounts and sessions are kept."""

    def sign_in(self, name: str, password: str) -> SignIn:
        """Try a name and a password, and begin a session if they fit."""

    def session(self, token: str) -> Account | None:
        """Return whose session a secret belongs to, or None."""

    def sign_out(self, token: str) -> None:
        """End a session."""

    def all(self) -> Sequence[Account]:
        """Return all accounts, by name."""

    def add(self, name: str, password: str, *, by: str) -> Account:
        """Make an account."""

    def grant(self, name: str, role: Role | None, *, case: str, by: str) -> Account:
        """Give a role in a case or in all, or take it away."""

    def set_password(self, name: str, password: str, *, by: str) -> None:
        """Set a password, end all sessions of the account, and open it if it was locked or closed."""

    def close_account(self, name: str, *, by: str) -> None:
        """Let somebody sign in no more."""

    def check(self, account: Account, password: str) -> bool:
        """Tell whether a password is that of an account."""
