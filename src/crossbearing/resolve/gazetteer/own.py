"""Places that a user adds: GeoNames dumps, CSV and GeoJSON, checked row by row and kept beside the gazetteer."""

from __future__ import annotations

import csv
import hashlib
import json
import math
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from crossbearing.model.errors import InputError, ResourceError
from crossbearing.resolve.gazetteer.names import MAX_NAME
from crossbearing.resolve.gazetteer.sources import SourcePlace

__all__ = ["Added", "add_places", "own_hash", "own_places", "read_places"]

_FILE = "own-places.jsonl"
_WEIGHT = 4.5  # of a place without a population: as likely meant as a town of 30,000, like the program's own tables
_LEAST = 2.0
_RADIUS = 2000.0
_REJECTS = 20  # told at most
_GEONAMES = 19  # columns of a GeoNames dump
_KINDS = {
    "ADM1": "province", "ADM2": "district", "ADM3": "district", "AIRP": "airport", "AIRB": "air_base",
    "AIRF": "airport", "OILF": "oil_field", "HSP": "hospital", "PPLC": "capital",
    "PPLX": "neighbourhood", "MT": "hill", "HLL": "hill",
}  # fmt: skip
"""Kinds by GeoNames feature code (https://www.geonames.org/export/codes.html); other populated places are towns."""


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
        path: A GeoNames dump (`.txt`, tab-separated, 19 columns), `.csv` or `.tsv` with the columns `name`,
            `latitude` (or `lat`), `longitude` (or `lon`, `lng`) and, where known, `aliases` (separated by `;`),
            `country`, `kind`, `radius` (m), `population`, `zone`, `source`, `id`; or `.geojson` with points and the
            same properties.

    Raises:
        InputError: If the file cannot be read or has none of these forms.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", where=str(path), remedy="give a file in UTF-8") from error
    if path.suffix.lower() in (".geojson", ".json"):
        rows = _geojson(text, path)
    elif path.suffix.lower() in (".csv", ".tsv", ".txt"):
        rows = _table(text, path)
    else:
        raise InputError("no table of places", where=str(path), remedy="give .csv, .tsv, .geojson or a GeoNames .txt")
    for number, row in rows:
        made = _place(row, path.name)
        yield f"{path.name}, row {number}: {made}" if isinstance(made, str) else made


def _table(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    lines = text.splitlines()
    first = lines[0] if lines else ""
    if first.count("\t") == _GEONAMES - 1 and first.split("\t")[0].isdigit():
        for number, line in enumerate(lines, start=1):
            cells = line.split("\t")
            if len(cells) == _GEONAMES:
                code, towns = cells[7], cells[6] == "P"
                yield number, {
                    "id": f"geonames:{cells[0]}", "name": cells[1],
                    "aliases": f"{cells[2]},{cells[3]}".replace(",", ";"),
                    "latitude": cells[4], "longitude": cells[5], "country": cells[8], "population": cells[14],
                    "zone": cells[17], "kind": _KINDS.get(code, "town" if towns else "site"), "source": "GeoNames",
                    "dump": "1",
                }  # fmt: skip
            else:
                yield number, {}
        return
    reader = csv.DictReader(lines, delimiter="\t" if first.count("\t") > first.count(",") else ",")
    columns = {(name or "").strip().lower() for name in reader.fieldnames or ()}
    if "name" not in columns or not columns & {"latitude", "lat"} or not columns & {"longitude", "lon", "lng"}:
        raise InputError(
            "no table of places",
            where=str(path),
            remedy="give the columns name, latitude and longitude in the first row",
        )
    for number, row in enumerate(reader, start=1):
        yield (
            number,
            {(name or "").strip().lower(): (cell or "") for name, cell in row.items() if isinstance(cell, str)},
        )


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
        return f"{latitude}, {longitude} lies off the globe"
    population = max(0, int(_number(row, "population") or 0))
    rest = _LEAST if row.get("dump") else _WEIGHT
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
        weight=max(math.log10(population), _LEAST) if population else rest,
        zone=row.get("zone", "").strip(),
        source=row.get("source", "").strip() or file,
    )


def own_places(folder: Path) -> dict[str, SourcePlace]:
    """Return the places added so far, by id.

    Args:
        folder: The cache folder.

    Raises:
        ResourceError: If the file that keeps them is damaged.
    """
    path = folder / _FILE
    found = {}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found[row["id"]] = SourcePlace(**{**row, "names": tuple(row["names"])})
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ResourceError(
            f"the places added are damaged ({error})", where=str(path), remedy="delete the file and add them again"
        ) from error
    return found


def own_hash(folder: Path) -> str:
    """Return the SHA-256 of what was added, or an empty string where nothing was.

    Args:
        folder: The cache folder.
    """
    path = folder / _FILE
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def add_places(path: Path, folder: Path) -> Added:
    """Add the places of a file; those with an id that is there already replace it.

    Args:
        path: The file, as `read_places` takes it.
        folder: The cache folder.

    Returns:
        How many were added, and what was left out and why.

    Raises:
        InputError: If the file cannot be read or no row of it holds a place.
        ResourceError: If what was added before is damaged, or the folder cannot be written.
    """
    places, refused = own_places(folder), []
    added = 0
    for item in read_places(path):
        if isinstance(item, str):
            refused.append(item)
        else:
            places[item.id] = item
            added += 1
    if not added:
        why = f": {refused[0]}" if refused else ""
        raise InputError(f"no place in it{why}", where=str(path), remedy="give a name and coordinates in each row")
    target = folder / _FILE
    draft = target.with_name(f"{_FILE}.{uuid.uuid4().hex[:8]}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(asdict(places[key]), ensure_ascii=False, sort_keys=True) for key in sorted(places))
        draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
        draft.replace(target)
    except OSError as error:
        raise ResourceError(
            f"the places cannot be kept ({error})", where=str(target), remedy="set CROSSBEARING_CACHE to another folder"
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return Added(added, tuple(refused[:_REJECTS]), len(refused))
