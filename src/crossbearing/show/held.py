"""What of a case is held back for the sake of people, and what may be told of it all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import singledispatch

from crossbearing.model.actors import Speaker
from crossbearing.model.care import Care, SourceCare
from crossbearing.model.claims import WHOLE, Claim
from crossbearing.model.documents import Document, Publication
from crossbearing.model.ids import digest, normalised_words
from crossbearing.model.judgements import Judgement
from crossbearing.model.locators import TextSpan
from crossbearing.model.values import Category, Count, Duration, Group, Place, Value, When

__all__ = ["HELD_BACK", "Held"]

HELD_BACK = "[held back]"
"""What stands in place of names and words that are held back."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is held back of a case.

    Args:
        documents: Ids of documents, each with whether its figures may be told.
        speakers: Normalised names of speakers whose words are held back everywhere ...
        speakers_in: ... and in one document, with its id.
    """

    documents: Mapping[str, bool] = field(default_factory=dict)
    speakers: frozenset[str] = frozenset()
    speakers_in: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, cares: Iterable[Care], sources: Iterable[SourceCare], today: str) -> Held:
        """Return what the records of a case hold back on a day, an ISO date."""
        some = [source for source in sources if source.held_back]
        return cls(
            {care.subject: care.figures for care in cares if care.held_back(today)},
            frozenset(normalised_words(source.name) for source in some if not source.subject),
            frozenset((source.subject, normalised_words(source.name)) for source in some if source.subject),
        )

    def __bool__(self) -> bool:
        return bool(self.documents or self.speakers or self.speakers_in)

    def tag(self) -> str:
        """Return a short tag that changes with what is held back."""
        parts = [f"{key}={told}" for key, told in sorted(self.documents.items())]
        parts += [*sorted(self.speakers), *(f"{document}={name}" for document, name in sorted(self.speakers_in))]
        return digest("held", *parts)[:8]

    @property
    def by_speaker(self) -> bool:
        """Whether any claim may be held back because of who speaks."""
        return bool(self.speakers or self.speakers_in)

    def touches(self, claim: Claim) -> bool:
        """Return whether a claim is held back, wholly or but for its figures."""
        if claim.document in self.documents:
            return True
        names = {normalised_words(speaker.name) for speaker in claim.speakers} if self.by_speaker else set()
        return bool(names & self.speakers) or any((claim.document, name) in self.speakers_in for name in names)

    def claim(self, claim: Claim) -> Claim | None:
        """Return a claim as it may be told: whole, bare of words, or not at all."""
        if not self.touches(claim):
            return claim
        value = _bare(claim.value) if self.documents.get(claim.document) else None
        if value is None:
            return None
        text = claim.locator.text if isinstance(claim.locator, TextSpan) else ""
        return replace(
            claim,
            locator=TextSpan(text, 0, 0, ""),
            value=value,
            event=replace(claim.event, label=""),
            speakers=tuple(Speaker(HELD_BACK, named=False, link=one.link, stance=one.stance) for one in claim.speakers),
            hedges=(),
            scope=claim.scope if claim.scope == WHOLE else f"part: {HELD_BACK}",
            sentence="",
        )

    def document(self, document: Document) -> Document:
        """Return a document as it may be told: counted, and nothing else."""
        if document.id not in self.documents:
            return document
        return Document(document.id, "", "", "", 0, HELD_BACK, "")

    def publication(self, publication: Publication) -> Publication:
        """Return a publication as it may be told."""
        if publication.document not in self.documents:
            return publication
        return Publication(publication.id, publication.document)

    def judgement(self, judgement: Judgement, hidden: Callable[[str], bool]) -> Judgement:
        """Return a judgement as it may be told: the decision without the words it was made on.

        Args:
            judgement: Any.
            hidden: Tells whether an id is that of a statement or claim held back.
        """
        about = judgement.document in self.documents or hidden(judgement.target) or hidden(judgement.other)
        return replace(judgement, quote="", why="", text="", value=None) if about else judgement


@singledispatch
def _bare(value: Value) -> Value | None:  # noqa: ARG001 - what nothing is registered for
    """Return an answer without any word of the text, or None where it is nothing but words."""
    return None


@_bare.register
def _(value: Count) -> Value:
    bare = replace(value, text="", word="", unit=value.unit if value.unit_defined else "")
    return replace(bare, text=bare.describe())


@_bare.register
def _(value: Group) -> Value:
    count = _bare(value.count)
    if not isinstance(count, Count):
        return value
    return Group(count.text, count, value.status)


@_bare.register
def _(value: When) -> Value | None:
    if value.anchor is not None or (value.start is None and value.end is None):
        return None
    bare = replace(value, text="", note="", repeats="")
    return replace(bare, text=bare.describe())


@_bare.register
def _(value: Duration) -> Value:
    bare = replace(value, text="")
    return replace(bare, text=bare.describe())


@_bare.register
def _(value: Place) -> Value | None:
    if not value.id or value.relation is not None:
        return None  # a place that no gazetteer has is told in words of the text alone
    return replace(value, text=value.name, note="", candidates=())


@_bare.register
def _(value: Category) -> Value:
    return replace(value, text=value.code.replace("_", " "))
