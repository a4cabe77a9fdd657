"""GeoJSON: valid, areas instead of points, nothing finer than the source, what has no place told."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from geojson_pydantic import FeatureCollection
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.model.values.place import distance
from crossbearing.show.export.geo import area
from tests.show.export.made import export, private_case
from tests.show.invented import invented_case


def made(tmp_path: Path, case: Any = None, **asked: Any) -> dict[str, Any]:
    """Return the GeoJSON of a case."""
    path, _manifest = export(case or invented_case(), "geojson", tmp_path, **asked)
    found = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def rings(geometry: dict[str, Any]) -> list[list[list[float]]]:
    """Return the rings of a Polygon or MultiPolygon."""
    if geometry["type"] == "Polygon":
        return [*geometry["coordinates"]]
    return [ring for polygon in geometry["coordinates"] for ring in polygon]


def turning(ring: list[list[float]]) -> float:
    """Return twice the signed area of a ring: positive where it runs against the clock."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def test_the_validator_takes_it(tmp_path: Path) -> None:
    """A published model of RFC 7946 takes the file, and its extra members survive."""
    found = made(tmp_path)
    collection = FeatureCollection.model_validate(found)
    assert len(collection.features) == len(found["features"]) > 1
    assert {feature["properties"]["what"] for feature in found["features"]} == {"incident", "claim"}


def test_no_point_anywhere(tmp_path: Path) -> None:
    """Every geometry is an area whose corners lie the stated radius and hardly more from its middle."""
    for feature in made(tmp_path, private_case())["features"]:
        assert feature["geometry"]["type"] in ("Polygon", "MultiPolygon")
        (ring,) = rings(feature["geometry"])
        radius = feature["properties"]["radius_m"]
        for longitude, latitude in ring:
            assert radius <= distance(35.2854, 40.1760, latitude, longitude) <= radius * 1.003
        assert "latitude" not in json.dumps(feature["properties"])


def test_what_has_no_place_is_told(tmp_path: Path) -> None:
    """Incidents and claims without a place are counted and listed, and stand nowhere on the map."""
    found = made(tmp_path)
    without = found["crossbearing"]["without_place"]
    assert "XXX-22BCD" in without["incidents"]
    assert without["count"] == len(without["incidents"]) + len(without["claims"])
    assert "XXX-22BCD" not in {feature["properties"].get("incident") for feature in found["features"]}


def test_times_keep_zone_and_precision(tmp_path: Path) -> None:
    """The time of an incident comes with its precision and how its zone and year are known."""
    incident = next(one for one in made(tmp_path)["features"] if one["properties"]["what"] == "incident")
    when = incident["properties"]["when"]
    assert (when["start"], when["precision"], when["year_status"]) == ("2016-09-17T00:00:00", "day", "stated")
    assert {"zone", "zone_status", "utc_offset", "about", "end", "words"} <= set(when)


def test_coarsened_areas_are_wider(tmp_path: Path) -> None:
    """Coarsened to provinces, areas are wide, and a place known by its country alone is told as without a place."""
    (tmp_path / "one").mkdir()
    for feature in made(tmp_path / "one", private_case(), coarsen="province")["features"]:
        assert feature["properties"]["radius_m"] > 100_000
    (tmp_path / "two").mkdir()
    found = made(tmp_path / "two", private_case(), coarsen="country")
    assert found["features"] == []
    assert found["crossbearing"]["without_place"]["count"] == 2


@given(
    st.floats(-90, 90, allow_nan=False),
    st.floats(-180, 180, allow_nan=False),
    st.floats(0, 3_000_000, allow_nan=False),
)
def test_areas_anywhere_on_the_globe(latitude: float, longitude: float, radius: float) -> None:
    """Anywhere, an area is closed, runs against the clock, stays on the map, and holds the whole of the circle."""
    geometry = area(latitude, longitude, radius)
    FeatureCollection.model_validate(
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": geometry, "properties": {}}]}
    )
    for ring in rings(geometry):
        assert ring[0] == ring[-1]
        assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in ring)
        assert turning(ring) >= 0
    for lon, lat in ((corner[0], corner[1]) for ring in rings(geometry) for corner in ring):
        on_edge = abs(abs(lon) - 180) < 1e-4
        if not on_edge and abs(lat) < 89.9 and geometry["type"] == "Polygon" and len(rings(geometry)[0]) > 10:
            assert distance(latitude, longitude, lat, lon) >= radius * 0.999 - 2


@pytest.mark.parametrize("longitude", [179.99, -179.99])
def test_the_antimeridian_cuts(longitude: float) -> None:
    """An area across the antimeridian is cut in two, as RFC 7946 asks."""
    geometry = area(-17.0, longitude, 50_000)
    assert geometry["type"] == "MultiPolygon"
    sides = {math.copysign(1, ring[0][0]) for ring in rings(geometry)}
    assert sides == {1.0, -1.0}


def test_an_area_with_a_pole() -> None:
    """An area that holds a pole goes round the globe."""
    geometry = area(89.0, 10.0, 300_000)
    (ring,) = rings(geometry)
    assert {lon for lon, _lat in ring} >= {-180.0, 180.0}
    assert max(lat for _lon, lat in ring) == 90.0
