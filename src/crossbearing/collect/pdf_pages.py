"""The text of the pages of a PDF file, as PDFium finds it; runs in a process of its own (`confined`)."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from crossbearing.collect.cleaning import clean
from crossbearing.collect.refusal import RefusedError

__all__ = ["pdf_pages"]

_HYPHEN = re.compile("[\x02\ufffe\u00ad]\r?\n?")  # how PDFium marks a word that was divided at the line end
_SHAPES = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]+")
_MOST_PAGES = 20_000
_MOST_CHARACTERS = 30_000_000  # of a whole file: some ten thousand full pages


def pdf_pages(data: bytes) -> dict[str, Any]:
    """Return `pages`, the text of each page; `info`, the file's properties; `damaged`, numbers of unreadable pages.

    Args:
        data: The file.

    Raises:
        RefusedError: `encrypted_pdf`, `damaged_file` or `too_large`.
    """
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
    damaged: list[int] = []
    characters = 0
    try:
        info = {key: str(value) for key, value in document.get_metadata_dict(skip_empty=True).items()}
        if len(document) == 0:
            raise RefusedError("damaged_file", "is a PDF without any page", remedy="fetch it again")
        if len(document) > _MOST_PAGES:
            raise RefusedError("too_large", f"is a PDF that claims {len(document)} pages", remedy="split it")
        for number in range(len(document)):
            try:
                page = document[number]
                text_page = page.get_textpage()
                characters += text_page.count_chars()
                if characters > _MOST_CHARACTERS:
                    raise RefusedError("too_large", "is a PDF with more text than any report", remedy="split it")
                pages.append(_shaped(text_page.get_text_bounded()))
                text_page.close()
                page.close()
            except pypdfium2.PdfiumError:
                pages.append("")
                damaged.append(number + 1)
    finally:
        document.close()
    return {"pages": pages, "info": info, "damaged": damaged}


def _shaped(text: str) -> str:
    """Return a page's text with divided words joined and the shapes of Arabic letters and ligatures spelt out."""
    text = _HYPHEN.sub("", text)
    text = _SHAPES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return clean(text)
