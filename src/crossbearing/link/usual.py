"""What is usual in a case: places told of on many days, and a kind of happening that most reports tell.

That two reports name one town says much where the case has one strike there, and little where it has one every other
day. Record linkage weighs agreement on a frequent value less than on a rare one (Winkler 1989; Fellegi and Sunter
1969). Reports of one happening never make its place usual, however many they are: days count, not reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crossbearing.link.kinds import shared_kinds
from crossbearing.link.places import fine_point
from crossbearing.link.strands import Strand
from crossbearing.model.values import Place

__all__ = ["NOTHING_USUAL", "Usual", "usual_in"]

_CELL = 0.05  # degrees, some 5 km north to south
_DAYS = 10  # told of one place
_SHARE = 1 / 3  # distinct days by report of a place; those of one happening tell the same few days
_REPORTS = 100  # from which the kinds of a case may be usual
_MOST = 0.6  # of the reports tell the kind

_Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Usual:
    """What many reports of a case share without telling of one happening.

    Args:
        cells: Where happenings are told of on many days, as cells of a grid.
        kinds: Kinds of happenings that most reports tell.
    """

    cells: frozenset[_Cell] = frozenset()
    kinds: frozenset[str] = frozenset()

    def is_busy(self, place: Place) -> bool:
        """Whether a fine place is one where happenings are told of on many days."""
        cell = _cell(place)
        return cell is not None and cell in self.cells

    def shares_only_usual_kinds(self, one: Strand, other: Strand) -> bool:
        """Whether two strands share kinds of happenings, but none that is not usual."""
        shared = shared_kinds(one.kinds, other.kinds)
        return bool(shared) and shared <= self.kinds


NOTHING_USUAL = Usual()
"""Of a case with few reports, or of two strands by themselves."""


def usual_in(strands: Iterable[Strand]) -> Usual:
    """Return what is usual in a case.

    Args:
        strands: All of its strands.
    """
    days: dict[_Cell, set[date]] = defaultdict(set)
    reports: dict[_Cell, set[str]] = defaultdict(set)
    told: dict[str, set[str]] = defaultdict(set)
    documents: set[str] = set()
    for strand in strands:
        documents.add(strand.document)
        for kind, _count in strand.kinds:
            told[kind].add(strand.document)
        day = strand.days.first if strand.days is not None and strand.days.length <= 2 else strand.published
        if day is None:
            continue
        for cell in {cell for place in strand.places if (cell := _cell(place)) is not None}:
            days[cell].add(day)
            reports[cell].add(strand.document)
    least = max(_REPORTS, _MOST * len(documents))
    return Usual(
        cells=frozenset(cell for cell, found in days.items() if len(found) >= max(_DAYS, _SHARE * len(reports[cell]))),
        kinds=frozenset(kind for kind, found in told.items() if len(found) >= least),
    )


def _cell(place: Place) -> _Cell | None:
    point = fine_point(place)
    return (round(point[0] / _CELL), round(point[1] / _CELL)) if point is not None else None
