"""Zip archives and WACZ web archives: each file a document. Nothing is written to disk under an archive's names."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from typing import BinaryIO, cast

from crossbearing.collect.draft import Stated
from crossbearing.collect.formats import is_large_name
from crossbearing.collect.inner import Budget, Found, Inner, shown_name, whole
from crossbearing.collect.original import Limits, Original, probe_inside, size_in_words
from crossbearing.collect.refusal import RefusedError, note

__all__ = ["DAMAGED", "EXTRACTOR", "check_archive", "check_directory", "is_bomb", "unpack_zip"]

EXTRACTOR = "zip@1"
"""Name and version of this unpacker, for the id of the step."""
DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, struct.error,
    UnicodeError,
)  # fmt: skip
"""What the standard library raises on archives that are damaged or in a way that it does not know."""
_RATIO = 200  # text packs to a tenth; deflate ends at 1,032
_RATIO_FROM = 10_000_000  # bytes unpacked from which the ratio is looked at
_LARGEST_DIRECTORY = 16_000_000  # bytes: about 200,000 names
_TAIL = 65_557 + 76  # the longest comment, the records that end an archive, and those of zip64 (APPNOTE 4.3.14-16)
_PASSED_OVER = re.compile(r"(?:^|/)(?:__macosx/|\.|~\$|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_SETTINGS = re.compile(r"(?:^|/)(?:sources\.toml|(?:[^/]*\.)?mapping\.toml)$", re.IGNORECASE)
_UNSAFE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|\x00")
_WACZ_PAGES = re.compile(r"^archive/[^/]+\.warc(?:\.gz)?$")
_UNPACK = "unpack it, look at what it holds, and give the files"


def unpack_zip(original: Original, *, where: str, limits: Limits, budget: Budget) -> Found:
    """Yield the files of a zip archive; of a WACZ, its WARC files.

    Args:
        original: The archive.
        where: Its name, for notes.
        limits: How large files may be.
        budget: What may still be unpacked out of the outermost file.

    Raises:
        RefusedError: If the archive as a whole is refused.
    """
    with _seekable(original, limits=limits) as stream:
        check_directory(stream)
        try:
            archive = zipfile.ZipFile(stream)
        except DAMAGED as error:
            raise RefusedError(
                "truncated_archive", f"is an archive that breaks off or is damaged ({error})", remedy="fetch it again"
            ) from error
        with archive:
            entries = archive.infolist()
            check_archive(entries, limits=limits)
            names = {entry.filename for entry in entries}
            web = "datapackage.json" in names and any(map(_WACZ_PAGES.match, names))
            for number, entry in enumerate(entries, start=1):
                if entry.is_dir() or (_PASSED_OVER.search(entry.filename) and not _UNSAFE.search(entry.filename)):
                    continue
                if web and not _WACZ_PAGES.match(entry.filename):
                    continue
                if _SETTINGS.search(entry.filename):
                    yield note(
                        "settings_passed_over",
                        f"{where}#part={number}",
                        f"{shown_name(entry.filename)} inside an archive is passed over",
                        remedy="put it beside the archive",
                    )
                    continue
                yield _entry(archive, entry, number, original, limits=limits, budget=budget)


@contextmanager
def _seekable(original: Original, *, limits: Limits) -> Iterator[BinaryIO]:
    # Seeking in packed data means unpacking it again from its start; a nested archive is held in memory instead.
    if original.opener is not None or original.packed:
        yield io.BytesIO(whole(original, limit=limits.document))
    else:
        with original.path.open("rb") as stream:
            yield stream


def check_directory(stream: BinaryIO) -> None:
    """Refuse an archive whose list of files alone would fill the memory.

    Args:
        stream: The archive, seekable; left at its start.

    Raises:
        RefusedError: `archive_bomb`.
    """
    length = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, length - _TAIL))
    tail = stream.read(_TAIL)
    stream.seek(0)
    sizes = []
    end = tail.rfind(b"PK\x05\x06")
    if 0 <= end <= len(tail) - 22:
        sizes.append(struct.unpack_from("<L", tail, end + 12)[0])
    wide = tail.rfind(b"PK\x06\x06")
    if 0 <= wide <= len(tail) - 56:
        sizes = [struct.unpack_from("<Q", tail, wide + 40)[0]]
    if any(size > _LARGEST_DIRECTORY and size <= length for size in sizes):
        raise RefusedError(
            "archive_bomb", "is an archive whose list of files alone is larger than any person makes", remedy=_UNPACK
        )


def check_archive(entries: list[zipfile.ZipInfo], *, limits: Limits) -> None:
    """Refuse an archive that would unpack beyond all bounds, by what it says of itself.

    Args:
        entries: What its directory lists.
        limits: How large files may be; all together may have `limits.table` bytes.

    Raises:
        RefusedError: `archive_bomb` or `too_large`.
    """
    places = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    overlapping = any(at + size > following for (at, size), (following, _) in pairwise(places) if size)
    # One stretch of packed data under many names: D. Fifield, A better zip bomb, WOOT 2019.
    if overlapping or any(first == second for first, second in pairwise(places)):
        raise RefusedError("archive_bomb", "is an archive whose files lie upon each other", remedy=_UNPACK)
    if sum(entry.file_size for entry in entries) > limits.table:
        raise RefusedError("too_large", f"unpacks to more than {size_in_words(limits.table)}", remedy=_UNPACK)


def is_bomb(entry: zipfile.ZipInfo) -> bool:
    """Return whether a file of an archive is packed more tightly than anything that people write."""
    return entry.file_size > _RATIO_FROM and entry.file_size > _RATIO * max(entry.compress_size, 1)


def _entry(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    number: int,
    outer: Original,
    *,
    limits: Limits,
    budget: Budget,
) -> Inner | RefusedError:
    """Return one file of an archive, or why it is refused."""
    name = shown_name(entry.filename)
    where = f"part={number} ({name})"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return RefusedError("link_in_archive", "is a link, not a file", where=where, remedy="pack the file itself")
    if _UNSAFE.search(entry.filename) or _UNSAFE.search(entry.orig_filename):
        return RefusedError(
            "unsafe_name", "has a name that leads out of the archive", where=where, remedy="pack it under a plain name"
        )
    if entry.flag_bits & 1:
        return RefusedError(
            "encrypted_archive", "is protected by a password", where=where, remedy="unpack it and give the files"
        )
    if is_bomb(entry):
        return RefusedError(
            "archive_bomb",
            f"unpacks from {size_in_words(entry.compress_size)} to {size_in_words(entry.file_size)}",
            where=where,
            remedy=_UNPACK,
        )
    limit = limits.table if is_large_name(entry.filename) else limits.document
    budget.take(entry.file_size)
    opener = cast("partial[BinaryIO]", partial(archive.open, entry))
    try:
        inside = probe_inside(outer, opener, name=entry.filename.rpartition("/")[2] or name, limit=limit)
    except RefusedError as refused:
        return RefusedError(refused.kind, refused.what, where=where, remedy=refused.remedy)
    except DAMAGED as error:
        return RefusedError("damaged_file", f"cannot be unpacked ({error})", where=where, remedy="pack it again")
    budget.take(inside.length if inside.packed else 0)
    return Inner(
        name=inside.inner,
        locator=f"part={number}",
        original=inside,
        first=Stated(basis=(("file", f"{name}, in the archive"),)),
    )
