"""Whatever is going on when a process is killed: what it had acknowledged is kept, and the case is in order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import ROOT

CRASHES = int(os.environ.get("CRASHES", "100"))


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill -9")
def test_killed_at_random_moments(tmp_path: Path) -> None:
    """Builds, judgements, exports and migrations are killed 100 times (`make crash`: 500); nothing kept is lost."""
    command = [sys.executable, "-m", "tests.e2e.crashing", str(tmp_path), str(CRASHES), "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=880, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr[-3000:]}"
    told = json.loads(done.stdout.splitlines()[-1])
    assert sum(kind["crashes"] for kind in told.values()) == CRASHES
    for kind, numbers in told.items():
        assert numbers["in_time"] >= numbers["crashes"] // 3, f"{kind} ended before it could be killed: {numbers}"
