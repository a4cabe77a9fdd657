"""Keeping the rows that lists of incidents are read from: made anew for each incident that changed."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from crossbearing.model.findings import Finding, Verdict
from crossbearing.model.incidents import Incident
from crossbearing.model.judgements import Decision, TargetKind
from crossbearing.model.pages import IncidentCard, ReviewStatus
from crossbearing.model.values import Count, Group, Value
from crossbearing.store import tables
from crossbearing.store.bodies import storable, unpack

__all__ = ["STATUS_SCALE", "UNDATED", "card_of", "refresh_all", "refresh_cards"]

STATUS_SCALE = "review_status"
"""Name of the scale under which a judgement says how far people are with an incident."""
UNDATED = "~"
"""Start of an incident without a date: sorts behind every date."""
_MANY = 400
_MOST_KILLED = 4


def refresh_all(connection: Connection) -> None:
    """Make the cards of all incidents anew, as after an upgrade from a format without them."""
    refresh_cards(connection, connection.execute(select(tables.incidents.c.id)).scalars().all())


def refresh_cards(connection: Connection, incidents: Iterable[str]) -> None:
    """Make the cards of some incidents anew; those of incidents that are gone go.

    Args:
        connection: In a writing transaction.
        incidents: Incident ids.
    """
    wanted = list(dict.fromkeys(incidents))
    for start in range(0, len(wanted), _MANY):
        _refresh(connection, wanted[start : start + _MANY])


def _refresh(connection: Connection, some: Sequence[str]) -> None:
    for table in (tables.card_facets, tables.cards):
        connection.execute(delete(table).where(table.c.incident.in_(some)))
    bodies = select(tables.incidents.c.body).where(tables.incidents.c.id.in_(some))
    incidents: list[Incident] = [unpack(body) for body in connection.execute(bodies).scalars()]
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    table = tables.findings
    query = select(table.c.incident, table.c.body).where(table.c.incident.in_(some)).order_by(table.c.ordinal)
    for row in connection.execute(query):
        findings[row.incident].append(unpack(row.body))
    publishers = _publishers(connection, some)
    statuses = _statuses(connection, some)
    cards = [
        _card(incident, findings[incident.id], publishers[incident.id], statuses.get(incident.id, ReviewStatus.TO_DO))
        for incident in incidents
    ]
    if cards:
        connection.execute(insert(tables.cards), [_row(card) for card in cards])
    facets = [row for card in cards for row in _facet_rows(card)]
    if facets:
        connection.execute(insert(tables.card_facets), facets)


def _publishers(connection: Connection, some: Sequence[str]) -> defaultdict[str, list[str]]:
    members, publications = tables.memberships, tables.publications
    query = (
        select(members.c.incident, publications.c.publisher)
        .join(publications, publications.c.document == members.c.document)
        .where(members.c.incident.in_(some), publications.c.current, publications.c.publisher != "")
        .distinct()
        .order_by(members.c.incident, publications.c.publisher)
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.incident].append(row.publisher)
    return found


def _statuses(connection: Connection, some: Sequence[str]) -> dict[str, ReviewStatus]:
    """Return the status last given to each incident."""
    table = tables.judgements
    query = (
        select(table.c.target, table.c.body)
        .where(
            table.c.target.in_(some),
            table.c.target_kind == TargetKind.INCIDENT.value,
            table.c.decision == Decision.GRADE.value,
        )
        .order_by(table.c.n)
    )
    found = {}
    known = {status.value for status in ReviewStatus}
    for row in connection.execute(query):
        judgement = unpack(row.body)
        if judgement.scale == STATUS_SCALE and judgement.grade in known:
            found[row.target] = ReviewStatus(judgement.grade)
    return found


def _card(
    incident: Incident, findings: Sequence[Finding], publishers: Sequence[str], status: ReviewStatus
) -> IncidentCard:
    when, where = incident.when, incident.where
    verdicts = Counter(finding.verdict.value for finding in findings)
    killed = [
        position.value
        for finding in findings
        if finding.slot == "killed" and finding.scope == "whole"
        for position in finding.positions
        if not position.superseded
    ]
    parties = [
        holding.value.describe()
        for finding in findings
        if finding.slot == "attacker" and finding.scope == "whole"
        for position in finding.positions
        for holding in position.holdings[:1]
        if not holding.denied
    ]
    return IncidentCard(
        id=incident.id,
        title=incident.title,
        type=incident.type,
        when="" if when is None else when.describe(),
        start="" if when is None or when.start is None else when.start.isoformat(),
        end="" if when is None or when.end is None else when.end.isoformat(),
        where="" if where is None else where.name or where.text,
        latitude=None if where is None else where.latitude,
        longitude=None if where is None else where.longitude,
        radius=None if where is None else where.radius,
        precision="" if where is None else where.precision.value,
        documents=len({member.document for member in incident.members}),
        claims=len({member.claim for member in incident.members}),
        publishers=tuple(publishers),
        parties=tuple(dict.fromkeys(parties)),
        verdicts=dict(sorted(verdicts.items())),
        killed=_in_short(killed),
        status=status,
    )


def _in_short(answers: Sequence[Value]) -> tuple[str, ...]:
    """Return answers to how many were killed in short words: each of a few, else the ends and how many there are.

    The first few of many would show whatever was told first, and hide what is told now.
    """
    words = tuple(dict.fromkeys(answer.describe() for answer in answers))
    ends = sorted((end, answer.describe()) for answer in answers if (end := _number(answer)) is not None)
    if len(words) <= _MOST_KILLED or len(ends) < 2:
        return words[:_MOST_KILLED]
    return (f"{ends[0][1]} to {ends[-1][1]}, {len(words)} answers",)


def _number(value: Value) -> int | None:
    count = value.count if isinstance(value, Group) else value
    if not isinstance(count, Count):
        return None
    return count.low if count.low is not None else count.high


def _row(card: IncidentCard) -> dict[str, Any]:
    return {
        "incident": card.id,
        "type": storable(card.type),
        "title": storable(card.title),
        "rank": -card.claims,
        "disputes": -card.verdicts.get(Verdict.DISPUTED.value, 0),
        "start": card.start or UNDATED,
        "end": card.end or card.start or UNDATED,
        "latitude": card.latitude,
        "longitude": card.longitude,
        "status": card.status.value,
        "body": storable(json.dumps(asdict(card), separators=(",", ":"))),
    }


def _facet_rows(card: IncidentCard) -> Iterable[dict[str, str]]:
    for facet, values in (("verdict", card.verdicts), ("publisher", card.publishers), ("party", card.parties)):
        for value in dict.fromkeys(map(storable, values)):
            yield {"incident": card.id, "facet": facet, "value": value}


def card_of(body: str) -> IncidentCard:
    """Return the card that a row's body holds."""
    fields = json.loads(body)
    for name in ("publishers", "parties", "killed"):
        fields[name] = tuple(fields[name])
    return IncidentCard(**{**fields, "status": ReviewStatus(fields["status"])})
