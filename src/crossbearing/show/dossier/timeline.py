"""When it happened, as each origin tells it, and when each origin spoke."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
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
_CLOCK = (TimePrecision.SECOND, TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.PART_OF_DAY)
_STEPS = (5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 43200)
_MOST_LANES = 14
_MOST_DATES = 12


@dataclass(frozen=True, slots=True)
class ClockMark:
    """A stretch of a lane: pixel ends, whether each end is stated, labels, and the claim its words lead to."""

    x1: float
    x2: float
    has_start: bool
    has_end: bool
    start_label: str
    end_label: str
    claim: str
    faded: bool
    denied: bool


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
    coarse: tuple[tuple[str, str, str], ...]
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


def _clock(findings: tuple[Finding, ...]) -> Clock | None:
    starts, ends = _holdings(findings, "when.start"), _holdings(findings, "when.end")
    lanes: dict[str, tuple[list[Holding], list[Holding]]] = {}
    for side, held in enumerate((starts, ends)):
        for holding in held:
            if _clocked(holding.value):
                lanes.setdefault(_lane_name(holding), ([], []))[side].append(holding)
    coarse = tuple(
        (question, _lane_name(holding), when_words(holding.value))
        for question, held in (("start", starts), ("end", ends))
        for holding in held
        if isinstance(holding.value, When) and not _clocked(holding.value)
    )
    times = [_middle(holding.value) for pair in lanes.values() for held in pair for holding in held]
    if not times:
        return None
    first, last = min(times), max(times)
    minutes = max((last - first).total_seconds() / 60, 20.0)
    step = next((value for value in _STEPS if minutes / value <= 8), _STEPS[-1])
    base = datetime(first.year, first.month, first.day)
    low = base + timedelta(minutes=int((first - base).total_seconds() / 60 // step - 1) * step)
    high = base + timedelta(minutes=(int((last - base).total_seconds() / 60 // step) + 2) * step)

    def at(moment: datetime) -> float:
        return round(LEFT + (moment - low) / (high - low) * (WIDTH - LEFT - RIGHT), 1)

    shown = list(lanes.items())[:_MOST_LANES]
    rows = tuple(
        ClockLane(
            name=name,
            y=30 + LANE * index,
            marks=tuple(_marks(*pair, low=low, high=high, at=at)),
            words="; ".join(
                f"{word} {_clock_label(holding.value)}"
                for word, held in (("start", pair[0]), ("end", pair[1]))
                for holding in held
            ),
        )
        for index, (name, pair) in enumerate(shown)
    )
    ticks = []
    moment = low
    while moment <= high:
        ticks.append((at(moment), f"{moment:%H:%M}" if step < 1440 else f"{moment.day}/{moment.month}"))
        moment += timedelta(minutes=step)
    zones = sorted({_zone(holding.value) for pair in lanes.values() for held in pair for holding in held})
    return Clock(tuple(ticks), rows, 30 + LANE * len(rows) + 8, coarse, ", ".join(zone for zone in zones if zone))


def _zone(value: Value) -> str:
    words = when_words(value) if isinstance(value, When) else ""
    return words[words.index("(") + 1 : -1] if words.endswith(")") else "zone not stated"


def _marks(starts, ends, *, low, high, at):  # type: ignore[no-untyped-def]
    """Pair the starts and ends of a lane in order; an end or start left over stays open on its other side."""
    for index in range(max(len(starts), len(ends))):
        start = starts[index] if index < len(starts) else None
        end = ends[index] if index < len(ends) else None
        known = start or end
        yield ClockMark(
            x1=at(_middle(start.value)) if start else at(max(low, _middle(end.value) - (high - low) * 0.12)),
            x2=at(_middle(end.value)) if end else at(min(high, _middle(start.value) + (high - low) * 0.12)),
            has_start=start is not None,
            has_end=end is not None,
            start_label=_clock_label(start.value) if start else "",
            end_label=_clock_label(end.value) if end else "",
            claim=next(iter(known.claims), ""),
            faded=not known.current,
            denied=known.denied,
        )


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
                30 + LANE * index,
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
        height=30 + LANE * len(lanes) + 8,
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
