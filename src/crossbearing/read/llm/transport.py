"""One question to the endpoint and its answer: bounded in time and size, tried again with growing pauses.

The standard library's client is enough here: one short exchange at a time. Redirects are refused, since a redirect
would carry texts and key to a host that nobody gave leave for.
"""

from __future__ import annotations

import email.utils
import http.client
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from crossbearing.model.errors import CrossbearingError
from crossbearing.read.llm.settings import LLMSettings

__all__ = ["Answer", "BadAnswerError", "Client", "EndpointError", "RefusedError"]

_LARGEST = 4_000_000  # bytes of one answer; 4,096 tokens are some 20 kB
_FIRST_PAUSE = 1.0  # seconds; doubled with every try
_LONGEST_PAUSE = 60.0
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_DIALECT = frozenset({400, 404, 415, 422, 501})
_REST = 30.0  # seconds during which an endpoint that did not answer is not asked again


class EndpointError(CrossbearingError):
    """The endpoint could not be reached, or did not answer in time, however often it was tried."""


class RefusedError(CrossbearingError):
    """The endpoint will not take a request of this form (another form may do)."""


class BadAnswerError(CrossbearingError):
    """An answer that is no answer: no JSON, cut off, or without end."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model wrote.

    Args:
        content: Its words.
        cut: Whether it was cut off at the bound of its tokens.
        sent: Tokens of the question, as the endpoint counts them, or None.
        answered: Tokens of the answer, or None.
    """

    content: str
    cut: bool
    sent: int | None
    answered: int | None


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Follows no redirects."""

    def redirect_request(self, *_: Any) -> None:
        """Return None: the redirect itself becomes the error."""


class Client:
    """Asks one endpoint.

    Args:
        settings: Where it stands.
        sleep: Waits for some seconds; tests pass their own.
        clock: Tells seconds.
    """

    def __init__(
        self,
        settings: LLMSettings,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._sleep = sleep
        self._clock = clock
        self._key = os.environ.get(settings.key_variable, "")
        handlers: list[urllib.request.BaseHandler] = [_NoRedirects()]
        if settings.local:
            # A proxy of the environment would carry what is meant to stay on this machine through another one.
            handlers.append(urllib.request.ProxyHandler({}))
        self._opener = urllib.request.build_opener(*handlers)
        self._silent: tuple[float, EndpointError] | None = None
        self.requests = 0

    def ask(self, body: dict[str, Any], until: float) -> Answer:
        """Return the answer to one question.

        Args:
            body: The request, as the chat protocol has it.
            until: When, by the clock, patience with this document ends.

        Raises:
            EndpointError: If it could not be had after all tries.
            RefusedError: If the endpoint refuses requests of this form.
            BadAnswerError: If what came is no answer of the protocol.
        """
        if self._silent is not None and self._clock() < self._silent[0]:
            raise self._silent[1]
        pause = _FIRST_PAUSE
        for left in range(self._settings.tries - 1, -1, -1):
            try:
                answer = _answer(self._exchange(body, until))
            except _TryAgainError as error:
                wait = min(error.wait if error.wait is not None else pause, _LONGEST_PAUSE)
                if left == 0 or self._clock() + wait > until:
                    raise self._gave_up(error.reason) from error
                self._sleep(wait)
                pause *= 2
            else:
                self._silent = None
                return answer
        raise self._gave_up("it was never asked")  # pragma: no cover - there is always one try

    def _gave_up(self, reason: str) -> EndpointError:
        error = EndpointError(
            f"the language model did not answer: {reason}",
            where=self._settings.endpoint,
            remedy="see whether it runs, then run the same command again: what was read is not read anew",
        )
        self._silent = (self._clock() + _REST, error)
        return error

    def _exchange(self, body: dict[str, Any], until: float) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(  # noqa: S310 - the settings admit http and https alone
            self._settings.endpoint, json.dumps(body).encode(), headers, method="POST"
        )
        self.requests += 1
        began = self._clock()
        patience = max(0.1, min(self._settings.timeout, until - began))
        try:
            with self._opener.open(request, timeout=patience) as response:
                return self._whole(response, began + patience)
        except urllib.error.HTTPError as error:
            with error:
                raise self._told(error) from error
        except (urllib.error.URLError, TimeoutError, http.client.HTTPException, OSError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise _TryAgainError(f"no answer within {patience:g} s") from error
            raise _TryAgainError(" ".join(str(reason).split()) or type(error).__name__) from error

    def _whole(self, response: Any, until: float) -> bytes:
        """Return the bytes of an answer; a time-out of the socket alone would let a trickle run for ever."""
        parts: list[bytes] = []
        size = 0
        while piece := response.read1(65_536):
            parts.append(piece)
            size += len(piece)
            if size > _LARGEST:
                raise BadAnswerError(f"an answer of more than {_LARGEST:,} bytes", where=self._settings.endpoint)
            if self._clock() > until:
                raise _TryAgainError("the answer came too slowly")
        return b"".join(parts)

    def _told(self, error: urllib.error.HTTPError) -> Exception:
        """Return what a status other than success means."""
        try:
            words = " ".join(error.read(2_000).decode("utf-8", "replace").split())[:200]
        except (OSError, http.client.HTTPException):  # the reason is lost; the status says enough
            words = ""
        said = f"status {error.code}" + (f" ({words})" if words else "")
        if error.code in _AGAIN:
            return _TryAgainError(said, _retry_after(error.headers.get("Retry-After", "")))
        if error.code in _DIALECT:
            return RefusedError(
                f"the endpoint refuses the request: {said}",
                where=self._settings.endpoint,
                remedy="check address and model",
            )
        remedy = f"check the key in {self._settings.key_variable}" if error.code in (401, 403) else "check the address"
        refused = EndpointError(f"the endpoint refuses: {said}", where=self._settings.endpoint, remedy=remedy)
        self._silent = (self._clock() + _REST, refused)
        return refused


class _TryAgainError(Exception):
    """Something that may go better next time."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


def _retry_after(words: str) -> float | None:
    """Return the seconds that a Retry-After header asks for: a number, or a date (RFC 9110, 10.2.3)."""
    if not words:
        return None
    try:
        return max(0.0, float(words))
    except ValueError:
        pass
    try:
        then = email.utils.parsedate_to_datetime(words)
    except ValueError:
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())


def _answer(data: bytes) -> Answer:
    try:
        plain = json.loads(data)
        choice = plain["choices"][0]
        content = choice["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise BadAnswerError("the endpoint's answer is no answer of the chat protocol") from error
    usage = plain.get("usage") if isinstance(plain, dict) else None
    usage = usage if isinstance(usage, dict) else {}
    return Answer(
        content=content if isinstance(content, str) else "",
        cut=choice.get("finish_reason") == "length",
        sent=_whole_number(usage.get("prompt_tokens")),
        answered=_whole_number(usage.get("completion_tokens")),
    )


def _whole_number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
