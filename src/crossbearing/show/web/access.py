"""Who may talk to the server, and what its pages may do.

Without accounts there is one secret, made anew at each start. It reaches the browser once in the address that is
opened, becomes a cookie that no script can read, and is asked for by everything under `/api/`.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from crossbearing.show.web.problems import problem

__all__ = ["CONTENT_POLICY", "COOKIE", "Access", "bounded", "same_site"]

COOKIE = "crossbearing"
"""Name of the cookie that holds the secret of this start, followed by the port: ports of one host share cookies."""

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'self' blob:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
"""Content Security Policy of the pages (W3C, level 3): nothing from elsewhere, no inline script, no inline style."""

ORIGINAL_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"
"""Policy under which an original is shown: it may paint itself and do nothing else."""

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_DAY = 86_400
_Next = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Access:
    """The gate of a server.

    Args:
        port: Port it listens on.
        hosts: Host names it answers to, against rebinding of foreign names (RFC 9110, section 7.2); empty for any.
        token: The secret.
    """

    port: int
    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost", "[::1]"})
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def cookie(self) -> str:
        """Name of the cookie."""
        return f"{COOKIE}-{self.port}"

    async def __call__(self, request: Request, call_next: _Next) -> Response:
        """Let a request through or answer it, and set the headers that keep pages in bounds."""
        answer = self._refusal(request) or self._entry(request)
        if answer is None:
            answer = await call_next(request)
        return bounded(request, answer)

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "").rsplit(":", 1)[0]
        if self.hosts and host not in self.hosts:
            return problem(421, "this server does not answer to that name", f"open it as 127.0.0.1:{self.port}")
        if not request.url.path.startswith("/api/"):
            return None
        if not self._known(request):
            return problem(
                401, "the secret of this start is missing", "open the address that `crossbearing serve` printed"
            )
        if request.method not in ("GET", "HEAD", "OPTIONS") and not same_site(request):
            return problem(403, "a page of another site may not write here", "use the workbench's own pages")
        return None

    def _entry(self, request: Request) -> Response | None:
        """Turn the secret in an address into a cookie and take it out of the address."""
        given = request.query_params.get("token", "")
        if request.url.path.startswith("/api/") or not given:
            return None
        answer = RedirectResponse(request.url.path, status_code=303)
        if secrets.compare_digest(given.encode(), self.token.encode()):
            answer.set_cookie(
                self.cookie, self.token, max_age=30 * _DAY, httponly=True, samesite="strict", path="/", secure=False
            )
        return answer

    def _known(self, request: Request) -> bool:
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        given = bearer.strip() if scheme.lower() == "bearer" else request.cookies.get(self.cookie, "")
        return secrets.compare_digest(given.encode(), self.token.encode())


def bounded(request: Request, answer: Response) -> Response:
    """Return an answer with the headers that keep pages in bounds."""
    for name, value in _HEADERS.items():
        answer.headers.setdefault(name, value)
    answer.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
    if request.url.path.startswith("/api/"):
        answer.headers.setdefault("Cache-Control", "no-store")
    return answer


def same_site(request: Request) -> bool:
    """Tell whether a request comes from a page of this server, or from no page at all.

    Browsers state the origin of every request that writes (Fetch standard, section 3.2), so that a page of another
    site cannot write in somebody's name.
    """
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")
    return origin == f"{request.url.scheme}://{request.headers.get('host', '')}"
