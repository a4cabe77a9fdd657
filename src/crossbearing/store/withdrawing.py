"""Withdrawing documents for good: original, texts, index, and every word derived from them are gone, the fact stays.

The log keeps the hash of the original, on whose authority it went, and when. Where an entry of the log carries a hash
over bodies that are no longer all there (readings, judgements), the entry of the withdrawal states the hash over those
that are left, so that `verify` goes on checking them, and nobody can take anything else out under its cover.

Nothing that deletes here can reach backups, snapshots or copies of the case; see `docs/guide/safety.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from crossbearing.model.errors import CaseError, CaseWriteError
from crossbearing.store import log, tables
from crossbearing.store.compacting import compact, remove
from crossbearing.store.database import Database, failures_named
from crossbearing.store.erasing import WITHDRAW, Erased, erase_documents
from crossbearing.store.originals import KeptOriginals, Originals
from crossbearing.store.server import ServerOriginals

__all__ = ["READMIT", "WITHDRAW", "Erased", "Withdrawal", "Withdrawals", "replaced_hashes", "withdrawals"]

READMIT = "readmit"
"""Action of the log under which a withdrawn original is allowed back."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One original that was withdrawn.

    Args:
        sha256: SHA-256 of the original.
        utc: When.
        authority: On whose decision.
        readmitted: Whether it was allowed back since.
    """

    sha256: str
    utc: str
    authority: str
    readmitted: bool = False


class Withdrawals:
    """Withdrawals of one case.

    Args:
        database: The case's database, opened for writing where anything is to be withdrawn.
        originals: The case's originals.
    """

    def __init__(self, database: Database, originals: KeptOriginals) -> None:
        self._database = database
        self._originals = originals

    def all(self) -> tuple[Withdrawal, ...]:
        """Return what was withdrawn, oldest first."""
        with self._database.reading() as connection:
            return withdrawals(connection)

    def together(self, document: str) -> tuple[str, ...]:
        """Return the ids of all documents in the original of one, itself included.

        Raises:
            CaseError: If there is no such document.
        """
        table = tables.documents
        with self._database.reading() as connection:
            sha256 = connection.execute(select(table.c.sha256).where(table.c.id == document)).scalar()
            if sha256 is None:
                raise CaseError("no such document", document, "`crossbearing claims CASE` names those there are")
            wanted = select(table.c.id).where(table.c.sha256 == sha256).order_by(table.c.sort)
            return tuple(connection.execute(wanted).scalars())

    def withdraw(self, documents: Sequence[str], *, authority: str) -> Erased:
        """Take documents out for good, with all documents of the same originals; then call `purge`.

        Conclusions that rested on them are taken out too, and are to be made anew by linking and weighing.

        Args:
            documents: Ids of documents.
            authority: On whose decision, as a role or a reference and not as a person's name: the log cannot forget.

        Raises:
            CaseError: If one of the documents is not there.
            CaseWriteError: If the case cannot be written; then nothing is taken out.
        """
        with self._database.writing() as connection:
            return erase_documents(connection, documents, authority=authority)

    def readmit(self, sha256: str, *, authority: str) -> None:
        """Allow a withdrawn original back; adding it is another step.

        Raises:
            CaseError: If no such original was withdrawn.
            CaseWriteError: If the case cannot be written.
        """
        known = [one for one in self.all() if one.sha256.startswith(sha256) and not one.readmitted]
        if len({one.sha256 for one in known}) != 1:
            raise CaseError("no withdrawn original has this hash", sha256, "`crossbearing withdraw CASE` lists them")
        with self._database.writing() as connection:
            log.append(connection, READMIT, {"originals": [known[0].sha256], "authority": authority})

    def purge(self) -> None:
        """Remove the bytes of what was withdrawn: originals, and whatever the database still holds in unused space.

        Raises:
            CaseWriteError: If another process reads the case: the words of its log of changes cannot go meanwhile.
        """
        table = tables.documents
        with self._database.reading() as connection:
            gone = {one.sha256 for one in withdrawals(connection)}
            there = set(connection.execute(select(table.c.sha256).where(table.c.sha256.in_(gone))).scalars())
        with failures_named(self._database.folder):
            if isinstance(self._originals, Originals):
                remove(self._originals, sorted(gone - there))
            elif isinstance(self._originals, ServerOriginals):
                with self._database.writing() as connection:
                    for sha256 in sorted(gone - there):
                        self._originals.within(connection).drop(sha256)
        if not compact(self._database.folder):
            raise CaseWriteError(
                "what was withdrawn is out of the case, but another process holds on to its old pages",
                str(self._database.folder),
                "end what reads the case (the workbench), then run `crossbearing withdraw CASE --finish`",
            )


def withdrawals(connection: Connection) -> tuple[Withdrawal, ...]:
    """Return what was withdrawn from a case, oldest first; what cannot be read is left to `verify`."""
    found: dict[str, Withdrawal] = {}
    for entry in _entries(connection):
        for sha256 in entry.detail.get("originals", ()):
            if entry.action == WITHDRAW:
                found[sha256] = Withdrawal(sha256, entry.utc, str(entry.detail.get("authority", "")))
            elif sha256 in found:
                found[sha256] = replace(found[sha256], readmitted=True)
    return tuple(found.values())


def replaced_hashes(connection: Connection, what: str) -> dict[int, str]:
    """Return, for entries of the log whose bodies are no longer all there, the hash over those that are left.

    Args:
        connection: To read with.
        what: `readings` or `judgements`.
    """
    hashes: dict[int, str] = {}
    for entry in _entries(connection):
        stated = entry.detail.get(what) if entry.action == WITHDRAW else None
        for n, hashed in stated.items() if isinstance(stated, dict) else ():
            hashes[int(n)] = str(hashed)
    return hashes


def _entries(connection: Connection) -> Iterator[log.Entry]:
    table = tables.log
    wanted = select(table).where(table.c.action.in_((WITHDRAW, READMIT))).order_by(table.c.n)
    for row in connection.execute(wanted):
        try:
            detail = json.loads(row.detail)
        except ValueError:
            continue  # altered, as the chain shows
        if isinstance(detail, dict):
            yield log.Entry(row.n, row.utc, row.action, detail, row.prev, row.hash)
