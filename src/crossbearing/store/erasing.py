"""Taking documents out of a case's database, with every row that rests on them and every word that repeats them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, delete, insert, select, update

from crossbearing.model.errors import CaseError
from crossbearing.model.ids import normalised_words
from crossbearing.model.incidents import Incident, Origin
from crossbearing.model.judgements import Judgement
from crossbearing.model.protocols import Linked
from crossbearing.store import log, tables
from crossbearing.store.bodies import content_hash, pack, unpack
from crossbearing.store.conclusions import store_links, store_relations
from crossbearing.store.dialects import changeable, defer_references
from crossbearing.store.search import forget, says
from crossbearing.store.tallies import recount

__all__ = ["WITHDRAW", "Erased", "erase_documents"]

WITHDRAW = "withdraw"
"""Action of the log under which a withdrawal stands."""

_TRACE = 5  # words in a row that are taken for a quote; Broder's shingles are of this order (Broder 1997)
_MANY = 400
_STRINGS = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Erased:
    """What a withdrawal took out.

    Args:
        originals: Hashes of the originals.
        documents: How many documents they held.
        claims: How many claims, those of older readings included.
        judgements: How many judgements lost their words.
        records: How many versions of records were erased.
        incidents: Ids of incidents that lost claims and are still there.
        gone: How many incidents are gone because no other report tells of them.
    """

    originals: tuple[str, ...]
    documents: int
    claims: int
    judgements: int
    records: int
    incidents: tuple[str, ...]
    gone: int


@dataclass(slots=True)
class _Scope:
    """What goes: rows and names by which others refer to it, and the words it holds."""

    documents: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)
    claims: set[str] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)
    traces: set[tuple[str, ...]] = field(default_factory=set)

    @property
    def ids(self) -> set[str]:
        """Ids by which other records may refer to what goes."""
        return {*self.documents, *self.claims, *self.statements}


def erase_documents(connection: Connection, documents: Sequence[str], *, authority: str) -> Erased:
    """Take documents out, with all documents of the same originals, and write it to the log.

    Args:
        connection: In a writing transaction.
        documents: Ids of documents.
        authority: On whose decision.

    Raises:
        CaseError: If one of the documents is not there.
    """
    defer_references(connection)
    scope = _scope(connection, documents)
    readings = _delete_material(connection, scope)
    left = _Left(connection, scope)
    judgements, rewritten = _empty_judgements(connection, scope, left)
    records = _erase_records(connection, scope, left, authority=authority)
    incidents, gone = _loosen(connection, scope)
    _recount(connection)
    log.append(
        connection,
        WITHDRAW,
        {
            "authority": authority,
            "originals": scope.originals,
            "documents": len(scope.documents),
            "readings": readings,
            "judgements": judgements,
        },
    )
    return Erased(tuple(scope.originals), len(scope.documents), len(scope.claims), rewritten, records, incidents, gone)


def _scope(connection: Connection, documents: Sequence[str]) -> _Scope:
    scope, table = _Scope(), tables.documents
    for document in dict.fromkeys(documents):
        sha256 = connection.execute(select(table.c.sha256).where(table.c.id == document)).scalar()
        if sha256 is None:
            raise CaseError("no such document", document, "`crossbearing claims CASE` names those there are")
        if sha256 not in scope.originals:
            scope.originals.append(sha256)
    wanted = select(table.c.n, table.c.id, table.c.name).where(table.c.sha256.in_(scope.originals)).order_by(table.c.n)
    for row in connection.execute(wanted):
        scope.rows.append(row.n)
        scope.documents.append(row.id)
        scope.names.append(row.name)
    for column in (tables.claims.c.id, tables.claims.c.statement):
        found = connection.execute(select(column).where(tables.claims.c.document.in_(scope.documents))).scalars()
        (scope.claims if column is tables.claims.c.id else scope.statements).update(found)
    for body in connection.execute(
        select(tables.texts.c.body).where(tables.texts.c.document.in_(scope.documents))
    ).scalars():
        scope.traces.update(_shingles(unpack(body).content))
    for body in connection.execute(
        select(tables.publications.c.body).where(tables.publications.c.document.in_(scope.documents))
    ).scalars():
        scope.traces.update(_shingles(unpack(body).title))
    return scope


def _shingles(words: str) -> Iterator[tuple[str, ...]]:
    """Yield each run of some words as a claim's id would have them."""
    parts = normalised_words(words).split()
    for start in range(len(parts) - _TRACE + 1):
        yield tuple(parts[start : start + _TRACE])


def _delete_material(connection: Connection, scope: _Scope) -> dict[str, str]:
    """Delete what was collected and read; return the hashes over what the entries of the log still have."""
    readings = tables.readings
    entries = set(connection.execute(select(readings.c.log).where(readings.c.document.in_(scope.documents))).scalars())
    for table in (tables.claims, tables.marks, tables.readings, tables.texts, tables.publications, tables.memberships):
        connection.execute(delete(table).where(table.c.document.in_(scope.documents)))
    for some in _chunks(sorted(scope.claims)):
        connection.execute(delete(tables.origin_claims).where(tables.origin_claims.c.claim.in_(some)))
    for n in scope.rows:
        forget(connection, n)
    connection.execute(delete(tables.documents).where(tables.documents.c.id.in_(scope.documents)))
    for name in dict.fromkeys(scope.names):
        connection.execute(delete(tables.rejects).where(tables.rejects.c.place.startswith(name, autoescape=True)))
    # Markers are hashes of names and contents: which of them are of these documents cannot be told. Without one, a file
    # that is added again is looked at again, and nothing else happens.
    connection.execute(delete(tables.markers))
    hashes = {}
    for n in sorted(entries):
        left = connection.execute(select(readings.c.content).where(readings.c.log == n).order_by(readings.c.n))
        hashes[str(n)] = content_hash(left.scalars())
    return hashes


class _Left:
    """Tells whether words that a withdrawn document held are still told by another one."""

    def __init__(self, connection: Connection, scope: _Scope) -> None:
        self._connection = connection
        self._traces = scope.traces
        self._known: dict[tuple[str, ...], bool] = {}

    def derived(self, words: str) -> bool:
        """Return whether some words in a row stood in what was withdrawn and stand in nothing that is left."""
        return any(trace in self._traces and not self._elsewhere(trace) for trace in _shingles(words))

    def _elsewhere(self, trace: tuple[str, ...]) -> bool:
        if trace not in self._known:
            self._known[trace] = says(self._connection, " ".join(trace))
        return self._known[trace]


def _empty_judgements(connection: Connection, scope: _Scope, left: _Left) -> tuple[dict[str, str], int]:
    """Take the words out of judgements on what goes; return the hashes over the entries of the log they came with."""
    table, ids = tables.judgements, scope.ids
    emptied: dict[int, Judgement] = {}
    entries: set[int] = set()
    for row in connection.execute(select(table.c.n, table.c.log, table.c.body).order_by(table.c.n)).all():
        judgement: Judgement = unpack(row.body)
        about = bool(ids & {judgement.document, judgement.target, judgement.other})
        if about or any(left.derived(words) for words in (judgement.quote, judgement.why, judgement.text)):
            emptied[row.n] = replace(judgement, quote="", why="", text="", value=None)
            entries.add(row.log)
    if not emptied:
        return {}, 0
    with changeable(connection, "judgements"):
        for n, judgement in emptied.items():
            connection.execute(update(table).where(table.c.n == n).values(body=pack(judgement)))
    hashes = {}
    for n in sorted(entries):
        bodies = connection.execute(select(table.c.body).where(table.c.log == n).order_by(table.c.n)).scalars()
        hashes[str(n)] = content_hash(bodies)
    return hashes, len(emptied)


def _erase_records(connection: Connection, scope: _Scope, left: _Left, *, authority: str) -> int:
    """Erase all versions of records that are about what goes, name it, or repeat its words."""
    table, ids = tables.records, scope.ids
    named = re.compile("|".join(sorted(map(re.escape, ids)))) if ids else None
    found: set[str] = set()
    for row in connection.execute(select(table.c.id, table.c.subject, table.c.body).where(table.c.body != "")).all():
        about = row.subject in ids or (named is not None and named.search(row.body) is not None)
        if about or any(left.derived(words) for words in _strings(row.body)):
            found.add(row.id)
    rows: list[int] = []
    for some in _chunks(sorted(found)):
        wanted = select(table.c.n).where(table.c.id.in_(some), table.c.body != "").order_by(table.c.n)
        rows += connection.execute(wanted).scalars()
    if rows:
        connection.execute(update(table).where(table.c.n.in_(rows)).values(body="", salt="", current=False))
        log.append(connection, "erase", {"records": rows, "authority": authority})
    return len(rows)


def _strings(body: str) -> Iterator[str]:
    for match in _STRINGS.finditer(body):
        yield str(json.loads(match[0]))


def _loosen(connection: Connection, scope: _Scope) -> tuple[tuple[str, ...], int]:
    """Take the claims out of incidents and origins, and the findings that rested on them; linking makes them anew."""
    incidents: list[Incident] = [unpack(body) for body in connection.execute(select(tables.incidents.c.body)).scalars()]
    kept, touched = [], []
    for incident in incidents:
        members = tuple(member for member in incident.members if member.claim not in scope.claims)
        if len(members) < len(incident.members):
            touched.append(incident.id)
        if members:
            kept.append(replace(incident, members=members))
    origins = [
        origin
        for body in connection.execute(select(tables.origins.c.body)).scalars()
        if (origin := _without(unpack(body), scope.claims)) is not None
    ]
    stays = {incident.id for incident in kept}
    for some in _chunks(touched):
        dependent = (tables.positions, tables.hypotheses, tables.appraisals, tables.weighings, tables.findings)
        for table in dependent:
            connection.execute(delete(table).where(table.c.incident.in_(some)))
    relations = [
        one
        for body in connection.execute(select(tables.relations.c.body).order_by(tables.relations.c.n)).scalars()
        if not {(one := unpack(body)).incident, one.other} & set(touched)
    ]
    log.append(connection, "relations", store_relations(connection, relations))
    log.append(connection, "links", store_links(connection, Linked(tuple(kept), tuple(origins)))[0])
    return tuple(one for one in touched if one in stays), len(set(touched) - stays)


def _without(origin: Origin, claims: set[str]) -> Origin | None:
    if not claims & set(origin.claims):
        return origin
    left = tuple(claim for claim in origin.claims if claim not in claims)
    if not left:
        return None
    return replace(origin, claims=left, links=tuple(link for link in origin.links if link.claim in left), reasons=())


def _recount(connection: Connection) -> None:
    connection.execute(delete(tables.tallies))
    rows = [{"facet": facet, "value": value, "n": n} for (facet, value), n in recount(connection).items() if n]
    if rows:
        connection.execute(insert(tables.tallies), rows)


def _chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + _MANY] for start in range(0, len(ids), _MANY))
