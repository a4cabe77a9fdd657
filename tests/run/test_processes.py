"""Worker processes: what dies, hangs or cannot be sent costs one record and not the run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from crossbearing.model.errors import CrossbearingError, PlanError
from crossbearing.model.steps import Item, Map, Plan
from crossbearing.run.processes import ProcessRunner
from tests.conformance.steps import Multiply, OnItems, Tail, Unopened, Upper
from tests.conformance.test_runners import Remembered, Sink, run

ROOT = Path(__file__).parents[2]
NAMES = [f"x{number}" for number in range(40)]

posix = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")


@posix
@pytest.mark.parametrize(("name", "said"), [("killed", "SIGKILL"), ("sigsegv", "SIGSEGV")])
def test_record_that_kills_its_worker(name: str, said: str) -> None:
    """A record that kills its worker, wherever it stands in a batch, is rejected with how the worker died."""
    sink = run(ProcessRunner(2, batch=20), Plan((Map(Upper()), Map(Tail()))), [*NAMES[:7], name, *NAMES[7:]])
    assert sink.names == [f"{one.upper()}!" for one in NAMES]
    (reject,) = sink.rejects
    assert (reject.where, reject.kind) == (name, "worker_died")
    assert said in reject.reason


@posix
def test_several_killers() -> None:
    """Several of them in one batch, at its ends too, cost no other record."""
    names = ["killed-1", *NAMES[:5], "sigsegv-2", "killed-3", *NAMES[5:], "killed-4"]
    sink = run(ProcessRunner(2, batch=50), Plan((Map(Upper()),)), names)
    assert sink.names == [one.upper() for one in NAMES]
    assert [reject.where for reject in sink.rejects] == ["killed-1", "sigsegv-2", "killed-3", "killed-4"]


@posix
def test_killer_inside_a_table() -> None:
    """One row of a table that kills its worker is rejected, and the other rows come through."""
    sink = run(ProcessRunner(2, batch=8), Plan((Map(Multiply()), Map(Upper()))), ["t*30", "killed*2", "u*30"])
    assert sink.names == [f"{name}/{number}" for name in "TU" for number in range(30)]
    assert [reject.where for reject in sink.rejects] == ["killed/0", "killed/1"]


@posix
def test_killers_are_tried_again_by_the_next_run(tmp_path: Path) -> None:
    """A record over which a worker died has no completion marker: memory may be less short next time."""
    for name in ("killed", "a"):
        (tmp_path / name).write_text(name)
    source = [Item(path=str(tmp_path / name), name=name) for name in ("killed", "a")]
    markers, first, second = Remembered(), Sink(), Sink()
    for sink in (first, second):
        ProcessRunner(1, batch=1, markers=markers).run(Plan((Map(Upper()),)), source, sink)
    assert (first.names, second.names) == (["A"], [])
    assert [reject.kind for reject in second.rejects] == ["worker_died"]


def test_record_that_takes_too_long() -> None:
    """A record that takes longer than allowed is rejected, and the others of its batch come through."""
    sink = run(ProcessRunner(2, batch=4, seconds=1.5), Plan((Map(Upper()),)), ["a", "slow", "b", "c", "d"])
    assert sink.names == ["A", "B", "C", "D"]
    assert [(reject.where, reject.kind) for reject in sink.rejects] == [("slow", "time_limit")]


def test_row_that_takes_too_long() -> None:
    """So is a row of a small table, and its other rows come through."""
    sink = run(ProcessRunner(2, seconds=1.5), Plan((Map(Multiply()), Map(Slow()), Map(Upper()))), ["t*3", "u*3"])
    assert sink.names == ["T/0", "T/2", "U/0", "U/2"]
    assert [reject.where for reject in sink.rejects] == ["t/1", "u/1"]


@dataclass(frozen=True, slots=True)
class Slow(OnItems):
    """Makes the second row of each table slow."""

    name = "slow"

    def _run(self, records: Iterable[Item]) -> Iterator[Item]:
        return (replace(one, name=f"{one.name}-slow") if one.name.endswith("/1") else one for one in records)


def test_workers_that_die_while_loading() -> None:
    """If no worker can load the steps, the run ends with an error instead of starting workers for ever."""
    with pytest.raises(CrossbearingError, match=r"end while they load the steps \(exit code 5\)"):
        run(ProcessRunner(2), Plan((Map(Unopened("dies")),)), ["a", "b"])


@dataclass(frozen=True)
class Local(OnItems):
    """A step with something that cannot be sent."""

    what: Any = None
    name = "local"


def test_step_that_cannot_be_sent() -> None:
    """A step that cannot be pickled is an error that names it."""
    with pytest.raises(PlanError, match="local"):
        run(ProcessRunner(1), Plan((Map(Local(what=lambda: None)),)), ["a"])


def test_steps_are_opened_once_a_worker(tmp_path: Path) -> None:
    """No more workers are started than asked for, and each does many batches."""
    sink = run(ProcessRunner(2, batch=1), Plan((Map(Pids()),)), NAMES)
    assert 1 <= len({name.rpartition("@")[2] for name in sink.names}) <= 2
    assert [name.partition("@")[0] for name in sink.names] == NAMES


@dataclass(frozen=True, slots=True)
class Pids(OnItems):
    """Tells which process opened the step."""

    name = "pids"

    def open(self) -> Any:
        """Remember the process."""
        opened = os.getpid()
        return lambda items: (type(one)(path=one.path, name=f"{one.name}@{opened}") for one in items)


PROGRAM = """
import signal, time
from crossbearing.model.steps import Map, Plan
from crossbearing.run.processes import ProcessRunner
from tests.conformance.steps import Upper, item

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts jobs in the background without it
    names = ["a"] * 2000
    ProcessRunner(2, batch=1).run(Plan((Map(Upper()),)), [item(name) for name in names],
                                  lambda records, rejects: (print("A", flush=True), time.sleep(0.01)))
"""


@posix
@pytest.mark.parametrize("how", ["terminal", "kill"])
def test_no_worker_outlives_its_runner(how: str, tmp_path: Path) -> None:
    """After Ctrl-C in a terminal, or kill -9 of the runner, all of its processes end, without tracebacks of workers."""
    script = tmp_path / "program.py"
    script.write_text(PROGRAM)
    with subprocess.Popen(
        [sys.executable, str(script)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "A\n"
        if how == "terminal":
            os.killpg(process.pid, signal.SIGINT)
        else:
            os.kill(process.pid, signal.SIGKILL)
        _, errors = process.communicate(timeout=30)
    deadline = time.monotonic() + 20
    while children(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert children(process.pid) == []
    assert errors.count("Traceback") == (1 if how == "terminal" else 0), errors


def children(session: int) -> list[int]:
    """Return the living processes of a session."""
    found = []
    for entry in Path("/proc").iterdir() if Path("/proc").exists() else ():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(entry.name))
    return found
