"""Published versions of an incident: what it says now, and what has changed since one was published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from crossbearing.codec.json import encode
from crossbearing.model.findings import Finding
from crossbearing.model.teamwork import Release, ReleasedFinding

__all__ = ["changes", "intact", "released", "seal"]

Row = dict[str, Any]


def released(findings: Iterable[Finding]) -> tuple[ReleasedFinding, ...]:
    """Return findings as a published version keeps them: the answers that stand, in words."""
    return tuple(
        ReleasedFinding(
            slot=finding.slot,
            scope=finding.scope,
            unit=finding.unit,
            verdict=finding.verdict.value,
            reason=finding.reason,
            answers=tuple(
                dict.fromkeys(position.value.describe() for position in finding.positions if not position.superseded)
            ),
            outlets=finding.outlets,
        )
        for finding in findings
    )


def seal(incident: str, findings: Sequence[ReleasedFinding]) -> str:
    """Return the SHA-256 over what a version says: the incident's id and its findings, each as JSON on a line."""
    hasher = hashlib.sha256(incident.encode())
    for finding in findings:
        hasher.update(b"\n" + encode(finding))
    return hasher.hexdigest()


def intact(release: Release) -> bool:
    """Whether a version still says what its hash was made of."""
    return seal(release.subject, release.findings) == release.sha256


def changes(before: Sequence[ReleasedFinding], after: Sequence[ReleasedFinding]) -> list[Row]:
    """Return what has changed between two versions, in the order of the later one, questions gone at the end.

    Args:
        before: What the earlier version said.
        after: What the later one says.

    Returns:
        Rows with `slot`, `scope`, `unit`, `kind` (`new`, `gone` or `changed`), the verdicts `before` and `after` (empty
        where there is none), the answers `added` and `removed`, and the present `reason`.
    """
    old = {_key(one): one for one in before}
    rows = []
    for one in after:
        was = old.pop(_key(one), None)
        if was is None:
            rows.append(_row(one, "new", ("", one.verdict), added=one.answers))
        elif was.verdict != one.verdict or set(was.answers) != set(one.answers):
            added = tuple(answer for answer in one.answers if answer not in was.answers)
            removed = tuple(answer for answer in was.answers if answer not in one.answers)
            rows.append(_row(one, "changed", (was.verdict, one.verdict), added=added, removed=removed))
    rows.extend(_row(was, "gone", (was.verdict, ""), removed=was.answers) for was in old.values())
    return rows


def _key(finding: ReleasedFinding) -> tuple[str, str, str]:
    return finding.slot, finding.scope, finding.unit


def _row(
    finding: ReleasedFinding,
    kind: str,
    verdicts: tuple[str, str],
    *,
    added: Sequence[str] = (),
    removed: Sequence[str] = (),
) -> Row:
    return {
        "slot": finding.slot,
        "scope": finding.scope,
        "unit": finding.unit,
        "kind": kind,
        "before": verdicts[0],
        "after": verdicts[1],
        "added": list(added),
        "removed": list(removed),
        "reason": finding.reason,
    }
