"""When it happened, as each origin tells it, and when each origin spoke."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from crossbearing.model.claims import Claim
from crossbearing.model.findings import Finding, Holding
from crossbearing.model.values import Count, Group, TimePrecision, Value, When
from crossbearing.show.dossier.material import CaseMaterial, IncidentMaterial
from crossbearing.show.dossier.statements import Statement, Statements
from crossbearing.show.dossier.words import date_words, when_words

__all__ = ["Clock", "ClockLane", "ClockMark", "Phase", "PhaseLane", "Saying", "Telling", "TellingLane", "Timeline"]

LEFT, RIGHT, WIDTH = 216.0, 36.0, 960.0
LANE = 38.0
_TOP, _STACK, _LABEL = 30.0, 20.0, 48.0
_CLOCK = (TimePrecision.SECOND, TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.PART_OF_DAY)
_STEPS = (5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 43200)
_MOST_LANES = 14
_MOST_DATES = 12


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
class Phase:
    """A phase as one document tells it: its number, its words and what is said to have happened in it."""

    number: int
    label: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class PhaseLane:
    """The phases one document tells, in order."""

    outlet: str
    phases: tuple[Phase, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """That an origin spoke at a date: pixel place, number of outlets, and the number of dead it gives then, if any."""

    x: float
    outlets: int
    figure: str
    claim: str


@dataclass(frozen=True, slots=True)
class TellingLane:
    """When one origin spoke."""

    name: str
    y: float
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """When the origins spoke, on a scale of dates in order (not to scale); `gaps` are breaks of over a week."""

    ticks: tuple[tuple[float, str], ...]
    gaps: tuple[tuple[float, str], ...]
    lanes: tuple[TellingLane, ...]
    height: float
    left_out: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Both scales and the phases; each may be missing."""

    clock: Clock | None
    phases: tuple[PhaseLane, ...]
    telling: Telling | None


@dataclass(frozen=True, slots=True)
class _Scale:
    """A clock scale between two moments."""

    low: datetime
    high: datetime

    def at(self, moment: datetime) -> float:
        """Return where a moment stands, pixels from the left."""
        return round(LEFT + (moment - self.low) / (self.high - self.low) * (WIDTH - LEFT - RIGHT), 1)


def timeline(part: IncidentMaterial, material: CaseMaterial, statements: Statements) -> Timeline:
    """Return the timeline of an incident."""
    return Timeline(
        _clock(part.findings), _phases(part.claims.values(), material, statements), _telling(part, material)
    )


def _lane_name(holding: Holding) -> str:
    return holding.family or holding.holder or "origin not stated"


def _holdings(findings: Iterable[Finding], slot: str) -> list[Holding]:
    rows = [finding for finding in findings if finding.slot == slot and finding.scope == "whole"]
    held = [holding for row in rows for position in row.positions for holding in position.holdings]
    return held + [holding for row in rows for holding in row.spanning]


def _clocked(value: Value) -> bool:
    return isinstance(value, When) and value.precision in _CLOCK and (value.start or value.end) is not None


def _middle(value: Value) -> datetime:
    if not isinstance(value, When):
        return datetime.min
    start, end = value.start or value.end, value.end or value.start
    if start is None or end is None:
        return datetime.min
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


def _clock(findings: tuple[Finding, ...]) -> Clock | None:
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
    y = _TOP
    for name, pair in list(lanes.items())[:_MOST_LANES]:
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
                grouped.setdefault(f"{side} {when_words(holding.value)}", {})[_lane_name(holding)] = None
    return tuple((answer, ", ".join(names)) for answer, names in grouped.items())


def _zone(value: Value) -> str:
    words = when_words(value) if isinstance(value, When) else ""
    return words[words.index("(") + 1 : -1] if words.endswith(")") else "zone not stated"


def _marks(starts: list[Holding], ends: list[Holding], *, scale: _Scale) -> Iterator[ClockMark]:
    """Pair each start with the first later end that shares an outlet; what is left over stays open on one side."""
    left = list(ends)
    for start in starts:
        end = next(
            (end for end in left if set(end.outlets) & set(start.outlets) and _middle(end.value) > _middle(start.value)),
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


def _phases(claims: Iterable[Claim], material: CaseMaterial, statements: Statements) -> tuple[PhaseLane, ...]:
    by_document: defaultdict[str, defaultdict[int, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.event.phase is not None:
            by_document[claim.document][claim.event.phase].append(claim)
    return tuple(
        PhaseLane(
            outlet=material.publishers(document)[0],
            phases=tuple(
                Phase(
                    number,
                    next((claim.event.label for claim in found if claim.event.label), ""),
                    statements.of(claim.id for claim in found),
                )
                for number, found in sorted(phases.items())
            ),
        )
        for document, phases in by_document.items()
    )


def _figure(value: Value) -> str:
    if isinstance(value, Group):
        return value.count.describe()
    return value.describe() if isinstance(value, Count) else ""


def _telling(part: IncidentMaterial, material: CaseMaterial) -> Telling | None:
    spoken: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    first_claim: dict[tuple[str, str], str] = {}
    figures: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for finding in part.findings:
        held = [holding for position in finding.positions for holding in position.holdings]
        for holding in (*held, *finding.spanning):
            name = _lane_name(holding)
            for claim_id in holding.claims:
                claim = part.claims.get(claim_id)
                if claim is None:
                    continue
                day = _day(claim, material)
                if not day:
                    continue
                spoken[name][day].update(material.publishers(claim.document))
                first_claim.setdefault((name, day), claim_id)
                if finding.slot == "killed" and finding.scope == "whole" and (figure := _figure(claim.value)):
                    figures[name, day].setdefault(figure, claim_id)
    days = sorted({day for lane in spoken.values() for day in lane})
    if len(days) < 2:
        return None
    columns = days if len(days) <= _MOST_DATES else sorted({day[:7] for day in days})
    if len(columns) > _MOST_DATES * 2:
        columns = sorted({day[:4] for day in days})
    grain = len(columns[0])
    width = (WIDTH - LEFT - RIGHT) / len(columns)
    place = {column: round(LEFT + width * (index + 0.5), 1) for index, column in enumerate(columns)}
    lanes = []
    weight = {name: len(set().union(*by_day.values())) for name, by_day in spoken.items()}
    most = sorted(spoken, key=lambda name: (-weight[name], min(spoken[name]), name))[:_MOST_LANES]
    order = sorted(most, key=lambda name: (name == "origin not stated", min(spoken[name]), name))
    for index, name in enumerate(order):
        by_column: defaultdict[str, set[str]] = defaultdict(set)
        shown: defaultdict[str, dict[str, str]] = defaultdict(dict)
        claims: dict[str, str] = {}
        for day, outlets in sorted(spoken[name].items()):
            by_column[day[:grain]].update(outlets)
            shown[day[:grain]].update(figures.get((name, day), {}))
            claims.setdefault(day[:grain], first_claim[name, day])
        lanes.append(
            TellingLane(
                name,
                _TOP + LANE * index,
                tuple(
                    Saying(
                        place[column],
                        len(outlets),
                        ", ".join(shown[column]),
                        next(iter(shown[column].values()), claims[column]),
                    )
                    for column, outlets in sorted(by_column.items())
                ),
            )
        )
    return Telling(
        ticks=tuple((place[column], _short_date(column)) for column in columns),
        gaps=tuple(_gaps(columns, place, width)),
        lanes=tuple(lanes),
        height=_TOP + LANE * len(lanes) + 8,
        left_out=len(spoken) - len(order),
    )


def _day(claim: Claim, material: CaseMaterial) -> str:
    said = next((speaker.said_at for speaker in reversed(claim.speakers) if speaker.said_at), "")
    dates = sorted(item.published for item in material.publications.get(claim.document, ()) if item.published)
    stamp = (said or (dates[0] if dates else ""))[:10]
    return stamp if len(stamp) == 10 else ""


def _short_date(column: str) -> str:
    words = date_words(column)
    return words.rsplit(" ", 1)[0] + " ’" + words[-2:] if len(column) == 10 else words


def _gaps(columns: list[str], place: dict[str, float], width: float) -> Iterable[tuple[float, str]]:
    if len(columns[0]) != 10:
        return
    for before, after in zip(columns, columns[1:], strict=False):
        days = (date.fromisoformat(after) - date.fromisoformat(before)).days
        if days > 7:
            label = f"{days // 7} weeks" if days < 70 else f"{days // 30} months"
            yield round(place[after] - width / 2, 1), label
