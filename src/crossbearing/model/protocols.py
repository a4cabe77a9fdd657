"""What the rooms expect of one another: reading and writing a case, weighing an incident, running jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from crossbearing.model.appraisals import Appraisal
from crossbearing.model.claims import Claim
from crossbearing.model.documents import Document, Mark, Publication, Text
from crossbearing.model.findings import Finding
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.incidents import Incident, Origin
from crossbearing.model.judgements import Anchoring, Judgement
from crossbearing.model.relations import IncidentRelation
from crossbearing.model.steps import Plan, Reading, Reject

__all__ = [
    "CaseCounts",
    "CaseReader",
    "CaseWriter",
    "Jobs",
    "Linked",
    "Runner",
    "SearchHit",
    "Weighed",
    "Weigher",
]


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """How much a case holds."""

    documents: int
    publications: int
    not_read: int
    claims: int
    incidents: int
    findings: int
    rejects: int
    judgements: int


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A document that matches a search.

    Args:
        document: Document id.
        title: Headline, or file name.
        snippet: Words around the match, the match between `[` and `]`.
    """

    document: str
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking gives: which claims are about which incident, and what rests on what."""

    incidents: tuple[Incident, ...]
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What weighing one incident gives."""

    incident: str
    findings: tuple[Finding, ...]
    hypotheses: tuple[Hypothesis, ...]
    appraisal: Appraisal | None = None


class CaseReader(Protocol):
    """Read access to a case. Lists are in a stable order; iterators hold no locks between items."""

    def counts(self) -> CaseCounts:
        """Return how much the case holds."""

    def meta(self) -> dict[str, str]:
        """Return the case's own data: name, created, version, settings."""

    def documents(self) -> Iterator[Document]:
        """Yield all documents, in order of name and locator."""

    def publications(self, document: str | None = None) -> Iterator[Publication]:
        """Yield publications, of one document or of all, earliest first."""

    def texts(self, document: str | None = None) -> Iterator[Text]:
        """Yield the newest working text of one document or of all."""

    def claims(
        self, *, document: str | None = None, incident: str | None = None, slot: str | None = None
    ) -> Iterator[Claim]:
        """Yield the claims of the newest reading, in order of document and place."""

    def marks(self, document: str | None = None) -> Iterator[Mark]:
        """Yield what was noticed that is no claim."""

    def incidents(self) -> Iterator[Incident]:
        """Yield all incidents, largest first."""

    def incident(self, incident: str) -> Incident:
        """Return one incident, by its id or by an alias of it.

        Raises:
            CaseError: If there is none.
        """

    def findings(self, incident: str | None = None) -> Iterator[Finding]:
        """Yield findings of one incident or of all, in slot order."""

    def origins(self, incident: str | None = None) -> Iterator[Origin]:
        """Yield origins whose claims belong to one incident, or all."""

    def hypotheses(self, incident: str | None = None) -> Iterator[Hypothesis]:
        """Yield rival explanations."""

    def appraisals(self, incident: str | None = None) -> Iterator[Appraisal]:
        """Yield what weighing told of one incident or of all beyond findings; nothing for cases of older formats."""

    def relations(self, incident: str | None = None) -> Iterator[IncidentRelation]:
        """Yield how incidents stand to one another: those of one incident, on either side, or all."""

    def judgements(self) -> Iterator[Judgement]:
        """Yield all judgements, oldest first."""

    def anchored(self) -> Iterator[tuple[Judgement, Anchoring, str]]:
        """Yield each judgement on a statement, how it is tied to the present reading, and the statement id or ''."""

    def rejects(self) -> Iterator[Reject]:
        """Yield all rejects of the last run of each file."""

    def search(self, query: str, limit: int = 50) -> Sequence[SearchHit]:
        """Return documents that match all words of a query, best first; any characters are safe in it."""

    def original(self, document: str) -> bytes:
        """Return the bytes of a document's original."""


class CaseWriter(Protocol):
    """Write access to a case. Each method is one transaction and one entry of the log."""

    def add_readings(self, readings: Iterable[Reading]) -> None:
        """Store collected and read documents; those already there stay as they are, newer readings replace older."""

    def add_rejects(self, rejects: Iterable[Reject]) -> None:
        """Store rejects."""

    def replace_links(self, linked: Linked) -> frozenset[str]:
        """Store incidents and origins in place of the present ones.

        Returns:
            The ids of those incidents that are not as they were, or whose claims rest on other origins than before.
        """

    def replace_findings(self, weighed: Iterable[Weighed]) -> None:
        """Store findings, hypotheses and appraisals in place of those of the same incidents."""

    def replace_relations(self, relations: Iterable[IncidentRelation]) -> None:
        """Store how incidents stand to one another, in place of what was there."""

    def add_judgements(self, judgements: Iterable[Judgement]) -> None:
        """Store signed decisions."""

    def log(self, action: str, detail: dict[str, Any]) -> None:
        """Append an entry to the hash-chained log; `detail` holds no personal data."""


class Weigher(Protocol):
    """Weighs one incident."""

    def __call__(self, incident: Incident, reader: CaseReader) -> Weighed:
        """Return the findings and rival explanations of an incident."""


class Runner(Protocol):
    """Runs plans. It owns partitions, retries, completion markers and rejects."""

    def run(self, plan: Plan, source: Iterable[Any], sink: Callable[[Sequence[Any], Sequence[Reject]], None]) -> None:
        """Run a plan.

        Args:
            plan: What to do.
            source: Records for the first stage.
            sink: Called in the calling process with each finished batch and its rejects, in order of the source; once
                it returns, the batch is marked complete and never run again.
        """


class Jobs(Protocol):
    """Long work started from a screen."""

    def start(self, name: str, work: Callable[[], None]) -> str:
        """Start work in the background and return its id."""

    def state(self, job: str) -> str:
        """Return `running`, `done` or `failed: reason`."""
