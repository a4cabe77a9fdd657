"""A server for a team: who may do what, on every address; signing in; what is written down."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from crossbearing import serving, teaming
from crossbearing.model.care import Care
from crossbearing.model.protocols import Linked
from crossbearing.model.team import ALL_CASES, Role
from crossbearing.store.accounts import TeamAccounts
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.store import making

PASSWORD = "correct horse battery"
PEOPLE = ("reader", "reviewer", "editor", "admin")
ORDER = ("nobody", "stranger", *PEOPLE)

# Who may use an address at least. Addresses that are not named here follow the rule below.
TABLE = {
    "POST /api/team/login": "nobody",
    "GET /api/team/me": "stranger",
    "POST /api/team/logout": "stranger",
    "POST /api/team/password": "stranger",
    "GET /api/team/accounts": "admin",
    "POST /api/team/accounts": "admin",
    "POST /api/team/accounts/change": "admin",
    "GET /api/case": "reader",
    "GET /api/verify": "reader",
    "GET /api/documents/{document}/original": "reader",
    "GET /api/incidents/{incident}/dossier": "reader",
    "POST /api/judgements": "reviewer",
    "POST /api/files": "reviewer",
    "POST /api/rules": "editor",
    "GET /api/rules": "reader",
    "GET /api/exports": "reader",
    "POST /api/exports": "editor",
    "POST /api/exports/preview": "editor",
    "GET /api/exports/{export}/file": "editor",
    "GET /api/incidents/{incident}/releases": "reader",
    "POST /api/incidents/{incident}/releases": "editor",
    "GET /api/releases/{release}": "reader",
    "POST /api/coded/{record}/withdraw": "reviewer",
    "POST /api/translations/{record}/withdraw": "reviewer",
    "GET /api/documents/{document}/care": "editor",
    "POST /api/documents/{document}/care": "editor",
    "POST /api/care/names": "editor",
    "POST /api/care/places": "editor",
    "GET /api/incidents/{incident}/grouping": "reader",
    "POST /api/incidents/{incident}/grouping": "reviewer",
}
# An address with one of these in it does something of weight: it has to be named above.
WEIGHTY = (
    "export",
    "release",
    "publish",
    "sign",
    "rule",
    "setting",
    "account",
    "victim",
    "ledger",
    "withdraw",
    "erase",
)
WEIGHTY += ("import", "care", "embargo", "retention", "seal", "redact", "bag")


def expected(method: str, path: str) -> str:
    """Return who may use an address at least."""
    rule = "reader" if method in ("GET", "HEAD") else "reviewer"
    return TABLE.get(f"{method} {path}", rule)


class Team:
    """A server over a small case, and people with one role each.

    Args:
        case: The case.
        accounts: The accounts.
    """

    def __init__(self, case: Case, accounts: TeamAccounts) -> None:
        self.case = case
        self.accounts = accounts
        self.id = teaming.case_id(case)
        for name in ("stranger", *PEOPLE):
            accounts.add(name, PASSWORD, by="")
        for name in PEOPLE:
            role = Role(name)
            accounts.grant(name, role, case=ALL_CASES if role is Role.ADMIN else self.id, by="")
        accounts.grant("stranger", Role.EDITOR, case="another case", by="")
        self.app, token = serving.application(case, Path(str(case.path)), port=80, team=accounts)
        assert token == ""

    def client(self, name: str = "nobody") -> TestClient:
        """Return a client that is signed in as somebody, or as nobody."""
        client = TestClient(self.app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        if name != "nobody":
            client.cookies.set("crossbearing-team-80", self.accounts.sign_in(name, PASSWORD).token)
        return client


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """The server."""
    folder = tmp_path_factory.mktemp("team")
    with pytest.MonkeyPatch.context() as cheap:
        cheap.setattr("argon2.PasswordHasher", partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1))
        with Case.create(folder / "a.case") as case, TeamAccounts(folder / "team.db") as accounts:
            readings = [making.reading(folder, town, n) for n, town in enumerate(("Homs", "Hama"), start=3)]
            case.add_readings(readings)
            claims = [reading.claims[0] for reading in readings]
            case.replace_links(Linked((making.incident("HOM-23456", claims),), ()))
            yield Team(case, accounts)


def addresses(team: Team) -> list[tuple[str, str]]:
    """Return every address of the API: method and path."""
    return [(method.upper(), path) for path, item in team.app.openapi()["paths"].items() for method in item]


def call(client: TestClient, method: str, path: str) -> int:
    """Return the status of a request that says nothing of use."""
    filled = "/".join("x" if part.startswith("{") else part for part in path.split("/"))
    content = {} if method in ("GET", "HEAD", "DELETE") else {"json": {}}
    return client.request(method, filled, **content).status_code


@pytest.mark.parametrize("name", ORDER)
def test_access_matrix(team: Team, name: str) -> None:
    """Every address answers each role as the table says: not signed in 401, too low a role 403, else neither."""
    wrong = []
    for method, path in addresses(team):
        status = call(team.client(name), method, path)
        allowed = ORDER.index(name) >= ORDER.index(expected(method, path))
        fits = status not in (401, 403) if allowed else status == (401 if name == "nobody" else 403)
        if not fits:
            wrong.append(f"{method} {path}: {status} for {name}, at least {expected(method, path)} expected")
    assert wrong == []


def test_weighty_addresses_are_in_the_table(team: Team) -> None:
    """An address that sounds as if it did something of weight is in the table, where somebody thought about it."""
    missing = [
        f"{method} {path}"
        for method, path in addresses(team)
        if f"{method} {path}" not in TABLE
        and any(word in part for part in path.split("/") if "{" not in part for word in WEIGHTY)
    ]
    assert missing == [], "add them to TABLE, and to show/web/rights.py if the rule there does not fit"
    gone = [entry for entry in TABLE if tuple(entry.split()) not in addresses(team)]
    assert gone == []


def test_pages_are_open_and_hold_nothing(team: Team) -> None:
    """The page that asks for name and password is there for all; addresses that are none ask for a name as well."""
    assert team.client().get("/").status_code in (200, 503)
    assert team.client().get("/api/no-such-thing").status_code == 401
    assert team.client("reader").get("/api/no-such-thing").status_code == 404


def test_names_are_for_editors(team: Team) -> None:
    """What shows the names of private persons asks for an editor."""
    address = "/api/incidents/HOM-23456/dossier"
    assert team.client("reviewer").get(address).status_code == 200
    assert team.client("reviewer").get(address, params={"names": "true"}).status_code == 403
    assert team.client("editor").get(address, params={"names": "true"}).status_code == 200


def test_signing_in_and_out(team: Team) -> None:
    """The session is a cookie that no script reads and no other site sends; signing out ends it."""
    client = team.client()
    answer = client.post("/api/team/login", json={"name": "Reader", "password": PASSWORD})
    assert answer.json() == {"name": "reader", "role": "reader", "everywhere": False, "closed": False, "case": "a"}
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "secure" not in cookie
    assert client.get("/api/team/me").json()["name"] == "reader"
    token = client.cookies["crossbearing-team-80"]
    assert client.post("/api/team/logout").status_code == 200
    client.cookies.set("crossbearing-team-80", token)
    assert client.get("/api/case").status_code == 401


def test_cookie_is_kept_to_encrypted_connections(team: Team) -> None:
    """Behind encryption, the cookie goes over nothing else."""
    client = TestClient(team.app, base_url="https://cases.example.org")
    answer = client.post("/api/team/login", json={"name": "reader", "password": PASSWORD})
    assert "secure" in answer.headers["set-cookie"].lower()


def test_lockout(team: Team) -> None:
    """After five wrong passwords even the right one is turned away, and the answer says for how long."""
    team.accounts.add("forgetful", PASSWORD, by="")
    client = team.client()
    wrong = {"name": "forgetful", "password": "wrong wrong wrong"}
    assert [client.post("/api/team/login", json=wrong).status_code for _ in range(6)] == [401] * 5 + [429]
    answer = client.post("/api/team/login", json={**wrong, "password": PASSWORD})
    assert answer.status_code == 429
    assert 0 < answer.json()["wait"] <= 60


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("address", ["/api/team/login", "/api/judgements", "/api/team/logout", "/api/files"])
def test_other_sites_write_nothing(team: Team, headers: dict[str, str], address: str) -> None:
    """A page of another site can neither write in somebody's name nor sign them in or out."""
    assert team.client("editor").post(address, json={}, headers=headers).status_code == 403


def draft(team: Team, who: str, **more: Any) -> dict[str, Any]:
    """Return a judgement as a page sends it."""
    claim = next(team.case.claims())
    fields = {"id": f"j-{who}-000001", "target_kind": "statement", "target": claim.statement, "decision": "accept"}
    return {"items": [{**fields, "who": who, **more}]}


def test_everybody_signs_for_themselves(team: Team) -> None:
    """A judgement is signed with the name of the account, and with no other."""
    client = team.client("reviewer")
    refused = client.post("/api/judgements", json=draft(team, "editor"))
    assert refused.status_code == 403
    assert "signed in as reviewer" in refused.json()["detail"]
    assert client.post("/api/judgements", json=draft(team, "reviewer")).status_code == 201
    assert [one.who for one in team.case.judgements()] == ["reviewer"]


def test_signing_off_is_for_editors(team: Team) -> None:
    """Calling an incident completed is for editors; saying that it is under way is not."""
    status = {"target_kind": "grade", "target": "HOM-23456", "decision": "grade", "scale": "review_status"}
    completed = {**status, "grade": "completed"}
    assert team.client("reviewer").post("/api/judgements", json=draft(team, "reviewer", **completed)).status_code == 403
    under_way = draft(team, "reviewer", **{**status, "grade": "in_progress", "id": "j-under-way"})
    assert team.client("reviewer").post("/api/judgements", json=under_way).status_code != 403


def test_password_of_ones_own(team: Team) -> None:
    """Whoever knows the present password may change it; that ends the session."""
    team.accounts.add("careful", PASSWORD, by="")
    client = team.client("careful")
    change = {"present": "not it at all", "password": "a better one this time"}
    assert client.post("/api/team/password", json=change).status_code == 403
    assert client.post("/api/team/password", json={**change, "present": PASSWORD}).status_code == 200
    assert client.get("/api/team/me").status_code == 401
    assert team.accounts.sign_in("careful", change["password"]).token


def test_keeping_accounts(team: Team) -> None:
    """An admin makes, changes and closes accounts; nobody sees a password again."""
    admin = team.client("admin")
    made = {"name": "Newcomer", "password": PASSWORD, "role": "reader"}
    assert admin.post("/api/team/accounts", json=made).json()["role"] == "reader"
    assert admin.post("/api/team/accounts", json=made).status_code == 422
    assert (
        admin.post("/api/team/accounts/change", json={"name": "newcomer", "role": "editor"}).json()["role"] == "editor"
    )
    newcomer = team.client("Newcomer")
    assert newcomer.get("/api/case").status_code == 200
    assert admin.post("/api/team/accounts/change", json={"name": "Newcomer", "no_access": True}).json()["role"] == ""
    assert newcomer.get("/api/case").status_code == 403
    assert admin.post("/api/team/accounts/change", json={"name": "Newcomer", "closed": True}).json()["closed"]
    assert newcomer.get("/api/case").status_code == 401
    assert admin.post("/api/team/accounts/change", json={"name": "nobody", "closed": True}).status_code == 422
    listed = admin.get("/api/team/accounts")
    assert {"Newcomer", "admin"} <= {one["name"] for one in listed.json()["items"]}
    assert "argon2" not in listed.text


def test_last_admin_stays(team: Team) -> None:
    """The only admin cannot be closed out by mistake."""
    answer = team.client("admin").post("/api/team/accounts/change", json={"name": "admin", "closed": True})
    assert answer.status_code == 422
    assert team.client("admin").get("/api/team/accounts").status_code == 200


def test_reads_of_confidential_material_are_written_down(team: Team) -> None:
    """Who reads what is confidential stands in the log, by the id of the account, once a session; nothing else does.

    A reader, who may not see it, is refused, and there is nothing to write down.
    """
    open_one, held = (document.id for document in team.case.documents())
    care = Care(id="c1", subject=held, by="an editor", at="2026-03-01T10:00:00+00:00", confidential=True)
    team.case.records().add([care])
    assert team.client("reader").get(f"/api/documents/{held}/original").status_code >= 400
    client = team.client("reviewer")
    before = len(list(team.case.entries()))
    client.get(f"/api/documents/{open_one}")
    assert len(list(team.case.entries())) == before
    client.get(f"/api/documents/{held}/original")
    client.get(f"/api/documents/{held}/original")
    client.get("/api/incidents/HOM-23456")
    written = [entry.detail for entry in team.case.entries() if entry.action == "read_confidential"]
    reader = next(account for account in team.accounts.all() if account.name == "reviewer")
    assert [(one["account"], one["subject"]) for one in written] == [(reader.id, held), (reader.id, "HOM-23456")]
    assert "reviewer" not in str(written)
    team.client("stranger").get(f"/api/documents/{held}/original")
    assert len(list(team.case.entries())) == before + 2
    assert verify(team.case.path) == []


def test_answers_follow_the_rights_of_who_asks(team: Team) -> None:
    """What was shown to somebody who may see what is held back is not shown again when they may no longer."""
    held = list(team.case.documents())[-1].id
    care = Care(id="c1", subject=held, by="an editor", at="2026-03-01T10:00:00+00:00", confidential=True)
    team.case.records().add([care])
    team.accounts.add("changing", PASSWORD, by="")
    for role, shown in ((Role.REVIEWER, True), (Role.READER, False), (Role.EDITOR, True)):
        team.accounts.grant("changing", role, case=team.id, by="")
        client = team.client("changing")
        for address in 2 * ("/api/claims", "/api/sources"):  # the second time, nothing is written to the log
            client.get(address)
        assert (held in client.get("/api/claims").text) == shown
        told = {one["publisher"] for one in client.get("/api/sources").json()["items"]}
        assert told == ({"Gazette"} if shown else {"Gazette", ""})


def test_case_holds_no_account(team: Team) -> None:
    """Nothing of the accounts is in the case: neither names that never signed anything, nor hashes."""
    files = [file.read_bytes() for file in Path(str(team.case.path)).rglob("*") if file.is_file()]
    assert not any(b"argon2id" in content or b"stranger" in content for content in files)
