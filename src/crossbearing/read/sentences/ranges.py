"""Stretches of a sentence: of a token with what hangs on it, of the whole, of the whole without a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossbearing.read.sentences.parse import Parsed

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["subtree_range", "whole_range", "without"]


def subtree_range(parsed: Parsed, token: Token) -> tuple[int, int]:
    """Return the offsets of a token with everything that hangs on it."""
    return parsed.start(token.left_edge), parsed.end(token.right_edge)


def whole_range(parsed: Parsed) -> tuple[int, int]:
    """Return the offsets of the sentence."""
    return parsed.sentence.start, parsed.sentence.end


def without(whole: tuple[int, int], hole: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return what is left of a stretch without a part of it: nothing, one piece or two."""
    left, right = (whole[0], min(hole[0], whole[1])), (max(hole[1], whole[0]), whole[1])
    return tuple(part for part in (left, right) if part[1] > part[0])
