"""Decisions on thousands of claims at once: few transactions, each incident weighed once, taken back whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from crossbearing import serving
from crossbearing.model.protocols import Linked
from crossbearing.model.steps import Reading
from crossbearing.store import log
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.show.web.waiting import wait
from tests.store import making

REPORTS, CLAIMS = 40, 50


@pytest.fixture
def large(tmp_path: Path) -> Iterator[tuple[Case, TestClient]]:
    """A case of 2,000 claims about 20 incidents, and a client of its workbench."""
    readings = []
    for report in range(REPORTS):
        sentence = making.SENTENCE.format(town=f"town-{report}", n=3)
        of = making.collected(tmp_path, sentence)
        claims = [
            making.claim(of, sentence=sentence, quote="3", value=making.number(3), ordinal=n) for n in range(CLAIMS)
        ]
        readings.append(Reading(of, tuple(claims)))
    halves = zip(readings[::2], readings[1::2], strict=True)
    with Case.create(tmp_path / "large.case") as case:
        case.add_readings(readings)
        incidents = [
            making.incident(f"TWN-{n:05}", [*one.claims, *other.claims]) for n, (one, other) in enumerate(halves)
        ]
        case.replace_links(Linked(tuple(incidents), ()))
        app, token = serving.application(case, Path(case.path), port=80)
        client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        client.headers["Authorization"] = f"Bearer {token}"
        yield case, client


def entries(case: Case) -> Counter[str]:
    """Return how many transactions of which kind the log tells of."""
    with case._database.reading() as connection:
        return Counter(entry.action for entry in log.entries(connection))


def test_thousands_are_decided_and_taken_back(large: tuple[Case, TestClient]) -> None:
    """2,000 decisions are two transactions and one weighing of what they bear on; so is taking them back."""
    case, client = large
    body = {"who": "Ann", "chosen": {"slot": "killed"}, "decision": "accept", "expected": REPORTS * CLAIMS}
    before = entries(case)
    answer = client.post("/api/bulk", json=body)
    assert answer.status_code == 202, answer.text
    job = wait(client, answer.json()["id"])
    assert job["state"] == "done", job
    assert job["result"]["decided"] == REPORTS * CLAIMS
    assert job["result"]["reweighed"] == REPORTS // 2
    done = entries(case)
    assert done - before == Counter(judgements=2, findings=1)
    told = client.get("/api/case").json()["facets"]
    assert (told["machine"], told["confirmed"]) == (0, REPORTS * CLAIMS)
    assert sum(finding.confirmed for finding in case.findings()) == REPORTS * CLAIMS
    answer = client.post(f"/api/bulk/{job['result']['batch']}/undo", json={"who": "Ann"})
    back = wait(client, answer.json()["id"])
    assert back["state"] == "done", back
    assert entries(case) - done == Counter(judgements=2, findings=1)
    told = client.get("/api/case").json()["facets"]
    assert (told["machine"], told["confirmed"]) == (REPORTS * CLAIMS, 0)
    assert sum(finding.confirmed for finding in case.findings()) == 0
    assert verify(case.path) == []
