"""Whether a time is told as a beginning or an end: "began at", "from", "until", "was over by", "the last fell at"."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["limit"]

_REACH: Final = 60
"""Characters before a time that are looked at."""
_NEAR: Final = (
    r"(?:only\s+|just\s+|shortly\s+|soon\s+)*"
    r"(?:at|on|around|about|by|before|after|in)?\s*(?:about\s+|around\s+)?(?:the\s+)?$"
)
_HIT: Final = (
    r"(?:fell|fired|came|hit|struck|landed|exploded|detonated|arrived|sounded|was|were|heard|recorded|dropped"
    r"|shells?|strikes?"
    r"|bombs?|rockets?|missiles?|raids?|shots?|rounds?|salvo|volley|one|ones|explosions?|blasts?|drones?|of|the|these|them)"
)
_END: Final = re.compile(
    rf"\b(?:(?:end|stopp|halt|ceas|finish|subsid|eas|conclud|fad|paus)(?:ed|ing)|died\s+(?:down|away)|came\s+to\s+an\s+end|drew\s+to\s+a\s+close|fell\s+silent|broke\s+off"
    rf"|(?:was|were|been|is|all|is\s+all)\s+over|(?:had|were|was|been)\s+gone|called\s+off|lifted|went\s+silent)\s+{_NEAR}"
    r"|\b(?:until|till|up\s+to|lasted\s+to|through\s+to|into)\s+(?:about|around|at\s+least|just|shortly|well\s+after|well\s+past)?\s*"
    r"(?:before|after|past)?\s*(?:the\s+)?$"
    r"|\bto\s+(?:at|on|around|about)?\s*$"
    rf"|\bthe\s+(?:very\s+)?(?:last|final)\b(?:\s+{_HIT})*\s+(?:at|around|about|came|shortly)?\s*(?:about|around|before|after)?\s*$"
    rf"|\blast(?:ed|ing)?\s+(?:from\s+\S+\s+)?until\s+{_NEAR}",
    re.IGNORECASE,
)
_START: Final = re.compile(
    rf"\b(?:(?:beg[au]n|beginning|start(?:ed|ing)|commenc(?:ed|ing)|opened|broke\s+out|erupted|got\s+under\s+way)\s+{_NEAR}"
    rf"|(?:from|since|as\s+of)\s+(?:at|on|around|about|just|shortly)?\s*(?:after|before)?\s*(?:the\s+)?$"
    rf"|\bthe\s+(?:very\s+)?(?:first|opening)\b(?:\s+{_HIT})*\s+(?:at|around|about|came|shortly)?\s*(?:about|around|before|after)?\s*$)",
    re.IGNORECASE,
)
_NOT_OVER: Final = re.compile(
    r"\b(?:not|never|n't|hand(?:ed)?|came|come|gone|went)\s+(?:\w+\s+)?over\s+\S*\s*$", re.IGNORECASE
)


def limit(text: str, start: int) -> str:
    """Return `end` or `start` where the words before a time say so, else nothing.

    Args:
        text: The sentence.
        start: Offset of the time's first character in it.
    """
    before = text[:start][-_REACH:]
    if _END.search(before) and not _NOT_OVER.search(before):
        return "end"
    return "start" if _START.search(before) else ""
