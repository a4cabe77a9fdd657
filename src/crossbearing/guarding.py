"""Putting together what keeps back what must be kept back: the case as lists, dossier and server read it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from crossbearing.rooms import room

if TYPE_CHECKING:
    from crossbearing.model.incidents import Incident
    from crossbearing.model.protocols import CaseReader, Weighed

__all__ = ["covers", "guarded", "today", "told_outwards", "weigh_lazily"]


def today() -> str:
    """Return the day that embargoes are measured by: today, UTC."""
    return datetime.now(UTC).date().isoformat()


def weigh_lazily(incident: Incident, reader: CaseReader) -> Weighed:
    """Weigh an incident; what that needs is loaded only when something is held back."""
    weighed: Weighed = room("weigh")()(incident, reader)
    return weighed


def guarded(case: Any, *, allowed: bool = False) -> Any:
    """Return an open case without what its records hold back, and with places at risk told coarsely.

    Args:
        case: The case.
        allowed: Whether what is held back is shown where nobody said anything (`show.clearance`).
    """
    held = room("guarded_case")(case, weigh_lazily, allowed=allowed)
    return room("coarse_case")(held, allowed=allowed, today=today)


def covers(case: Any) -> Any:
    """Return what is covered in a case until somebody opens it: see `show.covering.Covers`."""
    return room("covers").of(case.records().of("Care"), room("content_words")())


def told_outwards(case: Any) -> Any:
    """Return a case as it may be told to others: see `show.outward.Outward`."""
    return room("outward")(case, weigh=weigh_lazily, kinds=room("at_risk_words")(), today=today())
