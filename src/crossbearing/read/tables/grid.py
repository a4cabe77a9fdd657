"""Finds tables in a text: lines of cells set apart by bars, tabs or wide gaps.

Pages and Markdown files come with a row a line and " | " between its cells, and plain texts as they were typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["Cell", "Grid", "Row", "grids"]

_RULED: Final = re.compile(r"^[\s|:+=_-]+$")
_GAP: Final = re.compile(r"\t+|\s{2,}")
_MOST_CELLS: Final = 40
_LONGEST_CELL: Final = 120
"""Characters: prose between bars (a list of links) is no table."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell.

    Args:
        start: Offset of its first character in the text; of the place where it would stand if it is empty.
        end: Offset behind its last.
        text: Its words.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row.

    Args:
        start: Offset of the first character of its line.
        end: Offset behind its last.
        cells: Its cells, in order.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows with as many cells each, or nearly.

    Args:
        rows: At least two.
    """

    rows: tuple[Row, ...]

    @property
    def turned(self) -> Grid:
        """The same with rows for columns; a turned row stretches over the whole table."""
        width = max(len(row.cells) for row in self.rows)
        full = [row for row in self.rows if len(row.cells) == width]
        start, end = self.rows[0].start, self.rows[-1].end
        return Grid(tuple(Row(start, end, tuple(row.cells[at] for row in full)) for at in range(width)))


def grids(content: str, spans: Sequence[tuple[int, int]]) -> list[Grid]:
    """Return the tables of a text, in order.

    Args:
        content: The text.
        spans: Offsets of its readable stretches, in order; a row lies in one of them.
    """
    found: list[Grid] = []
    held: list[Row] = []
    kind = ""
    for start, end in _lines(content, spans):
        line = content[start:end]
        if not line.strip() or (held and _RULED.match(line)):
            continue
        row_kind, row = _row(line, start)
        fits = bool(held) and row is not None and row_kind == kind and abs(len(row.cells) - len(held[0].cells)) <= 1
        if not fits:
            found.extend(_closed(held, kind))
            held, kind = [], row_kind
        if row is not None:
            held.append(row)
    found.extend(_closed(held, kind))
    return found


def _closed(held: Sequence[Row], kind: str) -> Iterator[Grid]:
    if len(held) >= (3 if kind == "gap" else 2):
        yield Grid(tuple(held))


def _lines(content: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for first, last in spans:
        start = first
        while start < last:
            stop = content.find("\n", start, last)
            stop = last if stop < 0 else stop
            yield start, stop
            start = stop + 1


def _row(line: str, start: int) -> tuple[str, Row | None]:
    """Return how the cells of a line are set apart and the row; None where it is no row."""
    if "|" in line:
        cut, kind = [match.span() for match in re.finditer(r"\|", line)], "bar"
        bare = line.strip()
        # "| a | b |" has bars around its cells; " | a | b" begins with an empty one.
        lead = trail = bare.startswith("|") and bare.endswith("|") and len(bare) > 1
    else:
        cut, kind = [match.span() for match in _GAP.finditer(line.rstrip()) if line[: match.start()].strip()], "gap"
        lead = trail = False
    edges = [0, *(end for _, end in cut)]
    stops = [*(begin for begin, _ in cut), len(line)]
    cells = [_cell(line, begin, stop, start) for begin, stop in zip(edges, stops, strict=True)]
    cells = cells[1 if lead else 0 : len(cells) - (1 if trail else 0)]
    if not 2 <= len(cells) <= _MOST_CELLS or any(len(cell.text) > _LONGEST_CELL for cell in cells):
        return kind, None
    return kind, Row(start, start + len(line), tuple(cells))


def _cell(line: str, begin: int, stop: int, start: int) -> Cell:
    words = line[begin:stop]
    left = begin + len(words) - len(words.lstrip())
    text = words.strip()
    return Cell(start + (left if text else begin), start + (left if text else begin) + len(text), text)
