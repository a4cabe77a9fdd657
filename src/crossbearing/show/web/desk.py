"""What the API needs from outside: the case, its lists, the words for codes, and the work it may start."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from crossbearing.model.casework import CaseRecord
from crossbearing.model.documents import Document
from crossbearing.model.judgements import Judgement
from crossbearing.model.pages import CasePages
from crossbearing.model.protocols import CaseReader, CaseWriter
from crossbearing.show.covering import Covers
from crossbearing.show.dossier.context import Labels, Outlines
from crossbearing.show.web.bench import Bench
from crossbearing.show.web.office import Office
from crossbearing.show.web.problems import ProblemError

__all__ = ["Desk", "KeptRecords", "OpenCase", "Taken"]


class KeptRecords(Protocol):
    """What people keep of a case beside judgements; see `model.casework`."""

    def add(self, records: Iterable[CaseRecord]) -> None:
        """Store records; one whose id is known takes the place of what stood under it."""

    def of(self, kind: str, *, subject: str | None = None, history: bool = False) -> Iterator[Any]:
        """Yield the records of a kind, in the order in which they were stored."""

    def one(self, record: str) -> Any:
        """Return the version of a record that stands."""


class OpenCase(CaseReader, CaseWriter, Protocol):
    """A case open for reading and writing, shared by all requests."""

    def pages(self) -> CasePages:
        """Return its lists."""

    def judged(self, targets: Iterable[str]) -> Sequence[Judgement]:
        """Return all judgements on some targets, oldest first."""

    def incidents_of(self, statements: Iterable[str]) -> Sequence[str]:
        """Return the ids of the incidents to which claims of some statements belong."""

    def records(self) -> KeptRecords:
        """Return what people keep of the case beside judgements."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking in files came to.

    Args:
        files: Files found.
        rejects: What could not be taken in, as rows of the list of rejects.
    """

    files: int
    rejects: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """An open case with all that serving it needs.

    Args:
        case: The case.
        name: Its name for people.
        labels: Words for the codes of the vocabulary.
        outlines: Outlines of countries, for maps.
        decide: Stores signed judgements, weighs anew what they bear on, and returns the ids of those incidents.
        take: Takes files and folders into the case, telling its progress in words and shares between 0 and 1.
        report: Writes the dossier of an incident (or of the largest ones) to a file, with names of persons or without.
        verify: Returns what is wrong with the case.
        office: What else screens start.
        bench: The work behind the reader.
        hints: Beginnings of words that hint at what may be hard to meet, by kind (`show.covering`).
    """

    case: OpenCase
    name: str
    labels: Labels
    outlines: Outlines
    decide: Callable[[Sequence[Judgement]], Sequence[str]]
    take: Callable[[Sequence[Path], Callable[[str, float], None]], Taken]
    report: Callable[[Path, str, bool], None]
    verify: Callable[[], Sequence[str]]
    office: Office
    bench: Bench
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def covers(self) -> Covers:
        """Return what is covered in the case until somebody opens it."""
        return Covers.of(self.case.records().of("Care"), self.hints)

    def document(self, document: str) -> Document:
        """Return a document.

        Raises:
            ProblemError: If there is none of that id.
        """
        found = next((one for one in self.case.documents() if one.id == document), None)
        if found is None:
            raise ProblemError(404, f"no document {document} in this case", "list the documents of the case")
        return found
