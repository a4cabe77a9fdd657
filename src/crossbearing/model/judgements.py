"""Signed human decisions on the machine's suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from crossbearing.model.values import Value

__all__ = ["Anchoring", "Decision", "Judgement", "TargetKind", "standing_decisions"]


class Decision(StrEnum):
    """What was decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    UNSURE = "unsure"
    MUST_JOIN = "must_join"
    CANNOT_JOIN = "cannot_join"
    GRADE = "grade"  # a grade of a named scale is given
    RATE = "rate"  # how a piece of evidence bears on an explanation
    ADD = "add"  # an explanation, a piece of evidence or a lack of one that a person puts in


class TargetKind(StrEnum):
    """What a judgement is about."""

    STATEMENT = "statement"
    INCIDENT = "incident"
    LINK = "link"  # target is a statement id, `other` the incident id or statement id
    GRADE = "grade"  # target is what `scale` grades: an incident, a source, a statement, an explanation, evidence
    HYPOTHESIS = "hypothesis"  # target is an explanation, `other` its incident
    RATING = "rating"  # target is an explanation, `other` the piece of evidence
    EVIDENCE = "evidence"  # target is a piece of evidence, or of missing evidence, `other` its incident


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
        target: Id of what it is about, or the name of a source.
        decision: What was decided.
        who: Who decided.
        when: UTC, ISO 8601.
        why: Reason, or empty.
        document: Document id, for re-anchoring.
        quote: The words judged, for re-anchoring.
        slot: The question of the claim judged, for re-anchoring.
        value: The corrected answer, for `correct`.
        other: The other end of a link, or the incident.
        scale: For grades, the scale, a name of `model.grades.SCALES`.
        grade: The grade on that scale, or the rating of a piece of evidence (`hypotheses.Bearing`).
        text: Words that a person puts in: an explanation, a piece of evidence.
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
    scale: str = ""
    grade: str = ""
    text: str = ""


def standing_decisions(judged: Iterable[tuple[str, Judgement]]) -> dict[str, Judgement]:
    """Return the decision that stands on each target: the last of each person, where all persons agree.

    Where people differ on a target, the last judgement is returned as `unsure`, so that neither of them wins silently.

    Args:
        judged: Pairs of target id (as anchored to the present reading) and judgement, in any order.
    """
    last: dict[str, dict[str, Judgement]] = {}
    for target, judgement in sorted(judged, key=lambda pair: (pair[1].when, pair[1].id)):
        last.setdefault(target, {})[judgement.who] = judgement
    standing: dict[str, Judgement] = {}
    for target, by_person in last.items():
        latest = max(by_person.values(), key=lambda judgement: (judgement.when, judgement.id))
        answers = {
            (judgement.decision, judgement.value.canonical() if judgement.value is not None else "")
            for judgement in by_person.values()
        }
        standing[target] = latest if len(answers) == 1 else replace(latest, decision=Decision.UNSURE)
    return standing
