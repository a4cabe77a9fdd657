"""Documents, the publications that carried them, and the working texts read out of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["READ_BY_DEFAULT", "Block", "BlockKind", "Custody", "Document", "Mark", "MarkKind", "Publication", "Text"]


class BlockKind(StrEnum):
    """What a stretch of a page is for. Only title, body and caption are read as the report."""

    TITLE = "title"
    BODY = "body"
    CAPTION = "caption"
    COMMENT = "comment"
    RELATED = "related"
    BOILERPLATE = "boilerplate"
    CELL = "cell"  # one field of a row of already coded claims; read by the coded reader alone


READ_BY_DEFAULT = frozenset({BlockKind.TITLE, BlockKind.BODY, BlockKind.CAPTION})
"""The kinds of blocks that tell the report itself."""


@dataclass(frozen=True, slots=True)
class Custody:
    """One link of the chain by which an original came to be here.

    Source of the fields: Berkeley Protocol (OHCHR and HRC, 2022), chapter VI, on what is collected with each item and
    on the chronological list of those who held it.

    Args:
        how: What was done, in words, with what.
        collected_at: When, UTC, ISO 8601, or empty where it is told only in `how`.
        source: Where it came from: a file name or an address.
        who: Who did it, as they wish to be named, or empty.
    """

    how: str
    collected_at: str = ""
    source: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One original, never altered.

    Args:
        id: `ids.document_id(sha256, locator)`.
        sha256: SHA-256 of the original's bytes, 64 hexadecimal digits.
        locator: The place inside those bytes (`row=12`, `part=2`), or an empty string for the whole.
        media_type: Such as `text/html`.
        size: Length of the original in bytes.
        name: File name as found, relative to the folder that was given.
        collected_at: UTC time of collection, ISO 8601.
        sha512: SHA-512 of the same bytes, 128 hexadecimal digits; empty where an older version collected it.
        clock: Which clock `collected_at` was read from, in words, and what the system said of it.
        custody: How the bytes came to be here, earliest first.
    """

    id: str
    sha256: str
    locator: str
    media_type: str
    size: int
    name: str
    collected_at: str
    sha512: str = ""
    clock: str = ""
    custody: tuple[Custody, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """A document as published.

    Args:
        id: `ids.publication_id(...)`.
        document: Document id.
        publisher: Name as given by metadata, or an empty string where nothing states it.
        kind: The publisher's kind (`news_agency`, `state_media`, ...) as the user states it; no rating.
        country: ISO 3166-1 alpha-2 code, or an empty string.
        url: Address, or an empty string.
        published: ISO 8601 date or time with whatever precision is known, or an empty string.
        credit: Credit line as written, such as an agency tag, or an empty string.
        title: Headline, or an empty string.
        basis: For each field that was not stated outright, how it was come by (`{"published": "from the page"}`).
    """

    id: str
    document: str
    publisher: str = ""
    kind: str = ""
    country: str = ""
    url: str = ""
    published: str = ""
    credit: str = ""
    title: str = ""
    basis: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a working text.

    Args:
        kind: What it is for.
        start: Offset of its first character in `Text.content`.
        end: Offset behind its last character.
        label: For cells, the field the column was mapped to; else empty.
        page: Page number from 1, where the original has pages.
    """

    kind: BlockKind
    start: int
    end: int
    label: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A working text of a document, by one version of one extractor.

    Args:
        id: `ids.text_id(document, extractor)`.
        document: Document id.
        extractor: Id of the step that read it out.
        language: ISO 639-1 code, or `und` where it could not be told.
        content: All characters. Blocks cover it in order and do not overlap; gaps are separators.
        blocks: Its stretches.
        derived_from: Text id of the original, where this is a translation.
    """

    id: str
    document: str
    extractor: str
    language: str
    content: str
    blocks: tuple[Block, ...]
    derived_from: str = ""


class MarkKind(StrEnum):
    """What was noticed about some words that is no claim."""

    RHETORIC = "rhetoric"  # a sentence of opinion about nothing that could be checked
    LOADED_TERM = "loaded_term"  # a word that judges; the same list for every side
    NOT_READ = "not_read"  # a stretch or a document that no reader could read, and why
    UNLABELLED_PHASE = "unlabelled_phase"  # phases announced but never told
    TRUNCATED = "truncated"  # reading stopped at a bound
    NAMES_LISTED = "names_listed"  # names of the dead in a list: counted, never stored in clear


@dataclass(frozen=True, slots=True)
class Mark:
    """Something noticed about the words of a document that is no claim.

    Args:
        document: Document id.
        text: Text id.
        kind: What was noticed.
        start: Offset of the first character concerned in `Text.content`.
        end: Offset behind the last one.
        quote: The characters, empty for `names_listed`.
        note: In words, what a reader should know.
        step: Id of the step that noticed it.
    """

    document: str
    text: str
    kind: MarkKind
    start: int
    end: int
    quote: str
    note: str
    step: str = field(default="")
