"""A place as a value: its relation, distance and bearing to the name in it; the tables of place words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from crossbearing.model.values import Place, PlacePrecision, PlaceRelation, PlaceRelationKind
from crossbearing.read.values.numbers import parse_integer
from crossbearing.resources.lexicon import Lexicon

__all__ = ["PlaceWords", "place_words", "stated_place"]

_OFFSET = re.compile(
    r"(?P<low>\d+(?:\.\d+)?|[a-z]+)(?:\s*(?:-|\u2013|to|and)\s*(?P<high>\d+(?:\.\d+)?|[a-z]+))?\s*-?\s*"
    r"(?P<unit>km|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|m|yards?)\b"
    r"(?:\s*\([^)]*\))?\s*(?:to\s+the\s+|due\s+)?(?P<bearing>north[- ]?east|north[- ]?west|south[- ]?east"
    r"|south[- ]?west|north|south|east|west)?(?:ern|wards?)?"
    r"\s*(?P<rel>of|from|away from|outside)\s+",
    re.IGNORECASE,
)


_BEARING = re.compile(
    r"\b(north[- ]?east|north[- ]?west|south[- ]?east|south[- ]?west|north|south|east|west)\s+of\s+", re.IGNORECASE
)


_NUMBER = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "several": None,
    "few": None,
}


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words around places. See `places.toml`."""

    near: frozenset[str]
    inside: frozenset[str]
    site: frozenset[str]
    heads: dict[str, str]
    not_places: frozenset[str]
    generic: frozenset[str]
    bearings: dict[str, float]
    units: dict[str, float]
    openers: frozenset[str]
    leading: frozenset[str]
    class_words: frozenset[str]


_WORDS: dict[str, PlaceWords] = {}


def place_words(tables: Lexicon) -> PlaceWords:
    """Return the place words of a language, typed; made once a language."""
    if tables.language not in _WORDS:
        raw: Any = tables.raw["places"]
        levels = ("site", "neighbourhood", "town", "district", "province")
        _WORDS[tables.language] = PlaceWords(
            near=frozenset(raw["prepositions"]["near"]),
            inside=frozenset(raw["prepositions"]["in"])
            | frozenset(raw["prepositions"]["between"])
            | frozenset(raw["prepositions"]["along"]),
            site=frozenset(raw["heads"]["site"]),
            heads={word: level for level in levels for word in raw["heads"][level]},
            not_places=frozenset(raw["not_places"]["words"]),
            generic=frozenset(raw["heads"]["generic"]),
            bearings=dict(raw["bearings"]),
            units=dict(raw["units"]),
            leading=frozenset(raw["leading"]["words"]),
            class_words=frozenset(raw["leading"]["classes"]),
            openers=frozenset(
                phrase.split()[0] for kind in ("in", "near", "between", "along") for phrase in raw["prepositions"][kind]
            ),
        )
    return _WORDS[tables.language]


def stated_place(text: str, name: str, lead: str, tables: Lexicon, *, within: str = "") -> Place:
    """Return a place without coordinates.

    Args:
        text: As written.
        name: The toponym in it.
        lead: The words before the name ("3-6 km south-west of", "near the city of").
        tables: Word tables of the language.
        within: A wider place named behind it, or empty.

    Returns:
        The place with its relation to the place named.
    """
    words = place_words(tables)
    lowered = f" {lead.lower()} "
    relation: PlaceRelation | None = None
    precision = PlacePrecision.UNKNOWN
    last_word = name.lower().split()[-1] if name.split() else ""
    level = words.heads.get(last_word) or next(
        (words.heads[word] for word in reversed(lowered.split()) if word in words.heads), None
    )
    offset = _OFFSET.search(lead + " ") if lead else None
    bearing = _BEARING.search(lead + " ")
    if offset is not None:
        low, high = _distance(offset.group("low")), _distance(offset.group("high"))
        unit = next(
            (metres for key, metres in words.units.items() if offset.group("unit").lower().rstrip("s") == key), 1.0
        )
        relation = PlaceRelation(
            PlaceRelationKind.OFFSET,
            (name,),
            distance_low=low * unit if low is not None else None,
            distance_high=(high if high is not None else low) * unit if low is not None else None,
            bearing=words.bearings.get(re.sub(r"\s", "-", offset.group("bearing").lower()))
            if offset.group("bearing")
            else None,
        )
        precision = PlacePrecision.NEAR_TOWN
    elif bearing is not None:
        relation = PlaceRelation(
            PlaceRelationKind.OFFSET, (name,), bearing=words.bearings.get(re.sub(r"\s", "-", bearing.group(1).lower()))
        )
        precision = PlacePrecision.NEAR_TOWN
    elif "between" in lowered:
        relation = PlaceRelation(
            PlaceRelationKind.BETWEEN, tuple(part for part in re.split(r"\s+and\s+", name) if part)
        )
    elif "countryside" in lowered or "countryside" in name.lower():
        relation = PlaceRelation(PlaceRelationKind.COUNTRYSIDE, (name,))
        precision = PlacePrecision.DISTRICT
    elif _any_of(tuple(words.near)).search(lowered):
        relation = PlaceRelation(PlaceRelationKind.NEAR, (name,))
        precision = PlacePrecision.NEAR_TOWN if level != "site" else PlacePrecision.SITE
    if precision is PlacePrecision.UNKNOWN and level is not None:
        precision = (
            PlacePrecision(level) if level in {"site", "neighbourhood", "town", "district", "province"} else precision
        )
    _ = within
    return Place(text=text, name=name, precision=precision, relation=relation)


def _distance(word: str | None) -> float | None:
    if not word:
        return None
    if word.lower() in _NUMBER:
        number = _NUMBER[word.lower()]
        return float(number) if number is not None else None
    whole = parse_integer(word)
    try:
        return float(word) if whole is None else float(whole)
    except ValueError:
        return None


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?!\w)")
