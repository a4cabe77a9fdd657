"""Places of the program's own tables: countries, divisions, regions, and places known from conflict reports.

`places/README.md` says where each table comes from and what its columns mean.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crossbearing.model.errors import ResourceError
from crossbearing.resources.loading import resource_bytes, table

__all__ = [
    "PLACE_TABLES",
    "DivisionRow",
    "FeatureWord",
    "PlaceRow",
    "common_nouns",
    "countries",
    "divisions",
    "extents",
    "feature_words",
    "named_places",
    "plain_words",
]

CURATED = "places/curated.csv"
REGIONS = "places/regions.csv"
COUNTRIES = "places/countries.csv"
DIVISIONS = "places/divisions.tsv"
EXTENTS = "places/extents.tsv"
FEATURES = "places/features.toml"
PLACE_TABLES = (COUNTRIES, DIVISIONS, EXTENTS, REGIONS, CURATED)
"""The tables a gazetteer is built from."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A row of a table of places.

    Args:
        id: Slug, unique in its table; for countries the ISO 3166-1 alpha-2 code.
        name: The label.
        aliases: Other names and spellings, in any script.
        country: ISO 3166-1 alpha-2, or empty for places in several countries.
        latitude: Degrees north, WGS 84.
        longitude: Degrees east, WGS 84.
        radius: Metres around the point that the name covers.
        kind: Such as `oil_field`.
        source: Where the position can be checked.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str
    latitude: float
    longitude: float
    radius: float
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """An administrative division.

    Args:
        place: The division as a place; its kind is `province` (first level) or `district` (second).
        level: 1 or 2.
        parent: GeoNames id of the division above it, or empty.
        code: GeoNames code inside the country, such as `07` or `07.170793`.
        type: What it is called ("Governorate"), or empty.
        population: Sum over its towns.
    """

    place: PlaceRow
    level: int
    parent: str
    code: str
    type: str
    population: int


@dataclass(frozen=True, slots=True)
class FeatureWord:
    """A word that says what kind of place a name is ("governorate", "airport").

    Args:
        word: In lower case.
        kinds: Kinds of places it goes with.
        strip: Whether the name may be looked up without it.
    """

    word: str
    kinds: tuple[str, ...]
    strip: bool


def _rows(name: str, delimiter: str) -> Iterator[dict[str, str]]:
    text = io.StringIO(resource_bytes(name).decode("utf-8"), newline="")
    if delimiter == ",":
        yield from csv.DictReader(text)
    else:
        yield from csv.DictReader(text, delimiter=delimiter, quoting=csv.QUOTE_NONE)


def _split(field: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in field.split("|") if part.strip())


def _damaged(name: str, line: int, error: Exception) -> ResourceError:
    return ResourceError(f"row cannot be read ({error})", where=f"resources/{name}, line {line}", remedy="reinstall")


def countries() -> Iterator[PlaceRow]:
    """Yield all countries and territories with an ISO code.

    Raises:
        ResourceError: If the table is damaged.
    """
    for line, row in enumerate(_rows(COUNTRIES, ","), start=2):
        try:
            yield PlaceRow(
                id=row["code"],
                name=row["name"],
                aliases=_split(row["aliases"]),
                country=row["code"],
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                radius=float(row["radius"]),
                kind="country",
                source="GeoNames; CIA World Factbook",
            )
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged(COUNTRIES, line, error) from error


def divisions() -> Iterator[DivisionRow]:
    """Yield first- and second-level divisions with the centres of their towns.

    Raises:
        ResourceError: If the table is damaged.
    """
    for line, row in enumerate(_rows(DIVISIONS, "\t"), start=2):
        try:
            level = int(row["level"])
            place = PlaceRow(
                id=row["geonames"],
                name=row["name"],
                aliases=_split(row["aliases"]),
                country=row["country"],
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                radius=float(row["radius"]),
                kind="province" if level == 1 else "district",
                source="GeoNames",
            )
            yield DivisionRow(
                place=place,
                level=level,
                parent=row["parent"],
                code=row["code"],
                type=row["type"],
                population=int(row["population"] or 0),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged(DIVISIONS, line, error) from error


def extents() -> dict[str, tuple[float, float, float, float]]:
    """Return south, west, north and east of first-level divisions by GeoNames id; east may lie beyond 180.

    Raises:
        ResourceError: If the table is damaged.
    """
    found = {}
    for line, row in enumerate(_rows(EXTENTS, "\t"), start=2):
        try:
            box = (float(row["south"]), float(row["west"]), float(row["north"]), float(row["east"]))
            found[row["geonames"]] = box
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged(EXTENTS, line, error) from error
    return found


def named_places() -> Iterator[PlaceRow]:
    """Yield regions, waters and mountains, then places known from conflict reports.

    Raises:
        ResourceError: If a table is damaged.
    """
    for name in (REGIONS, CURATED):
        for line, row in enumerate(_rows(name, ","), start=2):
            try:
                yield PlaceRow(
                    id=row["id"],
                    name=row["name"],
                    aliases=_split(row["aliases"]),
                    country=row["country"],
                    latitude=float(row["latitude"]),
                    longitude=float(row["longitude"]),
                    radius=float(row["radius"]),
                    kind=row["kind"],
                    source=row["source"],
                )
            except (KeyError, TypeError, ValueError) as error:
                raise _damaged(name, line, error) from error


@cache
def feature_words() -> dict[str, FeatureWord]:
    """Return the words that say what kind of place a name is, by word.

    Raises:
        ResourceError: If the table is damaged.
    """
    try:
        return {
            word: FeatureWord(word=word, kinds=tuple(row["kinds"]), strip=bool(row.get("strip", True)))
            for word, row in table(FEATURES)["words"].items()
        }
    except (KeyError, TypeError) as error:
        raise ResourceError(f"field {error} is missing", where=f"resources/{FEATURES}", remedy="reinstall") from error


@cache
def plain_words() -> frozenset[str]:
    """Return words beside a name that say what a place is and not which."""
    return frozenset(table(FEATURES).get("plain", {}).get("words", ()))


@cache
def common_nouns() -> dict[str, tuple[str, ...]]:
    """Return kinds of places by the common noun that stands for the one of its kind that a document names.

    Raises:
        ResourceError: If the table is damaged.
    """
    try:
        return {noun: tuple(kinds) for noun, kinds in table(FEATURES)["common"].items()}
    except (KeyError, TypeError) as error:
        raise ResourceError(f"field {error} is missing", where=f"resources/{FEATURES}", remedy="reinstall") from error
