"""Positions and findings: for one question of one incident, the groups of compatible answers and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crossbearing.model.values import Value

__all__ = ["NOT_STATED", "Finding", "Holding", "OneSide", "Position", "Verdict"]


NOT_STATED = "origin not stated"
"""What stands in the place of a holder where no report names one."""


class Verdict(StrEnum):
    """What the accounts come to on one question; the first that applies, in this order."""

    UNKNOWN = "unknown"
    NOT_COMPARABLE = "not_comparable"
    DISPUTED = "disputed"
    CHANGED_ACCOUNT = "changed_account"
    SUPERSEDED = "superseded"
    RANGE = "range"
    AGREED = "agreed"
    REPEATED = "repeated"
    SINGLE_ORIGIN = "single_origin"
    ORIGIN_NOT_STATED = "origin_not_stated"


class OneSide(StrEnum):
    """Whether agreeing origins stand on one side of the conflict."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Holding:
    """That a body holds an answer.

    Args:
        holder: Outermost named body of the chain that is no medium, or an empty string where none is stated.
        family: Its family, or an empty string.
        value: The answer.
        claims: Claim ids, in order of appearance.
        outlets: Publishers that carried it, in order of first appearance.
        said_at: ISO time of its first appearance, or empty.
        current: Whether it is the holder's last answer.
        note: `superseded`, `changed_account`, `retracted`, `credited_elsewhere`, or empty, ...
        reason: ... and why, in words.
        denied: Whether the holder denies this answer.
    """

    holder: str
    family: str
    value: Value
    claims: tuple[str, ...]
    outlets: tuple[str, ...]
    said_at: str = ""
    current: bool = True
    note: str = ""
    reason: str = ""
    denied: bool = False

    @property
    def who(self) -> str:
        """Its holder; where no outlet names one, that it is not stated, and whose it is suspected to be."""
        if self.holder:
            return self.holder
        return f"{NOT_STATED}, suspected: {self.family}" if self.family else NOT_STATED


@dataclass(frozen=True, slots=True)
class Position:
    """A group of answers that are all compatible with one another.

    Args:
        value: The narrowest answer, which seeds it.
        holdings: Who holds it.
        families: Families whose answer it is, in order of first appearance.
        outlets: Publishers that carry it.
        state_origin: How many of those outlets state an origin.
        state_none: How many state none.
        origins: Origin ids.
        superseded: Whether every holder has since given another answer.
    """

    value: Value
    holdings: tuple[Holding, ...]
    families: tuple[str, ...]
    outlets: tuple[str, ...]
    state_origin: int
    state_none: int
    origins: tuple[str, ...] = ()
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one question of one incident, with its reason in a sentence.

    Args:
        id: `ids.finding_id(...)`.
        incident: Incident id.
        slot: The question.
        scope: `whole`, or `part: of what`.
        unit: Unit word, or empty.
        verdict: What the accounts come to.
        reason: One sentence.
        positions: In order of first appearance.
        spanning: Answers that fit several positions and count in none.
        unknowns: Holdings that state no answer (`declines`, `cannot_say`, unknown).
        outlets: How many publishers answer this question.
        state_origin: How many of them state an origin.
        state_none: How many state none.
        one_side: Whether the agreeing origins stand on one side.
        machine: Number of claims behind it that nobody has judged.
        confirmed: Number of claims behind it that a person has accepted.
    """

    id: str
    incident: str
    slot: str
    scope: str
    unit: str
    verdict: Verdict
    reason: str
    positions: tuple[Position, ...]
    spanning: tuple[Holding, ...] = ()
    unknowns: tuple[Holding, ...] = ()
    outlets: int = 0
    state_origin: int = 0
    state_none: int = 0
    one_side: OneSide = OneSide.UNKNOWN
    machine: int = 0
    confirmed: int = 0
