"""One gazetteer for all tests of this room: built once, in the folder the environment names or the user's cache."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from crossbearing.resolve.gazetteer import Gazetteer

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of cases."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    """The gazetteer of the installed packages; the first run builds it."""
    with Gazetteer() as opened:
        yield opened
