"""Where words stand: the address of a claim inside a document."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ImageRegion", "Locator", "MediaRange", "PageBox", "TableCell", "TextSpan"]


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Characters of a working text.

    Args:
        text: Text id.
        start: Offset of the first character, a Python `str` offset into `Text.content`.
        end: Offset behind the last character.
        quote: The characters themselves, `content[start:end]`.
        page: Page number from 1, where the original has pages.
    """

    text: str
    start: int
    end: int
    quote: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class PageBox:
    """A box on a page of the original; points from the page's lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    quote: str = ""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table of already coded claims.

    Args:
        text: Text id of the row's working text.
        row: Row number in the original, counted from 1 without the header.
        column: Column name as written.
        start: Offset of the cell's characters in the working text.
        end: Offset behind them.
        quote: The cell as written.
    """

    text: str
    row: int
    column: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class ImageRegion:
    """A region of an image, in pixels from its upper left corner. Its place is kept; nothing reads images yet."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class MediaRange:
    """A range of a recording, in seconds from its start. Its place is kept; nothing reads recordings yet."""

    start: float
    end: float


Locator = TextSpan | PageBox | TableCell | ImageRegion | MediaRange
"""Any address of words."""
