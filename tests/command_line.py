"""Running commands as users do: as processes of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests import warm

ROOT = Path(__file__).parents[1]
"""The checkout."""

REPORTS = ROOT / "examples" / "deir-ez-zor-2016" / "reports"
"""The reports of the example."""

SHARED = ROOT.parent / "shared"
"""Data that is not part of the project; tests that need it skip with a reason where it is absent."""


def program() -> str:
    """Return the path of the installed `crossbearing` script."""
    found = shutil.which("crossbearing", path=str(Path(sys.executable).parent))
    if found is None:
        raise FileNotFoundError("the script `crossbearing` is not installed beside this Python: run make test")
    return found


def run(
    *arguments: object,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    timeout: float = 240,
    **options: Any,
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end and return its exit code and what it wrote, whatever that is.

    Args:
        arguments: Words after the program's name.
        cwd: Where it runs; here by default.
        env: Changes to the environment. Where one is about the start of Python or the locale, the installed script is
            run; else a process that need not load the program first (`tests.warm`).
        timeout: Seconds after which it is killed.
        options: More for `subprocess.run`, with which the installed script is run as well.
    """
    command = [program(), *map(str, arguments)]
    environment = {**os.environ, **(env or {})}
    at_start = any(name.startswith(("PYTHON", "LC_", "LANG")) for name in env or {})
    if not at_start and not options and warm.possible():
        return warm.warm().run(command, cwd, environment, timeout=timeout)
    return subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment,
        timeout=timeout,
        check=False,
        **options,
    )


def succeed(*arguments: object, **options: Any) -> str:
    """Run one command that must succeed and return what it printed."""
    done = run(*arguments, **options)
    assert done.returncode == 0, f"exit {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


def listed(case: Path, view: str, *filters: object) -> list[dict[str, Any]]:
    """Return what `crossbearing VIEW CASE --format json` lists."""
    rows = json.loads(succeed(view, case, "--format", "json", *filters))
    assert isinstance(rows, list)
    return rows


def one_line_error(done: subprocess.CompletedProcess[str], *mentions: object) -> str:
    """Return the error of a command that must have failed as errors are promised to look.

    Args:
        done: A finished command.
        mentions: Words that the line must hold, such as the file's name.
    """
    lines = done.stderr.strip().splitlines()
    assert done.returncode == 2, f"exit {done.returncode}\n{done.stdout[-1000:]}\n{done.stderr[-4000:]}"
    assert "Traceback" not in done.stderr, done.stderr[-4000:]
    assert len(lines) == 1, done.stderr[-4000:]
    assert lines[0].startswith("crossbearing: "), lines[0]
    for mention in mentions:
        assert str(mention) in lines[0], lines[0]
    # Where, what and what to do about it are joined by `: ` and `; `.
    assert "; " in lines[0], f"no remedy: {lines[0]}"
    return lines[0]
