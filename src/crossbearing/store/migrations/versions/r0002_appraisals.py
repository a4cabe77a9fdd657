"""Tables for what weighing tells beyond findings, and for how incidents stand to one another."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables, empty: older cases get their contents when they are weighed anew."""
    op.create_table(
        "appraisals",
        sa.Column("incident", sa.String, sa.ForeignKey("incidents.id"), primary_key=True),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "relations",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("incident", sa.String, sa.ForeignKey("incidents.id"), nullable=False),
        sa.Column("other", sa.String, sa.ForeignKey("incidents.id"), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_relations_incident", "relations", ["incident"])
    op.create_index("ix_relations_other", "relations", ["other"])


def downgrade() -> None:
    """Remove both tables."""
    op.drop_table("relations")
    op.drop_table("appraisals")
