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
_SCALED: Final = 8
"""Sums are brought back to 1 after so many words, long before they could become too small for a float."""
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
    """Return log sums over all paths up to each word and tag, from there on, and over all (a window each).

    Sums from the end are those from the beginning of the window read backwards, so both run in one loop.
    """
    between, first, last = (np.exp(part.astype(np.float64)) for part in transitions)
    count, words, tags = emissions.shape
    rows = np.arange(count)
    places = np.arange(words)[None, :]
    mirrored = np.where(places < lengths[:, None], lengths[:, None] - 1 - places, places)
    highest = emissions.max(axis=2)
    weights = np.exp(emissions - highest[:, :, None])
    both = np.stack((weights, weights[rows[:, None], mirrored]))
    steps = np.stack((between, between.T))
    state = np.stack((np.tile(first, (count, 1)), np.tile(last, (count, 1)))) * both[:, :, 0]
    found = np.empty((words, 2, count, tags))
    sizes = np.ones((words, 2, count))
    for word in range(words):
        if word:
            state = (state @ steps) * both[:, :, word]
        if word % _SCALED == 0:
            sizes[word] = state.sum(axis=2)
            state = state / sizes[word][:, :, None]
        found[word] = state
    levels = np.cumsum(np.log(sizes), axis=0)
    before = np.cumsum(highest, axis=1) + levels[:, 0].T
    after = np.cumsum(highest[rows[:, None], mirrored], axis=1) + levels[:, 1].T
    with np.errstate(divide="ignore"):
        logs = np.log(found)
    forward = logs[:, 0].transpose(1, 0, 2) + before[:, :, None]
    # What stands behind a word leaves out the scores of the word itself.
    backward = (logs[:, 1].transpose(1, 0, 2) + after[:, :, None])[rows[:, None], mirrored] - emissions
    ends = found[lengths - 1, 0, rows]
    total = np.log((ends * last).sum(axis=1)) + before[rows, lengths - 1]
    return forward, backward, total


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
