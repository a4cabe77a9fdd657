"""The lists of the workbench: pages, filters, cursors, and what is not there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from crossbearing.show import shapes
from crossbearing.store.case import Case


def everything(client: TestClient, address: str, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = client.get(address, params={**query, "cursor": cursor}).json()
        found += page["items"]
        cursor = page["next"]
        if not cursor:
            return found


@pytest.mark.parametrize(("address", "size"), [("/api/claims", 7), ("/api/documents", 4)])
def test_pages_hold_everything_once(asked: TestClient, address: str, size: int) -> None:
    """Small pages together hold what one large page holds, in the same order, and the total says how much it is."""
    whole = asked.get(address, params={"limit": 500}).json()
    paged = everything(asked, address, limit=size)
    assert [item["id"] for item in paged][:500] == [item["id"] for item in whole["items"]]
    assert len({item["id"] for item in paged}) == whole["total"]


def test_claims_are_narrowed_by_question_and_incident(asked: TestClient, incident: str) -> None:
    """A filter keeps exactly what it names."""
    killed = everything(asked, "/api/claims", slot="killed", incident=incident)
    assert killed
    assert {claim["slot"] for claim in killed} == {"killed"}
    assert all(claim["question"] == "How many were killed?" for claim in killed)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"start": "2016-09-17", "end": "2016-09-17"}, True),
        ({"start": "2016-09-19"}, False),
        ({"end": "2016-09-16"}, False),
        ({"box": "39,34,41,36"}, True),
        ({"box": "0,0,10,10"}, False),
        ({"box": "170,34,41,36"}, True),
        ({"type": "air_strike"}, True),
        ({"type": "shelling"}, False),
        ({"located": "false"}, False),
        ({"dated": "true"}, True),
        ({"verdict": "disputed"}, True),
        ({"source": "Reuters"}, True),
        ({"source": "No Such Outlet"}, False),
        ({"words": "DEIR strikes"}, True),
        ({"words": "100%"}, False),
        ({"status": "to_do"}, True),
        ({"status": "completed"}, False),
    ],
)
def test_incidents_are_narrowed(asked: TestClient, incident: str, query: dict[str, str], kept: bool) -> None:
    """Filters of time, place, kind, source, verdict and status keep and drop the incident of the example."""
    answer = asked.get("/api/incidents", params=query)
    assert answer.status_code == 200, answer.text
    assert (incident in {card["id"] for card in answer.json()["items"]}) is kept


@pytest.mark.parametrize(
    "address",
    [
        "/api/incidents?cursor=nonsense",
        "/api/incidents?cursor=WyJjbGFpbXMiLDFd",
        "/api/incidents?box=1,2,3",
        "/api/incidents?box=1,99,3,100",
        "/api/incidents?start=yesterday",
        "/api/incidents?limit=0",
        "/api/claims?limit=501",
        "/api/incidents?order=best",
        "/api/incidents?nonsense=1",
    ],
)
def test_what_makes_no_sense_is_told(asked: TestClient, address: str) -> None:
    """A request that makes no sense is answered with 422 and words."""
    answer = asked.get(address)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    "address",
    ["/api/incidents/NO-SUCH", "/api/incidents/NO-SUCH/matrix", "/api/documents/none", "/api/documents/none/original"],
)
def test_what_is_not_there_is_told(asked: TestClient, address: str) -> None:
    """An unknown id is answered with 404 and what to do."""
    answer = asked.get(address)
    assert answer.status_code == 404
    assert answer.json()["remedy"]


def test_the_matrix_leads_from_every_cell_to_claims(asked: TestClient, incident: str) -> None:
    """Every answer in a cell names claims of the incident and stands in a column that is there."""
    matrix = asked.get(f"/api/incidents/{incident}/matrix").json()
    claims = {claim["id"] for claim in everything(asked, "/api/claims", incident=incident, limit=500)}
    columns = {column["key"] for column in matrix["columns"]}
    cells = [(key, holding) for row in matrix["rows"] for key, held in row["cells"].items() for holding in held]
    assert cells
    assert {key for key, _ in cells} <= columns
    assert all(set(holding["claims"]) <= claims for _, holding in cells)


def test_the_queue_puts_first_what_alone_carries_a_disputed_answer(asked: TestClient, incident: str) -> None:
    """The first suggestion stands alone behind an answer of a disputed question; weights fall."""
    queue = asked.get("/api/queue", params={"incident": incident, "limit": 500}).json()
    weights = [item["weight"] for item in queue["items"]]
    assert weights == sorted(weights, reverse=True)
    first = queue["items"][0]
    assert first["share"] == 1.0
    assert queue["findings"][first["finding"]]["verdict"] == "disputed"


def test_search_is_safe_in_any_characters(asked: TestClient) -> None:
    """Syntax of the index in a query is taken as words."""
    assert asked.get("/api/search", params={"q": "airport"}).json()["items"]
    for odd in ('"', "AND OR NOT", "airport*", "';--", "\u202e", "(" * 400):
        assert asked.get("/api/search", params={"q": odd}).status_code == 200


def test_the_sources_name_both_sides_of_every_edge(asked: TestClient, incident: str) -> None:
    """Whoever carries or is carried is a node, an outlet if it published here; each edge says how it is known."""
    graph = asked.get(f"/api/incidents/{incident}/sources").json()
    kinds = {node["id"]: node["kind"] for node in graph["nodes"]}
    assert len(kinds) == len(graph["nodes"])
    published = {outlet["publisher"] or "publisher unknown" for outlet in graph["outlets"]}
    assert {name for name, kind in kinds.items() if kind == "outlet"} == published
    claims = {claim["id"] for claim in everything(asked, "/api/claims", incident=incident, limit=500)}
    assert graph["edges"]
    for edge in graph["edges"]:
        assert {edge["from"], edge["to"]} <= kinds.keys()
        assert edge["words"]
        assert (edge["certainty"] == "stated") == (edge["reason"] == "quotes")
        assert 0 < len(edge["claim_ids"]) == edge["claims"]
        assert claims & set(edge["claim_ids"])
    assert len({(edge["from"], edge["to"], edge["reason"]) for edge in graph["edges"]}) == len(graph["edges"])


def test_the_database_tallies_sources_as_the_lists_do(asked: TestClient, example_case: Path) -> None:
    """The screen of sources, tallied by the database, tells what the list of sources, counted one by one, tells."""
    with Case.open(example_case) as case:
        counted = shapes.sources(case)
    assert asked.get("/api/sources").json()["items"] == counted


def test_what_did_not_change_is_not_sent_again(asked: TestClient, incident: str) -> None:
    """An incident that the page has is answered with 304 until somebody judges, and anew afterwards."""
    address = f"/api/incidents/{incident}"
    first = asked.get(address)
    tag = {"If-None-Match": first.headers["etag"]}
    assert asked.get(address, headers=tag).status_code == 304
    assert asked.get(address).json() == first.json()
    status = {"target_kind": "incident", "target": incident, "decision": "grade", "who": "Analyst A"}
    grade = {"id": "test-shelf", "scale": "review_status", "grade": "completed"}
    assert asked.post("/api/judgements", json={"items": [status | grade]}).status_code == 201
    after = asked.get(address, headers=tag)
    assert after.status_code == 200
    assert after.json()["status"] == "completed"


def test_outlets_are_counted_as_in_the_dossier(asked: TestClient, incident: str) -> None:
    """How many outlets state an origin is one figure, wherever it is shown."""
    told = asked.get(f"/api/incidents/{incident}").json()
    page = asked.get(f"/api/incidents/{incident}/dossier").text
    figures = re.findall(r"<dt>(state an origin|state none)</dt><dd>(\d+)</dd>", page)
    assert figures, page[:2000]
    assert {words: int(number) for words, number in figures} == {
        "state an origin": told["state_origin"],
        "state none": told["state_none"],
    }
