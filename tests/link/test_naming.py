"""What kind of happening an incident is said to be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from crossbearing.link.naming import kind_of
from crossbearing.link.strands import Strand, strands_of
from tests.invented_claims import NORTHTOWN, Report, case_of


def strands(reports: Sequence[Sequence[str]]) -> list[Strand]:
    """Return a strand for each report, with a claim for each kind that it tells."""
    made = []
    for number, kinds in enumerate(reports):
        report = Report(f"Outlet {number}")
        for kind in kinds:
            report.says("where", NORTHTOWN, kind=kind)
        made.append(report)
    return strands_of(case_of(*made).claim_list, publications={}, pinned=frozenset())


@pytest.mark.parametrize(
    ("reports", "kind"),
    [
        ([["shelling"], ["shelling"], ["armed_clash"]], "shelling"),
        ([["drone_strike"], ["shelling"], ["missile_attack"], ["armed_clash"], ["armed_clash"]], "drone_strike"),
        ([["drone_strike", "drone_strike", "armed_clash"], ["armed_clash", "drone_strike"]], "drone_strike"),
        ([["attack"], ["attack"], ["killing"], ["air_strike"]], "air_strike"),
        ([["attack"], ["killing"], ["attack"]], "attack"),
        ([["movement"], ["investigation"], ["shelling"]], "shelling"),
        ([], "other"),
    ],
    ids=[
        "most reports",
        "words that may mean one thing outweigh another",
        "by the claims about each",
        "special before generic",
        "nothing but generic words",
        "harm before what surrounds it",
        "no report",
    ],
)
def test_kind_of(reports: list[list[str]], kind: str) -> None:
    """The kind is the one that most of what the reports tell may mean."""
    assert kind_of(strands(reports)) == kind
