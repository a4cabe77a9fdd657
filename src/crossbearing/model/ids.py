"""Identifiers: short hashes of what a thing is, so that the same thing has the same id on every machine.

The scheme follows the design: a document is its bytes and the place inside them; a statement is what was said, free of
offsets and of the step that read it, so that judgements survive a newer reader or extractor; a claim is one reading of
a statement.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

__all__ = [
    "claim_id",
    "digest",
    "document_id",
    "event_id",
    "finding_id",
    "incident_id",
    "normalised_words",
    "origin_id",
    "publication_id",
    "statement_id",
    "text_id",
]

_SEPARATOR = b"\x1f"
_LENGTH = 20  # hex digits: 80 bits, a chance of 1e-12 for one clash among a million ids
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
# No vowels, so that no id spells a word, and none of the pairs 0/O, 1/I that are mixed up when read aloud.
_SPEAKABLE = "23456789BCDFGHJKLMNPQRSTVWXZ"


def digest(*parts: str | bytes) -> str:
    """Return the identifier of a sequence of parts.

    Args:
        parts: Strings (hashed as UTF-8) or bytes, in order.

    Returns:
        20 lower-case hexadecimal digits of their SHA-256.
    """
    hasher = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hasher.update(str(len(data)).encode())
        hasher.update(_SEPARATOR)
        hasher.update(data)
    return hasher.hexdigest()[:_LENGTH]


def normalised_words(text: str) -> str:
    """Return the words of a text in lower case, accents kept, joined by single blanks.

    Punctuation, white space and compatibility forms (full-width letters, ligatures) are what extractors differ in;
    the words are what they agree on.

    Args:
        text: Any text.

    Returns:
        The words, possibly an empty string.
    """
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def document_id(sha256: str, locator: str = "") -> str:
    """Return the id of a document: the bytes it stands in and the place inside them (row, part, record)."""
    return digest("document", sha256, locator)


def publication_id(document: str, publisher: str, url: str, published: str) -> str:
    """Return the id of a document as published by one publisher at one address and time."""
    return digest("publication", document, publisher, url, published)


def text_id(document: str, extractor: str) -> str:
    """Return the id of a working text: a document read out by one version of one extractor."""
    return digest("text", document, extractor)


def event_id(document: str, kind: str, key: str) -> str:
    """Return the id of an event as one document tells it; `key` sets events of one kind apart."""
    return digest("event", document, kind, key)


def statement_id(
    *,
    document: str,
    sentence: str,
    slot: str,
    value: str,
    scope: str,
    stance: str,
    speakers: Iterable[str],
    ordinal: int,
) -> str:
    """Return the id of what was said, whichever step read it and wherever it stands in the text.

    Args:
        document: Document id.
        sentence: The sentence that carries the words; only its normalised words count.
        slot: The question answered.
        value: Canonical form of the answer.
        scope: Whole, or part of what.
        stance: Stance of the innermost speaker.
        speakers: Names as written inside the text, outermost first, *without* the publisher, which is metadata and
            may be corrected later.
        ordinal: 0 for the first such statement of the document, 1 for the next one with all else equal.

    Returns:
        The statement's id.
    """
    names = "\x1e".join(normalised_words(name) for name in speakers)
    return digest("statement", document, normalised_words(sentence), slot, value, scope, stance, names, str(ordinal))


def claim_id(statement: str, locator: str, step: str) -> str:
    """Return the id of one reading of a statement by one step at one place."""
    return digest("claim", statement, locator, step)


def origin_id(family: str, slot: str, value: str) -> str:
    """Return the id of an upstream: a family of sources with one answer to one question."""
    return digest("origin", family, slot, value)


def finding_id(incident: str, slot: str, scope: str, unit: str) -> str:
    """Return the id of the finding on one question of one incident."""
    return digest("finding", incident, slot, scope, unit)


def incident_id(place: str, seed: str) -> str:
    """Mint a short id that can be read out, such as `DEZ-4F2K`.

    Args:
        place: Name of the place, or an empty string; its first three letters or digits form the first part.
        seed: What makes the incident itself, for example the smallest statement id in it.

    Returns:
        Three letters (`XXX` without a place), a hyphen, five symbols of an alphabet without vowels or look-alikes.
    """
    ascii_name = unicodedata.normalize("NFKD", place).encode("ascii", "ignore").decode()
    letters = "".join(char for char in ascii_name if char.isalnum())[:3].upper()
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
    symbols = []
    for _ in range(5):
        number, rest = divmod(number, len(_SPEAKABLE))
        symbols.append(_SPEAKABLE[rest])
    return f"{letters.ljust(3, 'X')}-{''.join(symbols)}"
