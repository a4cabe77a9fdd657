"""Scores of numbers: correlation, mean error, and answers given as ranges."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Range = tuple[int, int]


def pearson(ours: Sequence[float], gold: Sequence[float]) -> float:
    """Return Pearson's correlation (Pearson 1895); 0 where one side is constant.

    Raises ValueError where the two differ in length.
    """
    _same_length(ours, gold)
    if not ours:
        return 0.0
    mean_ours, mean_gold = math.fsum(ours) / len(ours), math.fsum(gold) / len(gold)
    left = [value - mean_ours for value in ours]
    right = [value - mean_gold for value in gold]
    spread = math.sqrt(math.fsum(v * v for v in left) * math.fsum(v * v for v in right))
    return math.fsum(a * b for a, b in zip(left, right, strict=True)) / spread if spread else 0.0


def mean_absolute_error(ours: Sequence[float], gold: Sequence[float]) -> float:
    """Return the mean distance between answer and gold value. Raises ValueError where the two differ in length."""
    _same_length(ours, gold)
    return math.fsum(abs(a - b) for a, b in zip(ours, gold, strict=True)) / len(ours) if ours else 0.0


@dataclass(frozen=True, slots=True)
class FieldScore:
    """Shares over coded answers (``coded``) and over uncoded ones (``uncoded``) of one numeric field.

    ``both_ends``: low and high exact; ``inside``: the first figure read lies in the coded range; ``abstained``: no
    answer where none is coded.
    """

    both_ends: float
    inside: float
    abstained: float
    coded: int
    uncoded: int


def field_score(ours: Sequence[Range | None], firsts: Sequence[int | None], gold: Sequence[Range | None]) -> FieldScore:
    """Score a numeric field of coded incidents, as the README of airwars_gaza defines it.

    ``ours`` are answers as (low, high) or None for no answer, ``firsts`` the first figure the reader took, ``gold`` the
    coded ranges or None for not coded. Raises ValueError where lengths differ.
    """
    _same_length(ours, gold)
    _same_length(firsts, gold)
    coded = [(mine, first, code) for mine, first, code in zip(ours, firsts, gold, strict=True) if code is not None]
    uncoded = [mine for mine, code in zip(ours, gold, strict=True) if code is None]
    exact = sum(1 for mine, _, code in coded if mine == code)
    inside = sum(1 for _, first, code in coded if first is not None and code[0] <= first <= code[1])
    silent = sum(1 for mine in uncoded if mine is None)
    return FieldScore(
        both_ends=exact / len(coded) if coded else 0.0,
        inside=inside / len(coded) if coded else 0.0,
        abstained=silent / len(uncoded) if uncoded else 0.0,
        coded=len(coded),
        uncoded=len(uncoded),
    )


def _same_length(left: Sequence[object], right: Sequence[object]) -> None:
    if len(left) != len(right):
        raise ValueError(f"{len(left)} answers for {len(right)} gold values: give one answer, or None, for each")
