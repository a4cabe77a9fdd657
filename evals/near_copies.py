"""Scores the origins that the program gives against the labelled pairs of ``evals/labelled/near_copies``.

The reports of a split are written out as documents and taken in as a user's would be; two of them share an origin where
any claim of one and any claim of the other stand under one origin that is stated, carried over or suspected.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from crossbearing.assemble import Switches, build
from crossbearing.model.incidents import Certainty
from crossbearing.model.protocols import CaseReader
from crossbearing.store.case import Case
from evals.intervals import bootstrap, f1
from evals.own_sets import PairLabel, Report, ReportGroup, near_copies
from evals.sets import Row
from evals.spans import Counts

__all__ = ["Judged", "figures", "judge", "origins_by_report", "score_near_copies", "write_reports"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled pair and whether the program gives the two reports a common origin."""

    pair: PairLabel
    shares: bool


def write_reports(reports: Iterable[Report], folder: Path) -> None:
    """Write reports as Markdown files with their metadata at the head, one ``ID.md`` each.

    Args:
        reports: The reports.
        folder: An existing folder.
    """
    for report in reports:
        fields = {
            "title": report.title,
            "publisher": report.publisher,
            "publisher_kind": report.publisher_kind,
            "country": report.country,
            "published": report.published,
            "credit": report.credit,
            "language": "en",
        }
        head = "\n".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value)
        (folder / f"{report.id}.md").write_text(f"---\n{head}\n---\n\n{report.text}\n", encoding="utf-8")


def origins_by_report(case: CaseReader) -> dict[str, frozenset[str]]:
    """Return for each report, by the name of its file without ending, the ids of the origins its claims stand under.

    Args:
        case: A case built from files that `write_reports` wrote.
    """
    names = {document.id: Path(document.name).stem for document in case.documents()}
    of_claim = {claim.id: names[claim.document] for claim in case.claims()}
    found: dict[str, set[str]] = defaultdict(set)
    for origin in case.origins():
        if origin.certainty is not Certainty.NONE:
            for claim in origin.claims:
                found[of_claim[claim]].add(origin.id)
    return {name: frozenset(origins) for name, origins in found.items()}


def judge(groups: Iterable[ReportGroup]) -> list[Judged]:
    """Take the reports in as one case, and return each labelled pair with what the program makes of it.

    Args:
        groups: The groups of a split.
    """
    listed = list(groups)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made, "reports")
        folder.mkdir()
        write_reports((report for group in listed for report in group.reports), folder)
        case = Path(made, "pairs.case")
        build([folder], case, Switches(quiet=True))
        with Case.open(case) as opened:
            origins = origins_by_report(opened)
    none: frozenset[str] = frozenset()
    return [
        Judged(pair, bool(origins.get(pair.a, none) & origins.get(pair.b, none)))
        for group in listed
        for pair in group.pairs
    ]


def score_near_copies(split: str) -> Iterator[Row]:
    """Yield the figures of a split as its README defines them.

    Args:
        split: ``dev``, ``dev2``, ``dev3``, ``dev4``, ``dev5``, ``dev6``, ``dev7``, ``dev8`` or ``test``.
    """
    since = time.monotonic()
    judged = judge(near_copies(split))
    yield from figures(split, judged, time.monotonic() - since)


def figures(split: str, judged: Sequence[Judged], seconds: float) -> Iterator[Row]:
    """Yield F1 over all pairs and over the clear ones, precision, recall, and how many of each kind are right.

    Args:
        split: Name of the split.
        judged: Pairs with what the program makes of them.
        seconds: How long that took.
    """
    clear = [one for one in judged if one.pair.same_origin != "partly"]
    for metric, chosen in (("origin pairs F1", judged), ("origin pairs F1, yes against no", clear)):
        counts = [_counts(one) for one in chosen]
        total = sum(counts, Counts())
        low, high = bootstrap(counts, f1)
        interval = (100 * low, 100 * high)
        yield Row("near_copies", split, metric, 100 * total.f1, None, *interval, int(total.gold), seconds)
    total = sum((_counts(one) for one in judged), Counts())
    for metric, share, of in (("precision", total.precision, total.predicted), ("recall", total.recall, total.gold)):
        yield Row("near_copies", split, f"origin pairs {metric}, %", 100 * share, count=int(of), seconds=seconds)
    for kind in sorted({one.pair.kind for one in judged}):
        of_kind = [one for one in judged if one.pair.kind == kind]
        right = sum(one.shares == (one.pair.same_origin != "no") for one in of_kind)
        yield Row(
            "near_copies", split, f"{kind} right, %", 100 * right / len(of_kind), count=len(of_kind), seconds=seconds
        )


def _counts(one: Judged) -> Counts:
    same = one.pair.same_origin != "no"
    hit = float(same and one.shares)
    return Counts(hit, float(one.shares), hit, float(same))
