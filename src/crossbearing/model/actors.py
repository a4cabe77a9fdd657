"""Who acts and who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Actor", "ActorKind", "Affiliation", "Link", "Speaker", "Stance"]


class ActorKind(StrEnum):
    """What kind of body or group an actor is."""

    STATE = "state"
    MILITARY = "military"
    COALITION = "coalition"
    ARMED_GROUP = "armed_group"
    AGENCY = "agency"  # a government office, ministry or spokesman's office
    INTERGOVERNMENTAL = "intergovernmental"
    NGO = "ngo"
    MEDIUM = "medium"
    WITNESS_GROUP = "witness_group"
    PERSON = "person"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Affiliation:
    """That one actor is part of another or speaks for it, with dates where they are known.

    Args:
        kind: `part_of` or `speaks_for`.
        actor: Id of the other actor.
        since: ISO date from which it holds, or empty.
        until: ISO date until which it held, or empty.
    """

    kind: str
    actor: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A body, group or public office, under a neutral name.

    Args:
        id: Stable id, a slug such as `us-central-command`.
        name: The neutral label.
        kind: Its kind.
        aliases: Other names, contested ones too; never shown as the label.
        country: ISO 3166-1 alpha-2, or empty.
        affiliations: What it is part of or speaks for.
        source: Where the entry was taken from.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    country: str = ""
    affiliations: tuple[Affiliation, ...] = ()
    source: str = ""


class Stance(StrEnum):
    """How a speaker stands to the value. A denial is a stance on the value denied, never a negated event."""

    ASSERTS = "asserts"
    DENIES = "denies"
    SUPPOSES = "supposes"
    CONCEDES = "concedes"
    CONDITIONAL = "conditional"
    DECLINES = "declines"
    CANNOT_SAY = "cannot_say"
    RETRACTS = "retracts"


class Link(StrEnum):
    """How a speaker hands on the next one's words."""

    PUBLISHES = "publishes"  # the publisher's own place at the head of the chain
    QUOTES = "quotes"
    CITES = "cites"
    TOLD_BY = "told_by"
    CARRIES = "carries"
    SPEAKS_FOR = "speaks_for"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One link of the attribution chain; chains run from the publisher to the one whose knowledge it is.

    Args:
        name: As written; `publisher` where the document states none.
        actor: Suggested actor id, or an empty string.
        named: Whether it is a named body or person, not "locals" or "sources".
        link: How the link before hands on these words.
        stance: This speaker's own stance to the value.
        said_at: When it was said, ISO 8601, or empty.
        cue: The word that introduces it ("according to", "denied"), or empty.
        kind: Kind of actor as far as it is known, or an empty string.
    """

    name: str
    actor: str = ""
    named: bool = True
    link: Link = Link.CITES
    stance: Stance = Stance.ASSERTS
    said_at: str = ""
    cue: str = ""
    kind: str = ""
