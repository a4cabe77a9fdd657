"""Numbers spelled in digits or words, read off the words of a sentence."""

from __future__ import annotations

import re
from functools import cache

from crossbearing.resources.lexicon import Lexicon

__all__ = ["NumberScanner", "by_first_word", "parse_integer"]

_DIGITS = re.compile(r"^\d{1,3}(?:[,.\u00a0\u2009]\d{3})+$|^\d+$")


def parse_integer(word: str) -> int | None:
    """Return the whole number that a string of digits stands for, or None.

    Args:
        word: Such as `62` or `1,200`.
    """
    if not _DIGITS.match(word):
        return None
    digits = re.sub(r"\D", "", word)
    return int(digits) if len(digits) <= 9 else None


@cache
def by_first_word(phrases: tuple[str, ...]) -> dict[str, list[list[str]]]:
    """Return phrases as lists of words, by their first word, longest first."""
    found: dict[str, list[list[str]]] = {}
    for parts in sorted((phrase.split() for phrase in phrases), key=len, reverse=True):
        found.setdefault(parts[0], []).append(parts)
    return found


@cache
def _by_last_word(phrases: tuple[str, ...]) -> dict[str, list[list[str]]]:
    """Return phrases as lists of words, by their last word, longest first."""
    found: dict[str, list[list[str]]] = {}
    for parts in sorted((phrase.split() for phrase in phrases), key=len, reverse=True):
        found.setdefault(parts[-1], []).append(parts)
    return found


class NumberScanner:
    """Reads numbers off the lower-cased words of one sentence.

    Args:
        words: The words.
        tables: Word tables of their language.
    """

    def __init__(self, words: list[str], tables: Lexicon) -> None:
        self.words = words
        self.table = tables.numbers

    def cardinal(self, i: int) -> tuple[int, int, bool] | None:
        """Return (value, token behind it, whether a round "dozen") of the number that begins at token i, or None."""
        words, table = self.words, self.table
        if i >= len(words):
            return None
        word = words[i]
        value = parse_integer(word)
        position = i
        if value is not None:
            position = i + 1
            if position < len(words) and words[position] in table.scales and words[position] != "score":
                value *= table.scales[words[position]]
                position += 1
            return value, position, False
        if word in {"a", "an"} and i + 1 < len(words) and words[i + 1] in {"dozen", "hundred", "thousand", "million"}:
            tail = self.cardinal_words(i + 1)
            if tail is not None:
                return tail[0], tail[1], words[i + 1] == "dozen"
        if word == "half" and words[i + 1 : i + 3] == ["a", "dozen"]:
            return 6, i + 3, True
        return self.cardinal_words(i)

    def cardinal_words(self, i: int) -> tuple[int, int, bool] | None:
        """Read a number written out in words."""
        words, table = self.words, self.table
        total = current = 0
        position = i
        seen = rounded = False
        while position < len(words):
            word = words[position]
            if word in table.units and (not seen or current % 10 == 0) and word != "zero":
                if seen and current == 0 and total == 0:
                    break
                current += table.units[word]
            elif word in table.tens and (not seen or current % 100 == 0):
                current += table.tens[word]
            elif "-" in word and (both := word.split("-", 1)) and both[0] in table.tens and both[1] in table.units:
                current += table.tens[both[0]] + table.units[both[1]]
            elif word in table.scales and word != "score" and (seen or word in {"dozen", "hundred", "thousand"}):
                scale = table.scales[word]
                if (
                    not seen
                    and position == i
                    and word != "dozen"
                    and (i == 0 or words[i - 1] not in {"a", "an", "one"})
                ):
                    return None
                rounded = word == "dozen"
                if scale >= 1000:
                    total += max(current, 1) * scale
                    current = 0
                else:
                    current = max(current, 1) * scale
            elif (
                seen
                and word == "-"
                and position + 1 < len(words)
                and words[position + 1] in table.units
                and words[position - 1] in table.tens
            ):
                position += 1
                current += table.units[words[position]]
            elif seen and word == "and" and words[position - 1] in {"hundred", "thousand"} and self._more(position + 1):
                position += 1
                continue
            else:
                break
            seen = True
            position += 1
        return (total + current, position, rounded) if seen else None

    def _more(self, i: int) -> bool:
        return i < len(self.words) and (self.words[i] in self.table.units or self.words[i] in self.table.tens)

    def before(self, i: int, phrases: tuple[str, ...]) -> int:
        """Return how many tokens right before token i make up the longest of some phrases, or 0."""
        if i == 0:
            return 0
        for parts in _by_last_word(phrases).get(self.words[i - 1], ()):
            if i >= len(parts) and self.words[i - len(parts) : i] == parts:
                return len(parts)
        return 0

    def after(self, i: int, phrases: tuple[str, ...]) -> int:
        """Return how many tokens from token i on make up the longest of some phrases, or 0."""
        if i >= len(self.words):
            return 0
        for parts in by_first_word(phrases).get(self.words[i], ()):
            if self.words[i : i + len(parts)] == parts:
                return len(parts)
        return 0
