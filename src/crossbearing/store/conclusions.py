"""Storing what follows from claims: incidents, origins, findings and hypotheses, with the rows that screens read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from crossbearing.model.incidents import Incident, Origin
from crossbearing.model.protocols import Linked, Weighed
from crossbearing.model.relations import IncidentRelation
from crossbearing.store import tables
from crossbearing.store.bodies import content_hash, pack, storable, unpack
from crossbearing.store.cards import refresh_cards
from crossbearing.store.tallies import Tallies

__all__ = ["links_hash", "relations_hash", "store_links", "store_relations", "store_weighed", "weighing_hash"]

_MANY = 500


def store_links(connection: Connection, linked: Linked) -> tuple[dict[str, Any], frozenset[str]]:
    """Store incidents and origins in place of the present ones; what did not change is not written.

    Args:
        connection: In a writing transaction.
        linked: All incidents and origins.

    Returns:
        What the log says of it; and the ids of the incidents that are not as they were, or whose claims rest on other
        origins than before.
    """
    tallies = Tallies(connection)
    before = _present(connection, tables.incidents)
    rows = {incident.id: _incident_row(incident) for incident in linked.incidents}
    changed = [incident for incident in linked.incidents if before.get(incident.id) != rows[incident.id]["body"]]
    gone = [known for known in before if known not in rows]
    _drop_incidents(connection, gone, tallies)
    _drop_memberships(connection, [incident.id for incident in changed])
    table = tables.incidents
    for incident in changed:
        if incident.id in before:
            kind = connection.execute(select(table.c.type).where(table.c.id == incident.id)).scalar_one()
            tallies.add("incident_type", kind, by=-1)
            row = rows[incident.id]
            connection.execute(table.update().where(table.c.id == incident.id).values(row))
        tallies.add("incident_type", storable(incident.type))
    _insert(connection, table, [rows[incident.id] for incident in changed if incident.id not in before])
    _insert(connection, tables.memberships, [row for incident in changed for row in _membership_rows(incident)])
    taken = set(rows)
    aliases = {alias: incident.id for incident in changed for alias in incident.aliases if alias not in taken}
    if aliases:
        for some in _chunks(list(aliases)):
            connection.execute(delete(tables.aliases).where(tables.aliases.c.alias.in_(some)))
        _insert(connection, tables.aliases, [{"alias": alias, "incident": of} for alias, of in aliases.items()])
    moved = _store_origins(connection, linked.origins)
    refresh_cards(connection, [incident.id for incident in changed])
    tallies.store()
    told = {
        "incidents": len(rows),
        "changed": len(changed),
        "gone": len(gone),
        "origins": len(linked.origins),
        "content": links_hash(connection),
    }
    affected = {incident.id for incident in changed} | {
        incident.id for incident in linked.incidents if moved and any(one.claim in moved for one in incident.members)
    }
    return told, frozenset(affected)


def _present(connection: Connection, table: Table) -> dict[str, str]:
    return {row.id: row.body for row in connection.execute(select(table.c.id, table.c.body))}


def _incident_row(incident: Incident) -> dict[str, Any]:
    return {
        "id": incident.id,
        "title": storable(incident.title),
        "type": storable(incident.type),
        "size": len(incident.members),
        "body": pack(incident),
    }


def _membership_rows(incident: Incident) -> Iterable[dict[str, Any]]:
    best = {member.claim: member for member in sorted(incident.members, key=lambda member: member.score)}
    for member in best.values():
        yield {
            "incident": incident.id,
            "claim": member.claim,
            "document": member.document,
            "score": member.score,
        }


def _drop_incidents(connection: Connection, gone: Sequence[str], tallies: Tallies) -> None:
    _drop_memberships(connection, gone)
    for some in _chunks(gone):
        dependent = (tables.positions, tables.hypotheses, tables.appraisals, tables.weighings)
        for table in (*dependent, tables.card_facets, tables.cards):
            connection.execute(delete(table).where(table.c.incident.in_(some)))
        for side in (tables.relations.c.incident, tables.relations.c.other):
            connection.execute(delete(tables.relations).where(side.in_(some)))
        verdicts = select(tables.findings.c.verdict).where(tables.findings.c.incident.in_(some))
        for verdict, n in Counter(connection.execute(verdicts).scalars()).items():
            tallies.add("verdict", verdict, by=-n)
        kinds = select(tables.incidents.c.type).where(tables.incidents.c.id.in_(some))
        for kind, n in Counter(connection.execute(kinds).scalars()).items():
            tallies.add("incident_type", kind, by=-n)
        connection.execute(delete(tables.findings).where(tables.findings.c.incident.in_(some)))
        connection.execute(delete(tables.incidents).where(tables.incidents.c.id.in_(some)))


def _drop_memberships(connection: Connection, incidents: Sequence[str]) -> None:
    for some in _chunks(incidents):
        for table in (tables.memberships, tables.aliases):
            connection.execute(delete(table).where(table.c.incident.in_(some)))


def _store_origins(connection: Connection, origins: Sequence[Origin]) -> set[str]:
    """Store origins in place of the present ones, and return the claims of those that are new, changed or gone."""
    before = _present(connection, tables.origins)
    rows = {
        origin.id: {
            "id": origin.id,
            "slot": storable(origin.slot),
            "family": storable(origin.family),
            "certainty": origin.certainty.value,
            "body": pack(origin),
        }
        for origin in origins
    }
    changed = [
        origin
        for origin in {origin.id: origin for origin in origins}.values()
        if before.get(origin.id) != rows[origin.id]["body"]
    ]
    outdated = [known for known in before if known not in rows] + [origin.id for origin in changed]
    moved = {claim for origin in changed for claim in origin.claims}
    moved.update(claim for known in outdated if known in before for claim in unpack(before[known]).claims)
    for some in _chunks(outdated):
        connection.execute(delete(tables.origin_claims).where(tables.origin_claims.c.origin.in_(some)))
        connection.execute(delete(tables.origins).where(tables.origins.c.id.in_(some)))
    _insert(connection, tables.origins, [rows[origin.id] for origin in changed])
    links = [{"origin": origin.id, "claim": claim} for origin in changed for claim in dict.fromkeys(origin.claims)]
    _insert(connection, tables.origin_claims, links)
    return moved


def store_weighed(connection: Connection, weighed: Iterable[Weighed], *, entry: int) -> dict[str, Any]:
    """Store findings, positions and hypotheses in place of those of the same incidents.

    Args:
        connection: In a writing transaction.
        weighed: One for each incident weighed.
        entry: Number of the log entry that this transaction will end with.

    Returns:
        What the log says of it.
    """
    tallies = Tallies(connection)
    contents: list[str] = []
    incidents: list[str] = []
    findings = 0
    for one in weighed:
        incidents.append(one.incident)
        table = tables.findings
        for verdict in connection.execute(select(table.c.verdict).where(table.c.incident == one.incident)).scalars():
            tallies.add("verdict", verdict, by=-1)
        for old in (tables.positions, tables.hypotheses, tables.appraisals, tables.weighings, tables.findings):
            connection.execute(delete(old).where(old.c.incident == one.incident))
        rows = {
            finding.id: {
                "id": finding.id,
                "incident": one.incident,
                "slot": storable(finding.slot),
                "scope": storable(finding.scope),
                "unit": storable(finding.unit),
                "verdict": finding.verdict.value,
                "ordinal": ordinal,
                "body": pack(finding),
            }
            for ordinal, finding in enumerate(one.findings)
        }
        for finding in {finding.id: finding for finding in one.findings}.values():
            tallies.add("verdict", finding.verdict.value)
        _insert(connection, table, list(rows.values()))
        _insert(connection, tables.positions, list(_position_rows(one)))
        hypotheses = {
            hypothesis.id: {
                "id": hypothesis.id,
                "incident": one.incident,
                "slot": storable(hypothesis.slot),
                "ordinal": ordinal,
                "body": pack(hypothesis),
            }
            for ordinal, hypothesis in enumerate(one.hypotheses)
        }
        _insert(connection, tables.hypotheses, list(hypotheses.values()))
        if one.appraisal is not None:
            row = {"incident": one.incident, "ordinal": 0, "id": one.incident, "body": pack(one.appraisal)}
            connection.execute(insert(tables.appraisals).values(row))
        findings += len(rows)
        contents.append(weighing_hash(connection, one.incident))
        connection.execute(insert(tables.weighings).values(incident=one.incident, content=contents[-1], log=entry))
    refresh_cards(connection, incidents)
    tallies.store()
    return {"incidents": len(contents), "findings": findings, "content": content_hash(sorted(contents))}


def _position_rows(weighed: Weighed) -> Iterable[dict[str, Any]]:
    for finding in {finding.id: finding for finding in weighed.findings}.values():
        for ordinal, position in enumerate(finding.positions):
            yield {
                "finding": finding.id,
                "ordinal": ordinal,
                "incident": weighed.incident,
                "slot": storable(finding.slot),
                "value": storable(position.value.canonical()),
                "label": storable(position.value.describe()),
                "families": len(position.families),
                "outlets": len(position.outlets),
                "superseded": position.superseded,
            }


def store_relations(connection: Connection, relations: Iterable[IncidentRelation]) -> dict[str, Any]:
    """Store how incidents stand to one another, in place of what was there.

    Args:
        connection: In a writing transaction.
        relations: All relations of the case.

    Returns:
        What the log says of it.
    """
    connection.execute(delete(tables.relations))
    rows = [
        {"incident": one.incident, "other": one.other, "kind": one.kind.value, "body": pack(one)} for one in relations
    ]
    _insert(connection, tables.relations, rows)
    return {"relations": len(rows), "content": relations_hash(connection)}


def relations_hash(connection: Connection) -> str:
    """Return the SHA-256 over the bodies of all relations between incidents, in their order."""
    return content_hash(connection.execute(select(tables.relations.c.body).order_by(tables.relations.c.n)).scalars())


def links_hash(connection: Connection) -> str:
    """Return the SHA-256 over the bodies of all incidents and origins, in order of their ids."""
    return content_hash(
        body
        for table in (tables.incidents, tables.origins)
        for body in connection.execute(select(table.c.body).order_by(table.c.id)).scalars()
    )


def weighing_hash(connection: Connection, incident: str) -> str:
    """Return the SHA-256 over the findings, hypotheses and appraisal of an incident, in their order."""
    return content_hash(
        body
        for table in (tables.findings, tables.hypotheses, tables.appraisals)
        for body in connection.execute(
            select(table.c.body).where(table.c.incident == incident).order_by(table.c.ordinal, table.c.id)
        ).scalars()
    )


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + _MANY] for start in range(0, len(ids), _MANY))
