"""The fact tables, imported as coded claims, come out as their answer tables say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pytest

from crossbearing.link.linking import link
from crossbearing.model.findings import Finding, Verdict
from crossbearing.model.incidents import Upstream
from crossbearing.weigh.weighing import Weighing
from tests.memory_case import MemoryCase
from tests.weigh.facts_claims import FACTS, Row, case_of, rows_of

DEIR, KHAN = "deir_ez_zor_2016.csv", "khan_shaykhun_2017.csv"

pytestmark = pytest.mark.skipif(not FACTS.is_dir(), reason="the shared fact tables are not beside this checkout")


@dataclass(frozen=True)
class Weighed:
    """A table, linked and weighed."""

    case: MemoryCase
    findings: dict[tuple[str, str, str], Finding]
    upstream: dict[str, tuple[Upstream, str]]


@cache
def weighed(name: str) -> Weighed:
    case = case_of(name)
    case.with_links(link(case))
    findings = Weighing()(case.incident_list[0], case).findings
    upstream = {one.claim: (one, origin.family) for origin in case.origin_list for one in origin.links}
    return Weighed(case, {(one.slot, one.scope, one.unit): one for one in findings}, upstream)


def tally(name: str, rows: list[Row]) -> tuple[int, int, int]:
    """Return outlets, outlets that state an origin, and families, of some rows."""
    table = weighed(name)
    outlets, stating, families = set(), set(), set()
    for row in rows:
        upstream, family = table.upstream[row.claim.id]
        outlets.add(row.columns["publisher"])
        if upstream.stated:
            stating.add(row.columns["publisher"])
            families.add(family)
    return len(outlets), len(stating), len(families)


# Claim type, values of the position (as written; `*` for any ending), and outlets, stating an origin, families.
DEIR_POSITIONS = [
    ("killed", ["62"], (13, 8, 1)),
    ("killed", ["62", ">=62*"], (17, 9, 1)),
    ("killed", [">=62*"], (4, 1, 1)),
    ("killed", [">60", ">=60*"], (4, 0, 0)),
    ("killed", ["60-80"], (1, 0, 0)),
    ("killed", ["~80", ">=80", ">80"], (4, 3, 1)),
    ("killed", ["83", "up to 83"], (7, 4, 2)),
    ("killed", ["~90", "90", ">=90", ">90"], (5, 3, 1)),
    ("killed", [">100"], (1, 1, 1)),
    ("killed", [">=15*", ">15", "15 confirmed"], (4, 3, 1)),
    ("killed", ["30"], (1, 1, 1)),
    ("killed", ["50-60*", "60-90", "90-106"], (3, 0, 0)),
    ("killed", ["not confirmed", "unspecified"], (2, 2, 2)),
    ("wounded", ["~100", "100", ">100"], (13, 8, 1)),
    ("wounded", [">=120", ">120"], (2, 2, 1)),
    ("wounded", ["110"], (2, 0, 0)),
    ("wounded", ["30"], (1, 0, 0)),
    ("strike_start", ["17:00"], (5, 5, 2)),
    ("strike_start", ["15:55"], (1, 0, 0)),
    ("strike_start", ["minutes before*"], (1, 1, 1)),
    ("strike_end", ["17:50"], (2, 2, 1)),
    ("strike_end", ["16:56"], (1, 0, 0)),
    ("duration", ["~60*", "nearly 60*"], (4, 3, 2)),
    ("duration", [">60"], (1, 1, 1)),
    ("duration", ["hours"], (1, 1, 1)),
    ("duration", [">20"], (1, 0, 0)),
    ("strikes_count", ["4", ">=4"], (4, 3, 3)),
    ("strikes_count", ["37", ">36"], (2, 1, 1)),
    ("aircraft", ["2 F-16 + 2 A-10*", "4 US fighters*"], (6, 6, 1)),
    ("aircraft", ["4"], (1, 1, 1)),
    ("aircraft", ["F-16, A-10, F/A-18*", "US A-10, Australian*"], (2, 1, 1)),
    (
        "deconfliction",
        ["earlier same day", "Russia informed*", "courtesy call*", "no reply*", "first advance*"],
        (5, 5, 1),
    ),
    ("deconfliction", ["9 km error"], (2, 2, 1)),
    ("deconfliction", ["Russia misled*"], (1, 1, 1)),
    ("deconfliction", ["denies prior*"], (1, 1, 1)),
    ("location", ["6 km south*"], (2, 1, 1)),
    ("location", ["two target areas*"], (1, 1, 1)),
    ("location", ["~30 miles*"], (1, 1, 1)),
    ("location", ["north-east Syria"], (1, 0, 0)),
    ("participants", ["UK took part", "Australia, UK*", "Australia, Denmark, US*", "UK, Australia*"], (3, 2, 2)),
    ("participants", ["US, Australia, Denmark"], (1, 1, 1)),
    ("victim_identity", ["more likely*", "probably irregular*"], (2, 2, 2)),
    ("victim_identity", ["cannot definitively*"], (1, 1, 1)),
    ("victim_identity", ["cannot confirm*"], (1, 1, 1)),
    ("intent", ["deliberate*", "premeditated"], (9, 9, 3)),
    ("intent", ["irregularities*"], (1, 1, 1)),
    ("intent", ["not intentional", "not intended*", "no intent*", "mistake*", "good faith"], (8, 8, 3)),
    ("intent", ["between*"], (1, 1, 1)),
    ("control", ["at the same time*", "<60 minutes*"], (2, 2, 1)),
    ("control", ["right after*"], (1, 1, 1)),
    ("control", ["7 minutes*"], (1, 1, 1)),
    ("control", ["same night*", "later that evening", "immediately"], (3, 2, 2)),
    ("control", ["areas regained*"], (1, 1, 1)),
    ("control", ["almost every*"], (1, 1, 1)),
    ("control", ["same day, held*"], (1, 1, 1)),
    ("other_aircraft", ["no Russian*"], (1, 1, 1)),
    ("other_aircraft", ["Russian jets*"], (1, 1, 1)),
    ("drone_downed", ["brought down"], (1, 0, 0)),
    ("drone_downed", ["fired at*"], (1, 0, 0)),
    ("equipment_lost", ["3 tanks, 3 BMP*"], (1, 1, 1)),
    ("equipment_lost", ["20"], (1, 0, 0)),
    ("equipment_lost", ["3 tanks, 2 IFVs*"], (1, 1, 1)),
    ("process", ["nearly 3 months"], (1, 0, 0)),
    ("process", ["6 weeks*"], (1, 1, 1)),
]
KHAN_POSITIONS = [
    ("killed", ["30"], (1, 1, 1)),
    ("killed", ["35"], (1, 1, 1)),
    ("killed", ["50-100"], (1, 1, 1)),
    ("killed", ["58*"], (1, 1, 1)),
    ("killed", [">=67"], (1, 1, 1)),
    ("killed", [">=72*"], (1, 0, 0)),
    ("killed", [">=83"], (2, 2, 1)),
    ("killed", ["86*", ">=86"], (2, 1, 1)),
    ("killed", [">=87"], (1, 0, 0)),
    ("killed", [">=92*"], (1, 1, 1)),
    ("killed", [">100"], (3, 1, 1)),
    ("wounded", ["200", "~200"], (2, 2, 2)),
    ("wounded", ["~300"], (1, 1, 1)),
    ("wounded", ["~500"], (1, 0, 0)),
    ("release_time", ["*"], (4, 4, 5)),
    ("strike_start", ["11:30"], (2, 2, 2)),
    ("strike_end", ["12:30"], (1, 1, 1)),
    ("strike_end", ["12:00"], (1, 1, 1)),
    (
        "attribution",
        ["Syrian government*", "Syrian air force*", "Syrian forces*", "Assad government"],
        (7, 7, 6),
    ),
    ("attribution", ["Syrian aviation*"], (1, 1, 1)),
    ("attribution", ["leans to*"], (1, 1, 1)),
    ("attribution", ["rejects JIM*"], (1, 1, 1)),
    ("attribution", ["event fabricated*"], (1, 1, 1)),
    ("attribution", ["conventional*"], (1, 1, 1)),
    ("attribution", ["none (outside*"], (1, 1, 1)),
    ("delivery", ["aerial bomb*"], (1, 1, 1)),
    ("delivery", ["charge on*", "pipe with*"], (2, 2, 2)),
    ("delivery", ["4 thermobaric*"], (1, 1, 1)),
    ("depot_hypothesis", ["no support*"], (1, 1, 1)),
    ("depot_hypothesis", ["declines*"], (1, 1, 1)),
    ("intended_target", ["depot*"], (2, 2, 1)),
]


def _is(value: str, written: str) -> bool:
    return value.startswith(written[:-1]) if written.endswith("*") else value == written


@pytest.mark.parametrize(
    ("name", "kind", "values", "expected"),
    [(DEIR, *position) for position in DEIR_POSITIONS] + [(KHAN, *position) for position in KHAN_POSITIONS],
    ids=lambda part: "|".join(part) if isinstance(part, list) else None,
)
def test_outlets_origins_and_families(name: str, kind: str, values: list[str], expected: tuple[int, int, int]) -> None:
    """Each position of the answer tables has its count of outlets, of those that state an origin, and of families."""
    rows = [row for row in rows_of(name) if row.kind == kind and any(_is(row.value, value) for value in values)]
    assert tally(name, rows) == expected


@pytest.mark.parametrize("name", [DEIR, KHAN])
def test_one_table_of_one_event_is_one_incident(name: str) -> None:
    """All rows of a table about one event stand in one incident, and each has exactly one origin."""
    case = weighed(name).case
    assert [len(incident.members) for incident in case.incident_list] == [len(rows_of(name))]
    links = [one.claim for origin in case.origin_list for one in origin.links]
    assert sorted(links) == sorted(claim.id for claim in case.claim_list)


@pytest.mark.parametrize(
    ("slot", "scope", "verdict"),
    [
        ("killed", "whole", Verdict.DISPUTED),
        ("wounded", "whole", Verdict.DISPUTED),
        ("when.start", "whole", Verdict.DISPUTED),
        ("when.end", "whole", Verdict.DISPUTED),
        ("strikes", "whole", Verdict.NOT_COMPARABLE),
        ("intent", "whole", Verdict.DISPUTED),
        ("deconfliction", "whole", Verdict.DISPUTED),
        ("casualties", "whole", Verdict.SINGLE_ORIGIN),
        ("duration", "whole", Verdict.REPEATED),
        ("duration", "part: first of three stages", Verdict.SINGLE_ORIGIN),
        ("killed", "part: by Danish bombs", Verdict.SINGLE_ORIGIN),
        ("killed", "part: deaths the investigators could confirm", Verdict.SINGLE_ORIGIN),
    ],
)
def test_verdicts(slot: str, scope: str, verdict: Verdict) -> None:
    """The questions of the first table get the verdicts that a careful reader gives them."""
    finding = weighed(DEIR).findings[slot, scope, ""]
    assert finding.verdict is verdict, finding.reason
    assert finding.reason.endswith(".")


def test_sixty_two_is_one_origin_in_many_outlets() -> None:
    """The figure that thirteen outlets carry is one position, of one family, that eight of them state."""
    (position,) = [
        one for one in weighed(DEIR).findings["killed", "whole", ""].positions if one.value.describe() == "62"
    ]
    assert (len(position.outlets), position.state_origin, position.state_none) == (13, 8, 5)
    assert position.families == ("Syrian state bodies",)
    assert not position.superseded


def test_a_growing_count_is_no_dispute_with_itself() -> None:
    """SOHR's 30 and 83 are superseded by its about 90, and the 83 credited to another body later supersedes nothing."""
    positions = {one.value.describe(): one for one in weighed(DEIR).findings["killed", "whole", ""].positions}
    assert positions["30"].superseded
    assert positions["83"].superseded
    assert not positions["90"].superseded
    notes = {(one.holder, one.value.describe()): one.note for one in positions["83"].holdings}
    assert notes["Syrian Observatory for Human Rights", "83"] == "superseded"
    assert notes["Syrian government", "83"] == "credited_elsewhere"
    assert all(one.current for one in positions["62"].holdings)


def test_a_floor_is_no_rival_total() -> None:
    """At least 15, counted by the investigation, spans the totals and stands against none."""
    finding = weighed(DEIR).findings["killed", "whole", ""]
    holders = [one.holder for one in finding.spanning if one.value.describe() == "\u226515"]
    assert any("inquiry" in holder for holder in holders)
    assert "Danish Defence Command" in holders


def test_hypotheses_name_both_sides() -> None:
    """Both explanations by intent are proposed, each with those who hold it, the deliberate one with who rejects it."""
    case = weighed(DEIR).case
    proposed = {one.code: one for one in Weighing()(case.incident_list[0], case).hypotheses if one.slot == "intent"}
    assert {"deliberate", "mistake", "connivance"} <= set(proposed)
    assert "Syrian armed forces" in proposed["deliberate"].held_by
    assert "US Central Command" in proposed["deliberate"].denied_by
    assert "US government" in proposed["mistake"].held_by
