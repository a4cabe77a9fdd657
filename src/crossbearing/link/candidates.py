"""Which pairs of strands are worth comparing: blocks by place and day, so that the cost grows with the strands.

A strand enters the blocks of its place (as a cell of a grid and by name) crossed with its days; one without a place or
without a day enters wider blocks. Large blocks are compared along an order instead of all with all.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from crossbearing.link.strands import Days, Strand
from crossbearing.model.ids import normalised_words
from crossbearing.model.values import Place

__all__ = ["pairs"]

_CELL = 0.25  # degrees, some 28 km north to south
_WIDEST = 60_000.0  # metres: a wider area is no block
_MOST_DAYS = 10
_WINDOW = 40  # in a block of more strands each is compared with so many after it
_TELLING = 5

_Key = tuple[object, ...]


def pairs(strands: Sequence[Strand]) -> Iterator[tuple[int, int]]:
    """Yield pairs of indices into `strands`, each once, smaller index first, in no particular order.

    Args:
        strands: In a stable order.
    """
    blocks = _blocks(strands)
    seen: set[tuple[int, int]] = set()
    for key in sorted(blocks, key=repr):
        members = sorted(set(blocks[key]), key=lambda index: _order(strands[index]))
        for position, one in enumerate(members):
            reach = len(members) if len(members) <= _WINDOW else position + 1 + _WINDOW
            for other in members[position + 1 : reach]:
                pair = (one, other) if one < other else (other, one)
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _blocks(strands: Sequence[Strand]) -> dict[_Key, list[int]]:
    blocks: dict[_Key, list[int]] = defaultdict(list)
    with_dateless: set[_Key] = set()
    for index, strand in enumerate(strands):
        places = [*_cells(strand), *_names(strand)]
        days = list(_days(strand))
        for day in days:
            for place in places or [("anywhere",)]:
                blocks[("at", *place, *day)].append(index)
        if strand.days is None:
            with_dateless.update(places)
        for toll in strand.tolls:
            if toll.low >= _TELLING and toll.low == toll.high:
                blocks[("toll", toll.slot, toll.low)].append(index)
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


def _days(strand: Strand) -> Iterator[tuple[int, int]]:
    """Yield month and day of each admissible day, or of the days before publication where no day is told."""
    days = strand.days
    if days is None and strand.published is not None:
        days = Days(strand.published - timedelta(days=4), strand.published, stated=False)
    if days is None or days.length > _MOST_DAYS:
        return
    for offset in range(days.length):
        day = days.first + timedelta(days=offset)
        yield (day.month, day.day)
