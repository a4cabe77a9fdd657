"""PDF files: text page by page, reflowed into paragraphs, running heads and page numbers set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from crossbearing.collect.cleaning import one_line
from crossbearing.collect.draft import Draft, Part, Stated
from crossbearing.collect.lines import line_kind, reflow
from crossbearing.collect.refusal import RefusedError, note
from crossbearing.model.documents import BlockKind
from crossbearing.model.ids import normalised_words

__all__ = ["EXTRACTOR", "read_pdf"]

EXTRACTOR = "pdf@1"
"""Name and version of this reader, for the ids of working texts: raise the version when its output changes."""
_EDGE_LINES = 2  # at top and bottom of a page that may be running heads
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page|seite|стр\.?|صفحة|p\.)?\s*\d{1,4}(?:\s*(?:of|/|de|von|из)\s*\d{1,4})?\W*$", re.IGNORECASE
)
_DATE = re.compile(r"D?:?(\d{4})(\d{2})?(\d{2})?")


def read_pdf(data: bytes, *, where: str, pages_of: Callable[[bytes], dict[str, Any]]) -> Draft:
    """Read a PDF file.

    Args:
        data: Its bytes.
        where: Name of the file.
        pages_of: `pdf_pages.pdf_pages`, or a call of it in a process of its own.

    Raises:
        RefusedError: `encrypted_pdf`, `damaged_file`, or `scanned_pdf` where no page holds any text.
    """
    found = pages_of(data)
    pages: list[str] = found["pages"]
    info: dict[str, str] = found["info"]
    notes = tuple(
        note("damaged_page", f"{where}#page={number}", "this page cannot be read", remedy="fetch it again")
        for number in found["damaged"]
    )
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
