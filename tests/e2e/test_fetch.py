"""Fetching and backing up as a user does: commands on a real case, pages from a real server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from crossbearing.store.case import Case
from tests.command_line import listed, run, succeed

pytest.importorskip("warcio", reason="the extra `fetch` is not installed")

HOME = "127.0.0.0/8"


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A small site, while it runs."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "robots.txt").write_text("User-agent: *\nDisallow: /closed\n")
    (folder / "report.html").write_text(
        "<html><head><title>Market shelled</title></head><body><article><p>Shells hit a market in Idlib on 4 May 2017. "
        "Seven people were killed, the Syrian Observatory for Human Rights said.</p></article></body></html>"
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_fetched_into_a_case(site: str, tmp_path: Path) -> None:
    """A fetched page is in the case with its claims; what robots.txt closes is left; the log has no address."""
    (tmp_path / "first.txt").write_text("Two people were wounded in Idlib on 3 May 2017, the governor said.")
    case = tmp_path / "a.case"
    succeed("build", tmp_path / "first.txt", "--case", case, "--tagger", "off", "--quiet")
    archive = tmp_path / "fetched.warc.gz"
    done = run("fetch", f"{site}/report.html", f"{site}/closed/a.html", "--case", case, "-o", archive, "--wait", 1,
               "--allow-network", HOME)  # fmt: skip
    assert done.returncode == 2, "something asked for was not fetched"
    assert "not fetched" in done.stdout
    assert "robots.txt" in done.stdout
    assert any(claim["slot"] == "killed" for claim in listed(case, "claims"))
    with Case.open(case) as opened:
        assert any(one.url == f"{site}/report.html" for one in opened.publications())
        (entry,) = [entry for entry in opened.entries() if entry.action == "fetch"]
    assert entry.detail["kept"] == 1
    assert entry.detail["refused"] == {"robots": 1}
    assert "127.0.0.1" not in str(entry.detail)
    succeed("verify", case)
    backup = tmp_path / "backup.case"
    assert "whole and unaltered" in succeed("backup", case, "-o", backup)
    assert listed(backup, "claims") == listed(case, "claims")


def test_nothing_private_by_mistake(site: str, tmp_path: Path) -> None:
    """An address in the own network is refused with the way to allow it, and nothing is asked."""
    done = run("fetch", f"{site}/report.html", "-o", tmp_path / "a.warc.gz")
    assert done.returncode == 2
    assert "private network" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "word"),
    [([], "no address"), (["http://a.example/", "--wait", "0"], "seconds"), (["--from", "nowhere.txt"], "list"),
     (["http://a.example/", "--allow-network", "home"], "allow-network"),
     (["http://a.example/", "--case", "nowhere.case"], "no such case")],
)  # fmt: skip
def test_bad_arguments(arguments: list[str], word: str, tmp_path: Path) -> None:
    """What cannot be done is refused in one line before anything is asked."""
    done = run("fetch", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr
