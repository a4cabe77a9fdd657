"""Running a plan stage by stage, whatever takes on the tasks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from crossbearing.model.steps import Collected, Group, Item, Plan, Reject, Step, Whole
from crossbearing.run.driver import Deliver, Driver
from crossbearing.run.progress import Progress
from crossbearing.run.tasks import Executor, Markers, NoMarkers, Parcel, marker, name_of

__all__ = ["Engine", "Stretch"]

_log = logging.getLogger("crossbearing.run")

_DOCUMENTS = 16  # reading takes some tenths of a second a document; larger tasks would leave workers idle at the end
_RECORDS = 500  # measured: below this, the cost of handing batches over shows
_SHARES = 4  # tasks a worker, where the source is short: the last one to end keeps the others waiting


@dataclass(frozen=True, slots=True)
class Stretch:
    """Steps that follow one another without having to see all records at once.

    Args:
        steps: In order.
        group: How records are put into lists for the first of them, or None.
        whole: Whether the one step sees all records at once.
    """

    steps: tuple[Step, ...]
    group: Group | None = None
    whole: bool = False

    @classmethod
    def of(cls, plan: Plan) -> list[Stretch]:
        """Return the stretches of a plan."""
        found: list[Stretch] = []
        for stage in plan.stages:
            if isinstance(stage, Whole):
                found.append(cls((stage.step,), whole=True))
            elif isinstance(stage, Group):
                found.append(cls((stage.step,), group=stage))
            elif found and not found[-1].whole:
                found[-1] = cls((*found[-1].steps, stage.step), group=found[-1].group)
            else:
                found.append(cls((stage.step,)))
        return found


@dataclass(frozen=True, slots=True)
class Engine:
    """What runners share: stretches, batches, markers and delivery.

    Args:
        executor: Makes, for the steps of a stretch, what takes on its tasks; told whether markers are kept and how
            many records a task may hold between steps.
        pack: From a record to the payload of a parcel.
        unpack: From the payload of a parcel to a record.
        workers: How many tasks run at once.
        markers: What is finished, or None.
        progress: Told of everything delivered.
        batch: Records a task, or None to choose by the plan.
        debug_log: File for tracebacks and deaths of workers, made when there is something to write; or None.
    """

    executor: Callable[..., AbstractContextManager[Executor]]
    pack: Callable[[Any], Any]
    unpack: Callable[[Any], Any]
    workers: int
    markers: Markers | None
    progress: Progress
    batch: int | None
    debug_log: Path | None

    def run(self, plan: Plan, source: Iterable[Any], sink: Deliver) -> None:
        """Run a plan. See `model.protocols.Runner`.

        Markers are kept for plans of `Map` stages alone: to leave a finished record out of a group would change what
        follows for the others.
        """
        stretches = Stretch.of(plan)
        self.progress.start(len(source) if isinstance(source, Sized) else None)
        records: Iterable[Any] = source
        for number, stretch in enumerate(stretches):
            if number == len(stretches) - 1:
                self._run(stretch, records, sink, marked=len(stretches) == 1 and stretch.group is None)
                return
            kept: list[Any] = []
            self._run(stretch, records, _keeping(kept, sink), marked=False)
            records = kept
            self.progress.start(len(kept))
        self._hand_over(records, sink)

    def _run(self, stretch: Stretch, source: Iterable[Any], sink: Deliver, *, marked: bool) -> None:
        if stretch.whole:
            self._hand_over(stretch.steps[0].open()(iter(source)), sink)
            return
        keep = self.markers if marked and self.markers is not None else None
        parcels = (
            self._groups(stretch.group, source) if stretch.group else self._singles(source, marked=keep is not None)
        )
        most = self.batch or (_DOCUMENTS if issubclass(stretch.steps[0].needs, Item | Collected) else _RECORDS)
        batch = self._share(len(source), most) if isinstance(source, Sized) else most

        def deliver(payloads: Sequence[Any], rejects: Sequence[Reject]) -> None:
            sink([self.unpack(payload) for payload in payloads], rejects)

        with self.executor(stretch.steps, marked=keep is not None, most=most) as executor:
            driver = Driver(
                executor,
                stages=len(stretch.steps),
                batch=batch,
                share=lambda count: self._share(count, most),
                window=self.workers * 8,
                markers=keep or NoMarkers(),
                progress=self.progress,
                note=self._note,
                deliver=deliver,
            )
            driver.run(parcels)

    def _note(self, text: str) -> None:
        _log.debug("%s", text)
        if self.debug_log is not None:
            # What cannot be noted is not worth ending a run for; the reject stands all the same.
            with suppress(OSError), self.debug_log.open("a", encoding="utf-8", errors="replace") as file:
                file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {text}\n")

    def _singles(self, source: Iterable[Any], *, marked: bool) -> Iterator[Parcel]:
        for record in source:
            yield Parcel(name_of(record), marker(record) if marked else "", self.pack(record))

    def _groups(self, group: Group, source: Iterable[Any]) -> Iterator[Parcel]:
        """Yield groups in the order in which their keys first appear."""
        groups: dict[str, list[Any]] = {}
        count = 0
        for record in source:
            count += 1
            for key in dict.fromkeys(group.keys(record)):
                groups.setdefault(key, []).append(self.pack(record))
        self.progress.grow(len(groups) - count)
        for key, members in groups.items():
            yield Parcel(key, "", members)

    def _share(self, count: int, most: int) -> int:
        """Return how many of so many records make a task, so that all workers have some and end together."""
        return max(1, min(most, -(-count // (self.workers * _SHARES)))) if self.workers > 1 else most

    def _hand_over(self, results: Iterable[Any], sink: Deliver) -> None:
        """Deliver results that are already there, or come from one step over everything, in batches."""
        iterator = iter(results)
        while some := list(islice(iterator, _RECORDS)):
            records = [one for one in some if not isinstance(one, Reject)]
            rejects = [one for one in some if isinstance(one, Reject)]
            sink(records, rejects)
            self.progress.advance(len(records), rejects=len(rejects))


def _keeping(kept: list[Any], sink: Deliver) -> Deliver:
    """Return a sink that keeps records for the next stage and passes rejects on."""

    def keep(records: Sequence[Any], rejects: Sequence[Reject]) -> None:
        kept.extend(records)
        if rejects:
            sink([], rejects)

    return keep
