"""The verdict on a question, the first that applies, with its reason in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from crossbearing.model.findings import Position, Verdict
from crossbearing.model.values import (
    Actors,
    Comparison,
    Count,
    Group,
    Items,
    Place,
    Relation,
    TextValue,
    Value,
    relation_between,
    thing_words,
)
from crossbearing.resources.affiliations import tie_between
from crossbearing.weigh.accounts import CHANGED, CREDITED, RETRACTED, RETRACTION, SUPERSEDED
from crossbearing.weigh.independence import independent_pair
from crossbearing.weigh.positions import Grouping, Stand, bare_relation_of, relation_of

__all__ = ["Decided", "decide"]

_REASON_WORDS = 25  # a reason is read in passing; what is left out stands in the positions
_VALUE_WORDS = 8
_NAMED_FAMILIES = 3
_Voice = tuple[str, str]  # holder and outlet
_QUOTES = "\"'“”‘’«»"


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
    main = [index for index in alive if not _beside(index, alive, grouping, positions)] if disputable else alive
    found = [index for index in main if not _unlocated(positions[index])] or main
    decided = (
        _several(grouping, positions, found, disputable) if len(found) > 1 else _one(grouping, positions, found[0])
    )
    more = []
    if len(main) < len(alive):
        more.append(f"{_in_words(positions, [index for index in alive if index not in main])} told beside it by some")
    if len(found) < len(main):
        more.append(f"{_in_words(positions, [index for index in main if index not in found])} could not be located")
    return replace(decided, because=_with_room(decided.because, "; ".join(more))) if more else decided


def _unlocated(position: Position) -> bool:
    """Whether a position names a place that nothing could find: it is shown, and stands neither for nor against."""
    return isinstance(position.value, Place) and not position.value.located


def _beside(index: int, alive: Sequence[int], grouping: Grouping, positions: Sequence[Position]) -> bool:
    """Whether all who give an answer also give one that it contradicts and that others give: they do not dispute it."""
    holders = _holders(positions[index])
    return bool(holders) and any(
        "" not in holders
        and holders < _holders(positions[other])
        and bare_relation_of(grouping.positions[index], grouping.positions[other]) is Relation.CONFLICTS
        for other in alive
        if other != index
    )


def _holders(position: Position) -> set[str]:
    return {one.holder for one in position.holdings if one.current and one.note not in (CREDITED, RETRACTION)}


def _several(grouping: Grouping, positions: Sequence[Position], alive: Sequence[int], disputable: bool) -> Decided:
    words = _in_words(positions, alive)
    if not disputable:
        return Decided(Verdict.NOT_COMPARABLE, f"answers in free words, shown side by side and not weighed: {words}")
    pairs = [
        (one, other, bare_relation_of(grouping.positions[one], grouping.positions[other]))
        for one, other in combinations(alive, 2)
    ]

    def compared(one: int, other: int) -> Comparison:
        """Return how two of them stand, with the reason: asked of the few pairs that a verdict names."""
        return relation_of(grouping.positions[one], grouping.positions[other])

    conflicts = [(one, other) for one, other, relation in pairs if relation is Relation.CONFLICTS]
    voices = {index: _voices(positions[index]) for index in alive}
    disputes = [(one, other) for one, other in conflicts if _two_voices(voices[one], voices[other])]
    if disputes:
        told = {index: (_standing_families(positions[index]), _outlets(voices[index])) for index in alive}
        one, other = max(disputes, key=lambda pair: _weight(told[pair[0]], told[pair[1]]))
        third = _third(positions, (one, other), disputes)
        if third is not None:
            return Decided(Verdict.DISPUTED, third)
        sides = next(
            (
                words
                for most in (3, 2)
                if len((words := _against(positions[one], positions[other], most)).split()) <= _REASON_WORDS
            ),
            _against(positions[one], positions[other], 1),
        )
        return Decided(Verdict.DISPUTED, _with_room(sides, compared(one, other).reason))
    if conflicts:
        counts = isinstance(positions[alive[0]].value, Count | Group | Items)
        same = "count the same" if counts else "are about the same"
        both = _in_words(positions, conflicts[0])
        unshown = f"gives {both} alike, and nothing shows that they {same}"
        return Decided(Verdict.NOT_COMPARABLE, f"{_within(positions, conflicts[0])} {unshown}")
    if all(relation is Relation.INCOMPARABLE for _one, _other, relation in pairs):
        why = compared(*pairs[0][:2]).reason
        clause = _with_room(words, why)
        if clause == words:  # some reasons name both answers again, and are a sentence by themselves
            clause = why if "cannot be compared" in why and len(alive) == 2 else f"{words} cannot be compared"
        return Decided(Verdict.NOT_COMPARABLE, clause)
    shared = compared(*next(pair[:2] for pair in pairs if pair[2] is not Relation.INCOMPARABLE))
    if isinstance(positions[alive[0]].value, Actors):
        return Decided(Verdict.RANGE, _with_room(f"{words} do not exclude one another", shared.reason))
    kind = "neighbouring areas" if isinstance(positions[alive[0]].value, Place) else "different answers"
    return Decided(Verdict.RANGE, _with_room(f"{words} are {kind} that do not exclude one another", shared.reason))


def _one(grouping: Grouping, positions: Sequence[Position], index: int) -> Decided:
    position, stands = positions[index], grouping.positions[index]
    notes = {holding.note: holding for one in positions for holding in one.holdings if not holding.current}
    if CHANGED in notes:
        holding = notes[CHANGED]
        return Decided(Verdict.CHANGED_ACCOUNT, f"{_words(holding.value)} was given first; {holding.reason}")
    if RETRACTED in notes:
        holding = notes[RETRACTED]
        return Decided(Verdict.CHANGED_ACCOUNT, f"{_words(holding.value)} was given first; {holding.reason}")
    if SUPERSEDED in notes:
        earlier = list(
            dict.fromkeys(
                _words(holding.value)
                for one in positions
                for holding in one.holdings
                if holding.note == SUPERSEDED and not holding.current
            )
        )
        return Decided(Verdict.SUPERSEDED, f"{_listed(earlier)} replaced by {_held(position)}", position.families)
    asserting = [stand for stand in stands if not stand.excludes]
    if not grouping.seeded[index] and _differ(asserting):
        words = _listed(list(dict.fromkeys(_words(stand.value) for stand in asserting)))
        why = "none names a body" if isinstance(position.value, Actors) else "none is a single figure"
        return Decided(Verdict.RANGE, f"the answers overlap and {why}: {words}", position.families)
    return _by_origins(position, stands)


def _by_origins(position: Position, stands: Sequence[Stand]) -> Decided:
    current = [answer for stand in stands for answer in stand.answers if not stand.denied and not answer.retracts]
    credited = {claim for holding in position.holdings if holding.note == CREDITED for claim in holding.claims}
    families = _standing_families(position)
    value = _named(position)
    if not families:
        others = any(len(set(answer.upstream.carriers)) > 1 for answer in current)
        who = "only other outlets are named for it" if others else "nobody is named for it"
        return Decided(Verdict.ORIGIN_NOT_STATED, f"{value}: {who}")
    if len(families) == 1 and not position.state_origin:
        suspected = f"{value}: no outlet names an origin; it is suspected to rest on one, {families[0]}"
        return Decided(Verdict.SINGLE_ORIGIN, suspected, families)
    if len(families) == 1:
        return Decided(Verdict.SINGLE_ORIGIN, f"{value} rests on one origin, {families[0]}", families)
    shown = independent_pair(answer for answer in current if answer.claim.id not in credited)
    given = f"{value} is given by {_givers(families, stands, position.value)}"
    if shown is not None:
        both = f"{shown[0]} and {shown[1]} each know it at first hand"
        return Decided(Verdict.AGREED, f"{given}; {both}", families)
    ties = [tie for pair in combinations(families, 2) if (tie := tie_between(*pair)) is not None]
    why = f" ({ties[0].words})" if ties else ""
    return Decided(Verdict.REPEATED, f"{given}; that they are independent is not shown{why}", families)


def _givers(families: Sequence[str], stands: Sequence[Stand], value: Value) -> str:
    """Name those who give an answer, those apart who say less: who gives the day does not give the hour."""
    same = {
        answer.family
        for stand in stands
        for answer in stand.answers
        if relation_between(stand.value, value) in (Relation.SAME, Relation.REFINES)
    }
    exact = [family for family in families if family in same]
    if not exact or len(exact) == len(families):
        return " and ".join(families) if len(families) == 2 else f"{len(families)} families ({_listed(families)})"
    less = [family for family in families if family not in same]
    who = _listed(less) if len(less) < _NAMED_FAMILIES else f"{len(less)} families"
    return f"{_listed(exact)}, and {who} {'says' if len(less) == 1 else 'say'} what fits it"


def _nobody_holds(positions: Sequence[Position]) -> Decided:
    holdings = [holding for position in positions for holding in position.holdings if holding.reason]
    reason = holdings[-1].reason if holdings else "all who gave an answer have given it up"
    return Decided(Verdict.CHANGED_ACCOUNT, f"{_in_words(positions, range(len(positions)))}: {reason}")


def _unknown(grouping: Grouping) -> str:
    if not grouping.unknowns:
        return "no report says anything about it"
    return "no answer is stated by those who speak about it"


def _third(positions: Sequence[Position], pair: tuple[int, int], disputes: Iterable[tuple[int, int]]) -> str | None:
    """Return the reason of a dispute of three answers, each against both others, if it can be read in passing."""
    against = set(disputes)
    thirds = [
        index for index in range(len(positions)) if all((min(index, one), max(index, one)) in against for one in pair)
    ]
    if not thirds:
        return None
    third = max(thirds, key=lambda index: (len(_standing_families(positions[index])), len(positions[index].outlets)))
    for most in (_NAMED_FAMILIES, 2, 1):
        words = _listed([_held(positions[index], most) for index in sorted((*pair, third))])
        clause = f"{words} exclude one another"
        if len(clause.split()) <= _REASON_WORDS:
            return clause
    return None


def _standing_families(position: Position) -> tuple[str, ...]:
    """Return the families that give a position at present, first those of its earliest answers."""
    standing = [one for one in position.holdings if one.current and one.family and one.note != RETRACTION]
    return tuple(dict.fromkeys(holding.family for holding in standing)) or position.families


def _differ(stands: Sequence[Stand]) -> bool:
    return any(relation_between(one.value, other.value) is not Relation.SAME for one, other in combinations(stands, 2))


def _two_voices(mine: set[_Voice], theirs: set[_Voice]) -> bool:
    """Whether accounts stand against one another, and not only figures within one outlet's narration.

    Several outlets are several accounts. Within one outlet there are as many as it names bodies: what it tells in its
    own voice beside the words of a body may count something else, and a report that puts to a body what that body
    denies disputes nothing.
    """
    if len(_outlets(mine) | _outlets(theirs)) > 1:
        return True
    return any(holder and rival and holder != rival for holder, _ in mine for rival, _ in theirs)


def _voices(position: Position) -> set[_Voice]:
    """Return who gives a position at present, in which outlets."""
    return {(holding.holder, outlet) for holding in position.holdings if holding.current for outlet in holding.outlets}


def _outlets(voices: set[_Voice]) -> set[str]:
    return {outlet for _holder, outlet in voices}


def _within(positions: Sequence[Position], pair: Sequence[int]) -> str:
    """Name the one account that gives several answers: a body in an outlet, or the outlet."""
    voices = set().union(*(_voices(positions[index]) for index in pair))
    holders = {holder for holder, _outlet in voices}
    outlet = min(outlet for _holder, outlet in voices)
    holder = holders.pop() if len(holders) == 1 else ""
    return f"{holder} in {outlet}" if holder and holder != outlet else outlet


def _weight(
    one: tuple[tuple[str, ...], set[str]], other: tuple[tuple[str, ...], set[str]]
) -> tuple[bool, int, int, int]:
    """Return how well a pair shows what the dispute is about: other bodies on either side, and many who carry them.

    Args:
        one: Families and outlets that give a position at present.
        other: Those of the other position.
    """
    mine, theirs = one[0], other[0]
    fewer, more = sorted((len(one[1]), len(other[1])))
    return (not set(mine) & set(theirs), min(len(mine), len(theirs), 1), fewer, more)


def _against(one: Position, other: Position, most: int) -> str:
    if _standing_families(one) == _standing_families(other):
        # Two bodies of one state that differ are named themselves, since their family says nothing of who differs.
        mine, theirs = (tuple(sorted(name for name in _holders(side) if name)) for side in (one, other))
        if mine and theirs and mine != theirs:
            return f"{_held(one, most, mine)} against {_held(other, most, theirs)}"
    return f"{_held(one, most)} against {_held(other, most)}"


def _held(position: Position, most: int = _NAMED_FAMILIES, named: Sequence[str] = ()) -> str:
    families = named or _standing_families(position)
    who = _listed(families, most) if families else "no origin stated"
    if isinstance(position.value, Actors):
        # "The army (the ministry)" might be read as one body that is part of another.
        return f"{_named(position)} ({f'according to {who}' if families else who})"
    return f"{_named(position)} ({who})"


def _named(position: Position) -> str:
    denied = all(
        holding.denied and holding.note != RETRACTION and holding.value == position.value
        for holding in position.holdings
    )
    words = _words(position.value)
    return f"not {words}" if denied else words


def _words(value: Value) -> str:
    """Return an answer so that a sentence can go on behind it: free words as a quotation, things with their number."""
    if isinstance(value, TextValue):
        return f'"{_short(value.describe().strip(_QUOTES))}"'
    if isinstance(value, Items):
        if value.names_itself:
            return " ".join(word for word in (value.count.describe(), value.effect.replace("_", " ")) if word)
        number = " ".join(word for word in (value.count.describe(), value.effect.replace("_", " ")) if word)
        return f"{thing_words(value.kind)} ({number})" if value.kind else _short(value.describe())
    return _short(value.describe())


def _in_words(positions: Sequence[Position], chosen: Sequence[int]) -> str:
    return _listed([_named(positions[index]) for index in chosen])


def _listed(names: Sequence[str], most: int = _NAMED_FAMILIES) -> str:
    """Return names in a row, the last ones only counted where they are more than `most`."""
    shown = list(names)
    if len(shown) > most:
        kept = max(1, most - 1) if most > 1 else 0
        shown = [*shown[:kept], f"{len(shown) - kept} {'more' if kept else 'bodies'}"]
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]


def _short(words: str) -> str:
    """Return an answer's words, cut where they are a whole sentence."""
    parts = words.split()
    if len(parts) <= _VALUE_WORDS:
        return words
    cut = f"{' '.join(parts[:_VALUE_WORDS])} …"
    return f'{cut}"' if words.startswith('"') and words.endswith('"') else cut


def _with_room(clause: str, more: str) -> str:
    """Return a clause with what explains it, if a reader takes both in at a glance."""
    return f"{clause}: {more}" if len(f"{clause} {more}".split()) <= _REASON_WORDS else clause
