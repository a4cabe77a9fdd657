"""Running a plan in several processes."""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crossbearing.model.errors import PlanError
from crossbearing.model.steps import Plan, Reject, Step
from crossbearing.run.engine import Engine
from crossbearing.run.pool import Pool
from crossbearing.run.progress import Progress, Quiet
from crossbearing.run.tasks import Executor, Markers
from crossbearing.run.worker import packed, unpacked

__all__ = ["ProcessRunner"]


class ProcessRunner:
    """Runs plans in worker processes. See `model.protocols.Runner`.

    Each worker loads the steps once; records travel as JSON bytes. If a worker dies, its task is done again by others,
    record by record, and the record over which workers die is rejected.

    Args:
        workers: Number of processes; by default one for each core this process may use.
        markers: What is finished, to be left out; None to do everything.
        progress: Told how the work comes along.
        batch: Records a task; by default 16 documents or 500 other records, fewer where the source is short.
        seconds: Longest time one record may take on average of its task, or None for no bound.
        debug_log: File for the tracebacks of steps that fail unexpectedly and for deaths of workers, or None.
    """

    def __init__(
        self,
        workers: int | None = None,
        *,
        markers: Markers | None = None,
        progress: Progress | None = None,
        batch: int | None = None,
        seconds: float | None = None,
        debug_log: Path | None = None,
    ) -> None:
        self._workers = workers or _cores()
        self._seconds = seconds
        self._engine = Engine(
            executor=self._pool,
            pack=packed,
            unpack=unpacked,
            workers=self._workers,
            markers=markers,
            progress=progress if progress is not None else Quiet(),
            batch=batch,
            debug_log=debug_log,
        )

    def run(self, plan: Plan, source: Iterable[Any], sink: Callable[[Sequence[Any], Sequence[Reject]], None]) -> None:
        """Run a plan over a source; see `model.protocols.Runner.run`.

        Raises:
            PlanError: If a step cannot be sent to another process.
            CrossbearingError: If a step cannot be opened, or one over all records fails.
            KeyboardInterrupt: If interrupted; what was delivered is marked, and running it again goes on from there.
        """
        self._engine.run(plan, source, sink)

    @contextmanager
    def _pool(self, steps: Sequence[Step], *, marked: bool, most: int) -> Iterator[Executor]:
        try:
            pickled = pickle.dumps(tuple(steps))
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            names = ", ".join(step.name for step in steps)
            raise PlanError(
                f"steps {names} cannot be sent to other processes ({error})", remedy="run serially"
            ) from error
        methods = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        pool = Pool(context, pickled, marked=marked, task_size=most, workers=self._workers, seconds=self._seconds)
        try:
            yield pool
        except BaseException:
            pool.kill()
            raise
        pool.close()


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
