"""What speaks for a wording as the filler of a role: chances, place, grammar, habit, and what the report tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from crossbearing.read.tagger.decode import CASUALTIES, INCIDENTS, ROLES
from crossbearing.read.tagger.features import Ints
from crossbearing.read.templates.candidates import FULL, TAIL, WITH_PHRASE, Candidate, Place
from crossbearing.read.templates.linear import Evidence, Habits, log_odds
from crossbearing.read.templates.phrases import FAMILIES, habits_of, head_of
from crossbearing.read.templates.sentences import Telling
from crossbearing.read.templates.words import Words

__all__ = ["COLUMNS", "Seen", "filler_evidence"]

_KINDS: Final = ("DET", "NUM", "ADJ", "PROPN")
_EACH: Final = range(len(ROLES))

#: Columns of `filler_evidence`, in order.
COLUMNS: Final = (
    *("mean", "least", "begins", "before", "behind", "begins_behind", "head", "highest", "average", "places", "sum"),
    *("first_share", "first_log", "here_share", "marked", "marked_any", "full", "tail", "with_phrase", "length"),
    *(f"starts_{kind.lower()}" for kind in _KINDS),
    *("head_name", "head_noun"),
    *(f"other_{number}" for number in range(1, len(ROLES))),
    *(f"here_{kind}" for kind in INCIDENTS),
    *(f"report_{kind}" for kind in INCIDENTS),
    *(f"report_{role}" for role in ROLES),
    *("expected", "report_any", "here_any"),
    *(f"fate_{fate}" for fate in CASUALTIES),
    *("looks_back", "relevance"),
    *(f"habit_{family}" for family in FAMILIES),
    "habit_other_role",
)


#: Columns given as chances and turned into log odds at the end, all at once.
_ODDS: Final = [
    number
    for number, name in enumerate(COLUMNS)
    if name in {"mean", "least", "begins", "before", "behind", "begins_behind", "head", "report_any", "here_any"}
    or name.startswith(("other_", "here_", "report_"))
    if name != "here_share"
]


@dataclass(frozen=True, slots=True)
class Seen:
    """Evidence on the wordings of one report.

    Args:
        evidence: Shape (roles, wordings, columns of `COLUMNS`).
        places: For each role and wording, the place that speaks most for it.
    """

    evidence: Evidence
    places: tuple[tuple[Place, ...], ...]


def filler_evidence(words: Words, found: tuple[Candidate, ...], telling: Telling, habits: Habits) -> Seen:
    """Return the evidence on each wording of a report for each role.

    Args:
        words: The report's words.
        found: Its wordings.
        telling: What its sentences tell.
        habits: Learned habits.
    """
    if not found:
        return Seen(np.zeros((len(ROLES), 0, len(COLUMNS))), tuple(() for _ in ROLES))
    stands = _Stands(words, found)
    best = stands.best()
    used, back = np.unique(best, return_inverse=True)
    shared = _shared(words, [stands.places[number] for number in used], telling, habits)
    rows = [stands.row(best[role], back.reshape(best.shape)[role], role, shared) for role in range(len(ROLES))]
    evidence = np.stack(rows)
    evidence[:, :, _ODDS] = log_odds(evidence[:, :, _ODDS])
    return Seen(evidence, tuple(tuple(stands.places[number] for number in best[role].tolist()) for role in _EACH))


@dataclass(frozen=True, slots=True)
class _Shared:
    """Evidence on places that is the same for each role, one row a place; arrays are stretches of columns.

    Args:
        heads: Number of the word that heads each place.
        here: Share of the report that stands before its sentence.
        stands: From `marked_any` to `head_noun`.
        told: From the first of `here_` to the last of `report_`.
        any: `report_any` and `here_any`.
        around: From the first of `fate_` to `relevance`.
        expected: `expected`, one a role.
        habits: Log ratios, shape (places, families, roles); 0 where nothing is known.
    """

    heads: Ints
    here: Evidence
    stands: Evidence
    told: Evidence
    any: Evidence
    around: Evidence
    expected: Evidence
    habits: Evidence


def _shared(words: Words, places: list[Place], telling: Telling, habits: Habits) -> _Shared:
    """Return what is the same for each role that some places could fill."""
    first = np.array([place.first for place in places])
    behind = np.array([place.behind for place in places])
    shape = np.array([place.shape for place in places])
    heads = np.array([head_of(words, place) for place in places])
    kinds = [words.kinds[number] for number in first.tolist()]
    head_kinds = [words.kinds[number] for number in heads.tolist()]
    numbers = words.sentence[first]
    inside = words.inside.astype(np.float64)
    report = np.concatenate((telling.chances.max(axis=0), inside.max(axis=0)))
    here = telling.chances[numbers]
    zeros = (0.0,) * len(ROLES)
    likes = [
        [habits.row(family, key) or zeros for family, key in zip(FAMILIES, habits_of(words, place), strict=True)]
        for place in places
    ]
    fates, _ = _over(words.fates.astype(np.float64), first, behind)
    return _Shared(
        heads=heads,
        here=numbers / len(words.ranges),
        stands=np.stack(
            [
                np.array([place.marked > 0 for place in places]),
                *((shape & bit) > 0 for bit in (FULL, TAIL, WITH_PHRASE)),
                np.log(behind - first),
                *(np.array([kind == one for kind in kinds]) for one in _KINDS),
                *(np.array([kind == one for kind in head_kinds]) for one in ("PROPN", "NOUN")),
            ],
            axis=1,
        ).astype(np.float64),
        told=np.concatenate((here, np.broadcast_to(report, (len(places), len(report)))), axis=1),
        any=np.stack((np.full(len(places), telling.chances.max()), here.max(axis=1)), axis=1),
        around=np.concatenate(
            (
                fates / (behind - first)[:, None],
                np.array([(float(telling.back[number]), telling.relevance) for number in numbers.tolist()]),
            ),
            axis=1,
        ),
        expected=np.log1p(words.inside.sum(axis=0)).astype(np.float64),
        habits=np.array(likes, dtype=np.float64),
    )


class _Stands:
    """All places of the wordings of a report, one row a place, wording by wording.

    Args:
        words: The report's words.
        found: Its wordings, at least one.
    """

    def __init__(self, words: Words, found: tuple[Candidate, ...]) -> None:
        self.places: tuple[Place, ...] = tuple(place for candidate in found for place in candidate.places)
        counts = np.array([len(candidate.places) for candidate in found])
        self._starts = np.cumsum(counts) - counts
        self._counts = counts
        first = np.array([place.first for place in self.places])
        behind = np.array([place.behind for place in self.places])
        self._marked = np.array([place.marked for place in self.places])
        self._inside = words.inside.astype(np.float64)
        begins = words.begins.astype(np.float64)
        totals, self._least = _over(self._inside, first, behind)
        self._mean = totals / (behind - first)[:, None]
        numbers = words.sentence[first]
        low, high = np.array(words.ranges)[numbers].T
        after = np.minimum(behind, len(words) - 1)
        self._begins = begins[first]
        self._before = np.where((first > low)[:, None], self._inside[first - 1], 0.0)
        self._behind = np.where((behind < high)[:, None], self._inside[after], 0.0)
        self._begins_behind = np.where((behind < high)[:, None], begins[after], 0.0)
        self._sentence = numbers[self._starts]
        self._sentences = len(words.ranges)

    def best(self) -> Ints:
        """Return for each role and wording the place where it looks most like a filler, shape (roles, wordings).

        Likely words and unlikely neighbours speak for a place; the first of several alike is taken.
        """
        worth = self._mean + 0.3 * self._begins - 0.2 * self._before - 0.2 * self._behind
        chosen = np.repeat(self._starts[None, :], len(ROLES), axis=0)
        for number in np.flatnonzero(self._counts > 1).tolist():
            start = int(self._starts[number])
            chosen[:, number] += worth[start : start + int(self._counts[number])].argmax(axis=0)
        return chosen

    def row(self, best: Ints, known: Ints, role: int, shared: _Shared) -> Evidence:
        """Return the columns of each wording for one role, chances still as such, shape (wordings, columns).

        Args:
            best: Number of each wording's place.
            known: Its row in what is shared.
            role: Number of the role.
            shared: What is the same for each role.
        """
        mean = self._mean[:, role]
        totals = np.add.reduceat(mean, self._starts)
        others = [other for other in _EACH if other != role]
        likes = shared.habits[known]
        columns = (
            *(mean[best], self._least[best, role], self._begins[best, role]),
            *(self._before[best, role], self._behind[best, role], self._begins_behind[best, role]),
            *(self._inside[shared.heads[known], role], np.maximum.reduceat(mean, self._starts)),
            *(totals / self._counts, np.log(self._counts), totals),
            *(self._sentence / self._sentences, np.log1p(self._sentence), shared.here[known]),
            (self._marked[best] >> role & 1).astype(np.float64),
        )
        return np.concatenate(
            (
                np.stack(columns, axis=1),
                shared.stands[known],
                self._mean[best][:, others],
                shared.told[known],
                np.full((len(best), 1), shared.expected[role]),
                shared.any[known],
                shared.around[known],
                likes[:, :, role],
                likes[:, 0, others].max(axis=1)[:, None],
            ),
            axis=1,
        )


def _over(values: Evidence, first: Ints, behind: Ints) -> tuple[Evidence, Evidence]:
    """Return sums and least values of some columns over stretches of rows, from `first` to before `behind`."""
    sums, least = values[first], values[first]
    for offset in range(1, int((behind - first).max())):
        (rows,) = np.nonzero(behind - first > offset)
        here = values[first[rows] + offset]
        sums[rows] += here
        least[rows] = np.minimum(least[rows], here)
    return sums, least
