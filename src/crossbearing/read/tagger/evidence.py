"""What speaks for and against a stretch of words as a source, a cue or a piece of content.

The tagger sees word pieces; the parse and the quotation marks say where clauses and quotations begin and end. Each kind
of evidence has a name in plain words, under which its weight stands in the table of weights (`second_look`). No kind of
evidence is a word or a name, so that no side's words weigh. Standard library only.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.tagger.decode import ATTRIBUTION
from crossbearing.read.tagger.posterior import Candidate, Chances, Scored

__all__ = ["Evidence", "Words", "evidence", "words_of"]

Evidence = dict[str, float]
"""Names of evidence with their values; what is not there is 0."""

_OPENING: Final = frozenset("\u201c\u00ab\u201e")
_CLOSING: Final = frozenset("\u201d\u00bb")
_QUOTE: Final = re.compile("[{}]".format("".join(sorted(_OPENING | _CLOSING | {'"'}))))
_LEAST: Final = 1e-4
"""Chances are kept this far from 0 and 1 before their log odds are taken."""
_NEAR: Final = 3
"""How many words off a neighbouring part may begin or end: the next word, or behind one or two marks."""


@dataclass(slots=True)
class Words:
    """The parsed words of some sentences in one row.

    Lists have one entry a word: its offsets, the place of its head in the row (its own for a root), the places of those
    that hang on it, its dependency and part of speech, the number of its sentence, and whether it is a mark without a
    letter or digit. ``edges`` are the places where each sentence begins, and the end. ``quotes`` are the offsets of
    quotation marks, ``turns`` 1 where one opens and -1 where it closes.
    """

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    below: list[list[int]] = field(default_factory=list)
    dependencies: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    marks: list[bool] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)


def words_of(parsed: Iterable[Parsed]) -> Words:
    """Return the words of parsed sentences, which come in order."""
    row = Words()
    paragraph, inside = -1, False
    for number, entry in enumerate(parsed):
        base = len(row.starts)
        row.edges.append(base)
        tokens = entry.tokens
        bounds = entry.bounds()
        row.starts += [start for start, _ in bounds]
        row.ends += [end for _, end in bounds]
        row.heads += [base + token.head.i for token in tokens]
        row.below += [[base + child.i for child in token.children] for token in tokens]
        row.dependencies += [token.dep_ for token in tokens]
        row.kinds += [token.pos_ for token in tokens]
        row.sentences += [number] * len(tokens)
        row.marks += [not (text.isalnum() or any(map(str.isalnum, text))) for text in (t.text for t in tokens)]
        sentence = entry.sentence
        # A quotation that nobody closed ends with its paragraph.
        inside = inside and sentence.paragraph == paragraph
        paragraph = sentence.paragraph
        for found in _QUOTE.finditer(sentence.text):
            char = found.group()
            inside = char in _OPENING or (char == '"' and not inside)
            row.quotes.append(sentence.start + found.start())
            row.turns.append(1 if inside else -1)
    row.edges.append(len(row.starts))
    return row


def log_odds(chance: float) -> float:
    """Return log odds of a chance."""
    bounded = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A candidate with its offsets and the parsed words that it covers, ``first`` to ``behind`` (not included)."""

    candidate: Candidate
    start: int
    end: int
    first: int
    behind: int


@dataclass(slots=True)
class _Field:
    """Chances of the parts of one window by place in the row of words: covering, beginning and ending there."""

    covers: dict[str, dict[int, float]] = field(default_factory=lambda: {part: {} for part in ATTRIBUTION})
    begins: dict[str, dict[int, float]] = field(default_factory=lambda: {part: {} for part in ATTRIBUTION})
    ends: dict[str, dict[int, float]] = field(default_factory=lambda: {part: {} for part in ATTRIBUTION})
    highest: dict[tuple[str, int, int], float] = field(default_factory=dict)

    def enter(self, placed: _Placed) -> None:
        part, chance = placed.candidate.part, placed.candidate.chance
        covers = self.covers[part]
        for place in range(placed.first, placed.behind):
            covers[place] = covers.get(place, 0.0) + chance
        self.begins[part][placed.first] = self.begins[part].get(placed.first, 0.0) + chance
        self.ends[part][placed.behind] = self.ends[part].get(placed.behind, 0.0) + chance

    def covered(self, part: str, place: int) -> float:
        return min(self.covers[part].get(place, 0.0), 1.0)

    def most(self, part: str, first: int, behind: int) -> float:
        """Return the highest chance among some words, when all candidates are entered; most ask of one sentence."""
        known = self.highest.get((part, first, behind))
        if known is None:
            covers = self.covers[part]
            among = max((covers.get(place, 0.0) for place in range(first, behind)), default=0.0)
            known = self.highest[part, first, behind] = min(among, 1.0)
        return known


def evidence(words: Words, window: Scored, found: Chances) -> list[Evidence]:
    """Return what speaks for and against each candidate of a window, in their order.

    Args:
        words: The parsed words of the text that the window is cut from.
        window: The window.
        found: Its candidates.
    """
    placed = [_place(words, window, candidate) for candidate in found.candidates]
    around = _Field()
    for item in placed:
        around.enter(item)
    # Lengths are counted in the tagger's words, to which each party's name is one word, however long it is.
    starts: list[int] = window.starts.tolist()
    rows = []
    for item in placed:
        row = _by_tagger(item.candidate, found.candidates, found)
        if item.first < item.behind:
            row.update(_by_sentence(words, item, around))
            row.update(_by_length(words, item, starts))
            row.update(_by_tree(words, item, around))
            row.update(_by_neighbours(item, around))
        row.update(_by_quotes(words, item))
        rows.append(row)
    return rows


def _place(words: Words, window: Scored, candidate: Candidate) -> _Placed:
    start, end = int(window.starts[candidate.first]), int(window.ends[candidate.behind - 1])
    first = bisect_left(words.starts, start)
    if first and words.ends[first - 1] > start:
        first -= 1
    behind = bisect_left(words.starts, end)
    return _Placed(candidate, start, end, first, max(first, behind))


def _by_tagger(candidate: Candidate, candidates: Sequence[Candidate], found: Chances) -> Evidence:
    first, behind, part, chance = candidate
    best = other = all_rivals = same_start = same_end = 0.0
    for rival in candidates:
        begins, ends, of, likely = rival
        if begins >= behind or first >= ends or rival is candidate:
            continue
        if of != part:
            other = max(other, likely)
            continue
        best = max(best, likely)
        all_rivals += likely
        if begins == first:
            same_start += likely
        if ends == behind:
            same_end += likely
    size = math.log(behind - first)
    odds, rivals = log_odds(chance), log_odds(best)
    return {
        "log odds": odds,
        "chance": chance,
        "chance squared": chance * chance,
        "length": size,
        "length times log odds": size * odds,
        "one word": float(behind - first == 1),
        "best rival": rivals,
        "lead over best rival": odds - rivals,
        "no rival as likely": float(chance >= best),
        "chance of all rivals": all_rivals,
        "share of its start": log_odds(chance / (chance + same_start)),
        "share of its end": log_odds(chance / (chance + same_end)),
        "best rival as another part": other,
        "share of its words told": (found.told[behind] - found.told[first]) / (behind - first),
    }


def _by_sentence(words: Words, item: _Placed, around: _Field) -> Iterator[tuple[str, float]]:
    first, last = item.first, item.behind - 1
    begins = words.edges[words.sentences[first]]
    ends = words.edges[words.sentences[last] + 1]
    if words.sentences[first] != words.sentences[last]:
        yield "over sentences", 1.0
    if first == begins:
        yield "begins the sentence", 1.0
    if item.behind == ends:
        yield "ends the sentence", 1.0
    elif all(words.marks[place] for place in range(item.behind, min(ends, item.behind + _NEAR))):
        yield "ends the sentence but for marks", 1.0
    if words.starts[first] != item.start:
        yield "begins within a word", 1.0
    if words.ends[last] != item.end:
        yield "ends within a word", 1.0
    for part in ATTRIBUTION:
        if part != item.candidate.part:
            yield f"{part} in the sentence", around.most(part, begins, ends)


def _by_length(words: Words, item: _Placed, starts: Sequence[int]) -> Iterator[tuple[str, float]]:
    begins = words.edges[words.sentences[item.first]]
    ends = words.edges[words.sentences[item.behind - 1] + 1] - 1
    count = max(bisect_left(starts, words.ends[ends]) - bisect_left(starts, words.starts[begins]), 1)
    yield "length of the sentence", math.log(count)
    yield "share of the sentence", (item.candidate.behind - item.candidate.first) / count


def _by_tree(words: Words, item: _Placed, around: _Field) -> Iterator[tuple[str, float]]:
    first, behind = item.first, item.behind
    heads, dependencies = words.heads, words.dependencies
    tops: list[int] = []
    before = after = -1
    for place in range(first, behind):
        head = heads[place]
        if (head < first or head >= behind or head == place) and dependencies[place] != "punct":
            tops.append(place)
        for child in words.below[place]:
            if dependencies[child] == "punct":
                continue
            if child >= behind:
                after = child if after < 0 else min(after, child)
            elif child < first:
                before = max(before, child)
    yield f"words without a head inside: {min(len(tops), 3)}", 1.0
    if tops:
        top = min(tops, key=lambda place: _depth(heads, place))
        head = heads[top]
        yield f"its head is a {dependencies[top]}", 1.0
        yield f"its head is of kind {words.kinds[top]}", 1.0
        if head != top:
            yield "hangs on a cue", around.covered("cue", head) if item.candidate.part != "cue" else 0.0
            yield "hangs on content", around.covered("content", head)
            yield "hangs on a word before" if head < first else "hangs on a word behind", 1.0
            yield f"hangs on a {words.kinds[head]}", 1.0
    if after >= 0:
        yield "a word behind hangs on it", 1.0
        yield f"a {dependencies[after]} behind hangs on it", 1.0
        yield "a cue or source behind hangs on it", max(around.covered("cue", after), around.covered("source", after))
        if after == behind:
            yield "the next word hangs on it", 1.0
    if before >= 0:
        yield "a word before hangs on it", 1.0
        yield f"a {dependencies[before]} before hangs on it", 1.0
        yield "a cue or source before hangs on it", max(around.covered("cue", before), around.covered("source", before))
        if before == first - 1:
            yield "the word before hangs on it", 1.0


def _depth(heads: Sequence[int], place: int) -> int:
    count = 0
    while heads[place] != place:
        place = heads[place]
        count += 1
    return count


def _by_neighbours(item: _Placed, around: _Field) -> Iterator[tuple[str, float]]:
    for part in ATTRIBUTION:
        ends, begins = around.ends[part], around.begins[part]
        for off in range(_NEAR):
            if chance := ends.get(item.first - off):
                yield f"{part} ends {off} words before", min(chance, 1.0)
            if chance := begins.get(item.behind + off):
                yield f"{part} begins {off} words behind", min(chance, 1.0)


def _by_quotes(words: Words, item: _Placed) -> Iterator[tuple[str, float]]:
    quotes, turns = words.quotes, words.turns
    low, high = bisect_left(quotes, item.start), bisect_left(quotes, item.end)
    if low and turns[low - 1] == 1:
        yield "begins within a quotation", 1.0
        if quotes[low - 1] == item.start - 1:
            yield "quotation mark right before", 1.0
    if high < len(quotes) and quotes[high] == item.end:
        yield "quotation mark right behind", 1.0
    if low == high:
        return
    yield "holds a quotation mark", 1.0
    depth, unopened = 0, False
    for turn in turns[low:high]:
        depth += turn
        unopened = unopened or depth < 0
        depth = max(depth, 0)
    if unopened:
        yield "holds the end of a quotation alone", 1.0
    if depth:
        yield "holds the start of a quotation alone", 1.0
    begins, ends = quotes[low] == item.start, quotes[high - 1] == item.end - 1
    if begins:
        yield "begins with a quotation mark", 1.0
    if ends:
        yield "ends with a quotation mark", 1.0
    if begins and ends:
        yield "in quotation marks", 1.0
