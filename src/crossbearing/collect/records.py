"""JSON records as cells: nested names joined by a dot, lists of words and of media flattened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crossbearing.collect.cleaning import clean

__all__ = ["MEDIA_LISTS", "flat"]

MEDIA_LISTS = frozenset(("media", "attachments", "photos", "videos", "images", "files"))
"""Names under which exports of posts list the pictures and videos of a post, as records of their own."""
_DEEPEST = 50
_MOST_POINTS = 10_000


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
            if key == "speakers":  # our own lists: from the publisher inwards, and written the other way round
                names = [entry if isinstance(entry, str) else str(dict(entry).get("name", "")) for entry in value
                         if isinstance(entry, str | Mapping)]  # fmt: skip
                cells[name] = clean(" > ".join(reversed(names))).strip()
            elif value and all(isinstance(entry, str) for entry in value):
                cells[name] = clean(", ".join(value)).strip()
            elif key == "text" and _is_formatted(value):  # Telegram: words, and records for links and bold ones
                cells[name] = clean("".join(e if isinstance(e, str) else e["text"] for e in value)).strip()
            elif key == "coordinates" and (point := _middle(value)) is not None:  # GeoJSON
                cells[f"{prefix}longitude"], cells[f"{prefix}latitude"] = map(str, point)
            elif str(key).casefold() in MEDIA_LISTS:
                cells.update(_listed(value, f"{name}.", depth=depth + 1))
        elif isinstance(value, bool) or value is None:
            continue
        else:
            cells[name] = clean(str(value)).strip()
    return {name: cell for name, cell in cells.items() if cell}


def _middle(coordinates: list[Any]) -> tuple[float, float] | None:
    """Return the point of a GeoJSON geometry, or the middle of what it spans; longitude and latitude in degrees."""
    points: list[tuple[float, float]] = []
    waiting: list[tuple[list[Any], int]] = [(coordinates, 0)]
    while waiting and len(points) < _MOST_POINTS:
        found, depth = waiting.pop()
        if len(found) >= 2 and all(isinstance(one, int | float) and not isinstance(one, bool) for one in found[:2]):
            points.append((float(found[0]), float(found[1])))
        elif depth < _DEEPEST:
            waiting += [(one, depth + 1) for one in found if isinstance(one, list)]
    if not points:
        return None
    longitudes, latitudes = zip(*points, strict=True)
    return round((min(longitudes) + max(longitudes)) / 2, 6), round((min(latitudes) + max(latitudes)) / 2, 6)


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
