"""Looking at a table before it is taken in, and remembering what its columns hold."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from tests.show.web.waiting import wait

REPORTS = """\
kopf;inhalt;quelle;wann
Shelling;"Shells hit the harbour of Latakia on 3 March 2019. Four died, the port authority said.";Gazette;04/03/2019
Second report;"Six people were killed at the harbour of Latakia, the Defence Ministry said.";Coast Agency;05/03/2019
"""
CODED = "outlet,kind,said\nGazette,dead,4\nCoast Agency,dead,6\nGazette,hurt,11\n"


def look(client: TestClient, text: str, name: str = "reports.csv") -> dict[str, Any]:
    answer = client.post("/api/tables", files={"file": (name, text.encode(), "text/csv")})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def mapping(seen: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"who": "Analyst A", "headers": seen["columns"], "columns": {}, **more}


def test_a_table_is_shown_before_it_is_taken(asked: TestClient) -> None:
    """Columns, first rows and a guess; nothing is stored by looking."""
    before = asked.get("/api/case").json()["counts"]
    seen = look(asked, REPORTS)
    assert seen["columns"] == ["kopf", "inhalt", "quelle", "wann"]
    assert seen["rows"][0]["quelle"] == "Gazette"
    assert seen["guess"]["text"] == "inhalt"
    assert seen["remembered"] is None
    assert asked.get("/api/case").json()["counts"] == before


def test_a_mapping_is_remembered_by_its_header(asked: TestClient) -> None:
    """The next table with the same columns, in any order, comes with it; one with others does not."""
    seen = look(asked, REPORTS)
    columns = {"text": "inhalt", "title": "kopf", "publisher": "quelle", "published": "wann"}
    kept = asked.post("/api/tables/mapping", json=mapping(seen, columns=columns, date_order="day"))
    assert kept.status_code == 200, kept.text
    turned = look(asked, "wann;quelle;kopf;inhalt\n06/03/2019;Gazette;Third;Two people were wounded.\n")
    assert turned["remembered"]["columns"] == columns
    assert turned["remembered"]["by"] == "Analyst A"
    assert look(asked, "wann;quelle;kopf;text\n06/03/2019;Gazette;Third;Two.\n")["remembered"] is None


def test_a_mapped_table_is_taken_in(asked: TestClient) -> None:
    """The mapping that comes back, sent beside the table, settles what its columns hold."""
    seen = look(asked, REPORTS)
    columns = {"text": "inhalt", "title": "kopf", "publisher": "quelle", "published": "wann"}
    text = asked.post("/api/tables/mapping", json=mapping(seen, columns=columns, date_order="day")).json()["mapping"]
    files = [
        ("files", ("reports.csv", REPORTS.encode(), "text/csv")),
        ("files", ("reports.csv.mapping.toml", text.encode(), "application/toml")),
    ]
    ended = wait(asked, asked.post("/api/files", files=files).json()["id"])
    assert ended["state"] == "done", ended
    cards = asked.get("/api/documents", params={"limit": 500}).json()["items"]
    assert [(one["title"], one["published"]) for one in cards if one["publisher"] == "Coast Agency"] == [
        ("Second report", "2019-03-05")
    ]


def test_types_of_claims_become_questions(asked: TestClient) -> None:
    """A table of coded claims is mapped by its types of claims, whose words are listed for it."""
    seen = look(asked, CODED, "coded.csv")
    assert seen["words"]["kind"] == ["dead", "hurt"]
    body = mapping(
        seen,
        columns={"slot": "kind", "value": "said", "publisher": "outlet"},
        slots={"dead": "killed", "hurt": "wounded"},
    )
    kept = asked.post("/api/tables/mapping", json=body)
    assert kept.status_code == 200, kept.text
    assert '"dead" = "killed"' in kept.json()["mapping"]


def test_a_mapping_that_makes_no_sense_is_refused(asked: TestClient) -> None:
    """A column that is not there, a field nobody knows, a question there is none of: each is told in words."""
    seen = look(asked, CODED, "coded.csv")
    for body in (
        mapping(seen, columns={"text": "nothing"}),
        mapping(seen, columns={"nothing": "kind", "text": "said"}),
        mapping(seen, columns={"slot": "kind", "value": "said"}, slots={"dead": "nothing"}),
        mapping(seen, columns={"publisher": "outlet"}),
    ):
        answer = asked.post("/api/tables/mapping", json=body)
        assert answer.status_code == 422, answer.text
        assert answer.json()["detail"]


def test_hostile_cells_and_headers_stay_words(asked: TestClient) -> None:
    """Quotation marks, line ends and markup in a header come back as they are and cannot leave the mapping file."""
    odd = '"]\n[chain]\nseparator = "<script>'
    seen = look(asked, f'"{odd.replace(chr(34), chr(34) * 2)}",b\nSome words of a report stand here,2\n')
    (name, _) = seen["columns"]
    kept = asked.post("/api/tables/mapping", json=mapping(seen, columns={"text": name}))
    assert kept.status_code == 200, kept.text
    assert "\n[chain]" not in kept.json()["mapping"]


def test_what_is_no_table_is_told(asked: TestClient) -> None:
    """A picture, an empty file: refused in words."""
    for data in (b"", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, b"%PDF-1.7 nothing"):
        answer = asked.post("/api/tables", files={"file": ("a.csv", data, "text/csv")})
        assert answer.status_code == 422, answer.text
