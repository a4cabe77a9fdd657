"""The course of an incident from all its accounts: its steps in order, who supports which, and where orders differ.

A step is a happening or a numbered stage of one. Its order to others is read from relations between events, from times
told relative to an event ("after the raids"), from the numbers of stages, and from the times that one report gives for
both. No account is preferred: where two differ, both stand, and the row is shown in the order that most families give.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import datetime, timedelta
from itertools import combinations

from crossbearing.model.claims import EventRelationKind
from crossbearing.model.course import Course, OrderGiven, Step, Telling
from crossbearing.model.ids import digest, normalised_words
from crossbearing.model.incidents import Incident
from crossbearing.model.values import When
from crossbearing.resources.lexicon import languages, lexicon
from crossbearing.weigh.answers import Answer

__all__ = ["course"]

_Key = tuple[str, int | None]
_Sides = dict[tuple[_Key, _Key], dict[str, list[Answer]]]

_Adder = Callable[[_Key, _Key, str, Answer], None]

_PLACE_AND_DAY = re.compile(r"(?:^|, )\d{4}(?:-\d\d){1,2}$")
_BEFORE, _AFTER, _TOGETHER = "before", "after", "together"
_RELATIONS: Mapping[str, str] = {
    EventRelationKind.BEFORE: _BEFORE,
    EventRelationKind.ENABLES: _BEFORE,
    EventRelationKind.AFTER: _AFTER,
    EventRelationKind.FOLLOW_UP_STRIKE: _AFTER,
    EventRelationKind.DURING: _TOGETHER,
    "at": _TOGETHER,
}
_ANY_HAPPENING = frozenset({"attack", "bombing", "killing", "other"})
"""Kinds of nouns that may mean the incident's own happening, whatever it is ("the raids", "the attack")."""

_PART_OF = EventRelationKind.PART_OF
_OPPOSITE: Mapping[str, str] = {_BEFORE: _AFTER, _AFTER: _BEFORE, _TOGETHER: _TOGETHER}


def course(incident: Incident, gathered: Iterable[Answer]) -> Course:
    """Return the course of an incident.

    Args:
        incident: The incident, with its members.
        gathered: All answers that its claims give, in order of appearance (`gathering.answers_from`).
    """
    answers = [answer for answer in gathered if not answer.claim.event.negated]
    related = {member.claim: member.related for member in incident.members}
    own_kind = incident.type
    keys = {answer.claim.id: _key(answer, related[answer.claim.id], own_kind) for answer in answers}
    by_event = {answer.claim.event.id: keys[answer.claim.id] for answer in answers}
    of_step: dict[_Key, list[Answer]] = defaultdict(list)
    for answer in answers:
        of_step[keys[answer.claim.id]].append(answer)
    given = _orders(answers, keys, by_event, (own_kind, None))
    ids = {key: digest("step", incident.id, key[0], str(key[1] or "")) for key in of_step}
    placed = {key for pair in given for key in pair}
    order = _in_order(list(of_step), given, {key: _earliest(found) for key, found in of_step.items()})
    return Course(
        incident=incident.id,
        steps=tuple(_step(ids[key], key, of_step[key], own=key[0] == own_kind) for key in order),
        orders=tuple(
            OrderGiven(
                ids[first],
                ids[second],
                first_before=_tellings(sides.get(_BEFORE, ()), timed=False),
                second_before=_tellings(sides.get(_AFTER, ()), timed=False),
                together=_tellings(sides.get(_TOGETHER, ()), timed=False),
            )
            for (first, second), sides in sorted(
                given.items(), key=lambda item: (order.index(item[0][0]), item[0][1][0])
            )
        ),
        words=_tellings((answer for answer in answers if answer.claim.slot == "sequence"), timed=True),
        unplaced=tuple(ids[key] for key in order if key not in placed and _earliest(of_step[key]) is None),
    )


def _key(answer: Answer, related: str, own_kind: str) -> _Key:
    return (related or own_kind, answer.claim.event.phase)


def _orders(answers: Sequence[Answer], keys: Mapping[str, _Key], by_event: Mapping[str, _Key], own: _Key) -> _Sides:
    """Return for each pair of steps, in a fixed order of the two, who says what of their order."""
    steps = frozenset(keys.values())
    given: _Sides = defaultdict(lambda: defaultdict(list))

    def add(one: _Key, other: _Key, relation: str, answer: Answer) -> None:
        if one[0] == other[0] and (one[1] is None or other[1] is None or one[1] == other[1]):
            return  # a happening and a stage of it have no order
        turned = _sortable(other) < _sortable(one)
        pair = (other, one) if turned else (one, other)
        said = given[pair][_OPPOSITE[relation] if turned else relation]
        if answer not in said:
            said.append(answer)

    for answer in answers:
        key = keys[answer.claim.id]
        for told in answer.claim.event.relations:
            if told.kind in _RELATIONS and told.other in by_event:
                add(key, by_event[told.other], _RELATIONS[told.kind], answer)
        anchor = answer.value.anchor if isinstance(answer.value, When) else None
        if anchor is not None and answer.claim.slot == "when.start" and not answer.denied:
            meant = by_event.get(anchor.event) or _meant(anchor.to, steps, own)
            relation = _RELATIONS.get(anchor.relation)
            if relation is not None and meant is not None:
                add(key, meant, relation, answer)
    _by_number(answers, keys, add)
    _by_clock(answers, keys, add)
    return {pair: dict(sides) for pair, sides in given.items()}


def _meant(words: str, steps: Set[_Key], own: _Key) -> _Key | None:
    """Return the step that words for a happening mean ("the raids", "the assault"), or None."""
    parts = normalised_words(words).split()
    kinds = {
        nouns[name]
        for code in languages()
        for nouns in (lexicon(code).triggers.nouns,)
        for length in (3, 2, 1)
        for start in range(len(parts) - length + 1)
        for phrase in (" ".join(parts[start : start + length]),)
        for name in (phrase, phrase.removesuffix("s"))
        if name in nouns
    }
    if own[0] in kinds:
        return own
    around = [step for step in steps if step[0] in kinds and step[1] is None]
    if len(around) == 1:
        return around[0]
    return own if kinds and kinds <= _ANY_HAPPENING else None


def _by_number(answers: Sequence[Answer], keys: Mapping[str, _Key], add: _Adder) -> None:
    """A report that numbers stages orders them, also where they are of several kinds: first shots, then a fire."""
    stages: dict[tuple[str, str], dict[_Key, Answer]] = defaultdict(dict)
    for answer in answers:
        key = keys[answer.claim.id]
        if key[1] is not None:
            whole = next((told.other for told in answer.claim.event.relations if told.kind == _PART_OF), key[0])
            stages[answer.claim.document, whole].setdefault(key, answer)
    for by_key in stages.values():
        for one, other in combinations(sorted(by_key, key=lambda key: (key[1] or 0, key[0])), 2):
            if one[1] != other[1]:
                add(one, other, _BEFORE, by_key[other])


def _by_clock(answers: Sequence[Answer], keys: Mapping[str, _Key], add: _Adder) -> None:
    """A report that gives times for two steps orders them where the times exclude one another."""
    times: dict[str, dict[_Key, tuple[datetime, datetime, Answer]]] = defaultdict(dict)
    for answer in answers:
        moment = _moment(answer)
        if moment is not None and answer.claim.slot == "when.start" and not answer.denied:
            times[answer.claim.document].setdefault(keys[answer.claim.id], (*moment, answer))
    for by_step in times.values():
        for one, other in combinations(sorted(by_step, key=_sortable), 2):
            (start, end, _), (other_start, other_end, answer) = by_step[one], by_step[other]
            if end <= other_start and start < other_start:
                add(one, other, _BEFORE, answer)
            elif other_end <= start and other_start < start:
                add(one, other, _AFTER, answer)


def _moment(answer: Answer) -> tuple[datetime, datetime] | None:
    """Return the stretch that a time covers, in UTC where its offset is known."""
    value = answer.value
    if not isinstance(value, When) or value.start is None or value.end is None or value.anchor is not None:
        return None
    shift = timedelta(minutes=value.utc_offset or 0)
    return value.start - shift, value.end - shift


def _earliest(answers: Iterable[Answer]) -> datetime | None:
    """Return when a step starts at the earliest for the order of the row, or None where no time is told.

    A time of day says more than a day alone: a step that is only told to be of a day stands behind those of that day
    with a time.
    """
    clocks: list[tuple[datetime, datetime]] = []
    days: list[tuple[datetime, datetime]] = []
    for answer in answers:
        moment = _moment(answer) if answer.claim.slot == "when.start" and not answer.denied else None
        if moment is not None and isinstance(answer.value, When):
            (clocks if answer.value.precision.clock else days).append(moment)
    if clocks:
        return min(start for start, _end in clocks)
    return min((end for _start, end in days), default=None)


def _in_order(keys: Sequence[_Key], given: _Sides, earliest: Mapping[_Key, datetime | None]) -> list[_Key]:
    """Order steps by what most families say, breaking circles and ties by the earliest time, then by appearance."""
    before: dict[_Key, set[_Key]] = {key: set() for key in keys}
    for (first, second), sides in given.items():
        ahead, behind = _families(sides.get(_BEFORE, ())), _families(sides.get(_AFTER, ()))
        if ahead > behind:
            before[second].add(first)
        elif behind > ahead:
            before[first].add(second)
    at = _no_later_than_what_follows(before, earliest)
    left, found = list(keys), []
    while left:
        ready = [key for key in left if not before[key] & set(left)] or left
        chosen = min(ready, key=lambda key: (*_when(at[key]), keys.index(key)))
        found.append(chosen)
        left.remove(chosen)
    return found


def _no_later_than_what_follows(
    before: Mapping[_Key, Set[_Key]], earliest: Mapping[_Key, datetime | None]
) -> dict[_Key, datetime | None]:
    """Return times such that a step without one stands right before what it is told to come before."""
    at = dict(earliest)
    for _round in at:
        changed = False
        for follower, leaders in before.items():
            for leader in leaders:
                if at[follower] is not None and at[leader] is None:
                    at[leader], changed = at[follower], True
        if not changed:
            break
    return at


def _when(moment: datetime | None) -> tuple[bool, str]:
    return (moment is None, "" if moment is None else moment.isoformat())


def _families(answers: Iterable[Answer]) -> int:
    return len({answer.family or answer.outlets[0] for answer in answers})


def _sortable(key: _Key) -> tuple[str, int]:
    return (key[0], key[1] or 0)


def _step(identifier: str, key: _Key, answers: Sequence[Answer], *, own: bool) -> Step:
    # A coded table names its happening by place and day, which says nothing of the step.
    labels = (answer.claim.event.label for answer in answers)
    label = next((one for one in labels if one and not _PLACE_AND_DAY.search(one)), "")
    return Step(
        id=identifier,
        kind=key[0],
        phase=key[1],
        label=label,
        tellings=_tellings(answers, timed=False),
        starts=_tellings((answer for answer in answers if answer.claim.slot == "when.start"), timed=True),
        ends=_tellings((answer for answer in answers if answer.claim.slot == "when.end"), timed=True),
        own=own,
    )


def _tellings(answers: Iterable[Answer], *, timed: bool) -> tuple[Telling, ...]:
    """Return who tells something, one telling a holder, or one a holder and value where values are asked for."""
    by_holder: dict[tuple[str, str, str, bool], list[Answer]] = {}
    for answer in answers:
        holder = answer.upstream.holder or answer.upstream.source
        value = answer.value.canonical() if timed else ""
        by_holder.setdefault((holder, answer.family, value, answer.denied and timed), []).append(answer)
    return tuple(
        Telling(
            holder=holder,
            family=family,
            outlets=tuple(dict.fromkeys(outlet for answer in found for outlet in answer.outlets)),
            claims=tuple(answer.claim.id for answer in found),
            value=found[0].value if timed else None,
            denied=denied,
        )
        for (holder, family, _value_, denied), found in by_holder.items()
    )
