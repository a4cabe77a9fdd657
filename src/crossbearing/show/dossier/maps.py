"""Where, as an area for each answer: circles of the admissible radius, or sectors for "3 to 6 km south-west of"."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crossbearing.model.findings import Holding
from crossbearing.model.values import Place, PlaceRelation, PlaceRelationKind
from crossbearing.show.dossier.context import Outline, Outlines
from crossbearing.show.dossier.material import IncidentMaterial
from crossbearing.show.dossier.statements import Statement, Statements
from crossbearing.show.dossier.strips import round_step

__all__ = ["Area", "Inset", "Landmark", "MapView", "Unplaced", "map_view"]

WIDTH, HEIGHT = 640.0, 460.0
KM_PER_DEGREE = 111.32  # of latitude, on a sphere of the WGS 84 mean radius
_FINE_KM = 60.0
_LEAST_HALF_KM = 3.0
_HALF_SECTOR = 22.5  # degrees: a compass word of eight names an eighth of the circle


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
class Inset:
    """Where the map lies in its country: outline paths (the country's first) and the spot."""

    name: str
    country: str
    neighbours: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


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
    borders: tuple[str, ...]
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


@dataclass(frozen=True, slots=True)
class _Frame:
    """A local equirectangular projection, true to scale at its centre."""

    latitude: float
    longitude: float
    pixels_per_km: float

    def xy(self, latitude: float, longitude: float) -> tuple[float, float]:
        east = (longitude - self.longitude) * KM_PER_DEGREE * math.cos(math.radians(self.latitude))
        north = (latitude - self.latitude) * KM_PER_DEGREE
        return round(WIDTH / 2 + east * self.pixels_per_km, 1), round(HEIGHT / 2 - north * self.pixels_per_km, 1)

    @property
    def box(self) -> tuple[float, float, float, float]:
        north = HEIGHT / 2 / self.pixels_per_km / KM_PER_DEGREE
        east = WIDTH / 2 / self.pixels_per_km / (KM_PER_DEGREE * max(0.05, math.cos(math.radians(self.latitude))))
        return self.longitude - east, self.latitude - north, self.longitude + east, self.latitude + north


def _spots(part: IncidentMaterial) -> tuple[list[_Spot], list[tuple[Place, tuple[Holding, ...]]]]:
    grouped: dict[tuple[object, ...], tuple[Place, list[Holding]]] = {}
    for finding in part.findings:
        if finding.slot != "where":
            continue
        held = [holding for position in finding.positions for holding in position.holdings]
        for holding in (*held, *finding.spanning, *finding.unknowns):
            place = holding.value
            if isinstance(place, Place):
                key = (place.latitude, place.longitude, place.radius, place.relation and place.describe().casefold())
                key = key if place.latitude is not None else (place.describe().casefold(),)
                grouped.setdefault(key, (place, []))[1].append(holding)
    spots, lost = [], []
    for place, holdings in grouped.values():
        if place.latitude is None or place.longitude is None:
            lost.append((place, tuple(holdings)))
        else:
            spots.append(
                _Spot(place, place.latitude, place.longitude, (place.radius or 500.0) / 1000, tuple(holdings))
            )
    return spots, lost


def _reference(place: Place) -> tuple[str, float, float] | None:
    """Return the named place an answer refers to, as its name and point."""
    if not place.candidates:
        return None
    best = place.candidates[0]
    return best.name, best.latitude, best.longitude


def _frame(spots: Sequence[_Spot]) -> tuple[_Frame, list[_Spot]]:
    """Return a projection around the finer answers, and those too wide to be drawn in it."""
    fine = [spot for spot in spots if spot.radius_km <= _FINE_KM] or list(spots)
    least = min(spot.radius_km for spot in fine)
    fine = [spot for spot in fine if spot.radius_km <= max(least * 25, 12.0)]
    centre = sum(spot.latitude for spot in fine) / len(fine)
    shrink = max(0.05, math.cos(math.radians(centre)))
    points = [(spot.latitude, spot.longitude, spot.radius_km) for spot in fine]
    points += [
        (reference[1], reference[2], 0.5)
        for spot in fine
        if (reference := _reference(spot.place))
        and math.hypot(reference[1] - spot.latitude, (reference[2] - spot.longitude) * shrink) * KM_PER_DEGREE < 80
    ]
    south = min(lat - km / KM_PER_DEGREE for lat, _, km in points)
    north = max(lat + km / KM_PER_DEGREE for lat, _, km in points)
    west = min(lon - km / KM_PER_DEGREE / shrink for _, lon, km in points)
    east = max(lon + km / KM_PER_DEGREE / shrink for _, lon, km in points)
    half_height = max((north - south) / 2 * KM_PER_DEGREE * 1.18, _LEAST_HALF_KM)
    half_width = max((east - west) / 2 * KM_PER_DEGREE * shrink * 1.18, _LEAST_HALF_KM)
    pixels = min(HEIGHT / 2 / half_height, WIDTH / 2 / half_width)
    return _Frame((south + north) / 2, (west + east) / 2, pixels), [spot for spot in spots if spot not in fine]


def _circle(x: float, y: float, radius: float) -> str:
    r = max(radius, 3.0)
    return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0Z"


def _sector(frame: _Frame, origin: tuple[float, float], relation: PlaceRelation) -> tuple[str, float, float] | None:
    """Return the area between two distances from a place, and where its middle lies."""
    low, high = relation.distance_low, relation.distance_high
    if low is None and high is None:
        return None
    inner = (low if low is not None and high is not None and low < high else (high or low or 0) * 0.85) / 1000
    outer = (high if high is not None and (low is None or low < high) else (low or 0) * 1.15) / 1000
    x, y = frame.xy(*origin)
    near, far = inner * frame.pixels_per_km, outer * frame.pixels_per_km
    if relation.bearing is None:
        return _circle(x, y, far) + _circle(x, y, near), x, y - (near + far) / 2
    turn = [relation.bearing - _HALF_SECTOR + _HALF_SECTOR * 2 * step / 12 for step in range(13)]
    points = [_polar(x, y, far, angle) for angle in turn] + [_polar(x, y, near, angle) for angle in reversed(turn)]
    path = "M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in points) + "Z"
    return path, *_polar(x, y, (near + far) / 2, relation.bearing)


def _polar(x: float, y: float, distance: float, bearing: float) -> tuple[float, float]:
    angle = math.radians(bearing)
    return x + distance * math.sin(angle), y - distance * math.cos(angle)


def _meaning(place: Place) -> str:
    words = {"exact": "exact point", "near_town": "near the town"}.get(place.precision.value, place.precision.value)
    if place.radius is None:
        return words
    kilometres = place.radius / 1000
    return f"{words}, within {kilometres:.0f} km" if kilometres >= 3 else f"{words}, within {kilometres:.1f} km"


def _holders(holdings: Iterable[Holding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(holding.holder or "origin not stated" for holding in holdings))


def _clear(x: float, y: float, taken: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the nearest point to a wanted one at which a number stands clear of those already set."""
    for ring in range(8):
        for angle in range(0, 360, 45) if ring else (0,):
            px, py = _polar(x, y, ring * 11.0, angle)
            inside = 10 < px < WIDTH - 10 and 10 < py < HEIGHT - 10
            if inside and all(math.hypot(px - qx, py - qy) >= 20 for qx, qy in taken):
                return round(px, 1), round(py, 1)
    return x, y


def _landmarks(frame: _Frame, spots: Iterable[_Spot], numbers: list[tuple[float, float]]) -> tuple[Landmark, ...]:
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
        for dx, dy, anchor in ((9, 4, "start"), (-9, 4, "end"), (0, -10, "middle"), (0, 20, "middle"), (9, 18, "start")):
            left = x + dx - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
            box = (left, y + dy - 12, left + width, y + dy + 4)
            fits = box[0] > 4 and box[2] < WIDTH - 4 and 4 < box[1] and box[3] < HEIGHT - 4
            if fits and not any(_meet(box, other) for other in boxes):
                boxes += [box, (x - 5, y - 5, x + 5, y + 5)]
                result.append(Landmark(reference[0], x, y, round(x + dx, 1), round(y + dy, 1), anchor))
                break
    return tuple(result)


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _polyline(points: Sequence[tuple[float, float]], *, closed: bool) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + ("Z" if closed else "")


def _borders(frame: _Frame, shapes: Iterable[Outline]) -> Iterator[str]:
    """Yield the stretches of outlines that cross the frame."""
    west, south, east, north = frame.box
    width, height = (east - west) * 2, (north - south) * 2
    for shape in shapes:
        for ring in shape.rings:
            run: list[tuple[float, float]] = []
            for (ax, ay), (bx, by) in zip(ring, ring[1:], strict=False):
                near = (
                    min(ax, bx) < east + width
                    and max(ax, bx) > west - width
                    and min(ay, by) < north + height
                    and max(ay, by) > south - height
                )
                if near:
                    run = run or [frame.xy(ay, ax)]
                    run.append(frame.xy(by, bx))
                elif run:
                    yield _polyline(run, closed=False)
                    run = []
            if run:
                yield _polyline(run, closed=False)


def _grid(low: float, high: float, marks: str) -> Iterator[tuple[float, str]]:
    step = round_step(high - low, 4)
    digits = max(0, -math.floor(math.log10(step)))
    value = math.ceil(low / step) * step
    while value < high:
        yield value, f"{abs(value):.{digits}f}° {marks[0] if value >= 0 else marks[1]}"
        value += step


def _inset(frame: _Frame, outlines: Outlines, country: str) -> Inset | None:
    size_x, size_y = 150.0, 112.0
    shapes = [shape for shape in outlines.near(*frame.box)]
    home = next((shape for shape in shapes if country and shape.code == country), None)
    home = home or next((shape for shape in shapes if _inside(shape, frame.longitude, frame.latitude)), None)
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
                result.append(_polyline(slim, closed=True))
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


def _inside(shape: Outline, x: float, y: float) -> bool:
    """Return whether a point lies in a shape (even-odd rule)."""
    crossings = 0
    for ring in shape.rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:], strict=False):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                crossings += 1
    return crossings % 2 == 1


def map_view(part: IncidentMaterial, statements: Statements, outlines: Outlines) -> MapView | None:
    """Return the map of an incident, or None where nobody says where it happened."""
    spots, lost = _spots(part)
    unplaced = [
        Unplaced(place.describe(), "not found in the gazetteer", _holders(held), _said(held, statements))
        for place, held in lost
    ]
    if not spots:
        return MapView((), (), (), (), (), 0.0, "", None, tuple(unplaced)) if unplaced else None
    frame, wide = _frame(spots)
    unplaced += [
        Unplaced(spot.place.describe(), f"too wide to draw: {_meaning(spot.place)}", _holders(spot.holdings),
                 _said(spot.holdings, statements))
        for spot in wide
    ]
    drawn = sorted((spot for spot in spots if spot not in wide), key=lambda spot: -spot.radius_km)
    areas, numbers = [], []
    for spot in drawn:
        path, x, y = _area(frame, spot)
        x, y = _clear(x, y, numbers)
        numbers.append((x, y))
        areas.append(
            Area(len(areas) + 1, spot.place.describe(), _meaning(spot.place), _holders(spot.holdings), path, x, y,
                 _said(spot.holdings, statements))
        )
    west, south, east, north = frame.box
    bar = round_step(WIDTH / frame.pixels_per_km, 6)
    return MapView(
        areas=tuple(areas),
        landmarks=_landmarks(frame, drawn, numbers),
        borders=tuple(_borders(frame, outlines.near(*frame.box))),
        parallels=tuple((frame.xy(value, west)[1], label) for value, label in _grid(south, north, "NS")),
        meridians=tuple((frame.xy(south, value)[0], label) for value, label in _grid(west, east, "EW")),
        scale_pixels=round(bar * frame.pixels_per_km, 1),
        scale_label=f"{bar:g} km" if bar >= 1 else f"{bar * 1000:g} m",
        inset=_inset(frame, outlines, next((spot.place.country for spot in drawn if spot.place.country), "")),
        unplaced=tuple(unplaced),
    )


def _said(holdings: Iterable[Holding], statements: Statements) -> tuple[Statement, ...]:
    return statements.of(claim for holding in holdings for claim in holding.claims)


def _area(frame: _Frame, spot: _Spot) -> tuple[str, float, float]:
    relation, reference = spot.place.relation, _reference(spot.place)
    if relation is not None and relation.kind is PlaceRelationKind.OFFSET and reference is not None:
        sector = _sector(frame, (reference[1], reference[2]), relation)
        if sector is not None:
            return sector
    x, y = frame.xy(spot.latitude, spot.longitude)
    return _circle(x, y, spot.radius_km * frame.pixels_per_km), x, y
