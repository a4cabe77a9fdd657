"""The sources of an incident: publishers with the origins they rest on, and why bodies are taken for one origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from crossbearing.model.findings import Finding
from crossbearing.model.incidents import Certainty, Origin
from crossbearing.show.dossier.material import CaseMaterial, IncidentMaterial
from crossbearing.show.dossier.words import date_words, plural

__all__ = ["OriginLine", "PublisherLine", "Sources", "families_of", "sources"]

CERTAINTY_WORDS = {
    Certainty.STATED: "stated in the text",
    Certainty.CARRIED_OVER: "stated elsewhere, carried over",
    Certainty.SUSPECTED: "suspected",
    Certainty.NONE: "none known",
}


@dataclass(frozen=True, slots=True)
class PublisherLine:
    """A publisher: what it is, how much it says, on whom it rests.

    Args:
        name: Its name.
        kind: Its kind as the user states it.
        country: ISO 3166-1 alpha-2.
        first: Date of its first publication here.
        documents: Anchors and titles of its documents.
        claims: Number of claims.
        origins: Families it rests on, with the number of claims each.
        unstated: Number of its claims with no origin stated.
    """

    name: str
    kind: str
    country: str
    first: str
    documents: tuple[tuple[str, str], ...]
    claims: int
    origins: tuple[tuple[str, int], ...]
    unstated: int


@dataclass(frozen=True, slots=True)
class OriginLine:
    """An origin: its family, the bodies in it, how it is known, why, and how many outlets and claims rest on it."""

    family: str
    bodies: tuple[str, ...]
    certainty: tuple[str, ...]
    reasons: tuple[str, ...]
    outlets: int
    claims: int


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of an incident. `stating` outlets state an origin for at least one claim, `silent` ones for none."""

    publishers: tuple[PublisherLine, ...]
    origins: tuple[OriginLine, ...]
    stating: int
    silent: int
    documents: int


def families_of(findings: Iterable[Finding], origins: Iterable[Origin]) -> dict[str, str]:
    """Return the family on which each claim rests; empty where its finding knows of none."""
    families: dict[str, str] = {}
    for finding in findings:
        holdings = [holding for position in finding.positions for holding in position.holdings]
        for holding in (*holdings, *finding.spanning, *finding.unknowns):
            for claim in holding.claims:
                families[claim] = families.get(claim, "") or holding.family or holding.holder
    for origin in origins:
        for claim in origin.claims:
            if claim not in families:
                families[claim] = origin.family
    return families


def sources(part: IncidentMaterial, material: CaseMaterial) -> Sources:
    """Return the sources of one incident, those with most claims first."""
    families = families_of(part.findings, part.origins)
    claims: defaultdict[str, list[str]] = defaultdict(list)
    documents: defaultdict[str, dict[str, None]] = defaultdict(dict)
    outlets: defaultdict[str, set[str]] = defaultdict(set)
    for claim in part.claims.values():
        for publisher in material.publishers(claim.document):
            claims[publisher].append(claim.id)
            documents[publisher][claim.document] = None
            outlets[families.get(claim.id, "")].add(publisher)
    lines = []
    for publisher, said in claims.items():
        counted: defaultdict[str, int] = defaultdict(int)
        for claim_id in said:
            counted[families.get(claim_id, "")] += 1
        publications = [
            item
            for key in documents[publisher]
            for item in material.publications.get(key, ())
            if item.publisher == publisher
        ]
        dates = sorted(item.published for item in publications if item.published)
        lines.append(
            PublisherLine(
                name=publisher,
                kind=next((item.kind.replace("_", " ") for item in publications if item.kind), ""),
                country=next((item.country for item in publications if item.country), ""),
                first=date_words(dates[0]) if dates else "",
                documents=tuple((f"d-{key}", _title(key, material)) for key in documents[publisher]),
                claims=len(said),
                origins=tuple(sorted(((k, n) for k, n in counted.items() if k), key=lambda pair: (-pair[1], pair[0]))),
                unstated=counted.get("", 0),
            )
        )
    stating = sum(1 for line in lines if line.origins)
    return Sources(
        publishers=tuple(sorted(lines, key=lambda line: (-line.claims, line.name))),
        origins=_origin_lines(part, outlets),
        stating=stating,
        silent=len(lines) - stating,
        documents=len({key for keys in documents.values() for key in keys}),
    )


def _title(document: str, material: CaseMaterial) -> str:
    titles = (item.title for item in material.publications.get(document, ()) if item.title)
    return next(titles, "") or material.documents[document].name


def _origin_lines(part: IncidentMaterial, outlets: dict[str, set[str]]) -> tuple[OriginLine, ...]:
    bodies: defaultdict[str, dict[str, None]] = defaultdict(dict)
    certainty: defaultdict[str, dict[str, None]] = defaultdict(dict)
    reasons: defaultdict[str, dict[str, None]] = defaultdict(dict)
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for origin in part.origins:
        if not origin.family:
            continue
        bodies[origin.family].update(dict.fromkeys(origin.holders))
        certainty[origin.family][CERTAINTY_WORDS[origin.certainty]] = None
        reasons[origin.family].update(dict.fromkeys(reason.replace("_", " ") for reason in origin.reasons))
        claims[origin.family].update(origin.claims)
    lines = [
        OriginLine(
            family=family,
            bodies=tuple(body for body in bodies[family] if body != family),
            certainty=tuple(certainty[family]),
            reasons=tuple(reasons[family]),
            outlets=len(outlets.get(family, ())),
            claims=len(claims[family]),
        )
        for family in bodies
    ]
    return tuple(sorted(lines, key=lambda line: (-line.outlets, -line.claims, line.family)))


def sentence(found: Sources) -> str:
    """Return the counts in one sentence."""
    return (
        f"{plural(found.documents, 'document')} from {plural(len(found.publishers), 'outlet')}: "
        f"{found.stating} {'states' if found.stating == 1 else 'state'} an origin for at least one statement, "
        f"{found.silent} {'states' if found.silent == 1 else 'state'} none."
    )
