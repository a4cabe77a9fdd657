"""Incidents: happenings that claims are judged to be about, and the upstreams that claims share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crossbearing.model.values import Place, When

__all__ = ["Certainty", "Incident", "Membership", "Origin", "Upstream"]


@dataclass(frozen=True, slots=True)
class Membership:
    """That a claim is taken to be about an incident, and why.

    Args:
        claim: Claim id.
        document: Its document's id.
        score: 0 to 1.
        reasons: Names of findings that read as facts (`same_place`, `same_day`), strongest first.
        related: Empty where the claim is about the incident's own happening; else the kind of the happening around it
            (what came before, with or after) that the same report tells, such as `ground_assault`.
    """

    claim: str
    document: str
    score: float
    reasons: tuple[str, ...]
    related: str = ""


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
class Upstream:
    """What one claim rests on, as far as its chain of speakers and the other reports tell.

    Args:
        claim: Claim id.
        holder: Outermost body of the chain that is no medium and no mere carrier, under its own name, or a described
            group as worded; empty where the chain names none.
        source: Innermost such body or described group: the one whose knowledge it is, as far as the chain goes.
        holder_family: Name of the family of the holder by itself, apart from upstream links.
        source_family: Name of the family of the source by itself.
        carriers: Media and authors that handed it on, from the publisher inwards.
        stated: Whether the claim's own chain states an origin, as against one inferred from other reports.
        certainty: How the upstream is known.
        reasons: Why, in words.
    """

    claim: str
    holder: str
    source: str
    holder_family: str = ""
    source_family: str = ""
    carriers: tuple[str, ...] = ()
    stated: bool = False
    certainty: Certainty = Certainty.NONE
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """The upstream that several claims of one incident share. Every claim of an incident belongs to exactly one.

    Args:
        id: `ids.origin_id(family, slot, value)`, the value standing for the answer in its incident.
        family: Name of the family of bodies joined by upstream links; empty where no origin is known.
        holders: Names of the bodies in it that hold this answer, in order of first appearance.
        slot: The question.
        value: Canonical form of the answer.
        certainty: How it is known: the best known of its claims counts.
        reasons: Why these claims are taken to share it.
        claims: Claim ids.
        incident: Incident id.
        links: What each of the claims rests on, in the order of `claims`.
    """

    id: str
    family: str
    holders: tuple[str, ...]
    slot: str
    value: str
    certainty: Certainty
    reasons: tuple[str, ...]
    claims: tuple[str, ...]
    incident: str = ""
    links: tuple[Upstream, ...] = ()
