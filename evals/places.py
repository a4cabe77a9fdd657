"""Scores of resolved places: accuracy within 161 km, and the area under the curve of the logarithmic error.

Names of places are given or found by the product's geoparser; places of incidents go through its place resolver.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

Point = tuple[float, float]
#: 100 miles, the customary bound (Cheng, Caverlee and Lee, CIKM 2010).
NEAR_KM: Final = 161.0
#: Half the equator: the largest error possible, to which a name left unresolved is set.
FARTHEST_KM: Final = 20039.0
_EARTH_KM: Final = 6371.0088


@dataclass(frozen=True, slots=True)
class PlaceScore:
    """Accuracy within 161 km (0 to 1), area under the log error curve (0 best, 1 worst), errors in km."""

    near: float
    area: float
    mean: float
    median: float
    names: int


def distance(left: Point, right: Point) -> float:
    """Return the great-circle distance in km between (latitude, longitude) points (haversine; Sinnott 1984)."""
    lat1, lat2 = math.radians(left[0]), math.radians(right[0])
    half_lat, half_lon = (lat2 - lat1) / 2, math.radians(right[1] - left[1]) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def score(ours: Sequence[Point | None], gold: Sequence[Point]) -> PlaceScore:
    """Score resolved points against gold ones; None, not resolved, counts as the largest error.

    The area is that of Gritta, Pilehvar and Collier, "A pragmatic guide to geoparsing evaluation" (2020): errors in
    order of size, ln(1 + km) over its largest value, by the trapezoid rule. Raises ValueError where lengths differ.
    """
    if len(ours) != len(gold):
        raise ValueError(f"{len(ours)} points for {len(gold)} names: give one point, or None, for each name")
    errors = [FARTHEST_KM if p is None else distance(p, g) for p, g in zip(ours, gold, strict=True)]
    if not errors:
        return PlaceScore(0.0, 1.0, 0.0, 0.0, 0)
    curve = sorted(math.log1p(error) / math.log1p(FARTHEST_KM) for error in errors)
    area = sum((a + b) / 2 for a, b in pairwise(curve)) / max(len(curve) - 1, 1)
    if len(curve) == 1:
        area = curve[0]
    return PlaceScore(
        near=sum(error <= NEAR_KM for error in errors) / len(errors),
        area=area,
        mean=math.fsum(errors) / len(errors),
        median=median(errors),
        names=len(errors),
    )
