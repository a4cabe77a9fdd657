"""Settles mentions of one document among one another, before they become claims.

A headline repeats what the report says with its sources; single persons told of beside a larger number are part of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from crossbearing.model.claims import WHOLE
from crossbearing.model.documents import BlockKind
from crossbearing.model.values import Actors, Count, CountState, Group, Items, PersonStatus
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.listed import LISTED, NAMED

__all__ = ["settle"]

_COUNTED = frozenset({"killed", "wounded", "casualties", "missing", "captured"})
_SHOT = "casualties"
_BACK = (["the"], ["these"], ["those"], ["all"], ["his"], ["her"], ["their"], ["its"], ["most"], ["both"])
_FEW = 3  # persons that can well be some of those of whom a report says only that they were several
_NEAR = 3  # sentences behind a number in which "one person" is one of them
_ONE = re.compile(
    r"(?:one|1)(?: of the)?(?: (?:person|victim|man|woman|victims|people|wounded|injured|dead))?$", re.IGNORECASE
)
_SINGLE = 0.6
"""Rules that read persons without a number give at most this score."""


def settle(mentions: Sequence[Mention], kinds: dict[int, BlockKind]) -> list[Mention]:
    """Return the mentions that stand, in any order.

    Args:
        mentions: All mentions of a document.
        kinds: Kind of block by sentence index.
    """
    body = [mention for mention in mentions if kinds.get(mention.sentence) is not BlockKind.TITLE]
    titles = [mention for mention in mentions if kinds.get(mention.sentence) is BlockKind.TITLE]
    kept = body + [mention for mention in titles if not any(_repeats(mention, other) for other in body)]
    told = _wholes(kept)
    kept = [mention for mention in kept if not _points_back(mention, told)]
    wholes = _wholes(kept)
    settled = [_as_part(mention, _wider(mention, wholes)) for mention in kept]
    return [_as_subgroup(mention, wholes.get(mention.slot, ())) for mention in settled]


def _wholes(mentions: Sequence[Mention]) -> dict[str, list[Mention]]:
    """Return the answers that tell of all persons harmed, by question."""
    return {slot: [one for one in mentions if one.slot == slot and one.scope == WHOLE] for slot in _COUNTED}


def _wider(mention: Mention, wholes: Mapping[str, Sequence[Mention]]) -> list[Mention]:
    """Return the numbers that a mention's persons can be part of: of its question, and of dead and wounded together."""
    both = wholes[_SHOT] if mention.slot == "wounded" else ()
    return [*wholes.get(mention.slot, ()), *both]


def _points_back(mention: Mention, wholes: Mapping[str, Sequence[Mention]]) -> bool:
    """Tell whether persons without a number are those told of already ("the victims", "his sons"): no new answer."""
    value = mention.value
    if (
        mention.slot not in _COUNTED
        or mention.score > _SINGLE
        or not isinstance(value, Group)
        or value.count.state is not CountState.VAGUE
    ):
        return False
    if value.text.lower().split()[:1] not in _BACK:
        return False
    return any(
        isinstance(other.value, Group)
        and other is not mention
        and (other.value.count.state is CountState.NUMBER or other.start < mention.start)
        for other in wholes.get(mention.slot, ())
    )


def _as_subgroup(mention: Mention, others: Sequence[Mention]) -> Mention:
    """Return those marked out by age, sex or role as part of a larger number of persons told before or behind.

    "Fifty-eight people died. ... Eleven children were killed": the eleven are some of the fifty-eight.
    """
    value = mention.value
    if mention.scope != WHOLE or mention.slot not in _COUNTED or not isinstance(value, Group):
        return mention
    mine = value.count.low if value.count.low is not None else value.count.high
    if mine is None or not (value.age or value.sex or value.role):
        return mention
    for other in others:
        theirs = other.value
        if (
            isinstance(theirs, Group)
            and other.start != mention.start
            and not (theirs.age or theirs.sex or theirs.role)
            and LISTED not in theirs.text
            and (theirs.count.low or theirs.count.high or 0) > mine
            and theirs.status in {value.status, PersonStatus.UNSTATED, PersonStatus.CIVILIAN}
        ):
            return replace(mention, scope=f"part: {value.age or value.sex or value.role}")
    return mention


def _repeats(title: Mention, other: Mention) -> bool:
    """Tell whether a headline's answer is told in the body too."""
    if title.slot != other.slot:
        return False
    mine, theirs = title.value, other.value
    if isinstance(mine, Group) and isinstance(theirs, Group):
        return (mine.count.low, mine.count.high) == (
            theirs.count.low,
            theirs.count.high,
        ) or mine.count.state is CountState.VAGUE
    if isinstance(mine, Count) and isinstance(theirs, Count):
        return (mine.low, mine.high) == (theirs.low, theirs.high)
    if isinstance(mine, Items) and isinstance(theirs, Items):
        return mine.kind == theirs.kind
    if isinstance(mine, Actors) and isinstance(theirs, Actors):
        return True
    if title.slot in {
        "where",
        "struck",
        "when.start",
        "when.end",
        "method",
        "duration",
        "control",
        "sequence",
        "responsibility",
    }:
        return True
    return mine.canonical() == theirs.canonical()


def _bare(value: Group) -> bool:
    """Tell whether one person is told of by the number alone ("one", "one person", "one of the victims")."""
    return value.count.low == value.count.high == 1 and bool(_ONE.match(value.text))


def _just_before(other: Mention, mention: Mention) -> bool:
    """Tell whether something is told in the sentences before another."""
    return 0 < mention.sentence - other.sentence <= _NEAR


def _as_part(mention: Mention, others: Sequence[Mention]) -> Mention:
    """Return a single person's death as part of a larger number told in the same document."""
    value = mention.value
    if mention.slot not in _COUNTED or mention.scope != WHOLE or not isinstance(value, Group):
        return mention
    if value.count.state is not CountState.NUMBER or value.count.low is None:
        return mention
    if mention.score > _SINGLE:
        others = [other for other in others if _just_before(other, mention)] if _bare(value) else []
    larger = any(
        other.scope == WHOLE
        and isinstance(other.value, Group)
        and (
            (other.value.count.low or other.value.count.high or 0) > value.count.low
            or (
                other.value.count.state is CountState.VAGUE
                and value.count.low < _FEW
                and other.sentence != mention.sentence
                and LISTED not in value.text
            )
        )
        for other in others
    )
    if not larger:
        return mention
    word = NAMED if NAMED in value.text else value.text.lower()
    return replace(mention, scope=f"part: {word}")
