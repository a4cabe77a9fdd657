"""Tolls of many happenings that a report sums up behind its news: what all attacks of a year have cost so far.

"The number of attacks since early 2031 has reached 28. They left 17 people dead: January: three attacks left two
people dead ..." counts the dead of 28 attacks. Such numbers are background, and none of the happening reported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from crossbearing.model.claims import WHOLE
from crossbearing.model.values import Group
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.casualties import CUMULATIVE
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

__all__ = ["summed_up"]

_SLOTS = frozenset({"killed", "wounded", "casualties", "missing", "captured"})
_FARTHEST = 40  # sentences of a list


def summed_up(sentences: Mapping[int, Parsed], mentions: Sequence[Mention], tables: Lexicon) -> list[Mention]:
    """Return the mentions of a document, the numbers of those harmed in many happenings marked as running totals.

    Args:
        sentences: Its sentences, by index and in order.
        mentions: What was read of it.
        tables: Word tables of its language.
    """
    places = _summing(sentences, tables)
    found = [
        replace(one, scope=CUMULATIVE) if one.sentence in places and one.slot in _SLOTS else one for one in mentions
    ]
    return _of_many(found, sentences, tables)


def _of_many(mentions: list[Mention], sentences: Mapping[int, Parsed], tables: Lexicon) -> list[Mention]:
    """Return mentions with totals over separate happenings as background, and smaller numbers as parts of them."""
    words: Any = tables.raw["casualties"].get("summed", {})
    if "apart" not in words:
        return mentions
    apart = re.compile(words["apart"], re.IGNORECASE)
    places = {index for index, parsed in sentences.items() if apart.search(parsed.sentence.text)}
    totals = [one for one in mentions if one.sentence in places and one.slot in _SLOTS and _size(one) > 1]
    return [
        replace(one, scope=CUMULATIVE)
        if one in totals
        else replace(one, scope=f"part: {getattr(one.value, 'text', '').lower()}")
        if one.scope == WHOLE and any(one.slot == total.slot and 0 < _size(one) < _size(total) for total in totals)
        else one
        for one in mentions
    ]


def _size(mention: Mention) -> int:
    return (mention.value.count.low or 0) if isinstance(mention.value, Group) else 0


def _summing(sentences: Mapping[int, Parsed], tables: Lexicon) -> set[int]:
    """Return the indices of the sentences that sum up many happenings."""
    words: Any = tables.raw["casualties"].get("summed", {})
    if not words:
        return set()
    counting, goes_on, listing, item = (
        re.compile(words[name], re.IGNORECASE) for name in ("counting", "goes_on", "listing", "item")
    )
    found: set[int] = set()
    summed, left = False, 0
    for index, parsed in sentences.items():
        text = parsed.sentence.text
        if counting.search(text):
            found.add(index)
            summed, left = True, 0
        elif (summed and goes_on.match(text)) or (left and item.match(text)):
            found.add(index)
        else:
            summed = left > 0 and summed
            left -= 1 if left else 0
            continue
        if listing.search(text):
            left = _FARTHEST
        left -= 1 if left else 0
    return found
