"""Spatial relations in words: which place is named, and how the place meant stands to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from crossbearing.model.values import PlacePrecision, PlaceRelation, PlaceRelationKind
from crossbearing.resolve.places.geometry import bearing_of, distance, midpoint, offset

__all__ = ["Area", "Stated", "area_of", "parse_relation"]

_NUMBER_WORDS = {
    "a": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0,
    "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0,
    "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "hundred": 100.0, "half a": 0.5,
}  # fmt: skip
_UNITS = {"km": 1000.0, "kilomet": 1000.0, "m": 1.0, "met": 1.0, "mi": 1609.344, "mile": 1609.344, "nautical": 1852.0,
          "nm": 1852.0, "yard": 0.9144}  # fmt: skip

_NUM = r"(?:\d+(?:[.,]\d+)?|half a|" + "|".join(word for word in _NUMBER_WORDS if " " not in word) + r")"
_UNIT = r"(?:nautical miles?|nm|km|kms|kilomet(?:er|re)s?|met(?:er|re)s?|m|mi|miles?|yards?)"
_COMPASS = (
    r"\b(?:(?:north|south)[- ]?(?:north|south)?[- ]?(?:east|west)?|"
    r"(?:east|west)[- ]?(?:north|south)?[- ]?(?:east|west)?"
    r"|[NS][NSEW]{0,2}|[EW][NSEW]{0,2})"
)
_DISTANCE = re.compile(
    rf"(?P<about>about|around|some|roughly|approximately|nearly|almost|at least|up to|less than|within|between)?\s*"
    rf"(?P<low>{_NUM})(?:\s*(?:-|\u2013|to|and|or)\s*(?P<high>{_NUM}))?[\s-]*(?P<unit>{_UNIT})\b",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    rf"{_DISTANCE.pattern}\s*(?:away\s+)?(?:to the\s+|due\s+)?(?P<compass>{_COMPASS})(?:wards?)?\s+"
    r"(?:of|from|off)\s+(?P<to>.+)",
    re.IGNORECASE,
)
_FROM = re.compile(rf"{_DISTANCE.pattern}\s*(?:away\s+)?(?:from|outside|off|of)\s+(?P<to>.+)", re.IGNORECASE)
_COMPASS_OF = re.compile(
    rf"(?:to the\s+|just\s+|in the\s+)?(?P<compass>{_COMPASS})(?:ern)?\s+(?:of|from)\s+(?P<to>.+)", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween\s+(?P<a>.+?)\s+and\s+(?P<b>.+)", re.IGNORECASE)
_ALONG = re.compile(
    r"\b(?:road|highway|route|motorway|line|way)\s+(?:leading\s+|running\s+)?(?:from|between|linking|connecting)\s+(?P<a>.+?)\s+"
    r"(?:to|and|with|towards?)\s+(?P<b>.+)",
    re.IGNORECASE,
)
_DASH_ROAD = re.compile(
    r"(?P<a>[\w' -]+?)\s*[\u2013\u2014-]\s*(?P<b>[\w' ]+?)\s+(?:road|highway|motorway)\b", re.IGNORECASE
)
_RURAL = r"(?:countryside|outskirts|rural areas?|hinterland)"
_COUNTRYSIDE = re.compile(
    rf"(?:in\s+)?(?:the\s+)?(?:(?P<compass>{_COMPASS})(?:ern)?\s+)?(?:suburbs|{_RURAL})\s+of\s+(?P<to>.+)"
    rf"|(?P<to2>.+?)(?:'s|\u2019s)?\s+(?:(?P<compass2>{_COMPASS})(?:ern)?\s+)?{_RURAL}\b"
    r"|\brural\s+(?P<to3>[A-Z].+)",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:near(?:by)?(?:\s+to)?|close to|next to|beside|in the vicinity of|in the surroundings of|around|"
    r"outside(?:\s+of)?|not far from|adjacent to|on the edge of|at the edge of|by|off|in the area of|"
    r"in the direction of|towards?|on the approaches to|above|over)\s+(?P<to>.+)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:(?P<compass>(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?)|central|upper|lower|downtown)\s+(?:part\s+of\s+)?(?P<to>.+)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:in|at|on|inside|within|to|into|from|of|the|a|an|"
    r"(?:(?:north|south)?-?(?:east|west|north|south)ern|central)"
    r"(?= (?:port )?(?:city|town|village|district|province|governorate|region|state) of)|"
    r"(?:city|town|village|district|province|governorate|region) of|"
    r"(?:(?:left|right|eastern|western|northern|southern|far)\s+)?banks? of|"
    r"areas? of|parts of|outskirts of|(?:city )?cent(?:re|er) of)\s+",
    re.IGNORECASE,
)
_TAG_SIGN = re.compile(r"(?<!\w)#(?=[^\W\d_])")
_JOINED_WORDS = re.compile(r"_+|(?<!\bMc)(?<!\bMac)(?<=[a-z]{2})(?=[A-Z][a-z]{2})")
_SHORT_COMPASS = re.compile(r"(?<![\w.])(?P<ns>[NS])?\.?(?P<ew>[EW])?\.?\s+(?=[A-Z][a-z])")
_ADDRESS = re.compile(
    r"\d|\b(?:streets?|avenue|boulevard|drive|lane|road|highway|court|place|parkway|way|st|ave|blvd|dr|ln|rd|hwy)\b",
    re.IGNORECASE,
)
_COMPASS_LETTERS = {"N": "north", "S": "south", "E": "east", "W": "west"}
_TAIL = re.compile(
    r"\s*(?:,.*|\(.*|;.*|\bwhere\b.*|\bwhich\b.*|\bon (?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*)$", re.IGNORECASE
)

# How far "near" reaches where no distance is given: ACLED's precision 2 takes "near" a town to be within its
# district; 5 km beyond the named place's own extent is what reports of air strikes bear out (curated table, notes).
NEAR_BEYOND = 5_000.0
_COUNTRYSIDE_BEYOND = 25_000.0
_VAGUE_OFFSET = 10_000.0
_DISTRICT_WIDE, _REGION_WIDE = 30_000.0, 75_000.0  # metres of radius from which a stretch is a district, or a region


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation read from words.

    Args:
        relation: The relation, or None for "in" or "at" the place.
        names: The toponyms it refers to, as written, without leading words.
        about: Whether a distance was given as approximate.
        part: Bearing of the part of the place that is meant ("northern Aleppo"), or None.
    """

    relation: PlaceRelation | None
    names: tuple[str, ...]
    about: bool = False
    part: float | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A circle.

    Args:
        latitude: Centre, degrees north.
        longitude: Centre, degrees east.
        radius: Metres.
        precision: How fine it is stated.
    """

    latitude: float
    longitude: float
    radius: float
    precision: PlacePrecision


def _in_words(words: str) -> str:
    """Return a place expression as posts shorten it in words: "W. #Deir_Nour countryside" is west Deir Nour's."""
    text = _JOINED_WORDS.sub(" ", _TAG_SIGN.sub("", " ".join(words.split())))
    if _ADDRESS.search(text):  # "the 400 block of N. Mill Street": the letter is a part of the name
        return text
    return _SHORT_COMPASS.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    letters = [letter for letter in (match["ns"], match["ew"]) if letter]
    return "".join(_COMPASS_LETTERS[letter] for letter in letters) + " " if letters else match[0]


def _tidy(words: str) -> str:
    """Return a toponym without leading function words and trailing clauses."""
    text = _TAIL.sub("", words.strip()).strip(" .,;:()\"'\u201c\u201d")
    while True:
        shorter = _LEAD.sub("", text)
        if shorter == text:
            return text
        text = shorter


def _number(word: str) -> float:
    found = _NUMBER_WORDS.get(word.lower())
    return found if found is not None else float(word.replace(",", "."))


def _unit(word: str) -> float:
    lowered = word.lower()
    return next(
        factor
        for prefix, factor in sorted(_UNITS.items(), key=lambda pair: -len(pair[0]))
        if lowered.startswith(prefix)
    )


def _metres(match: re.Match[str]) -> tuple[float | None, float, bool]:
    low, factor = _number(match["low"]), _unit(match["unit"])
    high = _number(match["high"]) if match["high"] else low
    word = (match["about"] or "").lower()
    if word in ("up to", "less than", "within"):
        return 0.0, high * factor, False
    return (
        low * factor,
        high * factor,
        word in ("about", "around", "some", "roughly", "approximately", "nearly", "almost"),
    )


def parse_relation(words: str) -> Stated:
    """Read a spatial relation.

    Args:
        words: A place expression as written, such as "about 6 km south of Deir ez-Zor airport".

    Returns:
        The relation and the toponyms; without any relation word, the toponym alone.
    """
    text = _in_words(words)[:400]
    found = _OFFSET.search(text)
    if found:
        low, high, about = _metres(found)
        name = _tidy(found["to"])
        relation = PlaceRelation(PlaceRelationKind.OFFSET, (name,), low, high, bearing_of(found["compass"]))
        return Stated(relation, (name,), about)
    found = _ALONG.search(text) or _DASH_ROAD.search(text)
    if found:
        names = (_tidy(found["a"]), _tidy(re.sub(r"\s+(?:road|highway)$", "", found["b"])))
        return Stated(PlaceRelation(PlaceRelationKind.ALONG, names), names)
    found = _FROM.search(text)
    if found:
        low, high, about = _metres(found)
        name = _tidy(found["to"])
        return Stated(PlaceRelation(PlaceRelationKind.OFFSET, (name,), low, high), (name,), about)
    found = _BETWEEN.search(text)
    if found:
        names = (_tidy(found["a"]), _tidy(found["b"]))
        return Stated(PlaceRelation(PlaceRelationKind.BETWEEN, names), names)
    found = _COUNTRYSIDE.search(text)
    if found:
        name = _tidy(found["to"] or found["to2"] or found["to3"])
        compass = found["compass"] or found["compass2"]
        part = _PART.match(name)
        if part and part["compass"] and not compass:
            # "The eastern Aleppo countryside" lies to the east of Aleppo.
            name, compass = _tidy(part["to"]), part["compass"]
        relation = PlaceRelation(
            PlaceRelationKind.COUNTRYSIDE, (name,), bearing=bearing_of(compass) if compass else None
        )
        return Stated(relation, (name,))
    found = _COMPASS_OF.search(text)
    if found and bearing_of(found["compass"]) is not None:
        name = _tidy(found["to"])
        return Stated(PlaceRelation(PlaceRelationKind.OFFSET, (name,), bearing=bearing_of(found["compass"])), (name,))
    found = _NEAR.search(text)
    if found:
        name = _tidy(found["to"])
        return Stated(PlaceRelation(PlaceRelationKind.NEAR, (name,)), (name,))
    name = _tidy(text)
    part = _PART.match(name)
    if part:
        return Stated(None, (name, _tidy(part["to"])), part=bearing_of(part["compass"]) if part["compass"] else None)
    return Stated(None, (name,))


_KIND_PRECISION = {
    "country": PlacePrecision.COUNTRY,
    "province": PlacePrecision.PROVINCE,
    "district": PlacePrecision.DISTRICT,
    "region": PlacePrecision.REGION,
    "sea": PlacePrecision.REGION,
    "river": PlacePrecision.REGION,
    "lake": PlacePrecision.REGION,
    "mountain": PlacePrecision.REGION,
    "island": PlacePrecision.REGION,
    "capital": PlacePrecision.TOWN,
    "city": PlacePrecision.TOWN,
    "town": PlacePrecision.TOWN,
    "village": PlacePrecision.TOWN,
    "suburb": PlacePrecision.NEIGHBOURHOOD,
    "coordinates": PlacePrecision.EXACT,
}


def precision_of(kind: str) -> PlacePrecision:
    """Return how fine a place of a kind is; all kinds not listed are sites (an airport, a hill, a hospital)."""
    return _KIND_PRECISION.get(kind, PlacePrecision.SITE)


def area_of(stated: Stated, points: tuple[tuple[float, float, float, str], ...]) -> Area:
    """Return the area that a stated relation denotes.

    A distance is counted from the centre of the place named, and its extent is part of the doubt; a distance as
    written is good to a fifth of it, or a third where it is "about" (a report rounds to the next kilometre or five).

    Args:
        stated: The relation.
        points: For each place named, degrees north, degrees east, radius in metres, and kind; at least one.

    Returns:
        Circle and precision.
    """
    lat, lon, radius, kind = points[0]
    relation = stated.relation
    if relation is None:
        if stated.part is not None and radius > 0:
            lat, lon = offset(lat, lon, stated.part, radius / 2)
            return Area(lat, lon, radius * 0.75, precision_of(kind))
        return Area(lat, lon, radius, precision_of(kind))
    if relation.kind in (PlaceRelationKind.BETWEEN, PlaceRelationKind.ALONG) and len(points) > 1:
        other = points[1]
        middle = midpoint(lat, lon, other[0], other[1])
        apart = distance(lat, lon, other[0], other[1])
        # Between two places is about the middle; on the road it may be anywhere along it.
        share = 0.35 if relation.kind is PlaceRelationKind.BETWEEN else 0.5
        reach = max(apart * share, 1000.0)
        fine = PlacePrecision.NEAR_TOWN if reach < _DISTRICT_WIDE else PlacePrecision.DISTRICT
        return Area(*middle, reach, fine if reach < _REGION_WIDE else PlacePrecision.REGION)
    if relation.kind in (PlaceRelationKind.BETWEEN, PlaceRelationKind.ALONG):
        # The other end is not known: somewhere around this one.
        coarse = max_precision(precision_of(kind), PlacePrecision.NEAR_TOWN)
        return Area(lat, lon, radius + _COUNTRYSIDE_BEYOND, coarse)
    if relation.kind is PlaceRelationKind.OFFSET:
        return _offset_area(stated, relation, points[0])
    if relation.kind is PlaceRelationKind.COUNTRYSIDE:
        reach = radius if radius > _COUNTRYSIDE_BEYOND else radius + _COUNTRYSIDE_BEYOND
        if relation.bearing is not None:
            lat, lon = offset(lat, lon, relation.bearing, reach / 2)
            reach *= 0.75
        return Area(lat, lon, reach, PlacePrecision.DISTRICT)
    if relation.kind is PlaceRelationKind.NEAR:
        return Area(lat, lon, radius + NEAR_BEYOND, max_precision(precision_of(kind), PlacePrecision.NEAR_TOWN))
    return Area(lat, lon, radius, precision_of(kind))


def _offset_area(stated: Stated, relation: PlaceRelation, point: tuple[float, float, float, str]) -> Area:
    lat, lon, radius, kind = point
    coarse = max_precision(precision_of(kind), PlacePrecision.NEAR_TOWN)
    if relation.distance_high is None:
        reach = radius + _VAGUE_OFFSET
        if relation.bearing is None:
            return Area(lat, lon, reach, coarse)
        lat, lon = offset(lat, lon, relation.bearing, radius / 2 + _VAGUE_OFFSET / 2)
        return Area(lat, lon, radius / 2 + _VAGUE_OFFSET, coarse)
    low = relation.distance_low or 0.0
    doubt = relation.distance_high * (1 / 3 if stated.about else 1 / 5)
    if relation.bearing is None:
        return Area(lat, lon, relation.distance_high + doubt + radius, coarse)
    middle = (low + relation.distance_high) / 2
    lat, lon = offset(lat, lon, relation.bearing, middle)
    # A compass word of eight points covers 45 degrees: at its edge the point lies tan(22.5 deg) of the way aside.
    aside = middle * 0.41
    return Area(lat, lon, max((relation.distance_high - low) / 2 + doubt, aside) + min(radius, 5000.0), coarse)


_ORDER = list(PlacePrecision)


def max_precision(first: PlacePrecision, second: PlacePrecision) -> PlacePrecision:
    """Return the coarser of two precisions."""
    return _ORDER[max(_ORDER.index(first), _ORDER.index(second))]


def shrink(place_relation: PlaceRelation, names: tuple[str, ...]) -> PlaceRelation:
    """Return a relation that refers to other names."""
    return replace(place_relation, to=names)
