"""Whatever was altered in a case behind the program's back is named."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crossbearing.model.protocols import Linked
from crossbearing.store.case import Case
from crossbearing.store.verify import problems, verify
from tests.store import making


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed case with something of everything. Copy, do not change."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "reports").mkdir()
    with Case.create(folder / "a.case") as case:
        readings = [
            making.reading(folder / "reports", town, n) for n, town in enumerate(("Homs", "Hama", "Idlib"), start=3)
        ]
        for reading in readings:
            case.add_readings([reading])
        claims = [reading.claims[0] for reading in readings]
        happening = making.incident("HOM-23456", claims, aliases=("OLD-22222",))
        case.replace_links(Linked((happening,), (making.origin(claims[:1]),)))
        case.replace_findings([making.weighed(happening, claims)])
        case.add_judgements([making.judgement(claims[0])])
        case.add_judgements([making.judgement(claims[1])])
        case.log("export", {"format": "csv"})
    return folder / "a.case"


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it to alter, that is in order before and not after."""
    copy = tmp_path / "a.case"
    shutil.copytree(whole, copy)
    assert verify(copy) == []
    yield copy
    assert verify(copy) != []


def originals(path: Path) -> list[Path]:
    """Return the originals of a case, made writable."""
    files = sorted(file for file in (path / "originals").rglob("*") if file.is_file())
    for file in files:
        file.chmod(0o644)
    return files


def tamper(path: Path, *statements: str) -> None:
    """Change a database as somebody would who knows how, its guards removed."""
    with closing(sqlite3.connect(path / "case.db")) as database, database:
        for table in ("log", "judgements"):
            for change in ("update", "delete"):
                database.execute(f"DROP TRIGGER {table}_no_{change}")
        for statement in statements:
            assert database.execute(statement).rowcount != 0, f"nothing altered by {statement}"


class TestOriginals:
    """Every byte of the originals counts."""

    @pytest.mark.parametrize("seed", range(8))
    def test_flipped_bit(self, path: Path, seed: int) -> None:
        """A single flipped bit anywhere in an original is found, and the original and its document are named."""
        chance = random.Random(seed)
        file = chance.choice(originals(path))
        data = bytearray(file.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(data)
        (problem,) = verify(path)
        assert file.name in problem
        assert "altered" in problem
        with Case.open(path) as case:
            (name,) = [document.name for document in case.documents() if document.sha256 == file.name]
        assert name in problem

    @pytest.mark.parametrize("change", ["truncated", "longer", "empty"])
    def test_other_length(self, path: Path, change: str) -> None:
        """So are missing and additional bytes."""
        file = originals(path)[1]
        data = file.read_bytes()
        file.write_bytes({"truncated": data[:-1], "longer": data + b"\n", "empty": b""}[change])
        (problem,) = verify(path)
        assert file.name in problem

    def test_missing(self, path: Path) -> None:
        """A deleted original is missing."""
        file = originals(path)[0]
        file.unlink()
        (problem,) = verify(path)
        assert file.name in problem
        assert "missing" in problem

    @pytest.mark.parametrize("name", ["ab/notes.txt", "notes.txt", "incoming/notes.txt", "ab/.hidden"])
    def test_added(self, path: Path, name: str) -> None:
        """A file that belongs to no document is named."""
        file = path / "originals" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("not ours")
        (problem,) = verify(path)
        assert name in problem
        assert "added" in problem

    def test_replaced_by_a_link(self, path: Path, tmp_path: Path) -> None:
        """A link to a file elsewhere is no original, even if that file has the same bytes."""
        file = originals(path)[0]
        shutil.move(file, tmp_path / "elsewhere")
        file.symlink_to(tmp_path / "elsewhere")
        assert any(file.name in problem for problem in verify(path))


class TestLog:
    """The log can be neither altered nor shortened in the middle."""

    @pytest.mark.parametrize(
        ("statement", "entry"),
        [
            ("UPDATE log SET utc = replace(utc, '20', '19') WHERE n = 3", "log entry 3"),
            ("UPDATE log SET action = 'x' WHERE n = 1", "log entry 1"),
            ("UPDATE log SET detail = replace(detail, '1', '2') WHERE n = 2", "log entry 2"),
            ("UPDATE log SET detail = 'no json' WHERE n = 4", "log entry 4"),
            ("UPDATE log SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE n = 5", "log entry 5"),
            ("UPDATE log SET prev = hash WHERE n = 6", "log entry 6"),
            ("DELETE FROM log WHERE n = 7", "log entry 8"),
            ("DELETE FROM log WHERE n = 1", "log entry 2"),
            ("UPDATE log SET n = 99 WHERE n = 9", "log entry 99"),
        ],
    )
    def test_altered_entry(self, path: Path, statement: str, entry: str) -> None:
        """An altered, renumbered or deleted entry is named, or the one that should have followed it."""
        tamper(path, statement)
        assert any(problem.where == entry and problem.kind == "log" for problem in problems(path))

    def test_two_entries_swapped(self, path: Path) -> None:
        """Entries in another order are found."""
        tamper(
            path,
            "UPDATE log SET n = -2 WHERE n = 2",
            "UPDATE log SET n = 2 WHERE n = 3",
            "UPDATE log SET n = 3 WHERE n = -2",
        )
        assert {problem.where for problem in problems(path)} >= {"log entry 2", "log entry 3"}

    def test_empty_log(self, path: Path) -> None:
        """A log that was emptied is found."""
        tamper(path, "DELETE FROM log")
        assert any(problem.kind == "log" for problem in problems(path))

    def test_entry_slipped_in(self, path: Path) -> None:
        """An entry that was added by hand is found."""
        tamper(path, "INSERT INTO log SELECT n + 1, utc, 'export', detail, hash, prev FROM log ORDER BY n DESC LIMIT 1")
        assert any(problem.kind == "log" for problem in problems(path))


class TestRecords:
    """What was stored is what is there."""

    @pytest.mark.parametrize(
        ("statement", "kind"),
        [
            ("UPDATE claims SET body = replace(body, 'killed', 'wounded') WHERE n = 1", "content"),
            ("UPDATE claims SET slot = 'wounded' WHERE n = 1", "content"),
            ("UPDATE claims SET stance = 'denies' WHERE n = 1", "content"),
            ("UPDATE claims SET place = place + 1 WHERE n = 1", "content"),
            ("DELETE FROM claims WHERE n = 2", "reference"),
            ("DELETE FROM marks WHERE n = 2", "content"),
            ("UPDATE texts SET body = replace(body, 'people', 'persons') WHERE n = 1", "content"),
            ("UPDATE readings SET publication = 'x' WHERE n = 1", "reference"),
            ("UPDATE readings SET current = 0 WHERE n = 1", "reference"),
            ("UPDATE readings SET log = 3 WHERE n = 1", "content"),
            ("UPDATE documents SET sha256 = 'ab' WHERE n = 1", "original"),
            ("UPDATE documents SET read = 0 WHERE n = 1", "tally"),
            ("UPDATE incidents SET body = replace(body, 'Air', 'Drone')", "content"),
            ("DELETE FROM incidents", "reference"),
            ("UPDATE memberships SET claim = 'x' WHERE rowid = 1", "reference"),
            ("UPDATE origins SET body = replace(body, 'governor', 'minister')", "content"),
            ("UPDATE findings SET body = replace(body, 'single_origin', 'agreed')", "content"),
            ("UPDATE findings SET verdict = 'agreed'", "tally"),
            ("DELETE FROM findings", "content"),
            ("DELETE FROM weighings", "content"),
            ("UPDATE hypotheses SET body = replace(body, 'accident', 'attack')", "content"),
            ("UPDATE judgements SET body = replace(body, 'accept', 'reject') WHERE n = 1", "content"),
            ("DELETE FROM judgements WHERE n = 2", "content"),
            ("UPDATE tallies SET n = n + 1", "tally"),
            ("UPDATE claims SET body = 'no json' WHERE n = 1", "content"),
        ],
    )
    def test_altered_row(self, path: Path, statement: str, kind: str) -> None:
        """A row that was altered or deleted is found."""
        tamper(path, statement)
        assert kind in {problem.kind for problem in problems(path)}

    def test_damaged_pages(self, path: Path) -> None:
        """A database with pages overwritten is damaged; the rest is still looked at and nothing breaks."""
        data = bytearray((path / "case.db").read_bytes())
        for page in range(3, len(data) // 4096, 2):
            data[page * 4096 : page * 4096 + 512] = b"\xff" * 512
        (path / "case.db").write_bytes(data)
        assert any(problem.kind == "database" for problem in problems(path))


def test_verifying_changes_nothing(whole: Path) -> None:
    """Looking leaves the case as it was, byte for byte."""
    before = {path: path.read_bytes() for path in whole.rglob("*") if path.is_file()}
    assert verify(whole) == []
    after = {path: path.read_bytes() for path in whole.rglob("*") if path.is_file()}
    assert {path: data for path, data in after.items() if data} == before


class TestDescriptions:
    """What is told of documents and publications is covered by the log."""

    @pytest.mark.parametrize(
        ("statement", "what"),
        [
            ("UPDATE documents SET body = replace(body, '{', '{ ') WHERE n = 1", "document"),
            ("UPDATE publications SET body = replace(body, '{', '{ ') WHERE n = 1", "publication"),
        ],
    )
    def test_altered(self, path: Path, statement: str, what: str) -> None:
        """A changed time of collection or title is found, and its document or publication named."""
        tamper(path, statement)
        assert any(
            problem.where.startswith(what) and "the log says nothing" in problem.what for problem in problems(path)
        )

    def test_missing(self, path: Path) -> None:
        """A second version of a publication that is taken out is missed."""
        tamper(path, "DELETE FROM publications WHERE n = 1")
        assert any("are missing" in problem.what for problem in problems(path))
