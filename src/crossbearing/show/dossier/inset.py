"""The small map that shows where the large one lies."""

from __future__ import annotations

import math
from dataclasses import dataclass

from crossbearing.show.dossier.context import Outline, Outlines
from crossbearing.show.dossier.geometry import Frame, inside, polygon

__all__ = ["Inset", "inset"]


@dataclass(frozen=True, slots=True)
class Inset:
    """Where the map lies in its country: outline paths (the country's first) and the spot."""

    name: str
    country: str
    neighbours: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


def inset(frame: Frame, outlines: Outlines, country: str) -> Inset | None:
    """Return where a frame lies in a country, by its code or else by the frame's centre; None where there is none."""
    size_x, size_y = 150.0, 112.0
    shapes = list(outlines.near(*frame.box))
    home = next((shape for shape in shapes if country and shape.code == country), None)
    home = home or next((shape for shape in shapes if inside(shape, frame.longitude, frame.latitude)), None)
    if home is None:
        return None
    rings = [ring for ring in home.rings if len(ring) > 8] or list(home.rings)
    ring = max(rings, key=len)
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    shrink = max(0.05, math.cos(math.radians((south + north) / 2)))
    scale = min(size_x * 0.8 / ((east - west) * shrink), size_y * 0.8 / (north - south))
    middle_x, middle_y = (west + east) / 2, (south + north) / 2

    def xy(longitude: float, latitude: float) -> tuple[float, float]:
        return (
            round(size_x / 2 + (longitude - middle_x) * shrink * scale, 1),
            round(size_y / 2 - (latitude - middle_y) * scale, 1),
        )

    def paths(shape: Outline) -> str:
        result = []
        for points in shape.rings:
            slim: list[tuple[float, float]] = []
            for longitude, latitude in points:
                spot = xy(longitude, latitude)
                if not slim or math.hypot(spot[0] - slim[-1][0], spot[1] - slim[-1][1]) > 0.7:
                    slim.append(spot)
            inside = any(-size_x < x < 2 * size_x and -size_y < y < 2 * size_y for x, y in slim)
            if len(slim) > 3 and inside:
                result.append(polygon(slim))
        return "".join(result)

    reach_x, reach_y = size_x / 2 / scale / shrink, size_y / 2 / scale
    around = outlines.near(middle_x - reach_x, middle_y - reach_y, middle_x + reach_x, middle_y + reach_y)
    x, y = xy(frame.longitude, frame.latitude)
    box = frame.box
    left, top = xy(box[0], box[3])
    right, bottom = xy(box[2], box[1])
    return Inset(
        home.name,
        paths(home),
        tuple(path for shape in around if shape.name != home.name and (path := paths(shape))),
        x,
        y,
        max(5.0, round(right - left, 1)),
        max(5.0, round(bottom - top, 1)),
    )
