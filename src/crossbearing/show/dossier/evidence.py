"""The test of explanations, ready for the page: what stands against each, and the rows of evidence."""

from __future__ import annotations

from dataclasses import dataclass

from crossbearing.model.grades import SCALES
from crossbearing.model.hypotheses import Assessment, Cell, Evidence, Hypothesis, Score
from crossbearing.show.dossier.statements import Statement, Statements
from crossbearing.show.dossier.words import plural

__all__ = ["EvidenceView", "ScoreView", "changes", "evidence_row", "score"]


@dataclass(frozen=True, slots=True)
class ScoreView:
    """An explanation as a column of the matrix: its mark, words, and what stands against it."""

    mark: str
    text: str
    against: str
    rank: int
    likelihood: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A row of the matrix; `cells` in the order of the explanations, each a rating and who gave it."""

    text: str
    rests: str
    cells: tuple[tuple[str, str], ...]
    diagnosticity: float | None
    if_wrong: str
    statements: tuple[Statement, ...]


def score(one: Hypothesis, marks: dict[str, str], assessment: Assessment) -> ScoreView:
    """Return an explanation as a column.

    Args:
        one: The explanation.
        marks: The mark of each explanation (`H1`), by id.
        assessment: What stands against it.
    """
    found = next((known for known in assessment.scores if known.hypothesis == one.id), None)
    return ScoreView(
        marks[one.id],
        one.text,
        _against(found),
        found.rank if found else 0,
        tuple(
            f"{grade.grade} ({SCALES[grade.scale].grades.get(grade.grade, '')}; {grade.who})"
            for grade in assessment.likelihoods
            if grade.target == one.id
        ),
    )


def _against(score: Score | None) -> str:
    if score is None or not score.rank:
        return "not rated"
    parts = [f"{score.inconsistency} against it over {plural(score.rated, 'row')}"]
    if score.weighted != score.inconsistency:
        parts.append(f"weighted {score.weighted:g}")
    if score.not_applicable:
        parts.append(f"{score.not_applicable} not applicable")
    if score.unrated:
        parts.append(f"{score.unrated} open")
    return ", ".join(parts)


def evidence_row(row: Evidence, assessment: Assessment, marks: dict[str, str], statements: Statements) -> EvidenceView:
    """Return a row of evidence, with its cells in the order of the marks."""
    cells = {cell.hypothesis: cell for cell in assessment.cells if cell.evidence == row.id}
    wrong = [one for one in assessment.sensitivity if one.kind == "row" and one.what == row.id]
    outlets = plural(row.outlets, "outlet") if row.outlets else f"added by {row.proposed_by}"
    families = ", ".join(row.families) or ("origin not stated" if row.outlets else "")
    weights = [
        f"{name} {level}" for name, level in (("credibility", row.credibility), ("relevance", row.relevance)) if level
    ]
    return EvidenceView(
        text=row.text,
        rests="; ".join(part for part in (families, outlets, *weights) if part),
        cells=tuple(_cell(cells.get(hypothesis)) for hypothesis in marks),
        diagnosticity=row.diagnosticity,
        if_wrong=changes(wrong[0].leads) if wrong else "",
        statements=statements.of(row.claims),
    )


def _cell(cell: Cell | None) -> tuple[str, str]:
    if cell is None:
        return "", ""
    who = ", ".join(f"{one.who}: {one.bearing.value}" for one in cell.ratings)
    return (cell.bearing.value if cell.bearing else "⇄"), who


def changes(leads: bool) -> str:
    """Return what would change if a row or an origin were wrong, in words."""
    return "another explanation would lead" if leads else "the order behind the first would change"
