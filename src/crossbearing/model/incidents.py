"""Incidents: happenings that claims are judged to be about, and the upstreams that claims share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crossbearing.model.values import Place, When

__all__ = ["Certainty", "Incident", "Membership", "Origin"]


@dataclass(frozen=True, slots=True)
class Membership:
    """That a claim is taken to be about an incident, and why.

    Args:
        claim: Claim id.
        document: Its document's id.
        score: 0 to 1.
        reasons: Names of findings that read as facts (`same_place`, `same_day`), strongest first.
    """

    claim: str
    document: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """A happening. It groups claims and never destroys them; claims may belong to several.

    Args:
        id: Minted once (`ids.incident_id`) and inherited by the largest overlap.
        title: Neutral and short, made of kind, place and date.
        type: Kind of event that most of its accounts tell.
        when: Its date as far as the accounts agree, or None.
        where: Its place as far as the accounts agree, or None.
        members: The claims.
        aliases: Ids of incidents merged into it.
    """

    id: str
    title: str
    type: str
    when: When | None
    where: Place | None
    members: tuple[Membership, ...]
    aliases: tuple[str, ...] = ()


class Certainty(StrEnum):
    """How an upstream is known."""

    STATED = "stated"
    CARRIED_OVER = "carried_over"
    SUSPECTED = "suspected"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Origin:
    """The upstream that several claims share.

    Args:
        id: `ids.origin_id(family, slot, value)`.
        family: Name of the family of bodies joined by upstream links; empty where no origin is known.
        holders: Names of the bodies in it that hold this answer, in order of first appearance.
        slot: The question.
        value: Canonical form of the answer.
        certainty: How it is known.
        reasons: Why these claims are taken to share it.
        claims: Claim ids.
    """

    id: str
    family: str
    holders: tuple[str, ...]
    slot: str
    value: str
    certainty: Certainty
    reasons: tuple[str, ...]
    claims: tuple[str, ...]
