"""A small case that every test of a hand-over may read, and copies of its bag to damage."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.command_line import succeed

FIRST = (
    "---\npublisher: Example News\npublished: 2016-09-18\nurl: https://news.example.org/airport\n---\n"
    "Strike near the airport\n\n"
    "At least 12 people were killed in an air strike near Deir ez-Zor on 17 September 2016, the Defence Ministry said. "
    "Defence Minister Sergei Shoigu said 9 soldiers were killed.\n"
)
SECOND = (
    "---\npublisher: Example Post\npublished: 2016-09-20\n---\n"
    "Shelling in Aleppo\n\n"
    "Three people were wounded when shells hit a market in Aleppo on 19 September 2016, the army said.\n"
)


@pytest.fixture(scope="session")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `x.case`, of two incidents in two reports, and `bag`, the case handed over."""
    folder = tmp_path_factory.mktemp("handed")
    reports = folder / "reports"
    reports.mkdir()
    (reports / "one.txt").write_text(FIRST, encoding="utf-8")
    (reports / "two.txt").write_text(SECOND, encoding="utf-8")
    succeed("build", reports, "--case", folder / "x.case", "--quiet", "--workers", "1", "--tagger", "off")
    succeed("export", folder / "x.case", "--format", "bag", "-o", folder / "bag", "--who", "Example Archive")
    return folder


@pytest.fixture
def bag(handed: Path, tmp_path: Path) -> Path:
    """A copy of the bag, to damage."""
    return Path(shutil.copytree(handed / "bag", tmp_path / "bag"))
