"""The restricted ledger of victims: outside every default view and export."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Fate", "Victim"]


@dataclass(frozen=True, slots=True)
class Fate:
    """What is said to have become of a person, and as of when.

    Args:
        fate: Such as `killed`, `wounded`, `missing`, `detained`, `released`.
        as_of: ISO date, or empty.
        claim: Id of the claim that says so.
    """

    fate: str
    as_of: str
    claim: str


@dataclass(frozen=True, slots=True)
class Victim:
    """A person harmed. Never exported unless asked for.

    Args:
        id: Random, so that it reveals nothing.
        names: As written, in every script met.
        kin: Kinship as stated, as written.
        age: As written, or empty.
        fates: What is said to have become of the person, in order.
    """

    id: str
    names: tuple[str, ...]
    kin: tuple[str, ...] = ()
    age: str = ""
    fates: tuple[Fate, ...] = ()
