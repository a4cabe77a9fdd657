"""What bodies are part of, speak for or take part in, on a date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crossbearing.model.actors import Affiliation
from crossbearing.resources.actors import MEMBER_OF, PART_OF, SPEAKS_FOR, actors

__all__ = ["Tie", "families", "family_head", "members", "tie_between", "ties_of", "within"]


@dataclass(frozen=True, slots=True)
class Tie:
    """One stated tie between two bodies, to be shown as a fact of its own, with where it can be checked.

    Args:
        body: Name of the body that is tied.
        other: Name of the body that it is tied to.
        kind: `part_of` or `speaks_for`.
        since: ISO date from which it holds, or empty.
        until: ISO date until which it holds, or empty.
        source: Where the table has it from.
    """

    body: str
    other: str
    kind: str
    since: str
    until: str
    source: str

    @property
    def words(self) -> str:
        """The tie in words: "Authorities in X: part of Y since 2007-06-15 (Wikipedia: Governance of X)"."""
        days = "".join(f" {word} {day}" for word, day in (("since", self.since), ("until", self.until)) if day)
        source = f" ({self.source})" if self.source else ""
        return f"{self.body}: {self.kind.replace('_', ' ')} {self.other}{days}{source}"


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


def ties_of(identifier: str, on: str = "") -> tuple[Tie, ...]:
    """Return what an actor and the bodies above it are part of or speak for, nearest first, each as a fact.

    Args:
        identifier: Actor id; an unknown one has no ties.
        on: ISO date on which the ties must hold; without one, ties that have ended are left out.
    """
    found: list[Tie] = []
    for current in (identifier, *families(identifier, on)):
        item = actors().get(current)
        for tie in item.affiliations if item else ():
            above = actors().get(tie.actor)
            if item is not None and above is not None and tie.kind in (PART_OF, SPEAKS_FOR) and _holds(tie, on[:10]):
                found.append(Tie(item.name, above.name, tie.kind, tie.since, tie.until, item.source))
    return tuple(found)


@cache
def _by_name() -> dict[str, str]:
    return {item.name: item.id for item in actors().values()}


@cache
def tie_between(one: str, other: str) -> Tie | None:
    """Return the tie by which one of two bodies belongs to the other, now or once, or None where the table has none.

    Two bodies that are tied are not shown to know a thing independently of one another, whatever each is called.

    Args:
        one: Name of a body, as the table has it.
        other: Name of another.
    """
    for lower, upper in ((one, other), (other, one)):
        for tie in ties_of(_by_name().get(lower, "")):
            if tie.other == upper:
                return tie
    return None


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
