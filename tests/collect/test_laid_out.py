"""Tables typed into texts without marks of layout keep their rows."""

from __future__ import annotations

import pytest

from crossbearing.collect.laid_out import with_rows_apart

# Lines of a text; what they become.
LINES = [
    (["Place | Killed", "Osk | 5"], ["Place | Killed", "", "Osk | 5", ""]),
    (["Place\tKilled", "Osk\t5", "Bar\t-"], ["Place | Killed", "", "Osk | 5", "", "Bar | -", ""]),
    (
        ["  Source            Killed", "  Town head             29", "  Rescue services       25"],
        ["Source | Killed", "", "Town head | 29", "", "Rescue services | 25", ""],
    ),
]

KEPT = [
    ["Two  spaces here.", "And  there, by a careless hand.", "And  once more, as it happens."],
    ["| Place | Killed |", "|---|---|", "| Osk | 5 |"],
    ["One line | with a bar"],
    ["12   15   18", "13   16   19", "14   17   20"],
]


@pytest.mark.parametrize(("lines", "wanted"), LINES)
def test_rows_are_set_apart(lines: list[str], wanted: list[str]) -> None:
    """Rows with bars, tabs or aligned columns of numbers become rows with bars, each a paragraph."""
    assert with_rows_apart(lines) == wanted


@pytest.mark.parametrize("lines", KEPT)
def test_other_lines_stay(lines: list[str]) -> None:
    """Prose with double blanks, tables that are marked as such and numbers without a head stay as they are."""
    assert with_rows_apart(lines) == lines
