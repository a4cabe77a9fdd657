"""Steps and plans: what is done to records, apart from how it is run.

A step is a small frozen, picklable settings object. `open()` loads what it needs once per worker and returns a function
from an iterable of records to an iterator of records and rejects. A plan strings steps together; a runner
(`crossbearing.run`) executes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, runtime_checkable

from crossbearing.model.claims import Claim
from crossbearing.model.documents import Document, Mark, Publication, Text
from crossbearing.model.errors import PlanError

__all__ = [
    "Collected",
    "Group",
    "Item",
    "Map",
    "Plan",
    "Reading",
    "Record",
    "Reject",
    "Stage",
    "Step",
    "StepRun",
    "Usage",
    "Whole",
]


@dataclass(frozen=True, slots=True)
class Item:
    """A file to collect.

    Args:
        path: Absolute path.
        name: Path relative to the folder that was given, `/` as separator.
        hints: What the surroundings say of it (`publisher`, `kind`, `country`, ... from a `sources.toml`), as pairs.
        mapping: Absolute path of a TOML file that maps the columns of a table, or empty.
    """

    path: str
    name: str
    hints: tuple[tuple[str, str], ...] = ()
    mapping: str = ""

    @property
    def key(self) -> str:
        """What this record is called in completion markers and rejects."""
        return self.name


@dataclass(frozen=True, slots=True)
class Collected:
    """What collecting one document gave.

    Args:
        document: The original.
        publication: As published.
        text: Working text; its language tells whether a reader can read it.
        path: Absolute path of the original's bytes, for the store to copy from.
    """

    document: Document
    publication: Publication
    text: Text
    path: str

    @property
    def key(self) -> str:
        """What this record is called in completion markers and rejects."""
        return self.document.name + (f"#{self.document.locator}" if self.document.locator else "")


@dataclass(frozen=True, slots=True)
class Usage:
    """What asking a language model about one document took.

    Args:
        endpoint: Address that the words were sent to.
        model: Name of the model.
        local: Whether that address is on this machine.
        requests: Requests made, tries included.
        sent: Tokens sent, as the endpoint counts them, or None where it does not say.
        answered: Tokens answered, or None.
        cost: In the currency of the prices that the user gave, or None where they are not known.
    """

    endpoint: str
    model: str
    local: bool
    requests: int
    sent: int | None = None
    answered: int | None = None
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one document gave, and, once resolved, with candidates for places, times and actors.

    Args:
        collected: The document read.
        claims: In order of their words.
        marks: What was noticed that is no claim.
        read: False where no reader could read it ("collected, not read"); a mark says why.
        usage: What a language model took, where one read.
    """

    collected: Collected
    claims: tuple[Claim, ...] = ()
    marks: tuple[Mark, ...] = ()
    read: bool = True
    usage: Usage | None = None

    @property
    def key(self) -> str:
        """What this record is called in completion markers and rejects."""
        return self.collected.key


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be taken further, with the reason in words. Rejects are an output.

    Args:
        step: Name of the step that rejected it.
        where: File, row, sentence or record concerned.
        reason: One sentence: what is wrong.
        remedy: What the user can do, or empty.
        kind: A short machine-readable kind (`empty_file`, `encrypted_pdf`, `bad_date`).
        fatal: Whether the record was dropped; False for a note on a record that went on.
    """

    step: str
    where: str
    reason: str
    remedy: str = ""
    kind: str = ""
    fatal: bool = True


Record = Item | Collected | Reading
"""What flows through a plan."""

StepRun = Callable[[Iterable[Any]], Iterator[Any]]
"""An opened step: from an iterable of records to an iterator of records and rejects."""


@runtime_checkable
class Step(Protocol):
    """A configured piece of work. Implementations are frozen dataclasses.

    Class attributes `name` and `version` identify it; `needs` and `gives` are the record types it takes and returns,
    checked before a plan runs.
    """

    name: ClassVar[str]
    version: ClassVar[str]
    needs: ClassVar[type]
    gives: ClassVar[type]

    @property
    def id(self) -> str:
        """Deterministic id: name, version, settings and the hashes of the resources it reads."""

    def open(self) -> StepRun:
        """Load what the step needs, once per worker, and return the function that runs it."""


@dataclass(frozen=True, slots=True)
class Map:
    """Every record by itself."""

    step: Step


@dataclass(frozen=True, slots=True)
class Group:
    """All records that share a key together; a record may have several keys.

    Args:
        step: Receives lists of records.
        keys: From a record to its keys; a module-level function, so that it can be pickled.
    """

    step: Step
    keys: Callable[[Any], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Whole:
    """Once, over all records: for compact ids and edges only."""

    step: Step


Stage = Map | Group | Whole
"""How a step is applied to the records."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Stages in order, checked when made.

    Raises:
        PlanError: If a stage needs another type than the one before it gives.
    """

    stages: tuple[Stage, ...]
    name: str = "plan"

    def __post_init__(self) -> None:
        for before, after in zip(self.stages, self.stages[1:], strict=False):
            if not issubclass(before.step.gives, after.step.needs):
                raise PlanError(
                    f"step {after.step.name} needs {after.step.needs.__name__}, "
                    f"but {before.step.name} gives {before.step.gives.__name__}",
                    where=self.name,
                    remedy="put a step between them or change their order",
                )
