"""Cases for the tests of the store."""

from __future__ import annotations

import secrets
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


ON_BOTH = ("case", "coded", "conclusions", "crashes", "migrations", "readings", "records", "search")
"""Which modules of tests are about what a store does, whatever it is."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of those modules on both stores, except those about the files of a case in a folder."""
    if "place" in metafunc.fixturenames:
        module = metafunc.module.__name__.rpartition("test_")[2]
        both = module in ON_BOTH and metafunc.definition.get_closest_marker("files") is None
        stores = ["folder", "server"] if both else ["server"] if module == "server" else ["folder"]
        metafunc.parametrize("place", stores, indirect=True)


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a case may be made: a folder, or an address on a server."""
    if request.param == "folder":
        return str(tmp_path / "a.case")
    address: str = request.getfixturevalue("server")
    return f"{address}&case={secrets.token_hex(8)}"


@pytest.fixture
def case(place: str) -> Iterator[Case]:
    """An empty case, open for writing."""
    with Case.create(place, name="A case") as opened:
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
