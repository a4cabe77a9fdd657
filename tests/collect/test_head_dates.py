"""The day that stands above a text is that of its publication only where nothing speaks against it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crossbearing.collect.draft import Part
from crossbearing.collect.head_dates import date_at_head, date_below, is_day_line
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
        "Posted on 16 May 2031 at 14:20",
        "On May 16, 2031 Last updated May 16, 2031",
        "Published 16 May 2031, updated 19 May 2031",
        "by Staff - May 16, 2031",
        "Harbour Observer | May 16, 2031",
        "HPN / Ada Ostrow, 16 May 2031 00:00",
        "16/05/2031 17:35",
        "Public \u00b7 16 May 2031",
        "Daily report (Friday, 16/5/2031)",
        "Situation update for 16 May 2031",
        "OSK, 16 May 2031 (HPN) - The harbour was closed on the day before, and nobody was hurt, the council said.",
        "(HPN) PORT MARL, Oskland, May 16, 2031: The harbour was closed on the day before, the council said.",
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
        ("05/04/2031",),
        ("Seven killed in Osk, 16 May 2031",),
        ("Posted on 16 May 2031", "Posted on 12 May 2031"),
        ("The council of Osk met on 16 May 2031 - and it decided nothing about the harbour, the council said.",),
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


def test_a_line_that_says_what_its_day_is() -> None:
    """A label beside the day speaks for it, whatever days the page lists below; not on a page of several posts."""
    lines = ("Posted on 16 May 2031", BODY, "11 May 2031 - 10:05")
    assert date_at_head([Part(BlockKind.BODY, line) for line in lines], publisher="", today=TODAY) == "2031-05-16"
    several = ("Posted on 16 May 2031", BODY, "Posted on 11 May 2031", BODY)
    assert date_at_head([Part(BlockKind.BODY, line) for line in several], publisher="", today=TODAY) == ""


@pytest.mark.parametrize(("other", "day"), [("20 May 2031", "2031-05-16"), ("11 May 2031", "")])
def test_days_of_other_stories(other: str, day: str) -> None:
    """A day before those of the other stories is not the one on which the page was looked at; behind all it may be."""
    parts = [Part(BlockKind.BODY, "16 May 2031"), Part(BlockKind.RELATED, other), Part(BlockKind.BODY, BODY)]
    assert date_at_head(parts, publisher="", today=TODAY) == day


def test_below_a_headline_and_what_sums_the_report_up() -> None:
    """Below one sentence that sums up the report, a day with a clock time is the report's; one without it is not."""
    deck = "A shell hit the market of Osk in the morning, and the council has closed it until further notice."
    for line, day in (("Thursday, 16 May 2031, 15:01", "2031-05-16"), ("16 May 2031", "")):
        parts = [Part(BlockKind.BODY, text) for text in ("Market shelled", deck, "HPN", line, BODY)]
        assert date_at_head(parts, publisher="", today=TODAY) == day


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ((BODY, "Harbour Command", "16 May 2031"), "2031-05-16"),
        ((BODY, "16 May 2031 - 10:05"), "2031-05-16"),
        ((BODY, "16 May 2031", BODY), ""),
        ((BODY, "16 May 2031", "12 May 2031"), ""),
        ((BODY, "a", "b", "c", "16 May 2031"), ""),
        (("16 May 2031",), ""),
    ],
)
def test_the_day_below_a_statement(lines: tuple[str, ...], day: str) -> None:
    """Statements are signed and dated below; days among other lines, or of a list, are none of it."""
    assert date_below([Part(BlockKind.BODY, line) for line in lines], publisher="", today=TODAY) == day


def test_the_day_below_is_not_that_of_another_story() -> None:
    """What stands below a line that leads to other stories belongs to them."""
    parts = [Part(BlockKind.BODY, BODY), Part(BlockKind.RELATED, "Related"), Part(BlockKind.BODY, "16 May 2031")]
    assert date_below(parts, publisher="", today=TODAY) == ""


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Last updated: 3 November 2021 - 18:45", True),
        ("11 July\u060c 2024", True),
        ("Thu 25 Nov 2021 | 08:31 GMT", True),
        ("Market shelled on 3 November 2021", False),
        ("HPN | 3 November 2021", False),
        ("18:45", False),
    ],
)
def test_lines_of_a_day_alone(line: str, is_one: bool) -> None:
    """A day with its time and label is a line of its own; with an outlet or other words it is not."""
    assert is_day_line(line) is is_one


def test_a_label_above_the_title(tmp_path: Path) -> None:
    """A labelled day as the first line is no title, and one that is no plain date spoils none."""
    (tmp_path / "a.txt").write_text(f"Last updated: 3 May 2025 - 18:45\nMarket shelled in Osk\n\n{BODY}\n")
    (tmp_path / "b.txt").write_text(f"Market shelled in Osk\nPosted on 3 May 2025 at 18:45\n\n{BODY}\n")
    for name in ("a.txt", "b.txt"):
        made = collect_one(tmp_path / name)
        assert (made.publication.title, made.publication.published) == ("Market shelled in Osk", "2025-05-03")


def test_told_as_the_basis(tmp_path: Path) -> None:
    """It is used where nothing else states a date, with how it is known; an address goes before it."""
    text = f"Friday, 16 May 2025, 17:23\n\n{BODY}\n"
    (tmp_path / "a.md").write_text(f"---\ntitle: Market shelled\n---\n\n{text}")
    (tmp_path / "b.md").write_text(f"---\nurl: https://news.example/2025/05/14/market\n---\n\n{text}")
    first, second = collect_one(tmp_path / "a.md"), collect_one(tmp_path / "b.md")
    assert first.publication.published == "2025-05-16"
    assert "head of its text" in basis(first)["published"]
    assert second.publication.published == "2025-05-14"
