"""Everything of a case that one dossier speaks of, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from crossbearing.model.appraisals import Appraisal
from crossbearing.model.claims import Claim
from crossbearing.model.documents import Document, Mark, Publication, Text
from crossbearing.model.findings import Finding
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.incidents import Incident, Origin
from crossbearing.model.judgements import Decision, TargetKind
from crossbearing.model.protocols import CaseCounts, CaseReader
from crossbearing.model.relations import IncidentRelation

__all__ = ["NO_PUBLISHER", "CaseMaterial", "IncidentMaterial", "load"]

NO_PUBLISHER = "publisher not stated"
"""What stands where nothing states a publisher."""


@dataclass(frozen=True, slots=True)
class IncidentMaterial:
    """What is known of one incident.

    Args:
        incident: The incident itself.
        claims: Its claims by id, in order of document and place.
        findings: In slot order.
        origins: The upstreams its claims share.
        hypotheses: Rival explanations.
        appraisal: What weighing tells beyond findings, or None for cases weighed before there was any.
        relations: How it stands to other incidents.
    """

    incident: Incident
    claims: dict[str, Claim]
    findings: tuple[Finding, ...]
    origins: tuple[Origin, ...]
    hypotheses: tuple[Hypothesis, ...]
    appraisal: Appraisal | None = None
    relations: tuple[IncidentRelation, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseMaterial:
    """What is known of a case, as far as a dossier shows it.

    Args:
        meta: The case's own data.
        counts: How much it holds.
        incidents: All incidents, largest first.
        full: Those shown in full.
        findings: Findings of all incidents, by incident id.
        documents: Documents that carry claims shown in full, by id, in order of first publication.
        publications: Publications by document id, earliest first.
        texts: Newest working texts by document id, for the documents above.
        marks: Marks by document id, for the documents above.
        decisions: The last decision on each statement, by statement id.
    """

    meta: dict[str, str]
    counts: CaseCounts
    incidents: tuple[Incident, ...]
    full: tuple[IncidentMaterial, ...]
    findings: dict[str, tuple[Finding, ...]]
    documents: dict[str, Document]
    publications: dict[str, tuple[Publication, ...]]
    texts: dict[str, Text]
    marks: dict[str, tuple[Mark, ...]]
    decisions: dict[str, Decision]

    def claims(self) -> dict[str, Claim]:
        """Return all claims shown in full, by id."""
        return {claim_id: claim for part in self.full for claim_id, claim in part.claims.items()}

    def publishers(self, document: str) -> tuple[str, ...]:
        """Return the publishers of a document, earliest first, each once; never empty."""
        names = (publication.publisher or NO_PUBLISHER for publication in self.publications.get(document, ()))
        return tuple(dict.fromkeys(names)) or (NO_PUBLISHER,)


def _last_decisions(reader: CaseReader) -> dict[str, Decision]:
    decisions: dict[str, Decision] = {}
    for judgement, _, statement in reader.anchored():
        if statement and judgement.target_kind is TargetKind.STATEMENT:
            decisions[statement] = judgement.decision
    return decisions


def _incident_material(reader: CaseReader, incident: Incident, findings: tuple[Finding, ...]) -> IncidentMaterial:
    return IncidentMaterial(
        incident=incident,
        claims={claim.id: claim for claim in reader.claims(incident=incident.id)},
        findings=findings,
        origins=tuple(reader.origins(incident.id)),
        hypotheses=tuple(reader.hypotheses(incident.id)),
        appraisal=next(iter(reader.appraisals(incident.id)), None),
        relations=tuple(reader.relations(incident.id)),
    )


def _publications(reader: CaseReader) -> dict[str, tuple[Publication, ...]]:
    by_document: defaultdict[str, list[Publication]] = defaultdict(list)
    for publication in reader.publications():
        by_document[publication.document].append(publication)
    return {document: tuple(items) for document, items in by_document.items()}


def load(reader: CaseReader, *, incident: str | None, in_full: int) -> CaseMaterial:
    """Read what a dossier needs.

    Args:
        reader: The case.
        incident: Id or alias of the one incident to show in full, or None for the largest ones.
        in_full: How many incidents to show in full where none is named.

    Raises:
        CaseError: If there is no such incident.
    """
    incidents = tuple(reader.incidents())
    chosen: Iterable[Incident] = (reader.incident(incident),) if incident is not None else incidents[:in_full]
    by_incident: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in reader.findings():
        by_incident[finding.incident].append(finding)
    findings = {key: tuple(items) for key, items in by_incident.items()}
    full = tuple(_incident_material(reader, item, findings.get(item.id, ())) for item in chosen)
    publications = _publications(reader)
    shown = {claim.document for part in full for claim in part.claims.values()}
    documents = {document.id: document for document in reader.documents() if document.id in shown}

    def first_published(document: str) -> tuple[str, str, str]:
        items = publications.get(document, ())
        dates = sorted(item.published for item in items if item.published)
        return (dates[0] if dates else "9999", items[0].publisher if items else "", documents[document].name)

    ordered = sorted(documents, key=first_published)
    return CaseMaterial(
        meta=reader.meta(),
        counts=reader.counts(),
        incidents=incidents,
        full=full,
        findings=findings,
        documents={document: documents[document] for document in ordered},
        publications=publications,
        texts={document: text for document in ordered for text in reader.texts(document)},
        marks={document: tuple(reader.marks(document)) for document in ordered},
        decisions=_last_decisions(reader),
    )
