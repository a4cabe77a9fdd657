"""Windows of examples, grouped by task and length into padded batches, in an order fixed by seed and epoch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from torch import Tensor

from crossbearing.read.tagger.decode import ATTRIBUTION, ATTRIBUTION_TAGS, CASUALTIES, ENTITIES, ROLES
from crossbearing.read.tagger.features import Ints, Window, pad, windows
from training.data import Example, Linked

#: Window lengths drawn an epoch, by task. Reports are judged as a whole, so events see longer windows; short ones
#: prepare for texts of which only some lines are read.
LENGTHS: Final = {
    "attribution": (80, 128, 192, 256),
    "events": (160, 256, 320),
    "entities": (96, 192),
    "factuality": (128,),
}
#: How often a task's examples are seen in one epoch (re3d is small).
REPEATS: Final = {"attribution": 1, "events": 1, "entities": 4, "factuality": 1}
#: Shares of pieces hidden and of windows read without letter case, so that no head hangs on single words or on case.
HIDDEN_PIECES: Final = 0.04
UNCASED_WINDOWS: Final = 0.1
#: Lengths are rounded up to this: a matrix kernel is prepared for each new shape, which takes longer than its use.
ROUND: Final = 16
CLS: Final = 101
SEP: Final = 102
MASK: Final = 103
IGNORED: Final = -100


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded windows of one task.

    ``ids`` (batch, length) with CLS first and SEP last, ``features`` (batch, length, 3), ``mask`` (batch, length),
    ``words`` (batch, words): position of each word's first piece, ``word_mask`` (batch, words). ``tags`` holds, by
    head, (batch, words) for attribution or (batch, words, labels) with 0, 1, 2 for O, B, I. ``links`` are
    (row, asking word, option words, chosen index, head); ``sentences`` (row, first word, past the last, states);
    ``scores`` (row, word, value).
    """

    task: str
    ids: Tensor
    features: Tensor
    mask: Tensor
    words: Tensor
    word_mask: Tensor
    tags: dict[str, Tensor]
    links: list[tuple[int, int, list[int], int, str]]
    sentences: list[tuple[int, int, int, tuple[int, ...]]]
    scores: list[tuple[int, int, float]]


def epoch(examples: Sequence[Example], *, seed: int, number: int, budget: int) -> Iterator[Batch]:
    """Yield the batches of one epoch; ``budget`` bounds the padded pieces of a batch. The same seed gives the same."""
    rng = np.random.default_rng((seed, number))
    pools: dict[str, list[tuple[Example, Window]]] = {}
    for example in examples:
        for _ in range(REPEATS[example.task]):
            size = int(rng.choice(LENGTHS[example.task]))
            pools.setdefault(example.task, []).extend((example, w) for w in windows(example.tokens, size, 8))
    groups: list[list[tuple[Example, Window]]] = []
    for pool in pools.values():
        order = rng.permutation(len(pool))
        # Sorted by length with some noise: little padding, yet other neighbours each epoch.
        noisy = [pool[i][1].end - pool[i][1].start + rng.uniform(0, 24) for i in order]
        group: list[tuple[Example, Window]] = []
        longest = 0
        for place in np.argsort(noisy):
            item = pool[order[place]]
            length = -(-(item[1].end - item[1].start + 2) // ROUND) * ROUND
            if group and (len(group) + 1) * max(longest, length) > budget:
                groups.append(group)
                group, longest = [], 0
            group.append(item)
            longest = max(longest, length)
        groups.append(group)
    for place in rng.permutation(len(groups)):
        yield collate(groups[place], rng)


def collate(group: Sequence[tuple[Example, Window]], rng: np.random.Generator | None = None) -> Batch:
    """Build one batch; with ``rng``, some pieces are hidden and some windows lose their letter case."""
    task = group[0][0].task
    ids, features, words = [], [], []
    for example, window in group:
        piece = example.tokens.ids[window.start : window.end].copy()
        surface = example.tokens.features[window.start : window.end].copy()
        if rng is not None:
            piece[rng.random(len(piece)) < HIDDEN_PIECES] = MASK
            if rng.random() < UNCASED_WINDOWS:
                surface[:, 0] = 5
        ids.append(np.concatenate(([CLS], piece, [SEP])))
        features.append(np.concatenate((np.array([[4, 2, 0]]), surface, np.array([[4, 2, 0]]))))
        words.append(np.flatnonzero(example.tokens.first[window.start : window.end]) + 1)
    lengths = torch.tensor([len(row) for row in ids])
    counts = torch.tensor([len(row) for row in words])
    tags: dict[str, list[Ints]] = {}
    links: list[tuple[int, int, list[int], int, str]] = []
    sentences: list[tuple[int, int, int, tuple[int, ...]]] = []
    scores: list[tuple[int, int, float]] = []
    for row, (example, window) in enumerate(group):
        index = np.cumsum(example.tokens.first[window.start : window.end]) - 1
        count = len(words[row])
        spans = _clipped(example, window, index)
        if task == "attribution":
            tags.setdefault("attribution", []).append(_attribution_tags(spans, count))
            links += [(row, *found) for found in _links(example.links, spans, window, index)]
        elif task == "events":
            tags.setdefault("roles", []).append(_triples(spans, count, ROLES))
            tags.setdefault("casualties", []).append(_triples(spans, count, CASUALTIES))
        elif task == "entities":
            tags.setdefault("entities", []).append(_triples(spans, count, ENTITIES))
        for low, high, states in example.incidents:
            if low >= window.start and high <= window.end:
                sentences.append((row, int(index[low - window.start]), int(index[high - 1 - window.start]) + 1, states))
        for place, value in example.scores:
            if window.start <= place < window.end:
                scores.append((row, int(index[place - window.start]), value))
    return Batch(
        task=task,
        ids=torch.from_numpy(pad(ids, multiple=ROUND)),
        features=torch.from_numpy(pad(features, multiple=ROUND)),
        mask=(torch.arange(-(-int(lengths.max()) // ROUND) * ROUND)[None] < lengths[:, None]).long(),
        words=torch.from_numpy(pad(words)),
        word_mask=torch.arange(int(counts.max()))[None] < counts[:, None],
        tags={head: torch.from_numpy(pad(rows, fill=IGNORED)) for head, rows in tags.items()},
        links=links,
        sentences=sentences,
        scores=scores,
    )


def _clipped(example: Example, window: Window, index: Ints) -> list[tuple[int, int, str]]:
    """Return the spans of an example that reach into a window, in words of the window."""
    found = []
    for low, high, label in example.spans:
        if low < window.end and high > window.start:
            first = int(index[max(low, window.start) - window.start])
            last = int(index[min(high, window.end) - 1 - window.start])
            found.append((first, last + 1, label))
    return found


def _attribution_tags(spans: Sequence[tuple[int, int, str]], count: int) -> Ints:
    tags = np.zeros(count, dtype=np.int64)
    for start, end, part in spans:
        base = 1 + 4 * ATTRIBUTION.index(part)
        if tags[start:end].any():
            continue
        if end - start == 1:
            tags[start] = base + 3
        else:
            tags[start:end] = base + 1
            tags[start], tags[end - 1] = base, base + 2
    if tags.max(initial=0) >= len(ATTRIBUTION_TAGS):
        raise ValueError("a tag lies outside ATTRIBUTION_TAGS: keep the order begin, inside, end, single")
    return tags


def _triples(spans: Sequence[tuple[int, int, str]], count: int, labels: Sequence[str]) -> Ints:
    tags = np.zeros((count, len(labels)), dtype=np.int64)
    # Longer spans last, so that a name inside a longer description does not break it.
    for start, end, label in sorted(spans, key=lambda span: span[1] - span[0]):
        if label in labels:
            column = labels.index(label)
            tags[start, column] = 1
            tags[start + 1 : end, column] = 2
    return tags


def _links(
    links: Sequence[Linked], spans: Sequence[tuple[int, int, str]], window: Window, index: Ints
) -> Iterator[tuple[int, list[int], int, str]]:
    """Yield (asking word, option words, chosen index, head); the last option is the asker itself, meaning none."""

    def inside(place: int | None) -> int | None:
        return int(index[place - window.start]) if place is not None and window.start <= place < window.end else None

    starts = {part: [start for start, _, label in spans if label == part] for part in ATTRIBUTION}
    for item in links:
        cue, source = inside(item.cue), inside(item.source)
        if cue is not None:
            options = [*starts["source"], cue]
            chosen = starts["source"].index(source) if source in starts["source"] else len(options) - 1
            yield cue, options, chosen, "cue_to_source"
        for place in item.contents:
            content = inside(place)
            if content is not None:
                options = [*starts["cue"], content]
                chosen = starts["cue"].index(cue) if cue in starts["cue"] else len(options) - 1
                yield content, options, chosen, "content_to_cue"
