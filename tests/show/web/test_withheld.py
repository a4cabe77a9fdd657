"""What lists keep from those who did not ask for it or may not see it: words that are covered, places at risk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from crossbearing import serving
from crossbearing.show.coarse_lists import PLACE_HELD_BACK
from crossbearing.show.covering import COVERED
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.in_process import listed, succeed

WORD = "charred"
PLACE = "Deir ez-Zor"
ADDRESSES = ("incidents", "claims", "claims?context=true", "queue", "documents")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of two reports, one of which says such a thing, with a place at risk."""
    folder = tmp_path_factory.mktemp("withheld")
    for name, day, words in (
        ("one", 18, "and 12 charred bodies were found by the road, a spokesman said"),
        ("two", 19, "a spokesman said. At least 9 people were killed in an air strike near Aleppo on 12 August 2016"),
    ):
        (folder / f"{name}.txt").write_text(
            f"---\npublisher: Example {name}\npublished: 2016-09-{day}\n---\nStrike on the road\n\n"
            f"At least 40 people were killed in an air strike near {PLACE} on 17 September 2016, {words}.\n",
            encoding="utf-8",
        )
    options = ("--quiet", "--workers", "1", "--tagger", "off")
    succeed("build", folder / "one.txt", folder / "two.txt", "--case", folder / "a.case", *options)
    return folder / "a.case"


@contextmanager
def workbench(path: Path, *, confidential: bool = False) -> Iterator[TestClient]:
    """Serve a case to somebody with or without the right to what is held back."""
    with Case.open(path, write=True) as case:
        app, token = serving.application(case, path, port=80, confidential=confidential)
        client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def claims(client: TestClient, **query: Any) -> list[dict[str, Any]]:
    """Return the claims of a case."""
    found: list[dict[str, Any]] = client.get("/api/claims", params={"limit": 500, **query}).json()["items"]
    return found


def test_covered_words_are_sent_on_demand_and_judged_without(built: Path) -> None:
    """No list has them; who asks gets them; a judgement made without them keeps them, so that it is found again."""
    with workbench(built) as client:
        covered = [one for one in claims(client) if one["covered"]]
        assert covered
        assert {one["span"]["quote"] for one in covered} == {COVERED}
        for address in ("claims", "claims?context=true", "queue"):
            assert WORD not in client.get(f"/api/{address}").text, address
        shown = {one["id"]: one for one in claims(client, covered="show")}
        assert any(WORD in one["span"]["quote"] for one in shown.values())
        assert COVERED not in str(shown)
        assert client.get("/api/claims?covered=all").status_code == 422
        chosen = covered[0]
        draft = {
            "id": "draft-0001", "target_kind": "statement", "target": chosen["statement"], "decision": "accept",
            "who": "Ada", "document": chosen["document"], "quote": chosen["span"]["quote"], "slot": chosen["slot"],
        }  # fmt: skip
        made = client.post("/api/judgements", json={"items": [draft]})
        assert made.status_code == 201
        for told in (made.text, client.get("/api/judgements").text, client.get("/api/claims").text):
            assert WORD not in told
    with Case.open(built) as case:
        (judgement,) = case.judgements()
        assert judgement.quote == shown[chosen["id"]]["span"]["quote"] != COVERED
        assert verify(case.path) == []


def test_places_at_risk_are_coarse_in_lists(built: Path) -> None:
    """Until a place is recorded lists tell it; then neither its name nor its point, but to those with the right."""
    before = {one["id"]: one for one in listed(built, "incidents")}
    fine = next(one["where"] for one in before.values() if one["where"]["name"] == PLACE)
    with workbench(built) as client:
        assert PLACE in client.get("/api/incidents").text
        tag = client.get("/api/case").headers["ETag"]
    succeed("care", "place", built, PLACE, "--level", "province", "--by", "an editor")
    point = str(fine["latitude"])
    for what in ("claims", "incidents", "findings"):
        for format_ in ("json", "csv", "table"):
            told = succeed(what, built, "--format", format_)
            assert not any(word in told for word in (PLACE, point)), (what, format_)
            assert "Aleppo" in told or what == "findings" or format_ == "table"
    assert PLACE in succeed("incidents", built, "--format", "json", "--confidential")
    with workbench(built) as client:
        for address in ADDRESSES:
            told = client.get(f"/api/{address}").text
            assert not any(word in told for word in (PLACE, point)), address
        for one in before:
            for part in ("", "/matrix", "/sources", "/hypotheses", "/dossier"):
                told = client.get(f"/api/incidents/{one}{part}").text
                assert not any(word in told for word in (PLACE, point)), (one, part)
        assert any(PLACE_HELD_BACK in one["span"]["quote"] for one in claims(client))
        found = client.get("/api/search", params={"q": PLACE})
        assert found.status_code == 200
        assert PLACE not in found.text.replace("[", "").replace("]", "")
        assert client.get("/api/case").headers["ETag"] != tag
        here = f"{fine['longitude'] - 0.01},{fine['latitude'] - 0.01},{fine['longitude'] + 0.01}"
        here = f"{here},{fine['latitude'] + 0.01}"
        assert client.get("/api/incidents", params={"box": here}).json()["items"] == []
        assert client.get("/api/incidents", params={"words": PLACE}).json()["items"] == []
    with workbench(built, confidential=True) as client:
        assert PLACE in client.get("/api/incidents").text
        assert len(client.get("/api/incidents", params={"box": here}).json()["items"]) == 1
    succeed("care", "place", built, PLACE, "--open", "--by", "an editor")
    assert PLACE in succeed("incidents", built, "--format", "json")
