"""Times told from what came before: "twenty minutes later"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossbearing.model.values import Anchor, Duration, TimePrecision, When
from crossbearing.read.values.lengths import durations

__all__ = ["LATER", "later_times"]

LATER = re.compile(
    r"\b(?:(?:about|some|around|roughly|barely|just|less\s+than|more\s+than|only|nearly|almost)\s+)?"
    r"(?:(?:a\s+quarter\s+of\s+an|three\s+quarters\s+of\s+an|a\s+few|several|a\s+couple\s+of|half\s+an|an|a|\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen"
    r"|twenty|thirty|forty|fifty|ninety)(?:[\s-]five)?\s+(?:second|minute|hour)s?"
    r"|moments|seconds|minutes|(?:an?\s+)?(?:short|little)\s+(?:while|time)|not\s+long|hours)\s+(?:later|afterwards)\b",
    re.IGNORECASE,
)
"""Words such as "twenty minutes later": told from what was told before them."""


def later_times(text: str) -> Iterator[tuple[int, int, When]]:
    """Yield where a sentence counts on from what was told before, and that time.

    Args:
        text: The sentence.

    Returns:
        Offset, offset behind, and a time that hangs on something told ("20 minutes after").
    """
    for match in LATER.finditer(text):
        shown = match.group()
        lengths = [entry.value for entry in durations(shown)]
        offset = lengths[0] if lengths else Duration(shown.rsplit(None, 1)[0], vague=True)
        value = When(shown, precision=TimePrecision.UNKNOWN, about=True, anchor=Anchor("after", "", offset=offset))
        yield match.start(), match.end(), value
