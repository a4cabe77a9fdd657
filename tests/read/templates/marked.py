"""Hand-written reports, really parsed, with chances as a tagger might give them."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from crossbearing.model.documents import Block, BlockKind, Text
from crossbearing.read.sentences.parse import Parsed, load_model, parse
from crossbearing.read.sentences.segment import sentences
from crossbearing.read.tagger.decode import CHANCES
from crossbearing.read.tagger.runtime import Reading
from crossbearing.read.templates.words import Words, words_of
from crossbearing.resources.lexicon import lexicon

Marks = dict[str, tuple[str, float]]


@cache
def _parser() -> Any:
    return load_model("auto")


def entries_of(text: str) -> list[Parsed]:
    """Return a report's sentences, parsed."""
    whole = Text("t", "d", "x", "en", text, (Block(BlockKind.BODY, 0, len(text)),))
    return list(parse(_parser(), sentences(whole, len(text)), lexicon("en")))


def reading_of(text: str, marks: Marks, told: dict[str, tuple[str, float]] | None = None) -> Reading:
    """Return a reading of words cut at blanks.

    ``marks`` gives for wordings their role and chance, ``told`` for words an incident type and chance.
    """
    starts, ends, position = [], [], 0
    for word in text.split():
        start = text.index(word, position)
        core = word.rstrip(".,;:()")
        lead = len(core) - len(core.lstrip('("'))
        starts.append(start + lead)
        ends.append(start + len(core.rstrip('"')))
        position = start + len(word)
    chances = np.full((len(starts), len(CHANCES)), 0.001, dtype=np.float32)
    for wording, (role, chance) in marks.items():
        at = text.find(wording)
        while at >= 0:
            inside = [n for n, start in enumerate(starts) if at <= start < at + len(wording)]
            chances[inside, CHANCES.index(f"in {role}")] = chance
            chances[inside[:1], CHANCES.index(f"begins {role}")] = chance
            at = text.find(wording, at + 1)
    for word, (kind, chance) in (told or {}).items():
        at = text.index(word)
        here = [n for n, start in enumerate(starts) if at <= start < at + len(word)]
        chances[here, CHANCES.index(f"tells {kind}")] = chance
    none: tuple[Any, ...] = ()
    return Reading(
        none,
        none,
        none,
        none,
        none,
        none,
        np.array(starts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        np.zeros(len(starts), dtype=np.float32),
        chances,
    )


def words(text: str, marks: Marks, told: dict[str, tuple[str, float]] | None = None) -> Words:
    """Return a report's words with the chances given."""
    return words_of(entries_of(text), reading_of(text, marks, told))
