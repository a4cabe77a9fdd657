"""Where, as an area for each answer: circles of the admissible radius, or sectors for "3 to 6 km south-west of"."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crossbearing.model.findings import Holding
from crossbearing.model.values import Place, PlaceRelation, PlaceRelationKind
from crossbearing.show.dossier.context import Outline, Outlines
from crossbearing.show.dossier.geometry import (
    HEIGHT,
    KM_PER_DEGREE,
    WIDTH,
    Frame,
    circle,
    clipped,
    meet,
    polar,
    polygon,
    sector,
)
from crossbearing.show.dossier.inset import Inset, inset
from crossbearing.show.dossier.material import IncidentMaterial
from crossbearing.show.dossier.statements import Statement, Statements
from crossbearing.show.dossier.strips import round_step

__all__ = ["Area", "Landmark", "MapView", "Unplaced", "map_view"]

_FINE_KM, _NEAR_KM = 60.0, 60.0
_LEAST_HALF_KM, _LEAST_WIDE_KM = 3.0, 12.0


@dataclass(frozen=True, slots=True)
class Area:
    """An answer on the map.

    Args:
        number: Its number on the map and in the key.
        words: The place as written.
        meaning: Precision and radius in words.
        holders: Who says so.
        path: Outline of the area, as SVG path data.
        x: Where its number stands, pixels from the left.
        y: Pixels from the top.
        statements: The words.
    """

    number: int
    words: str
    meaning: str
    holders: tuple[str, ...]
    path: str
    x: float
    y: float
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Landmark:
    """A named place that answers refer to: a cross and its label, which stands clear of the others."""

    name: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An answer that is not drawn, and why."""

    words: str
    why: str
    holders: tuple[str, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """A map, ready to be drawn; without areas only the list of answers not drawn is shown."""

    areas: tuple[Area, ...]
    landmarks: tuple[Landmark, ...]
    countries: tuple[str, ...]
    parallels: tuple[tuple[float, str], ...]
    meridians: tuple[tuple[float, str], ...]
    scale_pixels: float
    scale_label: str
    inset: Inset | None
    unplaced: tuple[Unplaced, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    place: Place
    latitude: float
    longitude: float
    radius_km: float
    holdings: tuple[Holding, ...]


def _spots(part: IncidentMaterial) -> tuple[list[_Spot], list[tuple[Place, tuple[Holding, ...]]]]:
    grouped: dict[tuple[object, ...], tuple[Place, list[Holding]]] = {}
    for finding in part.findings:
        if finding.slot != "where" or finding.scope.startswith("event:"):
            continue
        held = [holding for position in finding.positions for holding in position.holdings]
        for holding in (*held, *finding.spanning, *finding.unknowns):
            place = holding.value
            if isinstance(place, Place):
                words = place.describe().casefold()
                located = place.latitude is not None
                offset = place.relation is not None and place.relation.kind is PlaceRelationKind.OFFSET
                shape = (place.latitude, place.longitude, place.radius, words if offset else "")
                grouped.setdefault(shape if located else (words,), (place, []))[1].append(holding)
    spots, lost = [], []
    for place, holdings in grouped.values():
        if place.latitude is None or place.longitude is None:
            lost.append((place, tuple(holdings)))
        else:
            spots.append(_Spot(place, place.latitude, place.longitude, (place.radius or 500.0) / 1000, tuple(holdings)))
    return spots, lost


def _reference(place: Place) -> tuple[str, float, float] | None:
    """Return the named place an answer refers to, as its name and point."""
    if not place.candidates:
        return None
    best = place.candidates[0]
    return best.name, best.latitude, best.longitude


def _median(values: Sequence[float], weights: Sequence[int]) -> float:
    """Return the weighted median."""
    reached = 0
    for value, weight in sorted(zip(values, weights, strict=True)):
        reached += weight
        if reached * 2 >= sum(weights):
            return value
    return values[-1]


def _middle(spots: Sequence[_Spot], weights: Sequence[int]) -> tuple[float, float]:
    """Return the point of the answer to which the others, each as often as outlets give it, lie nearest in all.

    It is an answer's own point: medians of latitudes and longitudes by themselves may lie where no account places
    anything.
    """
    points = [(spot.latitude, spot.longitude) for spot in spots]
    return min(
        points,
        key=lambda one: sum(weight * _apart_km(one, other) for other, weight in zip(points, weights, strict=True)),
    )


def _apart_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return how far two points lie apart, near enough for a choice of what to draw."""
    shrink = math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(one[0] - other[0], (one[1] - other[1]) * shrink) * KM_PER_DEGREE


def _outlets(spot: _Spot) -> int:
    return max(1, len({outlet for holding in spot.holdings for outlet in holding.outlets}))


def _frame(spots: Sequence[_Spot]) -> tuple[Frame, list[_Spot], list[tuple[_Spot, str]]]:
    """Return a projection around the finer answers that lie together, those to draw, and the others with the reason."""
    fine = [spot for spot in spots if spot.radius_km <= _FINE_KM] or list(spots)
    usual = _median([spot.radius_km for spot in fine], [_outlets(spot) for spot in fine])
    widest = max(usual * 4, _LEAST_WIDE_KM)
    # One answer is no wider than the median, so that something is drawn always.
    fine = [spot for spot in fine if spot.radius_km <= widest]
    middle = _middle(fine, [_outlets(spot) for spot in fine])
    reach = max(_NEAR_KM, usual * 3)
    drawn, others = [], []
    for spot in spots:
        apart = _apart_km(middle, (spot.latitude, spot.longitude))
        if spot.radius_km > widest:
            others.append((spot, f"too wide to draw: {_meaning(spot.place)}"))
        elif apart > reach:
            others.append((spot, f"{apart:,.0f} km from where most accounts place it, beyond this map"))
        else:
            drawn.append(spot)
    points = [(spot.latitude, spot.longitude, spot.radius_km) for spot in drawn]
    points += [
        (found[1], found[2], 0.5)
        for spot in drawn
        if (found := _reference(spot.place)) and _apart_km(middle, (found[1], found[2])) <= reach
    ]
    shrink = max(0.05, math.cos(math.radians(middle[0])))
    south = min(lat - km / KM_PER_DEGREE for lat, _, km in points)
    north = max(lat + km / KM_PER_DEGREE for lat, _, km in points)
    west = min(lon - km / KM_PER_DEGREE / shrink for _, lon, km in points)
    east = max(lon + km / KM_PER_DEGREE / shrink for _, lon, km in points)
    half_height = max((north - south) / 2 * KM_PER_DEGREE * 1.18, _LEAST_HALF_KM)
    half_width = max((east - west) / 2 * KM_PER_DEGREE * shrink * 1.18, _LEAST_HALF_KM)
    pixels = min(HEIGHT / 2 / half_height, WIDTH / 2 / half_width)
    return Frame((south + north) / 2, (west + east) / 2, pixels), drawn, others


def _sector(frame: Frame, origin: tuple[float, float], relation: PlaceRelation) -> tuple[str, float, float] | None:
    """Return the area between two distances from a place, and where its middle lies."""
    low, high = relation.distance_low, relation.distance_high
    if low is None and high is None:
        return None
    # A single distance is drawn as a band of 15 % on either side, so that it can be seen; it claims no precision.
    low, high = (low or high or 0.0), (high or low or 0.0)
    near, far = (low, high) if low < high else (low * 0.85, high * 1.15)
    near, far = near / 1000 * frame.pixels_per_km, far / 1000 * frame.pixels_per_km
    x, y = frame.xy(*origin)
    path = sector(x, y, near, far, relation.bearing)
    return path, *polar(x, y, (near + far) / 2, relation.bearing or 0.0)


def _meaning(place: Place) -> str:
    words = {"exact": "exact point", "near_town": "near the town"}.get(place.precision.value, place.precision.value)
    if place.radius is None:
        return words
    kilometres = place.radius / 1000
    return f"{words}, within {kilometres:.0f} km" if kilometres >= 3 else f"{words}, within {kilometres:.1f} km"


def _words(holdings: Iterable[Holding]) -> str:
    """Return the place in the words of those who give it, each wording once."""
    wordings = {holding.value.describe().casefold(): holding.value.describe() for holding in holdings}
    listed = list(wordings.values())
    return "; ".join(listed[:4]) + (f" and {len(listed) - 4} more wordings" if len(listed) > 4 else "")


def _holders(holdings: Iterable[Holding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(holding.who for holding in holdings))


def _clear(x: float, y: float, taken: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the nearest point to a wanted one at which a number stands clear of those already set."""
    for ring in range(8):
        for angle in range(0, 360, 45) if ring else (0,):
            px, py = polar(x, y, ring * 11.0, angle)
            inside = 10 < px < WIDTH - 10 and 10 < py < HEIGHT - 10
            if inside and all(math.hypot(px - qx, py - qy) >= 20 for qx, qy in taken):
                return round(px, 1), round(py, 1)
    return x, y


def _landmarks(frame: Frame, spots: Iterable[_Spot], numbers: list[tuple[float, float]]) -> tuple[Landmark, ...]:
    boxes = [(x - 10, y - 10, x + 10, y + 10) for x, y in numbers]
    result: list[Landmark] = []
    seen: set[str] = set()
    for spot in spots:
        reference = _reference(spot.place)
        if reference is None or reference[0] in seen:
            continue
        seen.add(reference[0])
        x, y = frame.xy(reference[1], reference[2])
        if not (0 < x < WIDTH and 0 < y < HEIGHT):
            continue
        width = 6.6 * len(reference[0]) + 4
        for dx, dy, anchor in (
            (9, 4, "start"),
            (-9, 4, "end"),
            (0, -10, "middle"),
            (0, 20, "middle"),
            (9, 18, "start"),
            (9, -10, "start"),
        ):
            left = x + dx - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
            box = (left, y + dy - 12, left + width, y + dy + 4)
            fits = box[0] > 4 and box[2] < WIDTH - 4 and box[1] > 4 and box[3] < HEIGHT - 4
            if fits and not meet(box, boxes):
                boxes += [box, (x - 5, y - 5, x + 5, y + 5)]
                result.append(Landmark(reference[0], x, y, round(x + dx, 1), round(y + dy, 1), anchor))
                break
    return tuple(result)


def _countries(frame: Frame, shapes: Iterable[Outline]) -> Iterator[str]:
    """Yield the areas of countries in and a little around the frame."""
    west, south, east, north = frame.box
    wide, high = (east - west) / 8, (north - south) / 8
    box = (west - wide, south - high, east + wide, north + high)
    for shape in shapes:
        rings = [clipped(ring, box) for ring in shape.rings]
        path = "".join(polygon([frame.xy(y, x) for x, y in ring]) for ring in rings if len(ring) > 2)
        if path:
            yield path


def _grid(low: float, high: float, marks: str) -> Iterator[tuple[float, str]]:
    step = round_step(high - low, 4)
    digits = max(0, -math.floor(math.log10(step)))
    value = math.ceil(low / step) * step
    while value < high:
        yield value, f"{abs(value):.{digits}f}° {marks[0] if value >= 0 else marks[1]}"
        value += step


def map_view(part: IncidentMaterial, statements: Statements, outlines: Outlines) -> MapView | None:
    """Return the map of an incident, or None where nobody says where it happened."""
    spots, lost = _spots(part)
    unplaced = [
        Unplaced(place.describe(), "not found in the gazetteer", _holders(held), _said(held, statements))
        for place, held in lost
    ]
    if not spots:
        return MapView((), (), (), (), (), 0.0, "", None, tuple(unplaced)) if unplaced else None
    frame, near, others = _frame(spots)
    unplaced += [
        Unplaced(_words(spot.holdings), why, _holders(spot.holdings), _said(spot.holdings, statements))
        for spot, why in others
    ]
    drawn = sorted(near, key=lambda spot: -spot.radius_km)
    crosses = [frame.xy(found[1], found[2]) for spot in drawn if (found := _reference(spot.place))]
    areas: list[Area] = []
    numbers: list[tuple[float, float]] = []
    for spot in drawn:
        path, x, y = _area(frame, spot)
        x, y = _clear(x, y, [*crosses, *numbers])
        numbers.append((x, y))
        areas.append(
            Area(
                len(areas) + 1,
                _words(spot.holdings),
                _meaning(spot.place),
                _holders(spot.holdings),
                path,
                x,
                y,
                _said(spot.holdings, statements),
            )
        )
    west, south, east, north = frame.box
    bar = round_step(WIDTH / frame.pixels_per_km, 6)
    return MapView(
        areas=tuple(areas),
        landmarks=_landmarks(frame, drawn, numbers),
        countries=tuple(_countries(frame, outlines.near(*frame.box))),
        parallels=tuple((frame.xy(value, west)[1], label) for value, label in _grid(south, north, "NS")),
        meridians=tuple((frame.xy(south, value)[0], label) for value, label in _grid(west, east, "EW")),
        scale_pixels=round(bar * frame.pixels_per_km, 1),
        scale_label=f"{bar:g} km" if bar >= 1 else f"{bar * 1000:g} m",
        inset=inset(frame, outlines, next((spot.place.country for spot in drawn if spot.place.country), "")),
        unplaced=tuple(unplaced),
    )


def _said(holdings: Iterable[Holding], statements: Statements) -> tuple[Statement, ...]:
    return statements.of(claim for holding in holdings for claim in holding.claims)


def _area(frame: Frame, spot: _Spot) -> tuple[str, float, float]:
    relation, reference = spot.place.relation, _reference(spot.place)
    if relation is not None and relation.kind is PlaceRelationKind.OFFSET and reference is not None:
        sector = _sector(frame, (reference[1], reference[2]), relation)
        if sector is not None:
            return sector
    x, y = frame.xy(spot.latitude, spot.longitude)
    return circle(x, y, spot.radius_km * frame.pixels_per_km), x, y
