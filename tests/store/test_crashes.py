"""Nothing that was acknowledged is lost: not by kill -9, not by a full or read-only disk, not by other writers."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crossbearing.model.errors import CaseError, CaseWriteError
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.store import making

ROOT = Path(__file__).parents[2]
KILLS = 20


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_killed_while_writing(tmp_path: Path) -> None:
    """A process killed at 20 random moments loses nothing it said was stored, and each time the case is in order."""
    path, reports = tmp_path / "a.case", tmp_path / "reports"
    reports.mkdir()
    Case.create(path).close()
    chance = random.Random(20)
    acknowledged: dict[str, set[int]] = {"stored": set(), "judged": set(), "weighed": set()}
    for turn in range(KILLS):
        command = [sys.executable, "-m", "tests.store.crashing", str(path), str(reports), str(turn * 1000)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as process:
            assert process.stdout is not None
            said = [process.stdout.readline()]  # it has begun to write
            time.sleep(chance.random() * 0.15)
            process.send_signal(signal.SIGKILL)
            said += process.stdout.readlines()
        for line in said:
            if line.endswith("\n"):
                action, number = line.split()
                acknowledged[action].add(int(number))
        assert verify(path) == []
        with Case.open(path) as case:
            towns = " ".join(text.content for text in case.texts())
            judged = len(list(case.judgements()))
            actions = [entry.action for entry in case.entries()]
        assert all(f"town {number}-2 " in towns for number in acknowledged["stored"])
        assert judged >= len(acknowledged["judged"])
        assert actions.count("findings") >= len(acknowledged["weighed"])
    assert len(acknowledged["stored"]) >= KILLS
    with Case.open(path, write=True):
        pass
    assert not list((path / "originals" / "incoming").iterdir()), "staged files are cleared up"
    assert verify(path) == []


@pytest.mark.files
@pytest.mark.parametrize("recorded", [True, False])
def test_killed_between_recording_and_moving_an_original(recorded: bool, filled: Case) -> None:
    """An original that was left in `incoming` counts if its document was recorded, and is cleared away if not."""
    document = next(filled.documents())
    place = filled._originals.place(document.sha256)
    staged = filled.path / "originals" / "incoming" / (document.sha256 if recorded else "0" * 64)
    content = place.read_bytes()
    filled.close()
    place.rename(staged) if recorded else staged.write_bytes(b"half a file")
    assert verify(filled.path) == []
    with Case.open(filled.path) as case:
        assert case.original(document.id) == content
    with Case.open(filled.path, write=True) as case:
        assert case.original(document.id) == content
    assert not staged.exists()
    assert place.exists()
    assert verify(filled.path) == []


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk is not permitted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(case: Case, folder: Path, *, first: int = 0) -> int:
    """Add reports until the case refuses; return how many it took."""
    for number in range(first, first + 100_000):
        try:
            case.add_readings([making.reading(folder, f"town {number} " + "far away " * 400, number)])
        except CaseWriteError as error:
            if "full" not in str(error):
                raise
            return number - first
    pytest.fail("the disk never ran full")


class TestAFullDisk:
    """Writing stops with a reason, and all that was stored before is there."""

    def test_small_disk(self, disk: Path, folder: Path) -> None:
        """On a disk that runs full, what was taken stays, and goes on once there is room."""
        with Case.create(disk / "a.case") as case:
            (disk / "ballast").write_bytes(b"x" * 1_000_000)
            taken = fill(case, folder)
            assert case.counts().documents == taken > 0
            (disk / "ballast").unlink()
            case.add_readings([making.reading(folder, "another town", 5)])
            assert case.counts().documents == taken + 1
        assert verify(disk / "a.case") == []

    @pytest.mark.files
    def test_database_may_grow_no_more(self, case: Case, folder: Path) -> None:
        """A database without room for another page refuses, and keeps what it has."""
        case.add_readings([making.reading(folder, "Homs", 5)])
        before = list(case.claims())
        engine = case._database._writer
        assert engine is not None
        raw = engine.raw_connection()
        pages = raw.cursor().execute("PRAGMA page_count").fetchone()[0]
        raw.cursor().execute(f"PRAGMA max_page_count = {pages}")
        raw.close()
        taken = fill(case, folder, first=1000)
        assert len(list(case.claims())) == len(before) + taken
        assert set(before) <= set(case.claims())
        case.close()
        assert verify(case.path) == []
        with Case.open(case.path, write=True) as again:
            again.add_readings([making.reading(folder, "another town", 5)])
        assert verify(case.path) == []

    def test_no_case_without_room(self, disk: Path) -> None:
        """Where there is no room for an empty case, nothing is left of the attempt."""
        free = os.statvfs(disk)
        (disk / "ballast").write_bytes(b"x" * (free.f_bavail * free.f_bsize - 16_384))
        with pytest.raises(CaseWriteError, match=r"a\.case: .*(full|disk)"):
            Case.create(disk / "a.case")
        assert [path.name for path in disk.iterdir()] == ["ballast"]


class TestAReadOnlyDisk:
    """A case on a disk that cannot be written, such as a sealed hand-over, can be read and checked."""

    def test_reading(self, disk: Path, folder: Path) -> None:
        """Reading and verifying work, and writing is refused with a reason."""
        with Case.create(disk / "a.case") as case:
            case.add_readings([making.reading(folder, "Homs", 5)])
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with Case.open(disk / "a.case") as case:
            assert len(list(case.claims())) == 1
        assert verify(disk / "a.case") == []
        with pytest.raises(CaseWriteError, match="cannot be written"):
            Case.open(disk / "a.case", write=True)
        with pytest.raises(CaseWriteError):
            Case.create(disk / "b.case")


class TestSeveralProcesses:
    """Many may read while one writes; writers wait for one another."""

    @pytest.mark.files
    def test_writer_that_holds_on_is_named(self, filled: Case, monkeypatch: pytest.MonkeyPatch) -> None:
        """If another process does not let go of the case, that is said, and nothing changes."""
        filled.close()
        monkeypatch.setattr("crossbearing.store.database._BUSY_SECONDS", 0.2)
        with closing(sqlite3.connect(filled.path / "case.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(CaseWriteError, match="another process is writing"):
                Case.open(filled.path, write=True)
        assert verify(filled.path) == []

    @pytest.mark.files
    def test_readers_are_not_kept_waiting(self, filled: Case) -> None:
        """While a writer is in the middle of something, readers see what was there before."""
        with closing(sqlite3.connect(filled.path / "case.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("DELETE FROM tallies")
            with Case.open(filled.path) as case:
                assert case.tallies("slot") == {"killed": 3}
            other.execute("ROLLBACK")

    def test_many_writers(self, filled: Case, folder: Path) -> None:
        """Eight writers at once lose no judgement and no report, and the log is one chain."""
        claims = list(filled.claims())

        def write(number: int) -> None:
            with Case.open(filled.path, write=True) as case:
                for turn in range(5):
                    id_ = f"{number}-{turn}"
                    case.add_judgements([making.judgement(claims[0], id_=id_)])
                    case.add_readings([making.reading(folder, f"town {id_}", 10 * number + turn)])

        threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(list(filled.judgements())) == 41
        assert filled.counts().documents == 43
        assert verify(filled.path) == []

    def test_list_may_be_read_while_it_changes(self, case: Case, folder: Path) -> None:
        """An iterator holds no lock: the case can be written between its items."""
        case.add_readings([making.reading(folder, f"town {n}", n) for n in range(120)])
        seen = 0
        for _ in case.claims():
            if seen % 50 == 0:
                case.log("pause", {"seen": seen})
            seen += 1
        assert seen == 120


def read_all(path: Path) -> None:
    """Read the long lists of a case."""
    with Case.open(path) as case:
        for listing in (case.claims, case.incidents, case.judgements):
            list(listing())


@pytest.mark.files
@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:4096] + b"\xff" * (len(data) - 4096),
        lambda data: data[:200] + b"\xff" * 4000 + data[4200:],
    ],
    ids=["cut short", "all but the first page", "first page"],
)
def test_damaged_database(damage: Callable[[bytes], bytes], filled: Case) -> None:
    """A damaged database is said to be damaged, by every list, and never read as an empty one."""
    filled.close()
    file = filled.path / "case.db"
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(CaseError, match="damaged"):
        read_all(filled.path)
    assert verify(filled.path) != []
