"""Whether an answer to "who" names a body, or only describes somebody: "warplanes", "several nations", "its allies"."""

from __future__ import annotations

from functools import cache

from crossbearing.model.values import ActorRef
from crossbearing.resources.lexicon import languages, lexicon
from crossbearing.resources.loading import table

__all__ = ["names_a_body"]


def names_a_body(ref: ActorRef) -> bool:
    """Whether a body is known, or has a name of its own.

    Args:
        ref: One member of an answer. In scripts with capitals a name has one that its place in the sentence does not
            explain; in others every word may be a name.
    """
    if ref.actor:
        return True
    if not any(char.lower() != char.upper() for char in ref.name):
        return bool(ref.name.strip())
    words = [word for word in ref.name.replace("-", " ").split() if word.lower() not in _fillers()]
    capitals = [word for word in words if word[:1].isupper()]
    return any(word.lower() not in _common() and word.lower().removesuffix("s") not in _common() for word in capitals)


@cache
def _fillers() -> frozenset[str]:
    """Words that name nobody though they may have a capital: numbers, articles, "several", days, months."""
    found: set[str] = set()
    for code in languages():
        tables = table(f"{code}/sources.toml")
        found.update(tables["nobody"]["words"], tables["nobody"]["before"])
        times = table(f"{code}/times.toml")
        found.update(*(times[names] for names in ("months", "short_months", "weekdays")))
        found.update(lexicon(code).numbers.units, lexicon(code).numbers.tens)
    return frozenset(found)


@cache
def _common() -> frozenset[str]:
    """Common nouns for persons, groups and things of war."""
    found: set[str] = set()
    for code in languages():
        tables = lexicon(code)
        for word in (*tables.materiel, *tables.persons.status, *tables.cues.unnamed, *tables.cues.bodies):
            if word == word.lower():
                found.update(word.split())
        found.update(tables.triggers.nouns)
    return frozenset(found)
