"""Rivers, roads and coasts by the words before their names: "on the Niger" is no town or state of that name."""

from __future__ import annotations

import re
from typing import Final

from crossbearing.resolve.places.ranking import Ranked

__all__ = ["line_meant", "names_a_line"]

_BY_A_LINE: Final = re.compile(
    r"^(?:along|on|down|up|across|over|off|beside)\s+(?:(?:both|the|either)\s+(?:banks?|shores?|sides?)\s+of\s+)?"
    r"the\s+(?P<name>[^\W\d_a-z][\w'\u2019-]*)$"
)
_AREAS: Final = frozenset({"country", "capital", "city", "town", "village", "suburb", "district", "province"})


def names_a_line(words: str) -> bool:
    """Tell whether words put something on or along a thing whose name takes an article and no word of its kind.

    Args:
        words: A place expression as written, such as "along the Khabur".
    """
    return _BY_A_LINE.match(words.strip()) is not None


def line_meant(ranked: tuple[Ranked, ...]) -> Ranked | None:
    """Return the best candidate that can be meant by such words, or None where all are towns and areas.

    Args:
        ranked: Candidates, best first.
    """
    return next((item for item in ranked if item.match.place.kind not in _AREAS), None)
