"""Scores of spans: exact and overlap precision, recall and F1, and whole attributions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals.loaders import Attribution, Pair


@dataclass(frozen=True, slots=True)
class Counts:
    """How many predictions are right, how many gold answers are found, and of how many each."""

    right: float = 0.0
    predicted: float = 0.0
    found: float = 0.0
    gold: float = 0.0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right,
            self.predicted + other.predicted,
            self.found + other.found,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """Share of predictions that are right; 0 where nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of gold answers that are found; 0 where there are none."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall (van Rijsbergen, Information Retrieval, 1979, ch. 7)."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def trimmed(text: str, pair: Pair) -> Pair:
    """Return a span without the blanks at its ends; annotators' tools leave some in."""
    start, end = pair
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def exact(predicted: Iterable[Pair], gold: Iterable[Pair]) -> Counts:
    """Count spans with both ends right. Equal spans count once on each side (CoNLL-2003 task, Tjong Kim Sang 2003)."""
    ours, theirs = set(predicted), set(gold)
    common = float(len(ours & theirs))
    return Counts(common, float(len(ours)), common, float(len(theirs)))


def overlap(predicted: Iterable[Pair], gold: Iterable[Pair]) -> Counts:
    """Count characters in common: precision over predicted characters, recall over gold ones.

    Character overlap is the "overlap" measure Citron reports beside exact matches (bbc/citron, model card, after
    Pareti et al., EMNLP 2013); it cannot be won by marking the whole text.
    """
    ours = {place for start, end in predicted for place in range(start, end)}
    theirs = {place for start, end in gold for place in range(start, end)}
    common = float(len(ours & theirs))
    return Counts(common, float(len(ours)), common, float(len(theirs)))


def touching(predicted: Iterable[Pair], gold: Iterable[Pair]) -> Counts:
    """Count spans that share at least one character with one on the other side: a lenient measure."""
    ours, theirs = sorted(set(predicted)), sorted(set(gold))
    return Counts(_touched(ours, theirs), float(len(ours)), _touched(theirs, ours), float(len(theirs)))


def whole(predicted: Iterable[Attribution], gold: Iterable[Attribution]) -> Counts:
    """Count attributions of which every piece of source, cue and content is exact."""
    ours, theirs = ({(a.source, a.cue, a.content) for a in side} for side in (predicted, gold))
    common = float(len(ours & theirs))
    return Counts(common, float(len(ours)), common, float(len(theirs)))


def linked(predicted: Iterable[Attribution], gold: Iterable[Attribution]) -> Counts:
    """Count attributions that have the exact cue, the exact source (or both none), and content that overlaps by half.

    Half means: intersection over union of content characters of at least one half. It asks who is said to say what,
    and forgives where exactly a quotation ends.
    """
    ours, theirs = list(dict.fromkeys(predicted)), list(dict.fromkeys(gold))
    by_key: dict[tuple[tuple[Pair, ...], tuple[Pair, ...]], list[Attribution]] = {}
    for item in theirs:
        by_key.setdefault((item.source, item.cue), []).append(item)
    right = 0
    for item in ours:
        rivals = by_key.get((item.source, item.cue), [])
        best = max(rivals, key=lambda rival: _share(item.content, rival.content), default=None)
        if best is not None and _share(item.content, best.content) >= 0.5:
            rivals.remove(best)
            right += 1
    return Counts(float(right), float(len(ours)), float(right), float(len(theirs)))


def _share(ours: Sequence[Pair], theirs: Sequence[Pair]) -> float:
    left = {place for start, end in ours for place in range(start, end)}
    right = {place for start, end in theirs for place in range(start, end)}
    if not left and not right:
        return 1.0
    return len(left & right) / len(left | right)


def _touched(spans: Sequence[Pair], others: Sequence[Pair]) -> float:
    """Count spans that overlap any of the others; both sorted."""
    count = 0
    for start, end in spans:
        count += any(low < end and start < high for low, high in others)
    return float(count)
