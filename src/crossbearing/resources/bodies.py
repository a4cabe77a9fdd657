"""Which body a name in an attribution chain stands for, and to which family of bodies it belongs by itself.

A family by itself is a state with its ministries, forces and offices, or a body alone. Bodies of an intergovernmental
organisation or of a coalition are kept apart. Upstream links join families further, for one answer only; that is the
work of linking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from crossbearing.model.actors import Actor, ActorKind, Speaker
from crossbearing.model.ids import normalised_words
from crossbearing.resources.lexicon import languages, lexicon
from crossbearing.resources.loading import table
from crossbearing.resources.place_tables import countries

__all__ = ["Bodies", "Body", "Sort"]

_KEPT_APART = frozenset({ActorKind.COALITION, ActorKind.INTERGOVERNMENTAL})
_OF_A_STATE = frozenset({ActorKind.STATE, ActorKind.MILITARY, ActorKind.AGENCY})
_DEEPEST = 8  # a longer chain of affiliations is a mistake in the table, or a circle
_BRACKET = re.compile(r"\(([^()]*)\)\s*$")


class Sort(StrEnum):
    """What a link of a chain is, as far as its name, its kind and the table of actors tell."""

    MEDIUM = "medium"
    BODY = "body"  # known or worded as a body that speaks for itself
    NAMED = "named"  # has a name, and nothing tells what it is
    DESCRIBED = "described"  # unnamed, but described: locals, surviving soldiers, a source at the airport
    NOBODY = "nobody"  # unnamed and not described: others, sources, reports


@dataclass(frozen=True, slots=True)
class Body:
    """What a name stands for.

    Args:
        name: Neutral label where the actor is known, else the name as written.
        sort: What it is.
        family: Key of its family by itself, such as `state:SY`; empty for nobody.
        label: Name of that family.
        person: Whether the name is a person's, as far as is known.
    """

    name: str
    sort: Sort
    family: str
    label: str
    person: bool = False


class Bodies:
    """Tells bodies by name.

    Args:
        actors: Known actors.
    """

    def __init__(self, actors: Iterable[Actor] = ()) -> None:
        self._actors: Mapping[str, Actor] = {actor.id: actor for actor in actors}
        self._known: dict[tuple[str, str, str, bool], Body] = {}

    def body(self, speaker: Speaker) -> Body:
        """Return what a speaker stands for."""
        key = (normalised_words(speaker.name), speaker.actor, speaker.kind, speaker.named)
        if key not in self._known:
            self._known[key] = self._find(speaker)
        return self._known[key]

    def _find(self, speaker: Speaker) -> Body:
        words = normalised_words(speaker.name).split()
        actor = self._actors.get(speaker.actor) or self._by_name.get(" ".join(words))
        if actor is None and (bracket := _BRACKET.search(speaker.name)):
            actor = self._by_name.get(normalised_words(speaker.name[: bracket.start()]))
        if actor is not None and actor.kind is not ActorKind.OTHER:
            return self._of_actor(actor)
        if not words or speaker.kind == "unnamed" or self._names_nobody(words):
            return Body(speaker.name, Sort.NOBODY, "", "")
        country = self._state(words, speaker.name)
        if country:
            unnamed = not speaker.named or any(word in self._words("state", "persons") for word in words)
            sort = Sort.DESCRIBED if unnamed else Sort.BODY
            return Body(speaker.name, sort, f"state:{country}", self._state_label(country))
        own = f"body:{' '.join(words)}"
        if speaker.kind == "author":
            return Body(speaker.name, Sort.NAMED, own, speaker.name, person=True)
        if speaker.kind == ActorKind.MEDIUM or self._names_a_medium(words):
            return Body(speaker.name, Sort.MEDIUM, own, speaker.name)
        if not speaker.named or self._describes(speaker.name, words):
            return Body(speaker.name, Sort.DESCRIBED, own, speaker.name)
        known_kind = speaker.kind not in ("", ActorKind.OTHER, ActorKind.PERSON)
        person = speaker.kind == ActorKind.PERSON or (not speaker.kind and _looks_like_a_person(speaker.name))
        return Body(speaker.name, Sort.BODY if known_kind else Sort.NAMED, own, speaker.name, person)

    def _of_actor(self, actor: Actor) -> Body:
        spokes_for = next((link.actor for link in actor.affiliations if link.kind == "speaks_for"), "")
        holder = self._actors.get(spokes_for, actor) if actor.kind is ActorKind.PERSON else actor
        top = self._top(holder)
        in_state = top.kind in _OF_A_STATE or (top.kind is ActorKind.PERSON and holder is not actor)
        if in_state and top.country:
            family, label = f"state:{top.country}", self._state_label(top.country)
        else:
            family, label = f"actor:{top.id}", top.name
        sort = Sort.MEDIUM if actor.kind is ActorKind.MEDIUM and family == f"actor:{actor.id}" else Sort.BODY
        if actor.kind is ActorKind.WITNESS_GROUP:
            sort = Sort.DESCRIBED
        if actor.kind is ActorKind.MEDIUM:
            sort = Sort.MEDIUM
        return Body(holder.name, sort, family, label, holder.kind is ActorKind.PERSON)

    def _top(self, actor: Actor) -> Actor:
        """Return the body that an actor belongs to in the end, without climbing into coalitions or organisations."""
        for _ in range(_DEEPEST):
            above = [
                self._actors[link.actor]
                for link in actor.affiliations
                if link.actor in self._actors and self._actors[link.actor].kind not in _KEPT_APART
            ]
            if not above or actor.kind is ActorKind.MEDIUM:
                return actor
            actor = above[0]
        return actor

    @cached_property
    def _by_name(self) -> dict[str, Actor]:
        found: dict[str, Actor] = {}
        for actor in self._actors.values():
            for name in (actor.name, *actor.aliases):
                found.setdefault(normalised_words(name), actor)
        return found

    def _state(self, words: list[str], name: str) -> str:
        """Return the code of the state whose body a name names by its words ("Danish Defence Command"), or ''."""
        bracket = _BRACKET.search(name)
        if bracket and (country := self._states.get(normalised_words(bracket.group(1)))):
            return country
        if words[0] in {"a", "an", "the"}:
            words = words[1:]
        for length in (3, 2, 1):
            country = self._states.get(" ".join(words[:length]), "")
            rest = words[length:]
            if country and len(words) >= length:
                if not rest:
                    return country if " ".join(words) in self._state_names else ""
                own = any(word in self._words("state", "words") for word in rest)
                return country if own and not any(word in self._words("state", "not_state") for word in rest) else ""
        return ""

    @cached_property
    def _states(self) -> dict[str, str]:
        """Names of states and words for what belongs to them, normalised, with their codes."""
        found = {normalised_words(word): code for code, words in table("demonyms.toml").items() for word in words}
        for name, code in self._state_names.items():
            found.setdefault(name, code)
        return found

    @cached_property
    def _state_names(self) -> dict[str, str]:
        named: dict[str, str] = {}
        for country in countries():
            for name in (country.name, *country.aliases):
                named.setdefault(normalised_words(name), country.id)
        for code in ("GB", "US"):
            for word in table("demonyms.toml")[code]:
                named.setdefault(normalised_words(word), code)
        return named

    def _state_label(self, code: str) -> str:
        words = table("demonyms.toml").get(code)
        return f"{words[0]} state bodies" if words else f"state bodies ({code})"

    def _names_nobody(self, words: list[str]) -> bool:
        heads = self._words("nobody", "heads")
        return all(word in self._words("nobody", "words") for word in words) and any(word in heads for word in words)

    def _names_a_medium(self, words: list[str]) -> bool:
        name = " ".join(words)
        if name in self._media or name.removeprefix("the ") in self._media:
            return True
        generic = any(word in self._words("medium", "words") for word in words)
        return generic and not any(word in self._words("state", "words") for word in words)

    @cached_property
    def _media(self) -> frozenset[str]:
        return frozenset(normalised_words(name) for code in languages() for name in lexicon(code).cues.media)

    def _describes(self, name: str, words: list[str]) -> bool:
        """Whether a name is a description: its words are common nouns that name sources of a sort."""
        heads = self._described
        if not any(word in heads or word.rstrip("s") in heads for word in words):
            return False
        return name[:1].islower() or not any(part[:1].isupper() for part in name.split()[1:])

    @cached_property
    def _described(self) -> frozenset[str]:
        return frozenset(word for code in languages() for word in lexicon(code).cues.unnamed)

    def _words(self, section: str, name: str) -> frozenset[str]:
        key = (section, name)
        if key not in self._tables:
            self._tables[key] = frozenset(
                word for code in languages() for word in table(f"{code}/sources.toml")[section][name]
            )
        return self._tables[key]

    @cached_property
    def _tables(self) -> dict[tuple[str, str], frozenset[str]]:
        return {}


def _looks_like_a_person(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 4 and all(word[:1].isupper() and word.replace("-", "").isalpha() for word in words)
