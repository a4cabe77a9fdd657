"""Rival explanations, and how single pieces of evidence bear on them (analysis of competing hypotheses)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Bearing", "Hypothesis", "Rating"]


class Bearing(StrEnum):
    """How a piece of evidence stands to an explanation (Heuer 1999, chapter 8; five grades as in Burton's ACH)."""

    VERY_CONSISTENT = "CC"
    CONSISTENT = "C"
    NEUTRAL = "N"
    INCONSISTENT = "I"
    VERY_INCONSISTENT = "II"
    NOT_APPLICABLE = "NA"


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One rival explanation, proposed from claims about intent, cause or responsibility; a person may edit it.

    Args:
        id: Stable id.
        incident: Incident id.
        slot: The question it answers (`intent`, `cause`, `responsibility`).
        code: The category code it stands for, or empty.
        text: In plain, neutral words.
        held_by: Names of those who put it forward, in order of first appearance.
        denied_by: Names of those who reject it.
        claims: Claim ids for it.
        claims_against: Claim ids that deny it.
        proposed_by: `machine` or the name of a person.
    """

    id: str
    incident: str
    slot: str
    code: str
    text: str
    held_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    claims: tuple[str, ...]
    claims_against: tuple[str, ...] = ()
    proposed_by: str = "machine"


@dataclass(frozen=True, slots=True)
class Rating:
    """How one piece of evidence bears on one explanation, as a person rated it.

    Args:
        hypothesis: Hypothesis id.
        evidence: Finding or origin id.
        bearing: The rating.
        who: Who rated.
        when: UTC, ISO 8601.
        why: Reason, or empty.
    """

    hypothesis: str
    evidence: str
    bearing: Bearing
    who: str
    when: str
    why: str = ""
