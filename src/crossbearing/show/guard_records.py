"""What people keep of a case, without what is about documents held back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from crossbearing.model.errors import CaseError

__all__ = ["GuardedRecords"]

_LEDGER = "SealedVictim"
_RESTRICTED = frozenset({"SourceCare", "PlaceCare"})


class GuardedRecords:
    """The records of one case, as they may be told.

    Args:
        records: All of them.
        hidden: Tells whether an id is that of a document, claim or statement held back.
        open_: Whether the names of those to be protected may be told; the ledger is shown here to nobody.
    """

    def __init__(self, records: Any, hidden: Callable[[str], bool], *, open_: bool) -> None:
        self._records = records
        self._hidden = hidden
        self._open = open_

    def of(self, kind: str, *, subject: str | None = None, history: bool = False) -> Iterator[Any]:
        """Yield the records of a kind; arguments as for `store.records.Records.of`."""
        if kind == _LEDGER or (kind in _RESTRICTED and not self._open):
            return
        for record in self._records.of(kind, subject=subject, history=history):
            if kind == "Care" or not self._hidden(record.subject):
                yield record

    def one(self, record: str) -> Any:
        """Return the version of a record that stands.

        Raises:
            CaseError: If there is none, or it is held back.
        """
        found = self._records.one(record)
        kind = type(found).__name__
        if kind == _LEDGER or (kind in _RESTRICTED and not self._open) or self._hidden(found.subject):
            raise CaseError("no such record", record, "it may be held back")
        return found

    def add(self, records: Iterable[Any]) -> None:
        """Store records.

        Raises:
            CaseWriteError: If the case cannot be written.
        """
        self._records.add(records)

    def erase(self, ids: Sequence[str], *, authority: str) -> int:
        """Erase all versions of some records and return how many; see `store.records.Records.erase`."""
        erased: int = self._records.erase(ids, authority=authority)
        return erased
