"""One incident as event tables ask for it: a date, a place, bodies and figures, where the file supports them.

What the accounts do not settle stays empty, and a note says why. Nothing is decided here: answers are taken where one
stands alone and nobody denies it, figures from the ranges that weighing made by each table's own rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from crossbearing.model.claims import WHOLE
from crossbearing.model.documents import Publication
from crossbearing.model.findings import Finding, Position, Verdict
from crossbearing.model.incidents import Incident
from crossbearing.model.ranges import Practice, PracticeRange
from crossbearing.model.values import Actors, Place, When
from crossbearing.show.export.settings import Codes, Kind
from crossbearing.show.export.shared import SharedCase

__all__ = ["NOTE_COLUMNS", "Day", "Event", "events"]

NOTE_COLUMNS = ("incident", "column", "note")
"""Columns of the table of notes on what could not be decided."""

_NO_ANSWER = frozenset({Verdict.DISPUTED, Verdict.CHANGED_ACCOUNT, Verdict.NOT_COMPARABLE, Verdict.UNKNOWN})
_HOW = {
    Verdict.AGREED: "given by sources whose independence is shown",
    Verdict.REPEATED: "given by several bodies; not shown that they know it independently",
    Verdict.SINGLE_ORIGIN: "goes back to one origin",
    Verdict.ORIGIN_NOT_STATED: "given without an origin",
}


@dataclass(frozen=True, slots=True)
class Day:
    """The days that an incident may have happened on, first and last; civil time at the place."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days they are."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Event:
    """One incident with what tables ask of it.

    Args:
        incident: The incident.
        kind: Its kind in the codes of others, or None where it is not listed.
        day: Its days, or None where they or their year are not known.
        findings: Findings on it as a whole, by slot; those of parts and units left out.
        ranges: Ranges of its figures, with the question they answer.
        publications: Of its documents, earliest first.
        documents: Number of documents.
        notes: Pairs of column and note, filled while a row is made.
    """

    incident: Incident
    kind: Kind | None
    day: Day | None
    findings: dict[str, Finding]
    ranges: tuple[tuple[str, PracticeRange], ...]
    publications: tuple[Publication, ...]
    documents: int
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def place(self) -> Place | None:
        """Its place, or None where it is not known."""
        return self.incident.where

    def note(self, column: str, text: str) -> None:
        """Keep why a column is empty, or what must be known of what it holds."""
        self.notes.append((column, text))

    def bodies(self, slot: str, column: str) -> tuple[str, ...]:
        """Return the bodies that answer a question where one answer stands alone; else none, and a note why."""
        finding = self.findings.get(slot)
        positions = [] if finding is None else [one for one in finding.positions if not one.superseded]
        if finding is None or not positions:
            self.note(column, "no account names anybody")
            return ()
        if finding.verdict in _NO_ANSWER or len(positions) > 1 or _denied(positions):
            self.note(column, f"left empty: {finding.verdict.value.replace('_', ' ')}; {finding.reason}".rstrip("; "))
            return ()
        value = positions[0].value
        if not isinstance(value, Actors) or not value.members:
            self.note(column, "the answer names no body")
            return ()
        if finding.verdict in _HOW:
            self.note(column, _HOW[finding.verdict])
        return tuple(dict.fromkeys(member.name for member in value.members))

    def of(self, practice: Practice, slot: str = "killed") -> tuple[PracticeRange, ...]:
        """Return the ranges under a practice for a question."""
        return tuple(one for asked, one in self.ranges if one.practice is practice and asked == slot)

    def explain(self, column: str, figures: PracticeRange) -> None:
        """Keep the notes of a range, and words that its practice has no number for."""
        for text in figures.notes:
            self.note(column, text)
        if figures.words:
            self.note(column, f"words without a number, not counted: {', '.join(figures.words)}")

    def publishers(self) -> tuple[str, ...]:
        """Return those who published it, each once."""
        return tuple(dict.fromkeys(one.publisher for one in self.publications if one.publisher))

    def speakers(self) -> tuple[str, ...]:
        """Return those whose answers its findings hold, each once, in order of appearance."""
        return tuple(
            dict.fromkeys(
                holding.holder
                for finding in self.findings.values()
                for position in finding.positions
                for holding in position.holdings
                if holding.holder
            )
        )

    def told_notes(self) -> list[dict[str, object]]:
        """Return the notes as rows of a table."""
        return [{"incident": self.incident.id, "column": column, "note": text} for column, text in self.notes]


def events(case: SharedCase, codes: Codes) -> Iterator[Event]:
    """Yield the incidents of a case as events, in the case's order."""
    publications: dict[str, list[Publication]] = {}
    for one in case.publications():
        publications.setdefault(one.document, []).append(one)
    for incident in case.incidents():
        findings = list(case.findings(incident.id))
        slots = {one.id: one.slot for one in findings}
        ranges = [one for appraisal in case.appraisals(incident.id) for one in appraisal.ranges]
        about = dict.fromkeys(member.document for member in incident.members)
        found = [one for document in about for one in publications.get(document, ())]
        yield Event(
            incident=incident,
            kind=codes.kinds.get(incident.type),
            day=_day(incident.when),
            findings={one.slot: one for one in reversed(findings) if one.scope == WHOLE and not one.unit},
            ranges=tuple((slots[one.finding], one) for one in ranges if one.finding in slots),
            publications=tuple(sorted(found, key=lambda one: one.published or "9")),
            documents=len(about),
        )


def _day(when: When | None) -> Day | None:
    if when is None or not when.year_known or when.start is None or when.end is None:
        return None
    # Ends of days stand behind the last admissible moment.
    last = when.end if when.end == when.start else when.end - timedelta(seconds=1)
    return Day(when.start.date(), last.date())


def _denied(positions: Sequence[Position]) -> bool:
    return any(holding.denied and holding.current for position in positions for holding in position.holdings)
