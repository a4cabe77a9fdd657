"""Which role an address of the API asks for, by a rule that holds for addresses yet to come as well.

Looking asks for a reader, writing for a reviewer. What leaves the case, what stands for all who work on it, and what
shows names that are hidden otherwise asks for an editor; the accounts ask for an admin. Words in an address say which
of these it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from crossbearing.model.pages import ReviewStatus
from crossbearing.model.team import Role

__all__ = ["OPEN", "SIGNED_IN", "needed", "needed_by_content", "other_signers"]

OPEN = frozenset({("POST", "/api/team/login")})
"""Addresses for whoever comes, by method."""

SIGNED_IN = frozenset({("GET", "/api/team/me"), ("POST", "/api/team/logout"), ("POST", "/api/team/password")})
"""Addresses for whoever is signed in, also without access to the case."""

LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing (RFC 9110, section 9.2.1)."""

# Words of addresses; whatever is called so, now or later, is for editors when it is written to, or at all.
_EDITORS_WRITE = frozenset(
    (
        *("export", "exports", "release", "releases", "publish", "sign-off", "signoff", "rules", "settings", "import"),
        *("withdrawal", "withdrawals", "erase", "erasure", "care", "retention", "embargo", "redaction"),
        *("handover", "hand-over", "bag", "seal", "time-stamp"),
    )
)
# What is recorded for the sake of people says why, and may itself give away whom it protects.
_EDITORS_ONLY = frozenset({"victims", "victim", "ledger", "care"})
_EDITORS_FILES = frozenset({("exports", "file")})
_SIGNERS = frozenset({"who", "by"})
_DEEP = 3


def needed(method: str, path: str, query: Mapping[str, str]) -> Role:
    """Return the role that a request asks for in its case.

    Args:
        method: HTTP method.
        path: Path, from `/api/` on; with values or with names in braces.
        query: Its query.
    """
    parts = path.removeprefix("/api/").strip("/").split("/")
    words = {part for part in parts if not part.startswith("{")}
    if parts[0] == "team" and words & {"accounts"}:
        return Role.ADMIN
    if words & _EDITORS_ONLY:
        return Role.EDITOR
    if method in LOOKING:
        named = query.get("names", "").lower() not in ("", "0", "false", "no", "off")
        return Role.EDITOR if named or (parts[0], parts[-1]) in _EDITORS_FILES else Role.READER
    return Role.EDITOR if words & _EDITORS_WRITE else Role.REVIEWER


def needed_by_content(content: Any) -> Role:
    """Return the role that what is sent asks for: calling an incident completed is signing it off.

    Args:
        content: What the body of the request holds, as JSON.
    """
    for one in _objects(content):
        if one.get("scale") == "review_status" and one.get("grade") == ReviewStatus.COMPLETED.value:
            return Role.EDITOR
    return Role.READER


def other_signers(content: Any, name: str) -> set[str]:
    """Return the names that what is sent would be signed with, other than that of who sends it."""
    signed = {
        str(value)
        for one in _objects(content)
        for key, value in one.items()
        if key in _SIGNERS and isinstance(value, str) and value.strip()
    }
    return {other for other in signed if " ".join(other.split()).casefold() != name.casefold()}


def _objects(content: Any, depth: int = 0) -> Iterable[dict[str, Any]]:
    if depth > _DEEP:
        return
    if isinstance(content, dict):
        yield content
        for value in content.values():
            yield from _objects(value, depth + 1)
    elif isinstance(content, list):
        for value in content:
            yield from _objects(value, depth)
