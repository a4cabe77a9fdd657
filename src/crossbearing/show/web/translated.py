"""Finding words in the translations that people put beside documents: told as such, and apart from the originals."""

from __future__ import annotations

import unicodedata
from typing import Any

from crossbearing.model.coding import Translation
from crossbearing.show.web.desk import Desk

__all__ = ["in_translations"]

_AROUND = 80


def in_translations(desk: Desk, query: str, limit: int) -> list[dict[str, Any]]:
    """Return the documents of which a translation holds all words of a query, as the search lists hits.

    Args:
        desk: The case.
        query: Whatever somebody typed.
        limit: How many at most.
    """
    words = _folded(query).split()
    found: list[dict[str, Any]] = []
    if not words:
        return found
    for record in desk.case.records().of(Translation.__name__):
        if len(found) >= limit:
            break
        content = "\n".join(one.text for one in record.paragraphs)
        folded = _folded(content)
        if record.withdrawn or not all(word in folded for word in words):
            continue
        publication = next(iter(desk.case.publications(record.subject)), None)
        title = publication.title if publication is not None else ""
        at = folded.find(words[0]) if len(folded) == len(content) else 0
        snippet = " ".join(content[max(0, at - _AROUND) : at + _AROUND].split())
        found.append(
            {
                "document": record.subject,
                "title": title or record.subject,
                "snippet": snippet,
                "translation": f"{record.language}, by {record.by}",
            }
        )
    return found


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
