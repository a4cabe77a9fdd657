"""Which sentences are worth parsing.

`events` lets through sentences with a word of violence, a number beside a person word, a thing of war or an act of
speech near one of these; `attribution` lets through every act of speech as well; `off` lets through all.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from crossbearing.model.documents import BlockKind
from crossbearing.read.respell import respelled
from crossbearing.read.segment import Sentence
from crossbearing.resources.lexicon import Lexicon, pattern

__all__ = ["Gate", "GateSetting"]


class GateSetting(StrEnum):
    """How much is parsed."""

    EVENTS = "events"
    ATTRIBUTION = "attribution"
    OFF = "off"


class Gate:
    """Decides which sentences are parsed.

    Args:
        setting: How much passes.
        tables: Word tables of the language.
    """

    def __init__(self, setting: GateSetting, tables: Lexicon) -> None:
        self._setting = setting
        self._stems = tables.gate_stems
        self._censored = tables.harm.censored
        self._cues = pattern(
            (
                *tables.cues.prepositions,
                "says",
                "said",
                "told",
                "tells",
                "reported",
                "reports",
                "claimed",
                "announced",
                "stated",
                "noted",
                "noticed",
                "added",
                "quoted",
                "quoting",
                "citing",
                "confirmed",
                "denied",
                "denies",
                "believe",
                "believed",
                "statement",
            )
        )

    def passing(self, found: Sequence[Sentence]) -> list[Sentence]:
        """Return the sentences of a document that are to be parsed, in order."""
        return [sentence for sentence in found if self.passes(sentence)]

    def passes(self, sentence: Sentence) -> bool:
        """Tell whether a sentence is to be parsed."""
        if self._setting is GateSetting.OFF or sentence.kind in {BlockKind.TITLE, BlockKind.CAPTION}:
            return True
        lowered = sentence.text.lower()
        if any(stem in lowered for stem in self._stems):
            return True
        plain, signs = respelled(lowered, self._censored)
        if signs and any(stem in plain for stem in self._stems):
            return True
        if self._cues.search(lowered):
            return True
        return len(sentence.text) < 90 and not lowered.rstrip().endswith((".", "!", "?"))
