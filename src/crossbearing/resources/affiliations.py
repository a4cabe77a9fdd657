"""What bodies are part of, speak for or take part in, on a date."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from crossbearing.model.actors import Affiliation
from crossbearing.resources.actors import MEMBER_OF, PART_OF, SPEAKS_FOR, actors

__all__ = ["families", "family_head", "members", "within"]


def _holds(affiliation: Affiliation, on: str) -> bool:
    # Without a date, a tie that has come to an end does not count; with one, ISO dates compare as strings.
    if not on:
        return not affiliation.until
    return (not affiliation.since or affiliation.since <= on) and (not affiliation.until or on <= affiliation.until)


def _climb(identifier: str, on: str, kinds: tuple[str, ...]) -> Iterator[str]:
    seen = {identifier}
    level = [identifier]
    while level:
        above = []
        for current in level:
            item = actors().get(current)
            for kind in kinds:
                for affiliation in item.affiliations if item else ():
                    if affiliation.kind == kind and _holds(affiliation, on) and affiliation.actor not in seen:
                        seen.add(affiliation.actor)
                        above.append(affiliation.actor)
                        yield affiliation.actor
        level = above


@cache
def families(identifier: str, on: str = "") -> tuple[str, ...]:
    """Return the bodies an actor is part of or speaks for, nearest first.

    Membership in a coalition or alliance is left out: members do not speak for one another.

    Args:
        identifier: Actor id; an unknown one has no ancestors.
        on: ISO date on which the ties must hold; without one, ties that have ended are left out.

    Returns:
        Ids of its ancestors, without itself, each once.
    """
    return tuple(_climb(identifier, on[:10], (PART_OF, SPEAKS_FOR)))


@cache
def within(identifier: str, on: str = "") -> tuple[str, ...]:
    """Return the bodies an actor is part of, speaks for or is a member of, nearest first.

    Args:
        identifier: Actor id.
        on: ISO date on which the ties must hold; without one, ties that have ended are left out.
    """
    return tuple(_climb(identifier, on[:10], (PART_OF, SPEAKS_FOR, MEMBER_OF)))


@cache
def family_head(identifier: str, on: str = "") -> str:
    """Return the body at the top of an actor's family: its state, organisation or movement, or itself.

    Follows `part_of` first and `speaks_for` where there is none, the first tie of each body.

    Args:
        identifier: Actor id.
        on: ISO date on which the ties must hold.
    """
    current, seen = identifier, {identifier}
    while True:
        item = actors().get(current)
        ties = [tie for kind in (PART_OF, SPEAKS_FOR) for tie in (item.affiliations if item else ())
                if tie.kind == kind and _holds(tie, on[:10]) and tie.actor not in seen]  # fmt: skip
        if not ties:
            return current
        current = ties[0].actor
        seen.add(current)


@cache
def members(identifier: str, on: str = "") -> tuple[str, ...]:
    """Return the members of a coalition or alliance, in alphabetical order.

    Args:
        identifier: Actor id of the coalition.
        on: ISO date on which they were members; without one, past members are left out.
    """
    return tuple(
        sorted(
            item.id
            for item in actors().values()
            for tie in item.affiliations
            if tie.kind == MEMBER_OF and tie.actor == identifier and _holds(tie, on[:10])
        )
    )
