"""How long something lasted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

__all__ = ["Duration"]


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time.

    Args:
        text: As written ("about an hour", "hours").
        low: Shortest admissible length in seconds, or None where open or unknown.
        high: Longest admissible length in seconds, or None where open or unknown.
        about: Stated as approximate.
        vague: Known only by a vague word ("hours").
    """

    type: ClassVar[str] = "duration"

    text: str
    low: float | None = None
    high: float | None = None
    about: bool = False
    vague: bool = False
