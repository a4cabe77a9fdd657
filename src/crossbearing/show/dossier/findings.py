"""Findings as the page shows them: positions with their holders, and the matrix of questions by origins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crossbearing.model.findings import Finding, Holding, Position, Verdict
from crossbearing.show.dossier.context import Labels
from crossbearing.show.dossier.statements import Statement, Statements
from crossbearing.show.dossier.strips import Strip, strip
from crossbearing.show.dossier.words import VERDICTS, VerdictWords, finding_question, one_side_words, outlets_words

__all__ = ["Answer", "Column", "FindingView", "Matrix", "PositionView", "Row", "finding_view", "matrix"]

NOT_STATED = ""
_MOST_COLUMNS = 9
_NOTES = {
    "superseded": ("↻", "replaced by a later figure of the same body"),
    "changed_account": ("⇄", "the same body says something else later"),
    "retracted": ("⊘", "taken back"),
    "credited_elsewhere": ("↗", "carried, and credited to another origin"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one body answers.

    Args:
        holder: Its name, or an empty string where no origin is stated.
        value: The answer in words.
        outlets: How many publishers carry it.
        stance: `denies` and the like, or empty for a plain assertion.
        symbol: Sign of the note, or empty.
        note: What became of the answer, in words, or empty.
        current: Whether it is the body's last answer.
        spanning: Whether it fits several positions and so counts in none.
        statements: The words.
    """

    holder: str
    value: str
    outlets: int
    stance: str
    symbol: str
    note: str
    current: bool
    spanning: bool
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class PositionView:
    """A group of compatible answers: the value that seeds it, who holds it, and how many outlets carry it."""

    value: str
    answers: tuple[Answer, ...]
    counting: str
    superseded: bool


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding, ready to be shown.

    Args:
        anchor: Its place on the page.
        slot: Its slot, for grouping.
        question: The question asked.
        limit: What it is limited to (a part, a unit), or empty.
        verdict: Symbol, word and meaning.
        reason: Why, in one sentence.
        counting: How many outlets answer, and how many state an origin.
        one_side: What is said about sides, or empty.
        positions: The groups of answers.
        spanning: Answers that fit several positions.
        unknowns: Bodies that give no answer.
        strip: The answers on one scale, where they are numbers or times, or None.
        machine: Number of claims nobody has judged.
        confirmed: Number of claims a person accepted.
    """

    anchor: str
    slot: str
    question: str
    limit: str
    verdict: VerdictWords
    reason: str
    counting: str
    one_side: str
    positions: tuple[PositionView, ...]
    spanning: tuple[Answer, ...]
    unknowns: tuple[Answer, ...]
    strip: Strip | None
    machine: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class Column:
    """An origin: a family of bodies, with the number of outlets that carry any of its answers.

    Args:
        key: Family name; empty where no origin is stated.
        name: What stands at its head.
        bodies: The bodies in it, where they are more than the name.
        outlets: Number of publishers.
    """

    key: str
    name: str
    bodies: tuple[str, ...]
    outlets: int


@dataclass(frozen=True, slots=True)
class Row:
    """One question with a cell for each column."""

    finding: FindingView
    cells: tuple[tuple[Answer, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Questions by origins. `folded` names the origins that share the last column but one for want of room."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    folded: int


def _answer(holding: Holding, statements: Statements, *, spanning: bool = False) -> Answer:
    found = statements.of(holding.claims)
    symbol, note = _NOTES.get(holding.note, ("", holding.note.replace("_", " ")))
    stances = {statement.stance for statement in found if not statement.plain}
    stance = "denies" if holding.denied else (stances.pop() if len(stances) == 1 else "")
    if stance and not holding.denied and any(statement.plain for statement in found):
        stance = ""
    return Answer(
        holder=holding.holder,
        value=statements.value(holding.value),
        outlets=len(holding.outlets),
        stance=stance,
        symbol=symbol,
        note=f"{note}: {holding.reason}" if note and holding.reason else note or holding.reason,
        current=holding.current,
        spanning=spanning,
        statements=found,
    )


def _position(position: Position, statements: Statements) -> PositionView:
    return PositionView(
        value=statements.value(position.value),
        answers=tuple(_answer(holding, statements) for holding in position.holdings),
        counting=outlets_words(len(position.outlets), position.state_origin, position.state_none),
        superseded=position.superseded,
    )


def finding_view(finding: Finding, statements: Statements, labels: Labels) -> FindingView:
    """Return a finding, ready to be shown."""
    question, limit = finding_question(finding, labels)
    return FindingView(
        anchor=f"f-{finding.id}",
        slot=finding.slot,
        question=question,
        limit=limit,
        verdict=VERDICTS[finding.verdict],
        reason=finding.reason,
        counting=outlets_words(finding.outlets, finding.state_origin, finding.state_none) if finding.outlets else "",
        one_side=one_side_words(finding.one_side) if finding.verdict in (Verdict.AGREED, Verdict.REPEATED) else "",
        positions=tuple(_position(position, statements) for position in finding.positions),
        spanning=tuple(_answer(holding, statements, spanning=True) for holding in finding.spanning),
        unknowns=tuple(_answer(holding, statements) for holding in finding.unknowns),
        strip=strip(finding, statements.value),
        machine=finding.machine,
        confirmed=finding.confirmed,
    )


def _holdings(finding: Finding) -> Iterator[tuple[Holding, bool]]:
    for position in finding.positions:
        for holding in position.holdings:
            yield holding, False
    for holding in finding.spanning:
        yield holding, True
    for holding in finding.unknowns:
        yield holding, False


def _key(holding: Holding) -> str:
    return holding.family or holding.holder or NOT_STATED


def matrix(findings: Iterable[Finding], statements: Statements, labels: Labels) -> Matrix:
    """Return the matrix of an incident: a row a question, a column an origin.

    Args:
        findings: In slot order.
        statements: Makes the statements.
        labels: Words for codes.
    """
    rows = tuple(findings)
    outlets: dict[str, set[str]] = {}
    bodies: dict[str, dict[str, None]] = {}
    for finding in rows:
        for holding, _ in _holdings(finding):
            outlets.setdefault(_key(holding), set()).update(holding.outlets)
            if holding.holder:
                bodies.setdefault(_key(holding), {})[holding.holder] = None
    named = sorted((key for key in outlets if key), key=lambda key: (-len(outlets[key]), key))
    kept, folded = named[:_MOST_COLUMNS], named[_MOST_COLUMNS:]
    if len(folded) == 1:
        kept, folded = named, []
    columns = [
        Column(key, key, tuple(body for body in bodies.get(key, {}) if body != key), len(outlets[key])) for key in kept
    ]
    if folded:
        carried = set().union(*(outlets[key] for key in folded))
        columns.append(Column("\0folded", f"{len(folded)} further origins", (), len(carried)))
    if NOT_STATED in outlets:
        columns.append(Column(NOT_STATED, "origin not stated", (), len(outlets[NOT_STATED])))
    aside = frozenset(folded)
    return Matrix(
        columns=tuple(columns),
        rows=tuple(
            Row(
                finding_view(finding, statements, labels),
                tuple(_cell(finding, column.key, aside, statements) for column in columns),
            )
            for finding in rows
        ),
        folded=len(folded),
    )


def _cell(finding: Finding, column: str, folded: frozenset[str], statements: Statements) -> tuple[Answer, ...]:
    return tuple(
        _answer(holding, statements, spanning=spanning)
        for holding, spanning in sorted(
            (
                (holding, spanning)
                for holding, spanning in _holdings(finding)
                if _key(holding) == column or (column == "\0folded" and _key(holding) in folded)
            ),
            key=lambda pair: pair[0].said_at or "9999",
        )
    )
