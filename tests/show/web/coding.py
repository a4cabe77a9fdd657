"""A report in English and one in Arabic, which no reader knows, served to tests that code claims in them by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from crossbearing import serving
from crossbearing.store.case import Case
from tests.command_line import succeed
from tests.harbour_reports import ARABIC, HARBOUR, WORDS
from tests.show.web.waiting import wait


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


def members(client: TestClient, incident: str) -> set[str]:
    listed = client.get("/api/claims", params={"incident": incident, "limit": 500}).json()["items"]
    return {one["id"] for one in listed}
