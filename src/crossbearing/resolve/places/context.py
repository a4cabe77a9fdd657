"""Reading what a document as a whole says about where it plays."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log2

import numpy as np

from crossbearing.resolve.gazetteer import Gazetteer
from crossbearing.resolve.gazetteer.names import key
from crossbearing.resolve.places.candidates import Floats, Ints, Pool, joined, pool_of
from crossbearing.resolve.places.mentions import Mention, abbreviated_states, asked_kinds, is_where, mentions_in
from crossbearing.resolve.places.ranking import NOT_SAID, Context, add_others, findings, shares_of
from crossbearing.resolve.places.recognition import likely_places
from crossbearing.resolve.places.scene import EMPTY, Home, Scene
from crossbearing.resolve.places.weights import WEIGHTS, Weights
from crossbearing.resources.actors import states

__all__ = ["people_words", "read_context"]

_ROUNDS = 2  # first by size and words beside the names alone, then by what the other names then mean
_AS_ACTOR = 0.2  # weight of the name of a state or capital that may stand for its government
_HARDLY = 0.1  # chance of being a place's from which a name is looked at
_BESIDE = 30  # characters on each side of a name in which words may ask for a kind of place
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{3,}\b")
_DIVISION = frozenset({"province", "district", "country", "region"})
_BEHIND = re.compile(r"\s*(?:,|\(|\bin\b|\bof\b)\s*(?:the\s+)?(?:[a-z-]+\s+){0,2}", re.IGNORECASE)


def read_context(
    gazetteer: Gazetteer,
    text: str,
    *,
    publisher: str = "",
    home: Home | None = None,
    also: Iterable[Mention] = (),
    search: bool = True,
    weights: Weights = WEIGHTS,
) -> Context:
    """Read the places a document names and settle them against one another.

    Args:
        gazetteer: Where to look names up.
        text: The document's words.
        publisher: The publisher's country, ISO 3166-1 alpha-2, or empty; it counts weakly.
        home: Where the publisher's reports mostly play, where that is known.
        also: Names known to be places, found otherwise.
        search: Whether to look for further names in the text.
        weights: How much each finding counts.

    Returns:
        The context in which `rank` judges single names.
    """
    marked, likely = _marked(gazetteer, text, tuple(also), search=search)
    counts: dict[str, float] = defaultdict(float)
    asked: dict[str, tuple[str, ...]] = {}
    pools: dict[str, Pool] = {}
    for mention, chance in zip(marked, likely, strict=True):
        form = key(mention.name)
        if form not in counts:
            matches = gazetteer.plain(mention.name)
            if matches:
                pools[form] = pool_of(matches)
        # States and capitals act and speak: only "in Washington" is sure to be a place.
        counts[form] += chance if is_where(text, mention) or not gazetteer.acts(form) else chance * _AS_ACTOR
        kinds = asked_kinds(mention.name, text[max(0, mention.start - _BESIDE) : mention.end + _BESIDE])
        if kinds:
            asked[form] = tuple(dict.fromkeys((*asked.get(form, ()), *kinds)))
    beside = Context(publisher=publisher, home=home, inside=_containers(gazetteer, text, marked), asked=asked)
    scene, settled = _settled(pools, counts, beside, peoples=_peoples(text), weights=weights)
    return Context(
        scene=scene,
        names={form: number for number, form in enumerate(settled)},
        settled=settled,
        where=scene.shares(),
        inside=beside.inside,
        asked=asked,
        publisher=publisher,
        home=home,
        mentions=tuple(marked),
        likely=tuple(likely),
    )


def _marked(
    gazetteer: Gazetteer, text: str, also: tuple[Mention, ...], *, search: bool
) -> tuple[list[Mention], list[float]]:
    """Return the names of a document in order, and how likely each is a place's; names given are sure to be."""
    if not search:
        return sorted(also, key=lambda mention: mention.start), [1.0] * len(also)
    found = mentions_in(text, gazetteer.known)
    given = {mention.start: mention for mention in also}
    spans = sorted((mention.start, mention.end) for mention in also)
    ends = [end for _, end in spans]
    every: list[Mention] = list(given.values())
    for mention in found:
        after = bisect_right(ends, mention.start)
        if after == len(spans) or spans[after][0] >= mention.end:
            every.append(mention)
    every.sort(key=lambda mention: mention.start)
    chances = likely_places(text, every, gazetteer.known, gazetteer.acts)
    kept = [
        (mention, 1.0 if mention.start in given else chance)
        for mention, chance in zip(every, chances, strict=True)
        if chance > _HARDLY or mention.start in given
    ]
    return [mention for mention, _ in kept], [chance for _, chance in kept]


def _settled(
    pools: Mapping[str, Pool],
    counts: Mapping[str, float],
    beside: Context,
    *,
    peoples: Mapping[str, float],
    weights: Weights,
) -> tuple[Scene, dict[str, tuple[Pool, Floats, Floats]]]:
    """Judge all names together, each by what the others likely mean, and return what they say of one another."""
    if not pools:
        return (Scene(EMPTY.rows, EMPTY.starts, np.zeros(0, np.float32), peoples) if peoples else EMPTY), {}
    order = list(pools)
    chosen: Sequence[Pool] = [pools[form] for form in order]
    found = np.concatenate(
        [findings(pools[form], form=form, context=beside, asked=(), within=NOT_SAID) for form in order]
    )
    sizes = np.array([len(pool.matches) for pool in chosen])
    starts: Ints = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    weight: Floats = np.array([log2(1.0 + counts[form]) for form in order], np.float32)
    scene = Scene(joined(chosen), starts, weight, peoples)
    nearness = scene.nearness_to(scene.rows)
    for _ in range(_ROUNDS):
        scene.vote(shares_of(found, starts, scene.name_of, weights))
        add_others(found, scene.columns(scene.rows, scene.name_of, nearness))
    scene.vote(shares_of(found, starts, scene.name_of, weights))
    add_others(found, scene.columns(scene.rows, scene.name_of, nearness))
    shares = shares_of(found, starts, scene.name_of, weights)
    parts = zip(order, np.split(found, starts[1:]), np.split(shares, starts[1:]), strict=True)
    return scene, {form: (pools[form], part, share) for form, part, share in parts}


def _peoples(text: str) -> dict[str, float]:
    """Return votes for countries from the words for their people ("Syrian", "Iraqis"): half a name each."""
    table = people_words()
    names = {state.name for state in states().values()}
    counts = Counter(table[word] for word in _CAPITALISED.findall(text) if word in table and word not in names)
    return {country: 0.5 * (1.0 + log2(count)) for country, count in counts.items()}


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
