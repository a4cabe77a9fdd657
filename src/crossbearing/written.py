"""Answers as people write them in one line, for coding by hand at the command line.

The workbench reads the same forms (`frontend/src/lib/answers.ts`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from crossbearing.model.errors import InputError
from crossbearing.model.values import (
    ActorRef,
    Actors,
    Category,
    Count,
    CountState,
    Group,
    Items,
    Place,
    PlacePrecision,
    TextValue,
    TimePrecision,
    Value,
    When,
    YearStatus,
)

__all__ = ["answer_as_written"]

_ABOUT = re.compile(r"(?:about|around|some|~)?\s*(\d+)")
_RANGE = re.compile(r"(\d+)\s*(?:-|\u2013|to)\s*(\d+)")
_FLOOR = re.compile(r"(?:>=|\u2265|at least|more than|over|>)\s*(\d+)")
_CEILING = re.compile(r"(?:<=|\u2264|at most|up to|<)\s*(\d+)")
_THINGS = re.compile(r"(?P<count>(?:[a-z~<>=\u2264\u2265]+\s+)*[<>=~]*\d[\d,]*(?:\s*(?:-|to)\s*\d+)?)\s+(?P<kind>\D.*)")
# Metres around a point up to which it is stated so finely.
_FINENESS = (
    (50, PlacePrecision.EXACT),
    (1_000, PlacePrecision.SITE),
    (3_000, PlacePrecision.NEIGHBOURHOOD),
    (15_000, PlacePrecision.TOWN),
    (30_000, PlacePrecision.DISTRICT),
    (150_000, PlacePrecision.PROVINCE),
)


def answer_as_written(written: str, types: Sequence[str], slot: str) -> Value:
    """Return the answer that somebody wrote, of the first type of those allowed that it can be.

    Args:
        written: `62`, `40-50`, `at least 15`; `2016-09-17` or `2016-09-17 17:00`; `Latakia @ 35.5, 35.8, 500` (degrees
            and metres); `one body; another`; a code, with `not` before it for everything else; `3 tank`; or words.
        types: Types of values that may answer the question.
        slot: The question, which is the scheme of its codes.

    Raises:
        InputError: If it is none of them.
    """
    text = " ".join(written.split())
    for kind in types:
        value = _READERS[kind](text, slot) if text and kind in _READERS else None
        if value is not None:
            return value
    raise InputError(f"{text!r} is no answer to {slot}", slot, f"write {', or '.join(_FORMS[kind] for kind in types)}")


def _count(text: str, _slot: str) -> Count | None:
    flat = text.lower().replace(",", "")
    if match := _RANGE.fullmatch(flat):
        low, high = int(match[1]), int(match[2])
        return Count(text, low, high) if low <= high else None
    if match := _FLOOR.fullmatch(flat):
        return Count(text, low=int(match[1]))
    if match := _CEILING.fullmatch(flat):
        return Count(text, high=int(match[1]))
    if match := _ABOUT.fullmatch(flat):
        return Count(text, int(match[1]), int(match[1]), about=not flat[0].isdigit())
    states = {"none": CountState.NONE, "nobody": CountState.NONE, "unknown": CountState.UNKNOWN}
    return Count(text, state=states[flat]) if flat in states else None


def _group(text: str, slot: str) -> Group | None:
    count = _count(text, slot)
    return None if count is None else Group(text, count)


def _items(text: str, slot: str) -> Items | None:
    match = _THINGS.fullmatch(text.lower())
    count = _count(match["count"], slot) if match else None
    return Items(text, match["kind"], count) if match and count is not None else None


def _when(text: str, _slot: str) -> When | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        return None
    day = len(text) == len("2016-09-17")
    return When(
        text,
        moment,
        moment + timedelta(days=1) if day else moment,
        TimePrecision.DAY if day else TimePrecision.MINUTE,
        year_status=YearStatus.STATED,
    )


def _place(text: str, _slot: str) -> Place | None:
    name, at, point = (part.strip() for part in text.partition("@"))
    if not at:
        return Place(text, text)
    try:
        latitude, longitude, *rest = (float(part) for part in point.split(","))
    except ValueError:
        return None
    radius = rest[0] if rest else 1000.0
    fine = next((kind for most, kind in _FINENESS if radius <= most), PlacePrecision.REGION)
    return Place(name or point, name, latitude, longitude, radius, fine)


def _actors(text: str, _slot: str) -> Actors | None:
    names = [name.strip() for name in re.split("[;\u061b]", text) if name.strip()]
    return Actors(text, tuple(ActorRef(name) for name in names)) if names else None


def _category(text: str, slot: str) -> Category:
    code = text.lower().removeprefix("not ")
    return Category(text, slot, code.replace(" ", "_"), negated=code != text.lower())


_READERS: Mapping[str, Callable[[str, str], Value | None]] = {
    "count": _count,
    "group": _group,
    "items": _items,
    "when": _when,
    "place": _place,
    "actors": _actors,
    "category": _category,
    "text": lambda text, _slot: TextValue(text),
}
_FORMS = {
    "count": "a number such as 62, 40-50, 'at least 15'",
    "group": "a number such as 62, 40-50, 'at least 15'",
    "items": "a number and a kind of thing, such as '3 tank'",
    "when": "a day or a moment, such as '2016-09-17 17:00'",
    "duration": "a length in the workbench",
    "place": "a place, with its point behind @ where it is known",
    "actors": "names, separated by semicolons",
    "category": "a code",
    "text": "words",
}
