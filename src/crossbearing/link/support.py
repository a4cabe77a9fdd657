"""How well two groups of strands fit on average, so that one pair alone never draws two happenings together.

Of two shootings in one city on one day a single report of the one may share a toll and names with a single report of
the other; the reports around them do not. Joining by the mean of all pairs instead of the best one is average linkage
(Sokal and Michener 1958); here it is a condition beside the best pair, worked out over a few members of each group.
"""

from __future__ import annotations

from collections.abc import Sequence

from crossbearing.link.comparisons import score
from crossbearing.link.strands import Strand
from crossbearing.link.usual import Usual

__all__ = ["FEW", "Support"]

FEW = 4
"""Members of a group that stand for all of it."""

_ENOUGH = 1.0  # mean score; two reports of other happenings score below 0 mostly
_WORST = -4.0  # what a pair that is ruled out counts, so that one misread day or place is outvoted


class Support:
    """Scores of pairs across groups, each worked out once.

    Args:
        strands: All strands.
        usual: What is usual in their case.
    """

    def __init__(self, strands: Sequence[Strand], usual: Usual) -> None:
        self._strands = strands
        self._usual = usual
        self._known: dict[tuple[int, int], float] = {}

    def carries(self, mine: Sequence[int], theirs: Sequence[int]) -> bool:
        """Whether some members of two groups fit well enough on average; two single strands always do.

        Args:
            mine: Members of the one, by index.
            theirs: Members of the other.
        """
        if len(mine) == len(theirs) == 1:
            return True
        total = sum(self._score(one, other) for one in mine for other in theirs)
        return total >= _ENOUGH * len(mine) * len(theirs)

    def _score(self, one: int, other: int) -> float:
        pair = (min(one, other), max(one, other))
        found = self._known.get(pair)
        if found is None:
            found = max(score(self._strands[one], self._strands[other], self._usual).value, _WORST)
            self._known[pair] = found
        return found
