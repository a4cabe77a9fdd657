"""Places that a user adds: GeoNames dumps, CSV and GeoJSON, checked row by row and kept beside the gazetteer.

Files are read line by line and what is added is kept in a table on disk, so that a dump of a million rows needs no more
memory than one of ten.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from crossbearing.model.errors import InputError, ResourceError
from crossbearing.resolve.gazetteer.names import MAX_NAME
from crossbearing.resolve.gazetteer.sources import SourcePlace

__all__ = ["Added", "add_places", "own_hash", "own_places", "read_places"]

_FILE = "own-places.sqlite"
_TABLES = (
    """CREATE TABLE IF NOT EXISTS own (id TEXT PRIMARY KEY, name TEXT NOT NULL, names TEXT NOT NULL,
    country TEXT NOT NULL, province TEXT NOT NULL, kind TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL,
    radius REAL NOT NULL, population INTEGER NOT NULL, weight REAL NOT NULL, zone TEXT NOT NULL,
    source TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS stamp (one INTEGER PRIMARY KEY CHECK (one = 1), hash TEXT NOT NULL)",
)
_JOIN = "\x1f"  # between other names; no name holds a control character
_WEIGHT = 4.5  # of a place without a population: as likely meant as a town of 30,000, like the program's own tables
_LEAST = 2.0
_RADIUS = 2000.0
_REJECTS = 20  # told at most
_GEONAMES = 19  # columns of a GeoNames dump
_KINDS = {
    "ADM1": "province", "ADM2": "district", "ADM3": "district", "ADM4": "district", "AIRP": "airport",
    "AIRB": "air_base", "AIRF": "airport", "AIRH": "airport", "OILF": "oil_field", "GASF": "oil_field",
    "HSP": "hospital", "PPLC": "capital", "PPLX": "suburb", "MT": "hill", "HLL": "hill", "MTS": "mountain",
    "HLLS": "hill", "PK": "hill",
    "DAM": "dam", "BDG": "bridge", "PRN": "prison", "CMPRF": "camp", "CMP": "camp", "MILB": "base", "INSM": "base",
    "PRT": "port", "HBR": "port", "BCH": "site", "ISL": "island", "STM": "river", "STMI": "river", "WAD": "river",
    "WADI": "river", "LK": "lake", "RSV": "lake", "SEA": "sea", "GULF": "sea", "BAY": "sea", "DSRT": "region",
    "RGN": "region", "AREA": "region", "VAL": "region", "PEN": "region",
}  # fmt: skip
"""Kinds by GeoNames feature code (https://www.geonames.org/export/codes.html)."""
_BY_CLASS = {"A": "district", "P": "village", "H": "river", "T": "hill", "L": "site", "S": "site"}
_RADII = {"province": 40_000.0, "district": 10_000.0, "river": 5_000.0, "region": 20_000.0, "mountain": 10_000.0}
_TOWN = 5_000  # people from which a populated place is a town


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a file gave.

    Args:
        places: Places added or replaced.
        refused: Why rows were left out, each with its row; at most twenty are told.
        refusals: How many rows were left out.
    """

    places: int
    refused: tuple[str, ...]
    refusals: int


def read_places(path: Path) -> Iterator[SourcePlace | str]:
    """Yield the places of a file, and for rows that hold none why.

    Args:
        path: A GeoNames dump (`.txt`, tab-separated, 19 columns; roads, woods and what lies under the sea are left
            out), `.csv` or `.tsv` with the columns `name`, `latitude` (or `lat`), `longitude` (or `lon`, `lng`) and,
            where known, `aliases` (separated by `;`), `country`, `kind`, `radius` (m), `population`, `zone`, `source`,
            `id`; or `.geojson` with points and the same properties.

    Raises:
        InputError: If the file cannot be read or has none of these forms.
    """
    kind = path.suffix.lower()
    if kind not in (".geojson", ".json", ".csv", ".tsv", ".txt"):
        raise InputError("no table of places", where=str(path), remedy="give .csv, .tsv, .geojson or a GeoNames .txt")
    try:
        if kind in (".geojson", ".json"):
            yield from _read(_geojson(path.read_text(encoding="utf-8-sig"), path), path)
        else:
            with path.open(encoding="utf-8-sig", newline="") as lines:
                yield from _table(lines, path)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"cannot be read ({error})", where=str(path), remedy="give a file in UTF-8") from error


def _read(rows: Iterable[tuple[int, dict[str, str]]], path: Path) -> Iterator[SourcePlace | str]:
    for number, row in rows:
        made = _place(row, path.name)
        yield f"{path.name}, row {number}: {made}" if isinstance(made, str) else made


def _table(lines: Iterator[str], path: Path) -> Iterator[SourcePlace | str]:
    first = next(lines, "")
    if first.count("\t") == _GEONAMES - 1 and first.split("\t")[0].isdigit():
        for number, line in enumerate(chain([first], lines), start=1):
            made = _geonames(line.rstrip("\r\n").split("\t"))
            yield f"{path.name}, row {number}: {made}" if isinstance(made, str) else made
        return
    reader = csv.DictReader(chain([first], lines), delimiter="\t" if first.count("\t") > first.count(",") else ",")
    columns = {(name or "").strip().lower() for name in reader.fieldnames or ()}
    if "name" not in columns or not columns & {"latitude", "lat"} or not columns & {"longitude", "lon", "lng"}:
        raise InputError(
            "no table of places",
            where=str(path),
            remedy="give the columns name, latitude and longitude in the first row",
        )
    rows = (
        {(name or "").strip().lower(): (cell or "") for name, cell in row.items() if isinstance(cell, str)}
        for row in reader
    )
    yield from _read(enumerate(rows, start=1), path)


def _geonames(cells: list[str]) -> SourcePlace | str:
    """Return the place of a row of a GeoNames dump, or why it holds none."""
    if len(cells) != _GEONAMES:
        return f"{len(cells)} columns instead of {_GEONAMES}"
    kind = _KINDS.get(cells[7]) or _BY_CLASS.get(cells[6], "")
    if not kind:
        return f"a feature of class {cells[6] or '?'} is no place to be named in reports"
    name = " ".join(cells[1].split())
    if not name or len(name) > MAX_NAME:
        return "no name" if not name else f"a name of {len(name):,} characters"
    try:
        latitude, longitude, population = float(cells[4]), float(cells[5]), max(0, int(cells[14] or 0))
    except ValueError:
        return "no coordinates"
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return f"{latitude}, {longitude} lies off the globe"
    if kind == "village" and population >= _TOWN:
        kind = "city" if population >= 20 * _TOWN else "town"
    radius = _RADII.get(kind) or min(max(10.0 * math.sqrt(population), 1000.0), 25_000.0)
    division = f"{cells[8]}.{cells[10]}" if cells[10] and kind != "province" else ""
    return SourcePlace(
        id=f"geonames:{cells[0]}", name=name, names=tuple(part for part in {cells[2], *cells[3].split(",")} if part),
        country=cells[8].strip().upper()[:2], province=division, kind=kind, latitude=latitude, longitude=longitude,
        radius=radius, population=population, weight=max(math.log10(population or 1), _LEAST), zone=cells[17],
        source="GeoNames",
    )  # fmt: skip


def _geojson(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        features = json.loads(text)["features"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("no GeoJSON", where=str(path), remedy="give a FeatureCollection of points") from error
    for number, feature in enumerate(features if isinstance(features, list) else (), start=1):
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        properties = (feature.get("properties") or {}) if isinstance(feature, dict) else {}
        row = {str(name).lower(): _words(value) for name, value in properties.items()}
        spot = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
        if isinstance(spot, list) and len(spot) >= 2:
            row |= {"longitude": str(spot[0]), "latitude": str(spot[1])}
        yield number, row


def _words(value: Any) -> str:
    return ";".join(str(item) for item in value) if isinstance(value, list) else "" if value is None else str(value)


def _number(row: dict[str, str], *names: str) -> float | None:
    written = next((row[name] for name in names if row.get(name, "").strip()), "")
    try:
        number = float(written.replace(",", ""))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _place(row: dict[str, str], file: str) -> SourcePlace | str:
    """Return the place of a row, or why it holds none."""
    name = " ".join(row.get("name", "").split())
    latitude, longitude = _number(row, "latitude", "lat"), _number(row, "longitude", "lon", "lng")
    if not name or len(name) > MAX_NAME:
        return "no name" if not name else f"a name of {len(name):,} characters"
    if latitude is None or longitude is None:
        return "no coordinates"
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        swapped = "; the two may have been swapped" if abs(longitude) <= 90 and abs(latitude) <= 180 else ""
        return f"{latitude}, {longitude} lies off the globe{swapped}"
    population = max(0, int(_number(row, "population") or 0))
    digest = hashlib.sha256(f"{name}|{latitude:.4f}|{longitude:.4f}".encode()).hexdigest()[:16]
    return SourcePlace(
        id=row.get("id", "").strip() or f"own:{digest}",
        name=name,
        names=tuple(alias for part in row.get("aliases", "").split(";") if (alias := part.strip())),
        country=row.get("country", "").strip().upper()[:2],
        province="",
        kind=row.get("kind", "").strip() or "town",
        latitude=latitude,
        longitude=longitude,
        radius=max(1.0, _number(row, "radius") or _RADIUS),
        population=population,
        weight=max(math.log10(population), _LEAST) if population else _WEIGHT,
        zone=row.get("zone", "").strip(),
        source=row.get("source", "").strip() or file,
    )


def _damaged(path: Path, error: Exception) -> ResourceError:
    return ResourceError(
        f"the places added are damaged ({error})", where=str(path), remedy="delete the file and add them again"
    )


def own_places(folder: Path) -> Iterator[SourcePlace]:
    """Yield the places added so far, in order of their ids.

    Their `province` is still the GeoNames code of the country and division, such as `SY.08`, or empty.

    Args:
        folder: The cache folder.

    Raises:
        ResourceError: If the file that keeps them is damaged.
    """
    path = folder / _FILE
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            for row in connection.execute("SELECT * FROM own ORDER BY id"):
                names = tuple(name for name in row[2].split(_JOIN) if name)
                yield SourcePlace(row[0], row[1], names, *row[3:])
    except (sqlite3.DatabaseError, TypeError, AttributeError) as error:
        raise _damaged(path, error) from error


def own_hash(folder: Path) -> str:
    """Return the hash of what was added and in which order, or an empty string where nothing was.

    Args:
        folder: The cache folder.

    Raises:
        ResourceError: If the file that keeps it is damaged.
    """
    path = folder / _FILE
    if not path.is_file():
        return ""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT hash FROM stamp").fetchone()
    except sqlite3.DatabaseError as error:
        raise _damaged(path, error) from error
    return str(row[0]) if row else ""


def add_places(path: Path, folder: Path) -> Added:
    """Add the places of a file, all or none; those with an id that is there already replace it.

    Args:
        path: The file, as `read_places` takes it.
        folder: The cache folder.

    Returns:
        How many were added, and what was left out and why.

    Raises:
        InputError: If the file cannot be read or no row of it holds a place.
        ResourceError: If what was added before is damaged, or the folder cannot be written.
    """
    refused: list[str] = []
    counts = {"added": 0, "refused": 0}
    stamp = hashlib.sha256(own_hash(folder).encode())

    def rows() -> Iterator[tuple[object, ...]]:
        for item in read_places(path):
            if isinstance(item, str):
                counts["refused"] += 1
                if len(refused) < _REJECTS:
                    refused.append(item)
                continue
            counts["added"] += 1
            row = (
                item.id, item.name, _JOIN.join(item.names), item.country, item.province, item.kind, item.latitude,
                item.longitude, item.radius, item.population, item.weight, item.zone, item.source,
            )  # fmt: skip
            stamp.update(repr(row).encode())
            yield row

    target = folder / _FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(target, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                for statement in _TABLES:
                    connection.execute(statement)
                connection.executemany("INSERT OR REPLACE INTO own VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", rows())
                _check(counts["added"], refused, path)
                connection.execute("INSERT OR REPLACE INTO stamp VALUES (1, ?)", (stamp.hexdigest(),))
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
    except (OSError, sqlite3.OperationalError) as error:
        raise ResourceError(
            f"the places cannot be kept ({error})", where=str(target), remedy="set CROSSBEARING_CACHE to another folder"
        ) from error
    except sqlite3.DatabaseError as error:
        raise _damaged(target, error) from error
    finally:
        if target.is_file() and not target.stat().st_size:
            target.unlink()
    return Added(counts["added"], tuple(refused), counts["refused"])


def _check(added: int, refused: list[str], path: Path) -> None:
    if not added:
        why = f": {refused[0]}" if refused else ""
        raise InputError(f"no place in it{why}", where=str(path), remedy="give a name and coordinates in each row")
