"""A second look at the tagger's spans: those that are likeliest to be just right, with the parse as a witness.

The best tag path is one answer among many that are nearly as likely. Here every stretch of words with some chance is
weighed anew, by a logistic regression over the tagger's chances, the parse and the quotation marks (`evidence`), and of
stretches that overlap those are taken that together promise most. The weights were fitted on a train part by
`python -m training.second_look` and stand, readable, in `resources/models/second_look.toml`.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from crossbearing.model.errors import ResourceError
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.tagger.decode import ATTRIBUTION, Floats, Span, link
from crossbearing.read.tagger.evidence import Evidence, evidence, words_of
from crossbearing.read.tagger.posterior import Candidate, Chances, Scored, chances
from crossbearing.read.tagger.runtime import Attribution, Mark, Reading
from crossbearing.resources.loading import table

__all__ = ["FILE", "LEAST", "SecondLook", "chosen", "completed", "revised", "second_look"]

FILE: Final = "models/second_look.toml"
"""The table of weights, inside `crossbearing.resources`."""
LEAST: Final = 0.05
"""A stretch of words is looked at again where the tagger gives it this chance; 84 % of the contents of PolNeAR dev are
among them (89 % from 0.02 on, with half as many stretches again and the same figures in the end)."""

_FOUND: Final = {"source": 0.4, "cue": 0.4, "content": 0.4}
"""Prices of spans: F1 is greatest where what is taken is likelier right than half the F1 that is reached; set on
PolNeAR dev, where 0.35 to 0.45 differ by less than a point."""
_TOLD: Final = 0.015
"""Worth of a word that is surely told. Without it exact F1 of content is the same, and two points of the characters
told are lost."""
_MISSING: Final = 0.25
"""A cue without a source, or without content, is given one with this chance: below the price, for it most likely has
one, and only which is in doubt. On PolNeAR dev it wins 0.7 (student) and 0.2 (careful) of F1 of linked attributions and
costs at most 0.2 of F1 of spans."""


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Weights of evidence for each part, with a constant for each.

    Args:
        weights: For each part, weights by name of evidence.
        constants: The constant of each part.
    """

    weights: Mapping[str, Mapping[str, float]]
    constants: Mapping[str, float]

    def chance(self, part: str, found: Evidence) -> float:
        """Return the chance of a stretch to be just right as a part.

        Args:
            part: `source`, `cue` or `content`.
            found: What speaks for and against it.
        """
        weights = self.weights[part]
        held = 0.0
        for name, value in found.items():
            weight = weights.get(name)
            if weight is not None:
                held += weight * value
        odds = self.constants[part] + held
        return 1.0 / (1.0 + math.exp(-min(max(odds, -30.0), 30.0)))


def second_look() -> SecondLook:
    """Return the weights that the program comes with.

    Raises:
        ResourceError: If the table is missing or lacks a part.
    """
    raw = table(FILE)
    if set(raw) != set(ATTRIBUTION):
        raise ResourceError(
            f"holds {', '.join(sorted(raw))}, expected {', '.join(ATTRIBUTION)}",
            where=FILE,
            remedy="reinstall, or write it with `python -m training.second_look`",
        )
    return SecondLook(
        {part: raw[part]["weights"] for part in ATTRIBUTION}, {part: raw[part]["constant"] for part in ATTRIBUTION}
    )


def revised(
    reading: Reading, parsed: Iterable[Parsed], look: SecondLook, transitions: tuple[Floats, Floats, Floats]
) -> Reading:
    """Return a reading with its sources, cues and contents chosen anew, and what was kept for this left out.

    Args:
        reading: What the tagger marked, with the scores of its windows.
        parsed: The sentences that it read, in order.
        look: Weights of evidence.
        transitions: The tagger's scores between tags, of the first and of the last.
    """
    words = words_of(parsed)
    spans: list[Mark] = []
    attributions: list[Attribution] = []
    for window, found in zip(reading.scored, chances(reading.scored, transitions, LEAST), strict=True):
        weighed = [
            candidate._replace(chance=look.chance(candidate.part, row))
            for candidate, row in zip(found.candidates, evidence(words, window, found), strict=True)
        ]
        complete = completed(window, chosen(weighed, found), weighed)
        taken = sorted((one.first, one.behind, one.part) for one in complete)
        spans += [_mark(window, span) for span in taken if window.kept[span[0]]]
        attributions += _tied(window, taken)
    return replace(
        reading,
        spans=tuple(sorted(spans, key=lambda mark: (mark.start, mark.end, mark.label))),
        attributions=tuple(sorted(attributions, key=lambda item: item.cue.start)),
        scored=(),
    )


def chosen(weighed: Sequence[Candidate], found: Chances) -> list[Candidate]:
    """Return candidates that do not overlap and together promise most.

    A span promises its chance less a price, which keeps precision and recall in balance, and content promises besides
    a little for each word likelier told than not: a quotation whose end is in doubt is better read with a doubtful end
    than not at all. Weighted interval scheduling (Kleinberg and Tardos, Algorithm Design, 2005, ch. 6).

    Args:
        weighed: Candidates with their chances after the second look.
        found: Chances of the words of the window.
    """
    worth = []
    for candidate in weighed:
        value = candidate.chance - _FOUND[candidate.part]
        if candidate.part == "content":
            told = found.told[candidate.behind] - found.told[candidate.first]
            value += _TOLD * float(told - 0.5 * (candidate.behind - candidate.first))
        if value > 0:
            worth.append((value, candidate))
    worth.sort(key=lambda item: item[1].behind)
    ends = [candidate.behind for _, candidate in worth]
    best = [0.0]
    earlier: list[int] = []
    for number, (value, candidate) in enumerate(worth):
        before = bisect_right(ends, candidate.first, 0, number)
        with_it = best[before] + value
        earlier.append(before if with_it > best[-1] else -1)
        best.append(max(with_it, best[-1]))
    taken = []
    place = len(worth)
    while place:
        before = earlier[place - 1]
        if before >= 0:
            taken.append(worth[place - 1][1])
        place = before if before >= 0 else place - 1
    return taken[::-1]


def completed(window: Scored, taken: Sequence[Candidate], weighed: Sequence[Candidate]) -> list[Candidate]:
    """Return the chosen spans, with a source and a content added to cues that have none, where one is likely enough.

    Args:
        window: The window, whose links say which source and content belong to a cue.
        taken: The chosen spans.
        weighed: All candidates.
    """
    found = list(taken)
    for cue in [one for one in taken if one.part == "cue"]:
        for part in ("source", "content"):
            if any(one.part == part and _asked(window, cue, one) for one in found):
                continue
            free = [
                one
                for one in weighed
                if one.part == part
                and one.chance >= _MISSING
                and all(one.behind <= other.first or other.behind <= one.first for other in found)
                and _asked(window, cue, one)
            ]
            if free:
                found.append(max(free, key=lambda one: one.chance))
    return found


def _asked(window: Scored, cue: Candidate, one: Candidate) -> bool:
    """Tell whether the links tie a source or a content to a cue rather than to nothing."""
    links = window.links
    if one.part == "source":
        asks, keys, asking, answering = links["cue_to_source"], links["source_key"], cue.first, one.first
    else:
        asks, keys, asking, answering = links["content_to_cue"], links["cue_key"], one.first, cue.first
    return float(asks[asking] @ (keys[answering] - keys[asking])) > 0.0


def _tied(window: Scored, spans: Sequence[Span]) -> Iterator[Attribution]:
    for sources, cue, contents in link(spans, dict(window.links)):
        if window.kept[cue[0]]:
            yield Attribution(
                _mark(window, cue),
                tuple(_mark(window, span) for span in sources),
                tuple(_mark(window, span) for span in contents),
            )


def _mark(window: Scored, span: Span) -> Mark:
    return Mark(int(window.starts[span[0]]), int(window.ends[span[1] - 1]), span[2])
