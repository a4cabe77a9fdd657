"""The timeline of an incident: start and end by origin, phases in the order of each account, when each origin spoke."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from crossbearing.model.claims import Claim
from crossbearing.show.dossier.clock import Clock, clock
from crossbearing.show.dossier.material import CaseMaterial, IncidentMaterial
from crossbearing.show.dossier.statements import Statement, Statements
from crossbearing.show.dossier.telling import Telling, telling

__all__ = ["Phase", "PhaseLane", "Timeline", "timeline"]


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase as one document tells it: its number, its words and what is said to have happened in it."""

    number: int
    label: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class PhaseLane:
    """The phases one document tells, in order."""

    outlet: str
    phases: tuple[Phase, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Both scales and the phases; each may be missing."""

    clock: Clock | None
    phases: tuple[PhaseLane, ...]
    telling: Telling | None


def timeline(part: IncidentMaterial, material: CaseMaterial, statements: Statements) -> Timeline:
    """Return the timeline of an incident."""
    return Timeline(clock(part.findings), _phases(part.claims.values(), material, statements), telling(part, material))


def _phases(claims: Iterable[Claim], material: CaseMaterial, statements: Statements) -> tuple[PhaseLane, ...]:
    by_document: defaultdict[str, defaultdict[int, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.event.phase is not None:
            by_document[claim.document][claim.event.phase].append(claim)
    return tuple(
        PhaseLane(
            outlet=material.publishers(document)[0],
            phases=tuple(
                Phase(
                    number,
                    next((claim.event.label for claim in found if claim.event.label), ""),
                    statements.of(claim.id for claim in found),
                )
                for number, found in sorted(phases.items())
            ),
        )
        for document, phases in by_document.items()
    )
