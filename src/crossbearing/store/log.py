"""The append-only log: what was done to a case and when, each entry chained to the one before by its hash.

The chain is that of a hash-linked time-stamping log (Haber and Stornetta 1991): an entry cannot be altered, removed or
slipped in without breaking the hash of every later one. Entries hold numbers, ids and hashes, no names and no words of
documents, so that the log can be shown and kept when a document has to go.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from crossbearing.store import tables

__all__ = ["START", "Entry", "append", "chain_hash", "chain_text", "detail_text", "entries", "next_number"]

START = "0" * 64
"""What the first entry names as the hash before it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the log.

    Args:
        n: Number, from 1 without gaps.
        utc: When it was written, ISO 8601, by the clock of the writing machine.
        action: What was done (`create`, `readings`, `links`, ...).
        detail: Numbers, ids and hashes that tell more.
        prev: Hash of the entry before.
        hash: SHA-256 over all of the above.
    """

    n: int
    utc: str
    action: str
    detail: dict[str, Any]
    prev: str
    hash: str


def chain_hash(*, n: int, utc: str, action: str, detail: str, prev: str) -> str:
    """Return the hash of an entry: SHA-256 over its fields as canonical JSON."""
    text = chain_text(n=n, utc=utc, action=action, detail=detail, prev=prev)
    return hashlib.sha256(text.encode()).hexdigest()


def chain_text(*, n: int, utc: str, action: str, detail: str, prev: str) -> str:
    """Return what the hash of an entry is made over."""
    return json.dumps([n, utc, action, detail, prev], ensure_ascii=True, separators=(",", ":"))


def detail_text(detail: Mapping[str, Any]) -> str:
    """Return the details of an entry as they are stored: JSON, sorted by key, in ASCII, without blanks."""
    return json.dumps(detail, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)


def next_number(connection: Connection) -> int:
    """Return the number the next entry will have; stable inside a writing transaction."""
    return _head(connection)[0] + 1


def append(connection: Connection, action: str, detail: Mapping[str, Any]) -> int:
    """Append an entry inside a writing transaction and return its number."""
    last, prev = _head(connection)
    text = detail_text(detail)
    utc = datetime.now(UTC).isoformat(timespec="microseconds")
    hashed = chain_hash(n=last + 1, utc=utc, action=action, detail=text, prev=prev)
    connection.execute(
        insert(tables.log).values(n=last + 1, utc=utc, action=action, detail=text, prev=prev, hash=hashed)
    )
    return last + 1


def entries(connection: Connection) -> Iterator[Entry]:
    """Yield all entries, oldest first."""
    for row in connection.execute(select(tables.log).order_by(tables.log.c.n)):
        yield Entry(row.n, row.utc, row.action, json.loads(row.detail), row.prev, row.hash)


def _head(connection: Connection) -> tuple[int, str]:
    row = connection.execute(select(tables.log.c.n, tables.log.c.hash).order_by(tables.log.c.n.desc()).limit(1)).first()
    return (row.n, row.hash) if row else (0, START)
