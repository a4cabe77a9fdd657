"""Reading what was collected and read: documents, publications, texts, claims, marks, rejects and the log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select

from crossbearing.model.claims import Claim
from crossbearing.model.documents import Document, Mark, Publication, Text
from crossbearing.model.errors import CaseError
from crossbearing.model.protocols import CaseCounts, SearchHit
from crossbearing.model.steps import Reject
from crossbearing.store import log, tables
from crossbearing.store.bodies import unpack
from crossbearing.store.database import Database
from crossbearing.store.originals import Originals
from crossbearing.store.paging import rows_by_key
from crossbearing.store.search import search

__all__ = ["DocumentReading"]


class DocumentReading:
    """What can be read of the material of a case. See `model.protocols.CaseReader`.

    Args:
        database: The case's database.
        originals: The case's originals.
    """

    def __init__(self, database: Database, originals: Originals) -> None:
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
        table = tables.claims
        query = (
            select(tables.documents.c.sort, table.c.place, table.c.n, table.c.body)
            .join(tables.documents)
            .where(table.c.current)
        )
        if document is not None:
            query = query.where(table.c.document == document)
        if slot is not None:
            query = query.where(table.c.slot == slot)
        if incident is not None:
            members = select(tables.memberships.c.claim).where(tables.memberships.c.incident == self._resolve(incident))
            query = query.where(table.c.id.in_(members))
        for row in rows_by_key(self._database, query, [tables.documents.c.sort, table.c.place, table.c.n]):
            yield unpack(row.body)

    def marks(self, document: str | None = None) -> Iterator[Mark]:
        """Yield what the newest reading noticed that is no claim, in order of document and place."""
        table = tables.marks
        query = (
            select(tables.documents.c.sort, table.c.place, table.c.n, table.c.body)
            .join(tables.documents)
            .where(table.c.current)
        )
        if document is not None:
            query = query.where(table.c.document == document)
        for row in rows_by_key(self._database, query, [tables.documents.c.sort, table.c.place, table.c.n]):
            yield unpack(row.body)

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
