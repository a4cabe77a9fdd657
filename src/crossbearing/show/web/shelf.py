"""Answers that hold as long as the case does not change: made once, kept as bytes, sent where the page lacks them."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crossbearing.model.ids import digest
from crossbearing.show.web.blind import asker
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
        self._things: dict[str, tuple[str, Any]] = {}
        self._lock = threading.Lock()

    def answer(self, request: Request, make: Callable[[], dict[str, Any]]) -> Response:
        """Return the answer to a request, made anew only if the case has changed since.

        Args:
            request: Its whole address is what the answer is kept under.
            make: Makes the answer.
        """
        version = self._desk.case.pages().version()
        # What may be seen differs by who asks while a second assessment is open: nobody is given another's answer.
        tag = f'"{digest(version, asker())}"'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        key = f"{request.url}\n{asker()}"
        with self._lock:
            held = self._kept.get(key)
            if held is not None:
                self._kept.move_to_end(key)
        if held is None or held[0] != version:
            body = json.dumps(make(), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
            held = (version, body)
            self._keep(key, held)
        return Response(held[1], media_type="application/json", headers=headers)

    def held(self, name: str, version: str, make: Callable[[], Any]) -> Any:
        """Return something that holds as long as its version does, made anew only where that is another.

        Args:
            name: What it is; one of each name is kept.
            version: State of what it is made from.
            make: Makes it.
        """
        with self._lock:
            found = self._things.get(name)
        if found is None or found[0] != version:
            found = version, make()
            with self._lock:
                self._things[name] = found
        return found[1]

    def _keep(self, key: str, held: tuple[str, bytes]) -> None:
        with self._lock:
            before = self._kept.pop(key, None)
            self._size += len(held[1]) - (len(before[1]) if before is not None else 0)
            self._kept[key] = held
            while self._size > _MOST_BYTES and len(self._kept) > 1:
                _, (_, dropped) = self._kept.popitem(last=False)
                self._size -= len(dropped)
