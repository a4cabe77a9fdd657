"""Channels of one body: an army, its general staff and the defence ministry of one state give one account.

Bodies of a state are one family and keep accounts of their own: what a health ministry counts, a police force need not
count. But what an army counted on Monday and the defence ministry counts on Wednesday is one account that went on, and
the two stand against each other no more than two statements of one of them. So do an office and the same office with
the word for its district ("the administrator of Sare territory").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from crossbearing.model.actors import Speaker
from crossbearing.model.ids import normalised_words
from crossbearing.resources.bodies import Bodies
from crossbearing.resources.lexicon import languages
from crossbearing.resources.loading import table
from crossbearing.weigh.answers import Answer

__all__ = ["with_channels"]

_SMALL = frozenset({"the", "of", "a", "an", "and", "for", "in", "s"})


def with_channels(answers: Sequence[Answer], bodies: Bodies) -> list[Answer]:
    """Return the answers, those given through channels of one body under one account.

    Args:
        answers: All answers of an incident.
        bodies: Tells families of bodies by name.
    """
    holders = dict.fromkeys(answer.own_account for answer in answers)
    channels = _channels((holder for holder in holders if holder), bodies)
    if not channels:
        return list(answers)
    return [
        replace(answer, channel=channels[answer.own_account]) if answer.own_account in channels else answer
        for answer in answers
    ]


def _channels(holders: Iterable[str], bodies: Bodies) -> dict[str, str]:
    """Return for each holder that is one of several channels the name of the first of them."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for holder in holders:
        key = _key(holder, bodies)
        if key:
            found[holder] = first.setdefault(key, holder)
    many = {name for name in first.values() if sum(1 for one in found.values() if one == name) > 1}
    return {holder: name for holder, name in found.items() if name in many}


def _key(holder: str, bodies: Bodies) -> str:
    """Return what the channels of one body have in common, or nothing where a name is no channel."""
    body = bodies.body(Speaker(name=holder))
    if body.family.startswith("state:") and bodies.is_armed_forces(holder):
        return body.family
    words = [word for word in normalised_words(holder).split() if word not in _SMALL]
    named = [word for word in words if word not in _areas("words")]
    return " ".join(named) if len(named) > 1 and not _areas("offices").isdisjoint(named) else ""


@cache
def _areas(which: str) -> frozenset[str]:
    return frozenset(word for code in languages() for word in table(f"{code}/sources.toml")["areas"][which])
