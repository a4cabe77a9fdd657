"""From a place as stated to an area with candidates and reasons."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from crossbearing.model.values import Place, PlaceCandidate, PlacePrecision, PlaceRelation
from crossbearing.resolve.gazetteer import Gazetteer, GazetteerPlace, Match
from crossbearing.resolve.gazetteer.names import key
from crossbearing.resolve.places.chains import Chain, parse_chain
from crossbearing.resolve.places.coordinates import Coordinates, parse_coordinates
from crossbearing.resolve.places.geometry import distance
from crossbearing.resolve.places.lines import line_meant, names_a_line
from crossbearing.resolve.places.ranking import NOT_SAID, Context, Ranked, Within
from crossbearing.resolve.places.relations import Area, Stated, area_of, max_precision, parse_relation, precision_of
from crossbearing.resolve.places.toponyms import Named, ToponymResolver
from crossbearing.resources.place_tables import common_nouns

__all__ = ["LONGEST", "PlaceResolver"]

LONGEST = 400
"""Characters of a place expression that are looked at."""

_AGENT = re.compile(r"^by\s", re.IGNORECASE)
_KEPT = 6  # candidates kept with a claim
# Rounded by hand from the spread of towns in `divisions.tsv`: first-level divisions 38 km (median), those of Syria 53,
# of Iraq 68, of Ukraine 103; second-level ones, where they hold several towns, about 25.
_WIDER_AREAS = {
    "province": (PlacePrecision.PROVINCE, 60_000.0),
    "governorate": (PlacePrecision.PROVINCE, 60_000.0),
    "oblast": (PlacePrecision.PROVINCE, 90_000.0),
    "district": (PlacePrecision.DISTRICT, 25_000.0),
    "county": (PlacePrecision.DISTRICT, 25_000.0),
    "raion": (PlacePrecision.DISTRICT, 25_000.0),
    "subdistrict": (PlacePrecision.DISTRICT, 15_000.0),
    "sub-district": (PlacePrecision.DISTRICT, 15_000.0),
}
_SMALL = 8_000.0  # metres: parts of larger towns are told by their bearing, those of smaller ones hardly
_PROVINCES = frozenset(word for word, (fine, _radius) in _WIDER_AREAS.items() if fine is PlacePrecision.PROVINCE)
_WIDER = re.compile(rf"\b(?<![-\w])({'|'.join(sorted(_WIDER_AREAS, key=len, reverse=True))})s?\b", re.IGNORECASE)
_AREAS = frozenset({"country", "province", "district", "region"})
_TELLING = 15_000.0  # metres of radius up to which the area that a place lies in is taken for the place itself
_POLE = 90.0  # degrees beyond which a number is no latitude
_EDGE = 2_000.0  # metres by which places may lie beyond the circle of the area that they belong to
_COUNTRY = 15_000.0  # metres beyond a town within which villages and camps are said to lie in it
_REACH = 30_000.0  # metres beyond a town within which a place of the name sought is taken for the one in it
_PART_OF = re.compile(
    r"\b(?:neighbou?rhoods?|quarter|suburb|street|st|road|avenue|square|roundabout|mosque|church|school|hospital|clinic|"
    r"market|souk|university|building|tower|apartment|house|block|stadium|park|\u062d\u064a|\u0634\u0627\u0631\u0639|"
    r"\u0645\u0633\u062c\u062f|\u0645\u062f\u0631\u0633\u0629|\u0645\u0633\u062a\u0634\u0641\u0649)\b",
    re.IGNORECASE,
)
_APART = 50_000.0  # metres within which rival candidates come to the same


class PlaceResolver:
    """Turns places as stated into areas.

    Args:
        gazetteer: Where names are looked up.
        is_body: Tells names of bodies and peoples, which are no places ("at the Syrian Observatory").
    """

    def __init__(self, gazetteer: Gazetteer, is_body: Callable[[str], bool] | None = None) -> None:
        self.gazetteer = gazetteer
        self._names = ToponymResolver(gazetteer, is_body)

    def name(self, name: str, context: Context, around: str = "") -> Named:
        """Return what one toponym means.

        Args:
            name: As written.
            context: What the document says.
            around: Words around it, which may say what kind of place is meant.
        """
        return self._names.name(name, context, around)

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
        if written is not None and written.problem:
            return replace(place, note=f"not located: {written.problem}")
        if written is not None and written.latitude is not None and written.longitude is not None:
            return self._at_coordinates(place, written, parse_relation(text), context)
        chain = parse_chain(text)
        containers = self._containers(chain, context)
        within = _within(containers, self.gazetteer)
        stated = self._named_by_reader(place, parse_relation(chain.first))
        found = [self._names.name(name, context, text, within) for name in stated.names[:2]]
        if stated.relation is None and len(found) == 2:
            # "Northern Aleppo": the whole may be a name of its own ("Southern Lebanon").
            whole = (
                found[0].name == stated.names[0] and bool(found[0].ranked) and found[0].ranked[0].match.likeness == 1.0
            )
            stated = Stated(None, stated.names[:1]) if whole else Stated(None, stated.names[1:], part=stated.part)
            found = found[:1] if whole else found[1:]
        for other in chain.others:
            otherwise = parse_relation(other)
            named = self._names.name(otherwise.names[0], context, other, within)
            if named.score > max((item.score for item in found[:1]), default=0.0):
                stated, found = otherwise, [named]
        if containers and (not found or found[0].best is None):
            return self._inside(place, stated, found, containers)
        return self._placed(place, stated, found)

    def _containers(self, chain: Chain, context: Context) -> list[Named]:
        """Return what the parts behind a name mean that it is said to lie in, smallest first; each lies in the next."""
        found: list[Named] = []
        for name in reversed(chain.within):
            plain = parse_relation(name)
            named = self._names.name(plain.names[-1], context, name, _within(found, self.gazetteer))
            if named.best is not None:
                found.insert(0, named)
        return found

    def _inside(self, place: Place, stated: Stated, found: list[Named], containers: list[Named]) -> Place:
        """Return the area that an unknown place is said to lie in, where that area is small enough to say something."""
        name = place.name or stated.names[0]
        if not _names_something(stated.names[0]):
            # "A market in Idlib" is somewhere in Idlib, and two of them need not be one.
            return self._placed(
                replace(place, name=containers[0].name), Stated(None, (containers[0].name,)), containers[:1]
            )
        best = _widest(containers[0])
        reason = found[0].reason if found else "no place is named"
        if best is None:
            return self._placed(place, stated, found)
        around = best.match.place
        candidate = replace(_candidate(best), score=round(best.score / 2, 4), reason="it is said to lie in it")
        if around.radius > _TELLING:
            note = f"not located: {reason}; it is said to lie in {around.name}"
            return replace(place, name=name, relation=stated.relation, candidates=(candidate,), note=note)
        part = bool(_PART_OF.search(place.text)) or around.kind in _AREAS
        return replace(
            place,
            name=name,
            latitude=round(around.latitude, 6),
            longitude=round(around.longitude, 6),
            radius=round(around.radius + (_EDGE if part else _COUNTRY), 1),
            precision=max_precision(
                precision_of(around.kind), PlacePrecision.TOWN if part else PlacePrecision.NEAR_TOWN
            ),
            relation=stated.relation,
            country=around.country,
            id=around.id,
            candidates=(candidate,),
            note=f"{reason}; the area is that of {around.name}, in which it is said to lie",
            within=_divisions(around),
        )

    def _namesake(self, place: GazetteerPlace) -> GazetteerPlace | None:
        """Return the first-level division of a town if it goes by the town's name, however that is spelt."""
        if precision_of(place.kind) is not PlacePrecision.TOWN or not place.province:
            return None
        division = self.gazetteer.place(place.province)
        if division is None or division.kind != "province":
            return None
        by_town = any(match.place.id == division.id for match in self.gazetteer.exact(place.name))
        by_division = any(match.place.id == place.id for match in self.gazetteer.exact(division.name))
        return division if by_town or by_division else None

    def zone(self, place: Place) -> str:
        """Return the IANA zone of a located place's best candidate, or an empty string."""
        found = self.gazetteer.place(place.id) if place.id else None
        return found.zone if found else ""

    def _named_by_reader(self, place: Place, stated: Stated) -> Stated:
        """Let the reader's toponym and relation stand where the words alone give less."""
        if place.relation is not None and stated.relation is None:
            names = place.relation.to or ((place.name,) if place.name else stated.names)
            return Stated(place.relation, names)
        if place.name and len(stated.names) == 1 and key(stated.names[0]) in common_nouns():
            return stated if key(place.name) in common_nouns() else Stated(stated.relation, (place.name,), stated.about)
        if place.name and stated.relation is not None and len(stated.names) == 1 and place.name in place.text:
            read = stated.names[0]
            if not self._names.findable(read) and self._names.findable(place.name):
                return Stated(stated.relation, (place.name,), stated.about)
        if place.name and stated.relation is None and len(stated.names) == 1 and stated.names[0] != place.name:
            longer, shorter = stated.names[0], place.name
            if len(longer) > 60 or not (self.gazetteer.exact(longer) or self._names.site_of(longer)):
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
        named = self._names.name(name, context) if any(char.isalpha() for char in name) else None
        if named is not None and named.best is not None:
            best = named.best.match.place
            apart = distance(lat, lon, best.latitude, best.longitude)
            others = (_candidate(named.best),)
            if apart <= best.radius + 20_000:
                country = best.country
            else:
                note = f"the coordinates lie {apart / 1000:,.0f} km from {best.name}"
                if abs(lon) <= _POLE and distance(lon, lat, best.latitude, best.longitude) <= best.radius + 20_000:
                    note += "; swapped, they would lie there"
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
        if names_a_line(place.text):
            line = line_meant(found[0].ranked)
            if line is None:
                note = "not located: a river, road or coast by the words before it, and none of this name is known"
                return replace(place, name=name, candidates=candidates, note=note)
            first = line.match
        division = self._namesake(first.place)
        meant = first.place
        if division is not None and _asked_for(found[0].name, place.text) in _PROVINCES:
            meant = division
        elif division is not None and stated.part is not None and first.place.radius <= _SMALL:
            meant = division  # "northern Idlib" is hardly the north of a small town
        elif division is not None and all(candidate.id != division.id for candidate in candidates):
            candidates = (*candidates, _division_candidate(division))
        points = (
            (meant.latitude, meant.longitude, meant.radius, meant.kind),
            *(
                (item.match.place.latitude, item.match.place.longitude, item.match.place.radius, item.match.place.kind)
                for item in best[1:]
                if item is not None
            ),
        )
        area = _as_wide_as_asked(area_of(stated, points), found[0].name, place.text, meant.kind)
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
            country=meant.country,
            id=meant.id,
            candidates=candidates,
            note="; ".join(notes),
            within=_divisions(meant),
        )


def _divisions(place: GazetteerPlace) -> tuple[str, ...]:
    return (place.province,) if place.province and place.province != place.id else ()


def _names_something(words: str) -> bool:
    """Return whether words hold a name: a capital letter, or letters of a script that has none."""
    return any(char.isalpha() and not char.islower() for char in words)


def _areas(container: Named) -> list[Ranked]:
    """Return the best candidate of a container's name, and the divisions of this name that it lies in."""
    best = container.best
    if best is None:
        return []
    middle = best.match.place
    found = [best]
    for item in container.ranked[1:_KEPT]:
        place = item.match.place
        apart = distance(place.latitude, place.longitude, middle.latitude, middle.longitude)
        if place.kind in _AREAS and apart <= place.radius:
            found.append(item)
    return found


def _widest(container: Named) -> Ranked | None:
    """Return the widest area that a container's name may stand for: "X, Aleppo" is said of the whole province."""
    return max(_areas(container), key=lambda item: item.match.place.radius, default=None)


def _within(containers: list[Named], gazetteer: Gazetteer) -> Within:
    """Return the area of the smallest thing that a place is said to lie in, whether town or division of its name."""
    if not containers:
        return NOT_SAID
    ids: set[str] = set()
    discs, boxes = [], []
    for place in (item.match.place for item in _areas(containers[0])):
        ids.add(f"country:{place.country}" if place.kind == "country" else place.id)
        box = gazetteer.extent(place.id) if place.kind == "province" else None
        if box is not None:
            boxes.append(box)
        elif place.kind != "country":
            discs.append((place.latitude, place.longitude, place.radius + _REACH))
    return Within(frozenset(ids), tuple(discs), tuple(boxes))


def _as_wide_as_asked(area: Area, name: str, words: str, kind: str) -> Area:
    """Return the area of a district or province whose name only a town of it has in the gazetteer."""
    asked = _asked_for(name, words)
    if not asked or precision_of(kind) not in (PlacePrecision.TOWN, PlacePrecision.NEIGHBOURHOOD):
        return area
    fine, radius = _WIDER_AREAS[asked]
    if area.radius >= radius:
        return area
    return replace(area, radius=radius, precision=max_precision(area.precision, fine))


def _asked_for(name: str, words: str) -> str:
    """Return the word in or behind a name that asks for a district or province, or an empty string."""
    at = words.find(name)
    asked = _WIDER.search(name) or (_WIDER.match(words[at + len(name) :].lstrip()) if at >= 0 else None)
    return asked[1].lower().removesuffix("s") if asked else ""


def _division_candidate(place: GazetteerPlace) -> PlaceCandidate:
    return PlaceCandidate(
        id=place.id, name=place.name, country=place.country, latitude=place.latitude, longitude=place.longitude,
        kind=place.kind, radius=place.radius, score=0.0, reason="the division of this name, in which the town lies",
    )  # fmt: skip


def _relation(read: PlaceRelation | None, stated: PlaceRelation | None) -> PlaceRelation | None:
    return stated if stated is not None else read


def _coarser(precision: PlacePrecision) -> PlacePrecision:
    return PlacePrecision.TOWN if precision in (PlacePrecision.EXACT, PlacePrecision.SITE) else precision


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
