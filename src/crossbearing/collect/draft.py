"""What the readers of single formats hand on, before ids, language and publication are settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from crossbearing.model.documents import Block, BlockKind
from crossbearing.model.steps import Reject

__all__ = ["Draft", "Part", "Stated", "lay_out"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text and what it is for.

    Args:
        kind: What it is for.
        text: Its characters.
        label: For cells, our name of the field.
        page: Page number from 1, where the original has pages.
    """

    kind: BlockKind
    text: str
    label: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """What metadata say of a document; never guessed from its words.

    Args:
        title: Headline.
        publisher: Name of the publisher.
        publisher_kind: The publisher's kind, stated as such.
        kind: A `kind` that may mean the publisher or the sort of text.
        country: ISO 3166-1 alpha-2 code.
        url: Address.
        published: Date of publication as written.
        credit: Credit line.
        language: Language as written (`en`, `en-GB`, `English`).
        date_order: `day` or `month`: which comes first in dates of three numbers.
        basis: For fields not stated outright, how they were come by.
    """

    title: str = ""
    publisher: str = ""
    publisher_kind: str = ""
    kind: str = ""
    country: str = ""
    url: str = ""
    published: str = ""
    credit: str = ""
    language: str = ""
    date_order: str = ""
    basis: tuple[tuple[str, str], ...] = ()

    def filled_from(self, other: Stated) -> Stated:
        """Return these statements, with those of `other` (and their basis) where this one says nothing."""
        changes: dict[str, str] = {}
        for entry in fields(self):
            if entry.name != "basis" and not getattr(self, entry.name) and getattr(other, entry.name):
                changes[entry.name] = getattr(other, entry.name)
        # What is said of a field that this one fills by itself no longer holds; the rest does, "not stated" included.
        own = {entry.name for entry in fields(self) if entry.name != "basis" and getattr(self, entry.name)}
        kept = tuple((name, why) for name, why in other.basis if name not in own)
        return replace(self, **changes, basis=self.basis + kept)


@dataclass(frozen=True, slots=True)
class Draft:
    """One document as a format reader found it.

    Args:
        media_type: Such as `text/html`.
        extractor: Name and version of what read it, such as `page@1`.
        stated: Its metadata.
        parts: Its stretches in order.
        locator: Place inside the file (`row=12`), or empty for the whole.
        notes: What was noticed on the way that did not stop it.
        separator: What stands between two parts.
        language_fixed: Whether `stated.language` holds without looking at the text.
    """

    media_type: str
    extractor: str
    stated: Stated
    parts: tuple[Part, ...]
    locator: str = ""
    notes: tuple[Reject, ...] = ()
    separator: str = "\n\n"
    language_fixed: bool = False


def lay_out(parts: Iterable[Part], *, separator: str) -> tuple[str, tuple[Block, ...]]:
    """Join parts into one text.

    Args:
        parts: In order; empty ones are left out.
        separator: What stands between two of them.

    Returns:
        The characters, and the blocks that say where each part stands in them.
    """
    blocks: list[Block] = []
    pieces: list[str] = []
    length = 0
    for part in parts:
        if not part.text:
            continue
        if pieces:
            pieces.append(separator)
            length += len(separator)
        end = length + len(part.text)
        blocks.append(Block(kind=part.kind, start=length, end=end, label=part.label, page=part.page))
        pieces.append(part.text)
        length = end
    return "".join(pieces), tuple(blocks)
