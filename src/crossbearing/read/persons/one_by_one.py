"""Persons harmed who are told in sentences of their own: "The man died at the scene. The woman died in hospital".

Where no sentence gives their number, those that differ by age or sex are so many persons at the least.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crossbearing.model.claims import WHOLE
from crossbearing.model.values import Count, CountState, Group
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.listed import LISTED, NAMED
from crossbearing.resources.lexicon import Lexicon

__all__ = ["one_by_one"]

_AGE = re.compile(r"\b(\d{1,3})-(?:year|month|week|day)s?-old\b")
_NEAR = 2  # sentences between two persons told of one by one
_SLOTS = ("killed", "wounded", "casualties")
_SCORE = 0.5


def one_by_one(mentions: Sequence[Mention], tables: Lexicon) -> list[Mention]:
    """Return counts of persons told of one by one, for questions of which no number of several is read.

    Args:
        mentions: What was read of a document.
        tables: Word tables of its language.
    """
    found: list[Mention] = []
    for slot in _SLOTS:
        answers = [one for one in mentions if one.slot == slot and isinstance(one.value, Group)]
        if any(_several(one) for one in answers):
            continue
        singles = sorted((one for one in answers if _single(one) and one.scope == WHOLE), key=lambda one: one.start)
        told = _apart(singles, tables)
        if len(told) > 1:
            found.append(_counted(slot, told))
    return found


def _several(mention: Mention) -> bool:
    """Tell whether a mention gives a number of several, or a word for one."""
    value = mention.value
    if not isinstance(value, Group):
        return False
    count = value.count
    return count.state is CountState.VAGUE or (count.low or 0) > 1 or (count.high or 0) > 1


def _single(mention: Mention) -> bool:
    value = mention.value
    return (
        isinstance(value, Group)
        and value.count.state is CountState.NUMBER
        and value.count.low == value.count.high == 1
        and NAMED not in value.text
    )


def _apart(singles: Sequence[Mention], tables: Lexicon) -> list[Mention]:
    """Return those of some single persons, told near one another, who cannot be one another: by age or by sex."""
    told: list[Mention] = []
    for mention in singles:
        if told and mention.sentence - told[-1].sentence > _NEAR:
            continue
        if all(_differ(mention, other, tables) for other in told):
            told.append(mention)
    return told


def _differ(one: Mention, other: Mention, tables: Lexicon) -> bool:
    mine, theirs = _shape(one, tables), _shape(other, tables)
    if mine[0] and theirs[0]:
        return mine[0] != theirs[0]
    return bool(mine[1] and theirs[1] and mine[1] != theirs[1])


def _shape(mention: Mention, tables: Lexicon) -> tuple[str, str]:
    """Return age and sex of a person as far as the words state them."""
    text = getattr(mention.value, "text", "").lower()
    age = _AGE.search(text)
    words = set(re.findall(r"[a-z]+", text))
    female, male = bool(words & tables.persons.female), bool(words & tables.persons.male)
    return age.group(1) if age else "", "female" if female and not male else "male" if male and not female else ""


def _counted(slot: str, told: Sequence[Mention]) -> Mention:
    last = told[-1]
    text = f"{len(told)} {LISTED}"
    near = [one for one in told if one.sentence == last.sentence]
    return Mention(
        slot,
        Group(text=text, count=Count(text=text, low=len(told))),
        min(one.start for one in near),
        max(one.end for one in near),
        last.anchor,
        last.sentence,
        type="killing",
        score=_SCORE,
    )
