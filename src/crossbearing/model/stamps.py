"""Time-stamps of a case's log by an authority outside: that an entry, and all before it, was there at a moment."""

from __future__ import annotations

from dataclasses import dataclass

from crossbearing.model.errors import ModelError

__all__ = ["Stamp"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time-stamp of the log by RFC 3161. A record of a case (`model.casework`).

    What was stamped is the hash of an entry of the log, which stands for that entry and every one before it: the digest
    in request and token is that hash itself.

    Args:
        id: Random.
        subject: Empty: it is about the whole case.
        by: Who asked for it, as they wish to be named, or empty.
        at: When it was kept, UTC, ISO 8601, by the clock of this machine.
        n: Number of the entry.
        head: Its hash, 64 hexadecimal digits.
        authority: Address that was asked, or empty where request and answer were carried by hand.
        request: The request as sent (DER, in Base64).
        answer: The answer as received (DER, in Base64).
        roots: Certificates that were trusted (PEM), or empty where none was given.

    Raises:
        ModelError: If the hash is none.
    """

    id: str
    subject: str
    by: str
    at: str
    n: int
    head: str
    authority: str
    request: str
    answer: str
    roots: str = ""

    def __post_init__(self) -> None:
        if len(self.head) != 64 or set(self.head) - set("0123456789abcdef"):
            raise ModelError(f"{self.head!r} is no hash of an entry of the log")
