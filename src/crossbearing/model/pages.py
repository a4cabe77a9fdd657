"""Lists as screens read them: filtered, a page at a time, from rows kept for the purpose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from crossbearing.model.claims import Claim

__all__ = [
    "CasePages",
    "ClaimFilter",
    "DocumentCard",
    "DocumentFilter",
    "Facets",
    "IncidentCard",
    "IncidentFilter",
    "IncidentOrder",
    "Page",
    "ReviewStatus",
    "SourceCard",
]

T = TypeVar("T")


class ReviewStatus(StrEnum):
    """How far people are with an incident; the words are those of existing tools of the field."""

    TO_DO = "to_do"
    IN_PROGRESS = "in_progress"
    HELP_NEEDED = "help_needed"
    READY_FOR_REVIEW = "ready_for_review"
    COMPLETED = "completed"


class IncidentOrder(StrEnum):
    """In which order incidents are listed."""

    SIZE = "size"  # most claims first
    DATE = "date"  # earliest first, undated last
    DISPUTES = "disputes"  # most disputed questions first


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list.

    Args:
        items: What is on it.
        next: Cursor of the following page, or empty on the last.
        total: How many there are on all pages.
    """

    items: tuple[T, ...]
    next: str
    total: int


@dataclass(frozen=True, slots=True)
class IncidentCard:
    """An incident at a glance.

    Args:
        id: Incident id.
        title: Its title.
        type: Kind of event.
        when: Its date in words, or empty.
        start: First admissible moment, ISO 8601 civil time, or empty.
        end: Moment behind the last admissible one, or empty.
        where: Its place in words, or empty.
        latitude: Degrees north, or None.
        longitude: Degrees east, or None.
        radius: Metres around the point that are admissible, or None.
        precision: How fine the place is stated, or empty.
        documents: Number of documents.
        claims: Number of claims.
        publishers: Publishers that tell of it, by name.
        parties: Bodies that are named as its attacker, by name.
        verdicts: Number of findings by verdict.
        killed: Answers to how many were killed, in short words.
        status: How far people are with it.
    """

    id: str
    title: str
    type: str
    when: str
    start: str
    end: str
    where: str
    latitude: float | None
    longitude: float | None
    radius: float | None
    precision: str
    documents: int
    claims: int
    publishers: tuple[str, ...]
    parties: tuple[str, ...]
    verdicts: Mapping[str, int]
    killed: tuple[str, ...]
    status: ReviewStatus = ReviewStatus.TO_DO


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents to list; what is empty or None does not narrow.

    Args:
        words: Words that the title must hold.
        types: Kinds of event.
        start: ISO date: only what may have happened on or after it.
        end: ISO date: only what may have happened before the end of it.
        box: West, south, east, north in degrees: only what is located inside.
        verdicts: Only with a finding of one of these verdicts.
        publishers: Only told of by one of these.
        parties: Only with one of these named as attacker.
        status: Only those with this status.
        located: Only those with a place, or only those without.
        dated: Only those with a date, or only those without.
    """

    words: str = ""
    types: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    box: tuple[float, float, float, float] | None = None
    verdicts: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    status: str = ""
    located: bool | None = None
    dated: bool | None = None


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims to list; what is empty does not narrow. `without` holds ids of claims to leave out."""

    incident: str = ""
    document: str = ""
    slot: str = ""
    stance: str = ""
    event_type: str = ""
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document at a glance; `published`, `publisher` and `title` are those of its first publication."""

    id: str
    name: str
    title: str
    publisher: str
    published: str
    language: str
    read: bool
    media_type: str
    claims: int


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents to list; what is empty or None does not narrow."""

    publisher: str = ""
    language: str = ""
    read: bool | None = None
    incident: str = ""


@dataclass(frozen=True, slots=True)
class Facets:
    """How many there are of what, for the filters of a screen.

    Args:
        counts: For each facet the number by value, most first.
        unlocated: Incidents without a place.
        undated: Incidents without a date.
        machine: Claims in findings that nobody has judged.
        confirmed: Statements that a person has accepted, corrected or coded by hand.
        rejected: Statements that a person has rejected.
    """

    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    unlocated: int = 0
    undated: int = 0
    machine: int = 0
    confirmed: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class SourceCard:
    """A publisher at a glance.

    Args:
        publisher: Its name; empty stands for all reports that name none.
        kind: What it is, or empty.
        country: ISO 3166-1 code of its country, or empty.
        first_published: ISO date of its earliest report, or empty.
        documents: Number of its documents.
        claims: Number of claims in them.
        families: Names of families on whom claims of it rest, each with their number, most first.
    """

    publisher: str
    kind: str
    country: str
    first_published: str
    documents: int
    claims: int
    families: tuple[tuple[str, int], ...] = ()

    @property
    def state_origin(self) -> int:
        """How many of its claims state on whom they rest, or were found to rest on somebody."""
        return sum(number for _, number in self.families)


class CasePages(Protocol):
    """Lists of a case a page at a time. A cursor is opaque, belongs to one filter and order, and never expires."""

    def incidents(
        self, where: IncidentFilter, *, order: IncidentOrder = IncidentOrder.SIZE, cursor: str = "", limit: int = 50
    ) -> Page[IncidentCard]:
        """Return a page of incidents.

        Raises:
            SettingsError: If the cursor is none of this list.
        """

    def claims(self, where: ClaimFilter, *, cursor: str = "", limit: int = 50) -> Page[Claim]:
        """Return a page of claims, in order of document and place. Raises as `incidents`."""

    def documents(self, where: DocumentFilter, *, cursor: str = "", limit: int = 50) -> Page[DocumentCard]:
        """Return a page of documents, by name. Raises as `incidents`."""

    def card(self, incident: str) -> IncidentCard:
        """Return the card of one incident, by its id or by an alias.

        Raises:
            CaseError: If there is none.
        """

    def facets(self) -> Facets:
        """Return how many there are of what."""

    def sources(self) -> tuple[SourceCard, ...]:
        """Return the publishers of the case, those with most claims first."""

    def publishers(self, documents: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the publishers of some documents, by document, earliest first."""

    def version(self, *, decided: bool = True) -> str:
        """Return a tag that changes whenever anything in the case does.

        Args:
            decided: Whether it changes with what people decide, too; else with reports, claims, links and records.
        """
