"""Things lost, used or seen: a kind, how many of it, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from crossbearing.model.values.count import Count

__all__ = ["Items"]


@dataclass(frozen=True, slots=True)
class Items:
    """One kind of thing; a list in the text becomes one claim a kind.

    Args:
        text: As written ("three tanks").
        kind: A kind of `resources/weapons.toml` (`tank`), or the words as written in lower case.
        count: How many.
        effect: `destroyed`, `damaged`, `captured`, `used`, ..., or empty.
        role: What it did there ("escort"), or empty.
        operator: Whose it is, as written, or empty.
    """

    type: ClassVar[str] = "items"

    text: str
    kind: str
    count: Count
    effect: str = ""
    role: str = ""
    operator: str = ""
