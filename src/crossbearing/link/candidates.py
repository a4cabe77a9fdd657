"""Which pairs of strands are worth comparing: blocks by place and day, so that the cost grows with the strands.

A strand enters the blocks of its place (as a cell of a grid and by name) crossed with its days; one without a place or
without a day enters wider blocks. Large blocks are compared along an order instead of all with all.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

from crossbearing.link.days import Days
from crossbearing.link.places import fine_point
from crossbearing.link.strands import Strand
from crossbearing.link.words import Sharing
from crossbearing.model.ids import normalised_words
from crossbearing.model.values import Place

__all__ = ["is_loose", "pairs"]

_CELL = 0.25  # degrees, some 28 km north to south
_WIDEST = 60_000.0  # metres: a wider area is no block
_MOST_DAYS = 10
_WINDOW = 30  # in a block of more strands each is compared with so many after it
_MOST_ON_A_DAY = 400
_TELLING = 5

_Key = tuple[object, ...]


def pairs(strands: Sequence[Strand]) -> Iterator[tuple[int, int]]:
    """Yield pairs of indices into `strands`, each once, smaller index first, in order of the larger index.

    What a strand is compared with is worked out when its turn comes, so that no more is held than the blocks.

    Args:
        strands: In a stable order.
    """
    ranks = _ranks(strands)
    blocks, by_names = _Blocks(strands, ranks), Sharing([strand.words for strand in strands])
    across = _Across(strands, ranks)
    later: dict[int, array[int]] = {}  # for each strand those before it that ask for it
    for index in range(len(strands)):
        asked = across.of(index)
        for other in asked[asked > index].tolist():
            later.setdefault(other, array("i")).append(index)
        some = (blocks.of(index), by_names.with_one(index), asked, np.array(later.pop(index, ()), dtype=np.int32))
        others = np.concatenate(some)
        for other in np.unique(others[others < index]).tolist():
            yield other, index


def is_loose(strand: Strand) -> bool:
    """Whether a strand names no place of its own but an area at best, or no day."""
    return strand.days is None or strand.days.length > 2 or not any(_is_a_place(place) for place in strand.places)


def _is_a_place(place: Place) -> bool:
    return not place.located or fine_point(place) is not None


def _ranks(strands: Sequence[Strand]) -> npt.NDArray[np.int32]:
    """Return the place of each strand in the order in which the likeliest pairs are neighbours."""
    order = sorted(range(len(strands)), key=lambda index: _order(strands[index]))
    ranks = np.empty(len(strands), dtype=np.int32)
    ranks[order] = np.arange(len(strands), dtype=np.int32)
    return ranks


class _Blocks:
    """Strands by block, in flat arrays of hashed keys. In a large block each has only its neighbours for partners.

    Two keys that meet in one hash of 64 bits would cost a needless comparison and nothing else.

    Args:
        strands: All of them.
        ranks: Their places in the order of large blocks.
    """

    def __init__(self, strands: Sequence[Strand], ranks: npt.NDArray[np.int32]) -> None:
        numbers, members = array("q"), array("i")
        for index, found in enumerate(_keys(strands)):
            for number in sorted({_hashed(key) for key in found}):
                numbers.append(number)
                members.append(index)
        keys, held = _as_numpy(numbers, np.int64), _as_numpy(members, np.int32)
        order = np.lexsort((ranks[held], keys))
        keys, self._members = keys[order], held[order]
        self._starts = np.searchsorted(keys, keys, side="left").astype(np.int32)
        self._ends = np.searchsorted(keys, keys, side="right").astype(np.int32)
        # Where each strand stands in the blocks.
        self._places = np.argsort(self._members, kind="stable").astype(np.int32)
        self._first = np.searchsorted(self._members[self._places], np.arange(len(strands) + 1))

    def of(self, index: int) -> npt.NDArray[np.int32]:
        """Return the strands that one shares a block with, itself and repetitions among them."""
        found = []
        for place in self._places[self._first[index] : self._first[index + 1]].tolist():
            start, end = int(self._starts[place]), int(self._ends[place])
            if end - start > _WINDOW:
                start, end = max(start, place - _WINDOW), min(end, place + _WINDOW + 1)
            if end - start > 1:
                found.append(self._members[start:end])
        return np.concatenate(found) if found else _NONE


class _Across:
    """Strands that name an area, a place not found on a map or none are compared with the strands of their days.

    Args:
        strands: All of them.
        ranks: Their places in the order of large blocks.
    """

    def __init__(self, strands: Sequence[Strand], ranks: npt.NDArray[np.int32]) -> None:
        self._strands = strands
        self._ranks = ranks
        by_day: dict[tuple[int, int], array[int]] = defaultdict(lambda: array("i"))
        for index, strand in enumerate(strands):
            for day in _days(strand):
                by_day[day].append(index)
        self._by_day: dict[tuple[int, int], npt.NDArray[np.int32]] = {}
        for day, found in by_day.items():
            members = _as_numpy(found, np.int32)
            self._by_day[day] = members[np.argsort(ranks[members])]

    def of(self, index: int) -> npt.NDArray[np.int32]:
        """Return the strands that one asks to be compared with, itself among them."""
        strand = self._strands[index]
        if any(place.located for place in strand.places) and all(map(_is_a_place, strand.places)):
            return _NONE
        found = []
        for day in _days_around(strand):
            members = self._by_day.get(day, _NONE)
            start = 0
            if len(members) > _MOST_ON_A_DAY:
                here = int(np.searchsorted(self._ranks[members], self._ranks[index]))
                told = here < len(members) and members[here] == index
                start = max(0, here - _MOST_ON_A_DAY // 2) if told else 0
            found.append(members[start : start + _MOST_ON_A_DAY])
        return np.concatenate(found) if found else _NONE


_NONE = np.empty(0, dtype=np.int32)


def _as_numpy(found: array[int], kind: type[np.signedinteger[Any]]) -> npt.NDArray[Any]:
    return np.frombuffer(found, dtype=kind) if found else np.empty(0, dtype=kind)


def _hashed(key: _Key) -> int:
    """Return a hash that is the same in every run."""
    return int.from_bytes(blake2b(repr(key).encode(), digest_size=8).digest(), "little", signed=True)


def _keys(strands: Sequence[Strand]) -> Iterator[list[_Key]]:
    """Yield for each strand the blocks that it stands in."""
    dateless = {place for strand in strands if strand.days is None for place in (*_cells(strand), *_names(strand))}
    for strand in strands:
        places = [*_cells(strand), *_names(strand)]
        found: list[_Key] = [("at", *place, *day) for day in _days(strand) for place in places]
        for toll in strand.tolls:
            if toll.low >= _TELLING and toll.low == toll.high:
                when: tuple[_Key, ...] = _days(strand) or ((),)
                found += [("toll", toll.slot, toll.low, *on) for on in when]
        # Where some report of a place tells no day, it is compared with all reports of that place.
        found += [("place", *place) for place in places if place in dateless]
        yield found


def _order(strand: Strand) -> _Key:
    """Neighbours in a large block are the likeliest pairs: first by day, then by toll."""
    days = strand.days
    day = days.first if days is not None else strand.published or date.min
    toll = min((toll.low for toll in strand.tolls if toll.slot == "killed"), default=-1)
    return (day.month, day.day, day.year, toll, strand.key, strand.document)


def _cells(strand: Strand) -> Iterator[_Key]:
    found: set[_Key] = set()
    for place in strand.places:
        if place.latitude is None or place.longitude is None or place.radius is None or place.radius > _WIDEST:
            continue
        row, column = math.floor(place.latitude / _CELL), math.floor(place.longitude / _CELL)
        for near_row in _neighbours(place.latitude / _CELL, row):
            for near_column in _neighbours(place.longitude / _CELL, column):
                found.add(("cell", near_row, near_column))
    yield from sorted(found, key=repr)


def _neighbours(position: float, cell: int) -> tuple[int, int]:
    """Return the cell and the nearer of its neighbours, so that two places a cell's half apart always meet."""
    return (cell, cell - 1) if position - cell < 0.5 else (cell, cell + 1)


def _names(strand: Strand) -> Iterator[_Key]:
    unlocated: list[Place] = [place for place in strand.places if not place.located]
    located = [place for place in strand.places if place.located and (place.radius or 0.0) <= _WIDEST]
    names = {normalised_words(place.name or place.text) for place in (*unlocated, *located)}
    for name in sorted(names - {""}):
        yield ("name", name)


def _days(strand: Strand) -> tuple[tuple[int, int], ...]:
    """Return month and day of each admissible day, or of the days before publication where no day is told."""
    told = strand.told
    if not told and strand.published is not None:
        told = (Days(strand.published - timedelta(days=4), strand.published, stated=False),)
    found = [
        days.first + timedelta(days=offset)
        for days in told
        if days.length <= _MOST_DAYS
        for offset in range(days.length)
    ]
    return tuple(dict.fromkeys((day.month, day.day) for day in found))


def _days_around(strand: Strand) -> list[tuple[int, int]]:
    """Return the strand's days with the one before and the one behind: clocks of other zones tell other days."""
    days = strand.days
    if days is None or days.length > 2:
        return list(_days(strand))
    around = [days.first + timedelta(days=offset) for offset in range(-1, days.length + 1)]
    return [(day.month, day.day) for day in around]
