"""The rest of those harmed, and some of them: "two boys ... and three others", "three of the victims".

What is told of some of those whose number stands before it is no number of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from crossbearing.model.claims import WHOLE
from crossbearing.model.values import Count, CountState, Group
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.listed import LISTED
from crossbearing.read.sentences.parse import Parsed

__all__ = ["and_himself", "and_more", "some_of_them"]

_SLOTS = ("killed", "wounded", "casualties")
_OTHERS = frozenset(("others", "other", "more"))
_SOME = re.compile(r"(?:only )?[\w-]+ of (?:the|those|these|them|whom)\b", re.IGNORECASE)
_SCORE = 0.5
_HIMSELF = re.compile(
    r"\b(?:killing|killed) (?:himself|herself)\b|\b(?:taking|took) (?:his|her) own life\b"
    r"|\bkilled\b[^.;]{0,80}\band then (?:himself|herself)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(r"\b(?:attempt|try|tried|trying|threaten|failed|unsuccessful)", re.IGNORECASE)


def and_more(mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions with the wholes of "two boys were taken to one hospital and three others to another".

    Args:
        mentions: What was read of a document.
    """
    found = list(mentions)
    for mention in mentions:
        first = next((one for one in mentions if _beside(one, mention)), None)
        if first is None:
            continue
        size = _number(first) + _number(mention)
        same = [one for one in mentions if one.slot == mention.slot and one is not mention and one is not first]
        parts = [replace(one, scope=f"part: {_text(one)}") for one in (first, mention)]
        if any(_number(one) > size or (one.sentence == mention.sentence and _number(one) == size) for one in same):
            continue
        found = [parts[0] if one is first else parts[1] if one is mention else one for one in found]
        text = f"{size} {LISTED}"
        whole = Group(text=text, count=Count(text=text, low=size, high=size))
        found.append(replace(mention, value=whole, scope=WHOLE, type="killing", score=_SCORE))
    return found


def some_of_them(mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions with "three of the victims" as a part, where a larger number of the same answers stands before.

    Args:
        mentions: What was read of a document.
    """
    return [
        replace(one, scope=f"part: {_text(one)}")
        if one.slot in _SLOTS
        and one.scope == WHOLE
        and _SOME.match(_text(one))
        and any(
            _number(other) > _number(one) > 0
            for other in mentions
            if other.slot == one.slot and other.scope == WHOLE and other.start < one.start
        )
        else one
        for one in mentions
    ]


def and_himself(mentions: Sequence[Mention], sentences: Mapping[int, Parsed]) -> list[Mention]:
    """Return mentions with the whole of "killed his wife and two children before killing himself": four.

    Args:
        mentions: What was read of a document.
        sentences: Its sentences, by index.
    """
    found = list(mentions)
    for index, parsed in sentences.items():
        text = parsed.sentence.text
        if not _HIMSELF.search(text) or _NOT_DONE.search(text):
            continue
        here = [one for one in found if one.sentence == index and one.slot == "killed" and _number(one)]
        doers = [one for one in here if one.scope == WHOLE and _number(one) == 1]
        wholes = [one for one in here if one.scope == WHOLE and _number(one) > 1]
        if len(wholes) != 1 or len(doers) != 1:
            continue
        whole, size = wholes[0], _number(wholes[0]) + 1
        listed = LISTED in _text(whole)
        if listed and sum(_number(one) for one in here if one.scope != WHOLE) != _number(whole):
            continue  # he is counted in already
        words = f"{size} {LISTED}"
        all_of_them = Group(text=words, count=Count(text=words, low=size, high=size))
        # What a list sums up is told by its parts; a number that was told stays as one of them.
        rest = [] if listed else [replace(whole, scope=f"part: {_text(whole)}")]
        found = [one for one in found if one is not whole]
        found += [*rest, replace(whole, value=all_of_them, type="killing", score=_SCORE)]
    return found


def _beside(first: Mention, others: Mention) -> bool:
    """Tell whether "others" follow some told of alike in one sentence."""
    return (
        first.slot == others.slot
        and first.slot in _SLOTS
        and first.sentence == others.sentence
        and first.end <= others.start
        and first.anchor != others.anchor
        and first.scope == WHOLE
        and _number(first) > 1
        and _number(others) > 1
        and bool(_OTHERS & set(_text(others).split()))
        and not _OTHERS & set(_text(first).split())
    )


def _number(mention: Mention) -> int:
    """Return how many persons an answer gives exactly, else 0."""
    value = mention.value
    if not isinstance(value, Group) or value.count.state is not CountState.NUMBER:
        return 0
    return value.count.low or 0 if value.count.low == value.count.high else 0


def _text(mention: Mention) -> str:
    return str(getattr(mention.value, "text", "")).lower()
