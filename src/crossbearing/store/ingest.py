"""Taking readings into a case, inside one transaction."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from crossbearing.model.documents import Document, Publication, Text
from crossbearing.model.steps import Reading, Reject
from crossbearing.store import tables
from crossbearing.store.bodies import content_hash, natural, pack, storable, unpack
from crossbearing.store.originals import KeptOriginals
from crossbearing.store.readings import Held, Standing, publication_sort
from crossbearing.store.search import index
from crossbearing.store.tallies import Tallies
from crossbearing.store.withdrawing import withdrawals

__all__ = ["Ingest"]


class Ingest:
    """Takes readings in, one after the other.

    A document has one current reading. Which one that is follows from what is stored, not from the order in which two
    outlets of the same bytes came in: of readings by the same steps, that of the earlier publication counts, because
    its date is the one the words were written for; otherwise the newest reading counts.

    Args:
        connection: In a writing transaction.
        originals: Where originals are kept.
        entry: Number of the log entry that this transaction will end with.
    """

    def __init__(self, connection: Connection, originals: KeptOriginals, *, entry: int) -> None:
        self._connection = connection
        self._originals = originals.within(connection)
        self._entry = entry
        self._tallies = Tallies(connection)
        self._withdrawn = {one.sha256: one.utc[:10] for one in withdrawals(connection) if not one.readmitted}
        self.staged: dict[str, None] = {}
        self.names: dict[str, None] = {}
        self.rejects: list[Reject] = []
        self._new_documents = 0
        self._new_claims = 0
        self._contents: list[str] = []
        self._described: list[str] = []

    def add(self, reading: Reading) -> None:
        """Take one reading in; one that is already there changes nothing."""
        collected = reading.collected
        if collected.document.sha256 in self._withdrawn:
            self._refuse_withdrawn(collected.key, collected.document.sha256)
            return
        if not self._stage(collected.document, collected.path, collected.key):
            return
        self.names[collected.document.name] = None
        self._document(collected.document, collected.text.language, reading.read)
        retitled = self._publication(collected.publication, collected.document.name, collected.text.extractor)
        held = Held.of(reading)
        current = self._current(held.document)
        known = self._known(held) if current is not None else None
        if known is None:
            standing = Standing(
                self._store_text(collected.text), held.steps, reading.read, held.publication, held.published
            )
            becomes = current is None or standing.replaces(Standing.of(current))
            row = self._store(held, standing, current=becomes)
        else:
            row = known
            becomes = current is not None and row.n != current.n and Standing.of(row).replaces(Standing.of(current))
            if becomes:
                self._flag(row, current=True)
        if becomes and current is not None:
            self._flag(current, current=False)
            self._describe(row)
        if becomes:
            self._show_text(row, current)
            self.index(collected.document, collected.text)
        elif retitled and current is not None:
            self.index(collected.document, self._text(current.text))

    def finish(self) -> dict[str, Any]:
        """Store the tallies and return what the log says of this transaction."""
        self._tallies.store()
        return {
            "documents": self._new_documents,
            "readings": len(self._contents),
            "claims": self._new_claims,
            "rejected": len(self.rejects),
            "originals": list(self.staged),
            "content": content_hash(self._contents),
            "described": self._described,  # hashes of what is told of documents and publications
        }

    def _stage(self, document: Document, path: str, key: str) -> bool:
        if document.sha256 in self.staged:
            return True
        known = self._originals.has(document.sha256)
        try:
            same = self._originals.stage(Path(path), document.sha256)
        except OSError as error:
            if error.filename != path:
                raise  # the case cannot be written; this is nothing about one file
            self._refuse(key, f"the file can no longer be read ({error.strerror})", "original_missing")
            return False
        if not same:
            self._refuse(key, "the file changed while it was being read", "original_changed")
        elif not known:
            self.staged[document.sha256] = None
        return same

    def _refuse_withdrawn(self, key: str, sha256: str) -> None:
        reason = f"this file was withdrawn on {self._withdrawn[sha256]} and is not taken in again"
        remedy = f"if it may come back: crossbearing withdraw CASE --readmit {sha256[:16]} --authority TEXT"
        self.rejects.append(Reject(step="store", where=key, reason=reason, remedy=remedy, kind="withdrawn"))

    def _refuse(self, key: str, reason: str, kind: str) -> None:
        self.rejects.append(Reject(step="store", where=key, reason=reason, remedy="add it again", kind=kind))

    def _document(self, document: Document, language: str, read: bool) -> None:
        known = self._connection.execute(select(tables.documents.c.n).where(tables.documents.c.id == document.id))
        if known.first() is not None:
            return
        body = pack(document)
        self._described.append(content_hash([body]))
        self._connection.execute(
            insert(tables.documents).values(
                id=document.id,
                sha256=document.sha256,
                name=storable(document.name),
                sort=f"{natural(document.name)}\x1f{natural(document.locator)}\x1f{document.id}",
                language=storable(language),
                read=read,
                body=body,
            )
        )
        self._tallies.add("language", storable(language))
        self._tallies.add("read", str(read).lower())
        self._new_documents += 1

    def _publication(self, publication: Publication, name: str, extractor: str) -> bool:
        """Store what is told of a publication; return whether that changes what was current."""
        table = tables.publications
        body = pack(publication)
        content = content_hash([body])
        name = storable(name)
        rows = self._connection.execute(
            select(table.c.n, table.c.id, table.c.extractor, table.c.content, table.c.current).where(
                table.c.document == publication.document, table.c.name == name
            )
        ).all()
        same = [row for row in rows if row.id == publication.id and row.content == content]
        outdated = [
            row.n
            for row in rows
            if row.current and row not in same and (row.extractor != extractor or row.id == publication.id)
        ]
        if outdated:
            self._connection.execute(update(table).where(table.c.n.in_(outdated)).values(current=False))
        if same:
            if not same[0].current or same[0].extractor != extractor:
                self._connection.execute(
                    update(table).where(table.c.n == same[0].n).values(current=True, extractor=extractor)
                )
            return bool(outdated) or not same[0].current
        self._described.append(content)
        self._connection.execute(
            insert(table).values(
                id=publication.id,
                document=publication.document,
                name=name,
                extractor=extractor,
                publisher=storable(publication.publisher),
                sort=publication_sort(publication),
                content=content,
                current=True,
                body=body,
            )
        )
        return True

    def _known(self, held: Held) -> Row[Any] | None:
        """Return the reading that holds just this, if it is stored."""
        table = tables.readings
        wanted = select(table).where(table.c.document == held.document, table.c.content == held.content)
        return self._connection.execute(wanted).first()

    def _store(self, held: Held, standing: Standing, *, current: bool) -> Row[Any]:
        """Store a reading with its claims and marks, and return its row."""
        table = tables.readings
        row = self._connection.execute(
            insert(table)
            .values(
                document=held.document,
                text=standing.text,
                publication=standing.publication,
                published=standing.published,
                steps=standing.steps,
                read=standing.read,
                content=held.content,
                current=current,
                log=self._entry,
            )
            .returning(table)
        ).one()
        for rows, of in ((held.claims, tables.claims), (held.marks, tables.marks)):
            if rows:
                self._connection.execute(insert(of), [{**one, "reading": row.n, "current": current} for one in rows])
        if current:
            for one in held.claims:
                self._tallies.add_claim(one["slot"], one["event_type"], one["stance"])
        self._new_claims += len(held.claims)
        self._contents.append(held.content)
        return row

    def _store_text(self, working: Text) -> int:
        table = tables.texts
        body = pack(working)
        content = content_hash([body])
        known = self._connection.execute(
            select(table.c.n).where(table.c.id == working.id, table.c.content == content)
        ).scalar()
        if known is not None:
            return int(known)
        stored = self._connection.execute(
            insert(table)
            .values(
                id=working.id,
                document=working.document,
                extractor=working.extractor,
                language=storable(working.language),
                content=content,
                current=False,
                body=body,
            )
            .returning(table.c.n)
        )
        return int(stored.scalar_one())

    def _current(self, document: str) -> Row[Any] | None:
        table = tables.readings
        return self._connection.execute(select(table).where(table.c.document == document, table.c.current)).first()

    def _flag(self, row: Row[Any], *, current: bool) -> None:
        """Make a stored reading the current one, or no longer the current one."""
        change = self._connection.execute
        change(update(tables.readings).where(tables.readings.c.n == row.n).values(current=current))
        change(update(tables.marks).where(tables.marks.c.reading == row.n).values(current=current))
        claims = tables.claims
        change(update(claims).where(claims.c.reading == row.n).values(current=current))
        wanted = select(claims.c.slot, claims.c.event_type, claims.c.stance).where(claims.c.reading == row.n)
        for claim in self._connection.execute(wanted):
            self._tallies.add_claim(claim.slot, claim.event_type, claim.stance, by=1 if current else -1)

    def _show_text(self, row: Row[Any], before: Row[Any] | None) -> None:
        """Let the current text be that of the current reading."""
        table = tables.texts
        if before is not None and before.text != row.text:
            self._connection.execute(update(table).where(table.c.n == before.text).values(current=False))
        self._connection.execute(update(table).where(table.c.n == row.text).values(current=True))

    def _describe(self, row: Row[Any]) -> None:
        """Let a document's language and whether it was read follow its current reading."""
        table = tables.documents
        old = self._connection.execute(select(table.c.language, table.c.read).where(table.c.id == row.document)).one()
        language = self._connection.execute(
            select(tables.texts.c.language).where(tables.texts.c.n == row.text)
        ).scalar_one()
        self._connection.execute(
            update(table).where(table.c.id == row.document).values(language=language, read=row.read)
        )
        self._tallies.add("language", old.language, by=-1)
        self._tallies.add("language", language)
        self._tallies.add("read", str(bool(old.read)).lower(), by=-1)
        self._tallies.add("read", str(bool(row.read)).lower())

    def _text(self, number: int) -> Text:
        body = self._connection.execute(select(tables.texts.c.body).where(tables.texts.c.n == number)).scalar_one()
        found: Text = unpack(body)
        return found

    def index(self, document: Document, working: Text) -> None:
        """Make a document findable by its current text and titles."""
        table = tables.publications
        number = self._connection.execute(
            select(tables.documents.c.n).where(tables.documents.c.id == document.id)
        ).scalar_one()
        bodies = self._connection.execute(
            select(table.c.body).where(table.c.document == document.id, table.c.current).order_by(table.c.sort)
        ).scalars()
        titles = Counter(unpack(body).title for body in bodies)
        title = "\n".join(title for title in titles if title) or document.name
        index(self._connection, number, title, working.content)
