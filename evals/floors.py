"""Floors of quality: figures that were reached and must not be lost unseen.

They stand in ``floors.toml`` and are lowered only in a commit that says why. A floor is looked at where its set, split,
metric and setting were measured in the run; one whose set was scored without that figure counts as broken, so that a
floor cannot be passed by renaming a metric.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from evals.loaders import DataError
from evals.sets import Row

FLOORS: Final = Path(__file__).parent / "floors.toml"
"""Where the floors stand."""


@dataclass(frozen=True, slots=True)
class Floor:
    """The least, or for errors the most, that a figure may be."""

    set: str
    split: str
    metric: str
    setting: str = ""
    least: float | None = None
    most: float | None = None


def floors(path: Path) -> list[Floor]:
    """Read a file of floors. Raises DataError where an entry is not one, or has neither a least nor a most."""
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("floor", [])
    found: list[Floor] = []
    for number, entry in enumerate(entries, start=1):
        try:
            floor = Floor(**entry)
        except TypeError as error:
            raise DataError(f"{path}, floor {number}: {error}") from error
        if (floor.least is None) == (floor.most is None):
            raise DataError(f"{path}, floor {number}: give either least or most")
        found.append(floor)
    return found


def breaches(rows: Sequence[Row], wanted: Sequence[Floor]) -> list[str]:
    """Return one line for each floor that is broken by the rows of a run.

    Args:
        rows: What was measured.
        wanted: The floors; those of sets, splits or settings that were not measured are passed over.
    """
    found: list[str] = []
    measured = {(row.set, row.split, row.setting) for row in rows if row.ours is not None}
    figures = {(row.set, row.split, row.setting, row.metric): row.ours for row in rows}
    for floor in wanted:
        place = (floor.set, floor.split, floor.setting)
        if place not in measured:
            continue
        name = f"{floor.set}, {floor.split}, {floor.metric}" + (f" ({floor.setting})" if floor.setting else "")
        ours = figures.get((*place, floor.metric))
        if ours is None:
            found.append(f"{name}: was not measured")
        elif floor.least is not None and ours < floor.least:
            found.append(f"{name}: {ours:.3f} is below its floor of {floor.least:g}")
        elif floor.most is not None and ours > floor.most:
            found.append(f"{name}: {ours:.3f} is above its ceiling of {floor.most:g}")
    return found
