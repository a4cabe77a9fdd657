"""The happening on a clock scale: start and end as each origin tells them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from crossbearing.model.findings import Finding, Holding
from crossbearing.model.values import TimePrecision, Value, When
from crossbearing.show.dossier.lanes import LANE, LEFT, MOST_LANES, RIGHT, TOP, WIDTH, lane_name
from crossbearing.show.dossier.words import when_words

__all__ = ["Clock", "ClockLane", "ClockMark", "clock"]

_STACK, _LABEL = 20.0, 48.0
# A part of the day ("in the morning") is no clock time: a mark at its middle would say more than anybody did.
_CLOCK = (TimePrecision.SECOND, TimePrecision.MINUTE, TimePrecision.HOUR)
_STEPS = (5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 43200)


@dataclass(frozen=True, slots=True)
class ClockMark:
    """A stretch of a lane: pixel ends, whether each end is stated, labels, the claim its words lead to, its row."""

    x1: float
    x2: float
    has_start: bool
    has_end: bool
    start_label: str
    end_label: str
    claim: str
    faded: bool
    row: int = 0


@dataclass(frozen=True, slots=True)
class ClockLane:
    """What one origin says about start and end."""

    name: str
    y: float
    marks: tuple[ClockMark, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Clock:
    """The happening on a clock scale. `coarse` lists answers that give no clock time, in words."""

    ticks: tuple[tuple[float, str], ...]
    lanes: tuple[ClockLane, ...]
    height: float
    coarse: tuple[tuple[str, str], ...]
    zone: str


@dataclass(frozen=True, slots=True)
class _Scale:
    """A clock scale between two moments."""

    low: datetime
    high: datetime

    def at(self, moment: datetime) -> float:
        """Return where a moment stands, pixels from the left."""
        return round(LEFT + (moment - self.low) / (self.high - self.low) * (WIDTH - LEFT - RIGHT), 1)


def _holdings(findings: Iterable[Finding], slot: str) -> list[Holding]:
    rows = [finding for finding in findings if finding.slot == slot and finding.scope == "whole"]
    held = [holding for row in rows for position in row.positions for holding in position.holdings]
    return held + [holding for row in rows for holding in row.spanning]


def _clocked(value: Value) -> bool:
    return isinstance(value, When) and value.precision in _CLOCK and (value.start or value.end) is not None


def _middle(value: Value) -> datetime:
    if not isinstance(value, When):
        return datetime(1, 1, 1)
    start, end = value.start or value.end, value.end or value.start
    if start is None or end is None:
        return datetime(1, 1, 1)
    start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
    return start if value.precision in _CLOCK[:2] else start + (end - start) / 2


def _clock_label(value: Value) -> str:
    if not isinstance(value, When):
        return ""
    if value.precision in _CLOCK[:2] and value.start is not None:
        return ("~" if value.about else "") + f"{value.start:%H:%M}"
    return when_words(value, zone=False).split(",")[0]


def _clock_lane(holding: Holding) -> str:
    """Return the lane of a clock time; where no origin is stated, outlets do not speak for one another."""
    return holding.family or holding.holder or f"{next(iter(holding.outlets), 'outlet')} (no origin)"


def clock(findings: tuple[Finding, ...]) -> Clock | None:
    """Return start and end of an incident by origin, or None where nobody gives a clock time."""
    starts, ends = _holdings(findings, "when.start"), _holdings(findings, "when.end")
    lanes: dict[str, tuple[list[Holding], list[Holding]]] = {}
    for side, held in enumerate((starts, ends)):
        for holding in held:
            if _clocked(holding.value):
                lanes.setdefault(_clock_lane(holding), ([], []))[side].append(holding)
    times = [_middle(holding.value) for pair in lanes.values() for held in pair for holding in held]
    if not times:
        return None
    scale, ticks = _scale(min(times), max(times))
    rows: list[ClockLane] = []
    y = TOP
    for name, pair in list(lanes.items())[:MOST_LANES]:
        marks = _stacked(list(_marks(*pair, scale=scale)))
        rows.append(ClockLane(name, y, marks, _lane_words(*pair)))
        y += LANE + _STACK * max((mark.row for mark in marks), default=0)
    zones = sorted({_zone(holding.value) for pair in lanes.values() for held in pair for holding in held})
    return Clock(ticks, tuple(rows), y + 8, _coarse(starts, ends), ", ".join(zone for zone in zones if zone))


def _scale(first: datetime, last: datetime) -> tuple[_Scale, tuple[tuple[float, str], ...]]:
    """Return a scale that holds two moments, and its ticks."""
    minutes = max((last - first).total_seconds() / 60, 20.0)
    step = next((value for value in _STEPS if minutes / value <= 8), _STEPS[-1])
    base = datetime(first.year, first.month, first.day)
    low = base + timedelta(minutes=int((first - base).total_seconds() / 60 // step - 1) * step)
    high = base + timedelta(minutes=(int((last - base).total_seconds() / 60 // step) + 2) * step)
    scale = _Scale(low, high)
    ticks = []
    moment = low
    while moment <= high:
        ticks.append((scale.at(moment), f"{moment:%H:%M}" if step < 1440 else f"{moment.day}/{moment.month}"))
        moment += timedelta(minutes=step)
    return scale, tuple(ticks)


def _lane_words(starts: list[Holding], ends: list[Holding]) -> str:
    said = [f"start {_clock_label(holding.value)}" for holding in starts]
    said += [f"end {_clock_label(holding.value)}" for holding in ends]
    return "; ".join(dict.fromkeys(said))


def _coarse(starts: list[Holding], ends: list[Holding]) -> tuple[tuple[str, str], ...]:
    """Return the answers without a clock time, each with those who give it."""
    grouped: dict[str, dict[str, None]] = {}
    for side, held in (("start", starts), ("end", ends)):
        for holding in held:
            if isinstance(holding.value, When) and not _clocked(holding.value):
                grouped.setdefault(f"{side} {when_words(holding.value)}", {})[lane_name(holding)] = None
    return tuple((answer, ", ".join(names)) for answer, names in grouped.items())


def _zone(value: Value) -> str:
    words = when_words(value) if isinstance(value, When) else ""
    return words[words.index("(") + 1 : -1] if words.endswith(")") else "zone not stated"


def _marks(starts: list[Holding], ends: list[Holding], *, scale: _Scale) -> Iterator[ClockMark]:
    """Pair each start with the first later end that shares an outlet; what is left over stays open on one side."""
    left = list(ends)
    for start in starts:
        end = next(
            (
                end
                for end in left
                if set(end.outlets) & set(start.outlets) and _middle(end.value) > _middle(start.value)
            ),
            None,
        )
        if end is not None:
            left.remove(end)
        yield _mark(start, end, scale)
    for end in left:
        yield _mark(None, end, scale)


def _mark(start: Holding | None, end: Holding | None, scale: _Scale) -> ClockMark:
    known = [holding for holding in (start, end) if holding is not None]
    fade = (scale.high - scale.low) * 0.1
    first = _middle(start.value) if start else max(scale.low, _middle(known[0].value) - fade)
    last = _middle(end.value) if end else min(scale.high, _middle(known[0].value) + fade)
    return ClockMark(
        x1=scale.at(first),
        x2=scale.at(last),
        has_start=start is not None,
        has_end=end is not None,
        start_label=_clock_label(start.value) if start else "",
        end_label=_clock_label(end.value) if end else "",
        claim=next(iter(known[0].claims), ""),
        faded=not all(holding.current for holding in known),
    )


def _stacked(marks: list[ClockMark]) -> tuple[ClockMark, ...]:
    """Return marks with a row each, such that no two of a row overlap, labels included; equal ones only once."""
    ends: list[float] = []
    result = []
    for mark in sorted({(m.x1, m.x2, m.has_start, m.has_end): m for m in reversed(marks)}.values(), key=lambda m: m.x1):
        left, right = mark.x1 - (_LABEL if mark.has_start else 0), mark.x2 + (_LABEL if mark.has_end else 0)
        row = next((row for row, end in enumerate(ends) if end < left), len(ends))
        ends[row : row + 1] = [right]
        result.append(replace(mark, row=row))
    return tuple(result)
