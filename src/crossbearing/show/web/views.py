"""What the screens show of an incident, a document and the sources, in the types JSON knows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from crossbearing.model.claims import Claim
from crossbearing.model.documents import READ_BY_DEFAULT
from crossbearing.model.findings import Finding, Holding, Position, Verdict
from crossbearing.model.judgements import Judgement, TargetKind, standing_decisions
from crossbearing.model.pages import IncidentCard
from crossbearing.show.covering import COVERED, Covers
from crossbearing.show.dossier.sources import families_of
from crossbearing.show.dossier.words import given_up_words
from crossbearing.show.plain import plain, plain_fields, plain_value
from crossbearing.show.shapes import claim_row, finding_row
from crossbearing.show.web.desk import Desk

__all__ = [
    "card_view",
    "claim_views",
    "document_view",
    "finding_views",
    "incident_view",
    "judgement_views",
    "matrix_view",
    "with_context",
]

Row = dict[str, Any]

_AROUND = 240
"""Characters shown on either side of a quote, at most to the end of its paragraph."""
NOT_STATED = ""
"""Key of the column of answers whose origin nobody states."""


def card_view(card: IncidentCard, desk: Desk) -> Row:
    """Return an incident at a glance."""
    return {**asdict(card), "type_label": desk.labels.event(card.type)}


def _judgement(judgement: Judgement, covers: Covers) -> Row:
    """Return a judgement as lists show it, the words that it was made on covered where they must be."""
    value = None if judgement.value is None else plain_value(judgement.value)
    covered = bool(judgement.quote) and covers.text(judgement.document, judgement.quote)
    return {**plain(judgement), "value": value, "quote": COVERED if covered else judgement.quote}


def judgement_views(judgements: Iterable[Judgement], desk: Desk) -> list[Row]:
    """Return judgements as lists show them."""
    covers = desk.covers()
    return [_judgement(item, covers) for item in judgements]


def claim_views(claims: Sequence[Claim], desk: Desk, *, uncovered: bool = False) -> list[Row]:
    """Return claims as the list of claims shows them, each with question, coder and all judgements on it.

    Args:
        claims: Some claims.
        desk: The open case.
        uncovered: Whether somebody has opened what is covered; else words that are covered are not in the rows.
    """
    judged: defaultdict[str, list[Judgement]] = defaultdict(list)
    for judgement in desk.case.judged({claim.statement for claim in claims}):
        if judgement.target_kind is TargetKind.LINK:
            continue  # to which incident it belongs, which says nothing of the claim itself
        judged[judgement.target].append(judgement)
    standing = standing_decisions((target, item) for target, items in judged.items() for item in items)
    publishers = desk.case.pages().publishers(claim.document for claim in claims)
    covers = desk.covers()
    rows = []
    for claim in claims:
        own = judged[claim.statement]
        rows.append(
            {
                **claim_row(claim if uncovered else covers.claim(claim), standing),
                "by": claim.by,
                "covered": covers.covers(claim),
                "question": desk.labels.question(claim.slot),
                "publishers": list(publishers.get(claim.document, ())),
                "judgements": [_judgement(item, covers) for item in own],
                "contested": len({item.who for item in own}) > 1 and len({item.decision for item in own}) > 1,
            }
        )
    return rows


def with_context(rows: Sequence[Row], desk: Desk) -> list[Row]:
    """Return rows of claims with the words before and behind each quote, so that it can be judged where it stands."""
    texts: dict[str, str] = {}
    covers = desk.covers()
    found = []
    for row in rows:
        document, start, end = row["document"], row["span"]["start"], row["span"]["end"]
        if document not in texts:
            texts[document] = next((text.content for text in desk.case.texts(document)), "")
        content = texts[document]
        around, low, high = None, 0, 0
        if start is not None and content[start:end] == row["span"]["quote"]:
            low = max(content.rfind("\n", 0, start) + 1, start - _AROUND)
            line = content.find("\n", end)
            high = min(len(content) if line < 0 else line, end + _AROUND)
            around = {"before": content[low:start], "behind": content[end:high]}
        covered = around is not None and covers.text(document, content[low:high])
        found.append({**row, "context": None, "covered": True} if covered else {**row, "context": around})
    return found


def finding_views(findings: Iterable[Finding], desk: Desk) -> list[Row]:
    """Return findings as the list of findings shows them, each with its question."""
    covers = desk.covers()
    return [
        {**covers.answers(finding_row(finding)), "question": desk.labels.question(finding.slot)} for finding in findings
    ]


def incident_view(desk: Desk, incident: str) -> Row:
    """Return what is agreed and disputed about an incident, its ranges, course, relations and losses.

    Raises:
        CaseError: If there is no such incident.
    """
    found = desk.case.incident(incident)
    card = desk.case.pages().card(found.id)
    findings = list(desk.case.findings(found.id))
    ranked = sorted(findings, key=lambda finding: finding.scope.startswith("event"))
    publishers, stating = _outlets(desk, found.id, findings)
    appraisal = next(iter(desk.case.appraisals(found.id)), None)
    return {
        **card_view(card, desk),
        "aliases": list(found.aliases),
        "outlets": len(card.publishers),
        "families": len(
            {holding.family for finding in findings for holding, _ in _holdings(finding) if holding.family}
        ),
        "state_origin": len(stating),
        "state_none": len(publishers - stating),
        "machine": sum(finding.machine for finding in findings),
        "confirmed": sum(finding.confirmed for finding in findings),
        "disputed": [_headline(finding, desk) for finding in ranked if finding.verdict is Verdict.DISPUTED],
        "agreed": [_headline(finding, desk) for finding in findings if finding.verdict is Verdict.AGREED],
        "findings": finding_views(findings, desk),
        "appraisal": None if appraisal is None else _with_values(appraisal),
        "relations": [
            {**plain(relation), "other_title": desk.case.incident(_other(relation, found.id)).title}
            for relation in desk.case.relations(found.id)
        ],
        "judgements": judgement_views(desk.case.judged([found.id]), desk),
    }


def _other(relation: Any, incident: str) -> str:
    other: str = relation.other if relation.incident == incident else relation.incident
    return other


def _outlets(desk: Desk, incident: str, findings: Iterable[Finding]) -> tuple[set[str], set[str]]:
    """Return the publishers that tell of an incident, and those of them that state an origin, as the dossier does."""
    families = families_of(findings, desk.case.origins(incident))
    claims = {member.claim: member.document for member in desk.case.incident(incident).members}
    publishers = desk.case.pages().publishers(claims.values())
    every = {name for document in claims.values() for name in publishers.get(document, ())}
    stating = {
        name for claim, document in claims.items() if families.get(claim) for name in publishers.get(document, ())
    }
    return every, stating


def _families(findings: Iterable[Finding]) -> set[str]:
    return {holding.family for finding in findings for holding, _ in _holdings(finding) if holding.family}


def _headline(finding: Finding, desk: Desk) -> Row:
    return {
        "id": finding.id,
        "question": desk.labels.question(finding.slot),
        "slot": finding.slot,
        "scope": finding.scope,
        "verdict": finding.verdict.value,
        "reason": finding.reason,
        "answers": [_answer(position) for position in finding.positions],
    }


def _answer(position: Position) -> Row:
    """Return an answer of a headline: with "not" where it is only denied, and how many origins give it at present."""
    seeds = [holding.denied for holding in position.holdings if holding.value == position.value]
    given = {holding.family for holding in position.holdings if holding.current and holding.note != "retraction"}
    return {
        "words": f"{'not ' if seeds and all(seeds) else ''}{position.value.describe()}",
        "families": len(position.families if position.superseded else given - {""}),
        "outlets": len(position.outlets),
        "superseded": given_up_words(position) if position.superseded else "",
    }


def _holdings(finding: Finding) -> Iterator[tuple[Holding, str]]:
    for position in finding.positions:
        for holding in position.holdings:
            yield holding, "position"
    for holding in finding.spanning:
        yield holding, "spanning"
    for holding in finding.unknowns:
        yield holding, "unknown"


def matrix_view(desk: Desk, incident: str) -> Row:
    """Return questions by origins: columns with their outlets, rows with a cell for each column that answers.

    Questions about happenings around the incident stand behind its own.

    Raises:
        CaseError: If there is no such incident.
    """
    found = desk.case.incident(incident)
    findings = sorted(desk.case.findings(found.id), key=lambda finding: finding.scope.startswith("event"))
    outlets: defaultdict[str, Counter[str]] = defaultdict(Counter)
    bodies: defaultdict[str, dict[str, None]] = defaultdict(dict)
    rows = []
    for finding in findings:
        cells: defaultdict[str, list[Row]] = defaultdict(list)
        for holding, role in _holdings(finding):
            key = holding.family or holding.holder or NOT_STATED
            outlets[key].update(holding.outlets)
            if holding.holder:
                bodies[key][holding.holder] = None
            cells[key].append({**plain_fields(holding, value=plain_value(holding.value)), "role": role})
        rows.append(
            {
                "id": finding.id,
                "slot": finding.slot,
                "question": desk.labels.question(finding.slot),
                "scope": finding.scope,
                "unit": finding.unit,
                "verdict": finding.verdict.value,
                "reason": finding.reason,
                "outlets": finding.outlets,
                "state_origin": finding.state_origin,
                "state_none": finding.state_none,
                "machine": finding.machine,
                "confirmed": finding.confirmed,
                "cells": dict(cells),
            }
        )
    reasons = _reasons(desk, found.id)
    named = sorted((key for key in outlets if key), key=lambda key: (-len(outlets[key]), key))
    columns = [
        {
            "key": key,
            "name": key or "origin not stated",
            "bodies": [body for body in bodies[key] if body != key],
            "outlets": sorted(outlets[key]),
            "reasons": reasons.get(key, []),
        }
        for key in (*named, *([NOT_STATED] if NOT_STATED in outlets else []))
    ]
    return {"incident": found.id, "columns": columns, "rows": rows}


def _reasons(desk: Desk, incident: str) -> dict[str, list[str]]:
    """Return for each family why its claims are taken to share an origin."""
    reasons: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for origin in desk.case.origins(incident):
        for reason in origin.reasons:
            reasons[origin.family][reason] = None
    return {family: list(found) for family, found in reasons.items()}


def document_view(desk: Desk, document: str) -> Row:
    """Return a document as the reader shows it: metadata, publications, the words in blocks, and what was marked.

    Raises:
        ProblemError: If there is no such document.
    """
    text = next(iter(desk.case.texts(document)), None)
    publications = list(desk.case.publications(document))
    own = desk.document(document)
    return {
        **plain(own),
        "cover": "" if text is None else desk.covers().note(document, text.content),
        "publications": [plain(item) for item in publications],
        "text": None
        if text is None
        else {
            "id": text.id,
            "extractor": text.extractor,
            "language": text.language,
            "content": text.content,
            "blocks": [{**plain(block), "read": block.kind in READ_BY_DEFAULT} for block in text.blocks],
        },
        "marks": [plain(mark) for mark in desk.case.marks(document)],
    }


def _with_values(item: Any) -> Any:
    """Return a record in the types JSON knows; each value in it, wherever it stands, with its words."""
    if hasattr(item, "describe") and hasattr(item, "type"):
        return plain_value(item)
    if isinstance(item, Mapping):
        return {str(key): _with_values(part) for key, part in item.items()}
    if isinstance(item, list | tuple):
        return [_with_values(part) for part in item]
    if hasattr(item, "__dataclass_fields__"):
        return {name: _with_values(getattr(item, name)) for name in item.__dataclass_fields__}
    return plain(item)
