"""What each publisher of a case carries and on whom that rests, tallied by the database."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, Subquery, func, select

from crossbearing.model.documents import Publication
from crossbearing.model.pages import SourceCard
from crossbearing.store import tables
from crossbearing.store.bodies import unpack

__all__ = ["source_cards"]


def source_cards(connection: Connection) -> tuple[SourceCard, ...]:
    """Return the publishers of a case, those with most claims first; one without a name is among them.

    A claim that is about several incidents counts for the family of its last origin, by id.

    Args:
        connection: Where to read.
    """
    published: defaultdict[str, list[Publication]] = defaultdict(list)
    table = tables.publications
    query = select(table.c.publisher, table.c.body).where(table.c.current).order_by(table.c.sort, table.c.n)
    for row in connection.execute(query):
        published[row.publisher].append(unpack(row.body))
    claims = _claims(connection)
    families = _families(connection)
    cards = [
        SourceCard(
            publisher=publisher,
            kind=next((one.kind for one in own if one.kind), ""),
            country=next((one.country for one in own if one.country), ""),
            first_published=min((one.published for one in own if one.published), default=""),
            documents=len({one.document for one in own}),
            claims=claims.get(publisher, 0),
            families=tuple(sorted(families[publisher], key=lambda pair: (-pair[1], pair[0]))),
        )
        for publisher, own in published.items()
    ]
    return tuple(sorted(cards, key=lambda card: (-card.claims, card.publisher)))


def _claims(connection: Connection) -> dict[str, int]:
    """Return how many claims the documents of each publisher hold."""
    claims, of = tables.claims, _published()
    by_document = (
        select(claims.c.document, func.count().label("n"))
        .where(claims.c.current)
        .group_by(claims.c.document)
        .subquery("by_document")
    )
    query = (
        select(of.c.publisher, func.sum(by_document.c.n))
        .join(by_document, by_document.c.document == of.c.document)
        .group_by(of.c.publisher)
    )
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def _families(connection: Connection) -> defaultdict[str, list[tuple[str, int]]]:
    """Return for each publisher on which families how many of its claims rest."""
    claims, links, origins, of = tables.claims, tables.origin_claims, tables.origins, _published()
    last = (
        select(links.c.claim, func.max(links.c.origin).label("origin"))
        .join(origins, origins.c.id == links.c.origin)
        .where(origins.c.family != "")
        .group_by(links.c.claim)
        .subquery("last")
    )
    by_document = (
        select(claims.c.document, origins.c.family, func.count().label("n"))
        .join(last, last.c.claim == claims.c.id)
        .join(origins, origins.c.id == last.c.origin)
        .where(claims.c.current)
        .group_by(claims.c.document, origins.c.family)
        .subquery("by_document")
    )
    query = (
        select(of.c.publisher, by_document.c.family, func.sum(by_document.c.n))
        .join(by_document, by_document.c.document == of.c.document)
        .group_by(of.c.publisher, by_document.c.family)
    )
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for publisher, family, n in connection.execute(query):
        found[publisher].append((family, int(n)))
    return found


def _published() -> Subquery:
    """Return the pairs of publisher and document, each once."""
    table = tables.publications
    return select(table.c.publisher, table.c.document).where(table.c.current).distinct().subquery("published")
