"""The claim tables of two disputed incidents, imported as coded claims, come to the answers worked out beside them.

The numbers expected are read from the tables' own README; what stands here is only which claims each of its rows means.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crossbearing.model.claims import Claim
from crossbearing.model.findings import Finding
from crossbearing.model.incidents import Incident, Upstream
from crossbearing.store.case import Case
from tests.acceptance.answers import held
from tests.acceptance.golden import ExampleCase, golden, holdings, load
from tests.command_line import REPORTS, SHARED, succeed

FACTS = SHARED / "facts"
HERE = Path(__file__).parent
NOT_YET: dict[str, str] = tomllib.loads((HERE / "not_yet.toml").read_text(encoding="utf-8")).get("facts", {})

pytestmark = pytest.mark.skipif(not FACTS.is_dir(), reason="the claim tables (shared/facts) are not here")

DEIR, KHAN = "deir_ez_zor_2016.csv", "khan_shaykhun_2017.csv"


@dataclass(frozen=True, slots=True)
class Row:
    """Which claims a row of an answer table means.

    Args:
        file: The claim table.
        claim_type: First column of the answer table, as written there.
        position: Second column, as written there.
        slot: Slot of the claims meant.
        pattern: What their value as written matches from its start to its end.
    """

    file: str
    claim_type: str
    position: str
    slot: str
    pattern: str

    @property
    def name(self) -> str:
        """Name of the test case."""
        return f"{self.file[:4]} {self.claim_type}: {self.position}"


def _rows(file: str, claim_type: str, slot: str, *pairs: tuple[str, str]) -> list[Row]:
    return [Row(file, claim_type, position, slot, pattern) for position, pattern in pairs]


ROWS = [
    *_rows(
        DEIR,
        "killed",
        "killed",
        ("62", "62"),
        (">=62 (one adds \"possibly >100\")", ">=62"),
        (">60 or >=60", ">=?60.*"),
        ("60-80", "60-80"),
        ("about 80 (~80, >=80, >80)", "(~|>=?)80"),
        ("83 (one: up to 83)", "(up to )?83"),
        ("about 90 (~90, 90, >=90, >90)", "(~|>=?)?90"),
        ("15 as a floor (>=15, >15, 15 confirmed, likely more)", "(>=?15.*|15 confirmed)"),
        ("30 (early)", "30"),
        ("range 50-60, 60-90 or 90-106", "(50-60.*|60-90|90-106)"),
        ("not confirmed, or no number", "(not confirmed|unspecified)"),
    ),
    *_rows(
        DEIR,
        "wounded",
        "wounded",
        ("about 100 (~100, 100, >100)", "[~>]?100"),
        (">=120 or >120", ">=?120"),
        ("110", "110"),
        ("30", "30"),
    ),
    *_rows(
        DEIR,
        "strike_start",
        "when.start",
        ("17:00", "17:00"),
        ("15:55", "15:55"),
        ("minutes before 20:05", "minutes before 20:05"),
    ),
    *_rows(DEIR, "strike_end (clock time)", "when.end", ("17:50", "17:50"), ("16:56", "16:56")),
    *_rows(
        DEIR,
        "duration",
        "duration",
        ("about 60 minutes, or nearly 60 to slightly more", "(~60.*|nearly 60.*)"),
        (">60 minutes", ">60.*"),
        ("hours", "hours"),
        (">20 minutes", ">20.*"),
    ),
    *_rows(
        DEIR, "strikes_count (unit unclear)", "strikes", ("4 or >=4", "(>=)?4( strikes)?"), ("37 or >36", "(37|>36).*")
    ),
    *_rows(
        DEIR,
        "deconfliction",
        "deconfliction",
        (
            "Russia told beforehand",
            "(earlier same day|Russia informed before strike|courtesy call.*|first advance.*|no reply received.*)",
        ),
        ("told, but with the place wrong by 9 km", "9 km error"),
        ("told so as to mislead", "Russia misled.*"),
        ("not told", "denies prior US notice"),
    ),
    *_rows(
        DEIR,
        "location",
        "where",
        ("6 km south of the airport", "6 km south.*"),
        ("3-6 km south-west of the airfield", ".*3-6 km SW.*"),
        ("about 30 miles south-west of the city centre", "~30 miles SW.*"),
        ("north-east Syria", "north-east Syria"),
    ),
    *_rows(
        DEIR,
        "intent",
        "intent",
        ("deliberate", "(deliberate.*|premeditated)"),
        ("consistent with deliberate (author's inference)", "irregularities.*"),
        ("not intended, mistake or good faith", "(not intentional|not intended.*|mistake.*|good faith|no intent.*)"),
        ("between negligence and connivance", "between.*"),
    ),
    *_rows(
        KHAN,
        "killed",
        "killed",
        ("30", "30"),
        ("35 (early)", "35"),
        ("50-100", "50-100"),
        ("58", "58"),
        (">=67", ">=67"),
        (">=72", ">=72"),
        (">=83", ">=83"),
        ("86 or >=86", "(>=)?86"),
        (">=87", ">=87"),
        (">=92", ">=92"),
        (">100", ">100"),
    ),
    *_rows(
        KHAN, "wounded", "wounded", ("200 or ~200", "~?200"), ("~300", "~300"), ("~500", "~500")
    ),
    *_rows(KHAN, "release_time / strike_start", "when.start", ("11:30 (strike_start)", "11:30")),
    *_rows(KHAN, "strike_end", "when.end", ("12:30", "12:30"), ("12:00", "12:00")),
]  # fmt: skip


@cache
def answers() -> dict[tuple[str, str, str], tuple[int, int, int]]:
    """Return the answer tables: outlets, how many state an origin, families; by table, claim type and position."""
    text = (FACTS / "README.md").read_text(encoding="utf-8").partition("# Answer tables")[2]
    found = {}
    for file, part in zip((DEIR, KHAN), text.split("\n## ")[1:], strict=True):
        for line in part.splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if len(cells) == 6 and cells[2].isdigit():
                outlets, stated, families = map(int, cells[2:5])
                found[file, cells[0], cells[1]] = (outlets, stated, families)
    return found


@dataclass(slots=True)
class Imported:
    """A claim table as a case.

    Args:
        claims: All claims.
        outlets: Publisher of each document.
        upstream: What each claim of the main incident rests on, with the family of its origin.
        findings: Of the main incident.
        incident: The incident with most claims.
    """

    claims: list[Claim] = field(default_factory=list)
    outlets: dict[str, str] = field(default_factory=dict)
    upstream: dict[str, tuple[Upstream, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    incident: Incident | None = None


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Imported]:
    """Import a claim table through the command line, once each."""
    folder = tmp_path_factory.mktemp("facts")

    @cache
    def load_table(file: str) -> Imported:
        case = folder / f"{file}.case"
        mapping = REPORTS.parent / "mapping.toml"
        succeed("build", FACTS / file, "--case", case, "--mapping", mapping, "--quiet")
        table = Imported()
        with Case.open(case) as reader:
            table.claims = list(reader.claims())
            table.outlets = {publication.document: publication.publisher for publication in reader.publications()}
            table.incident = next(reader.incidents())
            table.findings = list(reader.findings(table.incident.id))
            for origin in reader.origins(table.incident.id):
                for link in origin.links:
                    table.upstream[link.claim] = (link, origin.family)
        return table

    return load_table


def cases() -> list[Any]:
    """Return all rows, those that do not hold yet marked as such."""
    unknown = (
        set(NOT_YET)
        - {row.name for row in ROWS}
        - {name for name in NOT_YET if name.startswith(("conclusions ", "same "))}
    )
    if unknown:
        raise ValueError(f"not_yet.toml names what is no row: {sorted(unknown)}")
    return [
        pytest.param(
            row,
            id=row.name,
            marks=[pytest.mark.xfail(strict=True, reason=NOT_YET[row.name])] if row.name in NOT_YET else [],
        )
        for row in ROWS
    ]


@pytest.mark.parametrize("row", cases())
def test_answer_table(row: Row, imported: Callable[[str], Imported]) -> None:
    """Outlets, those that state an origin, and families of each answer are those of the answer table."""
    table = imported(row.file)
    meant = [claim for claim in table.claims if claim.slot == row.slot and re.fullmatch(row.pattern, claim.value.text)]
    stated = [claim for claim in meant if claim.id in table.upstream and table.upstream[claim.id][0].stated]
    computed = (
        len({table.outlets[claim.document] for claim in meant}),
        len({table.outlets[claim.document] for claim in stated}),
        len({table.upstream[claim.id][1] for claim in stated}),
    )
    assert computed == answers()[row.file, row.claim_type, row.position]


@pytest.mark.parametrize("file", [DEIR, KHAN])
class TestTable:
    """What holds for a table as a whole."""

    def test_every_row_is_a_claim(self, file: str, imported: Callable[[str], Imported]) -> None:
        """No row of the table is lost: each gives at least one claim."""
        rows = len((FACTS / file).read_text(encoding="utf-8").splitlines()) - 1
        cells = {(claim.document, getattr(claim.locator, "row", None)) for claim in imported(file).claims}
        assert len(cells) == rows

    def test_all_claims_of_the_day_are_one_incident(self, file: str, imported: Callable[[str], Imported]) -> None:
        """The happening of the table is one incident."""
        table = imported(file)
        assert table.incident is not None
        assert len(table.incident.members) > 0.8 * len(table.claims)

    def test_outlets_are_kept(self, file: str, imported: Callable[[str], Imported]) -> None:
        """Each publisher of the table is one publisher of the case."""
        with (FACTS / file).open(encoding="utf-8", newline="") as lines:
            expected = {row["publisher"] for row in csv.DictReader(lines)}
        assert set(imported(file).outlets.values()) == expected


def finding_of(slot: str, wanted: list[dict[str, Any]], findings: list[Finding]) -> Finding | None:
    """Return the finding on a slot that holds most of some answers."""

    def shared(finding: Finding) -> int:
        return sum(any(held(value, holding) for holding in holdings(finding)) for value in wanted)

    found = [finding for finding in findings if finding.slot == slot and finding.scope == "whole"]
    return max(found, key=lambda finding: (shared(finding), finding.outlets), default=None)


FACT_ROWS = [
    pytest.param(
        entry,
        id=entry["slot"],
        marks=[pytest.mark.xfail(strict=True, reason=NOT_YET[f"conclusions {entry['slot']}"])]
        if f"conclusions {entry['slot']}" in NOT_YET
        else [],
    )
    for entry in golden()["fact_table"]
]


@pytest.fixture(scope="module")
def example(example_case: Path) -> ExampleCase:
    """The case of the example's reports."""
    return load(example_case)


class TestSameConclusions:
    """The reports and the claim table lead to the same conclusions where both speak."""

    @pytest.mark.parametrize("entry", FACT_ROWS)
    def test_verdicts_of_the_table(self, entry: dict[str, Any], imported: Callable[[str], Imported]) -> None:
        """The table comes to the verdict that the golden file expects of it, with its positions."""
        values = [position["value"] for position in entry["positions"]]
        finding = finding_of(entry["slot"], values, imported(DEIR).findings)
        assert finding is not None
        assert finding.verdict == entry["verdict"], finding.reason
        for position in entry["positions"]:
            found = [p for p in finding.positions if any(held(position["value"], h) for h in p.holdings)]
            assert found, position["value"]
            assert found[0].superseded is (position.get("role") == "superseded")

    @pytest.mark.parametrize(
        "slot",
        [
            pytest.param(
                slot,
                marks=[pytest.mark.xfail(strict=True, reason=NOT_YET[f"same {slot}"])]
                if f"same {slot}" in NOT_YET
                else [],
            )
            for slot in ("killed", "wounded", "when.start", "when.end", "strikes", "intent", "deconfliction")
        ],
    )
    def test_verdicts_are_equal(self, slot: str, example: ExampleCase, imported: Callable[[str], Imported]) -> None:
        """On each question that both answer, reports and table come to the same verdict."""
        (entry,) = [entry for entry in golden()["fact_table"] if entry["slot"] == slot]
        values = [position["value"] for position in entry["positions"]]
        of_table = finding_of(slot, values, imported(DEIR).findings)
        of_reports = finding_of(slot, values, example.findings[example.incident.id])
        assert of_table is not None
        assert of_reports is not None
        assert of_table.verdict == of_reports.verdict, (of_table.reason, of_reports.reason)
