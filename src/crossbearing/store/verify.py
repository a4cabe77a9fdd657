"""Checking a case from the outside in: its files, its log, and what its records say of one another.

Everything is computed anew. The log chains what was stored: each entry of readings, judgements, links and findings
carries a hash over the bodies it stored, so that a changed word in the database shows as surely as a changed original.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Row, String, literal, select, union_all

from crossbearing.model.claims import Claim
from crossbearing.model.errors import CaseError, CaseWriteError, CrossbearingError
from crossbearing.store import log, tables
from crossbearing.store.address import Server, server_of
from crossbearing.store.bodies import content_hash, storable, unpack
from crossbearing.store.conclusions import links_hash, relations_hash, weighing_hash
from crossbearing.store.database import DATABASE, Database, failures_named
from crossbearing.store.dialects import on_postgresql
from crossbearing.store.format import present, refuse_newer, refuse_older
from crossbearing.store.originals import KeptOriginals
from crossbearing.store.places import open_database, originals_of
from crossbearing.store.readings import place_of, reading_hash
from crossbearing.store.records import altered_records
from crossbearing.store.tallies import recount
from crossbearing.store.timestamps import broken_stamps
from crossbearing.store.withdrawing import replaced_hashes, withdrawals

__all__ = ["Problem", "problems", "verify"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was stored.

    Args:
        kind: `original`, `database`, `log`, `content`, `reference` or `tally`.
        where: The file, entry or record concerned.
        what: What is wrong with it.
    """

    kind: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def verify(path: str | os.PathLike[str]) -> list[str]:
    """Return all that is wrong with a case, one sentence each; an empty list if nothing is.

    Args:
        path: The case folder; it is not changed.

    Raises:
        CaseMissingError: If there is nothing at the path.
        CaseTooNewError: If a newer version of the program wrote it.
        CaseError: If it is no case, or has an older format.
    """
    return [str(problem) for problem in problems(path)]


def problems(path: str | os.PathLike[str]) -> list[Problem]:
    """Return all that is wrong with a case; an empty list if nothing is.

    Args:
        path: The case folder; it is not changed.

    Raises:
        CaseMissingError: If there is nothing at the path.
        CaseTooNewError: If a newer version of the program wrote it.
        CaseError: If it is no case, or has an older format.
    """
    place = server_of(path) or Path(path)
    database = open_database(place, write=False)
    try:
        try:
            with database.reading() as connection:
                number = present(connection)
        except CaseWriteError:
            raise
        except CaseError as error:  # not even its first page can be read
            return [Problem("database", DATABASE, error.what)]
        refuse_newer(number, place)
        refuse_older(number, place)
        return list(_problems(place, database))
    finally:
        database.close()


def _problems(place: Path | Server, database: Database) -> Iterator[Problem]:
    originals = originals_of(place, database)
    checks: tuple[Callable[[Connection], Iterator[Problem]], ...] = (
        _check_database,
        lambda connection: _check_originals(connection, originals, place),
        _check_log,
        _check_content,
        _check_descriptions,
        _check_records,
        _check_stamps,
        _check_links,
        _check_references,
        _check_claims,
        _check_tallies,
    )
    for check_one in checks:
        try:
            with database.reading() as connection:
                yield from check_one(connection)
        except CrossbearingError as error:
            # Damage can be such that a check cannot end; what it found stands, and the others go on.
            yield Problem("database", DATABASE, error.what)


def _check_database(connection: Connection) -> Iterator[Problem]:
    if on_postgresql(connection):
        yield from _check_rows_referred_to(connection)
        return
    for line in connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars():
        if line != "ok":
            yield Problem("database", DATABASE, str(line))
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem("reference", f"row {row} of {table}", f"refers to a row of {parent} that is not there")


def _check_rows_referred_to(connection: Connection) -> Iterator[Problem]:
    """Check what the server checks itself, unless somebody told it not to."""
    for table in tables.metadata.sorted_tables:
        for key in table.foreign_keys:
            parent = key.column.table.alias()
            found = parent.c[key.column.name]
            lost = select(key.parent).join(parent, found == key.parent, isouter=True).where(found.is_(None))
            for value in connection.execute(lost.where(key.parent.is_not(None))).scalars():
                what = f"refers to a row of {key.column.table.name} that is not there"
                yield Problem("reference", f"{key.parent.name} {value} of {table.name}", what)


def _check_originals(connection: Connection, originals: KeptOriginals, place: Path | Server) -> Iterator[Problem]:
    recorded = connection.execute(
        select(tables.documents.c.sha256, tables.documents.c.name).order_by(tables.documents.c.sort)
    )
    names: dict[str, str] = {}
    for sha256, name in recorded:
        names.setdefault(sha256, name)
    with failures_named(place):
        for where, what in originals.problems(connection, names):
            yield Problem("original", where, what)
        for sha256, sha512 in _second_hashes(connection):
            if originals.has(sha256) and originals.second_hash(connection, sha256) != sha512:
                yield Problem("original", f"original {sha256}", f"its SHA-512 is not the one stated ({names[sha256]})")


def _second_hashes(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield the SHA-256 and SHA-512 that documents state of their originals, each pair once."""
    known: set[tuple[str, str]] = set()
    for row in connection.execute(select(tables.documents.c.sha256, tables.documents.c.body)).all():
        pair = (str(row.sha256), unpack(row.body).sha512)
        if pair[1] and pair not in known:
            known.add(pair)
            yield pair


def _check_log(connection: Connection) -> Iterator[Problem]:
    prev, expected = log.START, 1
    for row in connection.execute(select(tables.log).order_by(tables.log.c.n)):
        where = f"log entry {row.n}"
        if row.n != expected:
            yield Problem("log", where, f"entries {expected} to {row.n - 1} are missing")
        if row.prev != prev:
            yield Problem("log", where, "does not follow from the entry before it")
        hashed = log.chain_hash(n=row.n, utc=row.utc, action=row.action, detail=row.detail, prev=row.prev)
        if hashed != row.hash:
            yield Problem("log", where, "altered: its hash is not that of its content")
        prev, expected = row.hash, row.n + 1
    if expected == 1:
        yield Problem("log", "log", "empty, though making the case is its first entry")


def _details(connection: Connection, action: str) -> dict[int, dict[str, object]]:
    rows = connection.execute(
        select(tables.log.c.n, tables.log.c.detail).where(tables.log.c.action == action).order_by(tables.log.c.n)
    )
    details: dict[int, dict[str, object]] = {}
    for row in rows:
        try:
            detail = json.loads(row.detail)
        except ValueError:
            detail = None  # altered, as the chain shows
        details[row.n] = detail if isinstance(detail, dict) else {}
    return details


def _check_content(connection: Connection) -> Iterator[Problem]:
    readings = tables.readings
    stored: dict[int, list[str]] = {}
    for reading in connection.execute(select(readings).order_by(readings.c.n)).all():
        stored.setdefault(reading.log, []).append(reading.content)
        yield from _check_reading(connection, reading)
    replaced = replaced_hashes(connection, "readings")
    for n, detail in _details(connection, "readings").items():
        if content_hash(stored.pop(n, [])) != replaced.get(n, detail.get("content")):
            yield Problem("content", f"readings of log entry {n}", "not those that the log says were stored")
    for n in stored:
        yield Problem("content", f"readings of log entry {n}", "the log has no such entry of readings")
    decided: dict[int, list[str]] = {}
    for row in connection.execute(
        select(tables.judgements.c.log, tables.judgements.c.body).order_by(tables.judgements.c.n)
    ):
        decided.setdefault(row.log, []).append(row.body)
    replaced = replaced_hashes(connection, "judgements")
    for n, detail in _details(connection, "judgements").items():
        if content_hash(decided.pop(n, [])) != replaced.get(n, detail.get("content")):
            yield Problem("content", f"judgements of log entry {n}", "not those that the log says were stored")
    for n in decided:
        yield Problem("content", f"judgements of log entry {n}", "the log has no such entry of judgements")


def _check_descriptions(connection: Connection) -> Iterator[Problem]:
    """Check what is told of documents and publications; cases that an older version began have no hashes of it."""
    entries = list(_details(connection, "readings").values())
    if not entries or not isinstance(entries[0].get("described"), list):
        return
    told = {hashed for detail in entries for hashed in _strings(detail.get("described"))}
    seen: set[str] = set()
    for table in (tables.documents, tables.publications):
        kind = table.name.removesuffix("s")
        for row in connection.execute(select(table.c.id, table.c.body).order_by(table.c.n)):
            hashed = content_hash([row.body])
            if hashed not in told:
                yield Problem("content", f"{kind} {row.id}", "altered or added: the log says nothing of its like")
            seen.add(hashed)
    left = told - seen
    if left and not withdrawals(connection):
        yield Problem(
            "content", "documents and publications", f"{len(left)} of those that the log tells of are missing"
        )


def _strings(value: object) -> list[str]:
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []


def _check_records(connection: Connection) -> Iterator[Problem]:
    for where, what in altered_records(connection, _details(connection, "records"), _details(connection, "erase")):
        yield Problem("content", where, what)


def _check_stamps(connection: Connection) -> Iterator[Problem]:
    for where, what in broken_stamps(connection):
        yield Problem("log", where, what)


def _check_reading(connection: Connection, reading: Row[tuple[object, ...]]) -> Iterator[Problem]:
    bodies = [
        body
        for table in (tables.claims, tables.marks)
        for body in connection.execute(
            select(table.c.body).where(table.c.reading == reading.n).order_by(table.c.n)
        ).scalars()
    ]
    body = connection.execute(select(tables.texts.c.body).where(tables.texts.c.n == reading.text)).scalar()
    hashed = reading_hash(
        text=content_hash([body or ""]), publication=reading.publication, read=bool(reading.read), bodies=bodies
    )
    if hashed != reading.content:
        yield Problem(
            "content", f"reading {reading.n} of document {reading.document}", "its text, claims or marks were altered"
        )


def _check_links(connection: Connection) -> Iterator[Problem]:
    links = list(_details(connection, "links").items())
    if links and links[-1][1].get("content") != links_hash(connection):
        yield Problem("content", f"links of log entry {links[-1][0]}", "incidents or origins were altered")
    incidents = set(connection.execute(select(tables.incidents.c.id)).scalars())
    if not links and incidents:
        yield Problem("content", "incidents", "the log has no entry of links")
    relations = list(_details(connection, "relations").items())
    later_links = bool(relations and links and links[-1][0] > relations[-1][0])  # which may have taken some away
    if relations and not later_links and relations[-1][1].get("content") != relations_hash(connection):
        yield Problem("content", f"relations of log entry {relations[-1][0]}", "relations of incidents were altered")
    for weighing in connection.execute(select(tables.weighings)).all():
        if weighing_hash(connection, weighing.incident) != weighing.content:
            yield Problem("content", f"findings of incident {weighing.incident}", "altered")
    weighed = select(tables.weighings.c.incident)
    for incident in connection.execute(
        select(tables.findings.c.incident).where(tables.findings.c.incident.not_in(weighed)).distinct()
    ).scalars():
        yield Problem("content", f"findings of incident {incident}", "stored by no weighing")


def _check_references(connection: Connection) -> Iterator[Problem]:
    """Check what refers to claims and publications by id; the database checks the references it knows itself."""
    claims = tables.claims
    named = union_all(
        select(
            literal("incident", String).label("kind"),
            tables.memberships.c.incident.label("of"),
            tables.memberships.c.claim,
        ),
        select(literal("origin", String), tables.origin_claims.c.origin, tables.origin_claims.c.claim),
    ).subquery()
    dangling = (
        select(named.c.kind, named.c.of, named.c.claim)
        .join(claims, claims.c.id == named.c.claim, isouter=True)
        .where(claims.c.n.is_(None))
    )
    for kind, of, claim in connection.execute(dangling):
        yield Problem("reference", f"{kind} {of}", f"names claim {claim}, which is not there")
    known = _claim_ids(connection)
    for row in connection.execute(select(tables.findings.c.id, tables.findings.c.body)):
        finding = unpack(row.body)
        holdings = [*finding.spanning, *finding.unknowns, *(held for one in finding.positions for held in one.holdings)]
        for claim in {claim for holding in holdings for claim in holding.claims}:
            if not known(claim):
                yield Problem("reference", f"finding {row.id}", f"names claim {claim}, which is not there")
    for row in connection.execute(select(tables.hypotheses.c.id, tables.hypotheses.c.body)):
        hypothesis = unpack(row.body)
        for claim in {*hypothesis.claims, *hypothesis.claims_against}:
            if not known(claim):
                yield Problem("reference", f"hypothesis {row.id}", f"names claim {claim}, which is not there")
    readings, publications = tables.readings, tables.publications
    unpublished = select(readings.c.n, readings.c.publication).where(
        readings.c.publication.not_in(select(publications.c.id))
    )
    for n, publication in connection.execute(unpublished):
        yield Problem("reference", f"reading {n}", f"names publication {publication}, which is not there")


def _claim_ids(connection: Connection) -> Callable[[str], bool]:
    wanted = tables.claims.c.id

    def known(claim: str) -> bool:
        return connection.execute(select(wanted).where(wanted == claim).limit(1)).first() is not None

    return known


def _check_claims(connection: Connection) -> Iterator[Problem]:
    """Check that the key columns say what the bodies say, and that the words stand where the claim says they do."""
    claims, documents = tables.claims, tables.documents
    for row in connection.execute(select(claims).order_by(claims.c.n)):
        claim: Claim = unpack(row.body)
        keys = (claim.id, claim.document, claim.statement, storable(claim.slot), claim.stance.value)
        stored = (row.id, row.document, row.statement, row.slot, row.stance)
        if keys != stored or place_of(claim.locator) != row.place or storable(claim.event.type) != row.event_type:
            yield Problem("content", f"claim {row.id}", "its columns differ from its body")
    for row in connection.execute(select(documents.c.id, documents.c.sha256, documents.c.body)):
        document = unpack(row.body)
        if (document.id, document.sha256) != (row.id, row.sha256):
            yield Problem("content", f"document {row.id}", "its columns differ from its body")
    several = select(tables.readings.c.document).where(tables.readings.c.current).group_by(tables.readings.c.document)
    for document in connection.execute(select(documents.c.id).where(documents.c.id.not_in(several))).scalars():
        yield Problem("reference", f"document {document}", "has no current reading")


def _check_tallies(connection: Connection) -> Iterator[Problem]:
    table = tables.tallies
    stored = {(row.facet, row.value): row.n for row in connection.execute(select(table))}
    counted = recount(connection)
    for facet, value in sorted(stored.keys() | counted.keys()):
        if stored.get((facet, value), 0) != counted.get((facet, value), 0):
            yield Problem(
                "tally",
                f"{facet} {value}",
                f"said to be {stored.get((facet, value), 0)}, counted {counted.get((facet, value), 0)}",
            )
