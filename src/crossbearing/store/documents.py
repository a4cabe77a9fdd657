"""Reading what was collected and read: documents, publications, texts, claims, marks, rejects and the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select

from crossbearing.model.claims import Claim
from crossbearing.model.documents import Document, Mark, Publication, Text
from crossbearing.model.errors import CaseError
from crossbearing.model.protocols import CaseCounts, SearchHit
from crossbearing.model.steps import Reject
from crossbearing.store import log, tables
from crossbearing.store.bodies import unpack
from crossbearing.store.database import Database
from crossbearing.store.originals import KeptOriginals
from crossbearing.store.paging import rows_by_key
from crossbearing.store.search import search

__all__ = ["DocumentReading"]

_FEW_DOCUMENTS, _MANY_DOCUMENTS = 10, 100  # looked at together: many callers want no more than a screenful


class DocumentReading:
    """What can be read of the material of a case. See `model.protocols.CaseReader`.

    Args:
        database: The case's database.
        originals: The case's originals.
    """

    def __init__(self, database: Database, originals: KeptOriginals) -> None:
        self._database = database
        self._originals = originals

    def counts(self) -> CaseCounts:
        """Return how much the case holds."""
        documents, publications = tables.documents, tables.publications
        queries = {
            "documents": select(func.count()).select_from(documents),
            "publications": select(func.count(publications.c.id.distinct())).where(publications.c.current),
            "not_read": select(func.count()).where(documents.c.read.is_(False)),
            "claims": select(func.coalesce(func.sum(tables.tallies.c.n), 0)).where(tables.tallies.c.facet == "stance"),
            "incidents": select(func.count()).select_from(tables.incidents),
            "findings": select(func.count()).select_from(tables.findings),
            "rejects": select(func.count()).select_from(tables.rejects),
            "judgements": select(func.count()).select_from(tables.judgements),
        }
        with self._database.reading() as connection:
            return CaseCounts(**{name: int(connection.execute(query).scalar_one()) for name, query in queries.items()})

    def meta(self) -> dict[str, str]:
        """Return the case's own data: name, created, version, and its settings."""
        table = tables.meta
        with self._database.reading() as connection:
            return {row.key: row.value for row in connection.execute(select(table).order_by(table.c.key))}

    def tallies(self, facet: str) -> dict[str, int]:
        """Return how many there are of each value of a facet, most first.

        Args:
            facet: `slot`, `event_type` or `stance` of claims; `language` or `read` of documents; `incident_type`;
                `verdict` of findings.
        """
        table = tables.tallies
        wanted = (
            select(table.c.value, table.c.n).where(table.c.facet == facet).order_by(table.c.n.desc(), table.c.value)
        )
        with self._database.reading() as connection:
            return {row.value: row.n for row in connection.execute(wanted)}

    def documents(self) -> Iterator[Document]:
        """Yield all documents, in order of name and locator, numbers in them by size."""
        table = tables.documents
        for row in rows_by_key(self._database, select(table.c.sort, table.c.body), [table.c.sort]):
            yield unpack(row.body)

    def publications(self, document: str | None = None) -> Iterator[Publication]:
        """Yield publications, of one document or of all, earliest first, those without a date last."""
        table = tables.publications
        query = select(table.c.sort, table.c.n, table.c.id, table.c.body).where(table.c.current)
        if document is not None:
            query = query.where(table.c.document == document)
        before = ""
        for row in rows_by_key(self._database, query, [table.c.sort, table.c.n]):
            if row.id != before:  # one publication found under several names
                yield unpack(row.body)
            before = row.id

    def published(self, documents: Iterable[str]) -> dict[str, list[Publication]]:
        """Return what `publications` yields for each of some documents, asked for together."""
        table = tables.publications
        wanted = list(dict.fromkeys(documents))
        found: dict[str, dict[str, str]] = {document: {} for document in wanted}
        with self._database.reading() as connection:
            for start in range(0, len(wanted), _MANY_DOCUMENTS):
                some = table.c.document.in_(wanted[start : start + _MANY_DOCUMENTS])
                query = select(table.c.document, table.c.id, table.c.body).where(some, table.c.current)
                for row in connection.execute(query.order_by(table.c.document, table.c.sort, table.c.n)):
                    found[row.document].setdefault(row.id, row.body)
        return {document: [unpack(body) for body in bodies.values()] for document, bodies in found.items()}

    def settled(self) -> bool:
        """Return whether all that was taken in has been linked and weighed since, by what the log tells."""
        table = tables.log
        last = select(func.coalesce(func.max(table.c.n), 0))
        with self._database.reading() as connection:
            read, related = (
                connection.execute(last.where(table.c.action == action)).scalar_one()
                for action in ("readings", "relations")
            )
        return bool(read < related)

    def unweighed(self) -> frozenset[str]:
        """Return the ids of the incidents that were never weighed, or not since their findings were taken away."""
        incidents, weighings = tables.incidents, tables.weighings
        wanted = select(incidents.c.id).where(incidents.c.id.not_in(select(weighings.c.incident)))
        with self._database.reading() as connection:
            return frozenset(connection.execute(wanted).scalars())

    def texts(self, document: str | None = None) -> Iterator[Text]:
        """Yield the newest working text of one document or of all, in order of their documents."""
        table = tables.texts
        query = select(tables.documents.c.sort, table.c.n, table.c.body).join(tables.documents).where(table.c.current)
        if document is not None:
            query = query.where(table.c.document == document)
        for row in rows_by_key(self._database, query, [tables.documents.c.sort, table.c.n], page=100):
            yield unpack(row.body)

    def claims(
        self, *, document: str | None = None, incident: str | None = None, slot: str | None = None
    ) -> Iterator[Claim]:
        """Yield the claims of the newest reading, in order of document and place.

        Args:
            document: Only of this document.
            incident: Only of this incident, by its id or by an alias of it.
            slot: Only answers to this question.
        """
        conditions = [] if slot is None else [tables.claims.c.slot == slot]
        members = tables.memberships
        within = None
        if incident is not None:
            of = members.c.incident == self._resolve(incident)
            conditions.append(tables.claims.c.id.in_(select(members.c.claim).where(of)))
            within = select(members.c.document).where(of)
        for body in self._by_place(tables.claims, document, conditions, within=within):
            yield unpack(body)

    def marks(self, document: str | None = None) -> Iterator[Mark]:
        """Yield what the newest reading noticed that is no claim, in order of document and place."""
        for body in self._by_place(tables.marks, document, []):
            yield unpack(body)

    def rejects(self) -> Iterator[Reject]:
        """Yield all rejects of the last run of each file, in the order they came."""
        table = tables.rejects
        for row in rows_by_key(self._database, select(table.c.n, table.c.body), [table.c.n]):
            yield unpack(row.body)

    def entries(self) -> Iterator[log.Entry]:
        """Yield the log, oldest entry first."""
        with self._database.reading() as connection:
            found = list(log.entries(connection))
        yield from found

    def search(self, query: str, limit: int = 50) -> Sequence[SearchHit]:
        """Return documents that match all words of a query, best first; any characters are safe in it."""
        with self._database.reading() as connection:
            return search(connection, query, limit)

    def original(self, document: str) -> bytes:
        """Return the bytes of a document's original.

        Raises:
            CaseError: If there is no such document, or its original is missing or was altered.
        """
        table = tables.documents
        with self._database.reading() as connection:
            sha256 = connection.execute(select(table.c.sha256).where(table.c.id == document)).scalar()
        if sha256 is None:
            raise CaseError("no such document", document, "list the documents of the case")
        return self._originals.read(sha256)

    def _resolve(self, incident: str) -> str:
        """Return the id of an incident named by its id or by an alias; what is neither is returned as it stands."""
        own = select(tables.incidents.c.id).where(tables.incidents.c.id == incident)
        alias = select(tables.aliases.c.incident).where(tables.aliases.c.alias == incident)
        with self._database.reading() as connection:
            return connection.execute(own).scalar() or connection.execute(alias).scalar() or incident

    def _by_place(
        self,
        table: Table,
        document: str | None,
        conditions: Sequence[ColumnElement[bool]],
        *,
        within: Select[Any] | None = None,
    ) -> Iterator[str]:
        """Yield bodies of a table of current readings, in order of document and place.

        Some documents at a time, each with all it has: a join in this order would sort the whole table first.

        Args:
            table: Claims or marks.
            document: Only of this document.
            conditions: On the table.
            within: Selects the ids of the documents to look at, or None for all.
        """
        bodies = select(table.c.document, table.c.body).where(table.c.current, *conditions)
        bodies = bodies.order_by(table.c.document, table.c.place, table.c.n)
        if document is not None:
            with self._database.reading() as connection:
                found = list(connection.execute(bodies.where(table.c.document == document)))
            yield from (row.body for row in found)
            return
        documents = tables.documents
        query = select(documents.c.sort, documents.c.id)
        if within is not None:
            query = query.where(documents.c.id.in_(within))
        ids = (row.id for row in rows_by_key(self._database, query, [documents.c.sort]))
        size = _FEW_DOCUMENTS
        while some := list(islice(ids, size)):
            held: dict[str, list[str]] = {}
            with self._database.reading() as connection:
                for row in connection.execute(bodies.where(table.c.document.in_(some))):
                    held.setdefault(row.document, []).append(row.body)
            for one in some:
                yield from held.get(one, ())
            size = min(2 * size, _MANY_DOCUMENTS)
