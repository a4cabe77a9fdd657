"""Completion markers say that just this content was finished."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crossbearing.model.documents import Document, Publication, Text
from crossbearing.model.steps import Collected, Item, Reading
from crossbearing.run.tasks import marker

DOCUMENT = Document("d1", "ab" * 32, "", "text/plain", 3, "a.txt", "2017-05-03T00:00:00+00:00")
COLLECTED = Collected(DOCUMENT, Publication("p1", "d1"), Text("t1", "d1", "plain-1", "en", "abc", ()), "/nowhere/a.txt")


@pytest.fixture
def file(tmp_path: Path) -> Item:
    """A file with a mapping."""
    (tmp_path / "a.csv").write_text("x,y\n1,2\n")
    (tmp_path / "m.toml").write_text("[columns]\n")
    return Item(str(tmp_path / "a.csv"), "a.csv", (("publisher", "Gazette"),), str(tmp_path / "m.toml"))


def test_same_file(file: Item) -> None:
    """The same file has the same marker."""
    assert marker(file) == marker(replace(file)) != ""


@pytest.mark.parametrize("change", ["bytes", "mapping", "hints", "name"])
def test_changed_file(file: Item, change: str) -> None:
    """Other bytes, another mapping, other hints or another name make another marker."""
    before = marker(file)
    if change == "bytes":
        Path(file.path).write_text("x,y\n1,3\n")
    elif change == "mapping":
        Path(file.mapping).write_text("[columns]\na = 1\n")
    elif change == "hints":
        file = replace(file, hints=(("publisher", "Courier"),))
    else:
        file = replace(file, name="b.csv")
    assert marker(file) != before


@pytest.mark.parametrize("gone", ["path", "mapping"])
def test_file_that_cannot_be_read(file: Item, gone: str) -> None:
    """A file that cannot be read has no marker, so that it is tried again."""
    Path(getattr(file, gone)).unlink()
    assert marker(file) == ""


def test_time_of_collection_does_not_matter() -> None:
    """What was collected again at another time is the same; another text or publication is not."""
    later = replace(COLLECTED, document=replace(DOCUMENT, collected_at="2018-01-01T00:00:00+00:00"))
    assert marker(later) == marker(COLLECTED) == marker(Reading(COLLECTED))
    assert marker(replace(COLLECTED, text=replace(COLLECTED.text, id="t2"))) != marker(COLLECTED)
    assert marker(replace(COLLECTED, publication=Publication("p2", "d1"))) != marker(COLLECTED)
