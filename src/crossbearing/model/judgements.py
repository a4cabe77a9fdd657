"""Signed human decisions on the machine's suggestions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crossbearing.model.values import Value

__all__ = ["Anchoring", "Decision", "Judgement", "TargetKind"]


class Decision(StrEnum):
    """What was decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    UNSURE = "unsure"
    MUST_JOIN = "must_join"
    CANNOT_JOIN = "cannot_join"


class TargetKind(StrEnum):
    """What a judgement is about."""

    STATEMENT = "statement"
    INCIDENT = "incident"
    LINK = "link"  # target is a statement id, `other` the incident id or statement id


class Anchoring(StrEnum):
    """How a judgement is tied to the present reading."""

    BY_STATEMENT = "by_statement"
    BY_QUOTE = "by_quote"
    UNANCHORED = "unanchored"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision by a person. Judgements are added, never changed or deleted; the last of a person counts.

    Args:
        id: Unique id.
        target_kind: What it is about.
        target: Statement or incident id.
        decision: What was decided.
        who: Who decided.
        when: UTC, ISO 8601.
        why: Reason, or empty.
        document: Document id, for re-anchoring.
        quote: The words judged, for re-anchoring.
        slot: The question of the claim judged, for re-anchoring.
        value: The corrected answer, for `correct`.
        other: The other end of a link.
    """

    id: str
    target_kind: TargetKind
    target: str
    decision: Decision
    who: str
    when: str
    why: str = ""
    document: str = ""
    quote: str = ""
    slot: str = ""
    value: Value | None = None
    other: str = ""
