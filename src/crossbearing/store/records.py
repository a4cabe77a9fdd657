"""What people keep of a case beside judgements: storing, reading and erasing records, and the check of them."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, update

from crossbearing.model.casework import CaseRecord
from crossbearing.model.coding import CodedClaim
from crossbearing.model.errors import CaseError
from crossbearing.store import log, tables
from crossbearing.store.bodies import content_hash, pack, storable, unpack
from crossbearing.store.database import Database
from crossbearing.store.dialects import defer_references
from crossbearing.store.paging import rows_by_key

__all__ = ["Records", "altered_records"]


class Records:
    """The records of one case.

    Args:
        database: The case's database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, records: Iterable[CaseRecord]) -> None:
        """Store records in one transaction; one whose id is known takes the place of what stood under it.

        Raises:
            CaseWriteError: If the case cannot be written.
        """
        some = list(records)
        if not some:
            return
        with self._database.writing() as connection:
            defer_references(connection)
            entry = log.next_number(connection)
            hashes = [_store(connection, record, entry=entry) for record in some]
            kinds = sorted({type(record).__name__ for record in some})
            log.append(connection, "records", {"records": len(some), "kinds": kinds, "content": content_hash(hashes)})

    def erase(self, ids: Sequence[str], *, authority: str) -> int:
        """Erase all versions of some records; that they were there stays in the log, what they said does not.

        Args:
            ids: Ids of records; unknown ones are passed over.
            authority: On whose decision, as a role or a reference and not as a person's name: the log cannot forget.

        Returns:
            How many versions were erased.

        Raises:
            CaseError: If one of them is a coded claim. What it says stands in readings, links and findings, too, and
                leaves them with its document only (`store.withdrawing`); then none of the others is erased either.
            CaseWriteError: If the case cannot be written.
        """
        table = tables.records
        with self._database.writing() as connection:
            coded = select(table.c.id).where(
                table.c.id.in_(ids), table.c.kind == CodedClaim.__name__, table.c.body != ""
            )
            if (one := connection.execute(coded.limit(1)).scalar()) is not None:
                raise CaseError(
                    "a coded claim cannot be erased by itself: readings and findings of the case repeat it",
                    one,
                    "take the claim back, which leaves its words in the history, or withdraw its document: "
                    "`crossbearing withdraw`",
                )
            wanted = select(table.c.n).where(table.c.id.in_(ids), table.c.body != "").order_by(table.c.n)
            rows = list(connection.execute(wanted).scalars())
            if rows:
                erased = update(table).where(table.c.n.in_(rows)).values(body="", salt="", current=False)
                connection.execute(erased)
                log.append(connection, "erase", {"records": rows, "authority": authority})
        return len(rows)

    def of(self, kind: str, *, subject: str | None = None, history: bool = False) -> Iterator[Any]:
        """Yield the records of a kind, in the order in which they were stored.

        Args:
            kind: Name of the record's type, such as `Care`.
            subject: Only those about this document, incident or claim.
            history: Whether to yield those that newer ones replaced, too.
        """
        table = tables.records
        query = select(table.c.n, table.c.body).where(table.c.kind == kind, table.c.body != "")
        if subject is not None:
            query = query.where(table.c.subject == storable(subject))
        if not history:
            query = query.where(table.c.current)
        for row in rows_by_key(self._database, query, [table.c.n]):
            yield unpack(row.body)

    def one(self, record: str) -> Any:
        """Return the version of a record that stands.

        Raises:
            CaseError: If there is none, or it was erased.
        """
        table = tables.records
        with self._database.reading() as connection:
            body = connection.execute(select(table.c.body).where(table.c.id == record, table.c.current)).scalar()
        if not body:
            raise CaseError("no such record", record, "it may have been erased")
        return unpack(body)


def _store(connection: Connection, record: CaseRecord, *, entry: int) -> str:
    table = tables.records
    body, salt = pack(record), secrets.token_hex(16)
    hashed = _hash(salt, body)
    connection.execute(update(table).where(table.c.id == storable(record.id), table.c.current).values(current=False))
    connection.execute(
        insert(table).values(
            id=storable(record.id),
            kind=type(record).__name__,
            subject=storable(record.subject),
            current=True,
            log=entry,
            sha256=hashed,
            salt=salt,
            body=body,
        )
    )
    return hashed


def _hash(salt: str, body: str) -> str:
    return hashlib.sha256(f"{salt}{body}".encode()).hexdigest()


def altered_records(
    connection: Connection, stored: Mapping[int, Mapping[str, object]], erased: Mapping[int, Mapping[str, object]]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the records of a case: where, and what.

    Args:
        connection: To read with.
        stored: What the log says of each of its entries of records, by number.
        erased: What the log says of each of its entries of erasures.
    """
    known = {n for detail in erased.values() for n in _numbers(detail.get("records"))}
    hashes: dict[int, list[str]] = {}
    for row in connection.execute(select(tables.records).order_by(tables.records.c.n)):
        hashes.setdefault(row.log, []).append(row.sha256)
        if row.n in known and (row.body or row.salt):
            yield f"record {row.n}", "said to be erased and still there"
        elif row.n not in known and not row.body:
            yield f"record {row.n}", "erased, though the log does not say so"
        elif row.body and _hash(row.salt, row.body) != row.sha256:
            yield f"record {row.n}", "altered"
    for n, detail in stored.items():
        if content_hash(hashes.pop(n, [])) != detail.get("content"):
            yield f"records of log entry {n}", "not those that the log says were stored"
    for n in hashes:
        yield f"records of log entry {n}", "the log has no such entry of records"


def _numbers(value: object) -> Sequence[int]:
    return [n for n in value if isinstance(n, int)] if isinstance(value, list) else []
