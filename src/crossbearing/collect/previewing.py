"""A first look at a table before it is taken in: its columns, what they seem to hold, and its first rows."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from crossbearing.collect.columns import guess_columns
from crossbearing.collect.formats import TABLES, format_of
from crossbearing.collect.mapping import CLAIM_FIELDS, PUBLICATION_FIELDS, load_mapping
from crossbearing.collect.original import Limits, probe
from crossbearing.collect.refusal import RefusedError
from crossbearing.collect.rows import Row, Table, open_table
from crossbearing.collect.step import Collect

__all__ = ["mapping_text", "preview"]

_SHOWN, _LOOKED_AT = 8, 500
_LONGEST = 300
_MOST_WORDS = 40  # different words in a column that can be types of claims


def preview(path: Path) -> dict[str, Any]:
    """Return what a table looks like.

    Args:
        path: The file.

    Returns:
        `columns`, their names; `rows`, the first ones, cells by column; `guess`, our field to their column as it would
        be told without a mapping; `note` on that; `words`, for columns with few different cells, these; `fields`, ours
        that columns can be mapped to, `report` and `claim`; `damaged`, how many of the rows looked at cannot be read.

    Raises:
        RefusedError: If it is no table or cannot be read.
    """
    step = Collect()
    limits = Limits(document=step.max_bytes, table=step.max_table_bytes, row=step.max_row_bytes)
    original = probe(path, limits=limits, table=True)
    format_ = format_of(original.inner, original.head)
    if format_ not in TABLES:
        raise RefusedError("no_table", "is no table", where=path.name, remedy="give CSV, TSV, JSON lines or a sheet")
    table = open_table(original, format_, limits=limits)
    looked = list(islice(table.rows(), _LOOKED_AT))
    rows = [row for row in looked if isinstance(row, Row)]
    guess = guess_columns(table.columns, rows[:50])
    return {
        "columns": list(table.columns),
        "rows": [{name: cell[:_LONGEST] for name, cell in row.cells.items()} for row in rows[:_SHOWN]],
        "guess": guess.fields,
        "note": guess.note,
        "words": dict(_words(table, rows)),
        "fields": {"report": ["text", *PUBLICATION_FIELDS, "language"], "claim": [*CLAIM_FIELDS, *PUBLICATION_FIELDS]},
        "damaged": len(looked) - len(rows),
    }


def _words(table: Table, rows: list[Row]) -> Iterator[tuple[str, list[str]]]:
    for column in table.columns:
        words = dict.fromkeys(row.cells[column] for row in rows if column in row.cells)
        if 0 < len(words) <= _MOST_WORDS and all(len(word) <= 60 for word in words):
            yield column, list(words)


def mapping_text(
    columns: Mapping[str, str], *, slots: Mapping[str, str], date_order: str = "", language: str = ""
) -> str:
    """Return a mapping as a mapping file says it, checked.

    Args:
        columns: Our field to their column.
        slots: Their claim type to our question.
        date_order: `day`, `month` or empty.
        language: ISO 639-1 code of the cells, or empty.

    Raises:
        RefusedError: `bad_mapping`, naming what is wrong.
    """
    table = {"date_order": date_order, "language": language}
    lines = ["[table]", *_pairs({key: value for key, value in table.items() if value}), "", "[columns]"]
    lines += [*_pairs(columns), *(["", "[slots]", *_pairs(slots)] if slots else [])]
    text = "\n".join(lines) + "\n"
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "mapping.toml"
        file.write_text(text, encoding="utf-8")
        try:
            load_mapping(file)
        except RefusedError as refused:
            raise RefusedError(refused.kind, refused.what, where="the mapping", remedy="correct it") from None
    return text


def _pairs(said: Mapping[str, str]) -> Iterator[str]:
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    for key, value in said.items():
        yield f"{_quoted(key)} = {_quoted(value)}"


def _quoted(text: str) -> str:
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")
