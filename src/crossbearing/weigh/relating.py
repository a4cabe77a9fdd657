"""How the incidents of a case stand to one another: parts, follow-up strikes, shared tolls, possible duplicates.

What a report says of it comes first; the rest follows from place, time and figures, and says so. Nothing is joined by
it: a relation is a suggestion for a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from crossbearing.model.actors import Stance
from crossbearing.model.claims import Claim, EventRelationKind
from crossbearing.model.incidents import Incident
from crossbearing.model.protocols import CaseReader
from crossbearing.model.relations import IncidentRelation
from crossbearing.model.values import PlacePrecision, When
from crossbearing.resources.vocabulary import event_kinds

__all__ = ["FOLLOW_UP", "relate"]

FOLLOW_UP = timedelta(hours=24)
"""Longest stretch between a strike and one on the same place that is shown as a follow-up strike. Our own choice: long
enough for a second strike on those who come to help, short enough to leave out the next day's fighting."""

_MOST_OF_A_BLOCK = 400  # incidents of one day and cell beyond which pairs are no longer compared one by one
_CELL = 0.5  # degrees
_EDGE = 0.1  # degrees around a place within which the next cell is looked at: wider than any town
_NOT_HELD = frozenset({Stance.DENIES, Stance.RETRACTS, Stance.DECLINES, Stance.CANNOT_SAY})
_FINE = frozenset(
    {
        PlacePrecision.EXACT,
        PlacePrecision.SITE,
        PlacePrecision.NEIGHBOURHOOD,
        PlacePrecision.TOWN,
        PlacePrecision.NEAR_TOWN,
    }
)
_STRIKES = frozenset(
    {
        "air_strike",
        "drone_strike",
        "helicopter_attack",
        "barrel_bombing",
        "shelling",
        "missile_attack",
        "chemical_attack",
        "bombing",
        "suicide_bombing",
        "attack",
    }
)
_TOLLS = ("killed", "wounded", "casualties")
_TOLD = {
    EventRelationKind.PART_OF: "part of",
    EventRelationKind.FOLLOW_UP_STRIKE: "a follow-up strike to",
    EventRelationKind.SHARES_TOLL: "counted in one toll with",
    EventRelationKind.POSSIBLE_DUPLICATE: "possibly the same as",
    EventRelationKind.ENABLES: "making possible",
}


def relate(reader: CaseReader) -> tuple[IncidentRelation, ...]:
    """Return how the incidents of a case stand to one another, in a stable order.

    Args:
        reader: The case, linked.
    """
    incidents = list(reader.incidents())
    if len(incidents) < 2:
        return ()
    found: dict[tuple[str, str, EventRelationKind], IncidentRelation] = {}
    times = _clock_times(incidents, reader)
    for one in (*_told(incidents, reader), *_shared_tolls(incidents, reader), *_by_place_and_time(incidents, times)):
        pair = (one.incident, one.other)
        if one.kind in (EventRelationKind.SHARES_TOLL, EventRelationKind.POSSIBLE_DUPLICATE):
            pair = (min(pair), max(pair))
        if (*pair, one.kind) not in found:
            found[(*pair, one.kind)] = one
    related = {frozenset(key[:2]) for key in found if key[2] is not EventRelationKind.POSSIBLE_DUPLICATE}
    kept = [
        one
        for key, one in found.items()
        # What a report tells apart, or calls a follow-up of another, is no duplicate of it.
        if one.kind is not EventRelationKind.POSSIBLE_DUPLICATE or one.told or frozenset(key[:2]) not in related
    ]
    return tuple(sorted(kept, key=lambda one: (one.incident, one.other, one.kind.value)))


def _members(incidents: Iterable[Incident]) -> dict[str, list[str]]:
    """Return the incidents whose own happening each claim is about."""
    of_claim: dict[str, list[str]] = defaultdict(list)
    for incident in incidents:
        for member in incident.members:
            if not member.related:
                of_claim[member.claim].append(incident.id)
    return of_claim


def _told(incidents: Sequence[Incident], reader: CaseReader) -> Iterator[IncidentRelation]:
    """Yield relations that a report tells between events that are now of different incidents."""
    of_claim = _members(incidents)
    titles = {incident.id: incident.title for incident in incidents}
    of_event: dict[str, set[str]] = defaultdict(set)
    telling: list[Claim] = []
    for claim in reader.claims():
        for incident in of_claim.get(claim.id, ()):
            of_event[claim.event.id].add(incident)
        if any(relation.kind in _TOLD for relation in claim.event.relations):
            telling.append(claim)
    for claim in telling:
        for relation in claim.event.relations:
            if relation.kind not in _TOLD:
                continue
            for one in sorted(of_event[claim.event.id]):
                for other in sorted(of_event[relation.other] - of_event[claim.event.id]):
                    reason = f"A report calls it {_TOLD[relation.kind]} {titles[other]}."
                    yield _as_told(relation.kind, one, other, reason, claim)


def _as_told(kind: EventRelationKind, one: str, other: str, reason: str, claim: Claim) -> IncidentRelation:
    return IncidentRelation(kind, one, other, told=True, reason=reason, claims=(claim.id,), documents=(claim.document,))


def _shared_tolls(incidents: Sequence[Incident], reader: CaseReader) -> Iterator[IncidentRelation]:
    """Yield incidents between which one and the same figure of persons harmed is shared."""
    of_claim = {claim: ids for claim, ids in _members(incidents).items() if len(ids) > 1}
    if not of_claim:
        return
    for slot in _TOLLS:
        for claim in reader.claims(slot=slot):
            for one, other in _pairs(sorted(of_claim.get(claim.id, ()))):
                words = claim.value.describe()
                reason = f"One figure ({words}, {slot}) is given for both; it must not be added up."
                yield _as_told(EventRelationKind.SHARES_TOLL, one, other, reason, claim)


_Stretch = tuple[datetime, datetime]


def _clock_times(incidents: Sequence[Incident], reader: CaseReader) -> dict[str, _Stretch]:
    """Return the times of day at which incidents started, in UTC where the zone is known: the whole span told."""
    of_claim = _members(incidents)
    found: dict[str, _Stretch] = {}
    for claim in reader.claims(slot="when.start"):
        value = claim.value
        if not isinstance(value, When) or not value.precision.clock or claim.stance in _NOT_HELD:
            continue
        moment = _stretch(value)
        if moment is None:
            continue
        for incident in of_claim.get(claim.id, ()):
            start, end = found.get(incident, moment)
            found[incident] = (min(start, moment[0]), max(end, moment[1]))
    return found


def _by_place_and_time(incidents: Sequence[Incident], times: Mapping[str, _Stretch]) -> Iterator[IncidentRelation]:
    placed = {one.id: found for one in incidents if (found := _placed(one)) is not None}
    by_id = {one.id: one for one in incidents}
    seen: set[tuple[str, str]] = set()
    for ids in _blocks(placed, by_id).values():
        if len(ids) > _MOST_OF_A_BLOCK:
            continue
        for one, other in _pairs(sorted(ids)):
            if (one, other) not in seen and _close(by_id[one], by_id[other]):
                seen.add((one, other))
                yield from _compared(by_id[one], by_id[other], placed, times)


def _compared(
    one: Incident, other: Incident, placed: Mapping[str, _Stretch], times: Mapping[str, _Stretch]
) -> Iterator[IncidentRelation]:
    if one.id in times and other.id in times and {one.type, other.type} <= _STRIKES:
        first, second = sorted((one, other), key=lambda incident: (times[incident.id], incident.id))
        (start, end), (later, _later_end) = times[first.id], times[second.id]
        if end < later:
            if later <= start + FOLLOW_UP:
                minutes = int((later - start).total_seconds() // 60)
                apart = f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
                reason = f"The same place was struck again {apart} after {first.title}."
                yield IncidentRelation(
                    EventRelationKind.FOLLOW_UP_STRIKE, second.id, first.id, told=False, reason=reason
                )
            return  # at other times of one day it was not the same
    first, second = sorted((one, other), key=lambda incident: (placed[incident.id][0], incident.id))
    (start, end), (later, later_end) = placed[first.id], placed[second.id]
    told_apart = {member.document for member in first.members} & {member.document for member in second.members}
    if later < end and start < later_end and _alike(first.type, second.type) and not told_apart:
        reason = f"Same place and time as {first.title}, and no report tells both apart."
        yield IncidentRelation(EventRelationKind.POSSIBLE_DUPLICATE, second.id, first.id, told=False, reason=reason)


def _alike(one: str, other: str) -> bool:
    """Whether two kinds of happening may be one that was named differently: all strikes from afar may."""
    kinds = event_kinds()
    general = "attack" in (one, other) and all(kinds[kind].harm for kind in (one, other) if kind in kinds)
    return one == other or general or (one in _STRIKES and other in _STRIKES)


def _stretch(when: When) -> _Stretch | None:
    if when.start is None or when.end is None:
        return None
    shift = timedelta(minutes=when.utc_offset or 0)
    return when.start - shift, when.end - shift


def _placed(incident: Incident) -> _Stretch | None:
    """Return the stretch of time of an incident that has a place; a single moment is given a minute."""
    if incident.when is None or incident.where is None or not incident.where.located:
        return None
    found = _stretch(incident.when)
    return found and (found[0], max(found[1], found[0] + timedelta(minutes=1)))


def _blocks(placed: Mapping[str, _Stretch], by_id: Mapping[str, Incident]) -> Mapping[tuple[str, int, int], set[str]]:
    """Return incidents by day and cell of the map, under its neighbours too, so that only near ones are compared."""
    found: dict[tuple[str, int, int], set[str]] = defaultdict(set)
    for incident, (start, _end) in placed.items():
        where = by_id[incident].where
        if where is None or where.latitude is None or where.longitude is None:
            continue
        for day in {start.date(), (start + timedelta(days=1)).date()}:
            for north in (-_EDGE, _EDGE):
                for east in (-_EDGE, _EDGE):
                    cell = (int((where.latitude + north) // _CELL), int((where.longitude + east) // _CELL))
                    found[day.isoformat(), *cell].add(incident)
    return found


def _close(one: Incident, other: Incident) -> bool:
    """Whether two incidents may be of one place. Districts that overlap say little; it must be a town, or finer."""
    if one.where is None or other.where is None or not {one.where.precision, other.where.precision} <= _FINE:
        return False
    return one.where.compare(other.where).relation.compatible


def _pairs(ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for at, one in enumerate(ids):
        for other in ids[at + 1 :]:
            yield one, other
