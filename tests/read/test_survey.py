"""Documents that are parsed and tagged together are read as if each were alone."""

from __future__ import annotations

from crossbearing.model.steps import Collected, Reading
from crossbearing.read import survey
from crossbearing.read.survey import in_groups
from tests.read.support import collected, reader

BODIES = (
    "Shells hit the market on Monday, killing four people. The ministry said that rebels had fired them.",
    "Nothing happened.",
    "",
    "Two soldiers were wounded when a bomb exploded beside a convoy near the bridge, a spokesman told reporters. "
    "He added that nobody had claimed the attack.",
)


def test_read_together() -> None:
    """Claims and marks of each document are those it has when it is read by itself."""
    documents = [collected(body) for body in BODIES]
    run = reader()
    together = [found for found in run(documents) if isinstance(found, Reading)]
    alone = [found for document in documents for found in run([document]) if isinstance(found, Reading)]
    assert together == alone
    assert any(reading.claims for reading in together)


def _groups(records: list[Collected], apart: int) -> list[int]:
    return [len(group) for group in in_groups(records, lambda one: one is records[apart])]


def test_groups() -> None:
    """A group ends before a document that is read apart, and before it would hold too many characters."""
    records = [collected("a" * length) for length in (10, 20, 5, 10, survey.TOGETHER, 10)]
    assert _groups(records, 2) == [2, 1, 1, 1, 1]
    assert _groups(records[:4], 0) == [1, 3]
