"""Judging the places that one name may mean by what the document as a whole says."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field, fields
from functools import cache

import numpy as np

from crossbearing.resolve.gazetteer import GazetteerPlace, Match
from crossbearing.resolve.places.candidates import STATIC, Floats, Ints, Pool, pool_of
from crossbearing.resolve.places.geometry import distance
from crossbearing.resolve.places.mentions import Mention
from crossbearing.resolve.places.scene import DYNAMIC, EMPTY, HOME, Home, Scene, home_columns

__all__ = [
    "FINDINGS",
    "NOT_SAID",
    "WEIGHTS",
    "Context",
    "Ranked",
    "Weights",
    "Within",
    "add_others",
    "findings",
    "rank",
    "shares_of",
    "spoken_of",
]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each finding counts, as a natural logarithm of odds.

    Those from `size` to `remote`, and `nothing`, were fitted as a conditional logit (McFadden 1974) with a pull towards
    values set by hand, on one half of LGL and GeoVirus (documents by the hash of their id), names given, from the
    document alone; `home_division` and `home_near` after that, all others held. `wide`, `unlike`, `same_as_town` and
    the others were set by hand: those sets say nothing of them or code them otherwise. `evals` measures the other half.

    Args:
        size: A tenfold population, counted from 10,000.
        country: It is a country.
        capital: It is the capital of one.
        province: It is a first-level division.
        district: It is a second-level division.
        wide: It is a region, sea, river or the like.
        other_name: The name is another one than its label, while it is the label of another place.
        only_other_name: The name is another one than its label, and no place's label.
        same_as_town: A division that has the name of a town in it, where no word left out asks for a division.
        fits: A word left out of the name asks for its kind ("Idlib governorate").
        fits_not: Such a word asks for another kind.
        unlike: The name is spelt otherwise, times the distance.
        same_country: Share of its country among the other names.
        same_division: Share of its first-level division among the other names.
        names_country: The document names its country.
        names_division: The document names its division.
        near_30: Places that other names likely mean lie within some 30 km.
        near_100: The same within some 100 km.
        near_300: The same within some 300 km.
        any_30: Places that other names may mean lie within some 30 km; names that many places have count less.
        remote: A small place in a country that the document never speaks of, while it speaks of others.
        inside: Words beside the name say what it lies in ("Alexandria, Louisiana").
        elsewhere: It does not lie in what the place expression says ("Palestine, Texas").
        asked: A word beside the name asks for its kind.
        asked_not: Such a word asks for another kind.
        publisher: It lies in the publisher's country.
        home_division: Share of its division in the publisher's other reports.
        home_near: Nearness to places of the publisher's other reports.
        nothing: Weight of the answer that none of the candidates is meant.
    """

    size: float = 0.95
    country: float = 4.9
    capital: float = 1.0
    province: float = 1.8
    district: float = -0.15
    wide: float = 1.0
    other_name: float = -2.35
    only_other_name: float = -0.75
    same_as_town: float = -3.0
    fits: float = 1.55
    fits_not: float = -3.4
    unlike: float = -5.5
    same_country: float = 1.55
    same_division: float = 2.45
    names_country: float = 0.95
    names_division: float = 1.25
    near_30: float = 0.7
    near_100: float = 2.55
    near_300: float = 0.65
    any_30: float = 0.95
    remote: float = -1.5
    inside: float = 5.2
    elsewhere: float = -6.0
    asked: float = 2.3
    asked_not: float = -0.85
    publisher: float = 0.4
    home_division: float = 3.5
    home_near: float = 3.65
    nothing: float = 0.95


FINDINGS = tuple(item.name for item in fields(Weights))[:-1]
"""The findings in the order of the columns of `findings`."""
WEIGHTS = Weights()
"""The weights that are used."""

_BESIDE = ("inside", "elsewhere", "asked", "asked_not", "publisher")
_KINDS = STATIC.index("other_name")  # findings before it are told by the candidate's size
_FIRST = np.zeros(1, np.int64)  # where the candidates of a single name begin
_SAID = 0.2  # below which a finding is not worth a reason
_AIRFIELDS = ("airport", "air_base")
_TWINS = 3_000.0  # metres within which two airfields of one name are one
_UNLIKE = 0.1  # taken off the likeness of a name spelt otherwise
_WORDS = {
    "other_name": "it has this name beside its own",
    "only_other_name": "it has this name beside its own",
    "same_as_town": "a town in it has this name too",
    "same_division": "and of the same province",
    "names_country": "the document names its country",
    "names_division": "the document names its province",
    "near_30": "other places named lie close by",
    "near_100": "other places named lie close by",
    "near_300": "other places named lie in reach",
    "any_30": "other places named may lie close by",
    "remote": "the document does not speak of its country",
    "elsewhere": "it does not lie in what is said",
    "inside": "words beside the name say what it lies in",
    "publisher": "the publisher's country",
    "home_division": "the publisher reports from this province",
    "home_near": "the publisher reports from nearby",
}


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """A candidate with its score and the reasons for it.

    Args:
        match: The candidate.
        score: 0 to 1, how likely it is meant; what the candidates lack to 1 is the chance that none of them is.
        said: Reasons in words that stand before those of the findings.
        effect: What each of `FINDINGS` adds, or None.
    """

    match: Match
    score: float
    said: tuple[str, ...] = ()
    effect: Floats | None = None

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, in words, the weightiest first."""
        return self.said if self.effect is None else (*self.said, *_reasons(self.match, self.effect))

    def with_reason(self, said: str, share: float) -> Ranked:
        """Return this candidate with a reason before its own, and so much of its score."""
        return Ranked(self.match, round(self.score * share, 4), (said, *self.said), self.effect)


@dataclass(frozen=True, slots=True)
class Context:
    """What a document says about where it plays.

    Args:
        scene: Its names, settled against one another.
        names: Their numbers in the scene, by key.
        where: Share of each country among its place names alone, 0 to 1; demonyms where it names no place.
        inside: For a key, ids of what stands behind that name as what it lies in.
        asked: For a key, kinds of place that words beside the name ask for.
        publisher: The publisher's country, or empty.
        home: Where the publisher's reports mostly play, or None.
        mentions: The names found, in order.
        likely: For each of them, how likely it is meant as a place's.
        settled: For a key its candidates, their findings, and how likely each is, as they were settled.
    """

    scene: Scene = EMPTY
    names: Mapping[str, int] = field(default_factory=dict)
    where: Mapping[str, float] = field(default_factory=dict)
    inside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    publisher: str = ""
    home: Home | None = None
    mentions: tuple[Mention, ...] = ()
    likely: tuple[float, ...] = ()
    settled: Mapping[str, tuple[Pool, Floats, Floats]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Within:
    """What a place expression says that a place lies in.

    Args:
        ids: Ids of divisions, and `country:SY` for countries.
        discs: Degrees north and east, and metres around, of towns and other areas.
        boxes: South, west, north and east of divisions whose outlines are known; east may lie beyond 180.
    """

    ids: frozenset[str] = frozenset()
    discs: tuple[tuple[float, float, float], ...] = ()
    boxes: tuple[tuple[float, float, float, float], ...] = ()

    def holds(self, place: GazetteerPlace) -> bool:
        """Return whether a place lies in any of these."""
        if place.id in self.ids:
            return False
        lat, lon = place.latitude, place.longitude
        return (
            _lies_in(place, self.ids)
            or any(distance(lat, lon, north, east) <= reach for north, east, reach in self.discs)
            or any(s <= lat <= n and (w <= lon <= e or w <= lon + 360.0 <= e) for s, w, n, e in self.boxes)
        )


NOT_SAID = Within()
"""An expression that does not say what a place lies in."""


def findings(pool: Pool, *, form: str, context: Context, asked: tuple[str, ...], within: Within) -> Floats:
    """Return what is said of the candidates of a name apart from what the document's other names say.

    Args:
        pool: The candidates.
        form: The name's key.
        context: What the document says.
        asked: Kinds of place that words around the name ask for, beside those the context knows.
        within: What the expression says it lies in, beside what the context knows.

    Returns:
        A row a candidate, a column for each of `FINDINGS`; those of the other names are zero.
    """
    found = np.zeros((len(pool.matches), len(FINDINGS)), np.float32)
    found[:, : len(STATIC)] = pool.static
    containers = frozenset(context.inside.get(form, ()))
    said = within is not NOT_SAID
    kinds = asked or context.asked.get(form, ())
    first = len(STATIC) + len(DYNAMIC)
    if containers or kinds or context.publisher or said:
        for index, match in enumerate(pool.matches):
            place = match.place
            held = said and within.holds(place)
            found[index, first : first + len(_BESIDE)] = (
                held or (bool(containers) and _lies_in(place, containers)),
                said and not held,
                bool(kinds) and place.kind in kinds,
                bool(kinds) and place.kind not in kinds,
                bool(context.publisher) and context.publisher == place.country,
            )
    if context.home is not None:
        found[:, -len(HOME) :] = home_columns(pool.rows, context.home)
    return found


def add_others(found: Floats, others: Floats) -> None:
    """Set what a document's other names say into findings.

    Args:
        found: A result of `findings`, changed in place.
        others: What `Scene.columns` gives for the same candidates.
    """
    first, last = len(STATIC), len(STATIC) + len(DYNAMIC)
    found[:, first:last] = others
    found[:, last - 1] *= 1.0 - found[:, last]  # what words beside a name say need not be spoken of elsewhere


def _lies_in(place: GazetteerPlace, containers: frozenset[str]) -> bool:
    if place.province and place.province in containers:
        return True
    return place.kind != "country" and f"country:{place.country}" in containers


@cache
def _vector(weights: Weights) -> tuple[Floats, float]:
    """Return the weights of the findings in their order, and that of none."""
    *each, nothing = astuple(weights)
    return np.array(each, np.float32), float(nothing)


def shares_of(found: Floats, starts: Ints, name_of: Ints, weights: Weights = WEIGHTS) -> Floats:
    """Return how likely each candidate is among those of its name and none of them.

    Args:
        found: A row a candidate, a column for each of `FINDINGS`, one name after another.
        starts: Where each name's candidates begin.
        name_of: For each candidate the number of its name.
        weights: How much each finding counts.
    """
    each, nothing = _vector(weights)
    total = found @ each
    most = np.maximum(np.maximum.reduceat(total, starts), nothing)
    parts = np.exp(total - most[name_of])
    whole = np.add.reduceat(parts, starts) + np.exp(nothing - most)
    return np.asarray(parts / whole[name_of], np.float32)


def rank(
    matches: Iterable[Match],
    form: str,
    context: Context,
    *,
    asked: tuple[str, ...] = (),
    within: Within = NOT_SAID,
    weights: Weights = WEIGHTS,
) -> list[Ranked]:
    """Order the candidates of one name.

    Args:
        matches: The candidates.
        form: The name's key.
        context: What the document says.
        asked: Kinds of place that words around the name ask for.
        within: What the expression says it lies in.
        weights: How much each finding counts.

    Returns:
        Best first; their scores add up to at most 1.
    """
    pool = pool_of(matches if isinstance(matches, tuple) else tuple(matches))
    if not pool.matches:
        return []
    settled = context.settled.get(form)
    if settled is not None and settled[0] is pool and within is NOT_SAID and asked in ((), context.asked.get(form, ())):
        found, shares = settled[1], settled[2]
    else:
        found = findings(pool, form=form, context=context, asked=asked, within=within)
        own = np.full(len(pool.matches), context.names.get(form, -1), np.int64)
        add_others(found, context.scene.columns(pool.rows, own))
        shares = shares_of(found, _FIRST, np.zeros(len(pool.matches), np.int64), weights)
    scores: list[float] = shares.tolist()
    order = sorted(range(len(scores)), key=lambda at: (-scores[at], pool.matches[at].place.number))
    _join_twins(pool.matches, order, scores)
    effect = found * _vector(weights)[0]
    return [
        Ranked(
            pool.matches[at],
            round(scores[at] * _fit(pool.matches[at]), 4),
            effect=effect[at],
        )
        for at in order
    ]


def _join_twins(matches: tuple[Match, ...], order: list[int], scores: list[float]) -> None:
    """Give the first of two entries for one airfield the share of both: two sources list it under one name."""
    for rank_, first in enumerate(order[:3]):
        one = matches[first].place
        if one.kind not in _AIRFIELDS:
            continue
        for second in order[rank_ + 1 : 6]:
            other = matches[second].place
            if (
                other.kind in _AIRFIELDS
                and scores[second] > 0
                and distance(one.latitude, one.longitude, other.latitude, other.longitude) < _TWINS
            ):
                scores[first] += scores[second]
                scores[second] = 0.0
    order.sort(key=lambda at: (-scores[at], matches[at].place.number))


def _fit(match: Match) -> float:
    return 1.0 if match.how in ("label", "alias") else max(0.0, match.likeness - _UNLIKE)


def _reasons(match: Match, effect: Floats) -> tuple[str, ...]:
    """Return the findings that moved a candidate, the weightiest first, its size always among them."""
    place = match.place
    told: list[tuple[float, str]] = [(math.log10(max(place.population, 100)), _size(place))]
    for at in np.flatnonzero(np.abs(effect) > _SAID).tolist():
        name, value = FINDINGS[at], float(effect[at])
        if at < _KINDS:
            continue
        if name == "same_country":
            words = f"the document speaks of {place.country}"
        elif name in ("fits", "fits_not", "asked", "asked_not"):
            words = f"the words {'do not ask' if name.endswith('_not') else 'ask'} for a {_words(place.kind)}"
        elif name == "unlike":
            words = f"spelt '{match.matched}' in the gazetteer"
        else:
            words = _WORDS[name]
        told.append((value, words))
    told.sort(key=lambda part: -abs(part[0]))
    return tuple(dict.fromkeys(words for _, words in told))


def _size(place: GazetteerPlace) -> str:
    if place.population:
        return f"{_words(place.kind)} of {place.population:,} people"
    return f"{_words(place.kind)} ({place.source})"


def _words(kind: str) -> str:
    return kind.replace("_", " ")


def spoken_of(context: Context, form: str, country: str) -> float | None:
    """Return the share of a country among the place names of a document other than one, or None without others.

    Args:
        context: What the document says.
        form: Key of the name left out.
        country: ISO 3166-1 alpha-2.
    """
    shares = context.scene.shares(context.names.get(form, -1))
    return shares.get(country, 0.0) if shares else None
