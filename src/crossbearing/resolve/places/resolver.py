"""From a place as stated to an area with candidates and reasons."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from crossbearing.model.values import Place, PlaceCandidate, PlacePrecision, PlaceRelation
from crossbearing.resolve.gazetteer import Gazetteer, Match
from crossbearing.resolve.gazetteer.names import key, skeleton
from crossbearing.resolve.places.context import people_words
from crossbearing.resolve.places.coordinates import Coordinates, parse_coordinates
from crossbearing.resolve.places.geometry import bearing_of, distance
from crossbearing.resolve.places.mentions import asked_kinds, mentions_in
from crossbearing.resolve.places.ranking import Context, Ranked, rank, spoken_of
from crossbearing.resolve.places.relations import Stated, area_of, parse_relation, precision_of
from crossbearing.resources.place_tables import common_nouns, feature_words, plain_words

__all__ = ["LONGEST", "Named", "PlaceResolver"]

LONGEST = 400
"""Characters of a place expression that are looked at."""

_SITE_OF = re.compile(
    r"^(?:the\s+)?(?P<site>(?:military |international )?airport|air ?base|airfield|refugee camp|camp|hospital|"
    r"dam|prison|port)\s+(?:of|in|at)\s+(?:the\s+(?:city|town)\s+of\s+)?(?P<of>.+)$",
    re.IGNORECASE,
)
_AGENT = re.compile(r"^by\s", re.IGNORECASE)
_MOST_OF = 0.6  # share of a name's letters that a known name inside it must make up
_SOME = 0.12  # share of a document's place names from which a country counts as spoken of
_MUCH = 0.25  # share from which names may be spelt otherwise there
_OF_STATE = re.compile(
    r"^(?:(?:north|south)?-?(?:east|west|north|south)?(?:ern)?\s+)?(?P<state>[A-Z]\w+)(?:'s|\u2019s)?\s+"
    r"(?:(?:capital|city|town|province|region)\s+(?:of\s+)?)?(?P<rest>[A-Z].+)$",
)
_KEPT = 6  # candidates kept with a claim
_LIKELY = 0.4  # score from which a name of the document counts as the place of its kind
_LEAST = 0.2  # score under which no candidate is taken for the place meant
_APART = 50_000.0  # metres within which rival candidates come to the same


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
    def best(self) -> Ranked | None:
        """The best candidate, or None where none is good enough."""
        return self.ranked[0] if self.ranked and self.ranked[0].score >= _LEAST else None


class PlaceResolver:
    """Turns places as stated into areas.

    Args:
        gazetteer: Where names are looked up.
        is_body: Tells names of bodies and peoples, which are no places ("at the Syrian Observatory").
    """

    def __init__(self, gazetteer: Gazetteer, is_body: Callable[[str], bool] | None = None) -> None:
        self.gazetteer = gazetteer
        self._is_body = is_body

    def resolve(self, place: Place, context: Context) -> Place:
        """Return a place with candidates and, where one is clear enough, its area.

        Args:
            place: As read: `text`, perhaps `name` and `relation`.
            context: What the document says about where it plays.

        Returns:
            The same place with what could be found; unlocated, and `note` saying why, where nothing could.
        """
        text = place.text if len(place.text) <= LONGEST else ""
        if not text:
            if not place.text:
                return replace(place, note="no place is named")
            return replace(place, note=f"not located: {len(place.text):,} characters are no place name")
        written = parse_coordinates(text)
        stated = parse_relation(text)
        if written is not None and written.problem:
            return replace(place, note=f"not located: {written.problem}")
        if written is not None and written.latitude is not None and written.longitude is not None:
            return self._at_coordinates(place, written, stated, context)
        stated = self._named_by_reader(place, stated)
        found = [self.name(name, context, text) for name in stated.names[:2]]
        if stated.relation is None and len(found) == 2:
            # "Northern Aleppo": the whole may be a name of its own ("Southern Lebanon").
            whole = (
                found[0].name == stated.names[0] and bool(found[0].ranked) and found[0].ranked[0].match.likeness == 1.0
            )
            stated = Stated(None, stated.names[:1]) if whole else Stated(None, stated.names[1:], part=stated.part)
            found = found[:1] if whole else found[1:]
        return self._placed(place, stated, found)

    def name(self, name: str, context: Context, around: str = "") -> Named:
        """Return what one toponym means.

        Args:
            name: As written.
            context: What the document says.
            around: Words around it, which may say what kind of place is meant.
        """
        form = key(name)
        common = common_nouns().get(form)
        if common is not None:
            return self._common(name, common, context)
        if self._is_body is not None and self._is_body(name):
            return Named(name, (), f"'{name}' names a body or a people, not a place")
        site = self._site_of(name)
        if site:
            return Named(name, tuple(rank(site, form, context)), "a site named after a place")
        found = self.gazetteer.find(name)
        if not found.matches or found.matches[0].how not in ("label", "alias"):
            rest = _without_state(name)
            if rest and self.gazetteer.exact(rest):
                return self.name(rest, context, around)
        if not found.matches:
            inner = self._inner(name, context)
            return inner if inner is not None else Named(name, (), found.reason)
        if found.matches[0].how not in ("label", "alias"):
            near = tuple(
                match
                for match in found.matches
                if _spoken_of(match, form, context, _MUCH) and (not match.hint or match.place.kind in match.hint)
            )
            if not near:
                inner = self._inner(name, context)
                reason = "no place of this name is known where the document plays"
                return inner if inner is not None else Named(name, (), reason)
            found = replace(found, matches=near)
        asked = asked_kinds(name, around)
        matches = found.matches + self._provinces(found.matches, asked)
        ranked = tuple(rank(matches, form, context, asked=asked))
        return Named(name, ranked, found.reason)

    def _site_of(self, name: str) -> tuple[Match, ...]:
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

    def _findable(self, name: str) -> bool:
        return bool(self._site_of(name) or self.gazetteer.find(name).matches)

    def zone(self, place: Place) -> str:
        """Return the IANA zone of a located place's best candidate, or an empty string."""
        found = self.gazetteer.place(place.id) if place.id else None
        return found.zone if found else ""

    def _inner(self, name: str, context: Context) -> Named | None:
        """Look for a known name inside a longer one: "Aleppo University Hospital", "the al-Waer district of Homs"."""
        inside = [item for item in mentions_in(name, self.gazetteer.known) if item.name != name]
        if not inside:
            return None
        longest = max(inside, key=lambda item: (len(item.name), -item.start))
        rest = name.replace(longest.name, " ", 1)
        if len(key(longest.name)) < _MOST_OF * len(key(name)) and not _only_features(rest):
            return None
        found = self.gazetteer.find(longest.name)
        near = tuple(match for match in found.matches if _spoken_of(match, key(longest.name), context))
        if not near:
            return None
        ranked = tuple(rank(near, key(longest.name), context))
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
            item = Ranked(
                only.match, round(only.score * 0.8, 4), (f"the only {name} that the document names", *only.reasons)
            )
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
            return Named(name, (Ranked(item.match, round(item.score * 0.6, 4), (why, *item.reasons)),), why)
        return Named(name, (), f"'{name}' names no place, and the document names none of this kind")

    def _named_by_reader(self, place: Place, stated: Stated) -> Stated:
        """Let the reader's toponym and relation stand where the words alone give less."""
        if place.relation is not None and stated.relation is None:
            names = place.relation.to or ((place.name,) if place.name else stated.names)
            return Stated(place.relation, names)
        if place.name and len(stated.names) == 1 and key(stated.names[0]) in common_nouns():
            return stated if key(place.name) in common_nouns() else Stated(stated.relation, (place.name,), stated.about)
        if place.name and stated.relation is not None and len(stated.names) == 1 and place.name in place.text:
            read = stated.names[0]
            if not self._findable(read) and self._findable(place.name):
                return Stated(stated.relation, (place.name,), stated.about)
        if place.name and stated.relation is None and len(stated.names) == 1 and stated.names[0] != place.name:
            longer, shorter = stated.names[0], place.name
            if len(longer) > 60 or not (self.gazetteer.exact(longer) or self._site_of(longer)):
                return Stated(None, (shorter,))
        return stated

    def _at_coordinates(self, place: Place, written: Coordinates, stated: Stated, context: Context) -> Place:
        lat, lon = float(written.latitude or 0.0), float(written.longitude or 0.0)
        candidate = PlaceCandidate(
            id="", name=written.text, country="", latitude=lat, longitude=lon, kind="coordinates",
            radius=written.radius, score=1.0, reason="coordinates in the text",
        )  # fmt: skip
        note, country = "", ""
        others: tuple[PlaceCandidate, ...] = ()
        name = (place.name or stated.names[0]).replace(written.text, "").strip(" ,;()")
        named = self.name(name, context) if any(char.isalpha() for char in name) else None
        if named is not None and named.best is not None:
            best = named.best.match.place
            apart = distance(lat, lon, best.latitude, best.longitude)
            others = (_candidate(named.best),)
            if apart <= best.radius + 20_000:
                country = best.country
            else:
                note = f"the coordinates lie {apart / 1000:,.0f} km from {best.name}"
        return replace(
            place, latitude=lat, longitude=lon, radius=written.radius, precision=PlacePrecision.EXACT, country=country,
            candidates=(candidate, *others), note=note,
        )  # fmt: skip

    def _placed(self, place: Place, stated: Stated, found: list[Named]) -> Place:
        name = place.name or stated.names[0]
        candidates = tuple(_candidate(item) for item in (found[0].ranked[:_KEPT] if found else ()))
        best = [item.best for item in found]
        relation = stated.relation
        if not best or best[0] is None:
            reason = found[0].reason if found else "no place is named"
            if candidates:
                reason = f"{len(found[0].ranked)} places of this name, none clearly meant"
            return replace(place, name=name, relation=relation, candidates=candidates, note=f"not located: {reason}")
        first = best[0].match
        if first.place.kind == "country" and _AGENT.match(place.text):
            return replace(place, name=name, candidates=candidates, note="not located: names who did it, not where")
        points = tuple(
            (item.match.place.latitude, item.match.place.longitude, item.match.place.radius, item.match.place.kind)
            for item in best
            if item is not None
        )
        area = area_of(stated, points)
        notes = []
        if len(best) > 1 and best[1] is None:
            notes.append(f"{stated.names[1]} could not be located: {found[1].reason}")
        if first.how not in ("label", "alias"):
            notes.append(f"taken for {first.place.name}, spelt otherwise")
        rival = _rival(found[0])
        if rival:
            notes.append(rival)
        if found[0].name != stated.names[0]:
            notes.append(f"taken from '{found[0].name}'")
        return replace(
            place,
            name=name,
            latitude=round(area.latitude, 6),
            longitude=round(area.longitude, 6),
            radius=round(area.radius, 1),
            precision=area.precision if found[0].name == stated.names[0] else _coarser(area.precision),
            relation=_relation(place.relation, relation),
            country=first.place.country,
            id=first.place.id,
            candidates=candidates,
            note="; ".join(notes),
        )


def _relation(read: PlaceRelation | None, stated: PlaceRelation | None) -> PlaceRelation | None:
    return stated if stated is not None else read


def _coarser(precision: PlacePrecision) -> PlacePrecision:
    return PlacePrecision.TOWN if precision in (PlacePrecision.EXACT, PlacePrecision.SITE) else precision


def _spoken_of(match: Match, form: str, context: Context, least: float = _SOME) -> bool:
    """Return whether a document speaks of the country of a place in other names than this, or of no country at all."""
    share = spoken_of(context, form, match.place.country)
    return share is None or share >= least


def _only_features(words: str) -> bool:
    """Return whether words only say what kind of place is meant ("University Hospital", "the eastern ... district")."""
    table = feature_words()
    return all(word in table or word in plain_words() or bearing_of(word) is not None for word in key(words).split())


def _without_state(name: str) -> str:
    """Return what follows a state's name or adjective: "Syria's Idlib", "Syrian capital Damascus"; or nothing."""
    match = _OF_STATE.match(name)
    if not match:
        return ""
    word = match["state"]
    return match["rest"] if word in people_words() or word.removesuffix("s") in people_words() else ""


def _rival(named: Named) -> str:
    """Return a note where another place of this name is nearly as likely and lies elsewhere."""
    if len(named.ranked) < 2 or named.ranked[0].score > 0.6:
        return ""
    one, two = named.ranked[0].match.place, named.ranked[1].match.place
    if distance(one.latitude, one.longitude, two.latitude, two.longitude) < _APART:
        return ""
    return f"may also be {two.name} ({two.country or two.kind})"


def _candidate(item: Ranked) -> PlaceCandidate:
    match: Match = item.match
    found = match.place
    return PlaceCandidate(
        id=found.id,
        name=found.name,
        country=found.country,
        latitude=found.latitude,
        longitude=found.longitude,
        kind=found.kind,
        radius=found.radius,
        score=item.score,
        reason="; ".join(item.reasons) or precision_of(found.kind).value,
    )
