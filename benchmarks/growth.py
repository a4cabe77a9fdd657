"""How the time of linking and weighing grows with the number of claims, on invented claims.

`python -m benchmarks.growth 4000 16000 64000` prints seconds, the most memory the process has held so far, the exponent
between one size and the next, and what share of the pairs of reports about one incident the blocking brings to
comparison. The case lies in memory with its claims looked up by incident, so that linking and weighing are measured and
no storage; what the case itself holds is told apart.
"""

from __future__ import annotations

import math
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from tests.invented_claims import Report, case_of, clock, count, day, place
from tests.memory_case import MemoryCase

from crossbearing.link.candidates import pairs
from crossbearing.link.linking import link
from crossbearing.link.strands import strands_of
from crossbearing.link.texts import with_words
from crossbearing.model.claims import Claim
from crossbearing.model.documents import Publication
from crossbearing.model.incidents import Origin
from crossbearing.model.judgements import Anchoring, Judgement
from crossbearing.model.protocols import Linked
from crossbearing.weigh.weighing import Weighing

__all__ = ["Indexed", "blocking_recall", "invented", "main"]

_REPORTS = 12  # an incident
_CLAIMS = 8  # a report
_WORDS = 90  # a report
_MEBI = 1024  # KiB, in which the system counts memory


class Indexed(MemoryCase):
    """A case in memory that looks claims, publications and origins up instead of going through all of them."""

    def with_links(self, linked: Linked) -> Indexed:
        """Keep what linking gave, by incident."""
        super().with_links(linked)
        by_id = {claim.id: claim for claim in self.claim_list}
        self._claims = {one.id: [by_id[member.claim] for member in one.members] for one in linked.incidents}
        self._origins: dict[str, list[Origin]] = defaultdict(list)
        for origin in linked.origins:
            self._origins[origin.incident].append(origin)
        self._publications: dict[str, list[Publication]] = defaultdict(list)
        for publication in self.publication_list:
            self._publications[publication.document].append(publication)
        return self

    def claims(
        self, *, document: str | None = None, incident: str | None = None, slot: str | None = None
    ) -> Iterator[Claim]:
        """Claims of one incident, looked up, or as before."""
        if incident is None:
            yield from super().claims(document=document, slot=slot)
        else:
            yield from self._claims[incident]

    def origins(self, incident: str | None = None) -> Iterator[Origin]:
        """Origins of one incident, looked up, or all."""
        yield from super().origins() if incident is None else self._origins[incident]

    def publications(self, document: str | None = None) -> Iterator[Publication]:
        """Publications of one document, looked up, or all."""
        yield from super().publications() if document is None else self._publications[document]

    def anchored(self) -> Iterator[tuple[Judgement, Anchoring, str]]:
        """No judgements, without a look at every claim."""
        yield from ()


def invented(claims: int) -> Indexed:
    """Return a case of about so many claims, a dozen reports an incident, not yet linked."""
    chance = random.Random(7)
    vocabulary = [_word(chance) for _ in range(20_000)]
    often = [1 / (rank + 10) for rank in range(len(vocabulary))]  # as in any language (Zipf 1949)
    reports = []
    for index in range(claims // _CLAIMS):
        number = index // _REPORTS
        latitude, longitude = -60 + number * 7 % 120 + number * 0.37 % 1, -170 + number * 13 % 340 + number * 0.61 % 1
        on = f"{2031 + number % 40}-{1 + number % 12:02d}-{1 + number % 28:02d}"
        told = Report(f"Outlet {chance.randrange(200)}", on, name=str(index))
        told.says("where", place(f"Town {number}", latitude, longitude)).says("when.start", day(on))
        for slot in ("killed", "wounded", "strikes"):
            told.says(slot, count(str(chance.randrange(1, 60))), f"Council of District {chance.randrange(30)}")
        told.says("killed", count("dozens")).says("wounded", count(str(chance.randrange(1, 60))))
        told.says("when.start", clock(f"{chance.randrange(24):02d}:{chance.randrange(60):02d}", on), "River Watch")
        words = chance.choices(vocabulary, often, k=_WORDS)
        told.reads(f"Shells fell on Town {number}, said {words[0].title()} {words[1].title()}. {' '.join(words)}.")
        reports.append(told)
    made = case_of(*reports)
    found = Indexed()
    found.claim_list, found.publication_list, found.text_list = made.claim_list, made.publication_list, made.text_list
    return found


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randrange(2, 5)))


def blocking_recall(case: Indexed, linked: Linked) -> tuple[float, float]:
    """Return how much of what belongs together is compared at all.

    Args:
        case: The case.
        linked: What linking gave for it.

    Returns:
        The share of pairs of reports about one invented incident that are compared, and the share of incidents whose
        reports end in one incident of ours.
    """
    publications = {one.document: [one] for one in case.publication_list}
    strands = strands_of(case.claim_list, publications=publications, pinned=frozenset())
    by_id = {claim.id: claim for claim in case.claim_list}
    strands = with_words(strands, by_id, texts=case.text_list, publications=publications)
    number_of = {one.document: index // _REPORTS for index, one in enumerate(case.publication_list)}
    compared = {
        frozenset((strands[one].document, strands[other].document))
        for one, other in pairs(strands)
        if number_of[strands[one].document] == number_of[strands[other].document]
    }
    sizes = Counter(number_of.values())
    wanted = sum(size * (size - 1) // 2 for size in sizes.values())
    ours: dict[int, set[str]] = defaultdict(set)
    for incident in linked.incidents:
        for member in incident.members:
            ours[number_of[member.document]].add(incident.id)
    whole = sum(len(ours[number]) == 1 for number in sizes)
    return len(compared) / max(wanted, 1), whole / len(sizes)


def _memory() -> float:
    """The most memory that this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEBI


def main(sizes: Sequence[int]) -> None:
    """Link and weigh cases of several sizes and print seconds and exponents."""
    before: tuple[int, float, float] | None = None
    for size in sizes:
        case = invented(size)
        bare = _memory()
        start = time.process_time()
        linked = link(case)
        linking = time.process_time() - start
        case.with_links(linked)
        start, weighing = time.process_time(), Weighing()
        for incident in linked.incidents:
            weighing(incident, case)
        weighed = time.process_time() - start
        held = _memory()
        line = f"{size:>8} claims, {len(linked.incidents)} incidents: linking {linking:.2f} s, weighing {weighed:.2f} s"
        recall, whole = blocking_recall(case, linked)
        line += f"; {bare:.0f} MiB with the case, {held:.0f} at most; {recall:.1%} of pairs compared, {whole:.1%} whole"
        if before is not None:
            grown = math.log(size / before[0])
            line += (
                f"; exponents {math.log(linking / before[1]) / grown:.2f}, {math.log(weighed / before[2]) / grown:.2f}"
            )
        print(line, flush=True)
        before = (size, linking, weighed)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [4000, 16000, 64000])
