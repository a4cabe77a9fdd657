"""The example: what the program concludes from twenty-five reports, against what a careful reader concludes.

Questions that do not come out right yet stand in `not_yet.toml`, each with its reason; the tests expect them to fail
and fail themselves when one comes out right, so that the list can only shrink. Figures of quality have their floors in
`floors.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crossbearing.model.findings import Position
from crossbearing.model.values import When
from tests.acceptance.golden import (
    Bodies,
    ExampleCase,
    Match,
    find_quote,
    golden,
    load,
    match_claims,
    place_of,
    question,
    question_ids,
)
from tests.command_line import REPORTS

HERE = Path(__file__).parent
NOT_YET: dict[str, dict[str, str]] = tomllib.loads((HERE / "not_yet.toml").read_text(encoding="utf-8"))
FLOORS: dict[str, float] = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["example"]

SAME_KIND = {"aircraft_downed": {"aircraft_downed"}, "armed_clash": {"armed_clash", "ground_assault", "recapture"}}
"""Kinds of event that the words of a report leave open."""


def cases(kind: str, names: list[str]) -> list[Any]:
    """Return test cases, those that do not hold yet marked as such."""
    unknown = set(NOT_YET.get(kind, {})) - set(names)
    if unknown:
        raise ValueError(f"not_yet.toml names what is no question: {sorted(unknown)}")
    return [
        pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=NOT_YET[kind][name]))
        if name in NOT_YET.get(kind, {})
        else pytest.param(name)
        for name in names
    ]


@pytest.fixture(scope="module")
def case(example_case: Path) -> ExampleCase:
    """The case of the example."""
    return load(example_case)


@pytest.fixture(scope="module")
def matches(case: ExampleCase) -> list[Match]:
    """What became of each expected claim."""
    return match_claims(case)


class TestTakingIn:
    """What is known of the reports themselves."""

    def test_every_report_is_there(self, case: ExampleCase) -> None:
        """Each report is in the case, and nothing else."""
        assert set(case.texts) == {report["file"] for report in golden()["reports"]}

    @pytest.mark.parametrize("report", golden()["reports"], ids=lambda report: report["file"])
    def test_publisher(self, report: dict[str, Any], case: ExampleCase) -> None:
        """Each report has its publisher."""
        assert case.publishers[report["file"]] == report["publisher"]

    @pytest.mark.parametrize("report", golden()["reports"], ids=lambda report: report["file"])
    def test_words_are_kept(self, report: dict[str, Any], case: ExampleCase) -> None:
        """The words of every expected claim stand in the working text, in a block that is read."""
        text = case.texts[report["file"]]
        read = [block for block in text.blocks if block.kind in ("title", "body", "caption")]
        for claim in report["expected_claims"]:
            spans = list(find_quote(claim["quote"], text.content))
            assert any(block.start <= start and end <= block.end for start, end in spans for block in read), claim[
                "quote"
            ]

    def test_quotes_are_exact(self, case: ExampleCase) -> None:
        """Every claim's words are the characters of the text that it points to."""
        for file, claims in case.claims.items():
            for claim in claims:
                assert case.texts[file].content[claim.locator.start : claim.locator.end] == claim.locator.quote
                assert claim.locator.quote.strip()


class TestClaims:
    """What is read in the reports."""

    @pytest.mark.parametrize("entry", golden()["not_claims"], ids=lambda entry: entry["quote"])
    def test_what_is_no_claim(self, entry: dict[str, str], case: ExampleCase) -> None:
        """Words that say nothing of the incident are read as nothing, or as an event that did not happen."""
        spans = list(find_quote(entry["quote"], case.texts[entry["file"]].content))
        read_as = [
            claim
            for claim in case.claims.get(entry["file"], [])
            if any(claim.locator.start < end and start < claim.locator.end for start, end in spans)
            and not claim.event.negated
        ]
        assert [(claim.slot, claim.value.describe(), claim.locator.quote) for claim in read_as] == []

    def test_comments_and_teasers_are_not_read(self, case: ExampleCase) -> None:
        """No claim stands in a comment, a teaser or a menu."""
        for file, claims in case.claims.items():
            unread = [block for block in case.texts[file].blocks if block.kind in ("comment", "related", "boilerplate")]
            for claim in claims:
                assert not any(block.start <= claim.locator.start < block.end for block in unread), claim.locator.quote

    @pytest.mark.parametrize("figure", ["recall", "recall_with_value", "with_speakers", "with_stance", "all_right"])
    def test_figures(self, figure: str, matches: list[Match], show_figure: Callable[[str, str], None]) -> None:
        """The share of expected claims that are read, and that are read with each part right, is at its floor."""
        share = figures(matches)[figure]
        show_figure(f"example {figure}", f"{share:.3f} of {len(matches)} expected claims (floor {FLOORS[figure]})")
        assert share >= FLOORS[figure]

    def test_little_is_read_that_is_not_expected(
        self, case: ExampleCase, matches: list[Match], show_figure: Callable[[str, str], None]
    ) -> None:
        """Claims of figures of harm that no careful reader finds are few: each could become a false finding."""
        found = {match.found.id for match in matches if match.found is not None}
        spare = [
            claim.slot
            for claims in case.claims.values()
            for claim in claims
            if claim.slot in ("killed", "wounded", "casualties", "missing", "captured") and claim.id not in found
        ]
        show_figure("example spare figures of harm", f"{dict(Counter(spare))} (ceiling {FLOORS['spare_figures']})")
        assert len(spare) <= FLOORS["spare_figures"]


def figures(matches: list[Match]) -> dict[str, float]:
    """Return the figures of reading: recall by slot and words, with the answer, and with the answer and each part."""
    found = [match for match in matches if match.found is not None]
    right = [match for match in found if match.value]
    return {
        "recall": len(found) / len(matches),
        "recall_with_value": len(right) / len(matches),
        "with_speakers": sum(match.speakers for match in right) / len(matches),
        "with_stance": sum(match.stance for match in right) / len(matches),
        "all_right": sum(match.speakers and match.stance for match in right) / len(matches),
    }


class TestIncidents:
    """What the reports are about."""

    def test_one_incident_holds_the_strikes(self, case: ExampleCase) -> None:
        """The air strike of the day is one incident, told by nearly all reports."""
        documents = {member.document for member in case.incident.members}
        assert len(documents) >= FLOORS["documents_of_the_incident"]
        same = [
            incident
            for incident in case.incidents
            if incident.type == case.incident.type and len({member.document for member in incident.members}) > 2
        ]
        assert len(same) == 1, [incident.title for incident in same]

    @pytest.mark.parametrize("name", cases("incidents", [entry["type"] for entry in golden()["other_incidents"]]))
    def test_other_happenings_stay_apart(self, name: str, case: ExampleCase) -> None:
        """The warplane of the next day and the fighters of the counter-attack are no victims of the air strike."""
        (entry,) = [entry for entry in golden()["other_incidents"] if entry["type"] == name]
        expected = [
            claim
            for report in golden()["reports"]
            if report["file"] in entry["files"]
            for claim in report["expected_claims"]
            if claim.get("event") == name
        ]
        assert expected
        own = {member.claim for member in case.incident.members if not member.related}
        seen = 0
        for match in match_claims(case):
            if match.found is not None and match.value and any(match.expected is claim for claim in expected):
                seen += 1
                assert match.found.event.type in SAME_KIND[name], match.found.locator.quote
                assert match.found.id not in own, f"counted as the air strike's: {match.found.locator.quote}"
        assert seen, "none of them was read"


class TestConclusions:
    """What the incident file says on each question."""

    @pytest.mark.parametrize("name", cases("verdict", question_ids(firm=True)))
    def test_firm_verdicts(self, name: str, case: ExampleCase) -> None:
        """Where the rules leave no room, the verdict is the one expected."""
        finding = case.finding(name)
        assert finding is not None, "no finding"
        assert finding.verdict == question(name)["verdict"], finding.reason

    @pytest.mark.parametrize("name", cases("defensible", question_ids(firm=False)))
    def test_verdicts_that_can_be_defended(self, name: str, case: ExampleCase) -> None:
        """Where the rules leave room, the verdict is one of those that can be defended."""
        finding, asked = case.finding(name), question(name)
        if not asked["positions"]:
            assert finding is None or finding.verdict == "unknown"
            return
        assert finding is not None, "no finding"
        assert finding.verdict in (asked["verdict"], *asked.get("accept", ())), finding.reason

    @pytest.mark.parametrize("name", cases("never", [n for n in question_ids() if question(n).get("never")]))
    def test_verdicts_that_would_be_a_mistake(self, name: str, case: ExampleCase) -> None:
        """No finding has a verdict that would mislead; none at all misleads nobody."""
        finding = case.finding(name)
        assert finding is None or finding.verdict not in question(name)["never"], finding.reason

    @pytest.mark.parametrize("name", cases("positions", question_ids(firm=True)))
    def test_positions(self, name: str, case: ExampleCase) -> None:
        """Each answer stands where it belongs, with its outlets, their origins counted, and its families."""
        finding = case.finding(name)
        assert finding is not None, "no finding"
        problems = [problem for entry in question(name)["positions"] for problem in differences(entry, finding, case)]
        asked = question(name)
        counted = (finding.outlets, finding.state_origin, finding.state_none)
        expected = (asked["outlets"], asked["state_origin"], asked["state_none"])
        # The golden file counts who gives a clock time; that a report names the day is no answer to count there.
        days_alone = any(isinstance(h.value, When) and not h.value.precision.clock for h in finding.spanning)
        if counted != expected and not days_alone:
            problems.append(f"outlets, state an origin, state none: {counted}, expected {expected}")
        positions = [entry for entry in asked["positions"] if entry["role"] in ("position", "superseded")]
        spare = len(finding.positions) - len(positions)
        if spare > sum(entry["role"] == "any" for entry in asked["positions"]):
            problems.append(f"{spare} positions too many: {[p.value.describe() for p in finding.positions]}")
        assert problems == []

    def test_every_verdict_has_its_reason(self, case: ExampleCase) -> None:
        """Every finding gives its reason in a sentence and counts outlets that add up."""
        for finding in case.findings[case.incident.id]:
            assert re.match(r"\W*\w.*\w.*\.?$", finding.reason, re.DOTALL), finding
            assert finding.outlets == finding.state_origin + finding.state_none
            for position in finding.positions:
                assert len(position.outlets) == position.state_origin + position.state_none, (finding.slot, position)


def differences(entry: dict[str, Any], finding: Any, case: ExampleCase) -> list[str]:
    """Return in words where an answer of the golden file differs from what stands in a finding."""
    stands = place_of(entry, finding)
    label = f"{entry['key']} ({entry['role']})"
    if stands is None:
        return [f"{label}: not there"]
    problems = []
    if isinstance(stands, Position):
        if entry["role"] in ("spanning", "unknown"):
            return [f"{label}: is a position of its own"]
        if entry["role"] == "superseded" and not stands.superseded:
            problems.append(f"{label}: not superseded")
        if entry["role"] == "position" and stands.superseded:
            problems.append(f"{label}: superseded")
        outlets, families = set(stands.outlets), list(stands.families)
        counted = (stands.state_origin, stands.state_none)
        if counted != (entry["state_origin"], entry["state_none"]):
            problems.append(f"{label}: state an origin, none: {counted}")
    else:
        if entry["role"] in ("position", "superseded"):
            return [f"{label}: no position of its own"]
        outlets = {outlet for holding in stands for outlet in holding.outlets}
        families = list(dict.fromkeys(holding.family for holding in stands if holding.family))
    if outlets != set(entry["outlets"]):
        missing, extra = sorted(set(entry["outlets"]) - outlets), sorted(outlets - set(entry["outlets"]))
        problems.append(f"{label}: outlets missing {missing}, too many {extra}")
    bodies = Bodies()
    named = [bodies.families(family, finding.slot) for family in families]
    unmatched = [
        family
        for family, golden_names in zip(families, named, strict=True)
        if not golden_names & set(entry["families"])
    ]
    absent = [family for family in entry["families"] if not any(family in golden_names for golden_names in named)]
    if unmatched or absent or len(families) != len(entry["families"]):
        problems.append(f"{label}: families {families}, expected {entry['families']}")
    return problems


def test_golden_file_is_about_the_reports() -> None:
    """The golden file names every report and no other."""
    assert {report["file"] for report in golden()["reports"]} == {
        path.name for path in REPORTS.iterdir() if path.suffix in (".md", ".html")
    }
