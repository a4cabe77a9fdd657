"""The option `--store`: cases on a PostgreSQL server, by their names, for every command that names a case."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from crossbearing.model.errors import SettingsError

__all__ = ["add_store", "named_in_store"]

_CASES = ("case", "cases")


def add_store(parser: argparse.ArgumentParser) -> None:
    """Add `--store` to each command below a parser that names a case."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in dict.fromkeys(action.choices.values()):
                add_store(command)
    if any(action.dest in _CASES for action in parser._actions):
        parser.add_argument(
            "--store",
            default="",
            metavar="ADDRESS",
            help="a PostgreSQL database, as postgresql://[USER@]HOST[:PORT]/DATABASE; the case is then a name in it",
        )


def named_in_store(options: argparse.Namespace) -> None:
    """Let the cases that a command names be those of the store it names, if it names one.

    Raises:
        SettingsError: If the store is no address of a database.
    """
    store = getattr(options, "store", "")
    if not store:
        return
    if not store.startswith(("postgresql://", "postgres://")):
        raise SettingsError(
            "a store is the address of a PostgreSQL database", f"--store {store}", "leave it out for cases in folders"
        )
    for name in _CASES:
        given = getattr(options, name, None)
        if given is not None:
            several = isinstance(given, list)
            found = [_address(store, one) for one in (given if several else [given])]
            setattr(options, name, found if several else found[0])


def _address(store: str, case: Any) -> Path:
    # Commands take a case as a path, and hand it on as it is; the store reads an address out of it again.
    return Path(f"{store}{'&' if '?' in store else '?'}case={case}")
