"""Lists a page at a time, without what is held back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crossbearing.model.claims import Claim
from crossbearing.model.errors import CaseError
from crossbearing.model.findings import Finding
from crossbearing.model.incidents import Incident
from crossbearing.model.pages import (
    ClaimFilter,
    DocumentCard,
    DocumentFilter,
    Facets,
    IncidentCard,
    IncidentFilter,
    IncidentOrder,
    Page,
    SourceCard,
)
from crossbearing.show.held import HELD_BACK
from crossbearing.show.shapes import sources

if TYPE_CHECKING:
    from crossbearing.show.guard import _GuardedMaterial

__all__ = ["GuardedPages", "matches", "retold"]

_MOST_KILLED = 4
_OF_SOURCES = ("publisher", "kind", "country", "first_published", "documents", "claims")


class GuardedPages:
    """Implements `CasePages` over others.

    Args:
        pages: The lists of the case.
        case: The guarded case, which knows what is held back.
    """

    def __init__(self, pages: Any, case: _GuardedMaterial) -> None:
        self._pages = pages
        self._case: Any = case

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pages, name)

    def version(self, *, decided: bool = True) -> str:
        """Return a tag of the case's state and of what is held back in the present piece of work."""
        version: str = self._pages.version(decided=decided)
        held = self._taken().held
        return f"{held.tag()}{version}" if held else version

    def incidents(
        self, where: IncidentFilter, *, order: IncidentOrder = IncidentOrder.SIZE, cursor: str = "", limit: int = 50
    ) -> Page[IncidentCard]:
        """Return a page of incidents; one that matches only by what is held back is left out."""
        taken = self._taken()
        page: Page[IncidentCard] = self._pages.incidents(where, order=order, cursor=cursor, limit=limit)
        cards = [self._card(card) if card.id in taken.incidents else card for card in page.items]
        kept = tuple(
            card for card in cards if card is not None and (card.id not in taken.incidents or matches(card, where))
        )
        return replace(page, items=kept, total=page.total - (len(page.items) - len(kept)))

    def card(self, incident: str) -> IncidentCard:
        """Return the card of one incident.

        Raises:
            CaseError: If there is none, or nothing of it may be told.
        """
        card: IncidentCard = self._pages.card(incident)
        told = self._card(card) if card.id in self._taken().incidents else card
        if told is None:
            raise CaseError("all that is known of this incident is held back", card.id, "ask whoever keeps the case")
        return told

    def claims(self, where: ClaimFilter, *, cursor: str = "", limit: int = 50) -> Page[Claim]:
        """Return a page of claims as they may be told; it may hold fewer than asked for."""
        taken = self._taken()
        page: Page[Claim] = self._pages.claims(where, cursor=cursor, limit=limit)
        told = [taken.told(claim) for claim in page.items]
        return replace(page, items=tuple(claim for claim in told if claim is not None))

    def documents(self, where: DocumentFilter, *, cursor: str = "", limit: int = 50) -> Page[DocumentCard]:
        """Return a page of documents; those held back are counted, and told only where nothing is filtered by."""
        held = self._taken().held
        page: Page[DocumentCard] = self._pages.documents(where, cursor=cursor, limit=limit)
        telling = bool(where.publisher or where.language or where.incident)
        items = []
        for card in page.items:
            if card.id not in held.documents:
                items.append(card)
            elif not telling:
                items.append(DocumentCard(card.id, HELD_BACK, HELD_BACK, "", "", "und", card.read, "", 0))
        return replace(page, items=tuple(items))

    def facets(self) -> Facets:
        """Return how many there are of what, without names that only what is held back gives."""
        taken = self._taken()
        facets: Facets = self._pages.facets()
        if not taken.held:
            return facets
        shown = {one.publisher for one in self._case.publications()}
        parties = {name for incident in taken.incidents for name in self._pages.card(incident).parties}
        parties -= {name for told in taken.incidents for name in self._parties(told)}
        counts = {
            facet: {
                value: n
                for value, n in values.items()
                if not (facet == "incident_publisher" and value not in shown)
                and not (facet == "incident_party" and value in parties)
            }
            for facet, values in facets.counts.items()
        }
        return replace(facets, counts=counts)

    def sources(self) -> tuple[SourceCard, ...]:
        """Return the publishers, with what may be told of what they carry."""
        if not self._taken().held:
            found: tuple[SourceCard, ...] = self._pages.sources()
            return found
        return tuple(
            SourceCard(
                **{name: row[name] for name in _OF_SOURCES},
                families=tuple((one["family"], one["claims"]) for one in row["origins"]),
            )
            for row in sources(self._case)
        )

    def publishers(self, documents: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the publishers of some documents, without those held back."""
        held = self._taken().held
        found: dict[str, tuple[str, ...]] = self._pages.publishers(
            [document for document in documents if document not in held.documents]
        )
        return found

    def _taken(self) -> Any:
        return self._case._taken()

    def _parties(self, incident: str) -> tuple[str, ...]:
        card = self._card(self._pages.card(incident))
        return () if card is None else card.parties

    def _card(self, card: IncidentCard) -> IncidentCard | None:
        """Return a card as the claims that may be told make it, or None where there are none."""
        incident: Incident | None = self._taken().incidents[card.id]
        if incident is None:
            return None
        return retold(card, incident, self._case)


def retold(card: IncidentCard, incident: Incident, case: Any) -> IncidentCard:
    """Return the card of an incident as a case tells it.

    Args:
        card: As stored.
        incident: As told.
        case: Tells its findings and publications.
    """
    findings = list(case.findings(card.id))
    documents = {member.document for member in incident.members}
    when, where = incident.when, incident.where
    publishers = {one.publisher for key in documents for one in case.publications(key) if one.publisher}
    return replace(
        card,
        title=incident.title,
        when="" if when is None else when.describe(),
        start="" if when is None or when.start is None else when.start.isoformat(),
        end="" if when is None or when.end is None else when.end.isoformat(),
        where="" if where is None else where.name or where.text,
        latitude=None if where is None else where.latitude,
        longitude=None if where is None else where.longitude,
        radius=None if where is None else where.radius,
        precision="" if where is None else where.precision.value,
        documents=len(documents),
        claims=len({member.claim for member in incident.members}),
        publishers=tuple(sorted(publishers)),
        parties=_attackers(findings),
        verdicts=dict(sorted(Counter(finding.verdict.value for finding in findings).items())),
        killed=_killed(findings),
    )


def matches(card: IncidentCard, where: IncidentFilter) -> bool:
    """Tell whether a card still is one that was asked for."""
    title = card.title.casefold()
    return (
        all(word.casefold() in title for word in where.words.split())
        and (not where.publishers or bool(set(where.publishers) & set(card.publishers)))
        and (not where.parties or bool(set(where.parties) & set(card.parties)))
        and (not where.verdicts or bool(set(where.verdicts) & set(card.verdicts)))
        and (where.box is None or card.latitude is not None)
        and (where.located is None or where.located == (card.latitude is not None))
        and (where.dated is None or where.dated == bool(card.start))
        and (not (where.start or where.end) or bool(card.start))
    )


def _attackers(findings: Iterable[Finding]) -> tuple[str, ...]:
    named = [
        holding.value.describe()
        for finding in findings
        if finding.slot == "attacker" and finding.scope == "whole"
        for position in finding.positions
        for holding in position.holdings[:1]
        if not holding.denied
    ]
    return tuple(dict.fromkeys(named))


def _killed(findings: Iterable[Finding]) -> tuple[str, ...]:
    told = [
        position.value.describe()
        for finding in findings
        if finding.slot == "killed" and finding.scope == "whole"
        for position in finding.positions
        if not position.superseded
    ]
    return tuple(dict.fromkeys(told))[:_MOST_KILLED]
