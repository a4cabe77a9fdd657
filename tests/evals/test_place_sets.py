"""Places of labelled sets are scored as their READMEs say, on small sets written here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from evals.loaders import DataError
from evals.place_sets import score_airwars_places, score_toponyms, told_apart


def _write(path: Path, rows: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _document(name: str, text: str, marked: dict[str, tuple[float, float] | None]) -> dict:
    toponyms = [
        {
            "start": text.index(surface),
            "end": text.index(surface) + len(surface),
            "surface": surface,
            "lat": point[0] if point else None,
            "lon": point[1] if point else None,
            "feature_class": "P",
        }
        for surface, point in marked.items()
    ]
    return {"doc_id": name, "url": "https://news.example/item", "text": text, "toponyms": toponyms}


def test_toponyms(tmp_path: Path) -> None:
    """A name put where it lies counts as right, one that no gazetteer has counts only among all names."""
    text = "The mayor spoke in Raqqa, Syria, on Monday. Later he went to Xqzwvtown."
    known = _document("a", text, {"Raqqa": (35.95, 39.01), "Xqzwvtown": (35.0, 39.0)})
    for name in ("lgl", "geovirus"):
        _write(tmp_path / "toponyms" / f"{name}.jsonl", [known])
    rows = {(row.set, row.split, row.metric): row for row in score_toponyms(tmp_path)}
    every = rows["toponyms/geovirus", "all", "within 161 km, document alone %"]
    near = rows["toponyms/geovirus", "all", "the same, with a candidate, document alone %"]
    assert (every.ours, every.count) == (50.0, 2)
    assert (near.ours, near.count) == (100.0, 1)
    assert rows["toponyms/geovirus", "all", "from raw text: not found %"].ours == 50.0


def test_places_of_incidents(tmp_path: Path) -> None:
    """The error of a located place is its distance from the archive's point, and unknown places are not located."""
    row = {"lat": 36.19, "lon": 37.13, "region": "Syria"}
    _write(
        tmp_path / "airwars_syria" / "incidents.jsonl",
        [row | {"location": "Aleppo"}, row | {"location": "Xqzwvtown"}, row | {"location": "Homs", "lat": None}],
    )
    rows = {row.metric: row for row in score_airwars_places(tmp_path, "airwars_syria")}
    assert (rows["place located %"].ours, rows["place located %"].count) == (50.0, 2)
    apart = rows["place, of the located: median km"].ours
    assert apart is not None
    assert apart < 5
    assert rows["place, of the located: within the stated precision %"].ours == 100.0


def test_missing_sets_are_named(tmp_path: Path) -> None:
    """A set that is not there is named, with what to do."""
    with pytest.raises(DataError, match="toponyms"):
        list(score_toponyms(tmp_path))
    with pytest.raises(DataError, match="airwars_gaza"):
        list(score_airwars_places(tmp_path, "airwars_gaza"))


def test_halves_are_fixed() -> None:
    """Which half a document belongs to depends on its id alone, and both halves have documents."""
    halves = [told_apart(f"doc-{number}") for number in range(200)]
    assert halves == [told_apart(f"doc-{number}") for number in range(200)]
    assert 60 < sum(halves) < 140
