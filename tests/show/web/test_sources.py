"""Who carries whom: edges with their reasons in words, circles marked, and nothing told of what is held back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from crossbearing import serving
from crossbearing.guarding import guarded
from crossbearing.model.care import Care
from crossbearing.model.incidents import Carry, CarryReason
from crossbearing.model.protocols import Linked
from crossbearing.show import shapes
from crossbearing.store.case import Case
from tests.store import making

INCIDENT = "HOM-23456"
OUTLETS = ("Gazette", "Herald", "Harbour Radio")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """Three reports: two outlets quote one another in a circle, and one names the governor and copies the first."""
    with Case.create(tmp_path / "a.case") as case:
        readings = [
            making.reading(tmp_path, f"town-{n}", n + 3, publisher=outlet, published=f"2017-05-0{n + 2}")
            for n, outlet in enumerate(OUTLETS)
        ]
        case.add_readings(readings)
        claims = [one.claims[0] for one in readings]
        first, second, third = ((one.document, one.id) for one in claims)

        def edge(at: tuple[str, str], who: str, whom: str, *, reason: CarryReason, circular: bool = False) -> Carry:
            return Carry(who, whom, reason, (at[0],), (at[1],), "2017-05-02", circular)

        carries = (
            edge(first, "Gazette", "Herald", reason=CarryReason.QUOTES, circular=True),
            edge(second, "Herald", "Gazette", reason=CarryReason.QUOTES, circular=True),
            edge(third, "Harbour Radio", "the governor", reason=CarryReason.QUOTES),
            edge(third, "Harbour Radio", "Gazette", reason=CarryReason.COPIES),
        )
        origin = replace(making.origin(claims), incident=INCIDENT, carries=carries)
        case.replace_links(Linked((making.incident(INCIDENT, claims),), (origin,)))
        yield case


def graph(case: Case) -> dict[str, Any]:
    """Return the graph as the workbench tells it."""
    app, token = serving.application(case, Path(case.path), port=80)
    client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    client.headers["Authorization"] = f"Bearer {token}"
    answer = client.get(f"/api/incidents/{INCIDENT}/sources")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_edges_say_how_they_are_known_and_mark_circles(case: Case) -> None:
    """A quotation is stated and a copy suspected; both edges of the circle are marked; the governor is a body."""
    told = graph(case)
    edges = {(edge["from"], edge["to"]): edge for edge in told["edges"]}
    assert {pair for pair, edge in edges.items() if edge["circular"]} == {("Gazette", "Herald"), ("Herald", "Gazette")}
    quoted, copied = edges["Harbour Radio", "the governor"], edges["Harbour Radio", "Gazette"]
    assert (quoted["reason"], quoted["certainty"]) == ("quotes", "stated")
    assert (copied["reason"], copied["certainty"]) == ("copies", "suspected")
    assert "names the other as its source" in quoted["words"]
    assert "text" in copied["words"]
    assert quoted["since"] == "2017-05-02"
    assert len(quoted["documents"]) == len(quoted["claim_ids"]) == quoted["claims"] == 1
    kinds = {node["id"]: node["kind"] for node in told["nodes"]}
    assert kinds == dict.fromkeys(OUTLETS, "outlet") | {"the governor": "body"}


def test_what_is_held_back_shows_no_edge(case: Case) -> None:
    """Edges that a report held back shows are not told, nor counted among the sources."""
    held = next(one.document for one in case.publications() if one.publisher == "Harbour Radio")
    care = Care(id="c1", subject=held, by="an editor", at="2026-03-01T10:00:00+00:00", confidential=True)
    case.records().add([care])
    told = graph(case)
    assert {(edge["from"], edge["to"]) for edge in told["edges"]} == {("Gazette", "Herald"), ("Herald", "Gazette")}
    assert {node["id"] for node in told["nodes"]} == {"Gazette", "Herald"}
    view = guarded(case)
    cards = view.pages().sources()
    assert "Harbour Radio" not in {card.publisher for card in cards}
    counted = shapes.sources(view)
    assert [(card.publisher, card.claims) for card in cards] == [(row["publisher"], row["claims"]) for row in counted]
    assert {card.publisher for card in case.pages().sources()} == set(OUTLETS)


def test_the_words_behind_an_edge_are_given_in_its_order(asked: TestClient, incident: str) -> None:
    """The claims of an edge come by their ids, each with its words and those around; unknown ids are passed over."""
    edges = asked.get(f"/api/incidents/{incident}/sources").json()["edges"]
    wanted = max((edge["claim_ids"] for edge in edges), key=len)
    answer = asked.get(f"/api/incidents/{incident}/claims", params={"claim": ["gone", *wanted, wanted[0]]})
    assert answer.status_code == 200, answer.text
    assert [claim["id"] for claim in answer.json()["items"]] == wanted
    assert all(claim["span"]["quote"] for claim in answer.json()["items"])
    assert asked.get(f"/api/incidents/{incident}/claims").status_code == 422
    assert asked.get("/api/incidents/NO-SUCH/claims", params={"claim": wanted}).status_code == 404
