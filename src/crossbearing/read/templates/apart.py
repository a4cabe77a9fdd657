"""What sets the tellings of one report apart: their places, their times, and words that begin another happening."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from crossbearing.read.templates.words import Words

__all__ = ["APART_COLUMNS", "Setting", "apart_evidence", "settings_of"]

_PLACED: Final = frozenset({"in", "at", "near", "outside", "around", "across", "throughout"})
_TIMELY: Final = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"}
    | {"december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)
_TIME: Final = re.compile(
    r"\b((mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tonight|last (night|week|month|year)|this morning"
    r"|\d{1,2} (january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|(january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}\b"
    r"|\w+ (days?|weeks?|months?|years?) (ago|earlier|before)|the day before|in (19|20)\d\d)\b",
    re.IGNORECASE,
)
_BEGINS: Final = re.compile(
    r"\W*(and |but )?(meanwhile|elsewhere|separately|in (a|an|one|two|three|other|another|addition)\b"
    r"( \w+)? (incidents?|attacks?|actions?|cases?|events?|developments?|bombings?)|in another|in addition|another"
    r"|also (on|in|at)|in a separate|in an unrelated|on the same (day|night)|the same (day|night|evening|morning)"
    r"|the (day|night|week|month) before|(\w+ )?(minutes|hours|days|weeks|months|years) (later|earlier|before)"
    r"|(earlier|later)( on)?( (this|that|the same|in the) \w+| (mon|tues|wednes|thurs|fri|satur|sun)day)?,?)\b",
    re.IGNORECASE,
)

#: Columns of `apart_evidence`.
APART_COLUMNS: Final = ("other_part", "other_place", "shared_place", "other_time", "shared_time")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a sentence lays what it tells.

    Args:
        places: Words of the names of places that it names, lower-cased.
        times: Days and stretches of time that it names, lower-cased.
        part: Number of the part of the report that it is in: a new one begins where words say so ("Meanwhile",
            "In a separate attack", "Hours later") or where a sentence opens with a place not named in the part so far.
    """

    places: frozenset[str]
    times: frozenset[str]
    part: int


def settings_of(words: Words) -> tuple[Setting, ...]:
    """Return the setting of each parsed sentence of a report."""
    found: list[Setting] = []
    part, here = 0, frozenset[str]()
    for number, (low, high) in enumerate(words.ranges):
        named = list(_places(words, low, high))
        opening = frozenset[str]().union(*(place for word, place in named if word == low))
        places = frozenset[str]().union(*(place for _, place in named))
        if number and (_BEGINS.match(words.wording[number]) or (opening and here and not opening & here)):
            part, here = part + 1, frozenset()
        here |= places
        times = frozenset(match.group().lower() for match in _TIME.finditer(words.wording[number]))
        found.append(Setting(places, times, part))
    return tuple(found)


def apart_evidence(one: Setting, later: Setting) -> list[float]:
    """Return the evidence that two sentences tell of two happenings, by `APART_COLUMNS`."""
    return [
        float(one.part != later.part),
        *_compared(one.places, later.places),
        *_compared(one.times, later.times),
    ]


def _compared(one: frozenset[str], later: frozenset[str]) -> tuple[float, float]:
    if not one or not later:
        return 0.0, 0.0
    return float(not one & later), float(bool(one & later))


def _places(words: Words, low: int, high: int) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield for each place named behind a preposition the preposition's number and the words of the name."""
    for word in range(low, high):
        above = words.heads[word]
        if words.dependencies[word] != "pobj" or words.texts[above].lower() not in _PLACED:
            continue
        name = {
            words.texts[part].lower()
            for part in range(above + 1, word + 1)
            if words.kinds[part] == "PROPN" and (part == word or words.heads[part] == word)
        }
        if name and not name & _TIMELY:
            yield above, frozenset(name)
