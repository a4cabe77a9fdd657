"""A team on a case: opening its accounts, and the gate through which people come in."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crossbearing import assemble
from crossbearing.model.errors import CaseError

__all__ = ["Readings", "accounts", "accounts_place", "case_id", "gate"]

VARIABLE = "CROSSBEARING_ACCOUNTS"
"""Environment variable that says where a team's accounts are kept."""

_LISTS = frozenset({"claims", "documents", "search", "queue", "judgements", "compare", "sources", "exports"})
_LEDGER = frozenset({"victims", "ledger"})


def accounts_place(named: str = "") -> str:
    """Return where accounts are kept: as named, as `CROSSBEARING_ACCOUNTS` says, or in the user's own folder."""
    if place := named or os.environ.get(VARIABLE, ""):
        return place
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", str(Path.home())))
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", "") or Path.home() / ".local" / "share")
    folder = base / "crossbearing"
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder / "team.db")


def accounts(named: str = "") -> Any:
    """Open the accounts of a team; a context manager. See `accounts_place`.

    Raises:
        CaseMissingError: If the folder of the file is not there.
        SettingsError: If a server is named and its address is none.
        CaseWriteError: If they cannot be opened.
    """
    return assemble.room("accounts")(accounts_place(named))


def case_id(case: Any) -> str:
    """Return a case's own id, that it was given when it was made and keeps wherever it is moved to.

    Args:
        case: Open.

    Raises:
        CaseError: If its log does not begin as that of a case.
    """
    first = next(iter(case.entries()), None)
    found = first.detail.get("case") if first is not None else None
    if not isinstance(found, str):
        raise CaseError("the case does not say which it is", str(case.path), "run `crossbearing verify` on it")
    return found


def gate(case: Any, name: str, team: Any, *, port: int) -> tuple[Any, Any]:
    """Return the gate of a server for a team, and its addresses.

    Args:
        case: Open for writing.
        name: What it is called for people.
        team: The accounts.
        port: Port the server listens on.
    """
    access = assemble.room("team_access")(port, team, case_id(case), Readings(case))
    return access, assemble.room("account_routes")(access, name)


class Readings:
    """Knows what of a case is confidential, and writes down who read it; see `show.web.team_access.ReadingLog`.

    Args:
        case: Open for writing.
    """

    def __init__(self, case: Any) -> None:
        self._case = case
        self._known: tuple[str, frozenset[str]] = ("", frozenset())

    def confidential(self, path: str) -> str:
        """Return the id of what an address shows that is confidential, or an empty string.

        A document that is held back (`model.care.Care`), an incident with claims of one, any list that may show words
        of one, and the ledger of victims.
        """
        parts = path.removeprefix("/api/").strip("/").split("/")
        if _LEDGER & set(parts):
            return "ledger"
        held = self._held()
        if not held:
            return ""
        if parts[0] == "documents" and len(parts) > 1:
            return parts[1] if parts[1] in held else ""
        if parts[0] == "incidents" and len(parts) > 1:
            try:
                incident = self._case.incident(parts[1])
            except CaseError:
                return ""
            return str(incident.id) if any(member.document in held for member in incident.members) else ""
        return "lists" if parts[0] in _LISTS else ""

    def read(self, account: str, subject: str, path: str) -> None:
        """Write to the case's log that an account read something; its id alone, whose it is the log cannot tell."""
        self._case.log("read_confidential", {"account": account, "subject": subject, "address": path})

    def _held(self) -> frozenset[str]:
        today = datetime.now(UTC).date().isoformat()
        state = f"{today} {self._case.pages().version()}"
        if self._known[0] != state:
            found = (care.subject for care in self._case.records().of("Care") if care.held_back(today))
            self._known = (state, frozenset(found))
        return self._known[1]
