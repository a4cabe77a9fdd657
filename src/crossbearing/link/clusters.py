"""From scored pairs to groups: greedy joining, best pair first, with rules that no group may break.

Connected components would chain neighbouring days and places into one endless incident. Here a pair joins two groups
only if the groups as wholes fit: their stated days lie within two days of one another, the places that most of their
reports name within reach, and no judgement keeps them apart. Strands that name no place or no day come last, and join
only where one group is clearly the one they can mean: the last words of all are for reports that tell at most a
country, which join the one happening of those days. The result depends on the set of strands alone, never on their
order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crossbearing.link.candidates import is_loose, pairs
from crossbearing.link.comparisons import LOOSE_THRESHOLD, THRESHOLD, Scored, score
from crossbearing.link.days import Days
from crossbearing.link.lone import only_happenings
from crossbearing.link.places import fine_point
from crossbearing.link.strands import Strand
from crossbearing.link.support import FEW, Support
from crossbearing.link.usual import Usual, usual_in
from crossbearing.model.values.place import distance

__all__ = ["Cluster", "Joined", "cluster"]

_REACH = 45_000.0  # metres between the places that two groups name most
_CLEAR = 1.0  # by how much the best group has to stand out for a strand without place or day
_TOLD_APART = 0.2  # share of a group's reports that may have been taken for two stories each by mistake
_MOST_APART = 1  # days by which a single report may tell another day than its group


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
    """What a group may still be joined with.

    Args:
        days: Days that its reports tell most, with how many do.
        told: Where a single report tells days, all of them, first and last; else empty.
        yearless: Month and day of days without a year.
        published: Earliest publication.
        places: Fine places its reports name, with how many do.
        areas: For a single report all its places with their radius; empty for a group.
        within: Divisions in which the places lie that its reports name.
        namesakes: For a single report the divisions that its towns may stand for: "Aleppo" may be the governorate.
        reports: Documents in it.
        apart: Strands that a judgement keeps out.
    """

    days: Counter[date]
    told: tuple[tuple[date, date], ...]
    yearless: set[tuple[int, int]]
    published: date | None
    places: Counter[tuple[float, float]]
    areas: tuple[tuple[float, float, float], ...]
    within: set[str]
    namesakes: frozenset[str]
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
    ranks = _ranks(strands)
    groups = _Groups(strands, cannot, ranks)
    joined: dict[int, Joined] = {}
    for one, other in sorted(must):
        groups.join(one, other)
        for index in (one, other):
            joined.setdefault(index, Joined(1.0, ("joined_by_judgement_or_event",)))
    usual = usual_in(strands)
    firm, loose = _scored(strands, ranks, usual)
    support = Support(strands, usual)
    for result, one, other in firm:
        if groups.same(one, other) or (
            support.carries(groups.few(one), groups.few(other))
            and groups.join_if_they_fit(one, other, sure=result.sure)
        ):
            for index in (one, other):
                joined.setdefault(index, _joined(result))
    for index, other, result in _clear_choices(loose, groups):
        if groups.join_if_they_fit(index, other, sure=result.sure):
            joined.setdefault(index, _joined(result))
    for result, one, other in sorted((pair for pairs_ in loose.values() for pair in pairs_), key=_best_first(ranks)):
        if result.value < THRESHOLD or groups.claimed(one, other):
            continue
        if groups.join_if_they_fit(one, other, sure=result.sure):
            for index in (one, other):
                joined.setdefault(index, _joined(result))
    _join_lone_statements(strands, groups, ranks, joined, usual)
    members: dict[int, list[int]] = {}
    for index in range(len(strands)):
        members.setdefault(groups.root(index), []).append(index)
    found = [
        Cluster(tuple(indices), {index: joined.get(index, Joined(1.0, ("only_report",))) for index in indices})
        for indices in members.values()
    ]
    return sorted(found, key=lambda one: min(_key(strands[index]) for index in one.strands))


_Scored = tuple[Scored, int, int]


def _ranks(strands: Sequence[Strand]) -> list[int]:
    """Return the place of each strand in an order that does not depend on how they came."""
    keys = [_key(strand) for strand in strands]
    rank = {key: place for place, key in enumerate(sorted(set(keys)))}
    return [rank[key] for key in keys]


def _scored(
    strands: Sequence[Strand], ranks: Sequence[int], usual: Usual
) -> tuple[list[_Scored], dict[int, list[_Scored]]]:
    """Return the pairs of strands with place and day, best first, and those of each other strand."""
    loose_ones = [is_loose(strand) and not strand.pinned for strand in strands]
    firm: list[_Scored] = []
    loose: dict[int, list[_Scored]] = {}
    known: dict[Scored, Scored] = {}  # there are a few hundred different ones
    for one, other in pairs(strands):
        result = score(strands[one], strands[other], usual)
        if result.value < LOOSE_THRESHOLD:
            continue
        result = known.setdefault(result, result)
        uncertain = loose_ones[one] or loose_ones[other]
        if uncertain:
            for index in (one, other):
                if loose_ones[index]:
                    loose.setdefault(index, []).append((result, one, other))
        if result.value >= THRESHOLD and (result.by_words or not uncertain):
            firm.append((result, one, other))
    firm.sort(key=_best_first(ranks))
    return firm, {index: sorted(found, key=_best_first(ranks)) for index, found in loose.items()}


def _best_first(ranks: Sequence[int]) -> Callable[[_Scored], tuple[float, int, int]]:
    def key(pair: _Scored) -> tuple[float, int, int]:
        near, far = ranks[pair[1]], ranks[pair[2]]
        return (-pair[0].value, near, far) if near < far else (-pair[0].value, far, near)

    return key


def _clear_choices(loose: dict[int, list[_Scored]], groups: _Groups) -> list[tuple[int, int, Scored]]:
    """Return for each loose strand the one group it can mean, if a single one stands out."""
    found = []
    for index, candidates in sorted(loose.items()):
        best: dict[int, tuple[Scored, int]] = {}
        for result, one, other in candidates:
            partner = other if one == index else one
            group = groups.root(partner)
            if partner in loose or group == groups.root(index):
                continue
            if group not in best or result.value > best[group][0].value:
                best[group] = (result, partner)
        ranked = sorted(best.items(), key=lambda pair: (-pair[1][0].value, pair[0]))
        if ranked and (len(ranked) == 1 or ranked[0][1][0].value - ranked[1][1][0].value >= _CLEAR):
            found.append((index, ranked[0][1][1], ranked[0][1][0]))
    return found


def _join_lone_statements(
    strands: Sequence[Strand], groups: _Groups, ranks: Sequence[int], joined: dict[int, Joined], usual: Usual
) -> None:
    """Join the reports left alone that tell neither day nor place with the one happening of their days."""
    members: dict[int, list[int]] = {}
    for index in range(len(strands)):
        members.setdefault(groups.root(index), []).append(index)
    for index, other in only_happenings(strands, list(members.values()), ranks):
        result = score(strands[index], strands[other], usual)
        if result.value > 0 and groups.join_if_they_fit(index, other):
            joined[index] = Joined(_joined(result).score, (*result.reasons, "the_only_happening_of_those_days"))


def _joined(result: Scored) -> Joined:
    return Joined(round(1 - 2 ** (-result.value), 3), result.reasons)


def _key(strand: Strand) -> str:
    return f"{strand.key}:{strand.document}:{strand.background}:{strand.pinned}"


class _Groups:
    """Disjoint sets of strands with a summary each."""

    def __init__(self, strands: Sequence[Strand], cannot: Iterable[tuple[int, int]], ranks: Sequence[int]) -> None:
        self._parent = list(range(len(strands)))
        self._ranks = ranks
        self._few: dict[int, list[int]] = {}  # some members of each group of several
        self._strands = strands
        self._summaries: dict[int, _Summary] = {}  # of groups that were asked for
        self._sizes = [1] * len(strands)
        for one, other in cannot:
            self._summary(one).apart.add(other)
            self._summary(other).apart.add(one)

    def root(self, index: int) -> int:
        """Return the representative of a strand's group."""
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def same(self, one: int, other: int) -> bool:
        """Whether two strands already stand together."""
        return self.root(one) == self.root(other)

    def few(self, index: int) -> list[int]:
        """Return some members of a strand's group, the same ones however they came."""
        root = self.root(index)
        return self._few.get(root) or [root]

    def join_if_they_fit(self, one: int, other: int, *, sure: bool = False) -> bool:
        """Join two groups unless they break a rule as wholes."""
        mine, theirs = self._summary(self.root(one)), self._summary(self.root(other))
        if self._kept_apart(mine, self.root(other)) or self._kept_apart(theirs, self.root(one)):
            return False
        told_apart = len(mine.reports & theirs.reports)
        if told_apart > _TOLD_APART * min(len(mine.reports), len(theirs.reports)):
            return False
        if not sure and not (_days_fit(mine, theirs) and _places_fit(mine, theirs)):
            return False
        self.join(one, other)
        return True

    def join(self, one: int, other: int) -> None:
        """Join two groups."""
        one, other = self.root(one), self.root(other)
        if one == other:
            return
        one, other = min(one, other), max(one, other)
        few = sorted(self.few(one) + self.few(other), key=self._ranks.__getitem__)[:FEW]
        self._few.pop(other, None)
        self._few[one] = few
        self._parent[other] = one
        self._sizes[one] += self._sizes[other]
        mine, theirs = self._summary(one), self._summaries.pop(other, None) or _summary(self._strands[other])
        for side, by in ((mine, theirs), (theirs, mine)):
            _set_right(side, by.published)
        # Where one report alone tells days, it still may have one of them misread.
        mine.told = () if mine.days and theirs.days else mine.told or theirs.told
        mine.days.update(theirs.days)
        mine.published = min((day for day in (mine.published, theirs.published) if day is not None), default=None)
        mine.yearless |= theirs.yearless
        mine.places.update(theirs.places)
        mine.areas = ()  # only a single report's own places may be weighed against one another
        mine.namesakes = frozenset()
        mine.within |= theirs.within
        mine.reports |= theirs.reports
        mine.apart |= theirs.apart

    def _summary(self, root: int) -> _Summary:
        """Return the summary of a group by its representative; of a single strand it is made when first asked for."""
        found = self._summaries.get(root)
        if found is None:
            found = self._summaries[root] = _summary(self._strands[root])
        return found

    def claimed(self, one: int, other: int) -> bool:
        """Whether both strands stand in groups of several already."""
        return self._sizes[self.root(one)] > 1 and self._sizes[self.root(other)] > 1

    def _kept_apart(self, summary: _Summary, group: int) -> bool:
        return any(self.root(index) == group for index in summary.apart)


def _summary(strand: Strand) -> _Summary:
    days: Days | None = strand.days if strand.days is not None and strand.days.length <= 2 else None
    known = days is not None and days.year_known
    fine = {
        (round(point[0], 1), round(point[1], 1)) for place in strand.places if (point := fine_point(place)) is not None
    }
    return _Summary(
        days=Counter([days.first]) if days is not None and known else Counter(),
        told=tuple((one.first, one.last) for one in strand.told if one.year_known),
        yearless={(days.first.month, days.first.day)} if days is not None and not known else set(),
        published=strand.published,
        places=Counter(fine),
        areas=tuple(
            (place.latitude, place.longitude, place.radius)
            for place in strand.places
            if place.latitude is not None and place.longitude is not None and place.radius is not None
        ),
        within={division for place in strand.places for division in place.within},
        namesakes=frozenset(found.id for place in strand.places for found in place.namesakes),
        # Two stories that one report tells apart are two happenings; claims a person moved follow the judgement.
        reports=set() if strand.pinned else {strand.document},
        apart=set(),
    )


def _set_right(summary: _Summary, published: date | None) -> None:
    """Take of the days that a single report tells the last one before another report of it came out."""
    limit = published + timedelta(days=1) if published is not None else None
    if limit is None or not summary.told or (day := _most_told(summary)) is None or day <= limit:
        return
    possible = [first for first, _last in summary.told if first <= limit]
    if possible:
        summary.days = Counter([max(possible)])


def _days_fit(one: _Summary, other: _Summary) -> bool:
    mine, theirs = _most_told(one), _most_told(other)
    if mine is not None and theirs is not None:
        single = bool(one.told) or bool(other.told)
        if abs((mine - theirs).days) > (_MOST_APART if single else 0) and not (
            _within_days(one.told, theirs) or _within_days(other.told, mine)
        ):
            return False
    # Of the days that a single report tells the earliest may be meant: others are those of a trial or a statement.
    earliest = [min((first for first, _last in side.told), default=_most_told(side)) for side in (one, other)]
    day = min((found for found in earliest if found is not None), default=None)
    published = [when for when in (one.published, other.published) if when is not None]
    if day is not None and published and min(published) < day - timedelta(days=1):
        return False  # a report cannot tell of what happened after it came out
    yearless = one.yearless | other.yearless
    known = {(found.month, found.day) for found in (mine, theirs) if found is not None}
    return not yearless or all(_close(pair, found) for pair in yearless for found in (known or yearless))


def _most_told(summary: _Summary) -> date | None:
    """Return the day that most reports of a group tell; one misread day among many moves nothing."""
    return max(summary.days, key=lambda day: (summary.days[day], -day.toordinal()), default=None)


def _within_days(told: Sequence[tuple[date, date]], day: date) -> bool:
    """Whether a single report tells a day beside the others that it tells."""
    return any(first <= day <= last for first, last in told)


def _close(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return abs((date(2000, *one) - date(2000, *other)).days) <= _MOST_APART


def _places_fit(one: _Summary, other: _Summary) -> bool:
    mine, theirs = _most_named(one), _most_named(other)
    if mine is None or theirs is None or distance(*mine, *theirs) <= _REACH:
        return True
    if not (one.namesakes.isdisjoint(other.within) and other.namesakes.isdisjoint(one.within)):
        return True
    # A single report among whose places one lies within reach may have another misread.
    return _within_reach(one.areas, theirs) or _within_reach(other.areas, mine)


def _within_reach(areas: Sequence[tuple[float, float, float]], place: tuple[float, float]) -> bool:
    return any(distance(latitude, longitude, *place) <= _REACH + radius for latitude, longitude, radius in areas)


def _most_named(summary: _Summary) -> tuple[float, float] | None:
    """Return the place that most reports of a group name; one misread name among many moves nothing."""
    return max(summary.places, key=lambda place: (summary.places[place], place), default=None)
