"""Records as the text that a column holds, and back."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from crossbearing.codec.json import decode, encode

__all__ = ["content_hash", "natural", "pack", "storable", "unpack"]

_NUMBER = re.compile(r"[0-9]+")


def pack(record: object) -> str:
    """Return a record as JSON text that every database can store.

    Lone surrogates, as file names that are no valid UTF-8 have them, are written as JSON escapes.
    """
    data = encode(record)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return json.dumps(json.loads(data.decode("utf-8", "surrogatepass")), separators=(",", ":"))


def unpack(body: str) -> Any:
    """Return the record that `pack` wrote.

    Raises:
        InputError: If the body is damaged.
    """
    return decode(body)


def storable(text: str) -> str:
    """Return a key column's text without the characters a database refuses: lone surrogates and NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")


def natural(text: str) -> str:
    """Return a sort key under which `row=2` comes before `row=10`."""
    return _NUMBER.sub(lambda match: match.group().zfill(12), storable(text))


def content_hash(parts: Iterable[str]) -> str:
    """Return the SHA-256 over a sequence of texts, each with its length so that none can flow into the next."""
    hasher = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8")
        hasher.update(f"{len(data)}:".encode())
        hasher.update(data)
    return hasher.hexdigest()
