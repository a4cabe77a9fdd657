"""A page of a PDF file as a picture, with the places of some words on it; runs in a process of its own (`confined`)."""

from __future__ import annotations

import base64
import json
import struct
import unicodedata
import zlib
from typing import Any

from crossbearing.collect.refusal import RefusedError

__all__ = ["asked", "page_picture"]

_WIDEST = 1_400
"""Pixels of the longer side of a picture."""
_POINTS = 14_400  # of a side at most: ISO 32000-1, annex C, on what a page may measure
_MOST_BOXES = 200


def asked(data: bytes, *, page: int, words: str = "") -> bytes:
    """Return what `page_picture` is to be given.

    Args:
        data: The PDF file.
        page: Number of the page, from 1.
        words: Words to find on it, or empty.
    """
    return json.dumps({"page": page, "words": words}).encode() + b"\n" + data


def page_picture(data: bytes) -> dict[str, Any]:
    """Return a page of a PDF as a picture, and where words stand on it.

    Args:
        data: As `asked` makes it.

    Returns:
        `png`, the picture in base64; `width` and `height` in pixels; `pages`, how many the file has; `boxes`, one for
        each line of the words: left, top, right and bottom as shares of the picture, from its upper left corner.

    Raises:
        RefusedError: `damaged_file`, `damaged_page`, or `no_such_page`.
    """
    import pypdfium2

    head, _, pdf = data.partition(b"\n")
    wanted = json.loads(head)
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise RefusedError("damaged_file", "is a PDF that cannot be opened", remedy="open the original") from error
    try:
        number = int(wanted["page"])
        if not 1 <= number <= len(document):
            raise RefusedError("no_such_page", f"has {len(document)} pages, not {number}", remedy="ask for one of them")
        try:
            page = document[number - 1]
            width, height = page.get_size()
            if not (0 < width <= _POINTS and 0 < height <= _POINTS):
                raise RefusedError("damaged_page", "is a page of no sensible size", remedy="open the original")
            bitmap = page.render(scale=_WIDEST / max(width, height), rev_byteorder=True, may_draw_forms=False)
            png = _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, stride=bitmap.stride, depth=bitmap.n_channels)
            boxes = _boxes(page, str(wanted["words"]), width, height) if wanted["words"] else []
        except pypdfium2.PdfiumError as error:
            raise RefusedError("damaged_page", "is a page that cannot be drawn", remedy="open the original") from error
        return {
            "png": base64.b64encode(png).decode(),
            "width": bitmap.width,
            "height": bitmap.height,
            "pages": len(document),
            "boxes": boxes,
        }
    finally:
        document.close()


def _boxes(page: Any, words: str, width: float, height: float) -> list[list[float]]:
    """Return the boxes of words, found by their letters and digits alone: lines, hyphens and blanks differ in a PDF."""
    text_page = page.get_textpage()
    content = text_page.get_text_range()
    letters, places = _letters(content)
    sought, _ = _letters(words)
    at = letters.find(sought) if sought else -1
    if at < 0:
        return []
    first, last = places[at], places[at + len(sought) - 1]
    number = text_page.count_rects(first, last - first + 1)
    left, bottom, right, top = page.get_bbox() if hasattr(page, "get_bbox") else (0.0, 0.0, width, height)
    wide, high = (right - left) or width, (top - bottom) or height
    found = []
    for index in range(min(number, _MOST_BOXES)):
        box = text_page.get_rect(index)
        found.append(
            [
                round(min(max(share, 0.0), 1.0), 4)
                for share in (
                    (box[0] - left) / wide,
                    (top - box[3]) / high,
                    (box[2] - left) / wide,
                    (top - box[1]) / high,
                )
            ]
        )
    return found


def _letters(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of a text in lower case, and where each stands in it."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFKC", char).casefold():
            if part.isalnum():
                letters.append(part)
                places.append(place)
    return "".join(letters), places


def _png(pixels: bytes, width: int, height: int, *, stride: int, depth: int) -> bytes:
    """Return pixels as a PNG file (W3C, PNG 3rd edition): RGB, RGBA or grey, eight bits a channel.

    Args:
        pixels: Rows of `stride` bytes, the uppermost first.
        width: In pixels.
        height: In pixels.
        stride: Bytes from one row to the next.
        depth: Bytes of a pixel: 1, 3 or 4.
    """
    colour = {1: 0, 3: 2, 4: 6}[depth]
    rows = b"".join(b"\0" + pixels[row * stride : row * stride + width * depth] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
