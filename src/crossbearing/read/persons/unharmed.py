"""Persons counted who came to no harm: a bare number behind them is of them, and of no dead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from crossbearing.read.mentions import Mention
from crossbearing.read.sentences.parse import Parsed

__all__ = ["unharmed_last"]

_HARM: Final = frozenset({"killed", "wounded", "casualties", "missing", "captured"})
_UNHARMED: Final = re.compile(
    r"\b(?:rescued|freed|released|let go|evacuated|saved|escaped|survived|unharmed|unhurt|on board|aboard|fled)\b",
    re.IGNORECASE,
)


def unharmed_last(before: Sequence[Parsed], found: Sequence[Mention]) -> bool:
    """Tell whether the last persons counted came to no harm.

    "290 passengers were freed. The army put the number at 346."

    Args:
        before: The sentences before a bare number, in order.
        found: What was read so far.
    """
    last = next((entry for entry in reversed(before) if entry.numbers), None)
    if last is None or any(one.sentence == last.sentence.index and one.slot in _HARM for one in found):
        return False
    return _UNHARMED.search(last.sentence.text) is not None
