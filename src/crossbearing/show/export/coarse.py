"""Places and times told less finely than the case knows them.

A place is moved to the middle of a cell of a fixed grid and its area widened until it holds the whole of the old one,
so that the same place always gives the same area and averaging several exports gains nothing.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from crossbearing.model.values import Place, PlacePrecision, TimePrecision, When
from crossbearing.show.export.settings import GRAINS

__all__ = ["Coarsening"]

_PRECISIONS = list(PlacePrecision)
_LEVEL_PRECISION = {
    "town": PlacePrecision.TOWN,
    "district": PlacePrecision.DISTRICT,
    "province": PlacePrecision.PROVINCE,
    "country": PlacePrecision.COUNTRY,
}
_CELL_DEGREES = {"town": 0.1, "district": 0.5, "province": 2.0}
_METRES_PER_DEGREE = 111_195.0  # of latitude, on a sphere of the mean radius
_TIMES = list(TimePrecision)
_GRAIN_PRECISION = {
    "hour": TimePrecision.HOUR,
    "day": TimePrecision.DAY,
    "month": TimePrecision.MONTH,
    "year": TimePrecision.YEAR,
}
_ISO_LENGTH = {"hour": 13, "day": 10, "month": 7, "year": 4}
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d(?::?\d\d)*.*)?)?)?")


@dataclass(frozen=True, slots=True)
class Coarsening:
    """Coarsens places to a level and times to a grain; an empty string leaves them as they are."""

    level: str = ""
    grain: str = ""

    @property
    def active(self) -> bool:
        """Whether anything is coarsened at all."""
        return bool(self.level or self.grain)

    def finer(self, place: Place) -> bool:
        """Return whether a place is stated more finely than the level, so that its name may not be told."""
        return bool(self.level) and (
            place.precision is PlacePrecision.UNKNOWN
            or _PRECISIONS.index(place.precision) < _PRECISIONS.index(_LEVEL_PRECISION[self.level])
        )

    def place(self, place: Place) -> Place:
        """Return a place no finer than the level; `country` keeps the country's code alone."""
        if not self.level:
            return place if not self.grain else replace(place, note="")
        if not self.finer(place):
            return replace(place, note="")
        precision = _LEVEL_PRECISION[self.level]
        if self.level == "country" or place.latitude is None or place.longitude is None or place.radius is None:
            words = place.country or "place withheld"
            return Place(words, precision=precision if place.country else PlacePrecision.UNKNOWN, country=place.country)
        cell = _CELL_DEGREES[self.level]
        latitude = min(90.0, max(-90.0, (math.floor(place.latitude / cell) + 0.5) * cell))
        longitude = (math.floor(place.longitude / cell) + 0.5) * cell
        half = cell / 2 * _METRES_PER_DEGREE
        corner = math.hypot(half, half * math.cos(math.radians(max(0.0, abs(latitude) - cell / 2))))
        radius = math.ceil((corner + place.radius) / 1000) * 1000.0
        return Place(
            f"within {radius / 1000:.0f} km" + (f" in {place.country}" if place.country else ""),
            "",
            round(latitude, 4),
            round(longitude, 4),
            radius,
            precision,
            country=place.country,
        )

    def when(self, value: When) -> When:
        """Return a time no finer than the grain; a time of day without a day, or beside an event, becomes unknown."""
        if not self.grain:
            if not self.level:
                return value
            bare = replace(value, text="", note="", anchor=None)  # an anchor is told in words of the text
            return replace(bare, text=bare.describe())
        undated = value.clock is not None or value.anchor is not None or (value.start is None and value.end is None)
        if undated or (self.grain == "year" and not value.year_known):
            return When("", zone=value.zone, zone_status=value.zone_status)
        precision = _GRAIN_PRECISION[self.grain]
        known = value.precision is not TimePrecision.UNKNOWN
        if known and _TIMES.index(value.precision) >= _TIMES.index(precision):
            precision = value.precision
        start = None if value.start is None else _floor(value.start, self.grain)
        end = None if value.end is None else _ceiling(value.end, self.grain)
        if start is not None and end == start:
            end = _ceiling(start + timedelta(seconds=1), self.grain)
        coarse = replace(value, text="", start=start, end=end, precision=precision, note="", repeats="")
        return replace(coarse, text=coarse.describe())

    def stamp(self, stamp: str) -> str:
        """Return an ISO date or time cut to the grain; anything else that is no such date is left out."""
        if not self.grain or not stamp:
            return stamp
        return stamp[: _ISO_LENGTH[self.grain]] if _ISO.fullmatch(stamp) else ""


def _floor(moment: datetime, grain: str) -> datetime:
    moment = moment.replace(minute=0, second=0, microsecond=0)
    if GRAINS.index(grain) >= 1:
        moment = moment.replace(hour=0)
    if GRAINS.index(grain) >= 2:
        moment = moment.replace(day=1)
    return moment.replace(month=1) if grain == "year" else moment


def _ceiling(moment: datetime, grain: str) -> datetime:
    floor = _floor(moment, grain)
    if floor == moment:
        return moment
    if grain == "year":
        return floor.replace(year=floor.year + 1)
    if grain == "month":
        return floor.replace(year=floor.year + floor.month // 12, month=floor.month % 12 + 1)
    return floor + (timedelta(days=1) if grain == "day" else timedelta(hours=1))
