"""Wordings joined into entities: one filler a person, body or thing, however often and however it is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from crossbearing.read.templates.candidates import Candidate, Place
from crossbearing.read.templates.linear import Evidence
from crossbearing.read.templates.words import Words

__all__ = ["Entity", "entities"]

_SHORT_NAME: Final = 8


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity in one role.

    Args:
        role: Number of the role in `ROLES`.
        wordings: Its wordings, folded, likeliest first.
        places: For each wording, the place that speaks most for it.
        chance: Chance of the likeliest wording.
        sentence: Which parsed sentence that wording's place is in.
    """

    role: int
    wordings: tuple[str, ...]
    places: tuple[Place, ...]
    chance: float
    sentence: int


def entities(
    words: Words, found: tuple[Candidate, ...], places: tuple[Place, ...], chances: Evidence, *, role: int, least: float
) -> list[Entity]:
    """Return the entities of one role, likeliest first.

    Two wordings are one entity where one holds all words of the other ("the bridge", "the old bridge"), or where one
    is given in brackets behind the other and is its short form.

    Args:
        words: The report's words.
        found: Its wordings.
        places: The best place of each for this role.
        chances: Their chances for this role.
        role: Number of the role.
        least: Wordings less likely than this are left out.
    """
    groups: list[list[int]] = []
    kept: list[frozenset[str]] = []
    for number in sorted(range(len(found)), key=lambda index: (-float(chances[index]), index)):
        if chances[number] < least:
            break
        held = frozenset(found[number].wording.split())
        for group, known in zip(groups, kept, strict=True):
            if held <= known or known <= held or _short_form(words, found[number], found[group[0]]):
                group.append(number)
                break
        else:
            groups.append([number])
            kept.append(held)
    return [
        Entity(
            role=role,
            wordings=tuple(found[number].wording for number in group),
            places=tuple(places[number] for number in group),
            chance=float(chances[group[0]]),
            sentence=int(words.sentence[places[group[0]].first]),
        )
        for group in groups
    ]


def _short_form(words: Words, one: Candidate, other: Candidate) -> bool:
    """Say whether one wording stands in brackets behind the other and could abbreviate it."""
    return _abbreviates(words, one, other) or _abbreviates(words, other, one)


def _abbreviates(words: Words, short: Candidate, long: Candidate) -> bool:
    name = short.wording.replace(" ", "")
    if not name or len(name) > _SHORT_NAME or len(long.wording.split()) < 2:
        return False
    behind = {place.behind for place in long.places}
    opened = (place.first - 1 for place in short.places if place.first)
    stands = any(words.texts[word] in {"(", "["} and word in behind for word in opened)
    return stands and name[0] in {part[0] for part in long.wording.split()}
