"""The matrix of questions by origins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crossbearing.model.findings import Finding, Holding
from crossbearing.show.dossier.context import Labels
from crossbearing.show.dossier.findings import Answer, FindingView, answers, finding_view
from crossbearing.show.dossier.statements import Statements

__all__ = ["Cell", "Column", "Matrix", "Row", "matrix"]

_NOT_STATED = ""
_FOLDED = "\0folded"
_MOST_COLUMNS = 6
_MOST_ANSWERS = 4


@dataclass(frozen=True, slots=True)
class Column:
    """An origin: a family of bodies, with the number of outlets that carry any of its answers.

    Args:
        key: Family name; empty where no origin is stated.
        name: What stands at its head.
        bodies: The bodies in it, where they are more than the name.
        outlets: Number of publishers.
        shared: Whether several origins share it, so that each answer must name its holder.
    """

    key: str
    name: str
    bodies: tuple[str, ...]
    outlets: int
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one origin answers: the first answers, and those folded away."""

    shown: tuple[Answer, ...]
    folded: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One question with a cell for each column."""

    finding: FindingView
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Questions by origins; `folded` is the number of origins that share one column for want of room."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    folded: int


def _holdings(finding: Finding) -> Iterator[tuple[Holding, bool]]:
    for position in finding.positions:
        for holding in position.holdings:
            yield holding, False
    for holding in finding.spanning:
        yield holding, True
    for holding in finding.unknowns:
        yield holding, False


def _key(holding: Holding) -> str:
    return holding.family or holding.holder or _NOT_STATED


def matrix(findings: Iterable[Finding], statements: Statements, labels: Labels) -> Matrix:
    """Return the matrix of some findings: a row a question, a column an origin.

    Args:
        findings: In slot order.
        statements: Makes the statements.
        labels: Words for codes.
    """
    rows = tuple(findings)
    outlets: dict[str, set[str]] = {}
    bodies: dict[str, dict[str, None]] = {}
    answered = Counter(key for finding in rows for key in {_key(holding) for holding, _ in _holdings(finding)})
    for finding in rows:
        for holding, _ in _holdings(finding):
            outlets.setdefault(_key(holding), set()).update(holding.outlets)
            if holding.holder:
                bodies.setdefault(_key(holding), {})[holding.holder] = None
    # Of origins in equally many outlets, who answers most questions has a column of his own.
    named = sorted((key for key in outlets if key), key=lambda key: (-len(outlets[key]), -answered[key], key))
    kept, folded = named[:_MOST_COLUMNS], named[_MOST_COLUMNS:]
    if len(folded) == 1:
        kept, folded = named, []
    columns = [
        Column(key, key, tuple(body for body in bodies.get(key, {}) if body != key), len(outlets[key])) for key in kept
    ]
    if folded:
        carried = set().union(*(outlets[key] for key in folded))
        columns.append(Column(_FOLDED, f"{len(folded)} further origins", (), len(carried), shared=True))
    if _NOT_STATED in outlets:
        columns.append(Column(_NOT_STATED, "origin not stated", (), len(outlets[_NOT_STATED])))
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


def _cell(finding: Finding, column: str, folded: frozenset[str], statements: Statements) -> Cell:
    """Return the answers of one origin, earliest first, those in force before those replaced or fitting several."""
    found = sorted(
        (
            (holding, spanning)
            for holding, spanning in _holdings(finding)
            if _key(holding) == column or (column == _FOLDED and _key(holding) in folded)
        ),
        key=lambda pair: pair[0].said_at or "9999",
    )
    held = answers((holding for holding, spanning in found if not spanning), statements, together=True)
    fitting = answers((holding for holding, spanning in found if spanning), statements, spanning=True, together=True)
    every = held + fitting
    if len(every) <= _MOST_ANSWERS + 1:
        return Cell(every, ())
    return Cell(every[:_MOST_ANSWERS], every[_MOST_ANSWERS:])
