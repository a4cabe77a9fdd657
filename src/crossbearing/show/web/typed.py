"""Answers that a page sends, checked: what the codec takes for a value must also be one that can be compared."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from enum import Enum
from typing import Any, get_type_hints

from crossbearing.codec.json import from_plain
from crossbearing.model.errors import InputError, ModelError
from crossbearing.model.values import Value
from crossbearing.show.web.problems import ProblemError

__all__ = ["value_of"]

_LARGEST = 2**53
_REMEDY = "send it as the codec writes it, with its type under `$`"


def value_of(written: dict[str, Any]) -> Value:
    """Return the answer that a page sends.

    Args:
        written: As the codec writes a value, its type under `$`.

    Raises:
        ProblemError: 422, if it is none.
    """
    try:
        value = _answer(from_plain(written))
    except (InputError, ModelError, TypeError, ValueError, KeyError, AttributeError, OverflowError) as error:
        raise ProblemError(422, f"no value: {error}", _REMEDY) from None
    return value


def _answer(value: Any) -> Value:
    if not hasattr(value, "compare") or not hasattr(value, "canonical"):
        raise InputError(f"{type(value).__name__} is no answer")
    _check(value)
    value.compare(value)
    value.canonical()
    value.describe()
    found: Value = value
    return found


def _check(record: Any) -> None:
    """Refuse fields of another type than the vocabulary has: the codec trusts what it wrote itself."""
    hints = get_type_hints(type(record))
    for field in dataclasses.fields(record):
        held, hint = getattr(record, field.name), hints[field.name]
        for part in held if isinstance(held, tuple) else (held,):
            if dataclasses.is_dataclass(part):
                _check(part)
            elif not _fits(part, hint):
                raise TypeError(f"{field.name} holds a {type(part).__name__} that does not belong there")


def _fits(held: object, hint: Any) -> bool:
    if held is None or isinstance(held, Enum | datetime):
        return True
    if isinstance(held, bool):
        return hint is bool
    if isinstance(held, str):
        return "str" in str(hint)
    if isinstance(held, int | float):
        return ("int" in str(hint) or "float" in str(hint)) and -_LARGEST < held < _LARGEST
    return False
