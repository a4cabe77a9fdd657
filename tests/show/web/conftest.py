"""A workbench over a copy of the example case, asked without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from crossbearing import serving
from crossbearing.store.case import Case


@pytest.fixture
def asked(example_case: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A client that knows the secret."""
    path = tmp_path / "copy.case"
    shutil.copytree(example_case, path)
    with Case.open(path, write=True) as case:
        app, token = serving.application(case, path, port=80)
        client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


@pytest.fixture
def incident(asked: TestClient) -> str:
    """Id of the largest incident."""
    found: str = asked.get("/api/incidents").json()["items"][0]["id"]
    return found
