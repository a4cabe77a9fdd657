"""When each origin spoke, and the number of dead it gave then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from crossbearing.model.claims import Claim
from crossbearing.model.values import Count, Group, Value
from crossbearing.show.dossier.lanes import LANE, LEFT, MOST_LANES, RIGHT, TOP, WIDTH, lane_name
from crossbearing.show.dossier.material import CaseMaterial, IncidentMaterial
from crossbearing.show.dossier.words import date_words

__all__ = ["Saying", "Telling", "TellingLane", "telling"]

_MOST_DATES = 12


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


def _figure(value: Value) -> str:
    if isinstance(value, Group):
        return value.count.describe()
    return value.describe() if isinstance(value, Count) else ""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What one origin said on one day: by which outlets, in which claims, with which numbers of dead."""

    outlets: frozenset[str]
    claim: str
    figures: tuple[tuple[str, str], ...]


def telling(part: IncidentMaterial, material: CaseMaterial) -> Telling | None:
    """Return when the origins of an incident spoke, or None where all of them spoke on one day."""
    spoken = _spoken(part, material)
    days = sorted({day for by_day in spoken.values() for day in by_day})
    if len(days) < 2:
        return None
    columns = _columns(days)
    width = (WIDTH - LEFT - RIGHT) / len(columns)
    place = {column: round(LEFT + width * (index + 0.5), 1) for index, column in enumerate(columns)}
    weight = {
        name: len({outlet for said in by_day.values() for outlet in said.outlets}) for name, by_day in spoken.items()
    }
    most = sorted(spoken, key=lambda name: (-weight[name], min(spoken[name]), name))[:MOST_LANES]
    order = sorted(most, key=lambda name: (name == "origin not stated", min(spoken[name]), name))
    return Telling(
        ticks=tuple((place[column], _short_date(column)) for column in columns),
        gaps=tuple(_gaps(columns, place, width)),
        lanes=tuple(
            TellingLane(name, TOP + LANE * index, _sayings(spoken[name], place)) for index, name in enumerate(order)
        ),
        height=TOP + LANE * len(order) + 8,
        left_out=len(spoken) - len(order),
    )


def _spoken(part: IncidentMaterial, material: CaseMaterial) -> dict[str, dict[str, _Spoken]]:
    """Return what each origin said on each day."""
    said: dict[str, dict[str, _Spoken]] = {}
    for finding in part.findings:
        held = [holding for position in finding.positions for holding in position.holdings]
        for holding in (*held, *finding.spanning):
            by_day = said.setdefault(lane_name(holding), {})
            for claim in (part.claims[key] for key in holding.claims if key in part.claims):
                day = _day(claim, material)
                if not day:
                    continue
                before = by_day.get(day, _Spoken(frozenset(), claim.id, ()))
                figure = _figure(claim.value) if finding.slot == "killed" and finding.scope == "whole" else ""
                new = ((figure, claim.id),) if figure and figure not in dict(before.figures) else ()
                outlets = before.outlets | set(material.publishers(claim.document))
                by_day[day] = _Spoken(outlets, before.claim, before.figures + new)
    return {name: by_day for name, by_day in said.items() if by_day}


def _columns(days: list[str]) -> list[str]:
    """Return the steps of the scale: days, or months or years where there are too many."""
    if len(days) <= _MOST_DATES:
        return days
    months = sorted({day[:7] for day in days})
    return months if len(months) <= _MOST_DATES * 2 else sorted({day[:4] for day in days})


def _sayings(by_day: dict[str, _Spoken], place: dict[str, float]) -> tuple[Saying, ...]:
    result = []
    for column, x in place.items():
        said = [found for day, found in sorted(by_day.items()) if day.startswith(column)]
        if said:
            figures = dict(figure for found in said for figure in found.figures)
            outlets = frozenset(outlet for found in said for outlet in found.outlets)
            result.append(Saying(x, len(outlets), ", ".join(figures), next(iter(figures.values()), said[0].claim)))
    return tuple(result)


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
    for before, after in pairwise(columns):
        days = (date.fromisoformat(after) - date.fromisoformat(before)).days
        if days > 7:
            label = f"{days // 7} weeks" if days < 70 else f"{days // 30} months"
            yield round(place[after] - width / 2, 1), label
