"""What may be hard to read, in a real browser: folded until it is opened, by keyboard as well, and in no list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.browsers import Bench, browser, picture, pytestmark, serving, violations
from tests.e2e.test_workbench import bench
from tests.in_process import listed, succeed

__all__ = ["bench", "browser", "pytestmark"]

WORD = "charred"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of one report that says such a thing."""
    folder = tmp_path_factory.mktemp("covered")
    (folder / "one.txt").write_text(
        "---\npublisher: Example News\npublished: 2016-09-19\n---\nStrike on the road\n\n"
        "At least 40 people were killed in an air strike near Deir ez-Zor on 17 September 2016, and 12 charred bodies "
        "were found by the road, a spokesman said.\n",
        encoding="utf-8",
    )
    succeed("build", folder / "one.txt", "--case", folder / "a.case", "--quiet", "--workers", "1")
    return folder / "a.case"


@pytest.fixture(scope="module")
def served(case: Path) -> Iterator[str]:
    """The address, with its secret, of a server over that case."""
    with serving(case) as address:
        yield address


def test_folded_until_opened(bench: Bench, case: Path) -> None:
    """The reader says why it folds and shows no such word; a button, pressed by key, shows the words."""
    document = listed(case, "claims")[0]["document"]
    for scheme in ("light", "dark"):
        bench.page.emulate_media(color_scheme=scheme)
        bench.go(f"/documents/{document}", "text=May contain graphic detail")
        assert WORD not in bench.page.inner_text("body")
        assert violations(bench.page) == [], scheme
        picture(bench.page, f"covered-{scheme}")
    bench.page.get_by_role("button", name="Show the words of this document").focus()
    bench.page.keyboard.press("Enter")
    bench.page.wait_for_selector(f"text={WORD}")
    assert violations(bench.page) == []


def test_no_list_shows_it(bench: Bench) -> None:
    """Neither the search nor the queue nor the list of documents shows the word."""
    for path, ready in ((f"/search?q={WORD}", "main li"), ("/queue", "article"), ("/documents", "tbody a")):
        bench.go(path, ready)
        shown = bench.page.inner_text("main").replace(f"“{WORD}”", "")
        assert WORD not in shown, path
