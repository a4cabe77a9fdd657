"""Full-text search that any characters are safe in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import Connection, select, text

from crossbearing.model.protocols import SearchHit
from crossbearing.store import server_search, tables
from crossbearing.store.bodies import storable
from crossbearing.store.dialects import on_postgresql

__all__ = ["forget", "index", "phrase_query", "says", "search", "searchable"]

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
    return " ".join('"' + word.replace('"', '""') + '"' for word in _phrases(query))


def _phrases(query: str) -> list[str]:
    return [word for word in searchable(query).split() if any(char.isalnum() for char in word)][:_MOST_WORDS]


def index(connection: Connection, number: int, title: str, content: str) -> None:
    """Make a document findable, in place of what it was found by before.

    Args:
        connection: In a writing transaction.
        number: Number of the document.
        title: Its titles, one a line.
        content: Its current text.
    """
    title, content = searchable(title), searchable(content)
    if on_postgresql(connection):
        server_search.index(connection, number, title, content)
        return
    row = {"n": number, "title": title, "content": content}
    connection.execute(text("DELETE FROM search WHERE rowid = :n"), row)
    connection.execute(text("INSERT INTO search(rowid, title, content) VALUES (:n, :title, :content)"), row)


def forget(connection: Connection, number: int) -> None:
    """Take a document out of what can be found, inside a writing transaction."""
    if on_postgresql(connection):
        server_search.forget(connection, number)
    else:
        connection.execute(text("DELETE FROM search WHERE rowid = :n"), {"n": number})


def says(connection: Connection, words: str) -> bool:
    """Tell whether any document holds some words just behind one another."""
    if on_postgresql(connection):
        return bool(server_search.matches(connection, [searchable(words)], 1, width=1))
    phrase = '"' + searchable(words).replace('"', '""') + '"'
    found = connection.execute(text("SELECT 1 FROM search WHERE search MATCH :phrase LIMIT 1"), {"phrase": phrase})
    return found.first() is not None


def search(connection: Connection, query: str, limit: int) -> Sequence[SearchHit]:
    """Return documents that match all words, best first (BM25, a word in the title counting ten times)."""
    phrases = phrase_query(query)
    if not phrases or limit <= 0:
        return []
    if on_postgresql(connection):
        best = server_search.matches(connection, _phrases(query), limit, width=_SNIPPET_WORDS)
        return _hits(connection, [(match.n, match.title, match.snippet) for match in best])
    found = connection.execute(
        text(
            "SELECT rowid, title, snippet(search, -1, '[', ']', '\N{HORIZONTAL ELLIPSIS}', :words) FROM search "
            "WHERE search MATCH :query ORDER BY bm25(search, 10.0, 1.0), rowid LIMIT :limit"
        ),
        {"words": _SNIPPET_WORDS, "query": phrases, "limit": limit},
    ).all()
    return _hits(connection, [(row[0], row[1], row[2]) for row in found])


def _hits(connection: Connection, found: Sequence[tuple[int, str, str]]) -> Sequence[SearchHit]:
    table = tables.documents
    wanted = select(table.c.n, table.c.id).where(table.c.n.in_([number for number, _, _ in found]))
    names = {row.n: row.id for row in connection.execute(wanted)}
    return [SearchHit(names[number], title.split("\n", 1)[0], snippet) for number, title, snippet in found]
