"""Which format a file is in: by its bytes where they tell, and by its name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from crossbearing.collect.refusal import RefusedError

__all__ = ["TABLES", "Format", "format_of", "is_table_name", "unsupported_suffix"]


class Format(StrEnum):
    """The formats that can be collected, by media type."""

    PLAIN = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    PDF = "application/pdf"
    CSV = "text/csv"
    TSV = "text/tab-separated-values"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    JSONL = "application/x-ndjson"
    JSON = "application/json"


TABLES = frozenset({Format.CSV, Format.TSV, Format.XLSX, Format.JSONL, Format.JSON})
"""Formats of which each row or record is a document."""
_BY_SUFFIX = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".csv": Format.CSV,
    ".tsv": Format.TSV,
    ".tab": Format.TSV,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".json": Format.JSON,
    ".pdf": Format.PDF,
    ".xlsx": Format.XLSX,
    ".xlsm": Format.XLSX,
}
_STREAMED = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".csv.gz", ".tsv.gz", ".tab.gz", ".jsonl.gz", ".ndjson.gz")
_REMEDIES = {
    "a word-processor document": "save it as PDF, HTML or plain text",
    "a presentation": "save it as PDF",
    "an old spreadsheet": "save it as .xlsx or .csv",
    "a spreadsheet of another kind": "save it as .xlsx or .csv",
    "an image": "type out its words into a text file, or run text recognition and save as PDF with text",
    "a video": "write its words into a text file",
    "a sound recording": "write its words into a text file",
    "an archive": "unpack it and give the folder",
    "a web archive": "save the page as HTML or PDF",
    "a program": "leave it out",
    "a mail message": "save its text as a text file",
    "a database": "export a table as CSV",
    "a settings file": "leave it out",
    "an XML file": "save what it shows as HTML or plain text",
}
_UNSUPPORTED = {
    suffix: what
    for what, suffixes in {
        "a word-processor document": ".docx .doc .odt .rtf .pages",
        "a presentation": ".pptx .ppt .odp .key",
        "an old spreadsheet": ".xls",
        "a spreadsheet of another kind": ".ods .xlsb .numbers",
        "an image": ".jpg .jpeg .png .gif .webp .tif .tiff .bmp .heic .svg .ico",
        "a video": ".mp4 .mov .avi .mkv .webm .m4v .3gp",
        "a sound recording": ".mp3 .wav .ogg .m4a .flac .opus",
        "an archive": ".zip .7z .rar .tar .tgz .bz2 .xz .zst",
        "a web archive": ".warc .wacz .mhtml .mht .webarchive",
        "a program": ".exe .dll .so .js .css .py",
        "a mail message": ".eml .msg .mbox",
        "a settings file": ".toml .yaml .yml .ini .cfg .lock",
        "an XML file": ".xml .rss .atom .kml",
        "a database": ".db .sqlite .parquet .mdb",
    }.items()
    for suffix in suffixes.split()
}
_MAGIC = (
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"BZh", "an archive"),
    (b"\xfd7zXZ", "an archive"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a word-processor document"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a database"),
    (b"WARC/", "a web archive"),
)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _refuse(what: str) -> RefusedError:
    return RefusedError("unsupported_format", f"is {what}, which cannot be collected", remedy=_REMEDIES[what])


def unsupported_suffix(name: str) -> RefusedError | None:
    """Return why a file of this name cannot be collected, or None where its name does not rule it out."""
    what = _UNSUPPORTED.get(Path(name.lower()).suffix)
    return _refuse(what) if what else None


def is_table_name(name: str) -> bool:
    """Return whether a file of this name is read row by row, in bounded memory."""
    return name.lower().endswith(_STREAMED)


def format_of(name: str, head: bytes) -> Format:
    """Tell the format of a file.

    Args:
        name: Its name, without the suffix of a packing.
        head: Its first bytes, unpacked.

    Raises:
        RefusedError: `unsupported_format`, `damaged_file` or `encrypted_spreadsheet`.
    """
    suffix = Path(name.lower()).suffix
    by_suffix = _BY_SUFFIX.get(suffix)
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(_ZIP):
        if by_suffix is Format.XLSX or b"xl/" in head[:4096]:
            return Format.XLSX
        raise _refuse(_UNSUPPORTED.get(suffix, "an archive"))
    if head.startswith(_OLE):
        if by_suffix is Format.XLSX or "EncryptedPackage".encode("utf-16-le") in head:
            # A modern office file that is wrapped in the old container is an encrypted one ([MS-OFFCRYPTO] 2.3.4).
            raise RefusedError(
                "encrypted_spreadsheet", "is protected by a password", remedy="save a copy without the password"
            )
        raise _refuse(_UNSUPPORTED.get(suffix, "an old spreadsheet"))
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise _refuse(what)
    if by_suffix in (Format.PDF, Format.XLSX):
        kind = "PDF" if by_suffix is Format.PDF else "XLSX"
        raise RefusedError(
            "damaged_file", f"is called {kind} but does not begin like one", remedy="fetch or export it again"
        )
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:256].lower()
    if by_suffix is None and start.startswith((b"<!doctype html", b"<html")):
        return Format.HTML
    if by_suffix is not None:
        return by_suffix
    if suffix in _UNSUPPORTED:
        raise _refuse(_UNSUPPORTED[suffix])
    return Format.PLAIN
