"""What assembling a report's incidents gives: fillers of roles and the incidents they belong to."""

from __future__ import annotations

from dataclasses import dataclass

from crossbearing.read.tagger.decode import INCIDENTS, ROLES

__all__ = ["INCIDENTS", "ROLES", "Filler", "Incident", "Span"]

Span = tuple[int, int]
"""Characters from the first to behind the last, as offsets into the document."""


@dataclass(frozen=True, slots=True)
class Filler:
    """One entity in one role of an incident.

    Args:
        role: One of `ROLES`.
        surface: Its best wording, as written.
        span: Where that wording stands.
        others: Further wordings taken for the same entity, best first.
        score: Chance that the entity fills the role in some incident of the report, between 0 and 1.
    """

    role: str
    surface: str
    span: Span
    others: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Incident:
    """One violent incident that a report tells.

    Args:
        type: One of `INCIDENTS`.
        fillers: Its entities by role, in order of `ROLES` and then of the text.
        sentences: Numbers of the sentences that tell it, ascending.
        score: Chance that the report tells such an incident, between 0 and 1.
        background: True where every sentence that tells it looks back: an earlier year, a former attack.
    """

    type: str
    fillers: tuple[Filler, ...]
    sentences: tuple[int, ...]
    score: float
    background: bool = False

    def of(self, role: str) -> tuple[Filler, ...]:
        """Return the fillers of one role."""
        return tuple(filler for filler in self.fillers if filler.role == role)
