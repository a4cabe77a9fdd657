"""Lists of a case a page at a time, with filters: see `model.pages.CasePages`."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_

from crossbearing.model.claims import Claim
from crossbearing.model.coding import BY_HAND
from crossbearing.model.errors import CaseError, SettingsError
from crossbearing.model.judgements import Decision, TargetKind
from crossbearing.model.pages import (
    ClaimFilter,
    DocumentCard,
    DocumentFilter,
    Facets,
    IncidentCard,
    IncidentFilter,
    IncidentOrder,
    Page,
    SourceCard,
)
from crossbearing.store import tables
from crossbearing.store.bodies import storable, unpack
from crossbearing.store.cards import UNDATED, card_of
from crossbearing.store.database import Database
from crossbearing.store.source_cards import source_cards

__all__ = ["Pages"]

MOST = 500
"""Items on one page at most."""

_FACETS_OF_CARDS = ("verdict", "publisher", "party")
_MOST_VALUES = 200
_DECIDED = ("judgements", "findings", "export", "settings")  # records are not among them: they may hold words back


class Pages:
    """Lists of one case.

    Args:
        database: The case's database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def incidents(
        self, where: IncidentFilter, *, order: IncidentOrder = IncidentOrder.SIZE, cursor: str = "", limit: int = 50
    ) -> Page[IncidentCard]:
        """Return a page of incidents.

        Args:
            where: Which.
            order: In which order.
            cursor: `Page.next` of the page before, or empty for the first.
            limit: How many at most, 1 to 500.

        Raises:
            SettingsError: If the cursor is none of this list.
        """
        table = tables.cards
        keys = {
            IncidentOrder.SIZE: (table.c.rank, table.c.incident),
            IncidentOrder.DATE: (table.c.start, table.c.incident),
            IncidentOrder.DISPUTES: (table.c.disputes, table.c.rank, table.c.incident),
        }[order]
        narrowed = select(*dict.fromkeys((*keys, table.c.incident)), table.c.body).where(*_of_cards(where))
        rows, following, total = self._page(narrowed, keys, f"incidents-{order}", cursor, limit)
        return Page(tuple(card_of(row.body) for row in rows), following, total)

    def card(self, incident: str) -> IncidentCard:
        """Return the card of one incident, by its id or by an alias.

        Raises:
            CaseError: If there is none.
        """
        alias = select(tables.aliases.c.incident).where(tables.aliases.c.alias == incident)
        table = tables.cards
        wanted = select(table.c.body).where(or_(table.c.incident == incident, table.c.incident.in_(alias)))
        with self._database.reading() as connection:
            body = connection.execute(wanted).scalar()
        if body is None:
            raise CaseError("no such incident", incident, "list the incidents of the case")
        return card_of(body)

    def claims(self, where: ClaimFilter, *, cursor: str = "", limit: int = 50) -> Page[Claim]:
        """Return a page of claims, those of one document together in order of place. Arguments as `incidents`."""
        table, members = tables.claims, tables.memberships
        conditions: list[ColumnElement[bool]] = [table.c.current]
        for column, value in (
            (table.c.document, where.document),
            (table.c.slot, where.slot),
            (table.c.stance, where.stance),
            (table.c.event_type, where.event_type),
        ):
            if value:
                conditions.append(column == value)
        if where.without:
            conditions.append(table.c.id.not_in(where.without))
        if where.incident:
            of = select(members.c.claim).where(members.c.incident == where.incident)
            conditions.append(table.c.id.in_(of))
        keys = (table.c.document, table.c.place, table.c.n)
        rows, following, total = self._page(
            select(*keys, table.c.body).where(*conditions), keys, "claims", cursor, limit
        )
        return Page(tuple(unpack(row.body) for row in rows), following, total)

    def documents(self, where: DocumentFilter, *, cursor: str = "", limit: int = 50) -> Page[DocumentCard]:
        """Return a page of documents, by name. Arguments as `incidents`."""
        table, publications, members = tables.documents, tables.publications, tables.memberships
        conditions: list[ColumnElement[bool]] = []
        if where.language:
            conditions.append(table.c.language == where.language)
        if where.read is not None:
            conditions.append(table.c.read.is_(where.read))
        if where.publisher:
            by = select(publications.c.document).where(
                publications.c.publisher == where.publisher, publications.c.current
            )
            conditions.append(table.c.id.in_(by))
        if where.incident:
            of = select(members.c.document).where(members.c.incident == where.incident)
            conditions.append(table.c.id.in_(of))
        query = select(table.c.sort, table.c.id, table.c.name, table.c.language, table.c.read, table.c.body)
        rows, following, total = self._page(query.where(*conditions), (table.c.sort,), "documents", cursor, limit)
        return Page(self._document_cards(rows), following, total)

    def facets(self) -> Facets:
        """Return how many there are of what."""
        counts: dict[str, dict[str, int]] = {}
        cards, facets, tallies = tables.cards, tables.card_facets, tables.tallies
        with self._database.reading() as connection:
            for row in connection.execute(select(tallies).order_by(tallies.c.facet, tallies.c.n.desc())):
                counts.setdefault(row.facet, {})[row.value] = row.n
            for facet in _FACETS_OF_CARDS:
                number = func.count().label("number")
                query = (
                    select(facets.c.value, number)
                    .where(facets.c.facet == facet)
                    .group_by(facets.c.value)
                    .order_by(number.desc(), facets.c.value)
                    .limit(_MOST_VALUES)
                )
                counts[f"incident_{facet}"] = {row.value: row.number for row in connection.execute(query)}
            status = select(cards.c.status, func.count()).group_by(cards.c.status)
            counts["incident_status"] = {row[0]: row[1] for row in connection.execute(status)}
            unlocated = connection.execute(select(func.count()).where(cards.c.latitude.is_(None))).scalar_one()
            undated = connection.execute(select(func.count()).where(cards.c.start == UNDATED)).scalar_one()
            decided = self._decided(connection)
            by_hand = self._by_hand(connection)
        claims = sum(counts.get("stance", {}).values())
        accepted = decided.get(Decision.ACCEPT.value, 0) + decided.get(Decision.CORRECT.value, 0) + by_hand
        rejected = decided.get(Decision.REJECT.value, 0)
        return Facets(counts, unlocated, undated, max(claims - accepted - rejected, 0), accepted, rejected)

    def sources(self) -> tuple[SourceCard, ...]:
        """Return the publishers of the case, those with most claims first."""
        with self._database.reading() as connection:
            return source_cards(connection)

    def publishers(self, documents: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the publishers of some documents, by document, earliest first; those without a name are left out."""
        table = tables.publications
        found: dict[str, dict[str, None]] = {}
        wanted = list(dict.fromkeys(documents))
        with self._database.reading() as connection:
            for start in range(0, len(wanted), MOST):
                query = (
                    select(table.c.document, table.c.publisher)
                    .where(table.c.document.in_(wanted[start : start + MOST]), table.c.current, table.c.publisher != "")
                    .order_by(table.c.sort, table.c.n)
                )
                for row in connection.execute(query):
                    found.setdefault(row.document, {})[row.publisher] = None
        return {document: tuple(names) for document, names in found.items()}

    def version(self, *, decided: bool = True) -> str:
        """Return a tag that changes whenever anything in the case does: the hash of its last log entry.

        Args:
            decided: Whether it changes with what people decide, too; else with reports, claims, links and records.
        """
        table = tables.log
        query = select(table.c.hash).order_by(table.c.n.desc()).limit(1)
        if not decided:
            query = query.where(table.c.action.not_in(_DECIDED))
        with self._database.reading() as connection:
            return connection.execute(query).scalar() or ""

    @staticmethod
    def _decided(connection: Any) -> dict[str, int]:
        """Return how many statements have which last decision."""
        table = tables.judgements
        last = (
            select(func.max(table.c.n).label("n"))
            .where(table.c.target_kind == TargetKind.STATEMENT.value)
            .group_by(table.c.target)
            .subquery()
        )
        query = select(table.c.decision, func.count()).join(last, last.c.n == table.c.n).group_by(table.c.decision)
        return {row[0]: row[1] for row in connection.execute(query)}

    @staticmethod
    def _by_hand(connection: Any) -> int:
        """Return how many claims a person coded that nobody has judged since."""
        claims, readings, judgements = tables.claims, tables.readings, tables.judgements
        judged = select(judgements.c.n).where(
            judgements.c.target == claims.c.statement, judgements.c.target_kind == TargetKind.STATEMENT.value
        )
        query = (
            select(func.count())
            .select_from(claims)
            .join(readings, readings.c.n == claims.c.reading)
            .where(readings.c.steps == BY_HAND, claims.c.current, ~judged.exists())
        )
        return int(connection.execute(query).scalar_one())

    def _document_cards(self, rows: Sequence[Any]) -> tuple[DocumentCard, ...]:
        ids = [row.id for row in rows]
        publications, claims = tables.publications, tables.claims
        first: dict[str, Any] = {}
        with self._database.reading() as connection:
            query = (
                select(publications.c.document, publications.c.body)
                .where(publications.c.document.in_(ids), publications.c.current)
                .order_by(publications.c.sort, publications.c.n)
            )
            for row in connection.execute(query):
                first.setdefault(row.document, unpack(row.body))
            counted = (
                select(claims.c.document, func.count())
                .where(claims.c.document.in_(ids), claims.c.current)
                .group_by(claims.c.document)
            )
            numbers = {row[0]: row[1] for row in connection.execute(counted)}
        cards = []
        for row in rows:
            publication = first.get(row.id)
            cards.append(
                DocumentCard(
                    id=row.id,
                    name=row.name,
                    title=publication.title if publication else "",
                    publisher=publication.publisher if publication else "",
                    published=publication.published if publication else "",
                    language=row.language,
                    read=row.read,
                    media_type=unpack(row.body).media_type,
                    claims=numbers.get(row.id, 0),
                )
            )
        return tuple(cards)

    def _page(
        self, query: Select[Any], keys: Sequence[ColumnElement[Any]], name: str, cursor: str, limit: int
    ) -> tuple[Sequence[Any], str, int]:
        """Return the rows of a page, the cursor of the next and the number of rows on all pages."""
        if not 1 <= limit <= MOST:
            raise SettingsError(f"a page of {limit} items", where="limit", remedy=f"ask for 1 to {MOST}")
        ordered = query.order_by(*keys).limit(limit + 1)
        if cursor:
            ordered = ordered.where(tuple_(*keys) > tuple_(*_place(cursor, name, len(keys))))
        with self._database.reading() as connection:
            rows = connection.execute(ordered).all()
            total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
        following = ""
        if len(rows) > limit:
            rows = rows[:limit]
            last = rows[-1]._mapping
            following = _cursor(name, [last[key.key or ""] for key in keys])
        return rows, following, int(total)


def _of_cards(where: IncidentFilter) -> list[ColumnElement[bool]]:
    table = tables.cards
    conditions: list[ColumnElement[bool]] = []
    if where.types:
        conditions.append(table.c.type.in_(where.types))
    if where.status:
        conditions.append(table.c.status == where.status)
    for word in where.words.split():
        conditions.append(table.c.title.icontains(storable(word), autoescape=True))
    if where.start:
        conditions.append(and_(table.c.end > where.start, table.c.start != UNDATED))
    if where.end:
        # A date without a clock means the whole of that day.
        conditions.append(table.c.start < (f"{where.end}T99" if len(where.end) == len("2016-09-17") else where.end))
    if where.box is not None:
        west, south, east, north = where.box
        conditions.append(table.c.latitude.between(south, north))
        inside = table.c.longitude.between(west, east)
        # A box that crosses the date line has its west to the east of its east.
        conditions.append(inside if west <= east else or_(table.c.longitude >= west, table.c.longitude <= east))
    if where.located is not None:
        conditions.append(table.c.latitude.is_not(None) if where.located else table.c.latitude.is_(None))
    if where.dated is not None:
        conditions.append(table.c.start != UNDATED if where.dated else table.c.start == UNDATED)
    facets = tables.card_facets
    for facet, values in (("verdict", where.verdicts), ("publisher", where.publishers), ("party", where.parties)):
        if values:
            of = select(facets.c.incident).where(facets.c.facet == facet, facets.c.value.in_(values))
            conditions.append(table.c.incident.in_(of))
    return conditions


def _cursor(name: str, key: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps([name, *key]).encode()).decode().rstrip("=")


def _place(cursor: str, name: str, width: int) -> list[Any]:
    """Return the key that a cursor holds.

    Raises:
        SettingsError: If it is none of this list.
    """
    try:
        held = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, UnicodeDecodeError):
        held = None
    if not isinstance(held, list) or len(held) != width + 1 or held[0] != name:
        raise SettingsError(
            "this cursor belongs to no such list", where="cursor", remedy="take it from `next` of the page before"
        )
    if not all(isinstance(part, str | int | float) for part in held):
        raise SettingsError("this cursor is damaged", where="cursor", remedy="begin with the first page")
    return held[1:]
