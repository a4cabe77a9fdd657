"""What a single name of a place means, in the context of its document."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from crossbearing.resolve.gazetteer import Gazetteer, Match
from crossbearing.resolve.gazetteer.names import key, skeleton
from crossbearing.resolve.places.context import people_words
from crossbearing.resolve.places.geometry import bearing_of
from crossbearing.resolve.places.mentions import abbreviated_states, asked_kinds, mentions_in
from crossbearing.resolve.places.ranking import NOT_SAID, Context, Ranked, Within, rank, spoken_of
from crossbearing.resources.place_tables import common_nouns, feature_words, plain_words

__all__ = ["Named", "ToponymResolver"]

_SITE_OF = re.compile(
    r"^(?:the\s+)?(?P<site>(?:military |international )?airport|air ?base|airfield|refugee camp|camp|hospital|"
    r"dam|prison|port)\s+(?:of|in|at)\s+(?:the\s+(?:city|town)\s+of\s+)?(?P<of>.+)$",
    re.IGNORECASE,
)
_MOST_OF = 0.6  # share of a name's letters that a known name inside it must make up
_SOME = 0.12  # share of a document's place names from which a country counts as spoken of
_MUCH = 0.25  # share from which names may be spelt otherwise there
_OF_STATE = re.compile(
    r"^(?:(?:north|south)?-?(?:east|west|north|south)?(?:ern)?\s+)?(?P<state>[A-Z]\w+)(?:'s|\u2019s)?\s+"
    r"(?:(?:capital|city|town|province|region)\s+(?:of\s+)?)?(?P<rest>[A-Z].+)$",
)
_LIKELY = 0.4  # score from which a name of the document counts as the place of its kind
_LEAST = 0.2  # score under which no candidate is taken for the place meant


@dataclass(frozen=True, slots=True)
class Named:
    """A toponym and what it was taken for.

    Args:
        name: As written.
        ranked: Candidates, best first; empty where there are none.
        reason: Why, or why not.
    """

    name: str
    ranked: tuple[Ranked, ...]
    reason: str

    @property
    def score(self) -> float:
        """The score of the best candidate, 0.0 without any."""
        return self.ranked[0].score if self.ranked else 0.0

    @property
    def best(self) -> Ranked | None:
        """The best candidate, or None where none is good enough."""
        return self.ranked[0] if self.ranked and self.ranked[0].score >= _LEAST else None


class ToponymResolver:
    """Judges single names.

    Args:
        gazetteer: Where names are looked up.
        is_body: Tells names of bodies and peoples, which are no places ("at the Syrian Observatory").
    """

    def __init__(self, gazetteer: Gazetteer, is_body: Callable[[str], bool] | None = None) -> None:
        self.gazetteer = gazetteer
        self._is_body = is_body

    def name(self, name: str, context: Context, around: str = "", within: Within = NOT_SAID) -> Named:
        """Return what one toponym means.

        Args:
            name: As written.
            context: What the document says.
            around: Words around it, which may say what kind of place is meant.
            within: What the expression says it lies in.
        """
        form = key(name)
        common = common_nouns().get(form)
        if common is not None:
            return self._common(name, common, context)
        if self._is_body is not None and self._is_body(name):
            return Named(name, (), f"'{name}' names a body or a people, not a place")
        site = self.site_of(name)
        if site:
            return Named(name, tuple(rank(site, form, context, within=within)), "a site named after a place")
        state = self._state(name, context)
        if state:
            return Named(name, tuple(rank(state, form, context)), "abbreviation of a state's name")
        found = self.gazetteer.find(name)
        if not found.matches or found.matches[0].how not in ("label", "alias"):
            rest = _without_state(name)
            if rest and self.gazetteer.exact(rest):
                return self.name(rest, context, around, within)
        if not found.matches:
            inner = self._inner(name, context, within)
            return inner if inner is not None else Named(name, (), found.reason)
        if found.matches[0].how not in ("label", "alias"):
            bare = _without_feature(name)
            if bare:
                # "Village" is half of "Orlu village": two names are not alike because both say what the place is.
                found = self.gazetteer.find(bare)
            near = tuple(
                match
                for match in found.matches
                if (within.holds(match.place) or (within is NOT_SAID and _spoken_of(match, form, context, _MUCH)))
                and (not match.hint or match.place.kind in match.hint)
            )
            if not near:
                inner = self._inner(name, context, within)
                reason = "no place of this name is known where the document plays"
                return inner if inner is not None else Named(name, (), reason)
            found = replace(found, matches=near)
        asked = asked_kinds(name, around)
        matches = found.matches + self._provinces(found.matches, asked)
        ranked = tuple(rank(matches, form, context, asked=asked, within=within))
        return Named(name, ranked, found.reason)

    def _state(self, name: str, context: Context) -> tuple[Match, ...]:
        """Return the US state that an abbreviation stands for: without a full stop only where it plays there."""
        full = abbreviated_states().get(name.replace(" ", "").rstrip("."))
        if not full or not (name.endswith(".") or (name.isupper() and context.where.get("US", 0.0) >= _SOME)):
            return ()
        states = self.gazetteer.plain(full)
        return tuple(match for match in states if match.place.kind == "province" and match.place.country == "US")

    def site_of(self, name: str) -> tuple[Match, ...]:
        """Return the places that "the military airport of Deir ez-Zor" means: those of the name turned round."""
        turned = _SITE_OF.match(name)
        if not turned:
            return ()
        kinds = common_nouns().get(key(turned["site"]), ())
        found = self.gazetteer.find(f"{turned['of']} {turned['site']}").matches
        plain = self.gazetteer.find(f"{turned['of']} airport").matches if "airport" in kinds else ()
        return tuple(match for match in found or plain if match.place.kind in kinds)

    def _provinces(self, matches: tuple[Match, ...], asked: tuple[str, ...]) -> tuple[Match, ...]:
        """Return the provinces named after the towns found, where one is asked for and the name lacks it."""
        if "province" not in asked or any(match.place.kind == "province" for match in matches):
            return ()
        found = {}
        for match in matches[:5]:
            province = self.gazetteer.place(match.place.province) if match.place.province else None
            if province is not None and skeleton(key(province.name)) == skeleton(key(match.place.name)) != "":
                found[province.id] = Match(province, "alias", 1.0, match.matched)
        return tuple(found.values())

    def findable(self, name: str) -> bool:
        """Return whether any place has a name, or nearly."""
        return bool(self.site_of(name) or self.gazetteer.find(name).matches)

    def _inner(self, name: str, context: Context, within: Within) -> Named | None:
        """Look for a known name inside a longer one: "Aleppo University Hospital", "the al-Waer district of Homs"."""
        inside = [item for item in mentions_in(name, self.gazetteer.known) if item.name != name]
        if not inside:
            return None
        longest = max(inside, key=lambda item: (len(item.name), -item.start))
        rest = name.replace(longest.name, " ", 1)
        if len(key(longest.name)) < _MOST_OF * len(key(name)) and not _only_features(rest):
            return None
        found = self.gazetteer.find(longest.name)
        near = tuple(
            match
            for match in found.matches
            if within.holds(match.place) or (within is NOT_SAID and _spoken_of(match, key(longest.name), context))
        )
        if not near:
            return None
        ranked = tuple(rank(near, key(longest.name), context, within=within))
        return Named(longest.name, ranked, f"'{name}' is not known, '{longest.name}' inside it is")

    def _common(self, name: str, kinds: tuple[str, ...], context: Context) -> Named:
        """Find the place that "the airfield" stands for: the one of its kind that the document names."""
        best: dict[str, Ranked] = {}
        for mention in context.mentions:
            ranked = rank(self.gazetteer.exact(mention.name), key(mention.name), context)
            if ranked and ranked[0].match.place.kind in kinds and ranked[0].score >= _LIKELY:
                best.setdefault(ranked[0].match.place.id, ranked[0])
        if len(best) == 1:
            only = next(iter(best.values()))
            item = only.with_reason(f"the only {name} that the document names", 0.8)
            return Named(name, (item,), f"the only {name} that the document names")
        if not best:
            return self._site_of_town(name, kinds, context)
        return Named(name, (), f"'{name}' may be any of {len(best)} that the document names")

    def _site_of_town(self, name: str, kinds: tuple[str, ...], context: Context) -> Named:
        """Find "the airport" of the one town that a document names and that has one."""
        best: dict[str, Ranked] = {}
        for mention in dict.fromkeys(item.name for item in context.mentions):
            sites = tuple(
                match for match in self.gazetteer.exact(f"{mention} {name}") if match.place.kind in kinds and kinds
            )
            for item in rank(sites, key(mention), context)[:1]:
                best.setdefault(item.match.place.id, item)
        why = f"the {name} of the only place named that has one"
        if len({round(item.match.place.latitude, 1) for item in best.values()}) == 1:
            item = next(iter(best.values()))
            return Named(name, (item.with_reason(why, 0.6),), why)
        return Named(name, (), f"'{name}' names no place, and the document names none of this kind")


def _spoken_of(match: Match, form: str, context: Context, least: float = _SOME) -> bool:
    """Return whether a document speaks of the country of a place in other names than this, or of no country at all."""
    share = spoken_of(context, form, match.place.country)
    return share is None or share >= least


def _only_features(words: str) -> bool:
    """Return whether words only say what kind of place is meant ("University Hospital", "the eastern ... district")."""
    table = feature_words()
    return all(word in table or word in plain_words() or bearing_of(word) is not None for word in key(words).split())


def _without_feature(name: str) -> str:
    """Return a name without a last word that only says what kind of place it is, if it has one; or nothing."""
    *words, last = name.split()
    feature = feature_words().get(last.casefold())
    return " ".join(words) if words and feature is not None and feature.strip else ""


def _without_state(name: str) -> str:
    """Return what follows a state's name or adjective: "Syria's Idlib", "Syrian capital Damascus"; or nothing."""
    match = _OF_STATE.match(name)
    if not match:
        return ""
    word = match["state"]
    return match["rest"] if word in people_words() or word.removesuffix("s") in people_words() else ""
