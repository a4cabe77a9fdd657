"""The command `fetch`: pages from the web, into a web archive and a case."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crossbearing import fetching
from crossbearing.model.errors import SettingsError

__all__ = ["add_fetch", "run_fetch"]


def add_fetch(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `fetch` to a parser."""
    command = commands.add_parser(
        "fetch",
        help="fetch pages from the web into a web archive, and into a case",
        description="Fetch pages one after another into a WARC file: only where robots.txt allows it, with a pause "
        "between requests, and from public addresses alone. With --case they are added to it, and its log says what "
        "was done. Nothing that a page refers to is fetched.",
    )
    command.add_argument("urls", nargs="*", metavar="URL", help="addresses of pages")
    command.add_argument("--from", dest="listed", type=Path, metavar="FILE", help="a text file with one address a line")
    command.add_argument("--case", type=Path, metavar="DIR", help="the case to add them to")
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="the WARC file (default: named by the time)")
    command.add_argument(
        "--wait", type=_seconds, default=2.0, metavar="SECONDS", help="pause between requests to one host (default: 2)"
    )
    command.add_argument(
        "--contact", default="", metavar="TEXT", help="how the owners of servers reach you; it is sent to them"
    )
    command.add_argument(
        "--allow-network", action="append", default=[], metavar="RANGE", help="fetch from this private range, too"
    )


def run_fetch(options: argparse.Namespace, tell: Callable[[str], None], add: Callable[[Path, Path], Any]) -> int:
    """Fetch what was asked for and return the exit code: 2 if some of it could not be had.

    Args:
        options: Of the command line.
        tell: Told of each page, and of the file.
        add: Adds a file to a case.

    Raises:
        CrossbearingError: If nothing could be fetched.
    """
    urls = [*options.urls, *(_listed(options.listed) if options.listed else ())]
    if not urls:
        raise SettingsError("no address is given", remedy="name pages, or a file of addresses with --from")
    done = fetching.fetch(
        urls, options.output, case=options.case, wait=options.wait, contact=options.contact,
        networks=options.allow_network, tell=lambda outcome: tell(_told(outcome)),
    )  # fmt: skip
    kept = sum(outcome.kept for outcome in done.outcomes)
    tell(f"Wrote {done.file}: {kept} of {len(done.outcomes)} pages")
    if options.case is not None:
        add(done.file, options.case)
    return 0 if kept == len(done.outcomes) else 2


def _told(outcome: Any) -> str:
    return f"  fetched {outcome.url}" if outcome.kept else f"  not fetched: {outcome.url} {outcome.reason}"


def _listed(file: Path) -> list[str]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            "the list of addresses cannot be read", where=str(file), remedy="a text file, UTF-8"
        ) from error
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _seconds(word: str) -> float:
    try:
        number = float(word)
    except ValueError:
        number = -1.0
    if not 1 <= number <= 3600:
        raise argparse.ArgumentTypeError(f"{word!r} is not between 1 and 3600 seconds")
    return number
