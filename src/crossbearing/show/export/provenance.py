"""PROV-JSON: how each claim came about, from the original's bytes to the last decision of a person.

W3C PROV-DM and the PROV-JSON member submission (https://www.w3.org/submissions/prov-json/): originals, publications,
working texts and claims are entities; collecting, extracting, reading and judging are activities; publishers, speakers,
people who signed and this program are agents. In an export names are hidden here as everywhere.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from crossbearing.model.claims import Claim
from crossbearing.model.documents import Document
from crossbearing.model.judgements import Judgement
from crossbearing.model.locators import TableCell, TextSpan
from crossbearing.model.protocols import CaseReader
from crossbearing.show.dossier.statements import quote_of
from crossbearing.show.export.linked import NAMESPACE
from crossbearing.show.export.settings import Codes
from crossbearing.show.export.shared import SharedCase
from crossbearing.show.export.writing import json_text

__all__ = ["provenance", "write_prov"]

_PREFIXES = {
    "cb": NAMESPACE,
    "doc": "urn:crossbearing:document:",
    "pub": "urn:crossbearing:publication:",
    "txt": "urn:crossbearing:text:",
    "clm": "urn:crossbearing:claim:",
    "inc": "urn:crossbearing:incident:",
    "agt": "urn:crossbearing:agent:",
    "act": "urn:crossbearing:activity:",
}


class _Graph:
    """Collects nodes and edges; edges get blank ids in order."""

    def __init__(self) -> None:
        self.parts: dict[str, dict[str, Any]] = {"prefix": dict(_PREFIXES)}
        self._edges = 0

    def node(self, kind: str, name: str, **told: Any) -> str:
        """Add an entity, activity or agent, once; empty attributes are left out."""
        attributes = {key.replace("__", ":"): value for key, value in told.items() if value not in ("", None)}
        self.parts.setdefault(kind, {}).setdefault(name, attributes)
        return name

    def has(self, kind: str, name: str) -> bool:
        """Return whether there is such a node already."""
        return name in self.parts.get(kind, {})

    def edge(self, kind: str, **ends: Any) -> None:
        """Add a relation; names of ends without their prefix `prov:`."""
        self._edges += 1
        told = {key if ":" in key else f"prov:{key}": value for key, value in ends.items() if value}
        self.parts.setdefault(kind, {})[f"_:r{self._edges}"] = told

    def agent(self, name: str, kind: str) -> str:
        """Add an agent by its name."""
        key = f"agt:{hashlib.sha256(name.encode()).hexdigest()[:16]}"
        return self.node("agent", key, prov__label=name, prov__type=_typed(kind))


def _typed(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def provenance(case: CaseReader, *, version: str) -> dict[str, Any]:
    """Return the provenance of all claims of a case as PROV-JSON.

    Args:
        case: The case, or what is shared of it.
        version: Of this program.
    """
    graph = _Graph()
    software = graph.agent(f"crossbearing {version}".strip(), "prov:SoftwareAgent")
    for document in case.documents():
        _collected(graph, case, document, software)
    for claim in case.claims():
        _read(graph, claim, software)
    for incident in case.incidents():
        node = graph.node(
            "entity", f"inc:{incident.id}", prov__label=incident.title, prov__type=_typed("prov:Collection")
        )
        for member in incident.members:
            graph.edge("hadMember", collection=node, entity=f"clm:{member.claim}")
    claims: dict[str, list[str]] = {}
    for claim in case.claims():
        claims.setdefault(claim.statement, []).append(claim.id)
    for judgement, _anchoring, statement in case.anchored():
        _judged(graph, judgement, claims.get(statement, []))
    return graph.parts


def write_prov(case: SharedCase, path: Path, codes: Codes) -> dict[str, int]:  # noqa: ARG001 - same for all formats
    """Write the provenance as PROV-JSON. Returns numbers of entities, activities and agents."""
    made = provenance(case, version=case.settings.version)
    path.write_text(json_text(made), encoding="utf-8", newline="\n")
    return {f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s": len(made.get(kind, {}))
            for kind in ("entity", "activity", "agent")}  # fmt: skip


def _collected(graph: _Graph, case: CaseReader, document: Document, software: str) -> None:
    original = graph.node(
        "entity",
        f"doc:{document.id}",
        prov__label=document.name,
        cb__sha256=document.sha256,
        cb__sha512=document.sha512,
        cb__size=document.size,
        cb__mediaType=document.media_type,
        cb__locator=document.locator,
    )
    stamp = document.collected_at if len(document.collected_at) > 10 else ""
    collecting = graph.node("activity", f"act:collect-{document.id}", prov__startTime=stamp, prov__label="collect",
                           cb__clock=document.clock)  # fmt: skip
    graph.edge("used", activity=collecting, entity=original)
    graph.edge("wasAssociatedWith", activity=collecting, agent=software)
    for one in case.publications(document.id):
        published = graph.node(
            "entity", f"pub:{one.id}", prov__label=one.title, cb__published=one.published, cb__url=one.url,
            cb__credit=one.credit,
        )  # fmt: skip
        graph.edge("alternateOf", alternate1=original, alternate2=published)
        if one.publisher:
            graph.edge("wasAttributedTo", entity=published, agent=graph.agent(one.publisher, "prov:Organization"))


def _read(graph: _Graph, claim: Claim, software: str) -> None:
    locator = claim.locator
    spans = {"cb__start": locator.start, "cb__end": locator.end} if isinstance(locator, TextSpan | TableCell) else {}
    entity = graph.node(
        "entity",
        f"clm:{claim.id}",
        prov__label=claim.value.describe(),
        cb__statement=claim.statement,
        cb__slot=claim.slot,
        cb__stance=claim.stance.value,
        cb__basis=claim.basis.value,
        cb__quote=quote_of(claim),
        cb__score=round(claim.score, 4),
        **spans,
    )
    source = f"doc:{claim.document}"
    if isinstance(locator, TextSpan | TableCell):
        source = f"txt:{locator.text}"
        if not graph.has("entity", source):
            graph.node("entity", source)
            extracting = graph.node("activity", f"act:extract-{locator.text}", prov__label="extract the working text")
            graph.edge("wasGeneratedBy", entity=source, activity=extracting)
            graph.edge("used", activity=extracting, entity=f"doc:{claim.document}")
            graph.edge("wasDerivedFrom", generatedEntity=source, usedEntity=f"doc:{claim.document}")
            graph.edge("wasAssociatedWith", activity=extracting, agent=software)
    step = hashlib.sha256(f"{claim.step}{claim.document}".encode()).hexdigest()[:16]
    reading = graph.node("activity", f"act:read-{step}", prov__label="read", cb__step=claim.step)
    graph.edge("wasGeneratedBy", entity=entity, activity=reading)
    graph.edge("wasDerivedFrom", generatedEntity=entity, usedEntity=source, **{"prov:type": _typed("prov:Quotation")})
    for speaker in claim.speakers:
        if speaker.name != "publisher":
            kind = "prov:Person" if speaker.kind == "person" else "prov:Organization"
            graph.edge("wasAttributedTo", entity=entity, agent=graph.agent(speaker.name, kind))


def _judged(graph: _Graph, judgement: Judgement, claims: list[str]) -> None:
    signing = graph.node(
        "activity",
        f"act:judge-{judgement.id}",
        prov__label=judgement.decision.value,
        prov__startTime=judgement.when,
        cb__why=judgement.why,
    )
    graph.edge("wasAssociatedWith", activity=signing, agent=graph.agent(judgement.who, "prov:Person"))
    for claim in claims:
        graph.edge("used", activity=signing, entity=f"clm:{claim}")
