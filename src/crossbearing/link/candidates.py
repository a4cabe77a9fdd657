"""Which pairs of strands are worth comparing: blocks by place and day, so that the cost grows with the strands.

A strand enters the blocks of its place (as a cell of a grid and by name) crossed with its days; one without a place or
without a day enters wider blocks. Large blocks are compared along an order instead of all with all.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain

from crossbearing.link.days import Days
from crossbearing.link.strands import Strand
from crossbearing.link.words import sharing
from crossbearing.model.ids import normalised_words
from crossbearing.model.values import Place

__all__ = ["is_loose", "pairs"]

_CELL = 0.25  # degrees, some 28 km north to south
_WIDEST = 60_000.0  # metres: a wider area is no block
_FINE = 20_000.0  # metres: a larger radius names an area, not a place
_MOST_DAYS = 10
_WINDOW = 30  # in a block of more strands each is compared with so many after it
_MOST_ON_A_DAY = 400
_TELLING = 5

_Key = tuple[object, ...]


def pairs(strands: Sequence[Strand]) -> Iterator[tuple[int, int]]:
    """Yield pairs of indices into `strands`, each once, smaller index first, in no particular order.

    Args:
        strands: In a stable order.
    """
    seen: set[tuple[int, int]] = set()
    by_names = sharing([strand.words for strand in strands])
    for one, other in chain(_within(_blocks(strands), strands), _across(strands), by_names):
        pair = (one, other) if one < other else (other, one)
        if one != other and pair not in seen:
            seen.add(pair)
            yield pair


def is_loose(strand: Strand) -> bool:
    """Whether a strand names no place of its own but an area at best, or no day."""
    return strand.days is None or strand.days.length > 2 or not any(_is_a_place(place) for place in strand.places)


def _is_a_place(place: Place) -> bool:
    return not place.located or (place.radius or 0.0) <= _FINE


def _within(blocks: dict[_Key, list[int]], strands: Sequence[Strand]) -> Iterator[tuple[int, int]]:
    for key in sorted(blocks, key=repr):
        members = sorted(set(blocks[key]), key=lambda index: _order(strands[index]))
        for position, one in enumerate(members):
            reach = len(members) if len(members) <= _WINDOW else position + 1 + _WINDOW
            for other in members[position + 1 : reach]:
                yield one, other


def _across(strands: Sequence[Strand]) -> Iterator[tuple[int, int]]:
    """Yield pairs of a strand that names an area or no place at all and the strands of its days, wherever they are."""
    by_day: dict[tuple[int, int], list[int]] = defaultdict(list)
    wide = [
        index for index, strand in enumerate(strands) if not all(map(_is_a_place, strand.places)) or not strand.places
    ]
    for index, strand in enumerate(strands):
        for day in _days(strand):
            by_day[day].append(index)
    for members in by_day.values():
        members.sort(key=lambda index: _order(strands[index]))
    for one in wide:
        for day in _days_around(strands[one]):
            members = by_day.get(day, [])
            here = members.index(one) if len(members) > _MOST_ON_A_DAY and one in members else 0
            start = max(0, here - _MOST_ON_A_DAY // 2)
            for other in members[start : start + _MOST_ON_A_DAY]:
                yield one, other


def _blocks(strands: Sequence[Strand]) -> dict[_Key, list[int]]:
    blocks: dict[_Key, list[int]] = defaultdict(list)
    with_dateless: set[_Key] = set()
    for index, strand in enumerate(strands):
        places = [*_cells(strand), *_names(strand)]
        for day in _days(strand):
            for place in places:
                blocks[("at", *place, *day)].append(index)
        if strand.days is None:
            with_dateless.update(places)
        for toll in strand.tolls:
            if toll.low >= _TELLING and toll.low == toll.high:
                when: tuple[_Key, ...] = _days(strand) or ((),)
                for on in when:
                    blocks[("toll", toll.slot, toll.low, *on)].append(index)
    # Where some report of a place tells no day, it is compared with all reports of that place.
    for index, strand in enumerate(strands):
        for place in [*_cells(strand), *_names(strand)]:
            if place in with_dateless:
                blocks[("place", *place)].append(index)
    return blocks


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
