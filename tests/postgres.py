"""A PostgreSQL server of the tests' own: the system's binaries, in a folder that goes when the tests end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["binaries", "running"]

_OTHERS = ("postgres", "nobody")


def binaries() -> Path | None:
    """Return the folder of the server's programs, or None where it is not installed."""
    found = shutil.which("initdb")
    if found is not None and shutil.which("postgres") is not None:
        return Path(found).resolve().parent
    return next(
        (path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)),
        None,
    )


def _as_other() -> list[str]:
    """Return what has to stand before a command, since the server refuses to run as root."""
    if os.getuid():
        return []
    known = {entry.pw_name for entry in pwd.getpwall()}
    return ["runuser", "-u", next(name for name in _OTHERS if name in known), "--"]


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """Start a server that listens on a socket of its own, and stop it.

    Yields:
        The address of its database, to which `?case=NAME` may be appended by `&`.
    """
    # Paths of sockets are short: not under the folders of pytest.
    folder = Path(tempfile.mkdtemp(prefix="cb-pg-", dir="/tmp"))
    prefix = _as_other()
    owner = prefix[2] if prefix else pwd.getpwuid(os.getuid()).pw_name
    try:
        if prefix:
            shutil.chown(folder, owner)
        data = folder / "data"
        _run(
            [*prefix, str(programs / "initdb"), "-D", str(data), "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        )
        settings = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=160"
        control = [*prefix, str(programs / "pg_ctl"), "-D", str(data)]
        _run([*control, "-w", "-l", str(folder / "log"), "-o", settings, "start"])
        try:
            _run([*prefix, str(programs / "createdb"), "-h", str(folder), "cases"])
            yield f"postgresql:///cases?host={folder}&user={owner}"
        finally:
            # What is left of it goes with its folder: nothing has to be written through.
            with suppress(RuntimeError, subprocess.TimeoutExpired):
                _run([*control, "-m", "immediate", "-t", "20", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str]) -> None:
    # Output goes to a file and not to a pipe: the server would keep that open.
    with tempfile.TemporaryFile() as said:
        ended = subprocess.run(command, stdout=said, stderr=said, cwd="/", timeout=60, check=False)
        said.seek(0)
        if ended.returncode:
            raise RuntimeError(f"{command[-1]}: {said.read().decode(errors='replace')}")
