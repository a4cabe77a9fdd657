"""Pictures, films and sound among the documents of a case: how they look, and which of them look alike."""

from __future__ import annotations

from dataclasses import dataclass

from crossbearing.model.errors import ModelError

__all__ = ["Likeness"]

_DIGITS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a picture looks, in 64 bits. A record of a case (`model.casework`), made by the program.

    Args:
        id: The document's id behind `likeness:`.
        subject: Document id.
        by: What computed it, with its version.
        at: UTC, ISO 8601.
        bits: 16 hexadecimal digits.

    Raises:
        ModelError: If `bits` are not 16 hexadecimal digits.
    """

    id: str
    subject: str
    by: str
    at: str
    bits: str

    def __post_init__(self) -> None:
        if len(self.bits) != 16 or not _DIGITS.issuperset(self.bits):
            raise ModelError(f"no likeness of 64 bits: {self.bits!r}")

    def distance(self, other: Likeness) -> int:
        """Return in how many of 64 bits two pictures differ."""
        return (int(self.bits, 16) ^ int(other.bits, 16)).bit_count()
