"""What is observed for the sake of people, and which reports belong together, from the workbench."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.show.web.waiting import wait

WHO = {"who": "Analyst A"}


def test_care_of_a_document_is_kept_and_followed(asked: TestClient) -> None:
    """Nothing is recorded at first; an embargo is kept with its author, and holds the document back at once."""
    document = asked.get("/api/documents").json()["items"][0]["id"]
    before = asked.get(f"/api/documents/{document}/care").json()
    assert before["recorded"] is False
    assert before["record"]["consent"] == "not_recorded"
    assert asked.get(f"/api/documents/{document}").json()["text"]
    told = asked.post(f"/api/documents/{document}/care", json={**WHO, "embargo": "2999-01-01", "content": ["graphic"]})
    assert told.status_code == 201, told.text
    after = asked.get(f"/api/documents/{document}/care").json()
    assert after["record"]["embargo"] == "2999-01-01"
    assert after["record"]["content"] == ["graphic"]
    assert after["record"]["by"] == "Analyst A"
    assert not asked.get(f"/api/documents/{document}").json()["text"]
    asked.post(f"/api/documents/{document}/care", json={**WHO, "embargo": ""})
    assert asked.get(f"/api/documents/{document}").json()["text"]


@pytest.mark.parametrize(
    ("address", "body", "status"),
    [
        ("/api/documents/DOC/care", WHO, 422),
        ("/api/documents/DOC/care", {**WHO, "embargo": "2019-99-99"}, 422),
        ("/api/documents/DOC/care", {**WHO, "content": ["harmless"]}, 422),
        ("/api/documents/none/care", {**WHO, "confidential": True}, 404),
        ("/api/care/names", {**WHO, "name": " "}, 422),
        ("/api/care/names", {**WHO, "name": "the Mayor", "naming": "keep"}, 201),
        ("/api/care/places", {**WHO, "name": "the shelter", "level": "province"}, 201),
        ("/api/care/places", {**WHO, "name": "the shelter", "level": "street"}, 422),
        ("/api/incidents/INC/grouping", {**WHO, "work": "join", "other": "INC"}, 422),
        ("/api/incidents/INC/grouping", {**WHO, "work": "join", "other": "none"}, 404),
        ("/api/incidents/INC/grouping", {**WHO, "work": "move", "document": "none"}, 404),
        ("/api/incidents/INC/grouping", {**WHO, "work": "open", "document": "DOC"}, 404),
        ("/api/incidents/none/grouping", {**WHO, "work": "join", "other": "INC"}, 404),
    ],
)
def test_what_cannot_be_is_told(
    asked: TestClient, incident: str, address: str, body: dict[str, object], status: int
) -> None:
    """What is unknown or no value is refused in words; names and places are taken as written."""
    document = asked.get("/api/documents").json()["items"][0]["id"]
    fill = {"DOC": document, "INC": incident}
    given = {name: fill.get(str(value), value) for name, value in body.items()}
    answer = asked.post(address.replace("DOC", document).replace("INC", incident), json=given)
    assert answer.status_code == status, answer.text
    if status != 201:
        assert answer.json()["detail"]


def test_a_report_is_moved_out_of_its_incident_and_back(asked: TestClient, incident: str) -> None:
    """A moved report leaves the incident once it is linked anew; taken back, it is there again; no claim is judged."""
    held = asked.get("/api/documents", params={"incident": incident, "limit": 500}).json()["items"]
    document = next(one["id"] for one in held if one["publisher"] == "WeForNews")
    address = f"/api/incidents/{incident}/grouping"
    job = asked.post(address, json={**WHO, "work": "move", "document": document}).json()["job"]
    assert wait(asked, job)["state"] == "done"
    now = asked.get("/api/documents", params={"incident": incident, "limit": 500}).json()["items"]
    assert document not in {one["id"] for one in now}
    assert [(one["work"], one["document"]) for one in asked.get(address).json()["items"]] == [("move", document)]
    claims = asked.get("/api/claims", params={"document": document}).json()["items"]
    assert all(claim["judgement"] is None and not claim["judgements"] for claim in claims)
    job = asked.post(address, json={**WHO, "work": "open", "document": document}).json()["job"]
    assert wait(asked, job)["state"] == "done"
    back = asked.get("/api/documents", params={"incident": incident, "limit": 500}).json()["items"]
    assert {one["id"] for one in back} == {one["id"] for one in held}
    assert asked.get(address).json()["items"] == []
