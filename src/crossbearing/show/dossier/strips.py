"""Answers that are numbers or clock times on one scale: a dot for a point, a bar for a range, open ends fading out."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from crossbearing.model.findings import Finding
from crossbearing.model.values import Count, CountState, Group, Items, TimePrecision, Value, When
from crossbearing.show.dossier.words import date_words, when_words

__all__ = ["Bar", "Strip", "Tick", "round_step", "strip"]

_WIDTH = 100.0
_MOST_LABELS, _MOST_DATES = 5, 3
_STEPS = (1, 2, 5)
_DAY = 1440
_MINUTES = (5, 10, 15, 30, 60, 120, 180, 360, 720, _DAY, 2 * _DAY, 7 * _DAY, 30 * _DAY, 90 * _DAY, 365 * _DAY)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the scale: where it stands, in hundredths of the width, and its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An answer on the scale.

    Args:
        label: The answer in words.
        start: Left end in hundredths of the width.
        end: Right end; equal to `start` for a point.
        open_start: Whether lower answers are admissible too.
        open_end: Whether higher answers are admissible too.
        faded: Whether all who gave it have since given another, or it fits several positions.
    """

    label: str
    start: float
    end: float
    open_start: bool
    open_end: bool
    faded: bool

    @property
    def point(self) -> bool:
        """Whether it is a single point."""
        return self.end - self.start < 0.6 and not self.open_start and not self.open_end


@dataclass(frozen=True, slots=True)
class Strip:
    """A scale with bars on it, in the order of the positions and then of the answers that span several."""

    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]


_Span = tuple[str, float | None, float | None, bool]


def _count(value: Value) -> Count | None:
    if isinstance(value, Group | Items):
        return value.count
    return value if isinstance(value, Count) else None


def _number_span(value: Value) -> tuple[float | None, float | None] | None:
    count = _count(value)
    if count is None or count.state not in (CountState.NUMBER, CountState.NONE):
        return None
    if count.state is CountState.NONE:
        return 0.0, 0.0
    low = None if count.low is None else float(count.low)
    high = None if count.high is None else float(count.high)
    if count.about and low is not None and low == high:
        return low * 0.95, low * 1.05
    return low, high


def _minutes(moment: datetime) -> float:
    return (moment - datetime(2000, 1, 1)).total_seconds() / 60


def _time_span(value: Value) -> tuple[float | None, float | None] | None:
    if not isinstance(value, When) or value.precision not in (
        TimePrecision.SECOND,
        TimePrecision.MINUTE,
        TimePrecision.HOUR,
        TimePrecision.PART_OF_DAY,
    ):
        return None
    start = None if value.start is None else _minutes(value.start.replace(tzinfo=None))
    end = None if value.end is None else _minutes(value.end.replace(tzinfo=None))
    if start is not None and end is not None and end - start <= 1:
        end = start
    return start, end


def _label(value: Value, words: Callable[[Value], str]) -> str:
    """Return a short label: a time without its zone, a number alone, else the whole answer."""
    if isinstance(value, When):
        return when_words(value, zone=False)
    count = _count(value)
    return count.describe() if count is not None else words(value)


def _spans(
    finding: Finding, read: Callable[[Value], tuple[float | None, float | None] | None], words: Callable[[Value], str]
) -> list[_Span]:
    """Return each different span once; it is faded only where nobody holds it any more."""
    answers = [
        (holding.value, position.superseded or not holding.current)
        for position in finding.positions
        for holding in position.holdings
    ]
    answers += [(holding.value, True) for holding in finding.spanning]
    result: dict[tuple[float | None, float | None], _Span] = {}
    for value, faded in answers:
        span = read(value)
        if span is None or span == (None, None):
            continue
        before = result.get(span)
        if before is None:
            result[span] = (_label(value, words), *span, faded)
        elif before[3] and not faded:
            result[span] = (before[0], *span, False)
    return list(result.values())


def round_step(width: float, most: int) -> float:
    """Return the smallest step of the kind 1, 2, 5, 10, 20, ... that needs no more than `most` ticks for a width."""
    if width <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(width / most))
    for factor in (*_STEPS, 10):
        if width / (factor * power) <= most:
            return factor * power
    return 10 * power


def strip(finding: Finding, words: Callable[[Value], str]) -> Strip | None:
    """Return the answers of a finding on one scale.

    Args:
        finding: The finding.
        words: Gives an answer in words.

    Returns:
        The scale, or None where fewer than two answers can be placed on one.
    """
    for read, scale in ((_number_span, _number_ticks), (_time_span, _time_ticks)):
        spans = _spans(finding, read, words)
        ends = [end for _, low, high, _ in spans for end in (low, high) if end is not None]
        if len(spans) < 2 or min(ends) == max(ends):
            continue
        low, high, ticks = scale(min(ends), max(ends))
        wide = read is _time_span and max(ends) - min(ends) >= _DAY
        every = math.ceil(len(ticks) / (_MOST_DATES if wide else _MOST_LABELS))
        one_day = read is _time_span and not wide
        return Strip(
            ticks=tuple(
                Tick(_at(value, low, high), label if index % every == 0 else "")
                for index, (value, label) in enumerate(ticks)
            ),
            bars=tuple(
                Bar(
                    label=label.split(",")[0] if one_day else label,
                    start=0.0 if start is None else _at(start, low, high),
                    end=_WIDTH if end is None else _at(end, low, high),
                    open_start=start is None,
                    open_end=end is None,
                    faded=faded,
                )
                for label, start, end, faded in spans
            ),
        )
    return None


def _at(value: float, low: float, high: float) -> float:
    return round((value - low) / (high - low) * _WIDTH, 2)


def _number_ticks(least: float, most: float) -> tuple[float, float, list[tuple[float, str]]]:
    low = 0.0 if least <= most * 0.5 else least
    step = max(1.0, round_step(most - low, 5))
    low = max(0.0, math.floor((low - step * 0.3) / step) * step)
    high = math.ceil((most + step * 0.3) / step) * step
    return low, high, [(low + step * n, f"{low + step * n:,.0f}") for n in range(round((high - low) / step) + 1)]


def _time_ticks(least: float, most: float) -> tuple[float, float, list[tuple[float, str]]]:
    step: float = next((minutes for minutes in _MINUTES if (most - least) / minutes <= 4), _MINUTES[-1])
    low: float = math.floor((least - step * 0.3) / step) * step
    high: float = math.ceil((most + step * 0.3) / step) * step
    ticks: list[tuple[float, str]] = []
    for n in range(round((high - low) / step) + 1):
        moment = datetime(2000, 1, 1) + timedelta(minutes=low + step * n)
        ticks.append((low + step * n, f"{moment:%H:%M}" if step < _DAY else date_words(moment.date().isoformat())))
    return low, high, ticks
