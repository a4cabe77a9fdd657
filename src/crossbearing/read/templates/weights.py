"""What was learned for assembling incidents, read from `resources/models/incidents.json` (`training/templates.py`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np

from crossbearing.model.errors import ResourceError
from crossbearing.read.tagger.decode import INCIDENTS, ROLES
from crossbearing.read.templates.linear import Habits, Lexical, Linear
from crossbearing.resources.loading import resource_bytes

__all__ = ["FILE", "Thresholds", "Weights", "weights"]

FILE: Final = "models/incidents.json"
"""Where the weights lie in `crossbearing.resources`."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least chances, chosen on a development part.

    Args:
        fillers: For each role, of a filler that is given.
        incident: Of an incident that is given.
        joined: Mean log odds over which entities hit are one incident.
    """

    fillers: tuple[float, ...]
    incident: float
    joined: float


@dataclass(frozen=True, slots=True)
class Weights:
    """All that is learned, for one model of the tagger.

    Args:
        by_words: Words of sentences that tell an incident, one table a type.
        relevance: Words of reports that tell one.
        telling: Weights of what a sentence tells, one a type.
        habits: Habits of fillers.
        fillers: Weights of evidence on fillers, one a role.
        pairs: Weights of evidence on two entities hit.
        groups: Weights of evidence on incidents.
        least: Thresholds.
    """

    by_words: tuple[Lexical, ...]
    relevance: Lexical
    telling: tuple[Linear, ...]
    habits: Habits
    fillers: tuple[Linear, ...]
    pairs: Linear
    groups: Linear
    least: Thresholds


@cache
def weights(model: str) -> Weights:
    """Return what was learned for a model of the tagger, read once per process.

    Args:
        model: `student` or `careful`.

    Raises:
        ResourceError: If the file is missing or damaged, or knows no such model.
    """
    try:
        stored: dict[str, Any] = json.loads(resource_bytes(FILE))
        return from_json(stored, model)
    except (KeyError, TypeError, ValueError) as error:
        raise ResourceError(
            f"weights for {model!r} cannot be read ({error!r})",
            where=f"resources/{FILE}",
            remedy="reinstall, or write them with `python -m training.templates`",
        ) from error


def from_json(stored: Mapping[str, Any], model: str) -> Weights:
    """Return the weights of a model from parsed JSON. Raises KeyError where something is missing."""
    words, own = stored["words"], stored["models"][model]
    return Weights(
        by_words=tuple(_lexical(words["types"][kind]) for kind in INCIDENTS),
        relevance=_lexical(words["relevance"]),
        telling=tuple(_linear(own["telling"][kind]) for kind in INCIDENTS),
        habits=Habits(words["habits"]),
        fillers=tuple(_linear(own["fillers"][role]) for role in ROLES),
        pairs=_linear(own["pairs"]),
        groups=_linear(own["groups"]),
        least=Thresholds(
            tuple(float(own["least"]["fillers"][role]) for role in ROLES),
            float(own["least"]["incident"]),
            float(own["least"]["joined"]),
        ),
    )


def _lexical(stored: Mapping[str, Any]) -> Lexical:
    return Lexical(stored["weights"], float(stored["offset"]))


def _linear(stored: Mapping[str, Any]) -> Linear:
    """Return a regression from its columns: name to mean, scale and weight, in order."""
    rows = np.array(list(stored["columns"].values()), dtype=np.float64).reshape(-1, 3)
    return Linear(rows[:, 0], rows[:, 1], rows[:, 2], float(stored["offset"]))
