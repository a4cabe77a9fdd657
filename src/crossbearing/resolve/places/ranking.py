"""Judging the places that one name may mean by what the document as a whole says."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field
from functools import cache

import numpy as np

from crossbearing.resolve.gazetteer import GazetteerPlace, Match
from crossbearing.resolve.places.candidates import STATIC, Floats, Ints, Pool, pool_of
from crossbearing.resolve.places.geometry import distance
from crossbearing.resolve.places.mentions import Mention
from crossbearing.resolve.places.scene import DYNAMIC, EMPTY, HOME, Home, Scene, home_columns
from crossbearing.resolve.places.weights import FINDINGS, WEIGHTS, Weights

__all__ = [
    "NOT_SAID",
    "Context",
    "Ranked",
    "Within",
    "add_others",
    "findings",
    "rank",
    "shares_of",
    "spoken_of",
]


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
