"""Records as plain dictionaries and as flat rows of text."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from crossbearing.model.values import Value

__all__ = ["flat", "plain", "plain_fields", "plain_value", "spreadsheet_safe"]

_AS_THEY_ARE = frozenset({str, int, float, bool})
_NAMES: dict[type, tuple[str, ...]] = {}
_FORMULA = ("=", "+", "@", "\t", "\r")


def _names(kind: Any) -> tuple[str, ...]:
    found = _NAMES.get(kind)
    if found is None:
        found = _NAMES[kind] = tuple(field.name for field in dataclasses.fields(kind))
    return found


def plain(item: object) -> Any:
    """Return a record, or anything inside one, in the types JSON knows; times as ISO 8601."""
    if item is None or type(item) in _AS_THEY_ARE:
        return item
    if isinstance(item, Enum):
        return item.value
    if isinstance(item, datetime):
        return item.isoformat()
    if dataclasses.is_dataclass(item) and not isinstance(item, type):
        return {name: plain(getattr(item, name)) for name in _names(type(item))}
    if isinstance(item, list | tuple):
        return [plain(part) for part in item]
    return item


def plain_fields(item: Any, **instead: Any) -> dict[str, Any]:
    """Return a record as `plain` does, with other contents for some of its fields; those are not converted first."""
    return {name: instead[name] if name in instead else plain(getattr(item, name)) for name in _names(type(item))}


def plain_value(value: Value) -> dict[str, Any]:
    """Return an answer as `{type, ..., words, text}`: its fields, its short form, and last the words as written."""
    fields = plain(value)
    text = fields.pop("text")
    return {"type": value.type, **fields, "words": value.describe(), "text": text}


def flat(item: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the cells of a row: inner objects under dotted names, lists joined by ` | `, nothing as an empty cell."""
    for key, value in item.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from flat(value, f"{name}.")
        elif isinstance(value, list):
            yield name, " | ".join(_cell(part) for part in value)
        else:
            yield name, "" if value is None else str(value)


def _cell(item: object) -> str:
    if isinstance(item, Mapping):
        return ", ".join(f"{name}={cell}" for name, cell in flat(item) if cell)
    return str(item)


def spreadsheet_safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe in front.

    OWASP, "CSV Injection". A minus sign is left alone before a digit.
    """
    if cell.startswith(_FORMULA) or (cell.startswith("-") and not cell[1:2].isdigit()):
        return f"'{cell}"
    return cell
