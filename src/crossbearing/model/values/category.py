"""One of a small tree of codes, such as the tree of intent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

__all__ = ["Category"]


@dataclass(frozen=True, slots=True)
class Category:
    """A code of a scheme.

    Args:
        text: As written ("by mistake").
        scheme: The slot or table that owns the codes, such as `intent`.
        code: Dotted path in its tree (`mistake.technical_error`); `not_stated` is unknown.
        negated: True for "not deliberate": everything of the scheme but this code.
        exclusive: Whether codes that are neither ancestor nor descendant of one another exclude one another.
    """

    type: ClassVar[str] = "category"

    text: str
    scheme: str
    code: str
    negated: bool = False
    exclusive: bool = True
