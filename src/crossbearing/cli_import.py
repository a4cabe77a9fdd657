"""The command `import`: what others hand over."""

from __future__ import annotations

import argparse
from pathlib import Path

from crossbearing import importing
from crossbearing.model.errors import InputError

__all__ = ["add_import", "run_import"]


def add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `import` to a parser."""
    command = commands.add_parser(
        "import",
        help="make a case again of a sealed hand-over",
        description="Make a case again of a sealed hand-over (`export --format bag`). Every file is checked against "
        "the bag's manifests first, and the whole case once more before it appears. Coded tables, FollowTheMoney "
        "entities, GeoJSON and exports of lists are material like any other: name them to `build` or `add`.",
    )
    command.add_argument("bag", type=Path, metavar="BAG", help="folder or zip file of the bag")
    command.add_argument("--case", type=Path, required=True, metavar="DIR", help="the case to make, such as NAME.case")


def run_import(options: argparse.Namespace) -> str:
    """Do what `import` was asked and return what to print.

    Raises:
        CrossbearingError: If it cannot be done.
    """
    if not options.bag.exists():
        raise InputError("does not exist", str(options.bag), "check the path")
    if not importing.is_bag(options.bag):
        raise InputError(
            "is no bag", str(options.bag), "name a sealed hand-over; other material is taken in by `crossbearing build`"
        )
    return "\n".join(importing.import_bag(options.bag, options.case))
