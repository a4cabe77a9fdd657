"""The addresses of coding by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from crossbearing import assemble, serving
from crossbearing.store.case import Case
from tests.command_line import succeed
from tests.harbour_reports import ARABIC, WORDS
from tests.show.web.coding import asked, claims, code, document, draft, members, path, two_reports
from tests.show.web.waiting import wait

__all__ = ["asked", "path", "two_reports"]


def test_a_claim_is_coded_by_hand_in_a_language_no_reader_knows(asked: TestClient) -> None:
    """It stands among the claims with its words and its author, is linked and weighed, and the case is whole."""
    own = document(asked, "arabic.md")
    assert claims(asked, own) == []
    code(asked, own, draft(own))
    (claim,) = claims(asked, own)
    assert (claim["by"], claim["step"], claim["span"]["quote"]) == ("Analyst A", "by-hand@1", WORDS)
    assert [one["name"] for one in claim["speakers"]] == ["وكالة الساحل", "وزارة الدفاع"]
    cards = asked.get("/api/incidents").json()["items"]
    found = [one["id"] for one in cards if claim["id"] in members(asked, one["id"])]
    assert len(found) == 1
    findings = asked.get(f"/api/incidents/{found[0]}").json()["findings"]
    assert any(claim["id"] in str(finding) for finding in findings if finding["slot"] == "killed")
    assert asked.get("/api/verify").json() == {"problems": []}


def test_it_is_taken_back_by_a_newer_version(asked: TestClient) -> None:
    """Undo takes it out of claims and findings; both versions stay in the record; it can be put in again."""
    own = document(asked, "arabic.md")
    code(asked, own, draft(own))
    answer = asked.post("/api/coded/hand-0001/withdraw", json={"who": "Analyst B", "why": "wrong document"})
    assert answer.status_code == 200, answer.text
    wait(asked, answer.json()["job"])
    assert claims(asked, own) == []
    history = asked.get(f"/api/documents/{own['id']}/coded").json()["items"]
    assert [(one["by"], one["withdrawn"]) for one in history] == [("Analyst A", False), ("Analyst B", True)]
    code(asked, own, draft(own))
    assert len(claims(asked, own)) == 1
    assert asked.get("/api/verify").json() == {"problems": []}


def test_sent_again_under_its_id_it_is_a_newer_version(asked: TestClient) -> None:
    """After a lost connection the same coding counts once; another answer under the same id replaces the first."""
    own = document(asked, "arabic.md")
    code(asked, own, draft(own))
    code(asked, own, draft(own))
    assert len(claims(asked, own)) == 1
    code(asked, own, draft(own, value={"$": "Count", "text": WORDS, "low": 7, "high": 7}))
    (claim,) = claims(asked, own)
    assert claim["value"]["low"] == 7


def test_it_can_be_judged(asked: TestClient) -> None:
    """A second person judges what the first coded, as any claim."""
    own = document(asked, "arabic.md")
    claim = code(asked, own, draft(own))["claim"]
    judgement = {
        "id": "judged-0001",
        "target_kind": "statement",
        "target": claim["statement"],
        "decision": "accept",
        "who": "Analyst B",
        "document": own["id"],
        "quote": WORDS,
        "slot": "killed",
    }
    assert asked.post("/api/judgements", json={"items": [judgement]}).status_code == 201
    assert claims(asked, own)[0]["judgement"]["who"] == "Analyst B"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"start": 0}, "do not stand"),
        ({"end": 10_000_000}, "do not stand"),
        ({"quote": "other words"}, "do not stand"),
        ({"text": "0000"}, "read out anew"),
        ({"slot": "nothing"}, "no question"),
        ({"slot": "where"}, "of type count"),
        ({"event": {"type": "nothing"}}, "no kind of event"),
        ({"event": {"id": "nothing"}}, "no such event"),
        ({"corrects": "nothing"}, "no such claim"),
        ({"incident": "nothing"}, "no such incident"),
        ({"value": {"$": "Count", "text": 6, "low": 6}}, "no value"),
        ({"value": {"$": "Count", "text": "6", "low": "6"}}, "no value"),
        ({"value": {"$": "Count", "text": "6", "low": 7, "high": 6}}, "no value"),
        ({"value": {"$": "Claim"}}, "no value"),
        ({"value": {"$": "When", "text": "x", "start": 5}}, "no value"),
        ({"value": {"$": "Category", "text": "x", "scheme": "intent", "code": "x"}, "slot": "intent"}, "no intent"),
        ({"who": "  "}, ""),
        ({"speakers": [{"name": "a", "link": "publishes it"}]}, ""),
    ],
)
def test_a_coding_that_makes_no_sense_is_refused(asked: TestClient, change: dict[str, Any], words: str) -> None:
    """Nothing is kept, and the answer says what is wrong."""
    own = document(asked, "arabic.md")
    answer = asked.post(f"/api/documents/{own['id']}/claims", json=draft(own, **change))
    assert answer.status_code in (404, 422), answer.text
    assert words in answer.json()["detail"]
    assert asked.get(f"/api/documents/{own['id']}/coded").json()["items"] == []


def test_a_claim_is_corrected_beyond_its_value(asked: TestClient) -> None:
    """Speakers, stance and words are coded anew in its place; taken back, what was read is open again."""
    own = document(asked, "harbour.md")
    read = next(one for one in claims(asked, own) if one["slot"] == "killed")
    body = draft(
        own,
        "Four people were killed",
        value={"$": "Count", "text": "Four people", "low": 4, "high": 4},
        speakers=[{"name": "the port authority", "link": "quotes"}],
        stance="supposes",
        event={"id": read["event"]["id"]},
        corrects=read["statement"],
    )
    code(asked, own, body)
    now = {one["id"]: one for one in claims(asked, own)}
    assert now[read["id"]]["judgement"]["decision"] == "reject"
    (coded,) = [one for one in now.values() if one["by"]]
    assert (coded["stance"], coded["event"]["id"]) == ("supposes", read["event"]["id"])
    assert coded["speakers"][1]["link"] == "quotes"
    asked.post("/api/coded/hand-0001/withdraw", json={"who": "Analyst A"})
    again = next(one for one in claims(asked, own) if one["id"] == read["id"])
    assert again["judgement"]["decision"] == "unsure"


def test_it_is_about_the_incident_that_the_person_names(asked: TestClient) -> None:
    """A claim coded for an incident is joined to it by a signed decision."""
    own = document(asked, "arabic.md")
    incident = asked.get("/api/incidents").json()["items"][0]["id"]
    claim = code(asked, own, draft(own, incident=incident))["claim"]
    assert claim["id"] in members(asked, incident)


def test_it_survives_reading_anew_and_adding(path: Path, tmp_path: Path) -> None:
    """After more was added and everything was read again, the claim still stands, and on the same words."""
    with Case.open(path, write=True) as case:
        app, token = serving.application(case, path, port=80)
        client = TestClient(app, base_url="http://127.0.0.1", headers={"Authorization": f"Bearer {token}"})
        own = document(client, "arabic.md")
        claim = code(client, own, draft(own))["claim"]
    more = tmp_path / "more"
    more.mkdir()
    (more / "arabic.md").write_text(ARABIC, encoding="utf-8")
    (more / "other.txt").write_text("Shells hit Latakia on 3 March 2019, killing four.\n", encoding="utf-8")
    assemble.add([more], path, assemble.Switches(workers=1, quiet=True))
    with Case.open(path) as case:
        (kept,) = [one for one in case.claims() if one.by]
        assert kept.id == claim["id"]
        assert any(kept.id == member.claim for one in case.incidents() for member in one.members)
    succeed("verify", path)


def test_places_are_looked_up(asked: TestClient) -> None:
    """A name gives candidates with a point and a radius, best first."""
    items = asked.get("/api/places", params={"name": "Latakia"}).json()["items"]
    assert items
    assert abs(items[0]["latitude"] - 35.5) < 0.5
    assert items[0]["radius"] > 0


def test_hostile_words_stay_words_in_a_coding(asked: TestClient) -> None:
    """Markup in every field of a coding comes back as it was given, as JSON."""
    odd = '<img src=x onerror="alert(1)">\u202e'
    own = document(asked, "arabic.md")
    body = draft(
        own,
        value={"$": "TextValue", "text": odd},
        slot="motive",
        who=odd,
        scope=f"part: {odd}",
        why=odd,
        speakers=[{"name": odd}],
        event={"type": "shelling", "label": odd},
    )
    code(asked, own, body)
    (claim,) = claims(asked, own)
    assert (claim["by"], claim["value"]["text"], claim["speakers"][1]["name"]) == (odd, odd, odd)
