"""Bootstrap intervals: how far a score would move with other documents of the same kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import numpy as np

from evals.numbers import pearson
from evals.spans import Counts

Item = TypeVar("Item")
_DRAWS: Final = 500
_SEED: Final = 20240229


def bootstrap(items: Sequence[Item], measure: Callable[[Sequence[Item]], float]) -> tuple[float, float]:
    """Return the 95 % percentile interval of a measure over resampled items (Efron, Annals of Statistics 1979).

    The draws are the same on every call. An empty sequence gives (0, 0).
    """
    if not items:
        return 0.0, 0.0
    rng = np.random.default_rng(_SEED)
    size = len(items)
    found = [measure([items[i] for i in rng.integers(0, size, size)]) for _ in range(_DRAWS)]
    low, high = np.percentile(found, (2.5, 97.5))
    return float(low), float(high)


def f1(counts: Sequence[Counts]) -> float:
    """Return the micro F1 of documents' counts."""
    return sum(counts, Counts()).f1


def correlation(pairs: Sequence[tuple[float, float]]) -> float:
    """Return Pearson's r of (answer, gold) pairs."""
    return pearson([ours for ours, _ in pairs], [gold for _, gold in pairs])
