"""Word-processor documents: DOCX (ECMA-376) and ODT (OpenDocument 1.2). Macros, links and objects are left alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from crossbearing.collect.cleaning import clean, one_line
from crossbearing.collect.draft import Draft, Part, Stated
from crossbearing.collect.formats import Format
from crossbearing.collect.markup import local_name, parse_xml
from crossbearing.collect.original import Limits, size_in_words
from crossbearing.collect.plain import text_parts
from crossbearing.collect.refusal import RefusedError
from crossbearing.collect.zips import DAMAGED, check_archive, check_directory, is_bomb
from crossbearing.model.documents import BlockKind
from crossbearing.model.ids import normalised_words

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["EXTRACTOR", "read_office"]

EXTRACTOR = "office@1"
"""Name and version of this reader, for the ids of working texts: raise the version when its output changes."""
_TEXT_OF = {Format.DOCX: "word/document.xml", Format.ODT: "content.xml"}
_ABOUT_OF = {Format.DOCX: "docProps/core.xml", Format.ODT: "meta.xml"}
# Deleted words, codes of fields, shapes given twice, notes to authors and tracked changes are no part of the text.
_UNSEEN = frozenset(
    ("deltext", "instrtext", "fallback", "annotation", "tracked-changes", "del", "movefrom", "sequence-decls", "forms")
)
_PARAGRAPHS = frozenset(("p", "h"))
_AGAIN = "save it again as .docx, .odt or PDF"


def read_office(data: bytes, *, format_: Format, limits: Limits, today: date) -> Draft:
    """Read a word-processor document.

    Args:
        data: Its bytes.
        format_: `Format.DOCX` or `Format.ODT`.
        limits: How large things may be.
        today: The present day.

    Raises:
        RefusedError: If it is damaged, protected, too large or hostile.
    """
    stream = io.BytesIO(data)
    check_directory(stream)
    try:
        with zipfile.ZipFile(stream) as archive:
            check_archive(archive.infolist(), limits=limits)
            if format_ is Format.ODT and b"encryption-data" in _file(archive, "META-INF/manifest.xml", limits=limits):
                raise RefusedError(
                    "encrypted_document", "is protected by a password", remedy="save a copy without the password"
                )
            text = _file(archive, _TEXT_OF[format_], limits=limits)
            about = _file(archive, _ABOUT_OF[format_], limits=limits)
    except DAMAGED as error:
        raise RefusedError("damaged_file", f"is a document that is damaged ({error})", remedy=_AGAIN) from error
    if not text:
        raise RefusedError("damaged_file", f"holds no {_TEXT_OF[format_]}", remedy=_AGAIN)
    paragraphs = list(_paragraphs(parse_xml(text)))
    stated = _stated(about)
    title = next((words for style, words in paragraphs if style == "title"), "")
    texts = [words for _, words in paragraphs]
    # Templates leave titles of their own in the properties: such a one counts only where the text begins with it.
    if not title and texts and stated.title and normalised_words(texts[0]) == normalised_words(stated.title):
        title = texts[0]
    if title and texts[0] != title and title in texts:
        texts.remove(title)
    parts, dated = text_parts(texts, title=title, today=today)
    found = title or next((part.text for part in parts if part.kind is BlockKind.TITLE), "")
    basis = list(stated.basis)
    if found:
        basis.append(("title", "from the document"))
    if dated:
        basis = [entry for entry in basis if entry[0] != "published"]
        basis.append(("published", "a line above the text that is nothing but a date"))
    return Draft(
        media_type=format_.value,
        extractor=EXTRACTOR,
        stated=Stated(title=found, published=dated, language=stated.language, basis=tuple(basis)),
        parts=tuple(Part(part.kind, part.text) for part in parts),
    )


def _file(archive: zipfile.ZipFile, name: str, *, limits: Limits) -> bytes:
    """Return one file of a document, or nothing where there is none of that name."""
    try:
        entry = archive.getinfo(name)
    except KeyError:
        return b""
    if entry.flag_bits & 1:
        raise RefusedError(
            "encrypted_document", "is protected by a password", remedy="save a copy without the password"
        )
    if entry.file_size > limits.document or is_bomb(entry):
        raise RefusedError(
            "archive_bomb", f"unpacks to {size_in_words(entry.file_size)} of text", remedy="save it as plain text"
        )
    with archive.open(entry) as stream:
        return stream.read(limits.document)


def _paragraphs(root: _Element) -> Iterator[tuple[str, str]]:
    """Yield the style (`title` or empty) and the words of each paragraph, those in cells of tables included."""
    for element in root.iter():
        if local_name(element) not in _PARAGRAPHS or not _is_text(element):
            continue
        if any(local_name(above) in _UNSEEN for above in element.iterancestors()):
            continue
        words = one_line(clean("".join(_words(element))))
        if words:
            yield _style(element), words


def _is_text(element: _Element) -> bool:
    tag = str(element.tag)
    return "wordprocessingml" in tag or "opendocument:xmlns:text" in tag


def _words(paragraph: _Element) -> Iterator[str]:
    """Yield the characters of a paragraph, without those of paragraphs inside it (notes, text boxes)."""
    stack: list[tuple[_Element, bool]] = [(paragraph, False)]
    own = "wordprocessingml" not in str(paragraph.tag)
    while stack:
        element, closed = stack.pop()
        name = local_name(element)
        if closed:
            if own and element is not paragraph and element.tail:
                yield element.tail
            continue
        stack.append((element, True))
        if element is not paragraph and (name in _UNSEEN or name in _PARAGRAPHS or name in ("note", "frame")):
            continue
        if name in ("tab", "br", "cr", "s", "line-break"):
            yield " "
        elif (own or name == "t") and element.text:
            yield element.text
        stack.extend((child, False) for child in reversed(element))


def _style(paragraph: _Element) -> str:
    names = [value for key, value in paragraph.attrib.items() if str(key).endswith("style-name")]
    for child in paragraph:
        if local_name(child) == "ppr":
            names.extend(value for style in child if local_name(style) == "pstyle" for value in style.attrib.values())
    return "title" if any(str(name).casefold() == "title" for name in names) else ""


def _stated(about: bytes) -> Stated:
    if not about:
        return Stated()
    said = {local_name(element): one_line(element.text or "") for element in parse_xml(about).iter()}
    made = said.get("created") or said.get("creation-date") or said.get("date") or ""
    basis = (("published", f"not stated; the document was made on {made[:10]}"),) if made else ()
    return Stated(title=said.get("title", ""), language=said.get("language", ""), basis=basis)
