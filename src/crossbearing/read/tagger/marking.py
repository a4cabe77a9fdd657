"""The tagger over the sentences of one document that passed the gate, with offsets into the document.

What did not pass is shown to the tagger as blanks, so that its offsets are those of the document and no sentence that
nobody reads costs time. Which words are source, cue and content is then decided anew with the parse (`second_look`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.tagger.runtime import Attribution, Mark, Reading, Tagger, Telling
from crossbearing.read.tagger.second_look import SecondLook, revised

__all__ = ["mark_documents", "mark_sentences"]

_PIECE: Final = 20_000
"""Characters read at once; a longer document is read in pieces of whole paragraphs."""


def mark_sentences(
    tagger: Tagger, parsed: Sequence[Parsed], goes_on: Callable[[], bool], look: SecondLook | None
) -> Reading:
    """Return what the tagger marks in some sentences of one document, with offsets into the document.

    Args:
        tagger: An opened tagger.
        parsed: The sentences to read, in order, with their parse.
        goes_on: Asked before each piece of a long document; where it says no, the rest is left unmarked.
        look: Weights of the second look at spans; None leaves the tagger's own, and the scores behind them.
    """
    readings: list[Reading] = []
    for offset, text, some in _pieces(parsed):
        if not goes_on():
            break
        (reading,) = tagger.read([text], decide=look is None)
        readings.append(_settled(tagger, _moved(reading, offset), some, look))
    return _joined(readings) if readings else next(tagger.read([""]))


def mark_documents(tagger: Tagger, documents: Sequence[Sequence[Parsed]], look: SecondLook | None) -> list[Reading]:
    """Return what the tagger marks in the sentences of several documents, with offsets into each.

    Args:
        tagger: An opened tagger.
        documents: For each document the sentences to read, in order, with their parse.
        look: As for `mark_sentences`.
    """
    pieces = [list(_pieces(parsed)) or [(0, "", [])] for parsed in documents]
    texts = [text for several in pieces for _, text, _ in several]
    readings = tagger.read(texts, decide=look is None)
    return [
        _joined([_settled(tagger, _moved(next(readings), offset), some, look) for offset, _, some in several])
        for several in pieces
    ]


def _settled(tagger: Tagger, reading: Reading, parsed: Sequence[Parsed], look: SecondLook | None) -> Reading:
    return reading if look is None or not parsed else revised(reading, parsed, look, tagger.transitions)


def _joined(readings: Sequence[Reading]) -> Reading:
    """Return the readings of the pieces of one document as one; there is at least one."""
    if len(readings) == 1:
        return readings[0]
    return Reading(
        attributions=tuple(item for reading in readings for item in reading.attributions),
        spans=tuple(item for reading in readings for item in reading.spans),
        roles=tuple(item for reading in readings for item in reading.roles),
        casualties=tuple(item for reading in readings for item in reading.casualties),
        entities=tuple(item for reading in readings for item in reading.entities),
        tellings=tuple(item for reading in readings for item in reading.tellings),
        word_starts=np.concatenate([reading.word_starts for reading in readings]),
        word_ends=np.concatenate([reading.word_ends for reading in readings]),
        factuality=np.concatenate([reading.factuality for reading in readings]),
        chances=np.concatenate([reading.chances for reading in readings]),
        scored=tuple(item for reading in readings for item in reading.scored),
    )


def _pieces(parsed: Sequence[Parsed]) -> Iterator[tuple[int, str, list[Parsed]]]:
    """Yield stretches of the document with their offsets and sentences: these in their places, blanks between them."""
    parts: list[str] = []
    some: list[Parsed] = []
    first = behind = 0
    paragraph = -1
    for entry in parsed:
        sentence = entry.sentence
        begins = sentence.paragraph != paragraph
        paragraph = sentence.paragraph
        if parts and begins and sentence.end - first > _PIECE:
            yield first, "".join(parts), some
            parts, some = [], []
        if not parts:
            first = behind = sentence.start
        if sentence.start > behind:
            # One line is one block to the tagger: paragraphs are set apart by a line break among the blanks.
            gap = sentence.start - behind
            parts.append(" " * (gap - 1) + "\n" if begins else " " * gap)
        parts.append(sentence.text)
        some.append(entry)
        behind = sentence.end
    if parts:
        yield first, "".join(parts), some


def _moved(reading: Reading, offset: int) -> Reading:
    def mark(item: Mark) -> Mark:
        return replace(item, start=item.start + offset, end=item.end + offset)

    if not offset:
        return reading
    return Reading(
        attributions=tuple(
            Attribution(mark(item.cue), tuple(map(mark, item.sources)), tuple(map(mark, item.contents)))
            for item in reading.attributions
        ),
        spans=tuple(map(mark, reading.spans)),
        roles=tuple(map(mark, reading.roles)),
        casualties=tuple(map(mark, reading.casualties)),
        entities=tuple(map(mark, reading.entities)),
        tellings=tuple(
            Telling(
                item.start + offset,
                item.end + offset,
                item.type,
                item.score,
                (item.trigger[0] + offset, item.trigger[1] + offset),
            )
            for item in reading.tellings
        ),
        word_starts=reading.word_starts + offset,
        word_ends=reading.word_ends + offset,
        factuality=reading.factuality,
        chances=reading.chances,
        scored=tuple(replace(item, starts=item.starts + offset, ends=item.ends + offset) for item in reading.scored),
    )
