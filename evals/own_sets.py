"""Readers of the labelled sets that are our own: near copies, times and actors.

They lie in ``evals/labelled/NAME/SPLIT.jsonl`` (``dev`` and ``test``); each folder's README tells how its set was
made, what the fields mean and how it is scored. Offsets are indices into the text as a Python string.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from evals.loaders import DataError

__all__ = [
    "SETS",
    "ActorMention",
    "ActorText",
    "Anchor",
    "Interval",
    "KnownActor",
    "Length",
    "PairLabel",
    "Report",
    "ReportClaim",
    "ReportGroup",
    "SharedClaim",
    "TimeExpression",
    "TimeText",
    "actors",
    "known_actors",
    "near_copies",
    "times",
]

SETS: Final = Path(__file__).parent / "labelled"
"""The folder of the sets."""


@dataclass(frozen=True, slots=True)
class ReportClaim:
    """One answer a report gives: slot, value as told, key of the origin, and how the origin shows in the report."""

    slot: str
    value: str
    origin: str
    how: str


@dataclass(frozen=True, slots=True)
class Report:
    """One invented report; ``happening`` differs within a group where a report tells of another event."""

    id: str
    happening: str
    publisher: str
    publisher_kind: str
    country: str
    published: str
    credit: str
    title: str
    text: str
    claims: tuple[ReportClaim, ...]


@dataclass(frozen=True, slots=True)
class SharedClaim:
    """A claim that both reports of a pair take from one origin; ``stated`` tells whether the later one names it."""

    slot: str
    value: str
    origin: str
    stated: bool


@dataclass(frozen=True, slots=True)
class PairLabel:
    """How two reports stand to one another; ``a`` was published first.

    ``coincident`` lists (slot, value) that both have from different origins, ``superseded`` (slot, earlier, later) of
    one origin.
    """

    a: str
    b: str
    kind: str
    same_origin: str
    shared: tuple[SharedClaim, ...]
    coincident: tuple[tuple[str, str], ...]
    superseded: tuple[tuple[str, str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """The reports about one invented incident, with the names and kinds of their origins and the labelled pairs."""

    id: str
    country: str
    origins: dict[str, tuple[str, str]]
    reports: tuple[Report, ...]
    pairs: tuple[PairLabel, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time, ISO 8601 without an offset (in ``utc`` with ``Z``)."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in seconds; None is open, both None a vague word."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A time told by its distance from an event, in seconds; ``low`` and ``high`` are None where only a word tells."""

    relation: str
    to: str
    offset: str | None
    low: int | None
    high: int | None
    vague: bool
    resolves_to: Interval | None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression and its right reading; see the set's README for each field."""

    id: str
    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str | None
    precision: str | None
    part: str | None
    about: bool
    interval: Interval | None
    outer: Interval | None
    zone: str | None
    zone_status: str | None
    utc: Interval | None
    year: str | None
    duration: Length | None
    anchor: Anchor | None
    basis: str


@dataclass(frozen=True, slots=True)
class TimeText:
    """A short text with its date of publication (may be empty), place and the zone of that place (or None)."""

    id: str
    genre: str
    published: str
    place: str
    zone: str | None
    text: str
    expressions: tuple[TimeExpression, ...]


@dataclass(frozen=True, slots=True)
class KnownActor:
    """A body that mentions of the set refer to."""

    key: str
    name: str
    kind: str
    country: str
    description: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A mention and the key of its actor, with other keys that count as right, or the reason for no match."""

    id: str
    start: int
    end: int
    text: str
    actor: str | None
    accept: tuple[str, ...]
    no_match: str | None
    phenomena: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorText:
    """A short text with marked mentions; not every body in it is marked."""

    id: str
    genre: str
    published: str
    place: str
    text: str
    mentions: tuple[ActorMention, ...]


def _records(name: str, file: str, root: Path) -> Iterator[dict[str, Any]]:
    path = root / name / f"{file}.jsonl"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}); restore it from the repository") from error
    for number, line in enumerate(lines, start=1):
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise DataError(f"{path}, line {number}: not JSON ({error.msg}); restore it from the repository") from error
        if not isinstance(record, dict):
            raise DataError(f"{path}, line {number}: not an object; restore it from the repository")
        yield record


def _interval(raw: dict[str, str] | None) -> Interval | None:
    return None if raw is None else Interval(raw["start"], raw["end"])


def _report(raw: dict[str, Any]) -> Report:
    return Report(**{**raw, "claims": tuple(ReportClaim(**claim) for claim in raw["claims"])})


def _pair(raw: dict[str, Any]) -> PairLabel:
    return PairLabel(
        a=raw["a"],
        b=raw["b"],
        kind=raw["kind"],
        same_origin=raw["same_origin"],
        shared=tuple(SharedClaim(**claim) for claim in raw["shared"]),
        coincident=tuple((claim["slot"], claim["value"]) for claim in raw["coincident"]),
        superseded=tuple((claim["slot"], claim["earlier"], claim["later"]) for claim in raw["superseded"]),
        note=raw["note"],
    )


def near_copies(split: str, root: Path = SETS) -> Iterator[ReportGroup]:
    """Yield the groups of reports of a split.

    Args:
        split: ``dev`` or ``test``.
        root: The folder of the sets.

    Raises:
        DataError: If the file is missing or broken.
    """
    for raw in _records("near_copies", split, root):
        yield ReportGroup(
            id=raw["id"],
            country=raw["country"],
            origins={key: (origin["name"], origin["kind"]) for key, origin in raw["origins"].items()},
            reports=tuple(_report(report) for report in raw["reports"]),
            pairs=tuple(_pair(pair) for pair in raw["pairs"]),
        )


def _anchor(raw: dict[str, Any] | None) -> Anchor | None:
    if raw is None:
        return None
    return Anchor(
        relation=raw["relation"],
        to=raw["to"],
        offset=raw["offset"],
        low=raw["low"],
        high=raw["high"],
        vague=raw["vague"],
        resolves_to=_interval(raw.get("resolves_to")),
    )


def _expression(raw: dict[str, Any]) -> TimeExpression:
    length = raw["duration"]
    return TimeExpression(
        id=raw["id"],
        start=raw["start"],
        end=raw["end"],
        text=raw["text"],
        type=raw["type"],
        value=raw["value"],
        mod=raw["mod"],
        precision=raw["precision"],
        part=raw["part"],
        about=raw["about"],
        interval=_interval(raw["interval"]),
        outer=_interval(raw["outer"]),
        zone=raw["zone"],
        zone_status=raw["zone_status"],
        utc=_interval(raw["utc"]),
        year=raw["year"],
        duration=None if length is None else Length(length["low"], length["high"]),
        anchor=_anchor(raw["anchor"]),
        basis=raw["basis"],
    )


def times(split: str, root: Path = SETS) -> Iterator[TimeText]:
    """Yield the texts with time expressions of a split.

    Args:
        split: ``dev`` or ``test``.
        root: The folder of the sets.

    Raises:
        DataError: If the file is missing or broken.
    """
    for raw in _records("times", split, root):
        yield TimeText(**{**raw, "expressions": tuple(_expression(item) for item in raw["expressions"])})


def actors(split: str, root: Path = SETS) -> Iterator[ActorText]:
    """Yield the texts with mentions of actors of a split.

    Args:
        split: ``dev`` or ``test``.
        root: The folder of the sets.

    Raises:
        DataError: If the file is missing or broken.
    """
    for raw in _records("actors", split, root):
        mentions = tuple(
            ActorMention(**{**item, "accept": tuple(item["accept"]), "phenomena": tuple(item["phenomena"])})
            for item in raw["mentions"]
        )
        yield ActorText(**{**raw, "mentions": mentions})


def known_actors(root: Path = SETS) -> dict[str, KnownActor]:
    """Return the bodies that mentions refer to, by key.

    Args:
        root: The folder of the sets.

    Raises:
        DataError: If the file is missing or broken.
    """
    records = _records("actors", "actors", root)
    return {raw["key"]: KnownActor(**{**raw, "also": tuple(raw["also"])}) for raw in records}
