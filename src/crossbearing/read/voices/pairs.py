"""Who is pointed at: the two that "the former" and "the latter" mean, and the one named behind "by his count"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from crossbearing.read.mentions import Attribution, Source
from crossbearing.read.sentences.grammar import with_conjuncts
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.voices.sources import sayer, source_of
from crossbearing.resources.lexicon import Cues

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["Pair", "told_later"]

_FIRST: Final = frozenset({"former"})
_SECOND: Final = frozenset({"latter"})
_LATER: Final = 20  # characters from "by his count" to the verb of the one who is meant


class Pair:
    """Two sources named side by side, to be pointed back to.

    Args:
        cues: Cue tables of the language.
    """

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._two: tuple[Source, Source] | None = None

    def note(self, parsed: Parsed) -> None:
        """Note the two of a sentence; one that names another number of speakers leaves those before.

        Args:
            parsed: The sentence.
        """
        for token in parsed.tokens:
            if token.dep_ not in {"nsubj", "nsubjpass", "pobj", "dobj"}:
                continue
            heads = with_conjuncts(token)
            found = [self._source(parsed, head) for head in heads] if len(heads) == 2 else []
            first, second = found if len(found) == 2 else (None, None)
            if first is not None and second is not None:
                self._two = first, second
                return
        speaking = [self._source(parsed, token) for token in parsed.tokens if token.dep_ == "nsubj"]
        two = [one for one in speaking if one is not None]
        if len(two) == 2 and two[0].name != two[1].name:
            self._two = two[0], two[1]

    def meant(self, source: Source) -> Source:
        """Return whom "the former" or "the latter" means, or the source itself.

        Args:
            source: As found in the sentence.
        """
        word = source.name.lower().removeprefix("the ")
        if self._two is None or word not in _FIRST | _SECOND:
            return source
        return replace(self._two[word in _SECOND], start=source.start, end=source.end)

    def _source(self, parsed: Parsed, head: Token) -> Source | None:
        if head.pos_ not in {"NOUN", "PROPN"} or head.lower_ in _FIRST | _SECOND:
            return None
        return source_of(parsed, head, self._cues) or sayer(parsed, head, self._cues)


def told_later(entry: Attribution, told: Sequence[Attribution]) -> Attribution:
    """Return "By his count, said the priest, ..." with the priest for "his", where he speaks right behind it.

    Args:
        entry: An attribution, its source as written.
        told: All those of its sentence.
    """
    if not entry.source.pronoun or entry.order != 1:
        return entry
    later = (one for one in told if not one.source.pronoun and 0 < one.cue_start - entry.source.end < _LATER)
    speaker = next((one for one in later if one.covers(entry.source.start)), None)
    if speaker is None:
        return entry
    return replace(entry, source=replace(speaker.source, start=entry.source.start, end=entry.source.end))
