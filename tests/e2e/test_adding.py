"""The screen for adding, in a real browser: columns mapped once, what was refused sent again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.browsers import Bench, browser, picture, pytestmark, violations
from tests.e2e.odd_case import ODD, bench, served

__all__ = ["bench", "browser", "pytestmark", "served"]


TABLE = (
    "kopf;inhalt;quelle;wann\n"
    'Shelling;"Shells hit the harbour of Latakia on 3 March 2019, killing four.";Gazette;04/03/2019\n'
    f'{ODD};"Six people were killed at the harbour of Latakia.";Coast Agency;05/03/2019\n'
    "Empty;;Coast Agency;05/03/2019\n"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_columns_are_mapped_and_remembered(bench: Bench, tmp_path: Path, scheme: str) -> None:
    """A table is shown before it is taken; what its columns hold is chosen once and remembered; rejects are told."""
    bench.page.emulate_media(color_scheme=scheme)
    file = tmp_path / f"table-{scheme}.csv"
    table = TABLE.replace("quelle", f"quelle {scheme}")
    file.write_text(table if scheme == "dark" else table.replace(ODD, "Second report"), encoding="utf-8")
    bench.go("/add", "textarea")
    bench.page.get_by_label("choose files").set_input_files(file)
    bench.page.get_by_role("heading", name=re.compile("What do the columns of")).wait_for()
    assert bench.page.locator("#column-1").input_value() == "text"
    bench.page.locator("#column-0").select_option("title")
    bench.page.locator("#column-2").select_option("publisher")
    bench.page.locator("#column-3").select_option("published")
    bench.page.get_by_label("Dates such as").select_option("day")
    picture(bench.page, f"mapper-{scheme}")
    assert violations(bench.page) == []
    bench.page.get_by_role("button", name="Take it in so").click()
    bench.page.wait_for_selector("text=Done:")
    bench.page.get_by_text("holds no text").first.wait_for()
    bench.page.get_by_label("choose files").set_input_files(file)
    bench.page.get_by_text("As Analyst A mapped").wait_for()
    assert bench.page.locator("#column-2").input_value() == "publisher"
    bench.page.get_by_role("button", name="Cancel").click()


def test_what_was_refused_is_sent_again(bench: Bench, tmp_path: Path) -> None:
    """A file that could not be taken in is told with its reason and can be tried again at once."""
    good, bad = tmp_path / "good.txt", tmp_path / "bad.pdf"
    good.write_text("Shells hit Latakia on 4 March 2019, killing two people.\n", encoding="utf-8")
    bad.write_bytes(b"%PDF-1.7 not really")
    bench.go("/add", "textarea")
    bench.page.get_by_label("choose files").set_input_files([good, bad])
    bench.page.wait_for_selector("text=Done:")
    bench.page.get_by_role("cell", name="bad.pdf").first.wait_for()
    bench.page.get_by_role("button", name="Try 1 file again").click()
    bench.page.wait_for_selector("text=1 file found", timeout=120_000)
