"""Files made to break whoever opens them, generated here and kept nowhere: `CASES` says what must become of each.

Sizes are chosen so that a reader without bounds would take minutes or gigabytes, and the file itself stays small.
"""

from __future__ import annotations

import gzip
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.collect.making import BODY, pdf
from tests.collect.packing import PAGE, RSS, docx, jpeg, mail, mhtml, mp4, png, record, wacz, warc, zipped

__all__ = ["CASES", "Case"]


@dataclass(frozen=True, slots=True)
class Case:
    """A hostile file.

    Args:
        name: File name.
        make: Makes its bytes.
        kinds: Kinds of the rejects that must come of it, in order; empty where it is harmless once read.
        documents: How many documents must come of it.
        unseen: Characters that must stand in none of them.
    """

    name: str
    make: Callable[[], bytes]
    kinds: tuple[str, ...]
    documents: int = 0
    unseen: str = ""


ZEROS = 60_000_000
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHING = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>'


def _rss(doctype: str, words: str) -> str:
    return RSS.replace('<rss version="2.0">', f'{doctype}<rss version="2.0">').replace("Strike on", words)


def _bomb(size: int = ZEROS, name: str = "zeros.txt") -> bytes:
    return zipped({name: b"0" * size})


def _nested(levels: int) -> bytes:
    inner = zipped({"a.txt": BODY})
    for level in range(levels):
        inner = zipped({f"{level}.zip": inner})
    return inner


def _named(name: str, *, mode: int = 0, content: str = BODY) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, content)
    return out.getvalue()


def _overlapping() -> bytes:
    """Return an archive whose directory names the same stretch of packed data a hundred times."""
    one = _bomb(1_000_000)
    end = one.rindex(b"PK\x05\x06")
    at = struct.unpack_from("<L", one, end + 16)[0]
    entry = one[at:end]
    directory = entry * 100
    return one[:at] + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 100, 100, len(directory), at, 0)


def _huge_directory() -> bytes:
    """Return an archive with a list of files of 20 MB and no file."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    directory = entry * 440_000
    start = b"PK\x03\x04" + bytes(26)
    return start + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(directory), 30, 0)


def _lying(claimed: int) -> bytes:
    """Return an archive that states a false length of its file."""
    content = bytearray(_bomb(3_000_000))
    at = content.rindex(b"PK\x01\x02")
    struct.pack_into("<L", content, at + 24, claimed)
    return bytes(content)


def _locked() -> bytes:
    content = bytearray(zipped({"a.txt": BODY}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    return bytes(content)


def _unknown_method() -> bytes:
    content = bytearray(zipped({"a.txt": BODY}))
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.index(mark) + at] = 97
    return bytes(content)


def _stream_pdf(stream: bytes, filters: str, extra: str = "") -> bytes:
    """Return a PDF of one page whose content stream is given."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + extra.encode() + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
        f"<< /Length {len(stream)} /Filter {filters} >>\nstream\n".encode() + stream + b"\nendstream",
    ]
    out = bytearray(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    return bytes(out + b"trailer\n<< /Size 5 /Root 1 0 R >>\n%%EOF\n")


def _pdf_bomb() -> bytes:
    """Return a PDF that packs 100 MB of blanks three times over into some hundred bytes."""
    stream = zlib.compress(zlib.compress(zlib.compress(b" " * 100_000_000, 9), 9), 9)
    return _stream_pdf(stream, "[/FlateDecode /FlateDecode /FlateDecode]")


def _pdf_many_pages() -> bytes:
    content = pdf([[BODY[:80]]])
    return content.replace(b"/Count 1 ", b"/Count 2000000000 ")


def _pdf_circle() -> bytes:
    return pdf([[BODY[:80]]]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")


def _deep(opening: str, closing: str, depth: int) -> str:
    return opening * depth + BODY + closing * depth


def _nested_mail(depth: int) -> bytes:
    out = b"Content-Type: text/plain\r\n\r\n" + BODY.encode()
    for level in range(depth):
        out = (
            f'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n'.encode()
            + out
            + f"\r\n--b{level}--\r\n".encode()
        )
    return out


def _forwarded(depth: int) -> bytes:
    out = mail(BODY)
    for _ in range(depth):
        out = b"From: press@port.example\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n" + out
    return out


def _warc_claiming(length: str) -> bytes:
    return f"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\nHTTP/1.1 200 OK\r\n\r\n".encode()


def _tiff_circle() -> bytes:
    """Return a TIFF head whose list of metadata points to itself."""
    return (
        b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", 1) + struct.pack("<HHII", 0x8769, 4, 1, 8) + b"\x08\0\0\0"
    )


def _tiff_claims() -> bytes:
    """Return a TIFF head whose one value claims four thousand million parts."""
    value = struct.pack("<HHII", 0x010E, 5, 0xFFFFFFFF, 8)
    return b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", 1) + value + b"\0\0\0\0"


def _sheet_bomb() -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rows = f"<worksheet {space}><sheetData>" + " " * 100_000_000 + "</sheetData></worksheet>"
    return zipped({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": rows})


SCRIPT = "<script>document.body.innerHTML = 'taken over'</script><iframe src='file:///etc/passwd'></iframe>"
POLYGLOT_GIF = b"GIF89a/*" + b"\0" * 20 + b"*/=1;<script>alert(1)</script>" + PAGE.encode()

CASES: tuple[Case, ...] = (
    # archives
    Case("bomb.zip", _bomb, ("archive_bomb",)),
    Case("bomb_of_pages.zip", lambda: _bomb(name="a.html"), ("archive_bomb",)),
    Case("bomb_in_zip.zip", lambda: zipped({"in.zip": _bomb(), "a.txt": BODY}), ("archive_bomb",), 1),
    Case("bomb_in_mail.eml", lambda: mail(BODY, attached=("a.zip", _bomb())), ("archive_bomb",), 1),
    Case("overlapping.zip", _overlapping, ("archive_bomb",)),
    Case("directory.zip", _huge_directory, ("archive_bomb",)),
    Case("claims_less.zip", lambda: _lying(100), ("damaged_file",)),
    Case("claims_more.zip", lambda: _lying(4_000_000_000), ("too_large",)),
    Case("nested.zip", lambda: _nested(40), ("nested_too_deeply",)),
    Case("nested_a_little.zip", lambda: _nested(3), (), 1),
    Case("gzip_bomb.txt.gz", lambda: gzip.compress(b"a" * ZEROS), ("too_large",)),
    Case("gzip_in_zip.zip", lambda: zipped({"a.txt.gz": gzip.compress(b"a" * ZEROS)}), ("too_large",)),
    Case("gzip_of_zip.zip.gz", lambda: gzip.compress(_bomb()), ("archive_bomb",)),
    Case("climbing.zip", lambda: _named("../../etc/cron.d/x.txt"), ("unsafe_name",)),
    Case("absolute.zip", lambda: _named("/etc/x.txt"), ("unsafe_name",)),
    Case("backslash.zip", lambda: _named("..\\..\\x.txt"), ("unsafe_name",)),
    Case("drive.zip", lambda: _named("C:\\x.txt"), ("unsafe_name",)),
    Case("link.zip", lambda: _named("a.txt", mode=stat.S_IFLNK | 0o777, content="/etc/passwd"), ("link_in_archive",)),
    Case("locked.zip", _locked, ("encrypted_archive",)),
    Case("method.zip", _unknown_method, ("damaged_file",)),
    Case("broken.zip", lambda: zipped({"a.txt": BODY})[:60], ("truncated_archive",)),
    Case("hollow.zip", partial(zipped, {}), ("empty_file",)),
    Case("turned_name.zip", lambda: _named("report_\u202etxt.exe"), ("unsupported_format",)),
    Case("many.zip", lambda: zipped({f"{n}.txt": b"" for n in range(2000)}), ("empty_file",) * 2000),
    Case("mailbox_bomb.zip", lambda: zipped({"a.mbox": b"From a@b 10:00 2021\n" + b"x" * ZEROS}), ("archive_bomb",)),
    # XML
    Case("laughs.rss", lambda: _rss(LAUGHING, "&l9;").encode(), ("xml_entities",)),
    Case("laughs16.rss", lambda: _rss(LAUGHING, "&l9;").replace('version="1.0"', 'version="1.0" encoding="utf-16"')
         .encode("utf-16"), ("xml_entities",)),
    Case("outside.rss", lambda: _rss(OUTSIDE, "&f;").encode(), ("xml_entities",)),
    Case("parameter.xml", lambda: _rss(PARAMETER, "x").encode(), ("xml_entities",)),
    Case("outside_type.rss",
         lambda: _rss('<!DOCTYPE rss SYSTEM "file:///etc/passwd">', "Hit").encode(), (), 2, "root:"),
    Case("quadratic.rss", lambda: _rss(f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>', "&a;" * 9000).encode(),
         ("xml_entities",)),
    Case("deep.rss", lambda: RSS.replace("Strike on", "<b>" * 100_000).encode(), ("no_text",)),
    Case("laughs.docx", lambda: zipped({"word/document.xml": f"{LAUGHING}<x>&l9;</x>"}), ("xml_entities",)),
    Case("outside.docx", lambda: zipped({"word/document.xml": f"{OUTSIDE}<x>&f;</x>"}), ("xml_entities",)),
    Case("laughs.odt", lambda: zipped({"content.xml": f"{LAUGHING}<x>&l9;</x>"}), ("xml_entities",)),
    Case("bomb.docx", lambda: zipped({"word/document.xml": "<x>" + " " * ZEROS + "</x>"}), ("archive_bomb",)),
    Case("deep.docx", lambda: docx(BODY, extra="<w:p>" * 50_000), ("damaged_file",)),
    Case("macro.docx", lambda: docx(BODY, extra='<w:object r:id="1" xmlns:r="x">evil()</w:object>'), (), 1, "evil"),
    Case("locked.odt", lambda: zipped({"META-INF/manifest.xml": "<m><encryption-data/></m>"}), ("encrypted_document",)),
    Case("bomb.xlsx", _sheet_bomb, ("archive_bomb",)),
    Case("laughs.xlsx", lambda: zipped({"xl/workbook.xml": f"{LAUGHING}<x>&l9;</x>"}), ("xml_entities",)),
    # pages
    Case("script.html", lambda: PAGE.replace("<article>", f"<article>{SCRIPT}").encode(), (), 1, "taken over"),
    Case("deep.html", f"<html><body>{_deep('<div>', '</div>', 100_000)}</body></html>".encode, ("no_text",)),
    Case("script.mhtml", lambda: mhtml(PAGE.replace("<article>", f"<article>{SCRIPT}")), (), 1, "taken over"),
    Case("no_page.mhtml", lambda: mhtml().replace(b"text/html", b"text/none"), ("no_text",)),
    Case("script.rss", lambda: RSS.replace("<![CDATA[", f"<![CDATA[{SCRIPT}").encode(), (), 2, "taken over"),
    Case("open_scripts.rss", lambda: RSS.replace("<![CDATA[", "<![CDATA[" + "<script><!--" * 100_000).encode(), (), 2),
    Case("brackets.md", lambda: b"[" * 200_000 + b"(" * 200_000, ("too_costly",)),
    # PDF
    Case("bomb.pdf", _pdf_bomb, ("scanned_pdf",)),
    Case("pages.pdf", _pdf_many_pages, (), 1),
    Case("circle.pdf", _pdf_circle, ("scanned_pdf",)),
    Case("script.pdf", lambda: _stream_pdf(zlib.compress(b"BT ET"), "/FlateDecode", "/OpenAction << /S /JavaScript "
         "/JS (app.alert\\(1\\)) >>"), ("scanned_pdf",)),
    # web archives
    Case("endless_line.warc", lambda: b"WARC/1.1\r\nA: " + b"a" * 3_000_000, ("damaged_archive",)),
    Case("endless_head.warc", lambda: b"WARC/1.1\r\n" + b"A: b\r\n" * 100_000, ("damaged_archive",)),
    Case("claims.warc", lambda: _warc_claiming("9" * 15), ("too_large", "damaged_archive")),
    Case("claims_no_number.warc", lambda: _warc_claiming("-5"), ("damaged_archive",)),
    Case("claims_endless.warc", lambda: _warc_claiming("9" * 5000), ("damaged_archive",)),
    Case("bomb.warc", lambda: warc(record(gzip.compress(b" " * ZEROS), http="Content-Encoding: gzip\r\n"),
         record(PAGE.encode())), ("too_large",), 1),
    Case("chunks.warc", lambda: warc(record(b"ffffffff\r\nx", http="Transfer-Encoding: chunked\r\n")), (), 1),
    Case("noise.warc", lambda: b"WARC/1.0\r\n" + bytes(range(256)) * 100, ("damaged_archive",)),
    Case("no_http.warc", lambda: warc(record(b"x").replace(b"HTTP/1.1", b"GARBAGE!")), ("damaged_record",)),
    Case("script.wacz", lambda: wacz(record(PAGE.replace("<article>", f"<article>{SCRIPT}").encode())), (), 1, "taken"),
    # mail
    Case("nested.eml", lambda: _nested_mail(200), ("damaged_file",)),
    Case("forwarded.eml", lambda: _forwarded(12), ("nested_too_deeply",)),
    Case("name.eml", lambda: mail(BODY, attached=("../../../etc/passwd.txt", BODY.encode())), (), 2),
    Case("parts.eml",
         lambda: mail(BODY, attached=("a.txt", b"x")).replace(b"--b--", b"--b\r\n\r\nx\r\n" * 3000 + b"--b--"),
         ("too_large",)),
    Case("script.eml",
         lambda: mail(f"<html><p>{BODY}</p>{SCRIPT}").replace(b"text/plain", b"text/html"), (), 1, "taken"),
    # media
    Case("giant.png", lambda: png(2_000_000_000, 2_000_000_000), (), 1),
    Case("circle.tif", _tiff_circle, (), 1),
    Case("claims.tif", _tiff_claims, (), 1),
    Case("cut.jpg", lambda: jpeg()[:90], (), 1),
    Case("noise.mp4", lambda: mp4()[:40] + b"\xff" * 500, (), 1),
    Case("boxes.mp4", lambda: mp4()[:24] + b"\0\0\0\x08free" * 200_000, (), 1),
    # one file, two formats
    Case("picture_page.html", lambda: POLYGLOT_GIF, ("mislabelled_file",)),
    Case("pdf_zip.pdf", lambda: pdf([[BODY[:80]]]) + zipped({"../x.txt": "x"}), (), 1),
    Case("zip_pdf.zip", lambda: _named("a.pdf", content="%PDF-1.4 nothing"), ("damaged_file",)),
    Case("program.txt", lambda: b"\x7fELF" + BODY.encode(), ("unsupported_format",)),
    Case("mail_pdf.eml", lambda: mail("%PDF-1.4 is how such a file begins. " + BODY), (), 1),
)  # fmt: skip
"""What must become of each hostile file."""
