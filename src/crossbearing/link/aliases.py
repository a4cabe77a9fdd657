"""Whether two names for whom one exact figure is credited to may mean one body.

"A local rights group" of the one report is the "Citizens' Observatory" of the other, "the state's chief prosecutor" the
"prosecutor's office": they do the same work, are of no different state or level, and neither has a name of its own that
the other lacks. That says nothing of two bodies as such; it is asked only where both give one exact answer to one
question about one incident, and what it joins is a suspicion.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from crossbearing.resources.actors import actor_key, states
from crossbearing.resources.lexicon import languages
from crossbearing.resources.loading import table

__all__ = ["MOST", "Profile", "alike", "profile_of"]

MOST = 60
"""Names of bodies that give one answer, from which no two are compared: so many show that anybody gives it."""

_STEM = 5  # letters by which words of related languages meet: observatory, observatoire
_SHARED = 2  # words of two full names
_LONGEST = 4  # words of a phrase that names a role
_ARMED = frozenset({"group", "groups", "movement", "fighters"})  # said of those who fight, where no word tells whose


@dataclass(frozen=True, slots=True)
class Profile:
    """What a name tells of the body it names.

    Args:
        roles: What the body does, by the table of roles.
        levels: Of which levels it is.
        state: ISO 3166-1 alpha-2 code of the state that the name or its family names, or empty.
        own: Beginnings of the words of the name that are of no other sort.
        words: The same with those of its roles.
    """

    roles: frozenset[str]
    levels: frozenset[str]
    state: str
    own: frozenset[str]
    words: frozenset[str]

    @property
    def generic(self) -> bool:
        """Whether the name says what the body does, and nothing by which it is told from others of its sort."""
        return bool(self.roles) and not self.own and not self.state


def alike(one: Profile, other: Profile) -> bool:
    """Return whether two names may mean one body.

    They do the same work, or share words of their own; and nothing tells them apart. Two full names have to share two
    words: two groups of one town are two.
    """
    if one.state and other.state and one.state != other.state:
        return False
    if one.levels and other.levels and one.levels.isdisjoint(other.levels):
        return False
    if one.own and other.own:
        alone = one.roles & other.roles & _tables().one_each
        return bool(one.own & other.own) and (bool(alone) or len(one.words & other.words) >= _SHARED)
    if one.roles & other.roles:
        return True
    may_be = _tables().any_of
    return any(
        mine in may_be.get(theirs, ()) or theirs in may_be.get(mine, ()) for mine in one.roles for theirs in other.roles
    )


@lru_cache(maxsize=65_536)
def profile_of(name: str, family: str = "") -> Profile:
    """Return what a name tells of the body it names.

    Args:
        name: As written, or the label of a known actor.
        family: Key of its family, such as `state:SY`, or empty.
    """
    tables = _tables()
    words = actor_key(name).split()
    state = family.removeprefix("state:") if family.startswith("state:") else ""
    roles: set[str] = set()
    levels: set[str] = set()
    own: set[str] = set()
    of_roles: set[str] = set()
    at = 0
    while at < len(words):
        length, role, level, named = _at(words, at, tables)
        roles.update(role)
        levels.update(level)
        of_roles.update(word[:_STEM] for word in words[at : at + length] if role)
        state = state or named
        if not (role or level or named) and words[at] not in tables.empty:
            own.add(words[at][:_STEM])
        at += length
    if not roles and not own and not _ARMED.isdisjoint(words):
        roles.add("armed_group")
    return Profile(frozenset(roles), frozenset(levels), state, frozenset(own), frozenset(own | of_roles))


@dataclass(frozen=True, slots=True)
class _Tables:
    roles: dict[str, str]
    levels: dict[str, str]
    empty: frozenset[str]
    states: dict[str, str]
    any_of: dict[str, frozenset[str]]
    one_each: frozenset[str]


def _at(words: list[str], at: int, tables: _Tables) -> tuple[int, list[str], list[str], str]:
    """Return how many words from a place are taken together, and the role, level and state that they name."""
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        phrase = " ".join(words[at : at + length])
        singular = phrase.removesuffix("s")
        role = [tables.roles[form] for form in (phrase, singular) if form in tables.roles][:1]
        level = [tables.levels[form] for form in (phrase, singular) if form in tables.levels][:1]
        state = tables.states.get(phrase, "")
        if role or level or state:
            return length, role, level, state
    return 1, [], [], ""


@cache
def _tables() -> _Tables:
    roles: dict[str, str] = {}
    levels: dict[str, str] = {}
    empty: set[str] = set()
    any_of: dict[str, set[str]] = {}
    one_each: set[str] = set()
    for code in languages():
        raw = table(f"{code}/roles.toml")
        roles.update({actor_key(word): role for role, found in raw["roles"].items() for word in found})
        levels.update({actor_key(word): level for level, found in raw["levels"].items() for word in found})
        empty.update(raw["empty"]["words"])
        one_each.update(raw.get("one_each", {}).get("roles", ()))
        for role, found in raw.get("any_of", {}).items():
            any_of.setdefault(role, set()).update(found)
    named = {
        actor_key(word): state.code
        for state in states().values()
        for word in (*state.adjectives, state.name, *state.aliases)
    }
    may_be = {role: frozenset(found) for role, found in any_of.items()}
    return _Tables(roles, levels, frozenset(empty), named, may_be, frozenset(one_each))
