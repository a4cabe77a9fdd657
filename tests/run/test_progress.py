"""Progress shows on a terminal how much is done and how fast, and nowhere else."""

from __future__ import annotations

import io
import re

import pytest

from crossbearing.model.steps import Map, Plan
from crossbearing.run.progress import Quiet, Terminal, for_terminal
from crossbearing.run.serial import SerialRunner
from tests.conformance.steps import Multiply, Upper, item


class Screen(io.StringIO):
    """Something that takes itself for a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that is wide enough and shows everything that is written."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.delenv("NO_COLOR", raising=False)


def shown(screen: Screen) -> str:
    """Return what was written to a terminal without its control sequences."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.getvalue())


@pytest.mark.parametrize(("quiet", "stream"), [(True, Screen()), (False, io.StringIO())])
def test_quiet(quiet: bool, stream: io.StringIO) -> None:
    """Nothing is written when asked to be quiet, or where there is no terminal."""
    with for_terminal(quiet=quiet, stream=stream) as progress:
        progress.start(3)
        progress.advance(3, rejects=1)
        progress.phase("linking")
        assert list(progress.track([1, 2], "weighing", str)) == ["1", "2"]
    assert stream.getvalue() == ""


def test_counts_of_a_run() -> None:
    """The bar ends at the number of records that came out, those a table turned out to hold included, and rejects."""
    screen = Screen()
    with for_terminal(stream=screen) as progress:
        names = ["a", "refused", "t*40", "b"]
        SerialRunner(progress=progress, batch=2).run(
            Plan((Map(Multiply()), Map(Upper()))), [item(name) for name in names], lambda records, rejects: None
        )
    assert "43/43" in shown(screen)
    assert "1 rejected" in shown(screen)


def test_phases_and_tracks() -> None:
    """Phases show their words, and work on a list how far it is."""
    screen = Screen()
    with for_terminal(stream=screen) as progress:
        assert isinstance(progress, Terminal)
        progress.phase("linking reports to incidents")
        assert list(progress.track(["x", "y"], "weighing", str.upper)) == ["X", "Y"]
    assert "weighing" in shown(screen)
    assert "2/2" in shown(screen)


def test_bar_is_taken_down_after_an_error() -> None:
    """An interrupt leaves the terminal usable: the cursor is shown again."""
    screen = Screen()

    def interrupted() -> None:
        with for_terminal(stream=screen) as progress:
            progress.start(None)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert "\x1b[?25l" in screen.getvalue()
    assert screen.getvalue().count("\x1b[?25l") == screen.getvalue().count("\x1b[?25h")


def test_quiet_tracks_lazily() -> None:
    """Results are yielded one by one, so that they can be stored as they come."""
    seen: list[int] = []

    def seen_and_returned(number: int) -> int:
        seen.append(number)
        return number

    results = Quiet().track([1, 2, 3], "weighing", seen_and_returned)
    assert next(results) == 1
    assert seen == [1]
