"""Persons that a report names together with their age, by which follow-ups know their incident again.

"Ivo Brandl, 34, of Oskelu" is told of those whom a happening struck or whom it is laid to, and hardly of those who only
speak about it: officials have no age. Two reports that tell one name with one age are therefore most likely about one
happening, also where one of them tells the day of an arrest, a trial or a burial. Names are held as numbers while
linking runs; none is stored, shown or given as a reason.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["NOBODY", "Named", "persons_in"]

_LETTERS = r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*"
_WORD = re.compile(rf"{_LETTERS}\.?|[,;:!?()\[\]\"\u201c\u201d]|\d+|\n\s*\n")
_AGE = re.compile(
    # "NAME, 34, ..." and "NAME (34)", also "NAME, aged 34" and with the years in the usual words of some languages
    r"(?:,\s*|\(\s*|,?\s+(?=age))(?:aged?\s+)?(?P<age>\d{1,2})(?=\s*[,.;:)\u2013\u2014]|\s*$|\s+(?:and|or|of|was|were|is|has|had|who|from)\b"
    r"|[\s-]*(?:years?\b|ans\b|a\u00f1os\b|anni\b|anos\b|Jahre\b|\u043b\u0435\u0442\b|\u0433\u043e\u0434|\u0440\u043e\u043a))"
)
_BEFORE = re.compile(
    # "34-year-old NAME"
    r"\b(?P<age>\d{1,2})(?:[\s-]+years?[\s-]+old|-\u043b\u0435\u0442\w*|-\u0440\u0456\u0447\w*)\s+(?P<rest>.{4,60})",
    re.DOTALL,
)
_BEHIND = 60  # characters before an age in which its name stands
_PARTICLES = frozenset({"de", "del", "della", "di", "da", "dos", "la", "le", "van", "von", "der", "den", "bin", "ibn"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_DATES = frozenset(name.casefold() for names in (calendar.day_name, calendar.month_name) for name in names if name)
_GAP = 3  # words of a name, particles and initials among them, over which its first and last may stand apart

Key = tuple[str, str]
"""First and last word of a name, in lower case."""


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a text names.

    Args:
        aged: First and last words of names that stand with an age, with that age in years. A name of three words has
            two such pairs, since the first of them may be a title.
        pairs: All pairs of words with capitals that may be the first and last of a name.
    """

    aged: dict[Key, int] = field(default_factory=dict)
    pairs: frozenset[Key] = frozenset()


NOBODY = Named()
"""Of a text that names nobody."""


def persons_in(text: str) -> Named:
    """Return whom a text names; in scripts without capitals it is nobody.

    Args:
        text: Running text. In a headline every word may have a capital: none should be given.
    """
    aged: dict[Key, int] = {}
    for found in _AGE.finditer(text):
        names = _last_name(text[max(0, found.start() - _BEHIND) : found.start()])
        aged.update((key, int(found["age"])) for key in _pairs_to_the_last(names))
    for found in _BEFORE.finditer(text):
        names = next(_names(found["rest"]), [])
        if names and found["rest"].startswith(names[0]):
            aged.update((key, int(found["age"])) for key in _pairs_to_the_last(names[: _GAP + 1]))
    pairs = {
        key for names in _names(text) for end in range(2, len(names) + 1) for key in _pairs_to_the_last(names[:end])
    }
    return Named({key: age for key, age in aged.items() if age}, frozenset(pairs))


def _last_name(before: str) -> list[str]:
    """Return the words of the name that a stretch of text ends with, or none."""
    stripped = before.rstrip()
    names = list(_names(stripped))[-1:]
    words = [word for found in names for word in found if word.rstrip(".").casefold() not in _SUFFIXES]
    ends = re.sub(r"(?:,?\s+(?:Jr|Sr|II|III|IV)\.?)$", "", stripped)
    return words if words and ends.endswith(words[-1]) else []


def _names(text: str) -> Iterator[list[str]]:
    """Yield stretches of words with capitals, particles and initials inside them kept."""
    found: list[str] = []
    particles: list[str] = []
    nickname = False
    for match in _WORD.finditer(text):
        word = match.group()
        if word in '"\u201c\u201d' and found:
            nickname = True
            continue
        if word[0].isupper():
            found += [*particles, word]
            particles = []
            if len(word) > 2 and word.endswith(".") and word.rstrip(".").casefold() not in _SUFFIXES and not nickname:
                found[-1] = word.rstrip(".")
                yield found
                found = []
        elif found and word in _PARTICLES:
            particles.append(word)
        else:
            if found:
                yield found
            found, particles, nickname = [], [], False
    if found:
        yield found


def _pairs_to_the_last(names: list[str]) -> Iterator[Key]:
    if len(names) < 2:
        return
    last = names[-1].rstrip(".")
    if len(last) < 2 or last.casefold() in _DATES:
        return
    for word in names[-1 - _GAP : -1]:
        first = word.rstrip(".")
        if len(first) > 1 and first not in _PARTICLES:
            yield first.casefold(), last.casefold()
