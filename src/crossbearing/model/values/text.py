"""An answer that is known only in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

__all__ = ["TextValue"]


@dataclass(frozen=True, slots=True)
class TextValue:
    """Words. Two of them are the same if their normalised words are, and otherwise incomparable.

    Args:
        text: As written.
    """

    type: ClassVar[str] = "text"

    text: str
