"""Which format a file is in: by its bytes where they tell, and by its name."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from crossbearing.collect.refusal import RefusedError

__all__ = [
    "CONTAINERS",
    "MEDIA",
    "TABLES",
    "Format",
    "format_of",
    "is_large_name",
    "is_table_name",
    "unsupported_suffix",
]


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
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ODT = "application/vnd.oasis.opendocument.text"
    MHTML = "multipart/related"
    MAIL = "message/rfc822"
    MBOX = "application/mbox"
    FEED = "application/rss+xml"
    WARC = "application/warc"
    ZIP = "application/zip"
    IMAGE = "image"
    VIDEO = "video"
    SOUND = "audio"


TABLES = frozenset({Format.CSV, Format.TSV, Format.XLSX, Format.JSONL, Format.JSON})
"""Formats of which each row or record is a document."""
CONTAINERS = frozenset({Format.MAIL, Format.MBOX, Format.FEED, Format.WARC, Format.ZIP})
"""Formats that hold several documents, each of which may be in a format of its own."""
MEDIA = frozenset({Format.IMAGE, Format.VIDEO, Format.SOUND})
"""Formats without words: such files are kept and hashed, and what their metadata state is shown."""
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
    ".geojson": Format.JSON,
    ".pdf": Format.PDF,
    ".xlsx": Format.XLSX,
    ".xlsm": Format.XLSX,
    ".docx": Format.DOCX,
    ".odt": Format.ODT,
    ".mhtml": Format.MHTML,
    ".mht": Format.MHTML,
    ".eml": Format.MAIL,
    ".mbox": Format.MBOX,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
    ".warc": Format.WARC,
    ".zip": Format.ZIP,
    ".wacz": Format.ZIP,
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".heic"), Format.IMAGE),
    **dict.fromkeys((".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v", ".3gp"), Format.VIDEO),
    **dict.fromkeys((".mp3", ".wav", ".ogg", ".m4a", ".flac", ".opus"), Format.SOUND),
}
_STREAMED = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".csv.gz", ".tsv.gz", ".tab.gz", ".jsonl.gz", ".ndjson.gz")
_LARGE = frozenset({Format.WARC, Format.ZIP, Format.MBOX, Format.VIDEO, Format.SOUND})
_REMEDIES = {
    "a word-processor document": "save it as PDF, HTML or plain text",
    "a presentation": "save it as PDF",
    "an old spreadsheet": "save it as .xlsx or .csv",
    "a spreadsheet of another kind": "save it as .xlsx or .csv",
    "a drawing": "save it as PDF, or as a picture",
    "an archive": "unpack it and give the folder",
    "a web archive of another kind": "save the page as MHTML, HTML or PDF",
    "a program": "leave it out",
    "a mail message of another kind": "save it as .eml",
    "a database": "export a table as CSV",
    "a settings file": "leave it out",
    "an XML file": "save what it shows as HTML or plain text",
}
_UNSUPPORTED = {
    suffix: what
    for what, suffixes in {
        "a word-processor document": ".doc .rtf .pages",
        "a presentation": ".pptx .ppt .odp .key",
        "an old spreadsheet": ".xls",
        "a spreadsheet of another kind": ".ods .xlsb .numbers",
        "a drawing": ".svg .ico",
        "an archive": ".7z .rar .tar .tgz .bz2 .xz .zst",
        "a web archive of another kind": ".webarchive",
        "a program": ".exe .dll .so .js .css .py",
        "a mail message of another kind": ".msg",
        "a settings file": ".toml .yaml .yml .ini .cfg .lock",
        "an XML file": ".kml",
        "a database": ".db .sqlite .parquet .mdb",
    }.items()
    for suffix in suffixes.split()
}
_MAGIC = (
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"BZh", "an archive"),
    (b"\xfd7zXZ", "an archive"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a word-processor document"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a database"),
)
_MEDIA_MAGIC = (
    (b"\x89PNG", Format.IMAGE),
    (b"\xff\xd8\xff", Format.IMAGE),
    (b"GIF8", Format.IMAGE),
    (b"II*\x00", Format.IMAGE),
    (b"MM\x00*", Format.IMAGE),
    (b"ID3", Format.SOUND),
    (b"OggS", Format.SOUND),
    (b"fLaC", Format.SOUND),
    (b"\x1aE\xdf\xa3", Format.VIDEO),
)
_FEED_ROOT = re.compile(rb"<(?:[a-z]+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_MAIL_HEAD = re.compile(rb"^From .{0,200}\r?\n[A-Za-z][A-Za-z0-9-]*:")
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_QUOTING = frozenset({Format.MAIL, Format.MBOX, Format.MHTML, Format.FEED})
_MARKED = frozenset({Format.PDF, Format.XLSX, Format.DOCX, Format.ODT, Format.ZIP, Format.WARC})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _refuse(what: str) -> RefusedError:
    return RefusedError("unsupported_format", f"is {what}, which cannot be collected", remedy=_REMEDIES[what])


def _packed_office(head: bytes, suffix: str, by_suffix: Format | None) -> Format:
    """Tell which of the formats that are zip archives within a file is in."""
    if by_suffix in (Format.XLSX, Format.DOCX, Format.ODT, Format.ZIP):
        return by_suffix
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in head[:128]:
        return Format.ODT
    if b"word/" in head[:4096]:
        return Format.DOCX
    if b"xl/" in head[:4096]:
        return Format.XLSX
    if suffix in _UNSUPPORTED:
        raise _refuse(_UNSUPPORTED[suffix])
    return Format.ZIP


def unsupported_suffix(name: str) -> RefusedError | None:
    """Return why a file of this name cannot be collected, or None where its name does not rule it out."""
    what = _UNSUPPORTED.get(Path(name.lower()).suffix)
    return _refuse(what) if what else None


def is_table_name(name: str) -> bool:
    """Return whether a file of this name is read row by row, in bounded memory."""
    return name.lower().endswith(_STREAMED)


def is_large_name(name: str) -> bool:
    """Return whether a file of this name is read piece by piece, in bounded memory: a table, an archive, a video."""
    return is_table_name(name) or _BY_SUFFIX.get(Path(name.lower().removesuffix(".gz")).suffix) in _LARGE


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
    if head.startswith(b"WARC/"):
        return Format.WARC
    if head.startswith(_ZIP) or (head.startswith(_EMPTY_ZIP) and by_suffix is Format.ZIP):
        return _packed_office(head, suffix, by_suffix)
    # A reader may skip what stands before the mark (PDF 32000-1, H.3.4.1), but mail and feeds may quote it.
    if head.startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and by_suffix not in _QUOTING):
        return Format.PDF
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
    media = next((format_ for magic, format_ in _MEDIA_MAGIC if head.startswith(magic)), None)
    if media is not None:
        # A picture that calls itself a page may be both at once, so that two readers would see two things.
        if suffix == ".txt" or (by_suffix is not None and by_suffix not in MEDIA):
            raise RefusedError(
                "mislabelled_file",
                f"is called {suffix[1:].upper()} but begins like a picture, a sound or a video",
                remedy="give it the name that fits what it is",
            )
        return media
    if by_suffix in _MARKED:
        kind = suffix[1:].upper()
        raise RefusedError(
            "damaged_file", f"is called {kind} but does not begin like one", remedy="fetch or export it again"
        )
    return _written(head, suffix, by_suffix)


def _written(head: bytes, suffix: str, by_suffix: Format | None) -> Format:
    """Tell the format of a file of characters."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:256].lower()
    if by_suffix is None and start.startswith((b"<!doctype html", b"<html")):
        return Format.HTML
    if suffix in (".xml", "") and start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")):
        if _FEED_ROOT.search(head[:8192].replace(b"\x00", b"")):
            return Format.FEED
        raise _refuse("an XML file")
    if by_suffix is None and _MAIL_HEAD.match(head):
        return Format.MBOX
    if by_suffix is not None:
        return by_suffix
    if suffix in _UNSUPPORTED:
        raise _refuse(_UNSUPPORTED[suffix])
    return Format.PLAIN
