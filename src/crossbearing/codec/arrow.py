"""Records as Arrow tables: a few key columns to group and sort by, and the record itself as bytes.

Needs the extra `arrow`; the import happens when a table is made, so that nothing else pays for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from crossbearing.codec.json import decode, encode
from crossbearing.model.claims import Claim
from crossbearing.model.errors import InputError, SettingsError

if TYPE_CHECKING:
    import pyarrow

__all__ = ["BODY", "claim_keys", "from_batch", "to_batch"]

BODY = "body"
"""Name of the column that holds the encoded record."""


def claim_keys(claim: Claim) -> dict[str, str]:
    """Return the key columns of a claim: what claims are grouped, joined and sorted by."""
    return {
        "id": claim.id,
        "statement": claim.statement,
        "document": claim.document,
        "event_type": claim.event.type,
        "slot": claim.slot,
        "scope": claim.scope,
    }


def to_batch(records: Iterable[Any], keys: Callable[[Any], Mapping[str, str]]) -> pyarrow.RecordBatch:
    """Return records as one batch of key columns (string) and `body` (binary).

    Args:
        records: At least one record of the vocabulary.
        keys: From a record to its key columns; the same names for every record.

    Raises:
        InputError: If there is no record.
        SettingsError: If pyarrow is not installed.
    """
    arrow = _arrow()
    columns: dict[str, list[Any]] = {}
    for record in records:
        for name, value in (*keys(record).items(), (BODY, encode(record))):
            columns.setdefault(name, []).append(value)
    if not columns:
        raise InputError("no records to write")
    arrays = [
        arrow.array(column, arrow.binary() if name == BODY else arrow.string()) for name, column in columns.items()
    ]
    return arrow.RecordBatch.from_arrays(arrays, names=list(columns))


def from_batch(batch: pyarrow.RecordBatch) -> Iterator[Any]:
    """Yield the records of a batch that `to_batch` made.

    Raises:
        InputError: If the batch has no column `body`, or a body is no record.
    """
    if BODY not in batch.schema.names:
        raise InputError(f"no column {BODY!r}", where=", ".join(batch.schema.names), remedy="write it with to_batch")
    for body in batch.column(batch.schema.names.index(BODY)):
        yield decode(body.as_py())


def _arrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise SettingsError("pyarrow is not installed", remedy="install crossbearing[arrow]") from error
    return pyarrow
