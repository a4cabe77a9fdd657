"""The addresses of what stands beside a text: translations, pages as pictures, versions of one address."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from crossbearing import serving
from crossbearing.store.case import Case
from tests.collect.making import pdf
from tests.command_line import succeed
from tests.harbour_reports import HARBOUR
from tests.show.web.coding import asked, claims, code, document, draft, members, path, two_reports

__all__ = ["asked", "path", "two_reports"]

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


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
