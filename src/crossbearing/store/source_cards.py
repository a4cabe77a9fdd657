"""What each publisher of a case carries and on whom that rests, tallied without reading a claim."""

from __future__ import annotations

from collections import Counter, defaultdict

from sqlalchemy import Connection, func, select

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
    rests = _rests(connection)
    cards = []
    for publisher, own in published.items():
        documents = {one.document for one in own}
        families: Counter[str] = Counter()
        for document in documents:
            families.update(rests.get(document, {}))
        cards.append(
            SourceCard(
                publisher=publisher,
                kind=next((one.kind for one in own if one.kind), ""),
                country=next((one.country for one in own if one.country), ""),
                first_published=min((one.published for one in own if one.published), default=""),
                documents=len(documents),
                claims=sum(claims.get(document, 0) for document in documents),
                families=tuple(sorted(families.items(), key=lambda pair: (-pair[1], pair[0]))),
            )
        )
    return tuple(sorted(cards, key=lambda card: (-card.claims, card.publisher)))


def _claims(connection: Connection) -> dict[str, int]:
    """Return how many claims each document holds."""
    table = tables.claims
    query = select(table.c.document, func.count()).where(table.c.current).group_by(table.c.document)
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def _rests(connection: Connection) -> dict[str, Counter[str]]:
    """Return for each document on which families how many of its claims rest.

    Three scans of narrow columns, put together here: joined by the database, this took twice as long over
    100,000 claims.
    """
    claims, links, origins = tables.claims, tables.origin_claims, tables.origins
    named = select(origins.c.id, origins.c.family).where(origins.c.family != "")
    family = {row.id: row.family for row in connection.execute(named)}
    last: dict[str, str] = {}
    for claim, origin in connection.execute(select(links.c.claim, links.c.origin)):
        if origin in family and origin > last.get(claim, ""):
            last[claim] = origin
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for document, claim in connection.execute(select(claims.c.document, claims.c.id).where(claims.c.current)):
        if claim in last:
            found[document][family[last[claim]]] += 1
    return found
