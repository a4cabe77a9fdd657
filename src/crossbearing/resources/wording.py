"""Patterns that find any of many words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

__all__ = ["Wording", "pattern"]

_END: Final = ""
_BLANK: Final = " "


_TEXTS: Final = 256
"""Texts whose words are kept: many patterns are looked for in one sentence after another."""
_WORD: Final = re.compile(r"\w+")
_ODD: Final = re.compile("[\u0130\u0131\u017f\u212a\u212b]")
"""Letters that a pattern takes for another letter in any case and lower case does not."""


class Wording:
    """Finds words and phrases. See `pattern`.

    A match begins with the first word of a phrase, as a whole word of the text: a text that holds none of these words
    is not searched, and nearly none does.

    Args:
        compiled: What is searched with.
        heads: First words of all phrases, in lower case; None where a phrase does not begin with a word.
    """

    __slots__ = ("_compiled", "_heads")

    def __init__(self, compiled: re.Pattern[str], heads: frozenset[str] | None) -> None:
        self._compiled = compiled
        self._heads = heads

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match, or None."""
        return self._compiled.search(text) if self._may(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match that the text begins with, or None."""
        return self._compiled.match(text) if self._may(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match that is the whole text, or None."""
        return self._compiled.fullmatch(text) if self._may(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return all matches in order, none inside another."""
        return self._compiled.finditer(text) if self._may(text) else iter(())

    def _may(self, text: str) -> bool:
        if self._heads is None:
            return True
        words = _words(text)
        return words is None or not self._heads.isdisjoint(words)


@lru_cache(maxsize=_TEXTS)
def _words(text: str) -> frozenset[str] | None:
    """Return the words of a text in lower case, or None where letters stand in it that may match others."""
    return None if not text.isascii() and _ODD.search(text) else frozenset(_WORD.findall(text.lower()))


class _Node(dict[str, "_Node"]):
    """A place in a tree of words: what can follow, letter by letter; `_END` where a word may end."""


@cache
def pattern(words: Iterable[str]) -> Wording:
    """Return a pattern that finds any of some words or phrases as whole words, longest first, in any case.

    Words that begin alike share their beginning in the pattern (a trie; Fredkin, CACM 1960), so that a text is compared
    with one letter at a time and not with each word in turn.

    Args:
        words: Words and phrases; blanks in them match any white space. Must be hashable (a tuple).

    Returns:
        What finds them; for no words, nothing.
    """
    root = _Node()
    heads: set[str] = set()
    headed = True
    for word in words:
        head = _WORD.match(word.strip().lower())
        headed &= head is not None and _ODD.search(word) is None
        heads.add(head.group() if head is not None else "")
        node = root
        for letter in _BLANK.join(word.split()):
            small = letter.lower()
            node = node.setdefault(small if len(small) == 1 else letter, _Node())
        node.setdefault(_END, _Node())
    if not root:
        return Wording(re.compile(r"(?!)"), frozenset())
    firsts = "".join(map(re.escape, sorted(root)))
    guard = f"(?=[{firsts}])" if _END not in root else ""
    compiled = re.compile(rf"(?<![\w-]){guard}{_written(root)}(?![\w-])", re.IGNORECASE)
    return Wording(compiled, frozenset(heads) if headed else None)


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
