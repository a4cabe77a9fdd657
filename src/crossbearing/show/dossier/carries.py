"""Who carries whom, ready for the page: outlet by outlet, how each line is known, and the words that show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crossbearing.model.incidents import Carry, Origin, who_carries_whom
from crossbearing.show.carrying import BRIEFLY, is_stated
from crossbearing.show.dossier.statements import Statement, Statements

__all__ = ["Carried", "Carrier", "carriers"]


@dataclass(frozen=True, slots=True)
class Carried:
    """Whom somebody carries, and how that is known.

    Args:
        name: Who is carried.
        how: How it is known, in few words each.
        stated: Whether somebody says so; else it is suspected.
        circular: Whether it is part of a circle of outlets that quote one another and name nobody else.
        statements: The statements that show it.
    """

    name: str
    how: tuple[str, ...]
    stated: bool
    circular: bool
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Carrier:
    """An outlet or body that hands on what others say: its name, and whom it carries, most statements first."""

    name: str
    carried: tuple[Carried, ...]


def carriers(origins: Iterable[Origin], statements: Statements) -> tuple[Carrier, ...]:
    """Return who carries whom over the origins of an incident, those who carry the most statements first.

    Args:
        origins: Those of one incident.
        statements: What the page shows of claims; an edge that no shown claim supports is left out.
    """
    pairs: dict[str, dict[str, list[Carry]]] = {}
    for one in who_carries_whom(origins):
        if statements.of(one.claims):
            pairs.setdefault(one.carrier, {}).setdefault(one.carried, []).append(one)
    found = [
        Carrier(
            name,
            tuple(
                sorted(
                    (_carried(other, edges, statements) for other, edges in whom.items()),
                    key=lambda one: (not one.stated, -len(one.statements), one.name),
                )
            ),
        )
        for name, whom in pairs.items()
    ]
    return tuple(sorted(found, key=lambda one: (-sum(len(other.statements) for other in one.carried), one.name)))


def _carried(name: str, edges: Iterable[Carry], statements: Statements) -> Carried:
    ordered = sorted(edges, key=lambda one: (not is_stated(one.reason), -len(one.claims)))
    return Carried(
        name=name,
        how=tuple(dict.fromkeys(BRIEFLY[one.reason] for one in ordered)),
        stated=is_stated(ordered[0].reason),
        circular=any(one.circular for one in ordered),
        statements=statements.of(claim for one in ordered for claim in one.claims),
    )
