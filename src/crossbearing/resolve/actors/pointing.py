"""Words that point back to a body ("the group", "the Guards"), by what a document names and where it plays."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from crossbearing.model.actors import ActorKind
from crossbearing.resolve.actors.matcher import ActorMatch, ActorMatcher, Surroundings
from crossbearing.resources.actors import actor, actor_key, actors, bodies, pointing_alone, pointing_words, theatres
from crossbearing.resources.affiliations import within

__all__ = ["NamedBodies"]

_RUN = re.compile(
    r"\b[A-Z][\w'\u2019-]*(?:\s+(?:(?:of|for|the|and|in|al|ul|de|del)\s+)?(?:al-)?[A-Z][\w'\u2019-]*){0,7}"
)
_POINTER = re.compile(r"^\s*(?:the|this|that|these|those|its)\s+(?:said\s+|same\s+)?", re.IGNORECASE)
_MOST_RUNS = 1500  # names looked at in one document
_LONGEST_RUN = 7  # words of a name
_PEACEKEEPING = "un-peacekeeping"
_MISSIONS = frozenset({"peacekeepers", "blue helmets", "un peacekeepers", "mission", "un mission", "un force"})
_KINDS_OF_NAMES = frozenset({ActorKind.STATE, ActorKind.PERSON})  # what short forms do not stand for
_ANY_BODY = frozenset(
    {"group", "organisation", "organization", "agency", "ministry", "mission", "militants", "fighters"}
)
_TOP = 0.4  # share of a document's place names from which it plays in a country


class NamedBodies:
    """The bodies that one document names, with where, for words that point back to them.

    Args:
        text: The document's words.
        matcher: Where names are looked up.
        around: What the document says.
    """

    def __init__(self, text: str, matcher: ActorMatcher, around: Surroundings) -> None:
        found = sorted(_named(text, matcher, around))
        self._offsets = [offset for offset, _ in found]
        self._ids = [identifier for _, identifier in found]
        self._around = around

    def match(self, name: str, offset: int | None) -> ActorMatch | None:
        """Return the body that a name points to, or None where it points to none that can be told.

        Args:
            name: As written, such as "the group".
            offset: Where it stands, or None; only what is named before counts, and all where it is not known.

        Returns:
            A match, one without an actor whose reason says between which bodies it cannot be told, or None where the
            words are no such word.
        """
        form = actor_key(name)
        before = list(dict.fromkeys(reversed(self._ids[: self._until(offset)])))
        if form in _MISSIONS:
            mission = self._mission()
            if mission is not None:
                return mission
        kinds = pointing_words().get(form)
        if kinds is not None and _POINTER.match(name):
            return self._of_kind(form, kinds, before) or self._alone(form, before) or self._called_so(form, kinds)
        return self._short_form(name, form, before)

    def _until(self, offset: int | None) -> int:
        return len(self._ids) if offset is None else bisect_left(self._offsets, offset)

    def _of_kind(self, form: str, kinds: frozenset[ActorKind], before: list[str]) -> ActorMatch | None:
        fitting = [identifier for identifier in before if actors()[identifier].kind in kinds]
        if form == "ministry":
            fitting = [identifier for identifier in fitting if identifier.endswith("-ministry")]
        if form == "junta":
            fitting = [one for one in fitting if "junta" in _words_of(one) or "military" in _words_of(one)]
        own = [identifier for identifier in fitting if form in _words_of(identifier)]
        if len(own) == 1 or form in pointing_alone():
            fitting = own
        if len(fitting) == 1:
            item = actors()[fitting[0]]
            return ActorMatch(item.id, 0.65, f"the only body of this kind named before: {item.name}", item.kind.value)
        if fitting:
            names = ", ".join(sorted(actors()[identifier].name for identifier in fitting[:3]))
            reason = f"no match: '{form}' could be any of {len(fitting)} bodies named before, such as {names}"
            return ActorMatch("", 0.0, reason, actors()[fitting[0]].kind.value, others=tuple(fitting))
        return None

    def _alone(self, form: str, before: list[str]) -> ActorMatch | None:
        meant = actor(pointing_alone().get(form, ""))
        if meant is None or any(actors()[one].kind is ActorKind.COALITION for one in before):
            return None
        return ActorMatch(meant.id, 0.55, f"what '{form}' alone means in reports; no other is named", meant.kind.value)

    def _called_so(self, form: str, kinds: frozenset[ActorKind]) -> ActorMatch | None:
        """Match "the movement" where one body alone that is active in the country is called so."""
        country = self._country()
        here = [one for one in _by_word().get(form, ()) if actors()[one].kind in kinds and country in _active(one)]
        if form in _ANY_BODY or not country or len(here) != 1:
            return None
        item = actors()[here[0]]
        return ActorMatch(
            item.id, 0.5, f"the only body called so that is active in {country}: {item.name}", item.kind.value
        )

    def _short_form(self, name: str, form: str, before: list[str]) -> ActorMatch | None:
        """Match a short form in capitals: "the Tigers" of a longer name told before or active where it plays."""
        bare = _POINTER.sub("", name).strip()
        words = form.split()
        if bare == name.strip() and len(words) == 1:
            return None  # "Gangs" at the head of a sentence is no name
        if not bare[:1].isupper() or len(form) < 4 or any(word in _common() for word in words):
            return None
        told = [one for one in before if set(words) <= _words_of(one) and actors()[one].kind not in _KINDS_OF_NAMES]
        if len(told) == 1:
            item = actors()[told[0]]
            return ActorMatch(item.id, 0.75, f"short for {item.name}, named in the document", item.kind.value)
        country = self._country()
        here = [one for one in _by_word().get(words[0], ()) if set(words) <= _words_of(one) and country in _active(one)]
        leading = [one for one in here if any(key.startswith(f"{form} ") for key in _keys_of(one))]
        here = leading if len(leading) == 1 else here
        if not told and len(here) == 1:
            item = actors()[here[0]]
            return ActorMatch(item.id, 0.6, f"short for {item.name}, active in {country}", item.kind.value)
        return None

    def _mission(self) -> ActorMatch | None:
        country = self._country()
        here = [
            identifier
            for identifier in theatres()
            if country in theatres()[identifier] and _PEACEKEEPING in within(identifier, self._around.on)
        ]
        if len(here) != 1:
            return None
        item = actors()[here[0]]
        return ActorMatch(item.id, 0.6, f"the only UN peacekeeping mission in {country} then", item.kind.value)

    def _country(self) -> str:
        code, share = max(self._around.countries, key=lambda pair: pair[1], default=("", 0.0))
        return code if share >= _TOP else ""


def _named(text: str, matcher: ActorMatcher, around: Surroundings) -> Iterator[tuple[int, str]]:
    """Yield the bodies named in a text, by the longest part of each run of capitalised words that is a name."""
    for run in list(_RUN.finditer(text))[:_MOST_RUNS]:
        words = list(re.finditer(r"\S+", run[0]))
        first = 0
        while first < len(words):
            for last in range(min(len(words), first + _LONGEST_RUN), first, -1):
                part = run[0][words[first].start() : words[last - 1].end()]
                found = matcher.named(part, around)
                if found:
                    yield run.start() + words[first].start(), found
                    first = last
                    break
            else:
                first += 1


@cache
def _keys_of(identifier: str) -> tuple[str, ...]:
    item = actor(identifier)
    return tuple(actor_key(name) for name in (item.name, *item.aliases)) if item is not None else ()


@cache
def _words_of(identifier: str) -> frozenset[str]:
    return frozenset(word for key in _keys_of(identifier) for word in key.split())


@cache
def _by_word() -> dict[str, tuple[str, ...]]:
    """Bodies of the table by the words of their names, without those that every state has."""
    found: dict[str, list[str]] = defaultdict(list)
    for item in actors().values():
        if item.kind in _KINDS_OF_NAMES or item.kind is ActorKind.MEDIUM or item.source == "every state has one":
            continue
        for word in _words_of(item.id):
            found[word].append(item.id)
    return {word: tuple(ids) for word, ids in found.items()}


def _active(identifier: str) -> tuple[str, ...]:
    return theatres().get(identifier) or (actors()[identifier].country,)


@cache
def _common() -> frozenset[str]:
    """Words that make no short form: those of bodies that every state has, and directions."""
    nouns = {word for body in bodies().values() for noun in body.nouns for word in actor_key(noun).split()}
    return frozenset(nouns - {"guards", "general", "staff"}) | {
        "north", "south", "east", "west", "northern", "southern", "eastern", "western", "people", "city", "province",
        "democratic", "islamic state", "united", "nations", "republic", "state", "states", "media", "news", "group",
    }  # fmt: skip
