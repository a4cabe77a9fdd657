"""PDF files: text with page numbers, running heads set aside."""

from __future__ import annotations

import textwrap
from pathlib import Path

from crossbearing.model.documents import BlockKind
from tests.collect.making import BODY, SECOND, basis, blocks, collect_one, pdf


def _lines(*paragraphs: str) -> list[str]:
    return [line for paragraph in paragraphs for line in [*textwrap.wrap(paragraph, 80)]]


def test_text_comes_with_page_numbers(tmp_path: Path) -> None:
    """Each paragraph is joined from its lines and knows its page."""
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([_lines(BODY, SECOND), _lines(SECOND)]))
    document = collect_one(path)
    text = document.text
    found = [(text.content[block.start : block.end], block.page) for block in text.blocks]
    assert found == [(BODY, 1), (SECOND, 1), (SECOND, 2)]
    assert text.language == "en"


def test_running_heads_and_page_numbers_are_not_body(tmp_path: Path) -> None:
    """Lines that stand at the edge of most pages, digits aside, are set apart."""
    texts = [BODY.replace("3 March", f"{number} March") for number in range(1, 5)]
    pages = [
        ["Harbour Monitor, issue 12", f"Notice {name}.", *_lines(text, SECOND), f"Port of {name}", f"Page {number}"]
        for number, (name, text) in enumerate(zip(("Alta", "Bodin", "Dale", "Elven"), texts, strict=True), start=1)
    ]
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(pages))
    document = collect_one(path)
    body = blocks(document, BlockKind.BODY)
    assert [line for line in body if line.startswith("Aircraft")] == texts
    assert body.count(SECOND) == 4
    assert "Notice Alta." in body
    assert blocks(document, BlockKind.BOILERPLATE) == [
        words for number in range(1, 5) for words in ("Harbour Monitor, issue 12", f"Page {number}")
    ]


def test_the_title_of_the_properties_must_stand_on_the_page(tmp_path: Path) -> None:
    """A title in the properties counts if the first page begins with it, for many are names of templates."""
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([["Warehouse struck", *_lines(BODY)]], title="Warehouse struck"))
    document = collect_one(path)
    assert blocks(document, BlockKind.TITLE) == ["Warehouse struck"]
    assert document.publication.title == "Warehouse struck"
    path.write_bytes(pdf([["Warehouse struck", *_lines(BODY)]], title="Microsoft Word - template.doc"))
    assert collect_one(path).publication.title == ""


def test_the_day_a_pdf_was_made_is_not_its_publication(tmp_path: Path) -> None:
    """The date in the properties is told, and not taken as the date of publication."""
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([_lines(BODY)], title="x"))
    document = collect_one(path)
    assert document.publication.published == ""
    assert basis(document)["published"] == "not stated; the PDF was made on 2021-03-05"
