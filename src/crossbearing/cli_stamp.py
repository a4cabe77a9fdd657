"""The command `stamp`: time-stamps of a case's log."""

from __future__ import annotations

import argparse
from pathlib import Path

from crossbearing.model.errors import SettingsError
from crossbearing.rooms import room

__all__ = ["add_stamp", "run_stamp"]


def add_stamp(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `stamp` to a parser."""
    command = commands.add_parser(
        "stamp",
        help="have the log time-stamped by an authority outside",
        description="Have the last entry of the log, and with it all before it, time-stamped by an authority (RFC "
        "3161), and keep request and answer in the case. Only a hash leaves the machine, and only to the address that "
        "is named; without one, the request can be written to a file and the answer taken in from one.",
    )
    command.add_argument("case", type=Path, metavar="CASE")
    command.add_argument("--authority", default="", metavar="URL", help="the authority's address; nothing is sent else")
    command.add_argument(
        "--request", type=Path, metavar="FILE", help="write the request to this file (with --answer: read it)"
    )
    command.add_argument(
        "--answer", type=Path, metavar="FILE", help="take in the answer that was fetched for --request"
    )
    command.add_argument(
        "--trust", type=Path, metavar="FILE", help="root certificates (PEM) that the answer must lead to"
    )
    command.add_argument("--who", default="", metavar="NAME", help="who asks for it, for the record")
    command.add_argument("--check", action="store_true", help="tell what the time-stamps of the case prove")


def run_stamp(options: argparse.Namespace) -> str:
    """Do what `stamp` was asked and return what to print.

    Raises:
        CrossbearingError: If it cannot be done.
    """
    stamping = room("stamping")
    asked = stamping.Asked(
        authority=options.authority,
        request=options.request,
        answer=options.answer,
        trust=options.trust,
        who=options.who,
    )
    if options.check:
        if asked != stamping.Asked():
            raise SettingsError("stands alone: it asks nobody", "--check", "leave the other options out")
        return "\n".join(stamping.check(options.case))
    return "\n".join(stamping.stamp(options.case, asked))
