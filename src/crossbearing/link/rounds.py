"""Round-ups read as one event: a report that counts the dead of several places tells several happenings.

A reader may take all shelling of a bulletin for one event. Where two sentences each name a place of their own, far from
one another, and each count persons harmed, the claims are parted by place: a sentence without a place goes with the one
before it. Towns near one another are parted too where each has another number of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from crossbearing.link.days import Days, days_apart, days_of
from crossbearing.link.places import fine_point
from crossbearing.model.claims import Claim
from crossbearing.model.values import Count, CountKind, Group, Place, When
from crossbearing.model.values.place import distance

__all__ = ["parts_of"]

_FAR = 30_000.0  # metres beyond both areas; nearer places may be one happening told twice
_NEXT_TOWN = 8_000.0  # metres beyond both areas, where each place has another number of its own
_DONE = frozenset({"where", "struck", "method", "attacker"})
_OTHER_DAY = 7  # days from which a recalled happening is another one; nearer ones are those of a search or a death
_TOLLS = frozenset({"killed", "wounded"})


def parts_of(claims: Sequence[Claim], published: date | None = None) -> list[list[Claim]]:
    """Return the claims of one event, parted by the happenings they tell.

    Args:
        claims: Claims of one event of one document, in order of their words.
        published: Day of publication, or None.

    Returns:
        One list, or several where the report counts persons harmed at places far apart, or others on days far apart.
    """
    return [part for found in _by_place(claims) for part in _by_day(found, published)]


def _by_place(claims: Sequence[Claim]) -> list[list[Claim]]:
    sentences = _sentences(claims)
    anchors = [(place, _tolls(found)) for found in sentences if (place := _place_with_toll(found)) is not None]
    sites: list[tuple[Place, dict[str, str]]] = []
    for place, tolls in anchors:
        if all(_far(place, site, _NEXT_TOWN if _differ(tolls, others) else _FAR) for site, others in sites):
            sites.append((place, tolls))
    if len(sites) < 2:
        return [list(claims)]
    parts: list[list[Claim]] = [[] for _site in sites]
    current = 0
    for found in sentences:
        here = _place(found)
        if here is not None:
            near = [index for index, (site, _) in enumerate(sites) if not _far(here, site, _FAR)]
            current = min(near, key=lambda index: _apart(here, sites[index][0])) if near else current
        parts[current].extend(found)
    return [part for part in parts if part]


def _by_day(claims: Sequence[Claim], published: date | None) -> list[list[Claim]]:
    """Part claims where a sentence tells of other persons harmed a week or more away: "On 30 January nine had died"."""
    sentences = _sentences(claims)
    told: list[tuple[Days, dict[str, str]]] = []
    for found in sentences:
        day, tolls = _day(found, published), _tolls(found)
        if (
            day is not None
            and tolls
            and _tells_a_happening(found)
            and all(days_apart(day, other) >= _OTHER_DAY and _differ(tolls, others) for other, others in told)
        ):
            told.append((day, tolls))
    if len(told) < 2:
        return [list(claims)]
    parts: list[list[Claim]] = [[] for _day in told]
    current = 0
    for found in sentences:
        day = _day(found, published)
        if day is not None:
            current = min(range(len(told)), key=lambda index: days_apart(day, told[index][0]))
        parts[current].extend(found)
    return [part for part in parts if part]


def _sentences(claims: Sequence[Claim]) -> list[list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.sentence, []).append(claim)
    return list(found.values())


def _tells_a_happening(claims: Sequence[Claim]) -> bool:
    """Whether a sentence tells what was done besides how many: "by 2 October the toll had reached 83" does not."""
    counts = [count for claim in claims if claim.slot in _TOLLS and (count := _count(claim)) is not None]
    return any(claim.slot in _DONE for claim in claims) and all(count.kind is CountKind.TOTAL for count in counts)


def _day(claims: Sequence[Claim], published: date | None) -> Days | None:
    """Return the day that a sentence tells, if it is one."""
    days = {
        day
        for claim in claims
        if claim.slot == "when.start" and isinstance(claim.value, When)
        if (day := days_of(claim.value, published)) is not None and day.length <= 1
    }
    return days.pop() if len(days) == 1 else None


def _place_with_toll(claims: Sequence[Claim]) -> Place | None:
    return _place(claims) if any(claim.slot in _TOLLS for claim in claims) else None


def _place(claims: Sequence[Claim]) -> Place | None:
    places = [claim.value for claim in claims if claim.slot == "where" and isinstance(claim.value, Place)]
    fine = [place for place in places if fine_point(place) is not None]
    return min(fine, key=lambda place: (place.radius or 0.0, place.canonical()), default=None)


def _tolls(claims: Sequence[Claim]) -> dict[str, str]:
    """Return the numbers of persons harmed that a sentence tells of the whole, by question; the last where several."""
    found = {}
    for claim in claims:
        count = _count(claim)
        if claim.slot in _TOLLS and claim.scope == "whole" and count is not None and count.low is not None:
            found[claim.slot] = count.canonical()
    return found


def _count(claim: Claim) -> Count | None:
    count = claim.value.count if isinstance(claim.value, Group) else claim.value
    return count if isinstance(count, Count) else None


def _differ(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether two sentences answer one question with two numbers."""
    return any(one[slot] != other[slot] for slot in one.keys() & other.keys())


def _apart(one: Place, other: Place) -> float:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return 0.0
    return distance(one.latitude, one.longitude, other.latitude, other.longitude)


def _far(one: Place, other: Place, beyond: float) -> bool:
    return _apart(one, other) > (one.radius or 0.0) + (other.radius or 0.0) + beyond
