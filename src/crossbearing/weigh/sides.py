"""Which families stand on which side of an incident, as its own accounts show it.

The sides are those of the incident, not of the war: who is said to have struck and who is said to have been struck, by
the answer that most outlets carry. Families that no account names as either have no side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crossbearing.model.actors import Speaker
from crossbearing.model.values import Actors, Group, TextValue, Value
from crossbearing.resources.bodies import Bodies, Sort
from crossbearing.weigh.answers import Question
from crossbearing.weigh.positions import Grouping, Stand

__all__ = ["ATTACKER", "STRUCK", "sides_of"]

ATTACKER, STRUCK = "attacker", "struck"


def sides_of(groupings: Mapping[Question, Grouping], bodies: Bodies) -> dict[str, frozenset[str]]:
    """Return for each family the sides of the incident it is on.

    Args:
        groupings: The answers to the questions of the incident, grouped.
        bodies: Tells families by name.
    """
    found: dict[str, set[str]] = {}
    for question, grouping in groupings.items():
        if question.slot not in (ATTACKER, STRUCK) or question.scope != "whole" or question.unit:
            continue
        for stand in _most_carried(grouping):
            for name, actor in _names(stand.value):
                body = bodies.body(Speaker(name=name, actor=actor))
                if body.sort is not Sort.NOBODY and body.label:
                    found.setdefault(body.label, set()).add(question.slot)
    return {family: frozenset(sides) for family, sides in found.items()}


def _most_carried(grouping: Grouping) -> tuple[Stand, ...]:
    asserted = [stands for stands in grouping.positions if not all(stand.denied for stand in stands)]
    return max(asserted, key=lambda stands: len({o for s in stands for a in s.answers for o in a.outlets}), default=())


def _names(value: Value) -> Iterator[tuple[str, str]]:
    if isinstance(value, Actors):
        yield from ((member.name, member.actor) for member in value.members)
    elif isinstance(value, Group) and value.affiliation:
        yield f"{value.affiliation} {value.status_text}".strip(), ""
    elif isinstance(value, TextValue):
        yield value.text, ""
