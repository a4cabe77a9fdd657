"""Signed grades of an incident, its sources, statements, evidence and explanations: the last of each person."""

from __future__ import annotations

from collections.abc import Iterable

from crossbearing.model.grades import SignedGrade
from crossbearing.model.judgements import Judgement, TargetKind

__all__ = ["agreed_grade", "grades_of"]


def grades_of(judgements: Iterable[Judgement]) -> tuple[SignedGrade, ...]:
    """Return the signed grades that stand: on each scale and target the last of each person, in order of time.

    Args:
        judgements: All judgements, in any order.
    """
    last: dict[tuple[str, str, str], SignedGrade] = {}
    for one in sorted(judgements, key=lambda judgement: (judgement.when, judgement.id)):
        if one.target_kind is TargetKind.GRADE and one.scale:
            last[one.scale, one.target, one.who] = SignedGrade(
                one.scale, one.target, one.grade, one.who, one.when, one.why
            )
    return tuple(sorted(last.values(), key=lambda grade: (grade.when, grade.scale, grade.target, grade.who)))


def agreed_grade(grades: Iterable[SignedGrade], scale: str, target: str) -> str:
    """Return the grade that all who graded a target on a scale give, or an empty string where they differ."""
    found = {grade.grade for grade in grades if grade.scale == scale and grade.target == target}
    return found.pop() if len(found) == 1 else ""
