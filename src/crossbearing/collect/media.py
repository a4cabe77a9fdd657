"""Pictures, videos and sound: kept, hashed and shown with what they state of themselves; they hold no words to read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from crossbearing.collect.cleaning import one_line
from crossbearing.collect.draft import Draft, Part, Stated
from crossbearing.collect.formats import Format
from crossbearing.collect.original import Original, size_in_words
from crossbearing.model.documents import BlockKind

__all__ = ["EXTRACTOR", "read_media"]

EXTRACTOR = "media@1"
"""Name and version of this reader, for the ids of working texts: raise the version when its output changes."""
_WORDS = {Format.IMAGE: "Picture", Format.VIDEO: "Video", Format.SOUND: "Sound recording"}
_TYPES = {
    b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff", b"BM": "image/bmp", b"ID3": "audio/mpeg", b"OggS": "audio/ogg", b"fLaC": "audio/flac",
    b"\x1aE\xdf\xa3": "video/x-matroska",
}  # fmt: skip
_BRANDS = {b"qt  ": "video/quicktime", b"heic": "image/heic", b"mif1": "image/heif", b"M4A ": "audio/mp4"}
_ENDS = 8_000_000  # bytes from the beginning and from the end: cameras write the head of a film before or behind it


def read_media(original: Original, *, format_: Format, facts_of: Callable[[bytes], dict[str, Any]]) -> Draft:
    """Take up a file without words; its working text is what its metadata state, never read as a report.

    Args:
        original: The file.
        format_: One of `formats.MEDIA`.
        facts_of: `picture.picture_facts`, or a call of it in a process of its own.

    Raises:
        RefusedError: If reading the metadata takes too much.
    """
    with original.open() as stream:
        data = stream.read(2 * _ENDS)
        if original.length > len(data) and original.opener is None and not original.packed:
            stream.seek(-_ENDS, 2)
            behind = stream.read(_ENDS)
            at = behind.find(b"moov")
            data = data[:_ENDS] if at < 4 else _head_box(data) + behind[at - 4 :]
    facts = facts_of(data)["facts"]
    media_type = _media_type(original.head, format_)
    lines = [f"{_WORDS[format_]}, {media_type}, {size_in_words(original.length)}; kept and not read."]
    lines.extend(one_line(f"{name}: {said}") for name, said in facts)
    return Draft(
        media_type=media_type,
        extractor=EXTRACTOR,
        stated=Stated(basis=(("published", "not stated; what the file says of its making stands in its text"),)),
        parts=tuple(Part(BlockKind.BOILERPLATE, line) for line in lines),
        separator="\n",
        language_fixed=True,
    )


def _head_box(data: bytes) -> bytes:
    length = int.from_bytes(data[:4], "big")
    return data[:length] if data[4:8] == b"ftyp" and 8 <= length <= 1024 else b"\x00\x00\x00\x08ftyp"


def _media_type(head: bytes, format_: Format) -> str:
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4" if format_ is Format.VIDEO else f"{format_.value}/mp4")
    if head.startswith(b"RIFF"):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(
            head[8:12], f"{format_.value}/octet-stream"
        )
    found = next((kind for magic, kind in _TYPES.items() if head.startswith(magic)), "")
    return found or f"{format_.value}/octet-stream"
