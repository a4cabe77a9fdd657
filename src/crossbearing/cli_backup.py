"""The command `backup`: a second copy of a case, while others work on it."""

from __future__ import annotations

import argparse
from pathlib import Path

from crossbearing import assemble

__all__ = ["add_backup", "run_backup"]


def add_backup(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `backup` to a parser."""
    command = commands.add_parser(
        "backup",
        help="copy a case as it stands, also while others write to it",
        description="Copy a case as it stands at one moment to another folder, and check the copy. Nobody has to stop "
        "working. To hand a case over to others, use `export --format bag`.",
    )
    command.add_argument("case", type=Path, metavar="CASE")
    command.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder to make")


def run_backup(options: argparse.Namespace) -> str:
    """Do what `backup` was asked and return what to print.

    Raises:
        CrossbearingError: If it cannot be done.
    """
    number = assemble.room("back_up")(options.case, options.output)
    return f"{options.output}: whole and unaltered, {number} originals"
