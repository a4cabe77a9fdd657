"""Reports that look back: what an inquiry found, when a paper came out; their days are not those of the happening."""

from __future__ import annotations

import re

__all__ = ["in_hindsight", "made_public"]

_INQUIRY = (
    r"(?:investigations?|inquir(?:y|ies)|enquir(?:y|ies)|review|probe|fact-finding(?:\s+mission)?|"
    r"commission\s+of\s+inquiry|board\s+of\s+(?:inquiry|enquiry)|inquest|tribunal|court[\s-]martial|truth\s+commission)"
)
_PAPER = (
    r"(?:results?|findings|conclusions?|reports?|summary|summaries|review|investigation|inquiry|study|verdict|judge?ment|"
    r"ruling|reconstruction|white\s+paper|timeline|documents?|transcripts?|dossier)"
)
_PUBLISHING = (
    r"(?:publish(?:es|ed|ing)?|released?|releases|releasing|issue[sd]?|issuing|present(?:s|ed|ing)?|unveil(?:s|ed)?|"
    r"made\s+public|disclosed?|declassified|handed\s+down|handed\s+over|submitted|delivered|came\s+out|completed|closed|"
    r"announced|shared)"
)
# A first look, taken on the day itself, is no looking back.
_EARLY = r"(?<!preliminary\s)(?<!initial\s)(?<!early\s)(?<!police\s)(?<!ongoing\s)"
_HINDSIGHT = re.compile(
    rf"{_EARLY}\b{_INQUIRY}(?:'s|\u2019s)?\s+(?:\S+\s+){{0,8}}?(?:found|finds|concluded|concludes|determined|established|"
    r"revealed|ruled|report|findings|results)\b"
    rf"|\b(?:findings|results|conclusions|report)\s+of\s+(?:the|its|their|an?|this|his|her)\s+(?:\S+\s+){{0,3}}?{_INQUIRY}\b"
    rf"|\baccording\s+to\s+(?:the|its|their|an?|this)\s+(?:\S+\s+){{0,3}}?{_EARLY}{_INQUIRY}\b"
    r"|\b(?:released?|releases|publish(?:es|ed)|presented|unveiled)\s+(?:\S+\s+){0,3}?(?:results|findings|conclusions)\b"
    r"|\breport(?:\s+\S+){0,3}?\s+(?:released|published|made\s+public|unveiled)\s+(?:on|in|by|late|this|last|yesterday|today)\b"
    rf"|\b(?:released?|releases|publish(?:es|ed)|unveils?|unveiled)\s+(?:the|its|an?)\s+(?:\S+\s+){{0,3}}?{_INQUIRY}\b",
    re.IGNORECASE,
)
_MADE_PUBLIC = re.compile(
    rf"(?:\b{_PUBLISHING}\b(?=[^.!?;]*\b{_PAPER}\b)|\b{_PAPER}\b(?=[^.!?;]*\b{_PUBLISHING}\b)|\b{_INQUIRY}\b(?=[^.!?;]*"
    r"\b(?:found|concluded|determined)\b))[^.!?;]{0,140}$",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:strikes?|struck|attack(?:s|ed)?|shell(?:ed|ing)|bomb(?:ed|ing|ings)|raid(?:s|ed)?|killed|killings?|kill|wounded|"
    r"massacre|explosions?|exploded|blast|fired|shot|shooting|died|hit|crash(?:ed)?|sank|ambush(?:ed)?|assault|incident)\b",
    re.IGNORECASE,
)
_SENTENCE = 200  # characters before a day that are looked at
_BETWEEN = 28  # characters before a day in which a word for the happening takes the day to itself


def in_hindsight(text: str) -> bool:
    """Return whether a text tells the results of an inquiry, which nobody has on the day of the happening.

    Args:
        text: The document's words.
    """
    return _HINDSIGHT.search(text) is not None


def made_public(text: str, start: int) -> bool:
    """Return whether the day named at an offset is that on which findings or a paper came out.

    Args:
        text: The document's words.
        start: Offset of the day's first character.

    Returns:
        True for "published the results of its review on Thursday"; false where the day hangs on the happening itself
        ("published its report on the raid of 3 May", "found that the strike on 3 May").
    """
    before = text[max(0, start - _SENTENCE) : start]
    before = re.split(r"[.!?;]\s|\n", before)[-1]
    return _MADE_PUBLIC.search(before) is not None and _HAPPENED.search(before[-_BETWEEN:]) is None
