"""GeoJSON (RFC 7946): each place is the area within which it is known, never a point finer than the source.

A place known within r metres is drawn as the circle of radius r around its centre, on the sphere of the Earth's mean
radius, as a polygon of 64 corners that lies around the circle, so that nothing admissible falls outside.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crossbearing.model.claims import Claim
from crossbearing.model.incidents import Incident
from crossbearing.model.values import Place, When
from crossbearing.show.dossier.statements import quote_of
from crossbearing.show.export.settings import Codes
from crossbearing.show.export.shared import SharedCase
from crossbearing.show.export.writing import json_text
from crossbearing.show.plain import plain

__all__ = ["area", "geojson", "when_told", "write_geojson"]

_EARTH_RADIUS = 6_371_008.8  # mean radius in metres (IUGG), as for `values.place.distance`
_CORNERS = 64
_FINEST = 10.0  # metres: what five decimals of a degree can tell apart, and no site of an incident is smaller

Ring = list[list[float]]


def area(latitude: float, longitude: float, radius: float) -> dict[str, Any]:
    """Return the geometry of a circle: a Polygon, or a MultiPolygon where it crosses the antimeridian.

    Args:
        latitude: Of the centre, degrees north.
        longitude: Of the centre, degrees east.
        radius: Metres; less than 10 is drawn as 10.
    """
    # Half the Earth's girth at most, and wide enough for the polygon's sides to lie outside the circle.
    angle = min(max(radius, _FINEST) / _EARTH_RADIUS / math.cos(math.pi / _CORNERS), math.pi * 0.99)
    phi = math.radians(latitude)
    if abs(phi) + angle >= math.pi / 2:
        return {"type": "Polygon", "coordinates": [_cap(phi, angle)]}
    corners = []
    for n in range(_CORNERS):
        bearing = -2 * math.pi * n / _CORNERS  # against the clock, as RFC 7946 has outer rings
        sine = math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(bearing)
        corner = math.asin(sine)
        east = math.atan2(
            math.sin(bearing) * math.sin(angle) * math.cos(phi), math.cos(angle) - math.sin(phi) * math.sin(corner)
        )
        corners.append((longitude + math.degrees(east), math.degrees(corner)))
    parts = [
        part for turn in (-360.0, 0.0, 360.0) if len(part := _between([(lon + turn, lat) for lon, lat in corners])) > 2
    ]
    rings = [[_closed(part)] for part in parts]
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings[0]}
    return {"type": "MultiPolygon", "coordinates": rings}


def _cap(phi: float, angle: float) -> Ring:
    """The ring of an area that holds a pole: everything beyond its furthest parallel."""
    if phi >= 0:
        low, high = math.degrees(phi - angle), 90.0
    else:
        low, high = -90.0, math.degrees(phi + angle)
    low, high = max(-90.0, low), min(90.0, high)
    return _closed([(-180.0, low), (0.0, low), (180.0, low), (180.0, high), (0.0, high), (-180.0, high)])


def _between(corners: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Cut a ring to longitudes from -180 to 180 (Sutherland and Hodgman 1974)."""
    kept = list(corners)
    for bound, sign in ((-180.0, 1.0), (180.0, -1.0)):
        cut: list[tuple[float, float]] = []
        for one, other in zip(kept, [*kept[1:], *kept[:1]], strict=True):
            inside, next_inside = sign * (one[0] - bound) >= 0, sign * (other[0] - bound) >= 0
            if inside:
                cut.append(one)
            if inside != next_inside:
                share = (bound - one[0]) / (other[0] - one[0])
                cut.append((bound, one[1] + share * (other[1] - one[1])))
        kept = cut
    return kept


def _closed(corners: Sequence[tuple[float, float]]) -> Ring:
    ring = [[round(lon, 5), round(lat, 5)] for lon, lat in corners]
    return [*ring, ring[0]]


def geojson(case: SharedCase, codes: Codes) -> dict[str, Any]:
    """Return a FeatureCollection of incidents and of claims that tell a place; what has no place is counted and listed.

    The foreign member `crossbearing` holds `without_place`: number and ids of incidents, and number of claims that name
    a place which could not be located.
    """
    features = []
    nowhere_incidents = []
    for incident in case.incidents():
        if incident.where is None or not incident.where.located:
            nowhere_incidents.append(incident.id)
        else:
            features.append(_feature(f"incident:{incident.id}", incident.where, _incident(incident, codes)))
    about: dict[str, list[str]] = {}
    for incident in case.incidents():
        for member in incident.members:
            about.setdefault(member.claim, []).append(incident.id)
    nowhere_claims = []
    for claim in case.claims():
        if not isinstance(claim.value, Place):
            continue
        if claim.value.located:
            told = _claim(case, claim, about.get(claim.id, []))
            features.append(_feature(f"claim:{claim.id}", claim.value, told))
        else:
            nowhere_claims.append(claim.id)
    return {
        "type": "FeatureCollection",
        "features": features,
        "crossbearing": {
            "geometry": "each area is the circle of radius_m metres within which the place is known; its middle is no "
            "finding",
            "without_place": {
                "count": len(nowhere_incidents) + len(nowhere_claims),
                "incidents": nowhere_incidents,
                "claims": nowhere_claims,
            },
        },
    }


def write_geojson(case: SharedCase, path: Path, codes: Codes) -> dict[str, int]:
    """Write incidents and claims with places as GeoJSON. Returns numbers of features and of what has no place."""
    made = geojson(case, codes)
    path.write_text(json_text(made), encoding="utf-8", newline="\n")
    return {"features": len(made["features"]), "without_place": made["crossbearing"]["without_place"]["count"]}


def _feature(key: str, place: Place, told: dict[str, Any]) -> dict[str, Any]:
    located = (place.latitude, place.longitude, place.radius)
    latitude, longitude, radius = (part or 0.0 for part in located)
    return {
        "type": "Feature",
        "id": key,
        "geometry": area(latitude, longitude, radius),
        "properties": {
            **told,
            "where": place.describe(),
            "precision": place.precision.value,
            "radius_m": radius,
            "relation": None if place.relation is None else plain(place.relation),
            "country": place.country,
            "note": place.note,
        },
    }


def when_told(value: When | None) -> dict[str, Any] | None:
    """Return a time with its precision and zone: words, ends (civil time at the place), how year and zone are known."""
    if value is None:
        return None
    return {
        "words": value.describe(),
        "start": None if value.start is None else value.start.isoformat(),
        "end": None if value.end is None else value.end.isoformat(),
        "precision": value.precision.value,
        "about": value.about,
        "zone": value.zone,
        "zone_status": value.zone_status.value,
        "utc_offset": value.utc_offset,
        "year_status": value.year_status.value,
    }


def _incident(incident: Incident, codes: Codes) -> dict[str, Any]:
    return {
        "what": "incident",
        "incident": incident.id,
        "title": incident.title,
        "type": incident.type,
        "label": codes.kinds[incident.type].label if incident.type in codes.kinds else incident.type,
        "when": when_told(incident.when),
        "documents": len({member.document for member in incident.members}),
        "claims": len(incident.members),
    }


def _claim(case: SharedCase, claim: Claim, incidents: list[str]) -> dict[str, Any]:
    return {
        "what": "claim",
        "claim": claim.id,
        "incidents": incidents,
        "document": claim.document,
        "publishers": list(dict.fromkeys(one.publisher for one in case.publications(claim.document) if one.publisher)),
        "speakers": [speaker.name for speaker in claim.speakers],
        "slot": claim.slot,
        "scope": claim.scope,
        "stance": claim.stance.value,
        "event": claim.event.type,
        "negated": claim.event.negated,
        "quote": quote_of(claim),
        "score": round(claim.score, 4),
    }
