"""Patterns that find any of many words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

__all__ = ["pattern"]

_END: Final = ""
_BLANK: Final = " "


class _Node(dict[str, "_Node"]):
    """A place in a tree of words: what can follow, letter by letter; `_END` where a word may end."""


@cache
def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of some words or phrases as whole words, longest first, in any case.

    Words that begin alike share their beginning in the pattern (a trie; Fredkin, CACM 1960), so that a text is compared
    with one letter at a time and not with each word in turn.

    Args:
        words: Words and phrases; blanks in them match any white space. Must be hashable (a tuple).

    Returns:
        A compiled pattern; for no words, one that never matches.
    """
    root = _Node()
    for word in words:
        node = root
        for letter in _BLANK.join(word.split()):
            small = letter.lower()
            node = node.setdefault(small if len(small) == 1 else letter, _Node())
        node.setdefault(_END, _Node())
    if not root:
        return re.compile(r"(?!)")
    firsts = "".join(map(re.escape, sorted(root)))
    guard = f"(?=[{firsts}])" if _END not in root else ""
    return re.compile(rf"(?<![\w-]){guard}{_written(root)}(?![\w-])", re.IGNORECASE)


def _written(node: _Node) -> str:
    """Return the pattern of what can follow a place, longer words first."""
    parts = [
        (r"\s+" if letter == _BLANK else re.escape(letter)) + _written(behind)
        for letter, behind in node.items()
        if letter != _END
    ]
    if not parts:
        return ""
    if len(parts) == 1 and _END not in node:
        return parts[0]
    return f"(?:{'|'.join(parts)})" + ("?" if _END in node else "")
