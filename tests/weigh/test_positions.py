"""Positions: who stands with whom, and that nothing is lost or chained on the way."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.link.linking import link
from crossbearing.model.actors import Stance
from crossbearing.model.findings import Finding, Verdict
from crossbearing.model.values import ActorRef, Actors, Category, Count, Relation
from crossbearing.weigh.weighing import Weighing
from tests.invented_claims import NORTHTOWN, Report, case_of, clock, count, day
from tests.memory_case import MemoryCase


def weigh(case: MemoryCase, slot: str = "killed", scope: str = "whole") -> Finding:
    """Link and weigh a case of one incident and return the finding on a slot."""
    case.with_links(link(case))
    assert len(case.incident_list) == 1, [incident.title for incident in case.incident_list]
    findings = Weighing()(case.incident_list[0], case).findings
    return next(finding for finding in findings if (finding.slot, finding.scope) == (slot, scope))


def report(publisher: str, published: str = "2031-05-04", **kind: str) -> Report:
    """Return a report that names the place and day of the invented strike."""
    return Report(publisher, published, **kind).says("where", NORTHTOWN).says("when.start", day("2031-05-04"))


def killed(*figures: str) -> MemoryCase:
    """Return a case in which as many outlets give figures, each from a source of its own."""
    reports = []
    for index, figure in enumerate(figures):
        reports.append(report(f"Outlet {index}").says("killed", count(figure), f"Council of District {index}"))
    return case_of(*reports)


def grouped(finding: Finding) -> list[set[str]]:
    """Return the answers of each position as written."""
    return [{holding.value.text for holding in position.holdings} for position in finding.positions]


@pytest.mark.parametrize(
    ("figures", "positions", "spanning"),
    [
        (["62", "62"], [{"62"}], set()),
        (["62", "90"], [{"62"}, {"90"}], set()),
        (["62", "~60"], [{"62", "~60"}], set()),
        (["62", ">=60"], [{"62", ">=60"}], set()),
        (["62", "90", ">=60"], [{"62"}, {"90"}], {">=60"}),
        (["62", "90", "60-65"], [{"62", "60-65"}, {"90"}], set()),
        (["62", "90", ">=100"], [{"62"}, {"90"}, {">=100"}], set()),
        (["60", "70", "50-80"], [{"60"}, {"70"}], {"50-80"}),
        (["60-70", "65-75"], [{"60-70", "65-75"}], set()),
        (["62", "90", "dozens"], [{"62"}, {"90"}], {"dozens"}),
        (["62", "dozens"], [{"62", "dozens"}], set()),
        (["dozens"], [{"dozens"}], set()),
        (["83", "~80", "62", "60-80"], [{"83", "~80"}, {"62"}], {"60-80"}),
    ],
)
def test_what_joins(figures: list[str], positions: list[set[str]], spanning: set[str]) -> None:
    """Points seed positions; ranges, open and vague answers attach to one, span several or open their own."""
    finding = weigh(killed(*figures))
    assert sorted(map(sorted, grouped(finding))) == sorted(map(sorted, positions))
    assert {holding.value.text for holding in finding.spanning} == spanning


def test_no_chain_through_a_range() -> None:
    """60 and 70 both fit 60-70, and still make two positions: compatibility is not transitive."""
    finding = weigh(killed("60", "60-70", "70"))
    assert {"60"} in grouped(finding)
    assert {"70"} in grouped(finding)
    assert finding.verdict is Verdict.DISPUTED


FIGURE = st.one_of(
    st.integers(1, 40).map(str),
    st.integers(1, 40).map("~{}".format),
    st.integers(1, 40).map(">={}".format),
    st.tuples(st.integers(1, 40), st.integers(1, 15)).map(lambda pair: f"{pair[0]}-{pair[0] + pair[1]}"),
    st.sampled_from(["dozens", "several", "?"]),
)


def _claims(finding: Finding) -> list[str]:
    holdings = [holding for position in finding.positions for holding in position.holdings]
    return [claim for holding in (*holdings, *finding.spanning, *finding.unknowns) for claim in holding.claims]


@settings(deadline=None)  # as below
@given(st.lists(FIGURE, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_nothing_is_lost_and_no_order_matters(figures: list[str], shuffle: random.Random) -> None:
    """Every claim of a question stands in exactly one place, whatever the order in which reports come in."""
    case = killed(*figures)
    finding = weigh(case)
    expected = [claim.id for claim in case.claim_list if claim.slot == "killed"]
    assert Counter(_claims(finding)) == Counter(expected)
    documents = list(dict.fromkeys(claim.document for claim in case.claim_list))
    shuffle.shuffle(documents)
    shuffle.shuffle(case.claim_list)
    case.claim_list.sort(key=lambda claim: documents.index(claim.document))  # a case hands them out so
    shuffle.shuffle(case.publication_list)
    assert weigh(case) == finding


@settings(deadline=None)  # the first case loads tables, on a busy machine longer than the deadline
@given(st.lists(FIGURE, min_size=2, max_size=10))
def test_no_position_holds_a_conflict(figures: list[str]) -> None:
    """Any two answers of one position are compatible with each other, not only with a third."""
    for position in weigh(killed(*figures)).positions:
        values = [holding.value for holding in position.holdings if isinstance(holding.value, Count)]
        for one in values:
            for other in values:
                relation = one.compare(other).relation
                assert relation.compatible or (relation is Relation.INCOMPARABLE and one.vague and other.vague)


def test_a_denial_stands_against_what_it_denies() -> None:
    """Told beforehand and not told beforehand are two positions and a dispute; the denial is marked as one."""
    told = Category("was told", "deconfliction", "told_beforehand")
    case = case_of(
        report("Outlet A").says("deconfliction", told, "Danish army"),
        report("Outlet B").says("deconfliction", told, "Swedish army", stance=Stance.DENIES),
    )
    finding = weigh(case, "deconfliction")
    assert finding.verdict is Verdict.DISPUTED
    assert [[holding.denied for holding in position.holdings] for position in finding.positions] == [[False], [True]]


def test_a_denied_intent_stands_with_its_opposite() -> None:
    """Who denies that it was deliberate stands with who calls it a mistake, and is marked as denying."""
    case = case_of(
        report("Outlet A").says("intent", Category("by mistake", "intent", "mistake"), "Danish army"),
        report("Outlet B").says(
            "intent", Category("deliberate", "intent", "deliberate"), "Norwegian army", stance=Stance.DENIES
        ),
    )
    (position,) = weigh(case, "intent").positions
    assert sorted((holding.holder, holding.denied) for holding in position.holdings) == [
        ("Danish army", False),
        ("Norwegian army", True),
    ]


@pytest.mark.parametrize(
    ("times", "verdict"),
    [
        (["17:00", "17:10"], Verdict.REPEATED),
        (["17:00", "15:55"], Verdict.DISPUTED),
        (["17:00"], Verdict.SINGLE_ORIGIN),
    ],
)
def test_clock_times(times: list[str], verdict: Verdict) -> None:
    """Full hours are taken as rounded; an hour apart in one zone is a dispute."""
    reports = [
        report(f"Outlet {index}").says("when.start", clock(time), f"Council of District {index}")
        for index, time in enumerate(times)
    ]
    finding = weigh(case_of(*reports), "when.start")
    assert finding.verdict is verdict, finding.reason


def test_a_position_goes_under_what_is_asserted_in_it() -> None:
    """Where one account denies a mistake and another says deliberate, the position is called deliberate."""
    mistake, meant = Category("mistake", "intent", "mistake"), Category("deliberate", "intent", "deliberate")
    case = case_of(
        report("Outlet A").says("intent", mistake, "Danish army", stance=Stance.DENIES),
        report("Outlet B").says("intent", meant, "Norwegian army"),
    )
    (position,) = weigh(case, "intent").positions
    assert position.value.describe() == "deliberate"
    alone = weigh(case_of(report("Outlet A").says("intent", mistake, "Danish army", stance=Stance.DENIES)), "intent")
    assert alone.reason.startswith("Not mistake rests on one origin")


@pytest.mark.parametrize(
    ("names", "verdict", "spanning"),
    [
        (["Danish army", "warplanes"], Verdict.REPEATED, []),
        (["Danish army", "Norwegian army", "several aircraft"], Verdict.DISPUTED, ["several aircraft"]),
        (["warplanes", "several aircraft"], Verdict.RANGE, []),
        (["gunmen", "attackers"], Verdict.RANGE, []),
        (["terrorists", "rebels"], Verdict.RANGE, []),
        (["gunmen", "the army"], Verdict.RANGE, []),
        (["soldiers", "rebels"], Verdict.DISPUTED, []),
        (["herders", "farmers"], Verdict.DISPUTED, []),
    ],
)
def test_a_description_names_no_body(names: list[str], verdict: Verdict, spanning: list[str]) -> None:
    """Who is only described rules out nobody: he goes with the one body named, or spans several.

    Two descriptions exclude each other only where no one can be meant by both.
    """
    reports = [
        report(f"Outlet {index}").says("attacker", Actors(name, (ActorRef(name),)), f"Council of District {index}")
        for index, name in enumerate(names)
    ]
    finding = weigh(case_of(*reports), "attacker")
    assert finding.verdict is verdict, finding.reason
    assert [holding.value.text for holding in finding.spanning] == spanning


def test_allies_without_a_name_set_nothing_apart() -> None:
    """An army and its allies, and that army, are one answer."""
    both = Actors("the Danish army and its allies", (ActorRef("Danish army"), ActorRef("its allies")))
    one = Actors("the Danish army", (ActorRef("Danish army"),))
    case = case_of(
        report("Outlet A").says("attacker", both, "River Watch"), report("Outlet B").says("attacker", one, "Hill Watch")
    )
    assert len(weigh(case, "attacker").positions) == 1
