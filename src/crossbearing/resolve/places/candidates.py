"""The places of one name as arrays, so that a whole document is judged in a few steps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crossbearing.resolve.gazetteer import GazetteerPlace, Match
from crossbearing.resolve.gazetteer.lookup import strip_feature
from crossbearing.resolve.gazetteer.names import key, skeleton

__all__ = ["LIKEST", "STATIC", "Floats", "Ints", "Pool", "Rows", "code_of", "country_codes", "joined", "pool_of"]

Floats = NDArray[np.float32]
"""An array of numbers."""
Ints = NDArray[np.int64]
"""An array of whole numbers."""

LIKEST = 60
"""Places of one name that are judged, the weightiest first; rarer ones are hardly ever meant."""
STATIC = ("size", "country", "capital", "province", "district", "wide", "other_name", "only_other_name", "same_as_town",
          "fits", "fits_not", "unlike")  # fmt: skip
"""What can be said of a candidate before the document is known: the first columns of the findings, in this order."""

_MIDDLING = 4.0  # logarithm of the population of a town that counts neither for nor against a candidate
_FEWEST = 100  # people that a place is taken to have where nothing is known
_TOWNS = frozenset({"city", "capital", "town"})
_SMALL = frozenset({"village", "town", "suburb", "neighbourhood", "district"})
_WIDE = frozenset({"region", "sea", "river", "lake", "mountain", "island", "ocean"})
_BY_PEOPLE = frozenset({"country", "capital", "province", "district"})
_SPELLING = 0.25  # of another name that only spells the label otherwise
_KEPT = 8192  # names whose arrays are kept


@dataclass(frozen=True, slots=True)
class Rows:
    """Candidates as arrays of one length.

    Args:
        number: Number of the place in the gazetteer.
        xyz: Unit vectors from the middle of the earth.
        country: Number of the country by `code_of`, or -1.
        division: Number of the first-level division by `code_of`, or -1.
        is_country: Whether it is a country.
        is_division: Whether it is a first-level division.
        wide: Whether it is too wide to draw other places towards its middle.
        small: Whether it is a place that only reports from its own country name.
    """

    number: Ints
    xyz: Floats
    country: Ints
    division: Ints
    is_country: NDArray[np.bool_]
    is_division: NDArray[np.bool_]
    wide: NDArray[np.bool_]
    small: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates of one name.

    Args:
        matches: As the gazetteer gives them, at most `LIKEST`.
        static: A row a candidate, a column for each of `STATIC`.
        rows: The same candidates as arrays.
    """

    matches: tuple[Match, ...]
    static: Floats
    rows: Rows


class _Codes:
    """Numbers for strings, in order of first use."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def of(self, name: str) -> int:
        return self.numbers.setdefault(name, len(self.numbers)) if name else -1


_COUNTRIES, _DIVISIONS = _Codes(), _Codes()
_POOLS: dict[int, tuple[tuple[Match, ...], Pool]] = {}


def code_of(name: str, *, country: bool) -> int:
    """Return the number of a country (ISO 3166-1 alpha-2) or of a division's id in `Rows`; -1 for an empty name.

    Args:
        name: The country's code or the division's id.
        country: Which of the two it is.
    """
    return (_COUNTRIES if country else _DIVISIONS).of(name)


def country_codes() -> dict[str, int]:
    """Return the numbers of all countries met so far."""
    return _COUNTRIES.numbers


def pool_of(matches: Sequence[Match]) -> Pool:
    """Return the arrays of a name's candidates; those of tuples that the gazetteer keeps are made once.

    Args:
        matches: The candidates, weightiest first.
    """
    if not isinstance(matches, tuple):
        return _made(tuple(matches))
    kept = _POOLS.get(id(matches))
    if kept is not None and kept[0] is matches:
        return kept[1]
    pool = _made(matches)
    if len(_POOLS) >= _KEPT:
        _POOLS.clear()
    _POOLS[id(matches)] = (matches, pool)  # the tuple is kept with it, so that its number stays its own
    return pool


def _made(matches: tuple[Match, ...]) -> Pool:
    matches = matches[:LIKEST]
    labelled = any(match.how == "label" for match in matches)
    towns = {match.place.province for match in matches if match.place.kind in _TOWNS}
    static = np.zeros((len(matches), len(STATIC)), np.float32)
    xyz = np.empty((len(matches), 3), np.float32)
    numbers = np.empty((3, len(matches)), np.int64)
    flags = np.zeros((4, len(matches)), np.bool_)
    for index, match in enumerate(matches):
        place = match.place
        static[index] = _static(match, labelled=labelled, towns=towns)
        north, east = math.radians(place.latitude), math.radians(place.longitude)
        xyz[index] = (math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north))
        division = place.province or (place.id if place.kind == "province" else "")
        numbers[:, index] = _COUNTRIES.of(place.country), _DIVISIONS.of(division), place.number
        flags[:, index] = (
            place.kind == "country",
            place.kind == "province",
            place.kind == "country" or place.kind in _WIDE,
            place.kind in _SMALL or (match.how == "alias" and place.kind == "city"),
        )
    return Pool(matches, static, Rows(numbers[2], xyz, numbers[0], numbers[1], flags[0], flags[1], flags[2], flags[3]))


def _static(match: Match, *, labelled: bool, towns: set[str]) -> tuple[float, ...]:
    place = match.place
    alias = match.how == "alias"
    # Another transliteration of the label is hardly another name.
    spelling = alias and skeleton(match.matched) == skeleton(key(place.name)) != ""
    half = _SPELLING if spelling else 0.5 if place.kind in ("country", "province") else 1.0
    # "Idlib Governorate" as a name of its own asks for a division as much as the word left out of one.
    kinds = match.hint or strip_feature(match.matched)[1]
    fits = place.kind in kinds
    if fits and not match.hint:
        alias = False
    same = place.kind == "province" and place.id in towns and not kinds
    return (
        _size(place) - _MIDDLING,
        place.kind == "country",
        place.kind == "capital",
        place.kind == "province",
        place.kind == "district",
        place.kind in _WIDE,
        half if alias and labelled else 0.0,
        half if alias and not labelled else 0.0,
        same,
        fits,
        bool(match.hint) and not fits,
        1.0 - match.likeness,
    )


def _size(place: GazetteerPlace) -> float:
    """Return the logarithm of a place's people, or what stands for it where a place has none to count."""
    if place.population or place.kind in _BY_PEOPLE:
        return math.log10(max(place.population, _FEWEST))
    return place.weight


def joined(pools: Sequence[Pool]) -> Rows:
    """Return the candidates of several names one after another.

    Args:
        pools: At least one.
    """
    rows = [pool.rows for pool in pools]
    return Rows(
        number=np.concatenate([row.number for row in rows]),
        xyz=np.concatenate([row.xyz for row in rows]),
        country=np.concatenate([row.country for row in rows]),
        division=np.concatenate([row.division for row in rows]),
        is_country=np.concatenate([row.is_country for row in rows]),
        is_division=np.concatenate([row.is_division for row in rows]),
        wide=np.concatenate([row.wide for row in rows]),
        small=np.concatenate([row.small for row in rows]),
    )
