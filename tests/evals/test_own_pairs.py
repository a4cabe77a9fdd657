"""The labelled pairs of reports are sound: labels that follow from their rules; damaged sets are named."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from itertools import chain, combinations
from pathlib import Path

import pytest
from evals.loaders import DataError
from evals.own_sets import (
    SETS,
    PairLabel,
    Report,
    ReportGroup,
    actors,
    near_copies,
    times,
)

SPLITS = ("dev", "test")
# Later parts hold other kinds of relation and of text: posts, tables, statements of a few lines.
LATER = ("dev2", "dev3", "dev4", "dev5", "dev6", "dev7", "dev8")
GROUPS = {split: tuple(near_copies(split)) for split in (*SPLITS, *LATER)}
ALL_GROUPS = tuple(chain.from_iterable(GROUPS.values()))

COPIES = {"identical", "near_copy", "wire_carried", "excerpt", "wire_plus_local"}
DERIVED = COPIES | {"rewrite", "credited"}
RELATIONS = {
    "bulletin",
    "correction",
    "post",
    "press_conference",
    "quote_chain",
    "roundup",
    "statement",
    "translation",
    "witness",
}
APART = {"independent", "chance_figure", "template"}


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def longest_run(one: str, two: str) -> int:
    """Return the number of words in the longest run of words that two texts share."""
    left, right = words(one), words(two)
    best, row = 0, [0] * (len(right) + 1)
    for word in left:
        last = 0
        for index, other in enumerate(right, start=1):
            last, row[index] = row[index], (last + 1 if word == other else 0)
            best = max(best, row[index])
    return best


def reports_of(group: ReportGroup) -> dict[str, Report]:
    return {report.id: report for report in group.reports}


def labelled_pairs() -> list[tuple[PairLabel, Report, Report]]:
    found = []
    for group in ALL_GROUPS:
        reports = reports_of(group)
        found += [(pair, reports[pair.a], reports[pair.b]) for pair in group.pairs]
    return found


def test_near_copies_has_the_pairs_it_promises() -> None:
    """At least 120 pairs over 15 incidents, at least half of them negative, and every kind of pair in both splits."""
    first = [group for split in SPLITS for group in GROUPS[split]]
    pairs = [pair for group in first for pair in group.pairs]
    assert len(first) == 15
    assert len(pairs) >= 120
    assert sum(pair.same_origin == "no" for pair in pairs) >= len(pairs) / 2
    share = sum(len(group.pairs) for group in GROUPS["dev"]) / len(pairs)
    assert 0.5 <= share <= 0.7
    for split in SPLITS:
        assert {pair.kind for group in GROUPS[split] for pair in group.pairs} == DERIVED | APART | {"update"}


@pytest.mark.parametrize("split", LATER)
def test_later_parts_hold_every_relation(split: str) -> None:
    """The first later part has all relations that the README names, the next many, and both all pairs of reports."""
    kinds = {pair.kind for group in GROUPS[split] for pair in group.pairs}
    assert kinds >= (RELATIONS | APART if split == "dev2" else {"roundup", "credited", "independent", "chance_figure"})
    for group in GROUPS[split]:
        assert len(group.pairs) == len(group.reports) * (len(group.reports) - 1) // 2


def test_the_readme_counts_what_is_there() -> None:
    """The table of kinds in the README has the numbers of the files."""
    readme = (SETS / "near_copies" / "README.md").read_text(encoding="utf-8")
    columns = re.findall(r"^\| `(\w+)` \| .*? \| (\d+(?: \| \d+)*) \|$", readme, flags=re.MULTILINE)
    parts: tuple[tuple[str, ...], ...] = (SPLITS, *((split,) for split in LATER))
    for column, splits in enumerate(parts):
        told = Counter({kind: int(counts.split(" | ")[column]) for kind, counts in columns})
        assert told == Counter(pair.kind for split in splits for group in GROUPS[split] for pair in group.pairs)


def test_near_copies_are_split_by_incident_and_named_once() -> None:
    """No incident, report or pair stands twice, within a split or across them."""
    groups = [group.id for group in ALL_GROUPS]
    assert len(groups) == len(set(groups))
    ids = [report.id for group in ALL_GROUPS for report in group.reports]
    assert len(ids) == len(set(ids))
    pairs = [frozenset((pair.a, pair.b)) for group in ALL_GROUPS for pair in group.pairs]
    assert len(pairs) == len(set(pairs))
    assert {name for pair in pairs for name in pair} == set(ids)


def test_only_identical_reports_share_a_text() -> None:
    """Two reports have the same words exactly where their pair says identical."""
    for group in ALL_GROUPS:
        identical = {frozenset((pair.a, pair.b)) for pair in group.pairs if pair.kind == "identical"}
        same = {frozenset((a.id, b.id)) for a, b in combinations(group.reports, 2) if a.text == b.text}
        assert same == identical


@pytest.mark.parametrize("group", ALL_GROUPS, ids=lambda group: group.id)
def test_reports_are_complete(group: ReportGroup) -> None:
    """Each report has a publisher, a date, 25 to 200 words, and claims on origins that its group names."""
    for report in group.reports:
        assert report.publisher
        assert report.title
        assert 25 <= len(report.text.split()) <= 200, report.id
        assert datetime.fromisoformat(report.published)
        assert report.claims
        assert {claim.origin for claim in report.claims} <= set(group.origins)
        assert {claim.how for claim in report.claims} <= {"own", "stated", "credit_line", "not_stated"}


def test_pair_labels_follow_from_the_claims() -> None:
    """Whether a pair shares an origin is what the claims of its two reports say, told of the later report."""
    for pair, first, second in labelled_pairs():
        assert first.published <= second.published, pair
        earlier = {(claim.slot, claim.value, claim.origin) for claim in first.claims}
        later = {(claim.slot, claim.value, claim.origin) for claim in second.claims}
        assert {(claim.slot, claim.value, claim.origin) for claim in pair.shared} == earlier & later
        answer = "no" if not earlier & later else "partly" if later - earlier else "yes"
        assert pair.same_origin == answer, pair


def test_kinds_agree_with_origins_and_words() -> None:
    """Derived kinds share an origin, the others not; a chance figure is one; copies share words, accounts do not."""
    for pair, first, second in labelled_pairs():
        run = longest_run(first.text, second.text)
        if pair.kind in DERIVED | RELATIONS:
            assert pair.same_origin != "no", pair
        if pair.kind in APART:
            assert pair.same_origin == "no", pair
        assert bool(pair.coincident) >= (pair.kind == "chance_figure"), pair
        if pair.kind in COPIES:
            assert run >= 8, (pair, run)
        if pair.kind == "independent":
            assert run <= 8, (pair, run)
            assert not pair.coincident, pair
        assert (pair.kind == "template") <= (first.happening != second.happening), pair


def test_a_missing_set_is_named(tmp_path: Path) -> None:
    """A set that is not there is an error that names the file."""
    with pytest.raises(DataError, match=r"times.dev\.jsonl"):
        list(times("dev", tmp_path))


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    """A broken line is an error that names file and line."""
    folder = tmp_path / "actors"
    folder.mkdir()
    (folder / "dev.jsonl").write_text(
        (SETS / "actors" / "dev.jsonl").read_text(encoding="utf-8")[:-9], encoding="utf-8"
    )
    with pytest.raises(DataError, match="line 50"):
        list(actors("dev", tmp_path))
