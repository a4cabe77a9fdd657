"""How the columns of a table were mapped, kept so that the next table with the same header is mapped alike."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["KeptMapping"]


@dataclass(frozen=True, slots=True)
class KeptMapping:
    """What a person said of the columns of a table. A record of a case (`model.casework`).

    Args:
        id: Random; versions share it.
        subject: Empty: it is about no single document.
        by: Who mapped them.
        at: When, UTC, ISO 8601.
        headers: Names of the columns, sorted: the mapping is for tables that have just these.
        columns: Pairs of our field and their column.
        slots: Pairs of their claim type and our question, for tables of coded claims.
        date_order: `day` or `month` where dates can be read both ways, or empty.
        language: ISO 639-1 code of the cells, or empty.
    """

    id: str
    subject: str
    by: str
    at: str
    headers: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    slots: tuple[tuple[str, str], ...] = ()
    date_order: str = ""
    language: str = ""
