"""Weights of the second look are fitted to what is right, by name of evidence."""

import numpy as np
import pytest
from training.second_look import fitted


def test_evidence_that_tells_right_from_wrong_weighs_most():
    """Of two kinds of evidence the one that goes with being right gets the weight, in its own units."""
    rng = np.random.default_rng(3)
    found = []
    for _ in range(8000):
        telling, idle = float(rng.normal()), float(rng.normal())
        chance = 1 / (1 + np.exp(-(2.0 * telling - 1.0)))
        found.append(({"telling": telling, "idle": idle}, bool(rng.random() < chance)))
    weights, constant = fitted(found)
    assert weights["telling"] == pytest.approx(2.0, abs=0.3)
    assert abs(weights["idle"]) < 0.2
    assert constant == pytest.approx(-1.0, abs=0.3)


def test_rare_evidence_is_left_out():
    """What fewer stretches have than asked for gets no weight, and 0 is not having it."""
    found = [({"common": 1.0, "rare": float(number < 3), "never": 0.0}, number % 2 == 0) for number in range(40)]
    weights, _ = fitted(found, seen=10)
    assert set(weights) == {"common"}
