"""Deaths in the care of a hospital are a part of a toll: a hospital counts whom it took in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from crossbearing.model.claims import WHOLE
from crossbearing.model.values import CountState, Group
from crossbearing.read.mentions import Mention
from crossbearing.read.sentences.parse import Parsed

__all__ = ["died_in_care"]

_OF_THOSE = re.compile(
    r"[\w-]+(?: \w+)? of (?:them|whom|those|these|the (?:wounded|injured|patients))\b[^.;]*"
    r"\b(?:died|die|dead|succumbed)\b",
    re.IGNORECASE,
)
_IN_CARE = re.compile(
    r"\b(?:hospitals?|clinics?|infirmary|medical (?:cent(?:re|er)|point|post)|wards?|"
    r"(?:surgical|medical|emergency|our) (?:teams?|staff)|surgeons|doctors|we)\b[^.;]{0,40}?"
    r"\b(?:receiv|admit|treat|took in\b|taken in\b|car(?:ed|ing) for\b)",
    re.IGNORECASE,
)
_ON_ARRIVAL = re.compile(
    r"[^.;]*\b(?:dead on arrival|dead (?:when|by the time) they (?:arrived|reached)|"
    r"died (?:on (?:arrival|the way|the operating table)|(?:in|during) surgery|in the operating (?:theatre|room)))\b",
    re.IGNORECASE,
)
_NEAR = 2  # sentences in which it is told what became of those taken in


def died_in_care(mentions: Sequence[Mention], sentences: Mapping[int, Parsed]) -> list[Mention]:
    """Return mentions with the deaths in a hospital as a part: "the clinic admitted 38 wounded; five of them died".

    A hospital counts whom it took in. How many were killed in all it does not say.

    Args:
        mentions: What was read of a document.
        sentences: Its sentences, by index.
    """
    taken_in = [
        one
        for one in mentions
        if one.slot in ("wounded", "casualties")
        and one.sentence in sentences
        and _IN_CARE.search(sentences[one.sentence].sentence.text)
    ]

    def in_care(death: Mention) -> bool:
        parsed = sentences.get(death.sentence)
        if parsed is None or death.slot != "killed" or death.scope != WHOLE or not _number(death):
            return False
        behind = parsed.sentence.text[death.start - parsed.sentence.start :]
        if _ON_ARRIVAL.match(behind):
            return any(one.start < death.start and death.sentence - one.sentence <= _NEAR for one in taken_in)
        if _OF_THOSE.match(behind) is None:
            return False
        return any(
            one.start < death.start and death.sentence - one.sentence <= _NEAR and _number(one) > _number(death)
            for one in taken_in
        )

    return [replace(one, scope="part: those taken in") if in_care(one) else one for one in mentions]


def _number(mention: Mention) -> int:
    """Return how many persons an answer gives exactly, else 0."""
    value = mention.value
    if not isinstance(value, Group) or value.count.state is not CountState.NUMBER:
        return 0
    return value.count.low or 0 if value.count.low == value.count.high else 0
