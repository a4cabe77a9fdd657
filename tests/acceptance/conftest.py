"""Figures of quality are shown at the end of a test run, whether they pass their floors or not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

_FIGURES = pytest.StashKey[dict[str, str]]()


@pytest.fixture(scope="session")
def show_figure(pytestconfig: pytest.Config) -> Callable[[str, str], None]:
    """Keep a figure, under its name and in words, for the end of the run."""
    figures = pytestconfig.stash.setdefault(_FIGURES, {})

    def keep(name: str, words: str) -> None:
        figures[name] = words

    return keep


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the figures."""
    figures = config.stash.get(_FIGURES, {})
    if figures:
        terminalreporter.section("figures of quality")
        for name, words in figures.items():
            terminalreporter.write_line(f"{name:32} {words}")
