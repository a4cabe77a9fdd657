"""Incidents: happenings that claims are judged to be about, and the upstreams that claims share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from crossbearing.model.values import Place, When

__all__ = [
    "Carry",
    "CarryReason",
    "Certainty",
    "Incident",
    "Membership",
    "Origin",
    "Upstream",
    "merged_carries",
    "who_carries_whom",
]


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


class CarryReason(StrEnum):
    """How it is known that one outlet or body has an answer from another."""

    QUOTES = "quotes"  # a chain of speakers says so, its own or that of another report
    CREDITS = "credits"  # a credit line names it
    NAMES = "names"  # its text names the other, and gives the same answer without naming anybody for it
    COPIES = "copies"  # its text is that of the other, or much of it, or retells it
    ECHOES = "echoes"  # it gives several telling answers alike with the other, later


@dataclass(frozen=True, slots=True)
class Carry:
    """One edge of the graph of who carries whom: that an outlet or body has an answer from another.

    Args:
        carrier: Name of who hands it on: a publisher, a medium or a body.
        carried: Name of who it has it from.
        reason: How that is known; quotations are stated, the other reasons are suspicions.
        documents: Ids of the documents that show it.
        claims: Ids of the claims that show it.
        since: When the first of them appeared (ISO date or time), or empty.
        circular: Whether it is part of a circle of outlets that quote one another and name nobody else.
    """

    carrier: str
    carried: str
    reason: CarryReason
    documents: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    since: str = ""
    circular: bool = False


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
        carries: Who has this answer from whom, as far as the reports show.
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
    carries: tuple[Carry, ...] = ()


def who_carries_whom(origins: Iterable[Origin]) -> tuple[Carry, ...]:
    """Return the graph of who carries whom over several origins, each pair of names once for each reason.

    Args:
        origins: Those of an incident, or of some of its questions.

    Returns:
        Edges, those shown by most claims first.
    """
    return merged_carries(carry for origin in origins for carry in origin.carries)


def merged_carries(carries: Iterable[Carry]) -> tuple[Carry, ...]:
    """Return edges without repetition: those of the same two names and reason are one, with all that shows it.

    Args:
        carries: Edges in any order.
    """
    found: dict[tuple[str, str, CarryReason], Carry] = {}
    for carry in carries:
        key = (carry.carrier, carry.carried, carry.reason)
        known = found.get(key)
        if known is None:
            found[key] = carry
            continue
        found[key] = replace(
            known,
            documents=tuple(dict.fromkeys((*known.documents, *carry.documents))),
            claims=tuple(dict.fromkeys((*known.claims, *carry.claims))),
            since=min((day for day in (known.since, carry.since) if day), default=""),
            circular=known.circular or carry.circular,
        )
    return tuple(sorted(found.values(), key=lambda one: (-len(one.claims), one.carrier, one.carried, one.reason)))
