"""PDF files: text page by page, reflowed into paragraphs, running heads and page numbers set aside."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from crossbearing.collect.cleaning import clean, one_line
from crossbearing.collect.draft import Draft, Part, Stated
from crossbearing.collect.lines import line_kind, reflow
from crossbearing.collect.refusal import RefusedError, note
from crossbearing.model.documents import BlockKind
from crossbearing.model.ids import normalised_words
from crossbearing.model.steps import Reject

__all__ = ["EXTRACTOR", "read_pdf"]

EXTRACTOR = "pdf@1"
"""Name and version of this reader, for the ids of working texts: raise the version when its output changes."""
_EDGE_LINES = 2  # at top and bottom of a page that may be running heads
_HYPHEN = re.compile("[\x02\ufffe\u00ad]\r?\n?")  # how PDFium marks a word that was divided at the line end
_SHAPES = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]+")
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page|seite|стр\.?|صفحة|p\.)?\s*\d{1,4}(?:\s*(?:of|/|de|von|из)\s*\d{1,4})?\W*$", re.IGNORECASE
)
_DATE = re.compile(r"D?:?(\d{4})(\d{2})?(\d{2})?")


def read_pdf(data: bytes, *, where: str) -> Draft:
    """Read a PDF file.

    Args:
        data: Its bytes.
        where: Name of the file.

    Raises:
        RefusedError: `encrypted_pdf`, `damaged_file`, or `scanned_pdf` where no page holds any text.
    """
    pages, info, notes = _pages(data, where=where)
    if not any(page.strip() for page in pages):
        raise RefusedError(
            "scanned_pdf",
            f"holds no text on its {len(pages)} page{'s' if len(pages) != 1 else ''}; it is probably a scan",
            remedy="run text recognition (OCR) on it and give the result",
        )
    repeated = _running_lines(pages)
    parts = tuple(_parts(pages, repeated, title=info.get("Title", "")))
    stated = Stated()
    title = next((part.text for part in parts if part.kind is BlockKind.TITLE), "")
    if title:
        stated = replace(stated, title=title, basis=(("title", "from the PDF's properties"),))
    made = _DATE.match(info.get("CreationDate", ""))
    if made:
        day = "-".join(group for group in made.groups() if group)
        stated = replace(stated, basis=(*stated.basis, ("published", f"not stated; the PDF was made on {day}")))
    return Draft(media_type="application/pdf", extractor=EXTRACTOR, stated=stated, parts=parts, notes=notes)


def _pages(data: bytes, *, where: str) -> tuple[list[str], dict[str, str], tuple[Reject, ...]]:
    """Return the text of each page, the file's properties, and notes on pages that could not be read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY of fpdfview.h
        if getattr(error, "err_code", None) in (4, 5) or "password" in str(error).lower():
            raise RefusedError(
                "encrypted_pdf", "is protected by a password", remedy="save a copy without the password"
            ) from error
        raise RefusedError("damaged_file", "is a PDF that breaks off or is damaged", remedy="fetch it again") from error
    pages: list[str] = []
    notes: list[Reject] = []
    try:
        info = {key: str(value) for key, value in document.get_metadata_dict(skip_empty=True).items()}
        if len(document) == 0:
            raise RefusedError("damaged_file", "is a PDF without any page", remedy="fetch it again")
        for number in range(len(document)):
            try:
                page = document[number]
                text_page = page.get_textpage()
                pages.append(_shaped(text_page.get_text_bounded()))
                text_page.close()
                page.close()
            except pypdfium2.PdfiumError:
                pages.append("")
                notes.append(
                    note(
                        "damaged_page",
                        f"{where}#page={number + 1}",
                        "this page cannot be read",
                        remedy="fetch it again",
                    )
                )
    finally:
        document.close()
    return pages, info, tuple(notes)


def _shaped(text: str) -> str:
    """Return a page's text with divided words joined and the shapes of Arabic letters and ligatures spelt out."""
    text = _HYPHEN.sub("", text)
    text = _SHAPES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return clean(text)


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).casefold()


def _running_lines(pages: list[str]) -> frozenset[str]:
    """Return lines that stand at the edges of at least three pages and of most of them, digits aside."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page.split("\n") if line.strip()]
        edges = lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]
        counts.update({_key(line) for line in edges if len(line) <= 150})
    return frozenset(line for line, count in counts.items() if count >= 3 and count > 0.5 * len(pages))


def _parts(pages: list[str], repeated: frozenset[str], *, title: str) -> Iterator[Part]:
    wanted = normalised_words(title)
    titled = not wanted
    # Lines of a PDF are lines on paper, so that the text is always wrapped, at the width that most full lines reach.
    lengths = sorted(len(line) for page in pages for line in page.split("\n") if line.strip())
    width = lengths[int(len(lengths) * 0.8)]
    for number, page in enumerate(pages, start=1):
        lines = page.split("\n")
        filled = [at for at, line in enumerate(lines) if line.strip()]
        edges = set(filled[:_EDGE_LINES] + filled[-_EDGE_LINES:])
        running = {
            at for at in edges if _key(lines[at]) in repeated or (len(pages) > 1 and _PAGE_NUMBER.match(lines[at]))
        }
        for at in sorted(running):
            if at < len(lines) / 2:
                yield Part(BlockKind.BOILERPLATE, one_line(lines[at]), page=number)
        body = [line for at, line in enumerate(lines) if at not in running]
        if not titled and number == 1:
            head, body = _title_lines(body, wanted)
            if head:
                titled = True
                yield Part(BlockKind.TITLE, head, page=number)
        for paragraph in reflow(body, width=width):
            yield Part(line_kind(paragraph), paragraph, page=number)
        for at in sorted(running):
            if at >= len(lines) / 2:
                yield Part(BlockKind.BOILERPLATE, one_line(lines[at]), page=number)


def _title_lines(lines: list[str], wanted: str) -> tuple[str, list[str]]:
    """Split off the lines that make up the title which the properties state, if the first page begins with it."""
    joined: list[str] = []
    for at, line in enumerate(lines[:8]):
        if line.strip():
            joined.append(line)
            words = normalised_words(" ".join(joined))
            if words == wanted:
                return one_line(" ".join(joined)), lines[at + 1 :]
            if not wanted.startswith(words):
                break
    return "", lines
