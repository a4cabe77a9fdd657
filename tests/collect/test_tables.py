"""Tables of reports: columns told by their names, dates by their whole column."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from crossbearing.collect.columns import guess_columns
from crossbearing.collect.rows import Row
from crossbearing.model.documents import BlockKind
from tests.collect.making import BODY, SECOND, basis, blocks, collect, xlsx

SHARED = Path(__file__).parents[3] / "shared"
HEADER = ["id", "article_title", "article_content", "source", "date", "location", "labels"]
ROWS = [
    ["1", "Warehouse struck", BODY, "gazette", "3/4/2021", "Northport", "1"],
    ["2", "Ministry looks into report", SECOND, "monitor", "3/14/2021", "Northport", "0"],
]


def _csv(rows: Iterable[Iterable[str]], *, delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


def _jsonl(rows: list[list[str]]) -> bytes:
    return "\n".join(json.dumps(dict(zip(HEADER, row, strict=True))) for row in rows).encode()


FILES = {
    "t.csv": _csv([HEADER, *ROWS]),
    "semicolon.csv": _csv([HEADER, *ROWS], delimiter=";"),
    "t.tsv": _csv([HEADER, *ROWS], delimiter="\t"),
    "packed.csv.gz": gzip.compress(_csv([HEADER, *ROWS])),
    "bom.csv": b"\xef\xbb\xbf" + _csv([HEADER, *ROWS]),
    "t.xlsx": xlsx([HEADER, *ROWS]),
    "t.jsonl": _jsonl(ROWS),
    "packed.jsonl.gz": gzip.compress(_jsonl(ROWS)),
    "t.json": json.dumps({"articles": [dict(zip(HEADER, row, strict=True)) for row in ROWS]}).encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_each_row_is_a_document(tmp_path: Path, name: str) -> None:
    """The same table in each format gives the same reports, dates read by the order of the whole column."""
    (tmp_path / name).write_bytes(FILES[name])
    documents, rejects = collect(tmp_path)
    assert rejects == []
    unit = "record" if "json" in name else "row"
    assert [document.document.locator for document in documents] == [f"{unit}=1", f"{unit}=2"]
    first = documents[0]
    assert blocks(first, BlockKind.TITLE) == ["Warehouse struck"]
    assert blocks(first, BlockKind.BODY) == [BODY]
    assert [document.publication.publisher for document in documents] == ["gazette", "monitor"]
    assert [document.publication.published for document in documents] == ["2021-03-04", "2021-03-14"]
    assert basis(first)["published"] == "month/day/year, told from the whole column"
    assert "Northport" not in first.text.content.replace(BODY, "")
    assert len({document.document.id for document in documents}) == 2


def test_dates_that_no_column_settles_keep_the_year(tmp_path: Path) -> None:
    """Where no date of the column tells the order, years are kept, the basis says why, and one note says what to do."""
    (tmp_path / "t.csv").write_bytes(_csv([HEADER, ROWS[0], [*ROWS[0][:4], "5/6/2021", "", ""]]))
    documents, (reject,) = collect(tmp_path)
    assert [document.publication.published for document in documents] == ["2021", "2021"]
    assert "day/month or month/day" in basis(documents[0])["published"]
    assert (reject.kind, reject.fatal) == ("ambiguous_dates", False)
    (tmp_path / "sources.toml").write_text('[default]\ndate_order = "day"\n')
    documents, rejects = collect(tmp_path)
    assert rejects == []
    assert [document.publication.published for document in documents] == ["2021-04-03", "2021-06-05"]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["Content", "Headline", "Outlet"], {"text": "Content", "title": "Headline", "publisher": "Outlet"}),
        (["sourceName", "sourceUrl", "text"], {"publisher": "sourceName", "url": "sourceUrl", "text": "text"}),
        (
            ["Full Text", "Publication Date", "Link"],
            {"text": "Full Text", "published": "Publication Date", "url": "Link"},
        ),
        (["النص", "العنوان", "التاريخ"], {"text": "النص", "title": "العنوان", "published": "التاريخ"}),
        (["id", "label", "location"], {}),
    ],
)
def test_columns_are_told_by_their_names(columns: list[str], expected: dict[str, str]) -> None:
    """Names in any case, spelling and several languages; places and labels are nobody's text."""
    assert guess_columns(columns, []).fields == expected


def test_a_source_column_of_addresses_is_the_address(tmp_path: Path) -> None:
    """`source` means the publisher unless it holds addresses."""
    (tmp_path / "t.csv").write_bytes(_csv([["text", "source"], [BODY, "https://gazette.example/w"]]))
    (document,), _ = collect(tmp_path)
    assert (document.publication.publisher, document.publication.url) == ("", "https://gazette.example/w")


def test_an_unnamed_text_is_told_by_its_length() -> None:
    """Without a column of a known name the longest prose is the text, and that is said; numbers never are."""
    rows = [Row(1, {"what happened there": BODY, "code": "A" * 400, "score": "3"})]
    found = guess_columns(["score", "code", "what happened there"], rows)
    assert found.fields["text"] == "what happened there"
    assert "for its length" in found.note


def test_pieces_of_pages_inside_cells_lose_their_marks(tmp_path: Path) -> None:
    """Exports of web systems hold marked-up text; its paragraphs stay."""
    (tmp_path / "t.csv").write_bytes(_csv([["text"], [f"<p>{BODY}</p><p>A &amp; B<br/>{SECOND}</p>"]]))
    (document,), _ = collect(tmp_path)
    assert blocks(document, BlockKind.BODY) == [BODY, "A & B", SECOND]


def test_nested_records_are_flattened(tmp_path: Path) -> None:
    """A publisher given as an object is taken by its name."""
    record = {"text": BODY, "publisher": {"name": "Northport Gazette", "id": 3}, "lang": "en", "tags": ["a", "b"]}
    (tmp_path / "t.jsonl").write_text(json.dumps(record))
    (document,), _ = collect(tmp_path)
    assert document.publication.publisher == "Northport Gazette"


def test_dates_and_numbers_of_spreadsheets_read_as_people_see_them(tmp_path: Path) -> None:
    """A day in a date cell is that day, without an invented midnight."""
    from datetime import datetime

    sheet = xlsx([["text", "published", "url"], [BODY, datetime(2021, 3, 4), "https://gazette.example/w"]])
    (tmp_path / "t.xlsx").write_bytes(sheet)
    (document,), _ = collect(tmp_path)
    assert document.publication.published == "2021-03-04"


def test_a_mapping_names_columns_of_reports(tmp_path: Path) -> None:
    """With `text` under `[columns]`, a mapping describes a table of reports."""
    (tmp_path / "t.csv").write_bytes(_csv([["a", "b", "c"], ["Gazette", BODY, "4/3/2021"]]))
    (tmp_path / "t.mapping.toml").write_text(
        '[columns]\ntext = "b"\npublisher = "a"\npublished = "c"\n[table]\ndate_order = "day"\n'
    )
    (document,), rejects = collect(tmp_path)
    assert rejects == []
    assert (document.publication.publisher, document.publication.published) == ("Gazette", "2021-03-04")


def test_short_posts_are_body_even_if_they_look_like_teasers(tmp_path: Path) -> None:
    """A post that consists of one line is the report, whatever its first word."""
    (tmp_path / "t.jsonl").write_text(json.dumps({"text": "Photo: smoke over the harbour"}))
    (document,), _ = collect(tmp_path)
    assert blocks(document, BlockKind.CAPTION) + blocks(document, BlockKind.BODY)


def test_the_public_set_of_articles_loads_whole() -> None:
    """A real table of 804 articles: every row a document with publisher, date and text, none from its labels."""
    path = SHARED / "bench" / "fa_kes" / "articles.csv"
    if not path.exists():
        pytest.skip("the public set is not beside this checkout")
    documents, rejects = collect(path)
    assert rejects == []
    assert len(documents) == 804
    assert all(len(document.publication.published) == 10 for document in documents)
    assert all(document.publication.publisher for document in documents)
    assert {document.text.language for document in documents} == {"en"}
