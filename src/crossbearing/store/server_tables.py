"""What a case on a PostgreSQL server has in tables of its own: the index of words, and the originals.

In a folder the first is SQLite's own full-text index and the second are files.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY

__all__ = ["metadata", "original_parts", "words"]

metadata = MetaData()
"""All tables that only a case on a server has."""

words = Table(
    "words",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),  # of the document
    Column("title", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("title_words", Text, nullable=False),  # folded, each word between two spaces of its own
    Column("content_words", Text, nullable=False),
    Column("size", Integer, nullable=False),  # words in both
    Column("held", ARRAY(String), nullable=False),  # each word once, long ones cut short
    Index("ix_words_held", "held", postgresql_using="gin"),
)
"""The index of words, one row a document."""

original_parts = Table(
    "original_parts",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
"""The originals, in parts of at most a mebibyte."""
