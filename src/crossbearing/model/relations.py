"""How incidents of a case stand to one another."""

from __future__ import annotations

from dataclasses import dataclass

from crossbearing.model.claims import EventRelationKind

__all__ = ["IncidentRelation"]


@dataclass(frozen=True, slots=True)
class IncidentRelation:
    """That one incident stands in a relation to another. It is a suggestion and joins nothing.

    Args:
        kind: Read as "incident KIND other": `part_of`, `follow_up_strike`, `shares_toll`, `possible_duplicate`, ...
        incident: Incident id.
        other: Id of the other incident.
        told: Whether a report says so, as against what follows from place, time and figures.
        reason: Why, in one sentence.
        claims: Ids of the claims that show it.
        documents: Ids of the documents that tell it.
    """

    kind: EventRelationKind
    incident: str
    other: str
    told: bool
    reason: str
    claims: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
