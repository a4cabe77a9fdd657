"""JSON records as cells: nested names joined by a dot, lists of words and of media flattened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crossbearing.collect.cleaning import clean

__all__ = ["MEDIA_LISTS", "flat"]

MEDIA_LISTS = frozenset(("media", "attachments", "photos", "videos", "images", "files"))
"""Names under which exports of posts list the pictures and videos of a post, as records of their own."""
_DEEPEST = 50


def flat(record: Mapping[str, Any], prefix: str = "", *, depth: int = 0) -> dict[str, str]:
    """Return a record as cells; truth values and empty ones are left out.

    Args:
        record: As JSON gave it.
        prefix: What stands before each name.
        depth: How deep in the outermost record it stands; what lies deeper than 50 is left out.
    """
    cells: dict[str, str] = {}
    if depth > _DEEPEST:
        return cells
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            cells.update(flat(value, f"{name}.", depth=depth + 1))
        elif isinstance(value, list):
            if value and all(isinstance(entry, str) for entry in value):
                cells[name] = clean(", ".join(value)).strip()
            elif key == "text" and _is_formatted(value):  # Telegram: words, and records for links and bold ones
                cells[name] = clean("".join(e if isinstance(e, str) else e["text"] for e in value)).strip()
            elif str(key).casefold() in MEDIA_LISTS:
                cells.update(_listed(value, f"{name}.", depth=depth + 1))
        elif isinstance(value, bool) or value is None:
            continue
        else:
            cells[name] = clean(str(value)).strip()
    return {name: cell for name, cell in cells.items() if cell}


def _is_formatted(value: list[Any]) -> bool:
    return bool(value) and all(
        isinstance(entry, str) or (isinstance(entry, dict) and isinstance(entry.get("text"), str)) for entry in value
    )


def _listed(entries: list[Any], prefix: str, *, depth: int) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for entry in entries[:100]:
        if isinstance(entry, Mapping):
            for name, cell in flat(entry, prefix, depth=depth).items():
                found.setdefault(name, []).append(cell)
    return {name: ", ".join(cells) for name, cells in found.items()}
