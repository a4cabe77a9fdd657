"""A case as it may be told to others: what is held back taken out, places at risk told coarsely, names as decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from crossbearing.model.care import Naming, SourceCare
from crossbearing.model.ids import normalised_words
from crossbearing.model.protocols import CaseReader, Weigher
from crossbearing.show.at_risk import AtRisk, AtRiskCase, places_at_risk
from crossbearing.show.coarse_lists import CoarseCase
from crossbearing.show.guard import GuardedCase
from crossbearing.show.held import Held

__all__ = ["TRACE", "Outward", "outward", "runs_of_words"]

TRACE = 5
"""Words in a row that are taken for a quote; shingles of this order tell copies of texts (Broder 1997)."""


@dataclass(frozen=True, slots=True)
class Outward:
    """A case as it may be told to others.

    Args:
        reader: The case.
        whole: The same with everything in it, to know what may not stand in what is written.
        hidden: Names that people decided to hide.
        kept: Names that people decided to keep.
        risk: Places told coarsely.
        held: What is held back.
    """

    reader: CaseReader
    whole: CaseReader
    hidden: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    risk: AtRisk = field(default_factory=AtRisk)
    held: Held = field(default_factory=Held)

    def traces(self) -> frozenset[tuple[str, ...]]:
        """Return runs of words that only documents and speakers held back say: none may stand in what is written."""
        if not self.held:
            return frozenset()
        own: set[tuple[str, ...]] = set()
        said: set[tuple[str, ...]] = set()
        for document in self.held.documents:
            for text in self.whole.texts(document):
                own.update(runs_of_words(text.content))
            for publication in self.whole.publications(document):
                own.update(runs_of_words(publication.title))
        for claim in self.whole.claims() if self.held.by_speaker else ():
            if self.held.touches(claim):
                said.update(runs_of_words(claim.sentence))
        # What others say too, in the same words, is no secret: copies of one report that are not held back.
        for text in self.reader.texts():
            own.difference_update(runs_of_words(text.content))
            said.difference_update(runs_of_words(text.content))
        for publication in self.reader.publications():
            own.difference_update(runs_of_words(publication.title))
        return frozenset(own | said)


def runs_of_words(words: str) -> Iterator[tuple[str, ...]]:
    """Yield each run of `TRACE` words of a text, as ids of statements normalise them."""
    parts = normalised_words(words).split()
    for start in range(len(parts) - TRACE + 1):
        yield tuple(parts[start : start + TRACE])


def outward(case: Any, *, weigh: Weigher | None, kinds: Iterable[str], today: str) -> Outward:
    """Return a case as it may be told to others on a day; nobody has the right to more than that.

    Args:
        case: The case; one that keeps no records holds nothing back.
        weigh: Weighs an incident anew; without it nothing can be held back.
        kinds: Words in names of places at risk.
        today: ISO date.
    """
    whole = case.whole if isinstance(case, GuardedCase | CoarseCase) else case
    records = getattr(whole, "records", None)
    if records is None or weigh is None:
        return Outward(case, whole)
    guarded = GuardedCase(whole, weigh, strict=True, today=lambda: today)
    sources = list(records().of("SourceCare"))
    risk = places_at_risk(whole, records().of("PlaceCare"), kinds=kinds, today=today)
    return Outward(
        reader=AtRiskCase(guarded, risk) if risk else guarded,
        whole=whole,
        hidden=_names(sources, hide=True),
        kept=_names(sources, hide=False),
        risk=risk,
        held=guarded.held(),
    )


def _names(sources: Iterable[SourceCare], *, hide: bool) -> tuple[str, ...]:
    decided = Naming.HIDE if hide else Naming.KEEP
    return tuple(dict.fromkeys(one.name for one in sources if one.naming is decided or (hide and one.held_back)))
