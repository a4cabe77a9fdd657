"""Which suggestions to look at first: those whose decision would change a finding most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crossbearing.model.findings import Finding, Verdict

__all__ = ["Suggestion", "suggestions"]

_WEIGHT: Mapping[Verdict, float] = {
    Verdict.DISPUTED: 4.0,
    Verdict.CHANGED_ACCOUNT: 3.0,
    Verdict.AGREED: 2.5,
    Verdict.RANGE: 2.0,
    Verdict.REPEATED: 1.5,
    Verdict.SUPERSEDED: 1.0,
    Verdict.SINGLE_ORIGIN: 1.0,
    Verdict.ORIGIN_NOT_STATED: 0.5,
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A claim to look at.

    Args:
        claim: Claim id.
        finding: The finding it bears on.
        share: How much of its position rests on it, 0 to 1.
        weight: What a change of this verdict would mean, times the share.
        reason: Why it stands where it does, in words.
    """

    claim: str
    finding: str
    share: float
    weight: float
    reason: str


def suggestions(findings: Iterable[Finding], decided: frozenset[str]) -> list[Suggestion]:
    """Return the undecided claims, most telling first.

    A claim that carries a position alone changes the finding when it is rejected; one of twelve does not. Findings
    that accounts dispute come before those that stand alone.

    Args:
        findings: Of any incidents.
        decided: Claims on which a decision stands.
    """
    best: dict[str, Suggestion] = {}
    for finding in findings:
        weight = _WEIGHT.get(finding.verdict, 0.1)
        for position in finding.positions:
            claims = [claim for holding in position.holdings for claim in holding.claims]
            for claim in claims:
                if claim in decided:
                    continue
                share = 1.0 / len(claims)
                reason = (
                    f"the answer “{position.value.describe()}” rests on this claim alone"
                    if len(claims) == 1
                    else f"one of {len(claims)} claims behind “{position.value.describe()}”"
                )
                found = Suggestion(claim, finding.id, share, weight * share, reason)
                if claim not in best or best[claim].weight < found.weight:
                    best[claim] = found
    return sorted(best.values(), key=lambda item: (-item.weight, item.claim))
