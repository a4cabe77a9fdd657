"""Where: areas, not pins."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

__all__ = ["Place", "PlaceCandidate", "PlacePrecision", "PlaceRelation", "PlaceRelationKind"]


class PlacePrecision(StrEnum):
    """How fine a place is stated, finest first."""

    EXACT = "exact"
    SITE = "site"
    NEIGHBOURHOOD = "neighbourhood"
    TOWN = "town"
    NEAR_TOWN = "near_town"
    DISTRICT = "district"
    PROVINCE = "province"
    REGION = "region"
    COUNTRY = "country"
    UNKNOWN = "unknown"


class PlaceRelationKind(StrEnum):
    """How the place stands to the place named."""

    IN = "in"
    NEAR = "near"
    OFFSET = "offset"  # "3 km south of"
    BETWEEN = "between"
    ALONG = "along"
    COUNTRYSIDE = "countryside"


@dataclass(frozen=True, slots=True)
class PlaceRelation:
    """A spatial relation as stated.

    Args:
        kind: Its kind.
        to: Names of the places it refers to, as written.
        distance_low: Shortest distance in metres, or None.
        distance_high: Longest distance in metres, or None.
        bearing: Degrees clockwise from north, or None.
    """

    kind: PlaceRelationKind
    to: tuple[str, ...]
    distance_low: float | None = None
    distance_high: float | None = None
    bearing: float | None = None


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """One place of the gazetteer that the name may mean.

    Args:
        id: Gazetteer id, such as `geonames:170794`.
        name: Its label.
        country: ISO 3166-1 alpha-2, or empty.
        latitude: Degrees north, WGS 84.
        longitude: Degrees east, WGS 84.
        kind: Such as `city`, `airport`, `oil_field`, `province`, `country`.
        radius: Metres around the point that the name covers.
        score: 0 to 1.
        reason: Why it scored so, in words.
    """

    id: str
    name: str
    country: str
    latitude: float
    longitude: float
    kind: str
    radius: float
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place as stated. Unknown is a value of its own, never 0, 0.

    Args:
        text: As written ("near the city of Deir ez-Zor").
        name: The toponym inside it ("Deir ez-Zor").
        latitude: Centre of the area meant, degrees north, or None where it is not located.
        longitude: Centre, degrees east, or None.
        radius: Metres around the centre that are admissible, or None where it is not located.
        precision: How fine it is stated.
        relation: Spatial relation to the named place, or None for "in" or "at" it.
        country: ISO 3166-1 alpha-2, or empty.
        id: Gazetteer id of the best candidate, or empty.
        candidates: What the name may mean, best first.
    """

    type: ClassVar[str] = "place"

    text: str
    name: str = ""
    latitude: float | None = None
    longitude: float | None = None
    radius: float | None = None
    precision: PlacePrecision = PlacePrecision.UNKNOWN
    relation: PlaceRelation | None = None
    country: str = ""
    id: str = ""
    candidates: tuple[PlaceCandidate, ...] = ()
