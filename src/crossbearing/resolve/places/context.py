"""Reading what a document as a whole says about where it plays."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from crossbearing.resolve.gazetteer import Gazetteer, Match
from crossbearing.resolve.gazetteer.names import key
from crossbearing.resolve.places.mentions import Mention, abbreviated_states, is_where, mentions_in
from crossbearing.resolve.places.ranking import WEIGHTS, WIDE, Context, Weights, rank
from crossbearing.resources.actors import states

__all__ = ["people_words", "read_context"]

_LOOKED_AT = 80
_SURE = 0.35  # score from which a name draws others towards it
_AS_ACTOR = 0.2  # weight of the name of a state or capital that may stand for its government
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{3,}\b")
_DIVISION = frozenset({"province", "district", "country", "region"})
_BEHIND = re.compile(r"\s*(?:,|\(|\bin\b|\bof\b)\s*(?:the\s+)?(?:[a-z-]+\s+){0,2}", re.IGNORECASE)


def read_context(
    gazetteer: Gazetteer, text: str, *, publisher: str = "", also: Iterable[Mention] = (), weights: Weights = WEIGHTS
) -> Context:
    """Read the places a document names and settle them against one another.

    Args:
        gazetteer: Where to look names up.
        text: The document's words.
        publisher: The publisher's country, ISO 3166-1 alpha-2, or empty; it counts weakly.
        also: Names known to be places, found otherwise.
        weights: How much each finding counts.

    Returns:
        The context in which `rank` judges single names.
    """
    marked = list(also)
    taken = [(mention.start, mention.end) for mention in marked]
    for mention in mentions_in(text, gazetteer.known):
        if not any(mention.start < end and start < mention.end for start, end in taken):
            marked.append(mention)
    marked.sort(key=lambda mention: mention.start)
    counts: dict[str, float] = defaultdict(float)
    surface: dict[str, str] = {}
    for mention in marked:
        form = key(mention.name)
        # States and capitals act and speak: only "in Washington" is sure to be a place.
        counts[form] += 1.0 if is_where(text, mention) or not gazetteer.acts(form) else _AS_ACTOR
        surface.setdefault(form, mention.name)
    context = Context(publisher=publisher, mentions=tuple(marked), inside=_containers(gazetteer, text, marked))
    candidates = {form: gazetteer.exact(surface[form])[:_LOOKED_AT] for form in surface}
    # Twice: first by countries and sizes alone, then also by what lies near what was found the first time.
    peoples = _peoples(text)
    for _ in range(2):
        context = _settled(context, candidates, counts, peoples, weights)
    return context


def _settled(
    context: Context,
    candidates: dict[str, tuple[Match, ...]],
    counts: dict[str, float],
    peoples: dict[str, float],
    weights: Weights,
) -> Context:
    votes: dict[str, dict[str, float]] = {}
    points: list[tuple[float, float, float, str]] = []
    for form, matches in candidates.items():
        if not matches:
            continue
        ranked = rank(matches, form, context, weights=weights)
        own: dict[str, float] = defaultdict(float)
        weight = math.log2(1.0 + counts[form])
        for item in ranked[:5]:
            place = item.match.place
            if place.country:
                own[place.country] += weight * item.score * (1.5 if place.kind == "country" else 1.0)
            division = place.province or (place.id if place.kind == "province" else "")
            if division:
                own[division] += weight * item.score
        votes[form] = own
        best = ranked[0]
        if best.score > _SURE and best.match.place.radius < WIDE and best.match.place.kind != "country":
            place = best.match.place
            points.append((place.latitude, place.longitude, best.score, form))
    countries: dict[str, float] = defaultdict(float, peoples)
    provinces: dict[str, float] = defaultdict(float)
    for own in votes.values():
        for name, value in own.items():
            (provinces if ":" in name else countries)[name] += value
    places: dict[str, float] = defaultdict(float)
    for own in votes.values():
        for name, value in own.items():
            if ":" not in name:
                places[name] += value
    counted = places or countries
    total = sum(counted.values())
    return replace(
        context,
        countries=dict(countries),
        provinces=dict(provinces),
        votes=votes,
        where={name: value / total for name, value in counted.items()} if total else {},
        points=tuple(points[:60]),
    )


def _peoples(text: str) -> dict[str, float]:
    """Return votes for countries from the words for their people ("Syrian", "Iraqis"): half a name each."""
    table = people_words()
    names = {state.name for state in states().values()}
    counts = Counter(table[word] for word in _CAPITALISED.findall(text) if word in table and word not in names)
    return {country: 0.5 * (1.0 + math.log2(count)) for country, count in counts.items()}


@cache
def people_words() -> dict[str, str]:
    """Return countries by the single words for them, their people and what is theirs."""
    words: dict[str, str] = {}
    for code, state in states().items():
        for word in (state.name, *state.adjectives, *state.people):
            if " " not in word and len(word) > 3:
                words.setdefault(word, code)
    return words


def _containers(gazetteer: Gazetteer, text: str, mentions: list[Mention]) -> dict[str, tuple[str, ...]]:
    """Return, for each name, ids of the divisions and countries that stand behind it."""
    found: dict[str, list[str]] = defaultdict(list)
    states = abbreviated_states()
    following = {mention.start: mention for mention in mentions}
    for mention in mentions:
        behind = text[mention.end : mention.end + 40]
        match = _BEHIND.match(behind)
        if not match:
            continue
        start = mention.end + match.end()
        short = re.match(r"((?:[A-Z]\.?){1,2}[a-z]*)\.?(?![\w])", text[start : start + 8])
        state = ""
        if short and match[0].strip().startswith((",", "(")):
            state = states.get(short[1].rstrip("."), "")
        if state:
            found[key(mention.name)] += _container_ids(gazetteer, state, "US")
            continue
        nearest = following.get(start)
        if nearest is not None:
            found[key(mention.name)] += _container_ids(gazetteer, nearest.name, "")
    return {form: tuple(dict.fromkeys(ids)) for form, ids in found.items()}


def _container_ids(gazetteer: Gazetteer, name: str, country: str) -> list[str]:
    """Return `country:SY` or the id of a division for each division or country of a name."""
    ids = []
    for item in gazetteer.exact(name)[:12]:
        place = item.place
        if place.kind == "country":
            ids.append(f"country:{place.country}")
        elif place.kind in _DIVISION and (not country or place.country == country):
            ids.append(place.id)
    return ids
