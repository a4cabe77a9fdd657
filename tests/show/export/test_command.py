"""`crossbearing export` as its users run it: files, the case's log, and errors that say what to do."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest

from crossbearing.exporting import FORMATS
from crossbearing.show.export.formats import FORMATS as MADE
from tests.command_line import one_line_error, run, succeed
from tests.show.export.made import every_byte


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small case built from reports that name an invented witness, an invented victim and an official."""
    folder = tmp_path_factory.mktemp("export")
    reports = folder / "reports"
    reports.mkdir()
    (reports / "one.txt").write_text(
        "---\npublisher: Example News\npublished: 2016-09-18\n---\n"
        "Strike near the airport\n\n"
        "At least 12 people were killed in an air strike near Deir ez-Zor on 17 September 2016, said Norvin Examply, "
        "a farmer. Defence Minister Sergei Shoigu said 9 soldiers were killed.\n\n"
        "Among the dead was Bekzat Madeupov (7).\n",
        encoding="utf-8",
    )
    succeed("build", reports, "--case", folder / "x.case", "--quiet", "--workers", "1")
    return folder / "x.case"


def test_the_names_of_formats_are_those_there_are() -> None:
    """The command line knows exactly the formats that can be made, without loading them."""
    assert set(FORMATS) == set(MADE)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_of_a_built_case(name: str, case: Path, tmp_path: Path) -> None:
    """Each format can be made of a case that was built from texts, and none of its bytes holds the private names."""
    out = tmp_path / "out"
    told = succeed("export", case, "--format", name, "-o", out / "made")
    assert f"Wrote {out / 'made'}" in told
    manifest = out / "made" / "manifest.json" if MADE[name].folder else out / "made.manifest.json"
    assert json.loads(manifest.read_text(encoding="utf-8"))["format"] == name
    for where, data in every_byte(out):
        for word in (b"Norvin", b"Examply", b"Bekzat", b"Madeupov"):
            assert word not in data, (where, word)


def test_the_log_records_it_without_names(case: Path, tmp_path: Path) -> None:
    """The case's log tells that something was exported, how, and with names or not, and not by whom; it stays whole."""
    succeed("export", case, "--format", "csv", "-o", tmp_path / "a", "--who", "Selma Inventrix", "--with-names")
    with sqlite3.connect(case / "case.db") as database:
        rows = database.execute("select detail from log where action = 'export' order by n desc").fetchall()
    detail = json.loads(rows[0][0])
    assert (detail["format"], detail["with_names"]) == ("csv", True)
    assert "Inventrix" not in rows[0][0]
    manifest = json.loads((tmp_path / "a" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["made_by"] == "Selma Inventrix"
    assert "whole and unaltered" in succeed("verify", case)


def test_bad_requests(case: Path, tmp_path: Path) -> None:
    """An unknown format, incident or case, a taken output and one inside the case are refused in one line."""
    one_line_error(run("export", case, "--format", "geojsn", "-o", tmp_path / "x"), "did you mean geojson?")
    one_line_error(run("export", case, "--format", "csv", "-o", tmp_path / "x", "--incident", "NO-1"), "NO-1")
    one_line_error(run("export", tmp_path / "no.case", "--format", "csv", "-o", tmp_path / "x"), "no.case")
    one_line_error(run("export", case, "--format", "csv", "-o", case / "x"), "integrity")
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    one_line_error(run("export", case, "--format", "geojson", "-o", tmp_path / "taken"), "--force")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    one_line_error(run("export", case, "--format", "csv", "-o", tmp_path / "file" / "x"), "could not be written")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "taken"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder(case: Path, tmp_path: Path) -> None:
    """A folder that may not be written to is named."""
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    one_line_error(run("export", case, "--format", "csv", "-o", locked / "x"), "could not be written")


def test_forced(case: Path, tmp_path: Path) -> None:
    """With --force an earlier export is replaced, a file as well as a folder."""
    for name in ("csv", "geojson"):
        out = tmp_path / name
        succeed("export", case, "--format", name, "-o", out)
        succeed("export", case, "--format", name, "-o", out, "--force")
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []
