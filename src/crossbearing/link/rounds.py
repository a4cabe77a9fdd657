"""Round-ups read as one event: a report that counts the dead of several places tells several happenings.

A reader may take all shelling of a bulletin for one event. Where two sentences each name a place of their own, far from
one another, and each count persons harmed, the claims are parted by place: a sentence without a place goes with the one
before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from crossbearing.model.claims import Claim
from crossbearing.model.values import Place
from crossbearing.model.values.place import distance

__all__ = ["parts_of"]

_FAR = 30_000.0  # metres beyond both areas; nearer places may be one happening told twice
_FINE = 20_000.0  # metres: a larger radius names an area
_TOLLS = frozenset({"killed", "wounded"})


def parts_of(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return the claims of one event, parted by the happenings they tell.

    Args:
        claims: Claims of one event of one document, in order of their words.

    Returns:
        One list, or several where the report counts persons harmed at places far apart.
    """
    sentences: dict[str, list[Claim]] = {}
    for claim in claims:
        sentences.setdefault(claim.sentence, []).append(claim)
    anchors = [place for found in sentences.values() if (place := _place_with_toll(found)) is not None]
    sites: list[Place] = []
    for place in anchors:
        if all(_far(place, site) for site in sites):
            sites.append(place)
    if len(sites) < 2:
        return [list(claims)]
    parts: list[list[Claim]] = [[] for _site in sites]
    current = 0
    for found in sentences.values():
        place = _place(found)
        if place is not None:
            near = [index for index, site in enumerate(sites) if not _far(place, site)]
            current = near[0] if near else current
        parts[current].extend(found)
    return [part for part in parts if part]


def _place_with_toll(claims: Sequence[Claim]) -> Place | None:
    return _place(claims) if any(claim.slot in _TOLLS for claim in claims) else None


def _place(claims: Sequence[Claim]) -> Place | None:
    places = [claim.value for claim in claims if claim.slot == "where" and isinstance(claim.value, Place)]
    fine = [place for place in places if place.radius is not None and place.radius <= _FINE]
    return min(fine, key=lambda place: (place.radius or 0.0, place.canonical()), default=None)


def _far(one: Place, other: Place) -> bool:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    apart = distance(one.latitude, one.longitude, other.latitude, other.longitude)
    return apart > (one.radius or 0.0) + (other.radius or 0.0) + _FAR
