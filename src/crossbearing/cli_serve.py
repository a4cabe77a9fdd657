"""The command `serve`: the workbench in the browser."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crossbearing import serving, teaming
from crossbearing.cli_team import add_accounts_option

__all__ = ["add_serve", "run_serve"]


def add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `serve` to a parser."""
    command = commands.add_parser(
        "serve",
        help="open the workbench in the browser: read, compare, judge",
        description="Serve a case on this machine and open it in the browser. Works without a network.",
    )
    command.add_argument("case", type=Path, metavar="CASE")
    command.add_argument(
        "--host", default="127.0.0.1", metavar="HOST", help="address to listen on (default: 127.0.0.1)"
    )
    command.add_argument(
        "--port", type=_port, default=0, metavar="PORT", help="port to listen on (default: a free one)"
    )
    command.add_argument(
        "--team",
        action="store_true",
        help="let people sign in with accounts (`crossbearing team`) instead of whoever has the printed address",
    )
    add_accounts_option(command)
    command.add_argument("--confidential", action="store_true", help="show what is held back (the log says so)")
    command.add_argument("--no-browser", action="store_true", help="print the address and open nothing")


def run_serve(options: argparse.Namespace, tell: Callable[[str], None]) -> int:
    """Serve until interrupted.

    Returns:
        0: being interrupted is how serving ends.
    """
    given: dict[str, Any] = {"host": options.host, "port": options.port, "browser": not options.no_browser}
    try:
        if options.team:
            with teaming.accounts(options.accounts) as team:
                serving.serve(options.case, tell, **given, team=team)
        else:
            serving.serve(options.case, tell, **given, confidential=options.confidential)
    except KeyboardInterrupt:
        tell("Stopped.")
    return 0


def _port(word: str) -> int:
    if not word.isascii() or not word.isdigit() or int(word) > 65535:
        raise argparse.ArgumentTypeError(f"{word!r} is no port: give a number from 0 to 65535")
    return int(word)
