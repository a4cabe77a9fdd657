"""Cases for the tests of the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crossbearing.model.protocols import Linked
from crossbearing.store.case import Case
from tests.store import making


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where originals lie before they are collected."""
    path = tmp_path / "reports"
    path.mkdir()
    return path


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """An empty case, open for writing."""
    with Case.create(tmp_path / "a.case", name="A case") as opened:
        yield opened


@pytest.fixture
def filled(case: Case, folder: Path) -> Case:
    """A case with something of everything, open for writing."""
    readings = [making.reading(folder, town, n) for n, town in enumerate(("Homs", "Hama", "Idlib"), start=3)]
    case.add_readings(readings)
    claims = [reading.claims[0] for reading in readings]
    happening = making.incident("HOM-23456", claims, aliases=("OLD-22222",))
    case.replace_links(Linked((happening,), (making.origin(claims[:1]),)))
    case.replace_findings([making.weighed(happening, claims)])
    case.add_judgements([making.judgement(claims[0])])
    return case
