"""The bytes of a file: hashed, measured and unpacked in bounded memory."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from crossbearing.collect.decoding import Encoding, choose_encoding, declared_charset
from crossbearing.collect.refusal import RefusedError

__all__ = ["HEAD", "Limits", "Original", "probe", "probe_inside", "size_in_words"]

HEAD = 65_536
"""Bytes of a file that are looked at to tell its format."""
_CHUNK = 1_048_576
_SAMPLE = 262_144
_GZIP = b"\x1f\x8b"
_SPLIT_REMEDY = "split it, or raise the limit if this machine has the memory"


@dataclass(frozen=True, slots=True)
class Limits:
    """How large things may be, in bytes.

    Args:
        document: A file that is read whole.
        table: A table that is read row by row.
        row: One row or record of a table.
    """

    document: int
    table: int
    row: int


@dataclass(frozen=True, slots=True)
class Original:
    """A file as found.

    Args:
        path: Where it is.
        inner: File name without the suffix of the packing, such as `docs.jsonl` for `docs.jsonl.gz`.
        sha256: Of the file's bytes, 64 hexadecimal digits.
        sha512: Of the same bytes, 128 hexadecimal digits.
        size: Length of the file in bytes.
        packed: Whether it is gzip data.
        length: Length of the content, unpacked.
        head: First 64 kB of the content, unpacked.
        valid_utf8: Whether the whole content is valid UTF-8.
        opener: Opens the bytes of a file that stands inside the one at `path`; None for the file at `path` itself.
            hashes and `size` are those of the outer file all the same.
    """

    path: Path
    inner: str
    sha256: str
    sha512: str
    size: int
    packed: bool
    length: int
    head: bytes
    valid_utf8: bool
    opener: Callable[[], BinaryIO] | None = None

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the content, unpacked."""
        with self.opener() if self.opener is not None else self.path.open("rb") as plain:
            if self.packed:
                with gzip.open(plain, "rb") as unpacked:
                    yield cast("BinaryIO", unpacked)
            else:
                yield plain

    def read(self) -> bytes:
        """Return the whole content; `probe` has seen to it that it fits."""
        with self.open() as stream:
            return stream.read()

    def encoding(self, *, declared: str = "") -> Encoding:
        """Decide how the content is read as characters.

        Args:
            declared: Encoding that what carried the content states, or empty.

        Raises:
            RefusedError: `binary_file` or `wrong_encoding`.
        """
        sample = self.head
        if (
            not self.valid_utf8
            and self.length > len(self.head)
            and not self.head.startswith((b"\xff\xfe", b"\xfe\xff"))
        ):
            # The head alone may be plain ASCII; what decides is the lines that are not.
            choose_encoding(self.head, valid_utf8=True)
            sample = self._telling_lines()
        return choose_encoding(sample, valid_utf8=self.valid_utf8, declared=declared or declared_charset(self.head))

    def _telling_lines(self) -> bytes:
        found: list[bytes] = []
        length = 0
        with self.open() as stream:
            while length < _SAMPLE and (line := stream.readline(_CHUNK)):
                if not line.isascii():
                    found.append(line)
                    length += len(line)
        return b"".join(found) or self.head


def size_in_words(size: int) -> str:
    """Return a size such as `200 MB` or `12 kB`."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= factor:
            return f"{size / factor:.4g} {unit}"
    return f"{size} bytes"


def probe(path: Path, *, limits: Limits, table: bool) -> Original:
    """Look at a file: hash, size, packing, head and whether it is UTF-8, in one pass and bounded memory.

    Args:
        path: The file.
        limits: How large it may be.
        table: Whether its name says that it is a table, read row by row.

    Raises:
        RefusedError: If it is no regular file, missing, not readable, empty, too large, or damaged gzip data.
    """
    limit = limits.table if table else limits.document
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # opening a pipe or a device could wait for ever
            raise RefusedError("not_a_file", "is not an ordinary file", remedy="give files and folders only")
        if status.st_size == 0:
            raise RefusedError("empty_file", "is empty (0 bytes)", remedy="fetch it again or leave it out")
        if status.st_size > limit:
            raise RefusedError(
                "too_large",
                f"is {size_in_words(status.st_size)}, above the limit of {size_in_words(limit)}",
                remedy=_SPLIT_REMEDY,
            )
        return _scan(path, cast("Callable[[], BinaryIO]", partial(path.open, "rb")), name=path.name, limit=limit)
    except FileNotFoundError as error:
        raise RefusedError("missing_file", "does not exist", remedy="check the path") from error
    except PermissionError as error:
        raise RefusedError("no_permission", "may not be read", remedy="change its permissions") from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise RefusedError(
            "truncated_archive", f"is gzip data that breaks off or is damaged ({error})", remedy="fetch it again"
        ) from error
    except OSError as error:
        raise RefusedError(
            "unreadable_file", f"cannot be read ({error.strerror or error})", remedy="copy it anew"
        ) from error


def probe_inside(outer: Original, opener: Callable[[], BinaryIO], *, name: str, limit: int) -> Original:
    """Look at a file that stands inside another one, in one pass and bounded memory.

    Args:
        outer: The file it stands in.
        opener: Opens its bytes; called once for each reading.
        name: Its name there.
        limit: How large it may be, unpacked, in bytes.

    Raises:
        RefusedError: If it is empty, too large, or damaged gzip data.
    """
    try:
        found = _scan(outer.path, opener, name=name, limit=limit)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise RefusedError(
            "truncated_archive", f"is packed data that breaks off or is damaged ({error})", remedy="fetch it again"
        ) from error
    if not found.size:
        raise RefusedError("empty_file", "is empty (0 bytes)", remedy="fetch it again or leave it out")
    return replace(found, sha256=outer.sha256, sha512=outer.sha512, size=outer.size, opener=opener)


def _scan(path: Path, opener: Callable[[], BinaryIO], *, name: str, limit: int) -> Original:
    hasher, second = hashlib.sha256(), hashlib.sha512()
    checker = _Utf8Checker()
    head = start = b""
    size = length = 0
    with opener() as stream:
        while chunk := stream.read(_CHUNK):
            hasher.update(chunk)
            second.update(chunk)
            size += len(chunk)
            start = start or chunk[:2]
            if size > limit:
                raise _above(limit)
            if start != _GZIP:
                length += len(chunk)
                head = head or chunk[:HEAD]
                checker.feed(chunk)
    packed = start == _GZIP
    if packed:
        with opener() as stream, gzip.open(stream, "rb") as unpacked:
            while chunk := unpacked.read(_CHUNK):
                length += len(chunk)
                if length > limit:
                    raise _above(limit)
                head = head or chunk[:HEAD]
                checker.feed(chunk)
        if not length:
            raise RefusedError("empty_file", "is empty once unpacked", remedy="fetch it again or leave it out")
    inner = name[:-3] if packed and name.lower().endswith(".gz") else name
    return Original(
        path=path,
        inner=inner,
        sha256=hasher.hexdigest(),
        sha512=second.hexdigest(),
        size=size,
        packed=packed,
        length=length,
        head=head,
        valid_utf8=checker.finish(),
    )


def _above(limit: int) -> RefusedError:
    return RefusedError("too_large", f"unpacks to more than {size_in_words(limit)}", remedy=_SPLIT_REMEDY)


class _Utf8Checker:
    """Tells whether bytes that come in pieces are valid UTF-8, without keeping them."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._valid = True

    def feed(self, chunk: bytes) -> None:
        """Take in the next piece."""
        if self._valid:
            try:
                self._decoder.decode(chunk)
            except UnicodeDecodeError:
                self._valid = False

    def finish(self) -> bool:
        """Return whether everything was valid and nothing is left over."""
        if self._valid:
            try:
                self._decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                self._valid = False
        return self._valid
