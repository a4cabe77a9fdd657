"""Putting an export where it was asked for: whole or not at all, never over something that is not an export of ours."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossbearing.model.errors import CaseWriteError, SettingsError
from crossbearing.show.export.leaks import refuse_leaks

__all__ = ["GENERATOR", "MANIFEST", "Draft", "Made", "json_text", "manifest_beside"]

MANIFEST = "manifest.json"
"""Name of the manifest in a folder; beside a file it is called as the file with `.manifest.json` behind it."""

GENERATOR = "crossbearing"
"""What every manifest names as its generator."""


def manifest_beside(path: Path) -> Path:
    """Return where the manifest of an export of one file stands."""
    return path.with_name(f"{path.name}.{MANIFEST}")


def json_text(value: object) -> str:
    """Return JSON as every export writes it: indented, in UTF-8, with a line end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


class Draft:
    """An export in the making, beside its place, under another name.

    Args:
        target: Where it is to stand.
        folder: Whether it is a folder of files.
        force: Replace an earlier export that stands there.

    Raises:
        SettingsError: If something stands there that may not be replaced.
        CaseWriteError: If nothing can be written there.
    """

    def __init__(self, target: Path, *, folder: bool, force: bool) -> None:
        self.target = target
        self.folder = folder
        _refuse_taken(target, folder=folder, force=force)
        self._root = target.parent / f".{target.name}.{secrets.token_hex(4)}.part"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._root.mkdir()
        except OSError as error:
            raise _cannot(target, error) from error
        self.path = self._root if folder else self._root / target.name

    @contextmanager
    def failures_named(self) -> Iterator[None]:
        """Name the export where the disk fails while it is written.

        Raises:
            CaseWriteError: In place of an error of the system.
        """
        try:
            yield
        except OSError as error:
            raise _cannot(self.target, error) from error

    def refuse_leaks(self, names: Sequence[str], traces: Collection[tuple[str, ...]] = ()) -> None:
        """Look for hidden names and for words held back in every byte written so far; see `show.export.leaks`.

        Args:
            names: Names of several words, which no other words could be.
            traces: Runs of words, normalised, that only what is held back says.

        Raises:
            CaseError: If any is found; it is not repeated in the message.
        """
        refuse_leaks(self._root, names, traces)

    def finish(self, manifest: Mapping[str, Any]) -> dict[str, Any]:
        """Add the manifest, which gains `files` (name, size, SHA-256), and return it.

        Raises:
            CaseWriteError: If it cannot be written.
        """
        files = [_described(path, self._root) for path in sorted(self._root.rglob("*")) if path.is_file()]
        whole = {**manifest, "files": files}
        with self.failures_named():
            name = MANIFEST if self.folder else manifest_beside(self.path).name
            (self._root / name).write_text(json_text(whole), encoding="utf-8", newline="\n")
        return whole

    def place(self) -> None:
        """Move it to its place.

        Raises:
            CaseWriteError: If it cannot be moved.
        """
        try:
            if self.folder:
                if self.target.exists():
                    shutil.rmtree(self.target)
                self._root.rename(self.target)
            else:
                # The manifest last: where it stands, what it tells of stands too.
                self.path.replace(self.target)
                manifest_beside(self.path).replace(manifest_beside(self.target))
        except OSError as error:
            raise _cannot(self.target, error) from error
        finally:
            self.discard()

    def discard(self) -> None:
        """Remove what was drafted; nothing happens where it has been moved to its place."""
        shutil.rmtree(self._root, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Made:
    """An export that is written but not yet at its place.

    Args:
        draft: What was written; `place` or `discard` it.
        manifest: What it states of itself.
        logged: What the case's log is to hold of it: no personal data.
    """

    draft: Draft
    manifest: Mapping[str, Any]
    logged: Mapping[str, Any]


def _described(path: Path, root: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"name": path.relative_to(root).as_posix(), "size": path.stat().st_size, "sha256": digest}


def _refuse_taken(target: Path, *, folder: bool, force: bool) -> None:
    if not os.path.lexists(target):
        return
    if not force:
        raise SettingsError("something stands there", where=str(target), remedy="choose another name, or give --force")
    ours = target.is_dir() and (not any(target.iterdir()) or _is_manifest(target / MANIFEST))
    if folder and not ours:
        raise SettingsError(
            "what stands there is no export, and is not replaced", where=str(target), remedy="choose another name"
        )
    if not folder and not target.is_file():
        raise SettingsError("what stands there is no file", where=str(target), remedy="choose another name")


def _is_manifest(path: Path) -> bool:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("generator") == GENERATOR


def _cannot(target: Path, error: OSError) -> CaseWriteError:
    return CaseWriteError(
        f"the export could not be written ({error.strerror or error})",
        where=str(target),
        remedy="choose a folder that exists, is writable and has room",
    )
