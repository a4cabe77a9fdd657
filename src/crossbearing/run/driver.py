"""Sharing records out as tasks and delivering what comes of them in the order of the source."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from crossbearing.model.steps import Reject
from crossbearing.run.progress import Progress
from crossbearing.run.tasks import Died, Executor, Markers, Outcome, Parcel, Task, TaskKey

__all__ = ["Deliver", "Driver"]

Deliver = Callable[[Sequence[Any], Sequence[Reject]], None]
"""Takes the records of a finished task and its rejects."""


@dataclass(frozen=True, slots=True)
class _Delivery:
    """What is ready to be delivered for a task once all before it are."""

    task: Task
    parcels: Sequence[Parcel]
    rejects: Sequence[Reject]
    count: int
    failed: bool


class Driver:
    """Runs one stretch of a plan.

    Args:
        executor: Takes on the tasks.
        stages: Number of steps.
        batch: Records a task of the source.
        share: From a number of records that one task turned out to hold, to how many of them make a task.
        window: How many tasks may be begun or undelivered before more of the source is read.
        markers: What is finished.
        progress: Told of everything delivered.
        note: Told of faults that a reject has too little room for.
        deliver: Receives payloads of the last step and rejects, in order of the source.
    """

    def __init__(
        self,
        executor: Executor,
        *,
        stages: int,
        batch: int,
        share: Callable[[int], int],
        window: int,
        markers: Markers,
        progress: Progress,
        note: Callable[[str], None],
        deliver: Deliver,
    ) -> None:
        self._executor = executor
        self._stages = stages
        self._batch = batch
        self._share = share
        self._window = window
        self._markers = markers
        self._progress = progress
        self._note = note
        self._deliver = deliver
        self._queue: list[tuple[TaskKey, int, Task]] = []  # parts of tasks and second tries, the earliest first
        self._order: list[TaskKey] = []  # keys of all that is not delivered yet, the earliest first
        self._ready: dict[TaskKey, _Delivery] = {}
        self._failures: list[TaskKey] = []
        self._running = 0

    def run(self, source: Iterator[Parcel]) -> None:
        """Take all of a source through the steps."""
        batches = self._batches(source)
        exhausted = False
        while True:
            while self._executor.free():
                if self._queue:
                    self._submit(heapq.heappop(self._queue)[2])
                elif not exhausted and len(self._order) < self._window:
                    task = next(batches, None)
                    if task is None:
                        exhausted = True
                    else:
                        heapq.heappush(self._order, task.key)
                        self._submit(task)
                else:
                    break
            if not self._running:
                break
            task, result = self._executor.result()
            self._running -= 1
            self._take(task, result)
            self._flush()

    def _batches(self, source: Iterator[Parcel]) -> Iterator[Task]:
        fresh = (parcel for parcel in source if not self._skip(parcel))
        number = 0
        while parcels := tuple(islice(fresh, self._batch)):
            yield _task((number,), 0, parcels)
            number += 1

    def _skip(self, parcel: Parcel) -> bool:
        done = bool(parcel.mark) and self._markers.done(parcel.mark)
        if done:
            self._progress.advance(1)
        return done

    def _submit(self, task: Task) -> None:
        self._running += 1
        self._executor.submit(task)

    def _take(self, task: Task, result: Outcome | Died) -> None:
        if isinstance(result, Died):
            self._take_death(task, result)
            return
        for trace in result.traces:
            self._note(trace)
        if result.stage == self._stages:
            self._ready[task.key] = _Delivery(task, result.parcels, result.rejects, len(task.parcels), result.failed)
            return
        self._progress.grow(len(result.parcels) - len(task.parcels))
        fresh = [parcel for parcel in result.parcels if not self._skip(parcel)]
        self._split(
            task,
            fresh,
            stage=result.stage,
            size=1 if task.tries else self._share(len(fresh)),
            rejects=result.rejects,
            failed=result.failed,
        )

    def _take_death(self, task: Task, death: Died) -> None:
        """Find out over which record a worker died: try each by itself, and the one that kills again is rejected."""
        self._note(f"{death.reason} ({len(task.parcels)} records from {task.parcels[0].name})")
        if len(task.parcels) > 1:
            self._split(task, task.parcels, stage=task.stage, size=1, rejects=(), failed=False)
        elif death.retry and task.tries == 0:
            again = replace(task, tries=1)
            heapq.heappush(self._queue, (again.key, 0, again))
        else:
            name = task.parcels[0].name
            reject = Reject(step="run", where=name, reason=death.reason, remedy=death.remedy, kind=death.kind)
            self._ready[task.key] = _Delivery(task, (), (reject,), 1, failed=True)

    def _split(
        self,
        task: Task,
        parcels: Sequence[Parcel],
        *,
        stage: int,
        size: int,
        rejects: Sequence[Reject],
        failed: bool,
    ) -> None:
        """Put parts in the place of a task; its own markers are set with the last of them."""
        parts = [
            _task((*task.key, number), stage, tuple(parcels[start : start + size]))
            for number, start in enumerate(range(0, len(parcels), size))
        ]
        if parts:
            parts[-1] = replace(parts[-1], closes=(*task.closes, *parts[-1].closes))
            task = replace(task, closes=())
        for part in parts:
            heapq.heappush(self._order, part.key)
            heapq.heappush(self._queue, (part.key, 0, part))
        self._ready[task.key] = _Delivery(task, (), rejects, 0, failed)

    def _flush(self) -> None:
        while self._order and self._order[0] in self._ready:
            delivery = self._ready.pop(heapq.heappop(self._order))
            if delivery.failed:
                self._failures.append(delivery.task.key)
            if delivery.parcels or delivery.rejects:
                self._deliver([parcel.payload for parcel in delivery.parcels], delivery.rejects)
            marks = [mark for key, marks in delivery.task.closes if not self._failed(key) for mark in marks]
            if marks:
                self._markers.mark(marks)
            self._progress.advance(delivery.count, rejects=len(delivery.rejects))

    def _failed(self, key: TaskKey) -> bool:
        return any(failure[: len(key)] == key for failure in self._failures)


def _task(key: TaskKey, stage: int, parcels: tuple[Parcel, ...]) -> Task:
    marks = tuple(parcel.mark for parcel in parcels if parcel.mark)
    return Task(key, stage, parcels, ((key, marks),) if marks else ())
