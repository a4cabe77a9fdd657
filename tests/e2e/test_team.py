"""A team's workbench in a real browser: signing in, judging under one's own name, keeping accounts, signing out."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import run, succeed
from tests.e2e.browsers import browser, picture, playwright, pytestmark, violations

__all__ = ["browser", "pytestmark"]

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of accounts with an admin and a reviewer, made on the command line."""
    place = tmp_path_factory.mktemp("accounts") / "team.db"
    for name, role in (("Keeper", "admin"), ("Analyst One", "reviewer")):
        made = ("team", "add-user", name, "--role", role, "--accounts", place, "--password-stdin")
        assert f"{name}: {role} in all cases" in succeed(*made, input=f"{PASSWORD}\n")
    return place


@pytest.fixture(scope="module")
def address(example_case: Path, accounts: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server for a team, over a copy of the example case."""
    case = tmp_path_factory.mktemp("team") / "copy.case"
    shutil.copytree(example_case, case)
    command = [*(sys.executable, "-m", "crossbearing.cli", "serve", str(case), "--no-browser", "--team")]
    command += ["--accounts", str(accounts)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        line = server.stdout.readline() if server.stdout else ""
        found = re.search(r"http://\S+", line)
        assert found, line
        assert "token" not in line
        yield found.group().rstrip("/")
        server.terminate()


@pytest.fixture
def page(address: str, browser: playwright.Browser) -> Iterator[playwright.Page]:
    """A page that nobody is signed in on."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def sign_in(page: playwright.Page, name: str, password: str = PASSWORD) -> None:
    """Fill the page in and send it."""
    page.fill("#sign-in-name", name)
    page.fill("#sign-in-password", password)
    page.click("text=Sign in >> nth=-1")


def test_reviewer(page: playwright.Page) -> None:
    """Who signs in sees the case and judges under their own name; who signs out leaves nothing behind."""
    page.wait_for_selector("#sign-in-title")
    assert violations(page) == []
    picture(page, "sign-in")
    sign_in(page, "analyst one", "wrong wrong wrong")
    page.wait_for_selector("text=name and password do not fit")
    sign_in(page, "analyst one")
    page.wait_for_selector(".cards a")
    page.wait_for_selector("text=Analyst One · reviewer")
    cookies = page.context.cookies()
    assert [(one["httpOnly"], one["sameSite"]) for one in cookies] == [(True, "Strict")]
    page.click("text=Analyst One · reviewer")
    page.wait_for_selector("#account-title")
    assert violations(page) == []
    assert page.locator("text=Accounts of the team").count() == 0
    page.click("text=Sign out")
    page.wait_for_selector("#sign-in-title")
    assert page.evaluate("localStorage.getItem('crossbearing.name')") is None


def test_keeper(page: playwright.Page, accounts: Path) -> None:
    """An admin makes an account on the screen and gives it another role."""
    sign_in(page, "Keeper")
    page.click("text=Keeper · admin")
    page.click("text=Accounts of the team")
    page.wait_for_selector("text=A new account")
    page.fill("#new-name", "Newcomer")
    page.fill("#new-password", PASSWORD)
    page.select_option("#new-role", "reader")
    page.click("text=Make it")
    page.get_by_label("Role of Newcomer").select_option("editor")
    page.wait_for_selector("text=Newcomer: editor")
    assert violations(page) == []
    picture(page, "accounts")
    listed = succeed("team", "list", "--accounts", accounts)
    assert re.search(r"Newcomer: editor in case [0-9a-f]{32}", listed)


def test_command_line(accounts: Path) -> None:
    """Accounts are kept on the command line too; a password that is made is shown once."""
    made = succeed("team", "add-user", "Other", "--role", "reader", "--accounts", accounts)
    assert re.search(r"password: (\w{5}-){3}\w{5}\n", made)
    assert succeed("team", "role", "Other", "none", "--accounts", accounts) == "Other: no role\n"
    assert "new password" in succeed("team", "reset", "Other", "--accounts", accounts)
    assert succeed("team", "close", "Other", "--accounts", accounts) == "Other: closed\n"
    assert run("team", "close", "Nobody at all", "--accounts", accounts).returncode == 2
