"""Commands in copies of a process that has the program loaded do as the installed script does."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.command_line import program, run
from tests.warm import possible, warm

pytestmark = pytest.mark.skipif(not possible(), reason="no process can be copied here; tests run the script")

AT_START = {"PYTHONUTF8": "1"}
"""A change to the environment for which the installed script is run."""


@pytest.mark.parametrize(
    "words",
    [("--version",), ("build", "--help"), ("no-such-command",), ("claims", "nowhere.case"), ("gazetteer", "find")],
    ids=" ".join,
)
def test_what_is_said_is_the_same(words: tuple[str, ...], tmp_path: Path) -> None:
    """Exit code, output and complaints are those of the script, whatever ran before."""
    copied, script = run(*words, cwd=tmp_path), run(*words, cwd=tmp_path, env=AT_START)
    assert (copied.returncode, copied.stdout, copied.stderr) == (script.returncode, script.stdout, script.stderr)


def test_the_folder_and_the_environment_are_those_given(tmp_path: Path) -> None:
    """A copy works in the folder it is told, with the changes it is told, and leaves neither to the next."""
    narrow = run("build", "--help", cwd=tmp_path, env={"COLUMNS": "50"})
    wide = run("build", "--help", env={"COLUMNS": "110"})
    assert max(map(len, narrow.stdout.splitlines())) < 70
    assert max(map(len, wide.stdout.splitlines())) > 90


def test_a_command_that_takes_too_long(tmp_path: Path) -> None:
    """It is killed, and the next command runs."""
    (tmp_path / "a.txt").write_text("Police said two people were killed in Homs on 3 May 2017.", encoding="utf-8")
    command = [program(), "build", str(tmp_path / "a.txt"), "--case", str(tmp_path / "a.case"), "--quiet"]
    with pytest.raises(subprocess.TimeoutExpired):
        warm().run(command, tmp_path, {}, timeout=0.05)
    assert run("--version").returncode == 0
