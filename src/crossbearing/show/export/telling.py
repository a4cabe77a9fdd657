"""The dossier as paragraphs with footnotes, before it becomes Markdown or a Word file.

Documents become exhibits, numbered in order of publication; a footnote gives exhibit, publisher, date, the words and
the beginning of the hash of the archived copy, whose whole hash stands in the list of exhibits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crossbearing.model.claims import Claim
from crossbearing.model.counting import rules_from
from crossbearing.model.documents import Document, Publication
from crossbearing.model.findings import Finding, Holding, Position
from crossbearing.model.incidents import Incident
from crossbearing.model.values import thing_words
from crossbearing.show.dossier.page import safe_text
from crossbearing.show.dossier.statements import place_of, quote_of
from crossbearing.show.dossier.words import STANCE_WORDS, VERDICTS, date_words, outlets_words
from crossbearing.show.export.settings import Codes
from crossbearing.show.export.shared import SharedCase
from crossbearing.show.weighed import ranges_by_finding

__all__ = ["Brief", "Paragraph", "tell"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Args:
        style: `title`, `heading1`, `heading2`, `heading3`, `text`, `bullet` or `exhibit`.
        text: Its words.
        notes: Numbers of the footnotes behind it.
    """

    style: str
    text: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """A dossier: title, paragraphs in order, and footnotes by number, from 1."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[str, ...]


class _Notes:
    """Numbers exhibits and footnotes, one footnote a claim."""

    def __init__(self, case: SharedCase) -> None:
        self._case = case
        self._publications: dict[str, list[Publication]] = {}
        for one in case.publications():
            self._publications.setdefault(one.document, []).append(one)
        documents = sorted(case.documents(), key=lambda one: (self._published(one.id) or "9", one.id))
        self.documents = {one.id: one for one in documents}
        self.exhibits = {one.id: number for number, one in enumerate(documents, start=1)}
        self.texts: list[str] = []
        self._of_claim: dict[str, int] = {}

    def numbers(self, claims: Iterable[str]) -> tuple[int, ...]:
        """Return the footnotes of claims, each once; what is not shared has none."""
        found = [self._case.claim(claim) for claim in claims]
        return tuple(dict.fromkeys(self._number(claim) for claim in found if claim is not None))

    def _number(self, claim: Claim) -> int:
        if claim.id not in self._of_claim:
            self.texts.append(safe_text(self._text(claim)))
            self._of_claim[claim.id] = len(self.texts)
        return self._of_claim[claim.id]

    def _text(self, claim: Claim) -> str:
        document = self.documents[claim.document]
        words = " ".join(quote_of(claim).split())
        where = place_of(claim)
        chain = [speaker.name for speaker in reversed(claim.speakers) if speaker.name != "publisher"]
        parts = [f"Exhibit {self.exhibits[document.id]}", self.publishers(document.id)]
        parts += [date_words(self._published(document.id))] if self._published(document.id) else []
        parts += [where] if where else []
        said = f": “{words}”" if words else ""
        by = f" ({' by way of '.join(chain)}, {STANCE_WORDS[claim.stance]})" if chain else ""
        return f"{', '.join(parts)}{said}{by}. Archived copy SHA-256 {document.sha256[:16]}…"

    def publishers(self, document: str) -> str:
        """Return who published a document, in words."""
        names = dict.fromkeys(one.publisher for one in self._publications.get(document, ()) if one.publisher)
        return ", ".join(names) or "publisher not stated"

    def exhibit(self, document: Document) -> str:
        """Return the entry of a document in the list of exhibits."""
        published = self._publications.get(document.id, [])
        title = next((one.title for one in published if one.title), "") or document.name
        stamp, url = self._published(document.id), next((one.url for one in published if one.url), "")
        parts = [
            f"Exhibit {self.exhibits[document.id]}. {title}",
            self.publishers(document.id),
            date_words(stamp) if stamp else "date not stated",
            *([url] if url else []),
            f"{document.media_type}, {document.size:,} bytes" + (f", {document.locator}" if document.locator else ""),
            f"collected {document.collected_at or 'at an unknown time'}",
            f"SHA-256 {document.sha256}",
        ]
        return "; ".join(parts)

    def _published(self, document: str) -> str:
        return min((one.published for one in self._publications.get(document, ()) if one.published), default="")


def tell(case: SharedCase, codes: Codes) -> Brief:
    """Return the dossier of what is shared.

    Args:
        case: What is shared.
        codes: Labels of kinds and questions.
    """
    notes = _Notes(case)
    title = case.meta().get("name", "") or "Case"
    paragraphs = [Paragraph("title", title), *_foreword(case)]
    for incident in case.incidents():
        paragraphs.extend(_incident(case, incident, codes, notes))
    paragraphs.append(Paragraph("heading1", "Exhibits"))
    paragraphs.extend(Paragraph("exhibit", notes.exhibit(one)) for one in notes.documents.values())
    return Brief(
        safe_text(title),
        tuple(Paragraph(one.style, safe_text(" ".join(one.text.split())), one.notes) for one in paragraphs),
        tuple(notes.texts),
    )


def _foreword(case: SharedCase) -> Iterator[Paragraph]:
    settings = case.settings
    made = f"Made by crossbearing {settings.version}".rstrip()
    made += f" for {settings.who}" if settings.who else ""
    made += f" at {settings.at} (UTC)" if settings.at else ""
    yield Paragraph("text", f"{made}. It shows who says what, and never says who is right.")
    kept = "Names of private persons are kept as asked; names of victims are withheld."
    hidden = (
        "Private persons, witnesses and accounts are given by numbers, the same throughout; names of victims are "
        "withheld; public officials in office and bodies are named."
    )
    yield Paragraph("text", kept if settings.with_names else hidden)
    if settings.words_left_out:
        yield Paragraph("text", "Places or times are told less finely than known; words as written are left out.")
    rules = rules_from(case.meta())
    if rules:
        yield Paragraph("heading2", "What is counted, and how")
    for rule in rules:
        yield Paragraph("bullet", f"{rule.heading}: {rule.text} {rule.own}".strip())


def _incident(case: SharedCase, incident: Incident, codes: Codes, notes: _Notes) -> Iterator[Paragraph]:
    yield Paragraph("heading1", f"{incident.title} ({incident.id})")
    when = incident.when.describe() if incident.when is not None else "not agreed"
    where = incident.where.describe() if incident.where is not None else "not agreed"
    if incident.where is not None and incident.where.radius is not None:
        where += f" (known within {incident.where.radius / 1000:.3g} km, {incident.where.precision.value})"
    documents = len({member.document for member in incident.members})
    yield Paragraph("text", f"When: {when}. Where: {where}. {documents} documents, {len(incident.members)} statements.")
    ranges = ranges_by_finding(case, incident.id)
    for finding in case.findings(incident.id):
        yield Paragraph("heading2", _heading(finding, codes))
        verdict = VERDICTS[finding.verdict]
        told = outlets_words(finding.outlets, finding.state_origin, finding.state_none)
        yield Paragraph("text", f"{verdict.symbol} {verdict.word}. {finding.reason} {told}.")
        for position in finding.positions:
            yield _position(position, notes)
        for holding in finding.spanning:
            yield Paragraph("bullet", f"Fits several: {_holding(holding)}", notes.numbers(holding.claims))
        for holding in finding.unknowns:
            yield Paragraph("bullet", f"No answer: {holding.holder or 'nobody named'}", notes.numbers(holding.claims))
        for one in ranges.get(finding.id, ()):
            ends = [f"{name} {end}" for name, end in (("low", one.low), ("best", one.best), ("high", one.high))
                    if end is not None]  # fmt: skip
            who = f"{one.practice.value} {one.category}".strip()
            text = f"As {who} would put it: {', '.join(ends) or 'no figure'}. {one.rule}"
            yield Paragraph("bullet", text, notes.numbers(one.claims))
    if not case.settings.words_left_out:
        yield from _explanations(case, incident, notes)


def _explanations(case: SharedCase, incident: Incident, notes: _Notes) -> Iterator[Paragraph]:
    rival = list(case.hypotheses(incident.id))
    if rival:
        yield Paragraph("heading2", "Rival explanations")
    for one in rival:
        held = f" Held by {', '.join(one.held_by)}." if one.held_by else ""
        denied = f" Denied by {', '.join(one.denied_by)}." if one.denied_by else ""
        yield Paragraph("bullet", f"{one.text}.{held}{denied}", notes.numbers((*one.claims, *one.claims_against)))


def _heading(finding: Finding, codes: Codes) -> str:
    scope = finding.scope.replace("event: ", "around it: ").replace("_", " ")
    limits = [part for part in (thing_words(finding.unit), scope) if part and part != "whole"]
    return codes.question(finding.slot) + (f" ({'; '.join(limits)})" if limits else "")


def _position(position: Position, notes: _Notes) -> Paragraph:
    who = ", ".join(dict.fromkeys(_who(holding) for holding in position.holdings)) or "origin not stated"
    withdrawn = any(holding.note in ("retracted", "retraction") for holding in position.holdings)
    replaced = f" (since {'withdrawn' if withdrawn else 'replaced'})" if position.superseded else ""
    claims = [claim for holding in position.holdings for claim in holding.claims]
    return Paragraph("bullet", f"{position.value.describe()}{replaced}: {who}", notes.numbers(claims))


def _who(holding: Holding) -> str:
    name = holding.who
    if holding.note == "retraction":
        return f"{name} (withdraws it)"
    marks: Sequence[str] = ["denies it"] if holding.denied else []
    marks = [*marks, holding.note.replace("_", " ")] if holding.note else marks
    return f"{name} ({', '.join(marks)})" if marks else name


def _holding(holding: Holding) -> str:
    return f"{holding.value.describe()}: {_who(holding)}"
