"""Claims: one answer to one question about one event, tied to its exact words and to who says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crossbearing.model.actors import Speaker, Stance
from crossbearing.model.locators import Locator
from crossbearing.model.values import Value

__all__ = ["LEFT_OUT", "WHOLE", "Basis", "Claim", "Event", "EventRelation", "EventRelationKind", "Modality"]

WHOLE = "whole"
"""The scope of a claim about the whole event; other scopes read `part: of what`."""

LEFT_OUT = "left out of the count"
"""End of the scope of those whom an account tells of and leaves out of its count."""


class Basis(StrEnum):
    """On what the innermost speaker's statement rests."""

    SAW = "saw"
    WAS_TOLD = "was_told"
    RECORD = "record"
    MEDIA_ITEM = "media_item"
    LABORATORY = "laboratory"
    INTERCEPT = "intercept"
    INFERENCE = "inference"
    OPINION = "opinion"
    OFFICIAL = "official"  # said for a body; on what the body goes by is not stated
    UNKNOWN = "unknown"


class Modality(StrEnum):
    """How an event stands to the report: its news, its background, or something not (yet) real."""

    NEWS = "news"
    BACKGROUND = "background"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"


class EventRelationKind(StrEnum):
    """How one event stands to another."""

    PART_OF = "part_of"
    BEFORE = "before"
    AFTER = "after"
    DURING = "during"
    FOLLOW_UP_STRIKE = "follow_up_strike"
    ENABLES = "enables"
    SHARES_TOLL = "shares_toll"
    POSSIBLE_DUPLICATE = "possible_duplicate"


@dataclass(frozen=True, slots=True)
class EventRelation:
    """That an event stands in a relation to another, named by its id."""

    kind: EventRelationKind
    other: str


@dataclass(frozen=True, slots=True)
class Event:
    """A happening of one kind as one document tells it.

    Args:
        id: `ids.event_id(...)`.
        type: A kind of `resources/events.toml`, such as `air_strike`.
        negated: True where the text says that it did not happen; such an event is never counted.
        phase: Ordinal of the phase it belongs to, from 1, or None.
        label: The words that name it, such as "the second stage".
        modality: News, background, planned or hypothetical.
        relations: To other events of the same document.
    """

    id: str
    type: str
    negated: bool = False
    phase: int | None = None
    label: str = ""
    modality: Modality = Modality.NEWS
    relations: tuple[EventRelation, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One answer to one question about one event.

    Args:
        id: `ids.claim_id(statement, locator, step)`.
        statement: `ids.statement_id(...)`: the same for every reading of the same words.
        document: Document id.
        locator: The words that carry it.
        event: The event it is about.
        slot: The question, a key of `resources/slots.toml`.
        value: The answer.
        speakers: From the publisher inwards to the one whose knowledge it is; at least one.
        stance: Of the innermost speaker.
        basis: On what that speaker's statement rests.
        hedges: Hedging words as written.
        scope: `whole`, or `part: of what`.
        step: Id of the step that read it.
        score: 0 to 1, how sure the step is that this is what the text says; nothing about truth.
        sentence: The sentence (or row) around the words, for ids and display.
        by: The person who coded it by hand (`model.coding`); empty for claims that a step read.
    """

    id: str
    statement: str
    document: str
    locator: Locator
    event: Event
    slot: str
    value: Value
    speakers: tuple[Speaker, ...]
    stance: Stance
    basis: Basis = Basis.UNKNOWN
    hedges: tuple[str, ...] = ()
    scope: str = WHOLE
    step: str = ""
    score: float = 1.0
    sentence: str = ""
    by: str = ""
