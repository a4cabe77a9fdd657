"""Small parts of joining attributions: where quotations are open, and links of a chain that repeat a name."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from crossbearing.model.actors import Stance
from crossbearing.model.claims import Basis
from crossbearing.read.mentions import Attribution

__all__ = ["CLOSE", "OPEN", "quote_state", "without_repeats"]

OPEN: Final = "\u201c\u00ab"
"""Marks that open a quotation."""
CLOSE: Final = "\u201d\u00bb"
"""Marks that close one."""


def quote_state(text: str, inside: bool) -> bool:
    """Return whether a quotation is open behind a sentence.

    Args:
        text: The sentence.
        inside: Whether one was open before it.
    """
    for char in text:
        if char in OPEN:
            inside = True
        elif char in CLOSE:
            inside = False
        elif char == '"':
            inside = not inside
    return inside


def without_repeats(entries: list[Attribution]) -> list[Attribution]:
    """Drop a link that repeats its neighbour's name; the inner stance and the outer cue stay.

    Args:
        entries: The links of a chain, outer before inner.
    """
    kept: list[Attribution] = []
    for entry in entries:
        same = next((known for known in kept if known.source.name.casefold() == entry.source.name.casefold()), None)
        if same is None:
            kept.append(entry)
        else:
            kept[kept.index(same)] = replace(
                same,
                stance=entry.stance if entry.stance is not Stance.ASSERTS else same.stance,
                basis=entry.basis if entry.basis is not Basis.UNKNOWN else same.basis,
            )
    return kept
