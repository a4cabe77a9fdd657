"""Bad input ends in one line that says what, where and what to do, and never harms the rest."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import listed, one_line_error, run, succeed
from tests.e2e.bad_files import BROKEN, ODD


def build(*paths: Path, case: Path, command: str = "build", **options: object) -> subprocess.CompletedProcess[str]:
    """Run `build` or `add` without a progress bar, in one process."""
    return run(command, *paths, "--case", case, "--workers", 1, "--quiet", **options)


def statements(case: Path) -> set[str]:
    """What is said in a case, free of the time of its making."""
    return {claim["statement"] for claim in listed(case, "claims")}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_alone(name: str, tmp_path: Path) -> None:
    """A file that cannot be taken in, given alone, is one line that names it, with exit code 2."""
    BROKEN[name](tmp_path / name)
    one_line_error(build(tmp_path / name, case=tmp_path / "a.case"), name)


def test_a_broken_file_again(tmp_path: Path) -> None:
    """The same command says the same when it is repeated, though it need not look at the file again."""
    BROKEN["locked.pdf"](tmp_path / "locked.pdf")
    first = one_line_error(build(tmp_path / "locked.pdf", case=tmp_path / "a.case"), "locked.pdf")
    assert one_line_error(build(tmp_path / "locked.pdf", case=tmp_path / "a.case"), "locked.pdf") == first


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A case built from good, odd and broken files together, by two processes, and what the build said."""
    folder = tmp_path_factory.mktemp("mixed") / "reports"
    (folder / "deeper").mkdir(parents=True)
    for name, make in BROKEN.items():
        make(folder / name)
    for name, make in ODD.items():
        make(folder / "deeper" / name)
    (folder / "unknown.xyz").write_bytes(b"\0\1\2")
    (folder / "good.md").write_text(
        "---\npublisher: Gazette\npublished: 2019-03-04\n---\n\nFive people were killed on 3 March 2019 when a mortar "
        "shell hit the market of Idlib, the governor said.\n",
        encoding="utf-8",
    )
    case = folder.parent / "mixed.case"
    return case, run("build", folder, "--case", case, "--workers", 2, "--quiet")


class TestABatchWithBadFiles:
    """One bad file never ends a batch."""

    def test_goes_on(self, mixed: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
        """The good and the odd files are in the case, the build says what is not, and a script can tell."""
        case, done = mixed
        assert done.returncode == 2, done.stderr[-3000:]
        assert "Traceback" not in done.stderr
        assert "good.md" in {name.rpartition("/")[2] for name in document_names(case)}
        assert {name.rpartition("/")[2] for name in document_names(case)} >= set(ODD)
        assert "rejects" in done.stderr, "the build does not say where the rejects are"

    @pytest.mark.parametrize("name", [*BROKEN, "unknown.xyz"])
    def test_each_broken_file_is_a_reject(
        self, name: str, mixed: tuple[Path, subprocess.CompletedProcess[str]]
    ) -> None:
        """Every broken file is in the reject table with a reason and a remedy in words."""
        found = [reject for reject in listed(mixed[0], "rejects") if name in reject["where"] and reject["fatal"]]
        assert len(found) == 1, found
        assert len(found[0]["reason"].split()) >= 2
        assert len(found[0]["remedy"].split()) >= 2
        assert "Error" not in found[0]["reason"], "the name of an exception is no reason"

    @pytest.mark.parametrize("name", ["wrong-date.md", "no-such-year.md", "bad-front-matter.md"])
    def test_odd_metadata_is_noted(self, name: str, mixed: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
        """A date or front matter that cannot be right is noted, and the report is taken in."""
        found = [reject for reject in listed(mixed[0], "rejects") if name in reject["where"]]
        assert found, "not a word about it"
        assert not any(reject["fatal"] for reject in found)

    def test_other_encodings_are_read(self, mixed: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
        """Files in another encoding than they declare keep their words."""
        assert "wrong-charset" in succeed("search", mixed[0], "сообщили") or "порта" in succeed(
            "search", mixed[0], "сообщили"
        )
        assert "latin" in succeed("search", mixed[0], "tuées")

    def test_no_publisher_is_invented(self, mixed: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
        """A report without metadata has claims whose publisher is unknown."""
        case, _ = mixed
        (document,) = [key for key, name in documents(case).items() if name.endswith("no-metadata.txt")]
        claims = listed(case, "claims", "--document", document)
        assert claims
        assert {claim["speakers"][0]["name"] for claim in claims} == {"publisher"}

    def test_the_case_is_whole(self, mixed: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
        """`verify` finds nothing wrong with it."""
        succeed("verify", mixed[0])


def documents(case: Path) -> dict[str, str]:
    """Names of a case's documents by id, as the store has them."""
    from crossbearing.store.case import Case  # the store is looked into, not only asked

    with Case.open(case) as reader:
        return {document.id: document.name for document in reader.documents()}


def document_names(case: Path) -> list[str]:
    """Names of a case's documents."""
    return list(documents(case).values())


class TestPathsThatMakeNoSense:
    """Paths and names that are not there."""

    def test_no_such_path(self, tmp_path: Path) -> None:
        """A path that does not exist is named."""
        one_line_error(build(tmp_path / "nowhere", case=tmp_path / "a.case"), "nowhere")
        assert not (tmp_path / "a.case").exists()

    def test_no_such_path_among_others(self, reports: Path, tmp_path: Path) -> None:
        """A path that does not exist among others is told, and the others are taken in."""
        done = build(reports, tmp_path / "nowhere.pdf", case=tmp_path / "a.case")
        assert "nowhere.pdf" in done.stderr
        assert len(document_names(tmp_path / "a.case")) == 2

    def test_folder_without_readable_files(self, tmp_path: Path) -> None:
        """A folder that holds nothing to read is named, and no case is in the way once there is something."""
        (tmp_path / "pictures").mkdir()
        (tmp_path / "pictures" / "a.xyz").write_bytes(b"\0")
        one_line_error(build(tmp_path / "pictures", case=tmp_path / "a.case"), "a.xyz")
        (tmp_path / "pictures" / "b.txt").write_text("Five people were killed, police said.", encoding="utf-8")
        assert build(tmp_path / "pictures", case=tmp_path / "a.case").returncode == 0

    def test_empty_folder(self, tmp_path: Path) -> None:
        """So is an empty one."""
        (tmp_path / "void").mkdir()
        one_line_error(build(tmp_path / "void", case=tmp_path / "a.case"), "void")

    @pytest.mark.parametrize("command", ["claims", "incidents", "findings", "sources", "rejects", "verify"])
    def test_no_such_case(self, command: str, tmp_path: Path) -> None:
        """Every command that looks into a case names one that is not there."""
        one_line_error(run(command, tmp_path / "no.case"), "no.case")
        assert not (tmp_path / "no.case").exists()

    def test_add_to_no_case(self, reports: Path, tmp_path: Path) -> None:
        """`add` makes no case by itself."""
        one_line_error(build(reports, case=tmp_path / "no.case", command="add"), "no.case")

    def test_folder_that_is_no_case(self, reports: Path) -> None:
        """A folder of something else is no case and stays as it is."""
        before = sorted(path.name for path in reports.iterdir())
        one_line_error(run("claims", reports), "reports")
        one_line_error(build(reports, case=reports), "reports")
        assert sorted(path.name for path in reports.iterdir()) == before

    def test_unknown_incident(self, small_case: Path, tmp_path: Path) -> None:
        """An incident id that is not in the case is named, and no page is written."""
        one_line_error(run("findings", small_case, "--incident", "XXX-22222"), "XXX-22222")
        done = run("report", small_case, "-o", tmp_path / "a.html", "--incident", "XXX-22222")
        one_line_error(done, "XXX-22222")
        assert not (tmp_path / "a.html").exists()

    def test_unknown_document_and_slot(self, small_case: Path) -> None:
        """A document or question that does not exist is named, not answered with an empty list."""
        one_line_error(run("claims", small_case, "--document", "0000"), "0000")
        one_line_error(run("claims", small_case, "--slot", "kiled"), "kiled")

    def test_output_in_a_missing_folder(self, small_case: Path, tmp_path: Path) -> None:
        """A page in a folder that does not exist cannot be written, and no folder is made."""
        one_line_error(run("report", small_case, "-o", tmp_path / "none" / "a.html"), "a.html")
        assert not (tmp_path / "none").exists()

    def test_output_that_is_a_folder(self, small_case: Path, tmp_path: Path) -> None:
        """A folder in the place of the page is named."""
        one_line_error(run("report", small_case, "-o", tmp_path), tmp_path.name)

    def test_mapping_that_is_not_there_or_no_toml(self, reports: Path, tmp_path: Path) -> None:
        """A mapping that is missing or broken is named, in whatever way it cannot be used."""
        table = tmp_path / "t.csv"
        table.write_text("who,what\na,b\n", encoding="utf-8")
        one_line_error(run("build", table, "--case", tmp_path / "a.case", "--mapping", tmp_path / "m.toml"), "m.toml")
        (tmp_path / "m.toml").write_text("[columns\n", encoding="utf-8")
        one_line_error(run("build", table, "--case", tmp_path / "a.case", "--mapping", tmp_path / "m.toml"), "m.toml")


class TestCasesThatCannotBeUsed:
    """Cases that stand in the way, are too new or damaged."""

    def test_case_exists(self, small_case: Path, reports: Path) -> None:
        """A finished case is never built over."""
        before = statements(small_case)
        one_line_error(build(reports, case=small_case), "small.case")
        assert statements(small_case) == before
        succeed("verify", small_case)

    def test_newer_version(self, small_case: Path, reports: Path) -> None:
        """A case of a newer format is left alone by every command, down to its bytes."""
        with sqlite3.connect(small_case / "case.db") as database:
            database.execute("PRAGMA journal_mode = DELETE")
            database.execute("PRAGMA user_version = 9999")
        database.close()
        before = {path: path.read_bytes() for path in sorted(small_case.rglob("*")) if path.is_file()}
        one_line_error(run("claims", small_case), "small.case", "newer")
        one_line_error(build(reports, case=small_case, command="add"), "small.case", "newer")
        one_line_error(run("verify", small_case), "small.case", "newer")
        assert {path: path.read_bytes() for path in sorted(small_case.rglob("*")) if path.is_file()} == before

    @pytest.mark.parametrize("damage", [b"", b"not a database at all " * 400])
    def test_damaged_database(self, damage: bytes, small_case: Path) -> None:
        """A database that is none is named."""
        (small_case / "case.db").write_bytes(damage)
        one_line_error(run("claims", small_case), "small.case")

    def test_altered_original(self, small_case: Path) -> None:
        """`verify` names an original that was altered, with exit code 1."""
        original = next(path for path in (small_case / "originals").rglob("*") if path.is_file())
        original.chmod(0o644)
        original.write_bytes(original.read_bytes() + b" ")
        done = run("verify", small_case)
        assert done.returncode == 1, done.stdout + done.stderr
        assert original.name[:12] in done.stdout

    def test_altered_claim(self, small_case: Path) -> None:
        """`verify` notices a claim that was taken out of the database behind the program's back."""
        with sqlite3.connect(small_case / "case.db") as database:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            assert "claims" in tables
            database.execute("PRAGMA foreign_keys = OFF")
            database.execute("DELETE FROM claims WHERE id = (SELECT id FROM claims LIMIT 1)")
        database.close()
        assert run("verify", small_case).returncode == 1


# A limit on the size of files makes writing fail at a byte of our choosing, without rights that a machine may lack.
_LIMITED = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
from crossbearing.cli import main
sys.exit(main(sys.argv[1:]))
"""


def limited(limit: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command in a process that can write no file beyond a size in bytes."""
    return subprocess.run(
        [sys.executable, "-c", _LIMITED.format(limit=limit), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk is not permitted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


class TestAFullDisk:
    """A disk without room stops the work and harms nothing."""

    @pytest.mark.skipif(sys.platform == "win32", reason="no limits on file sizes there")
    @pytest.mark.parametrize("limit", [1_000, 60_000])
    def test_new_case(self, limit: int, built_once: Path, reports: Path, tmp_path: Path) -> None:
        """A build that cannot write says so in a line; once there is room, the same command succeeds."""
        case = tmp_path / "a.case"
        done = limited(limit, "build", reports, "--case", case, "--workers", 1, "--quiet")
        one_line_error(done, "a.case")
        succeed("build", reports, "--case", case, "--workers", 1, "--quiet")
        assert statements(case) == statements(built_once)
        succeed("verify", case)

    @pytest.mark.skipif(sys.platform == "win32", reason="no limits on file sizes there")
    def test_adding(self, small_case: Path, tmp_path: Path) -> None:
        """An addition that cannot write its files, temporary ones or the case's own, loses nothing that was stored."""
        before = statements(small_case)
        report = tmp_path / "long.md"
        report.write_text(
            "---\npublisher: Gazette\npublished: 2019-03-06\n---\n\n"
            + "\n\n".join(
                f"On 3 March 2019 shells hit house {n} and killed {n} people, police said." for n in range(150)
            ),
            encoding="utf-8",
        )
        limit = (small_case / "case.db").stat().st_size + 4096
        one_line_error(limited(limit, "add", report, "--case", small_case, "--workers", 1, "--quiet"))
        succeed("verify", small_case)
        assert statements(small_case) == before
        succeed("add", report, "--case", small_case, "--workers", 1, "--quiet")
        assert statements(small_case) > before

    def test_a_real_one(self, small_disk: Path, small_case: Path, tmp_path: Path) -> None:
        """On a real disk without room, a build and an addition end in a line, and what is stored stays whole."""
        shutil.copytree(small_case, small_disk / "b.case")
        before = statements(small_disk / "b.case")
        report = tmp_path / "long.md"
        report.write_text(
            "\n\n".join(
                f"On 3 March 2019 shells hit house {n} and killed {n} people, police said." for n in range(150)
            ),
            encoding="utf-8",
        )
        free = os.statvfs(small_disk)
        (small_disk / "filler").write_bytes(b"x" * (free.f_bavail * free.f_bsize - 64 * 1024))
        one_line_error(build(report, case=small_disk / "a.case"), "a.case")
        one_line_error(build(report, case=small_disk / "b.case", command="add"), "b.case")
        (small_disk / "filler").unlink()
        assert statements(small_disk / "b.case") == before
        succeed("verify", small_disk / "b.case")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
    def test_page(self, small_case: Path, tmp_path: Path) -> None:
        """A dossier that cannot be written is named, and a device is written to, never replaced by a file."""
        # Through a link of our own, so that a mistake here harms the link and not the machine.
        (tmp_path / "full.html").symlink_to("/dev/full")
        one_line_error(run("report", small_case, "-o", tmp_path / "full.html"), "full.html")
        assert (tmp_path / "full.html").is_symlink()

    @pytest.mark.skipif(sys.platform == "win32", reason="no limits on file sizes there")
    def test_page_is_never_half_written(self, small_case: Path, tmp_path: Path) -> None:
        """A dossier that could not be written whole leaves the one that was there before."""
        page = tmp_path / "a.html"
        page.write_text("the old one", encoding="utf-8")
        one_line_error(limited(40_000, "report", small_case, "-o", page), "a.html")
        assert page.read_text(encoding="utf-8") == "the old one"


def test_rejects_as_json_have_the_designed_fields(mixed: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    """A reject says which step, what, where, why, what to do, and whether the record was dropped."""
    rows = json.loads(succeed("rejects", mixed[0], "--format", "json"))
    assert rows
    assert all(set(row) >= {"step", "where", "reason", "remedy", "kind", "fatal"} for row in rows)
