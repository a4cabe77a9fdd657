"""Tolls of many happenings that a report sums up behind its news: what all attacks of a year have cost so far.

"The number of attacks since early 2031 has reached 28. They left 17 people dead: January: three attacks left two
people dead ..." counts the dead of 28 attacks. Such numbers are background, and none of the happening reported. So are
those of a period ("30 people have been shot since Friday") and of a former happening that the report recalls ("a block
from where five people were wounded in a December shooting").
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
    return _recalled(_of_a_period(_of_many(found, sentences, tables), sentences, tables), sentences, tables)


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


def _of_a_period(mentions: Sequence[Mention], sentences: Mapping[int, Parsed], tables: Lexicon) -> list[Mention]:
    """Return mentions with the totals of a period as background; what else is counted stays as it is."""
    words: Any = tables.raw["casualties"].get("summed", {})
    if "period" not in words:
        return list(mentions)
    period, several = re.compile(words["period"], re.IGNORECASE), re.compile(words["several"], re.IGNORECASE)
    places = {index for index, parsed in sentences.items() if period.search(parsed.sentence.text)}
    shootings = {index for index, parsed in sentences.items() if several.search(parsed.sentence.text)} - places
    # Where a report tells nothing of each of several shootings, their total is what it tells.
    apart = {one.slot for one in mentions if _size(one) and one.sentence not in places | shootings}
    return [
        replace(one, scope=CUMULATIVE)
        if one.slot in _SLOTS
        and _size(one) > 1
        and (one.sentence in places or (one.sentence in shootings and apart & {one.slot, "casualties"}))
        else one
        for one in mentions
    ]


def _recalled(mentions: Sequence[Mention], sentences: Mapping[int, Parsed], tables: Lexicon) -> list[Mention]:
    """Return mentions with the numbers of a former happening as background.

    Such a number stands behind words for another month or for weeks ago, and the report gave another one for the same
    question without such words before; or it stands behind "from where" and the like, with such words.
    """
    words: Any = tables.raw["casualties"].get("summed", {})
    if "former" not in words:
        return list(mentions)
    former, there = re.compile(words["former"], re.IGNORECASE), re.compile(words["there"], re.IGNORECASE)
    marked = {index for index, parsed in sentences.items() if former.search(parsed.sentence.text)}
    retold = re.compile(words["recalling"], re.IGNORECASE)
    plain: dict[str, tuple[int, set[int]]] = {}
    for one in mentions:
        if one.slot in _SLOTS and one.scope == WHOLE and _size(one) and one.sentence not in marked:
            first, sizes = plain.get(one.slot, (one.sentence, set()))
            plain[one.slot] = (min(first, one.sentence), sizes | {_size(one)})
    found = []
    opening = min((first for first, _ in plain.values()), default=-1)
    for one in mentions:
        recalled = False
        if one.sentence in marked and one.slot in _SLOTS and one.scope == WHOLE and _size(one):
            parsed = sentences[one.sentence]
            place = there.search(parsed.sentence.text)
            behind = place is not None and one.end > parsed.sentence.start + place.end()
            first, sizes = plain.get(one.slot, (one.sentence, set()))
            recalled = behind or (first < one.sentence and _size(one) not in sizes and _size(one) > 1)
            clause = retold.search(parsed.sentence.text)
            if clause is not None and one.end > parsed.sentence.start + clause.end() and _size(one) not in sizes:
                recalled = recalled or -1 < opening < one.sentence
        found.append(replace(one, scope=CUMULATIVE) if recalled else one)
    return found


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
