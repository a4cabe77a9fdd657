"""Grouping answers: which of them can be said to be one position, and which fit several.

Compatibility is not transitive (60 fits 50-70, 70 fits it too, and 60 does not fit 70), so that connected components
would join what conflicts. Here point and approximate answers seed positions, narrowest first, and an answer joins a
position only where it is compatible with every member.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from crossbearing.model.values import (
    Actors,
    Category,
    Comparison,
    Count,
    Duration,
    Group,
    Items,
    Place,
    PlacePrecision,
    Relation,
    TextValue,
    Value,
    When,
    relation_between,
)
from crossbearing.weigh.answers import Answer
from crossbearing.weigh.descriptions import describe_alike, names_a_body, rule_out_one_another

__all__ = ["Form", "Grouping", "Stand", "bare_relation_of", "group", "relation_of", "stands_of"]

Form = tuple[str, bool]
"""Canonical value of a stand, and whether it is denied."""

_CLOSED_SCHEMES = frozenset({"intent"})
"""Trees of codes that name all there is: denying one of them admits the others. Elsewhere a denial only rules out."""

_FINE_PLACES = frozenset(
    {
        PlacePrecision.EXACT,
        PlacePrecision.SITE,
        PlacePrecision.NEIGHBOURHOOD,
        PlacePrecision.TOWN,
        PlacePrecision.NEAR_TOWN,
    }
)


_TELLING = (Relation.CONFLICTS, Relation.OVERLAPS, Relation.REFINES, Relation.REFINED_BY, Relation.SAME)
"""What one pair of stands says of the positions that hold them, the most telling first."""


@dataclass(frozen=True, slots=True)
class Stand:
    """One answer as held or denied by all who give it in the same form.

    Args:
        value: The answer.
        denied: Whether they reject it.
        answers: Who gives it, in order of first appearance.
    """

    value: Value
    denied: bool
    answers: tuple[Answer, ...]

    @property
    def effective(self) -> Value:
        """What the stand admits.

        For a code of a closed scheme that is denied, all its other codes; for bodies, those that are named: in "the US
        and its allies", the US.
        """
        if self.denied and isinstance(self.value, Category) and self.value.scheme in _CLOSED_SCHEMES:
            return replace(self.value, negated=not self.value.negated)
        if isinstance(self.value, Actors):
            named = tuple(ref for ref in self.value.members if names_a_body(ref))
            if named and len(named) < len(self.value.members):
                return replace(self.value, members=named)
        return self.value

    @property
    def indefinite(self) -> bool:
        """Whether it answers who it was with a description alone ("warplanes", "several nations")."""
        value = self.value
        return isinstance(value, Actors) and value.determinate and not any(map(names_a_body, value.members))

    @property
    def excludes(self) -> bool:
        """Whether it only rules a value out and admits nothing that could be named."""
        negative = isinstance(self.value, Category) and self.value.scheme in _CLOSED_SCHEMES
        return self.denied and not negative

    def compare(self, other: Stand) -> Comparison:
        """Return how what this stand admits stands to what another one admits."""
        mine, theirs = self.effective, other.effective
        if isinstance(mine, Actors) and isinstance(theirs, Actors) and self.indefinite != other.indefinite:
            words = (mine if self.indefinite else theirs).describe()
            return Comparison(Relation.OVERLAPS, f"{words} names no body and rules none out")
        compared = mine.compare(theirs)
        if compared.relation is Relation.CONFLICTS and self._may_mean_one(other):
            both = " and ".join(sorted((mine.describe(), theirs.describe())))
            return Comparison(Relation.OVERLAPS, f"{both} name no body and may mean the same")
        return compared

    def relation_to(self, other: Stand) -> Relation:
        """Return the relation of `compare`, without its reason."""
        mine, theirs = self.effective, other.effective
        if isinstance(mine, Actors) and isinstance(theirs, Actors) and self.indefinite != other.indefinite:
            return Relation.OVERLAPS
        relation = relation_between(mine, theirs)
        return Relation.OVERLAPS if relation is Relation.CONFLICTS and self._may_mean_one(other) else relation

    def _may_mean_one(self, other: Stand) -> bool:
        """Whether both only describe who it was, in words that do not rule one another out."""
        mine, theirs = self.value, other.value
        if not isinstance(mine, Actors) or not isinstance(theirs, Actors) or not (self.indefinite and other.indefinite):
            return False
        return not rule_out_one_another(mine, theirs)

    @property
    def form(self) -> Form:
        """What it says, whoever gives it."""
        return (self.value.canonical(), self.denied)

    @property
    def key(self) -> tuple[tuple[str, str, str], str, bool]:
        """First appearance, canonical value and whether it is denied: a total order of stands."""
        return (self.answers[0].order, self.value.canonical(), self.denied)


@dataclass(slots=True)
class _Open:
    """A position while it is being filled."""

    members: list[Stand] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Grouping:
    """Answers to one question, grouped; every answer stands in exactly one place.

    Args:
        positions: Groups of stands that are all compatible with one another, the seed first, in order of appearance.
        spanning: Stands that fit several positions.
        unknowns: Answers that state none.
        seeded: For each position whether a point or approximate answer seeds it.
    """

    positions: tuple[tuple[Stand, ...], ...]
    spanning: tuple[Stand, ...]
    unknowns: tuple[Answer, ...]
    seeded: tuple[bool, ...]


def stands_of(answers: Iterable[Answer]) -> tuple[list[Stand], tuple[Answer, ...]]:
    """Return the stands that answers make, and those answers that state none, both in order of first appearance."""
    in_order = sorted(answers, key=lambda answer: answer.order)
    unknowns = tuple(answer for answer in in_order if answer.gives_none)
    return _stands(answer for answer in in_order if not answer.gives_none), unknowns


def group(answers: Iterable[Answer], given_up: Collection[Form] = ()) -> Grouping:
    """Group the answers to one question.

    Args:
        answers: In any order; the result does not depend on it. Retractions stand with the answer they withdraw.
        given_up: Forms of those stands that nobody holds any more (`accounts.given_up`). They join what is still held
            where they fit it, and draw no answer to themselves that is.
    """
    stands, unknowns = stands_of(answers)
    past = [stand for stand in stands if stand.form in given_up and not stand.excludes]
    held = [stand for stand in stands if stand.form not in given_up and not stand.excludes]
    # What is said not to have been is an answer of its own; the codes that say more of it join it.
    negatives = sorted((stand for stand in held if _negative(stand.effective)), key=_narrowest_first)
    held = [stand for stand in held if not _negative(stand.effective)]
    points = sorted((stand for stand in held if _seeds(stand)), key=_narrowest_first)
    others = sorted((stand for stand in held if not _seeds(stand)), key=_narrowest_first)
    open_positions: list[_Open] = []
    spanning: list[Stand] = []
    for stand in (*negatives, *points):
        _place(stand, open_positions, spanning, partly_counts=False)
    seeded = list(open_positions)
    # What everybody has given up joins what is held where it fits it, and else stands by itself.
    earlier: list[_Open] = []
    for stand in sorted((stand for stand in past if _seeds(stand)), key=_narrowest_first):
        fitting = [position for position in seeded if _fits(stand, position)]
        _place(stand, fitting or earlier, spanning, partly_counts=False)
    # Ranges attach to what points seeded; only what fits none of these opens positions of its own. "More than 50" spans
    # a 62 and a 90 that was withdrawn, and is no support for that 90 where it fits nothing else.
    left = []
    for stand in others:
        if any(_fits(stand, position) for position in seeded):
            _place(stand, [*seeded, *earlier], spanning, partly_counts=True)
        else:
            left.append(stand)
    opened: list[_Open] = []
    for stand in left:
        _place(stand, opened, spanning, partly_counts=False)
    for stand in sorted((stand for stand in past if not _seeds(stand)), key=_narrowest_first):
        fitting = [position for position in (*seeded, *earlier) if _fits(stand, position)]
        _place(stand, fitting or earlier, spanning, partly_counts=False)
    open_positions += [*earlier, *opened]
    denials: list[_Open] = []
    for stand in sorted((stand for stand in stands if stand.excludes), key=_narrowest_first):
        _place(stand, denials, spanning, partly_counts=False)
    finished = [tuple(position.members) for position in (*open_positions, *denials)]
    finished.sort(key=lambda members: min(stand.key for stand in members))
    return Grouping(
        positions=tuple(finished),
        spanning=tuple(sorted(spanning, key=lambda stand: stand.key)),
        unknowns=unknowns,
        seeded=tuple(_seeds(members[0]) for members in finished),
    )


def relation_of(first: Sequence[Stand], second: Sequence[Stand]) -> Comparison:
    """Return how one position stands to another: in conflict if any two of their answers are.

    A denial conflicts with what it denies and with anything more special, and leaves everything else open.
    """
    pairs = [(one, other) for one in first for other in second]
    relations = [_relation_of_stands(one, other) for one, other in pairs]
    return _compare_stands(*pairs[relations.index(_most_telling(relations))])


def bare_relation_of(first: Sequence[Stand], second: Sequence[Stand]) -> Relation:
    """Return the relation of `relation_of`, without its reason."""
    return _most_telling([_relation_of_stands(one, other) for one in first for other in second])


def _most_telling(relations: Sequence[Relation]) -> Relation:
    return next((wanted for wanted in _TELLING if wanted in relations), relations[0])


def _relation_of_stands(one: Stand, other: Stand) -> Relation:
    """Return the relation of `_compare_stands`, without its reason."""
    if not one.excludes and not other.excludes:
        return one.relation_to(other)
    return _compare_stands(one, other).relation


def _compare_stands(one: Stand, other: Stand) -> Comparison:
    if not one.excludes and not other.excludes:
        return one.compare(other)
    if one.excludes and other.excludes:
        return Comparison(Relation.INCOMPARABLE, "two denials leave everything else open")
    denial, assertion = (one, other) if one.excludes else (other, one)
    relation = assertion.value.compare(denial.value).relation
    if relation in (Relation.SAME, Relation.REFINES):
        return Comparison(Relation.CONFLICTS, f"{assertion.value.describe()} is asserted and denied")
    return Comparison(Relation.INCOMPARABLE, f"the denial of {denial.value.describe()} leaves other answers open")


def _stands(answers: Iterable[Answer]) -> list[Stand]:
    by_form: dict[tuple[str, bool], list[Answer]] = {}
    for answer in answers:
        by_form.setdefault((answer.value.canonical(), answer.denied), []).append(answer)
    merged: list[list[Answer]] = []
    for (_form, denied), members in by_form.items():
        # Times, places and bodies keep their words in the canonical form; the same answer may be worded differently.
        same = next(
            (
                index
                for index, group_ in enumerate(merged)
                if group_[0].denied == denied
                and group_[0].value.type == members[0].value.type
                and isinstance(members[0].value, When | Place | Actors)
                and relation_between(group_[0].value, members[0].value) is Relation.SAME
            ),
            None,
        )
        if same is None:
            merged.append(list(members))
        else:
            merged[same].extend(members)
    in_order = [sorted(members, key=lambda one: one.order) for members in merged]
    return [Stand(members[0].value, members[0].denied, tuple(members)) for members in in_order]


def _place(stand: Stand, positions: list[_Open], spanning: list[Stand], *, partly_counts: bool) -> None:
    if isinstance(stand.value, TextValue) and not stand.excludes:
        positions.append(_Open([stand]))  # other words are never the same answer, so that looking is in vain
        return
    fits, partly = [], 0
    for position in positions:
        joined = [_joins(stand, member) for member in position.members]
        if all(joined):
            fits.append(position)
        elif any(joined):
            partly += 1
    if len(fits) == 1 and not (partly_counts and partly):
        fits[0].members.append(stand)
    elif fits:
        spanning.append(stand)
    else:
        positions.append(_Open([stand]))


def _fits(stand: Stand, position: _Open) -> bool:
    return all(_joins(stand, member) for member in position.members)


def _joins(stand: Stand, member: Stand) -> bool:
    """Whether two answers can count as one: compatible, and not merely possible side by side."""
    if stand.excludes or member.excludes:
        if stand.excludes != member.excludes:
            return False
        relation = relation_between(stand.value, member.value)
        return relation in (Relation.SAME, Relation.REFINES, Relation.REFINED_BY)
    relation = stand.relation_to(member)
    if not relation.compatible:
        return False
    if relation is not Relation.OVERLAPS:
        return True
    mine, theirs = stand.effective, member.effective
    if stand.indefinite and member.indefinite and isinstance(mine, Actors) and isinstance(theirs, Actors):
        return describe_alike(
            mine, theirs
        )  # "the army" may have been the gunmen of another account, and is not called so
    if stand.indefinite or member.indefinite:
        return True
    if isinstance(mine, Actors) and isinstance(theirs, Actors):
        circles = [{ref.key, *ref.within} for ref in mine.members]
        return any(circle & {ref.key, *ref.within} for circle in circles for ref in theirs.members)
    if isinstance(mine, Place):
        return False  # neighbouring areas are two answers, not one
    # Two codes that can both hold are two answers; one of them with a code ruled out is one.
    return not isinstance(mine, Category) or mine.negated or (isinstance(theirs, Category) and theirs.negated)


def _seeds(stand: Stand) -> bool:
    return _point(stand.effective) and not stand.indefinite


def _point(value: Value) -> bool:
    """Whether an answer is fine enough to seed a position."""
    if isinstance(value, When):
        return value.anchor is not None or (value.point and value.precision.clock)
    if isinstance(value, Place):
        return value.located and value.precision in _FINE_PLACES
    return value.point and not value.vague


def _negative(value: Value) -> bool:
    return isinstance(value, Category) and value.negated


def _narrowest_first(stand: Stand) -> tuple[float, int, tuple[tuple[str, str, str], str, bool]]:
    outlets = {outlet for answer in stand.answers for outlet in answer.outlets}
    return (_width(stand.effective), -len(outlets), stand.key)


def _width(value: Value) -> float:
    """Return how much an answer admits, comparable only within one type; vague ones behind all others."""
    if value.vague:
        return math.inf
    if isinstance(value, Group | Items):
        described = sum(1 for word in _descriptions(value) if word)
        return _interval_width(value.count) - described * 1e-3
    if isinstance(value, Count | Duration | When):
        return _interval_width(value)
    if isinstance(value, Place):
        return value.radius if value.radius is not None else 1e9
    if isinstance(value, Category):
        return -float(value.code.count("."))
    if isinstance(value, Actors):
        return -float(len(value.members))
    return 0.0


def _interval_width(value: Count | Duration | When) -> float:
    if not value.determinate or (isinstance(value, When) and value.anchor is not None):
        return 1e15
    low, high = value.interval
    if high is None:
        return 1e12
    return high - (low if low is not None else 0.0) + (1e9 if low is None else 0.0)


def _descriptions(value: Group | Items) -> tuple[str, ...]:
    if isinstance(value, Group):
        status = "" if value.status.value == "unstated" else value.status.value
        return (status, value.age, value.sex, value.role, value.affiliation)
    return (value.effect, value.role, value.operator)
