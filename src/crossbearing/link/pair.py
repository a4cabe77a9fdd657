"""Two strands side by side: how far apart their places and days are, and how alike their words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from crossbearing.link.days import Days
from crossbearing.link.places import FINE_RADIUS
from crossbearing.link.strands import Strand
from crossbearing.link.usual import NOTHING_USUAL, Usual
from crossbearing.link.words import likeness
from crossbearing.model.values import Place
from crossbearing.model.values.place import distance

__all__ = ["LITTLE", "MANY", "MOST", "SEVERAL", "SOME", "UNLIKE", "Pair"]

_SAME = 2_000.0  # metres: two names for one place
_NEAR = 15_000.0  # metres

UNLIKE, LITTLE, SOME, SEVERAL, MANY, MOST = 0.03, 0.08, 0.15, 0.25, 0.4, 0.6
"""Likeness of telling words from which they are of the next sort; tried on development sets."""


class Pair:
    """Two strands, with the distances between their places worked out once.

    Args:
        one: A strand.
        other: Another one.
        usual: What is usual in their case.
    """

    __slots__ = ("_early", "_usual", "beyond", "by_name", "fine_apart", "gap", "likeness", "longest", "one",
                 "one_table", "other", "same_id", "same_name", "unusual_place")  # fmt: skip

    def __init__(self, one: Strand, other: Strand, usual: Usual = NOTHING_USUAL) -> None:
        self.one = one
        self.other = other
        self._usual = usual
        self.unusual_place = False  # they meet in a place of which few days are told
        self.same_id = False
        self.fine_apart: float | None = None  # metres between the nearest two fine places
        self.beyond: float | None = None  # metres by which the nearest two areas miss each other, negative if they meet
        self.by_name = False  # a town of the one bears the name of the division in which a place of the other lies
        self.one_table = bool(one.table) and one.table == other.table  # rows of one table of coded claims
        self.likeness = 0.0 if self.one_table or _says_little(one, other) else likeness(one.words, other.words)
        self.gap: int | None = None  # days between them, where both tell a day
        self.longest = 0  # admissible days of the vaguer of them
        self.same_name = not one.place_names.isdisjoint(other.place_names)  # wherever the place was found
        for mine in one.told:
            for theirs in other.told:
                found = (_gap(mine, theirs), max(mine.length, theirs.length))
                if self.gap is None or found < (self.gap, self.longest):
                    self.gap, self.longest = found
        self._early: int | None = None
        if self.hopeless and not (one.words.aged or other.words.aged):
            return  # wherever it was
        for here in one.places:
            for there in other.places:
                self._compare(here, there)

    @property
    def days_early(self) -> int:
        """How many days before all that the one tells the other came out, or 0."""
        if self._early is None:
            early = [
                min((days.first - report.published).days for days in teller.told)
                for teller, report in ((self.one, self.other), (self.other, self.one))
                if report.published is not None and teller.told and all(days.year_known for days in teller.told)
            ]
            self._early = max(0, *early) if early else 0
        return self._early

    @property
    def hopeless(self) -> bool:
        """Whether all that can still speak for it cannot outweigh its days: spares the other comparisons."""
        return self.gap is not None and self.gap > 1 and self.likeness < SEVERAL

    @property
    def busy_place(self) -> bool:
        """Whether they meet only in places where happenings are told of on many days."""
        return (self.same_place or self.near_place) and not self.unusual_place

    @property
    def usual_kind(self) -> bool:
        """Whether they share kinds of happenings, but none that most reports of their case do not tell."""
        return self._usual.shares_only_usual_kinds(self.one, self.other)

    def _compare(self, mine: Place, theirs: Place) -> None:
        if (
            mine.latitude is None
            or mine.longitude is None
            or mine.radius is None
            or theirs.latitude is None
            or theirs.longitude is None
            or theirs.radius is None
        ):
            return
        apart = distance(mine.latitude, mine.longitude, theirs.latitude, theirs.longitude)
        beyond = apart - mine.radius - theirs.radius
        if beyond > 0:
            if mine.holds(theirs) or theirs.holds(mine):
                beyond = 0.0  # divisions are not round
            elif mine.may_hold(theirs) or theirs.may_hold(mine):
                self.by_name = True
        if self.beyond is None or beyond < self.beyond:
            self.beyond = beyond
        if mine.radius <= FINE_RADIUS and theirs.radius <= FINE_RADIUS:
            self.same_id = self.same_id or (mine.id != "" and mine.id == theirs.id)
            if self.fine_apart is None or apart < self.fine_apart:
                self.fine_apart = apart
            if apart <= _NEAR and not (self._usual.is_busy(mine) or self._usual.is_busy(theirs)):
                self.unusual_place = True

    @property
    def same_place(self) -> bool:
        """Whether both name one fine place."""
        return self.same_id or (self.fine_apart is not None and self.fine_apart < _SAME)

    @property
    def near_place(self) -> bool:
        """Whether both name fine places near each other."""
        return not self.same_place and self.fine_apart is not None and self.fine_apart <= _NEAR


def _says_little(one: Strand, other: Strand) -> bool:
    """Whether either is a row of coded claims with hardly more words than its answer: a day, a number, a name."""
    return any(strand.table and not strand.words.enough for strand in (one, other))


def _gap(one: Days, other: Days) -> int:
    """Return the days between two stretches, 0 where they overlap; without a year only month and day count."""
    if one.year_known != other.year_known:
        known, unknown = (one, other) if one.year_known else (other, one)
        one = replace(known, first=_in_leap_year(known.first), last=_in_leap_year(known.last))
        other = unknown
    gap = (other.first - one.last).days if one.last < other.first else max(0, (one.first - other.last).days)
    return 0 if gap == 1 and _overlap_by_zone(one, other) else gap


def _overlap_by_zone(one: Days, other: Days) -> bool:
    """Whether two neighbouring days, told by clocks of different zones, have moments in common."""
    if one.utc_offset is None or other.utc_offset is None or one.utc_offset == other.utc_offset:
        return False
    before, after = (one, other) if one.last < other.first else (other, one)
    return (after.utc_offset or 0) > (before.utc_offset or 0)  # the later day begins before the earlier one has ended


def _in_leap_year(day: date) -> date:
    return day.replace(year=2000)
