"""The gate of a server for a team: who is signed in, what they may do, and what of it is written down."""

from __future__ import annotations

import json
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from crossbearing.model.errors import CaseError
from crossbearing.model.team import Account, Accounts, Role, highest
from crossbearing.show.clearance import with_clearance
from crossbearing.show.web.access import bounded, same_site
from crossbearing.show.web.blind import WHO
from crossbearing.show.web.problems import problem
from crossbearing.show.web.rights import LOOKING, OPEN, SIGNED_IN, needed, needed_by_content, other_signers

__all__ = ["COOKIE", "WHO_HEADER", "ReadingLog", "TeamAccess", "account_of"]

COOKIE = "crossbearing-team"
"""Name of the cookie that holds the secret of a session, followed by the port: ports of one host share cookies."""

WHO_HEADER = "X-Crossbearing-Account"
"""Header of answers that says who is signed in: their role in the case, and their name, percent-encoded."""

_MOST_JSON = 50_000_000
_Next = Callable[[Request], Awaitable[Response]]


class ReadingLog(Protocol):
    """Knows what of a case is confidential, and writes down who read it."""

    def confidential(self, path: str) -> str:
        """Return the id of what an address shows that is confidential, or an empty string."""

    def read(self, account: str, subject: str, path: str) -> None:
        """Write to the case's log that an account, by its id, read something confidential."""


def account_of(request: Request) -> Account:
    """Return who is signed in; only behind the gate of a team."""
    account: Account = request.state.account
    return account


@dataclass(frozen=True, slots=True)
class TeamAccess:
    """The gate of a server where people sign in.

    Args:
        port: Port it listens on.
        accounts: Where accounts and sessions are kept.
        case: The case's own id, by which roles in it are held.
        readings: Writes down who read what is confidential.
    """

    port: int
    accounts: Accounts
    case: str
    readings: ReadingLog
    _written: set[tuple[str, str]] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def cookie(self) -> str:
        """Name of the cookie."""
        return f"{COOKIE}-{self.port}"

    async def __call__(self, request: Request, call_next: _Next) -> Response:
        """Let a request through or answer it, and set the headers that keep pages in bounds."""
        path = request.url.path
        if not path.startswith("/api/"):
            return bounded(request, await call_next(request))  # the pages themselves hold nothing of the case
        answer = await self._refusal(request)
        if answer is None:
            allowed = self._may_see(request)
            with with_clearance(allowed):
                answer = await call_next(request)
            if allowed and request.method in LOOKING and answer.status_code in (200, 304):
                try:
                    await run_in_threadpool(self._note, request)
                except CaseError as error:  # what cannot be written down is not shown
                    answer = problem(503, f"who reads this could not be written down ({error.what})", error.remedy)
        account: Account | None = getattr(request.state, "account", None)
        if account is not None:
            # With every answer, so that a page never has to ask whether people sign in here.
            role = account.role_in(self.case)
            answer.headers[WHO_HEADER] = f"{role.value if role else 'none'} {quote(account.name)}"
        return bounded(request, answer)

    def _may_see(self, request: Request) -> bool:
        """Tell whether who asks has the right to what is held back: those who judge it, and nobody below."""
        account: Account | None = getattr(request.state, "account", None)
        role = account.role_in(self.case) if account is not None else None
        return role is not None and role.rank >= Role.REVIEWER.rank

    async def _refusal(self, request: Request) -> Response | None:
        method, path = request.method, request.url.path.rstrip("/")
        if method not in LOOKING and not same_site(request):
            return problem(403, "a page of another site may not write here", "use the workbench's own pages")
        if (method, path) in OPEN:
            return None
        account = await run_in_threadpool(self.accounts.session, request.cookies.get(self.cookie, ""))
        if account is None:
            return problem(401, "nobody is signed in", "sign in with your name and password", sign_in=True)
        request.state.account = account
        # Whoever is signed in is who works here, whatever else the page may say.
        headers = [(name, value) for name, value in request.scope["headers"] if name != WHO.lower().encode()]
        request.scope["headers"] = [*headers, (WHO.lower().encode(), quote(account.name).encode())]
        if (method, path) in SIGNED_IN:
            return None
        role, asked = account.role_in(self.case), needed(method, path, request.query_params)
        if asked is Role.ADMIN and account.role_in("*") is Role.ADMIN:
            return None
        if method not in LOOKING:
            content, wrong = await _content(request)
            if wrong is not None:
                return wrong
            asked = highest((asked, needed_by_content(content))) or asked
            if role is not None and role.rank >= asked.rank and (others := other_signers(content, account.name)):
                return problem(
                    403,
                    f"you are signed in as {account.name}, and this is signed {', '.join(sorted(others))}",
                    "everybody signs for themselves",
                )
        if role is None:
            return problem(403, "you have no access to this case", "ask whoever keeps the accounts for a role in it")
        if role.rank < asked.rank:
            return problem(
                403, f"this needs the role {asked.value}, and yours is {role.value}", "ask somebody who has it"
            )
        return None

    def _note(self, request: Request) -> None:
        """Write down a look at something confidential, once a session and thing."""
        account: Account | None = getattr(request.state, "account", None)
        subject = self.readings.confidential(request.url.path) if account is not None else ""
        if account is None or not subject:
            return
        seen = (request.cookies.get(self.cookie, ""), request.url.path)
        with self._lock:
            if seen in self._written:
                return
            self._written.add(seen)
        self.readings.read(account.id, subject, request.url.path)


async def _content(request: Request) -> tuple[Any, Response | None]:
    """Return what a request sends as JSON, or None; and an answer where it is too much."""
    if "json" not in request.headers.get("content-type", "").lower():
        return None, None
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > _MOST_JSON:
        return None, problem(413, "too much at once", f"send at most {_MOST_JSON:,} bytes, and say how many")
    try:
        return json.loads(await request.body()), None
    except (ValueError, RecursionError):
        return None, None  # the address will say what it takes
