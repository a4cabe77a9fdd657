"""Headlines of other stories in texts saved without mark-up are set apart, and what belongs to the report is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crossbearing.collect.draft import Part
from crossbearing.collect.headlines import leads_elsewhere, with_other_stories_apart
from crossbearing.collect.plain import read_plain
from crossbearing.model.documents import BlockKind
from tests.collect.making import blocks, collect_one

BODY = "Shells hit a market in Northport on Monday, and seven people were killed there, the governor said."
OTHERS = [
    "Three dead as ferry sinks off Fartown",
    "Army opens road to Eastmarket again",
    "Man shot by unknown riders in Osk",
]


def related(lines: list[str], **marked: set[int]) -> list[str]:
    """Return the lines that are set apart."""
    parts = [Part(BlockKind.BODY, line) for line in lines]
    return [part.text for part in with_other_stories_apart(parts, **marked) if part.kind is BlockKind.RELATED]


def test_headlines_below_the_report() -> None:
    """Three lines without a full stop below the last sentence are headlines of other stories."""
    assert related([BODY, *OTHERS]) == OTHERS


def test_headlines_cut_short() -> None:
    """Two are enough where one of them is cut short."""
    lines = ["Old mine kills two and wounds a child in…", "Council of Osk meets again"]
    assert related([BODY, *lines]) == lines


def test_lines_that_lead_elsewhere() -> None:
    """What stands under "Next Post" is another story, in the middle too, up to the next sentence of the report."""
    assert related([BODY, "Next Post", OTHERS[0], BODY]) == ["Next Post", OTHERS[0]]


@pytest.mark.parametrize(
    "lines",
    [
        [BODY, *OTHERS[:2]],
        [
            BODY,
            "The wounded are:",
            "Ivo Brandl of the harbour guard",
            "Mira Oskelu of the market",
            "Ada Lind of Fartown",
        ],
        [
            BODY,
            "Two boats burnt. Nobody hurt there",
            "Police say one man fled. No name given",
            "Fire out by noon. Road open",
        ],
        [BODY, "Both died of their wounds.", "The road is open.", "The port is closed.", "Police look for the driver."],
        [
            BODY,
            "More shells now @harbour_watch said so",
            "Two hit the pier #northport today",
            "One hit the gate of the yard #port",
        ],
        [
            BODY,
            "Place | Killed | Wounded",
            "Northport harbour | 3 | 5",
            "Market of Fartown | 2 | 4",
            "Road to Osk | 0 | 1",
        ],
        OTHERS,
    ],
)
def test_what_belongs_to_the_report(lines: list[str]) -> None:
    """Two lines alone, lists, posts, short sentences, rows of a table, and lines without a report above them stay."""
    assert related(lines) == []


def test_items_of_a_list_are_no_headlines() -> None:
    """What the text marks as items of a list is part of it, and a heading ends what a line before it led to."""
    assert related([BODY, *OTHERS], items={1, 2, 3}) == []
    assert related([BODY, "See also", "Aftermath", OTHERS[0]], headings={1, 2}) == []


def test_lines_that_lead_nowhere() -> None:
    """A sentence that begins like such a line is none."""
    assert leads_elsewhere("Prev Post")
    assert leads_elsewhere("Related stories")
    assert not leads_elsewhere("Next stories of the tower were hit by two shells as well")


def test_plain_text_and_markdown(tmp_path: Path) -> None:
    """Both readers of texts set headlines apart, so that they are not read as part of the report."""
    words = "\n\n".join([BODY, "Prev Post", *OTHERS])
    (tmp_path / "a.md").write_text(f"# Market shelled\n\n{words}\n")
    assert blocks(collect_one(tmp_path / "a.md"), BlockKind.BODY) == [BODY]
    draft = read_plain(f"Market shelled in Northport\n\n{words}", where="a.txt", today=date(2031, 5, 6))
    assert [part.text for part in draft.parts if part.kind is BlockKind.BODY] == [BODY]


def test_days_among_headlines() -> None:
    """The day of another story's headline stands above or below it, and belongs to the other story too."""
    lines = [BODY, "Related Articles", OTHERS[0], "4 November 2024", OTHERS[1], "11 July\u060c 2024", BODY]
    assert related(lines) == lines[1:-1]
