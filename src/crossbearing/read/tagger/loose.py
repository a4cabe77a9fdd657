"""Pieces of content that the tagger ties to no cue: they go to an attribution beside them.

A quotation that runs over sentences or paragraphs has its cue once. The tagger knows that the further words are told,
but not always by whom: they go to a cue right behind them that tells nothing yet, else to the last one before them.
A cue that has neither source nor content in the end is dropped: it hands over nothing, and on PolNeAR dev seven in ten
of them are wrong.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import Final

from crossbearing.read.tagger.runtime import Attribution, Reading

__all__ = ["gathered"]

_BEHIND: Final = 80
"""Characters from the end of a piece to a cue behind it; a rule of thumb: a name with its office between them."""
_BEFORE: Final = 600
"""Characters from the words of an attribution to a piece behind them; a rule of thumb: a paragraph between them."""


def gathered(reading: Reading) -> tuple[Attribution, ...]:
    """Return the attributions of a text with loose pieces of content added to them, without empty ones, in order.

    Args:
        reading: What the tagger marked.
    """
    found = list(reading.attributions)
    tied = {(mark.start, mark.end) for item in found for mark in item.contents}
    cues = [item.cue.start for item in found]
    for mark in reading.spans:
        if mark.label != "content" or (mark.start, mark.end) in tied or not found:
            continue
        place = bisect_right(cues, mark.start)
        if place < len(found) and not found[place].contents and found[place].cue.start - mark.end <= _BEHIND:
            chosen = place
        elif place and mark.start - max(_ends(found[place - 1])) <= _BEFORE:
            chosen = place - 1
        else:
            continue
        pieces = sorted((*found[chosen].contents, mark), key=lambda piece: piece.start)
        found[chosen] = replace(found[chosen], contents=tuple(pieces))
    return tuple(item for item in found if item.sources or item.contents)


def _ends(item: Attribution) -> list[int]:
    return [item.cue.end, *(mark.end for mark in item.contents)]
