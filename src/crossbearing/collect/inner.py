"""Files inside files: what an unpacker hands on, and the bounds that hold for one outer file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from time import monotonic

from crossbearing.collect.cleaning import one_line
from crossbearing.collect.draft import Draft, Stated
from crossbearing.collect.original import Original, size_in_words
from crossbearing.collect.refusal import RefusedError
from crossbearing.model.steps import Reject

__all__ = ["DEEPEST", "Budget", "Found", "Inner", "joined", "placed", "shown_name", "whole"]

DEEPEST = 4
"""How many containers may stand in one another: mail in a mailbox in a zip, with a zip attached, and no further."""
_MOST_PARTS = 200_000
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Inner:
    """A file that stands inside another one.

    Args:
        name: Its name there; tells the format where the bytes do not. Never used as a path.
        locator: Its place, such as `part=2` or `record=3`.
        original: Its bytes, with hash and size of the outermost file.
        first: What the container states, before the file's own metadata.
        then: What the container states where the file's own metadata say nothing.
        charset: Encoding that the container states, or empty.
        by_the_way: Whether it is nothing that a person put there, so that refusing it is a note only.
    """

    name: str
    locator: str
    original: Original
    first: Stated = field(default_factory=Stated)
    then: Stated = field(default_factory=Stated)
    charset: str = ""
    by_the_way: bool = False


Found = Iterator[Draft | Inner | RefusedError | Reject]
"""What an unpacker yields: documents it read itself, files to be read, and what was wrong."""


@dataclass(slots=True)
class Budget:
    """What may be unpacked out of one outer file.

    Args:
        bytes_left: Bytes in all, those of containers inside containers counted each time.
        seconds: Time after which no further part is opened. A part itself is bounded by its size and, for risky
            formats, by its own process.
    """

    bytes_left: int
    seconds: float
    parts_left: int = _MOST_PARTS
    started: float = field(default_factory=monotonic)

    def take(self, size: int) -> None:
        """Count one part of so many bytes.

        Raises:
            RefusedError: `too_large` or `too_slow` when nothing more may be unpacked.
        """
        self.bytes_left -= size
        self.parts_left -= 1
        if self.bytes_left < 0 or self.parts_left < 0:
            raise RefusedError(
                "too_large",
                "unpacks to more than may be taken out of one file; what came before this is collected",
                remedy="unpack it, look at what it holds, and give the files",
            )
        if monotonic() - self.started > self.seconds:
            raise RefusedError(
                "too_slow",
                f"takes longer than {self.seconds:.0f} seconds to unpack; what came before this is collected",
                remedy="unpack it and give the files",
            )


def joined(outer: str, inner: str) -> str:
    """Return the locator of a place inside a place."""
    return f"{outer}/{inner}" if outer and inner else outer or inner


def placed(draft: Draft, inner: Inner) -> Draft:
    """Return what was read out of an inner file as a document of the outer one."""
    stated = inner.first.filled_from(draft.stated).filled_from(inner.then)
    return replace(draft, locator=joined(inner.locator, draft.locator), stated=stated)


def shown_name(name: str) -> str:
    """Return a name out of an archive as it can be shown: one line, bounded, without direction marks."""
    shown = one_line(name)
    return shown if len(shown) <= _LONGEST_NAME else shown[:_LONGEST_NAME] + "…"


def whole(original: Original, *, limit: int) -> bytes:
    """Return all bytes of a container that cannot be read piece by piece.

    Args:
        original: The container.
        limit: How large it may be, in bytes.

    Raises:
        RefusedError: `too_large`.
    """
    if original.length > limit:
        raise RefusedError(
            "too_large",
            f"is {size_in_words(original.length)}, above the limit of {size_in_words(limit)} for its kind",
            remedy="unpack it and give the files",
        )
    return original.read()
