"""What speaks for a wording as the filler of a role: chances, place, grammar, habit, and what the report tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, log1p
from typing import Final

import numpy as np

from crossbearing.read.tagger.decode import CASUALTIES, INCIDENTS, ROLES
from crossbearing.read.templates.candidates import FULL, TAIL, WITH_PHRASE, Candidate, Place
from crossbearing.read.templates.linear import Evidence, Habits, log_odds
from crossbearing.read.templates.phrases import FAMILIES, habits_of, head_of
from crossbearing.read.templates.sentences import Telling
from crossbearing.read.templates.words import Words

__all__ = ["COLUMNS", "Seen", "filler_evidence"]

_KINDS: Final = ("DET", "NUM", "ADJ", "PROPN")

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
    report = _Report(words, telling, habits)
    rows: list[list[float]] = []
    places: list[tuple[Place, ...]] = []
    for role in range(len(ROLES)):
        best = tuple(report.best(candidate, role) for candidate in found)
        rows += [report.row(candidate, place, role) for candidate, place in zip(found, best, strict=True)]
        places.append(best)
    evidence = np.array(rows, dtype=np.float64).reshape(len(ROLES), len(found), len(COLUMNS))
    evidence[:, :, _ODDS] = log_odds(evidence[:, :, _ODDS])
    return Seen(evidence, tuple(places))


@dataclass(frozen=True, slots=True)
class _Shared:
    """Evidence on a place that is the same for each role: `stands`, `told` and `around` are stretches of columns."""

    head: int
    number: int
    least: list[float]
    stands: list[float]
    told: list[float]
    around: list[float]
    habits: list[Sequence[float] | None]


class _Report:
    """What all wordings of one report share. Plain lists: single numbers of arrays are many times slower to fetch."""

    def __init__(self, words: Words, telling: Telling, habits: Habits) -> None:
        self._words = words
        self._habits = habits
        self._telling = telling
        self._in: list[list[float]] = words.inside.tolist()
        self._begins: list[list[float]] = words.begins.tolist()
        self._fates: list[list[float]] = words.fates.tolist()
        self._sentence: list[int] = words.sentence.tolist()
        self._here: list[list[float]] = telling.chances.tolist()
        self._report = [*telling.chances.max(axis=0).tolist(), *words.inside.max(axis=0).tolist()]
        self._expected: list[float] = np.log1p(words.inside.sum(axis=0)).tolist()
        self._any = float(telling.chances.max())
        self._means: dict[Place, list[float]] = {}
        self._known: dict[Place, _Shared] = {}

    def _mean(self, place: Place) -> list[float]:
        if place not in self._means:
            rows = self._in[place.first : place.behind]
            self._means[place] = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
        return self._means[place]

    def _around(self, place: Place, role: int) -> tuple[float, float, float]:
        """Return the chances of the words on both sides, and that another filler begins behind."""
        low, high = self._words.ranges[self._sentence[place.first]]
        before = self._in[place.first - 1][role] if place.first > low else 0.0
        if place.behind >= high:
            return before, 0.0, 0.0
        return before, self._in[place.behind][role], self._begins[place.behind][role]

    def best(self, candidate: Candidate, role: int) -> Place:
        """Return the place where a wording looks most like a filler: likely words, unlikely neighbours."""

        def worth(place: Place) -> float:
            before, behind, _ = self._around(place, role)
            return self._mean(place)[role] + 0.3 * self._begins[place.first][role] - 0.2 * before - 0.2 * behind

        return max(candidate.places, key=worth) if len(candidate.places) > 1 else candidate.places[0]

    def _shared(self, place: Place) -> _Shared:
        """Return what is the same for each role that a place could fill."""
        known = self._known.get(place)
        if known is not None:
            return known
        words = self._words
        head = head_of(words, place)
        habits = [self._habits.row(family, key) for family, key in zip(FAMILIES, habits_of(words, place), strict=True)]
        number, size = self._sentence[place.first], place.behind - place.first
        kind, head_kind = words.kinds[place.first], words.kinds[head]
        known = self._known[place] = _Shared(
            head=head,
            number=number,
            least=[min(column) for column in zip(*self._in[place.first : place.behind], strict=True)],
            stands=[
                float(place.marked > 0),
                *(float(place.shape & bit > 0) for bit in (FULL, TAIL, WITH_PHRASE)),
                log(size),
                *(float(kind == one) for one in _KINDS),
                *(float(head_kind == "PROPN"), float(head_kind == "NOUN")),
            ],
            told=[*self._here[number], *self._report],
            around=[
                *(sum(column) / size for column in zip(*self._fates[place.first : place.behind], strict=True)),
                *(float(self._telling.back[number]), self._telling.relevance),
            ],
            habits=habits,
        )
        return known

    def row(self, candidate: Candidate, place: Place, role: int) -> list[float]:
        """Return the columns of one wording, role and place, chances still as such."""
        sentences = len(self._words.ranges)
        shared = self._shared(place)
        mean = self._mean(place)
        every = [self._mean(other)[role] for other in candidate.places]
        first = self._sentence[candidate.places[0].first]
        likes = shared.habits[0]
        total = sum(every)
        return [
            *(mean[role], shared.least[role], self._begins[place.first][role]),
            *(*self._around(place, role), self._in[shared.head][role]),
            *(max(every), total / len(every), log(len(every)), total),
            *(first / sentences, log1p(first), shared.number / sentences, float(place.marked >> role & 1)),
            *shared.stands,
            *mean[:role],
            *mean[role + 1 :],
            *shared.told,
            *(self._expected[role], self._any, max(self._here[shared.number])),
            *shared.around,
            *(0.0 if known is None else known[role] for known in shared.habits),
            0.0 if likes is None else max(other for number, other in enumerate(likes) if number != role),
        ]
