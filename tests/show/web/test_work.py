"""What writes: judgements by several people, and files taken in."""

from __future__ import annotations

import hashlib
import time
from typing import Any

import pytest
from fastapi.testclient import TestClient


def draft(claim: dict[str, Any], decision: str, who: str, number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "id": f"test-{hashlib.sha256(who.encode()).hexdigest()[:8]}-{decision}-{number}",
        "target_kind": "statement",
        "target": claim["statement"],
        "decision": decision,
        "who": who,
        "document": claim["document"],
        "quote": claim["span"]["quote"],
        "slot": claim["slot"],
        **more,
    }


@pytest.fixture
def claim(asked: TestClient, incident: str) -> dict[str, Any]:
    found: dict[str, Any] = asked.get("/api/claims", params={"slot": "killed", "incident": incident}).json()["items"][0]
    return found


def same(client: TestClient, claim: dict[str, Any]) -> dict[str, Any]:
    page = client.get("/api/claims", params={"document": claim["document"], "limit": 500}).json()
    return next(item for item in page["items"] if item["id"] == claim["id"])


def test_a_judgement_is_stored_signed_and_weighed(asked: TestClient, incident: str, claim: dict[str, Any]) -> None:
    """A decision stands on the claim with its name, the incident is weighed anew, and the case counts it."""
    answer = asked.post("/api/judgements", json={"items": [draft(claim, "accept", "Analyst A")]})
    assert answer.status_code == 201, answer.text
    assert incident in answer.json()["reweighed"]
    assert same(asked, claim)["judgement"]["who"] == "Analyst A"
    assert asked.get("/api/case").json()["facets"]["confirmed"] == 1
    assert asked.get("/api/verify").json() == {"problems": []}


def test_the_same_draft_sent_twice_is_stored_once(asked: TestClient, claim: dict[str, Any]) -> None:
    """After a lost connection a page sends the same draft again; it counts once."""
    body = {"items": [draft(claim, "accept", "Analyst A")]}
    asked.post("/api/judgements", json=body)
    asked.post("/api/judgements", json=body)
    assert len(asked.get("/api/judgements", params={"target": claim["statement"]}).json()["items"]) == 1


def test_two_people_who_differ_both_keep_their_record(asked: TestClient, claim: dict[str, Any]) -> None:
    """Neither decision replaces the other; the answer and the claim say that they differ."""
    asked.post("/api/judgements", json={"items": [draft(claim, "accept", "Analyst A")]})
    answer = asked.post("/api/judgements", json={"items": [draft(claim, "reject", "Analyst B")]}).json()
    assert answer["contested"] == [claim["statement"]]
    assert {item["who"] for item in answer["judgements"]} == {"Analyst A", "Analyst B"}
    assert same(asked, claim)["contested"] is True
    assert same(asked, claim)["judgement"]["decision"] == "unsure"


def test_a_stale_edit_is_told_and_loses_nothing(asked: TestClient, claim: dict[str, Any]) -> None:
    """With the tag of an earlier state nothing is stored, and the answer shows what was decided meanwhile."""
    tag = asked.get("/api/judgements", params={"target": claim["statement"]}).headers["etag"]
    asked.post("/api/judgements", json={"items": [draft(claim, "accept", "Analyst A")]})
    stale = asked.post(
        "/api/judgements", json={"items": [draft(claim, "reject", "Analyst B")]}, headers={"If-Match": tag}
    )
    assert stale.status_code == 412
    assert [item["who"] for item in stale.json()["present"]] == ["Analyst A"]
    again = asked.post("/api/judgements", json={"items": [draft(claim, "reject", "Analyst B")]})
    assert again.status_code == 201


def test_a_correction_brings_its_value(asked: TestClient, claim: dict[str, Any]) -> None:
    """A corrected count stands on the claim; without a value there is nothing to correct to."""
    bare = asked.post("/api/judgements", json={"items": [draft(claim, "correct", "Analyst A")]})
    assert bare.status_code == 422
    value = {"$": "Count", "text": "61", "low": 61, "high": 61}
    made = asked.post("/api/judgements", json={"items": [draft(claim, "correct", "Analyst A", value=value)]})
    assert made.status_code == 201, made.text
    assert same(asked, claim)["judgement"]["value"]["low"] == 61


@pytest.mark.parametrize(
    "change",
    [
        {"who": ""},
        {"who": "   "},
        {"decision": "perhaps"},
        {"id": "x"},
        {"id": "../../etc"},
        {"unknown": 1},
        {"value": {"$": "Nothing"}},
        {"value": {"$": "Document"}},
        {"why": "x" * 20_001},
    ],
)
def test_a_malformed_judgement_is_refused_whole(
    asked: TestClient, claim: dict[str, Any], change: dict[str, Any]
) -> None:
    """Nothing of a batch is stored where one of it makes no sense."""
    good, bad = draft(claim, "accept", "Analyst A"), {**draft(claim, "accept", "Analyst A", 2), **change}
    answer = asked.post("/api/judgements", json={"items": [good, bad]})
    assert answer.status_code == 422, answer.text
    assert asked.get("/api/judgements").json()["items"] == []


def test_hostile_words_stay_words(asked: TestClient, claim: dict[str, Any]) -> None:
    """Markup in a name or a reason is stored and given back as it is, as JSON."""
    odd = '<img src=x onerror="alert(1)">\u202e'
    asked.post("/api/judgements", json={"items": [draft(claim, "unsure", odd, why=odd) | {"id": "test-hostile"}]})
    answer = asked.get("/api/judgements")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["items"][0]["who"] == odd


def test_the_status_of_an_incident_is_a_signed_decision(asked: TestClient, incident: str) -> None:
    """A status is set, shown on the card and found by the filter."""
    status = {
        "id": "test-status-1",
        "target_kind": "incident",
        "target": incident,
        "decision": "grade",
        "who": "Analyst A",
        "scale": "review_status",
        "grade": "in_progress",
    }
    assert asked.post("/api/judgements", json={"items": [status]}).status_code == 201
    found = asked.get("/api/incidents", params={"status": "in_progress"}).json()
    assert [card["id"] for card in found["items"]] == [incident]


def wait(client: TestClient, job: str) -> dict[str, Any]:
    for _ in range(600):
        state: dict[str, Any] = client.get(f"/api/jobs/{job}").json()
        if state["state"] != "running":
            return state
        time.sleep(0.2)
    raise AssertionError("the job did not end")


def test_files_are_taken_in_and_rejects_are_told(asked: TestClient) -> None:
    """A good file and a bad one: the good one is in the case, the bad one is listed with its reason."""
    report = "Shelling at the harbour\n\nShells hit the harbour of Latakia on 3 March 2019, killing four.\n"
    before = asked.get("/api/case").json()["counts"]["documents"]
    files = [
        ("files", ("folder/harbour.txt", report.encode(), "text/plain")),
        ("files", ("../../broken.pdf", b"%PDF-1.7 not really", "application/pdf")),
    ]
    started = asked.post("/api/files", files=files)
    assert started.status_code == 202, started.text
    ended = wait(asked, started.json()["id"])
    assert ended["state"] == "done", ended
    assert any("broken.pdf" in reject["where"] for reject in ended["result"]["rejects"])
    assert asked.get("/api/case").json()["counts"]["documents"] == before + 1
    events = asked.get(f"/api/jobs/{started.json()['id']}/events")
    assert '"state":"done"' in events.text.replace(" ", "")


def test_a_job_of_nothing_fails_with_words(asked: TestClient) -> None:
    """Files of which none can be taken in end a job as failed or with rejects, never in silence."""
    started = asked.post("/api/files", files=[("files", ("a.bin", b"\x00\x01\x02" * 50, "application/octet-stream"))])
    ended = wait(asked, started.json()["id"])
    assert ended["state"] == "failed" or ended["result"]["rejects"]
