"""Words that posts write with signs in them, so that no filter finds them ("kil*led", "mar-tyrs", "b0mbing").

Only words of a closed list are written out, for the parser alone and in as many characters, so that every offset stays
valid; answers and quotes keep the words as written. Why somebody writes so is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

__all__ = ["respelled"]

_SIGNS = "*#@$!|/\\\\.\u00b7\u2022+~^_-"
# Each alternative begins at the head of a word and its parts exclude one another: the time grows with the text alone.
_CANDIDATE = re.compile(
    rf"(?<![A-Za-z0-9])[A-Za-z]+(?:(?:[{_SIGNS}]{{1,3}}|[0-9])[A-Za-z]+){{1,14}}(?![A-Za-z0-9])"
    r"|(?<![A-Za-z])[A-Za-z](?: [A-Za-z]){3,14}(?![A-Za-z])"
)
_LIKE_LETTERS = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
_MORE = str.maketrans({"!": "i", "|": "l", "*": "", "#": ""})
_LETTER = re.compile(r"[^a-z]")
_LEAST = 3  # letters that must stand as they are, so that no other word can be meant


def respelled(text: str, words: Collection[str]) -> tuple[str, dict[int, int]]:
    """Return a text with such words written out, and where they end in it and as written.

    Args:
        text: Characters of a sentence.
        words: The words that are written out, in lower case.

    Returns:
        A text of equal length, blanks making up for signs left out; and by the end of each word written out the end of
        the word as written.
    """
    ends: dict[int, int] = {}
    pieces: list[str] = []
    behind = 0
    for match in _CANDIDATE.finditer(text):
        plain = next((found for found in _readings(match.group().lower()) if found in words), "") or _with_gaps(
            match.group().lower(), words
        )
        if not plain or len(plain) > len(match.group()):
            continue
        start, end = match.span()
        plain = plain.capitalize() if text[start].isupper() else plain
        pieces += (text[behind:start], plain.ljust(end - start))
        behind = end
        ends[start + len(plain)] = end
    return "".join((*pieces, text[behind:])), ends


def _readings(word: str) -> Iterator[str]:
    yield _LETTER.sub("", word)
    like = word.translate(_LIKE_LETTERS)
    yield _LETTER.sub("", like)
    yield _LETTER.sub("", like.translate(_MORE))
    yield _LETTER.sub("", word.replace("1", "l").translate(_LIKE_LETTERS).translate(_MORE))


def _with_gaps(word: str, words: Collection[str]) -> str:
    """Return the word of which signs stand for single letters ("k*lled"), or an empty string."""
    known = sum(letter.isalpha() for letter in word)
    if known < _LEAST or 2 * known < len(word):
        return ""
    for candidate in _by_length(frozenset(words)).get(len(word), ()):
        if all(mine == theirs or not mine.isalpha() for mine, theirs in zip(word, candidate, strict=True)):
            return candidate
    return ""


@cache
def _by_length(words: frozenset[str]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for word in sorted(words):
        found.setdefault(len(word), []).append(word)
    return {length: tuple(listed) for length, listed in found.items()}
