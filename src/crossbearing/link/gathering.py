"""What linking needs of the claims of a case, gathered in one pass over them.

A claim with all its values weighs some two thousand bytes, and what is compared of it some two hundred. Claims are
therefore read a document at a time, put into strands and let go; of small cases they are kept, of large ones those of
an incident are read anew when its origins are sought.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

from crossbearing.link.counting import Counted
from crossbearing.link.judged import LinkJudgements
from crossbearing.link.strands import Strand, strands_of
from crossbearing.link.texts import CaseWords
from crossbearing.model.claims import Claim, Event
from crossbearing.model.documents import Publication, Text
from crossbearing.model.locators import TableCell
from crossbearing.model.protocols import CaseReader
from crossbearing.model.values import Place

__all__ = ["Gathered", "gather"]

_AT_ONCE = 50_000  # claims up to which all are kept

_Item = TypeVar("_Item", bound=Hashable)


@dataclass(slots=True)
class Gathered:
    """What linking needs of the claims of a case.

    Args:
        strands: Of all documents, in order of document and appearance.
        statements: Statement of each claim whose statement a decision names.
        rejected: Claims that a person rejected, by document and event.
        coded: Event of each document that is a row of already coded claims.
        voices: Claims in which all speakers of the case speak, each once.
        kept: All claims by document, or None of a large case.
    """

    strands: list[Strand] = field(default_factory=list)
    statements: dict[str, str] = field(default_factory=dict)
    rejected: dict[tuple[str, str], list[Claim]] = field(default_factory=dict)
    coded: dict[str, Event] = field(default_factory=dict)
    voices: list[Claim] = field(default_factory=list)
    kept: dict[str, list[Claim]] | None = field(default_factory=dict)

    def claims_of(self, documents: Iterable[str], reader: CaseReader) -> Iterator[Claim]:
        """Yield the claims of documents, from memory or from the case."""
        for document in documents:
            yield from reader.claims(document=document) if self.kept is None else self.kept.get(document, ())


def gather(
    claims: Iterable[Claim],
    *,
    texts: Iterable[Text],
    publications: Mapping[str, Sequence[Publication]],
    judgements: LinkJudgements,
    at_once: int = _AT_ONCE,
) -> Gathered:
    """Read all claims once and return what linking needs of them.

    Args:
        claims: All claims, those of a document together and in order of their words.
        texts: Working texts, one a document.
        publications: Publications by document id, earliest first.
        judgements: What persons decided on links, claims and incidents.
        at_once: Claims up to which all are kept.
    """
    found = Gathered()
    words = CaseWords(texts)
    of_document: dict[str, tuple[list[Strand], list[Counted]]] = {}
    speakers: set[str] = set()
    same = _Same()
    size = 0
    for document, together in groupby(claims, key=attrgetter("document")):
        listed = list(together)
        size += len(listed)
        if found.kept is not None:
            found.kept.setdefault(document, []).extend(listed)
            if size > at_once:
                found.kept = None
        _note(listed, found, speakers, judgements)
        usable = [claim for claim in listed if claim.statement not in judgements.rejected]
        strands = strands_of(usable, publications=publications, pinned=judgements.pinned)
        counted = words.of_strands(strands, {claim.id: claim for claim in usable})
        of_document[document] = ([same.strand(strand) for strand in strands], counted)
    order = sorted(of_document)
    telling = words.weighed(((document, of_document[document][1]) for document in order), publications)
    strands = [strand for document in order for strand in of_document[document][0]]
    found.strands = [replace(strand, words=told) for strand, told in zip(strands, telling, strict=True)]
    return found


def _note(claims: Sequence[Claim], found: Gathered, speakers: set[str], judgements: LinkJudgements) -> None:
    """Note of a document's claims what decisions, tables and names of speakers need."""
    for claim in claims:
        if claim.statement in judgements.named:
            found.statements[claim.id] = claim.statement
        if claim.statement in judgements.rejected:
            found.rejected.setdefault((claim.document, claim.event.id), []).append(claim)
        if isinstance(claim.locator, TableCell):
            found.coded[claim.document] = claim.event
        new = {speaker.name for speaker in claim.speakers[1:] if speaker.named} - speakers
        if new:
            speakers |= new
            found.voices.append(claim)


class _Same:
    """Keeps one object of many that are equal: places, days and kinds are told again and again."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Hashable] = {}
        self._places: dict[tuple[object, ...], Place] = {}

    def strand(self, strand: Strand) -> Strand:
        """Return a strand equal to one, made of parts that others share."""
        return replace(
            strand,
            kinds=self._one(strand.kinds),
            places=tuple(map(self._place, strand.places)),
            told=self._one(strand.told),
            tolls=self._one(strand.tolls),
            parties=self._one(strand.parties),
            place_names=self._one(strand.place_names),
            happenings=self._one(strand.happenings),
        )

    def _one(self, item: _Item) -> _Item:
        return self._known.setdefault(item, item)  # type: ignore[return-value]

    def _place(self, place: Place) -> Place:
        key = (place.text, place.id, place.latitude, place.longitude, place.radius, len(place.candidates))
        known = self._places.setdefault(key, place)
        return known if known == place else place
