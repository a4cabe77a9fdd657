"""Taking records through opened steps, so that one bad record does not end a batch."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from crossbearing.model.errors import CrossbearingError, InputError, ModelError
from crossbearing.model.steps import Reject, Step, StepRun
from crossbearing.run.tasks import Outcome, Parcel, marker, name_of

__all__ = ["Stages", "kind_of", "one_thread", "rejected"]


def one_thread() -> None:
    """Keep libraries that compute from starting threads of their own, unless the environment says how many they may.

    One process a core is the parallelism here; more threads would fight over cores. They read this when first loaded.
    """
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")


class Stages:
    """The steps of one stretch of a plan, opened once.

    Args:
        steps: In order.
        pack: From a record to the payload of a parcel.
        unpack: From the payload of a parcel to a record, or to the list of records of a group.
        marked: Whether markers are kept.
    """

    def __init__(
        self,
        steps: Sequence[Step],
        *,
        pack: Callable[[Any], Any],
        unpack: Callable[[Any], Any],
        marked: bool,
    ) -> None:
        one_thread()
        self._steps = steps
        self._runs: list[StepRun] = [step.open() for step in steps]
        self._pack = pack
        self._unpack = unpack
        self._marked = marked

    def take(self, stage: int, parcels: Sequence[Parcel], most: int) -> Outcome:
        """Take records through the steps, until the last one or until they have become many.

        One file may hold thousands of documents; they are handed back then, to be shared out among the workers.

        Args:
            stage: Which step comes first.
            parcels: The records.
            most: How many records a task should hold between steps, unless it began with more.
        """
        outcome = Outcome(stage)
        records = [(parcel.name, self._unpack(parcel.payload)) for parcel in parcels]
        while outcome.stage < len(self._steps):
            if outcome.stage > stage and len(records) > max(most, len(parcels)):
                break
            records = list(self._step(outcome, records))
            outcome.stage += 1
        last = outcome.stage == len(self._steps)
        for name, record in records:
            mark = marker(record) if self._marked and not last else ""
            outcome.parcels.append(Parcel(name, mark, self._pack(record)))
        return outcome

    def _step(self, outcome: Outcome, records: Sequence[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
        """Run one step over all records at once or, if that fails, over one after the other."""
        run = self._runs[outcome.stage]
        try:
            given = list(run(iter([record for _, record in records])))
        except Exception:  # whatever it is, it is found again below, at the record that causes it
            yield from self._one_by_one(outcome, records)
            return
        for result in given:
            if isinstance(result, Reject):
                outcome.rejects.append(result)
            else:
                yield name_of(result), result

    def _one_by_one(self, outcome: Outcome, records: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
        step, run = self._steps[outcome.stage], self._runs[outcome.stage]
        for name, record in records:
            try:
                given = list(run(iter([record])))
            except CrossbearingError as error:
                outcome.rejects.append(rejected(error, step.name, name))
                # Input stays bad; what lies with the program or its settings may be mended by the next run.
                outcome.failed |= not isinstance(error, InputError | ModelError)
                continue
            except Exception as error:  # a fault of the step is told in the reject and kept with its traceback
                outcome.rejects.append(_unexpected(error, step.name, name))
                outcome.traces.append(f"step {step.name} at {name}:\n{traceback.format_exc()}")
                outcome.failed = True
                continue
            for result in given:
                if isinstance(result, Reject):
                    outcome.rejects.append(result)
                else:
                    yield name_of(result), result


def rejected(error: CrossbearingError, step: str, name: str) -> Reject:
    """Return the reject that an error of ours stands for.

    Args:
        error: What a step raised.
        step: Its name.
        name: What the record is called.
    """
    where = error.where or name
    if name not in where:
        where = f"{name}: {where}"
    return Reject(step=step, where=where, reason=error.what, remedy=error.remedy, kind=kind_of(error))


def kind_of(error: BaseException) -> str:
    """Return the machine-readable kind of an error: its class in snake case, without `Error`."""
    name = type(error).__name__.removesuffix("Error") or "Error"
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name).lstrip("_")


def _unexpected(error: Exception, step: str, name: str) -> Reject:
    message = " ".join(str(error).split())[:200]
    return Reject(
        step=step,
        where=name,
        reason=f"the step failed unexpectedly ({type(error).__name__}{': ' + message if message else ''})",
        remedy="report it as a fault of the program, with the debug log",
        kind="unexpected",
    )
