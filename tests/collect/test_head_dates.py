"""The day that stands above a text is that of its publication only where nothing speaks against it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crossbearing.collect.draft import Part
from crossbearing.collect.head_dates import date_at_head
from crossbearing.model.documents import BlockKind
from tests.collect.making import BODY, basis, collect_one

TODAY = date(2031, 6, 1)


def told(*lines: str, publisher: str = "Harbour Post") -> str:
    """Return the day that lines above a report give."""
    parts = [Part(BlockKind.TITLE, "Market shelled"), *(Part(BlockKind.BODY, line) for line in (*lines, BODY))]
    return date_at_head(parts, publisher=publisher, today=TODAY)


@pytest.mark.parametrize(
    "line",
    [
        "Friday, 16 May 2031, 17:23",
        "NEWS DESK / 16 May 2031",
        "16 May\u060c 2031",
        "May 16th, 2031",
        "Published: 2031-05-16 09:15",
        "Harbour Post | May 16, 2031",
        "Friday 16 May 2031 16:42, UK",
        "(May 16, 2031 / HPN) The harbour was closed on the day before, and nobody was hurt, the council said.",
    ],
)
def test_lines_that_are_a_day(line: str) -> None:
    """A day beside a time, a label, a desk in capitals or an outlet's name; a bracket before the first sentence."""
    assert told(line) == "2031-05-16"


@pytest.mark.parametrize(
    "lines",
    [
        ("Market hit on 16 May 2031",),
        ("Seven killed in attack, 16 May 2031",),
        ("May 2031",),
        ("16 May 2032",),
        ("16 May 2031", "12 May 2031"),
        ("16 May 2031 to 18 May 2031",),
        (BODY, "16 May 2031"),
    ],
)
def test_lines_that_tell_no_day_of_publication(lines: tuple[str, ...]) -> None:
    """A headline with a day, a month, a day to come, two days, and what stands below the first sentence give none."""
    assert told(*lines) == ""


def test_a_page_that_lists_days_of_other_stories() -> None:
    """Where other lines of the text give other days, the one above is that on which the page was looked at."""
    parts = [Part(BlockKind.BODY, line) for line in ("16 May 2031", BODY, "11 May 2031 - 10:05")]
    assert date_at_head(parts, publisher="", today=TODAY) == ""


def test_told_as_the_basis(tmp_path: Path) -> None:
    """It is used where nothing else states a date, with how it is known; an address goes before it."""
    text = f"Friday, 16 May 2025, 17:23\n\n{BODY}\n"
    (tmp_path / "a.md").write_text(f"---\ntitle: Market shelled\n---\n\n{text}")
    (tmp_path / "b.md").write_text(f"---\nurl: https://news.example/2025/05/14/market\n---\n\n{text}")
    first, second = collect_one(tmp_path / "a.md"), collect_one(tmp_path / "b.md")
    assert first.publication.published == "2025-05-16"
    assert "head of its text" in basis(first)["published"]
    assert second.publication.published == "2025-05-14"
