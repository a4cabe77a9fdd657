"""Care, withdrawal and the ledger as their users run them: commands, every file of the case, the dossier, the API."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from crossbearing import serving
from crossbearing.store.case import Case
from tests.in_process import listed, refused, run, succeed
from tests.show.export.made import every_byte

WORDS = ("water tower", "ridge", "Quiet Bulletin")
NAMES = ("Quellina", "Inventius", "كويلينا", "Bekzat", "Madeupov", "Examplino")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of two reports of one strike, one of them from a bulletin that must not be named. Copy, do not change."""
    folder = tmp_path_factory.mktemp("care")
    (folder / "r").mkdir()
    head = "---\npublisher: {}\npublished: {}\n---\n{}\n\n"
    (folder / "r" / "one.txt").write_text(
        head.format("Example News", "2016-09-18", "Strike near the airport")
        + "At least 12 people were killed in an air strike near Deir ez-Zor on 17 September 2016, said Norvin Examply, "
        "a farmer. Defence Minister Sergei Shoigu said 9 soldiers were killed.\n",
        encoding="utf-8",
    )
    (folder / "r" / "ridge-witness.txt").write_text(
        head.format("Quiet Bulletin", "2016-09-19", "What was seen from the ridge above the river")
        + "A resident who hid behind the water tower said 40 people were killed in the air strike near Deir ez-Zor on "
        "17 September 2016. Their charred bodies lay by the road, he said.\n",
        encoding="utf-8",
    )
    succeed("build", folder / "r", "--case", folder / "a.case", "--quiet", "--workers", "1")
    return folder / "a.case"


@pytest.fixture
def case(built: Path, tmp_path: Path) -> Path:
    """A copy of it, made as users make copies."""
    with closing(sqlite3.connect(built / "case.db")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(built, tmp_path / "a.case")
    return tmp_path / "a.case"


@pytest.fixture
def secret(case: Path) -> str:
    """The id of the document that is to be kept from others."""
    return next(row["document"] for row in listed(case, "claims") if "40" in row["span"]["quote"])


def test_confidential_throughout(case: Path, secret: str, tmp_path: Path) -> None:
    """Marked confidential, a document's words stand in no list, search or dossier; those with leave see them."""
    succeed("care", "document", case, secret[:12], "--confidential", "--by", "an editor", "--why", "asked for it")
    assert "confidential" in succeed("care", "list", case)
    shown = [
        succeed(view, case, "--format", "json") for view in ("claims", "findings", "sources", "incidents", "course")
    ]
    shown += [succeed("claims", case), succeed("findings", case), succeed("search", case, "tower")]
    succeed("report", case, "-o", tmp_path / "d.html")
    shown.append((tmp_path / "d.html").read_text(encoding="utf-8"))
    assert "1 document held back" in shown[-1]
    assert [word for text in shown for word in (*WORDS, "40 people") if word in text] == []
    assert "tower" in succeed("search", case, "tower", "--confidential")
    assert len(listed(case, "claims", "--confidential")) > len(listed(case, "claims"))
    with closing(sqlite3.connect(case / "case.db")) as database:
        actions = [action for (action,) in database.execute("SELECT action FROM log ORDER BY n DESC LIMIT 3")]
    assert actions[:2] == ["read_confidential", "read_confidential"]
    assert "whole and unaltered" in succeed("verify", case)


@pytest.fixture
def client(case: Path) -> Iterator[TestClient]:
    """The server of the case, as somebody without the right to what is held back reaches it."""
    with Case.open(case, write=True) as opened:
        app, token = serving.application(opened, case, port=80, hosts=frozenset({"testserver"}))
        with TestClient(app, headers={"Authorization": f"Bearer {token}"}) as made:
            yield made


def test_confidential_in_the_api(client: TestClient, case: Path, secret: str) -> None:
    """No answer of the API tells its words: not by lists, filters, search, the reader, nor its original."""
    (incident,) = client.get("/api/incidents").json()["items"]
    assert "Quiet Bulletin" in json.dumps(client.get("/api/case").json())
    succeed("care", "document", case, secret, "--confidential", "--by", "an editor")
    paths = [path for path, item in client.get("/api/openapi.json").json()["paths"].items() if "get" in item]
    answers = {}
    for path in paths:
        address = path.replace("{incident}", incident["id"]).replace("{document}", secret)
        if "{" not in address and "events" not in address:
            answer = client.get(address, params={"q": "tower", "document": secret, "source": "Quiet Bulletin"})
            answers[path] = answer.content.decode("utf-8", "replace")
            answers[f"{path} bare"] = client.get(address).content.decode("utf-8", "replace")
    assert len(answers) > 30
    told = {path: [w for w in WORDS if w in text.replace("source=Quiet", "")] for path, text in answers.items()}
    assert {path: found for path, found in told.items() if found} == {}
    assert client.get(f"/api/documents/{secret}/original").status_code in (403, 404, 409, 422)
    other = next(row["document"] for row in listed(case, "claims"))
    assert "Example News" in client.get("/api/sources").text
    succeed("care", "document", case, other, "--confidential", "--by", "an editor")
    assert "Example News" not in client.get("/api/sources").text


def test_figures_only(case: Path, secret: str) -> None:
    """With leave to tell its figures, its number counts and its words do not show."""
    succeed("care", "document", case, secret, "--confidential", "--figures", "--by", "an editor")
    text = succeed("claims", case, "--format", "json")
    (told,) = (row for row in json.loads(text) if row["document"] == secret and row["slot"] == "killed")
    assert (told["value"]["count"]["low"], told["span"]["quote"], told["speakers"][0]["name"]) == (
        40,
        "",
        "[held back]",
    )
    assert [word for word in WORDS if word in text + succeed("findings", case)] == []


def test_bad_records(case: Path, secret: str) -> None:
    """A date that is none, a content there is not, an unknown document and nothing said are refused in one line."""
    refused(("care", "document", case, secret, "--embargo", "soon", "--by", "x"), "is no date")
    refused(("care", "document", case, secret, "--contains", "gore", "--by", "x"), "gore")
    refused(("care", "document", case, "nope", "--confidential", "--by", "x"), "nope")
    refused(("care", "document", case, secret, "--by", "x"), "nothing was said")
    refused(("care", "name", case, "X", "--confidential", "--naming", "keep", "--by", "x"), "cannot be kept")


def test_withdrawn_for_good(case: Path, secret: str, built: Path) -> None:
    """Withdrawn, its words are in no byte of the case folder, `verify` tells of it, and it is not taken in again."""
    refused(("withdraw", case, secret), "authority")
    told = succeed("withdraw", case, secret, "--authority", "the witness, by letter 12")
    assert "linked and weighed anew: 1 incidents" in told
    left = [(where, word) for where, data in every_byte(case) for word in (*WORDS, "ridge-witness", "charred")
            if word.casefold() in data.decode("utf-8", "replace").casefold()]  # fmt: skip
    assert left == []
    verified = succeed("verify", case)
    assert "whole and unaltered" in verified
    assert "by the witness, by letter 12: original" in verified
    assert {row["value"]["count"]["low"] for row in listed(case, "claims", "--slot", "killed")} == {9, 12}
    assert succeed("withdraw", case).count("withdrawn 2") == 1
    again = run("add", built.parent / "r" / "ridge-witness.txt", "--case", case, "--quiet", "--workers", "1")
    assert (again.code, "was withdrawn from this case" in again.err) == (2, True)
    assert len({row["document"] for row in listed(case, "claims")}) == 1


def test_kept_until(case: Path, secret: str) -> None:
    """A document is withdrawn by `--expired` once its time has run out, and not before."""
    succeed("care", "document", case, secret, "--retain-until", "2999-01-01", "--by", "an editor")
    assert "No document's time" in succeed("withdraw", case, "--expired", "--authority", "retention rule 3")
    succeed("care", "document", case, secret, "--retain-until", "2020-01-01", "--by", "an editor")
    assert "Withdrawn: 1 documents" in succeed("withdraw", case, "--expired", "--authority", "retention rule 3")
    assert "whole and unaltered" in succeed("verify", case)


def test_the_log_holds_no_personal_data(case: Path, secret: str, tmp_path: Path) -> None:
    """After building, judging, caring, exporting and withdrawing, no name, word or file name stands in the log."""
    claim = listed(case, "claims")[0]["id"]
    succeed("judge", "claim", case, claim, "accept", "--by", "Selma Inventrix", "--why", "seen by Norvin Examply")
    succeed("care", "name", case, "Norvin Examply", "--naming", "hide", "--by", "Selma Inventrix")
    succeed("care", "place", case, "Exampleton shelter", "--until", "2999-01-01", "--by", "Selma Inventrix")
    succeed("export", case, "--format", "csv", "-o", tmp_path / "out", "--who", "Selma Inventrix", "--with-names")
    ledger(case, tmp_path)
    succeed("withdraw", case, secret, "--authority", "letter 12")
    with closing(sqlite3.connect(case / "case.db")) as database:
        log = "\n".join(f"{action} {detail}" for action, detail in database.execute("SELECT action, detail FROM log"))
    for word in (*WORDS, *NAMES, "Inventrix", "Examply", "Exampleton", "one.txt", "ridge-witness", "farmer", "Shoigu"):
        assert word.casefold() not in log.casefold(), word


def test_covered_words(case: Path, secret: str, tmp_path: Path) -> None:
    """Words that the list hints at are covered in lists and folded in the dossier; a person's look counts more."""
    assert "[covered" in succeed("search", case, "charred")
    for view in ("claims", "findings", "hypotheses", "evidence", "course", "records"):
        for form in ("table", "json", "csv"):
            assert "charred" not in succeed(view, case, "--format", form), (view, form)
    succeed("report", case, "-o", tmp_path / "d.html")
    page = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert "May contain graphic detail: words of the text suggest it, nobody has looked." in page
    assert "charred" not in page[: page.index('<details class="covered">')]
    succeed("care", "document", case, secret, "--cleared", "--by", "an editor")
    assert "charred" in succeed("search", case, "charred")
    succeed("care", "document", case, secret, "--contains", "graphic,sexual_violence", "--by", "an editor")
    for form in ("json", "csv"):
        assert "[covered" in succeed("claims", case, "--format", form, "--document", secret), form
        assert "40 people" in succeed("claims", case, "--format", form, "--document", secret, "--uncovered"), form
    succeed("report", case, "-o", tmp_path / "e.html")
    assert "Marked by a person as containing graphic detail and sexual violence." in (tmp_path / "e.html").read_text(
        encoding="utf-8"
    )
    assert "40 people" in page
    assert "40 people" not in succeed("claims", case)


def ledger(case: Path, folder: Path) -> Path:
    """Put three entries of two persons into the ledger of a case; return its key."""
    key = folder / "ledger.key"
    succeed("victims", "key", case, "--key", key)
    (folder / "names.csv").write_text(
        "Name,Other names,Age,Kin,Fate,Date\n"
        "Quellina Inventius,,34,sister of Bekzat,killed,2016-09-17\n"
        "كويلينا Inventius,,35,,killed,2016-09-17\n"
        "Bekzat Madeupov,Bekzat Examplino,7,,wounded,\n",
        encoding="utf-8",
    )
    incident = listed(case, "incidents")[0]["id"]
    succeed("victims", "import", case, folder / "names.csv", "--incident", incident, "--key", key, "--by", "an editor")
    return key


def test_the_ledger_is_sealed(case: Path, tmp_path: Path) -> None:
    """Names of the ledger stand in no byte of the case and in no list; with the key they read as they were written."""
    key = ledger(case, tmp_path)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    found = [(where, name) for where, data in every_byte(case) for name in NAMES
             if name.casefold() in data.decode("utf-8", "replace").casefold()]  # fmt: skip
    assert found == []
    told = succeed("victims", "list", case, "--key", key)
    assert all(name in told for name in NAMES)
    succeed("victims", "key", case, "--key", tmp_path / "other.key")
    refused(("victims", "list", case, "--key", tmp_path / "other.key"), "does not open this ledger")
    refused(("victims", "list", case, "--key", tmp_path / "names.csv"), "no key")
    refused(("victims", "key", case, "--key", case / "k"), "goes")
    assert "whole and unaltered" in succeed("verify", case)


def test_duplicates_and_totals(case: Path, tmp_path: Path) -> None:
    """One person under two scripts is proposed, decided by a person, and counted once against what accounts count."""
    key = ledger(case, tmp_path)
    pairs = succeed("victims", "duplicates", case, "--key", key).splitlines()
    assert len(pairs) == 3
    assert "in two scripts" in pairs[2]
    assert "killed: 2 named; accounts give" in succeed("victims", "totals", case, "--key", key)
    ids = [line.split()[0] for line in pairs[:2]]
    succeed("victims", "same", case, *ids, "--key", key, "--by", "an editor")
    assert "No two entries" in succeed("victims", "duplicates", case, "--key", key)
    totals = succeed("victims", "totals", case, "--key", key)
    assert "2 persons in the ledger, 3 entries" in totals
    assert "killed: 1 named" in totals
    with closing(sqlite3.connect(case / "case.db")) as database:
        reads = database.execute("SELECT count(*) FROM log WHERE action = 'ledger_read'").fetchone()[0]
    assert reads == 5


def test_exports_look_for_the_ledger(case: Path, tmp_path: Path) -> None:
    """An export says whether the names of the ledger were looked for."""
    key = ledger(case, tmp_path)
    assert "not searched for" in succeed("export", case, "--format", "json", "-o", tmp_path / "a")
    told = succeed("export", case, "--format", "json", "-o", tmp_path / "b", "--ledger-key", key)
    assert "not searched for" not in told


def test_covered_in_the_api(client: TestClient, case: Path, secret: str) -> None:
    """The server says what is covered and why, covers snippets itself, and follows a person's look at once."""
    rows = {row["id"]: row for row in client.get("/api/claims", params={"document": secret}).json()["items"]}
    assert rows
    note = client.get(f"/api/documents/{secret}").json()["cover"]
    assert note.startswith("May contain graphic detail")
    (hit,) = client.get("/api/search", params={"q": "charred"}).json()["items"]
    assert "charred" not in json.dumps(hit)
    succeed("care", "document", case, secret, "--contains", "graphic", "--by", "an editor")
    assert client.get(f"/api/documents/{secret}").json()["cover"] == "Marked by a person as containing graphic detail."
    after = client.get("/api/claims", params={"document": secret}).json()["items"]
    assert {row["covered"] for row in after} == {True}
    titles = {card["title"] for card in client.get("/api/documents").json()["items"]}
    assert "[covered: open the document to read it]" in titles
    succeed("care", "document", case, secret, "--contains", "", "--cleared", "--by", "an editor")
    assert client.get(f"/api/documents/{secret}").json()["cover"] == ""
