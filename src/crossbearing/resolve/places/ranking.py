"""Judging the places that one name may mean by what the document as a whole says."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from crossbearing.resolve.gazetteer import GazetteerPlace, Match
from crossbearing.resolve.places.geometry import distance
from crossbearing.resolve.places.mentions import Mention

__all__ = ["WEIGHTS", "WIDE", "Context", "Ranked", "Weights", "rank", "spoken_of"]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each finding counts, in units of one power of ten of population.

    They were set by hand and checked on the development parts of LGL and GeoVirus; `evals` measures them.

    Args:
        country: The candidate's country is the one the document speaks of most.
        province: The same for its first-level division.
        inside: Words behind the name say what it lies in ("Alexandria, Louisiana").
        near: Other places of the document lie close by.
        asked: A word asks for this kind of place ("governorate", "airport").
        not_asked: A word asks for another kind.
        alias: The name is not the place's label but another name of it, while it is the label of another place.
        unlike: A name that is spelt otherwise, times its distance.
        publisher: The publisher's country.
        same_as_town: A division that has the name of a town in it, where no word asks for a division.
        heaviest: Weight beyond which more population says no more.
    """

    country: float = 3.2
    province: float = 1.6
    inside: float = 6.0
    near: float = 2.2
    asked: float = 2.5
    not_asked: float = -1.5
    alias: float = -1.4
    unlike: float = -6.0
    publisher: float = 0.4
    same_as_town: float = -3.0
    heaviest: float = 10.0


WEIGHTS = Weights()
"""The weights that are used."""
_TEMPERATURE = 1.1
_REACH = 120_000.0  # metres over which the pull of another place falls to a third
_FEW = 0.3  # votes under which a document says nothing about where it plays
_TRACE = 0.02  # shares and pulls under which nothing is said of them
_SAID = 0.2  # units under which a finding is not worth a reason
_TOWNS = ("city", "capital", "town")
_SMALL = ("village", "town", "suburb", "district")
_ENOUGH = 0.2  # votes of other names from which a document says where it plays
_UNSPOKEN = 0.15  # what is left of a score where the country is never spoken of
_AIRFIELDS = ("airport", "air_base")
_TWINS = 3_000.0  # metres within which two airfields of one name are one
WIDE = 350_000.0  # places wider than this draw nothing towards their centres


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score and the reasons for it.

    Args:
        match: The candidate.
        score: 0 to 1: its share among the candidates, lowered where the name itself fits badly.
        reasons: In words, the weightiest first.
    """

    match: Match
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What a document says about where it plays.

    Args:
        countries: Votes of the document's place names and demonyms by country.
        provinces: Votes of its place names by id of the first-level division.
        points: Degrees north and east, and confidence, of the places the document names.
        votes: For the key of each name, what it alone adds to countries and provinces: a name is judged by the others.
        where: Share of each country among its place names alone, 0 to 1; demonyms where it names no place.
        inside: For a key, the keys of names that stand behind it as what it lies in.
        publisher: The publisher's country, or empty.
        mentions: The names found, in order.
    """

    countries: dict[str, float] = field(default_factory=dict)
    provinces: dict[str, float] = field(default_factory=dict)
    points: tuple[tuple[float, float, float, str], ...] = ()
    votes: dict[str, dict[str, float]] = field(default_factory=dict)
    where: dict[str, float] = field(default_factory=dict)
    inside: dict[str, tuple[str, ...]] = field(default_factory=dict)
    publisher: str = ""
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What all candidates of one name are judged by."""

    form: str
    context: Context
    kinds: tuple[str, ...]
    containers: dict[str, None]
    towns: frozenset[str]
    labelled: bool
    weights: Weights


def _share(votes: dict[str, float], own: dict[str, float], name: str) -> float:
    """Return the share of a country or division among the votes of all other names, 0 to 1."""
    value = votes.get(name, 0.0)
    if not value:
        return 0.0
    kind = ":" in name
    total = sum(votes.values()) - sum(value for key_, value in own.items() if (":" in key_) == kind)
    return max(0.0, value - own.get(name, 0.0)) / total if total > _FEW else 0.0


def rank(
    matches: Iterable[Match],
    form: str,
    context: Context,
    *,
    asked: tuple[str, ...] = (),
    inside: tuple[str, ...] = (),
    weights: Weights = WEIGHTS,
) -> list[Ranked]:
    """Order the candidates of one name.

    Args:
        matches: The candidates.
        form: The name's key.
        context: What the document says.
        asked: Kinds of place that words around the name ask for.
        inside: Ids of what the place lies in, as words around the name say.
        weights: How much each finding counts.

    Returns:
        Best first; their scores add up to at most 1.
    """
    pool = list(matches)
    containers = dict.fromkeys((*inside, *context.inside.get(form, ())))
    judged = _Asked(
        form=form,
        context=context,
        kinds=asked,
        containers=containers,
        towns=frozenset(match.place.province for match in pool if match.place.kind in _TOWNS),
        labelled=any(match.how == "label" for match in pool),
        weights=weights,
    )
    scored = []
    for match in pool:
        total, reasons = _score(match, judged)
        scored.append((total, match, reasons))
    scored.sort(key=lambda item: (-item[0], item[1].place.number))
    if not scored:
        return []
    best = scored[0][0]
    shares = [math.exp((total - best) / _TEMPERATURE) for total, _, _ in scored]
    whole = sum(shares)
    _join_twins(scored, shares)
    return [
        Ranked(match, round(share / whole * _fit(match) * _plausible(match, judged), 4), reasons)
        for share, (_, match, reasons) in zip(shares, scored, strict=True)
    ]


def _join_twins(scored: list[tuple[float, Match, tuple[str, ...]]], shares: list[float]) -> None:
    """Give the first of two entries for one airfield the share of both: two sources list it under one name."""
    for first in range(min(3, len(scored))):
        one = scored[first][1].place
        if one.kind not in _AIRFIELDS:
            continue
        for second in range(first + 1, min(6, len(scored))):
            other = scored[second][1].place
            if (
                other.kind in _AIRFIELDS
                and shares[second] > 0
                and distance(one.latitude, one.longitude, other.latitude, other.longitude) < _TWINS
            ):
                shares[first] += shares[second]
                shares[second] = 0.0


def spoken_of(context: Context, form: str, country: str) -> float | None:
    """Return the share of a country among the place names of a document other than one, or None without others.

    Args:
        context: What the document says.
        form: Key of the name left out.
        country: ISO 3166-1 alpha-2.
    """
    own = context.votes.get(form, {})
    if context.votes.keys() <= {form}:
        return context.where.get(country, 0.0) if context.where and not own else None
    votes = dict.fromkeys(context.where, 0.0)
    for other, values in context.votes.items():
        if other != form:
            for name, value in values.items():
                if ":" not in name:
                    votes[name] = votes.get(name, 0.0) + value
    total = sum(votes.values())
    return votes.get(country, 0.0) / total if total else None


def _plausible(match: Match, asked: _Asked) -> float:
    """Return how far a small place can be meant where a document never speaks of its country and does of others."""
    place, context = match.place, asked.context
    small = place.kind in _SMALL or (match.how == "alias" and place.kind == "city")
    if not small or not place.country or (asked.containers and _lies_in(place, asked.containers)):
        return 1.0
    own = context.votes.get(asked.form, {})
    if sum(context.countries.values()) - sum(value for name, value in own.items() if ":" not in name) < _ENOUGH:
        return 1.0
    others = _share(context.countries, own, place.country)
    return 1.0 if others > _TRACE else _UNSPOKEN


def _fit(match: Match) -> float:
    return 1.0 if match.how in ("label", "alias") else max(0.0, match.likeness - 0.1)


def _score(match: Match, asked: _Asked) -> tuple[float, tuple[str, ...]]:
    place, context, weights = match.place, asked.context, asked.weights
    own = context.votes.get(asked.form, {})
    parts: list[tuple[float, str]] = [(min(place.weight, weights.heaviest), _size(place))]
    share = _share(context.countries, own, place.country) if place.country else 0.0
    if share > _TRACE:
        parts.append((weights.country * min(1.0, share * 1.6), f"the document speaks of {place.country}"))
    division = place.province or (place.id if place.kind == "province" else "")
    share = _share(context.provinces, own, division) if division else 0.0
    if share > _TRACE and place.kind != "country":
        parts.append((weights.province * min(1.0, share * 1.6), "and of the same province"))
    if asked.containers and _lies_in(place, asked.containers):
        parts.append((weights.inside, "words beside the name say what it lies in"))
    if place.kind != "country" and place.radius < WIDE:
        pull = _pull(place, asked.form, context.points)
        if pull > _TRACE:
            parts.append((weights.near * pull, "other places named lie close by"))
    parts += _fit_of_name(match, asked)
    if context.publisher and context.publisher == place.country:
        parts.append((weights.publisher, "the publisher's country"))
    parts.sort(key=lambda part: -abs(part[0]))
    return sum(value for value, _ in parts), tuple(words for value, words in parts if abs(value) > _SAID)


def _fit_of_name(match: Match, asked: _Asked) -> list[tuple[float, str]]:
    """Return how well the name itself fits: the kind it asks for, alias or label, spelling."""
    place, weights = match.place, asked.weights
    parts: list[tuple[float, str]] = []
    wanted = asked.kinds or match.hint
    if wanted:
        fits = place.kind in wanted
        value = weights.asked if fits else weights.not_asked * (2.0 if match.hint else 1.0)
        parts.append((value, f"the words {'ask for' if fits else 'do not ask for'} a {_words(place.kind)}"))
    elif place.kind == "province" and place.id in asked.towns:
        parts.append((weights.same_as_town, "a town in it has this name too"))
    if match.how == "alias":
        value = weights.alias if asked.labelled else weights.alias / 2
        value = value / 2 if place.kind in ("country", "province") else value
        parts.append((value, "it has this name beside its own"))
    elif match.how != "label":
        parts.append((weights.unlike * (1 - match.likeness), f"spelt '{match.matched}' in the gazetteer"))
    return parts


def _size(place: GazetteerPlace) -> str:
    if place.population:
        return f"{_words(place.kind)} of {place.population:,} people"
    return f"{_words(place.kind)} ({place.source})"


def _words(kind: str) -> str:
    return kind.replace("_", " ")


def _lies_in(place: GazetteerPlace, containers: dict[str, None]) -> bool:
    if place.province and place.province in containers:
        return True
    return place.kind != "country" and f"country:{place.country}" in containers


def _pull(place: GazetteerPlace, form: str, points: tuple[tuple[float, float, float, str], ...]) -> float:
    pull = 0.0
    for lat, lon, confidence, name in points:
        if name != form and abs(lat - place.latitude) < 5.0:
            apart = distance(place.latitude, place.longitude, lat, lon)
            pull += confidence * math.exp(-apart / _REACH)
    return min(1.0, pull / 1.5)
