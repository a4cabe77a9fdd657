"""Reading long lists page by page, so that no lock is held between items and nothing has to fit in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, tuple_

from crossbearing.store.database import Database

__all__ = ["rows_by_key"]

_FIRST, _PAGE = 100, 1000


def rows_by_key(
    database: Database, query: Select[Any], keys: Sequence[ColumnElement[Any]], *, page: int = _PAGE
) -> Iterator[Row[Any]]:
    """Yield the rows of a query in the order of its keys, one page a connection (keyset paging).

    Args:
        database: Where to read.
        query: Selects the keys among its columns, labelled or named as they are.
        keys: What to order by; together unique.
        page: Rows a page at most; the first one is smaller, since many callers look at no more than a screenful.
    """
    names = [key.key or "" for key in keys]
    ordered = query.order_by(*keys)
    following, wanted = ordered, min(page, _FIRST)
    while True:
        with database.reading() as connection:
            rows = connection.execute(following.limit(wanted)).all()
        yield from rows
        if len(rows) < wanted:
            return
        wanted = page
        last = [rows[-1]._mapping[name] for name in names]
        # The first condition follows from the second; it lets the database use an index over the first key alone.
        following = ordered.where(keys[0] >= last[0], tuple_(*keys) > tuple_(*last))
