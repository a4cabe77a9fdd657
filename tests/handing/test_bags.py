"""A sealed hand-over is the case itself: a valid bag, and the same case again where it is taken in."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from html import escape
from pathlib import Path
from typing import Any

import bagit
import pytest
from prov.model import ProvDocument

from crossbearing.handing_over import Handed, hand_over
from crossbearing.importing import import_bag
from crossbearing.model.care import Care, Consent
from crossbearing.model.errors import CaseError
from crossbearing.store import tables
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.command_line import listed, one_line_error, run, succeed
from tests.handing.making import seal_again


def rows(case: Path, table: str) -> list[tuple[Any, ...]]:
    """Return all rows of a table as the database holds them."""
    with sqlite3.connect(case / "case.db") as database:
        return database.execute(f"select * from {table} order by 1, 2").fetchall()


def originals(case: Path) -> dict[str, bytes]:
    """Return the bytes of all originals by name."""
    return {path.name: path.read_bytes() for path in (case / "originals").rglob("*") if path.is_file()}


def test_the_library_of_congress_finds_it_valid(handed: Path) -> None:
    """The bag passes the reference library: complete, and every file as both manifests state it."""
    bag = bagit.Bag(str(handed / "bag"))
    assert bag.validate() is True
    assert sorted(bag.algorithms) == ["sha256", "sha512"]
    assert bag.info["Source-Organization"] == "Example Archive"


def test_import_gives_the_same_case(handed: Path, tmp_path: Path) -> None:
    """Row for row and byte for byte: all that the bag's case had, its log as the beginning of the new one, verified."""
    told = succeed("import", handed / "bag", "--case", tmp_path / "y.case")
    assert "Wrote" in told
    assert verify(tmp_path / "y.case") == []
    assert originals(tmp_path / "y.case") == originals(handed / "x.case")
    log, new = rows(handed / "x.case", "log"), rows(tmp_path / "y.case", "log")
    assert [row[2] for row in log][-1] == "export"  # written once the bag was sealed
    assert new[:-1] == log[:-1]
    assert new[-1][2] == "import"
    for table in set(tables.metadata.tables) - {"log"}:
        assert rows(tmp_path / "y.case", table) == rows(handed / "x.case", table), table


def test_exports_of_both_are_equal(handed: Path, tmp_path: Path) -> None:
    """What the case and the imported one export is the same, but for the moment and the log's last entry."""
    succeed("import", handed / "bag", "--case", tmp_path / "y.case")
    for name, case in (("a", handed / "x.case"), ("b", tmp_path / "y.case")):
        succeed("export", case, "--format", "json", "-o", tmp_path / name)
    for path in sorted((tmp_path / "a").glob("*.json")):
        if path.name != "manifest.json":
            assert (tmp_path / "b" / path.name).read_bytes() == path.read_bytes(), path.name
    words = ("search", handed / "x.case", "market"), ("search", tmp_path / "y.case", "market")
    assert succeed(*words[0]) == succeed(*words[1])


def test_a_bag_of_the_imported_case_holds_the_same(handed: Path, tmp_path: Path) -> None:
    """Handed on once more, every record but the log's new entries is the same, byte for byte."""
    import_bag(handed / "bag", tmp_path / "y.case")
    hand_over(tmp_path / "y.case", tmp_path / "again", Handed())
    for path in sorted((handed / "bag" / "data").rglob("*")):
        name = path.relative_to(handed / "bag")
        if path.is_file() and path.name not in ("case.json", "inventory.html", "log.jsonl"):
            assert (tmp_path / "again" / name).read_bytes() == path.read_bytes(), name


def test_it_says_loudly_what_it_is(handed: Path) -> None:
    """Read-me, inventory, bag-info and case.json begin with the warning; the command printed it as well."""
    bag = handed / "bag"
    for name in ("README.txt", "bag-info.txt", "data/inventory.html", "data/case.json"):
        assert "COMPLETE AND UNREDACTED" in (bag / name).read_text(encoding="utf-8"), name
    with sqlite3.connect(handed / "x.case" / "case.db") as database:
        detail = database.execute("select detail from log where action = 'export'").fetchone()[0]
    assert json.loads(detail)["unredacted"] is True
    assert "Example Archive" not in detail


def test_the_inventory_is_for_people(handed: Path) -> None:
    """It lists documents with publisher and hash, incidents and log, links only into the bag, and runs nothing."""
    page = (handed / "bag" / "data" / "inventory.html").read_text(encoding="utf-8")
    with Case.open(handed / "x.case") as case:
        documents = list(case.documents())
    assert all(one.sha512 in page and escape(one.clock) in page for one in documents)
    for words in ("Example News", "https://news.example.org/airport", "Shelling in Aleppo", "readings", "one.txt"):
        assert words in page
    assert "<script" not in page
    assert "default-src 'none'" in page
    for link in page.split('href="')[1:]:
        assert (handed / "bag" / "data" / link.split('"')[0]).is_file()


def test_the_provenance_is_prov(handed: Path) -> None:
    """PROV-JSON of every claim is read by the reference library, and names each original by its hash."""
    text = (handed / "bag" / "data" / "prov.json").read_text(encoding="utf-8")
    document = ProvDocument.deserialize(content=text, format="json")
    assert len(document.get_records()) > 20
    for sha256 in originals(handed / "x.case"):
        assert sha256 in text


def test_one_incident_of_a_case(handed: Path, tmp_path: Path) -> None:
    """A part holds one incident with its document, the same ids, no dangling reference, and where it was taken from."""
    whole = listed(handed / "x.case", "incidents")
    chosen = next(one for one in whole if "Aleppo" in one["title"])
    bag, case = tmp_path / "part", tmp_path / "part.case"
    succeed("export", handed / "x.case", "--format", "bag", "-o", bag, "--incident", chosen["id"])
    assert bagit.Bag(str(bag)).validate() is True
    succeed("import", bag, "--case", case)
    assert verify(case) == []
    assert listed(case, "incidents") == [chosen]
    for view in ("claims", "findings"):
        assert listed(case, view) == listed(handed / "x.case", view, "--incident", chosen["id"])
    assert len(originals(case)) == 1
    every = b"".join(path.read_bytes() for path in bag.rglob("*") if path.is_file())
    assert b"Deir ez-Zor" not in every
    with Case.open(case) as opened:
        taken = next(entry.detail for entry in opened.entries() if entry.action == "part_of")
    with Case.open(handed / "x.case") as opened:
        assert any(entry.hash == taken["sha256"] and entry.n == taken["n"] for entry in opened.entries())


def test_a_zip_file_of_a_bag(handed: Path, tmp_path: Path) -> None:
    """A bag in a zip file, in a folder or at its top, is taken in as the folder is."""
    for name, base in (("top", handed / "bag"), ("inside", handed)):
        packed = shutil.make_archive(str(tmp_path / name), "zip", base, None if name == "top" else "bag")
        succeed("import", packed, "--case", tmp_path / f"{name}.case")
        assert verify(tmp_path / f"{name}.case") == []


def test_a_damaged_case_is_not_handed_on(handed: Path, tmp_path: Path) -> None:
    """A case with an altered original gives no bag: the error names the file."""
    case = Path(shutil.copytree(handed / "x.case", tmp_path / "x.case"))
    victim = next(path for path in (case / "originals").rglob("*") if path.is_file())
    victim.chmod(0o644)
    victim.write_bytes(victim.read_bytes() + b" ")
    one_line_error(run("export", case, "--format", "bag", "-o", tmp_path / "bag"), victim.name, "not whole")
    assert not (tmp_path / "bag").exists()


@pytest.mark.parametrize(
    "care",
    [
        {"confidential": True},
        {"embargo": "2999-01-01"},
        {"consent": Consent.WITHDRAWN},
    ],
)
def test_what_must_not_leave_stops_it(handed: Path, tmp_path: Path, care: dict[str, Any]) -> None:
    """A confidential document, an embargo or withdrawn consent stops the hand-over unless it is asked for by name."""
    case = Path(shutil.copytree(handed / "x.case", tmp_path / "x.case"))
    with Case.open(case, write=True) as opened:
        document = next(iter(opened.documents())).id
        opened.records().add([Care("r1", document, "Selma Inventrix", "2026-01-01T00:00:00+00:00", **care)])
    with pytest.raises(CaseError, match="confidential"):
        hand_over(case, tmp_path / "bag", Handed())
    assert not (tmp_path / "bag").exists()
    hand_over(case, tmp_path / "bag", Handed(with_confidential=True))
    import_bag(tmp_path / "bag", tmp_path / "y.case")
    with Case.open(tmp_path / "y.case") as opened:
        assert [record.id for record in opened.records().of("Care")] == ["r1"]


def test_what_was_withdrawn_stays_withdrawn(handed: Path, tmp_path: Path) -> None:
    """A case with a withdrawn document is handed over without a word of it, and the imported one reports it, too."""
    case = Path(shutil.copytree(handed / "x.case", tmp_path / "x.case"))
    with Case.open(case) as opened:
        gone = next(one for one in opened.documents() if one.name == "one.txt")
    succeed("withdraw", case, gone.id, "--authority", "board 1")
    hand_over(case, tmp_path / "bag", Handed())
    import_bag(tmp_path / "bag", tmp_path / "y.case")
    told = succeed("verify", tmp_path / "y.case")
    assert "withdrawn" in told
    assert gone.sha256 in told
    every = b"".join(path.read_bytes() for path in (tmp_path / "bag").rglob("*") if path.is_file())
    assert b"Strike near the airport" not in every
    assert gone.sha512.encode() not in every


def test_bad_requests(handed: Path, tmp_path: Path) -> None:
    """Options that redact, a taken case, what is no bag and what is not there are refused in one line."""
    bag, case = handed / "bag", handed / "x.case"
    one_line_error(run("export", case, "--format", "bag", "-o", tmp_path / "b", "--grain", "day"), "--grain")
    one_line_error(run("export", case, "--format", "csv", "-o", tmp_path / "b", "--with-confidential"), "bag")
    one_line_error(run("export", case, "--format", "bag", "-o", case / "b"), "integrity")
    one_line_error(run("export", case, "--format", "bag", "-o", bag), "--force")
    one_line_error(run("export", case, "--format", "bag", "-o", tmp_path / "b", "--incident", "NO-1"), "NO-1")
    one_line_error(run("import", bag, "--case", case), "stands there")
    one_line_error(run("import", handed / "reports", "--case", tmp_path / "n.case"), "no bag")
    one_line_error(run("import", tmp_path / "none", "--case", tmp_path / "n.case"), "does not exist")
    assert list(tmp_path.iterdir()) == []


def test_a_bag_stands_in_place_of_an_earlier_one(handed: Path, tmp_path: Path) -> None:
    """With --force a bag of ours is replaced, and nothing that is none."""
    case, bag = handed / "x.case", tmp_path / "bag"
    shutil.copytree(handed / "bag", bag)
    succeed("export", case, "--format", "bag", "-o", bag, "--force")
    assert bagit.Bag(str(bag)).validate() is True
    (bag / "manifest.json").unlink()
    one_line_error(run("export", case, "--format", "bag", "-o", bag, "--force"), "no export")


def test_an_older_format_is_brought_up_to_date(bag: Path, tmp_path: Path) -> None:
    """A bag of an older format of cases, with fewer tables, becomes a case of the present one, as its log tells."""
    about = json.loads((bag / "data" / "case.json").read_text(encoding="utf-8"))
    about["case"]["format"] = 3
    (bag / "data" / "case.json").write_text(json.dumps(about), encoding="utf-8")
    (bag / "data" / "records" / "records.jsonl").unlink()
    seal_again(bag)
    import_bag(bag, tmp_path / "y.case")
    assert verify(tmp_path / "y.case") == []
    with Case.open(tmp_path / "y.case") as case:
        assert [entry.action for entry in case.entries()][-2:] == ["migrate", "import"]


def test_a_zip_file_that_is_none(tmp_path: Path) -> None:
    """A zip file without a bag is no bag."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("hello.txt", "hello")
    one_line_error(run("import", tmp_path / "a.zip", "--case", tmp_path / "n.case"), "no bag")
