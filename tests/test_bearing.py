"""Weighing an incident with those judgements only that bear on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from crossbearing import assemble
from crossbearing.bearing import Bearing
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.model.protocols import Linked
from crossbearing.store.case import Case
from tests.store import making


def grade(scale: str, target: str, letter: str) -> Judgement:
    """Return a signed grade."""
    return Judgement(
        f"{scale}-{target}",
        TargetKind.GRADE,
        target,
        Decision.GRADE,
        "an editor",
        "2017-06-01",
        scale=scale,
        grade=letter,
    )


def test_it_comes_out_as_with_all_judgements(tmp_path: Path) -> None:
    """Decisions on its claims, on claims read anew, grades of sources: nothing that bears on it is left out."""
    readings = [making.reading(tmp_path, f"town-{number}", number + 3) for number in range(5)]
    claims = [one.claims[0] for one in readings]
    weigh = assemble.room("weigh")()
    with Case.create(tmp_path / "a.case") as case:
        case.add_readings(readings)
        incidents = making.incident("HOM-23456", claims[:3]), making.incident("IDL-23456", claims[3:])
        case.replace_links(Linked(incidents, ()))
        case.add_judgements(
            [
                making.judgement(claims[0], decision=Decision.REJECT),
                making.judgement(claims[1]),
                replace(making.judgement(claims[1], decision=Decision.REJECT, id_="another"), who="another"),
                making.judgement(claims[3]),
                # Its statement is read no more; the words it was made on are those of the third claim.
                replace(making.judgement(claims[2], id_="carried"), target="statement of an older reading"),
                grade("admiralty_credibility", claims[0].statement, "2"),
                grade("admiralty_reliability", "Gazette", "B"),
            ]
        )
        bearing = Bearing(case)
        for incident in incidents:
            whole = weigh(incident, case)
            assert weigh(incident, bearing.on(incident.id)) == whole
            assert whole.findings
        confirmed = sum(finding.confirmed for finding in weigh(incidents[0], bearing.on("HOM-23456")).findings)
        assert confirmed == 1, "the carried one; of the others one is rejected and one contested"
        told: Any = bearing.on("IDL-23456")
        on_statements = {one.target for one in told.judgements() if one.target_kind is TargetKind.STATEMENT}
        assert on_statements == {claims[3].statement, "statement of an older reading"}
        assert {one.id for one in told.claims(incident="HOM-23456")} == {one.id for one in claims[:3]}
