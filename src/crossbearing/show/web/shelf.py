"""Answers that hold as long as the case does not change: made once, kept as bytes, sent where the page lacks them."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crossbearing.show.web.desk import Desk

__all__ = ["Shelf"]

_MOST_BYTES = 64_000_000


class Shelf:
    """Keeps the latest answers of one server, each under the state of the case that it was made from.

    Args:
        desk: Tells the state of the case.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def answer(self, request: Request, make: Callable[[], dict[str, Any]]) -> Response:
        """Return the answer to a request, made anew only if the case has changed since.

        Args:
            request: Its whole address is what the answer is kept under.
            make: Makes the answer.
        """
        version = self._desk.case.pages().version()
        tag = f'"{version[:24]}"'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        key = str(request.url)
        with self._lock:
            held = self._kept.get(key)
            if held is not None:
                self._kept.move_to_end(key)
        if held is None or held[0] != version:
            body = json.dumps(make(), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
            held = (version, body)
            self._keep(key, held)
        return Response(held[1], media_type="application/json", headers=headers)

    def _keep(self, key: str, held: tuple[str, bytes]) -> None:
        with self._lock:
            before = self._kept.pop(key, None)
            self._size += len(held[1]) - (len(before[1]) if before is not None else 0)
            self._kept[key] = held
            while self._size > _MOST_BYTES and len(self._kept) > 1:
                _, (_, dropped) = self._kept.popitem(last=False)
                self._size -= len(dropped)
