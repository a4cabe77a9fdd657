"""Running a plan in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crossbearing.model.steps import Plan, Reject, Step
from crossbearing.run.engine import Engine
from crossbearing.run.progress import Progress, Quiet
from crossbearing.run.stages import Stages
from crossbearing.run.tasks import Executor, Markers, Outcome, Task

__all__ = ["SerialRunner"]


class SerialRunner:
    """Runs plans one task after the other. See `model.protocols.Runner`.

    Args:
        markers: What is finished, to be left out; None to do everything.
        progress: Told how the work comes along.
        batch: Records a task; by default 16 documents or 500 other records.
        debug_log: File for the tracebacks of steps that fail unexpectedly, or None.
    """

    def __init__(
        self,
        *,
        markers: Markers | None = None,
        progress: Progress | None = None,
        batch: int | None = None,
        debug_log: Path | None = None,
    ) -> None:
        self._engine = Engine(
            executor=_inline,
            pack=_same,
            unpack=_same,
            workers=1,
            markers=markers,
            progress=progress if progress is not None else Quiet(),
            batch=batch,
            debug_log=debug_log,
        )

    def run(self, plan: Plan, source: Iterable[Any], sink: Callable[[Sequence[Any], Sequence[Reject]], None]) -> None:
        """Run a plan over a source; see `model.protocols.Runner.run`.

        Raises:
            CrossbearingError: If a step cannot be opened, or one over all records fails.
            KeyboardInterrupt: If interrupted; what was delivered is marked, and running it again goes on from there.
        """
        self._engine.run(plan, source, sink)


class _Inline:
    """Takes on one task at a time, when asked for its result."""

    def __init__(self, steps: Sequence[Step], *, marked: bool, most: int) -> None:
        self._steps = steps
        self._marked = marked
        self._most = most
        self._stages: Stages | None = None
        self._task: Task | None = None

    def free(self) -> bool:
        return self._task is None

    def submit(self, task: Task) -> None:
        self._task = task

    def result(self) -> tuple[Task, Outcome]:
        if self._task is None:
            raise RuntimeError("no task to wait for")
        if self._stages is None:  # with the first task: where all is finished, no model has to be loaded
            self._stages = Stages(self._steps, pack=_same, unpack=_same, marked=self._marked)
        task, self._task = self._task, None
        return task, self._stages.take(task.stage, task.parcels, self._most)


@contextmanager
def _inline(steps: Sequence[Step], *, marked: bool, most: int) -> Iterator[Executor]:
    yield _Inline(steps, marked=marked, most=most)


def _same(record: Any) -> Any:
    return record
