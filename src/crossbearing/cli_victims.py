"""The command `victims`: the restricted ledger."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from crossbearing.rooms import room

if TYPE_CHECKING:
    from crossbearing.model.victims import SealedVictim, Victim

__all__ = ["add_victims", "run_victims"]

_WORKS = {
    "key": "make a key in a new file",
    "import": "add entries from a CSV file",
    "list": "show the entries",
    "duplicates": "show entries that may be one person, across spellings and scripts",
    "same": "record that two entries are one person",
    "different": "record that two entries are two persons",
    "totals": "compare the names known with what the accounts count",
}


def add_victims(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `victims` to a parser."""
    top = commands.add_parser(
        "victims",
        help="the restricted ledger of victims: sealed, outside every list and export",
        description="The ledger of victims. It is sealed with a key that you keep outside the case, and stands in no "
        "list, dossier, export or answer of the workbench. Each opening is written to the log, without names.",
    )
    works = top.add_subparsers(dest="work", required=True, metavar="WORK")
    for name, text in _WORKS.items():
        work = works.add_parser(name, help=text, description=f"{text[:1].upper()}{text[1:]}.")
        work.add_argument("case", type=Path, metavar="CASE")
        if name == "import":
            work.add_argument("file", type=Path, metavar="FILE", help="CSV with a column `name`; see the guide")
        if name in ("same", "different"):
            work.add_argument("one", metavar="ENTRY", help="id of an entry")
            work.add_argument("other", metavar="OTHER", help="id of the other entry")
        work.add_argument("--key", type=Path, required=True, metavar="FILE", help="the file that holds the key")
        if name in ("import", "list", "duplicates", "totals"):
            work.add_argument("--incident", default="", metavar="ID", help="of this incident")
        if name in ("import", "same", "different"):
            work.add_argument("--by", required=True, metavar="NAME", help="who enters or decides it")


def run_victims(options: argparse.Namespace) -> str:
    """Do what `victims` was asked and return what to print.

    Raises:
        CrossbearingError: If it cannot be done.
    """
    ledger = room("ledger")
    if options.work == "key":
        return "\n".join(ledger.make_key(options.key, options.case))
    if options.work == "import":
        listed = ledger.from_csv(options.file, options.incident)
        with ledger.opened(options.case, options.key) as opened:
            number = opened.add(listed, by=options.by)
        return f"{number} entries sealed. Nothing of them stands in the file of the case in clear."
    if options.work in ("same", "different"):
        with ledger.opened(options.case, options.key) as opened:
            opened.decide(options.one, options.other, same=options.work == "same", by=options.by)
        return f"{options.one} and {options.other}: {'one person' if options.work == 'same' else 'two persons'}"
    with ledger.opened(options.case, options.key) as opened:
        entries = opened.entries(options.incident)
    if options.work == "totals":
        return "\n".join(ledger.totals(options.case, entries))
    if options.work == "duplicates":
        pairs = [f"{_line(one)}\n{_line(other)}\n    {why}" for one, other, why in ledger.duplicates(entries)]
        return "\n".join(pairs) or "No two entries look like one person."
    return "\n".join(_told(entries)) or "The ledger has no entries."


def _told(entries: Sequence[tuple[SealedVictim, Victim]]) -> list[str]:
    return [f"{sealed.subject}  {_line(victim)}" for sealed, victim in entries]


def _line(victim: Victim) -> str:
    fates = ", ".join(f"{fate.fate} {fate.as_of}".strip() for fate in victim.fates)
    kin = "; ".join(victim.kin)
    parts = [" / ".join(victim.names), victim.age, kin, fates]
    return f"{victim.id}  " + " · ".join(part for part in parts if part)
