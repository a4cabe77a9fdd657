"""Outlines of countries for orientation on small maps.

Natural Earth 1:50m (public domain), by way of the npm package `world-atlas` 2.0.2; made by `scripts/outlines.py`. The
lines show no more than where one is; they take no side on the status of any territory.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from crossbearing.model.errors import ResourceError
from crossbearing.resources.loading import resource_bytes

__all__ = ["CountryOutline", "CountryOutlines", "outlines"]

_SCALE = 100
_FILE = "outlines/countries.json"


@dataclass(frozen=True, slots=True)
class CountryOutline:
    """The outline of one country.

    Args:
        code: ISO 3166-1 alpha-2, or empty where there is none.
        name: As Natural Earth gives it.
        box: West, south, east, north, in degrees.
        rings: Closed rings of (longitude, latitude) in degrees, rounded to 0.01 (about 1 km).
    """

    code: str
    name: str
    box: tuple[float, float, float, float]
    rings: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class CountryOutlines:
    """All outlines, by name."""

    countries: tuple[CountryOutline, ...]

    def near(self, west: float, south: float, east: float, north: float) -> tuple[CountryOutline, ...]:
        """Return the countries whose bounding box meets a box given in degrees."""
        return tuple(
            country
            for country in self.countries
            if country.box[0] <= east and country.box[2] >= west and country.box[1] <= north and country.box[3] >= south
        )


def _ring(flat: list[int]) -> tuple[tuple[float, float], ...]:
    x = y = 0
    points = []
    for step_x, step_y in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x / _SCALE, y / _SCALE))
    return tuple(points)


@cache
def outlines() -> CountryOutlines:
    """Return the outlines, read once per process.

    Raises:
        ResourceError: If the table is missing or damaged.
    """
    try:
        rows = json.loads(resource_bytes(_FILE))
        return CountryOutlines(
            tuple(
                CountryOutline(
                    code=row["code"],
                    name=row["name"],
                    box=(
                        row["box"][0] / _SCALE,
                        row["box"][1] / _SCALE,
                        row["box"][2] / _SCALE,
                        row["box"][3] / _SCALE,
                    ),
                    rings=tuple(_ring(flat) for flat in row["rings"]),
                )
                for row in rows
            )
        )
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise ResourceError(
            f"table is damaged ({error})", where=f"resources/{_FILE}", remedy="reinstall the program"
        ) from error
