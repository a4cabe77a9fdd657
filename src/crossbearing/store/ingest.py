"""Taking readings into a case, inside one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, insert, select, text, update

from crossbearing.model.claims import Claim
from crossbearing.model.documents import Document, Publication, Text
from crossbearing.model.locators import Locator, MediaRange, PageBox, TableCell, TextSpan
from crossbearing.model.steps import Reading, Reject
from crossbearing.store import tables
from crossbearing.store.bodies import content_hash, natural, pack, storable, unpack
from crossbearing.store.originals import Originals
from crossbearing.store.search import searchable
from crossbearing.store.tallies import Tallies

__all__ = ["Ingest", "place_of", "publication_sort"]


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

    def __init__(self, connection: Connection, originals: Originals, *, entry: int) -> None:
        self._connection = connection
        self._originals = originals
        self._entry = entry
        self._tallies = Tallies(connection)
        self.staged: dict[str, None] = {}
        self.names: dict[str, None] = {}
        self.rejects: list[Reject] = []
        self._new_documents = 0
        self._new_claims = 0
        self._contents: list[str] = []

    def add(self, reading: Reading) -> None:
        """Take one reading in; one that is already there changes nothing."""
        collected = reading.collected
        if not self._stage(collected.document, collected.path, collected.key):
            return
        self.names[collected.document.name] = None
        self._document(collected.document, collected.text.language, reading.read)
        retitled = self._publication(collected.publication, collected.document.name, collected.text.extractor)
        row, is_new = self._reading(reading)
        current = self._current(collected.document.id)
        if current is None or (row.n != current.n and _replaces(row, current)):
            self._make_current(row, current, is_new=is_new)
            self._index(collected.document, collected.text)
        elif retitled:
            self._index(collected.document, self._text(current.text))

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
        }

    def _stage(self, document: Document, path: str, key: str) -> bool:
        if document.sha256 in self.staged:
            return True
        known = self._originals.find(document.sha256) is not None
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

    def _refuse(self, key: str, reason: str, kind: str) -> None:
        self.rejects.append(Reject(step="store", where=key, reason=reason, remedy="add it again", kind=kind))

    def _document(self, document: Document, language: str, read: bool) -> None:
        known = self._connection.execute(select(tables.documents.c.n).where(tables.documents.c.id == document.id))
        if known.first() is not None:
            return
        self._connection.execute(
            insert(tables.documents).values(
                id=document.id,
                sha256=document.sha256,
                name=storable(document.name),
                sort=f"{natural(document.name)}\x1f{natural(document.locator)}\x1f{document.id}",
                language=storable(language),
                read=read,
                body=pack(document),
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

    def _reading(self, reading: Reading) -> tuple[Row[Any], bool]:
        """Store a reading unless it is there; return its row and whether it is new."""
        table = tables.readings
        held = _Held.of(reading)
        wanted = select(table).where(table.c.document == held.document, table.c.content == held.content)
        known = self._connection.execute(wanted).first()
        if known is not None:
            return known, False
        values = {
            "document": held.document,
            "text": self._store_text(reading.collected.text),
            "publication": reading.collected.publication.id,
            "published": publication_sort(reading.collected.publication),
            "steps": held.steps,
            "read": reading.read,
            "content": held.content,
            "current": False,
            "log": self._entry,
        }
        number = self._connection.execute(insert(table).values(values).returning(table.c.n)).scalar_one()
        if held.claims:
            self._connection.execute(insert(tables.claims), [{**row, "reading": number} for row in held.claims])
        if held.marks:
            self._connection.execute(insert(tables.marks), [{**row, "reading": number} for row in held.marks])
        self._new_claims += len(held.claims)
        self._contents.append(held.content)
        return self._connection.execute(wanted).one(), True

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

    def _make_current(self, row: Row[Any], before: Row[Any] | None, *, is_new: bool) -> None:
        if before is not None:
            self._flag(before, current=False)
        self._flag(row, current=True)
        if before is not None or not is_new:
            self._describe(row)

    def _flag(self, row: Row[Any], *, current: bool) -> None:
        change = self._connection.execute
        change(update(tables.readings).where(tables.readings.c.n == row.n).values(current=current))
        change(update(tables.texts).where(tables.texts.c.n == row.text).values(current=current))
        change(update(tables.marks).where(tables.marks.c.reading == row.n).values(current=current))
        claims = tables.claims
        change(update(claims).where(claims.c.reading == row.n).values(current=current))
        wanted = select(claims.c.slot, claims.c.event_type, claims.c.stance).where(claims.c.reading == row.n)
        for claim in self._connection.execute(wanted):
            self._tallies.add_claim(claim.slot, claim.event_type, claim.stance, by=1 if current else -1)

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

    def _index(self, document: Document, working: Text) -> None:
        """Make a document findable by its current text and titles."""
        table = tables.publications
        number = self._connection.execute(
            select(tables.documents.c.n).where(tables.documents.c.id == document.id)
        ).scalar_one()
        bodies = self._connection.execute(
            select(table.c.body).where(table.c.document == document.id, table.c.current).order_by(table.c.sort)
        ).scalars()
        titles = Counter(unpack(body).title for body in bodies)
        row = {
            "n": number,
            "title": searchable("\n".join(title for title in titles if title) or document.name),
            "content": searchable(working.content),
        }
        self._connection.execute(text("DELETE FROM search WHERE rowid = :n"), {"n": number})
        self._connection.execute(text("INSERT INTO search(rowid, title, content) VALUES (:n, :title, :content)"), row)


@dataclass(frozen=True, slots=True)
class _Held:
    """What a reading holds, ready to store.

    Args:
        document: Document id.
        steps: Ids of the steps that made its claims and marks.
        content: SHA-256 over text, publication, claims and marks.
        claims: Rows without the number of the reading.
        marks: Rows without the number of the reading.
    """

    document: str
    steps: str
    content: str
    claims: Sequence[dict[str, Any]]
    marks: Sequence[dict[str, Any]]

    @classmethod
    def of(cls, reading: Reading) -> _Held:
        collected = reading.collected
        claims = list({claim.id: claim for claim in reversed(reading.claims)}.values())[::-1]
        claim_rows = [_claim_row(claim) for claim in claims]
        mark_rows = [
            {
                "document": mark.document,
                "kind": mark.kind.value,
                "place": mark.start,
                "current": False,
                "body": pack(mark),
            }
            for mark in reading.marks
        ]
        steps = sorted({claim.step for claim in claims} | {mark.step for mark in reading.marks})
        content = reading_hash(
            text=content_hash([pack(collected.text)]),
            publication=collected.publication.id,
            read=reading.read,
            bodies=[row["body"] for row in (*claim_rows, *mark_rows)],
        )
        return cls(collected.document.id, " ".join(steps), content, claim_rows, mark_rows)


def reading_hash(*, text: str, publication: str, read: bool, bodies: Iterable[str]) -> str:
    """Return the SHA-256 over what a reading holds.

    Args:
        text: SHA-256 of the working text's body.
        publication: Publication id.
        read: Whether a reader could read it.
        bodies: Bodies of its claims, then of its marks, in order.
    """
    return content_hash([text, publication, str(read), *bodies])


def _claim_row(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "document": claim.document,
        "statement": claim.statement,
        "slot": storable(claim.slot),
        "stance": claim.stance.value,
        "event_type": storable(claim.event.type),
        "place": place_of(claim.locator),
        "current": False,
        "body": pack(claim),
    }


def place_of(locator: Locator) -> int:
    """Return a number by which claims of one document stand in the order of their words."""
    if isinstance(locator, TextSpan | TableCell):
        return locator.start
    if isinstance(locator, PageBox):
        return locator.page * 100_000 - int(locator.top)
    if isinstance(locator, MediaRange):
        return int(locator.start * 1000)
    return 0


def publication_sort(publication: Publication) -> str:
    """Return a sort key for publications: earliest first, those without a date last."""
    published = publication.published
    if "T" in published:
        try:
            moment = datetime.fromisoformat(published)
        except ValueError:
            pass  # keeps its place among the dates by its first characters
        else:
            if moment.tzinfo is not None:
                published = moment.astimezone(UTC).replace(tzinfo=None).isoformat()
    return f"{storable(published) or chr(0x7E)}\x1f{publication.id}"


def _replaces(new: Row[Any], current: Row[Any]) -> bool:
    alike = (new.text, new.steps, new.read) == (current.text, current.steps, current.read)
    if alike and new.publication != current.publication:
        return bool(new.published < current.published)
    return True
