"""Which body a name in an attribution chain stands for, and to which family of bodies it belongs by itself.

A family by itself is a state with its ministries, forces and offices, or a body alone. Bodies of an intergovernmental
organisation or of a coalition are kept apart. Upstream links join families further, for one answer only; that is the
work of linking.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property

from crossbearing.model.actors import Actor, ActorKind, Affiliation, Speaker
from crossbearing.resources.actors import actor_key, actors, generic_words, state_of, states
from crossbearing.resources.lexicon import languages, lexicon
from crossbearing.resources.loading import table

__all__ = ["Bodies", "Body", "Sort", "known_bodies"]

_KEPT_APART = frozenset({ActorKind.COALITION, ActorKind.INTERGOVERNMENTAL})
_OF_A_STATE = frozenset({ActorKind.STATE, ActorKind.MILITARY, ActorKind.AGENCY})
_SPEAKING_KINDS = frozenset(set(ActorKind) - {ActorKind.MEDIUM, ActorKind.PERSON, ActorKind.OTHER})
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
        known: Known actors by id.
    """

    def __init__(self, known: Mapping[str, Actor]) -> None:
        self._actors = known
        self._seen: dict[tuple[str, str, str, bool, str], Body] = {}

    def body(self, speaker: Speaker, on: str = "") -> Body:
        """Return what a speaker stands for.

        Args:
            speaker: One link of a chain.
            on: ISO date on which it spoke, for affiliations that hold for a time; or empty.
        """
        # As written: capitals and brackets tell a name from a description.
        key = (speaker.name, speaker.actor, speaker.kind, speaker.named, on[:10])
        if key not in self._seen:
            self._seen[key] = self._find(speaker, on[:10])
        return self._seen[key]

    def office(self, name: str, country: str) -> Body | None:
        """Return an office of a state by a name that leaves the state out ("general staff"), or None if it has no such.

        Args:
            name: As written.
            country: ISO 3166-1 alpha-2 code of the state that is meant.
        """
        state = state_of(country)
        if state is None:
            return None
        for adjective in (*state.adjectives[:1], state.name):
            found = self.body(Speaker(name=f"{adjective} {name.partition(',')[0]}"))
            if found.family == f"state:{country}":
                return replace(found, name=name) if state.name.casefold() in name.casefold() else found
        return None

    def is_bare_office(self, name: str) -> bool:
        """Whether a name is that of an office without its state: "the military", "general staff".

        Args:
            name: As written.
        """
        words = [word for word in actor_key(name).split() if word not in ("the", "of", "and")]
        known, persons = self._words("state", "words"), self._words("state", "persons")
        return bool(words) and all(word in known and word not in persons for word in words)

    def is_armed_forces(self, name: str) -> bool:
        """Whether a name is that of a state's forces as a whole, or of the ministry or staff that speaks for them.

        "The Danish army", its general staff and the defence ministry are channels of one body; a command of its own
        ("Northern Command"), a brigade, the police and every other ministry are bodies with accounts of their own.

        Args:
            name: As written, with its state or without.
        """
        words = actor_key(name).split()
        at = 0
        own = []
        while at < len(words):
            length = next((size for size in (5, 4, 3, 2, 1) if " ".join(words[at : at + size]) in _state_words()), 0)
            if not length:
                own.append(words[at])
            at += length or 1
        known = self._words("armed_forces", "words")
        heads = self._words("armed_forces", "heads")
        return any(word in heads for word in own) and all(word in known or word in heads for word in own)

    def _find(self, speaker: Speaker, on: str) -> Body:
        words = actor_key(speaker.name).split()
        name = " ".join(words)
        actor = self._actors.get(speaker.actor) or (None if name in _vague() else self._by_name.get(name))
        if actor is None and (bracket := _BRACKET.search(speaker.name)):
            actor = self._by_name.get(actor_key(speaker.name[: bracket.start()]))
        if not speaker.named and any(word in self._words("state", "not_state") for word in words):
            actor = None  # surviving soldiers or local officials speak for themselves, whatever body they belong to
        if actor is not None and actor.kind is not ActorKind.OTHER:
            return self._of_actor(actor, on, unnamed=self._is_someone_of(speaker, words))
        if not words or speaker.kind == "unnamed" or self._names_nobody(words):
            return Body(speaker.name, Sort.NOBODY, "", "")
        country = self._state(words, speaker.name)
        if country:
            sort = Sort.DESCRIBED if self._is_someone_of(speaker, words) else Sort.BODY
            return Body(speaker.name, sort, f"state:{country}", _state_label(country))
        own = f"body:{' '.join(words)}"
        if speaker.kind == "author":
            return Body(speaker.name, Sort.NAMED, own, speaker.name, person=True)
        if speaker.kind == ActorKind.MEDIUM or self._names_a_medium(words):
            return Body(speaker.name, Sort.MEDIUM, own, speaker.name)
        if not speaker.named or self._describes(speaker.name, words):
            return Body(speaker.name, Sort.DESCRIBED, own, speaker.name)
        person = speaker.kind == ActorKind.PERSON or (not speaker.kind and _looks_like_a_person(speaker.name))
        sort = Sort.BODY if speaker.kind in _SPEAKING_KINDS else Sort.NAMED
        return Body(speaker.name, sort, own, speaker.name, person)

    def _is_someone_of(self, speaker: Speaker, words: list[str]) -> bool:
        """Whether a name means somebody of a body ("US officials") and not the body."""
        return not speaker.named or any(word in self._words("state", "persons") for word in words)

    def _of_actor(self, actor: Actor, on: str, *, unnamed: bool) -> Body:
        spoken_for = next((tie.actor for tie in actor.affiliations if tie.kind == "speaks_for" and _holds(tie, on)), "")
        person = actor.kind is ActorKind.PERSON
        holder = self._actors.get(spoken_for, actor) if person else actor
        top = self._top(holder, on)
        if top.kind in _OF_A_STATE and top.country:
            family, label = f"state:{top.country}", _state_label(top.country)
        else:
            family, label = f"actor:{top.id}", top.name
        if actor.kind is ActorKind.MEDIUM:
            sort = Sort.MEDIUM
        elif actor.kind is ActorKind.WITNESS_GROUP or (unnamed and holder.kind in _OF_A_STATE):
            sort = Sort.DESCRIBED
        else:
            sort = Sort.BODY
        return Body(holder.name, sort, family, label, person and holder is actor)

    def _top(self, actor: Actor, on: str) -> Actor:
        """Return the body that an actor belongs to in the end, without climbing into coalitions or organisations."""
        for _ in range(_DEEPEST):
            if actor.kind is ActorKind.MEDIUM:
                return actor
            ties = [tie for tie in actor.affiliations if tie.kind in ("part_of", "speaks_for") and _holds(tie, on)]
            above = [self._actors[tie.actor] for tie in ties if tie.actor in self._actors]
            above = [one for one in above if one.kind not in _KEPT_APART]
            if actor.kind is ActorKind.AGENCY:
                # A ministry belongs to its authorities. That a party or an armed group is behind these is a fact of its
                # own and no name for them, as a governing party's is none for a state (docs/decisions/0023).
                above = [one for one in above if one.kind in _OF_A_STATE]
            if not above:
                return actor
            actor = above[0]
        return actor

    @cached_property
    def _by_name(self) -> dict[str, Actor]:
        """Actors by all their names, without those that several share: "National Army" is one in many states.

        Which of them is meant the document decides; where nothing in it does, a name of several bodies names none.
        """
        named: dict[str, list[Actor]] = {}
        for actor in self._actors.values():
            for key in dict.fromkeys(actor_key(name) for name in (actor.name, *actor.aliases)):
                named.setdefault(key, []).append(actor)
        return {key: self._meant(key, sharing) for key, sharing in named.items() if not self._is_shared(key, sharing)}

    @staticmethod
    def _meant(key: str, sharing: list[Actor]) -> Actor:
        """Return the actor whose own name it is, else the medium, whose initials are read most, else the first."""
        own = [actor for actor in sharing if actor_key(actor.name) == key]
        return next(iter([*own, *(actor for actor in sharing if actor.kind is ActorKind.MEDIUM)]), sharing[0])

    def _is_shared(self, key: str, sharing: list[Actor]) -> bool:
        """Whether a name is only another name of several bodies that belong together in nothing."""
        if len(sharing) == 1 or any(actor_key(actor.name) == key for actor in sharing):
            return False
        if any(actor.kind in (ActorKind.MEDIUM, *_KEPT_APART) for actor in sharing):
            return False
        return len({top.country or top.id for actor in sharing for top in [self._top(actor, "")]}) > 1

    def _state(self, words: list[str], name: str) -> str:
        """Return the code of the state whose body a name names by its words ("Danish Defence Command"), or ''."""
        bracket = _BRACKET.search(name)
        if bracket and (country := _state_words().get(actor_key(bracket.group(1)))):
            return country
        for length in (3, 2, 1):
            country = _state_words().get(" ".join(words[:length]), "")
            rest = words[length:]
            if country and rest:
                return country if self._is_office(rest) else ""
        return ""

    def _is_office(self, words: list[str]) -> bool:
        """Whether what stands behind a state's name is an office or force of it.

        A centre, a council or what has to do with health may be anybody's ("Niger Bend Monitoring Centre"), and the
        "national" of a national army, police or guard does not set it apart from the state.
        """
        forces = self._words("state", "national_forces")
        if words[0] == "national" and len(words) > 1 and words[1] in forces:
            words = words[1:]
        telling = self._words("state", "words") - self._words("state", "anybodys")
        own = [word for word in words if word in self._words("state", "words")]
        return (any(word in telling for word in own) or len(own) > 1) and not any(
            word in self._words("state", "not_state") for word in words
        )

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
        return frozenset(actor_key(name) for code in languages() for name in lexicon(code).cues.media)

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


@cache
def known_bodies() -> Bodies:
    """Return the bodies of the program's own table of actors, made once per process."""
    return Bodies(actors())


@cache
def _vague() -> frozenset[str]:
    """Names that so many bodies share that they name none by themselves ("the observatory"): the document decides."""
    return generic_words("vague")


@cache
def _state_words() -> dict[str, str]:
    """Words for states and for what belongs to them, as keys of names, with their codes."""
    found: dict[str, str] = {}
    for state in states().values():
        for word in (*state.adjectives, state.name, *state.aliases):
            found.setdefault(actor_key(word), state.code)
    return found


def _state_label(code: str) -> str:
    state = states().get(code)
    words = [word for word in (state.adjectives if state is not None else ()) if word]
    return f"{words[0]} state bodies" if words else f"state bodies ({code})"


def _holds(tie: Affiliation, on: str) -> bool:
    # Without a date, a tie that has come to an end does not count; ISO dates compare as strings.
    if not on:
        return not tie.until
    return (not tie.since or tie.since <= on) and (not tie.until or on <= tie.until)


def _looks_like_a_person(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 4 and all(word[:1].isupper() and word.replace("-", "").isalpha() for word in words)
