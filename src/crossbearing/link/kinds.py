"""Which kinds of happenings may be one happening under two names.

Reports of one strike call it an air strike, a bombing, an attack or a killing. The groups say which words may mean the
same; they say nothing about who did it or why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crossbearing.resources.vocabulary import event_kinds

__all__ = [
    "GENERIC",
    "alike",
    "is_harmful",
    "main_kind",
    "makes_an_incident",
    "may_be_one",
    "same_kinds",
    "shared_kinds",
]

GENERIC = frozenset({"attack", "killing", "other"})
"""Words that may stand for any happening that harms persons or things."""

_GROUPS: tuple[frozenset[str], ...] = (
    frozenset({"air_strike", "drone_strike", "helicopter_attack", "barrel_bombing", "missile_attack", "bombing"}),
    frozenset({"shelling", "missile_attack", "air_strike", "drone_strike"}),
    frozenset({"bombing", "suicide_bombing", "landmine"}),
    frozenset({"bombing", "shelling"}),
    # Forces on the ground: of one massacre a report says "shot", another "executed", a third "stormed and burned".
    frozenset({"small_arms_fire", "execution", "armed_clash", "ground_assault", "arson"}),
    frozenset({"ground_assault", "armed_clash", "takeover", "recapture"}),
    frozenset({"chemical_attack", "air_strike", "missile_attack", "shelling", "barrel_bombing"}),
    frozenset({"abduction", "arrest"}),
)
_WITHOUT_HARM = frozenset({"takeover", "recapture", "aircraft_downed"})

Kinds = Sequence[tuple[str, int]]


def same_kinds(one: Kinds, other: Kinds) -> bool:
    """Whether two strands share a kind of happening that harms, generic words apart."""
    return bool(shared_kinds(one, other))


def shared_kinds(one: Kinds, other: Kinds) -> set[str]:
    """Return the kinds of happenings that harm which two strands share, generic words apart."""
    mine = {kind for kind, _count in one if is_harmful(kind) and kind not in GENERIC}
    return mine & {kind for kind, _count in other}


def alike(one: Kinds, other: Kinds) -> bool:
    """Whether a kind of the one may be a kind of the other under another name."""
    return any(may_be_one(mine, theirs) for mine, _ in one for theirs, _ in other)


def may_be_one(one: str, other: str) -> bool:
    """Whether two kinds may name one happening."""
    if one == other:
        return True
    if one in GENERIC or other in GENERIC:
        return (one in GENERIC or is_harmful(one)) and (other in GENERIC or is_harmful(other))
    return any(one in group and other in group for group in _GROUPS)


def main_kind(kinds: Iterable[tuple[str, int]]) -> str:
    """Return the kind that most claims are about: harmful before harmless, special before generic; or `other`."""
    ranked = sorted(kinds, key=lambda pair: (not is_harmful(pair[0]), pair[0] in GENERIC, -pair[1], pair[0]))
    return ranked[0][0] if ranked else "other"


def makes_an_incident(kinds: Iterable[tuple[str, int]]) -> bool:
    """Whether any of the kinds is a happening by itself, and not only what surrounds one."""
    return any(is_harmful(kind) or kind in _WITHOUT_HARM for kind, _count in kinds)


def is_harmful(kind: str) -> bool:
    """Whether a kind of happening harms persons or things by itself (`resources/events.toml`)."""
    known = event_kinds().get(kind)
    return known is not None and known.harm
