"""What a dossier needs from outside: the labels of questions and codes, and the outlines for its maps.

The rooms are independent: `show` does not read the program's tables itself but is handed what it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

__all__ = ["Labels", "Outline", "Outlines"]


@dataclass(frozen=True, slots=True)
class Labels:
    """Words for the codes of the vocabulary.

    Args:
        questions: Slot name to its question, in display order.
        intent: Dotted codes of the tree of intent to their neutral words.
        events: Kinds of events to their labels.
    """

    questions: Mapping[str, str] = field(default_factory=dict)
    intent: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)

    def question(self, slot: str) -> str:
        """Return the question a slot asks; an unlisted slot is shown under its own name."""
        return self.questions.get(slot, slot.replace("_", " ").replace(".", ", "))

    def event(self, kind: str) -> str:
        """Return the label of a kind of event; an unlisted kind is shown under its own name."""
        return self.events.get(kind, kind.replace("_", " "))


class Outline(Protocol):
    """The outline of a country: rings of (longitude, latitude) in degrees, and their box (west, south, east, north)."""

    @property
    def code(self) -> str:
        """ISO 3166-1 alpha-2, or an empty string."""

    @property
    def name(self) -> str:
        """Name to print."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north, in degrees."""

    @property
    def rings(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        """Closed rings."""


class Outlines(Protocol):
    """Outlines of countries, to be asked by area."""

    def near(self, west: float, south: float, east: float, north: float) -> Iterable[Outline]:
        """Return the outlines whose bounding box meets a box given in degrees."""
