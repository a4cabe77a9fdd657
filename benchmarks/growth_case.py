"""Invented cases of any size for `benchmarks.growth`: in memory, or in a file from which each report is read anew."""

from __future__ import annotations

import pickle
import random
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.invented_claims import Report, case_of, clock, count, day, place
from tests.memory_case import MemoryCase

from crossbearing.model.claims import Claim
from crossbearing.model.documents import Publication, Text
from crossbearing.model.incidents import Incident, Origin
from crossbearing.model.judgements import Anchoring, Judgement
from crossbearing.model.protocols import CaseCounts, Linked

__all__ = ["REPORTS", "Indexed", "OnFile", "invented", "invented_reports"]

REPORTS = 12
"""Reports an incident."""

_PUBLICATION, _TEXT, _CLAIMS_OF = range(3)
_CLAIMS = 8  # a report
_WORDS = 90  # a report


class Indexed(MemoryCase):
    """An invented case in memory."""


class OnFile(MemoryCase):
    """A case whose claims, texts and publications lie in a file, as those of a real case do, and are read when asked.

    Each kind is read by itself: who asks for texts does not wait for claims.

    Args:
        path: The file, which is written.
        reports: Its reports.
    """

    def __init__(self, path: Path, reports: Iterator[Report]) -> None:
        super().__init__()
        self._path = path
        self._starts: tuple[array[int], ...] = (array("q"), array("q"), array("q"))
        self._number: dict[str, int] = {}
        self._size = 0
        with path.open("wb") as file:
            for report in reports:
                made = case_of(report)
                self._number[report.document] = len(self._number)
                self._size += len(made.claim_list)
                records = (made.publication_list[0], made.text_list[0], made.claim_list)
                for starts, record in zip(self._starts, records, strict=True):
                    starts.append(file.tell())
                    pickle.dump(record, file, protocol=5)
        self._incidents: dict[str, Incident] = {}
        self._origins: dict[str, list[Origin]] = defaultdict(list)

    def with_links(self, linked: Linked) -> OnFile:
        """Keep what linking gave, by incident."""
        self._incidents = {one.id: one for one in linked.incidents}
        for origin in linked.origins:
            self._origins[origin.incident].append(origin)
        return self

    def counts(self) -> CaseCounts:
        """How much the case holds."""
        return CaseCounts(len(self._number), len(self._number), 0, self._size, len(self._incidents), 0, 0, 0)

    def numbers(self) -> dict[str, int]:
        """The place of each document in the order in which it was invented."""
        return self._number

    def _records(self, kind: int, document: str | None = None) -> Iterator[Any]:
        starts = self._starts[kind]
        with self._path.open("rb") as file:
            for start in starts if document is None else (starts[self._number[document]],):
                file.seek(start)
                yield pickle.load(file)

    def claims(
        self, *, document: str | None = None, incident: str | None = None, slot: str | None = None
    ) -> Iterator[Claim]:
        """Claims, of one document, incident or slot."""
        if incident is not None:
            members = {member.claim for member in self._incidents[incident].members}
            documents = dict.fromkeys(member.document for member in self._incidents[incident].members)
            for one in documents:
                yield from (
                    claim for claims in self._records(_CLAIMS_OF, one) for claim in claims if claim.id in members
                )
            return
        for claims in self._records(_CLAIMS_OF, document):
            yield from (claim for claim in claims if slot is None or claim.slot == slot)

    def publications(self, document: str | None = None) -> Iterator[Publication]:
        """Publications, of one document or of all."""
        yield from self._records(_PUBLICATION, document)

    def texts(self, document: str | None = None) -> Iterator[Text]:
        """Texts, of one document or of all."""
        yield from self._records(_TEXT, document)

    def origins(self, incident: str | None = None) -> Iterator[Origin]:
        """Origins of one incident, or all."""
        for found in self._origins.values() if incident is None else (self._origins[incident],):
            yield from found

    def anchored(self) -> Iterator[tuple[Judgement, Anchoring, str]]:
        """No judgements, without a look at every claim."""
        yield from ()


def invented_reports(claims: int) -> Iterator[Report]:
    """Yield reports with about so many claims, a dozen reports an incident."""
    chance = random.Random(7)
    vocabulary = [_word(chance) for _ in range(20_000)]
    often = [1 / (rank + 10) for rank in range(len(vocabulary))]  # as in any language (Zipf 1949)
    for index in range(claims // _CLAIMS):
        number = index // REPORTS
        latitude, longitude = -60 + number * 7 % 120 + number * 0.37 % 1, -170 + number * 13 % 340 + number * 0.61 % 1
        on = f"{2031 + number % 40}-{1 + number % 12:02d}-{1 + number % 28:02d}"
        told = Report(f"Outlet {chance.randrange(200)}", on, name=str(index))
        told.says("where", place(f"Town {number}", latitude, longitude)).says("when.start", day(on))
        for slot in ("killed", "wounded", "strikes"):
            told.says(slot, count(str(chance.randrange(1, 60))), f"Council of District {chance.randrange(30)}")
        told.says("killed", count("dozens")).says("wounded", count(str(chance.randrange(1, 60))))
        told.says("when.start", clock(f"{chance.randrange(24):02d}:{chance.randrange(60):02d}", on), "River Watch")
        words: Sequence[str] = chance.choices(vocabulary, often, k=_WORDS)
        told.reads(f"Shells fell on Town {number}, said {words[0].title()} {words[1].title()}. {' '.join(words)}.")
        yield told


def invented(claims: int) -> Indexed:
    """Return a case of about so many claims in memory, not yet linked."""
    made = case_of(*invented_reports(claims))
    found = Indexed()
    found.claim_list, found.publication_list, found.text_list = made.claim_list, made.publication_list, made.text_list
    return found


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randrange(2, 5)))
