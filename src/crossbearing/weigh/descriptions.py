"""Whether an answer to "who" names a body, or only describes somebody: "warplanes", "several nations", "its allies"."""

from __future__ import annotations

from functools import cache

from crossbearing.model.values import ActorRef, Actors
from crossbearing.resources.lexicon import languages, lexicon
from crossbearing.resources.loading import table

__all__ = ["describe_alike", "names_a_body", "rule_out_one_another"]


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


def rule_out_one_another(one: Actors, other: Actors) -> bool:
    """Whether two descriptions that name no body cannot mean the same persons.

    "Gunmen" may be whom another account calls attackers, and whom one side calls terrorists another calls rebels; what
    merely flew or fired ("warplanes", "artillery") may be anybody's. "Soldiers" are no rebels, and herders no farmers.

    Args:
        one: A description.
        other: Another one.
    """
    mine, theirs = _sorts(one), _sorts(other)
    if not mine or not theirs or mine & theirs:
        return False
    return _words_of(one).isdisjoint(_words_of(other))


def describe_alike(one: Actors, other: Actors) -> bool:
    """Whether two descriptions that name no body say the same of whom they mean: "gunmen" and "attackers".

    Args:
        one: A description.
        other: Another one.
    """
    mine, theirs = _sorts(one), _sorts(other)
    return mine == theirs or bool(mine & theirs) or not _words_of(one).isdisjoint(_words_of(other))


def _sorts(described: Actors) -> frozenset[str]:
    """Return what sort of doers the words describe, nothing where anybody may be meant."""
    words = _words_of(described)
    if words <= (_doers("anyone") | _things()):
        return frozenset()
    telling = words - _doers("anyone") - _things()
    if telling & _doers("armed"):
        return frozenset({"armed"})  # "rebel forces" are no forces of the state
    return frozenset("forces" if word in _doers("forces") else word for word in telling)


def _words_of(described: Actors) -> frozenset[str]:
    words = (word.lower() for ref in described.members for word in ref.name.replace("-", " ").split())
    return frozenset(word.removesuffix("s") for word in words if word not in _fillers())


@cache
def _doers(kind: str) -> frozenset[str]:
    words = (word for code in languages() for word in table(f"{code}/sources.toml")["doers"][kind])
    return frozenset(word.removesuffix("s") for word in words)


@cache
def _things() -> frozenset[str]:
    """Words for what flies, drives and fires."""
    found = {word for code in languages() for name in lexicon(code).materiel for word in name.lower().split()}
    return frozenset(word.removesuffix("s") for word in found)


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
    return frozenset(found) | _doers("anyone") | _doers("armed")
