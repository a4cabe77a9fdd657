"""The untouched originals of a case: files named by the SHA-256 of their bytes.

An original is first copied to `incoming/`, inside the transaction that records it, and moved to its place once that
transaction is committed. A process that is killed in between leaves a file in `incoming/` that either belongs to a
recorded document, and then counts as present and is moved when the case is next opened for writing, or belongs to none
and is removed then.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, select

from crossbearing.model.errors import CaseError
from crossbearing.store.tables import documents

__all__ = ["FOLDER", "KeptOriginals", "Originals", "file_hash", "sync"]

FOLDER = "originals"
"""Name of the folder of originals in a case folder."""

_INCOMING = "incoming"
_CHUNK = 1 << 20
_STAGED = re.compile(r"[0-9a-f]{64}(\.part)?")


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Write a file, or the names in a folder, through to the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows writes names through by itself and opens no folders
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class KeptOriginals(Protocol):
    """The originals of a case, wherever they are kept: `Originals` in a folder, `ServerOriginals` in a database."""

    def within(self, connection: Connection) -> KeptOriginals:
        """Return them as a writing transaction sees them."""

    def has(self, sha256: str) -> bool:
        """Tell whether an original is there."""

    def read(self, sha256: str) -> bytes:
        """Return the bytes of an original."""

    def stage(self, source: Path, sha256: str) -> bool:
        """Take a file in, unless it is there; False if its bytes are not those stated."""

    def settle(self, hashes: Iterable[str]) -> None:
        """Put those at their places whose transaction is committed."""

    def make_safe(self) -> None:
        """See that they outlast a power cut, before the transaction that records them is committed."""

    def tidy(self, connection: Connection) -> None:
        """Clear up after a process that was killed."""

    def problems(self, connection: Connection, names: dict[str, str]) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with them."""

    def second_hash(self, connection: Connection, sha256: str) -> str:
        """Return the SHA-512 of an original that is there."""


class Originals:
    """The originals of one case.

    Args:
        case: The case folder.
    """

    def __init__(self, case: Path) -> None:
        self.folder = case / FOLDER
        self._incoming = self.folder / _INCOMING
        self._unsafe: list[Path] = []  # copied, but not yet sure to outlast a power cut

    def within(self, connection: Connection) -> Originals:  # noqa: ARG002 - as the protocol says
        """Return the originals as a writing transaction sees them: files are beside the database, so these."""
        return self

    def has(self, sha256: str) -> bool:
        """Tell whether an original is there."""
        return self.find(sha256) is not None

    def place(self, sha256: str) -> Path:
        """Return where an original belongs."""
        return self.folder / sha256[:2] / sha256

    def find(self, sha256: str) -> Path | None:
        """Return where an original is, or None."""
        for path in (self.place(sha256), self._incoming / sha256):
            if path.is_file() and not path.is_symlink():
                return path
        return None

    def read(self, sha256: str) -> bytes:
        """Return the bytes of an original.

        Raises:
            CaseError: If it is missing or altered.
        """
        path = self.find(sha256)
        if path is None:
            raise CaseError("original is missing", str(self.place(sha256)), "restore it from a backup of the case")
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise CaseError("original was altered", str(path), "restore it from a backup of the case")
        return data

    def stage(self, source: Path, sha256: str) -> bool:
        """Copy a file in, unless it is there, checking its hash on the way.

        Args:
            source: The file.
            sha256: What its bytes must hash to.

        Returns:
            False if its bytes are not those stated: it changed since it was collected.

        Raises:
            OSError: If it cannot be read or copied.
        """
        if self.find(sha256) is not None:
            return True
        self._incoming.mkdir(parents=True, exist_ok=True)
        self.place(sha256).parent.mkdir(exist_ok=True)  # now, so that moving it there later needs no space
        partial = self._incoming / f"{sha256}.part"
        hasher = hashlib.sha256()
        try:
            with source.open("rb") as read, partial.open("wb") as write:
                while chunk := read.read(_CHUNK):
                    hasher.update(chunk)
                    write.write(chunk)
            if hasher.hexdigest() != sha256:
                partial.unlink()
                return False
            partial.chmod(0o444)  # against slips of the hand; `verify` finds what is done on purpose
            partial.replace(self._incoming / sha256)
            self._unsafe.append(self._incoming / sha256)
        except OSError:
            partial.unlink(missing_ok=True)
            raise
        return True

    def settle(self, hashes: Iterable[str]) -> None:
        """Move staged originals to their places, once the transaction that records them is committed.

        What cannot be moved now counts as present where it stands and is moved when the case is next opened for
        writing; so a failure here undoes nothing and is none.
        """
        for sha256 in hashes:
            with suppress(OSError):
                (self._incoming / sha256).replace(self.place(sha256))

    def make_safe(self) -> None:
        """Write staged files through to the disk, before the transaction that records them is committed.

        All at once, because the first one to be written through takes most of the others along.
        """
        if not self._unsafe:
            return
        # A file of an earlier transaction that came to nothing may have been cleared away by another process.
        for path in (*filter(Path.exists, self._unsafe), self._incoming, self.folder):
            sync(path)
        self._unsafe.clear()

    def tidy(self, connection: Connection) -> None:
        """Clear up after a process that was killed: what a document records is moved to its place, the rest goes."""
        staged = self.staged()
        recorded = select(documents.c.sha256).where(documents.c.sha256.in_(staged))
        kept = set(connection.execute(recorded).scalars()) if staged else set()
        for stray in staged:
            if stray not in kept:
                self.drop(stray)
        self.settle(sorted(kept))

    def problems(
        self,
        connection: Connection,  # noqa: ARG002 - as the protocol says
        names: dict[str, str],
    ) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with the originals: where in the case folder, and what.

        Args:
            connection: Not needed: files are beside the database.
            names: The name of a document for each SHA-256 that an original should be there of.
        """
        case = self.folder.parent
        for sha256, name in names.items():
            file = self.find(sha256)
            if file is None:
                yield str(self.place(sha256).relative_to(case)), f"missing (original of {name})"
            elif file_hash(file) != sha256:
                yield str(file.relative_to(case)), f"altered (original of {name})"
        expected = {self.place(sha256) for sha256 in names}
        for file in self.all_files():
            if file not in expected:
                yield str(file.relative_to(case)), "added: no document has this original"
            elif file.is_symlink():
                yield str(file.relative_to(case)), "replaced by a symbolic link"
        for file in self.strays():
            yield str(file.relative_to(case)), "added: no document has this original"

    def second_hash(self, connection: Connection, sha256: str) -> str:  # noqa: ARG002 - as the protocol says
        """Return the SHA-512 of an original that is there."""
        with (self.find(sha256) or self.place(sha256)).open("rb") as file:
            return hashlib.file_digest(file, "sha512").hexdigest()

    def staged(self) -> list[str]:
        """Return the names of what stands in `incoming/`: hashes, and `.part` files of copies that were cut short."""
        return sorted(path.name for path in self._incoming.iterdir()) if self._incoming.is_dir() else []

    def drop(self, name: str) -> None:
        """Remove something staged that no document records."""
        (self._incoming / name).unlink(missing_ok=True)

    def all_files(self) -> Iterator[Path]:
        """Yield everything under the folder of originals that is no folder, staged files left out."""
        for path in sorted(self.folder.rglob("*")):
            if (path.is_symlink() or not path.is_dir()) and path.parent != self._incoming:
                yield path

    def strays(self) -> Iterator[Path]:
        """Yield what stands among the staged files and can be neither an original nor a copy cut short."""
        for name in self.staged():
            if not _STAGED.fullmatch(name) or not (self._incoming / name).is_file():
                yield self._incoming / name
