"""The dossier as Markdown and as a Word file: footnotes that lead to words and hashes, sources' text never mark-up."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from markdown_it import MarkdownIt

from crossbearing.model.findings import Verdict
from crossbearing.model.incidents import Incident
from crossbearing.model.values import TextValue
from tests.show.export.made import export, private_case
from tests.show.invented import invented_case
from tests.show.memory import MemoryCase, position

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = (
    "<script>x</script>", "![p](http://e.example/p.png)", "[a](http://e.example)", "http://e.example/x", "**b**",
    "www.e.example", "& < > \" '",
)  # fmt: skip


def hostile_case(words: str) -> MemoryCase:
    """Return a case whose source writes mark-up."""
    case = MemoryCase(name=words)
    document = case.report("Example News", "2016-09-18", f"They said: {words} there.", title=words)
    claim = case.claim(document, words, "other", TextValue(words))
    incident = Incident("XXX-2ABCD", words, "other", None, None, ())
    case.gather(incident, claim)
    case.find(incident.id, "other", Verdict.SINGLE_ORIGIN, words, position(case.hold("", claim, family="")))
    return case


def test_markdown_footnotes(tmp_path: Path) -> None:
    """Every footnote that is called is there once, and every one there is called, with words, exhibit and hash."""
    path, manifest = export(invented_case(), "markdown", tmp_path)
    text = path.read_text(encoding="utf-8")
    defined = re.findall(r"^\[\^(\d+)\]: (.*)$", text, flags=re.MULTILINE)
    called = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert called == {number for number, _words in defined}
    assert len(defined) == len(called) == manifest["counts"]["footnotes"] > 0
    for _number, words in defined:
        assert re.search(r"^Exhibit \d+, .*Archived copy SHA-256 [0-9a-f]{16}…$", words)
    assert any("“62 soldiers were killed”" in words for _number, words in defined)


def test_exhibits(tmp_path: Path) -> None:
    """Every document is an exhibit with its whole hash, numbered from 1 in order of publication."""
    case = invented_case()
    path, manifest = export(case, "markdown", tmp_path)
    text = path.read_text(encoding="utf-8")
    numbers = [int(number) for number in re.findall(r"^- Exhibit (\d+)\\?\.", text, flags=re.MULTILINE)]
    assert numbers == list(range(1, len(case.docs) + 1))
    assert manifest["counts"]["exhibits"] == len(case.docs)
    assert all(document.sha256 in text for document in case.docs)


@pytest.mark.parametrize("words", HOSTILE)
def test_markdown_of_sources_is_text(words: str, tmp_path: Path) -> None:
    """What a source writes as mark-up, link or picture is shown as its characters by a CommonMark reader."""
    path, _manifest = export(hostile_case(words), "markdown", tmp_path)
    text = path.read_text(encoding="utf-8")
    tokens = [part for token in MarkdownIt("commonmark").enable("table").parse(text) for part in (token.children or [])]
    kinds = {token.type for token in tokens}
    assert not kinds & {"html_inline", "image", "link_open", "strong_open", "em_open"}, kinds
    shown = "".join(token.content for token in tokens)
    assert words in shown


def test_docx_is_read_by_the_library(tmp_path: Path) -> None:
    """The usual library opens the file and finds title, headings and text in their styles."""
    path, _manifest = export(invented_case(), "docx", tmp_path, who="Example Archive")
    read = docx.Document(str(path))
    styles = {paragraph.style.name for paragraph in read.paragraphs if paragraph.style is not None}
    assert {"Title", "Heading 1", "Heading 2", "List Paragraph"} <= {
        style.title() if style[0].islower() else style for style in styles
    }
    assert read.paragraphs[0].text == "Strikes near Deir ez-Zor airport (invented)"
    assert read.core_properties.author == "Example Archive"


def test_docx_footnotes(tmp_path: Path) -> None:
    """Every footnote that is called is in the file, with the words and the hash, and none is left over."""
    path, manifest = export(invented_case(), "docx", tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        body = ElementTree.fromstring(archive.read("word/document.xml"))
        notes = ElementTree.fromstring(archive.read("word/footnotes.xml"))
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
    called = {one.get(f"{W}id") for one in body.iter(f"{W}footnoteReference")}
    told = {one.get(f"{W}id"): "".join(one.itertext()) for one in notes if not one.get(f"{W}type")}
    assert called == set(told)
    assert len(told) == manifest["counts"]["footnotes"]
    assert all("Archived copy SHA-256" in text for text in told.values())


@pytest.mark.parametrize("words", [*HOSTILE, "control \x0b\x00 characters", "\u202ereversed"])
def test_docx_takes_any_words(words: str, tmp_path: Path) -> None:
    """Whatever a source writes, the parts are well-formed and hold it as text."""
    case = hostile_case(words)
    path, _manifest = export(case, "docx", tmp_path)
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    assert words.split(maxsplit=1)[0].strip("\u202e") in text


def test_the_same_case_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two Word files of a case are alike byte for byte."""
    one, _ = export(private_case(), "docx", tmp_path)
    before = one.read_bytes()
    two, _ = export(private_case(), "docx", tmp_path, force=True)
    assert two.read_bytes() == before


def test_no_words_where_places_are_coarse(tmp_path: Path) -> None:
    """With a coarsened place no quote stands in the dossier, and it says so."""
    path, _manifest = export(private_case(), "markdown", tmp_path, coarsen="province")
    text = path.read_text(encoding="utf-8")
    assert "“" not in text
    assert "words as written are left out" in text
