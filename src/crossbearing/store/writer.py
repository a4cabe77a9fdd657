"""Writing to a case: each call is one transaction and one entry of the log."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select

from crossbearing.model.errors import CaseError
from crossbearing.model.judgements import Judgement, TargetKind
from crossbearing.model.protocols import Linked, Weighed
from crossbearing.model.relations import IncidentRelation
from crossbearing.model.steps import Reading, Reject
from crossbearing.store import log, tables
from crossbearing.store.bodies import content_hash, pack, storable
from crossbearing.store.cards import refresh_cards
from crossbearing.store.conclusions import store_links, store_relations, store_weighed
from crossbearing.store.database import Database
from crossbearing.store.dialects import defer_references, insert_into
from crossbearing.store.ingest import Ingest
from crossbearing.store.markers import CaseMarkers
from crossbearing.store.originals import KeptOriginals

__all__ = ["CaseWriting"]


class CaseWriting:
    """What a case opened for writing can do. See `model.protocols.CaseWriter`.

    Args:
        database: The case's database, opened for writing.
        originals: The case's originals.
    """

    def __init__(self, database: Database, originals: KeptOriginals) -> None:
        self._database = database
        self._originals = originals
        # Rejects of a file are replaced when a later run comes to it; within one run they add up.
        self._run = f"{datetime.now(UTC).isoformat(timespec='milliseconds')}-{secrets.token_hex(4)}"

    def add_readings(self, readings: Iterable[Reading]) -> None:
        """Store collected and read documents and copy their originals in.

        Documents that are there stay as they are; newer readings of them become the current ones, and the older ones
        are kept. An original that vanished or changed since it was collected becomes a reject.

        Raises:
            CaseWriteError: If the case cannot be written; then nothing of this call is stored.
        """
        iterator = iter(readings)
        first = next(iterator, None)
        if first is None:
            return
        with self._database.writing() as connection:
            ingest = Ingest(connection, self._originals, entry=log.next_number(connection))
            # The entry is written first, so that readings can refer to it; what it says is known only at the end.
            # Log entries cannot be changed, so references are checked when the transaction is committed.
            defer_references(connection)
            for reading in chain([first], iterator):
                ingest.add(reading)
            self._clear_rejects(connection, ingest.names)
            self._store_rejects(connection, ingest.rejects)
            log.append(connection, "readings", ingest.finish())
            self._originals.make_safe()
        self._originals.settle(ingest.staged)

    def add_rejects(self, rejects: Iterable[Reject]) -> None:
        """Store rejects, in place of those that an earlier run left for the same files.

        Raises:
            CaseWriteError: If the case cannot be written.
        """
        some = list(rejects)
        if not some:
            return
        with self._database.writing() as connection:
            self._clear_rejects(connection, {reject.where: None for reject in some})
            self._store_rejects(connection, some)
            log.append(connection, "rejects", {"rejects": len(some)})

    def replace_links(self, linked: Linked) -> frozenset[str]:
        """Store incidents and origins in place of the present ones; findings of incidents that are gone go too.

        Returns:
            The ids of those incidents that are not as they were, or whose claims rest on other origins than before.

        Raises:
            CaseWriteError: If the case cannot be written.
        """
        with self._database.writing() as connection:
            told, changed = store_links(connection, linked)
            log.append(connection, "links", told)
        return changed

    def replace_findings(self, weighed: Iterable[Weighed]) -> None:
        """Store findings, hypotheses and appraisals in place of those of the same incidents.

        Raises:
            CaseWriteError: If the case cannot be written.
            CaseError: If one is about an incident that the case does not hold.
        """
        some = list(weighed)  # weighing takes its time; the case is not kept from other writers meanwhile
        with self._database.writing() as connection:
            defer_references(connection)
            entry = log.next_number(connection)
            known = set(connection.execute(select(tables.incidents.c.id)).scalars())
            log.append(connection, "findings", store_weighed(connection, _checked(some, known), entry=entry))

    def replace_relations(self, relations: Iterable[IncidentRelation]) -> None:
        """Store how incidents stand to one another, in place of what was there.

        Raises:
            CaseWriteError: If the case cannot be written.
            CaseError: If one is about an incident that the case does not hold.
        """
        some = list(relations)
        with self._database.writing() as connection:
            known = set(connection.execute(select(tables.incidents.c.id)).scalars())
            for one in some:
                if one.incident not in known or one.other not in known:
                    raise CaseError("a relation of an incident that the case does not hold", one.incident)
            log.append(connection, "relations", store_relations(connection, some))

    def add_judgements(self, judgements: Iterable[Judgement]) -> None:
        """Store signed decisions; one whose id is there already changes nothing.

        Raises:
            CaseWriteError: If the case cannot be written.
        """
        some = list(judgements)
        if not some:
            return
        with self._database.writing() as connection:
            defer_references(connection)
            entry = log.next_number(connection)
            bodies: list[str] = []
            for judgement in some:
                body = pack(judgement)
                row = {
                    "id": judgement.id,
                    "target_kind": judgement.target_kind.value,
                    "target": storable(judgement.target),
                    "decision": judgement.decision.value,
                    "document": storable(judgement.document),
                    "slot": storable(judgement.slot),
                    "log": entry,
                    "body": body,
                }
                new = insert_into(connection, tables.judgements).values(row).on_conflict_do_nothing()
                if connection.execute(new.returning(tables.judgements.c.n)).first() is not None:
                    bodies.append(body)
            known = select(tables.incidents.c.id)
            of = {judgement.target for judgement in some if judgement.target_kind is TargetKind.INCIDENT}
            refresh_cards(connection, of.intersection(connection.execute(known).scalars()) if of else ())
            log.append(connection, "judgements", {"judgements": len(bodies), "content": content_hash(bodies)})

    def log(self, action: str, detail: dict[str, Any]) -> None:
        """Append an entry to the log.

        Args:
            action: What was done, one word such as `export`.
            detail: Numbers, ids and hashes; no personal data, for the log cannot forget.

        Raises:
            CaseWriteError: If the case cannot be written.
        """
        with self._database.writing() as connection:
            log.append(connection, action, detail)

    def settings(self, values: Mapping[str, str]) -> None:
        """Keep settings of the case beside its name, such as the ids of the steps that made it; see `meta`.

        Raises:
            CaseWriteError: If the case cannot be written.
        """
        with self._database.writing() as connection:
            for key, value in values.items():
                row = insert_into(connection, tables.meta).values(key=storable(key), value=storable(value))
                connection.execute(
                    row.on_conflict_do_update(index_elements=["key"], set_={"value": row.excluded.value})
                )
            log.append(connection, "settings", {"keys": sorted(values)})

    def markers(self, plan: str) -> CaseMarkers:
        """Return the completion markers of a plan, kept in the case.

        Args:
            plan: `crossbearing.run.plans.plan_id(plan)`.
        """
        return CaseMarkers(self._database, plan)

    def _clear_rejects(self, connection: Connection, names: Iterable[str]) -> None:
        """Forget what earlier runs rejected of these files: places that are the name, or the name and a place in it."""
        table = tables.rejects
        if not connection.execute(select(table.c.n).where(table.c.run != self._run).limit(1)).first():
            return
        for name in map(storable, names):
            inside = [func.substr(table.c.place, 1, len(name) + 1) == name + mark for mark in "#:, "]
            connection.execute(
                delete(table).where(
                    table.c.run != self._run,
                    table.c.place >= name,
                    table.c.place < name + "\U0010ffff",
                    or_(table.c.place == name, *inside),
                )
            )

    def _store_rejects(self, connection: Connection, rejects: Iterable[Reject]) -> None:
        for reject in rejects:
            body = pack(reject)
            row = insert_into(connection, tables.rejects).values(
                id=content_hash([body]),
                step=storable(reject.step),
                place=storable(reject.where),
                kind=storable(reject.kind),
                fatal=reject.fatal,
                run=self._run,
                body=body,
            )
            connection.execute(row.on_conflict_do_update(index_elements=["id"], set_={"run": row.excluded.run}))


def _checked(weighed: Iterable[Weighed], known: set[str]) -> Iterable[Weighed]:
    for one in weighed:
        if one.incident not in known:
            raise CaseError(
                "findings for an incident that the case does not hold", one.incident, "store the links first"
            )
        yield one
