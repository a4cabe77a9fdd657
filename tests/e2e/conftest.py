"""A small case of our own reports, for tests that change it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.command_line import succeed

HARBOUR = """\
---
title: Shelling at the harbour
publisher: Harbour Gazette
published: 2019-03-04
---

Artillery shells hit the harbour of Latakia on 3 March 2019, the port authority said. Four people were killed and eleven
were wounded, according to the port authority.
"""

MINISTRY = """\
---
title: Statement on the harbour
publisher: Coast Agency
published: 2019-03-05
---

The Defence Ministry said that six people were killed when shells hit the harbour of Latakia on Sunday, 3 March 2019. A
spokesman denied that warships had taken part.
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of two good reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    (folder / "ministry.md").write_text(MINISTRY, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of the two reports, built once."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "reports").mkdir()
    (folder / "reports" / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    (folder / "reports" / "ministry.md").write_text(MINISTRY, encoding="utf-8")
    succeed("build", folder / "reports", "--case", folder / "small.case", "--workers", 1, "--quiet")
    return folder / "small.case"


@pytest.fixture
def small_case(built_once: Path, tmp_path: Path) -> Path:
    """A copy of that case, to be changed."""
    case = tmp_path / "small.case"
    shutil.copytree(built_once, case)
    return case
