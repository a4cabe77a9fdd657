"""Claims that people coded by hand, among the claims of their documents.

What a person coded is a record (`model.coding.CodedClaim`). So that lists, links and findings meet such claims where
they meet all others, those that stand for a document are kept as a reading of their own beside the current one of the
program: it never becomes the current reading and is not replaced by one. It is made anew whenever a record of the
document changes, or its working text does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, insert, select, update

from crossbearing.model.claims import Claim
from crossbearing.model.coding import BY_HAND, CodedClaim, find_again
from crossbearing.store import log, tables
from crossbearing.store.bodies import content_hash, pack, storable, unpack
from crossbearing.store.database import Database
from crossbearing.store.dialects import defer_references
from crossbearing.store.readings import claim_row, reading_hash
from crossbearing.store.tallies import Tallies

__all__ = ["Coded"]


class Coded:
    """The coded claims of one case.

    Args:
        database: The case's database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def refresh(self, documents: Iterable[str] | None = None) -> Sequence[str]:
        """Let the claims of documents be what their records say, each where its words stand in the present text.

        Args:
            documents: Ids of documents whose records may have changed, or None for all that have any.

        Returns:
            The ids of the documents whose claims changed.

        Raises:
            CaseWriteError: If the case cannot be written.
        """
        wanted = None if documents is None else list(dict.fromkeys(documents))
        with self._database.reading() as connection:
            changed = [one for one in _concerned(connection, wanted) if _present(connection, one) is not None]
        if not changed:
            return ()
        with self._database.writing() as connection:
            defer_references(connection)
            entry = log.next_number(connection)
            tallies = Tallies(connection)
            contents: list[str] = []
            claims = 0
            for document in changed:
                present = _present(connection, document)
                if present is not None:
                    claims += len(present)
                    contents += _replace(connection, document, present, entry=entry, tallies=tallies)
            tallies.store()
            detail = {"documents": 0, "readings": len(contents), "claims": claims, "coded": True}
            log.append(connection, "readings" if contents else "coded", {**detail, "content": content_hash(contents)})
        return changed


def _concerned(connection: Connection, wanted: list[str] | None) -> list[str]:
    records, readings = tables.records, tables.readings
    if wanted is not None:
        return wanted
    coded = select(records.c.subject).where(records.c.kind == CodedClaim.__name__).distinct()
    kept = select(readings.c.document).where(readings.c.steps == BY_HAND).distinct()
    found = dict.fromkeys(connection.execute(coded).scalars())
    found.update(dict.fromkeys(connection.execute(kept).scalars()))
    return list(found)


def _present(connection: Connection, document: str) -> list[Claim] | None:
    """Return the claims that the records of a document give, or None where these are the ones that stand."""
    records, texts, claims = tables.records, tables.texts, tables.claims
    body = connection.execute(select(texts.c.body).where(texts.c.document == document, texts.c.current)).scalar()
    if body is None:
        return None
    text = unpack(body)
    rows = connection.execute(
        select(records.c.body)
        .where(
            records.c.kind == CodedClaim.__name__,
            records.c.subject == storable(document),
            records.c.current,
            records.c.body != "",
        )
        .order_by(records.c.n)
    ).scalars()
    standing = (unpack(row) for row in rows)
    found = {claim.id: claim for claim in (find_again(one, text) for one in standing if not one.withdrawn)}
    stored = connection.execute(
        select(claims.c.body)
        .join(tables.readings, tables.readings.c.n == claims.c.reading)
        .where(claims.c.document == document, claims.c.current, tables.readings.c.steps == BY_HAND)
    ).scalars()
    return None if sorted(stored) == sorted(map(pack, found.values())) else list(found.values())


def _replace(
    connection: Connection, document: str, present: Sequence[Claim], *, entry: int, tallies: Tallies
) -> list[str]:
    """Store the coded claims of a document in place of those that stand; return the contents of what is new."""
    claims, readings, texts = tables.claims, tables.readings, tables.texts
    by_hand = select(readings.c.n).where(readings.c.document == document, readings.c.steps == BY_HAND)
    standing = (claims.c.document == document, claims.c.current, claims.c.reading.in_(by_hand))
    for row in connection.execute(select(claims.c.slot, claims.c.event_type, claims.c.stance).where(*standing)).all():
        tallies.add_claim(row.slot, row.event_type, row.stance, by=-1)
    connection.execute(update(claims).where(*standing).values(current=False))
    if not present:
        return []
    rows = [claim_row(claim) for claim in present]
    for one in rows:
        tallies.add_claim(one["slot"], one["event_type"], one["stance"])
    machine = connection.execute(
        select(readings.c.publication, readings.c.published).where(readings.c.document == document, readings.c.current)
    ).one()
    text = connection.execute(select(texts).where(texts.c.document == document, texts.c.current)).one()
    content = reading_hash(
        text=content_hash([text.body]),
        publication=machine.publication,
        read=True,
        bodies=[row["body"] for row in rows],
    )
    known = connection.execute(
        select(readings.c.n).where(readings.c.document == document, readings.c.content == content)
    ).scalar()
    if known is not None:  # as it was before something that has been taken back
        connection.execute(update(claims).where(claims.c.reading == known).values(current=True))
        return []
    number = connection.execute(
        insert(readings)
        .values(
            document=document,
            text=text.n,
            publication=machine.publication,
            published=machine.published,
            steps=BY_HAND,
            read=True,
            content=content,
            current=False,
            log=entry,
        )
        .returning(readings.c.n)
    ).scalar_one()
    connection.execute(insert(claims), [{**row, "reading": number, "current": True} for row in rows])
    return [content]
