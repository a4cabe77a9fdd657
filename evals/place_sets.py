"""Places against labelled data, through the product's own geoparser and place resolver.

Toponyms: names given in the text, and names found by ourselves. Weights were fitted on one half of these sets'
documents (by the hash of their id), so the other half is told apart; homes of publishers are learned without labels,
from names found in the raw texts of the same feed, never from the document at hand. Incidents of Airwars: the place as
its record words it, against its point.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.parse import urlparse

from crossbearing.model.values import Place
from crossbearing.resolve.actors.matcher import ActorMatcher
from crossbearing.resolve.gazetteer import Gazetteer
from crossbearing.resolve.places.geoparser import Geoparser, Toponym
from crossbearing.resolve.places.homes import Homes
from crossbearing.resolve.places.mentions import Mention
from crossbearing.resolve.places.resolver import PlaceResolver
from evals.loaders import DataError, records
from evals.places import NEAR_KM, distance, score
from evals.sets import Row

__all__ = ["PLACED", "score_airwars_places", "score_toponyms", "told_apart"]

_PUBLISHED: Final = {("lgl", "all"): 76.0, ("geovirus", "all"): 82.0}  # CamCoder, on the names it found (README)
_SETTING: Final = "geoparser"


@dataclass(frozen=True, slots=True)
class _Name:
    """A name with its coordinates, and what was made of it; ``has``: whether any candidate lies near."""

    held: bool
    populated: bool
    point: tuple[float, float]
    ours: tuple[float, float] | None
    has: bool


def told_apart(document: str) -> bool:
    """Return whether a document belongs to the half that nothing was fitted on."""
    return int(sha256(document.encode()).hexdigest(), 16) % 2 == 1


def score_toponyms(data: Path) -> Iterator[Row]:
    """Yield accuracy within 161 km of names given, and F1 of names found and located, on LGL and GeoVirus.

    "With a candidate": names for which some place of that name in the gazetteer lies within 161 km.

    Raises:
        DataError: If the set is missing or cannot be read.
    """
    with Gazetteer() as gazetteer:
        parser = Geoparser(gazetteer)
        for name in ("lgl", "geovirus"):
            path = data / "toponyms" / f"{name}.jsonl"
            if not path.is_file():
                raise DataError(f"{path}: not there: give a --data DIR that holds it, or leave the set out")
            rows = list(records(path))
            since = time.monotonic()
            yield from _given(name, rows, parser, "document alone", {})
            feeds = {str(row["doc_id"]): urlparse(row["url"] or "").netloc for row in rows}
            if name == "lgl":  # feeds of GeoVirus are one: Wikinews
                yield from _given(name, rows, parser, "and the feed's home", feeds)
            yield from _found(name, rows, parser, since)


def _given(name: str, rows: Sequence[dict[str, Any]], parser: Geoparser, how: str, feeds: dict[str, str]) -> list[Row]:
    since = time.monotonic()
    homes = Homes()
    for row in rows if feeds else ():
        homes.learn(feeds[str(row["doc_id"])], str(row["doc_id"]), parser.context(row["text"]))
    names: list[_Name] = []
    for row in rows:
        document = str(row["doc_id"])
        marked = [item for item in row["toponyms"] if item["lat"] is not None]
        given = [Mention(item["surface"], item["start"], item["end"]) for item in row["toponyms"]]
        home = homes.of(feeds[document], without=document) if feeds else None
        answers = {answer.mention: answer for answer in parser.locate(row["text"], given, home=home)}
        for item in marked:
            answer = answers[Mention(item["surface"], item["start"], item["end"])]
            names.append(_name(item, answer, told_apart(document)))
    seconds = time.monotonic() - since
    found = []
    for part, kept in (
        ("all", names),
        ("held-out half", [item for item in names if item.held]),
        ("populated places", [item for item in names if item.populated]),
        ("populated places, held-out half", [item for item in names if item.populated and item.held]),
    ):
        if not kept:
            continue
        near = [item for item in kept if item.has]
        published = _PUBLISHED.get((name, part)) if not feeds else None
        every = score([item.ours for item in kept], [item.point for item in kept])
        some = score([item.ours for item in near], [item.point for item in near])
        found += [
            Row(f"toponyms/{name}", part, f"within 161 km, {how} %", 100 * every.near, published, count=len(kept)),
            Row(f"toponyms/{name}", part, f"the same, with a candidate, {how} %", 100 * some.near, count=len(near)),
            Row(f"toponyms/{name}", part, f"the same, median km, {how}", some.median, count=len(near)),
            Row(f"toponyms/{name}", part, f"area under the log error curve, {how}", every.area, count=len(kept)),
        ]
    return [replace(row, seconds=seconds, setting=_SETTING) for row in found]


def _name(item: dict[str, Any], answer: Toponym, held: bool) -> _Name:
    point = (float(item["lat"]), float(item["lon"]))
    places = [ranked.match.place for ranked in answer.named.ranked]
    return _Name(
        held=held,
        populated=item.get("feature_class") == "P",
        point=point,
        ours=(places[0].latitude, places[0].longitude) if places else None,
        has=any(distance((place.latitude, place.longitude), point) <= NEAR_KM for place in places),
    )


def _found(name: str, rows: Sequence[dict[str, Any]], parser: Geoparser, since: float) -> Iterator[Row]:
    """Score names found in the raw text: recognition, and recognition with the right place."""
    for part, kept in (("all", rows), ("held-out half", [row for row in rows if told_apart(str(row["doc_id"]))])):
        counts = dict.fromkeys(("ours", "gold", "placed", "spans", "right", "missed", "no_candidate", "wrong"), 0)
        for row in kept:
            answers = [answer for answer in parser.read(row["text"]) if answer.named.best is not None]
            counts["ours"] += len(answers)
            for item in row["toponyms"]:
                counts["gold"] += 1
                hit = next((a for a in answers if _meet(a.mention, item)), None)
                counts["spans"] += hit is not None
                if item["lat"] is None:
                    continue
                counts["placed"] += 1
                if hit is None:
                    counts["missed"] += 1
                    continue
                judged = _name(item, hit, held=False)
                right = judged.ours is not None and distance(judged.ours, judged.point) <= NEAR_KM
                counts["right" if right else "wrong" if judged.has else "no_candidate"] += 1
        yield from _found_rows(name, part, counts, time.monotonic() - since)


def _meet(mention: Mention, item: dict[str, Any]) -> bool:
    return bool(mention.start < item["end"] and item["start"] < mention.end)


def _found_rows(name: str, part: str, counts: dict[str, int], seconds: float) -> Iterator[Row]:
    def f1(right: int, gold: int) -> float:
        return 200 * right / max(counts["ours"] + gold, 1)

    placed = max(counts["placed"], 1)

    for metric, value, count in (
        ("from raw text: spans found, overlap F1", f1(counts["spans"], counts["gold"]), counts["gold"]),
        ("from raw text: found and within 161 km, F1", f1(counts["right"], counts["placed"]), counts["placed"]),
        ("from raw text: not found %", 100 * counts["missed"] / placed, counts["placed"]),
        ("from raw text: none near in the gazetteer %", 100 * counts["no_candidate"] / placed, counts["placed"]),
        ("from raw text: another place taken %", 100 * counts["wrong"] / placed, counts["placed"]),
    ):  # fmt: skip
        yield Row(f"toponyms/{name}", part, metric, value, count=count, seconds=seconds, setting=_SETTING)


def score_airwars_places(data: Path, name: str) -> Iterator[Row]:
    """Yield how far incidents' places lie from the archive's points, and whether within the precision given.

    The place is worded as the archive has it, with its region; the narrative, where there is one, is the document.

    Args:
        data: The folder of sets.
        name: `airwars_gaza` or `airwars_syria`.

    Raises:
        DataError: If the set is missing or cannot be read.
    """
    file = "dev.jsonl" if name == "airwars_gaza" else "incidents.jsonl"
    path = data / name / file
    if not path.is_file():
        raise DataError(f"{path}: not there: give a --data DIR that holds it, or leave the set out")
    since = time.monotonic()
    rows = [row for row in records(path) if row["lat"] is not None and row["location"]]
    with Gazetteer() as gazetteer:
        resolver = PlaceResolver(gazetteer, ActorMatcher().is_body)
        parser = Geoparser(gazetteer)
        errors: list[tuple[float, float, bool]] = []
        for row in rows:
            words = ", ".join(part for part in (row["location"], row.get("region")) if part)
            country = ", Syria" if name == "airwars_syria" else ""
            context = parser.context(row.get("narrative") or f"{words}{country}.")
            place = resolver.resolve(Place(words), context)
            if place.latitude is not None and place.longitude is not None and place.radius is not None:
                apart = distance((place.latitude, place.longitude), (float(row["lat"]), float(row["lon"])))
                errors.append((apart, place.radius / 1000, "said to lie" in place.note))
    yield from _incident_rows(name, errors, len(rows), time.monotonic() - since)


def _incident_rows(name: str, errors: Iterable[tuple[float, float, bool]], count: int, seconds: float) -> Iterator[Row]:
    every = list(errors)
    named = [item for item in every if not item[2]]
    for metric, value, size in (
        ("place located %", 100 * len(every) / max(count, 1), count),
        ("place, of the located: median km", _middle(every), len(every)),
        ("place, of the located: within the stated precision %", _within(every), len(every)),
        ("place, of those located by their own name: median km", _middle(named), len(named)),
        ("place, of those located by their own name: within %", _within(named), len(named)),
    ):
        yield Row(name, "dev", metric, value, count=size, seconds=seconds, setting="place resolver")


def _middle(errors: Sequence[tuple[float, float, bool]]) -> float | None:
    return median([apart for apart, _, _ in errors]) if errors else None


def _within(errors: Sequence[tuple[float, float, bool]]) -> float | None:
    return 100 * sum(apart <= radius for apart, radius, _ in errors) / len(errors) if errors else None


#: How the places of a set are scored, by the set's name.
PLACED: Final[dict[str, Callable[[Path], Iterator[Row]]]] = {
    "toponyms": score_toponyms,
    "airwars_gaza": partial(score_airwars_places, name="airwars_gaza"),
    "airwars_syria": partial(score_airwars_places, name="airwars_syria"),
}
