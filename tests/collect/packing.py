"""Web archives, mail, feeds and documents made by the tests themselves."""

from __future__ import annotations

import base64
import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from tests.collect.making import BODY, SECOND

PAGE = f"""<!doctype html><html lang="en"><head><title>Strike on a warehouse</title>
<meta property="og:site_name" content="Northport Gazette">
<meta property="article:published_time" content="2021-03-04T08:00:00Z"></head>
<body><article><h1>Strike on a warehouse</h1><p>{BODY}</p><p>{SECOND}</p></article></body></html>"""


def zipped(files: Mapping[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def record(body: bytes, *, url: str = "https://gazette.example/a", kind: str = "response", mime: str = "text/html",
           http: str = "", packed: bool = False) -> bytes:  # fmt: skip
    """Return a WARC record that holds the answer of a server."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {mime}; charset=utf-8\r\n{http}\r\n".encode()
    block = head + body
    out = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-05T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip
    return gzip.compress(out) if packed else out


def chunked(body: bytes) -> bytes:
    """Return a body in chunks of 500 bytes."""
    pieces = [body[at : at + 500] for at in range(0, len(body), 500)]
    return b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces) + b"0\r\n\r\n"


def warc(*records: bytes) -> bytes:
    """Return a WARC file that begins with its warcinfo."""
    info = b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 9\r\n\r\nsoftware:\r\n\r\n"
    return info + b"".join(records)


def wacz(*records: bytes) -> bytes:
    """Return a WACZ file."""
    packed = b"".join(gzip.compress(entry) for entry in (warc(), *records))
    files = {"datapackage.json": "{}", "archive/data.warc.gz": packed, "pages/pages.jsonl": "{}", "logo.txt": "x"}
    return zipped(files, method=zipfile.ZIP_STORED)


def mail(text: str, *, subject: str = "Strike on a warehouse", attached: tuple[str, bytes] | None = None) -> bytes:
    """Return a message from an institution, perhaps with a file on it."""
    head = f"From: Northport Port Authority <press@port.example>\r\nSubject: {subject}\r\n"
    head += "Date: Thu, 04 Mar 2021 09:30:00 +0200\r\nMIME-Version: 1.0\r\n"
    if attached is None:
        return (head + f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n").encode()
    name, data = attached
    return (
        head + 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
        f"{text}\r\n--b\r\nContent-Type: application/octet-stream\r\n"
        f'Content-Disposition: attachment; filename="{name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{base64.encodebytes(data).decode()}\r\n--b--\r\n"
    ).encode()


def mhtml(page: str = PAGE) -> bytes:
    """Return a page as Chromium saves it."""
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://gazette.example/a\r\nSubject: Strike\r\n"
        "Date: Fri, 5 Mar 2021 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        "Content-Transfer-Encoding: base64\r\nContent-Location: https://gazette.example/a\r\n\r\n"
        f"{base64.encodebytes(page.encode()).decode()}\r\n--b\r\nContent-Type: image/png\r\n\r\nxx\r\n--b--\r\n"
    ).encode()


RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Northport Gazette</title><language>en</language>
<item><title>Strike on a warehouse</title><link>https://gazette.example/a</link>
<pubDate>Thu, 04 Mar 2021 08:00:00 +0200</pubDate><description>&lt;p&gt;{BODY}&lt;/p&gt;</description></item>
<item><title>Ministry looks into report</title><link>https://gazette.example/b</link>
<description><![CDATA[<p>{SECOND}</p><script>x()</script>]]></description></item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Northport Gazette</title>
<entry><title>Strike</title><id>tag:gazette.example,2021:a</id><link rel="self" href="https://gazette.example/self"/>
<link href="https://gazette.example/a"/><published>2021-03-04T08:00:00Z</published>
<content type="html">{BODY}</content></entry></feed>"""


def docx(*paragraphs: str, extra: str = "", title: str = "") -> bytes:
    """Return a DOCX document; `extra` is put into its body as it is."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    style = '<w:pPr><w:pStyle w:val="Title"/></w:pPr>'
    body = f"<w:p>{style}<w:r><w:t>{title}</w:t></w:r></w:p>" if title else ""
    body += "".join(
        f"<w:p><w:r><w:t>{text[:9]}</w:t></w:r><w:r><w:t>{text[9:]}</w:t></w:r></w:p>" for text in paragraphs
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {space}><w:body>{body}{extra}</w:body></w:document>",
            "docProps/core.xml": '<c xmlns:d="http://purl.org/dc/terms/"><d:created>2021-03-04T08:00:00Z</d:created></c>',
        }
    )


def odt(*paragraphs: str) -> bytes:
    """Return an ODT document."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    body = "".join(f"<text:p>{text[:9]}<text:span>{text[9:20]}</text:span>{text[20:]}</text:p>" for text in paragraphs)
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}><office:body><office:text>"
            f"<text:h>Strike on a warehouse</text:h>{body}</office:text></office:body></office:document-content>",
        },
        method=zipfile.ZIP_STORED,
    )


def png(width: int = 40, height: int = 30) -> bytes:
    """Return a PNG picture that claims a size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 41)) + chunk(b"IEND", b"")


def jpeg(*, taken: str = "2021:03:03 05:40:00", latitude: tuple[int, int, int] = (35, 30, 0)) -> bytes:
    """Return the head of a JPEG picture with EXIF metadata (CIPA DC-008): a date and a position."""

    def entry(tag: int, kind: int, count: int, value: int) -> bytes:
        return struct.pack("<HHII", tag, kind, count, value)

    letter = lambda sign: int.from_bytes(sign.encode() + b"\0\0\0", "little")  # noqa: E731
    # Offsets from the TIFF head: IFD0 at 8, EXIF at 38, GPS at 56, then the values.
    first = struct.pack("<H", 2) + entry(0x8769, 4, 1, 38) + entry(0x8825, 4, 1, 56) + b"\0\0\0\0"
    exif = struct.pack("<H", 1) + entry(0x9003, 2, 20, 110) + b"\0\0\0\0"
    gps = struct.pack("<H", 4) + entry(1, 2, 2, letter("N")) + entry(2, 5, 3, 130) + entry(3, 2, 2, letter("E"))
    gps += entry(4, 5, 3, 154) + b"\0\0\0\0"
    values = taken.encode() + b"\0" + b"".join(struct.pack("<II", part, 1) for part in (*latitude, 40, 15, 0))
    tiff = b"II*\0" + struct.pack("<I", 8) + first + exif + gps + values
    body = b"Exif\0\0" + tiff
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 30, 40, 1) + b"\1\x11\0"
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(body) + 2) + body + frame + b"\xff\xd9"


def mp4(*, padding: int = 16) -> bytes:
    """Return the frame of an MP4 video of 12.5 seconds, its head behind its data."""

    def box(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data) + 8) + kind + data

    made = 3_697_500_000  # seconds from 1904: 2021-03-02
    head = struct.pack(">IIIII", 0, made, made, 1000, 12_500) + b"\0" * 80
    return box(b"ftyp", b"isom\0\0\0\0isom") + box(b"mdat", b"\0" * padding) + box(b"moov", box(b"mvhd", head))
