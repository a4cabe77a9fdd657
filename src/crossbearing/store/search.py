"""Full-text search that any characters are safe in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import Connection, select, text

from crossbearing.model.protocols import SearchHit
from crossbearing.store import tables
from crossbearing.store.bodies import storable

__all__ = ["phrase_query", "search", "searchable"]

# Vowel signs and the stretching stroke of Arabic: written in some editions of the same word and left out in others.
_OPTIONAL = re.compile("[\u0640\u064b-\u0652\u0670]")
_MOST_WORDS = 32
_SNIPPET_WORDS = 24


def searchable(content: str) -> str:
    """Return a text as it is indexed and shown in snippets."""
    return _OPTIONAL.sub("", storable(unicodedata.normalize("NFC", content)))


def phrase_query(query: str) -> str:
    """Return an FTS5 query for all words of a query, each taken literally; empty if it holds no word.

    Args:
        query: Whatever somebody typed.
    """
    words = [word for word in searchable(query).split() if any(char.isalnum() for char in word)]
    return " ".join('"' + word.replace('"', '""') + '"' for word in words[:_MOST_WORDS])


def search(connection: Connection, query: str, limit: int) -> Sequence[SearchHit]:
    """Return documents that match all words, best first (BM25, a word in the title counting ten times)."""
    phrases = phrase_query(query)
    if not phrases or limit <= 0:
        return []
    table = tables.documents
    found = connection.execute(
        text(
            "SELECT rowid, title, snippet(search, -1, '[', ']', '\N{HORIZONTAL ELLIPSIS}', :words) FROM search "
            "WHERE search MATCH :query ORDER BY bm25(search, 10.0, 1.0), rowid LIMIT :limit"
        ),
        {"words": _SNIPPET_WORDS, "query": phrases, "limit": limit},
    ).all()
    wanted = select(table.c.n, table.c.id).where(table.c.n.in_([row[0] for row in found]))
    names = {row.n: row.id for row in connection.execute(wanted)}
    return [SearchHit(names[number], title.split("\n", 1)[0], snippet) for number, title, snippet in found]
