"""Tables as rows of named cells, read one after another in bounded memory."""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, BinaryIO

from crossbearing.collect.cleaning import clean
from crossbearing.collect.formats import Format
from crossbearing.collect.markup import defines_entities
from crossbearing.collect.original import Limits, Original, size_in_words
from crossbearing.collect.records import MEDIA_LISTS, flat
from crossbearing.collect.refusal import RefusedError
from crossbearing.collect.zips import DAMAGED, check_archive, check_directory, is_bomb

__all__ = ["Row", "Table", "open_table"]

_DELIMITERS = (",", "\t", ";", "|")
_EXPORT = "export the table again"
_PROLOGUE = 65_536  # bytes in which definitions stand; behind them the parser's own bounds hold
# What openpyxl and the layers below it raise on damaged spreadsheets; XML errors are a SyntaxError.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, IndexError, ValueError, TypeError, AttributeError, OSError,
    SyntaxError, NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Args:
        number: From 1, without the header.
        cells: Column name to characters, in column order; empty cells are left out.
    """

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be read more than once.

    Args:
        columns: Names in order; for records without a header, those of the first ones.
        unit: What a locator calls one of them, `row` or `record`.
        rows: Starts a new reading; yields rows and what could not be read as one.
        notes: What was assumed, in words.
    """

    columns: tuple[str, ...]
    unit: str
    rows: Callable[[], Iterator[Row | RefusedError]]
    notes: tuple[tuple[str, str], ...] = ()


def open_table(original: Original, format_: Format, *, limits: Limits, sheet: str = "") -> Table:
    """Open a table.

    Args:
        original: The file.
        format_: Its format, one of `formats.TABLES`.
        limits: How large a row may be.
        sheet: Name of the sheet of a spreadsheet, or empty for the first one that holds anything.

    Raises:
        RefusedError: If it cannot be read as a table at all.
    """
    if format_ is Format.XLSX:
        return _spreadsheet(original, limits=limits, sheet=sheet)
    encoding = original.encoding()
    notes = (("encoding", encoding.note),) if encoding.note else ()

    def lines() -> Iterator[str]:
        with original.open() as stream:
            yield from _lines(stream, encoding=encoding.name, errors=encoding.errors, limits=limits)

    if format_ is Format.JSONL or (format_ is Format.JSON and _one_a_line(lines)):
        return _records(lines, notes=notes)
    if format_ is Format.JSON:
        return _array(original.read().decode(encoding.name, encoding.errors), notes=notes)
    return _separated(lines, prefer="\t" if format_ is Format.TSV else ",", limits=limits, notes=notes)


def _one_a_line(lines: Callable[[], Iterator[str]]) -> bool:
    """Tell whether a file that is called JSON holds an object a line, as streams of entities do."""
    read = lines()
    first, second = next(read, ""), next(read, "")
    try:
        return isinstance(json.loads(first.removeprefix("\ufeff")), dict) and isinstance(json.loads(second), dict)
    except (ValueError, RecursionError):
        return False


def _lines(stream: BinaryIO, *, encoding: str, errors: str, limits: Limits) -> Iterator[str]:
    text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
    try:
        while line := text.readline(limits.row):
            if len(line) >= limits.row:
                raise RefusedError(
                    "too_large", f"has a line above the limit of {size_in_words(limits.row)}", remedy=_EXPORT
                )
            yield line.replace("\x00", "").removeprefix("\ufeff")
    finally:
        text.detach()


def _named(header: Iterable[str]) -> tuple[str, ...]:
    """Return column names, each once and none empty."""
    names: list[str] = []
    for at, cell in enumerate(header, start=1):
        name = " ".join(clean(cell).split()) or f"column {at}"
        names.append(name if name not in names else f"{name} ({at})")
    return tuple(names)


def _filled(columns: tuple[str, ...], cells: Iterable[str]) -> dict[str, str]:
    cleaned = ((name, clean(cell).strip()) for name, cell in zip(columns, cells, strict=False))
    return {name: cell for name, cell in cleaned if cell}


# --- comma, tab, semicolon ----------------------------------------------------------------------------------------


def _separated(
    lines: Callable[[], Iterator[str]], *, prefer: str, limits: Limits, notes: tuple[tuple[str, str], ...]
) -> Table:
    csv.field_size_limit(limits.row)
    delimiter = _delimiter(lines, prefer=prefer)
    columns: tuple[str, ...] = ()
    for record, _ in _csv_records(lines(), delimiter):
        if isinstance(record, list) and any(cell.strip() for cell in record):
            columns = _named(record)
            break
    if not columns:
        raise RefusedError("empty_file", "holds no row", remedy="export it again or leave it out")

    def rows() -> Iterator[Row | RefusedError]:
        number = -1
        for record, closed in _csv_records(lines(), delimiter):
            if isinstance(record, RefusedError):
                yield record
                return
            if number < 0:
                if any(cell.strip() for cell in record):
                    number = 0
                continue
            if not record:
                continue
            number += 1
            where = f"row={number}"
            if not closed:
                yield RefusedError(
                    "truncated_table", "the table breaks off inside a quoted cell", where=where, remedy=_EXPORT
                )
            elif len(record) > len(columns) and any(cell.strip() for cell in record[len(columns) :]):
                yield RefusedError(
                    "ragged_row",
                    f"has {len(record)} cells where the header has {len(columns)}",
                    where=where,
                    remedy="put cells that hold the separator between quotation marks",
                )
            else:
                yield Row(number, _filled(columns, record))

    return Table(columns, "row", rows, notes)


def _csv_records(lines: Iterator[str], delimiter: str) -> Iterator[tuple[list[str] | RefusedError, bool]]:
    """Yield records and whether their last quotation was closed (only the last one's can be open)."""
    raw: list[str] = []

    def watched() -> Iterator[str]:
        for line in lines:
            raw.append(line)
            yield line

    reader = csv.reader(watched(), delimiter=delimiter)
    while True:
        raw.clear()
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield (
                RefusedError(
                    "damaged_table", f"cannot be read on from line {reader.line_num} ({error})", remedy=_EXPORT
                ),
                True,
            )
            return
        yield record, _closed(raw, delimiter)


def _closed(raw: list[str], delimiter: str) -> bool:
    """Return whether the lines of a record close every quotation; the lenient reader does not tell."""
    if "".join(raw).count('"') % 2 == 0:
        return True
    try:
        list(csv.reader(raw, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" not in str(error)
    return True


def _delimiter(lines: Callable[[], Iterator[str]], *, prefer: str) -> str:
    """Return the separator that divides the first rows into the most cells, evenly."""
    best, best_score = prefer, (0.0, 0)
    for delimiter in (prefer, *(other for other in _DELIMITERS if other != prefer)):
        widths: list[int] = []
        for record, _ in _csv_records(lines(), delimiter):
            if isinstance(record, list) and record:
                widths.append(len(record))
            if len(widths) >= 20:
                break
        if not widths or widths[0] < 2:
            continue
        even = sum(1 for width in widths if width == widths[0]) / len(widths)
        score = (round(even, 1), widths[0])
        if score > best_score:
            best, best_score = delimiter, score
    return best


# --- JSON ---------------------------------------------------------------------------------------------------------


def _records(lines: Callable[[], Iterator[str]], *, notes: tuple[tuple[str, str], ...]) -> Table:
    def rows() -> Iterator[Row | RefusedError]:
        number = 0
        for line in lines():
            if not line.strip():
                continue
            number += 1
            where = f"record={number}"
            try:
                record = json.loads(line)
            except (json.JSONDecodeError, RecursionError) as error:
                last = not line.endswith("\n")
                yield RefusedError(
                    "truncated_record" if last else "damaged_record",
                    "the file breaks off inside this record" if last else f"is no valid JSON ({error})",
                    where=where,
                    remedy="write one JSON object a line",
                )
                continue
            if isinstance(record, dict):
                yield Row(number, flat(record))
            else:
                yield RefusedError(
                    "damaged_record", "is no JSON object", where=where, remedy="write one JSON object a line"
                )

    return Table(_first_names(rows()), "record", rows, notes)


def _array(content: str, *, notes: tuple[tuple[str, str], ...]) -> Table:
    try:
        data = json.loads(content.removeprefix("\ufeff"))
    except (json.JSONDecodeError, RecursionError) as error:
        raise RefusedError("damaged_file", f"is no valid JSON ({error})", remedy="export it again") from error
    if isinstance(data, dict):
        lists = [
            value
            for key, value in data.items()
            if key not in MEDIA_LISTS and isinstance(value, list) and value and isinstance(value[0], dict)
        ]
        data = max(lists, key=len) if lists else [data]
    entries = data if isinstance(data, list) else [data]

    def rows() -> Iterator[Row | RefusedError]:
        for number, entry in enumerate(entries, start=1):
            if isinstance(entry, dict):
                yield Row(number, flat(entry))
            else:
                yield RefusedError(
                    "damaged_record", "is no JSON object", where=f"record={number}", remedy="give a list of objects"
                )

    return Table(_first_names(rows()), "record", rows, notes)


def _first_names(rows: Iterator[Row | RefusedError]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for seen, row in enumerate(rows):
        if seen >= 50:
            break
        if isinstance(row, Row):
            names.update(dict.fromkeys(row.cells))
    return tuple(names)


# --- spreadsheets -------------------------------------------------------------------------------------------------


def _spreadsheet(original: Original, *, limits: Limits, sheet: str) -> Table:
    import openpyxl

    data = io.BytesIO(original.read())
    _check_archive(data, limits=limits)
    try:
        book = openpyxl.load_workbook(data, read_only=True, data_only=True)
        sheets = [entry for entry in book.worksheets if entry.sheet_state == "visible"] or book.worksheets
        if sheet:
            chosen = next((entry for entry in book.worksheets if entry.title == sheet), None)
            if chosen is None:
                names = ", ".join(entry.title for entry in book.worksheets)
                raise RefusedError(
                    "bad_mapping", f"has no sheet '{sheet}'; it has {names}", remedy="correct the mapping"
                )
        else:
            chosen = next((entry for entry in sheets if next(_filled_rows(entry), None)), None)
            if chosen is None:
                raise RefusedError("empty_file", "holds no row on any sheet", remedy="export it again or leave it out")
        columns = _named(next(_filled_rows(chosen), []))
    except _DAMAGED as error:
        raise _damaged(error) from error

    def rows() -> Iterator[Row | RefusedError]:
        filled = _filled_rows(chosen)
        next(filled, None)
        for number, cells in enumerate(filled, start=1):
            yield Row(number, _filled(columns, cells))

    others = [entry.title for entry in sheets if entry is not chosen and not sheet]
    notes = (("sheet", f"only the sheet '{chosen.title}' is read, not {', '.join(others)}"),) if others else ()
    return Table(columns, "row", rows, notes)


def _damaged(error: BaseException) -> RefusedError:
    return RefusedError("damaged_file", f"is a spreadsheet that is damaged ({error})", remedy=_EXPORT)


def _check_archive(data: BinaryIO, *, limits: Limits) -> None:
    """Refuse a spreadsheet that breaks off, is encrypted, or would unpack beyond the limit."""
    check_directory(data)
    try:
        with zipfile.ZipFile(data) as archive:
            entries = archive.infolist()
            check_archive(entries, limits=limits)
            bomb = any(map(is_bomb, entries))
            attack = not bomb and any(_defines_entities(archive, entry) for entry in entries)
    except DAMAGED as error:
        raise RefusedError("truncated_archive", "is a spreadsheet that breaks off", remedy=_EXPORT) from error
    if bomb:
        raise RefusedError("archive_bomb", "unpacks to far more than any table", remedy="export the sheet as CSV")
    if attack:
        raise RefusedError("xml_entities", "defines XML entities of its own, a known way to attack", remedy=_EXPORT)
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedError(
            "encrypted_spreadsheet", "is protected by a password", remedy="save a copy without the password"
        )


def _defines_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    if not entry.filename.endswith((".xml", ".rels")) or entry.flag_bits & 1:
        return False
    with archive.open(entry) as part:
        return defines_entities(part.read(_PROLOGUE))


def _filled_rows(sheet: Any) -> Iterator[list[str]]:
    try:
        for values in sheet.iter_rows(values_only=True):
            cells = [_cell(value) for value in values]
            if any(cells):
                yield cells
    except _DAMAGED as error:  # cells are unpacked as they are read
        raise _damaged(error) from error


def _cell(value: Any) -> str:
    """Return a cell as people see it: whole numbers without a point, midnights as dates."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M") if not value.second else value.strftime("%H:%M:%S")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
