"""Places where people may be at risk: told coarsely, and under no name, until the day they may be told.

What a person recorded counts first (`model.care.PlaceCare`). Beside that two rules hold back what nobody decided yet:
places whose name says that people take shelter or are cared for there, and positions that a report of the last months
tells of. Both coarsen to the level of a town, so that the account of an incident stays readable.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import cache
from typing import Any

from crossbearing.model.appraisals import Appraisal
from crossbearing.model.care import PlaceCare
from crossbearing.model.claims import Claim
from crossbearing.model.findings import Finding
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.ids import normalised_words
from crossbearing.model.incidents import Incident, Origin
from crossbearing.model.protocols import CaseReader
from crossbearing.model.values import Place, PlacePrecision
from crossbearing.model.values.place import distance
from crossbearing.show.export.coarse import Coarsening

__all__ = ["PRESENT_DAYS", "RULE_LEVEL", "AtRisk", "AtRiskCase", "places_at_risk"]

PRESENT_DAYS = 90
"""Days after a report was published during which the positions it tells of are taken to be present ones."""

RULE_LEVEL = "town"
"""Level to which the rules coarsen; a record may say another."""

_NEAR = 1000.0  # metres from a place at risk within which a fine place is taken for the same one
_FINE = (PlacePrecision.EXACT, PlacePrecision.SITE, PlacePrecision.NEIGHBOURHOOD)
_POSITION_EVENTS = frozenset({"movement"})
_POSITION_SLOTS = frozenset({"presence", "control", "reinforcement"})


@dataclass(frozen=True, slots=True)
class AtRisk:
    """Which places are told coarsely.

    Args:
        levels: Level by normalised name of the place.
        names: Their names as written, to be taken out of running text.
        areas: Their middles and radii (degrees, metres), each with its level: the same place under another name.
    """

    levels: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    areas: tuple[tuple[float, float, float, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.levels)

    def level(self, place: Place) -> str:
        """Return the level to which a place is coarsened, or an empty string where it may be told."""
        for name in _names_of(place):
            if level := self.levels.get(normalised_words(name)):
                return level
        if place.precision in _FINE and place.latitude is not None and place.longitude is not None:
            for latitude, longitude, radius, level in self.areas:
                if distance(latitude, longitude, place.latitude, place.longitude) <= max(radius, _NEAR):
                    return level
        return ""

    def place(self, place: Place) -> Place:
        """Return a place as it may be told."""
        level = self.level(place)
        coarse = Coarsening(level)
        return coarse.place(place) if level and coarse.finer(place) else place

    def told(self, item: Any) -> Any:
        """Return any value or record with the places in it as they may be told, or itself where nothing changes."""
        if isinstance(item, Place):
            return self.place(item)
        if isinstance(item, tuple):
            told = tuple([self.told(part) for part in item])
            return told if any(one is not two for one, two in zip(told, item, strict=True)) else item
        if isinstance(item, Enum) or not dataclasses.is_dataclass(item) or isinstance(item, type):
            return item
        changed = {
            name: told
            for name in _nested(item.__class__)
            if (told := self.told(value := getattr(item, name))) is not value
        }
        return dataclasses.replace(item, **changed) if changed else item


def _names_of(place: Place) -> Iterator[str]:
    yield from (name for name in (place.name, place.text) if name)
    if place.candidates:
        yield place.candidates[0].name
    if place.relation is not None:
        yield from place.relation.to


def places_at_risk(
    reader: CaseReader, cares: Iterable[PlaceCare], *, kinds: Iterable[str], today: str, present: bool = True
) -> AtRisk:
    """Return which places of a case are at risk on a day.

    Args:
        reader: The case.
        cares: What people recorded.
        kinds: Words in names of places where people take shelter or are cared for, in small letters.
        today: ISO date.
        present: Whether the positions that reports of the last months tell of are held back, too.
    """
    recorded = list(cares)
    decided = {normalised_words(one.name) for one in recorded}
    levels = {normalised_words(one.name): one.level for one in recorded if one.held_back(today)}
    names = dict.fromkeys(one.name for one in recorded if one.held_back(today))
    pattern = _any_of(kinds)
    places = [(place, False) for one in reader.incidents() if (place := one.where) is not None]
    places += _told_places(reader, today if present else "")
    areas: dict[tuple[float, float, float, str], None] = {}
    for place, held in places:
        own = [name for name in _names_of(place) if normalised_words(name)]
        level = next((levels[key] for name in own if (key := normalised_words(name)) in levels), "")
        if not level and place.precision in _FINE and not any(normalised_words(name) in decided for name in own):
            named = [name for name in (place.name, *[one.name for one in place.candidates[:1]]) if name]
            if held or any(pattern.search(normalised_words(name)) for name in named):
                level = RULE_LEVEL
                levels.update({normalised_words(name): level for name in named})
                names.update(dict.fromkeys(named))
        if level and None not in (place.latitude, place.longitude) and place.precision in _FINE:
            areas[place.latitude or 0.0, place.longitude or 0.0, place.radius or 0.0, level] = None
    return AtRisk(levels, tuple(names), tuple(areas))


def _told_places(reader: CaseReader, today: str) -> list[tuple[Place, bool]]:
    """Return the places that claims tell, each with whether it is where somebody stood in the months before a day."""
    recent: set[str] = set()
    if today:
        since = (date.fromisoformat(today) - timedelta(days=PRESENT_DAYS)).isoformat()
        recent = {one.document for one in reader.publications() if one.published[:10] >= since}
    stationed = {
        (claim.document, claim.event.id)
        for document in recent
        for claim in reader.claims(document=document)
        if claim.event.type in _POSITION_EVENTS or claim.slot in _POSITION_SLOTS
    }
    return [
        (claim.value, (claim.document, claim.event.id) in stationed)
        for claim in reader.claims(slot="where")
        if isinstance(claim.value, Place)
    ]


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    parts = sorted({normalised_words(word) for word in words} - {""}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, parts))})(?!\w)" if parts else r"(?!)")


class AtRiskCase:
    """A case that tells places at risk coarsely, whatever record they stand in; names in running text are not its work.

    Args:
        reader: The case.
        risk: Which places are at risk.
    """

    def __init__(self, reader: CaseReader, risk: AtRisk) -> None:
        self._reader = reader
        self._risk = risk

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def at_risk(self) -> AtRisk:
        """Return the places that are told coarsely."""
        return self._risk

    def telling(self) -> Callable[[Any], Any]:
        """Return what makes a record what may be told of it."""
        return self.at_risk().told

    def claims(
        self, *, document: str | None = None, incident: str | None = None, slot: str | None = None
    ) -> Iterator[Claim]:
        """Yield claims; arguments as for `CaseReader.claims`."""
        yield from map(self.telling(), self._reader.claims(document=document, incident=incident, slot=slot))

    def incidents(self) -> Iterator[Incident]:
        """Yield all incidents."""
        yield from map(self.telling(), self._reader.incidents())

    def incident(self, incident: str) -> Incident:
        """Return one incident.

        Raises:
            CaseError: If there is none.
        """
        found: Incident = self.telling()(self._reader.incident(incident))
        return found

    def findings(self, incident: str | None = None) -> Iterator[Finding]:
        """Yield findings."""
        yield from map(self.telling(), self._reader.findings(incident))

    def origins(self, incident: str | None = None) -> Iterator[Origin]:
        """Yield origins; where one shares a place, the place is left out, for its canonical form names it."""
        coarse = bool(self.at_risk())
        for origin in self._reader.origins(incident):
            yield dataclasses.replace(origin, value="") if coarse and origin.slot == "where" else origin

    def hypotheses(self, incident: str | None = None) -> Iterator[Hypothesis]:
        """Yield rival explanations."""
        yield from map(self.telling(), self._reader.hypotheses(incident))

    def appraisals(self, incident: str | None = None) -> Iterator[Appraisal]:
        """Yield what weighing told."""
        yield from map(self.telling(), self._reader.appraisals(incident))


@cache
def _nested(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in dataclasses.fields(kind) if one.type not in ("str", "int", "float", "bool"))
