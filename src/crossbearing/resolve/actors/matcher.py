"""Looking names of actors up: by alias, by state and body, by office, and by what the document is about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache

from crossbearing.model.actors import Actor, ActorKind
from crossbearing.resolve.actors.generic import (
    authorities_of,
    is_generic,
    is_people,
    is_pronoun,
    is_vague,
    kind_of_generic,
    plain_body,
    run_by,
    state_words,
)
from crossbearing.resolve.actors.patterns import (
    APPOSED,
    BEHIND,
    BRACKET,
    CAPS,
    LED,
    OF,
    OF_MEDIA,
    OF_PEOPLE,
    SLASH,
    VIA,
)
from crossbearing.resolve.actors.scripts import mixed_word, scripts_of
from crossbearing.resources.actors import actor, actor_key, actors, bodies, dated_names, lifetimes, states, theatres
from crossbearing.resources.affiliations import within
from crossbearing.resources.publishers import publishers

__all__ = ["ActorMatch", "ActorMatcher", "Surroundings"]

LONGEST = 200
"""Characters of a name that are looked at."""

_ACRONYM, _LONG_WORD = 3, 6  # letters from which an abbreviation or a word alone is a name
_SPOKEN_OF = 0.05  # share of a document's place names from which a country counts as spoken of
_PARTS_OF_NAMES = frozenset({ActorKind.MEDIUM.value, ActorKind.STATE.value})  # whose names others' names hold
_TELLING = 8  # letters from which the end of a publisher's name stands for it


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document says that helps to tell actors apart.

    Args:
        countries: Share of its place names by country.
        on: ISO date it is about or was published, or empty.
        persons: Ids of bodies by key of a surname introduced in it ("Konashenkov, spokesman of ...").
        publisher: Key of the publisher's name and its actor id, or two empty strings.
        doubtful: Countries of the first list that nothing but a weak guess speaks for: no office is given to them.
        party: The publisher's country where the document tells of its forces: its press means its own offices.
    """

    countries: tuple[tuple[str, float], ...] = ()
    on: str = ""
    persons: tuple[tuple[str, str], ...] = ()
    publisher: tuple[str, str] = ("", "")
    doubtful: tuple[str, ...] = ()
    party: str = ""

    def share(self, country: str) -> float:
        """Return the share of a country among the document's place names, 0 to 1."""
        return dict(self.countries).get(country, 0.0)


@dataclass(frozen=True, slots=True)
class ActorMatch:
    """What a name was taken for.

    Args:
        actor: Actor id, or empty for no match.
        score: 0 to 1.
        reason: Why, or why not, in words.
        kind: Kind of actor as far as it is known, even without a match, or empty.
        named: False for speakers that nobody is named as ("local residents").
        others: Other actors of this name, likeliest first.
        label: The actor's own name, where what was written is no name of it ("Russian"), or empty.
    """

    actor: str
    score: float
    reason: str
    kind: str = ""
    named: bool = True
    others: tuple[str, ...] = field(default=())
    label: str = ""


class ActorMatcher:
    """Looks names up in the tables of actors. Answers are cached by name and surroundings."""

    def __init__(self) -> None:
        index: dict[str, list[str]] = defaultdict(list)
        upper: dict[str, list[str]] = defaultdict(list)
        for item in actors().values():
            for name in (item.name, *item.aliases):
                form = actor_key(name)
                # "WHO" and "AU" are names in capitals only.
                chosen = upper if CAPS.match(name) and len(form) <= 4 else index
                if form and item.id not in chosen[form]:
                    chosen[form].append(item.id)
        for entry in publishers().values():
            for name in (entry.name, *entry.aliases) if entry.actor else ():
                if entry.actor not in index[actor_key(name)]:
                    index[actor_key(name)].append(entry.actor)
        self._index = dict(index)
        self._upper = dict(upper)
        self._states = state_words()
        self._led = frozenset(words.split()[0] for words in self._states)
        self._peoples = frozenset(
            actor_key(word)
            for state in states().values()
            for word in (*state.adjectives, *state.people)
            if word not in (state.name, *state.aliases)
        )
        self._nouns = {noun: body.name for body in bodies().values() for noun in map(actor_key, body.nouns)}
        self.match = lru_cache(maxsize=20_000)(self._match)

    def is_body(self, name: str) -> bool:
        """Return whether a name is first of all that of a body, medium, group or people, not of a state or capital.

        Args:
            name: As written.
        """
        form = actor_key(name)
        if form in self._peoples:
            return True
        ids = self._index.get(form, []) or (self._upper.get(form, []) if name.isupper() else [])
        return bool(ids) and all(
            actors()[identifier].kind is not ActorKind.STATE and not identifier.startswith("capital-")
            for identifier in ids
        )

    def named(self, name: str, around: Surroundings) -> str:
        """Return the id of the body that exactly these words name, no part of them, or an empty string.

        Args:
            name: As written.
            around: What the document says.
        """
        form = actor_key(name)
        if form not in self._index and form not in self._upper and form not in self._exact_bodies(form):
            return ""
        found = self._known(name, form, around)
        return found.actor if found is not None else ""

    def _exact_bodies(self, form: str) -> tuple[str, ...]:
        # Looked up only where a state's word leads or ends the name: most words of a text do neither.
        words = form.split()
        if len(words) < 2 or not (words[0] in self._states or words[-1] in self._states or words[0] in self._led):
            return ()
        return (form,) if self._state_body(form) else ()

    def _match(self, name: str, around: Surroundings) -> ActorMatch:
        """Return the actor a name stands for.

        Args:
            name: As written.
            around: What the document says.
        """
        if len(name) > LONGEST:
            return ActorMatch("", 0.0, f"no match: {len(name):,} characters are no name")
        form = actor_key(name)
        if not form:
            return ActorMatch("", 0.0, "no match: no letters in the name")
        mixed = mixed_word(name)
        if mixed:
            return ActorMatch("", 0.0, f"no match: '{mixed}' mixes the letters of {scripts_of(mixed)}")
        found = self._known(name, form, around)
        if found:
            return found
        if around.publisher[1] and len(form) >= _TELLING and f" {around.publisher[0]}".endswith(f" {form}"):
            item = actors()[around.publisher[1]]
            return ActorMatch(item.id, 0.8, "the publisher's own name, shortened", item.kind.value)
        if is_pronoun(form):
            return ActorMatch("", 0.0, "no match: a pronoun", named=False)
        if is_people(form):
            return ActorMatch(
                "", 0.0, "no match: the people of a place are no body", ActorKind.WITNESS_GROUP.value, named=False
            )
        if is_generic(form):
            return ActorMatch("", 0.0, "no match: names nobody", kind_of_generic(form), named=False)
        body = plain_body(form)
        if body:
            return self._body_of_context(body, around)
        found = self._by_parts(name, around)
        if found:
            return found
        person = dict(around.persons).get(form.split()[-1])
        if person:
            return ActorMatch(person, 0.8, "introduced in the text as speaking for this body", ActorKind.PERSON.value)
        return ActorMatch("", 0.0, "no match: no actor of this name is known")

    def _known(self, name: str, form: str, around: Surroundings) -> ActorMatch | None:
        for dated in dated_names().get(form, ()):
            if dated.holds(around.on):
                item = actors()[dated.actor]
                return ActorMatch(
                    item.id, 0.9, f"what the name stood for on {around.on or 'all days'}", item.kind.value
                )
        ids: list[str] = []
        short = name.strip().removeprefix("the ").removeprefix("The ")
        if short.isupper() or "." in short or not short.islower():
            ids += self._upper.get(form, []) if short.replace(".", "").isupper() or len(form) > 3 else []
        ids += [item for item in self._index.get(form, []) if item not in ids]
        if ids:
            return self._choose(ids, form, around)
        if form in self._states and name[:1].isupper():
            item = actors()[self._states[form]]
            return ActorMatch(item.id, 0.7, f"adjective of {item.name}", item.kind.value, label=item.name)
        state_body = self._state_body(form)
        if state_body:
            item = actors()[state_body]
            return ActorMatch(item.id, 0.95, f"body of a state by its words: {item.name}", item.kind.value)
        return None

    def _choose(self, ids: list[str], form: str, around: Surroundings) -> ActorMatch:
        if len(ids) > 1 and around.on:
            ids = [one for one in ids if one not in lifetimes() or lifetimes()[one].holds(around.on)] or ids
        if len(ids) == 1:
            item = actors()[ids[0]]
            if theatres().get(item.id) and is_vague(form) and not self._at_home(item, around):
                return ActorMatch(
                    "", 0.0, f"no match: '{form}' could be {item.name}, but nothing here speaks of where it is active"
                )
            return ActorMatch(item.id, 0.97, f"name or alias of {item.name}", item.kind.value)
        scored = sorted(
            (
                (self._home_share(actors()[identifier], around), -order, identifier)
                for order, identifier in enumerate(ids)
            ),
            reverse=True,
        )
        best, second = scored[0], scored[1]
        item = actors()[best[2]]
        others = tuple(identifier for _, _, identifier in scored[1:])
        if best[0] > second[0] + 0.05:
            where = ", ".join(theatres().get(item.id, (item.country,)))
            return ActorMatch(
                item.id,
                0.85,
                f"of {len(ids)} actors of this name the one active in {where}",
                item.kind.value,
                others=others,
            )
        anywhere = [identifier for share, _, identifier in scored if not theatres().get(identifier)]
        if best[0] <= _SPOKEN_OF and len(anywhere) == 1 and actors()[anywhere[0]].kind is ActorKind.MEDIUM:
            medium = actors()[anywhere[0]]
            rest = tuple(identifier for identifier in ids if identifier != medium.id)
            return ActorMatch(
                medium.id, 0.75, "the medium of this name; nothing speaks of where others have it", medium.kind.value,
                others=rest,
            )  # fmt: skip
        if item.country and all(actors()[other].country == item.country for other in others):
            return ActorMatch(
                item.id, 0.7, f"first of {len(ids)} bodies of one state with this name", item.kind.value, others=others
            )
        return ActorMatch(
            "", 0.0, f"no match: {len(ids)} actors have this name and nothing sets them apart", others=tuple(ids)
        )

    def _at_home(self, item: Actor, around: Surroundings) -> bool:
        return self._home_share(item, around) > _SPOKEN_OF

    def _home_share(self, item: Actor, around: Surroundings) -> float:
        places = theatres().get(item.id) or ((item.country,) if item.country else ())
        return sum(around.share(country) for country in places)

    def _state_body(self, form: str) -> str:
        words = form.split()
        for length in range(min(5, len(words) - 1), 0, -1):
            head, rest = " ".join(words[:length]), " ".join(words[length:])
            state = self._states.get(head) or self._states.get(head.removesuffix("s"))
            if state and rest in self._nouns:
                return f"{state}-{self._nouns[rest]}"
        for link in (" of the ", " of ", " for ", " in "):
            noun, found, rest = form.partition(link)
            while found:
                state = self._states.get(rest)
                if state and noun in self._nouns:
                    return f"{state}-{self._nouns[noun]}"
                more, found, rest = rest.partition(link)
                noun = f"{noun}{link}{more}"
        return ""

    def _body_of_context(self, body: str, around: Surroundings) -> ActorMatch:
        label = bodies()[body].label.replace(" of {state}", "").lower()
        ranked = sorted(around.countries, key=lambda pair: (-pair[1], pair[0]))
        known = [(code, share) for code, share in ranked if code in states()]
        if not known or known[0][1] < 0.4 or (len(known) > 1 and known[0][1] < 2 * known[1][1]):
            return ActorMatch("", 0.0, f"no match: {label}, but not whose", bodies()[body].kind.value)
        if known[0][0] in around.doubtful:
            reason = f"no match: {label}, but too little speaks of {states()[known[0][0]].name} to say whose"
            return ActorMatch("", 0.0, reason, bodies()[body].kind.value)
        if around.party and around.party != known[0][0]:
            reason = f"no match: {label} of {states()[known[0][0]].name}, or of where this is published"
            return ActorMatch("", 0.0, reason, bodies()[body].kind.value)
        identifier = f"{states()[known[0][0]].id}-{body}"
        return ActorMatch(
            identifier, 0.6, f"the document speaks mostly of {states()[known[0][0]].name}", bodies()[body].kind.value
        )

    def _by_parts(self, name: str, around: Surroundings) -> ActorMatch | None:
        """Try the parts of longer names: brackets, appositions, offices."""
        text = " ".join(name.split())
        for pattern in (VIA, BRACKET, APPOSED, SLASH):
            match = pattern.match(text)
            if match:
                for group in ("one", "two"):
                    if group in match.re.groupindex and match[group] != text:
                        found = self.match(match[group].strip(), around)
                        if found.actor:
                            return _weaker(found, f"from '{match[group].strip()}'")
        holder = run_by(text)
        if holder is not None:  # whoever runs a body speaks through it, whatever state it once was of
            runner = self.match(holder[0], around)
            office = replace(runner, actor=authorities_of(runner.actor))
            found = self._known(holder[1], actor_key(holder[1]), around) or office
            return _weaker(found, f"run by '{holder[0]}'") if found.actor else None
        match = OF.search(text)
        if match:
            found = self.match(match["rest"].strip(), around)
            if found.actor:
                return _weaker(found, f"speaks for '{match['rest'].strip()}'")
        match = BEHIND.match(text)
        if match:
            found = self.match(match["rest"].strip(), around)
            someone = _nobody_of_state(found, match["rest"].strip(), text)
            if someone is not None:
                return someone
            if found.actor:
                return _weaker(found, f"of '{match['rest'].strip()}'")
        if LED.match(text):
            return None  # "Turkish-backed fighters" are not Türkiye
        return self._longest_head(text, around)

    def _longest_head(self, text: str, around: Surroundings) -> ActorMatch | None:
        """Take the longest run of words that is an alias, from the front and then from the back."""
        words = text.split()
        if not 2 <= len(words) <= 12:
            return None
        for length in range(len(words) - 1, 0, -1):
            for part in (" ".join(words[:length]), " ".join(words[-length:])):
                form = actor_key(part)
                if len(form) < 3 or (length == 1 and not part[:1].isupper()):
                    continue
                found = self._known(part, form, around)
                if (
                    found
                    and found.kind in _PARTS_OF_NAMES
                    and any(
                        word[:1].isupper() and actor_key(word) not in self._states for word in words if word not in part
                    )
                ):
                    continue  # "The National Committee" is not The National, "Court for Sierra Leone" no state
                if found and found.actor and (length > 1 or _tells_alone(part, form, found)):
                    return _weaker(found, f"from '{part}'")
        return None


def _nobody_of_state(found: ActorMatch, rest: str, text: str) -> ActorMatch | None:
    """Return no match for "Danish television" and "Danish doctors", which no body of that state speaks through."""
    if found.kind != ActorKind.STATE.value:
        return None
    if OF_MEDIA.search(text):
        return ActorMatch("", 0.0, f"no match: a medium of {rest}, not which", ActorKind.MEDIUM.value)
    if OF_PEOPLE.search(text):
        return ActorMatch("", 0.0, f"no match: people of {rest}, and no body of the state")
    return None


def _tells_alone(word: str, form: str, found: ActorMatch) -> bool:
    """Return whether one word of a longer name says whose words they are: neither a state's name nor a common word."""
    if found.kind == ActorKind.STATE.value or is_vague(form):
        return False
    return (word.isupper() and len(word) >= _ACRONYM) or (
        len(form) >= _LONG_WORD and found.kind != ActorKind.MEDIUM.value
    )


def _weaker(found: ActorMatch, how: str) -> ActorMatch:
    return ActorMatch(
        found.actor, round(found.score * 0.9, 3), f"{found.reason}; {how}", found.kind, found.named, found.others
    )


def ancestors(identifier: str, on: str) -> tuple[str, ...]:
    """Return the bodies an actor belongs to on a date, for `ActorRef.within`."""
    return within(identifier, on) if actor(identifier) else ()
