"""A page is no older than the posts it shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crossbearing.collect.draft import Part
from crossbearing.collect.shown_posts import date_of_shown_posts
from crossbearing.model.documents import BlockKind
from tests.collect.making import BODY, basis, collect_one

TODAY = date(2031, 6, 1)
SIGNED = "Shells hit the market. pic.example/a — Osk Observatory (@oskobs)"


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ([f"{SIGNED} May 16, 2031"], "2031-05-16"),
        ([f"{SIGNED} May 16, 2031", BODY, f"{SIGNED} 17 May 2031"], "2031-05-17"),
        ([f"{SIGNED} May 16, 2031", "The council met on May 18, 2031."], "2031-05-16"),
        ([f"{SIGNED} May 16, 2031", "The council met on May 25, 2031."], ""),
        ([f"{SIGNED} May 16, 2032"], ""),
        (["The market was hit on May 16, 2031"], ""),
        ([BODY], ""),
    ],
)
def test_the_latest_post_shown(lines: list[str], day: str) -> None:
    """The latest of the posts counts, unless the text tells of a day well behind it; other days are none of posts."""
    assert date_of_shown_posts([Part(BlockKind.BODY, line) for line in lines], today=TODAY) == day


def test_posts_of_others_do_not_count() -> None:
    """What stands among other stories is not shown by the report."""
    assert date_of_shown_posts([Part(BlockKind.RELATED, f"{SIGNED} May 16, 2031")], today=TODAY) == ""


def test_told_as_the_basis(tmp_path: Path) -> None:
    """It is used where nothing else states a date, with how it is known."""
    (tmp_path / "a.txt").write_text(f"Market shelled\n\n{BODY}\n\n{SIGNED} May 16, 2025\n")
    made = collect_one(tmp_path / "a.txt")
    assert made.publication.published == "2025-05-16"
    assert "latest post" in basis(made)["published"]
