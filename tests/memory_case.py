"""A case held in memory, for tests of rooms that read a case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from crossbearing.model.appraisals import Appraisal
from crossbearing.model.claims import Claim
from crossbearing.model.documents import Document, Mark, Publication, Text
from crossbearing.model.errors import CaseError
from crossbearing.model.findings import Finding
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.incidents import Incident, Origin
from crossbearing.model.judgements import Anchoring, Judgement
from crossbearing.model.protocols import CaseCounts, Linked, SearchHit
from crossbearing.model.relations import IncidentRelation
from crossbearing.model.steps import Reject

__all__ = ["MemoryCase"]


@dataclass
class MemoryCase:
    """A case of lists. Judgements are taken as anchored to the statement they name, where it is there."""

    claim_list: list[Claim] = field(default_factory=list)
    publication_list: list[Publication] = field(default_factory=list)
    text_list: list[Text] = field(default_factory=list)
    document_list: list[Document] = field(default_factory=list)
    incident_list: list[Incident] = field(default_factory=list)
    origin_list: list[Origin] = field(default_factory=list)
    finding_list: list[Finding] = field(default_factory=list)
    hypothesis_list: list[Hypothesis] = field(default_factory=list)
    judgement_list: list[Judgement] = field(default_factory=list)
    appraisal_list: list[Appraisal] = field(default_factory=list)
    relation_list: list[IncidentRelation] = field(default_factory=list)

    def with_links(self, linked: Linked) -> MemoryCase:
        """Keep what linking gave, as a store would."""
        self.incident_list = list(linked.incidents)
        self.origin_list = list(linked.origins)
        return self

    def add(self, other: MemoryCase) -> MemoryCase:
        """Add the reports of another case."""
        self.claim_list += other.claim_list
        self.publication_list += other.publication_list
        self.text_list += other.text_list
        self.document_list += other.document_list
        return self

    def counts(self) -> CaseCounts:
        """How much the case holds."""
        return CaseCounts(
            documents=len(self.document_list),
            publications=len(self.publication_list),
            not_read=0,
            claims=len(self.claim_list),
            incidents=len(self.incident_list),
            findings=len(self.finding_list),
            rejects=0,
            judgements=len(self.judgement_list),
        )

    def meta(self) -> dict[str, str]:
        """The case's own data."""
        return {"name": "memory"}

    def documents(self) -> Iterator[Document]:
        """All documents."""
        yield from self.document_list

    def publications(self, document: str | None = None) -> Iterator[Publication]:
        """Publications of one document or of all."""
        for publication in self.publication_list:
            if document is None or publication.document == document:
                yield publication

    def texts(self, document: str | None = None) -> Iterator[Text]:
        """Texts of one document or of all."""
        for text in self.text_list:
            if document is None or text.document == document:
                yield text

    def claims(
        self, *, document: str | None = None, incident: str | None = None, slot: str | None = None
    ) -> Iterator[Claim]:
        """Claims, of one document, incident or slot."""
        members = None if incident is None else {member.claim for member in self.incident(incident).members}
        for claim in self.claim_list:
            if document is not None and claim.document != document:
                continue
            if slot is not None and claim.slot != slot:
                continue
            if members is None or claim.id in members:
                yield claim

    def marks(self, document: str | None = None) -> Iterator[Mark]:
        """None."""
        yield from ()

    def incidents(self) -> Iterator[Incident]:
        """What linking gave."""
        yield from self.incident_list

    def incident(self, incident: str) -> Incident:
        """One incident, by id or alias."""
        for one in self.incident_list:
            if incident == one.id or incident in one.aliases:
                return one
        raise CaseError(f"no incident {incident}", remedy="list them with `crossbearing incidents`")

    def findings(self, incident: str | None = None) -> Iterator[Finding]:
        """Findings kept by a test."""
        for finding in self.finding_list:
            if incident is None or finding.incident == incident:
                yield finding

    def origins(self, incident: str | None = None) -> Iterator[Origin]:
        """Origins that linking gave."""
        for origin in self.origin_list:
            if incident is None or origin.incident == incident:
                yield origin

    def hypotheses(self, incident: str | None = None) -> Iterator[Hypothesis]:
        """Hypotheses kept by a test."""
        yield from self.hypothesis_list

    def appraisals(self, incident: str | None = None) -> Iterator[Appraisal]:
        """Appraisals kept by a test."""
        yield from (one for one in self.appraisal_list if incident in (None, one.incident))

    def relations(self, incident: str | None = None) -> Iterator[IncidentRelation]:
        """Relations kept by a test."""
        yield from (one for one in self.relation_list if incident in (None, one.incident, one.other))

    def judgements(self) -> Iterator[Judgement]:
        """All judgements."""
        yield from self.judgement_list

    def anchored(self) -> Iterator[tuple[Judgement, Anchoring, str]]:
        """Judgements with the statement they name."""
        known = {claim.statement for claim in self.claim_list}
        for judgement in self.judgement_list:
            if judgement.target in known:
                yield judgement, Anchoring.BY_STATEMENT, judgement.target
            else:
                yield judgement, Anchoring.UNANCHORED, ""

    def rejects(self) -> Iterator[Reject]:
        """None."""
        yield from ()

    def search(self, query: str, limit: int = 50) -> Sequence[SearchHit]:
        """Nothing."""
        return ()

    def original(self, document: str) -> bytes:
        """No bytes."""
        return b""
