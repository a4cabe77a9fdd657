"""What the screens show of sources: who carries whom about an incident, and the publishers of the case."""

from __future__ import annotations

from typing import Any

from crossbearing.model.documents import Publication
from crossbearing.model.incidents import Carry, who_carries_whom
from crossbearing.show.carrying import CARRY_WORDS, is_stated
from crossbearing.show.web.desk import Desk
from crossbearing.show.web.shelf import Shelf
from crossbearing.show.weighed import reliabilities

__all__ = ["publishers_view", "sources_view"]

Row = dict[str, Any]

_UNKNOWN = "publisher unknown"


def sources_view(desk: Desk, incident: str) -> Row:
    """Return who carries whom about an incident: nodes (outlets, bodies), edges with reasons, and origins with theirs.

    An outlet is who published a document that tells of the incident; every other name is a body. An edge is certain
    (`stated`) where a chain of speakers says it, else suspected; one that is part of a circle of
    outlets that quote one another, and name nobody else, is marked.

    Raises:
        CaseError: If there is no such incident.
    """
    found = desk.case.incident(incident)
    documents = {claim.id: claim.document for claim in desk.case.claims(incident=found.id)}
    publications: dict[str, list[Publication]] = {
        document: list(desk.case.publications(document)) for document in dict.fromkeys(documents.values())
    }
    outlets: dict[str, Row] = {}
    for document in documents.values():
        for publication in publications[document]:
            name = publication.publisher or _UNKNOWN
            node = outlets.setdefault(name, {"id": name, "kind": "outlet", "about": publication.kind, "claims": 0})
            node["claims"] += 1
    origins = list(desk.case.origins(found.id))
    edges = who_carries_whom(origins)
    bodies: dict[str, set[str]] = {}
    for edge in edges:
        for name in (edge.carrier, edge.carried):
            if name not in outlets:
                bodies.setdefault(name, set()).update(edge.claims)
    nodes = [
        *outlets.values(),
        *({"id": name, "kind": "body", "about": "", "claims": len(claims)} for name, claims in bodies.items()),
    ]
    return {
        "incident": found.id,
        "nodes": sorted(nodes, key=lambda node: (-int(node["claims"]), str(node["id"]))),
        "edges": [_edge(one) for one in edges],
        "origins": [
            {
                "id": origin.id,
                "family": origin.family,
                "holders": list(origin.holders),
                "slot": origin.slot,
                "question": desk.labels.question(origin.slot),
                "value": origin.value,
                "certainty": origin.certainty.value,
                "reasons": list(origin.reasons),
                "claims": list(origin.claims),
                "outlets": list(
                    dict.fromkeys(
                        publication.publisher or _UNKNOWN
                        for claim in origin.claims
                        for publication in publications.get(documents.get(claim, ""), ())
                    )
                ),
            }
            for origin in origins
        ],
        "outlets": [
            {
                "publisher": publication.publisher,
                "kind": publication.kind,
                "country": publication.country,
                "url": publication.url,
                "published": publication.published,
                "title": publication.title,
                "credit": publication.credit,
                "document": document,
            }
            for document, published in publications.items()
            for publication in published
        ],
    }


def _edge(one: Carry) -> Row:
    return {
        "from": one.carrier,
        "to": one.carried,
        "reason": one.reason.value,
        "words": CARRY_WORDS[one.reason],
        "certainty": "stated" if is_stated(one.reason) else "suspected",
        "claims": len(one.claims),
        "claim_ids": list(one.claims),
        "documents": list(one.documents),
        "since": one.since,
        "circular": one.circular,
    }


def publishers_view(desk: Desk, shelf: Shelf) -> Row:
    """Return the publishers with their grades: grades change often, and what they carry only with reports and links."""
    pages = desk.case.pages()
    cards = shelf.held("sources", pages.version(decided=False), pages.sources)
    grades = reliabilities(desk.case.judged([card.publisher for card in cards]))
    return {
        "items": [
            {
                "publisher": card.publisher,
                "kind": card.kind,
                "country": card.country,
                "first_published": card.first_published,
                "documents": card.documents,
                "claims": card.claims,
                "state_origin": card.state_origin,
                "state_none": card.claims - card.state_origin,
                "origins": [{"family": family, "claims": number} for family, number in card.families],
                "reliability": grades.get(card.publisher, []),
            }
            for card in cards
        ]
    }
