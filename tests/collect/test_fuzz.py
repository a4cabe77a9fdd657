"""Whatever bytes come in, every parser gives documents or rejects, never an exception, and never hangs.

Bytes are good files of each format with stretches changed, cut, doubled or mixed with those of other formats. The test
runs a few seconds; `make fuzz` runs as long as `FUZZ_SECONDS` says.
"""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossbearing.collect.confined import Confined
from crossbearing.collect.contents import Reader
from crossbearing.collect.dating import parse_date
from crossbearing.collect.draft import Draft
from crossbearing.collect.formats import format_of
from crossbearing.collect.http_body import read_answer
from crossbearing.collect.inner import Budget
from crossbearing.collect.original import Limits, probe
from crossbearing.collect.picture import picture_facts
from crossbearing.collect.refusal import RefusedError
from crossbearing.collect.step import Collect
from crossbearing.collect.tags import without_tags
from crossbearing.model.steps import Collected, Item, Reject
from tests.collect.making import BODY, SECOND, pdf, xlsx
from tests.collect.packing import (
    ATOM,
    PAGE,
    RSS,
    chunked,
    docx,
    jpeg,
    mail,
    mhtml,
    mp4,
    odt,
    png,
    record,
    wacz,
    warc,
    zipped,
)

SECONDS = float(os.environ.get("FUZZ_SECONDS", "0"))
"""How long to try each format; 0 for a short trial."""
MAILBOX = b"From press@port.example Thu Mar  4 09:30:00 2021\n" + mail(BODY, attached=("a.html", PAGE.encode())) + b"\n"
SEEDS: dict[str, bytes] = {
    "a.txt": f"Title\n\n{BODY}\n\n{SECOND}".encode(),
    "a.md": f"---\npublisher: Gazette\npublished: 2021-03-04\n---\n# Title\n\n{BODY}\n\n* one\n* two\n".encode(),
    "a.html": PAGE.encode(),
    "a.pdf": pdf([[BODY[:80]], [SECOND[:80]]], title="Strike"),
    "a.csv": f'title,text,date\n"A","{BODY}",2021-03-04\n"B","{SECOND}",04/03/2021\n'.encode(),
    "a.jsonl": f'{{"text": "{BODY}"}}\n{{"text": "{SECOND}"}}\n'.encode(),
    "a.json": f'[{{"text": "{BODY}", "by": {{"name": "x"}}}}]'.encode(),
    "a.xlsx": xlsx([["title", "text"], ["A", BODY]]),
    "a.docx": docx(BODY, SECOND, title="Strike"),
    "a.odt": odt(BODY, SECOND),
    "a.mhtml": mhtml(),
    "a.eml": mail(BODY, attached=("a.zip", zipped({"a.txt": BODY}))),
    "a.mbox": MAILBOX * 2,
    "a.rss": RSS.encode(),
    "a.atom": ATOM.encode(),
    "a.warc": warc(record(PAGE.encode()), record(chunked(PAGE.encode()), http="Transfer-Encoding: chunked\r\n")),
    "a.wacz": wacz(record(PAGE.encode())),
    "a.zip": zipped({"a.txt": BODY, "b.html": PAGE, "c.csv": f"title,text\nA,{SECOND}\n"}),
    "a.jpg": jpeg(),
    "a.png": png(),
    "a.mp4": mp4(),
}
"""A good file of each format."""
TODAY = date(2026, 1, 1)
ODDITIES = (
    b"\x00", b"\xff" * 8, b"\r\n\r\n", b"<", b">", b'"', b"--b--", b"%PDF-", b"PK\x03\x04", b"WARC/1.0\r\n",
    b"\x1f\x8b\x08",
    b"<!DOCTYPE", b"=?utf-8?b?////?=", b"Content-Length: -1\r\n", b"9" * 30, "\u202e\ud7ff".encode(), b"&#x110000;",
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, name: str) -> bytes:
    """Return a good file with some stretches changed."""
    content = bytearray(SEEDS[name])
    other = SEEDS[draw(st.sampled_from(sorted(SEEDS)))]
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(content) - 1, 0)))
        length = draw(st.integers(0, 40))
        match draw(st.integers(0, 5)):
            case 0:
                content[at : at + length] = draw(st.binary(max_size=40))
            case 1:
                content[at:at] = draw(st.sampled_from(ODDITIES))
            case 2:
                del content[at:]
            case 3:
                content[at:at] = content[at : at + length * 20]
            case 4:
                content[at:at] = other[at % len(other) :][:400]
            case _:
                del content[at : at + length]
    return bytes(content)


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_a_damaged_file_of_any_format_gives_documents_or_reasons(name: str) -> None:
    """A good file with some stretches changed never ends the batch and never goes without a word."""
    started = monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        items = [Item(path=str(path), name=name)]
        confined = Confined(seconds=20)
        limits = Limits(document=5_000_000, table=20_000_000, row=1_000_000)

        @settings(
            max_examples=20 if not SECONDS else 100,
            deadline=20_000,
            database=None,
            suppress_health_check=list(HealthCheck),
            derandomize=not SECONDS,
        )
        @given(damaged(name))
        def trial(content: bytes) -> None:
            path.write_bytes(content)
            found: list[Draft | RefusedError | Reject] = []
            try:
                original = probe(path, limits=limits, table=True)
                reader = Reader(items[0], limits, TODAY, None, confined, Budget(bytes_left=20_000_000, seconds=20))
                found.extend(reader.documents(original, format_of(original.inner, original.head)))
            except RefusedError as refused:
                found.append(refused)
            assert all(entry.extractor if isinstance(entry, Draft) else entry.kind and str(entry) for entry in found)

        try:
            trial()
            while monotonic() - started < SECONDS:
                trial()
        finally:
            confined.close()


def test_the_step_never_raises(tmp_path: Path) -> None:
    """Every good file cut in half gives a document or a reject that names it."""
    items = []
    for name, content in SEEDS.items():
        (tmp_path / name).write_bytes(content[: len(content) // 2])
        items.append(Item(path=str(tmp_path / name), name=name))
    out = list(Collect().open()(items))
    named = {entry.document.name if isinstance(entry, Collected) else entry.where.partition("#")[0] for entry in out}
    assert named == set(SEEDS)


SMALL = settings(max_examples=300 if not SECONDS else int(SECONDS * 500), deadline=2_000, database=None)


@SMALL
@given(st.binary(max_size=400).map(lambda tail: b"HTTP/1.1 200 OK\r\n" + tail), st.integers(0, 1000))
def test_answers_of_servers_are_read_or_refused(block: bytes, limit: int) -> None:
    """Any bytes behind a status line give an answer or a refusal."""
    try:
        outcome = str(read_answer(block, limit=limit).status)
    except RefusedError as refused:
        outcome = refused.kind
    assert outcome in ("200", "damaged_record", "too_large", "unknown_packing")


@SMALL
@given(st.integers(0, len(jpeg())), st.binary(max_size=60))
def test_damaged_metadata_of_pictures_are_read_or_left(at: int, noise: bytes) -> None:
    """Noise anywhere in the metadata gives pairs of words."""
    content = jpeg()
    facts = picture_facts(content[:at] + noise + content[at + len(noise) :])["facts"]
    assert all(name and said for name, said in facts)


@SMALL
@given(st.text(max_size=200))
def test_dates_in_any_words_are_read_or_left_open(written: str) -> None:
    """Any characters give a date or an explanation, never an error."""
    dated = parse_date(written, today=TODAY)
    assert dated.iso or not dated.iso.strip()


@SMALL
@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<script>", "</script>", "<!--", "-->", "<", "&lt;", "words ", "<br>"]))
)
def test_pieces_of_pages_lose_tags_and_scripts(pieces: list[str]) -> None:
    """However tags are opened and closed, no tag of a paragraph is left."""
    found = without_tags("</p>" + "".join(pieces))
    assert "<p>" not in found.replace("&lt;p>", "")
