"""Who may see what is held back: told once for a piece of work, and asked by whatever shows the case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["cleared", "with_clearance"]

_CLEARED: ContextVar[bool | None] = ContextVar("crossbearing_cleared", default=None)


def cleared(default: bool) -> bool:
    """Return whether what is held back may be shown in the present piece of work.

    Args:
        default: What holds where nobody said anything, as in a server without accounts.
    """
    said = _CLEARED.get()
    return default if said is None else said


@contextmanager
def with_clearance(allowed: bool) -> Iterator[None]:
    """Let a piece of work, such as the answer to one request, see what is held back, or not.

    Args:
        allowed: Whether it may.
    """
    token = _CLEARED.set(allowed)
    try:
        yield
    finally:
        _CLEARED.reset(token)
