"""Addresses of tables: a look at one before it is taken in, and the mappings that are kept for their columns."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from crossbearing.model.mappings import KeptMapping
from crossbearing.show.web.bench import Bench
from crossbearing.show.web.desk import Desk
from crossbearing.show.web.problems import ProblemError
from crossbearing.show.web.signed import Code, Name, Short

__all__ = ["table_routes"]

Row = dict[str, Any]

_MOST_TABLE = 200_000_000


class MappingDraft(BaseModel):
    """What the columns of a table hold."""

    model_config = ConfigDict(extra="forbid")

    who: Name
    headers: Annotated[list[Short], Field(min_length=1, max_length=1000)]
    columns: dict[Code, Short]
    slots: dict[Short, Code] = {}
    date_order: Annotated[str, Field(pattern="^(day|month)?$")] = ""
    language: Annotated[str, Field(pattern=r"^([a-z]{2,3})?$")] = ""


def table_routes(desk: Desk, bench: Bench) -> APIRouter:
    """Return the addresses of tables."""
    routes = APIRouter(prefix="/api", tags=["reader"])

    @routes.post("/tables")
    def look(file: UploadFile) -> Row:
        """A first look at a table: columns, first rows, what the columns seem to hold, and a mapping kept for them."""
        with tempfile.TemporaryDirectory(prefix="crossbearing-table-") as scratch:
            name = Path((file.filename or "").replace("\\", "/").replace("\0", "_")).name or "table.csv"
            target = Path(scratch) / (name if len(name.encode()) <= 200 else f"table{Path(name).suffix[:10]}")
            left = _MOST_TABLE
            with target.open("wb") as out:
                while chunk := file.file.read(1 << 20):
                    left -= len(chunk)
                    if left < 0:
                        raise ProblemError(413, "the table is too large", f"send at most {_MOST_TABLE:,} bytes")
                    out.write(chunk)
            seen = dict(bench.preview(target))
        kept = _kept(desk, seen["columns"])
        return {"name": name, **seen, "remembered": None if kept is None else _mapping(kept)}

    @routes.post("/tables/mapping")
    def keep(draft: MappingDraft) -> Row:
        """Keep what the columns of a table hold for the next one with the same header; the mapping file as text."""
        missing = sorted(set(draft.columns.values()) - set(draft.headers))
        if missing:
            raise ProblemError(422, f"the table has no column {missing[0]!r}", "choose among its columns")
        text = bench.mapping(draft.columns, draft.slots, draft.date_order, draft.language)
        before = _kept(desk, draft.headers)
        record = KeptMapping(
            id=before.id if before is not None else f"mapping-{secrets.token_hex(8)}",
            subject="",
            by=draft.who,
            at=datetime.now(UTC).isoformat(timespec="microseconds"),
            headers=tuple(sorted(draft.headers)),
            columns=tuple(draft.columns.items()),
            slots=tuple(draft.slots.items()),
            date_order=draft.date_order,
            language=draft.language,
        )
        if before is None or _mapping(before) != _mapping(record):
            desk.case.records().add([record])
        return {"mapping": text, "remembered": _mapping(record)}

    return routes


def _kept(desk: Desk, headers: Iterable[str]) -> KeptMapping | None:
    wanted = tuple(sorted(headers))
    found = [one for one in desk.case.records().of(KeptMapping.__name__) if one.headers == wanted]
    return found[-1] if found else None


def _mapping(kept: KeptMapping) -> Row:
    return {
        "columns": dict(kept.columns),
        "slots": dict(kept.slots),
        "date_order": kept.date_order,
        "language": kept.language,
        "by": kept.by,
    }
