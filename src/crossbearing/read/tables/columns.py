"""What the columns of a table tell, by the words at their head."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from crossbearing.resources.lexicon import lexicon

__all__ = ["COUNTED", "Column", "column_of", "is_empty", "is_own", "is_total", "words_of_columns"]

COUNTED: Final = ("killed", "wounded", "casualties", "missing", "captured")
"""What a column of numbers can tell of persons."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)?")
_MOST: Final = 7  # words of a heading; more are a sentence


@dataclass(frozen=True, slots=True)
class Column:
    """What a column tells.

    Args:
        slot: `killed`, ..., or `place`, `area`, `date`, `source`; empty where its head says none of it.
        beside: Words of a head that say whose number it is ("children" in "Children killed").
    """

    slot: str
    beside: str = ""


def column_of(head: str, language: str) -> Column:
    """Return what the words at the head of a column, or row, say that it tells.

    Args:
        head: The words.
        language: ISO 639-1 code.
    """
    words = [word.lower() for word in _WORD.findall(head)]
    if not words or len(words) > _MOST:
        return Column("")
    whole = " ".join(words)
    tables = words_of_columns(language)
    for slot, listed in tables.items():
        if whole in listed and slot not in {"total", "own", "empty"}:
            return Column(slot)
    for slot in ("casualties", *COUNTED):
        for known in sorted(tables[slot], key=len, reverse=True):
            if f" {known} " in f" {whole} ":
                rest = f" {whole} ".replace(f" {known} ", " ", 1).strip()
                rest = re.sub(r"\b(?:number|no|of|count|people|persons|reported|the|total|toll|by)\b", " ", rest)
                return Column(slot, " ".join(rest.split()))
    for slot in ("source", "date", "place", "area"):
        if any(word in tables[slot] for word in words):
            return Column(slot)
    return Column("")


def is_total(cell: str, language: str) -> bool:
    """Tell whether the first cell of a row says that it sums up the others."""
    return " ".join(_WORD.findall(cell.lower())) in words_of_columns(language)["total"]


def is_own(cell: str, language: str) -> bool:
    """Tell whether a cell names the publisher's own count ("own count from videos")."""
    words = " ".join(_WORD.findall(cell.lower()))
    return any(words == own or words.startswith(f"{own} ") for own in words_of_columns(language)["own"])


def is_empty(cell: str, language: str) -> bool:
    """Tell whether a cell tells nothing."""
    return not cell or cell.lower() in words_of_columns(language)["empty"]


@cache
def words_of_columns(language: str) -> Mapping[str, frozenset[str]]:
    """Return the words of a language at the heads of columns, by what they tell."""
    return {slot: frozenset(words) for slot, words in lexicon(language).raw["figures"]["columns"].items()}
