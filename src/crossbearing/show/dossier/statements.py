"""A statement as every section shows it: who published it, whose words it hands on, and the link to the words."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crossbearing.model.actors import Stance
from crossbearing.model.claims import Claim
from crossbearing.model.judgements import Decision
from crossbearing.model.locators import ImageRegion, MediaRange, PageBox, TableCell, TextSpan
from crossbearing.model.values import TextValue, Value
from crossbearing.show.covering import COVERED, Covers
from crossbearing.show.dossier.context import Labels
from crossbearing.show.dossier.material import CaseMaterial
from crossbearing.show.dossier.words import BASIS_WORDS, STANCE_WORDS, chain_words, date_words, value_words

__all__ = ["Statement", "Statements", "quote_of"]

DECISION_WORDS = {
    Decision.ACCEPT: "confirmed by a person",
    Decision.REJECT: "rejected by a person",
    Decision.CORRECT: "corrected by a person",
    Decision.UNSURE: "looked at, left open",
}
CODED_WORDS = "coded by hand by a person"
"""How a claim is marked that no step read."""


def quote_of(claim: Claim) -> str:
    """Return the words that carry a claim, as written; empty where they stand in a picture or recording."""
    locator = claim.locator
    return locator.quote if isinstance(locator, TextSpan | TableCell | PageBox) else ""


def place_of(claim: Claim) -> str:
    """Return where in the document the words stand, in words, as far as it is more than running text."""
    match claim.locator:
        case TextSpan(page=int(page)) | PageBox(page=page):
            return f"page {page}"
        case TableCell(row=row, column=column):
            return f"row {row}, column {column}"
        case ImageRegion():
            return "in the picture"
        case MediaRange(start=start):
            return f"{start:.0f} s into the recording"
        case _:
            return ""


def _position(claim: Claim) -> tuple[int, int, str]:
    locator = claim.locator
    if isinstance(locator, TextSpan | TableCell):
        return locator.start, locator.end, claim.id
    return 1 << 60, 0, claim.id


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim, ready to be shown.

    Args:
        claim: Claim id; its words stand under the anchor `w-` and this id.
        number: Its number on the page.
        outlets: Publishers of its document, earliest first.
        published: Date of first publication in words, or empty.
        quote: The words themselves.
        place: Where they stand, where that is more than running text.
        question: The question answered.
        value: The answer in words.
        stance: What the innermost speaker does ("asserts").
        plain: Whether it is a plain assertion, which is not spelled out each time.
        basis: On what it rests.
        chain: Names from the origin to the publisher.
        hedges: Hedging words as written.
        scope: What part it is about, or empty.
        score: How sure the reading is, 0 to 1.
        decision: What a person decided on it, in words, or empty.
    """

    claim: str
    number: int
    outlets: tuple[str, ...]
    published: str
    quote: str
    place: str
    question: str
    value: str
    stance: str
    plain: bool
    basis: str
    chain: tuple[str, ...]
    hedges: tuple[str, ...]
    scope: str
    score: float
    decision: str


class Statements:
    """Makes statements out of the claims of a case."""

    def __init__(self, material: CaseMaterial, labels: Labels, covers: Covers | None = None) -> None:
        self._material = material
        self._covers = covers or Covers()
        self._labels = labels
        self._claims = material.claims()
        self._by_document: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self._claims.values():
            self._by_document[claim.document].append(claim)
        ordered = [claim for document in material.documents for claim in self.in_document(document)]
        self._numbers = {claim.id: number for number, claim in enumerate(ordered, start=1)}
        self._day: date | None = None

    def on(self, day: date | None) -> Statements:
        """Return the same statements for a section about one day, whose date need not be repeated."""
        other = copy.copy(self)
        other._day = day
        return other

    def in_document(self, document: str) -> list[Claim]:
        """Return the claims of a document that the page shows, in order of their words."""
        return sorted(self._by_document[document], key=_position)

    def value(self, value: Value) -> str:
        """Return an answer in words."""
        return value_words(value, self._labels, day=self._day)

    def of(self, claims: Iterable[str]) -> tuple[Statement, ...]:
        """Return the statements of claim ids, in their order; ids that the page does not show are left out."""
        return tuple(self.one(self._claims[claim]) for claim in dict.fromkeys(claims) if claim in self._claims)

    def one(self, claim: Claim) -> Statement:
        """Return one claim as a statement."""
        outlets = self._material.publishers(claim.document)
        dates = [item.published for item in self._material.publications.get(claim.document, ()) if item.published]
        decision = self._material.decisions.get(claim.statement)
        marks = (CODED_WORDS if claim.by else "", DECISION_WORDS.get(decision, "") if decision else "")
        covered = self._covers.covers(claim)
        return Statement(
            claim=claim.id,
            number=self._numbers.get(claim.id, 0),
            outlets=outlets,
            published=date_words(min(dates)) if dates else "",
            quote="" if covered else " ".join(quote_of(claim).split()),
            place="covered, see the document" if covered else place_of(claim),
            question=self._labels.question(claim.slot),
            value=COVERED if covered and isinstance(claim.value, TextValue) else self.value(claim.value),
            stance=STANCE_WORDS[claim.stance],
            plain=claim.stance is Stance.ASSERTS,
            basis=BASIS_WORDS[claim.basis],
            chain=tuple(chain_words(claim.speakers, outlets[0])),
            hedges=claim.hedges,
            scope="" if claim.scope == "whole" else claim.scope,
            score=claim.score,
            decision=", ".join(filter(None, marks)),
        )
