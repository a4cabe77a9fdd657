"""Times that hang on a happening: "just after the first strike", "two hours before the raid"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossbearing.model.values import Anchor, Duration, TimePrecision, When
from crossbearing.read.values.lengths import durations

__all__ = ["anchored_times"]

_RELATIONS = ("before", "after", "following", "ahead of", "prior to", "during", "amid", "at the same time as",
              "simultaneous", "in parallel with", "coinciding with")  # fmt: skip
_ANCHORS = ("strike", "attack", "bomb", "raid", "blast", "explosion", "shelling", "assault", "offensive", "operation",
            "incident", "clash")  # fmt: skip
_ANCHORED = re.compile(
    r"\b(?P<lead>(?:just|right|shortly|soon|immediately|directly|minutes|hours|days)\s+)?"
    r"(?P<offset>(?:(?:just\s+)?(?:a\s+couple\s+of|a\s+few|several|about\s+\w+|some\s+\w+|\d+|one|two|three"
    r"|four|five|six|seven|ten|twenty|thirty)\s+(?:second|minute|hour|day|week|month)s?\s+(?:or\s+so\s+)?))?"
    r"(?P<rel>before|after|following|ahead of|prior to|during|amid|at the same time as"
    r"|simultaneous(?:ly)? with|in parallel with|coinciding with)\s+"
    r"(?P<to>(?:the|that|this|those|these|an|a)\s+(?:[\w-]+\s+){0,3}?(?:strikes?|attacks?|bombings?|raids?"
    r"|air\s?strikes?|blasts?|explosions?|bombardment|shelling|assault|offensive|operation|incident|clash(?:es)?))\b",
    re.IGNORECASE,
)


def anchored_times(text: str, plain: str) -> Iterator[tuple[int, int, When]]:
    """Yield where a sentence tells a time from a happening, and that time.

    Args:
        text: The sentence.
        plain: The same in lower case.

    Returns:
        Offset, offset behind, and the time.
    """
    if not any(map(plain.__contains__, _RELATIONS)) or not any(map(plain.__contains__, _ANCHORS)):
        return
    for match in _ANCHORED.finditer(text):
        relation = {
            "before": "before",
            "ahead of": "before",
            "prior to": "before",
            "after": "after",
            "following": "after",
        }.get(match.group("rel").lower(), "during")
        offset = None
        if match.group("offset"):
            lengths = [entry.value for entry in durations(match.group("offset"))]
            offset = lengths[0] if lengths else Duration(match.group("offset").strip(), vague=True)
        shown = match.group().strip()
        value = When(
            shown,
            precision=TimePrecision.UNKNOWN,
            about=bool(match.group("lead") or match.group("offset")),
            anchor=Anchor(relation, match.group("to"), offset=offset),
        )
        yield match.start(), match.start() + len(shown), value
