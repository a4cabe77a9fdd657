"""The commands `care` and `withdraw`: what is observed for the sake of people, and what is taken out for good."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crossbearing import assemble, caring
from crossbearing.model.care import Consent, Content, Naming
from crossbearing.model.errors import SettingsError

__all__ = ["add_care", "add_withdraw", "run_care", "run_verify", "run_withdraw"]

_FIELDS = (
    *("confidential", "figures", "consent", "scope", "embargo", "retain_until", "content", "cleared", "naming"),
    *("until", "level", "open"),
)


def add_care(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `care` to a parser."""
    top = commands.add_parser(
        "care",
        help="record consent, confidentiality, embargoes and marks, for documents, names and places",
        description="Record what must be observed for the sake of people. Exports, dossiers, lists and the workbench "
        "follow it at once. Records are signed and kept with their history; the log tells that there is one, and "
        "nothing of what it says.",
    )
    works = top.add_subparsers(dest="work", required=True, metavar="WORK")
    document = works.add_parser("document", help="of a document", description="Record what to observe of a document.")
    _subject(document, "id of the document, or its beginning")
    _switch(document, "confidential", "its words leave in no export, dossier, list or answer")
    _switch(document, "figures", "though confidential, its numbers, dates and places may be told without its words")
    _word(document, "consent", f"what was said to its use: {', '.join(Consent)}", choices=tuple(Consent))
    _word(document, "scope", "to what consent was given, in words")
    _word(document, "embargo", "held back until this date, such as 2027-03-01; empty lifts it")
    _word(document, "retain-until", "due to be withdrawn on this date; see `withdraw --expired`")
    _word(document, "contains", f"marked to contain, with commas between: {', '.join(Content)}", dest="content")
    _switch(document, "cleared", "looked at: nothing in it has to be covered")
    name = works.add_parser("name", help="of a person or account", description="Record what to observe of a name.")
    _subject(name, "the name as written; other spellings on their own")
    _word(name, "naming", f"against the rules: {', '.join(Naming)}", choices=tuple(Naming))
    _switch(name, "confidential", "what they say is held back, and the name even where names are asked for")
    _word(name, "consent", f"what was said to the use of their words: {', '.join(Consent)}", choices=tuple(Consent))
    _word(name, "scope", "to what consent was given, in words")
    place = works.add_parser("place", help="of a place", description="Record what to observe of a place at risk.")
    _subject(place, "the name as written; other spellings on their own")
    _word(place, "until", "held back until this date; empty: until a newer record opens it")
    _word(
        place, "level", "meanwhile told no finer than this (default: district)",
        choices=("town", "district", "province", "country"),
    )  # fmt: skip
    _switch(place, "open", "it may be told, though the rules would hold it back")
    for command in (document, name, place):
        command.add_argument("--by", required=True, metavar="NAME", help="who decides")
        command.add_argument("--why", default="", metavar="TEXT", help="reason")
    shown = works.add_parser("list", help="what is recorded", description="List what is recorded.")
    shown.add_argument("case", type=Path, metavar="CASE")


def _subject(command: argparse.ArgumentParser, text: str) -> None:
    command.add_argument("case", type=Path, metavar="CASE")
    command.add_argument("about", metavar="WHICH", help=text)


def _switch(command: argparse.ArgumentParser, name: str, text: str) -> None:
    command.add_argument(f"--{name}", action=argparse.BooleanOptionalAction, default=None, help=text)


def _word(command: argparse.ArgumentParser, name: str, text: str, **more: Any) -> None:
    command.add_argument(f"--{name}", default=None, metavar="VALUE", help=text, **more)


def run_care(options: argparse.Namespace) -> str:
    """Do what `care` was asked and return what to print.

    Raises:
        CrossbearingError: If it cannot be done.
    """
    if options.work == "list":
        return "\n".join(caring.listed(options.case))
    said = {name: getattr(options, name, None) for name in _FIELDS}
    given = {name: value for name, value in said.items() if value is not None}
    lines = caring.care_for(options.case, options.work, options.about, given, by=options.by, why=options.why)
    return "\n".join(lines)


def add_withdraw(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `withdraw` to a parser."""
    command = commands.add_parser(
        "withdraw",
        help="take documents out of a case for good",
        description="Take documents out for good: originals, texts, the index of words, claims, findings, judgements' "
        "quotes and records that repeat them. The log keeps the hash of the original, the authority and the date, "
        "`verify` reports it, and the same file is not taken in again. Without a document: list what was withdrawn.",
    )
    command.add_argument("case", type=Path, metavar="CASE")
    command.add_argument("documents", nargs="*", metavar="DOCUMENT", help="id of a document, or its beginning")
    command.add_argument(
        "--authority",
        default="",
        metavar="TEXT",
        help="on whose decision: a role or a reference, not a person's name, for the log cannot forget",
    )
    command.add_argument("--whole-file", action="store_true", help="with all other documents of the same file")
    command.add_argument("--expired", action="store_true", help="those whose time to be kept has run out")
    command.add_argument("--finish", action="store_true", help="remove bytes that another process held on to")
    command.add_argument("--readmit", default="", metavar="HASH", help="let a withdrawn original be taken in again")


def run_withdraw(options: argparse.Namespace) -> str:
    """Do what `withdraw` was asked and return what to print.

    Raises:
        CrossbearingError: If it cannot be done.
    """
    if options.readmit:
        return "\n".join(caring.readmit(options.case, options.readmit, authority=options.authority))
    if options.finish:
        return "\n".join(caring.finish(options.case))
    documents = [*options.documents, *(caring.expired(options.case) if options.expired else ())]
    if documents:
        lines = caring.withdraw(
            options.case, documents, authority=options.authority, whole_files=options.whole_file or options.expired
        )
        return "\n".join(lines)
    if options.expired:
        return "No document's time to be kept has run out."
    if options.authority:
        raise SettingsError("no document is named", where="DOCUMENT", remedy="name one, or give --expired")
    return "\n".join(caring.withdrawn(options.case)) or "Nothing was withdrawn."


def run_verify(options: argparse.Namespace, tell: Callable[[str], None]) -> int:
    """Check a case and tell what is wrong with it, and what was withdrawn, which is nothing wrong.

    Returns:
        1 if anything is wrong, else 0.
    """
    problems = assemble.verify(options.case)
    tell("\n".join(problems) or f"{options.case}: whole and unaltered")
    if not problems:
        for line in caring.withdrawn(options.case):
            tell(f"  {line}")
    return 1 if problems else 0
