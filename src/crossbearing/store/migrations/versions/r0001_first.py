"""The first format of the case file: all tables, full-text search, and the guards of what is append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from crossbearing.store import server_tables
from crossbearing.store.dialects import append_only, on_postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Combining marks belong to words: else vocalised Arabic falls apart into single letters.
_SEARCH = """
CREATE VIRTUAL TABLE search USING fts5(
    title, content, tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
)
"""


def upgrade() -> None:
    """Make everything."""
    _material()
    _conclusions()
    connection = op.get_bind()
    if on_postgresql(connection):
        server_tables.metadata.create_all(connection)
    else:
        op.execute(sa.text(_SEARCH))
    for table in ("log", "judgements"):
        append_only(connection, table)


def _material() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "log",
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("utc", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("prev", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
    )
    op.create_table(
        "documents",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("sort", sa.String, nullable=False, unique=True),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("read", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_documents_sha256", "documents", ["sha256"])
    op.create_table(
        "publications",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("document", sa.String, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("extractor", sa.String, nullable=False),
        sa.Column("publisher", sa.String, nullable=False),
        sa.Column("sort", sa.String, nullable=False),
        sa.Column("content", sa.String, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("id", "name", "content", name="uq_publications_id_name_content"),
    )
    op.create_index("ix_publications_document", "publications", ["document", "current", "sort", "n"])
    op.create_index("ix_publications_sort", "publications", ["current", "sort", "n"])
    op.create_table(
        "texts",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("document", sa.String, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("extractor", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("content", sa.String, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("id", "content", name="uq_texts_id_content"),
    )
    op.create_index("ix_texts_document", "texts", ["document", "current"])
    op.create_table(
        "readings",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("document", sa.String, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("text", sa.Integer, sa.ForeignKey("texts.n"), nullable=False),
        sa.Column("publication", sa.String, nullable=False),
        sa.Column("published", sa.String, nullable=False),
        sa.Column("steps", sa.String, nullable=False),
        sa.Column("read", sa.Boolean, nullable=False),
        sa.Column("content", sa.String, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("log", sa.Integer, sa.ForeignKey("log.n"), nullable=False),
        sa.UniqueConstraint("document", "content", name="uq_readings_document_content"),
    )
    op.create_index("ix_readings_text", "readings", ["text"])
    op.create_index("ix_readings_publication", "readings", ["publication"])
    op.create_index("ix_readings_log", "readings", ["log"])
    op.create_index("ix_readings_current", "readings", ["document", "current"])
    op.create_table(
        "claims",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("reading", sa.Integer, sa.ForeignKey("readings.n"), nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("document", sa.String, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("statement", sa.String, nullable=False),
        sa.Column("slot", sa.String, nullable=False),
        sa.Column("stance", sa.String, nullable=False),
        sa.Column("event_type", sa.String, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("reading", "id", name="uq_claims_reading_id"),
    )
    op.create_index("ix_claims_id", "claims", ["id"])
    op.create_index("ix_claims_statement", "claims", ["statement"])
    op.create_index("ix_claims_document", "claims", ["document", "current", "place", "n"])
    op.create_index("ix_claims_slot", "claims", ["slot", "current", "document", "place", "n"])
    op.create_table(
        "marks",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("reading", sa.Integer, sa.ForeignKey("readings.n"), nullable=False),
        sa.Column("document", sa.String, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_marks_reading", "marks", ["reading"])
    op.create_index("ix_marks_document", "marks", ["document", "current", "place", "n"])


def _conclusions() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_incidents_size", "incidents", ["size", "id"])
    op.create_table(
        "aliases",
        sa.Column("alias", sa.String, primary_key=True),
        sa.Column("incident", sa.String, sa.ForeignKey("incidents.id"), nullable=False),
    )
    op.create_index("ix_aliases_incident", "aliases", ["incident"])
    op.create_table(
        "memberships",
        sa.Column("incident", sa.String, sa.ForeignKey("incidents.id"), primary_key=True),
        sa.Column("claim", sa.String, primary_key=True),
        sa.Column("document", sa.String, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("score", sa.Float, nullable=False),
    )
    op.create_index("ix_memberships_claim", "memberships", ["claim"])
    op.create_index("ix_memberships_document", "memberships", ["document"])
    op.create_table(
        "origins",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("slot", sa.String, nullable=False),
        sa.Column("family", sa.String, nullable=False),
        sa.Column("certainty", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "origin_claims",
        sa.Column("origin", sa.String, sa.ForeignKey("origins.id"), primary_key=True),
        sa.Column("claim", sa.String, primary_key=True),
    )
    op.create_index("ix_origin_claims_claim", "origin_claims", ["claim"])
    op.create_table(
        "weighings",
        sa.Column("incident", sa.String, sa.ForeignKey("incidents.id"), primary_key=True),
        sa.Column("content", sa.String, nullable=False),
        sa.Column("log", sa.Integer, sa.ForeignKey("log.n"), nullable=False),
    )
    op.create_table(
        "findings",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("incident", sa.String, sa.ForeignKey("incidents.id"), nullable=False),
        sa.Column("slot", sa.String, nullable=False),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_findings_incident", "findings", ["incident", "ordinal", "id"])
    op.create_table(
        "positions",
        sa.Column("finding", sa.String, sa.ForeignKey("findings.id"), primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Column("incident", sa.String, sa.ForeignKey("incidents.id"), nullable=False),
        sa.Column("slot", sa.String, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("families", sa.Integer, nullable=False),
        sa.Column("outlets", sa.Integer, nullable=False),
        sa.Column("superseded", sa.Boolean, nullable=False),
    )
    op.create_index("ix_positions_incident", "positions", ["incident"])
    op.create_table(
        "hypotheses",
        sa.Column("incident", sa.String, sa.ForeignKey("incidents.id"), primary_key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("slot", sa.String, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "judgements",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("target_kind", sa.String, nullable=False),
        sa.Column("target", sa.String, nullable=False),
        sa.Column("decision", sa.String, nullable=False),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("slot", sa.String, nullable=False),
        sa.Column("log", sa.Integer, sa.ForeignKey("log.n"), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_judgements_target", "judgements", ["target"])
    op.create_index("ix_judgements_log", "judgements", ["log"])
    op.create_table(
        "rejects",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("step", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("fatal", sa.Boolean, nullable=False),
        sa.Column("run", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_rejects_place", "rejects", ["place"])
    op.create_table(
        "markers",
        sa.Column("plan", sa.String, primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
    )
    op.create_table(
        "tallies",
        sa.Column("facet", sa.String, primary_key=True),
        sa.Column("value", sa.String, primary_key=True),
        sa.Column("n", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """There is no format before this one."""
