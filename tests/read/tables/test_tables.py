"""Tables inside texts: which rows are read, whose figures they are and which happenings they are about."""

from __future__ import annotations

import pytest

from crossbearing.model.locators import TextSpan
from crossbearing.model.values import Group
from crossbearing.read.tables.grid import grids
from tests.read.support import read

LOG = """Incidents of the week.

Place | Date | Killed | Injured | According to

Gidan Makau | 12 Feb | 23 | 14 | police

Gidan Makau | 12 Feb | 31 | 19 | Forum for Rural Safety

Tashar Rimi | 14 Feb | 4 | - | residents

Total | | 58 | 33 |"""

# The table; its figures (slot, number, innermost speaker or "", scope).
FIGURES = [
    (
        LOG,
        [
            ("killed", 23, "police", "whole"),
            ("killed", 31, "Forum for Rural Safety", "whole"),
            ("killed", 4, "residents", "whole"),
            ("wounded", 14, "police", "whole"),
            ("wounded", 19, "Forum for Rural Safety", "whole"),
        ],
    ),
    (
        "Shells hit a market in Osk on Sunday.\n\nSource | Killed | Wounded\n\nTown head | 29 | 22\n\nRescue services"
        " | 25 | -\n\nOwn count from videos | 23 | n/a",
        [
            ("killed", 29, "Town head", "whole"),
            ("killed", 25, "Rescue services", "whole"),
            ("killed", 23, "", "whole"),
            ("wounded", 22, "Town head", "whole"),
        ],
    ),
    (
        "Shells hit Osk on Sunday.\n\n | Police | Hospital\n\nKilled | 12 | 14\n\nInjured | 30 | 28",
        [
            ("killed", 12, "Police", "whole"),
            ("killed", 14, "Hospital", "whole"),
            ("wounded", 30, "Police", "whole"),
            ("wounded", 28, "Hospital", "whole"),
        ],
    ),
    (
        "Shells hit Osk on Sunday.\n\nWho | Killed | Wounded\n\nChildren | 3 | 5\n\nWomen | 4 | 1\n\nTotal | 12 | 9",
        [
            ("killed", 3, "", "part: children"),
            ("killed", 4, "", "part: women"),
            ("killed", 12, "", "whole"),
            ("wounded", 5, "", "part: children"),
            ("wounded", 1, "", "part: women"),
            ("wounded", 9, "", "whole"),
        ],
    ),
    (
        "A strike hit Osk on Monday.\n\nKilled | 12\n\nWounded | 5",
        [("killed", 12, "", "whole"), ("wounded", 5, "", "whole")],
    ),
    (
        "A strike hit Osk on Monday.\n\n| Town | Dead (children) | Dead |\n\n| Osk | 2 | ~10 |",
        [("killed", 2, "", "part: children"), ("killed", 10, "", "whole")],
    ),
]

NO_TABLES = [
    "Home | News | Sport\n\nWorld | Politics | Weather\n\nA strike killed 5 people in Osk.",
    "Killed | Date\n\nA strike killed 5 people in Osk.",
    "Team | Won | Lost\n\nReds | 3 | 5\n\nBlues | 4 | 1\n\nA strike killed 5 people in Osk.",
]


def figures(text: str) -> list[tuple[str, int | None, str, str]]:
    """Return slot, number, innermost speaker and scope of each figure of persons harmed."""
    return sorted(
        (
            claim.slot,
            claim.value.count.low,
            claim.speakers[-1].name if len(claim.speakers) > 1 else "",
            claim.scope,
        )
        for claim in read(text, publisher="Sahel Log").claims
        if isinstance(claim.value, Group)
    )


@pytest.mark.parametrize(("text", "wanted"), FIGURES)
def test_rows_give_their_figures_once(text: str, wanted: list[tuple[str, int, str, str]]) -> None:
    """Each cell of a counted column is one figure of whoever its row or column names; sums over places are none."""
    assert figures(text) == sorted(wanted)


@pytest.mark.parametrize("text", NO_TABLES)
def test_other_rows_are_no_tables_of_harm(text: str) -> None:
    """Menus, heads without rows and tables of other things give no figures; the prose beside them is read."""
    assert [(slot, low) for slot, low, _, _ in figures(text)] == [("killed", 5)]


def test_figures_are_tied_to_their_cells() -> None:
    """The words of a figure are those of its cell, at its offsets."""
    reading = read(LOG, publisher="Sahel Log")
    content = reading.collected.text.content
    for claim in reading.claims:
        assert isinstance(claim.locator, TextSpan)
        assert content[claim.locator.start : claim.locator.end] == claim.locator.quote
    quotes = [claim.locator.quote for claim in reading.claims if isinstance(claim.locator, TextSpan)]
    assert quotes.count("23") == 1


def test_rows_of_other_places_are_other_happenings() -> None:
    """Rows of one place and day are about one happening, and those of another place about another."""
    claims = read(LOG, publisher="Sahel Log").claims
    told = {claim.locator.quote: claim.event.id for claim in claims if isinstance(claim.locator, TextSpan)}
    assert told["23"] == told["31"] == told["Gidan Makau"] == told["12 Feb"]
    assert told["4"] == told["Tashar Rimi"] == told["14 Feb"] != told["23"]


def test_cells_are_found_in_bars_tabs_and_gaps() -> None:
    """Cells set apart by bars, tabs or wide gaps are found with their offsets; lines of prose are none."""
    content = "Some words.\nTown\tKilled\nOsk\t5\nBar\t7\n\n| Town | Killed |\n|---|---|\n| Osk | 5 |"
    found = grids(content, [(0, len(content))])
    assert [[cell.text for cell in row.cells] for grid in found for row in grid.rows] == [
        ["Town", "Killed"],
        ["Osk", "5"],
        ["Bar", "7"],
        ["Town", "Killed"],
        ["Osk", "5"],
    ]
    for grid in found:
        for row in grid.rows:
            assert all(content[cell.start : cell.end] == cell.text for cell in row.cells)
