"""Linked data: schema.org Claim as JSON-LD. No ClaimReview: that wants a verdict, and this program gives none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crossbearing.model.actors import Speaker
from crossbearing.model.claims import Claim
from crossbearing.model.documents import Publication
from crossbearing.show.dossier.statements import quote_of
from crossbearing.show.export.settings import Codes
from crossbearing.show.export.shared import SharedCase
from crossbearing.show.export.writing import json_text

__all__ = ["NAMESPACE", "claim_graph", "write_jsonld"]

NAMESPACE = "https://crossbearing.example/ns#"
"""Namespace of what other vocabularies have no terms for; a name, not an address."""

_PERSONS = frozenset({"person", "witness_group"})


def claim_graph(case: SharedCase, codes: Codes) -> dict[str, Any]:
    """Return the claims as a JSON-LD graph of schema.org `Claim`, with the articles that they appear in."""
    publications: dict[str, list[Publication]] = {}
    for one in case.publications():
        publications.setdefault(one.document, []).append(one)
    articles = [_article(one) for listed in publications.values() for one in listed]
    claims = [_claim(claim, publications.get(claim.document, []), codes) for claim in case.claims()]
    return {"@context": ["https://schema.org", {"cb": NAMESPACE}], "@graph": [*articles, *claims]}


def write_jsonld(case: SharedCase, path: Path, codes: Codes) -> dict[str, int]:
    """Write the graph. Returns numbers of claims and of articles."""
    graph = claim_graph(case, codes)
    path.write_text(json_text(graph), encoding="utf-8", newline="\n")
    kinds = [node["@type"] for node in graph["@graph"]]
    return {"claims": kinds.count("Claim"), "articles": kinds.count("CreativeWork")}


def _article(one: Publication) -> dict[str, Any]:
    told = {
        "@id": f"urn:crossbearing:publication:{one.id}",
        "@type": "CreativeWork",
        "headline": one.title,
        "url": one.url,
        "datePublished": one.published,
        "creditText": one.credit,
        "publisher": {"@type": "Organization", "name": one.publisher} if one.publisher else None,
    }
    return {name: value for name, value in told.items() if value}


def _claim(claim: Claim, publications: list[Publication], codes: Codes) -> dict[str, Any]:
    appearances = [{"@id": f"urn:crossbearing:publication:{one.id}"} for one in publications]
    # The outermost link is the publisher, who appears as such; the author of a claim is who is said to know it.
    author = claim.speakers[-1] if len(claim.speakers) > 1 else None
    told = {
        "@id": f"urn:crossbearing:claim:{claim.id}",
        "@type": "Claim",
        "identifier": claim.statement,
        "name": f"{codes.question(claim.slot)} {claim.value.describe()}".strip(),
        "text": quote_of(claim),
        "appearance": appearances,
        "firstAppearance": appearances[0] if appearances else None,
        "datePublished": publications[0].published if publications else "",
        "author": _author(author) if author is not None else None,
        # schema.org has no terms for these.
        "cb:slot": claim.slot,
        "cb:value": claim.value.describe(),
        "cb:stance": claim.stance.value,
        "cb:basis": claim.basis.value,
        "cb:scope": claim.scope,
        "cb:event": claim.event.type,
        "cb:chain": [speaker.name for speaker in claim.speakers],
    }
    return {name: value for name, value in told.items() if value}


def _author(speaker: Speaker) -> dict[str, str]:
    return {"@type": "Person" if speaker.kind in _PERSONS else "Organization", "name": speaker.name}
