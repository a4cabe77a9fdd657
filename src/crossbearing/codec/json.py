"""Every record of the vocabulary as JSON bytes and back.

A record is an object with its fields; where a field admits several types (the answer of a claim, its locator), and at
the top, the key `$` names the type. Fields at their default value are left out, so that files of an older minor version
can be read and bodies stay small.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from crossbearing.model import (
    actors,
    appraisals,
    care,
    claims,
    coding,
    course,
    documents,
    findings,
    geolocations,
    grades,
    hypotheses,
    incidents,
    judgements,
    locators,
    mappings,
    media,
    ranges,
    relations,
    stamps,
    steps,
    teamwork,
    values,
    victims,
)
from crossbearing.model.errors import InputError
from crossbearing.model.protocols import Linked, Weighed
from crossbearing.model.values import comparison

__all__ = ["decode", "encode", "from_plain", "to_plain"]

_TAG = "$"
_Plain = Any

_RECORDS: dict[str, type] = {
    record.__name__: record
    for module in (
        actors,
        appraisals,
        care,
        claims,
        coding,
        comparison,
        course,
        documents,
        findings,
        geolocations,
        grades,
        hypotheses,
        incidents,
        judgements,
        locators,
        media,
        mappings,
        ranges,
        relations,
        stamps,
        steps,
        teamwork,
        values,
        values.count,
        victims,
    )
    for record in vars(module).values()
    if isinstance(record, type) and dataclasses.is_dataclass(record)
} | {"Linked": Linked, "Weighed": Weighed}


def encode(record: object) -> bytes:
    """Return a record of the vocabulary as compact UTF-8 JSON, keys in field order.

    Raises:
        InputError: If it is no record of the vocabulary.
    """
    return json.dumps(to_plain(record), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def decode(data: bytes | str) -> Any:
    """Return the record that `encode` wrote.

    Raises:
        InputError: If the bytes are no JSON, or no record of the vocabulary.
        ModelError: If a value breaks a rule of the vocabulary.
    """
    try:
        plain = json.loads(data.decode("utf-8", "surrogatepass") if isinstance(data, bytes) else data)
    except ValueError as error:
        raise InputError(
            f"not a record: {error}", remedy="the case may be damaged: run `crossbearing verify`"
        ) from error
    return from_plain(plain)


def to_plain(record: object) -> _Plain:
    """Return a record as dicts, lists, strings and numbers, tagged with its type."""
    if not dataclasses.is_dataclass(record) or type(record).__name__ not in _RECORDS:
        raise InputError(f"{type(record).__name__} is no record of the vocabulary")
    return {_TAG: type(record).__name__, **_fields_out(record)}


def from_plain(plain: _Plain) -> Any:
    """Return the record of a plain tagged form.

    Raises:
        InputError: If the tag or a field is unknown, or a value does not fit.
    """
    try:
        return _tagged(plain)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"not a record: {error}", remedy="it may come from another version of the program") from error


def _fields_out(record: Any) -> dict[str, _Plain]:
    shown: dict[str, _Plain] = {}
    kind: Any = type(record)
    for name, write, default in _writers(kind):
        value = getattr(record, name)
        if value is default or (value == default and type(value) is type(default)):
            continue
        shown[name] = write(value)
    return shown


@cache
def _writers(record: type) -> tuple[tuple[str, Callable[[Any], _Plain], object], ...]:
    hints = _hints(record)
    return tuple(
        (field.name, _writer(hints[field.name]), field.default) for field in dataclasses.fields(record) if field.init
    )


@cache
def _hints(record: type) -> dict[str, Any]:
    return get_type_hints(record)


def _writer(hint: Any) -> Callable[[Any], _Plain]:
    if hint in (str, int, float, bool):
        return _same
    if hint is datetime:
        return datetime.isoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _enum_out
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _fields_out
    if get_origin(hint) is tuple:
        write = [_writer(part) for part in get_args(hint) if part is not Ellipsis]
        if Ellipsis in get_args(hint):
            each = write[0]
            return lambda parts: [each(part) for part in parts]
        return lambda parts: [one(part) for one, part in zip(write, parts, strict=True)]
    options = _union(hint)
    if len(options) == 1:
        inner = _writer(options[0])
        return lambda value: None if value is None else inner(value)
    return lambda value: None if value is None else to_plain(value)


def _tagged(plain: _Plain) -> Any:
    fields = dict(plain)
    record = _RECORDS[fields.pop(_TAG)]
    return _fields_in(record, fields)


def _fields_in(record: type, fields: dict[str, _Plain]) -> Any:
    readers = _readers(record)
    return record(**{name: readers[name](value) for name, value in fields.items()})


@cache
def _readers(record: type) -> dict[str, Callable[[_Plain], Any]]:
    hints = _hints(record)
    return {field.name: _reader(hints[field.name]) for field in dataclasses.fields(record) if field.init}


def _reader(hint: Any) -> Callable[[_Plain], Any]:
    if hint in (str, int, bool):
        return _same
    if hint is float:
        return float
    if hint is datetime:
        return datetime.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return lambda plain: _fields_in(hint, plain)
    if get_origin(hint) is tuple:
        read = [_reader(part) for part in get_args(hint) if part is not Ellipsis]
        if Ellipsis in get_args(hint):
            each = read[0]
            return lambda parts: tuple([each(part) for part in parts])
        return lambda parts: tuple([one(part) for one, part in zip(read, parts, strict=True)])
    options = _union(hint)
    if len(options) == 1:
        inner = _reader(options[0])
        return lambda plain: None if plain is None else inner(plain)
    return lambda plain: None if plain is None else _tagged(plain)


def _union(hint: Any) -> list[Any]:
    """Return the types of a union other than None; a single type of a record stays untagged."""
    if get_origin(hint) in (Union, types.UnionType):
        return [option for option in get_args(hint) if option is not types.NoneType]
    raise TypeError(f"no codec for {hint}")


def _same(value: Any) -> Any:
    return value


def _enum_out(value: Enum) -> Any:
    return value.value
