"""The verdict on a question, the first that applies, with its reason in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from crossbearing.model.findings import Position, Verdict
from crossbearing.model.values import Actors, Comparison, Place, Relation
from crossbearing.weigh.accounts import CHANGED, CREDITED, RETRACTED, SUPERSEDED
from crossbearing.weigh.independence import independent_pair
from crossbearing.weigh.positions import Grouping, Stand, relation_of

__all__ = ["Decided", "decide", "tally_words"]


@dataclass(frozen=True, slots=True)
class Decided:
    """A verdict and what it rests on.

    Args:
        verdict: The verdict.
        because: The reason as a clause, without the count of outlets.
        families: Families whose agreement it is about.
    """

    verdict: Verdict
    because: str
    families: tuple[str, ...] = ()


def decide(grouping: Grouping, positions: Sequence[Position], *, disputable: bool) -> Decided:
    """Return the verdict on one question.

    Args:
        grouping: The answers grouped.
        positions: The positions they make, in the same order.
        disputable: Whether answers of this slot are weighed, or only shown side by side.
    """
    if not positions:
        return Decided(Verdict.UNKNOWN, _unknown(grouping))
    alive = [index for index, position in enumerate(positions) if not position.superseded]
    if not alive:
        return _nobody_holds(positions)
    if len(alive) > 1:
        return _several(grouping, positions, alive, disputable)
    return _one(grouping, positions, alive[0])


def tally_words(outlets: int, state_origin: int) -> str:
    """Return the count that every finding ends with: `5 outlets: 3 state an origin, 2 none`."""
    none = outlets - state_origin
    verb = "states" if state_origin == 1 else "state"
    return f"{outlets} outlet{'' if outlets == 1 else 's'}: {state_origin} {verb} an origin, {none} none"


def _several(grouping: Grouping, positions: Sequence[Position], alive: Sequence[int], disputable: bool) -> Decided:
    words = _in_words(positions, alive)
    if not disputable:
        return Decided(Verdict.NOT_COMPARABLE, f"answers in free words are shown side by side and not weighed: {words}")
    pairs: list[tuple[int, int, Comparison]] = [
        (one, other, relation_of(grouping.positions[one], grouping.positions[other]))
        for one, other in combinations(alive, 2)
    ]
    conflicts = [pair for pair in pairs if pair[2].relation is Relation.CONFLICTS]
    disputes = [pair for pair in conflicts if _two_voices(positions[pair[0]], positions[pair[1]])]
    if disputes:
        one, other, comparison = max(disputes, key=lambda pair: _weight(positions[pair[0]], positions[pair[1]]))
        sides = f"{_held(positions[one])} against {_held(positions[other])}"
        return Decided(Verdict.DISPUTED, f"{sides}: {comparison.reason}")
    if conflicts:
        voice = positions[conflicts[0][0]].holdings[0]
        said = f"{voice.holder} in {voice.outlets[0]}" if voice.holder else voice.outlets[0]
        return Decided(
            Verdict.NOT_COMPARABLE, f"{said} gives {words} alike, and nothing shows that they count the same"
        )
    if all(pair[2].relation is Relation.INCOMPARABLE for pair in pairs):
        return Decided(Verdict.NOT_COMPARABLE, f"{words}: {pairs[0][2].reason}")
    shared = next(pair[2] for pair in pairs if pair[2].relation is not Relation.INCOMPARABLE)
    if isinstance(positions[alive[0]].value, Actors):
        return Decided(Verdict.RANGE, f"{words} do not exclude one another: {shared.reason}")
    kind = "neighbouring areas" if isinstance(positions[alive[0]].value, Place) else "different answers"
    return Decided(Verdict.RANGE, f"{words} are {kind} that do not exclude one another: {shared.reason}")


def _one(grouping: Grouping, positions: Sequence[Position], index: int) -> Decided:
    position, stands = positions[index], grouping.positions[index]
    notes = {holding.note: holding for one in positions for holding in one.holdings if not holding.current}
    if CHANGED in notes:
        holding = notes[CHANGED]
        return Decided(Verdict.CHANGED_ACCOUNT, f"{holding.value.describe()} was given first; {holding.reason}")
    if RETRACTED in notes:
        holding = notes[RETRACTED]
        return Decided(Verdict.CHANGED_ACCOUNT, f"{holding.value.describe()} was given first; {holding.reason}")
    if SUPERSEDED in notes:
        earlier = list(
            dict.fromkeys(
                holding.value.describe()
                for one in positions
                for holding in one.holdings
                if holding.note == SUPERSEDED and not holding.current
            )
        )
        return Decided(Verdict.SUPERSEDED, f"{', '.join(earlier)} replaced by {_held(position)}", position.families)
    asserting = [stand for stand in stands if not stand.excludes]
    if not grouping.seeded[index] and _differ(asserting):
        words = ", ".join(dict.fromkeys(stand.value.describe() for stand in asserting))
        return Decided(Verdict.RANGE, f"the answers overlap and none is a single figure: {words}", position.families)
    return _by_origins(position, stands)


def _by_origins(position: Position, stands: Sequence[Stand]) -> Decided:
    current = [answer for stand in stands for answer in stand.answers if not stand.denied and not answer.retracts]
    credited = {claim for holding in position.holdings if holding.note == CREDITED for claim in holding.claims}
    families = position.families
    value = _named(position)
    if not families:
        by = "one outlet that names" if len(position.outlets) == 1 else f"{len(position.outlets)} outlets that name"
        return Decided(Verdict.ORIGIN_NOT_STATED, f"{value} is given by {by} nobody for it")
    if len(families) == 1:
        return Decided(Verdict.SINGLE_ORIGIN, f"{value} rests on one origin, {families[0]}", families)
    shown = independent_pair(answer for answer in current if answer.claim.id not in credited)
    names = " and ".join(families) if len(families) == 2 else f"{len(families)} families ({', '.join(families)})"
    if shown is not None:
        both = f"{shown[0]} and {shown[1]} each know it at first hand"
        return Decided(Verdict.AGREED, f"{value} is given by {names}; {both}", families)
    return Decided(Verdict.REPEATED, f"{value} is given by {names}; that they are independent is not shown", families)


def _nobody_holds(positions: Sequence[Position]) -> Decided:
    holdings = [holding for position in positions for holding in position.holdings if holding.reason]
    reason = holdings[-1].reason if holdings else "all who gave an answer have given it up"
    return Decided(Verdict.CHANGED_ACCOUNT, f"{_in_words(positions, range(len(positions)))}: {reason}")


def _unknown(grouping: Grouping) -> str:
    if not grouping.unknowns:
        return "no report says anything about it"
    return "no answer is stated by those who speak about it"


def _differ(stands: Sequence[Stand]) -> bool:
    return any(one.value.compare(other.value).relation is not Relation.SAME for one, other in combinations(stands, 2))


def _two_voices(one: Position, other: Position) -> bool:
    """Whether anyone but one body in one outlet gives them: a report that gives two figures disputes nothing."""
    voices = {
        (holding.holder, outlet)
        for position in (one, other)
        for holding in position.holdings
        if holding.current
        for outlet in holding.outlets
    }
    return len(voices) != 1


def _weight(one: Position, other: Position) -> tuple[bool, int, int, int]:
    """Return how well a pair shows what the dispute is about: other bodies on either side, and many who carry them."""
    apart = not set(one.families) & set(other.families)
    fewer, more = sorted((len(one.outlets), len(other.outlets)))
    return (apart, min(len(one.families), len(other.families), 1), fewer, more)


def _held(position: Position) -> str:
    outlets = f"{len(position.outlets)} outlet{'' if len(position.outlets) == 1 else 's'}"
    families = ", ".join(position.families) if position.families else "no origin stated"
    return f"{_named(position)} ({families}; {outlets})"


def _named(position: Position) -> str:
    denied = all(holding.denied and holding.value == position.value for holding in position.holdings)
    return f"not {position.value.describe()}" if denied else position.value.describe()


def _in_words(positions: Sequence[Position], chosen: Sequence[int]) -> str:
    names = [_named(positions[index]) for index in chosen]
    if len(names) > 4:
        names = [*names[:3], f"{len(names) - 3} more"]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
