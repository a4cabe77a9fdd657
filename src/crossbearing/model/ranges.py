"""How recorders of casualties would put the figures of one question into a range, each by its own practice."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Known", "Practice", "PracticeRange"]


class Practice(StrEnum):
    """Whose practice a range follows. They clash, and are shown side by side and never merged."""

    AIRWARS = "airwars"
    UCDP = "ucdp"
    ACLED = "acled"


class Known(StrEnum):
    """How a practice's rule is known to this program."""

    READ = "read"  # in the source named
    SECONDARY = "secondary"  # as another source gives it
    INFERRED = "inferred"  # from published records; no written rule was found
    BACKGROUND = "background"  # from general knowledge; not checked


@dataclass(frozen=True, slots=True)
class PracticeRange:
    """The figures of one question as one practice would put them.

    Args:
        practice: Whose practice it is.
        category: Whom it counts (`civilians`, `belligerents`, `status not stated`), or empty for all together.
        low: Lowest figure, or None where the practice gives none.
        best: The one figure that the practice gives, or None where it gives none or leaves it to a person.
        high: Highest figure, or None where the practice gives none.
        rule: What the practice does, in a sentence.
        source: Where its rule can be read.
        claims: Ids of the claims whose figures make the ends.
        words: Vague words that the practice has no number for, as written.
        notes: What a reader must know of this range besides.
        known: How the rule is known.
        finding: Id of the finding whose answers it is made of.
        best_by: Who gave the best figure, where a person did.
    """

    practice: Practice
    category: str
    low: int | None
    best: int | None
    high: int | None
    rule: str
    source: str
    claims: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    known: Known = Known.READ
    finding: str = ""
    best_by: str = ""
