"""The reader's addresses: coding by hand, translations, pages as pictures, versions of one address."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from crossbearing import assemble, serving
from crossbearing.store.case import Case
from tests.collect.making import pdf
from tests.command_line import succeed
from tests.show.web.waiting import wait

HARBOUR = """\
---
title: Shelling at the harbour
publisher: Harbour Gazette
published: 2019-03-04
url: https://gazette.example/harbour
---

Artillery shells hit the harbour of Latakia on 3 March 2019, the port authority said. Four people were killed and eleven
were wounded, according to the port authority.
"""

ARABIC = """\
---
title: قصف على مرفأ اللاذقية
publisher: وكالة الساحل
published: 2019-03-05
---

قالت وزارة الدفاع إن ستة أشخاص قتلوا عندما سقطت قذائف على مرفأ اللاذقية يوم الأحد.

ونفى متحدث مشاركة سفن حربية في القصف.
"""

WORDS = "ستة أشخاص"
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


@pytest.fixture(scope="module")
def two_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of a report in English and one in Arabic, which no reader knows."""
    folder = tmp_path_factory.mktemp("two")
    (folder / "reports").mkdir()
    (folder / "reports" / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    (folder / "reports" / "arabic.md").write_text(ARABIC, encoding="utf-8")
    succeed("build", folder / "reports", "--case", folder / "two.case", "--workers", 1, "--quiet")
    return folder / "two.case"


@pytest.fixture
def path(two_reports: Path, tmp_path: Path) -> Path:
    """A copy of that case, to be changed."""
    shutil.copytree(two_reports, tmp_path / "two.case")
    return tmp_path / "two.case"


@pytest.fixture
def asked(path: Path) -> Iterator[TestClient]:
    """A client that knows the secret."""
    with Case.open(path, write=True) as case:
        app, token = serving.application(case, path, port=80)
        client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def document(client: TestClient, name: str) -> dict[str, Any]:
    listed = client.get("/api/documents").json()["items"]
    key = next(one["id"] for one in listed if one["name"].endswith(name))
    found: dict[str, Any] = client.get(f"/api/documents/{key}").json()
    return found


def draft(own: dict[str, Any], words: str = WORDS, **more: Any) -> dict[str, Any]:
    start = own["text"]["content"].index(words)
    return {
        "id": "hand-0001",
        "who": "Analyst A",
        "text": own["text"]["id"],
        "start": start,
        "end": start + len(words),
        "quote": words,
        "slot": "killed",
        "value": {"$": "Count", "text": words, "low": 6, "high": 6},
        "speakers": [{"name": "وزارة الدفاع"}],
        "event": {"type": "shelling"},
        **more,
    }


def code(client: TestClient, own: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(f"/api/documents/{own['id']}/claims", json=body)
    assert answer.status_code == 201, answer.text
    assert wait(client, answer.json()["job"])["state"] == "done"
    made: dict[str, Any] = answer.json()
    return made


def claims(client: TestClient, own: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/api/claims", params={"document": own["id"], "limit": 500}).json()[
        "items"
    ]
    return found


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


def members(client: TestClient, incident: str) -> set[str]:
    listed = client.get("/api/claims", params={"incident": incident, "limit": 500}).json()["items"]
    return {one["id"] for one in listed}


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


def test_a_translation_stands_beside_and_is_found(asked: TestClient) -> None:
    """It is kept by paragraph with its author, found by its words as a translation, and taken back."""
    own = document(asked, "arabic.md")
    block = next(one for one in own["text"]["blocks"] if one["kind"] == "body")
    body = {
        "id": "translation-1",
        "who": "Analyst A",
        "text": own["text"]["id"],
        "language": "en",
        "translator": "own translation",
        "paragraphs": [{"start": block["start"], "end": block["end"], "text": "The ministry said six were killed."}],
    }
    made = asked.post(f"/api/documents/{own['id']}/translations", json=body)
    assert made.status_code == 201, made.text
    (kept,) = asked.get(f"/api/documents/{own['id']}/translations").json()["items"]
    assert (kept["by"], kept["paragraphs"][0]["text"]) == ("Analyst A", "The ministry said six were killed.")
    (hit,) = [
        one for one in asked.get("/api/search", params={"q": "ministry six"}).json()["items"] if one.get("translation")
    ]
    assert hit["document"] == own["id"]
    assert asked.get(f"/api/documents/{own['id']}").json()["text"]["content"] == own["text"]["content"]
    asked.post("/api/translations/translation-1/withdraw", json={"who": "Analyst A"})
    assert asked.get(f"/api/documents/{own['id']}/translations").json()["items"] == []
    assert asked.get("/api/search", params={"q": "ministry six"}).json()["items"] == []


@pytest.mark.parametrize(
    "paragraphs",
    [
        [{"start": 5, "end": 5, "text": "x"}],
        [{"start": 0, "end": 9_999_999, "text": "x"}],
        [{"start": 5, "end": 9, "text": "x"}, {"start": 0, "end": 4, "text": "y"}],
        [],
    ],
)
def test_a_translation_of_no_stretch_is_refused(asked: TestClient, paragraphs: list[dict[str, Any]]) -> None:
    """Stretches must lie in the text and in order."""
    own = document(asked, "arabic.md")
    body = {"id": "translation-1", "who": "A", "text": own["text"]["id"], "language": "en", "paragraphs": paragraphs}
    assert asked.post(f"/api/documents/{own['id']}/translations", json=body).status_code == 422


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


def test_a_page_is_drawn_with_its_words_marked(tmp_path: Path) -> None:
    """A page of a PDF comes as a picture, with the boxes of words that go over several lines; other files have none."""
    folder = tmp_path / "reports"
    folder.mkdir()
    folder.joinpath("report.pdf").write_bytes(
        pdf([["Shelling at the harbour", "Four people were killed in", "Latakia on 3 March 2019."], ["Page two"]])
    )
    folder.joinpath("harbour.md").write_text(HARBOUR, encoding="utf-8")
    succeed("build", folder, "--case", tmp_path / "pdf.case", "--workers", 1, "--quiet")
    with Case.open(tmp_path / "pdf.case", write=True) as case:
        app, token = serving.application(case, tmp_path / "pdf.case", port=80)
        client = TestClient(app, base_url="http://127.0.0.1", headers={"Authorization": f"Bearer {token}"})
        own = document(client, "report.pdf")
        at = f"/api/documents/{own['id']}/pages"
        page = client.get(f"{at}/1", params={"words": "people were killed in Latakia"}).json()
        assert page["pages"] == 2
        assert len(page["boxes"]) == 2
        (left, top, right, bottom), (_, below, _, _) = page["boxes"]
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= below + 0.02 <= 1
        drawn = client.get(f"{at}/2/picture")
        assert drawn.headers["content-type"] == "image/png"
        assert drawn.content.startswith(b"\x89PNG\r\n\x1a\n")
        assert client.get(f"{at}/3").status_code == 422
        assert client.get(f"{at}/0").status_code == 422
        assert client.get(f"/api/documents/{document(client, 'harbour.md')['id']}/pages/1").status_code == 404


def test_versions_of_one_address_are_listed(tmp_path: Path) -> None:
    """Two captures of one address are told of one another, in order."""
    folder = tmp_path / "reports"
    folder.mkdir()
    folder.joinpath("first.md").write_text(HARBOUR, encoding="utf-8")
    folder.joinpath("second.md").write_text(HARBOUR.replace("Four", "Five").replace("03-04", "03-06"), encoding="utf-8")
    succeed("build", folder, "--case", tmp_path / "v.case", "--workers", 1, "--quiet")
    with Case.open(tmp_path / "v.case", write=True) as case:
        app, token = serving.application(case, tmp_path / "v.case", port=80)
        client = TestClient(app, base_url="http://127.0.0.1", headers={"Authorization": f"Bearer {token}"})
        own = document(client, "second.md")
        items = client.get(f"/api/documents/{own['id']}/versions").json()["items"]
        assert [(one["published"][:10], one["this"]) for one in items] == [("2019-03-04", False), ("2019-03-06", True)]


def test_the_dossier_says_what_was_coded_by_hand(asked: TestClient) -> None:
    """A claim that a person coded is marked as such where it is stated, without the person's name."""
    own = document(asked, "harbour.md")
    read = next(one for one in claims(asked, own) if one["slot"] == "killed")
    body = draft(
        own,
        "eleven\nwere wounded" if "eleven\nwere" in own["text"]["content"] else "eleven were wounded",
        value={"$": "Count", "text": "eleven", "low": 11, "high": 11},
        slot="wounded",
        speakers=[{"name": "the port authority"}],
        event={"id": read["event"]["id"]},
        stance="supposes",
    )
    claim = code(asked, own, body)["claim"]
    incident = next(
        one["id"] for one in asked.get("/api/incidents").json()["items"] if claim["id"] in members(asked, one["id"])
    )
    page = asked.get(f"/api/incidents/{incident}/dossier").text
    assert "coded by hand by a person" in page
    assert "Analyst A" not in page


def test_a_picture_is_shown_and_can_do_nothing(tmp_path: Path) -> None:
    """A picture comes as what it is, under a policy that lets nothing run."""
    folder = tmp_path / "reports"
    folder.mkdir()
    folder.joinpath("harbour.md").write_text(HARBOUR, encoding="utf-8")
    folder.joinpath("dot.png").write_bytes(base64.b64decode(DOT))
    succeed("build", folder, "--case", tmp_path / "p.case", "--workers", 1, "--quiet")
    with Case.open(tmp_path / "p.case", write=True) as case:
        app, token = serving.application(case, tmp_path / "p.case", port=80)
        client = TestClient(app, base_url="http://127.0.0.1", headers={"Authorization": f"Bearer {token}"})
        answer = client.get(f"/api/documents/{document(client, 'dot.png')['id']}/original")
        assert answer.headers["content-type"] == "image/png"
        assert "sandbox" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
