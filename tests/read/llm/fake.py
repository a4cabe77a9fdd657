"""An endpoint that answers as a test tells it to, on a port of its own."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(slots=True)
class Reply:
    """What the endpoint does with one request.

    Args:
        status: HTTP status.
        content: What the model wrote; wrapped as the chat protocol has it.
        raw: Bytes sent instead of that.
        headers: More headers.
        finish: Why the model stopped.
        usage: Tokens, or None to state none.
        hang: Seconds before anything is sent.
        drip: Seconds between the bytes of the answer.
    """

    status: int = 200
    content: str = '{"claims": []}'
    raw: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    finish: str = "stop"
    usage: tuple[int, int] | None = (1000, 100)
    hang: float = 0.0
    drip: float = 0.0

    def body(self) -> bytes:
        """Return the bytes of the answer."""
        if self.raw is not None:
            return self.raw
        plain: dict[str, Any] = {
            "choices": [{"message": {"role": "assistant", "content": self.content}, "finish_reason": self.finish}]
        }
        if self.usage is not None:
            plain["usage"] = {"prompt_tokens": self.usage[0], "completion_tokens": self.usage[1]}
        return json.dumps(plain).encode()


@dataclass(slots=True)
class Endpoint:
    """A running endpoint and what it was asked."""

    url: str
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def reports(self) -> list[str]:
        """The user's messages, in order."""
        return [body["messages"][-1]["content"] for body in self.bodies]


@contextmanager
def endpoint(answer: Callable[[int, dict[str, Any]], Reply], *, port: int = 0) -> Iterator[Endpoint]:
    """Run an endpoint.

    Args:
        answer: From the number of the request, from 0, and its body to the reply.
        port: Where it listens; a free one by default.
    """
    stopping = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            asked = json.loads(self.rfile.read(length))
            number = len(running.bodies)
            running.bodies.append(asked)
            running.headers.append(dict(self.headers))
            reply = answer(number, asked)
            stopping.wait(reply.hang)
            data = reply.body()
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                if not reply.drip:
                    self.wfile.write(data)
                    return
                for byte in data:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    if stopping.wait(reply.drip):
                        return
            except OSError:
                return  # the reader has hung up, as it should

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    running = Endpoint(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        stopping.set()
        server.shutdown()
        server.server_close()


def always(reply: Reply) -> Callable[[int, dict[str, Any]], Reply]:
    """Return what gives the same reply to every request."""
    return lambda _number, _body: reply


def in_turn(*replies: Reply) -> Callable[[int, dict[str, Any]], Reply]:
    """Return what gives one reply after the other, the last one for ever."""
    return lambda number, _body: replies[min(number, len(replies) - 1)]


def claim(**fields: object) -> dict[str, Any]:
    """Return a claim of an answer, right in form, with some fields changed."""
    return {
        "sentence": 0,
        "words": "At least 62 soldiers",
        "slot": "killed",
        "low": 62,
        "high": None,
        "code": "",
        "names": [],
        "event": 1,
        "type": "air_strike",
        "negated": False,
        "modality": "news",
        "part_of": "",
        "speakers": [],
        "stance": "asserts",
        "basis": "unknown",
        "hedges": [],
    } | fields


def claims(*some: dict[str, Any]) -> Reply:
    """Return the reply that gives these claims."""
    return Reply(content=json.dumps({"claims": some}))
