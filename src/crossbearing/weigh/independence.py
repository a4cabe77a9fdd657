"""Whether the independence of two families is shown, and on which side of the conflict they stand.

Agreement counts as such only where it is shown that two families know something apart from one another. Two names are
not enough: most bodies repeat what others told them. It is taken as shown where both speak from first-hand knowledge
(they saw it, or have a record, an intercept or a laboratory's result) and no upstream was found or suspected between
them. The test follows the review of British intelligence of 2004 (HC 898): reports that rest on one observation do not
confirm each other. Groups that are only described ("residents") may be the same people, and what one outlet
heard from several mouths was gathered by one hand: neither shows anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from crossbearing.model.claims import Basis
from crossbearing.model.findings import OneSide
from crossbearing.model.incidents import Certainty
from crossbearing.resources.affiliations import tie_between
from crossbearing.weigh.answers import Answer

__all__ = ["independent_pair", "one_side"]

_FIRST_HAND = frozenset({Basis.SAW, Basis.RECORD, Basis.LABORATORY, Basis.INTERCEPT})


def independent_pair(answers: Iterable[Answer]) -> tuple[str, str] | None:
    """Return two families of first-hand knowledge, told by different outlets, at least one of them a named body.

    Args:
        answers: Current answers of one position, denials left out.

    Returns:
        The names of two families, or None where no such pair is shown. Bodies that are tied to one another (one is part
        of the other or speaks for it) are no such pair, whatever names they go by.
    """
    told_by: dict[str, set[str]] = {}
    named: set[str] = set()
    for answer in answers:
        stated = answer.upstream.stated and answer.upstream.certainty is Certainty.STATED
        own_words = answer.upstream.source_family == answer.family
        if answer.family and stated and own_words and answer.claim.basis in _FIRST_HAND:
            told_by.setdefault(answer.family, set()).update(answer.outlets)
            if answer.claim.speakers[-1].named:
                named.add(answer.family)
    for one, other in combinations(told_by, 2):
        apart = len(told_by[one] | told_by[other]) > 1
        if apart and (one in named or other in named) and tie_between(one, other) is None:
            return (one, other)
    return None


def one_side(families: Iterable[str], sides: Mapping[str, frozenset[str]]) -> OneSide:
    """Return whether all families stand on one side of the conflict, as far as the accounts show the sides.

    Args:
        families: Families whose answer it is.
        sides: For each family the sides it is on (`attacker`, `struck`), empty where the accounts do not tell.
    """
    named = [sides.get(family, frozenset()) for family in families]
    if len(named) < 2 or any(not side for side in named):
        return OneSide.UNKNOWN
    return OneSide.YES if frozenset.intersection(*named) else OneSide.NO
