"""Logistic regression in numpy: with a squared penalty by Newton's method, and with an absolute one over held words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from crossbearing.read.templates.linear import Evidence, Lexical, Linear

_STEPS: Final = 15
_SPARSE_STEPS: Final = 400


def fit_linear(evidence: Evidence, labels: NDArray[Any], penalty: float) -> Linear:
    """Return the regression with the least log loss plus ``penalty`` / 2 times the squared weights.

    Columns are standardised first; iteratively reweighted least squares (Green, J. R. Stat. Soc. B 1984).
    """
    means = evidence.mean(axis=0)
    scales = evidence.std(axis=0)
    scales = np.where(scales < 1e-9, 1.0, scales)
    rows = np.hstack([(evidence - means) / scales, np.ones((len(evidence), 1))])
    penalties = np.full(rows.shape[1], penalty)
    penalties[-1] = 1e-6
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chances = 1.0 / (1.0 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (chances - labels) + penalties * weights
        spread = chances * (1 - chances) + 1e-9
        step = np.linalg.solve((rows * spread[:, None]).T @ rows + np.diag(penalties), slope)
        weights -= step
        if np.abs(step).max() < 1e-3:
            break
    return Linear(means, scales, weights[:-1], float(weights[-1]))


def fit_lexical(
    held: Sequence[frozenset[str]], labels: NDArray[Any], vocabulary: Sequence[str], share: float
) -> Lexical:
    """Return the sparse regression with the least ``share`` times log loss plus the sum of absolute weights.

    Accelerated proximal gradient (Beck and Teboulle, SIAM J. Imaging Sci. 2009).
    """
    place = {word: number for number, word in enumerate(vocabulary)}
    rows = [sorted(place[word] for word in words if word in place) for words in held]
    columns = np.array([column for row in rows for column in row], dtype=np.int64)
    owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    weights = np.zeros(len(vocabulary) + 1)
    ahead, momentum = weights.copy(), 1.0
    # The curvature is bounded by a quarter of the largest row and column sums' product (Schur's test).
    longest = max((len(row) for row in rows), default=0) + 1
    commonest = max(int(np.bincount(columns, minlength=1).max()), 1) + len(rows) ** 0.5
    # Real texts are far from it: eight times the step that it allows was always stable.
    rate = 8.0 / (share * 0.25 * longest * commonest)
    last = np.inf
    for _ in range(_SPARSE_STEPS):
        scores = np.bincount(owners, ahead[columns], minlength=len(rows)) + ahead[-1]
        chances = 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))
        wrong = share * (chances - labels)
        slope = np.append(np.bincount(columns, wrong[owners], minlength=len(vocabulary)), wrong.sum())
        after = ahead - rate * slope
        after[:-1] = np.sign(after[:-1]) * np.maximum(np.abs(after[:-1]) - rate, 0.0)
        value = float(np.abs(after - weights).max())
        grown = (1 + (1 + 4 * momentum**2) ** 0.5) / 2
        ahead = after + (momentum - 1) / grown * (after - weights)
        weights, momentum = after, grown
        if value < 1e-5 and last < 1e-5:
            break
        last = value
    kept = {word: round(float(weights[number]), 2) for word, number in place.items() if abs(weights[number]) >= 0.01}
    return Lexical(kept, round(float(weights[-1]), 3))
