"""From a table to figures: what each row counts, where and when, and who is named for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from crossbearing.model.claims import WHOLE
from crossbearing.read.mentions import Source
from crossbearing.read.parties.doers import is_body
from crossbearing.read.tables.columns import COUNTED, Column, column_of, is_empty, is_own, is_total
from crossbearing.read.tables.grid import Cell, Grid, Row
from crossbearing.resources.lexicon import Lexicon

__all__ = ["Entry", "Figure", "entries_of", "head_of", "singulars", "speaks", "teller_of", "tellers_of"]

_NUMBER: Final = re.compile(r"\d")
_ARTICLE: Final = re.compile(r"^(?:the|an?|according to|per|by|via|source:)\s+", re.IGNORECASE)
_PLURAL: Final = re.compile(r"(?:ies|men|s)$")
_LEAST_NUMERIC: Final = 0.5
"""Share of the cells of a counted column, empty ones aside, that must begin with a number or a word for none."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of persons harmed, as a cell or a bracket gives it.

    Args:
        slot: What became of them.
        start: Offset of its words in the text.
        end: Offset behind them.
        text: The words.
        scope: `whole` or `part: of what`.
        tellers: Who is named for it, each for himself; an empty chain is the publisher; None where nothing is said.
    """

    slot: str
    start: int
    end: int
    text: str
    scope: str = WHOLE
    tellers: tuple[tuple[Source, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row or an item of a list tells.

    Args:
        start: Offset of its first character.
        end: Offset behind its last.
        place: Cell of the place, or None where it tells none of its own.
        date: Cell of the day, or None.
        figures: Its numbers.
        words: All its words, for the kind of happening.
    """

    start: int
    end: int
    place: Cell | None
    date: Cell | None
    figures: tuple[Figure, ...]
    words: str


def entries_of(grid: Grid, tables: Lexicon) -> list[Entry]:
    """Return what the rows of a table tell, or an empty list where no column or row counts persons harmed.

    Args:
        grid: The table.
        tables: Word tables of the language.
    """
    language = tables.language
    columns = _columns(grid, language)
    if not any(column.slot in COUNTED for column in columns):
        grid = grid.turned
        columns = _columns(grid, language)
    rows = grid.rows[1:]
    counted = {at for at, column in enumerate(columns) if column.slot in COUNTED and _numeric(rows, at, language)}
    if not counted:
        return []
    names = _labels(columns, rows, counted, tables)
    return [entry for row in rows if (entry := _entry(row, columns, counted, names, tables=tables)).figures]


def _columns(grid: Grid, language: str) -> list[Column]:
    head = grid.rows[0]
    if any(_NUMBER.match(cell.text) for cell in head.cells):
        return [Column("") for _ in head.cells]
    return [column_of(cell.text, language) for cell in head.cells]


def _numeric(rows: Sequence[Row], at: int, language: str) -> bool:
    cells = [row.cells[at].text for row in rows if at < len(row.cells) and not is_empty(row.cells[at].text, language)]
    numbers = sum(bool(_NUMBER.search(text[:12])) or text.lower() in {"none", "nil", "no"} for text in cells)
    return bool(cells) and numbers >= _LEAST_NUMERIC * len(cells)


def _labels(columns: Sequence[Column], rows: Sequence[Row], counted: set[int], tables: Lexicon) -> str:
    """Return what the first column holds where its head does not say: `source`, `part`, `place`, or nothing."""
    if columns[0].slot or 0 in counted:
        return ""
    cells = [row.cells[0].text for row in rows if row.cells and not is_total(row.cells[0].text, tables.language)]
    cells = [cell for cell in cells if cell]
    if not cells:
        return ""
    persons = tables.persons
    if _all_of(cells, persons.age | persons.female | persons.male):
        return "part"
    if sum(speaks(cell, tables) or is_own(cell, tables.language) for cell in cells) * 2 >= len(cells):
        return "source"
    return (
        "part" if _all_of(cells, persons.age | persons.female | persons.male | frozenset(persons.status)) else "place"
    )


def _all_of(cells: Sequence[str], words: frozenset[str]) -> bool:
    return all(any(singulars(word) & words for word in cell.lower().split()) for cell in cells)


def singulars(word: str) -> frozenset[str]:
    """Return what a word may be in the singular, itself among it.

    Args:
        word: In lower case.
    """
    if word == "children":
        return frozenset((word, "child"))
    return frozenset((word, _PLURAL.sub("", word), _PLURAL.sub("y", word), _PLURAL.sub("man", word)))


def _entry(row: Row, columns: Sequence[Column], counted: set[int], labels: str, *, tables: Lexicon) -> Entry:
    cells = dict(enumerate(row.cells))
    kinds = {at: column.slot for at, column in enumerate(columns)}
    if labels:
        kinds[0] = labels
    total = bool(row.cells) and any(is_total(cell.text, tables.language) for cell in row.cells[:2])
    filled = {
        kind: cells[at]
        for at, kind in reversed(kinds.items())
        if at in cells and at not in counted and not is_empty(cells[at].text, tables.language)
    }
    tellers = tellers_of(filled["source"], tables) if "source" in filled and not total else None
    part = filled["part"].text.lower() if "part" in filled and not total else ""
    spread = bool({"place", "date", "area"} & set(kinds.values()))
    figures = [
        Figure(
            columns[at].slot,
            cells[at].start,
            cells[at].end,
            cells[at].text,
            f"part: {part or columns[at].beside}" if part or columns[at].beside else WHOLE,
            tellers,
        )
        for at in sorted(counted)
        if at in cells and not is_empty(cells[at].text, tables.language)
    ]
    place = filled.get("place") or filled.get("area")
    if total and spread:
        figures = []  # sums over several happenings are the toll of none
    words = " ".join(cell.text for at, cell in cells.items() if at not in counted)
    return Entry(row.start, row.end, None if total else place, filled.get("date"), tuple(figures), words)


def tellers_of(cell: Cell, tables: Lexicon) -> tuple[tuple[Source, ...], ...]:
    """Return who a cell or a bracket names, each for himself; the publisher is an empty chain.

    Args:
        cell: The cell.
        tables: Word tables of the language.
    """
    pieces = list(_pieces(cell))
    if len(pieces) > 1 and not all(speaks(text, tables) for _, text in pieces):
        pieces = [(cell.start, cell.text)]
    return tuple(teller_of(start, text, tables) for start, text in pieces)


def _pieces(cell: Cell) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"[^;/,]+", cell.text):
        words = match.group()
        text = words.strip()
        if text:
            yield cell.start + match.start() + len(words) - len(words.lstrip()), text


def teller_of(start: int, text: str, tables: Lexicon) -> tuple[Source, ...]:
    """Return the one whom the words of a cell or bracket name; nobody where they mean the publisher itself.

    Args:
        start: Offset of the words in the text.
        text: The words.
        tables: Word tables of the language.
    """
    if is_own(text, tables.language):
        return ()
    bare = text
    while (shorter := _ARTICLE.sub("", bare)) != bare:
        bare = shorter
    begin = start + text.find(bare)
    head = head_of(bare)
    cues = tables.cues
    proper = any(part[:1].isupper() for part in bare.split()[1:]) or bare.isupper()
    named = is_body(bare) or head in cues.bodies or (proper and head not in cues.unnamed)
    return (Source(bare, begin, begin + len(bare), named, head),)


def head_of(name: str) -> str:
    """Return the head noun of a name, as it stands before "of" or "for", in lower case.

    Args:
        name: The name.
    """
    words = re.split(r"\s(?:of|for|in|at|from)\s", name.lower(), maxsplit=1)[0].split()
    return words[-1] if words else ""


def speaks(text: str, tables: Lexicon) -> bool:
    """Tell whether the words of a cell are those of somebody who can speak.

    Args:
        text: The words.
        tables: Word tables of the language.
    """
    cues = tables.cues
    bare = _ARTICLE.sub("", text)
    head = head_of(bare)
    known = cues.unnamed | cues.bodies | cues.titles | cues.organs | cues.media | cues.witnesses
    named = head in tables.raw["figures"]["bodies"]["words"] or bare.lower() in cues.metonyms | cues.media
    return named or bool(singulars(head) & known) or is_body(bare)
