"""Persons harmed who are told in sentences of their own: "The man died at the scene. The woman died in hospital".

Where no sentence gives their number, those that differ by age or sex are so many persons at the least.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from crossbearing.model.claims import WHOLE
from crossbearing.model.values import Count, CountState, Group
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.listed import LISTED, NAMED
from crossbearing.resources.lexicon import Lexicon

__all__ = ["and_others", "next_in_order", "one_by_one"]

_AGE = re.compile(r"\b(\d{1,3})-(?:year|month|week|day)s?-old\b")
_NEAR = 2  # sentences between two persons told of one by one
_SLOTS = ("killed", "wounded", "casualties")
_HURT = ("wounded", "casualties")
_OTHERS = frozenset(("others", "other"))
_SCORE = 0.5
_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = re.compile(rf"(?:\W*)(?:an? |the )?({'|'.join(_ORDINALS)})(?: (?:\w+ )?(\w+))?$", re.IGNORECASE)


def one_by_one(mentions: Sequence[Mention], tables: Lexicon, aged: Mapping[int, str]) -> list[Mention]:
    """Return counts of persons told of one by one, for questions of which no number of several is read.

    Args:
        mentions: What was read of a document.
        tables: Word tables of its language.
        aged: Name and age of single persons, by the anchor of their mention.
    """
    found: list[Mention] = []
    for slot in _SLOTS:
        answers = [one for one in mentions if one.slot == slot and isinstance(one.value, Group)]
        if any(_several(one) for one in answers):
            continue
        singles = sorted((one for one in answers if _single(one) and one.scope == WHOLE), key=lambda one: one.start)
        told = _apart(singles, tables)
        named = _named_apart([one for one in answers if one.scope == WHOLE and one.anchor in aged], aged)
        told = named if len(named) > len(told) else told
        if len(told) > 1:
            found.append(_counted(slot, told))
    return found


def and_others(mentions: Sequence[Mention], tables: Lexicon) -> list[Mention]:
    """Return mentions with the wholes that "others" add to: "a boy was shot in the eye. Three others were wounded".

    Where somebody died, those are others than the dead, and nothing is added.

    Args:
        mentions: What was read of a document.
        tables: Word tables of its language.
    """
    found = list(mentions)
    for place, mention in enumerate(mentions):
        value = mention.value
        if mention.slot not in _HURT or mention.scope != WHOLE or not isinstance(value, Group):
            continue
        low = value.count.low
        if not _OTHERS & set(value.text.lower().split()) or not low or low != value.count.high:
            continue
        near = [
            one
            for one in mentions
            if one.slot in _SLOTS and one.start < mention.start and mention.sentence - one.sentence <= _NEAR
        ]
        singles = [one for one in near if _single(one) and one.slot in _HURT]
        if not singles or any(one.slot == "killed" or _several(one) for one in near):
            continue
        size = low + len(_apart(sorted(singles, key=lambda one: one.start), tables))
        found[place] = replace(mention, scope=f"part: {value.text.lower()}")
        text = f"{size} {LISTED}"
        group = Group(text=text, count=Count(text=text, low=size, high=size))
        found.append(replace(mention, value=group, type="killing", score=_SCORE))
    return found


def next_in_order(mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions with the wholes that ordinals tell of: "three were killed and a fourth died", "a third has died".

    Args:
        mentions: What was read of a document.
    """
    found = list(mentions)
    for mention in mentions:
        value = mention.value
        if mention.slot not in {"killed", "wounded"} or not isinstance(value, Group) or value.count.low != 1:
            continue
        told = _ORDINAL.match(value.text)
        if told is None:
            continue
        size = _ORDINALS.index(told.group(1).lower()) + 2
        before = next((one for one in found if _follows(mention, size, one)), None)
        if before is None and not (mention.slot == "killed" and _late(told)):
            continue
        if before is not None:
            found[found.index(before)] = replace(before, scope=f"part: {getattr(before.value, 'text', '').lower()}")
        text = f"{size} {LISTED}"
        found.append(
            replace(
                mention,
                value=Group(text=text, count=Count(text=text, low=size, high=size)),
                scope=WHOLE,
                type="killing",
                score=_SCORE,
            )
        )
    return found


def _late(told: re.Match[str]) -> bool:
    """Tell whether an ordinal is said of "a person" or "victim" alone: the dead are counted, and not those hit."""
    return (told.group(2) or "").lower() in {"person", "victim"} and not told.group(0).lower().startswith("the")


def _follows(mention: Mention, size: int, one: Mention) -> bool:
    """Tell whether so many but one are told of right before ("three vendors were killed, and a fourth ...")."""
    return (
        one.slot == mention.slot
        and isinstance(one.value, Group)
        and one.value.count.low == one.value.count.high == size - 1
        and one.scope == WHOLE
        and one.start < mention.start
        and 0 <= mention.sentence - one.sentence < 2
    )


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


def _named_apart(named: Sequence[Mention], aged: Mapping[int, str]) -> list[Mention]:
    """Return one mention each of persons told of by name and age ("Ivo Brandl, 34, was wounded")."""
    found: dict[str, Mention] = {}
    for mention in sorted(named, key=lambda one: one.start):
        if _is_one(mention):
            found.setdefault(aged[mention.anchor], mention)
    ages = {key.split()[-1] for key in found}
    names = {key.split()[0] for key in found}
    return list(found.values()) if len(ages) == len(names) == len(found) else []


def _is_one(mention: Mention) -> bool:
    value = mention.value
    return isinstance(value, Group) and value.count.low == value.count.high == 1


def _differ(one: Mention, other: Mention, tables: Lexicon) -> bool:
    mine, theirs = _shape(one, tables), _shape(other, tables)
    first, second = _more(other), _more(one)
    if second and first != second and other.end < one.start:
        return True  # "a man was wounded ... a second man was treated"
    if mine[0] and theirs[0]:
        return mine[0] != theirs[0]
    return bool(mine[1] and theirs[1] and mine[1] != theirs[1])


def _more(mention: Mention) -> str:
    """Return the word that says of a person that it is one more, or an empty string."""
    words = getattr(mention.value, "text", "").lower().split()[:2]
    return next((word for word in words if word in _ORDINALS), "")


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
