"""A SQLite file for Datasette and other readers: tables with foreign keys, views, and a `metadata.json` beside it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from crossbearing.show.export.rows import rows
from crossbearing.show.export.settings import Codes
from crossbearing.show.export.shared import SharedCase
from crossbearing.show.export.writing import json_text

__all__ = ["DATABASE", "write_sqlite"]

DATABASE = "case.sqlite"
"""Name of the database in the folder."""

_SCHEMA = """
CREATE TABLE documents (id TEXT PRIMARY KEY, name TEXT, locator TEXT, media_type TEXT, size INTEGER, sha256 TEXT,
  collected_at TEXT, language TEXT);
CREATE TABLE publications (id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents(id), publisher TEXT,
  kind TEXT, country TEXT, url TEXT, published TEXT, credit TEXT, title TEXT);
CREATE TABLE incidents (id TEXT PRIMARY KEY, title TEXT, type TEXT, when_words TEXT, when_start TEXT, when_end TEXT,
  when_precision TEXT, where_words TEXT, latitude REAL, longitude REAL, radius_m REAL, where_precision TEXT,
  country TEXT);
CREATE TABLE claims (id TEXT PRIMARY KEY, statement TEXT, document TEXT NOT NULL REFERENCES documents(id),
  slot TEXT, scope TEXT, value TEXT, value_type TEXT, value_json TEXT, quote TEXT, span_start INTEGER,
  span_end INTEGER, event_type TEXT, negated INTEGER, stance TEXT, basis TEXT, score REAL, step TEXT,
  decision TEXT);
CREATE TABLE speakers (claim TEXT NOT NULL REFERENCES claims(id), position INTEGER, name TEXT, link TEXT,
  named INTEGER, actor TEXT, stance TEXT, PRIMARY KEY (claim, position));
CREATE TABLE memberships (incident TEXT NOT NULL REFERENCES incidents(id), claim TEXT NOT NULL REFERENCES claims(id),
  score REAL, reasons TEXT, related TEXT, PRIMARY KEY (incident, claim));
CREATE TABLE findings (id TEXT PRIMARY KEY, incident TEXT NOT NULL REFERENCES incidents(id), slot TEXT, scope TEXT,
  unit TEXT, verdict TEXT, reason TEXT, outlets INTEGER, state_origin INTEGER, state_none INTEGER, one_side TEXT,
  machine INTEGER, confirmed INTEGER);
CREATE TABLE holdings (finding TEXT NOT NULL REFERENCES findings(id), position INTEGER, n INTEGER, holder TEXT,
  family TEXT, value TEXT, said_at TEXT, current INTEGER, note TEXT, reason TEXT, denied INTEGER,
  PRIMARY KEY (finding, position, n));
CREATE TABLE holding_claims (finding TEXT NOT NULL, position INTEGER NOT NULL, n INTEGER NOT NULL,
  claim TEXT NOT NULL REFERENCES claims(id), PRIMARY KEY (finding, position, n, claim),
  FOREIGN KEY (finding, position, n) REFERENCES holdings(finding, position, n));
CREATE TABLE ranges (finding TEXT NOT NULL REFERENCES findings(id), practice TEXT, category TEXT, low INTEGER,
  best INTEGER, high INTEGER, rule TEXT, source TEXT, notes TEXT);
CREATE INDEX claims_document ON claims(document);
CREATE INDEX claims_slot ON claims(slot);
CREATE INDEX publications_document ON publications(document);
CREATE INDEX memberships_claim ON memberships(claim);
CREATE INDEX findings_incident ON findings(incident);
CREATE VIEW who_says_what AS
  SELECT m.incident, c.slot, c.value, c.stance,
    (SELECT s.name FROM speakers s WHERE s.claim = c.id ORDER BY s.position DESC LIMIT 1) AS origin,
    (SELECT p.publisher FROM publications p WHERE p.document = c.document ORDER BY p.published LIMIT 1) AS publisher,
    (SELECT p.published FROM publications p WHERE p.document = c.document ORDER BY p.published LIMIT 1) AS published,
    c.quote, c.id AS claim, c.document
  FROM claims c LEFT JOIN memberships m ON m.claim = c.id;
CREATE VIEW positions AS
  SELECT f.incident, f.slot, f.scope, f.verdict, h.position, h.value, h.holder, h.family, h.denied, h.current,
    f.id AS finding
  FROM holdings h JOIN findings f ON f.id = h.finding;
CREATE VIEW disputed AS SELECT * FROM findings WHERE verdict = 'disputed';
CREATE VIEW figures AS
  SELECT f.incident, f.slot, r.practice, r.category, r.low, r.best, r.high, r.notes, r.finding
  FROM ranges r JOIN findings f ON f.id = r.finding;
"""

_ABOUT = {
    "documents": "Originals, by the hash of their bytes. No text leaves with an export.",
    "publications": "Documents as published.",
    "incidents": "Happenings that claims are judged to be about. A place is an area of radius_m metres, never a point.",
    "claims": "One answer to one question about one event, with its words. The score says how sure the reading is.",
    "speakers": "Who says it: position 0 is the publisher, the last one is who is said to know it.",
    "memberships": "Which claim is about which incident, and why.",
    "findings": "What the accounts come to on one question.",
    "holdings": "Who holds which answer, by position.",
    "holding_claims": "The claims behind a holding.",
    "ranges": "Figures as three recorders of casualties would put them, side by side, never merged.",
}


def write_sqlite(case: SharedCase, folder: Path, codes: Codes) -> dict[str, int]:  # noqa: ARG001 - same for all
    """Write `case.sqlite` and `metadata.json` (Datasette). Returns numbers of rows by table."""
    found = rows(case)
    tables = _tables(found)
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.executescript(_SCHEMA)
        with database:
            for name, listed in tables.items():
                for row in listed:
                    marks = ", ".join("?" * len(row))
                    # Names of tables are those of the schema above, never input.
                    database.execute(f"INSERT INTO {name} VALUES ({marks})", [_cell(cell) for cell in row])  # noqa: S608
        database.execute("VACUUM")
    (folder / "metadata.json").write_text(json_text(_metadata(case)), encoding="utf-8", newline="\n")
    return {name: len(listed) for name, listed in tables.items()}


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _tables(found: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of each table, in an order in which every reference is there before it is used."""
    claims, incidents, findings = found["claims"], found["incidents"], found["findings"]
    known = {row["id"] for row in claims}
    documents = [_of(row, "id name locator media_type size sha256 collected_at language") for row in found["documents"]]
    publications = [
        (one["id"], row["id"], *_of(one, "publisher kind country url published credit title"))
        for row in found["documents"]
        for one in row["publications"]
    ]
    held = [one for row in findings for one in _holdings(row)]
    return {
        "documents": documents,
        "publications": publications,
        "incidents": [_incident(row) for row in incidents],
        "claims": [_claim(row) for row in claims],
        "speakers": [
            (row["id"], n, *_of(one, "name link named actor stance"))
            for row in claims
            for n, one in enumerate(row["speakers"])
        ],
        "memberships": [
            (row["id"], one["claim"], one["score"], one["reasons"], one["related"])
            for row in incidents
            for one in row["members"]
            if one["claim"] in known
        ],
        "findings": [
            _of(row, "id incident slot scope unit verdict reason outlets state_origin state_none one_side")
            + _of(row, "machine confirmed")
            for row in findings
        ],
        "holdings": [(*key, *_holding(one)) for key, one in held],
        "holding_claims": [(*key, claim) for key, one in held for claim in one["claims"] if claim in known],
        "ranges": [
            (row["id"], *_of(one, "practice category low best high rule source notes"))
            for row in findings
            for one in row["ranges"]
        ],
    }


def _of(row: Mapping[str, Any], names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names.split())


def _incident(row: Mapping[str, Any]) -> tuple[Any, ...]:
    when, where = row["when"] or {}, row["where"] or {}
    return (
        *_of(row, "id title type"),
        *(when.get(name) for name in ("words", "start", "end", "precision")),
        *(where.get(name) for name in ("words", "latitude", "longitude", "radius", "precision", "country")),
    )


def _claim(row: Mapping[str, Any]) -> tuple[Any, ...]:
    value, span = row["value"], row["span"]
    return (
        *_of(row, "id statement document slot scope"),
        *(value["words"], value["type"], value),
        *(span["quote"], span["start"], span["end"]),
        *(row["event"]["type"], row["event"]["negated"]),
        *_of(row, "stance basis score step"),
        row["judgement"]["decision"] if row["judgement"] else None,
    )


def _holdings(row: Mapping[str, Any]) -> Iterable[tuple[tuple[str, int, int], Mapping[str, Any]]]:
    for position, one in enumerate(row["positions"], start=1):
        for n, holding in enumerate(one["holdings"], start=1):
            yield (row["id"], position, n), holding


def _holding(one: Mapping[str, Any]) -> tuple[Any, ...]:
    return (*_of(one, "holder family"), one["value"]["words"], *_of(one, "said_at current note reason denied"))


def _metadata(case: SharedCase) -> dict[str, Any]:
    meta = case.meta()
    rules = " ".join(f"{value}" for key, value in sorted(meta.items()) if key.startswith("counting."))
    return {
        "title": meta.get("name", "") or "Case",
        "description": "Who says what of an incident, on what basis, in which words. It never says who is right.",
        "source": f"crossbearing {case.settings.version}".strip(),
        "databases": {
            Path(DATABASE).stem: {
                "description": rules,
                "tables": {name: {"description": text} for name, text in _ABOUT.items()},
            }
        },
    }
