"""A language model as the reader, from the command line to the case's log."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from tests.command_line import listed, one_line_error, run, succeed
from tests.read.llm.fake import Reply, claim, claims, endpoint

REPORT = "At least 62 soldiers were killed in the raid, the army command said.\n"


def entries(case: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return actions and details of a case's log, in order."""
    with sqlite3.connect(case / "case.db") as connection:
        rows = connection.execute("SELECT action, detail FROM log ORDER BY n").fetchall()
    return [(action, json.loads(detail)) for action, detail in rows]


def report(folder: Path, name: str = "one.txt") -> Path:
    path = folder / name
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_a_build_by_a_model(tmp_path: Path) -> None:
    """Claims, tokens and cost are shown, and the log tells where the words went before any went there."""
    speaker = {"name": "army command", "named": True, "link": "quotes"}
    with endpoint(lambda *_: claims(claim(speakers=[speaker]), claim(words="not there"))) as server:
        shown = succeed(
            *("build", report(tmp_path), "--case", tmp_path / "a.case", "--quiet"),
            *("--llm-url", server.url, "--llm-model", "tiny", "--llm-price-in", "1", "--llm-price-out", "10"),
        )
        asked = len(server.bodies)
    assert f"read by tiny at {server.url}/chat/completions (on this machine): 1 requests" in shown
    assert "1,000 tokens sent, 100 answered, cost 0.0020" in shown
    assert asked == 1
    (found,) = listed(tmp_path / "a.case", "claims")
    assert found["span"]["quote"] == "At least 62 soldiers"
    assert [row["kind"] for row in listed(tmp_path / "a.case", "rejects")] == ["quote_not_found"]
    log = entries(tmp_path / "a.case")
    actions = [action for action, _ in log]
    assert actions.index("ask_model") < actions.index("readings") < actions.index("model_asked")
    told = dict(log)
    assert told["ask_model"] == {"endpoint": f"{server.url}/chat/completions", "model": "tiny", "local": True}
    assert (told["model_asked"]["documents"], told["model_asked"]["sent"]) == (1, 1000)
    assert "unaltered" in succeed("verify", tmp_path / "a.case")


def test_texts_do_not_leave_without_leave(tmp_path: Path) -> None:
    """A host elsewhere is refused in one line that names it and the option that gives leave; no case is made."""
    done = run(
        *("build", report(tmp_path), "--case", tmp_path / "a.case"),
        *("--llm-url", "https://api.example.org/v1", "--llm-model", "m"),
    )
    one_line_error(done, "api.example.org", "--send-texts-to api.example.org")
    done = run("build", report(tmp_path), "--case", tmp_path / "a.case", "--llm-model", "m")
    one_line_error(done, "--llm-url")


def test_help_says_where_texts_go() -> None:
    """The help says that reading works offline by default, and what leaves the machine otherwise."""
    shown = " ".join(succeed("build", "--help").split())
    assert "Off by default" in shown
    assert "the words of all documents are sent to that address" in shown


def test_an_endpoint_that_is_down_and_comes_back(tmp_path: Path) -> None:
    """What could not be read is named, and the same command reads it once the endpoint answers again."""
    path, case = report(tmp_path), tmp_path / "a.case"
    with endpoint(lambda *_: claims(claim())) as server:
        options = ("--quiet", "--llm-url", server.url, "--llm-model", "tiny")
    done = run("build", path, "--case", case, *options)
    one_line_error(done, "the language model did not answer")
    port = int(server.url.rsplit(":", 1)[1].partition("/")[0])
    with endpoint(lambda *_: claims(claim()), port=port):
        succeed("build", path, "--case", case, *options)
    assert len(listed(case, "claims")) == 1


def test_rules_read_unless_told_otherwise(tmp_path: Path) -> None:
    """Without these options nothing is asked of anybody, and the log holds no endpoint."""
    with endpoint(lambda *_: Reply(500)) as server:
        succeed("build", report(tmp_path), "--case", tmp_path / "a.case", "--quiet")
    assert not server.bodies
    assert not [action for action, _ in entries(tmp_path / "a.case") if "model" in action]
