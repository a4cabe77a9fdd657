"""Sealing a bag again after something in it was changed, as somebody would who means to deceive."""

from __future__ import annotations

import hashlib
from pathlib import Path

ALGORITHMS = ("sha256", "sha512")


def seal_again(bag: Path) -> None:
    """Write all manifests anew, so that they fit whatever now stands in a bag."""
    for old in bag.glob("*manifest-*.txt"):
        old.unlink()
    info = bag / "bag-info.txt"
    lines = info.read_text(encoding="utf-8").splitlines()
    info.write_text("\n".join(one for one in lines if not one.startswith("Payload-Oxum")) + "\n", encoding="utf-8")
    payload = sorted(path for path in (bag / "data").rglob("*") if path.is_file())
    _manifests(bag, "manifest", payload)
    _manifests(bag, "tagmanifest", sorted(path for path in bag.iterdir() if path.is_file()))


def _manifests(bag: Path, kind: str, files: list[Path]) -> None:
    written = {
        name: "".join(
            f"{hashlib.new(name, path.read_bytes()).hexdigest()}  {path.relative_to(bag).as_posix()}\n"
            for path in files
        )
        for name in ALGORITHMS
    }
    for name, text in written.items():
        (bag / f"{kind}-{name}.txt").write_text(text, encoding="utf-8")
