"""Work on a case that is killed at random moments, again and again; a process of its own, so that it can fork.

Called with a folder to work in, the number of crashes and a seed. Everything is loaded once; each piece of work then
runs in a fork that is killed with SIGKILL, and what it leaves is checked here, by the rules of `check`. Prints one JSON
object: how many crashes each kind of work had, and how many of them hit before it was done.
"""

from __future__ import annotations

import functools
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import crossbearing.store
from crossbearing import assemble, exporting
from crossbearing.model.geolocations import Geolocation
from crossbearing.read.sentences import parse
from crossbearing.store import format as format_
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from crossbearing.weigh.judging import Signature, judge_claim
from tests.e2e.test_resume import write_reports

REPORTS = 16
OLDER = 2
_SWITCHES = assemble.Switches(workers=1, tagger="off", quiet=True)


@dataclass
class Scene:
    """What the crashes act on: whole cases, made once, that are copied for each crash.

    Args:
        folder: To work in.
        reports: Made-up reports.
        whole: A case built of them.
        older: The same case in an older format.
    """

    folder: Path
    reports: Path
    whole: Path
    older: Path

    def copy(self, of: Path, name: str) -> Path:
        """Return a copy to work on."""
        place = self.folder / name
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(of, place)
        return place


Work = Callable[[Path, Callable[[str], None]], None]
"""Works on the case at a path, and says of each thing that it is done."""


def build(reports: Path, case: Path, say: Callable[[str], None]) -> None:
    """Build a case, or go on with it."""
    say(str(assemble.build([reports], case, _SWITCHES).counts["documents"]))


def judge(case: Path, say: Callable[[str], None]) -> None:
    """Judge one claim after another and note a geolocation with each."""
    with Case.open(case, write=True) as opened:
        for n, claim in enumerate(list(opened.claims())[:40]):
            judgement = judge_claim(
                opened, claim.id, "accept", Signature("an analyst", f"2026-01-01T00:00:{n:02}Z", "")
            )
            opened.add_judgements([judgement])
            say(judgement.id)
            found = Geolocation(f"found{n}", claim.document, "an analyst", judgement.when, 35.0, 40.0, 100.0)
            opened.records().add([found])
            say(found.id)


def export(target: Path, case: Path, say: Callable[[str], None]) -> None:
    """Export a case as a folder of tables, over an earlier export."""
    exporting.export(case, "csv", target, exporting.Asked(force=True))
    say("exported")


def migrate(case: Path, say: Callable[[str], None]) -> None:
    """Open a case of an older format for writing."""
    with Case.open(case, write=True):
        say("migrated")


def crash(work: Work, case: Path, after: float) -> tuple[list[str], bool]:
    """Run work in a fork, kill it after some seconds, and return what it said and whether it was killed in time."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            work(case, lambda line: os.write(writing, f"{line}\n".encode()) and None)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    if after < float("inf"):
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, encoding="utf-8") as said:
        lines = [line.rstrip("\n") for line in said if line.endswith("\n")]
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status):
        raise SystemExit(f"the work failed by itself on {case}")
    return lines, os.WIFSIGNALED(status)


def check(case: Path, kind: str) -> None:
    """Stop everything if a case is not in order."""
    if problems := verify(case):
        raise SystemExit(f"after a crash of {kind}: {problems}")


def crash_build(scene: Scene, after: float) -> bool:
    """Kill a build: what stands is in order, and going on gives what an undisturbed build gives."""
    case = scene.folder / "built.case"
    shutil.rmtree(case, ignore_errors=True)
    _said, killed = crash(functools.partial(build, scene.reports), case, after)
    if case.exists():
        check(case, "build")
    if killed:
        if not case.exists() or Case.unfinished(case):
            build(scene.reports, case, lambda _: None)
        check(case, "build, gone on with")
    require(statements_of(case) == statements_of(scene.whole), "a build gone on with holds other statements")
    require(not list(scene.folder.glob(".built.case.*")) or killed, "a draft of a case was left behind")
    for draft in scene.folder.glob(".built.case.*"):
        shutil.rmtree(draft)
    return killed


def crash_judging(scene: Scene, after: float) -> bool:
    """Kill judging: every decision and record that was said to be kept is."""
    case = scene.copy(scene.whole, "judged.case")
    said, killed = crash(judge, case, after)
    check(case, "judging")
    with Case.open(case) as opened:
        kept = {one.id for one in opened.judgements()} | {one.id for one in opened.records().of("Geolocation")}
    require(set(said) <= kept, "a decision that was acknowledged is lost")
    return killed


def crash_export(scene: Scene, after: float) -> bool:
    """Kill an export over an earlier one: what stands at its place is whole, and the case is in order."""
    case = scene.copy(scene.whole, "exported.case")
    target = scene.folder / "tables"
    shutil.rmtree(target, ignore_errors=True)
    exporting.export(case, "csv", target, exporting.Asked())
    names = {path.name for path in target.iterdir()}
    _said, killed = crash(functools.partial(export, target), case, after)
    check(case, "export")
    left = [path for path in (target, *scene.folder.glob(".tables.*")) if path.exists()]
    require(any({path.name for path in one.iterdir()} == names for one in left), "no whole export is left")
    for draft in scene.folder.glob(".tables.*"):
        shutil.rmtree(draft)
    return killed


def crash_migration(scene: Scene, after: float) -> bool:
    """Kill a migration: the case is wholly in the older format or wholly in the newer, with all its claims."""
    case = scene.copy(scene.older, "migrated.case")
    _said, killed = crash(migrate, case, after)
    with Case.open(case, write=True):
        pass
    check(case, "migration")
    require(statements_of(case) == statements_of(scene.whole), "a migrated case holds other statements")
    return killed


KINDS: dict[str, Callable[[Scene, float], bool]] = {
    "build": crash_build,
    "judging": crash_judging,
    "export": crash_export,
    "migration": crash_migration,
}
"""What is killed."""


def require(met: bool, message: str) -> None:
    """Stop everything if something does not hold."""
    if not met:
        raise SystemExit(message)


def make_scene(folder: Path) -> Scene:
    """Make what the crashes act on, and load all that they need."""
    parse.load_model = functools.cache(parse.load_model)  # forks inherit it
    reports = write_reports(folder / "reports", range(REPORTS))
    whole = folder / "whole.case"
    build(reports, whole, lambda _: None)
    older = folder / "older.case"
    shutil.copytree(whole, older)
    make_older(older / "case.db")
    return Scene(folder, reports, whole, older)


def make_older(database: Path) -> None:
    """Take a database back to an older format, the last whose tables hold all that the log's hashes cover."""
    scripts = ScriptDirectory(str(Path(crossbearing.store.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        context = MigrationContext.configure(connection)
        with Operations.context(context):
            for script in scripts.walk_revisions():
                if int(script.revision) > OLDER:
                    script.module.downgrade()
                    context.stamp(scripts, str(script.down_revision))
        connection.exec_driver_sql(f"PRAGMA user_version = {OLDER}")
    engine.dispose()
    require(format_.check(database.parent) == OLDER, "the older case is not of an older format")


def statements_of(case: Path) -> set[str]:
    """Return what is said in a case."""
    with Case.open(case) as opened:
        return {claim.statement for claim in opened.claims()}


def seconds_of(scene: Scene, crashing: Callable[[Scene, float], bool], work: Work, of: Path | None) -> float:
    """Return how long a piece of work takes when nothing kills it."""
    case = scene.folder / "timed.case" if of is None else scene.copy(of, "timed.case")
    start = time.monotonic()
    crash(work, case, float("inf"))
    taken = time.monotonic() - start
    shutil.rmtree(case)
    return taken


def main(arguments: Sequence[str]) -> None:
    """Crash as often as asked and print what came of it."""
    folder, crashes, seed = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    scene, chance = make_scene(folder), random.Random(seed)
    (folder / "timed").mkdir()
    works: dict[str, tuple[Work, Path | None]] = {
        "build": (functools.partial(build, scene.reports), None),
        "judging": (judge, scene.whole),
        "export": (functools.partial(export, folder / "timed" / "tables"), scene.whole),
        "migration": (migrate, scene.older),
    }
    seconds = {kind: seconds_of(scene, KINDS[kind], *works[kind]) for kind in KINDS}
    told = {kind: {"crashes": 0, "in_time": 0, "seconds": round(seconds[kind], 3)} for kind in KINDS}
    for turn in range(crashes):
        kind = list(KINDS)[turn % len(KINDS)]
        killed = KINDS[kind](scene, chance.uniform(0, seconds[kind]))
        told[kind]["crashes"] += 1
        told[kind]["in_time"] += killed
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
