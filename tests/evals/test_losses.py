"""Where coded tolls are lost: numbers stated, and the first stage that no longer spans a code."""

from __future__ import annotations

import pytest
from evals.losses import STAGES, stage_of, stated_numbers


def test_numbers_of_the_sentences_of_harm() -> None:
    """Digits, number words and single persons count where the sentence tells of the harm asked for, years do not."""
    text = "Shells fell in 2031 on 4 houses. They killed 12 people and a medic. Two were wounded."
    assert stated_numbers(text, "killed") == {12, 1}
    assert stated_numbers(text, "wounded") == {2}


@pytest.mark.parametrize(
    ("stages", "stage"),
    [
        (([1], [1], [1], [1], [1]), "not stated"),
        (([2, 9], [2], [2], [2], [2]), "not read"),
        (([2, 9], [2, 9], [2, 5], [2], [2]), "read otherwise"),
        (([2, 9], [2, 9], [2, 9], [9], [9]), "elsewhere"),
        (([2, 9], [2, 9], [2, 9], [2, 9], []), "weighed out"),
        (([2, 9], [2, 9], [2, 9], [2, 9], [2, 9]), "covered"),
    ],
)
def test_the_first_stage_that_loses_an_end(stages: tuple[list[int], ...], stage: str) -> None:
    """A code of 3 to 7 is lost where the numbers left no longer reach from 3 to 7."""
    assert stage_of((3, 7), stages) == stage
    assert stage in STAGES
