"""What the names of one document say about one another: votes for countries and divisions, and what lies near what.

Every name is judged by the others, so whatever a name itself adds is taken off before it is judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from crossbearing.resolve.places.candidates import Floats, Ints, Rows, code_of, country_codes
from crossbearing.resolve.places.geometry import EARTH

__all__ = ["DYNAMIC", "EMPTY", "Home", "Scene", "home_columns"]

DYNAMIC = ("same_country", "same_division", "names_country", "names_division", "near_30", "near_100", "near_300",
           "any_30", "remote")  # fmt: skip
"""What the other names of a document say of a candidate: columns of the findings, in this order."""
HOME = ("home_division", "home_near")
"""What the home of a publisher says of a candidate."""

_REACHES = (30_000.0 / EARTH, 100_000.0 / EARTH, 300_000.0 / EARTH)  # over which nearness falls to a third
_FEW = 0.3  # votes of other names under which a document says nothing about where it plays
_ENOUGH = 0.2  # votes of other names from which a country counts as not spoken of
_ACROSS = 2.0  # the chord to the other side of the earth
_TRACE = 0.02  # share under which a country counts as not spoken of
_CLEAR = 1.6  # of a share: two names of three are as good as all
_CROWD = 1.5  # names close by that are as good as any number
_COUNTRY_NAMED = 1.5  # votes of a country's own name, counted in names of towns


@dataclass(frozen=True, slots=True)
class Home:
    """Where a publisher's reports mostly play.

    Args:
        divisions: Share of its reports by id of the first-level division.
        points: Degrees north and east, and weight, of the places it names; weights add up to at most 1.
        why: In words, how it is known.
    """

    divisions: Mapping[str, float]
    points: tuple[tuple[float, float, float], ...]
    why: str


class _Numbers:
    """Some numbers and their places among themselves.

    Args:
        every: Numbers, in any order and more than once; negative ones are left out.
    """

    def __init__(self, every: Ints) -> None:
        self.numbers = np.unique(every[every >= 0])
        self.count = len(self.numbers)

    def local(self, asked: Ints) -> Ints:
        """Return the place of each number, or how many there are for one that is not among them."""
        if not self.count:
            return np.zeros(len(asked), np.int64)
        places = np.searchsorted(self.numbers, asked)
        places[places == self.count] = 0
        return np.where(self.numbers[places] == asked, places, self.count)


@dataclass(frozen=True, slots=True)
class _Table:
    """Votes by name and column.

    Args:
        sums: A row a name, and one of zeros for names that are none of the document's.
        totals: Sums of the columns.
        rest: For each row the sum of all others.
    """

    sums: Floats
    totals: Floats
    rest: Floats

    def others(self, columns: Ints, own: Ints) -> tuple[Floats, Floats]:
        """Return the votes of all names but its own for each candidate's column, and all their votes together."""
        return np.maximum(self.totals[columns] - self.sums[own, columns], 0.0), self.rest[own]


class Scene:
    """A document's names, settled against one another.

    Args:
        rows: Candidates of all names, one name after another.
        starts: Where each name's candidates begin.
        weight: How much each name counts.
        peoples: Votes for countries from words for their people.
    """

    def __init__(self, rows: Rows, starts: Ints, weight: Floats, peoples: Mapping[str, float]) -> None:
        self.rows = rows
        self.starts = starts
        sizes = np.diff(np.append(starts, len(rows.country)))
        self.names = len(starts)
        self.name_of = np.repeat(np.arange(self.names), sizes)
        self._weight = weight[self.name_of]
        self._rare = np.where(rows.wide, 0.0, (1.0 / np.sqrt(np.maximum(sizes, 1)))[self.name_of]).astype(np.float32)
        codes = np.array([code_of(name, country=True) for name in peoples], np.int64)
        self._countries = _Numbers(np.concatenate((rows.country, codes)))
        self._divisions = _Numbers(rows.division)
        self._local_country = self._countries.local(rows.country)
        self._local_division = self._divisions.local(rows.division)
        self._peoples = np.zeros(self._countries.count + 1, np.float32)
        np.add.at(self._peoples, self._countries.local(codes), np.fromiter(peoples.values(), np.float32, len(peoples)))
        if not self.names:
            self.vote(np.zeros(len(rows.country), np.float32))

    def vote(self, share: Floats) -> None:
        """Take in how likely each candidate is.

        Args:
            share: For each candidate, 0 to 1.
        """
        rows = self.rows
        counted = share * self._weight
        pulled = counted * np.where(rows.is_country, _COUNTRY_NAMED, 1.0)
        self._share = np.where(rows.wide, 0.0, share).astype(np.float32)
        country, division = self._local_country, self._local_division
        self._by_country = self._table(country, pulled, self._countries.count)
        self._named_country = self._table(country, share * rows.is_country, self._countries.count)
        self._by_division = self._table(division, counted, self._divisions.count)
        self._named_division = self._table(division, share * rows.is_division, self._divisions.count)

    def _table(self, columns: Ints, values: Floats, width: int) -> _Table:
        """Return sums by name and column, with a row of zeros for a name that is none of the document's.

        The last column takes what has no country or division, and is emptied.
        """
        sums = np.bincount(
            self.name_of * (width + 1) + columns, weights=values, minlength=(self.names + 1) * (width + 1)
        )
        table = sums.reshape(self.names + 1, width + 1).astype(np.float32)
        table[:, -1] = 0.0
        of_name = table.sum(axis=1)
        return _Table(table, table.sum(axis=0), of_name.sum() - of_name)

    def columns(self, rows: Rows, own: Ints, nearness: Sequence[Floats] | None = None) -> Floats:
        """Return what the document's other names say of candidates.

        Args:
            rows: The candidates.
            own: For each candidate, the number of its own name in this document, or -1.
            nearness: A result of `nearness_to` for the same candidates, where one is at hand.

        Returns:
            A row a candidate, a column for each of `DYNAMIC`.
        """
        found = np.zeros((len(rows.country), len(DYNAMIC)), np.float32)
        if not self.names:
            return found
        inner = rows is self.rows
        country = self._local_country if inner else self._countries.local(rows.country)
        division = self._local_division if inner else self._divisions.local(rows.division)
        votes, all_votes = self._by_country.others(country, own)
        peoples = self._peoples
        votes, all_votes = votes + peoples[country], all_votes + peoples.sum()
        share = np.where(all_votes > _FEW, votes / np.maximum(all_votes, _FEW), 0.0)
        found[:, 0] = np.minimum(share * _CLEAR, 1.0)
        votes, total = self._by_division.others(division, own)
        part = np.where(total > _FEW, votes / np.maximum(total, _FEW), 0.0)
        found[:, 1] = np.where(rows.is_country, 0.0, np.minimum(part * _CLEAR, 1.0))
        named, _ = self._named_country.others(country, own)
        found[:, 2] = np.where(rows.is_country, 0.0, np.minimum(named, 1.0))
        named, _ = self._named_division.others(division, own)
        found[:, 3] = np.where(rows.is_division, 0.0, np.minimum(named, 1.0))
        kernels = self.nearness_to(rows) if nearness is None else nearness
        inside = np.flatnonzero(own >= 0)
        for column, kernel in enumerate((*kernels, kernels[0]), start=4):
            likely = self._share if column < 4 + len(_REACHES) else self._rare
            closest = np.maximum.reduceat(kernel * likely, self.starts, axis=1)
            closest[inside, own[inside]] = 0.0
            sums = closest.sum(axis=1)
            found[:, column] = np.minimum(sums / _CROWD, 1.0) if likely is self._share else np.minimum(sums, 2.0)
        found[rows.wide, 4:8] = 0.0
        found[:, 8] = rows.small & (all_votes > _ENOUGH) & (share < _TRACE)
        return found

    def nearness_to(self, rows: Rows) -> tuple[Floats, ...]:
        """Return how near candidates lie to all of the document's, 1 to 0, for each reach.

        Args:
            rows: The candidates.
        """
        apart = np.sqrt(np.maximum(0.0, 2.0 - 2.0 * (rows.xyz @ self.rows.xyz.T)))  # chords of a sphere of radius 1
        # Two names of one place ("Hamad", "Hamad Town") say nothing for one another.
        apart[rows.number[:, None] == self.rows.number[None, :]] = _ACROSS
        return tuple(np.exp(apart * (-1.0 / reach)) for reach in _REACHES)

    def shares(self, without: int = -1) -> dict[str, float]:
        """Return the share of each country among the names, 0 to 1; demonyms where no name has a country.

        Args:
            without: Number of a name that is left out, or -1.
        """
        if not self.names and not self._peoples.any():
            return {}
        votes = self._by_country.totals - self._by_country.sums[without]
        counted = votes if votes[:-1].max(initial=0.0) > 0 else self._peoples
        total = float(counted.sum())
        if total <= 0:
            return {}
        names = list(country_codes())  # their numbers are given in order
        return {
            names[self._countries.numbers[at]]: float(counted[at]) / total
            for at in np.flatnonzero(counted[:-1] > 0).tolist()
        }


def _nothing() -> Rows:
    none = np.zeros(0, np.bool_)
    numbers = np.zeros(0, np.int64)
    return Rows(numbers, np.zeros((0, 3), np.float32), numbers, numbers, none, none, none, none)


EMPTY = Scene(_nothing(), np.zeros(0, np.int64), np.zeros(0, np.float32), {})
"""A document that names nothing."""


def home_columns(rows: Rows, home: Home | None) -> Floats:
    """Return what a publisher's home says of candidates.

    Args:
        rows: The candidates.
        home: The home, or None.

    Returns:
        A row a candidate: share of its division, and nearness to the home's places, both 0 to 1.
    """
    found = np.zeros((len(rows.country), len(HOME)), np.float32)
    if home is None:
        return found
    mass = {code_of(name, country=False): value for name, value in home.divisions.items()}
    shares = np.array([mass.get(int(number), 0.0) for number in rows.division], np.float32)
    found[:, 0] = np.where(rows.is_country, 0.0, np.minimum(1.0, shares * _CROWD))
    if home.points:
        north, east, weight = np.array(home.points, np.float32).T
        north, east = np.radians(north), np.radians(east)
        xyz = np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
        apart = np.sqrt(np.maximum(0.0, 2.0 - 2.0 * (rows.xyz @ xyz)))
        pull = (np.exp(apart * (-1.0 / _REACHES[1])) * weight).sum(axis=1)
        found[:, 1] = np.where(rows.wide, 0.0, np.minimum(1.0, pull * _CROWD))
    return found
