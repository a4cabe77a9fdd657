"""Public shapes of what weighing tells beyond findings: ranges, course, criteria, explanations, evidence, relations.

As stable as those of `shapes`, and documented beside them in `docs/guide/json.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crossbearing.model.appraisals import Appraisal
from crossbearing.model.counting import rules_from
from crossbearing.model.course import Course, OrderGiven, Telling
from crossbearing.model.grades import SCALES, SignedGrade
from crossbearing.model.hypotheses import Assessment, Cell, Evidence, Hypothesis
from crossbearing.model.judgements import Judgement
from crossbearing.model.protocols import CaseReader
from crossbearing.model.ranges import PracticeRange
from crossbearing.show.plain import plain, plain_value

__all__ = [
    "COLUMNS",
    "counting_rules",
    "course",
    "criteria",
    "evidence",
    "for_table",
    "hypotheses",
    "range_row",
    "ranges",
    "ranges_by_finding",
    "records",
    "relations",
    "reliabilities",
    "rules",
]

Row = dict[str, Any]

COLUMNS: dict[str, tuple[str, ...]] = {
    "ranges": (
        *("incident", "finding", "slot", "scope", "practice", "category", "low", "best", "high"),
        *("words", "notes", "best_by", "rule", "source", "known", "counting_rules"),
    ),
    "course": ("incident", "n", "id", "kind", "phase", "label", "own", "placed", "told_by", "starts", "ends", "orders"),
    "criteria": ("incident", "scale", "grade", "title", "criterion", "met", "reason", "source", "signed"),
    "hypotheses": (
        *("incident", "id", "slot", "text", "held_by", "denied_by", "proposed_by", "edited_by"),
        *("inconsistency", "weighted", "rated", "not_applicable", "unrated", "rank", "weighted_rank", "likelihood"),
    ),
    "evidence": (
        *("incident", "id", "what", "slot", "text", "families", "outlets", "independent", "proposed_by"),
        *("credibility", "relevance", "diagnosticity", "ratings", "if_wrong"),
    ),
    "records": (
        "incident",
        "source",
        "family",
        "reliability",
        "slot",
        "scope",
        "value.words",
        "said_at",
        "note",
        "reason",
    ),
    "relations": ("incident", "kind", "other", "told", "reason", "documents"),
    "rules": ("topic", "heading", "text", "own"),
}
"""Columns of the CSV form of each list."""


def counting_rules(reader: CaseReader) -> list[str]:
    """Return the rules by which a case counts, one line each."""
    return [f"{rule.heading}: {rule.text} {rule.own}".strip() for rule in rules_from(reader.meta())]


def _appraisals(reader: CaseReader, incident: str | None) -> Iterable[Appraisal]:
    return reader.appraisals(reader.incident(incident).id if incident else None)


def range_row(found: PracticeRange) -> Row:
    """Return a range under one practice."""
    return plain(found)  # type: ignore[no-any-return]


def ranges_by_finding(reader: CaseReader, incident: str | None = None) -> dict[str, list[PracticeRange]]:
    """Return the ranges under each practice, by finding id."""
    found: dict[str, list[PracticeRange]] = {}
    for appraisal in _appraisals(reader, incident):
        for one in appraisal.ranges:
            found.setdefault(one.finding, []).append(one)
    return found


def ranges(reader: CaseReader, *, incident: str | None = None) -> list[Row]:
    """Return ranges of killed and wounded under each practice, side by side.

    Raises:
        CaseError: If there is no such incident.
    """
    told = counting_rules(reader)
    of_finding = {finding.id: finding for finding in reader.findings(incident)}
    return [
        {
            "incident": appraisal.incident,
            "finding": one.finding,
            "slot": of_finding[one.finding].slot,
            "scope": of_finding[one.finding].scope,
            **{name: value for name, value in range_row(one).items() if name != "finding"},
            "counting_rules": told,
        }
        for appraisal in _appraisals(reader, incident)
        for one in appraisal.ranges
        if one.finding in of_finding
    ]


def course(reader: CaseReader, *, incident: str | None = None) -> list[Row]:
    """Return the steps of the course of each incident, in order, with who tells of them and who orders them how.

    Raises:
        CaseError: If there is no such incident.
    """
    return [row for appraisal in _appraisals(reader, incident) for row in _steps(appraisal.course)]


def _steps(told: Course) -> list[Row]:
    return [
        {
            "incident": told.incident,
            "n": n,
            "id": step.id,
            "kind": step.kind,
            "phase": step.phase,
            "label": step.label,
            "own": step.own,
            "placed": step.id not in told.unplaced,
            "told_by": [_telling(one) for one in step.tellings],
            "starts": [_telling(one) for one in step.starts],
            "ends": [_telling(one) for one in step.ends],
            "orders": [_order(order, step.id) for order in told.orders if step.id in (order.first, order.second)],
        }
        for n, step in enumerate(told.steps, start=1)
    ]


def _telling(telling: Telling) -> Row:
    value = None if telling.value is None else plain_value(telling.value)
    return {**plain(telling), "value": value}


def _order(order: OrderGiven, step: str) -> Row:
    """Return an order as seen from one of its steps: who has it before the other, behind it, or along with it."""
    before, after = order.first_before, order.second_before
    if step == order.second:
        before, after = after, before
    return {
        "other": order.second if step == order.first else order.first,
        "before": [_telling(one) for one in before],
        "after": [_telling(one) for one in after],
        "together": [_telling(one) for one in order.together],
        "disagree": order.disagree,
    }


def criteria(reader: CaseReader, *, incident: str | None = None) -> list[Row]:
    """Return the criteria of grades, met and not met, with the grades that people signed; no grade is made of them.

    Raises:
        CaseError: If there is no such incident.
    """
    return [
        {
            "incident": appraisal.incident,
            "scale": sheet.scale,
            "grade": sheet.grade,
            "title": sheet.title,
            "criterion": one.text,
            "met": one.met.value,
            "reason": one.reason,
            "claims": list(one.claims),
            "source": sheet.source,
            "signed": [_signed(grade) for grade in sheet.signed],
        }
        for appraisal in _appraisals(reader, incident)
        for sheet in appraisal.criteria
        for one in sheet.criteria
    ]


def _signed(grade: SignedGrade) -> Row:
    return {"scale": grade.scale, "grade": grade.grade, "who": grade.who, "when": grade.when, "why": grade.why}


def hypotheses(reader: CaseReader, *, incident: str | None = None) -> list[Row]:
    """Return rival explanations with how much of the evidence stands against each, the least first.

    Raises:
        CaseError: If there is no such incident.
    """
    assessments = {one.incident: one.assessment for one in _appraisals(reader, incident)}
    wanted = reader.incident(incident).id if incident else None
    rows = [_explanation(one, assessments.get(one.incident, Assessment())) for one in reader.hypotheses(wanted)]
    order = {incident: n for n, incident in enumerate(dict.fromkeys(row["incident"] for row in rows))}
    return sorted(rows, key=lambda row: (order[row["incident"]], row["rank"] or len(rows) + 1))


def _explanation(one: Hypothesis, assessment: Assessment) -> Row:
    score = next((score for score in assessment.scores if score.hypothesis == one.id), None)
    return {
        **plain(one),
        "inconsistency": score.inconsistency if score else 0,
        "weighted": score.weighted if score else 0.0,
        "rated": score.rated if score else 0,
        "not_applicable": score.not_applicable if score else 0,
        "unrated": score.unrated if score else 0,
        "rank": score.rank if score and score.rank else None,
        "weighted_rank": score.weighted_rank if score and score.weighted_rank else None,
        "likelihood": [
            {**_signed(grade), "means": SCALES[grade.scale].grades.get(grade.grade, "")}
            for grade in assessment.likelihoods
            if grade.target == one.id
        ],
    }


def evidence(reader: CaseReader, *, incident: str | None = None) -> list[Row]:
    """Return the matrix of evidence and explanations, row by row, and what is missing.

    Raises:
        CaseError: If there is no such incident.
    """
    return [
        row
        for appraisal in _appraisals(reader, incident)
        for row in (*_matrix(appraisal.assessment), *_missing(appraisal))
    ]


def _matrix(assessment: Assessment) -> list[Row]:
    cells: dict[str, list[Cell]] = {}
    for cell in assessment.cells:
        cells.setdefault(cell.evidence, []).append(cell)
    return [_evidence(row, cells.get(row.id, ()), assessment) for row in assessment.evidence]


def _evidence(row: Evidence, cells: Sequence[Cell], assessment: Assessment) -> Row:
    wrong = [one for one in assessment.sensitivity if one.kind == "row" and one.what == row.id]
    return {
        **plain(row),
        "what": "evidence",
        "ratings": [
            {
                "hypothesis": cell.hypothesis,
                "bearing": cell.bearing.value if cell.bearing else None,
                "by": [{"who": one.who, "bearing": one.bearing.value, "when": one.when} for one in cell.ratings],
            }
            for cell in cells
        ],
        "if_wrong": _if_wrong(wrong[0].leads) if wrong else "",
    }


def _if_wrong(leads: bool) -> str:
    return "another explanation leads" if leads else "the order behind the first changes"


def _missing(appraisal: Appraisal) -> list[Row]:
    return [
        {
            "id": "",
            "incident": appraisal.incident,
            "what": "missing",
            "slot": one.slot,
            "text": one.text,
            "claims": list(one.claims),
            "proposed_by": one.proposed_by,
        }
        for one in appraisal.assessment.missing
    ]


def records(reader: CaseReader, *, incident: str | None = None) -> list[Row]:
    """Return the figures that each source gave, in order of time, as they are; no rate is made of them.

    Raises:
        CaseError: If there is no such incident.
    """
    scopes = {finding.id: finding.scope for finding in reader.findings(incident)}
    return [
        {
            "incident": appraisal.incident,
            "source": record.source,
            "family": record.family,
            "reliability": [_signed(grade) for grade in record.reliability],
            "slot": figure.slot,
            "scope": scopes.get(figure.finding, ""),
            "value": plain_value(figure.value),
            "said_at": figure.said_at,
            "note": figure.note,
            "reason": figure.reason,
            "claims": list(figure.claims),
        }
        for appraisal in _appraisals(reader, incident)
        for record in appraisal.records
        for figure in record.figures
    ]


def reliabilities(judgements: Iterable[Judgement]) -> dict[str, list[Row]]:
    """Return the signed grades of reliability by source, latest of each person.

    A source that is not among them reads F, cannot be judged.

    Args:
        judgements: Of any kind, oldest first.
    """
    last: dict[str, dict[str, Row]] = {}
    for one in judgements:
        if one.scale == "admiralty_reliability":
            signed = _signed(SignedGrade(one.scale, one.target, one.grade, one.who, one.when, one.why))
            last.setdefault(one.target, {})[one.who] = signed
    return {source: list(grades.values()) for source, grades in last.items()}


def relations(reader: CaseReader, *, incident: str | None = None) -> list[Row]:
    """Return how incidents stand to one another; suggestions that join nothing.

    Raises:
        CaseError: If there is no such incident.
    """
    wanted = reader.incident(incident).id if incident else None
    return [plain(one) for one in reader.relations(wanted)]


def rules(reader: CaseReader) -> list[Row]:
    """Return the rules by which the case counts."""
    return [{**plain(rule), "heading": rule.heading} for rule in rules_from(reader.meta())]


def for_table(what: str, row: Mapping[str, Any]) -> Row:
    """Return a row with what is a list of objects in JSON as words that a cell can hold."""
    found = dict(row)
    if what == "course":
        for name in ("told_by", "starts", "ends"):
            found[name] = [_who(one) for one in row[name]]
        found["orders"] = [
            f"{side} {order['other']}: {', '.join(map(_who, order[side]))}"
            for order in row["orders"]
            for side in ("before", "after", "together")
            if order[side]
        ]
    elif what == "evidence":
        found["ratings"] = [
            f"{one['hypothesis']}={one['bearing'] or 'people differ'}" for one in row.get("ratings", ())
        ]
    elif what in ("criteria", "hypotheses", "records"):
        for name in ("signed", "likelihood", "reliability"):
            if name in row:
                found[name] = [f"{one['grade']} ({one['who']}, {one['when'][:10]})" for one in row[name]]
    return found


def _who(telling: Mapping[str, Any]) -> str:
    name = str(telling["holder"] or "origin not stated")
    words = telling["value"]["words"] if telling["value"] else ""
    return f"{name}: {'not ' if telling['denied'] else ''}{words}" if words else name
