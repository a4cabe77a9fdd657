"""Who may talk to the server, and what its pages may do."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

ADDRESSES = (
    "/api/case",
    "/api/incidents",
    "/api/claims",
    "/api/documents",
    "/api/search?q=a",
    "/api/rejects",
    "/api/sources",
    "/api/queue",
    "/api/judgements",
    "/api/jobs",
    "/api/verify",
    "/api/outlines",
    "/api/openapi.json",
    "/api/no-such-thing",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_under_api_answers_without_the_secret(asked: TestClient, address: str) -> None:
    """Every address of the API answers 401 to whoever lacks the secret, and says what to do."""
    answer = asked.get(address, headers={"Authorization": ""})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert "crossbearing serve" in answer.json()["remedy"]


def test_a_wrong_secret_is_none(asked: TestClient) -> None:
    """A guess is refused, also one that is no ASCII."""
    assert asked.get("/api/case", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert asked.get("/api/case", headers={b"Authorization": "Bearer фальшивый".encode()}).status_code == 401


def test_the_address_with_the_secret_becomes_a_cookie(asked: TestClient) -> None:
    """The secret leaves the address at once and becomes a cookie that no script can read."""
    token = asked.headers.pop("Authorization").removeprefix("Bearer ")
    answer = asked.get(f"/?token={token}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    assert asked.get("/api/case").status_code == 200


def test_a_wrong_secret_in_the_address_sets_no_cookie(asked: TestClient) -> None:
    """An address with a wrong secret gives nothing."""
    answer = asked.get("/?token=wrong", follow_redirects=False)
    assert "set-cookie" not in answer.headers


def test_other_names_and_other_sites_are_refused(asked: TestClient) -> None:
    """A foreign name for this machine is not answered to, and a page of another site may not write."""
    assert asked.get("/api/case", headers={"Host": "evil.example"}).status_code == 421
    refused = asked.post("/api/judgements", json={"items": []}, headers={"Origin": "http://evil.example"})
    assert refused.status_code == 403


@pytest.mark.parametrize("address", ["/", "/incidents/x", "/api/case", "/api/nothing"])
def test_every_answer_is_kept_in_bounds(asked: TestClient, address: str) -> None:
    """Scripts come from here alone, none stands in a page, and nothing may frame it."""
    headers = asked.get(address).headers
    policy = headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_an_original_can_do_nothing(asked: TestClient) -> None:
    """The bytes of a document are shown in a sandbox without scripts."""
    document = asked.get("/api/documents").json()["items"][0]["id"]
    answer = asked.get(f"/api/documents/{document}/original")
    assert answer.status_code == 200
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "script-src" not in answer.headers["content-security-policy"]
