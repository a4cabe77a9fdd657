"""Lists, counters and records without what the one who asks may not see while a second assessment is open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from crossbearing.model.claims import Claim
from crossbearing.model.errors import CaseError
from crossbearing.model.judgements import Decision, Judgement, TargetKind
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
from crossbearing.show.guard_pages import matches, retold
from crossbearing.show.web.unseen import Unseen

__all__ = ["BlindPages", "BlindRecords"]


class BlindPages:
    """Implements `model.pages.CasePages` over others.

    Args:
        pages: The lists of the case.
        whole: The case, with all that is in it.
        case: The case as it may be seen.
        unseen: What may not be seen; something.
    """

    def __init__(self, pages: Any, whole: Any, case: Any, unseen: Unseen) -> None:
        self._pages, self._whole, self._case, self._unseen = pages, whole, case, unseen

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pages, name)

    def version(self, *, decided: bool = True) -> str:
        """Return a tag of the case's state and of what may not be seen of it."""
        return f"{self._unseen.tag()}{self._pages.version(decided=decided)}"

    def incidents(
        self, where: IncidentFilter, *, order: IncidentOrder = IncidentOrder.SIZE, cursor: str = "", limit: int = 50
    ) -> Page[IncidentCard]:
        """Return a page of incidents; one that matches only by what may not be seen is left out."""
        page: Page[IncidentCard] = self._pages.incidents(where, order=order, cursor=cursor, limit=limit)
        kept = []
        for card in page.items:
            shown = self._card(card)
            if shown is not None and (shown is card or matches(shown, where)):
                kept.append(shown)
        return replace(page, items=tuple(kept), total=page.total - (len(page.items) - len(kept)))

    def card(self, incident: str) -> IncidentCard:
        """Return the card of one incident.

        Raises:
            CaseError: If there is none that may be seen.
        """
        shown = self._card(self._pages.card(incident))
        if shown is None:
            raise CaseError("no such incident", incident, "list the incidents of the case")
        return shown

    def claims(self, where: ClaimFilter, *, cursor: str = "", limit: int = 50) -> Page[Claim]:
        """Return a page of the claims that may be seen."""
        hidden = tuple(sorted(self._unseen.ids.union(where.without)))
        page: Page[Claim] = self._pages.claims(replace(where, without=hidden), cursor=cursor, limit=limit)
        return page

    def documents(self, where: DocumentFilter, *, cursor: str = "", limit: int = 50) -> Page[DocumentCard]:
        """Return a page of documents, each with the number of claims that may be seen."""
        page: Page[DocumentCard] = self._pages.documents(where, cursor=cursor, limit=limit)
        fewer = Counter(claim.document for claim in self._unseen.claims)
        return replace(page, items=tuple(replace(card, claims=card.claims - fewer[card.id]) for card in page.items))

    def sources(self) -> tuple[SourceCard, ...]:
        """Return the publishers of the case with the number of claims that may be seen."""
        cards: tuple[SourceCard, ...] = self._pages.sources()
        claims = self._unseen.claims
        of = self._pages.publishers(claim.document for claim in claims)
        families = {
            claim: origin.family
            for incident in self._unseen.incidents
            for origin in self._whole.origins(incident)
            if origin.family
            for claim in origin.claims
        }
        fewer: Counter[str] = Counter()
        rests: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for claim in claims:
            for publisher in of.get(claim.document) or ("",):
                fewer[publisher] += 1
                rests[publisher][families.get(claim.id, "")] += 1
        return tuple(
            replace(
                card,
                claims=card.claims - fewer[card.publisher],
                families=tuple(
                    (family, left)
                    for family, number in card.families
                    if (left := number - rests[card.publisher][family]) > 0
                ),
            )
            if fewer[card.publisher]
            else card
            for card in cards
        )

    def facets(self) -> Facets:
        """Return how many there are of what, without what may not be seen."""
        facets: Facets = self._pages.facets()
        change: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for claim in self._unseen.claims:
            for facet, value in (("slot", claim.slot), ("event_type", claim.event.type), ("stance", claim.stance)):
                change[facet][str(value)] -= 1
        for incident in self._unseen.incidents:
            before = self._pages.card(incident)
            after = self._card(before)
            for card, by in ((before, -1), (after, 1)):
                if card is not None:
                    for verdict, number in card.verdicts.items():
                        change["verdict"][verdict] += by * number
                        change["incident_verdict"][verdict] += by
                    for party in card.parties:
                        change["incident_party"][party] += by
        counts = {
            facet: {value: left for value, n in values.items() if (left := n + change[facet][value]) > 0}
            for facet, values in facets.counts.items()
        }
        decided = self._decided()
        return replace(
            facets,
            counts=counts,
            machine=max(facets.machine + decided["machine"], 0),
            confirmed=max(facets.confirmed + decided["confirmed"], 0),
            rejected=max(facets.rejected + decided["rejected"], 0),
        )

    def _decided(self) -> Counter[str]:
        """Return by how much the numbers of claims by what people decided change."""
        hidden = self._unseen.ids
        concerned = {
            claim.statement: claim
            for incident in self._unseen.incidents
            for claim in self._whole.claims(incident=incident)
        }
        concerned |= {claim.statement: claim for claim in self._unseen.claims}
        judged: defaultdict[str, list[Judgement]] = defaultdict(list)
        for one in self._whole.judged(concerned):
            if one.target_kind is TargetKind.STATEMENT:
                judged[one.target].append(one)
        change: Counter[str] = Counter()
        for statement, claim in concerned.items():
            change[_state(claim, judged[statement])] -= 1
            if claim.id not in hidden:
                change[_state(claim, self._unseen.seen(judged[statement]))] += 1
        return change

    def _card(self, card: IncidentCard) -> IncidentCard | None:
        """Return a card as it comes out without what may not be seen, or None where nothing is left."""
        if card.id not in self._unseen.incidents:
            return card
        try:
            incident = self._case.incident(card.id)
        except CaseError:
            return None
        return retold(card, incident, self._case)


def _state(claim: Claim, judged: list[Judgement]) -> str:
    """Return as what a claim is counted: by its last decision, and a coded one that nobody judged as confirmed."""
    last = judged[-1].decision if judged else Decision.ACCEPT if claim.by else Decision.UNSURE
    return {
        Decision.ACCEPT: "confirmed",
        Decision.CORRECT: "confirmed",
        Decision.REJECT: "rejected",
    }.get(last, "machine")


class BlindRecords:
    """The records of one case without codings that may not be seen.

    Args:
        records: All of them.
        unseen: What may not be seen.
    """

    def __init__(self, records: Any, unseen: Unseen) -> None:
        self._records, self._unseen = records, unseen

    def __getattr__(self, name: str) -> Any:
        return getattr(self._records, name)

    def of(self, kind: str, *, subject: str | None = None, history: bool = False) -> Iterator[Any]:
        """Yield the records of a kind; arguments as for `store.records.Records.of`."""
        for record in self._records.of(kind, subject=subject, history=history):
            if not self._unseen.hides_record(record):
                yield record

    def one(self, record: str) -> Any:
        """Return the version of a record that stands.

        Raises:
            CaseError: If there is none that may be seen.
        """
        found = self._records.one(record)
        if self._unseen.hides_record(found):
            raise CaseError("no such record", record, "list those of the document or incident")
        return found

    def add(self, records: Iterable[Any]) -> None:
        """Store records.

        Raises:
            CaseWriteError: If the case cannot be written.
        """
        self._records.add(records)
