"""Plane geometry for small maps: a local projection, circles, sectors, polygons cut to a frame."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crossbearing.show.dossier.context import Outline

__all__ = [
    "HEIGHT",
    "KM_PER_DEGREE",
    "WIDTH",
    "Frame",
    "circle",
    "clipped",
    "inside",
    "meet",
    "polar",
    "polygon",
    "sector",
]

WIDTH, HEIGHT = 640.0, 460.0
KM_PER_DEGREE = 111.32  # of latitude, on a sphere of the WGS 84 mean radius
_HALF_SECTOR = 22.5  # degrees: a compass word of eight names an eighth of the circle

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A local equirectangular projection, true to scale at its centre.

    Args:
        latitude: Of the centre, degrees north.
        longitude: Of the centre, degrees east.
        pixels_per_km: Scale.
    """

    latitude: float
    longitude: float
    pixels_per_km: float

    def xy(self, latitude: float, longitude: float) -> Point:
        """Return where a place stands, pixels from the left and from the top."""
        east = (longitude - self.longitude) * KM_PER_DEGREE * self._shrink
        north = (latitude - self.latitude) * KM_PER_DEGREE
        return round(WIDTH / 2 + east * self.pixels_per_km, 1), round(HEIGHT / 2 - north * self.pixels_per_km, 1)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north, in degrees."""
        north = HEIGHT / 2 / self.pixels_per_km / KM_PER_DEGREE
        east = WIDTH / 2 / self.pixels_per_km / KM_PER_DEGREE / self._shrink
        return self.longitude - east, self.latitude - north, self.longitude + east, self.latitude + north

    @property
    def _shrink(self) -> float:
        return max(0.05, math.cos(math.radians(self.latitude)))


def polar(x: float, y: float, distance: float, bearing: float) -> Point:
    """Return the point at a distance (pixels) and bearing (degrees from north, clockwise) from another."""
    angle = math.radians(bearing)
    return round(x + distance * math.sin(angle), 1), round(y - distance * math.cos(angle), 1)


def circle(x: float, y: float, radius: float) -> str:
    """Return a circle as path data; at least 3 pixels wide, so that an exact point can be seen."""
    r = max(radius, 3.0)
    return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0Z"


def sector(x: float, y: float, near: float, far: float, bearing: float | None) -> str:
    """Return the area between two distances (pixels) from a point, all around or about a bearing, as path data."""
    if bearing is None:
        return circle(x, y, far) + circle(x, y, near)
    turn = [bearing + _HALF_SECTOR * (step - 6) / 6 for step in range(13)]
    return polygon([polar(x, y, far, angle) for angle in turn] + [polar(x, y, near, angle) for angle in reversed(turn)])


def polygon(points: Sequence[Point]) -> str:
    """Return a closed polygon as path data."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def clipped(points: Sequence[Point], box: tuple[float, float, float, float]) -> list[Point]:
    """Return a polygon cut to a box of west, south, east and north (Sutherland and Hodgman 1974).

    Args:
        points: Its corners; the last joins the first.
        box: Least x, least y, greatest x, greatest y.
    """
    result = list(points)
    for axis, limit, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        corners, result = result, []
        for before, after in zip([corners[-1], *corners] if corners else [], corners, strict=False):
            was, now = (before[axis] - limit) * sign >= 0, (after[axis] - limit) * sign >= 0
            if was != now:
                share = (limit - before[axis]) / (after[axis] - before[axis])
                result.append((before[0] + share * (after[0] - before[0]), before[1] + share * (after[1] - before[1])))
            if now:
                result.append(after)
    return result


def inside(shape: Outline, x: float, y: float) -> bool:
    """Return whether a point lies in a shape (even-odd rule)."""
    crossings = 0
    for ring in shape.rings:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                crossings += 1
    return crossings % 2 == 1


def meet(one: tuple[float, float, float, float], others: Iterable[tuple[float, float, float, float]]) -> bool:
    """Return whether a box (left, top, right, bottom) meets any of others."""
    return any(one[0] < box[2] and box[0] < one[2] and one[1] < box[3] and box[1] < one[3] for box in others)
