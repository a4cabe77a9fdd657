"""Many people judge at once, over several servers on one case: nothing is lost, and findings rest on all of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from crossbearing import assemble, judging, serving
from crossbearing.model.incidents import Incident
from crossbearing.model.judgements import Decision
from crossbearing.model.protocols import Linked, Weighed
from crossbearing.model.team import Role
from crossbearing.store.accounts import TeamAccounts
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.store import making

JUDGES, SERVERS = 12, 3
PASSWORD = "correct horse battery"


def test_overtaken(tmp_path: Path) -> None:
    """Who is overtaken between reading and writing weighs again, so that no judgement is left out of the findings."""
    readings = [making.reading(tmp_path, f"town-{number}", number + 3) for number in range(3)]
    claims = [reading.claims[0] for reading in readings]
    with Case.create(tmp_path / "a.case") as case:
        case.add_readings(readings)
        case.replace_links(Linked((making.incident("HOM-23456", claims),), ()))
        weigh = assemble.room("weigh")()
        asked: list[str] = []

        def slowly(incident: Incident, reader: Case) -> Weighed:
            found: Weighed = weigh(incident, reader)
            asked.append(incident.id)
            if len(asked) == 1:  # before this is written, another judges, weighs and writes
                case.add_judgements([making.judgement(claims[0], decision=Decision.REJECT)])
                case.replace_findings([weigh(incident, reader)])
            return found

        judging.weigh_anew(case, slowly, ["HOM-23456"])
        assert len(asked) == 2
        assert list(case.findings("HOM-23456")) == list(weigh(case.incident("HOM-23456"), case).findings)


def test_nothing_is_lost(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rejects a claim of their own at the same moment: all stand signed, and what is stored is what follows."""
    monkeypatch.setattr("argon2.PasswordHasher", partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1))
    address = f"{server}&case=judged"
    readings = [making.reading(tmp_path, f"town-{number}", number + 3) for number in range(JUDGES + 1)]
    claims = [reading.claims[0] for reading in readings]
    with TeamAccounts(tmp_path / "team.db") as accounts, Case.create(address) as case:
        case.add_readings(readings)
        case.replace_links(Linked((making.incident("HOM-23456", claims),), ()))
        weigh = assemble.room("weigh")()
        incident = case.incident("HOM-23456")
        before = weigh(incident, case)
        case.replace_findings([before])
        opened = [Case.open(address, write=True) for _ in range(SERVERS)]
        apps = [serving.application(one, Path(address), port=80, team=accounts)[0] for one in opened]
        for number in range(JUDGES):
            accounts.add(f"judge {number}", PASSWORD, by="")
            accounts.grant(f"judge {number}", Role.REVIEWER, by="")

        def judge(number: int) -> int:
            client = TestClient(apps[number % SERVERS], base_url="http://127.0.0.1")
            token = accounts.sign_in(f"judge {number}", PASSWORD).token
            client.cookies.set("crossbearing-team-80", token)
            draft = {"id": f"judgement-{number}", "target_kind": "statement", "target": claims[number].statement}
            draft |= {"decision": "reject", "who": f"judge {number}", "quote": str(number + 3), "slot": "killed"}
            return client.post("/api/judgements", json={"items": [draft]}).status_code

        with ThreadPoolExecutor(JUDGES) as pool:
            assert set(pool.map(judge, range(JUDGES))) == {201}
        assert {one.who for one in case.judgements()} == {f"judge {number}" for number in range(JUDGES)}
        stored, after = list(case.findings("HOM-23456")), weigh(incident, case)
        assert stored == list(after.findings)
        assert stored != list(before.findings)
        for one in opened:
            one.close()
    assert verify(address) == []
