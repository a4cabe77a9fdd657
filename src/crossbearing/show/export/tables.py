"""Folders of lists: CSV, JSON, Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from crossbearing.model.errors import SettingsError
from crossbearing.show import shapes
from crossbearing.show.export.rows import COLUMNS, rows
from crossbearing.show.export.settings import Codes
from crossbearing.show.export.shared import SharedCase
from crossbearing.show.plain import flat, spreadsheet_safe

__all__ = ["csv_text", "write_csv", "write_json", "write_parquet", "write_table"]

Row = dict[str, Any]


def write_csv(case: SharedCase, folder: Path, codes: Codes) -> dict[str, int]:  # noqa: ARG001 - same for all formats
    """Write one CSV file a list (RFC 4180, UTF-8, line feeds), cells guarded against spreadsheets' formulas.

    Returns:
        Number of rows by list.
    """
    counts = {}
    for name, listed in rows(case).items():
        text = _documents_csv(listed) if name == "documents" else shapes.written(name, listed, "csv")
        (folder / f"{name}.csv").write_text(text + "\n", encoding="utf-8", newline="\n")
        counts[name] = len(listed)
    return counts


def write_json(case: SharedCase, folder: Path, codes: Codes) -> dict[str, int]:  # noqa: ARG001 - same for all formats
    """Write one JSON file a list, one object a line. Returns the number of objects by list."""
    counts = {}
    for name, listed in rows(case).items():
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in listed)
        (folder / f"{name}.json").write_text(f"[\n{lines}\n]\n" if listed else "[]\n", encoding="utf-8", newline="\n")
        counts[name] = len(listed)
    return counts


def write_parquet(case: SharedCase, folder: Path, codes: Codes) -> dict[str, int]:  # noqa: ARG001 - likewise
    """Write one Parquet file a list: the columns of the CSV, numbers and truth values typed, and `json`, the whole row.

    Returns:
        Number of rows by list.

    Raises:
        SettingsError: If pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise SettingsError("pyarrow is not installed", remedy="install crossbearing[arrow]") from error
    counts = {}
    for name, listed in rows(case).items():
        # JSON types become columns; objects and lists, whose shape varies with the answer, stay in `json`.
        cells = [{**dict(_typed(row)), "json": json.dumps(row, ensure_ascii=False)} for row in listed]
        columns = [*COLUMNS[name], "json"]
        arrays = {column: _array(pyarrow, [row.get(column) for row in cells]) for column in columns}
        pyarrow.parquet.write_table(pyarrow.table(arrays), folder / f"{name}.parquet")
        counts[name] = len(listed)
    return counts


def _typed(row: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    for key, value in row.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from _typed(value, f"{name}.")
        elif isinstance(value, list):
            yield from flat({name: value})
        else:
            yield name, value


def _array(arrow: Any, values: Sequence[Any]) -> Any:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return arrow.array(values, arrow.bool_())
    if kinds == {int}:
        return arrow.array(values, arrow.int64())
    if kinds and kinds <= {int, float}:
        return arrow.array([None if value is None else float(value) for value in values], arrow.float64())
    return arrow.array([None if value is None else str(value) for value in values], arrow.string())


def _documents_csv(listed: Sequence[Row]) -> str:
    flattened = [{**row, "publications": len(row["publications"])} for row in listed]
    return csv_text(COLUMNS["documents"], [dict(flat(row)) for row in flattened]).rstrip("\n")


def csv_text(columns: Sequence[str], listed: Iterable[Mapping[str, object]]) -> str:
    """Return rows as CSV with a header; cells guarded against spreadsheets' formulas, None as an empty cell."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", restval="", lineterminator="\n")
    writer.writeheader()
    for row in listed:
        writer.writerow(
            {name: spreadsheet_safe("" if row.get(name) is None else str(row[name])) for name in columns if name in row}
        )
    return out.getvalue()


def write_table(path: Path, columns: Sequence[str], listed: Iterable[Mapping[str, object]]) -> None:
    """Write rows as a CSV file."""
    path.write_text(csv_text(columns, listed), encoding="utf-8", newline="\n")
