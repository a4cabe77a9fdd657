"""Statements that tell neither day nor place, and the one happening that they can mean.

A general's "it was struck by mistake" gives a country at most. Where two reports or more tell of one happening of that
kind in the days before, and no report tells of another, it is meant; otherwise such a statement stays alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from crossbearing.link.candidates import is_loose
from crossbearing.link.comparisons import score
from crossbearing.link.kinds import alike
from crossbearing.link.strands import Strand

__all__ = ["only_happenings"]

_WIDE = 60_000.0  # metres: an area from here on is a country or a province, no place
_LOOKS_BACK = 10  # days before it came out of which a statement without a day speaks


def only_happenings(
    strands: Sequence[Strand], groups: Sequence[Sequence[int]], ranks: Sequence[int]
) -> list[tuple[int, int]]:
    """Return for each report left alone that tells neither day nor place the one happening of its days, if it is one.

    Args:
        strands: All strands.
        groups: The strands of each group, by index.
        ranks: For each strand its place in an order that does not depend on how they came.

    Returns:
        Pairs of the strand left alone and the strand of that happening that it fits best.
    """
    on_day: dict[date, set[int]] = {}
    for number, group in enumerate(groups):
        if any(not is_loose(strands[one]) for one in group):
            for one in group:
                for days in strands[one].told:
                    if days.year_known:
                        on_day.setdefault(days.first, set()).add(number)
    found = []
    for group in groups:
        strand = strands[group[0]]
        published = strand.published
        if len(group) > 1 or published is None or not _tells_neither(strand):
            continue
        near = {one for back in range(_LOOKS_BACK + 1) for one in on_day.get(published - timedelta(days=back), ())}
        meant = _of_its_kind(strand, sorted(near), strands, groups)
        if len(meant) == 1 and len({strands[one].document for one in meant[0]}) > 1:
            best = min(meant[0], key=lambda one: (-score(strand, strands[one]).value, ranks[one]))
            found.append((group[0], best))
    return sorted(found, key=lambda pair: ranks[pair[0]])


def _of_its_kind(
    strand: Strand, near: Sequence[int], strands: Sequence[Strand], groups: Sequence[Sequence[int]]
) -> list[Sequence[int]]:
    """Return those happenings that may be of a statement's kind; two are enough to decide nothing."""
    meant: list[Sequence[int]] = []
    for number in near:
        if any(alike(strand.kinds, strands[one].kinds) for one in groups[number]):
            meant.append(groups[number])
            if len(meant) > 1:
                break
    return meant


def _tells_neither(strand: Strand) -> bool:
    """Whether a report in words tells no day of the happening and no place but a wide area at best."""
    if strand.days is not None or strand.table or strand.pinned or strand.background:
        return False
    return all(place.radius is not None and place.radius > _WIDE for place in strand.places)
