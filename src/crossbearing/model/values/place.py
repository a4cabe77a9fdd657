"""Where: areas, not pins."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from crossbearing.model.errors import ModelError
from crossbearing.model.ids import normalised_words
from crossbearing.model.values.comparison import Comparison, Relation, incomparable_types

__all__ = ["Place", "PlaceCandidate", "PlacePrecision", "PlaceRelation", "PlaceRelationKind", "distance"]


_EARTH_RADIUS = 6_371_008.8  # mean radius in metres (IUGG, Moritz 2000)


def distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the great-circle distance of two points in metres (haversine formula, Sinnott 1984), in degrees given."""
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    half_lat, half_lon = (other_phi - phi) / 2, math.radians(other_longitude - longitude) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(phi) * math.cos(other_phi) * math.sin(half_lon) ** 2
    return 2 * _EARTH_RADIUS * math.asin(math.sqrt(min(1.0, chord)))


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


_BARE = frozenset({"of", "in", "at", "on", "to", "into"})
"""English words before a place that say nothing more of it; "near", "from" and "south of" do."""


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
        note: In words, why it is not located, or what is doubtful about it, or empty.
        within: Gazetteer ids of the divisions that it lies in, as far as the gazetteer tells.

    Raises:
        ModelError: If the point lies off the globe, or only one of latitude, longitude and radius is given.
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
    note: str = ""
    within: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        point = (self.latitude, self.longitude, self.radius)
        if any(part is None for part in point) and not all(part is None for part in point):
            raise ModelError("a place with half a point", where=repr(self.text), remedy="give all three or none")
        if self.latitude is not None and self.longitude is not None and self.radius is not None:
            on_globe = -90 <= self.latitude <= 90 and -180 <= self.longitude <= 180
            if not on_globe or self.radius < 0 or math.isnan(self.radius):
                raise ModelError(
                    f"a point off the globe ({self.latitude}, {self.longitude}, radius {self.radius} m)",
                    where=repr(self.text),
                    remedy="give degrees north and east",
                )

    @property
    def located(self) -> bool:
        """Whether it has a point and a radius."""
        return self.latitude is not None

    @property
    def determinate(self) -> bool:
        """Whether it is located or at least named."""
        return self.located or bool(normalised_words(self.name or self.text))

    @property
    def vague(self) -> bool:
        """Always False: a place has a radius or is unknown."""
        return False

    @property
    def point(self) -> bool:
        """Whether it is located."""
        return self.located

    def compare(self, other: Any) -> Comparison:
        """Return how this area stands to another, as discs; places known only by name are same or incomparable."""
        if not isinstance(other, Place):
            return incomparable_types(self.type, other.type)
        if not self.determinate or not other.determinate:
            return Comparison(Relation.INCOMPARABLE, "at least one place is not known")
        mine, theirs = self.describe(), other.describe()
        if (
            self.latitude is None
            or self.longitude is None
            or self.radius is None
            or other.latitude is None
            or other.longitude is None
            or other.radius is None
        ):
            if normalised_words(self.text) == normalised_words(other.text) and self.located == other.located:
                return Comparison(Relation.SAME, f"both say {mine}")
            return Comparison(Relation.INCOMPARABLE, "at least one place could not be located")
        apart = distance(self.latitude, self.longitude, other.latitude, other.longitude)
        pair = " and ".join(sorted((mine, theirs)))
        if apart < 1 and abs(self.radius - other.radius) < 1:
            return Comparison(Relation.SAME, f"{pair} are the same area" if mine != theirs else f"both say {mine}")
        if apart + self.radius <= other.radius:
            return Comparison(Relation.REFINES, f"{mine} lies within the area of {theirs}")
        if apart + other.radius <= self.radius:
            return Comparison(Relation.REFINED_BY, f"{theirs} lies within the area of {mine}")
        if apart > self.radius + other.radius:
            for outer, inner in ((self, other), (other, self)):
                named = "names" if outer.holds(inner) else "may name" if outer.may_hold(inner) else ""
                if named:
                    words = f"{inner.describe()} lies in the division that {outer.describe()} {named}"
                    return Comparison(Relation.OVERLAPS, words)
            return Comparison(
                Relation.CONFLICTS, f"{pair} are {_kilometres(apart)} apart, further than their precision"
            )
        return Comparison(Relation.OVERLAPS, f"{pair} are {_kilometres(apart)} apart, within their precision")

    def holds(self, other: Place) -> bool:
        """Return whether another place lies in this one, as a division or a country, by the gazetteer.

        A circle around its middle tells less: few divisions are round.
        """
        if self.precision is PlacePrecision.COUNTRY:
            return bool(self.country) and self.country == other.country
        return bool(self.id) and self.id in other.within

    def may_hold(self, other: Place) -> bool:
        """Return whether this place is a town named by the bare name that is also its division's, and the other in it.

        "Aleppo" is said of the governorate too; "the city of Aleppo" is not. A site of which the gazetteer tells no
        division (an airport, coordinates) may lie in one of its country whose circle it is in.
        """
        if self.relation is not None or not self._bare:
            return False
        return any(found.id in other.within or other.may_lie_in(found) for found in self.namesakes)

    def may_lie_in(self, division: PlaceCandidate) -> bool:
        """Return whether this place, of which no division is told, is in the circle of one of its country."""
        if self.within or self.country != division.country or self.latitude is None or self.longitude is None:
            return False
        return distance(self.latitude, self.longitude, division.latitude, division.longitude) <= division.radius

    @property
    def namesakes(self) -> tuple[PlaceCandidate, ...]:
        """The divisions that it lies in and that its name may mean as well."""
        return tuple(found for found in self.candidates if found.id in self.within and found.id != self.id)

    @property
    def _bare(self) -> bool:
        """Whether nothing but the name is written, and what it lies in behind a comma."""
        written = [word for word in normalised_words(self.text.partition(",")[0]).split() if word not in _BARE]
        return written == normalised_words(self.name).split()

    def canonical(self) -> str:
        """Return a stable form: the words as written, so that ids do not move with the gazetteer."""
        return f"place:{normalised_words(self.text)}"

    def describe(self) -> str:
        """Return the words as written, white space folded, without a preposition that says no more than that."""
        words = (self.text or self.name).split()
        if self.relation is None and len(words) > 1 and words[0].casefold() in _BARE:
            words = words[1:]
        return " ".join(words) or "not stated"


def _kilometres(metres: float) -> str:
    return f"{metres / 1000:.0f} km" if metres >= 10_000 else f"{metres / 1000:.1f} km"
