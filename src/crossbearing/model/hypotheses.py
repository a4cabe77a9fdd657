"""Rival explanations, and how single pieces of evidence bear on them (analysis of competing hypotheses)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crossbearing.model.grades import SignedGrade

__all__ = [
    "Assessment",
    "Bearing",
    "Cell",
    "Evidence",
    "Hypothesis",
    "Missing",
    "Rating",
    "Score",
    "Sensitivity",
]


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
        edited_by: Who last put its words otherwise, or empty.
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
    edited_by: str = ""


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


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of the matrix: one answer with all who give it, so that copies of it do not add up.

    Args:
        id: Stable within the incident.
        incident: Incident id.
        finding: Id of the finding it is an answer of, or empty where a person put it in.
        slot: The question, or empty.
        text: In words.
        families: Whom it rests on; empty where no origin is stated.
        origins: Origin ids.
        outlets: How many publishers carry it.
        independent: Whether it is shown that two of the families know it independently.
        claims: Claim ids.
        proposed_by: `machine` or the name of a person.
        credibility: `high`, `medium` or `low` as people judged it, or empty.
        relevance: Likewise.
        diagnosticity: Population standard deviation of its ratings from -2 (II) to 2 (CC); 0 tells nothing apart, None
            means that fewer than two explanations are rated.
    """

    id: str
    incident: str
    finding: str
    slot: str
    text: str
    families: tuple[str, ...]
    origins: tuple[str, ...]
    outlets: int
    independent: bool
    claims: tuple[str, ...]
    proposed_by: str = "machine"
    credibility: str = ""
    relevance: str = ""
    diagnosticity: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """How one row bears on one explanation.

    Args:
        hypothesis: Hypothesis id.
        evidence: Evidence id.
        bearing: The rating that all who rated give, or None where nobody rated or people differ.
        ratings: The last rating of each person.
    """

    hypothesis: str
    evidence: str
    bearing: Bearing | None
    ratings: tuple[Rating, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How much of the evidence stands against one explanation.

    Args:
        hypothesis: Hypothesis id.
        inconsistency: Sum over its rows of 1 for I and 2 for II.
        weighted: The same, each row times its weight.
        rated: Number of rows rated for it, those rated NA left out.
        not_applicable: Number of rows rated NA: an explanation that fewer rows touch looks better.
        unrated: Number of rows that nobody rated for it, or on which people differ.
        rank: 1 for the one with the least inconsistency; equals share a rank. 0 where nothing is rated for it.
        weighted_rank: The same by weighted inconsistency.
    """

    hypothesis: str
    inconsistency: int
    weighted: float
    rated: int
    not_applicable: int
    unrated: int
    rank: int
    weighted_rank: int


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """That the order of explanations would be another if a row, or all that one origin gives, were wrong.

    Args:
        kind: `row` or `origin`.
        what: Evidence id, or the name of a family.
        before: Ids of the explanations that lead, with everything.
        after: Ids of those that lead without it.
        leads: Whether another explanation would lead; else only the order behind changes.
    """

    kind: str
    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    leads: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """Evidence that is not there.

    Args:
        text: What is missing, in words.
        slot: The question, or empty.
        who: Who declines or cannot say, if anybody.
        proposed_by: `machine` or the name of a person.
        claims: Claim ids of those who decline.
    """

    text: str
    slot: str = ""
    who: tuple[str, ...] = ()
    proposed_by: str = "machine"
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The rival explanations of an incident against its evidence.

    Args:
        evidence: Rows, those rated first.
        cells: Ratings, by row and explanation; cells nobody rated are left out.
        scores: One an explanation, least inconsistent first.
        sensitivity: What would change the order.
        missing: Evidence that is not there.
        likelihoods: Signed words of likelihood, all of one yardstick.
        yardstick: That yardstick, or empty.
        confidence: Signed levels of confidence; never to be put in one sentence with a likelihood.
        unplaced: Ratings whose row or explanation is no longer there.
    """

    evidence: tuple[Evidence, ...] = ()
    cells: tuple[Cell, ...] = ()
    scores: tuple[Score, ...] = ()
    sensitivity: tuple[Sensitivity, ...] = ()
    missing: tuple[Missing, ...] = ()
    likelihoods: tuple[SignedGrade, ...] = ()
    yardstick: str = ""
    confidence: tuple[SignedGrade, ...] = ()
    unplaced: tuple[Rating, ...] = ()
