"""What is handed to a worker and what comes back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from crossbearing.codec.json import encode
from crossbearing.model.ids import digest
from crossbearing.model.steps import Collected, Item, Reading, Reject

__all__ = ["Died", "Executor", "Markers", "NoMarkers", "Outcome", "Parcel", "Task", "marker", "name_of"]

TaskKey = tuple[int, ...]
"""Place of a task in the order of the source: number of the batch, then of the part of it, and so on."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A record on its way.

    Args:
        name: What it is called in rejects.
        mark: Its completion marker, or empty where none is kept.
        payload: The record, or for other processes its JSON bytes; a list of either for a group.
    """

    name: str
    mark: str
    payload: Any


@dataclass(frozen=True, slots=True)
class Task:
    """Records to take on together.

    Args:
        key: Its place in the order of the source.
        stage: Which step comes first.
        parcels: The records.
        closes: Markers to set once its results are delivered, each group of them with the key of the task whose parts
            must all have gone well for that.
        tries: How often a worker died over it.
    """

    key: TaskKey
    stage: int
    parcels: tuple[Parcel, ...]
    closes: tuple[tuple[TaskKey, tuple[str, ...]], ...] = ()
    tries: int = 0


@dataclass(slots=True)
class Outcome:
    """What came of a task.

    Args:
        stage: Which step would come next; the number of steps if all were taken.
        parcels: The records so far, in order.
        rejects: In order.
        traces: Tracebacks of steps that failed unexpectedly, for the log.
        failed: Whether something failed that may go well another time, so that no marker may be set.
    """

    stage: int
    parcels: list[Parcel] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    traces: list[str] = field(default_factory=list)
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Died:
    """That the worker at a task died or was ended.

    Args:
        reason: What happened, as a sentence.
        kind: Kind of the reject, should one record turn out to be the cause.
        remedy: What the user can do.
        retry: Whether a single record may be tried once more.
    """

    reason: str
    kind: str
    remedy: str
    retry: bool


class Executor(Protocol):
    """Takes on tasks, in this process or in others."""

    def free(self) -> bool:
        """Tell whether it can take another task now."""

    def submit(self, task: Task) -> None:
        """Begin with a task."""

    def result(self) -> tuple[Task, Outcome | Died]:
        """Wait for the next task to end, whichever it is."""


class Markers(Protocol):
    """Remembers which records are finished."""

    def done(self, key: str) -> bool:
        """Tell whether a record is finished."""

    def mark(self, keys: Iterable[str]) -> None:
        """Remember, for good, that records are finished."""


class NoMarkers:
    """Remembers nothing."""

    def done(self, key: str) -> bool:  # noqa: ARG002 - what nothing is known of is not finished
        """Tell that no record is finished."""
        return False

    def mark(self, keys: Iterable[str]) -> None:
        """Forget it."""


def name_of(record: Any) -> str:
    """Return what a record is called in rejects: its key, or its id."""
    return str(getattr(record, "key", "") or getattr(record, "id", "") or type(record).__name__)


def marker(record: Any) -> str:
    """Return a record's completion marker: its name and a hash of its content, so that a changed file is done again.

    What was collected is known by its ids, for the time of collection is part of its body and differs each time.

    Returns:
        An empty string for a file that cannot be read now: it has no content yet to have finished.
    """
    name = name_of(record)
    if isinstance(record, Reading):
        record = record.collected
    if isinstance(record, Collected):
        return digest("collected", name, record.document.id, record.text.id, record.publication.id)
    if isinstance(record, Item):
        try:
            content = [_file_digest(path) for path in (record.path, record.mapping) if path]
        except OSError:
            return ""
        return digest("item", name, *content, *(part for hint in record.hints for part in hint))
    return digest("record", name, encode(record))


def _file_digest(path: str) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
