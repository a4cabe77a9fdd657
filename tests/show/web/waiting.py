"""Waiting for work that a screen started."""

from __future__ import annotations

import time
from typing import Any

from fastapi.testclient import TestClient


def wait(client: TestClient, job: str) -> dict[str, Any]:
    """Return a job once it has ended."""
    for _ in range(600):
        state: dict[str, Any] = client.get(f"/api/jobs/{job}").json()
        if state["state"] != "running":
            return state
        time.sleep(0.1)
    raise AssertionError("the job did not end")
