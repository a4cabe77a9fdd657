"""Addresses of a team: signing in and out, one's own password, and the accounts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from crossbearing.model.team import ALL_CASES, Account, Role
from crossbearing.show.web.problems import ProblemError
from crossbearing.show.web.team_access import TeamAccess, account_of

__all__ = ["account_routes"]

Row = dict[str, Any]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
Password = Annotated[str, Field(min_length=1, max_length=1024)]


class SignIn(BaseModel):
    """A name and a password."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    password: Password


class Change(BaseModel):
    """One's present password and the one to come."""

    model_config = ConfigDict(extra="forbid")

    present: Password
    password: Password


class NewAccount(BaseModel):
    """An account to make."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    password: Password
    role: Role
    everywhere: bool = False


class Changed(BaseModel):
    """What is to change about an account; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    role: Role | None = None
    everywhere: bool = False
    no_access: bool = False
    password: Password | None = None
    closed: bool = False


def account_routes(access: TeamAccess, case_name: str) -> APIRouter:
    """Return the addresses of a team.

    Args:
        access: The gate, which knows the accounts.
        case_name: What the case is called for people.
    """
    routes = APIRouter(prefix="/api/team", tags=["team"])
    accounts = access.accounts

    def view(account: Account) -> Row:
        role = account.role_in(access.case)
        return {
            "name": account.name,
            "role": role.value if role else "",
            "everywhere": account.role_in(ALL_CASES) is not None,
            "closed": account.closed,
        }

    @routes.post("/login")
    def login(given: SignIn, request: Request, response: Response) -> Row:
        """Sign in. The session is a cookie that no script can read."""
        tried = accounts.sign_in(given.name, given.password)
        if tried.wait:
            raise ProblemError(
                429,
                "too many wrong passwords for this name",
                f"try again in {tried.wait} seconds, or ask whoever keeps the accounts for a new password",
                wait=tried.wait,
            )
        if tried.account is None:
            raise ProblemError(401, "name and password do not fit", "check both; the password is case-sensitive")
        response.set_cookie(
            access.cookie,
            tried.token,
            httponly=True,
            samesite="strict",
            path="/",
            secure=request.url.scheme == "https",
        )
        return {**view(tried.account), "case": case_name}

    @routes.post("/logout")
    def logout(request: Request, response: Response) -> Row:
        """End the session."""
        accounts.sign_out(request.cookies.get(access.cookie, ""))
        response.delete_cookie(access.cookie, path="/", httponly=True, samesite="strict")
        return {"signed_in": False}

    @routes.get("/me")
    def me(request: Request) -> Row:
        """Who is signed in, and what they may do in this case."""
        return {**view(account_of(request)), "case": case_name}

    @routes.post("/password")
    def password(given: Change, request: Request, response: Response) -> Row:
        """Change one's own password; all one's sessions end."""
        account = account_of(request)
        # By the same way as signing in, so that wrong guesses are counted here as well.
        tried = accounts.sign_in(account.name, given.present)
        if tried.account is None:
            raise ProblemError(403, "that is not your present password", "after several wrong ones, wait a minute")
        accounts.set_password(account.name, given.password, by=account.id)
        response.delete_cookie(access.cookie, path="/", httponly=True, samesite="strict")
        return {"changed": True}

    @routes.get("/accounts")
    def listed() -> Row:
        """All accounts, with their roles in this case."""
        return {"items": [view(account) for account in accounts.all()]}

    @routes.post("/accounts", status_code=201)
    def add(given: NewAccount, request: Request) -> Row:
        """Make an account with a role in this case or in all."""
        by = account_of(request).id
        made = accounts.add(given.name, given.password, by=by)
        return view(accounts.grant(made.name, given.role, case=_scope(given.role, given.everywhere), by=by))

    @routes.post("/accounts/change")
    def change(given: Changed, request: Request) -> Row:
        """Give an account another role or password, take its access to this case away, or close it."""
        by = account_of(request).id
        if given.role is not None or given.no_access:
            role = None if given.no_access else given.role
            accounts.grant(given.name, role, case=_scope(role, given.everywhere), by=by)
        if given.password is not None:
            accounts.set_password(given.name, given.password, by=by)
        if given.closed:
            accounts.close_account(given.name, by=by)
        known = {account.name.casefold(): account for account in accounts.all()}
        found = known.get(" ".join(given.name.split()).casefold())
        if found is None:
            raise ProblemError(404, f"no account {given.name!r}", "list the accounts")
        return view(found)

    def _scope(role: Role | None, everywhere: bool) -> str:
        return ALL_CASES if everywhere or role is Role.ADMIN else access.case

    return routes
