"""Cases that several folders of tests look at; each is built once, through the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import postgres
from tests.command_line import REPORTS, succeed

# How long one example takes says nothing on a machine that others use; what hangs is stopped by pytest-timeout.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def example_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case that `make demo` builds from the example reports. Look, do not change."""
    case = tmp_path_factory.mktemp("example") / "deir-ez-zor-2016.case"
    succeed("build", REPORTS, "--case", case, "--quiet", timeout=240)
    return case


@pytest.fixture(scope="session")
def example_dossier(example_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dossier that `make demo` writes."""
    page = tmp_path_factory.mktemp("dossier") / "dossier.html"
    succeed("report", example_case, "-o", page)
    return page


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a database on a PostgreSQL server that runs as long as the tests do."""
    programs = postgres.binaries()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed")
    with postgres.running(programs) as address:
        yield address
