"""Which suggestions to look at first: those whose decision would change a finding most."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from crossbearing.model.claims import Claim
from crossbearing.model.findings import Finding, Verdict
from crossbearing.model.pages import IncidentFilter, IncidentOrder
from crossbearing.show.web.desk import Desk
from crossbearing.show.web.shelf import Shelf
from crossbearing.show.web.views import claim_views, finding_views, with_context

__all__ = ["Suggestion", "queue_view", "suggestions"]

_LARGEST = 25
"""Incidents looked at for the queue of the whole case: those with most disputed questions."""
_KEPT = 3 * _LARGEST
"""Incidents of which the claims are kept for the next look."""

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


def queue_view(desk: Desk, shelf: Shelf, incident: str, limit: int) -> dict[str, Any]:
    """Return what to look at first in an incident, or in those with most disputes, with the claims themselves.

    Args:
        desk: The case.
        shelf: Keeps the claims of incidents, which no decision changes.
        incident: Id or alias; empty for the whole case.
        limit: Suggestions at most.

    Raises:
        CaseError: If there is no such incident.
    """
    pages = desk.case.pages()
    if incident:
        chosen = [desk.case.incident(incident).id]
    else:
        chosen = [
            card.id for card in pages.incidents(IncidentFilter(), order=IncidentOrder.DISPUTES, limit=_LARGEST).items
        ]
    kept: OrderedDict[str, Sequence[Claim]] = shelf.held("queue", pages.version(decided=False), OrderedDict)
    found = {finding.id: finding for one in chosen for finding in desk.case.findings(one)}
    claims = {claim.id: claim for one in chosen for claim in _claims(desk, kept, one)}
    judged = {item.target for item in desk.case.judged({claim.statement for claim in claims.values()})}
    decided = frozenset(claim.id for claim in claims.values() if claim.statement in judged)
    ranked = [item for item in suggestions(found.values(), decided) if item.claim in claims]
    shown = ranked[:limit]
    views = with_context(claim_views([claims[item.claim] for item in shown], desk), desk)
    needed = finding_views((found[key] for key in dict.fromkeys(item.finding for item in shown)), desk)
    return {
        "total": len(ranked),
        "items": [{**asdict(item), "claim": view} for item, view in zip(shown, views, strict=True)],
        "findings": {row["id"]: row for row in needed},
    }


def _claims(desk: Desk, kept: OrderedDict[str, Sequence[Claim]], incident: str) -> Sequence[Claim]:
    found = kept.get(incident)
    if found is None:
        found = kept[incident] = list(desk.case.claims(incident=incident))
        while len(kept) > _KEPT:
            kept.popitem(last=False)
    return found
