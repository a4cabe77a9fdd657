"""Which reports of an incident give several telling answers alike: the same toll, and the same number of wounded.

One figure is often the same by chance, or because it is right; two told together seldom are. Where the later report
names nobody for them, it is suspected to have them from where the earlier one has them. Suspected, and no more: two
reporters who count for themselves may agree, and then say that they counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from crossbearing.model.actors import Stance
from crossbearing.model.claims import Claim
from crossbearing.model.values import Actors, Count, CountState, Duration, Group, Items, When

__all__ = ["Echoes", "all_tell", "answer_key", "find_echoes", "is_telling"]

_ENOUGH = 2  # telling answers in common
_MOST = 60  # reports an answer: one that everybody gives tells nothing of who had it from whom
_PLAIN = frozenset({"where", "when.start", "when.end"})
_TELLING_COUNT = 2  # one person, one strike, one vehicle: shared by chance


@dataclass(frozen=True, slots=True)
class Echoes:
    """Which pairs of reports give several telling answers alike.

    Args:
        pairs: For each pair of document ids, the smaller first, the answers both give, as words.
        of: For each document the others of its pairs.
    """

    pairs: dict[tuple[str, str], tuple[str, ...]]
    of: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def partners(self, document: str) -> tuple[str, ...]:
        """Return the reports that give several telling answers as this one does."""
        return self.of.get(document, ())

    def between(self, one: str, other: str) -> str:
        """Return in words what two reports give alike, or an empty string."""
        shared = self.pairs.get((min(one, other), max(one, other)), ())
        return f"gives the same as another report: {', '.join(shared[:3])}" if shared else ""


def find_echoes(claims: Iterable[Claim]) -> Echoes:
    """Return which reports give several telling answers alike.

    Args:
        claims: The claims of one incident.
    """
    givers: dict[tuple[str, str], set[str]] = defaultdict(set)
    words: dict[tuple[str, str], str] = {}
    for claim in claims:
        if claim.stance in (Stance.ASSERTS, Stance.SUPPOSES) and is_telling(claim):
            answer = (claim.slot, answer_key(claim))
            givers[answer].add(claim.document)
            words.setdefault(answer, f"{claim.value.describe()} ({claim.slot})")
    shared: Counter[tuple[str, str]] = Counter()
    which: dict[tuple[str, str], list[str]] = defaultdict(list)
    for answer in sorted(givers):
        if 1 < len(givers[answer]) <= _MOST:
            for pair in combinations(sorted(givers[answer]), 2):
                shared[pair] += 1
                which[pair].append(words[answer])
    pairs = {pair: tuple(which[pair]) for pair, number in shared.items() if number >= _ENOUGH}
    of: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        of[one].append(other)
        of[other].append(one)
    return Echoes(pairs, {document: tuple(others) for document, others in of.items()})


def is_telling(claim: Claim) -> bool:
    """Whether an answer is seldom given by chance: an exact number, a clock time, a length of time."""
    value = claim.value
    if isinstance(value, When):
        return value.anchor is None and value.determinate and value.precision.clock
    if isinstance(value, Duration):
        return value.determinate
    count = value.count if isinstance(value, Group | Items) else value
    if not isinstance(count, Count) or count.state is not CountState.NUMBER:
        return False
    return max(count.low or 0, count.high or 0) >= _TELLING_COUNT


def all_tell(claim: Claim) -> bool:
    """Whether an answer is a day or a place, which everybody gives.

    That one report has it from here or there shows nothing of whoever gives it without saying so.
    """
    return claim.slot in _PLAIN and not is_telling(claim)


def answer_key(claim: Claim) -> str:
    """Return what makes answers one for the sake of upstreams: `at least 62`, `62` and `62 soldiers` are one figure."""
    value = claim.value
    if isinstance(value, When) and value.anchor is None and value.determinate:
        return f"when:{value.start}:{value.end}:{value.clock}"
    if isinstance(value, Actors):
        return "actors:" + "|".join(sorted(value.keys))
    count = value.count if isinstance(value, Group | Items) else value
    if isinstance(count, Count) and count.state is CountState.NUMBER:
        kind = value.kind if isinstance(value, Items) else ""
        start = count.high if count.low is None else count.low
        end = "" if count.high in (None, start) else str(count.high)
        return f"count:{kind}:{start}:{end}"
    return value.canonical()
