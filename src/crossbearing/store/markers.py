"""Completion markers kept in the case: what a plan has finished, so that a killed build goes on where it stopped."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from crossbearing.store import tables
from crossbearing.store.database import Database
from crossbearing.store.dialects import insert_into

__all__ = ["CaseMarkers"]


class CaseMarkers:
    """Markers of one plan.

    They are machinery, not record: they are not logged, and a marker that was lost only means that work is done again.

    Args:
        database: The case's database, opened for writing.
        plan: Id of the plan: other steps or settings have other markers.
    """

    def __init__(self, database: Database, plan: str) -> None:
        self._database = database
        self._plan = plan
        self._done: set[str] | None = None

    def done(self, key: str) -> bool:
        """Tell whether a record is finished.

        Args:
            key: From the name of the record and a hash of its content.
        """
        return key in self._known()

    def mark(self, keys: Iterable[str]) -> None:
        """Keep, for good, that records are finished.

        Raises:
            CaseWriteError: If the case cannot be written.
        """
        new = [key for key in dict.fromkeys(keys) if key not in self._known()]
        if not new:
            return
        with self._database.writing() as connection:
            connection.execute(
                insert_into(connection, tables.markers).on_conflict_do_nothing(),
                [{"plan": self._plan, "key": key} for key in new],
            )
        self._known().update(new)

    def _known(self) -> set[str]:
        if self._done is None:
            wanted = select(tables.markers.c.key).where(tables.markers.c.plan == self._plan)
            with self._database.reading() as connection:
                self._done = set(connection.execute(wanted).scalars())
        return self._done
