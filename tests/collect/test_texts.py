"""Plain text and Markdown: what each stretch is for, and what metadata state."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossbearing.collect.lines import line_kind, reflow
from crossbearing.model.documents import BlockKind
from tests.collect.making import BODY, SECOND, basis, blocks, collect_one

SHARED = Path(__file__).parents[3] / "shared"
FRONT = """---
title: Strike on a warehouse in Northport
publisher: Northport Gazette
date: 2021-03-04
url: https://gazette.example/warehouse
language: en-GB
publisher_kind: newspaper
country: no
credit: AP
---
"""


def test_title_caption_and_body_are_told_apart(tmp_path: Path) -> None:
    """A short first line is the title, short lines without a full stop below it are captions, prose is body."""
    path = tmp_path / "a.txt"
    path.write_text(
        f"Warehouse struck in Northport\nThe harbour of Northport, seen from the east\n{BODY}\n\n{SECOND}\n"
    )
    document = collect_one(path)
    assert blocks(document, BlockKind.TITLE) == ["Warehouse struck in Northport"]
    assert blocks(document, BlockKind.CAPTION) == ["The harbour of Northport, seen from the east"]
    assert blocks(document, BlockKind.BODY) == [BODY, SECOND]
    assert document.publication.title == "Warehouse struck in Northport"
    assert basis(document)["title"] == "the first line of the text"


def test_the_seed_text_has_no_publisher_and_no_year() -> None:
    """The text the project grew from states neither publisher nor year, and neither is made up."""
    path = SHARED / "seed" / "deir-ez-zor.txt"
    if not path.exists():
        pytest.skip("the seed text is not beside this checkout")
    document = collect_one(path)
    publication = document.publication
    assert (publication.publisher, publication.published, publication.url) == ("", "", "")
    assert len(blocks(document, BlockKind.TITLE)) == 1
    assert len(blocks(document, BlockKind.CAPTION)) == 1
    assert len(blocks(document, BlockKind.BODY)) >= 7
    assert document.text.language == "en"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Photo: The harbour of Northport", BlockKind.CAPTION),
        ("(File photo: a warehouse)", BlockKind.CAPTION),
        ("Фото: порт", BlockKind.CAPTION),
        ("صورة: الميناء", BlockKind.CAPTION),
        ("Read more: Flood kills 41 in the delta", BlockKind.RELATED),
        ("Related: Avalanche kills six", BlockKind.RELATED),
        ("Читайте также: наводнение", BlockKind.RELATED),
        ("اقرأ أيضا: فيضان", BlockKind.RELATED),
        ("Copyright 2021 Northport Gazette. All rights reserved.", BlockKind.BOILERPLATE),
        ("By Jane Doe", BlockKind.BOILERPLATE),
        ("By Friday the number had risen to twelve, the office said.", BlockKind.BODY),
        ("Related fighting went on in two districts, the army said.", BlockKind.BODY),
        ("More news of the attack is expected from the ministry, which has sent a team.", BlockKind.BODY),
        (BODY, BlockKind.BODY),
    ],
)
def test_lines_that_say_what_they_are(line: str, kind: BlockKind) -> None:
    """Captions, teasers, notices and bylines are told by their own words, and prose with like words is not."""
    assert line_kind(line) is kind


def test_what_stands_under_comments_and_related_is_not_body(tmp_path: Path) -> None:
    """Headings for comments and other stories set what follows apart from the report."""
    path = tmp_path / "a.txt"
    path.write_text(
        f"{BODY}\n\n{SECOND}\n\nRelated stories\n\nFlood kills 41 in the delta\n\nComments (2)\n\n"
        "I bet it was 999 dead.\n\nNo, 5,000!\n"
    )
    document = collect_one(path)
    assert blocks(document, BlockKind.BODY) == [BODY, SECOND]
    assert blocks(document, BlockKind.RELATED) == ["Related stories", "Flood kills 41 in the delta"]
    assert blocks(document, BlockKind.COMMENT) == ["Comments (2)", "I bet it was 999 dead.", "No, 5,000!"]


def test_hard_wrapped_lines_become_paragraphs() -> None:
    """Lines broken at a common width are joined, divided words closed; a short line ends its paragraph."""
    lines = [
        "Aircraft struck a warehouse on the edge of Northport on 3 March 2021, the",
        "port authority said. At least four people were killed and eleven wound-",
        "ed, according to the regional health office.",
        "The defence ministry said that it was looking into the report and could",
        "not give a number of its own.",
    ]
    assert reflow(lines) == [BODY, SECOND]


def test_lines_that_are_not_wrapped_stay_paragraphs() -> None:
    """A line that ends a sentence is a paragraph of its own where lines are long."""
    assert reflow([BODY, SECOND, BODY]) == [BODY, SECOND, BODY]


def test_front_matter_gives_the_publication(tmp_path: Path) -> None:
    """Every known field of the front matter stands in the publication, and none of it in the body."""
    path = tmp_path / "a.md"
    path.write_text(f"{FRONT}\n{BODY}\n\n{SECOND}\n")
    document = collect_one(path)
    publication = document.publication
    assert publication.title == "Strike on a warehouse in Northport"
    assert publication.publisher == "Northport Gazette"
    assert publication.published == "2021-03-04"
    assert publication.url == "https://gazette.example/warehouse"
    assert publication.kind == "newspaper"
    assert publication.country == "NO"
    assert publication.credit == "AP"
    assert publication.basis == ()
    assert document.text.language == "en"
    assert blocks(document, BlockKind.TITLE) == ["Strike on a warehouse in Northport"]
    assert blocks(document, BlockKind.BODY) == [BODY, SECOND]


def test_lines_of_key_and_value_serve_as_front_matter(tmp_path: Path) -> None:
    """Clippings often carry their source as plain lines above the text."""
    path = tmp_path / "a.txt"
    path.write_text(f"Title: Warehouse struck\nSource: Northport Gazette\nDate: 4 March 2021\n\n{BODY}\n\n{SECOND}\n")
    publication = collect_one(path).publication
    assert (publication.publisher, publication.published) == ("Northport Gazette", "2021-03-04")
    assert publication.title == "Warehouse struck"


def test_a_line_that_is_only_a_date_dates_the_text(tmp_path: Path) -> None:
    """A date alone on a line under the title is the date of the text, and is said to be taken from there."""
    path = tmp_path / "a.txt"
    path.write_text(f"Warehouse struck in Northport\nBy Jane Doe\n4 March 2021\n{BODY}\n\n{SECOND}\n")
    document = collect_one(path)
    assert document.publication.published == "2021-03-04"
    assert "nothing but a date" in basis(document)["published"]
    assert blocks(document, BlockKind.BODY) == [BODY, SECOND]


@pytest.mark.parametrize("line", ["By Associated Press", "(AP)"])
@pytest.mark.parametrize("place", ["head", "foot"])
def test_a_credit_line_of_a_text_is_its_credit(tmp_path: Path, line: str, place: str) -> None:
    """A line that names an agency, under the title or at the end, is the credit, and no publisher."""
    path = tmp_path / "a.txt"
    head, foot = (line, "") if place == "head" else ("", line)
    path.write_text(f"Warehouse struck in Northport\n{head}\n{BODY}\n\n{SECOND}\n\n{foot}\n")
    publication = collect_one(path).publication
    assert (publication.credit, publication.publisher) == (line, "")


def test_a_date_inside_the_text_is_no_date_of_publication(tmp_path: Path) -> None:
    """The day of the event is not the day of publication."""
    path = tmp_path / "a.txt"
    path.write_text(f"{BODY}\n\n{SECOND}\n")
    assert collect_one(path).publication.published == ""


def test_markdown_is_read_without_its_marks(tmp_path: Path) -> None:
    """Emphasis, links, lists, quotes and tables leave their words; images their captions; code is set apart."""
    path = tmp_path / "a.md"
    path.write_text(
        "# Warehouse *struck*\n\n"
        "The **port authority** said in a [statement](https://port.example/a_(b)) that `four` people died.\n"
        "The second line goes on.\n\n"
        '![A crane](crane.jpg "The crane of Northport")\n\n'
        "> We saw two aircraft &amp; heard a bang.\n\n"
        "- one tank\n- two file_names_with_marks\n\n"
        "| what | count |\n|---|---|\n| trucks | 3 |\n\n"
        "```\nprint(1)\n```\n\n<!-- hidden -->\n\n---\n\n"
        "## See also\n\n- Flood kills 41\n\n## Aftermath\n\nThe port reopened a day later.\n"
    )
    document = collect_one(path)
    assert blocks(document, BlockKind.TITLE) == ["Warehouse struck"]
    assert blocks(document, BlockKind.CAPTION) == ["The crane of Northport"]
    assert blocks(document, BlockKind.BODY) == [
        "The port authority said in a statement that four people died. The second line goes on.",
        "We saw two aircraft & heard a bang.",
        "one tank",
        "two file_names_with_marks",
        "what | count",
        "trucks | 3",
        "Aftermath",
        "The port reopened a day later.",
    ]
    assert blocks(document, BlockKind.RELATED) == ["See also", "Flood kills 41"]
    assert blocks(document, BlockKind.BOILERPLATE) == ["print(1)"]


@pytest.mark.parametrize("word", ["null", "~", "unknown", "n/a", ""])
def test_words_for_nothing_are_nothing(tmp_path: Path, word: str) -> None:
    """A field that says "null" states nothing and is no mistake."""
    path = tmp_path / "a.md"
    path.write_text(f"---\npublisher: {word}\npublished: {word}\n---\n{BODY}\n")
    publication = collect_one(path).publication
    assert (publication.publisher, publication.published) == ("", "")
