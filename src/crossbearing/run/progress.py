"""Telling how far long work has come: how much is done, how fast it goes, and how long it will still take."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, TextIO, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress as RichBar

__all__ = ["Progress", "Quiet", "Terminal", "Told", "for_terminal"]

In = TypeVar("In")
Out = TypeVar("Out")


class Progress(Protocol):
    """Is told how work comes along."""

    def start(self, total: int | None) -> None:
        """Begin with so many records, or with an unknown number."""

    def grow(self, by: int) -> None:
        """Correct the total, because a record turned out to hold several."""

    def advance(self, done: int, *, rejects: int = 0) -> None:
        """Count records done and rejects among them."""

    def phase(self, text: str) -> None:
        """Begin with something that has no countable parts."""

    def track(self, items: Sequence[In], text: str, work: Callable[[In], Out]) -> Iterator[Out]:
        """Yield the result of work on each item."""


class Quiet:
    """Shows nothing."""

    def start(self, total: int | None) -> None:
        """Show nothing."""

    def grow(self, by: int) -> None:
        """Show nothing."""

    def advance(self, done: int, *, rejects: int = 0) -> None:
        """Show nothing."""

    def phase(self, text: str) -> None:
        """Show nothing."""

    def track(self, items: Sequence[In], text: str, work: Callable[[In], Out]) -> Iterator[Out]:  # noqa: ARG002 - shown nowhere
        """Yield the result of work on each item."""
        for item in items:
            yield work(item)


class Told:
    """Passes progress on in words and shares, to a page for instance.

    Args:
        tell: Called with what is being done and how much of it is done, 0 to 1, or -1 where that is not known.
    """

    def __init__(self, tell: Callable[[str, float], None]) -> None:
        self._tell = tell
        self._total = 0
        self._done = 0

    def start(self, total: int | None) -> None:
        """Begin with so many records, or with an unknown number."""
        self._total, self._done = total or 0, 0
        self._tell("reading", 0.0 if total else -1.0)

    def grow(self, by: int) -> None:
        """Correct the total, because a record turned out to hold several."""
        self._total += by

    def advance(self, done: int, *, rejects: int = 0) -> None:
        """Count records done and rejects among them."""
        self._done += done
        refused = f", {rejects} not taken in" if rejects else ""
        share = min(self._done / self._total, 1.0) if self._total else -1.0
        self._tell(f"reading: {self._done} of {self._total or 'an unknown number'}{refused}", share)

    def phase(self, text: str) -> None:
        """Begin with something that has no countable parts."""
        self._tell(text, -1.0)

    def track(self, items: Sequence[In], text: str, work: Callable[[In], Out]) -> Iterator[Out]:
        """Yield the result of work on each item."""
        for number, item in enumerate(items):
            self._tell(text, number / len(items))
            yield work(item)


class Terminal:
    """A bar on a terminal, with counts, rate, rejects and time left; a context manager.

    Args:
        stream: The terminal.
    """

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        self._bar: RichBar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TextColumn("[yellow]{task.fields[rejects]}"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=Console(file=stream, highlight=False),
            refresh_per_second=4,
        )
        self._task = self._bar.add_task("reading", total=None, rate="", rejects="", visible=False)
        self._rejects = 0

    def __enter__(self) -> Terminal:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def start(self, total: int | None) -> None:
        """Show an empty bar."""
        self._begin("reading", total)

    def grow(self, by: int) -> None:
        """Make the bar longer or shorter."""
        total = self._bar.tasks[0].total
        if total is not None:
            self._bar.update(self._task, total=max(total + by, 0))

    def advance(self, done: int, *, rejects: int = 0) -> None:
        """Move the bar on."""
        self._rejects += rejects
        task = self._bar.tasks[0]
        elapsed = task.elapsed or 0.0
        rate = f"{(task.completed + done) / elapsed:.1f}/s" if elapsed > 1 else ""
        shown = f"{self._rejects} rejected" if self._rejects else ""
        self._bar.update(self._task, advance=done, rate=rate, rejects=shown)

    def phase(self, text: str) -> None:
        """Show the words and a spinner."""
        self._begin(text, None)

    def track(self, items: Sequence[In], text: str, work: Callable[[In], Out]) -> Iterator[Out]:
        """Yield the result of work on each item, the bar moving with each."""
        self._begin(text, len(items))
        for item in items:
            yield work(item)
            self.advance(1)

    def _begin(self, text: str, total: int | None) -> None:
        self._rejects = 0
        self._bar.remove_task(self._task)
        self._task = self._bar.add_task(text, total=total, rate="", rejects="")


@contextmanager
def for_terminal(
    *, quiet: bool = False, stream: TextIO | None = None, tell: Callable[[str, float], None] | None = None
) -> Iterator[Progress]:
    """Give a progress bar, or a silent one where nobody would see it.

    Args:
        quiet: Show nothing.
        stream: Where to show it, standard error by default; nothing is shown if it is no terminal.
        tell: Tell it this instead.
    """
    if tell is not None:
        yield Told(tell)
        return
    shown = stream if stream is not None else sys.stderr
    if quiet or not shown.isatty():
        yield Quiet()
        return
    with Terminal(shown) as bar:
        yield bar
