"""The socket of the workbench."""

from __future__ import annotations

import socket

from crossbearing.serving import _listen


def test_answers_are_not_held_back() -> None:
    """A connection sends each piece at once: the head of an answer does not wait for its body to be acknowledged."""
    with _listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        accepted, _address = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
