"""The command `team`: the accounts of those who work on cases together."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from crossbearing import assemble, teaming
from crossbearing.model.errors import SettingsError
from crossbearing.model.team import ALL_CASES, Account, Role

__all__ = ["add_accounts_option", "add_team", "run_team"]

_HELP = {
    "add-user": "make an account, and give it a role",
    "list": "list the accounts and their roles",
    "role": "give an account another role, or take one away",
    "reset": "give an account a new password, end its sessions, and open it if it is locked or closed",
    "close": "let somebody sign in no more",
}


def add_accounts_option(command: argparse.ArgumentParser) -> None:
    """Add `--accounts` to a command."""
    command.add_argument(
        "--accounts",
        default="",
        metavar="PLACE",
        help="where the accounts are kept: a file, or postgresql://HOST/DATABASE "
        f"(default: {teaming.VARIABLE}, or a file in your own data folder)",
    )


def add_team(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `team` to a parser."""
    command = commands.add_parser(
        "team",
        help="keep the accounts of those who work on cases together",
        description="Keep the accounts that `crossbearing serve --team` lets in. They are kept outside every case. "
        "A role holds in one case, named with --case, or in all: readers look, reviewers judge, editors sign off, "
        "release and export, admins keep the accounts.",
    )
    works = command.add_subparsers(dest="work", required=True, metavar="WORK")
    for name, text in _HELP.items():
        work = works.add_parser(name, help=text, description=f"{text.capitalize()}.")
        add_accounts_option(work)
        if name == "list":
            continue
        work.add_argument("name", metavar="NAME", help="the name to sign in and sign judgements with")
        if name == "add-user":
            work.add_argument("--role", choices=[role.value for role in Role], required=True, help="what it may do")
        if name == "role":
            work.add_argument("role", choices=[*(role.value for role in Role), "none"], metavar="ROLE", help="or none")
        if name in ("add-user", "role"):
            work.add_argument("--case", type=Path, metavar="CASE", help="the role holds in this case (default: in all)")
        if name in ("add-user", "reset"):
            work.add_argument(
                "--password-stdin",
                action="store_true",
                help="take the password from the first line of standard input (default: make one and print it once)",
            )


def run_team(options: argparse.Namespace) -> str:
    """Do what `team` was asked and return what to print.

    Raises:
        CrossbearingError: If it cannot be done.
    """
    with teaming.accounts(options.accounts) as accounts:
        if options.work == "list":
            return "\n".join(map(_line, accounts.all())) or "There are no accounts: `crossbearing team add-user NAME`"
        if options.work == "close":
            accounts.close_account(options.name, by="")
            return f"{options.name}: closed"
        if options.work == "role":
            role = None if options.role == "none" else Role(options.role)
            return _line(accounts.grant(options.name, role, case=_scope(options.case), by=""))
        password = _password(given=options.password_stdin)
        if options.work == "reset":
            accounts.set_password(options.name, password, by="")
            said = f"{options.name}: new password"
        else:
            scope = _scope(options.case)
            accounts.add(options.name, password, by="")
            said = _line(accounts.grant(options.name, Role(options.role), case=scope, by=""))
    if options.password_stdin:
        return said
    return f"{said}\npassword: {password}\nIt is shown this once. Hand it over in person, and have it changed."


def _scope(case: Path | None) -> str:
    if case is None:
        return ALL_CASES
    with assemble.room("case").open(case) as opened:
        return teaming.case_id(opened)


def _password(*, given: bool) -> str:
    if not given:
        made: str = assemble.room("new_password")()
        return made
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise SettingsError("standard input holds no password", "--password-stdin", "write it as the first line")
    return password


def _line(account: Account) -> str:
    roles: dict[str, Any] = dict(account.roles)
    everywhere = roles.pop(ALL_CASES, None)
    told = [f"{everywhere.value} in all cases"] if everywhere else []
    told += [f"{role.value} in case {case}" for case, role in roles.items()]
    return f"{account.name}: {'closed' if account.closed else ', '.join(told) or 'no role'}"
