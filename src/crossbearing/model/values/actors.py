"""Who, as an answer: one or several bodies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

__all__ = ["ActorRef", "Actors"]


@dataclass(frozen=True, slots=True)
class ActorRef:
    """One body as named.

    Args:
        name: As written ("the US-led coalition").
        actor: Suggested actor id, or empty.
        within: Ids of the bodies it is part of or speaks for, nearest first.
    """

    name: str
    actor: str = ""
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actors:
    """A set of bodies.

    Args:
        text: As written.
        members: The bodies named.
        open: Whether the list may be incomplete; set by the slot. An open answer admits every larger set.
    """

    type: ClassVar[str] = "actors"

    text: str
    members: tuple[ActorRef, ...] = ()
    open: bool = True
