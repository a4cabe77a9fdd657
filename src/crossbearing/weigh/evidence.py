"""Evidence for and against explanations: rows from findings, rows that people put in, and what is missing.

A row is one answer with all who give it. Copies and repetitions of an answer therefore never add up; only answers whose
independence is shown are marked as known twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from crossbearing.model.claims import WHOLE
from crossbearing.model.findings import Finding, Position, Verdict
from crossbearing.model.grades import YARDSTICKS, SignedGrade
from crossbearing.model.hypotheses import Assessment, Evidence, Hypothesis, Missing
from crossbearing.model.ids import digest
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.resources.vocabulary import slots
from crossbearing.weigh.competing import cells_of, ratings_of, scores, sensitivities, with_diagnosticity
from crossbearing.weigh.signing import agreed_grade

__all__ = ["BEARING", "assess", "evidence_id", "evidence_of"]

BEARING: tuple[str, ...] = (
    "deconfliction",
    "warning",
    "collusion",
    "intended_target",
    "presence",
    "control",
    "reinforcement",
    "sequence",
    "phase",
    "duration",
    "strikes",
    "platform",
    "weapon",
    "attacker",
    "motive",
    "process",
)
"""Questions whose answers can bear on why it happened and who did it. What was meant, the cause and who is responsible
are what the explanations themselves say, and are no evidence for them."""

_OWN = frozenset({"duration", "strikes", "platform", "weapon", "attacker"})
"""Questions that tell something of why it happened only where they are about the incident's own happening."""

_EXPECTED = ("deconfliction", "warning", "intended_target", "presence", "process")
"""Questions that a thorough account would answer: where no report does, that is missing."""

_ANSWERS_GIVEN = {"declines": "declines to answer", "cannot_say": "cannot say"}


def evidence_id(incident: str, finding: Finding, position: Position) -> str:
    """Return the id of the row that an answer makes; it stays while the question and the answer are the same."""
    value = position.value.canonical()
    return digest("evidence", incident, finding.slot, finding.scope, finding.unit, value)


def evidence_of(
    incident: str, findings: Sequence[Finding], hypotheses: Sequence[Hypothesis] = ()
) -> tuple[Evidence, ...]:
    """Return the rows that the findings of an incident make, by question and then by how many families give them.

    Args:
        incident: Incident id.
        findings: Its findings.
        hypotheses: Its explanations: where one of them is that a body attacked, who attacked is no evidence.
    """
    explained = "attacker" if any(one.slot == "attacker" for one in hypotheses) else ""
    rows: dict[str, Evidence] = {}
    order = {slot: at for at, slot in enumerate(BEARING)}
    asked = [
        one
        for one in findings
        if one.slot in order and one.slot != explained and not (one.slot in _OWN and one.scope.startswith("event"))
    ]
    for finding in sorted(asked, key=lambda one: order[one.slot]):
        ranked = sorted(finding.positions, key=lambda position: (-len(position.families), -len(position.outlets)))
        for position in ranked:
            held = [holding for holding in position.holdings if holding.current]
            if not held or position.superseded:
                continue
            row = _row(incident, finding, position)
            rows.setdefault(row.id, row)
    return tuple(rows.values())


def _row(incident: str, finding: Finding, position: Position) -> Evidence:
    denied = all(holding.denied for holding in position.holdings)
    words = position.value.describe()
    around = finding.scope.removeprefix("event: ").replace("_", " ") if finding.scope != WHOLE else ""
    question = slots()[finding.slot].question if finding.slot in slots() else finding.slot
    text = f"{question} {'Not ' if denied else ''}{words}{f' ({around})' if around else ''}"
    return Evidence(
        id=evidence_id(incident, finding, position),
        incident=incident,
        finding=finding.id,
        slot=finding.slot,
        text=text,
        families=position.families,
        origins=position.origins,
        outlets=len(position.outlets),
        independent=finding.verdict is Verdict.AGREED,
        claims=tuple(dict.fromkeys(claim for holding in position.holdings for claim in holding.claims)),
    )


def assess(
    incident: str,
    hypotheses: Sequence[Hypothesis],
    findings: Sequence[Finding],
    judgements: Sequence[Judgement],
    grades: Sequence[SignedGrade],
) -> Assessment:
    """Return the rival explanations against the evidence, as people have rated it.

    Args:
        incident: Incident id.
        hypotheses: Its explanations, as edited.
        findings: Its findings.
        judgements: All judgements of the case, or those on this incident.
        grades: Signed grades that stand.
    """
    added = [one for one in judgements if one.target_kind is TargetKind.EVIDENCE and one.other == incident]
    rows = [_weighted(row, grades) for row in (*evidence_of(incident, findings, hypotheses), *_added(incident, added))]
    rows = [row for row in rows if row.id not in _dropped(added)]
    known = {row.id for row in rows}
    explanations = {hypothesis.id for hypothesis in hypotheses}
    ratings = ratings_of(judgements)
    here = [one for one in ratings if one.hypothesis in explanations and one.evidence in known]
    cells = cells_of(here)
    told = with_diagnosticity(rows, cells)
    likelihoods = tuple(one for one in grades if one.scale in YARDSTICKS and one.target in explanations)
    # Two yardsticks in one assessment are never mixed: the one first used holds.
    yardstick = likelihoods[0].scale if likelihoods else ""
    return Assessment(
        evidence=told,
        cells=cells,
        scores=scores(hypotheses, told, cells),
        sensitivity=sensitivities(hypotheses, told, cells),
        missing=(*_missing(findings), *_missed(added)),
        likelihoods=tuple(one for one in likelihoods if one.scale == yardstick),
        yardstick=yardstick,
        confidence=tuple(one for one in grades if one.scale == "confidence" and one.target == incident),
        unplaced=tuple(
            one
            for one in ratings
            if (one.hypothesis in explanations) != (one.evidence in known)  # one end is ours, the other is gone
        ),
    )


def _weighted(row: Evidence, grades: Sequence[SignedGrade]) -> Evidence:
    credibility = agreed_grade(grades, "credibility", row.id)
    relevance = agreed_grade(grades, "relevance", row.id)
    return replace(row, credibility=credibility, relevance=relevance) if credibility or relevance else row


def _added(incident: str, added: Iterable[Judgement]) -> list[Evidence]:
    return [
        Evidence(
            id=one.target,
            incident=incident,
            finding="",
            slot=one.slot,
            text=one.text,
            families=(),
            origins=(),
            outlets=0,
            independent=False,
            claims=(),
            proposed_by=one.who,
        )
        for one in {one.target: one for one in added if one.decision is Decision.ADD and not one.grade}.values()
    ]


def _dropped(added: Iterable[Judgement]) -> set[str]:
    """Return the ids of rows that people took out, where nobody has put them back since."""
    last: dict[str, Decision] = {}
    for one in sorted(added, key=lambda judgement: (judgement.when, judgement.id)):
        last[one.target] = one.decision
    return {row for row, decision in last.items() if decision is Decision.REJECT}


def _missed(added: Iterable[Judgement]) -> list[Missing]:
    return [
        Missing(one.text, slot=one.slot, proposed_by=one.who)
        for one in added
        if one.decision is Decision.ADD and one.grade == "missing"
    ]


def _missing(findings: Sequence[Finding]) -> list[Missing]:
    by_slot: dict[str, list[Finding]] = {}
    for finding in findings:
        by_slot.setdefault(finding.slot, []).append(finding)
    found = []
    for slot in _EXPECTED:
        if not any(finding.positions for finding in by_slot.get(slot, ())):
            found.append(Missing(f"No report answers: {slots()[slot].question}", slot=slot))
    for finding in findings:
        for note, words in _ANSWERS_GIVEN.items():
            silent = [holding for holding in finding.unknowns if holding.note == note]
            if silent:
                who = tuple(dict.fromkeys(holding.holder or holding.outlets[0] for holding in silent))
                question = slots()[finding.slot].question if finding.slot in slots() else finding.slot
                claims = tuple(dict.fromkeys(claim for holding in silent for claim in holding.claims))
                found.append(
                    Missing(f"{', '.join(who)} {words}: {question}", slot=finding.slot, who=who, claims=claims)
                )
    return found
