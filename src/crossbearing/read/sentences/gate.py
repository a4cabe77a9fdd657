"""Which sentences are worth parsing.

`events` lets through sentences with a word of violence, harm or war, titles, captions and short lines without a final
mark, and acts of speech right before or behind one of these; `attribution` lets through every act of speech as well;
`off` lets through all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from crossbearing.model.documents import BlockKind
from crossbearing.read.sentences.respell import respelled
from crossbearing.read.sentences.segment import Sentence
from crossbearing.resources.lexicon import Lexicon, pattern

__all__ = ["Gate", "GateSetting"]


_SHORT = 90
"""Characters of a line that, without a final mark, may be a heading or an entry of a list."""


_TURNING = (
    "met",
    "spoke",
    "speaks",
    "speak",
    "puts",
    "put",
    "counts",
    "interviewed",
    "cites",
    "cited",
    "disputes",
    "disputed",
    "rejects",
    "rejected",
    "contradicts",
    "contradicted",
    "wrote",
    "writes",
    "declined",
    "answers",
    "answered",
    "replied",
    "cannot",
    "could not",
    "do not know",
    "does not know",
    "did not know",
    "figure",
    "number",
    "count",
)
# Words beside a telling sentence by which it is turned to somebody ("The reporter met a nurse."), or to his figures.

_POINTING_BACK = re.compile(r"[\"\u201c]?(?:He|She|They|It) [a-z]")
# How a sentence begins that speaks of whoever the one before it names.

_ANSWER = re.compile(
    r"^(?:[^:.!?\n]{1,60}:\s+)?(?:(?:at least|about|around|some|more than|nearly|almost|only|maybe|perhaps)\s+)?"
    r"(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|none|nobody|no one|dozens|hundreds)\b)",
    re.IGNORECASE,
)
# How an answer to "how many" begins: its question tells of what.

_CELLS = re.compile(r"\S\s*(?:\||\t|\s{3,})\s*\S|\b(?:KIA|WIA|MIA)\b|:\s*\d[\d,]*\s\([^()\d]{2,80}\)")
# The row of a table, with bars, tabs or wide gaps between its cells, and the shorthand of bulletins.

_NUMERAL = (
    r"(?:\d[\d,]*|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety)(?:-\w+)?)\b"
)
_GIVEN = re.compile(
    rf"\b(?:the|all|those|these)\s+{_NUMERAL}\s+(?:\w+\s+)?(?:of|that|which|whom|given|listed|announced|reported"
    r"|counted|published|named)\b"
    r"|\b(?:count(?:s|ed)?|list(?:s|ed)|tall(?:y|ies|ied)|(?:arriv|com)(?:es?|ed) (?:at|to)|came to|insist(?:s|ed)? on"
    r"|gives?|gave|ha[ds]|boast(?:s|ed)? of|(?:speak|talk|tell)s? of|(?:spoke|spoken|talked|told) of|down to"
    r"|(?:is|was|were|of|at|it)(?: now| then| still)?)"
    rf"\s+{_NUMERAL}(?=\s*(?:[.,;:)\u2013\u2014-]|dead\b|killed\b|of them\b|and\b|on\b|$))",
    re.IGNORECASE,
)
# A number that is told as somebody's figure: "the 14 of the Observatory", "the committee counted 26", "it was 53".


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
                *_TURNING,
            )
        )

    def passing(self, found: Sequence[Sentence]) -> list[Sentence]:
        """Return the sentences of a document that are to be parsed, in order.

        Args:
            found: All its sentences, in order.
        """
        if self._setting is GateSetting.OFF:
            return list(found)
        told = [self._tells(sentence) for sentence in found]
        beside = [any(told[max(0, number - 1) : number + 2]) for number in range(len(told))]
        free = self._setting is GateSetting.ATTRIBUTION
        harm = any(told)
        return [
            sentence
            for number, sentence in enumerate(found)
            if told[number]
            or ((free or beside[number]) and self._cues.search(sentence.text) is not None)
            or (
                number + 1 < len(found)
                and told[number + 1]
                and _POINTING_BACK.match(found[number + 1].text) is not None
            )
            or (number > 0 and told[number - 1] and _ANSWER.match(sentence.text) is not None)
            or (harm and _GIVEN.search(sentence.text) is not None)
        ]

    def _tells(self, sentence: Sentence) -> bool:
        """Tell whether a sentence passes by itself: by a word of its own, as a title, or as a line of its own."""
        if sentence.kind in {BlockKind.TITLE, BlockKind.CAPTION} or _CELLS.search(sentence.text):
            return True
        lowered = sentence.text.lower()
        if any(stem in lowered for stem in self._stems) or ("how many" in lowered and lowered.endswith("?")):
            return True
        plain, signs = respelled(lowered, self._censored)
        if signs and any(stem in plain for stem in self._stems):
            return True
        return len(sentence.text) < _SHORT and not lowered.rstrip().endswith((".", "!", "?"))
