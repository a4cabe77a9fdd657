"""Folders of lists: the public shapes, typed columns, cells safe to open, a manifest that fits."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from crossbearing.model.errors import CaseError, SettingsError
from crossbearing.model.values import TextValue
from crossbearing.show import shapes
from crossbearing.show.export.rows import COLUMNS, LISTS
from tests.show.export.made import export, private_case
from tests.show.invented import invented_case
from tests.show.memory import MemoryCase


def load(path: Path) -> Any:
    """Return what a JSON file holds."""
    return json.loads(path.read_text(encoding="utf-8"))


def test_json_has_the_public_shapes(tmp_path: Path) -> None:
    """Each list has the fields of the public shapes, and figures and rules are the very same."""
    case = invented_case()
    path, _manifest = export(case, "json", tmp_path)
    for name in LISTS:
        listed = load(path / f"{name}.json")
        if name != "documents":
            assert [list(row) for row in listed] == [list(row) for row in shapes.rows(case, name, {})], name
    assert load(path / "rules.json") == shapes.rows(case, "rules", {})
    told = [(row["low"], row["best"], row["high"]) for row in shapes.rows(case, "ranges", {})]
    assert [(row["low"], row["best"], row["high"]) for row in load(path / "ranges.json")] == told


def test_references_hold(tmp_path: Path) -> None:
    """Documents, claims and incidents that one list names stand in another."""
    path, _manifest = export(invented_case(), "json", tmp_path)
    lists = {name: load(path / f"{name}.json") for name in LISTS}
    documents = {row["id"] for row in lists["documents"]}
    claims = {row["id"] for row in lists["claims"]}
    incidents = {row["id"] for row in lists["incidents"]}
    assert {row["document"] for row in lists["claims"]} <= documents
    assert {member["claim"] for row in lists["incidents"] for member in row["members"]} <= claims
    assert {row["incident"] for row in lists["findings"]} <= incidents


def test_one_incident(tmp_path: Path) -> None:
    """Of one incident, by an old name of it, only its claims, documents, findings and sources leave."""
    path, manifest = export(invented_case(), "json", tmp_path, incident="DEZ-OLD22")
    assert manifest["filters"] == {"incident": "DEZ-4F2K9"}
    (incident,) = load(path / "incidents.json")
    members = {member["claim"] for member in incident["members"]}
    assert {row["id"] for row in load(path / "claims.json")} == members
    assert {row["incident"] for row in load(path / "findings.json")} == {"DEZ-4F2K9"}
    titles = {row["title"] for row in load(path / "documents.json")}
    assert "Shells hit a market" not in titles


@pytest.mark.parametrize("name", LISTS)
def test_csv_columns(name: str, tmp_path: Path) -> None:
    """Each table has the documented columns and as many rows as its list, and reads back by the standard library."""
    case = invented_case()
    path, manifest = export(case, "csv", tmp_path)
    with (path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        listed = list(reader)
    assert tuple(reader.fieldnames or ()) == COLUMNS[name]
    assert len(listed) == manifest["counts"][name]


def test_csv_documents_tell_their_publication(tmp_path: Path) -> None:
    """A document's row tells who published it first and how many did."""
    path, _manifest = export(invented_case(), "csv", tmp_path)
    with (path / "documents.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(len(row["sha256"]) == 64 and int(row["publications"]) >= 1 for row in rows)
    assert "Reuters" in {row["publisher"] for row in rows}


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """A cell that a spreadsheet would run has an apostrophe in front, in lists and in the table of documents."""
    case = MemoryCase()
    document = case.report("=cmd()", "2016-09-18", "+1+1 people were hurt.", title="@SUM(1)")
    case.claim(document, "+1+1 people", "other", TextValue("=1+1"))
    path, _manifest = export(case, "csv", tmp_path)
    for file in path.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            cells = [cell for row in csv.reader(opened) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))] == []
    assert "'=cmd()" in (path / "documents.csv").read_text(encoding="utf-8")


def test_parquet_is_typed_and_whole(tmp_path: Path) -> None:
    """Parquet keeps numbers as numbers, empty as null, and the whole row as JSON; lists without rows are there too."""
    case = invented_case()
    path, manifest = export(case, "parquet", tmp_path)
    table = pyarrow.parquet.read_table(path / "claims.parquet")
    assert str(table.schema.field("span.start").type) == "int64"
    assert str(table.schema.field("score").type) == "double"
    assert str(table.schema.field("event.negated").type) == "bool"
    (tmp_path / "other").mkdir()
    other, _ = export(case, "json", tmp_path / "other")
    assert [json.loads(row) for row in table.column("json").to_pylist()] == load(other / "claims.json")
    for name in LISTS:
        found = pyarrow.parquet.read_table(path / f"{name}.parquet")
        assert found.column_names == [*COLUMNS[name], "json"]
        assert found.num_rows == manifest["counts"][name]


def test_the_manifest_fits(tmp_path: Path) -> None:
    """The manifest states version, case, filters, redaction, who, when, counts and the hash of every file."""
    path, manifest = export(private_case(), "csv", tmp_path, who="Example Archive", coarsen="province", grain="month")
    assert load(path / "manifest.json") == manifest
    assert manifest["version"] == "0.0.1"
    assert manifest["made_by"] == "Example Archive"
    assert manifest["made_at"] == "2026-01-05T10:00:00+00:00"
    assert manifest["redaction"]["places_coarsened_to"] == "province"
    assert manifest["redaction"]["times_coarsened_to"] == "month"
    files = {one["name"]: one for one in manifest["files"]}
    assert set(files) == {file.name for file in path.iterdir()} - {"manifest.json"}
    for name, one in files.items():
        data = (path / name).read_bytes()
        assert (one["size"], one["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_what_stands_there_is_not_replaced(tmp_path: Path) -> None:
    """An export is refused where something stands, replaces an export of ours if forced, and nothing else even then."""
    path, _manifest = export(invented_case(), "csv", tmp_path)
    with pytest.raises(SettingsError, match="--force"):
        export(invented_case(), "csv", tmp_path)
    (path / "left.over").write_text("x", encoding="utf-8")
    export(invented_case(), "csv", tmp_path, force=True)
    assert not (path / "left.over").exists()
    mine = tmp_path / "json"
    mine.mkdir()
    (mine / "thesis.txt").write_text("x", encoding="utf-8")
    with pytest.raises(SettingsError, match="no export"):
        export(invented_case(), "json", tmp_path, force=True)
    assert (mine / "thesis.txt").exists()
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_nothing_to_export(tmp_path: Path) -> None:
    """A case without claims is refused and leaves nothing behind."""
    with pytest.raises(CaseError, match="no claim to export"):
        export(MemoryCase(), "csv", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_such_incident(tmp_path: Path) -> None:
    """An incident that the case does not hold is refused."""
    with pytest.raises(CaseError, match="NO-SUCH"):
        export(invented_case(), "csv", tmp_path, incident="NO-SUCH")
