"""A second copy of a case, made while others read and write it."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from crossbearing.model.errors import CaseError, CaseExistsError, SettingsError
from crossbearing.store.address import server_of
from crossbearing.store.database import DATABASE, failures_named
from crossbearing.store.format import FORMAT, check, refuse_older
from crossbearing.store.originals import Originals, sync
from crossbearing.store.verify import verify

__all__ = ["back_up"]

_PAGES = 2_000  # copied at a time, so that a writer waits for some milliseconds at most


def back_up(
    case: str | os.PathLike[str], target: str | os.PathLike[str], *, tell: Callable[[float], None] | None = None
) -> int:
    """Copy a case as it stands at one moment to another place, and check the copy.

    The database is copied by SQLite's online backup (https://www.sqlite.org/backup.html), which begins anew when
    somebody writes meanwhile; originals never change, so those that the copied database names are copied after it.

    Args:
        case: The case folder; it is not changed.
        target: Folder to make, beside which there is room for it.
        tell: Told the share of originals that is done, from 0 to 1.

    Returns:
        How many originals it holds.

    Raises:
        CaseMissingError: If there is no case.
        CaseExistsError: If something stands at the target.
        CaseError: If the case has an older format, or is damaged: then nothing is left at the target.
        CaseWriteError: If the copy could not be written.
        SettingsError: If the case stands on a server, which has its own ways.
    """
    if server_of(case) is not None:
        raise SettingsError(
            "a case on a server is not copied file by file",
            str(case),
            "use pg_dump, or `crossbearing export --format bag`",
        )
    source, place = Path(case), Path(target)
    refuse_older(check(source), source)
    if os.path.lexists(place):
        raise CaseExistsError("something stands there already", str(place), "name a folder that is not there")
    draft = place.parent / f".{place.name}.{secrets.token_hex(4)}"
    try:
        with failures_named(place):
            draft.mkdir(parents=True)
            _copy_database(source / DATABASE, draft / DATABASE)
            hashes = _hashes(draft / DATABASE)
            _copy_originals(source, draft, hashes, tell or (lambda _share: None))
        problems = verify(draft)
        if problems:
            raise CaseError(
                f"the copy is not in order ({problems[0]}), so it was not kept",
                str(source),
                "run `crossbearing verify` on the case",
            )
        with failures_named(place):
            draft.rename(place)
            sync(place.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return len(hashes)


def _copy_database(source: Path, target: Path) -> None:
    uri = f"file:{quote(str(source))}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing, pages=_PAGES, sleep=0.01)
        number = writing.execute("PRAGMA user_version").fetchone()[0]
        if number != FORMAT:  # its header was not yet folded in when it was looked at from outside
            refuse_older(number, source)
    sync(target)


def _hashes(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("SELECT DISTINCT sha256 FROM documents ORDER BY sha256")]


def _copy_originals(source: Path, draft: Path, hashes: list[str], tell: Callable[[float], None]) -> None:
    have, copy = Originals(source), Originals(draft)
    copy.folder.mkdir()
    for number, sha256 in enumerate(hashes, start=1):
        original = have.find(sha256)
        if original is not None:  # what is missing, `verify` names, or has a reason for
            copy.place(sha256).parent.mkdir(exist_ok=True)
            shutil.copy2(original, copy.place(sha256))
            sync(copy.place(sha256))
        tell(number / len(hashes))
