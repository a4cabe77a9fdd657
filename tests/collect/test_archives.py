"""Web archives, zip archives, mail and feeds: each thing in them is a document with its place and its publication."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from crossbearing.model.documents import BlockKind
from tests.collect.making import BODY, SECOND, basis, blocks, collect, collect_one, pdf
from tests.collect.packing import ATOM, PAGE, RSS, chunked, mail, mhtml, png, record, wacz, warc, zipped

SECOND_PAGE = PAGE.replace("Strike on a warehouse", "Ministry looks into report").replace(BODY, SECOND + " " + SECOND)


@pytest.mark.parametrize("form", ["plain", "packed", "records_packed", "wacz", "zip"])
def test_each_page_of_a_web_archive_is_a_document(tmp_path: Path, form: str) -> None:
    """Pages of a WARC file, packed in whatever way, become documents with address, capture time and headers."""
    records = (record(PAGE.encode()), record(SECOND_PAGE.encode(), url="https://gazette.example/b"))
    content, name, prefix = {
        "plain": (warc(*records), "crawl.warc", ""),
        "packed": (gzip.compress(warc(*records)), "crawl.warc.gz", ""),
        "records_packed": (b"".join(map(gzip.compress, (warc(), *records))), "crawl.warc.gz", ""),
        "wacz": (wacz(*records), "crawl.wacz", "part=2/"),
        "zip": (zipped({"crawl.warc": warc(*records)}), "crawl.zip", "part=1/"),
    }[form]
    (tmp_path / name).write_bytes(content)
    documents, rejects = collect(tmp_path)
    assert [document.document.locator for document in documents] == [f"{prefix}record=2", f"{prefix}record=3"]
    assert not rejects
    first, second = documents
    assert first.publication.url == "https://gazette.example/a"
    assert first.publication.publisher == "Northport Gazette"
    assert first.publication.published.startswith("2021-03-04")
    assert basis(first)["captured"].startswith("2021-03-05T10:00:00Z")
    assert "text/html" in basis(first)["headers"]
    assert blocks(first, BlockKind.BODY)[0] == BODY
    assert first.document.id != second.document.id
    assert first.document.sha256 == second.document.sha256
    assert first.path == str(tmp_path / name)


@pytest.mark.parametrize(
    ("http", "body"),
    [
        ("Transfer-Encoding: chunked\r\n", chunked(PAGE.encode())),
        ("Transfer-Encoding: chunked\r\n", PAGE.encode()),
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE.encode())),
        ("Content-Encoding: gzip\r\n", PAGE.encode()),
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", chunked(gzip.compress(PAGE.encode()))),
        ("Content-Encoding: br\r\n", PAGE.encode()),
    ],
)
def test_bodies_are_unpacked_as_the_server_meant_them(tmp_path: Path, http: str, body: bytes) -> None:
    """Chunks and packing are undone, also where the archive's writer did so and left the header."""
    path = tmp_path / "a.warc"
    path.write_bytes(warc(record(body, http=http)))
    assert blocks(collect_one(path), BlockKind.BODY)[0] == BODY


def test_what_holds_no_report_in_a_web_archive_is_counted_once(tmp_path: Path) -> None:
    """Pictures, scripts, redirects and requests are passed over with one note; a PDF and a text are documents."""
    moved = record(b"").replace(b"200 OK", b"302 OK")
    records = (
        record(b"x", mime="image/png"), record(b"x", mime="text/css"), moved, record(b"GET", kind="request"),
        record(pdf([[BODY[:80], BODY[80:160]]]), mime="application/pdf"), record(SECOND.encode(), mime="text/plain"),
        record(b"<html><body><nav>x</nav></body></html>"),
    )  # fmt: skip
    (tmp_path / "a.warc").write_bytes(warc(*records))
    documents, rejects = collect(tmp_path)
    assert [document.document.media_type for document in documents] == ["application/pdf", "text/plain"]
    assert [(reject.kind, reject.fatal) for reject in rejects] == [("no_text", False), ("records_passed_over", False)]
    assert "1 of type image/png" in rejects[1].reason
    assert "1 with status 302" in rejects[1].reason


def test_a_web_archive_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    """A crawl that was interrupted gives its whole pages and one reject that names the record."""
    content = warc(record(PAGE.encode()), record(PAGE.encode()))
    (tmp_path / "a.warc").write_bytes(content[:-300])
    documents, rejects = collect(tmp_path)
    assert len(documents) == 1
    assert [(reject.where, reject.kind) for reject in rejects] == [("a.warc#record=3", "damaged_archive")]


def test_files_of_a_zip_archive_are_read_by_their_own_format(tmp_path: Path) -> None:
    """Pages, texts, tables, mail and archives inside a zip keep their place; a bad one is named, the rest goes on."""
    inner = zipped({"deep/page.html": PAGE})
    files = {
        "a.txt": BODY, "b/page.html": PAGE,
        "rows.csv": f'title,text\n"A","{BODY}"\n"B","{SECOND}"\n',
        "c.eml": mail(BODY), "inner.zip": inner,
        "d.exe": b"MZ\0\0" + b"\0" * 500, "__MACOSX/x.txt": "x", "empty.txt": "",
    }  # fmt: skip
    (tmp_path / "all.zip").write_bytes(zipped(files))
    documents, rejects = collect(tmp_path)
    assert [document.document.locator for document in documents] == [
        "part=1", "part=2", "part=3/row=1", "part=3/row=2", "part=4", "part=5/part=1",
    ]  # fmt: skip
    assert basis(documents[1])["file"] == "b/page.html, in the archive"
    assert [(reject.where, reject.kind) for reject in rejects] == [
        ("all.zip#part=6", "unsupported_format"), ("all.zip#part=8 (empty.txt)", "empty_file"),
    ]  # fmt: skip


def test_a_message_gives_sender_date_and_its_own_words(tmp_path: Path) -> None:
    """Sender, date and subject are the publication; quoted words of others and the signature are set apart."""
    text = f"{BODY}\r\n\r\n> {SECOND}\r\n\r\n-- \r\nPress office"
    (tmp_path / "a.eml").write_bytes(mail(text))
    letter = collect_one(tmp_path / "a.eml")
    assert letter.publication.publisher == "Northport Port Authority"
    assert letter.publication.title == "Strike on a warehouse"
    assert letter.publication.published == "2021-03-04T09:30+02:00"
    assert blocks(letter, BlockKind.BODY) == [BODY]
    assert blocks(letter, BlockKind.RELATED) == [SECOND]
    assert blocks(letter, BlockKind.BOILERPLATE) == ["-- Press office"]
    assert letter.document.locator == ""


def test_files_on_messages_of_a_mailbox_are_documents(tmp_path: Path) -> None:
    """A mailbox gives each message, and files attached to it under their place in it."""
    messages = (mail(BODY, attached=("report.html", PAGE.encode())), mail("See above.\n\nFrom here on, nothing."))
    content = b"".join(b"From press@port.example Thu Mar  4 09:30:00 2021\n" + entry + b"\n" for entry in messages)
    (tmp_path / "box.mbox").write_bytes(content)
    documents, rejects = collect(tmp_path)
    assert [document.document.locator for document in documents] == ["record=1", "record=1/part=2", "record=2"]
    assert "report.html" in basis(documents[1])["file"]
    assert documents[1].publication.publisher == "Northport Gazette"
    assert not rejects


def test_a_saved_page_keeps_address_and_moment_of_saving(tmp_path: Path) -> None:
    """An MHTML file is one page with the address it was saved from."""
    (tmp_path / "a.mhtml").write_bytes(mhtml())
    page = collect_one(tmp_path / "a.mhtml")
    assert page.publication.url == "https://gazette.example/a"
    assert basis(page)["captured"].startswith("2021-03-05T10:00:00")
    assert blocks(page, BlockKind.BODY)[0] == BODY


@pytest.mark.parametrize(("name", "content", "count"), [("a.rss", RSS, 2), ("a.xml", ATOM, 1), ("a.atom", ATOM, 1)])
def test_each_entry_of_a_feed_is_a_document(tmp_path: Path, name: str, content: str, count: int) -> None:
    """Entries have their own address, date, title and text; the feed's title is the publisher."""
    (tmp_path / name).write_text(content)
    documents, rejects = collect(tmp_path)
    assert [document.document.locator for document in documents] == [f"entry={at}" for at in range(1, count + 1)]
    first = documents[0].publication
    assert (first.url, first.publisher, first.published[:10]) == (
        "https://gazette.example/a", "Northport Gazette", "2021-03-04",
    )  # fmt: skip
    assert BODY in documents[0].text.content
    assert "x()" not in documents[-1].text.content
    assert not rejects


def test_what_a_browser_saves_beside_a_page_is_passed_over(tmp_path: Path) -> None:
    """Pictures and adverts in `NAME_files` beside `NAME.html` are no documents; other folders of that name are."""
    for name in ("story_files", "case_files"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "logo.png").write_bytes(png())
    (tmp_path / "story.html").write_text(PAGE)
    documents, rejects = collect(tmp_path)
    assert {document.document.name for document in documents} == {"case_files/logo.png", "story.html"}
    assert not rejects
