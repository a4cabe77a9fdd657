"""The API against its own description: whatever the description allows is answered as it says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

CHECKER = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
#: What the description cannot say: that a cursor comes from the page before, and which numbers lie on the globe.
LEFT_OUT = ("--exclude-checks", "positive_data_acceptance")
#: Endless by nature, or long work of a whole case.
NOT_ASKED = ("--exclude-path-regex", "/events$|/files$|/dossier$|/verify$")


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(CHECKER is None, reason="schemathesis is not installed")
def test_the_api_keeps_to_its_description(small_case: Path) -> None:
    """No generated request ends in a fault, an undescribed status or another type of content than described."""
    command = [sys.executable, "-m", "crossbearing.cli", "serve", str(small_case), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        line = server.stdout.readline() if server.stdout else ""
        found = re.search(r"(http://\S+)/\?token=(\S+)", line)
        assert found, line
        description = f"{found.group(1)}/api/openapi.json"
        secret = f"Authorization: Bearer {found.group(2)}"
        with urlopen(Request(description, headers={"Authorization": f"Bearer {found.group(2)}"})) as answer:
            paths = json.load(answer)["paths"]
        asked = sum(len(item) for path, item in paths.items() if not re.search(NOT_ASKED[1], path))
        bounds = ("--max-examples", "20", "--seed", "7", "--workers", "1")
        try:
            done = subprocess.run(
                [str(CHECKER), "run", description, "-H", secret, *bounds, *LEFT_OUT, *NOT_ASKED],
                capture_output=True,
                text=True,
                timeout=860,
                check=False,
            )
        finally:
            server.terminate()
    assert done.returncode == 0, done.stdout[-6000:]
    assert f"Tested: {asked}" in done.stdout, done.stdout[-3000:]
