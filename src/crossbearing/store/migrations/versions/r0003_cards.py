"""Tables that lists of incidents are read from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables, empty: older cases get their contents when they are next opened for writing."""
    op.create_table(
        "cards",
        sa.Column("incident", sa.String, sa.ForeignKey("incidents.id"), primary_key=True),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("disputes", sa.Integer, nullable=False),
        sa.Column("start", sa.String, nullable=False),
        sa.Column("end", sa.String, nullable=False),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_cards_rank", "cards", ["rank", "incident"])
    op.create_index("ix_cards_start", "cards", ["start", "incident"])
    op.create_index("ix_cards_disputes", "cards", ["disputes", "incident"])
    op.create_table(
        "card_facets",
        sa.Column("incident", sa.String, sa.ForeignKey("incidents.id"), primary_key=True),
        sa.Column("facet", sa.String, primary_key=True),
        sa.Column("value", sa.String, primary_key=True),
    )
    op.create_index("ix_card_facets_value", "card_facets", ["facet", "value", "incident"])


def downgrade() -> None:
    """Remove both tables."""
    op.drop_table("card_facets")
    op.drop_table("cards")
