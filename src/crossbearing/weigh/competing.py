"""The test of rival explanations against evidence (analysis of competing hypotheses).

After Heuer, Psychology of Intelligence Analysis (1999), chapter 8: an explanation is judged by what stands against it,
not by what fits it. Scores are sums of inconsistency, as in Burton's open-source ACH (I counts 1, II counts 2); rows
may be given weights, for which there is no standard. Known limits: rows that rest on one another inflate the sums, so
that a row here is one answer with all who give it; rows that do not apply leave an explanation looking better, so that
their number is told; and no benefit over plain judgement has been shown (Karvetski and Mandel 2020).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from statistics import pstdev

from crossbearing.model.hypotheses import Bearing, Cell, Evidence, Hypothesis, Rating, Score, Sensitivity
from crossbearing.model.judgements import Judgement, TargetKind

__all__ = ["WEIGHTS", "cells_of", "ratings_of", "scores", "sensitivities", "with_diagnosticity"]

_AGAINST: Mapping[Bearing, int] = {Bearing.INCONSISTENT: 1, Bearing.VERY_INCONSISTENT: 2}

_STEPS: Mapping[Bearing, int] = {
    Bearing.VERY_CONSISTENT: 2,
    Bearing.CONSISTENT: 1,
    Bearing.NEUTRAL: 0,
    Bearing.INCONSISTENT: -1,
    Bearing.VERY_INCONSISTENT: -2,
}

WEIGHTS: Mapping[str, float] = {"high": 1.5, "medium": 1.0, "low": 0.5, "": 1.0}
"""Factor of a row's credibility, and of its relevance. Tools differ, and there is no standard; these are plain steps
about 1, so that a row without a judged weight counts as it is."""


def ratings_of(judgements: Iterable[Judgement]) -> tuple[Rating, ...]:
    """Return the last rating of each person for each row and explanation, in order of time.

    Args:
        judgements: All judgements, in any order; a rating whose letters are none of `Bearing` is left out.
    """
    last: dict[tuple[str, str, str], Rating] = {}
    known = {bearing.value for bearing in Bearing}
    for one in sorted(judgements, key=lambda judgement: (judgement.when, judgement.id)):
        if one.target_kind is TargetKind.RATING and one.grade in known:
            rating = Rating(one.target, one.other, Bearing(one.grade), one.who, one.when, one.why)
            last[rating.hypothesis, rating.evidence, rating.who] = rating
    return tuple(sorted(last.values(), key=lambda rating: (rating.when, rating.evidence, rating.hypothesis)))


def cells_of(ratings: Iterable[Rating]) -> tuple[Cell, ...]:
    """Return the ratings by row and explanation; where people differ no rating stands."""
    together: dict[tuple[str, str], list[Rating]] = {}
    for rating in ratings:
        together.setdefault((rating.evidence, rating.hypothesis), []).append(rating)
    return tuple(
        Cell(
            hypothesis=hypothesis,
            evidence=evidence,
            bearing=listed[0].bearing if len({one.bearing for one in listed}) == 1 else None,
            ratings=tuple(listed),
        )
        for (evidence, hypothesis), listed in together.items()
    )


def with_diagnosticity(rows: Iterable[Evidence], cells: Iterable[Cell]) -> tuple[Evidence, ...]:
    """Return the rows with how well each tells explanations apart, those rated first and the most telling on top.

    Diagnosticity is the population standard deviation of a row's ratings, as in Open Synthesis
    (https://github.com/twschiller/open-synthesis).
    """
    found: dict[str, list[int]] = {}
    for cell in cells:
        if cell.bearing is not None and cell.bearing in _STEPS:
            found.setdefault(cell.evidence, []).append(_STEPS[cell.bearing])
    told = [
        replace(row, diagnosticity=round(pstdev(found[row.id]), 3)) if len(found.get(row.id, ())) > 1 else row
        for row in rows
    ]
    rated = {cell.evidence for cell in cells}
    return tuple(sorted(told, key=lambda row: (row.id not in rated, -(row.diagnosticity or 0.0))))


def scores(
    hypotheses: Sequence[Hypothesis],
    rows: Sequence[Evidence],
    cells: Iterable[Cell],
    *,
    without: Set[str] = frozenset(),
) -> tuple[Score, ...]:
    """Return how much of the evidence stands against each explanation, the least first, those not rated last.

    Args:
        hypotheses: The explanations, in the order that breaks ties.
        rows: The evidence.
        cells: The ratings.
        without: Ids of rows to leave out.
    """
    kept = {row.id: row for row in rows if row.id not in without}
    standing = {(cell.evidence, cell.hypothesis): cell.bearing for cell in cells if cell.evidence in kept}
    touched = {evidence for evidence, _hypothesis in standing}
    found = []
    for hypothesis in hypotheses:
        bearings = {row: standing.get((row, hypothesis.id)) for row in kept if row in touched}
        against = {row: _AGAINST.get(bearing, 0) for row, bearing in bearings.items() if bearing is not None}
        not_applicable = sum(bearing is Bearing.NOT_APPLICABLE for bearing in bearings.values())
        found.append(
            Score(
                hypothesis=hypothesis.id,
                inconsistency=sum(against.values()),
                weighted=round(sum(points * _weight(kept[row]) for row, points in against.items()), 3),
                rated=len(against) - not_applicable,
                not_applicable=not_applicable,
                unrated=len(bearings) - len(against),
                rank=0,
                weighted_rank=0,
            )
        )
    # An explanation that nothing was held against because nothing was rated for it has not stood any test.
    tested = [score for score in found if score.rated]
    ranked = [
        replace(
            score,
            rank=1 + sum(other.inconsistency < score.inconsistency for other in tested),
            weighted_rank=1 + sum(other.weighted < score.weighted for other in tested),
        )
        if score.rated
        else score
        for score in found
    ]
    return tuple(sorted(ranked, key=lambda score: (not score.rated, score.inconsistency, score.weighted)))


def sensitivities(
    hypotheses: Sequence[Hypothesis], rows: Sequence[Evidence], cells: Sequence[Cell]
) -> tuple[Sensitivity, ...]:
    """Return which single row, or which single origin with all that rests on it alone, changes the order if wrong.

    Args:
        hypotheses: The explanations.
        rows: The evidence.
        cells: The ratings.
    """
    whole = scores(hypotheses, rows, cells)
    if not any(score.rank for score in whole):
        return ()
    rated = {cell.evidence for cell in cells if cell.bearing is not None}
    tried: list[tuple[str, str, frozenset[str]]] = [
        ("row", row.id, frozenset({row.id})) for row in rows if row.id in rated
    ]
    by_family: dict[str, set[str]] = {}
    for row in rows:
        # A row that two families are shown to know apart from one another does not fall with one of them.
        if row.id in rated and row.families and not row.independent:
            by_family.setdefault(row.families[0], set()).add(row.id)
    tried += [("origin", family, frozenset(ids)) for family, ids in by_family.items() if len(ids) > 1]
    found = []
    for kind, what, without in tried:
        changed = scores(hypotheses, rows, cells, without=without)
        before, after = _ranks(whole), _ranks(changed)
        if before == after:
            continue
        first, then = _leading(whole), _leading(changed)
        found.append(Sensitivity(kind, what, first, then, leads=set(first) != set(then)))
    return tuple(sorted(found, key=lambda one: not one.leads))


def _weight(row: Evidence) -> float:
    return WEIGHTS.get(row.credibility, 1.0) * WEIGHTS.get(row.relevance, 1.0)


def _ranks(found: Iterable[Score]) -> dict[str, int]:
    return {score.hypothesis: score.rank for score in found}


def _leading(found: Iterable[Score]) -> tuple[str, ...]:
    return tuple(sorted(score.hypothesis for score in found if score.rank == 1))
