"""What people keep of a case beside their judgements: the form that all such records share.

Consent and embargoes, withdrawals, the ledger of victims, geolocations, second assessments, open questions, published
versions: each is a frozen dataclass of its own with the four fields below, kept and read through
`Case.records()`. A record is never changed: a newer one with the same id stands in its place, and the older ones
are its history.
"""

from __future__ import annotations

from typing import Protocol

__all__ = ["CaseRecord"]


class CaseRecord(Protocol):
    """The fields that every record kept of a case has; its kind is the name of its type."""

    @property
    def id(self) -> str:
        """Random, so that it reveals nothing; versions of one record share it."""

    @property
    def subject(self) -> str:
        """Id of the document, incident or claim it is about; empty for the whole case."""

    @property
    def by(self) -> str:
        """Who wrote it."""

    @property
    def at(self) -> str:
        """When, UTC, ISO 8601."""
