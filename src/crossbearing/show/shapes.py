"""The public JSON and CSV shapes of claims, incidents, findings, sources and rejects.

They are stable: within one `SHAPES_VERSION`, fields may be added at the end of an object but are never renamed, removed
or given another meaning. Documented in `docs/guide/json.md`.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from crossbearing.model.claims import Claim
from crossbearing.model.errors import SettingsError
from crossbearing.model.findings import Finding, Holding, Position
from crossbearing.model.incidents import Incident
from crossbearing.model.judgements import Judgement, TargetKind
from crossbearing.model.locators import PageBox, TableCell, TextSpan
from crossbearing.model.protocols import CaseReader
from crossbearing.model.steps import Reject
from crossbearing.show import weighed
from crossbearing.show.plain import flat, plain, plain_fields, plain_value, spreadsheet_safe

__all__ = [
    "COLUMNS",
    "SHAPES_VERSION",
    "claim_row",
    "claims",
    "finding_row",
    "findings",
    "incidents",
    "rejects",
    "shape",
    "sources",
]

SHAPES_VERSION = 1
"""Version of the shapes below."""

COUNTED = frozenset({"killed", "wounded", "casualties", "missing", "captured"})
"""Questions that count persons: wherever their answers are handed on, the case's counting rules go with them."""

Row = dict[str, Any]

COLUMNS: dict[str, tuple[str, ...]] = {
    "claims": (
        *("id", "statement", "document", "span.start", "span.end", "span.quote"),
        *("event.id", "event.type", "event.negated", "event.phase"),
        *("slot", "value.type", "value.words", "value.text", "scope", "speakers", "stance", "basis", "hedges"),
        *("step", "score", "judgement.decision", "judgement.who", "judgement.when", "judgement.why"),
    ),
    "incidents": (
        *("id", "title", "type", "when.words", "when.start", "when.end"),
        *("where.words", "where.latitude", "where.longitude", "where.radius", "where.precision"),
        *("documents", "claims", "verdicts", "aliases"),
    ),
    "findings": (
        *("id", "incident", "slot", "scope", "unit", "verdict", "reason", "outlets", "state_origin", "state_none"),
        *("one_side", "machine", "confirmed", "positions", "spanning", "unknowns", "ranges", "counting_rules"),
    ),
    "sources": (
        *("publisher", "kind", "country", "first_published", "documents", "claims"),
        *("state_origin", "state_none", "origins", "reliability"),
    ),
    "rejects": ("step", "where", "kind", "reason", "remedy", "fatal"),
    **weighed.COLUMNS,
}
"""Columns of the CSV form of each list; dots lead into objects."""


def claims(
    reader: CaseReader, *, incident: str | None = None, document: str | None = None, slot: str | None = None
) -> list[Row]:
    """Return claims, in order of document and place.

    Args:
        reader: The case.
        incident: Only those of this incident.
        document: Only those of this document.
        slot: Only those that answer this question.

    Raises:
        CaseError: If there is no such incident.
    """
    judged = _last_judgements(reader)
    return [claim_row(claim, judged) for claim in reader.claims(document=document, incident=incident, slot=slot)]


def incidents(reader: CaseReader, *, incident: str | None = None) -> list[Row]:
    """Return incidents, largest first.

    Raises:
        CaseError: If there is no such incident.
    """
    verdicts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for finding in reader.findings():
        verdicts[finding.incident][finding.verdict.value] += 1
    chosen = [reader.incident(incident)] if incident else list(reader.incidents())
    return [_incident(item, verdicts[item.id]) for item in chosen]


def findings(reader: CaseReader, *, incident: str | None = None, slot: str | None = None) -> list[Row]:
    """Return findings, by incident and in slot order.

    Raises:
        CaseError: If there is no such incident.
    """
    wanted = reader.incident(incident).id if incident else None
    ranges, rules = weighed.ranges_by_finding(reader, incident), weighed.counting_rules(reader)
    return [
        {
            **finding_row(finding),
            "ranges": [weighed.range_row(one) for one in ranges.get(finding.id, ())],
            "counting_rules": rules if finding.slot in COUNTED else [],
        }
        for finding in reader.findings(wanted)
        if slot in (None, finding.slot)
    ]


def sources(reader: CaseReader, *, incident: str | None = None) -> list[Row]:
    """Return publishers with what they carry and on whom it rests, those with most claims first.

    Args:
        reader: The case.
        incident: Only what they carry about this incident.

    Raises:
        CaseError: If there is no such incident.
    """
    families = {claim: origin.family for origin in reader.origins(incident) for claim in origin.claims if origin.family}
    publications = defaultdict(list)
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for publication in reader.publications():
        publications[publication.publisher].append(publication)
        documents[publication.document].add(publication.publisher)
    carried: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in reader.claims(incident=incident):
        for publisher in documents[claim.document]:
            carried[publisher].append(claim)
    graded = weighed.reliabilities(reader.judgements())
    rows = []
    for publisher, published in publications.items():
        said = carried[publisher]
        if incident and not said:
            continue
        rests = Counter(families[claim.id] for claim in said if claim.id in families)
        about = {claim.document for claim in said}
        dates = sorted(
            item.published for item in published if item.published and (not incident or item.document in about)
        )
        rows.append(
            {
                "publisher": publisher,
                "kind": next((item.kind for item in published if item.kind), ""),
                "country": next((item.country for item in published if item.country), ""),
                "first_published": dates[0] if dates else "",
                "documents": len(about) if incident else len({item.document for item in published}),
                "claims": len(said),
                "state_origin": sum(rests.values()),
                "state_none": len(said) - sum(rests.values()),
                "origins": [
                    {"family": family, "claims": number}
                    for family, number in sorted(rests.items(), key=lambda pair: (-pair[1], pair[0]))
                ],
                "reliability": graded.get(publisher, []),
            }
        )
    return sorted(rows, key=lambda row: (-int(str(row["claims"])), str(row["publisher"])))


def rejects(reader: CaseReader) -> list[Row]:
    """Return what could not be taken further, and why, in the order of the run."""
    return [_reject(reject) for reject in reader.rejects()]


def shape(reader: CaseReader, what: str, filters: Mapping[str, str], format_: str) -> str:
    """Return a list of a case as text.

    Args:
        reader: The case.
        what: One of `COLUMNS`.
        filters: Arguments of the function of that name.
        format_: `json` or `csv`.

    Raises:
        SettingsError: If there is no such list, form or filter.
        CaseError: If a filter names nothing in the case.
    """
    return written(what, rows(reader, what, filters), format_)


def rows(reader: CaseReader, what: str, filters: Mapping[str, str]) -> list[Row]:
    """Return a list of a case as dictionaries. Arguments and errors as for `shape`."""
    lists: dict[str, tuple[Callable[..., list[Row]], tuple[str, ...]]] = {
        "claims": (claims, ("incident", "document", "slot")),
        "incidents": (incidents, ("incident",)),
        "findings": (findings, ("incident", "slot")),
        "sources": (sources, ("incident",)),
        "rejects": (rejects, ()),
        "ranges": (weighed.ranges, ("incident",)),
        "course": (weighed.course, ("incident",)),
        "criteria": (weighed.criteria, ("incident",)),
        "hypotheses": (weighed.hypotheses, ("incident",)),
        "evidence": (weighed.evidence, ("incident",)),
        "records": (weighed.records, ("incident",)),
        "relations": (weighed.relations, ("incident",)),
        "rules": (weighed.rules, ()),
    }
    if what not in lists:
        raise SettingsError(f"there is no list {what!r}", remedy=f"choose one of {', '.join(lists)}")
    function, known = lists[what]
    unknown = sorted(set(filters) - set(known))
    if unknown:
        raise SettingsError(f"{what} cannot be narrowed by {unknown[0]}", remedy="leave it out")
    return function(reader, **filters)


def written(what: str, listed: list[Row], format_: str) -> str:
    """Return rows as JSON (one object a line) or CSV (RFC 4180 with line feeds), without a line end behind the last."""
    if format_ == "json":
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in listed)
        return f"[\n{lines}\n]" if listed else "[]"
    if format_ != "csv":
        raise SettingsError(f"there is no form {format_!r}", remedy="choose json or csv")
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS[what], extrasaction="ignore", restval="", lineterminator="\n")
    writer.writeheader()
    for row in listed:
        writer.writerow({name: spreadsheet_safe(cell) for name, cell in flat(_for_table(what, row))})
    return out.getvalue().rstrip("\n")


def _for_table(what: str, row: Row) -> Row:
    """Shorten what is a list of objects in JSON to words a cell can hold."""
    if what == "claims":
        names = [speaker["name"] for speaker in row["speakers"]]
        return {**row, "speakers": " > ".join(reversed(names))}
    if what == "findings":
        return {
            **row,
            "positions": [_position_words(position) for position in row["positions"]],
            "spanning": [holding["value"]["words"] for holding in row["spanning"]],
            "unknowns": [holding["holder"] for holding in row["unknowns"]],
            "ranges": [_range_words(one) for one in row["ranges"]],
        }
    if what == "incidents":
        return {**row, "verdicts": [f"{name}: {number}" for name, number in row["verdicts"].items()]}
    if what == "sources":
        return {
            **row,
            "origins": [f"{origin['family']}: {origin['claims']}" for origin in row["origins"]],
            "reliability": [f"{one['grade']} ({one['who']})" for one in row["reliability"]] or ["F"],
        }
    return weighed.for_table(what, row)


def _range_words(found: Row) -> str:
    ends = [f"{name} {found[name]}" for name in ("low", "best", "high") if found[name] is not None]
    who = f"{found['practice']} {found['category']}".strip()
    return f"{who}: {', '.join((*ends, *found['words'])) or 'no figure'}"


def _position_words(position: Row) -> str:
    who = ", ".join(position["families"]) or "origin not stated"
    return f"{position['value']['words']} ({who}; {len(position['outlets'])} outlets)"


def _last_judgements(reader: CaseReader) -> dict[str, Judgement]:
    return {
        statement: judgement
        for judgement, _, statement in reader.anchored()
        if statement and judgement.target_kind is TargetKind.STATEMENT
    }


def claim_row(claim: Claim, judged: Mapping[str, Judgement]) -> Row:
    """Return one claim as the list of claims shows it; `judged` gives the standing decision by statement."""
    locator, judgement = claim.locator, judged.get(claim.statement)
    return {
        "id": claim.id,
        "statement": claim.statement,
        "document": claim.document,
        "span": {
            "start": locator.start if isinstance(locator, TextSpan | TableCell) else None,
            "end": locator.end if isinstance(locator, TextSpan | TableCell) else None,
            "quote": locator.quote if isinstance(locator, TextSpan | TableCell | PageBox) else "",
        },
        "event": {
            "id": claim.event.id,
            "type": claim.event.type,
            "negated": claim.event.negated,
            "phase": claim.event.phase,
        },
        "slot": claim.slot,
        "value": plain_value(claim.value),
        "scope": claim.scope,
        "speakers": [
            {
                "name": speaker.name,
                "link": speaker.link.value,
                "named": speaker.named,
                "actor": speaker.actor,
                "stance": speaker.stance.value,
            }
            for speaker in claim.speakers
        ],
        "stance": claim.stance.value,
        "basis": claim.basis.value,
        "hedges": list(claim.hedges),
        "step": claim.step,
        "score": round(claim.score, 4),
        "judgement": None
        if judgement is None
        else {
            "decision": judgement.decision.value,
            "who": judgement.who,
            "when": judgement.when,
            "why": judgement.why,
            "value": None if judgement.value is None else plain_value(judgement.value),
        },
    }


def _incident(incident: Incident, verdicts: Counter[str]) -> Row:
    return {
        "id": incident.id,
        "title": incident.title,
        "type": incident.type,
        "when": None if incident.when is None else plain_value(incident.when),
        "where": None if incident.where is None else plain_value(incident.where),
        "documents": len({member.document for member in incident.members}),
        "claims": len({member.claim for member in incident.members}),
        "verdicts": dict(sorted(verdicts.items())),
        "aliases": list(incident.aliases),
        "members": [plain(member) for member in incident.members],
    }


def _holding(holding: Holding) -> Row:
    return plain_fields(holding, value=plain_value(holding.value))


def _position(position: Position) -> Row:
    return plain_fields(
        position,
        value=plain_value(position.value),
        holdings=[_holding(holding) for holding in position.holdings],
    )


def finding_row(finding: Finding) -> Row:
    """Return one finding as the list of findings shows it."""
    return plain_fields(
        finding,
        positions=[_position(position) for position in finding.positions],
        spanning=[_holding(holding) for holding in finding.spanning],
        unknowns=[_holding(holding) for holding in finding.unknowns],
    )


def _reject(reject: Reject) -> Row:
    return {
        "step": reject.step,
        "where": reject.where,
        "kind": reject.kind,
        "reason": reject.reason,
        "remedy": reject.remedy,
        "fatal": reject.fatal,
    }
