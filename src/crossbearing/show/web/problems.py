"""Errors as problem details (RFC 9457)."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from crossbearing.model.errors import CaseError, CaseWriteError, CrossbearingError, InputError, SettingsError

__all__ = ["PROBLEMS", "ProblemError", "answer_with_problems", "methods_of", "problem"]

_LOG = logging.getLogger(__name__)
_TYPE = "application/problem+json"

_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "what is wrong"},
        "remedy": {"type": "string", "description": "what can be done"},
    },
}

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": words, "content": {_TYPE: {"schema": _SCHEMA}}}
    for status, words in {
        400: "the request cannot be read",
        401: "the secret is missing, or nobody is signed in",
        403: "a page of another site may not write; or what is concluded is hidden while a second assessment is open",
        404: "there is none of that id",
        405: "this address does not do that",
        412: "it was changed since the tag was given",
        413: "too much at once",
        421: "this server does not answer to that name",
        422: "the request makes no sense, and why",
        429: "too many wrong passwords",
        503: "the case cannot be written now",
    }.items()
}
"""Every error of the API as its description tells it (RFC 9457)."""


class ProblemError(Exception):
    """A request that cannot be served.

    Args:
        status: HTTP status.
        what: What is wrong.
        remedy: What can be done.
        more: Further members of the answer.
    """

    def __init__(self, status: int, what: str, remedy: str = "", **more: Any) -> None:
        self.status, self.what, self.remedy, self.more = status, what, remedy, more
        super().__init__(what)


def problem(status: int, what: str, remedy: str = "", **more: Any) -> Response:
    """Return an answer of type problem+json."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": what}
    if remedy:
        body["remedy"] = remedy
    return JSONResponse({**body, **more}, status_code=status, media_type=_TYPE)


def answer_with_problems(app: FastAPI) -> None:
    """Make an application answer every error as problem+json."""

    @app.exception_handler(ProblemError)
    def _told(_: Request, error: ProblemError) -> Response:
        return problem(error.status, error.what, error.remedy, **error.more)

    @app.exception_handler(CrossbearingError)
    def _ours(_: Request, error: CrossbearingError) -> Response:
        return problem(_status(error), f"{error.where}: {error.what}" if error.where else error.what, error.remedy)

    @app.exception_handler(RequestValidationError)
    def _malformed(_: Request, error: RequestValidationError) -> Response:
        wrong = [{"where": ".".join(str(part) for part in item["loc"]), "what": item["msg"]} for item in error.errors()]
        return problem(422, "the request is not what this address takes", "see errors", errors=wrong)

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        answer = problem(error.status_code, str(error.detail))
        for name, value in (error.headers or {}).items():
            answer.headers[name] = value
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            # The router names those of one route alone; an address may have several.
            answer.headers["Allow"] = ", ".join(sorted(methods_of(app, request)))
        return answer

    @app.exception_handler(Exception)
    def _fault(request: Request, error: Exception) -> Response:
        _LOG.exception("a fault while answering %s", request.url.path, exc_info=error)
        return problem(500, "a fault of the program", "it is in the server's log; what was stored is safe")


def methods_of(app: FastAPI, request: Request) -> set[str]:
    """Return the methods of all described routes that an address matches."""
    found: set[str] = set()
    for path, item in app.openapi()["paths"].items():
        pattern = re.sub(r"\\\{[^/]+?\\\}", "[^/]+", re.escape(path))
        if re.fullmatch(pattern, request.url.path):
            found.update(method.upper() for method in item)
    return found


def _status(error: CrossbearingError) -> int:
    if isinstance(error, CaseWriteError):
        return 503
    if isinstance(error, CaseError):
        return 404
    return 422 if isinstance(error, InputError | SettingsError) else 400
