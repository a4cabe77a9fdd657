"""Places of the user's own: read row by row, refused with a reason, kept, and part of what the gazetteer is made of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crossbearing.model.errors import InputError, ResourceError
from crossbearing.resolve.gazetteer.build import signature
from crossbearing.resolve.gazetteer.commands import find
from crossbearing.resolve.gazetteer.own import add_places, own_hash, own_places, read_places
from crossbearing.resolve.gazetteer.sources import SourcePlace

_CSV = """name,lat,lon,aliases,country,kind,radius
New Mill,35.1,40.2,Tahuna;Mill,sy,site,800
Nowhere,95,40,,,,
,1,2,,,,
"""


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_csv(tmp_path: Path) -> None:
    """A row gives a place with its names; one off the globe or without a name is told with its row."""
    first, *refused = read_places(_file(tmp_path, "a.csv", _CSV))
    assert isinstance(first, SourcePlace)
    assert (first.name, first.names, first.country, first.kind) == ("New Mill", ("Tahuna", "Mill"), "SY", "site")
    assert (first.latitude, first.longitude, first.radius) == (35.1, 40.2, 800.0)
    assert refused == [
        "a.csv, row 2: 95.0, 40.0 lies off the globe; the two may have been swapped",
        "a.csv, row 3: no name",
    ]


def test_geonames_dump(tmp_path: Path) -> None:
    """A dump of GeoNames is known by its columns and keeps its ids, other names, kind and zone."""
    row = "1|Dorf|Dorf|Village,Aldea|35.5|40.5|P|PPL|SY||07||||120|||Asia/Damascus|2020-01-01\n"
    (place,) = read_places(_file(tmp_path, "SY.txt", row.replace("|", "\t")))
    assert isinstance(place, SourcePlace)
    assert (place.id, place.kind, place.zone, place.population) == ("geonames:1", "village", "Asia/Damascus", 120)
    assert set(place.names) == {"Dorf", "Village", "Aldea"}
    assert place.province == "SY.07"


@pytest.mark.parametrize(
    ("cells", "kind"),
    [("P|PPL", "village"), ("A|ADM1", "province"), ("H|STM", "river"), ("S|HSP", "hospital"), ("S|FRM", "site")],
)
def test_kinds_of_a_dump(tmp_path: Path, cells: str, kind: str) -> None:
    """A feature's code says what kind of place it is, or its class where the code is a rare one."""
    row = f"1|Dorf|Dorf||35.5|40.5|{cells}|SY||07||||0|||Asia/Damascus|2020-01-01\n"
    (place,) = read_places(_file(tmp_path, "SY.txt", row.replace("|", "\t")))
    assert isinstance(place, SourcePlace)
    assert place.kind == kind


def test_roads_of_a_dump_are_left_out(tmp_path: Path) -> None:
    """A road is no place that reports name, a row with too few columns none at all: both are told."""
    road = "1|Weg|Weg||35.5|40.5|R|RD|SY||07||||0|||Asia/Damascus|2020-01-01\n".replace("|", "\t")
    first, second = read_places(_file(tmp_path, "SY.txt", road + "2\tDorf\n"))
    assert "row 1" in str(first)
    assert "class R" in str(first)
    assert "2 columns" in str(second)


def test_geojson(tmp_path: Path) -> None:
    """Points are read with longitude first; other shapes are left out with a reason."""
    point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [40.5, 35.5]}, "properties": {"name": "A"}}
    line = {"type": "Feature", "geometry": {"type": "LineString", "coordinates": []}, "properties": {"name": "B"}}
    text = json.dumps({"type": "FeatureCollection", "features": [point, line]})
    place, refused = read_places(_file(tmp_path, "a.geojson", text))
    assert isinstance(place, SourcePlace)
    assert (place.latitude, place.longitude) == (35.5, 40.5)
    assert refused == "a.geojson, row 2: no coordinates"


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv", "town,x\n1,2\n"), ("a.csv", ""), ("a.geojson", "{"), ("a.pdf", "x"), ("a.csv", "name,lat,lon\nA,x,y\n")],
)
def test_files_without_places_are_refused(tmp_path: Path, name: str, text: str) -> None:
    """A file that holds no place is named, with what to do."""
    with pytest.raises(InputError, match=r"no place|no GeoJSON|no table"):
        add_places(_file(tmp_path, name, text), tmp_path / "cache")


def test_added_places_are_kept_and_replaced_by_id(tmp_path: Path) -> None:
    """What is added stays, once, and counts the rows left out."""
    path, cache = _file(tmp_path, "a.csv", _CSV), tmp_path / "cache"
    assert list(own_places(cache)) == []
    added = add_places(path, cache)
    assert (added.places, added.refusals) == (1, 2)
    add_places(path, cache)
    assert [place.name for place in own_places(cache)] == ["New Mill"]


def test_added_places_change_what_the_gazetteer_is_made_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A gazetteer built before places were added is not used after."""
    monkeypatch.setenv("CROSSBEARING_CACHE", str(tmp_path))
    before = signature()
    add_places(_file(tmp_path, "a.csv", _CSV), tmp_path)
    assert signature() != before
    assert own_hash(tmp_path)


def test_damage_is_named(tmp_path: Path) -> None:
    """A damaged file of added places is an error that says which file to delete."""
    (tmp_path / "own-places.sqlite").write_bytes(b"{" * 8192)
    with pytest.raises(ResourceError, match="delete the file"):
        list(own_places(tmp_path))
    with pytest.raises(ResourceError, match="delete the file"):
        add_places(_file(tmp_path, "a.csv", _CSV), tmp_path)


def test_a_file_that_breaks_off_adds_nothing(tmp_path: Path) -> None:
    """Where a file proves unreadable in the middle, none of its places is kept."""
    path, cache = tmp_path / "a.csv", tmp_path / "cache"
    path.write_bytes(_CSV.encode() + b"caf\xe9,35,40,,,,\n")
    with pytest.raises(InputError, match="UTF-8"):
        add_places(path, cache)
    assert list(own_places(cache)) == []
    assert own_hash(cache) == ""


@pytest.mark.usefixtures("gazetteer")
def test_find_tells_candidates_and_why() -> None:
    """A name gives its candidates with score, kind, centre and reasons; an unknown one why there are none."""
    head, first, *_ = find("Deir ez-Zor", 3)
    assert "of this name" in head
    assert "SY" in first
    assert "geonames:170794" in first
    assert len(find("Paris", 3)) == 4
    assert len(find("Qwxyzzyplough")) == 1
