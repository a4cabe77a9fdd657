"""The restricted ledger of victims: outside every default view and export.

Source of the fields: Standards for Casualty Recording (Every Casualty Worldwide, 2016), "What data should casualty
recorders collect". Who is in it is known to whoever holds the key of the ledger and to nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Fate", "SealedVictim", "Victim"]


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
        same_as: Ids of entries that a person judged to be the same human being.
        not_same_as: Ids of entries that a person judged to be another one.
    """

    id: str
    names: tuple[str, ...]
    kin: tuple[str, ...] = ()
    age: str = ""
    fates: tuple[Fate, ...] = ()
    same_as: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SealedVictim:
    """An entry of the ledger as it rests in a case: encrypted. A record of a case (`model.casework`).

    Args:
        id: Id of the entry; random.
        subject: Incident id.
        by: Who entered it.
        at: UTC, ISO 8601.
        sealed: The `Victim` as JSON, encrypted and authenticated (Fernet: AES-128-CBC and HMAC-SHA256).
        documents: Ids of the documents that it was taken from; with any of them it is withdrawn.
    """

    id: str
    subject: str
    by: str
    at: str
    sealed: str
    documents: tuple[str, ...] = ()
