"""The lists of an export as rows: those of `show.shapes`, and documents, which no screen lists."""

from __future__ import annotations

from collections import Counter
from typing import Any

from crossbearing.show import shapes
from crossbearing.show.export.shared import SharedCase

__all__ = ["COLUMNS", "LISTS", "rows"]

Row = dict[str, Any]

LISTS = (
    *("claims", "findings", "incidents", "sources", "documents"),
    *("ranges", "course", "criteria", "hypotheses", "evidence", "records", "relations", "rules"),
)
"""Lists of an export, in order; those in free words are left out where a place or a time is coarsened."""

_IN_WORDS = frozenset({"course", "criteria", "hypotheses", "evidence", "relations"})

COLUMNS: dict[str, tuple[str, ...]] = {
    **{name: shapes.COLUMNS[name] for name in LISTS if name != "documents"},
    "documents": (
        *(
            "id",
            "name",
            "locator",
            "media_type",
            "size",
            "sha256",
            "sha512",
            "collected_at",
            "clock",
            "language",
            "claims",
        ),
        *("publications", "publisher", "kind", "country", "published", "credit", "title", "url"),
    ),
}
"""Columns of the table of each list; dots lead into objects."""


def rows(case: SharedCase) -> dict[str, list[Row]]:
    """Return the lists of an export by name."""
    wanted = [name for name in LISTS if not (name in _IN_WORDS and case.settings.words_left_out)]
    return {name: _documents(case) if name == "documents" else shapes.rows(case, name, {}) for name in wanted}


def _documents(case: SharedCase) -> list[Row]:
    """Return the documents with their publications; `publisher` and what follows it are those of the first one."""
    claims = Counter(claim.document for claim in case.claims())
    found = []
    for document in case.documents():
        publications = [
            {
                "id": one.id,
                "publisher": one.publisher,
                "kind": one.kind,
                "country": one.country,
                "published": one.published,
                "credit": one.credit,
                "title": one.title,
                "url": one.url,
            }
            for one in case.publications(document.id)
        ]
        first = publications[0] if publications else {}
        found.append(
            {
                "id": document.id,
                "name": document.name,
                "locator": document.locator,
                "media_type": document.media_type,
                "size": document.size,
                "sha256": document.sha256,
                "sha512": document.sha512,
                "collected_at": document.collected_at,
                "clock": document.clock,
                "language": case.languages.get(document.id, "und"),
                "claims": claims[document.id],
                "publications": publications,
                **{name: first.get(name, "") for name in COLUMNS["documents"][12:]},
            }
        )
    return found
