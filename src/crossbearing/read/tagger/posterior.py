"""How likely each stretch of words is a source, a cue or a piece of content: from tag scores to chances of spans.

The best path alone hides that two ends were nearly as likely, and it maximises the chance of the whole path, while a
span is right or wrong by itself. Chances of spans follow exactly from the sums over all paths (forward and backward;
Rabiner, Proc. IEEE 1989). Standard library and numpy only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from crossbearing.read.tagger.decode import ATTRIBUTION, ATTRIBUTION_TAGS, Floats, Ints

__all__ = ["Candidate", "Chances", "Scored", "chances"]

_Doubles = NDArray[np.float64]
_Transitions = tuple[Floats, Floats, Floats]
_MARKS: Final = {part: [ATTRIBUTION_TAGS.index(f"{mark}-{part}") for mark in "BIES"] for part in ATTRIBUTION}


@dataclass(frozen=True, slots=True)
class Scored:
    """What the model said of the words of one window, kept until spans are chosen.

    ``starts`` and ``ends`` are the offsets of each word in the text; ``kept``, true where this window's answers count;
    ``emissions`` has shape (words, attribution tags); ``links`` holds the four heads that tie parts together, each of
    shape (words, ``decode.LINK``).
    """

    starts: Ints
    ends: Ints
    kept: NDArray[np.bool_]
    emissions: Floats
    links: Mapping[str, Floats]


class Candidate(NamedTuple):
    """Words ``first`` to ``behind`` (not included) of a window as a ``part``, with the ``chance`` of just this span."""

    first: int
    behind: int
    part: str
    chance: float


@dataclass(frozen=True, slots=True)
class Chances:
    """Spans of one window that are likely enough, and how much of a part each stretch holds.

    ``told`` has one entry more than there are words: the sum of the chances of the words before that place to be
    content.
    """

    candidates: tuple[Candidate, ...]
    told: _Doubles


def chances(windows: Sequence[Scored], transitions: _Transitions, least: float) -> list[Chances]:
    """Return, for each window, its spans with a chance of at least ``least`` and the chances of its words.

    ``transitions`` are scores between tags, of the first tag and of the last.
    """
    if not windows:
        return []
    lengths = np.array([len(window.starts) for window in windows])
    emissions = np.zeros((len(windows), int(lengths.max()), len(ATTRIBUTION_TAGS)))
    for row, window in enumerate(windows):
        emissions[row, : lengths[row]] = window.emissions
    forward, backward, total = _sums(emissions, lengths, transitions)
    between = transitions[0].astype(np.float64)
    found = []
    for row, length in enumerate(lengths):
        before, behind = forward[row, :length], backward[row, :length]
        shares = np.exp(before + behind - total[row])
        told = np.concatenate(([0.0], np.cumsum(shares[:, _MARKS["content"]].sum(axis=1))))
        sums = _Sums(before, behind, emissions[row, :length], shares, float(total[row]))
        spans = [one for part in ATTRIBUTION for one in _spans(part, sums, between, least)]
        found.append(Chances(tuple(spans), told))
    return found


def _sums(emissions: _Doubles, lengths: Ints, transitions: _Transitions) -> tuple[_Doubles, _Doubles, _Doubles]:
    """Return log sums over all paths up to each word and tag, from there on, and over all (a window each)."""
    between, first, last = (np.exp(part.astype(np.float64)) for part in transitions)
    count, words, tags = emissions.shape
    highest = emissions.max(axis=2, keepdims=True)
    weights = np.exp(emissions - highest)
    forward = np.zeros((count, words, tags))
    backward = np.zeros((count, words, tags))
    level = np.zeros((count, words))
    ahead = np.zeros((count, words))
    state = weights[:, 0] * first
    for word in range(words):
        if word:
            state = (state @ between) * weights[:, word]
        size = state.sum(axis=1)
        state = state / size[:, None]
        forward[:, word] = state
        level[:, word] = np.log(size) + highest[:, word, 0] + (level[:, word - 1] if word else 0.0)
    state = np.tile(last, (count, 1))
    log = np.zeros(count)
    for word in range(words - 1, -1, -1):
        ends_here = lengths == word + 1
        state = np.where(ends_here[:, None], last, state)
        log = np.where(ends_here, 0.0, log)
        backward[:, word] = state
        ahead[:, word] = log
        state = (state * weights[:, word]) @ between.T
        size = state.sum(axis=1)
        state = state / size[:, None]
        log = log + np.log(size) + highest[:, word, 0]
    rows, ends = np.arange(count), lengths - 1
    total = np.log((forward[rows, ends] * last).sum(axis=1)) + level[rows, ends]
    with np.errstate(divide="ignore"):
        return np.log(forward) + level[:, :, None], np.log(backward) + ahead[:, :, None], total


@dataclass(frozen=True, slots=True)
class _Sums:
    """Log sums over the paths of one window before and behind each word and tag, scores, shares of tags, log total."""

    before: _Doubles
    behind: _Doubles
    emissions: _Doubles
    shares: _Doubles
    total: float


def _spans(part: str, sums: _Sums, between: _Doubles, least: float) -> list[Candidate]:
    """Return the spans of one part: no span is likelier than its first word's mark, nor than its last word's."""
    begin, inside, end, single = _MARKS[part]
    shares, emissions = sums.shares, sums.emissions
    found = [
        Candidate(int(word), int(word) + 1, part, float(shares[word, single]))
        for word in np.flatnonzero(shares[:, single] >= least)
    ]
    begins = np.flatnonzero(shares[:, begin] >= least)
    ends = np.flatnonzero(shares[:, end] >= least)
    if not len(begins) or not len(ends):
        return found
    # Sum of the scores of inside marks on the words before each place, each with the step from inside to inside.
    run = np.concatenate(([0.0], np.cumsum(emissions[:, inside] + between[inside, inside])))
    middle = run[ends][None, :] - run[begins + 1][:, None]
    middle = middle + between[begin, inside] - between[inside, inside] + between[inside, end]
    middle = np.where(ends[None, :] == begins[:, None] + 1, between[begin, end], middle)
    last = emissions[ends, end] + sums.behind[ends, end]
    logs = sums.before[begins, begin][:, None] + middle + last[None, :] - sums.total
    logs = np.where(ends[None, :] > begins[:, None], logs, -np.inf)
    shown = np.exp(np.minimum(logs, 0.0))
    for row, column in zip(*np.nonzero(shown >= least), strict=True):
        found.append(Candidate(int(begins[row]), int(ends[column]) + 1, part, float(shown[row, column])))
    return found
