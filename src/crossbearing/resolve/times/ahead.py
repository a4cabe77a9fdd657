"""Whether a sentence tells of what is to come at the time that it names: "reopens on Monday"."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["tells_ahead"]

# What parts a sentence: behind a conjunction, another tense may hold.
_PARTS = re.compile(
    r"[;:]|,(?=\s+(?:and|but|while|after|which|who|where|when|as)\b)|"
    r"\b(?:after|when|which|who|whom|where|because|since|that|while|following|although)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|shall|would|won['\u2019]t)\b|['\u2019]ll\b|"
    r"\b(?:is|are|was|were)\s+(?:expected|due|scheduled|slated|supposed|planned)\b|"
    r"\b(?:is|are|was|were)\s+(?:set\s+|likely\s+)?to\b|\b(?:plan(?:s|ned)?|hope[sd]?|intend(?:s|ed)?)\s+to\b|"
    r"\b(?:expected|due|scheduled|planned|slated)\s+(?:for|on|to)\b|\b(?:may|might|must|should)\s+(?!have\b)\w+|"
    r"\bdeadline\b",
    re.IGNORECASE,
)
# The present tense of what is set beforehand: "schools reopen Monday", "the council meets on Thursday".
_SET = re.compile(
    r"(?<!\bto\s)(?<!\bdid\s)\b(?:reopens?|opens?|meets?|begins?|starts?|ends?|expires?|resumes?|takes\s+effect|hosts?|"
    r"convenes?|gathers?|votes?|arrives?|departs?|runs?\s+out|comes?\s+into\s+force|speaks?)\b(?!\s+of\b)",
    re.IGNORECASE,
)
_NOMINAL = re.compile(r"\b(?:the|a|an|no|of|this|their|its|his|her)\s+$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|through|by)\s+(?:at\s+least\s+|next\s+|this\s+)?$", re.IGNORECASE)
_STILL = re.compile(
    r"\b(?:is|are|remains?|stays?|closed|extended|suspended|halted|valid|lasts?|cancelled|postponed|banned|grounded|"
    r"off\s+limits|wait|waits|must)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|had|lasted|stayed|remained|continued|held|fought|went|kept|did)\b", re.IGNORECASE)
_REACH = 120  # characters of a clause that are looked at on both sides


@lru_cache(maxsize=4096)
def tells_ahead(sentence: str, words: str) -> bool:
    """Return whether the clause around a time tells of the future, as seen from the report.

    Args:
        sentence: The sentence.
        words: The time as written in it; the whole sentence is looked at where it does not hold them.

    Returns:
        True for "will", "due on", "hoped to", "closed until", and for the present tense of what is set beforehand.
    """
    at = sentence.find(words) if words else -1
    if at < 0:
        return bool(_TO_COME.search(sentence))
    before, behind = sentence[max(0, at - _REACH) : at], sentence[at + len(words) :][:_REACH]
    cuts = [found.end() for found in _PARTS.finditer(before)]
    before = before[cuts[-1] :] if cuts else before
    cut = _PARTS.search(behind)
    behind = re.split(r"[.!?](?:\s|$)", behind[: cut.start()] if cut else behind)[0]
    if _UNTIL.search(before):
        return bool(_TO_COME.search(before)) or (bool(_STILL.search(before)) and not _PAST.search(before))
    if _TO_COME.search(before):
        return True
    found = _SET.search(before)
    if found and not _NOMINAL.search(before[: found.start()]) and not _PAST.search(before):
        return True
    # Behind the time, the verb must follow closely: "On Monday the court will rule", not "on Monday, he said, it will".
    near = re.split(r",", behind)[0] if before.strip() else behind
    return bool(_TO_COME.search(near)) and not _PAST.search(near) and not re.search(r"\w+ed\b", before)
