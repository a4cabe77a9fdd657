"""The Gun Violence Archive's articles: grouping by incident, and the registry's figures, through the product itself.

The registry counts the final state and everybody shot, perpetrators too; an early article may rightly give fewer deaths
(README of the set). A figure that nobody gives counts as the registry's 0, and so does "nobody was hurt"; how often
that is so is told beside it.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

from crossbearing.model.claims import WHOLE
from crossbearing.model.findings import Finding
from crossbearing.model.incidents import Incident
from crossbearing.model.protocols import CaseReader
from crossbearing.model.values import Group
from crossbearing.read.persons.fates import DIED_LATER
from evals.intervals import bootstrap
from evals.linking import (
    Written,
    built,
    claims_by_incident,
    compared_rows,
    grouping_rows,
    incident_of,
    main_incidents,
    records_of,
    toll,
)
from evals.sets import Row

__all__ = ["sampled", "score_adding", "score_gva"]

_ADDED = 100  # articles that are read twice, once all together and once in two halves


def sampled(articles: Sequence[Mapping[str, Any]], size: int) -> list[Written]:
    """Return whole incidents in an order that their ids fix, until there are so many articles; all for 0."""
    of_incident: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for article in articles:
        of_incident[article["incident_id"]].append(article)
    chosen: list[Written] = []
    for name in sorted(of_incident, key=lambda name: blake2b(name.encode()).hexdigest()):
        if size and len(chosen) >= size:
            break
        for article in of_incident[name]:
            fields = {"title": article["title"] or "", "published": article["dct"] or "", "language": "en"}
            kept = {field: value for field, value in fields.items() if value}
            chosen.append(Written(article["doc_id"], name, article["content"], kept))
    return chosen


def score_gva(data: Path, sample: int) -> Iterator[Row]:
    """Yield B-cubed over articles, and how often killed, injured, day and place are the registry's.

    Args:
        data: Folder of the sets.
        sample: Read about so many articles, in whole incidents; 0: all.
    """
    root = data / "gva"
    registry = {row["incident_id"]: row for row in records_of(root / "incidents.jsonl")}
    articles = sampled(records_of(root / "docs.jsonl.gz"), sample)
    since = time.monotonic()
    split = f"{len(articles)} articles" if sample else "all"
    with built(articles) as case:
        ours = main_incidents(case)
        yield from grouping_rows("gva", split, ours, articles, since)
        yield from compared_rows("gva", split, case)
        of_incident: dict[str, list[str]] = defaultdict(list)
        for article in articles:
            of_incident[article.incident].append(article.id)
        found = {incident.id: incident for incident in case.incidents()}
        counts = claims_by_incident(case)
        for reports, named in ((1, ""), (2, ", two articles or more")):
            chosen = {name: of_incident[name] for name in sorted(of_incident) if len(of_incident[name]) >= reports}
            yield from _figures(
                case, f"{split}{named}", chosen, counts=counts, incidents=found, registry=registry, since=since
            )
    yield from score_adding(data, _ADDED)


def score_adding(data: Path, size: int) -> Iterator[Row]:
    """Yield whether adding half of some articles to a case gives the incidents that all at once give.

    Args:
        data: Folder of the sets.
        size: About how many articles.
    """
    since = time.monotonic()
    articles = sampled(records_of(data / "gva" / "docs.jsonl.gz"), size)
    with built(articles) as case:
        together = _partition(case)
    with built(articles[::2], then=articles[1::2]) as case:
        in_turn = _partition(case)
    split, seconds = f"{len(articles)} articles", time.monotonic() - since
    same = 100 * len(together & in_turn) / max(len(together | in_turn), 1)
    yield Row("gva", split, "incidents the same when half is added, %", same, count=len(together), seconds=seconds)


def _partition(case: CaseReader) -> set[frozenset[str]]:
    names = {document.id: document.name for document in case.documents()}
    return {frozenset(names[member.document] for member in incident.members) for incident in case.incidents()}


def _figures(
    case: CaseReader,
    split: str,
    chosen: Mapping[str, Sequence[str]],
    *,
    counts: Mapping[str, Counter[str]],
    incidents: Mapping[str, Incident],
    registry: Mapping[str, Mapping[str, Any]],
    since: float,
) -> Iterator[Row]:
    right: dict[str, list[float]] = defaultdict(list)
    for name, members in chosen.items():
        main = incident_of(members, counts)
        incident = incidents[main] if main is not None else None
        coded = registry[name]
        findings = list(case.findings(incident.id)) if incident is not None else []
        for slot, field in (("killed", "num_killed"), ("wounded", "num_injured")):
            figures = toll(findings, slot)
            if slot == "wounded":
                figures = _injured(findings, figures)
            low, high, _ = figures if figures is not None else (0, 0, 0)
            right[f"{field[4:]} exact, %"].append(float(_best(figures, findings, slot) == coded[field]))
            right[f"{field[4:]} within our range, %"].append(float(low <= coded[field] <= high))
            right[f"no {field[4:]} given, %"].append(float(figures is None))
        right["day exact, %"].append(float(_days_off(incident, coded["date"]) == 0))
        right["day within one, %"].append(float(_days_off(incident, coded["date"]) <= 1))
        right["place names the city or county, %"].append(float(_names(incident, coded["city_or_county"])))
    for metric, values in right.items():
        low_end, high_end = bootstrap(values, lambda drawn: 100 * sum(drawn) / len(drawn))
        share = 100 * sum(values) / len(values)
        yield Row("gva", split, metric, share, None, low_end, high_end, len(values), time.monotonic() - since)


_Figures = tuple[int, int, int | None]


def _best(figures: _Figures | None, findings: Sequence[Finding], slot: str) -> int:
    """Return the figure that a coder would write down: 0 where nobody gives any, or only that there were none.

    Where no whole is given, but one number stands for its parts or as a ceiling ("as many as 6"), that number; those
    wounded who died are none.

    Args:
        figures: Lowest, highest and best (`linking.toll`), or None.
        findings: Of one incident.
        slot: The question.
    """
    if figures is None or figures[2] is not None:
        return figures[2] or 0 if figures is not None else 0
    told = [finding for finding in findings if finding.slot == slot and finding.scope != DIED_LATER]
    return figures[0] if told and figures[0] == figures[1] else 0


def _injured(findings: Sequence[Finding], told: _Figures | None) -> _Figures | None:
    """Return the injured as a coder of the registry puts them, who counts everybody shot once.

    Where reports say how many were shot, those are left who did not die; more wounded than that are taken as told.
    Where as many were shot as died and as were wounded first, and no report tells both of dead and of wounded, the
    wounded are the dead, and nobody is left.

    Args:
        findings: Of one incident.
        told: The figures of the wounded alone, or None.
    """
    shot = _shot(findings)
    if shot is None:
        return told
    killed = toll(findings, "killed") or (0, 0, 0)
    dead = killed[2] if killed[2] is not None else killed[0]
    wounded = (told[2] if told[2] is not None else told[0]) if told is not None else 0
    if shot == dead == wounded:
        together = _outlets(findings, "killed", dead) & _outlets(findings, "wounded", wounded)
        return told if together else (0, 0, 0)
    left = max(0, shot - dead)
    if told is not None and left <= wounded:
        return told
    low, high = (told[0], told[1]) if told is not None else (left, left)
    return min(low, left), max(high, left), left


def _outlets(findings: Sequence[Finding], slot: str, figure: int) -> set[str]:
    """Return the outlets that give a figure as a whole."""
    return {
        outlet
        for finding in findings
        if finding.slot == slot and finding.scope == WHOLE
        for position in finding.positions
        if not position.superseded and getattr(getattr(position.value, "count", None), "low", None) == figure
        for outlet in position.outlets
    }


def _shot(findings: Sequence[Finding]) -> int | None:
    """Return how many are said to have been shot: the figure that most outlets give, the larger of two such."""
    given: dict[int, int] = {}
    for finding in findings:
        if finding.slot != "casualties" or finding.scope != "whole":
            continue
        for position in finding.positions:
            low = position.value.count.low if isinstance(position.value, Group) else None
            if low is not None and not position.superseded:
                given[low] = given.get(low, 0) + len(position.outlets)
    return max(given, key=lambda one: (given[one], one)) if given else None


def _days_off(incident: Incident | None, on: str) -> int:
    if incident is None or incident.when is None or incident.when.start is None:
        return 10_000
    return abs((incident.when.start.date() - date.fromisoformat(on[:10])).days)


def _names(incident: Incident | None, city: str) -> bool:
    if incident is None or incident.where is None:
        return False
    place = incident.where
    told = {place.text, place.name, *(candidate.name for candidate in place.candidates[:1])}
    wanted = city.casefold().removesuffix(" (county)").removesuffix(" county")
    return any(wanted in name.casefold() for name in told if name)
