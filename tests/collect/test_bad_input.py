"""Every kind of bad input gives one reject that names the file, the reason and the remedy, and the rest goes on."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from crossbearing.model.steps import Item
from tests.collect.making import BODY, SECOND, collect, pdf, xlsx

SHEET = xlsx([["title", "text"], ["A", BODY], ["B", SECOND]])
OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def _encrypted_xlsx() -> bytes:
    return OLD_CONTAINER + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512


def _scan() -> bytes:
    return pdf([[], []])


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 3_000_000)
    return out.getvalue()


def _random_bytes() -> bytes:
    return bytes((number * 7919 + number // 251) % 256 for number in range(4000))


CASES: list[tuple[str, str, Callable[[], bytes]]] = [
    ("empty.txt", "empty_file", lambda: b""),
    ("blank.md", "empty_file", lambda: b" \n\t\n"),
    ("mark_only.txt", "empty_file", lambda: b"\xef\xbb\xbf\n"),
    ("empty.csv", "empty_file", lambda: b""),
    ("header_only.csv", "empty_file", lambda: b"title,text\n"),
    ("empty.jsonl", "empty_file", lambda: b"\n\n"),
    ("front_matter_only.md", "no_text", lambda: b"---\npublisher: Northport Gazette\n---\n"),
    ("binary.txt", "binary_file", _random_bytes),
    ("zeros.txt", "binary_file", lambda: b"\0" * 5000),
    ("binary.csv", "binary_file", _random_bytes),
    ("picture.txt", "mislabelled_file", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
    ("program.txt", "unsupported_format", lambda: b"\x7fELF" + b"\0" * 100),
    ("letter.docx", "damaged_file", lambda: b"PK\x03\x04" + b"word/document.xml"),
    ("letter.rtf", "unsupported_format", lambda: b"{\\rtf1 words}"),
    ("old.xls", "unsupported_format", lambda: OLD_CONTAINER),
    ("truncated.pdf", "damaged_file", lambda: pdf([[BODY[:80]]])[:120]),
    ("no_pdf.pdf", "damaged_file", lambda: b"<html>not found</html>"),
    ("locked.pdf", "encrypted_pdf", lambda: pdf([[BODY[:80]]], password="open sesame")),
    ("scan.pdf", "scanned_pdf", _scan),
    ("truncated.xlsx", "truncated_archive", lambda: SHEET[: len(SHEET) // 2]),
    ("no_sheet.xlsx", "damaged_file", lambda: b"title,text\n"),
    ("locked.xlsx", "encrypted_spreadsheet", _encrypted_xlsx),
    ("hollow.xlsx", "damaged_file", _bomb),
    ("truncated.jsonl.gz", "truncated_archive", lambda: gzip.compress(b'{"text": "x"}\n' * 5000)[:-30]),
    ("damaged.csv.gz", "truncated_archive", lambda: gzip.compress(b"a,b\n")[:12] + b"\xff" * 40),
    ("damaged.json", "damaged_file", lambda: b'{"text": "abc'),
    ("no_text_column.csv", "no_text_column", lambda: b"id,score\n1,2\n3,4\n"),
    ("empty_page.html", "no_text", lambda: b"<html><body><nav><a href='/'>Home</a></nav></body></html>"),
    ("nothing.html", "no_text", lambda: b"<!-- -->"),
]


@pytest.mark.parametrize(("name", "kind", "content"), CASES, ids=[case[0] for case in CASES])
def test_a_bad_file_gives_one_reject_and_the_rest_goes_on(
    tmp_path: Path, name: str, kind: str, content: Callable[[], bytes]
) -> None:
    """The bad file gives exactly one reject with reason and remedy; the good files around it are collected."""
    (tmp_path / "a_before.txt").write_text(BODY)
    (tmp_path / name).write_bytes(content())
    (tmp_path / "z_after.txt").write_text(SECOND)
    documents, rejects = collect(tmp_path)
    assert [document.document.name for document in documents] == ["a_before.txt", "z_after.txt"]
    assert [(reject.where, reject.kind, reject.fatal) for reject in rejects] == [(name, kind, True)]
    assert rejects[0].reason
    assert rejects[0].remedy
    assert not rejects[0].reason.endswith(".")


@pytest.mark.parametrize("name", ["huge.txt", "huge.html", "huge.pdf", "huge.xlsx", "huge.json"])
def test_a_file_of_200_mb_is_refused_unread(tmp_path: Path, name: str) -> None:
    """A file that would be read whole and is too large is refused by its size alone."""
    with (tmp_path / name).open("wb") as file:
        file.truncate(200_000_000)
    documents, (reject,) = collect(tmp_path)
    assert documents == []
    assert reject.kind == "too_large"
    assert "200 MB" in reject.reason
    assert "50 MB" in reject.reason


def test_a_table_of_200_mb_without_a_line_is_refused(tmp_path: Path) -> None:
    """A huge file that only calls itself a table is refused by its first bytes."""
    with (tmp_path / "huge.csv").open("wb") as file:
        file.truncate(200_000_000)
    documents, (reject,) = collect(tmp_path)
    assert (documents, reject.kind) == ([], "binary_file")


def test_a_large_table_is_read_row_by_row(tmp_path: Path) -> None:
    """The limit for files that are read whole does not hold for tables; the one for tables does."""
    rows = "".join(json.dumps({"text": BODY, "n": number}) + "\n" for number in range(50))
    (tmp_path / "t.jsonl").write_text(rows)
    documents, rejects = collect(tmp_path, max_bytes=1000)
    assert (len(documents), rejects) == (50, [])
    documents, (reject,) = collect(tmp_path, max_table_bytes=1000)
    assert (documents, reject.kind) == ([], "too_large")


def test_a_row_above_the_limit_ends_the_table_not_the_memory(tmp_path: Path) -> None:
    """A line without end is given up at the limit; rows before it are kept."""
    (tmp_path / "t.jsonl").write_text(json.dumps({"text": BODY}) + "\n" + '{"text": "' + "x" * 5000)
    documents, rejects = collect(tmp_path, max_row_bytes=2000)
    assert [reject.kind for reject in rejects] == ["too_large"]
    assert len(documents) <= 1


def test_a_small_file_that_unpacks_to_much_is_refused(tmp_path: Path) -> None:
    """Packed data is measured while it is unpacked, and given up at the limit."""
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * 3_000_000))
    documents, (reject,) = collect(tmp_path, max_bytes=1_000_000)
    assert (documents, reject.kind) == ([], "too_large")
    (tmp_path / "bomb.txt.gz").unlink()
    (tmp_path / "bomb.xlsx").write_bytes(_bomb())
    documents, (reject,) = collect(tmp_path, max_table_bytes=1_000_000)
    assert (documents, reject.kind) == ([], "too_large")


def test_a_file_that_vanished_is_a_reject(tmp_path: Path) -> None:
    """A file found and then deleted is reported, not raised."""
    (tmp_path / "a.txt").write_text(BODY)
    from crossbearing.collect.step import Collect

    run = Collect().open()
    (reject,) = run([Item(path=str(tmp_path / "gone.txt"), name="gone.txt")])
    assert (reject.kind, reject.where) == ("missing_file", "gone.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_reject(tmp_path: Path) -> None:
    """A file without read permission is reported as such."""
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "a.txt").chmod(0)
    _, (reject,) = collect(tmp_path)
    assert reject.kind == "no_permission"


@pytest.mark.parametrize(
    ("content", "kept", "bad"),
    [
        (f'title,text\nA,"{BODY}"\nB,""\nC,"{SECOND}"\n', ["row=1", "row=3"], [("row=2", "empty_row")]),
        (f'title,text\nA,"{BODY}"\nB,"{SECOND}', ["row=1"], [("row=2", "truncated_table")]),
        (f'title,text\nA,"{BODY}"\nB,x,y,z\nC,"{SECOND}"\n', ["row=1", "row=3"], [("row=2", "ragged_row")]),
    ],
    ids=["empty row", "breaks off", "too many cells"],
)
def test_a_bad_row_is_a_reject_of_its_own(
    tmp_path: Path, content: str, kept: list[str], bad: list[tuple[str, str]]
) -> None:
    """One bad row of a table gives one reject that names the row; the other rows are documents."""
    (tmp_path / "t.csv").write_text(content)
    documents, rejects = collect(tmp_path)
    assert [document.document.locator for document in documents] == kept
    assert [(reject.where, reject.kind) for reject in rejects] == [(f"t.csv#{row}", kind) for row, kind in bad]


def test_bad_records_are_rejects_of_their_own(tmp_path: Path) -> None:
    """A broken line, a line that is no object, and a last line that breaks off each give one reject."""
    lines = [json.dumps({"text": BODY}), "{broken", "[1, 2]", json.dumps({"text": SECOND}), '{"text": "breaks o']
    (tmp_path / "t.jsonl").write_text("\n".join(lines))
    documents, rejects = collect(tmp_path)
    assert [document.document.locator for document in documents] == ["record=1", "record=4"]
    assert [(reject.where, reject.kind) for reject in rejects] == [
        ("t.jsonl#record=2", "damaged_record"),
        ("t.jsonl#record=3", "damaged_record"),
        ("t.jsonl#record=5", "truncated_record"),
    ]


def test_a_lone_quotation_mark_does_not_end_a_table(tmp_path: Path) -> None:
    """A mark of inches inside an unquoted cell is no open quotation."""
    (tmp_path / "t.csv").write_text(f'title,text\nA 5" gun,"{BODY}"\nB,{SECOND.replace(",", "")} 5" wide\n')
    documents, rejects = collect(tmp_path)
    assert (len(documents), rejects) == (2, [])


@pytest.mark.parametrize(
    ("date", "part"),
    [
        ("2016-13-45", "does not exist"),
        ("2016-02-30", "does not exist"),
        ("3021-01-01", "future"),
        ("0016-09-17", "before 1800"),
        ("next Tuesday", "no form"),
        ("1970-01-01T00:00:00Z", "zero of a computer's clock"),
    ],
)
def test_a_wrong_date_is_noted_and_left_open(tmp_path: Path, date: str, part: str) -> None:
    """A date that cannot be right costs the date, not the document, and is noted as no reason to drop it."""
    (tmp_path / "a.md").write_text(f"---\npublished: {date}\n---\n{BODY}\n")
    (document,), (reject,) = collect(tmp_path)
    assert document.publication.published == ""
    assert (reject.kind, reject.fatal, reject.where) == ("bad_date", False, "a.md")
    assert part in reject.reason
    assert date in reject.reason
    assert reject.remedy


def test_metadata_less_files_state_nothing(tmp_path: Path) -> None:
    """A bare text has no publisher, no date, no address: nothing is made up for it."""
    (tmp_path / "a.txt").write_text(f"{BODY}\n\nThe Northport Gazette first reported it.\n")
    (document,), rejects = collect(tmp_path)
    publication = document.publication
    assert rejects == []
    assert (publication.publisher, publication.published, publication.url, publication.country) == ("", "", "", "")


def test_broken_front_matter_costs_the_metadata_alone(tmp_path: Path) -> None:
    """Front matter that is never closed, or no YAML, is noted; the text below it is collected."""
    (tmp_path / "a.md").write_text(f"---\npublisher: Gazette\n\n{BODY}\n")
    (tmp_path / "b.md").write_text(f"---\ntitle: one: two: three\n  - x\n---\n{BODY}\n")
    documents, rejects = collect(tmp_path)
    assert [(reject.where, reject.kind, reject.fatal) for reject in rejects] == [
        ("a.md", "bad_front_matter", False),
        ("b.md", "bad_front_matter", False),
    ]
    assert all(BODY in document.text.content for document in documents)
    assert all(document.publication.publisher == "" for document in documents)


def test_a_headline_with_a_colon(tmp_path: Path) -> None:
    """Front matter that is no YAML because a headline holds a colon is read line by line, with a note on it."""
    (tmp_path / "a.md").write_text(
        f"---\ntitle: Yemen: what is known\npublisher: Gazette\npublished: 2018-08-14\n---\n{BODY}\n"
    )
    (document,), (reject,) = collect(tmp_path)
    assert (reject.kind, reject.fatal) == ("bad_front_matter", False)
    assert "line by line as title, publisher, published" in reject.reason
    found = document.publication
    assert (found.title, found.publisher, found.published) == ("Yemen: what is known", "Gazette", "2018-08-14")


def test_a_library_that_raises_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error nobody foresaw inside a reader becomes the reject's reason; the next file follows."""
    from crossbearing.collect import page

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr(page, "read_page", fail)
    (tmp_path / "a.html").write_text(f"<html><body><p>{BODY}</p></body></html>")
    (tmp_path / "b.txt").write_text(BODY)
    (document,), (reject,) = collect(tmp_path)
    assert document.document.name == "b.txt"
    assert (reject.where, reject.kind) == ("a.html", "unreadable_file")
    assert "unforeseen" in reject.reason
