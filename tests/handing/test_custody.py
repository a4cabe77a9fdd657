"""What is kept of how an original came to be here: both hashes, the clock, the chain; and that `verify` checks it."""

from __future__ import annotations

import ctypes
import dataclasses
import hashlib
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from crossbearing.codec.json import decode, encode
from crossbearing.collect import clock
from crossbearing.collect.clock import clock_source
from crossbearing.model.documents import Document
from crossbearing.store.case import Case
from crossbearing.store.verify import verify
from tests.command_line import succeed

CLOCKS = {clock.IN_STEP, clock.NOT_IN_STEP, clock.NOT_KNOWN}


def test_both_hashes_clock_and_chain_are_kept(tmp_path: Path) -> None:
    """Each document states SHA-256 and SHA-512 of its bytes, the clock, where it came from, how, when and by whom."""
    report = tmp_path / "one.txt"
    report.write_text("Four people were killed in Aleppo on 2 May 2017, the governor said.\n", encoding="utf-8")
    succeed("build", report, "--case", tmp_path / "x.case", "--quiet", "--workers", "1", "--tagger", "off",
            "--who", "Selma Inventrix")  # fmt: skip
    with Case.open(tmp_path / "x.case") as case:
        document = next(iter(case.documents()))
        log = json.dumps([entry.detail for entry in case.entries()])
    data = report.read_bytes()
    assert (document.sha256, document.sha512) == (hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest())
    assert document.clock in CLOCKS
    link = document.custody[-1]
    assert (link.source, link.who, link.collected_at) == ("one.txt", "Selma Inventrix", document.collected_at)
    assert "Inventrix" not in log
    told = succeed("export", tmp_path / "x.case", "--format", "json", "-o", tmp_path / "json")
    assert told
    for path in (tmp_path / "json").iterdir():
        assert b"Inventrix" not in path.read_bytes()
    rows = json.loads((tmp_path / "json" / "documents.json").read_text(encoding="utf-8"))
    assert (rows[0]["sha512"], rows[0]["clock"]) == (document.sha512, document.clock)


def test_what_captured_a_page_before_stands_first(tmp_path: Path) -> None:
    """A page saved by a browser names that capture first, with its address, and then our own collection of the file."""
    page = (
        "From: <Saved by Example>\r\nSnapshot-Content-Location: https://news.example.org/a\r\n"
        "Subject: Strike in Aleppo\r\nDate: Tue, 2 May 2017 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Location: https://news.example.org/a\r\n\r\n"
        "<html><head><title>Strike in Aleppo</title></head><body><article><p>Four people were killed in Aleppo on "
        "2 May 2017, the governor said. The strike hit a market in the east of the city in the morning.</p></article>"
        "</body></html>\r\n--b--\r\n"
    )
    (tmp_path / "a.mhtml").write_bytes(page.encode())
    succeed(
        "build", tmp_path / "a.mhtml", "--case", tmp_path / "x.case", "--quiet", "--workers", "1", "--tagger", "off"
    )
    with Case.open(tmp_path / "x.case") as case:
        chain = next(iter(case.documents())).custody
    assert len(chain) == 2
    assert chain[0].how.startswith("captured before: ")
    assert chain[0].source == "https://news.example.org/a"
    assert chain[1].source == "a.mhtml"


def test_another_second_hash_is_found(handed: Path, tmp_path: Path) -> None:
    """An original whose SHA-512 is not the one stated is named, even where its SHA-256 fits."""
    case = Path(shutil.copytree(handed / "x.case", tmp_path / "x.case"))
    with sqlite3.connect(case / "case.db") as database:
        key, body = database.execute("select id, body from documents").fetchone()
        document = dataclasses.replace(decode(body), sha512="0" * 128)
        database.execute("update documents set body = ? where id = ?", (encode(document).decode(), key))
    database.close()
    assert any("SHA-512" in problem for problem in verify(case))


def test_documents_of_older_versions() -> None:
    """A document stored without second hash, clock and chain is read as before."""
    old = {"$": "Document", "id": "d", "sha256": "00", "locator": "", "media_type": "text/plain", "size": 1}
    assert decode(json.dumps({**old, "name": "a", "collected_at": "x"})) == Document(
        "d", "00", "", "text/plain", 1, "a", "x"
    )


@pytest.mark.parametrize(
    ("platform", "status", "answer", "said"),
    [
        ("linux", 0x00, 0, clock.IN_STEP),
        ("linux", 0x40, 5, clock.NOT_IN_STEP),
        ("linux", 0x00, -1, clock.NOT_KNOWN),
        ("win32", 0x00, 0, clock.NOT_KNOWN),
    ],
)
def test_the_clock(monkeypatch: pytest.MonkeyPatch, platform: str, status: int, answer: int, said: str) -> None:
    """What the kernel says of its clock is put in words; where it cannot be asked, that is said."""

    class Kernel:
        def adjtimex(self, state: ctypes.Array[ctypes.c_char]) -> int:
            """Fill in a status, as the kernel does."""
            state[40] = status
            return answer

    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr("ctypes.CDLL", lambda _: Kernel())
    assert clock_source() == said


def test_this_systems_clock() -> None:
    """The real one answers in one of the three ways."""
    assert clock_source() in CLOCKS
