"""What a reading holds, ready to store, and which of several readings of a document counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from crossbearing.model.claims import Claim
from crossbearing.model.documents import Publication
from crossbearing.model.locators import Locator, MediaRange, PageBox, TableCell, TextSpan
from crossbearing.model.steps import Reading
from crossbearing.store.bodies import content_hash, pack, storable

__all__ = ["Held", "Standing", "claim_row", "place_of", "publication_sort", "reading_hash"]


@dataclass(frozen=True, slots=True)
class Held:
    """What a reading holds, ready to store.

    Args:
        document: Document id.
        publication: Publication id.
        published: Sort key of the publication.
        steps: Ids of the steps that made its claims and marks.
        content: SHA-256 over text, publication, claims and marks.
        claims: Rows without the number of the reading.
        marks: Rows without the number of the reading.
    """

    document: str
    publication: str
    published: str
    steps: str
    content: str
    claims: Sequence[dict[str, Any]]
    marks: Sequence[dict[str, Any]]

    @classmethod
    def of(cls, reading: Reading) -> Held:
        """Return what a reading holds; of claims with one id the first counts."""
        collected = reading.collected
        claims = list({claim.id: claim for claim in reversed(reading.claims)}.values())[::-1]
        claim_rows = [claim_row(claim) for claim in claims]
        mark_rows = [
            {
                "document": mark.document,
                "kind": mark.kind.value,
                "place": mark.start,
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
        return cls(
            collected.document.id,
            collected.publication.id,
            publication_sort(collected.publication),
            " ".join(steps),
            content,
            claim_rows,
            mark_rows,
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides which reading of a document is the current one.

    Args:
        text: Number of its text.
        steps: Ids of the steps that made it.
        read: Whether a reader could read it.
        publication: Publication id.
        published: Sort key of the publication.
    """

    text: int
    steps: str
    read: bool
    publication: str
    published: str

    @classmethod
    def of(cls, row: Row[Any]) -> Standing:
        """Return the standing of a stored reading."""
        return cls(row.text, row.steps, bool(row.read), row.publication, row.published)

    def replaces(self, current: Standing) -> bool:
        """Tell whether this reading, come later, takes the place of the current one."""
        alike = (self.text, self.steps, self.read) == (current.text, current.steps, current.read)
        if alike and self.publication != current.publication:
            return self.published < current.published
        return True


def reading_hash(*, text: str, publication: str, read: bool, bodies: Iterable[str]) -> str:
    """Return the SHA-256 over what a reading holds.

    Args:
        text: SHA-256 of the working text's body.
        publication: Publication id.
        read: Whether a reader could read it.
        bodies: Bodies of its claims, then of its marks, in order.
    """
    return content_hash([text, publication, str(read), *bodies])


def claim_row(claim: Claim) -> dict[str, Any]:
    """Return the row of a claim, without the number of its reading."""
    return {
        "id": claim.id,
        "document": claim.document,
        "statement": claim.statement,
        "slot": storable(claim.slot),
        "stance": claim.stance.value,
        "event_type": storable(claim.event.type),
        "place": place_of(claim.locator),
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
