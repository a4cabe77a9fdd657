"""A table for what people keep of a case beside judgements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from crossbearing.store.dialects import append_only, erasable_only

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, empty; its rows can be added and erased, not otherwise changed nor taken out."""
    op.create_table(
        "records",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("log", sa.Integer, sa.ForeignKey("log.n"), nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("salt", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_records_log", "records", ["log"])
    op.create_index("ix_records_id", "records", ["id", "n"])
    op.create_index("ix_records_kind", "records", ["kind", "subject", "current", "n"])
    append_only(op.get_bind(), "records", "DELETE")
    erasable_only(
        op.get_bind(),
        "records",
        kept=("id", "kind", "subject", "log", "sha256"),
        erased=("salt", "body"),
    )


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("records")
