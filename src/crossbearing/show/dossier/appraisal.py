"""What weighing tells beyond findings, ready for the page: ranges, course, evidence, criteria, what sources gave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crossbearing.model.appraisals import Appraisal
from crossbearing.model.claims import EventRelationKind
from crossbearing.model.grades import SCALES, CriteriaSheet, Met, SignedGrade
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.incidents import Incident
from crossbearing.model.ranges import Known, Practice, PracticeRange
from crossbearing.model.relations import IncidentRelation
from crossbearing.show.dossier.context import Labels
from crossbearing.show.dossier.course import Side, StepView, side, steps
from crossbearing.show.dossier.evidence import EvidenceView, ScoreView, changes, evidence_row, score
from crossbearing.show.dossier.statements import Statement, Statements
from crossbearing.show.dossier.words import date_words

__all__ = [
    "AppraisalView",
    "CriterionView",
    "EvidenceView",
    "RangeView",
    "RelationView",
    "ScoreView",
    "SheetView",
    "SourceView",
    "StepView",
    "appraisal_view",
    "relation_views",
]

MOST_ROWS = 12
"""Rows of evidence shown at once, where that many are not rated; the others unfold."""

_PRACTICES = {Practice.AIRWARS: "Airwars", Practice.UCDP: "UCDP", Practice.ACLED: "ACLED"}
_KNOWN = {
    Known.READ: "the rule stands in the source",
    Known.SECONDARY: "the rule as another source gives it",
    Known.INFERRED: "the rule is inferred from published records",
    Known.BACKGROUND: "the rule is general knowledge and not checked",
}
_MET = {Met.MET: ("✓", "met"), Met.NOT_MET: ("–", "not met"), Met.CANNOT_TELL: ("?", "the accounts cannot tell")}
_RELATIONS = {
    EventRelationKind.PART_OF: ("part of", "has as a part"),
    EventRelationKind.FOLLOW_UP_STRIKE: ("follow-up strike to", "followed up by"),
    EventRelationKind.SHARES_TOLL: ("shares a toll with", "shares a toll with"),
    EventRelationKind.POSSIBLE_DUPLICATE: ("possibly the same as", "possibly the same as"),
    EventRelationKind.ENABLES: ("made possible", "made possible by"),
    EventRelationKind.BEFORE: ("before", "after"),
    EventRelationKind.AFTER: ("after", "before"),
    EventRelationKind.DURING: ("during", "during"),
}


@dataclass(frozen=True, slots=True)
class RangeView:
    """One range under one practice: whose, of whom, the figures in its own manner, notes, and where its rule stands."""

    practice: str
    category: str
    figures: str
    notes: tuple[str, ...]
    rule: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A criterion with sign, word and reason."""

    text: str
    symbol: str
    met: str
    reason: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """The criteria of one grade."""

    scale: str
    title: str
    source: str
    criteria: tuple[CriterionView, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """What one source gave, in order: question and figure, when, and what became of it."""

    source: str
    reliability: str
    figures: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class RelationView:
    """How this incident stands to another one."""

    words: str
    title: str
    anchor: str
    id: str
    reason: str
    told: bool


@dataclass(frozen=True, slots=True)
class AppraisalView:
    """Everything of an appraisal that the page shows.

    Args:
        ranges: By finding id.
        steps: Steps of the course.
        order_words: Orders told in words only.
        sheets: Criteria of grades.
        signed: Signed grades of the incident, in words.
        scores: Explanations as columns.
        rated: Whether anything is rated.
        rows: Rows of the matrix to show at once.
        further: The others.
        origins_if_wrong: Origins that would change the order, in words.
        missing: Evidence that is not there: words, and who noted it or an empty string.
        confidence: Signed confidence, in words; never in one sentence with a likelihood.
        yardstick: Where the words of likelihood come from, or empty.
        sources: What each source gave.
    """

    ranges: dict[str, tuple[RangeView, ...]]
    steps: tuple[StepView, ...]
    order_words: tuple[Side, ...]
    sheets: tuple[SheetView, ...]
    signed: tuple[str, ...]
    scores: tuple[ScoreView, ...]
    rated: bool
    rows: tuple[EvidenceView, ...]
    further: tuple[EvidenceView, ...]
    origins_if_wrong: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]
    confidence: tuple[str, ...]
    yardstick: str
    sources: tuple[SourceView, ...]


def appraisal_view(
    appraisal: Appraisal | None, hypotheses: Sequence[Hypothesis], statements: Statements, labels: Labels
) -> AppraisalView:
    """Return an appraisal, ready to be shown; empty for cases that were weighed before there was any."""
    if appraisal is None:
        return AppraisalView({}, (), (), (), (), (), False, (), (), (), (), (), "", ())
    ranges: dict[str, tuple[RangeView, ...]] = {}
    for one in appraisal.ranges:
        ranges[one.finding] = (*ranges.get(one.finding, ()), _range(one, statements))
    assessment = appraisal.assessment
    marks = {one.id: f"H{number}" for number, one in enumerate(hypotheses, start=1)}
    rows = tuple(evidence_row(row, assessment, marks, statements) for row in assessment.evidence)
    rated = sum(any(mark for mark, _who in row.cells) for row in rows)
    shown = max(MOST_ROWS, rated)
    return AppraisalView(
        ranges=ranges,
        steps=steps(appraisal.course, statements, labels),
        order_words=tuple(side(one, statements) for one in appraisal.course.words),
        sheets=tuple(_sheet(sheet, statements) for sheet in appraisal.criteria),
        signed=_signed(appraisal.grades, "airwars_harm", "strike_status"),
        scores=tuple(score(one, marks, assessment) for one in hypotheses),
        rated=rated > 0,
        rows=rows[:shown],
        further=rows[shown:],
        origins_if_wrong=tuple(
            f"If all that {one.what} gives were wrong, {changes(one.leads)}."
            for one in assessment.sensitivity
            if one.kind == "origin"
        ),
        missing=tuple(
            (one.text, "" if one.proposed_by == "machine" else one.proposed_by) for one in assessment.missing
        ),
        confidence=_signed(assessment.confidence, "confidence"),
        yardstick=SCALES[assessment.yardstick].title if assessment.yardstick else "",
        sources=tuple(
            SourceView(
                record.source,
                ", ".join(f"{one.grade} ({one.who}, {date_words(one.when[:10])})" for one in record.reliability),
                tuple(
                    (
                        labels.question(figure.slot),
                        statements.value(figure.value),
                        date_words(figure.said_at[:10]) if figure.said_at else "",
                        figure.reason or figure.note.replace("_", " "),
                    )
                    for figure in record.figures
                ),
            )
            for record in appraisal.records
        ),
    )


def relation_views(
    incident: str, relations: Iterable[IncidentRelation], titles: dict[str, Incident], shown: Iterable[str]
) -> tuple[RelationView, ...]:
    """Return how an incident stands to others, as seen from it."""
    full = set(shown)
    found = []
    for one in relations:
        from_here = one.incident == incident
        other = titles.get(one.other if from_here else one.incident)
        if other is None:
            continue
        words = _RELATIONS[one.kind][0 if from_here else 1]
        anchor = f"i-{other.id}" if other.id in full else ""
        found.append(RelationView(words, other.title, anchor, other.id, one.reason, one.told))
    return tuple(found)


def _range(one: PracticeRange, statements: Statements) -> RangeView:
    words = ", ".join(f"“{word}”" for word in one.words)
    if one.practice is Practice.AIRWARS:
        figure = "" if one.low is None else str(one.low) if one.low == one.high else f"{one.low}–{one.high}"
    elif one.practice is Practice.UCDP:
        by = f" (given by {one.best_by})" if one.best_by else ""
        best = "best not given" if one.best is None else f"best {one.best}{by}"
        figure = "" if one.low is None else f"{best}, low {one.low}, high {one.high}"
    else:
        figure = "" if one.best is None else str(one.best)
    return RangeView(
        practice=_PRACTICES[one.practice],
        category=one.category,
        figures=f"{figure}; {words}" if figure and words else figure or words or "no figure",
        notes=one.notes,
        rule=f"{one.rule} ({_KNOWN[one.known]}: {one.source})",
        statements=statements.of(one.claims),
    )


def _sheet(sheet: CriteriaSheet, statements: Statements) -> SheetView:
    return SheetView(
        SCALES[sheet.scale].title,
        sheet.title,
        sheet.source,
        tuple(
            CriterionView(one.text, *_MET[one.met], one.reason, statements.of(one.claims)[:8]) for one in sheet.criteria
        ),
    )


def _signed(grades: Iterable[SignedGrade], *scales: str) -> tuple[str, ...]:
    return tuple(
        f"{SCALES[one.scale].title}: {one.grade.replace('_', ' ')}, signed by {one.who} on {date_words(one.when[:10])}"
        + (f" ({one.why})" if one.why else "")
        for one in grades
        if one.scale in scales
    )
