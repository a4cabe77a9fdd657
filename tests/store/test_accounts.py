"""Accounts of a team: passwords, sessions and locks, on both stores."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from crossbearing.model.errors import CaseMissingError, SettingsError
from crossbearing.model.team import ALL_CASES, Role
from crossbearing.store.accounts import IDLE_SECONDS, LONGEST_SECONDS, TRIES, TeamAccounts, new_password

PASSWORD = "correct horse battery"
OTHER = "staple staple staple"


class Clock:
    """A clock that the test moves."""

    now = 1_000_000.0

    def __call__(self) -> float:
        """Return its time."""
        return self.now


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that take no time: what they cost is not what is tested."""
    monkeypatch.setattr("argon2.PasswordHasher", partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def clock() -> Clock:
    """A clock to move."""
    return Clock()


@pytest.fixture(params=["file", "server"])
def team(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[TeamAccounts]:
    """Accounts, with a reviewer in one case."""
    place = str(tmp_path / "team.db") if request.param == "file" else request.getfixturevalue("server")
    with TeamAccounts(place, clock=clock) as accounts:
        yield accounts
        if request.param == "server":  # the server is shared by all tests
            with accounts._database.writing() as connection:
                connection.exec_driver_sql("DROP SCHEMA crossbearing_team CASCADE")


@pytest.fixture
def reviewer(team: TeamAccounts) -> str:
    """The name of a reviewer in one case."""
    team.add("A Reviewer", PASSWORD, by="")
    team.grant("A Reviewer", Role.REVIEWER, case="case-1", by="")
    return "A Reviewer"


def test_sign_in(team: TeamAccounts, reviewer: str) -> None:
    """The right password begins a session, which tells who it is and what they may do."""
    token = team.sign_in("  a reviewer ", PASSWORD).token
    account = team.session(token)
    assert account is not None
    assert (account.name, account.role_in("case-1"), account.role_in("case-2")) == (reviewer, Role.REVIEWER, None)
    team.sign_out(token)
    assert team.session(token) is None
    assert team.session("") is None


@pytest.mark.parametrize(("name", "password"), [("A Reviewer", OTHER), ("Nobody", PASSWORD), ("", "")])
def test_turned_away(team: TeamAccounts, reviewer: str, name: str, password: str) -> None:
    """A wrong name or password begins nothing, and which of them was wrong is not told."""
    tried = team.sign_in(name, password)
    assert (tried.token, tried.account, tried.wait) == ("", None, 0)


@pytest.mark.parametrize("name", ["A Reviewer", "Nobody"])
def test_locked(team: TeamAccounts, reviewer: str, clock: Clock, name: str) -> None:
    """After several wrong passwords not even the right one is looked at for a while, known name or not."""
    for _ in range(TRIES):
        assert team.sign_in(name, OTHER).wait == 0
    assert team.sign_in(name, PASSWORD).wait == 60
    clock.now += 61
    assert bool(team.sign_in(name, PASSWORD).token) == (name == reviewer)


def test_longer_each_time(team: TeamAccounts, reviewer: str, clock: Clock) -> None:
    """Who goes on guessing waits twice as long each time, up to an hour."""
    waits = []
    for _ in range(TRIES + 8):
        clock.now += 4000
        team.sign_in(reviewer, OTHER)
        waits.append(team.sign_in(reviewer, OTHER).wait)
        clock.now += waits[-1]
    assert max(waits) == 3600


def test_many_guesses_at_once(team: TeamAccounts, reviewer: str) -> None:
    """Guessing in parallel gives no more guesses."""
    with ThreadPoolExecutor(12) as pool:
        tried = list(pool.map(lambda _: team.sign_in(reviewer, OTHER), range(24)))
    assert sum(one.wait == 0 for one in tried) == TRIES
    assert [entry[0] for entry in team.trail()].count("locked") == 1


def test_reset_opens(team: TeamAccounts, reviewer: str) -> None:
    """A new password ends the sessions, takes the lock off, and the old one is good for nothing."""
    token = team.sign_in(reviewer, PASSWORD).token
    for _ in range(TRIES):
        team.sign_in(reviewer, OTHER)
    team.set_password(reviewer, OTHER, by="")
    assert team.session(token) is None
    assert team.sign_in(reviewer, OTHER).token
    assert not team.sign_in(reviewer, PASSWORD).token


@pytest.mark.parametrize(("pause", "times"), [(IDLE_SECONDS + 1, 1), (IDLE_SECONDS - 1, 20)])
def test_sessions_end(team: TeamAccounts, reviewer: str, clock: Clock, pause: float, times: int) -> None:
    """A session ends without requests, and after half a day with them."""
    token = team.sign_in(reviewer, PASSWORD).token
    for _ in range(times):
        clock.now += pause
        if clock.now < 1_000_000 + min(IDLE_SECONDS, LONGEST_SECONDS):
            assert team.session(token) is not None
        team.session(token)
    assert team.session(token) is None


def test_closed(team: TeamAccounts, reviewer: str) -> None:
    """Who is closed out is out at once."""
    token = team.sign_in(reviewer, PASSWORD).token
    team.close_account(reviewer, by="")
    assert team.session(token) is None
    assert not team.sign_in(reviewer, PASSWORD).token


def test_roles(team: TeamAccounts, reviewer: str) -> None:
    """The higher of the role in a case and the role in all counts; a role can be taken away."""
    team.grant(reviewer, Role.READER, case=ALL_CASES, by="")
    (account,) = team.all()
    assert (account.role_in("case-1"), account.role_in("case-2")) == (Role.REVIEWER, Role.READER)
    assert team.grant(reviewer, None, case="case-1", by="").role_in("case-1") is Role.READER


def test_refused(team: TeamAccounts, reviewer: str) -> None:
    """Names that are taken, short passwords, unknown names and admins of one case are refused."""
    for refused in (
        lambda: team.add("a  REVIEWER", PASSWORD, by=""),
        lambda: team.add("", PASSWORD, by=""),
        lambda: team.add("Another", "short", by=""),
        lambda: team.set_password("Nobody", PASSWORD, by=""),
        lambda: team.grant(reviewer, Role.ADMIN, case="case-1", by=""),
    ):
        with pytest.raises(SettingsError):
            refused()


def test_last_admin_stays(team: TeamAccounts, reviewer: str) -> None:
    """On the screen, the last admin cannot be closed out; nothing of the attempt is kept."""
    team.add("Keeper", PASSWORD, by="")
    keeper = team.grant("Keeper", Role.ADMIN, by="")
    for attempt in (
        lambda: team.close_account("Keeper", by=keeper.id),
        lambda: team.grant("Keeper", Role.EDITOR, by=keeper.id),
    ):
        with pytest.raises(SettingsError, match="nobody would be left"):
            attempt()
    assert team.sign_in("Keeper", PASSWORD).account == keeper


def test_no_secret_is_kept(team: TeamAccounts, reviewer: str) -> None:
    """Neither a password nor the secret of a session stands in the database, and the trail names ids alone."""
    token = team.sign_in(reviewer, PASSWORD).token
    tables = ("accounts", "roles", "sessions", "tries", "trail")
    with team._database.reading() as connection:
        rows = {name: str(connection.exec_driver_sql(f"SELECT * FROM {name}").all()) for name in tables}
    assert "argon2id" in rows["accounts"]
    assert not any(PASSWORD in row or token in row for row in rows.values())
    assert reviewer not in rows["trail"] + rows["tries"] + rows["sessions"]
    assert [entry[0] for entry in team.trail()] == ["add", "role", "sign_in"]


def test_file_is_ones_own(tmp_path: Path) -> None:
    """A file of accounts can be read by nobody else, and is not made in a folder that is not there."""
    with TeamAccounts(tmp_path / "team.db"):
        assert stat.S_IMODE((tmp_path / "team.db").stat().st_mode) == 0o600
    with pytest.raises(CaseMissingError):
        TeamAccounts(tmp_path / "none" / "team.db")


def test_new_passwords() -> None:
    """Passwords that are made are long enough and differ."""
    made = {new_password() for _ in range(100)}
    assert len(made) == 100
    assert {len(one) for one in made} == {23}
