"""A build that was killed goes on, and adding is the same as having built together."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from crossbearing.store.case import Case
from tests.command_line import listed, program, succeed

TOWNS = (
    "Idlib",
    "Aleppo",
    "Homs",
    "Hama",
    "Raqqa",
    "Daraa",
    "Latakia",
    "Tartus",
    "Mosul",
    "Tikrit",
    "Basra",
    "Tripoli",
)
KINDS = ("An air strike hit a bakery", "Artillery shells hit a school", "A car bomb exploded at a checkpoint")
SPEAKERS = (
    "the governor",
    "the Defence Ministry",
    "a hospital",
    "the Syrian Observatory for Human Rights",
    "residents",
)


def write_reports(folder: Path, numbers: range) -> Path:
    """Write made-up short reports, several of them about one happening."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        happening = number // 3
        day = 1 + happening % 27
        town, kind = TOWNS[happening % len(TOWNS)], KINDS[happening % len(KINDS)]
        killed = 3 + happening % 9 + number % 2
        speaker = SPEAKERS[number % len(SPEAKERS)]
        (folder / f"{number:04}.md").write_text(
            f"---\ntitle: Report {number}\npublisher: Paper {number % 7}\npublished: 2017-05-{day + 1:02}\n---\n\n"
            f"{kind} in {town} on {day} May 2017. {killed} people were killed and {killed + 5} were wounded, "
            f"{speaker} said.\n\nThe road to {town} was closed for {1 + number % 5} hours, report {number} adds.\n",
            encoding="utf-8",
        )
    return folder


def conclusions(case: Path) -> tuple[set[frozenset[str]], set[tuple[str, ...]]]:
    """What a case comes to, free of ids: incidents as sets of statements, and each of their verdicts."""
    with Case.open(case) as reader:
        statement = {claim.id: claim.statement for claim in reader.claims()}
        members = {
            incident.id: frozenset(statement[member.claim] for member in incident.members)
            for incident in reader.incidents()
        }
        verdicts = {
            (
                *sorted(members[finding.incident]),
                finding.slot,
                finding.scope,
                finding.unit,
                finding.verdict,
                *(position.value.canonical() for position in finding.positions),
            )
            for finding in reader.findings()
        }
    return set(members.values()), verdicts


def statements(case: Path) -> set[str]:
    """What is said in a case."""
    return {claim["statement"] for claim in listed(case, "claims")}


def done_so_far(case: Path) -> int:
    """How many records the build has marked as finished."""
    if not (case / "case.db").exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{case / 'case.db'}?mode=ro", uri=True, timeout=1)) as database:
            return int(database.execute("SELECT count(*) FROM markers").fetchone()[0])
    except sqlite3.OperationalError:  # it is being made right now
        return 0


def session_members(session: int) -> list[int]:
    """The living processes of a session, by process id."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session and fields[0] != "Z":
                found.append(int(entry.name))
    return found


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough reports for a build to be caught in the middle."""
    return write_reports(tmp_path_factory.mktemp("many") / "reports", range(360))


@pytest.fixture(scope="module")
def undisturbed(reports: Path) -> Path:
    """The case of all of them, built in one go."""
    case = reports.parent / "undisturbed.case"
    succeed("build", reports, "--case", case, "--workers", 2, "--quiet")
    return case


@pytest.mark.skipif(os.name != "posix", reason="kill -9 and process groups are POSIX")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_build_goes_on(workers: int, reports: Path, undisturbed: Path, tmp_path: Path) -> None:
    """After kill -9 the same command goes on, leaves out what was finished, and comes to the same result."""
    case = tmp_path / "killed.case"
    command = [program(), "build", str(reports), "--case", str(case), "--workers", str(workers), "--quiet"]
    with subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 120
        while not done_so_far(case) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        finished = done_so_far(case)
        assert process.poll() is None, "the build ended before it could be killed: nothing was shown"
        os.kill(process.pid, signal.SIGKILL)
        process.wait(30)
    assert 0 < finished < 360
    if Path("/proc").exists():
        deadline = time.monotonic() + 30
        while session_members(process.pid) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert session_members(process.pid) == [], "workers outlive the build that was killed"

    said = succeed("build", reports, "--case", case, "--workers", workers, "--quiet")
    assert "interrupted" in said
    assert statements(case) == statements(undisturbed)
    assert conclusions(case) == conclusions(undisturbed)
    succeed("verify", case)


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_an_interrupted_build_says_how_to_go_on(reports: Path, tmp_path: Path) -> None:
    """Ctrl-C ends a build with one line and exit code 130, and the same command goes on."""
    case = tmp_path / "stopped.case"
    command = [program(), "build", str(reports), "--case", str(case), "--workers", "2", "--quiet"]
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a shell; children inherit it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE, encoding="utf-8") as process:
        deadline = time.monotonic() + 120
        while not done_so_far(case) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the group
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors[-2000:]
    assert "Traceback" not in errors, errors[-2000:]
    assert len(errors.strip().splitlines()) == 1, errors
    succeed("build", reports, "--case", case, "--workers", 2, "--quiet")
    succeed("verify", case)


def test_serial_and_parallel_builds_are_equal(reports: Path, undisturbed: Path, tmp_path: Path) -> None:
    """One process and two come to the same claims, incidents and verdicts."""
    # A seed of its own, so that no order of a set can be behind the agreement.
    seed = {"PYTHONHASHSEED": "7"}
    succeed("build", reports, "--case", tmp_path / "serial.case", "--workers", 1, "--quiet", env=seed)
    assert statements(tmp_path / "serial.case") == statements(undisturbed)
    assert conclusions(tmp_path / "serial.case") == conclusions(undisturbed)


def test_adding_equals_building_together(reports: Path, undisturbed: Path, tmp_path: Path) -> None:
    """build(A and B) and build(A) then add(B) give equal claims, partitions and verdicts, and B changes no id of A."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    for path in sorted(reports.iterdir()):
        # Every happening has reports in both parts.
        shutil.copy(path, first if int(path.stem) % 3 else second)
    case = tmp_path / "grown.case"
    succeed("build", first, "--case", case, "--quiet")
    before = {incident["id"] for incident in listed(case, "incidents")}
    succeed("add", second, "--case", case, "--quiet")
    assert statements(case) == statements(undisturbed)
    assert conclusions(case) == conclusions(undisturbed)
    with Case.open(case) as reader:
        after = {name for incident in reader.incidents() for name in (incident.id, *incident.aliases)}
    assert before <= after, "ids that were known before the addition are lost"
    succeed("verify", case)


def test_adding_the_same_again_changes_nothing(reports: Path, undisturbed: Path, tmp_path: Path) -> None:
    """Reports that are in the case already are not counted twice."""
    case = tmp_path / "twice.case"
    shutil.copytree(undisturbed, case)
    succeed("add", reports, "--case", case, "--quiet")
    assert statements(case) == statements(undisturbed)
    assert conclusions(case) == conclusions(undisturbed)


def test_the_order_of_files_does_not_matter(undisturbed: Path, tmp_path: Path) -> None:
    """The same reports under other names, thus in another order, come to the same incidents."""
    folder = write_reports(tmp_path / "turned", range(360))
    for path in sorted(folder.iterdir()):
        path.rename(folder / f"{9999 - int(path.stem):04}.md")
    succeed("build", folder, "--case", tmp_path / "turned.case", "--quiet")
    assert conclusions(tmp_path / "turned.case")[0] == conclusions(undisturbed)[0]
