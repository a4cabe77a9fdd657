"""Files made to do harm are refused with a reason or taken in without it, in bounded time and memory."""

from __future__ import annotations

import tracemalloc
from datetime import date
from pathlib import Path
from time import monotonic

import pytest

from crossbearing.collect import confined as confined_module
from crossbearing.collect.confined import Confined
from crossbearing.collect.draft_json import ask_for_draft, read_written
from crossbearing.collect.formats import Format
from crossbearing.collect.refusal import RefusedError
from tests.collect.hostile import CASES, Case
from tests.collect.making import BODY, collect, pdf
from tests.collect.packing import PAGE

SECONDS = 20
MEMORY = 400_000_000


def test_the_corpus_is_large_and_each_of_its_files_is_named_once() -> None:
    """At least forty hostile files of different kinds are tried."""
    assert len({case.name for case in CASES}) == len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_hostile_file_does_no_harm(tmp_path: Path, case: Case) -> None:
    """It gives what the corpus says, within time and memory, and the files beside it are collected."""
    (tmp_path / "a_before.txt").write_text(BODY)
    (tmp_path / case.name).write_bytes(case.make())
    (tmp_path / "z_after.txt").write_text(BODY + " After.")
    tracemalloc.start()
    started = monotonic()
    documents, rejects = collect(tmp_path, max_seconds=5)
    taken = monotonic() - started
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert tuple(reject.kind for reject in rejects if reject.kind != "records_passed_over") == case.kinds
    assert all(reject.where.startswith(case.name) and reject.reason for reject in rejects)
    mine = [document for document in documents if document.document.name == case.name]
    assert len(mine) == case.documents
    assert {"a_before.txt", "z_after.txt"} < {document.document.name for document in documents} | {case.name}
    assert not (case.unseen and any(case.unseen in document.text.content for document in mine))
    assert taken < SECONDS
    assert peak < MEMORY
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(("a_before.txt", case.name, "z_after.txt"))


def test_a_parser_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that takes too long is refused, and the next one is read by a new process."""
    confined = Confined(seconds=2)
    try:
        assert confined.call("pdf", pdf([[BODY[:60]]]))["pages"]
        monkeypatch.setattr(confined, "_seconds", 0)
        with pytest.raises(RefusedError) as caught:
            confined.call("pdf", pdf([[BODY[:60]]] * 300))
        assert caught.value.kind == "too_costly"
        monkeypatch.setattr(confined, "_seconds", 20)
        assert confined.call("pdf", pdf([[BODY[:60]]]))["pages"]
    finally:
        confined.close()


def test_a_long_page_is_read_in_its_own_process_as_in_this_one() -> None:
    """What comes back over the pipe is what reading it here gives, metadata, kinds and notes included."""
    confined = Confined(seconds=20)
    today = date(2026, 1, 1)
    texts = ((Format.HTML, PAGE), (Format.MARKDOWN, f"---\npublisher: [x\n---\n# T\n\n{BODY}"), (Format.PLAIN, BODY))
    try:
        for format_, content in texts:
            here = read_written(content, format_=format_, where="a", today=today)
            assert ask_for_draft(confined.call, content, format_=format_, where="a", today=today) == here
    finally:
        confined.close()


@pytest.mark.skipif(not hasattr(confined_module, "resource"), reason="this platform has no resource limits")
def test_a_parser_that_wants_too_much_memory_is_refused() -> None:
    """The process cannot take more than it is given, and says so."""
    confined = Confined(seconds=20, memory=300_000_000)
    try:
        with pytest.raises(RefusedError) as caught:
            confined.call("picture", b"\xff" * 400_000_000)
        assert caught.value.kind == "too_costly"
    finally:
        confined.close()
