"""Decisions as sums of weighted evidence: logistic regression, and tables of words and habits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Evidence", "Habits", "Lexical", "Linear", "log_odds"]

Evidence = NDArray[np.floating[Any]]
"""Numbers, one row a case and one column a kind of evidence, or one entry a column."""

_EDGE = 1e-3


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic regression (Cox, J. R. Stat. Soc. B 1958). Arrays have one entry a column of evidence.

    Args:
        means: What is taken off each column.
        scales: What it is then divided by.
        weights: Its weight.
        offset: The constant.
    """

    means: Evidence
    scales: Evidence
    weights: Evidence
    offset: float

    def log_odds(self, evidence: Evidence) -> Evidence:
        """Return log odds of rows of evidence, shape (rows, columns)."""
        found: Evidence = ((evidence - self.means) / self.scales) @ self.weights + self.offset
        return found

    def chances(self, evidence: Evidence) -> Evidence:
        """Return probabilities of rows of evidence, shape (rows, columns)."""
        found: Evidence = 1.0 / (1.0 + np.exp(-self.log_odds(evidence)))
        return found


@dataclass(frozen=True, slots=True)
class Lexical:
    """A logistic regression over words and pairs of words that a text holds or not; absent words weigh nothing."""

    weights: Mapping[str, float]
    offset: float

    def log_odds(self, held: frozenset[str]) -> float:
        """Return the log odds of a text that holds some words and pairs of words."""
        return self.offset + sum(self.weights[word] for word in held if word in self.weights)


@dataclass(frozen=True, slots=True)
class Habits:
    """How much likelier than usual a wording with some property fills each role: log ratios, by family and key."""

    ratios: Mapping[str, Mapping[str, Sequence[float]]]

    def row(self, family: str, key: str) -> Sequence[float] | None:
        """Return the log ratios of a key, one a role, or None where nothing is known of it."""
        return self.ratios[family].get(key)

    def ratio(self, family: str, key: str, role: int) -> float:
        """Return the log ratio of a key for a role, 0 where nothing is known of it."""
        known = self.row(family, key)
        return 0.0 if known is None else known[role]


def log_odds(chances: Evidence | float) -> Evidence:
    """Return log odds of probabilities, those nearer to 0 or 1 than a thousandth taken as that."""
    bounded = np.clip(np.asarray(chances, dtype=np.float64), _EDGE, 1 - _EDGE)
    found: Evidence = np.log(bounded / (1 - bounded))
    return found
