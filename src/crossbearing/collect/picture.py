"""What a picture, video or sound file states of itself; nothing in it is unpacked or played.

Runs in a process of its own (`confined`).
"""

from __future__ import annotations

import io
import logging
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

__all__ = ["picture_facts"]

# What bears on when, where and with what it was made. Owners' names and serial numbers are left in the file alone.
_TAGS = {
    "EXIF DateTimeOriginal": "Taken, by the camera's clock",
    "EXIF OffsetTimeOriginal": "Offset of that clock from UTC",
    "EXIF DateTimeDigitized": "Digitised, by the camera's clock",
    "Image DateTime": "Last changed, by the clock of camera or program",
    "Image Make": "Camera make",
    "Image Model": "Camera model",
    "Image Software": "Program",
    "Image ImageDescription": "Description",
    "GPS GPSDate": "Date by satellite (UTC)",
    "GPS GPSTimeStamp": "Time by satellite (UTC)",
    "GPS GPSImgDirection": "Direction of view, degrees",
}
_LONGEST = 300
_MOST_BOXES = 10_000
_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)  # ISO/IEC 14496-12, 8.2.2
_ENTERED = (b"moov",)


def picture_facts(data: bytes) -> dict[str, Any]:
    """Return `facts`: pairs of a name and what the file states, in order.

    Args:
        data: The file, or its first and last megabytes one behind the other.
    """
    facts: list[tuple[str, str]] = []
    size = _size(data)
    if size:
        facts.append(("Width and height, pixels", f"{size[0]} × {size[1]}"))
    facts.extend(_exif(data))
    facts.extend(_film(data))
    return {"facts": facts}


def _exif(data: bytes) -> Iterator[tuple[str, str]]:
    import exifread

    logging.getLogger("exifread").setLevel(logging.CRITICAL)
    try:
        tags = exifread.process_file(io.BytesIO(data), details=False)
    # The library raises whatever damaged metadata make it raise; the file is kept without them.
    except Exception as error:
        yield "Metadata", f"damaged ({type(error).__name__})"
        return
    for name, ours in _TAGS.items():
        if name in tags:
            said = " ".join(str(tags[name]).replace("\x00", " ").split())[:_LONGEST]
            if said:
                yield ours, said
    position = _position(tags)
    if position:
        yield "Position, by satellite, as the file states it", position


def _position(tags: Any) -> str:
    try:
        degrees = []
        for axis, negative, most in (("Latitude", "S", 90), ("Longitude", "W", 180)):
            parts = [Fraction(str(part)) for part in tags[f"GPS GPS{axis}"].values]
            value = float(parts[0] + parts[1] / 60 + parts[2] / 3600)
            if not value <= most:
                return ""
            degrees.append(-value if str(tags[f"GPS GPS{axis}Ref"]).strip() == negative else value)
    except (KeyError, IndexError, ValueError, ZeroDivisionError, AttributeError, TypeError, OverflowError):
        return ""
    return f"{degrees[0]:.5f}, {degrees[1]:.5f}"


def _size(data: bytes) -> tuple[int, int] | None:
    """Return width and height as the head of the file states them."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data.startswith(b"GIF8") and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    return _jpeg_size(data) if data.startswith(b"\xff\xd8") else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        # Start of frame, any kind (ITU-T T.81, table B.1)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + max(length, 2)
    return None


def _film(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield when a video of the ISO family was made and how long it is (ISO/IEC 14496-12, 8.2.2)."""
    stack, seen = [(0, len(data))], 0
    if data[4:8] not in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return
    while stack:
        at, end = stack.pop()
        while at + 8 <= end and seen < _MOST_BOXES:
            seen += 1
            length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
            body = at + 8
            if length == 1:
                length, body = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
            length = length or end - at
            if length < body - at:
                return
            if kind in _ENTERED:
                stack.append((body, min(at + length, end)))
            elif kind == b"mvhd":
                yield from _film_head(data[body : min(at + length, end)])
            at += length


def _film_head(head: bytes) -> Iterator[tuple[str, str]]:
    if len(head) < 32:
        return
    if head[0] == 1:
        made, scale, length = (
            int.from_bytes(head[4:12], "big"), int.from_bytes(head[20:24], "big"), int.from_bytes(head[24:32], "big")
        )  # fmt: skip
    else:
        made, scale, length = (int.from_bytes(head[at : at + 4], "big") for at in (4, 12, 16))
    if 0 < made < 2**33:
        when = (_EPOCH + timedelta(seconds=made)).isoformat(timespec="seconds")
        yield "Made, by the clock of camera or program (UTC)", when
    if scale:
        yield "Length, seconds", f"{length / scale:.1f}"
