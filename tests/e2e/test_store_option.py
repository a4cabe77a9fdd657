"""A case on a PostgreSQL server, by its name and `--store`, does all that one in a folder does."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command_line import run, succeed

REPORTS = {
    "one.txt": "Gazette, 2 May 2017\n\nThe governor of Homs said 12 people were killed in an air strike on Monday.",
    "two.txt": "Courier, 2 May 2017\n\nThe health ministry said 14 people were killed in the air strike in Homs.",
}


def test_same_case_in_both_stores(server: str, tmp_path: Path) -> None:
    """Built from the same reports, the two hold the same claims; each command finds the case by its name."""
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text)
    first, second = tmp_path / "one.txt", tmp_path / "two.txt"
    on_server = ("--store", server)
    succeed("build", first, "--case", "homs", *on_server, "--quiet")
    succeed("add", second, "--case", "homs", *on_server, "--quiet")
    succeed("build", first, second, "--case", tmp_path / "homs.case", "--quiet")
    claims = [
        json.loads(succeed("claims", *place, "--format", "json"))
        for place in (("homs", *on_server), (tmp_path / "homs.case",))
    ]
    assert [claim["id"] for claim in claims[0]] == [claim["id"] for claim in claims[1]]
    assert claims[0]
    succeed("verify", "homs", *on_server)
    succeed("report", "homs", *on_server, "-o", tmp_path / "dossier.html")
    succeed("export", "homs", *on_server, "--format", "csv", "-o", tmp_path / "lists")
    graded = json.loads(succeed("incidents", "homs", *on_server, "--format", "json"))[0]["id"]
    signed = succeed("judge", "grade", "homs", "airwars_harm", graded, "fair", "--by", "An editor", *on_server)
    assert "signed by An editor" in signed
    succeed("verify", "homs", *on_server)


def test_store_that_is_none(tmp_path: Path) -> None:
    """A store that is no address is refused with what one looks like."""
    refused = run("verify", "homs", "--store", tmp_path / "x")
    assert refused.returncode == 2
    assert "address of a PostgreSQL database" in refused.stderr
