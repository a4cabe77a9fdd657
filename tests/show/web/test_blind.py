"""Second assessments: while one is open, neither person is shown what the other decided or coded by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from crossbearing import serving
from crossbearing.model.incidents import Carry, CarryReason
from crossbearing.model.protocols import Linked
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.show.web.waiting import wait
from tests.store import making

TOWNS = ("Homs", "Hama", "Idlib")
INCIDENT = "HOM-23456"


class Two:
    """A workbench over a small case, asked under different names.

    Args:
        case: The case.
        app: The application.
        token: Its secret.
    """

    def __init__(self, case: Case, app: Any, token: str) -> None:
        self.case = case
        self._app, self._token = app, token
        self.documents = [one.id for one in case.documents()]

    def client(self, who: str) -> TestClient:
        """Return a client that says who asks, or does not where the name is empty."""
        client = TestClient(self._app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        client.headers["Authorization"] = f"Bearer {self._token}"
        if who:
            client.headers["X-Crossbearing-Who"] = quote(who)
        return client

    def get(self, who: str, address: str, **query: Any) -> Any:
        """Return what somebody is answered."""
        answer = self.client(who).get(address, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def code(self, who: str, document: str, n: int, **more: Any) -> dict[str, Any]:
        """Have somebody code a number of killed by hand; return the answer."""
        text = next(iter(self.case.texts(document)))
        words = str(n) if str(n) in text.content else text.content.split()[0]
        start = text.content.index(words)
        body = {
            "id": f"hand-{who}-{n}".replace(" ", "-"),
            "who": who,
            "text": text.id,
            "start": start,
            "end": start + len(words),
            "quote": words,
            "slot": "wounded",
            "value": {"$": "Count", "text": str(n), "low": n, "high": n},
            "event": {"type": "shelling"},
            **more,
        }
        answer = self.client(who).post(f"/api/documents/{document}/claims", json=body)
        assert answer.status_code == 201, answer.text
        assert wait(self.client(""), answer.json()["job"])["state"] == "done"
        self._put_together()
        made: dict[str, Any] = answer.json()
        return made

    def _put_together(self) -> None:
        """Make one incident of all claims, and one origin with an edge for each, whatever linking made of them."""
        claims = list(self.case.claims())
        origins = []
        for n, one in enumerate(claims):
            edge = Carry(f"outlet {one.by}", "governor", CarryReason.QUOTES, (one.document,), (one.id,))
            origin = making.origin([one])
            origins.append(replace(origin, id=f"origin-{n}", incident=INCIDENT, carries=(edge,)))
        self.case.replace_links(Linked((making.incident(INCIDENT, claims),), tuple(origins)))


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    """A case of three reports about one incident."""
    path = tmp_path / "a.case"
    with Case.create(path) as case:
        readings = [making.reading(tmp_path, town, n) for n, town in enumerate(TOWNS, start=3)]
        case.add_readings(readings)
        case.replace_links(Linked((making.incident(INCIDENT, [one.claims[0] for one in readings]),), ()))
        app, token = serving.application(case, path, port=80)
        yield Two(case, app, token)


def elsewhere(two: Two, document: str) -> dict[str, Any]:
    """Return a claim that Ann codes in a document."""
    text = next(iter(two.case.texts(document)))
    return {
        "id": "hand-elsewhere",
        "who": "Ann",
        "text": text.id,
        "start": 0,
        "end": 3,
        "quote": text.content[:3],
        "slot": "wounded",
        "value": {"$": "Count", "text": "7", "low": 7, "high": 7},
        "event": {"type": "shelling"},
    }


def begin(two: Two) -> str:
    """Open a second assessment by Ann and Ben; return its id."""
    body = {"who": "Editor", "first": "Ann", "second": "Ben"}
    answer = two.client("Editor").post(f"/api/incidents/{INCIDENT}/assessments", json=body)
    assert answer.status_code == 201, answer.text
    made: str = answer.json()["id"]
    return made


def numbers(two: Two, who: str) -> dict[str, Any]:
    """Return all that somebody is told in numbers."""
    case = two.get(who, "/api/case")
    sources = two.get(who, "/api/sources")["items"]
    return {
        "claims": two.get(who, "/api/claims")["total"],
        "of the incident": two.get(who, "/api/claims", incident=INCIDENT)["total"],
        "wounded": two.get(who, "/api/claims", slot="wounded")["total"],
        "of documents": sum(one["claims"] for one in two.get(who, "/api/documents")["items"]),
        "of sources": sum(one["claims"] for one in sources),
        "that rest on somebody": sum(one["state_origin"] for one in sources),
        "of the card": two.get(who, "/api/incidents")["items"][0]["claims"],
        "counted": case["counts"]["claims"],
        "confirmed": case["facets"]["confirmed"],
        "facet": case["facets"]["counts"]["slot"].get("wounded", 0),
        "queue": two.get(who, "/api/queue")["total"],
        "bulk": two.client(who).post("/api/bulk/count", json={"slot": "wounded"}).json()["count"],
        "origins": len(two.get(who, f"/api/incidents/{INCIDENT}/sources")["origins"]),
    }


def test_claims_coded_by_the_other_are_told_nowhere(two: Two) -> None:
    """Lists, reader, search, queue, sources and numbers are what they would be if the other had not coded."""
    begin(two)
    before = numbers(two, "Ben")
    made = two.code("Ann", two.documents[0], 41)
    claim, record = made["claim"]["id"], made["record"]["id"]
    assert numbers(two, "Ben") == before | {"that rest on somebody": 3, "origins": 3}
    assert numbers(two, "") == before | {"that rest on somebody": 3, "origins": 3}
    for who in ("Ben", " ben ", ""):
        for address in (
            "/api/claims",
            "/api/queue",
            f"/api/claims?document={two.documents[0]}",
            f"/api/claims?incident={INCIDENT}&context=true",
            f"/api/documents/{two.documents[0]}",
            f"/api/documents/{two.documents[0]}/coded",
            f"/api/incidents/{INCIDENT}/sources",
            f"/api/incidents/{INCIDENT}/hypotheses",
            "/api/search?q=said",
            "/api/judgements",
            "/api/case",
        ):
            told = two.client(who).get(address).text
            assert claim not in told, (who, address)
            assert "Ann" not in told, (who, address)
        assert two.client(who).post(f"/api/coded/{record}/withdraw", json={"who": who or "X"}).status_code == 404
    for who in ("Ann", "Editor"):
        assert numbers(two, who)["wounded"] == before["wounded"] + 1
        assert numbers(two, who)["confirmed"] == before["confirmed"] + 1
        assert claim in two.client(who).get("/api/claims").text
        assert record in two.client(who).get(f"/api/documents/{two.documents[0]}/coded").text


def test_each_sees_their_own(two: Two) -> None:
    """Both code: each is told their own claim and not the other's; an outsider is told both."""
    begin(two)
    two.code("Ann", two.documents[0], 41)
    two.code("Ben", two.documents[1], 42)
    for who, seen in (("Ann", {"Ann"}), ("Ben", {"Ben"}), ("", set()), ("Editor", {"Ann", "Ben"})):
        rows = two.get(who, "/api/claims", slot="wounded")
        assert {row["by"] for row in rows["items"]} == seen
        assert rows["total"] == len(seen)


def test_both_are_shown_when_it_is_over(two: Two) -> None:
    """When both have finished, each is shown what the other coded; it counted for how far they agree."""
    assessment = begin(two)
    made = two.code("Ann", two.documents[0], 41)
    claim = made["claim"]["statement"]
    for who in ("Ann", "Ben"):
        body = {"who": who, "act": "done"}
        last = two.client(who).post(f"/api/assessments/{assessment}", json=body).json()
    assert last["state"] == "compared"
    assert claim in {row["statement"] for row in two.get("Ben", "/api/claims")["items"]}
    assert verify(two.case.path) == []


def test_coding_elsewhere_is_not_hidden(two: Two) -> None:
    """What one of them coded in a report that tells of another incident is nobody's secret."""
    begin(two)
    before = numbers(two, "Ben")["claims"]
    *claims, other = list(two.case.claims())
    two.case.replace_links(Linked((making.incident(INCIDENT, claims), making.incident("IDL-23456", [other])), ()))
    body = elsewhere(two, other.document)
    address = f"/api/documents/{other.document}/claims"
    assert two.client("Ann").post(address, json=body).status_code == 201
    assert two.get("Ben", "/api/claims")["total"] == before + 1


def test_what_is_said_to_be_about_the_incident_is_hidden_at_once(two: Two) -> None:
    """A claim of a report outside, coded as being about the incident, is hidden before linking has run."""
    begin(two)
    *claims, other = list(two.case.claims())
    two.case.replace_links(Linked((making.incident(INCIDENT, claims), making.incident("IDL-23456", [other])), ()))
    body = elsewhere(two, other.document) | {"incident": INCIDENT}
    address = f"/api/documents/{other.document}/claims"
    assert two.client("Ann").post(address, json=body).status_code == 201
    assert two.get("Ben", "/api/claims", slot="wounded")["items"] == []
    assert len(two.get("Editor", "/api/claims", slot="wounded")["items"]) == 1
