"""Actors, the bodies every state has, and who is part of or speaks for whom."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from crossbearing.model.actors import Actor, ActorKind, Affiliation
from crossbearing.model.errors import ResourceError
from crossbearing.resources.loading import table
from crossbearing.resources.publishers import publishers

__all__ = [
    "MEMBER_OF",
    "PART_OF",
    "SPEAKS_FOR",
    "Body",
    "DatedName",
    "State",
    "actor",
    "actor_key",
    "actors",
    "bodies",
    "dated_names",
    "generic_words",
    "lifetimes",
    "names_of",
    "plain_bodies",
    "pointing_alone",
    "pointing_words",
    "state_of",
    "states",
    "theatres",
]

PART_OF = "part_of"
"""A body is part of another."""

SPEAKS_FOR = "speaks_for"
"""A body or office speaks for another."""

MEMBER_OF = "member_of"
"""A state takes part in a coalition."""

_FILE = "actors.toml"
_WORDS = re.compile(r"[^\W_]+", re.UNICODE)
_DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b|\s|$|-)")


_NEEDS_ARTICLE = re.compile(
    r"\bRepublic\b|^United\b|\bIslands$|\bEmirates\b|^(?:Netherlands|Philippines|Maldives|Bahamas|Comoros|Seychelles|Gambia)$"
)


@dataclass(frozen=True, slots=True)
class State:
    """A state and the words for it.

    Args:
        code: ISO 3166-1 alpha-2.
        id: Actor id.
        name: Neutral label.
        aliases: Other names.
        adjectives: Such as "Syrian".
        people: Such as "Syrians".
        capitals: Cities whose names stand for its government in reports.
    """

    code: str
    id: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """An office or force that every state has.

    Args:
        name: Last part of the actor id, such as `military`.
        kind: Kind of actor.
        label: Label with `{state}` for the state's name.
        part_of: The body of the same state that it is part of, or empty for the state itself.
        nouns: Words for it, in lower case.
    """

    name: str
    kind: ActorKind
    label: str
    part_of: str
    nouns: tuple[str, ...]


@lru_cache(maxsize=65_536)
def actor_key(name: str) -> str:
    """Return the form under which names of actors are compared.

    Args:
        name: As written.

    Returns:
        Lower-case words without accents, possessive s, full stops of abbreviations and a leading article.
    """
    text = unicodedata.normalize("NFKD", name.replace("\u2019", "'"))
    text = "".join(char for char in text if not unicodedata.combining(char)).casefold()
    text = _DOTS.sub("", text)
    text = re.sub(r"'s\b|(?<=s)'(?=\s|$)", "", text).replace("'", "")
    words = _WORDS.findall(text)
    if len(words) > 1 and words[0] in ("the", "a", "an"):
        words = words[1:]
    return " ".join(words)


def _damaged(where: str, error: Exception) -> ResourceError:
    return ResourceError(f"entry {where} cannot be read ({error})", where=f"resources/{_FILE}", remedy="reinstall")


@cache
def states() -> dict[str, State]:
    """Return states by ISO code.

    Raises:
        ResourceError: If the table is damaged.
    """
    found = {}
    for code, row in table(_FILE)["states"].items():
        try:
            found[code] = State(
                code=code,
                id=row["id"],
                name=row["name"],
                aliases=tuple(row["aliases"]),
                adjectives=tuple(row["adjectives"]),
                people=tuple(row["people"]),
                capitals=tuple(row["capitals"]),
            )
        except (KeyError, TypeError) as error:
            raise _damaged(code, error) from error
    return found


@cache
def bodies() -> dict[str, Body]:
    """Return the bodies that every state has, by name.

    Raises:
        ResourceError: If the table is damaged.
    """
    found = {}
    for name, row in table(_FILE)["bodies"].items():
        try:
            found[name] = Body(
                name=name,
                kind=ActorKind(row["kind"]),
                label=row["name"],
                part_of=row.get("part_of", ""),
                nouns=tuple(row["nouns"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged(name, error) from error
    return found


def _affiliation(kind: str, written: str) -> Affiliation:
    target, _, span = written.partition(" ")
    since, _, until = span.partition("/")
    return Affiliation(kind=kind, actor=target, since=since, until=until)


@cache
def actors() -> Mapping[str, Actor]:
    """Return all actors by id: states, their bodies, voices of capitals, publishers, and the table's own.

    Raises:
        ResourceError: If the table is damaged.
    """
    found: dict[str, Actor] = {}
    for state in states().values():
        found[state.id] = Actor(
            state.id,
            state.name,
            ActorKind.STATE,
            state.aliases + state.people,
            state.code,
            (),
            "UN member list; GeoNames",
        )
        for body in bodies().values():
            item = _state_body(state, body)
            found[item.id] = item
        for city in state.capitals[:1]:
            item = Actor(
                id=f"capital-{_slug(city)}",
                name=city,
                kind=ActorKind.AGENCY,
                aliases=state.capitals[1:],
                country=state.code,
                affiliations=(Affiliation(SPEAKS_FOR, state.id),),
                source="GeoNames",
            )
            found[item.id] = item
    for publisher in publishers().values():
        if not publisher.actor:
            found.setdefault(publisher.id, publisher.as_actor())
    memberships = _memberships()
    for identifier, row in table(_FILE)["actors"].items():
        try:
            found[identifier] = _row_actor(identifier, row)
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged(identifier, error) from error
    for identifier, extra in memberships.items():
        if identifier not in found:
            raise _damaged(identifier, KeyError("unknown member"))
        item = found[identifier]
        found[identifier] = Actor(
            item.id, item.name, item.kind, item.aliases, item.country, item.affiliations + extra, item.source
        )
    return found


def names_of(identifier: str) -> tuple[str, ...]:
    """Return the names of a body: its label, its aliases, and for one that every state has, its words with the state's.

    Args:
        identifier: Id of an actor.

    Returns:
        Such as "Armed forces of Chad", "Chad Army", "Chadian armed forces"; empty for an unknown id.
    """
    known = actor(identifier)
    if known is None:
        return ()
    names = [known.name, *known.aliases]
    state = state_of(known.country)
    body = bodies().get(identifier.removeprefix(f"{state.id}-")) if state is not None else None
    if state is not None and body is not None:
        words = (state.name, *state.adjectives, *state.aliases)
        names += [f"{word} {noun}" for word in words for noun in body.nouns]
        names += [f"{noun} of {word}" for word in (state.name, *state.aliases) for noun in body.nouns]
    return tuple(dict.fromkeys(names))


def _slug(name: str) -> str:
    return actor_key(name).replace(" ", "-")


def _state_body(state: State, body: Body) -> Actor:
    parent = f"{state.id}-{body.part_of}" if body.part_of else state.id
    return Actor(
        id=f"{state.id}-{body.name}",
        name=body.label.format(state=_with_article(state.name)),
        kind=body.kind,
        country=state.code,
        affiliations=(Affiliation(PART_OF, parent),),
        source="every state has one",
    )


def _with_article(name: str) -> str:
    return f"the {name}" if _NEEDS_ARTICLE.search(name) else name


def _row_actor(identifier: str, row: dict[str, object]) -> Actor:
    def strings(field: str) -> tuple[str, ...]:
        value = row.get(field, [])
        if not isinstance(value, list):
            raise TypeError(f"{field} is no list")
        return tuple(str(item) for item in value)

    affiliations = tuple(
        _affiliation(kind, written) for kind in (PART_OF, SPEAKS_FOR, MEMBER_OF) for written in strings(kind)
    )
    return Actor(
        id=identifier,
        name=str(row["name"]),
        kind=ActorKind(str(row["kind"])),
        aliases=strings("aliases"),
        country=str(row.get("country", "")),
        affiliations=affiliations,
        source=str(row["source"]),
    )


def _memberships() -> dict[str, tuple[Affiliation, ...]]:
    found: dict[str, list[Affiliation]] = defaultdict(list)
    for group, rows in table(_FILE).get("members", {}).items():
        for identifier, span in rows.items():
            found[identifier].append(_affiliation(MEMBER_OF, f"{group} {span}"))
    return {identifier: tuple(items) for identifier, items in found.items()}


@cache
def generic_words(kind: str) -> frozenset[str]:
    """Return words of unnamed speakers: `people`, `sources`, `filler`, or names that are `vague` alone.

    Raises:
        ResourceError: If the table is damaged.
    """
    try:
        return frozenset(table(_FILE)["generic"][kind])
    except KeyError as error:
        raise _damaged(f"generic.{kind}", error) from error


@cache
def plain_bodies() -> dict[str, str]:
    """Return bodies of a state by words that do not say whose ("the army")."""
    return dict(table(_FILE).get("plain_bodies", {}))


@cache
def theatres() -> dict[str, tuple[str, ...]]:
    """Return the countries in which actors are active, by actor id, as far as the table says."""
    found = {identifier: tuple(row.get("where", ())) for identifier, row in table(_FILE)["actors"].items()}
    return {identifier: places for identifier, places in found.items() if places}


@dataclass(frozen=True, slots=True)
class DatedName:
    """A body that a name stood for from one day to another.

    Args:
        actor: Actor id.
        since: ISO date from which, or empty.
        until: ISO date until which, or empty.
    """

    actor: str
    since: str = ""
    until: str = ""

    def holds(self, on: str) -> bool:
        """Return whether it held on an ISO date; without a date only what has no bounds does."""
        if not on:
            return not self.since and not self.until
        return (not self.since or self.since <= on) and (not self.until or on <= self.until)


@cache
def dated_names() -> dict[str, tuple[DatedName, ...]]:
    """Return bodies that names stood for in their time, by result of `actor_key`.

    Raises:
        ResourceError: If the table is damaged.
    """
    found = {}
    for form, rows in table(_FILE).get("dated", {}).items():
        try:
            found[form] = tuple(DatedName(**row) for row in rows)
        except TypeError as error:
            raise _damaged(f"dated.{form}", error) from error
    return found


@cache
def lifetimes() -> dict[str, DatedName]:
    """Return when bodies were there, by actor id, as far as the table says."""
    found = {}
    for identifier, span in table(_FILE).get("lifetimes", {}).items():
        since, _, until = str(span).partition("/")
        found[identifier] = DatedName(identifier, since, until)
    return found


@cache
def pointing_alone() -> dict[str, str]:
    """Return bodies that a word such as "the alliance" means where no other body of the kind is named, by the word."""
    return dict(table(_FILE).get("pointing_alone", {}))


@cache
def pointing_words() -> dict[str, frozenset[ActorKind]]:
    """Return the kinds of body that words such as "the group" can point back to.

    Raises:
        ResourceError: If the table is damaged.
    """
    try:
        rows = table(_FILE).get("pointing", {}).items()
        return {word: frozenset(ActorKind(kind) for kind in kinds) for word, kinds in rows}
    except ValueError as error:
        raise _damaged("pointing", error) from error


def actor(identifier: str) -> Actor | None:
    """Return an actor by its id, or None."""
    return actors().get(identifier)


def state_of(code: str) -> State | None:
    """Return a state by ISO 3166-1 alpha-2 code, or None."""
    return states().get(code)
