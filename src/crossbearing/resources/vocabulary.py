"""The questions (slots), the kinds of events and the tree of intent, as typed records."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from crossbearing.model.errors import ResourceError
from crossbearing.resources.loading import table

__all__ = ["EventKind", "Slot", "event_kinds", "intent_labels", "slots"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A question that claims answer. See `slots.toml` for the meaning of each field."""

    name: str
    question: str
    values: tuple[str, ...]
    order: int
    open: bool = True
    exclusive: bool = True
    many: bool = False
    disputable: bool = True


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of happening. See `events.toml` for the meaning of each field."""

    name: str
    label: str
    harm: bool
    acled: str
    ucdp: bool
    airwars: str


@cache
def slots() -> dict[str, Slot]:
    """Return all slots by name, in display order.

    Raises:
        ResourceError: If the table lacks a field.
    """
    try:
        return {
            name: Slot(
                name=name,
                question=row["question"],
                values=tuple(row["values"]),
                order=order,
                open=row.get("open", True),
                exclusive=row.get("exclusive", True),
                many=row.get("many", False),
                disputable=row.get("disputable", True),
            )
            for order, (name, row) in enumerate(table("slots.toml")["slots"].items())
        }
    except KeyError as error:
        raise ResourceError(f"field {error} is missing", where="resources/slots.toml", remedy="reinstall") from error


@cache
def event_kinds() -> dict[str, EventKind]:
    """Return all kinds of events by name."""
    return {name: EventKind(name=name, **row) for name, row in table("events.toml").items()}


@cache
def intent_labels() -> dict[str, str]:
    """Return the tree of intent: dotted codes and their neutral labels, in order."""
    return dict(table("slots.toml")["intent"])
