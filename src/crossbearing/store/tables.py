"""The tables of a case, as SQLAlchemy Core describes them.

Each record is kept whole as a JSON body (`crossbearing.codec.json`); the other columns are the keys that lists, filters
and pages need. Nothing here is particular to SQLite; full-text search and the append-only triggers, which are, stand in
the migrations.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = [
    "aliases",
    "appraisals",
    "card_facets",
    "cards",
    "claims",
    "documents",
    "findings",
    "hypotheses",
    "incidents",
    "judgements",
    "log",
    "markers",
    "marks",
    "memberships",
    "meta",
    "metadata",
    "origin_claims",
    "origins",
    "positions",
    "publications",
    "readings",
    "records",
    "rejects",
    "relations",
    "tallies",
    "texts",
    "weighings",
]

metadata = MetaData()
"""All tables of a case."""

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)
"""What a case says of itself."""

log = Table(
    "log",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("utc", String, nullable=False),
    Column("action", String, nullable=False),
    Column("detail", Text, nullable=False),  # JSON, keys sorted, no personal data
    Column("prev", String, nullable=False),
    Column("hash", String, nullable=False),
)
"""The hash-chained log."""

documents = Table(
    "documents",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("sha256", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("sort", String, nullable=False, unique=True),  # name and locator, numbers padded, then the id
    Column("language", String, nullable=False),  # of the current text
    Column("read", Boolean, nullable=False),  # False for "collected, not read"
    Column("body", Text, nullable=False),
)
"""One row a document."""

# One row for each version of what was told of a publication under each name it was found by. A newer extractor that
# reads another date or address off the same file corrects the publication instead of adding a second one.
publications = Table(
    "publications",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("document", String, ForeignKey("documents.id"), nullable=False),
    Column("name", String, nullable=False),
    Column("extractor", String, nullable=False),
    Column("publisher", String, nullable=False),
    Column("sort", String, nullable=False),  # date of publication, the unknown last, then the id
    Column("content", String, nullable=False),  # SHA-256 of the body
    Column("current", Boolean, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("id", "name", "content", name="uq_publications_id_name_content"),
    Index("ix_publications_document", "document", "current", "sort", "n"),
    Index("ix_publications_sort", "current", "sort", "n"),
)

texts = Table(
    "texts",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("document", String, ForeignKey("documents.id"), nullable=False),
    Column("extractor", String, nullable=False),
    Column("language", String, nullable=False),
    Column("content", String, nullable=False),  # SHA-256 of the body
    Column("current", Boolean, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("id", "content", name="uq_texts_id_content"),
    Index("ix_texts_document", "document", "current"),
)
"""Working texts, one row a document and extractor."""

readings = Table(
    "readings",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("document", String, ForeignKey("documents.id"), nullable=False),
    Column("text", Integer, ForeignKey("texts.n"), nullable=False, index=True),
    Column("publication", String, nullable=False, index=True),
    Column("published", String, nullable=False),
    Column("steps", String, nullable=False),  # ids of the steps whose claims and marks it holds
    Column("read", Boolean, nullable=False),
    Column("content", String, nullable=False),  # SHA-256 over everything it holds
    Column("current", Boolean, nullable=False),
    Column("log", Integer, ForeignKey("log.n"), nullable=False, index=True),
    UniqueConstraint("document", "content", name="uq_readings_document_content"),
    Index("ix_readings_current", "document", "current"),
)
"""One row for each reading of a document by one plan."""

claims = Table(
    "claims",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("reading", Integer, ForeignKey("readings.n"), nullable=False),
    Column("id", String, nullable=False, index=True),
    Column("document", String, ForeignKey("documents.id"), nullable=False),
    Column("statement", String, nullable=False, index=True),
    Column("slot", String, nullable=False),
    Column("stance", String, nullable=False),
    Column("event_type", String, nullable=False),
    Column("place", Integer, nullable=False),  # where its words start, for the order inside the document
    Column("current", Boolean, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("reading", "id", name="uq_claims_reading_id"),
    Index("ix_claims_document", "document", "current", "place", "n"),
    Index("ix_claims_slot", "slot", "current", "document", "place", "n"),
)
"""One row a claim of a reading."""

marks = Table(
    "marks",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("reading", Integer, ForeignKey("readings.n"), nullable=False, index=True),
    Column("document", String, ForeignKey("documents.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("place", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_marks_document", "document", "current", "place", "n"),
)
"""What was noticed that is no claim."""

incidents = Table(
    "incidents",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("type", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_incidents_size", "size", "id"),
)
"""One row an incident."""

aliases = Table(
    "aliases",
    metadata,
    Column("alias", String, primary_key=True),
    Column("incident", String, ForeignKey("incidents.id"), nullable=False, index=True),
)
"""Ids of incidents that were merged into others."""

# Claims are named by id, which is stable, and not by row: a newer reading keeps the id of what it reads alike.
memberships = Table(
    "memberships",
    metadata,
    Column("incident", String, ForeignKey("incidents.id"), primary_key=True),
    Column("claim", String, primary_key=True, index=True),
    Column("document", String, ForeignKey("documents.id"), nullable=False, index=True),
    Column("score", Float, nullable=False),
)

origins = Table(
    "origins",
    metadata,
    Column("id", String, primary_key=True),
    Column("slot", String, nullable=False),
    Column("family", String, nullable=False),
    Column("certainty", String, nullable=False),
    Column("body", Text, nullable=False),
)
"""One row an origin."""

origin_claims = Table(
    "origin_claims",
    metadata,
    Column("origin", String, ForeignKey("origins.id"), primary_key=True),
    Column("claim", String, primary_key=True, index=True),
)
"""Which claims share an origin."""

weighings = Table(
    "weighings",
    metadata,
    Column("incident", String, ForeignKey("incidents.id"), primary_key=True),
    Column("content", String, nullable=False),  # SHA-256 over its findings and hypotheses
    Column("log", Integer, ForeignKey("log.n"), nullable=False),
)
"""What each incident's findings were made from."""

findings = Table(
    "findings",
    metadata,
    Column("id", String, primary_key=True),
    Column("incident", String, ForeignKey("incidents.id"), nullable=False),
    Column("slot", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_findings_incident", "incident", "ordinal", "id"),
)
"""One row a finding."""

positions = Table(
    "positions",
    metadata,
    Column("finding", String, ForeignKey("findings.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("incident", String, ForeignKey("incidents.id"), nullable=False, index=True),
    Column("slot", String, nullable=False),
    Column("value", Text, nullable=False),  # canonical form
    Column("label", Text, nullable=False),  # short form for people
    Column("families", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("superseded", Boolean, nullable=False),
)
"""One row a position of a finding."""

hypotheses = Table(
    "hypotheses",
    metadata,
    Column("incident", String, ForeignKey("incidents.id"), primary_key=True),
    Column("id", String, primary_key=True),
    Column("slot", String, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("body", Text, nullable=False),
)
"""Rival explanations."""

appraisals = Table(
    "appraisals",
    metadata,
    Column("incident", String, ForeignKey("incidents.id"), primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("id", String, nullable=False),
    Column("body", Text, nullable=False),
)
"""What weighing tells of an incident beyond its findings; one row an incident."""

relations = Table(
    "relations",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("incident", String, ForeignKey("incidents.id"), nullable=False, index=True),
    Column("other", String, ForeignKey("incidents.id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("body", Text, nullable=False),
)
"""How incidents stand to one another."""

judgements = Table(
    "judgements",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("target_kind", String, nullable=False),
    Column("target", String, nullable=False, index=True),
    Column("decision", String, nullable=False),
    Column("document", String, nullable=False),
    Column("slot", String, nullable=False),
    Column("log", Integer, ForeignKey("log.n"), nullable=False, index=True),
    Column("body", Text, nullable=False),
)
"""Signed decisions, in order."""

# What was erased keeps its row, its hash and its place in the log; its salt goes with its body, so that the hash tells
# nothing of what it was.
records = Table(
    "records",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("log", Integer, ForeignKey("log.n"), nullable=False, index=True),
    Column("sha256", String, nullable=False),  # over salt and body
    Column("salt", String, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_records_id", "id", "n"),
    Index("ix_records_kind", "kind", "subject", "current", "n"),
)
"""What people keep of a case beside judgements (`model.casework`); rows are only added, and erased."""

rejects = Table(
    "rejects",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("step", String, nullable=False),
    Column("place", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("fatal", Boolean, nullable=False),
    Column("run", String, nullable=False),
    Column("body", Text, nullable=False),
)
"""What could not be taken further."""

markers = Table(
    "markers",
    metadata,
    Column("plan", String, primary_key=True),
    Column("key", String, primary_key=True),
)
"""What a plan has finished."""

tallies = Table(
    "tallies",
    metadata,
    Column("facet", String, primary_key=True),
    Column("value", String, primary_key=True),
    Column("n", Integer, nullable=False),
)
"""Counts by facet, kept up to date."""

cards = Table(
    "cards",
    metadata,
    Column("incident", String, ForeignKey("incidents.id"), primary_key=True),
    Column("type", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("rank", Integer, nullable=False),  # minus the number of claims, so that the largest come first
    Column("disputes", Integer, nullable=False),  # minus the number of disputed questions
    Column("start", String, nullable=False),  # ISO; undated ones sort last as "~"
    Column("end", String, nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("status", String, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_cards_rank", "rank", "incident"),
    Index("ix_cards_start", "start", "incident"),
    Index("ix_cards_disputes", "disputes", "incident"),
)
"""One row an incident, as lists show it; made from the other tables and kept with them."""

card_facets = Table(
    "card_facets",
    metadata,
    Column("incident", String, ForeignKey("incidents.id"), primary_key=True),
    Column("facet", String, primary_key=True),
    Column("value", String, primary_key=True),
    Index("ix_card_facets_value", "facet", "value", "incident"),
)
"""Verdicts, publishers and parties of each incident, to filter by."""
