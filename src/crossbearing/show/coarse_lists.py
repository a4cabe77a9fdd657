"""Lists, pages and answers with places at risk told coarsely, for those without the right to what is held back.

Only what a person recorded (`model.care.PlaceCare`) counts here. The rules that guess at places of shelter and at
present positions (`show.at_risk`) hold for what leaves the case: those who work on it must see what they decide on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from crossbearing.model.actors import Speaker
from crossbearing.model.claims import Claim
from crossbearing.model.documents import Text
from crossbearing.model.ids import digest
from crossbearing.model.incidents import Incident
from crossbearing.model.judgements import Anchoring, Judgement
from crossbearing.model.pages import ClaimFilter, IncidentCard, IncidentFilter, IncidentOrder, Page
from crossbearing.model.protocols import SearchHit
from crossbearing.show.at_risk import AtRisk, AtRiskCase, places_at_risk
from crossbearing.show.clearance import cleared
from crossbearing.show.guard import GuardedCase

__all__ = ["PLACE_HELD_BACK", "CoarseCase"]

PLACE_HELD_BACK = "\N{FULL BLOCK}"
"""What stands in place of each letter of the name of a place at risk, so that all other words stay where they stood."""

_NOBODY = AtRisk()


class CoarseCase(AtRiskCase):
    """A guarded case that also tells places at risk coarsely; who may see them finely is asked anew at each call.

    Args:
        case: The guarded case.
        allowed: Whether they are shown finely where nobody said anything (`show.clearance`).
        today: Returns the day, an ISO date, from which on places may be told.
    """

    def __init__(self, case: GuardedCase, *, allowed: bool, today: Callable[[], str]) -> None:
        super().__init__(case, _NOBODY)
        self._guarded = case
        self._allowed = allowed
        self._today = today
        self._state: tuple[tuple[str, str], AtRisk] = (("", ""), _NOBODY)

    def at_risk(self) -> AtRisk:
        """Return the places that are told coarsely in the present piece of work; none to those who may see them."""
        if cleared(self._allowed):
            return _NOBODY
        whole, today = self._guarded.whole, self._today()
        key = (whole.pages().version(), today)
        if self._state[0] != key:
            recorded = [one for one in whole.records().of("PlaceCare") if one.held_back(today)]
            found = places_at_risk(whole, recorded, kinds=(), today=today, present=False) if recorded else _NOBODY
            self._state = (key, found)
        return self._state[1]

    def pages(self) -> _CoarsePages:
        """Return the lists that screens read."""
        return _CoarsePages(self._guarded.pages(), self)

    def telling(self) -> Callable[[Any], Any]:
        """Return what makes a record what may be told of it in the present piece of work."""
        risk = self.at_risk()
        if not risk:
            return lambda item: item
        pattern = re.compile("|".join(sorted(map(re.escape, risk.names), key=len, reverse=True)), re.IGNORECASE)
        return lambda item: _told(item, risk, pattern)

    def texts(self, document: str | None = None) -> Iterator[Text]:
        """Yield working texts, the names of such places blotted out."""
        risk, telling = self.at_risk(), self.telling()
        for text in self._guarded.texts(document):
            yield replace(text, content=telling(text.content)) if risk else text

    def search(self, query: str, limit: int = 50) -> Sequence[SearchHit]:
        """Return documents that match; where the marks of a match stand inside such a name, they are left out."""
        telling = self.telling()
        found: Sequence[SearchHit] = self._guarded.search(query, limit)
        return [_found(telling(hit), telling) for hit in found]

    def judged(self, targets: Iterable[str]) -> Sequence[Judgement]:
        """Return judgements on some targets, oldest first."""
        return list(map(self.telling(), self._guarded.judged(targets)))

    def judgements(self) -> Iterator[Judgement]:
        """Yield all judgements."""
        yield from map(self.telling(), self._guarded.judgements())

    def anchored(self) -> Iterator[tuple[Judgement, Anchoring, str]]:
        """Yield judgements on statements with what they are tied to."""
        telling = self.telling()
        for judgement, anchoring, statement in self._guarded.anchored():
            yield telling(judgement), anchoring, statement


class _CoarsePages:
    """Implements `CasePages` over the lists of a guarded case.

    Args:
        pages: The lists of the guarded case.
        case: Tells which places are at risk.
    """

    def __init__(self, pages: Any, case: CoarseCase) -> None:
        self._pages = pages
        self._case = case

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pages, name)

    def version(self, *, decided: bool = True) -> str:
        """Return a tag of the case's state and of what is told coarsely in the present piece of work."""
        version: str = self._pages.version(decided=decided)
        risk = self._case.at_risk()
        return f"{digest('coarse', *map('='.join, sorted(risk.levels.items())))[:8]}{version}" if risk else version

    def incidents(
        self, where: IncidentFilter, *, order: IncidentOrder = IncidentOrder.SIZE, cursor: str = "", limit: int = 50
    ) -> Page[IncidentCard]:
        """Return a page of incidents; one that is found only by its place as it is not told is left out."""
        page: Page[IncidentCard] = self._pages.incidents(where, order=order, cursor=cursor, limit=limit)
        if not self._case.at_risk():
            return page
        told = [(card, self._card(card)) for card in page.items]
        kept = tuple(new for old, new in told if new is old or _fits(new, where))
        return replace(page, items=kept, total=page.total - (len(page.items) - len(kept)))

    def card(self, incident: str) -> IncidentCard:
        """Return the card of one incident.

        Raises:
            CaseError: If there is none, or nothing of it may be told.
        """
        card: IncidentCard = self._pages.card(incident)
        return self._card(card) if self._case.at_risk() else card

    def claims(self, where: ClaimFilter, *, cursor: str = "", limit: int = 50) -> Page[Claim]:
        """Return a page of claims as they may be told."""
        page: Page[Claim] = self._pages.claims(where, cursor=cursor, limit=limit)
        return replace(page, items=tuple(map(self._case.telling(), page.items)))

    def _card(self, card: IncidentCard) -> IncidentCard:
        incident = self._case.incident(card.id)
        where = incident.where
        if where is None or (incident.title == card.title and where.latitude == card.latitude):
            return card
        return replace(
            card,
            title=incident.title,
            where=where.name or where.text,
            latitude=where.latitude,
            longitude=where.longitude,
            radius=where.radius,
            precision=where.precision.value,
        )


def _fits(card: IncidentCard, where: IncidentFilter) -> bool:
    """Return whether a card is asked for by its words and its place as they are told."""
    title = card.title.casefold()
    if not all(word.casefold() in title for word in where.words.split()):
        return False
    if where.located is not None and where.located != (card.latitude is not None):
        return False
    if where.box is None:
        return True
    west, south, east, north = where.box
    if card.latitude is None or card.longitude is None or not south <= card.latitude <= north:
        return False
    return west <= card.longitude <= east if west <= east else card.longitude >= west or card.longitude <= east


def _found(hit: SearchHit, telling: Callable[[Any], Any]) -> SearchHit:
    plain = hit.snippet.replace("[", "").replace("]", "")
    told = telling(plain)
    return hit if told is plain else replace(hit, snippet=told)


def _told(item: Any, risk: AtRisk, names: re.Pattern[str]) -> Any:
    """Return a record with places at risk told coarsely and their names out of its words."""
    told = risk.told(item)
    if isinstance(told, Incident) and told is not item:
        parts = [told.type.replace("_", " ").capitalize()]
        parts += [one.describe() for one in (told.where, told.when) if one is not None]
        told = replace(told, title=", ".join(parts))
    return _without(told, names)


def _without(item: Any, names: re.Pattern[str]) -> Any:
    """Return a record with some names out of all its words, or itself where none stands in it; speakers keep theirs."""
    if isinstance(item, Enum | Speaker):
        return item
    if isinstance(item, str):
        return names.sub(lambda found: PLACE_HELD_BACK * len(found[0]), item) if names.search(item) else item
    if isinstance(item, tuple):
        told = tuple([_without(part, names) for part in item])
        return told if any(one is not two for one, two in zip(told, item, strict=True)) else item
    if not is_dataclass(item) or isinstance(item, type):
        return item
    changed = {
        one.name: told
        for one in fields(item)
        if one.init and (told := _without(value := getattr(item, one.name), names)) is not value
    }
    return replace(item, **changed) if changed else item
