"""What weighing tells of an incident beyond findings: ranges, criteria, the course, the test of explanations."""

from __future__ import annotations

from dataclasses import dataclass

from crossbearing.model.course import Course
from crossbearing.model.grades import CriteriaSheet, SignedGrade
from crossbearing.model.hypotheses import Assessment
from crossbearing.model.ranges import PracticeRange
from crossbearing.model.values import Value

__all__ = ["Appraisal", "FigureGiven", "SourceRecord"]


@dataclass(frozen=True, slots=True)
class FigureGiven:
    """A figure that a source gave, and what became of it.

    Args:
        finding: Id of the finding it belongs to.
        slot: The question.
        value: The answer.
        said_at: ISO date or time of its first appearance, or empty.
        note: Note of the holding (`superseded`, ...), or empty.
        reason: What became of it, in words, or empty.
        claims: Claim ids.
    """

    finding: str
    slot: str
    value: Value
    said_at: str
    note: str
    reason: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What one source has given on an incident, plainly and in order; no rate is made of it.

    Args:
        source: Its name.
        family: Its family, or empty.
        figures: Counts it gave, in order of first appearance.
        reliability: Signed grades of the source, latest of each person; empty means `F`, cannot be judged.
    """

    source: str
    family: str
    figures: tuple[FigureGiven, ...]
    reliability: tuple[SignedGrade, ...] = ()


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What weighing tells of one incident beyond its findings.

    Args:
        incident: Incident id.
        ranges: Ranges of killed and wounded under each practice, side by side.
        criteria: Criteria of grades, met and not met.
        course: The course of the incident.
        assessment: The rival explanations against the evidence.
        records: What each source gave, in order of first appearance.
        grades: Signed grades of the incident, of its statements and of those who hold its answers.
    """

    incident: str
    ranges: tuple[PracticeRange, ...]
    criteria: tuple[CriteriaSheet, ...]
    course: Course
    assessment: Assessment
    records: tuple[SourceRecord, ...] = ()
    grades: tuple[SignedGrade, ...] = ()
