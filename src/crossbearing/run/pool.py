"""Worker processes: started when needed, watched while they work, replaced when they die."""

from __future__ import annotations

import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any

from crossbearing.codec.json import decode
from crossbearing.model import errors
from crossbearing.model.errors import CrossbearingError
from crossbearing.run.tasks import Died, Outcome, Parcel, Task
from crossbearing.run.worker import work

__all__ = ["Pool"]

_STILLBORN = 3  # workers that may die while loading before it is taken that all will
_GOODBYE = 3.0  # seconds that a worker has to end by itself


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    task: Task | None = None
    ready: bool = False
    since: float = 0.0  # when it began with its task, by the monotonic clock


class Pool:
    """Takes on tasks in worker processes.

    Args:
        context: How processes are started.
        steps: The steps, pickled.
        marked: Whether markers are kept.
        task_size: How many records a task may hold between steps.
        workers: Number of processes at most.
        seconds: Longest time of one record on average of its task, or None.
    """

    def __init__(
        self,
        context: BaseContext,
        steps: bytes,
        *,
        marked: bool,
        task_size: int,
        workers: int,
        seconds: float | None,
    ) -> None:
        self._context = context
        self._arguments = (steps, marked)
        self._task_size = task_size
        self._most = workers
        self._seconds = seconds
        self._workers: list[_Worker] = []
        self._stillborn = 0

    def free(self) -> bool:
        """Tell whether a worker waits for work or another one may be started."""
        return len(self._workers) < self._most or any(worker.task is None for worker in self._workers)

    def submit(self, task: Task) -> None:
        """Hand a task to a worker."""
        worker = next((one for one in self._workers if one.task is None and one.process.is_alive()), None)
        if worker is None:
            worker = self._start()
        worker.task = task
        if worker.ready:  # else it gets its task once it has loaded the steps: sending a large one would wait for that
            self._send(worker, task)

    def result(self) -> tuple[Task, Outcome | Died]:
        """Wait for the next task to end.

        Raises:
            CrossbearingError: If the steps cannot be loaded.
        """
        while True:
            busy = [worker for worker in self._workers if worker.task is not None]
            for connection in wait([worker.connection for worker in busy], self._patience(busy)):
                worker = next(one for one in busy if one.connection is connection)
                ended = self._hear(worker)
                if ended is not None:
                    return ended
            late = self._late(busy)
            if late is not None:
                return late

    def close(self) -> None:
        """Let the workers end by themselves, and end those that do not."""
        for worker in self._workers:
            with suppress(BrokenPipeError, ConnectionResetError):
                worker.connection.send(None)
        until = time.monotonic() + _GOODBYE
        for worker in self._workers:
            worker.process.join(max(0.0, until - time.monotonic()))
        self.kill()

    def kill(self) -> None:
        """End all workers at once."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()
        self._workers.clear()

    def _send(self, worker: _Worker, task: Task) -> None:
        worker.since = time.monotonic()
        # A worker that died since is found by `result`, which sees that its task has no answer.
        with suppress(BrokenPipeError, ConnectionResetError):
            # What killed a worker, or is to be timed, is taken apart after each step, so that one row of a small table
            # is found and not the table.
            most = 1 if task.tries or self._seconds is not None else self._task_size
            worker.connection.send((task.stage, [(one.name, one.mark, one.payload) for one in task.parcels], most))

    def _start(self) -> _Worker:
        self._workers = [one for one in self._workers if one.task is not None or one.process.is_alive()]
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(theirs, *self._arguments), daemon=True)  # type: ignore[attr-defined]
        _start_deaf(process)
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _hear(self, worker: _Worker) -> tuple[Task, Outcome | Died] | None:
        """Receive what a worker says; return its task if that is over."""
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            return self._bury(worker)
        if message[0] == "ready":
            worker.ready = True
            self._stillborn = 0
            if worker.task is not None:
                self._send(worker, worker.task)
            return None
        if message[0] == "broken":
            raise _error(*message[1:])
        task = worker.task
        worker.task = None
        if task is None:
            return None
        _, stage, parcels, rejects, traces, failed = message
        return task, Outcome(stage, [Parcel(*one) for one in parcels], [decode(one) for one in rejects], traces, failed)

    def _bury(self, worker: _Worker) -> tuple[Task, Outcome | Died] | None:
        worker.process.join()
        worker.connection.close()
        self._workers.remove(worker)
        how = _how(worker.process.exitcode)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _STILLBORN:
                raise CrossbearingError(
                    f"worker processes end while they load the steps ({how})",
                    remedy="see that there is memory for them, or use one worker",
                )
            if worker.task is not None:
                self.submit(worker.task)  # it never came to the task
            return None
        if worker.task is None:
            return None
        remedy = "look at the file; it may be damaged, or too large for the memory"
        return worker.task, Died(f"a worker process ended over it ({how})", "worker_died", remedy, retry=True)

    def _patience(self, busy: list[_Worker]) -> float | None:
        """Return for how long to wait before some worker may be late, in seconds, or None for ever."""
        ends = [end for end in map(self._end, busy) if end is not None]
        return max(0.0, min(ends) - time.monotonic()) if ends else None

    def _end(self, worker: _Worker) -> float | None:
        if self._seconds is None or not worker.ready or worker.task is None:
            return None
        return worker.since + self._seconds * len(worker.task.parcels)

    def _late(self, busy: list[_Worker]) -> tuple[Task, Died] | None:
        now = time.monotonic()
        for worker in busy:
            end, task = self._end(worker), worker.task
            if end is not None and task is not None and end <= now and not worker.connection.poll():
                worker.process.kill()
                worker.process.join()
                worker.connection.close()
                self._workers.remove(worker)
                reason = f"took longer than {self._seconds:g} seconds"
                return task, Died(reason, "time_limit", "allow more time, or leave it out", retry=False)
        return None


def _start_deaf(process: BaseProcess) -> None:
    """Start a process that never hears an interrupt from the keyboard: the runner decides what ends.

    The terminal sends it to all processes; one that is still loading would print a traceback. The mask is inherited.
    """
    if not hasattr(signal, "pthread_sigmask"):
        process.start()  # `work` ignores the signal as soon as it runs
        return
    resource_tracker.ensure_running()  # else it is started below, and lifts the mask when it is
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _how(code: int | None) -> str:
    """Say how a process ended."""
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"{name}, as when memory runs out" if name == "SIGKILL" else name


def _error(name: str, what: str, where: str, remedy: str) -> CrossbearingError:
    """Return the error that a worker met when it loaded the steps."""
    kind: Any = getattr(errors, name, None) if name in errors.__all__ else None
    if kind is None:
        return CrossbearingError(f"a step cannot be loaded ({what})", where, remedy or "reinstall the program")
    found: CrossbearingError = kind(what, where, remedy)
    return found
