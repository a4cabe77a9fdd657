"""Rows of tables in texts without marks of layout: a row a line, cells set apart by bars.

What reads paragraphs joins lines and takes wide gaps for one blank, so that a table typed with bars, tabs or blanks
would become a sentence. Its rows are set apart before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

__all__ = ["with_rows_apart"]

_GAP: Final = re.compile(r"\t+|(?<=\S)\s{2,}(?=\S)")
_NUMBER: Final = re.compile(r"^[~<>\u2264\u2265]?\s*\d[\d.,\s+-]*$")
_EMPTY: Final = frozenset({"-", "\u2013", "\u2014", "?", "n/a", "none", "0", ""})
_LEAST: Final = 3  # lines with gaps that make a table; two lines with bars are enough
_WIDEST: Final = 120  # characters of a cell


def with_rows_apart(lines: Sequence[str]) -> list[str]:
    """Return the lines of a text, those of tables with " | " between their cells and a blank line between rows.

    Args:
        lines: Without line ends.
    """
    cut = [_cells(line) for line in lines]
    found: list[str] = []
    at = 0
    while at < len(lines):
        stop = at
        while stop < len(lines) and cut[stop] and abs(len(cut[stop]) - len(cut[at])) <= 1:
            stop += 1
        rows = cut[at:stop]
        if rows and _is_table(rows, lines[at:stop]):
            for cells in rows:
                found.extend((" | ".join(cells), ""))
            at = stop
        else:
            found.append(lines[at])
            at += 1
    return found


def _cells(line: str) -> list[str]:
    bare = line.strip()
    if "|" in bare:
        if bare.startswith("|"):
            return []  # marked as a table: read as one
        cells = [cell.strip() for cell in bare.strip("|").split("|")]
    else:
        cells = _GAP.split(bare)
    return cells if len(cells) > 1 and all(len(cell) <= _WIDEST for cell in cells) else []


def _is_table(rows: Sequence[Sequence[str]], lines: Sequence[str]) -> bool:
    """Tell whether lines are rows: bars in two at least, or three with a column of numbers under a head of words."""
    if all("|" in line for line in lines):
        return len(rows) > 1
    if len(rows) < _LEAST or any(_NUMBER.match(cell) for cell in rows[0]):
        return False
    width = min(map(len, rows))
    return any(
        all(_NUMBER.match(row[-at]) or row[-at].lower() in _EMPTY for row in rows[1:]) for at in range(1, width + 1)
    )
