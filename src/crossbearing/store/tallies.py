"""How many there are of what: kept as they change, because counting 100,000 claims anew takes too long for a page."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, delete, func, select

from crossbearing.store import tables
from crossbearing.store.dialects import insert_into

__all__ = ["Tallies", "recount"]


class Tallies:
    """Changes to the tallies, gathered during a transaction and stored at its end.

    Args:
        connection: In a writing transaction.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._changes: Counter[tuple[str, str]] = Counter()

    def add(self, facet: str, value: str, *, by: int = 1) -> None:
        """Count one more (or fewer) of a value of a facet."""
        self._changes[facet, value] += by

    def add_claim(self, slot: str, event_type: str, stance: str, *, by: int = 1) -> None:
        """Count a claim in each facet of claims."""
        self.add("slot", slot, by=by)
        self.add("event_type", event_type, by=by)
        self.add("stance", stance, by=by)

    def store(self) -> None:
        """Write the changes; values that nothing has any more are gone."""
        table = tables.tallies
        rows = [{"facet": facet, "value": value, "n": n} for (facet, value), n in self._changes.items() if n]
        if rows:
            new = insert_into(self._connection, table)
            self._connection.execute(
                new.on_conflict_do_update(index_elements=["facet", "value"], set_={"n": table.c.n + new.excluded.n}),
                rows,
            )
            self._connection.execute(delete(table).where(table.c.n == 0))
        self._changes.clear()


def recount(connection: Connection) -> dict[tuple[str, str], int]:
    """Return the tallies as counted anew from the records."""
    claims, documents = tables.claims, tables.documents
    wanted = {
        "slot": select(claims.c.slot, func.count()).where(claims.c.current).group_by(claims.c.slot),
        "event_type": select(claims.c.event_type, func.count()).where(claims.c.current).group_by(claims.c.event_type),
        "stance": select(claims.c.stance, func.count()).where(claims.c.current).group_by(claims.c.stance),
        "language": select(documents.c.language, func.count()).group_by(documents.c.language),
        "read": select(documents.c.read, func.count()).group_by(documents.c.read),
        "incident_type": select(tables.incidents.c.type, func.count()).group_by(tables.incidents.c.type),
        "verdict": select(tables.findings.c.verdict, func.count()).group_by(tables.findings.c.verdict),
    }
    return {
        (facet, str(value).lower() if facet == "read" else value): n
        for facet, query in wanted.items()
        for value, n in connection.execute(query)
    }
