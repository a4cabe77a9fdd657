"""From scored pairs to groups: greedy joining, best pair first, with rules that no group may break.

Connected components would chain neighbouring days and places into one endless incident. Here a pair joins two groups
only if the groups as wholes fit: their stated days lie within two days of one another, their places within reach, and
no judgement keeps them apart. The result depends on the set of strands alone, never on their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from crossbearing.link.candidates import pairs
from crossbearing.link.comparisons import THRESHOLD, Scored, score
from crossbearing.link.strands import Days, Strand
from crossbearing.model.values.place import distance

__all__ = ["Cluster", "Joined", "cluster"]

_FINE = 20_000.0
_REACH = 60_000.0  # metres between the outermost fine places of one incident
_MOST_APART = 2  # days between the stated days of one incident


@dataclass(frozen=True, slots=True)
class Joined:
    """Why a strand stands in its group: the facts of its best pair, and that pair's score."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Strands about one happening, by index, with why each one stands there."""

    strands: tuple[int, ...]
    joined: dict[int, Joined]


@dataclass(slots=True)
class _Summary:
    """What a group may still be joined with."""

    first: date | None
    last: date | None
    yearless: set[tuple[int, int]]
    box: tuple[float, float, float, float] | None
    reports: set[str]
    apart: set[int]


def cluster(
    strands: Sequence[Strand], *, must: Iterable[tuple[int, int]] = (), cannot: Iterable[tuple[int, int]] = ()
) -> list[Cluster]:
    """Group strands by happening.

    Args:
        strands: In a stable order.
        must: Pairs of indices that a judgement or a shared event joins, whatever else speaks against it.
        cannot: Pairs of indices that a judgement keeps apart.

    Returns:
        Groups in order of their smallest key.
    """
    groups = _Groups(strands, cannot)
    joined: dict[int, Joined] = {}
    for one, other in sorted(must):
        groups.join(one, other)
        for index in (one, other):
            joined.setdefault(index, Joined(1.0, ("joined_by_judgement_or_event",)))
    scored: list[tuple[float, str, str, int, int, Scored]] = []
    for one, other in pairs(strands):
        result = score(strands[one], strands[other])
        if result.value >= THRESHOLD:
            near, far = sorted((_key(strands[one]), _key(strands[other])))
            scored.append((-result.value, near, far, one, other, result))
    scored.sort(key=lambda row: row[:3])
    for _value, _near, _far, one, other, result in scored:
        if groups.same(one, other) or groups.join_if_they_fit(one, other):
            for index in (one, other):
                joined.setdefault(index, Joined(round(1 - 2 ** (-result.value), 3), result.reasons))
    members: dict[int, list[int]] = {}
    for index in range(len(strands)):
        members.setdefault(groups.root(index), []).append(index)
    found = [
        Cluster(tuple(indices), {index: joined.get(index, Joined(1.0, ("only_report",))) for index in indices})
        for indices in members.values()
    ]
    return sorted(found, key=lambda one: min(_key(strands[index]) for index in one.strands))


def _key(strand: Strand) -> str:
    return f"{strand.key}:{strand.document}:{strand.background}:{strand.pinned}"


class _Groups:
    """Disjoint sets of strands with a summary each."""

    def __init__(self, strands: Sequence[Strand], cannot: Iterable[tuple[int, int]]) -> None:
        self._parent = list(range(len(strands)))
        self._summaries = [_summary(strand) for strand in strands]
        for one, other in cannot:
            self._summaries[one].apart.add(other)
            self._summaries[other].apart.add(one)

    def root(self, index: int) -> int:
        """Return the representative of a strand's group."""
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def same(self, one: int, other: int) -> bool:
        """Whether two strands already stand together."""
        return self.root(one) == self.root(other)

    def join_if_they_fit(self, one: int, other: int) -> bool:
        """Join two groups unless they break a rule as wholes."""
        mine, theirs = self._summaries[self.root(one)], self._summaries[self.root(other)]
        if self._kept_apart(mine, self.root(other)) or self._kept_apart(theirs, self.root(one)):
            return False
        if mine.reports & theirs.reports or not (_days_fit(mine, theirs) and _places_fit(mine, theirs)):
            return False
        self.join(one, other)
        return True

    def join(self, one: int, other: int) -> None:
        """Join two groups."""
        one, other = self.root(one), self.root(other)
        if one == other:
            return
        one, other = min(one, other), max(one, other)
        self._parent[other] = one
        mine, theirs = self._summaries[one], self._summaries[other]
        mine.first = min((day for day in (mine.first, theirs.first) if day is not None), default=None)
        mine.last = max((day for day in (mine.last, theirs.last) if day is not None), default=None)
        mine.yearless |= theirs.yearless
        mine.box = _union(mine.box, theirs.box)
        mine.reports |= theirs.reports
        mine.apart |= theirs.apart

    def _kept_apart(self, summary: _Summary, group: int) -> bool:
        return any(self.root(index) == group for index in summary.apart)


def _summary(strand: Strand) -> _Summary:
    days: Days | None = strand.days if strand.days is not None and strand.days.length <= 2 else None
    known = days is not None and days.year_known
    box = None
    fine = [
        (place.latitude, place.longitude)
        for place in strand.places
        if place.latitude is not None and place.longitude is not None and (place.radius or 0.0) <= _FINE
    ][:1]
    for latitude, longitude in fine:
        box = _union(box, (latitude, latitude, longitude, longitude))
    return _Summary(
        first=days.first if days is not None and known else None,
        last=days.last if days is not None and known else None,
        yearless={(days.first.month, days.first.day)} if days is not None and not known else set(),
        box=box,
        # Two stories that one report tells apart are two happenings; claims a person moved follow the judgement.
        reports=set() if strand.pinned else {strand.document},
        apart=set(),
    )


def _days_fit(one: _Summary, other: _Summary) -> bool:
    firsts = [day for day in (one.first, other.first) if day is not None]
    lasts = [day for day in (one.last, other.last) if day is not None]
    if firsts and lasts and (max(lasts) - min(firsts)).days > _MOST_APART:
        return False
    yearless = one.yearless | other.yearless
    days = {(day.month, day.day) for day in (*firsts, *lasts)}
    return not yearless or all(_close(pair, day) for pair in yearless for day in (days or yearless))


def _close(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return abs((date(2000, *one) - date(2000, *other)).days) <= _MOST_APART


def _places_fit(one: _Summary, other: _Summary) -> bool:
    box = _union(one.box, other.box)
    if box is None or one.box is None or other.box is None:
        return True
    return distance(box[0], box[2], box[1], box[3]) <= _REACH


def _union(
    one: tuple[float, float, float, float] | None, other: tuple[float, float, float, float] | None
) -> tuple[float, float, float, float] | None:
    if one is None or other is None:
        return one or other
    return (min(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), max(one[3], other[3]))
