"""What each source has given on an incident, plainly and in order. No rate is made of it."""

from __future__ import annotations

from collections.abc import Sequence

from crossbearing.model.appraisals import FigureGiven, SourceRecord
from crossbearing.model.findings import Finding, Holding
from crossbearing.model.grades import SignedGrade
from crossbearing.weigh.answers import sortable

__all__ = ["records_of"]

_COUNTED = ("killed", "wounded", "casualties", "missing", "captured", "strikes", "losses")


def records_of(findings: Sequence[Finding], grades: Sequence[SignedGrade] = ()) -> tuple[SourceRecord, ...]:
    """Return the counts that each source gave, replaced and withdrawn ones too, sources in order of first appearance.

    Args:
        findings: Findings of one incident.
        grades: Signed grades; those of a source's reliability stand with it.
    """
    given: dict[tuple[str, str], list[FigureGiven]] = {}
    for finding in findings:
        for holding in (*(one for position in finding.positions for one in position.holdings), *finding.spanning):
            if finding.slot in _COUNTED and holding.holder and not holding.denied:
                given.setdefault((holding.holder, holding.family), []).append(_figure(finding, holding))
    found = [
        SourceRecord(
            source,
            family,
            tuple(sorted(figures, key=_when)),
            tuple(one for one in grades if one.scale == "admiralty_reliability" and one.target == source),
        )
        for (source, family), figures in given.items()
    ]
    return tuple(sorted(found, key=lambda record: (_when(record.figures[0]), record.source)))


def _figure(finding: Finding, holding: Holding) -> FigureGiven:
    return FigureGiven(
        finding=finding.id,
        slot=finding.slot,
        value=holding.value,
        said_at=holding.said_at,
        note=holding.note,
        reason=holding.reason,
        claims=holding.claims,
    )


def _when(figure: FigureGiven) -> tuple[str, str, str]:
    return (sortable(figure.said_at or "~"), figure.slot, figure.claims[0] if figure.claims else "")
