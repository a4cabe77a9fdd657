"""Build the example case and its dossier anew whenever a source, a table or a report changes.

Run by `make dev`. Leave the dossier open in a browser and reload it after each line that this prints.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "examples/deir-ez-zor-2016/reports"
CASE = ROOT / "deir-ez-zor-2016.case"
DOSSIER = ROOT / "deir-ez-zor-2016-dossier.html"
WATCHED = (ROOT / "src", REPORTS)
PAUSE = 1.0  # seconds between two looks


def state() -> dict[Path, float]:
    """Return the time of change of every watched file."""
    return {
        path: path.stat().st_mtime
        for folder in WATCHED
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def rebuild() -> None:
    """Build case and dossier; say what failed and go on watching."""
    shutil.rmtree(CASE, ignore_errors=True)
    program = [sys.executable, "-m", "crossbearing.cli"]
    for arguments in (["build", str(REPORTS), "--case", str(CASE)], ["report", str(CASE), "-o", str(DOSSIER)]):
        if subprocess.run([*program, *arguments], check=False).returncode:  # noqa: S603 - our own program
            return
    print(f"{time.strftime('%H:%M:%S')}  {DOSSIER}")


def main() -> None:
    """Watch until interrupted."""
    seen: dict[Path, float] = {}
    try:
        while True:
            now = state()
            if now != seen:
                seen = now
                rebuild()
            time.sleep(PAUSE)
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
