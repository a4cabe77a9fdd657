"""Characters that carry no words are made harmless; everything else stays as written.

Offsets count characters of the cleaned text, so cleaning happens before any offset is taken. The original's bytes are
kept beside it and are never touched.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["clean", "one_line"]

# Bidirectional overrides and isolates can turn a line around on screen; marks and soft hyphens split words for every
# later search. Zero-width joiners stay: Persian and the Indic scripts spell with them.
_DROPPED = dict.fromkeys(
    [
        *range(0x09),
        *range(0x0E, 0x20),
        *range(0x7F, 0x85),
        *range(0x86, 0xA0),
        *(0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xFFF9, 0xFFFC),
    ]
)
_BLANKS = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_BREAKS: dict[int, str] = {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n\n"}
_TABLE: dict[int, str | None] = {**_DROPPED, **_BLANKS, **_BREAKS, **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return a text with uniform line ends, in NFC, without control and direction characters.

    Args:
        text: Any text, lone surrogates included.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return a cleaned text on one line, with single blanks."""
    return _SPACES.sub(" ", clean(text)).strip()
