"""A case in memory, as small as the protocol allows, and helpers to fill it by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from crossbearing.model.actors import Speaker, Stance
from crossbearing.model.appraisals import Appraisal
from crossbearing.model.claims import Claim, Event
from crossbearing.model.documents import Block, BlockKind, Document, Mark, MarkKind, Publication, Text
from crossbearing.model.errors import CaseError
from crossbearing.model.findings import Finding, Holding, Position
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.ids import claim_id, document_id, finding_id, publication_id, text_id
from crossbearing.model.incidents import Incident, Membership, Origin
from crossbearing.model.judgements import Anchoring, Decision, Judgement, TargetKind
from crossbearing.model.locators import TextSpan
from crossbearing.model.protocols import CaseCounts, SearchHit
from crossbearing.model.relations import IncidentRelation
from crossbearing.model.steps import Reject
from crossbearing.model.values import Value


@dataclass
class MemoryCase:
    """Implements `CaseReader` over lists."""

    name: str = "invented"
    docs: list[Document] = field(default_factory=list)
    pubs: list[Publication] = field(default_factory=list)
    text_list: list[Text] = field(default_factory=list)
    claim_list: list[Claim] = field(default_factory=list)
    mark_list: list[Mark] = field(default_factory=list)
    incident_list: list[Incident] = field(default_factory=list)
    finding_list: list[Finding] = field(default_factory=list)
    origin_list: list[Origin] = field(default_factory=list)
    hypothesis_list: list[Hypothesis] = field(default_factory=list)
    judgement_list: list[Judgement] = field(default_factory=list)
    reject_list: list[Reject] = field(default_factory=list)
    appraisal_list: list[Appraisal] = field(default_factory=list)
    relation_list: list[IncidentRelation] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)

    # CaseReader

    def counts(self) -> CaseCounts:
        """How much it holds."""
        not_read = len({mark.document for mark in self.mark_list if mark.kind is MarkKind.NOT_READ})
        return CaseCounts(
            len(self.docs),
            len(self.pubs),
            not_read,
            len(self.claim_list),
            len(self.incident_list),
            len(self.finding_list),
            len(self.reject_list),
            len(self.judgement_list),
        )

    def meta(self) -> dict[str, str]:
        """Its own data."""
        return {"name": self.name, "created": "2026-01-02", "version": "0.1.0", **self.rules}

    def documents(self) -> Iterator[Document]:
        """All documents, by name."""
        yield from sorted(self.docs, key=lambda document: (document.name, document.locator))

    def publications(self, document: str | None = None) -> Iterator[Publication]:
        """Publications, earliest first."""
        for publication in sorted(self.pubs, key=lambda item: item.published or "9"):
            if document in (None, publication.document):
                yield publication

    def texts(self, document: str | None = None) -> Iterator[Text]:
        """Working texts."""
        yield from (text for text in self.text_list if document in (None, text.document))

    def claims(
        self, *, document: str | None = None, incident: str | None = None, slot: str | None = None
    ) -> Iterator[Claim]:
        """Claims in the order they were added."""
        members = {member.claim for member in self.incident(incident).members} if incident else None
        for claim in self.claim_list:
            wanted = document in (None, claim.document) and slot in (None, claim.slot)
            if wanted and (members is None or claim.id in members):
                yield claim

    def marks(self, document: str | None = None) -> Iterator[Mark]:
        """Marks."""
        yield from (mark for mark in self.mark_list if document in (None, mark.document))

    def incidents(self) -> Iterator[Incident]:
        """Incidents, largest first."""
        yield from sorted(self.incident_list, key=lambda incident: (-len(incident.members), incident.id))

    def incident(self, incident: str) -> Incident:
        """One incident, by id or alias."""
        for found in self.incident_list:
            if incident == found.id or incident in found.aliases:
                return found
        raise CaseError(f"there is no incident {incident}", remedy="`crossbearing incidents` lists them")

    def findings(self, incident: str | None = None) -> Iterator[Finding]:
        """Findings in the order they were added."""
        yield from (finding for finding in self.finding_list if incident in (None, finding.incident))

    def origins(self, incident: str | None = None) -> Iterator[Origin]:
        """Origins."""
        members = {member.claim for member in self.incident(incident).members} if incident else None
        yield from (item for item in self.origin_list if members is None or members & set(item.claims))

    def hypotheses(self, incident: str | None = None) -> Iterator[Hypothesis]:
        """Rival explanations."""
        yield from (item for item in self.hypothesis_list if incident in (None, item.incident))

    def appraisals(self, incident: str | None = None) -> Iterator[Appraisal]:
        """What weighing told beyond findings."""
        yield from (one for one in self.appraisal_list if incident in (None, one.incident))

    def relations(self, incident: str | None = None) -> Iterator[IncidentRelation]:
        """How incidents stand to one another."""
        yield from (one for one in self.relation_list if incident in (None, one.incident, one.other))

    def judgements(self) -> Iterator[Judgement]:
        """Judgements."""
        yield from self.judgement_list

    def anchored(self) -> Iterator[tuple[Judgement, Anchoring, str]]:
        """Judgements, each anchored by its statement."""
        for judgement in self.judgement_list:
            yield judgement, Anchoring.BY_STATEMENT, judgement.target

    def rejects(self) -> Iterator[Reject]:
        """Rejects."""
        yield from self.reject_list

    def search(self, query: str, limit: int = 50) -> Sequence[SearchHit]:
        """Nothing: no test searches."""
        return ()

    def original(self, document: str) -> bytes:
        """Nothing: no test reads originals."""
        return b""

    # Filling it

    def report(
        self,
        publisher: str,
        published: str,
        *paragraphs: str,
        title: str = "",
        kind: str = "",
        country: str = "",
        url: str = "",
        language: str = "en",
        name: str = "",
    ) -> str:
        """Add a document of a title and paragraphs, published once; return its id."""
        content = "\n\n".join([title, *paragraphs] if title else list(paragraphs))
        document = document_id(hashlib.sha256(content.encode()).hexdigest())
        self.docs.append(
            Document(
                document,
                hashlib.sha256(content.encode()).hexdigest(),
                "",
                "text/plain",
                len(content.encode()),
                name or f"{len(self.docs) + 1:02d}.txt",
                "2026-01-02T00:00:00Z",
            )
        )
        self.published(document, publisher, published, title=title, kind=kind, country=country, url=url)
        blocks, start = [], 0
        for index, part in enumerate(content.split("\n\n")):
            block_kind = BlockKind.TITLE if title and index == 0 else BlockKind.BODY
            blocks.append(Block(block_kind, start, start + len(part)))
            start += len(part) + 2
        self.text_list.append(Text(text_id(document, "test"), document, "test", language, content, tuple(blocks)))
        return document

    def published(
        self,
        document: str,
        publisher: str,
        published: str,
        *,
        title: str = "",
        kind: str = "",
        country: str = "",
        url: str = "",
        credit: str = "",
    ) -> None:
        """Add a publication of a document."""
        key = publication_id(document, publisher, url, published)
        self.pubs.append(Publication(key, document, publisher, kind, country, url, published, credit, title))

    def claim(
        self,
        document: str,
        quote: str,
        slot: str,
        value: Value,
        *speakers: Speaker,
        stance: Stance = Stance.ASSERTS,
        event: Event | None = None,
        **fields: object,
    ) -> Claim:
        """Add a claim whose words are a quote of the document; the publisher heads its chain."""
        text = next(text for text in self.text_list if text.document == document)
        start = text.content.index(quote)
        locator = TextSpan(text.id, start, start + len(quote), quote)
        statement = hashlib.sha256(f"{document}{quote}{slot}{value}".encode()).hexdigest()[:20]
        claim = Claim(
            id=claim_id(statement, f"{start}", "test"),
            statement=statement,
            document=document,
            locator=locator,
            event=event or Event(f"e{document[:8]}", "air_strike"),
            slot=slot,
            value=value,
            speakers=(Speaker("publisher"), *speakers),
            stance=stance,
            sentence=quote,
            step="test",
            score=0.8,
        )
        claim = replace(claim, **fields)  # type: ignore[arg-type]
        self.claim_list.append(claim)
        return claim

    def mark(self, document: str, quote: str, kind: MarkKind, note: str) -> None:
        """Add a mark on a quote of the document."""
        text = next(text for text in self.text_list if text.document == document)
        start = text.content.index(quote)
        shown = "" if kind is MarkKind.NAMES_LISTED else quote
        self.mark_list.append(Mark(document, text.id, kind, start, start + len(quote), shown, note))

    def hold(self, holder: str, *claims: Claim, family: str | None = None, **fields: object) -> Holding:
        """Return that a body holds the answer of some claims."""
        publishers = {item.document: item.publisher for item in reversed(self.pubs)}
        outlets = tuple(dict.fromkeys(publishers[claim.document] for claim in claims))
        dates = [item.published for item in self.pubs if item.document == claims[0].document]
        holding = Holding(
            holder,
            holder if family is None else family,
            claims[0].value,
            tuple(claim.id for claim in claims),
            outlets,
            said_at=min(dates),
        )
        return replace(holding, **fields)  # type: ignore[arg-type]

    def find(
        self,
        incident: str,
        slot: str,
        verdict: object,
        reason: str,
        *positions: Position,
        scope: str = "whole",
        unit: str = "",
        **fields: object,
    ) -> None:
        """Add a finding."""
        spanning = fields.get("spanning", ())
        unknowns = fields.get("unknowns", ())
        extra = [holding for group in (spanning, unknowns) for holding in group]  # type: ignore[attr-defined]
        stating = {name for position in positions for item in position.holdings if item.holder for name in item.outlets}
        stating |= {name for item in extra if item.holder for name in item.outlets}
        every = {name for position in positions for name in position.outlets} | {
            name for item in extra for name in item.outlets
        }
        self.finding_list.append(
            Finding(
                finding_id(incident, slot, scope, unit),
                incident,
                slot,
                scope,
                unit,
                verdict,
                reason,
                tuple(positions),
                outlets=len(every),
                state_origin=len(stating),
                state_none=len(every - stating),
                **fields,
            )  # type: ignore[arg-type]
        )

    def judge(self, claim: Claim, decision: Decision) -> None:
        """Add a decision on a claim."""
        key = f"j{len(self.judgement_list)}"
        self.judgement_list.append(
            Judgement(key, TargetKind.STATEMENT, claim.statement, decision, "reviewer", "2026-01-03T10:00:00Z")
        )

    def gather(self, incident: Incident, *claims: Claim) -> None:
        """Add an incident of some claims, or of all not yet in one."""
        taken = {member.claim for item in self.incident_list for member in item.members}
        members = claims or [claim for claim in self.claim_list if claim.id not in taken]
        self.incident_list.append(
            replace(incident, members=tuple(Membership(item.id, item.document, 1.0, ("same_day",)) for item in members))
        )


def position(*holdings: Holding, superseded: bool = False) -> Position:
    """Return a position of some holdings."""
    outlets = tuple(dict.fromkeys(name for holding in holdings for name in holding.outlets))
    stating = {name for holding in holdings if holding.holder for name in holding.outlets}
    return Position(
        holdings[0].value,
        holdings,
        tuple(dict.fromkeys(holding.family for holding in holdings if holding.family)),
        outlets,
        len(stating),
        len(set(outlets) - stating),
        superseded=superseded,
    )
