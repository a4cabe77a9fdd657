"""Second assessments, open questions, published versions, saved views: what a team keeps."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

ODD = "<img src=x onerror=alert(1)>\u202e"


def decide(client: TestClient, claims: list[dict[str, Any]], decision: str, who: str) -> Any:
    """Decide on claims as a page does."""
    drafts = [
        {
            "id": f"team-{abs(hash(who))}-{decision}-{claim['id']}",
            "target_kind": "statement",
            "target": claim["statement"],
            "decision": decision,
            "who": who,
            "document": claim["document"],
            "quote": claim["span"]["quote"],
            "slot": claim["slot"],
        }
        for claim in claims
    ]
    return client.post("/api/judgements", json={"items": drafts}, headers=as_(who))


def as_(who: str) -> dict[str, str]:
    return {"X-Crossbearing-Who": quote(who)}


def seen(client: TestClient, incident: str, who: str) -> list[dict[str, Any]]:
    """The claims of an incident as a person sees them."""
    items: list[dict[str, Any]] = client.get(f"/api/claims?incident={incident}&limit=500", headers=as_(who)).json()[
        "items"
    ]
    return items


@pytest.fixture
def opened(asked: TestClient, incident: str) -> dict[str, Any]:
    """An assessment by Ann and Béla."""
    body = {"who": "Editor", "first": "Ann", "second": "Béla"}
    made = asked.post(f"/api/incidents/{incident}/assessments", json=body)
    assert made.status_code == 201, made.text
    found: dict[str, Any] = made.json()
    return found


def step(client: TestClient, assessment: str, who: str, act: str, note: str = "") -> Any:
    return client.post(f"/api/assessments/{assessment}", json={"who": who, "act": act, "note": note})


@pytest.mark.usefixtures("opened")
def test_neither_sees_what_the_other_decides(asked: TestClient, incident: str) -> None:
    """While an assessment is open, each of the two sees the own decisions alone; a third person sees all."""
    claims = seen(asked, incident, "Ann")[:4]
    assert decide(asked, claims, "accept", "Ann").status_code == 201
    answer = decide(asked, claims, "reject", "Béla")
    assert answer.status_code == 201
    assert answer.json()["contested"] == []
    assert {item["who"] for item in answer.json()["judgements"]} == {"Béla"}
    for who, whose in (("Ann", {"Ann"}), ("  béla ", {"Béla"}), ("", set()), ("Editor", {"Ann", "Béla"})):
        rows = [row for row in seen(asked, incident, who) if row["statement"] in {one["statement"] for one in claims}]
        assert {item["who"] for row in rows for item in row["judgements"]} == whose, who
        listed = asked.get("/api/judgements", headers=as_(who)).json()["items"]
        assert {item["who"] for item in listed} == whose, who
        assert {row["contested"] for row in rows} == {who == "Editor"}


@pytest.mark.usefixtures("opened")
def test_conclusions_are_hidden_from_the_two(asked: TestClient, incident: str) -> None:
    """What follows from decisions (incident, matrix, dossier, export, versions) is refused to both and to nobody."""
    for path in ("", "/matrix", "/dossier", "/releases"):
        for who, status in (("Ann", 403), ("", 403), ("Editor", 200)):
            answer = asked.get(f"/api/incidents/{incident}{path}", headers=as_(who))
            assert answer.status_code == status, (path, who)
    answer = asked.post("/api/exports", json={"format": "json", "who": "Ann"}, headers=as_("Ann"))
    assert answer.status_code == 403


def test_agreement_is_reported_and_an_editor_signs(asked: TestClient, incident: str, opened: dict[str, Any]) -> None:
    """When both have finished, agreement is told by question, all is shown, and a third person signs."""
    claims = seen(asked, incident, "Ann")[:6]
    decide(asked, claims, "accept", "Ann")
    decide(asked, claims[:4], "accept", "Béla")
    decide(asked, claims[4:], "reject", "Béla")
    key = opened["id"]
    assert step(asked, key, "Editor", "sign").status_code == 422
    assert step(asked, key, "Cid", "done").status_code == 422
    first = step(asked, key, "Ann", "done").json()
    assert (first["state"], first["agreements"]) == ("coding", [])
    assert first["progress"] == {"Ann": 6, "Béla": 6}
    both = step(asked, key, "Béla", "done").json()
    whole = both["agreements"][0]
    number = len({one["statement"] for one in claims})
    assert (both["state"], whole["both"], len(whole["differ"])) == ("compared", number, number - whole["agreed"])
    assert 0 < whole["share"] < 1
    assert step(asked, key, "ann", "sign").status_code == 422
    signed = step(asked, key, "Editor", "sign", "two left for discussion").json()
    assert (signed["state"], signed["signed_by"], signed["note"]) == ("signed", "Editor", "two left for discussion")
    contested = [row for row in seen(asked, incident, "Ann") if row["contested"]]
    assert {row["statement"] for row in contested} == set(whole["differ"])
    assert asked.get("/api/verify").json() == {"problems": []}


def test_an_assessment_needs_two_persons_and_is_called_off_with_a_reason(
    asked: TestClient, incident: str, opened: dict[str, Any]
) -> None:
    """One person twice, a second one beside an open one, and calling off without a word are refused."""
    path = f"/api/incidents/{incident}/assessments"
    assert asked.post(path, json={"who": "E", "first": "Ann", "second": " ANN "}).status_code in (400, 422)
    assert asked.post(path, json={"who": "E", "first": "Ann", "second": "Cid"}).status_code == 422
    assert step(asked, opened["id"], "Editor", "withdraw").status_code == 422
    assert step(asked, opened["id"], "Editor", "withdraw", "Ann is ill").json()["state"] == "withdrawn"
    assert asked.get(f"/api/incidents/{incident}").status_code == 200
    assert asked.post(path, json={"who": "E", "first": "Ann", "second": "Cid"}).status_code == 201


def test_a_question_keeps_its_reply_or_silence(asked: TestClient, incident: str) -> None:
    """A question is noted, answered, and its tag refuses an edit over somebody else's."""
    path = f"/api/incidents/{incident}/questions"
    asking = {"who": "Ann", "question": f"Which unit? {ODD}", "asked": "the ministry", "asked_at": "2031-05-01"}
    made = asked.post(path, json=asking)
    assert made.status_code == 201, made.text
    key, tag = made.json()["id"], made.headers["etag"]
    silent = {**asking, "who": "Ben", "state": "silence", "replied_at": "2031-06"}
    assert asked.post(f"/api/questions/{key}", json=silent, headers={"If-Match": tag}).status_code == 200
    stale = asked.post(f"/api/questions/{key}", json=asking, headers={"If-Match": tag})
    assert stale.status_code == 412
    assert stale.json()["present"]["by"] == "Ben"
    (listed,) = asked.get(path).json()["items"]
    assert (listed["state"], listed["question"], listed["by"]) == ("silence", f"Which unit? {ODD}", "Ben")


def test_a_published_version_is_frozen_and_tells_what_changed(asked: TestClient, incident: str) -> None:
    """A version keeps its words and hash when findings change; the list tells what is new since."""
    path = f"/api/incidents/{incident}/releases"
    first = asked.post(path, json={"who": "Ann", "note": ODD}).json()
    assert (first["number"], first["intact"], first["note"]) == (1, True, ODD)
    assert asked.get(path).json()["changes"] == []
    claims = [row for row in seen(asked, incident, "Ann") if row["slot"] == "killed" and row["scope"] == "whole"]
    decide(asked, claims, "reject", "Ann")
    told = asked.get(path).json()
    changed = {(row["slot"], row["scope"]): row for row in told["changes"]}
    assert changed["killed", "whole"]["removed"]
    second = asked.post(path, json={"who": "Ann"}).json()
    assert (second["number"], second["sha256"] != first["sha256"]) == (2, True)
    assert asked.get(path).json()["changes"] == []
    kept = asked.get(f"/api/releases/{first['id']}").json()
    assert kept["intact"] is True
    assert any(row["slot"] == "killed" for row in kept["findings"])
    assert asked.get(f"/api/releases/{second['id']}").json()["changes"]


def test_views_are_kept_under_a_name(asked: TestClient) -> None:
    """A view is saved, replaced under its name, and taken away; an address that leads elsewhere is refused."""
    for address in ("/?verdict=disputed", "/?verdict=agreed"):
        body = {"who": "Ann", "name": "mine", "address": address}
        assert asked.post("/api/views", json=body).status_code == 201
    (held,) = asked.get("/api/views").json()["items"]
    assert held["address"] == "/?verdict=agreed"
    for address in ("//elsewhere.example/", "/\\elsewhere.example", "https://elsewhere.example", "javascript:1"):
        body = {"who": "Ann", "name": "bad", "address": address}
        assert asked.post("/api/views", json=body).status_code == 422, address
    assert asked.delete(f"/api/views/{held['id']}", params={"who": "Ann"}).status_code == 200
    assert asked.get("/api/views").json()["items"] == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/api/incidents/NO-SUCH/assessments"),
        ("get", "/api/incidents/NO-SUCH/questions"),
        ("get", "/api/incidents/NO-SUCH/releases"),
        ("get", "/api/releases/nothing"),
        ("delete", "/api/views/nothing?who=Ann"),
        ("get", "/api/compare?one=nothing&other=nothing"),
        ("get", "/api/exports/nothing/file"),
    ],
)
def test_what_is_not_there_is_told(asked: TestClient, method: str, path: str) -> None:
    """An unknown id is a problem that says what is wrong and what to do."""
    answer = asked.request(method, path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]
    assert answer.json()["remedy"]
