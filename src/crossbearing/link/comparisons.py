"""The table of named comparisons: what speaks for and against two strands being about one happening.

Each comparison reads as a fact and carries a weight in the manner of log-odds; the sum is compared with a threshold.
The weights were set by hand on invented reports and tried on development sets; a weight of `AGAINST` rules a pair out.
`LOOSE_THRESHOLD` is for strands without a place or a day, and only where a single group is meant.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crossbearing.link.kinds import alike, same_kinds
from crossbearing.link.strands import Days, Strand, Toll
from crossbearing.model.ids import normalised_words
from crossbearing.model.values import Place
from crossbearing.model.values.place import distance

__all__ = ["AGAINST", "COMPARISONS", "LOOSE_THRESHOLD", "THRESHOLD", "Scored", "score"]

AGAINST = -math.inf
THRESHOLD = 3.5
LOOSE_THRESHOLD = 3.0
_NEAR = 15_000.0  # metres
_APART = 40_000.0  # metres beyond the stated areas
_FINE = 20_000.0  # metres: a larger radius names an area, not a place
_TELLING = 5  # a toll from here on is seldom shared by chance
_BROUGHT_OUT = timedelta(days=5)  # news is mostly printed within so many days


@dataclass(frozen=True, slots=True)
class Scored:
    """The score of a pair and the facts it rests on, strongest first."""

    value: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A named comparison.

    Args:
        name: Reads as a fact.
        weight: What it adds.
        holds: Whether it is so.
    """

    name: str
    weight: float
    holds: Callable[[Strand, Strand], bool]


def score(one: Strand, other: Strand) -> Scored:
    """Return how much speaks for two strands being about one happening."""
    held = [comparison for comparison in COMPARISONS if comparison.holds(one, other)]
    total = sum(comparison.weight for comparison in held)
    held.sort(key=lambda comparison: (-comparison.weight, comparison.name))
    return Scored(total, tuple(comparison.name for comparison in held if comparison.weight > 0))


def _metres(one: Place, other: Place) -> float | None:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    return distance(one.latitude, one.longitude, other.latitude, other.longitude)


def _fine(place: Place) -> bool:
    return place.radius is not None and place.radius <= _FINE


def _same_place(one: Strand, other: Strand) -> bool:
    return any(
        (mine.id != "" and mine.id == theirs.id) or ((apart := _metres(mine, theirs)) is not None and apart < 2_000)
        for mine in one.places
        for theirs in other.places
        if _fine(mine) and _fine(theirs)
    )


def _near_place(one: Strand, other: Strand) -> bool:
    if _same_place(one, other):
        return False
    return any(
        (apart := _metres(mine, theirs)) is not None and apart <= _NEAR
        for mine in one.places
        for theirs in other.places
        if _fine(mine) and _fine(theirs)
    )


def _same_area(one: Strand, other: Strand) -> bool:
    if _same_place(one, other) or _near_place(one, other):
        return False
    return any(beyond <= 0 for beyond in _beyond(one, other))


def _same_place_name(one: Strand, other: Strand) -> bool:
    if _same_place(one, other) or _near_place(one, other):
        return False
    unlocated = [place for strand in (one, other) for place in strand.places if not place.located]
    if not unlocated:
        return False
    mine = {normalised_words(place.name or place.text) for place in one.places}
    return bool(mine & {normalised_words(place.name or place.text) for place in other.places} - {""})


def _far_apart(one: Strand, other: Strand) -> bool:
    """All places of the one lie far from all of the other: one name misread among several rules out nothing."""
    if _same_place(one, other) or _near_place(one, other):
        return False
    beyond = _beyond(one, other)
    return bool(beyond) and min(beyond) > _APART


def _other_place(one: Strand, other: Strand) -> bool:
    """Two fine places that are not near each other, yet not too far to be one badly stated."""
    if _same_place(one, other) or _near_place(one, other) or _same_area(one, other) or _far_apart(one, other):
        return False
    return any(_fine(place) for place in one.places) and any(_fine(place) for place in other.places)


def _beyond(one: Strand, other: Strand) -> list[float]:
    """Return by how many metres each pair of places lies further apart than their areas reach."""
    found = []
    for mine in one.places:
        for theirs in other.places:
            apart = _metres(mine, theirs)
            if apart is not None and mine.radius is not None and theirs.radius is not None:
                found.append(apart - mine.radius - theirs.radius)
    return found


def _gap(one: Days, other: Days) -> int:
    """Return the days between two stretches, 0 where they overlap; without a year only month and day count."""
    if one.year_known != other.year_known:
        known, unknown = (one, other) if one.year_known else (other, one)
        one = replace(known, first=_in_leap_year(known.first), last=_in_leap_year(known.last))
        other = unknown
    gap = (other.first - one.last).days if one.last < other.first else max(0, (one.first - other.last).days)
    return 0 if gap == 1 and _overlap_by_zone(one, other) else gap


def _overlap_by_zone(one: Days, other: Days) -> bool:
    """Whether two neighbouring days, told by clocks of different zones, have moments in common."""
    if one.utc_offset is None or other.utc_offset is None or one.utc_offset == other.utc_offset:
        return False
    before, after = (one, other) if one.last < other.first else (other, one)
    return (after.utc_offset or 0) > (before.utc_offset or 0)  # the later day begins before the earlier one has ended


def _in_leap_year(day: date) -> date:
    return day.replace(year=2000)


def _both_tell(one: Strand, other: Strand) -> bool:
    return one.days is not None and other.days is not None


def _same_day(one: Strand, other: Strand) -> bool:
    if one.days is None or other.days is None:
        return False
    return _gap(one.days, other.days) == 0 and max(one.days.length, other.days.length) <= 2


def _overlapping_days(one: Strand, other: Strand) -> bool:
    if one.days is None or other.days is None or _same_day(one, other):
        return False
    return _gap(one.days, other.days) == 0


def _next_day(one: Strand, other: Strand) -> bool:
    return one.days is not None and other.days is not None and _gap(one.days, other.days) == 1


def _other_day(one: Strand, other: Strand) -> bool:
    return one.days is not None and other.days is not None and _gap(one.days, other.days) > 1


def _published_before(one: Strand, other: Strand) -> bool:
    """A report cannot tell of what happened after it came out."""
    return any(
        told.days is not None
        and told.days.year_known
        and report.published is not None
        and report.published < told.days.first - timedelta(days=1)
        for told, report in ((one, other), (other, one))
    )


def _published_soon_after(one: Strand, other: Strand) -> bool:
    if _both_tell(one, other):
        return False
    for told, report in ((one, other), (other, one)):
        if told.days is not None and told.days.year_known and report.days is None and report.published is not None:
            return timedelta(days=-1) <= report.published - told.days.last <= _BROUGHT_OUT
    return False


def _published_together(one: Strand, other: Strand) -> bool:
    if one.days is not None or other.days is not None or one.published is None or other.published is None:
        return False
    return abs(one.published - other.published) <= timedelta(days=3)


def _published_far_apart(one: Strand, other: Strand) -> bool:
    """Neither tells a day, and they came out weeks apart."""
    if _both_tell(one, other):
        return False
    mine = one.days.last if one.days is not None and one.days.year_known else one.published
    theirs = other.days.last if other.days is not None and other.days.year_known else other.published
    return mine is not None and theirs is not None and abs(mine - theirs) > timedelta(days=21)


def _tolls(one: Strand, other: Strand) -> list[tuple[Toll, Toll]]:
    return [(mine, theirs) for mine in one.tolls for theirs in other.tolls if mine.slot == theirs.slot]


def _same_toll(one: Strand, other: Strand) -> bool:
    return any(mine == theirs and mine.low >= _TELLING for mine, theirs in _tolls(one, other))


def _same_small_toll(one: Strand, other: Strand) -> bool:
    if _same_toll(one, other):
        return False
    return any(mine == theirs for mine, theirs in _tolls(one, other))


def _several_same_tolls(one: Strand, other: Strand) -> bool:
    return len({mine.slot for mine, theirs in _tolls(one, other) if mine == theirs}) > 1


def _no_toll_fits(one: Strand, other: Strand) -> bool:
    killed = [(mine, theirs) for mine, theirs in _tolls(one, other) if mine.slot == "killed"]
    if not killed:
        return False
    return not any(
        (mine.high is None or theirs.low <= mine.high) and (theirs.high is None or mine.low <= theirs.high)
        for mine, theirs in killed
    )


def _shared_party(one: Strand, other: Strand) -> bool:
    return bool(one.parties & other.parties)


def _same_kind(one: Strand, other: Strand) -> bool:
    return same_kinds(one.kinds, other.kinds)


def _kinds_alike(one: Strand, other: Strand) -> bool:
    return not _same_kind(one, other) and alike(one.kinds, other.kinds)


def _other_kind(one: Strand, other: Strand) -> bool:
    return bool(one.kinds) and bool(other.kinds) and not _same_kind(one, other) and not alike(one.kinds, other.kinds)


def _one_report(one: Strand, other: Strand) -> bool:
    """Two stories of one report were told apart by it."""
    return one.document == other.document and not (one.pinned or other.pinned)


COMPARISONS: tuple[Comparison, ...] = (
    Comparison("same_place", 3.0, _same_place),
    Comparison("near_place", 2.0, _near_place),
    Comparison("same_place_name", 2.5, _same_place_name),
    Comparison("same_area", 0.5, _same_area),
    Comparison("other_place", -2.0, _other_place),
    Comparison("far_apart", AGAINST, _far_apart),
    Comparison("same_day", 2.0, _same_day),
    Comparison("overlapping_days", 0.7, _overlapping_days),
    Comparison("next_day", -0.7, _next_day),
    Comparison("other_day", AGAINST, _other_day),
    Comparison("published_before_it_happened", AGAINST, _published_before),
    Comparison("published_soon_after", 1.2, _published_soon_after),
    Comparison("published_together", 0.8, _published_together),
    Comparison("published_far_apart", -1.5, _published_far_apart),
    Comparison("same_toll", 2.0, _same_toll),
    Comparison("same_small_toll", 0.7, _same_small_toll),
    Comparison("several_same_tolls", 1.0, _several_same_tolls),
    Comparison("no_toll_fits", -0.7, _no_toll_fits),
    Comparison("shared_party", 0.5, _shared_party),
    Comparison("same_kind", 1.0, _same_kind),
    Comparison("kinds_alike", 0.5, _kinds_alike),
    Comparison("other_kind", -1.5, _other_kind),
    Comparison("told_apart_by_one_report", AGAINST, _one_report),
)
"""What speaks for and against. The order is that of the question: where, when, how many, who, what."""
