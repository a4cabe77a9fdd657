"""Running commands inside the process of the tests: as users write them, without the time that a process takes."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossbearing.cli import main


@dataclass(frozen=True)
class Done:
    """A command that ended: its exit code, what it printed, and what it complained of."""

    code: int
    out: str
    err: str


def run(*arguments: object) -> Done:
    """Run one command to its end."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:  # of the parser of arguments
            code = int(ended.code or 0)
    return Done(code, out.getvalue(), err.getvalue())


def succeed(*arguments: object) -> str:
    """Run one command that must succeed and return what it printed."""
    done = run(*arguments)
    assert done.code == 0, done.err
    return done.out


def listed(case: Path, view: str, *filters: object) -> list[dict[str, Any]]:
    """Return what `crossbearing VIEW CASE --format json` lists."""
    rows = json.loads(succeed(view, case, "--format", "json", *filters))
    assert isinstance(rows, list)
    return rows


def refused(arguments: Sequence[object], mention: str) -> None:
    """Run one command that must be refused in one line that holds some words and a remedy."""
    done = run(*arguments)
    assert done.code == 2
    assert mention in done.err
    assert len(done.err.strip().splitlines()) == 1, done.err
    assert "; " in done.err
