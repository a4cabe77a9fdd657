"""Exports, rules, two reports side by side, and decisions on many claims."""

from __future__ import annotations

import io
import json
import time
import zipfile
from typing import Any

import pytest
from fastapi.testclient import TestClient


def ended(client: TestClient, started: Any) -> dict[str, Any]:
    """Wait for a job and return it."""
    assert started.status_code == 202, started.text
    for _ in range(1200):
        job: dict[str, Any] = client.get(f"/api/jobs/{started.json()['id']}").json()
        if job["state"] != "running":
            return job
        time.sleep(0.05)
    raise AssertionError("the job did not end")


def test_every_format_is_listed_and_explained(asked: TestClient) -> None:
    """The dialog's list is the server's; each common format has words."""
    told = asked.get("/api/exports").json()
    names = {one["name"] for one in told["formats"]}
    assert {"csv", "geojson", "prov", "docx", "ftm"} <= names
    assert told["levels"] == ["town", "district", "province", "country"]


def test_an_export_is_made_downloaded_and_logged(asked: TestClient, incident: str) -> None:
    """What is downloaded opens, holds its manifest, and stands in the case's log."""
    body = {"format": "csv", "incident": incident, "coarsen": "district", "who": "Ann"}
    job = ended(asked, asked.post("/api/exports", json=body))
    assert job["state"] == "done", job
    got = asked.get(f"/api/exports/{job['result']['file']}/file")
    assert "attachment" in got.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(got.content)) as archive:
        manifest = next(name for name in archive.namelist() if name.endswith("manifest.json"))
        told = json.loads(archive.read(manifest))
    assert told["redaction"]["places_coarsened_to"] == "district"
    assert told["made_by"] == "Ann"
    assert job["result"]["words_left_out"] is True


def test_what_will_be_hidden_is_told_before(asked: TestClient) -> None:
    """A look ahead tells rules and numbers, and leaves nothing in the log."""
    before = asked.get("/api/case").json()["version"]
    job = ended(asked, asked.post("/api/exports/preview", json={"format": "geojson"}))
    assert job["state"] == "done", job
    assert job["result"]["rules"]
    assert job["result"]["counts"]
    assert asked.get("/api/case").json()["version"] == before


@pytest.mark.parametrize("change", [{"format": "punchcards"}, {"coarsen": "street"}, {"grain": "second"}, {"extra": 1}])
def test_an_export_that_makes_no_sense_is_refused(asked: TestClient, change: dict[str, Any]) -> None:
    """Unknown formats, levels and options are named before any work starts."""
    assert asked.post("/api/exports", json={"format": "csv", **change}).status_code == 422


def test_own_rules_are_stated(asked: TestClient) -> None:
    """What those who keep the case count by is kept, given back as written, and taken away by empty words."""
    words = "<b>Only named dead</b>"
    stated = asked.post("/api/rules", json={"who": "Ann", "topic": "inclusion", "text": words})
    assert stated.status_code == 200, stated.text
    assert {row["topic"]: row["own"] for row in asked.get("/api/rules").json()["items"]}["inclusion"] == words
    asked.post("/api/rules", json={"who": "Ann", "topic": "inclusion", "text": ""})
    assert not any(row["own"] for row in asked.get("/api/rules").json()["items"])
    assert asked.post("/api/rules", json={"who": "Ann", "topic": "weather", "text": "x"}).status_code == 422


def test_two_reports_side_by_side(asked: TestClient) -> None:
    """Shared passages point to the same words in both texts; a report shares all of itself with itself."""
    documents = [row["id"] for row in asked.get("/api/documents").json()["items"] if row["read"]]
    told = asked.get("/api/compare", params={"one": documents[0], "other": documents[1]}).json()
    mine, theirs = (side["content"] for side in told["sides"])
    for passage in told["passages"]:
        (start, end), (other_start, other_end) = passage["spans"]
        assert mine[start:end].split()[0].strip("“”\"'").casefold() == (
            theirs[other_start:other_end].split()[0].strip("“”\"'").casefold()
        )
    same = asked.get("/api/compare", params={"one": documents[0], "other": documents[0]}).json()
    assert same["shared_words"] > 50


def test_many_claims_are_decided_and_taken_back(asked: TestClient, incident: str) -> None:
    """A filter chooses, one decision covers all it chose, and undo restores what its author had decided before."""
    chosen: dict[str, Any] = {"incident": incident, "slot": "killed"}
    first = asked.get("/api/claims", params={**chosen, "limit": 1}).json()["items"][0]
    own = {
        "id": "before-bulk-1",
        "target_kind": "statement",
        "target": first["statement"],
        "decision": "reject",
        "who": "Ann",
    }
    asked.post("/api/judgements", json={"items": [own]})
    count = asked.post("/api/bulk/count", json={**chosen, "judged": True}).json()["count"]
    fewer = asked.post("/api/bulk/count", json=chosen).json()["count"]
    assert 0 < fewer < count
    body = {"who": "Ann", "chosen": {**chosen, "judged": True}, "decision": "accept", "expected": count}
    job = ended(asked, asked.post("/api/bulk", json=body))
    assert job["state"] == "done", job
    page = {**chosen, "limit": 500}
    assert {row["judgement"]["decision"] for row in asked.get("/api/claims", params=page).json()["items"]} == {"accept"}
    batch = job["result"]["batch"]
    assert asked.post(f"/api/bulk/{batch}/undo", json={"who": "Ben"}).status_code == 422
    back = ended(asked, asked.post(f"/api/bulk/{batch}/undo", json={"who": "Ann"}))
    assert back["state"] == "done", back
    after = asked.get("/api/claims", params=page).json()["items"]
    decisions = {row["statement"]: row["judgement"]["decision"] for row in after}
    assert decisions.pop(first["statement"]) == "reject"
    assert set(decisions.values()) == {"unsure"}
    assert asked.get("/api/verify").json() == {"problems": []}


def test_a_bulk_decision_is_never_blind(asked: TestClient) -> None:
    """Without a filter nothing is chosen; where the number is not the one shown, nothing is stored."""
    assert asked.post("/api/bulk/count", json={}).status_code == 422
    body = {"who": "Ann", "chosen": {"slot": "killed"}, "decision": "accept", "expected": 1}
    answer = asked.post("/api/bulk", json=body)
    assert answer.status_code == 412
    assert answer.json()["count"] > 1
    assert asked.get("/api/judgements").json()["items"] == []
    assert asked.post("/api/bulk/nothing/undo", json={"who": "Ann"}).status_code == 404


@pytest.mark.parametrize("path", ["/api/bulk", "/api/bulk/count", "/api/exports/preview"])
def test_an_address_that_only_takes_says_so(asked: TestClient, path: str) -> None:
    """Asked with GET, an address that only takes answers which methods it has, and not that it is unknown."""
    answer = asked.get(path)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
