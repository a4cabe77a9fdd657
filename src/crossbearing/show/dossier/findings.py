"""Findings as the page shows them: positions with their holders, one beside the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crossbearing.model.findings import Finding, Holding, Position, Verdict
from crossbearing.show.dossier.context import Labels
from crossbearing.show.dossier.statements import Statement, Statements
from crossbearing.show.dossier.strips import Strip, strip
from crossbearing.show.dossier.words import (
    VERDICTS,
    VerdictWords,
    finding_around,
    finding_question,
    given_up_words,
    one_side_words,
    outlets_words,
)

__all__ = ["Answer", "FindingView", "PositionView", "answers", "finding_view"]

_MOST_POSITIONS = 9
_NOTES = {
    "superseded": ("↻", "replaced by a later figure of the same body"),
    "changed_account": ("⇄", "the same body says something else later"),
    "retracted": ("⊘", "taken back"),
    "retraction": ("⊘", ""),
    "credited_elsewhere": ("↗", "carried, and credited to another origin"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one body answers.

    Args:
        holder: Its name, or several where answers are taken together, or that no origin is stated.
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
    """A group of compatible answers: the value that seeds it, who holds it, and how many outlets carry it.

    Where all who speak of that value deny it, the value reads "not ...".
    """

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
        around: Kind of the related happening it is about, or empty where it is about the incident itself.
        verdict: Symbol, word and meaning.
        reason: Why, in one sentence.
        counting: How many outlets answer, and how many state an origin.
        one_side: What is said about sides, or empty.
        positions: The groups of answers, in order of first appearance; where they are many, those of most outlets.
        minor: The other groups, where they are many.
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
    around: str
    verdict: VerdictWords
    reason: str
    counting: str
    one_side: str
    positions: tuple[PositionView, ...]
    minor: tuple[PositionView, ...]
    spanning: tuple[Answer, ...]
    unknowns: tuple[Answer, ...]
    strip: Strip | None
    machine: int
    confirmed: int


def _stance(holding: Holding, found: tuple[Statement, ...]) -> str:
    """Return the stance to spell out: a denial, or what all of its statements share that is no plain assertion."""
    if holding.denied:
        return "takes back" if holding.note == "retraction" else "denies"
    stances = {statement.stance for statement in found}
    return stances.pop() if len(stances) == 1 and not found[0].plain else ""


def answers(
    holdings: Iterable[Holding], statements: Statements, *, spanning: bool = False, together: bool = False
) -> tuple[Answer, ...]:
    """Return answers, those of one body in the same words and with the same fate taken together.

    Args:
        holdings: In the order to show.
        statements: Makes the statements.
        spanning: Whether they fit several positions.
        together: Whether those of several bodies are taken together too.
    """
    grouped: dict[tuple[str, str, str, str, bool], list[Holding]] = {}
    for holding in holdings:
        stance = _stance(holding, statements.of(holding.claims))
        key = (
            "" if together else holding.who,
            statements.value(holding.value),
            stance,
            holding.note,
            holding.current,
        )
        grouped.setdefault(key, []).append(holding)
    result = []
    for (_, value, stance, note, current), same in grouped.items():
        symbol, words = _NOTES.get(note, ("", note.replace("_", " ")))
        reasons = "; ".join(dict.fromkeys(holding.reason for holding in same if holding.reason))
        result.append(
            Answer(
                holder=", ".join(dict.fromkeys(holding.holder for holding in same if holding.holder)) or same[0].who,
                value=value,
                outlets=len({outlet for holding in same for outlet in holding.outlets}),
                stance=stance,
                symbol=symbol,
                note=f"{words}: {reasons}" if words and reasons else words or reasons,
                current=current,
                spanning=spanning,
                statements=statements.of(claim for holding in same for claim in holding.claims),
            )
        )
    return tuple(result)


def _position(position: Position, statements: Statements) -> PositionView:
    value = statements.value(position.value)
    seeds = [
        holding.denied and holding.note != "retraction"
        for holding in position.holdings
        if statements.value(holding.value) == value
    ]
    return PositionView(
        value=f"not {value}" if seeds and all(seeds) else value,
        answers=answers(position.holdings, statements),
        counting=outlets_words(len(position.outlets), position.state_origin, position.state_none)
        + (f"; {given_up_words(position)}" if position.superseded else ""),
        superseded=position.superseded,
    )


def finding_view(finding: Finding, statements: Statements, labels: Labels) -> FindingView:
    """Return a finding, ready to be shown."""
    question, limit = finding_question(finding)
    # What nobody gives any more is folded away first: a reader looks for what is held now.
    ranked = sorted(finding.positions, key=lambda position: (position.superseded, -len(position.outlets)))
    kept = ranked if len(ranked) <= _MOST_POSITIONS + 1 else ranked[:_MOST_POSITIONS]
    shares = finding.verdict in (Verdict.AGREED, Verdict.REPEATED)
    return FindingView(
        anchor=f"f-{finding.id}",
        slot=finding.slot,
        question=labels.question(question),
        limit=limit,
        around=finding_around(finding, labels),
        verdict=VERDICTS[finding.verdict],
        reason=finding.reason,
        counting=outlets_words(finding.outlets, finding.state_origin, finding.state_none) if finding.outlets else "",
        one_side=one_side_words(finding.one_side) if shares else "",
        positions=tuple(_position(position, statements) for position in finding.positions if position in kept),
        minor=tuple(_position(position, statements) for position in finding.positions if position not in kept),
        spanning=answers(finding.spanning, statements, spanning=True),
        unknowns=answers(finding.unknowns, statements),
        strip=strip(finding, statements.value),
        machine=finding.machine,
        confirmed=finding.confirmed,
    )
