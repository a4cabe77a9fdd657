"""Which reports tell of one incident, where a person knows better: incidents joined, kept apart, reports moved.

A decision is a signed judgement like any other. It counts once the case is linked anew, and in every later run.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crossbearing.coding import relink
from crossbearing.model.claims import Claim
from crossbearing.model.errors import CaseError, SettingsError
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.model.locators import PageBox, TableCell, TextSpan
from crossbearing.rooms import room

__all__ = ["WORKS", "Regrouping", "regroup", "regroup_case", "settle", "standing"]

WORKS = ("join", "apart", "move", "open")
"""What can be decided: two incidents are one, or two; a report is not about an incident; a decision is taken back."""

_LINKS = frozenset({Decision.MUST_JOIN, Decision.CANNOT_JOIN})


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What a person decides on the grouping of reports.

    Args:
        work: One of `WORKS`.
        incident: Id of an incident; for `move` the one that the report is not about.
        other: Id of another incident; for `move` the one that the report is about, or empty for one of its own.
        document: For `move`, the id of the report; for `open`, that all one decided on this report is taken back.
    """

    work: str
    incident: str
    other: str = ""
    document: str = ""


def regroup(case: Any, asked: Regrouping, *, who: str, why: str = "") -> list[Judgement]:
    """Store a decision on grouping; it counts once the case is linked anew (`coding.relink`).

    Args:
        case: Open for writing.
        asked: What is decided.
        who: Who signs.
        why: Reason, or empty.

    Returns:
        The judgements stored: one for a pair of incidents, one for each statement of a report that is moved.

    Raises:
        CaseError: If there is no such incident or report, or the report does not tell of the incident.
        SettingsError: If nobody signs, the work is unknown, or both incidents are one already.
    """
    if not who.strip():
        raise SettingsError("nobody signs this decision", where="--by", remedy="name a person")
    if asked.work not in WORKS:
        raise SettingsError(f"there is no such decision: {asked.work!r}", remedy=f"one of {', '.join(WORKS)}")
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    made = [
        replace(one, id=secrets.token_hex(12), who=who.strip(), when=now, why=why)
        for one in _decided(case, asked, who.strip())
    ]
    case.add_judgements(made)
    return made


def regroup_case(path: Path, asked: Regrouping, *, who: str, why: str = "") -> list[str]:
    """Store a decision on grouping, link the case anew, and tell what came of it.

    Args:
        path: Folder of the case.
        asked: What is decided; ids may be given by their beginnings.
        who: Who signs.
        why: Reason, or empty.

    Returns:
        Lines to print.

    Raises:
        CaseMissingError: If there is no case.
        CaseError: If there is no such incident or report, or the report does not tell of the incident.
        SettingsError: If nobody signs, or both incidents are one already.
        CaseWriteError: If the case could not be written.
    """
    with room("case").open(path, write=True) as case:
        before = {incident.id for incident in case.incidents()}
        made = regroup(case, asked, who=who, why=why)
        changed = settle(case, made)
        after = {incident.id: incident for incident in case.incidents()}
    kept = f"{len(made)} decision{'s' if len(made) != 1 else ''} kept"
    lines = [f"{asked.work}, signed by {who}: {kept}"]
    lines += [
        f"  {'new: ' if one not in before else ''}{one} {after[one].title}, "
        f"{len({member.document for member in after[one].members})} documents"
        for one in changed
    ]
    lines += [f"  gone: {one}, now part of another or of none" for one in sorted(before - set(after))]
    return lines if len(lines) > 1 else [*lines, "  nothing moved: the reports were grouped so already"]


def settle(case: Any, made: Sequence[Judgement], tell: Callable[[str, float], None] | None = None) -> tuple[str, ...]:
    """Link a case anew after a decision on grouping, and make the parting of a joined incident last.

    What was joined has one id; parted, the other half gets a new one, and the decision is signed for that as well, so
    that later reports do not join the two again.

    Args:
        case: Open for writing.
        made: What `regroup` stored.
        tell: Told of the progress in words and shares between 0 and 1.

    Returns:
        The ids of the incidents that this changed.
    """
    before = {incident.id for incident in case.incidents()}
    changed = relink(case, tell)
    for one in made:
        if one.target_kind is not TargetKind.INCIDENT or one.decision is not Decision.CANNOT_JOIN:
            continue
        kept = case.incident(one.target).id
        new = [incident for incident in changed if incident not in before]
        if case.incident(one.other).id == kept and len(new) == 1:
            first, second = sorted((kept, new[0]))
            again = replace(one, id=secrets.token_hex(12), target=first, other=second)
            case.add_judgements([again])
    return changed


def standing(case: Any, incident: str) -> list[dict[str, Any]]:
    """Return the decisions on grouping that bear on an incident, the last of each person, oldest first.

    Args:
        case: The case.
        incident: Id of an incident.

    Returns:
        For each: `work`, `incident`, `other`, `document` (as in `Regrouping`), `who`, `when`, `why`, and `over`:
        whether it has done its work, since it parted the incident from one that it had taken over.

    Raises:
        CaseError: If there is no such incident.
    """
    found = case.incident(incident)
    names = {found.id, *found.aliases}
    last: dict[tuple[str, ...], dict[str, Any]] = {}
    for one in case.judgements():
        row: dict[str, Any] | None = None
        if one.target_kind is TargetKind.INCIDENT and one.other and names & {one.target, one.other}:
            here, there = (one.target, one.other) if one.target in names else (one.other, one.target)
            row = {"work": "join" if one.decision is Decision.MUST_JOIN else "apart", "incident": here, "other": there}
            # Parted from what it took over: the other half has an id of its own since, and a decision of its own.
            row = {**row, "document": "", "over": row["work"] == "apart" and there in names}
        elif one.target_kind is TargetKind.LINK and one.document and one.other in names:
            row = {"work": "move", "incident": one.other, "other": "", "document": one.document, "over": False}
            if one.decision is Decision.MUST_JOIN:
                row = {**row, "incident": "", "other": one.other}
        if row is None:
            continue
        key = (str(row["document"]), *sorted((str(row["incident"]), str(row["other"]))), one.who)
        last.pop(key, None)
        if one.decision in _LINKS:
            last[key] = {**row, "who": one.who, "when": one.when, "why": one.why}
    return list(last.values())


def _decided(case: Any, asked: Regrouping, who: str) -> Iterator[Judgement]:
    """Yield the judgements that are to be signed."""
    if asked.work == "move":
        yield from _moved(case, asked)
        return
    if asked.document:
        yield from _taken_back(case, _document(case, asked.document), who)
        return
    first = case.incident(asked.incident).id
    second = _other(case, asked)
    # Linking knows a pair by its ends as written; one order for all makes a later decision replace an earlier one.
    one, other = sorted((first, second))
    decision = {"join": Decision.MUST_JOIN, "apart": Decision.CANNOT_JOIN}.get(asked.work, Decision.UNSURE)
    yield Judgement("", TargetKind.INCIDENT, one, decision, "", "", other=other)


def _other(case: Any, asked: Regrouping) -> str:
    """Return the name of the other incident: its id, or the one under which it was known before it was joined."""
    first = case.incident(asked.incident)
    second = case.incident(asked.other)
    if first.id != second.id:
        return str(second.id)
    names = {first.id, *first.aliases} - {asked.incident if asked.incident in first.aliases else first.id}
    if asked.work == "join" or asked.other not in names:
        raise SettingsError(
            "both are one incident already",
            where=f"{asked.incident}, {asked.other}",
            remedy="to part a joined incident, name it and the id that it took over; to take a report out, use `move`",
        )
    return asked.other


def _moved(case: Any, asked: Regrouping) -> Iterator[Judgement]:
    document = _document(case, asked.document)
    source = case.incident(asked.incident).id if asked.incident else ""
    goal = case.incident(asked.other).id if asked.other else ""
    if source == goal:
        raise SettingsError("the report is in that incident already", where=goal, remedy="name another, or none")
    claims = _claims(case, document, source)
    if not claims:
        raise CaseError("this report tells nothing of it", f"{document}, {source}", "`claims` lists what it tells")
    first = claims[0].statement
    for claim in claims:
        if source:
            yield _link(claim, source, Decision.CANNOT_JOIN)
        if goal:
            yield _link(claim, goal, Decision.MUST_JOIN)
        elif claim.statement != first:
            # What one report tells stays together where it is told of something else.
            yield _link(claim, first, Decision.MUST_JOIN)


def _link(claim: Claim, other: str, decision: Decision) -> Judgement:
    """Return a decision on what a statement belongs with, with the words by which the statement is found again."""
    quote = claim.locator.quote if isinstance(claim.locator, TextSpan | TableCell | PageBox) else ""
    return Judgement(
        "",
        TargetKind.LINK,
        claim.statement,
        decision,
        "",
        "",
        document=claim.document,
        quote=quote,
        slot=claim.slot,
        other=other,
    )


def _taken_back(case: Any, document: str, who: str) -> Iterator[Judgement]:
    """Yield what takes back all that a person decided on where a report belongs."""
    own: dict[tuple[str, str], Judgement] = {}
    for one in case.judgements():
        if one.target_kind is TargetKind.LINK and one.document == document and one.who == who:
            own[one.target, one.other] = one
    open_still = [one for one in own.values() if one.decision in _LINKS]
    if not open_still:
        raise CaseError(f"{who} decided nothing on this report", document, "only one's own decisions are taken back")
    for one in open_still:
        yield replace(one, decision=Decision.UNSURE)


def _claims(case: Any, document: str, incident: str) -> Sequence[Claim]:
    """Return the claims of a document, those of an incident alone if one is given, one for each statement."""
    found = case.claims(document=document) if not incident else case.claims(document=document, incident=incident)
    return list({claim.statement: claim for claim in found}.values())


def _document(case: Any, given: str) -> str:
    found = [document.id for document in case.documents() if given and document.id.startswith(given)]
    if len(found) != 1:
        what = "no such document" if not found else f"{len(found)} documents begin so"
        raise CaseError(what, given, "`crossbearing claims CASE --format json` names the documents")
    return str(found[0])
