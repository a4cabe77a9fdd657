"""Files that nobody can take in, made on the spot."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

__all__ = ["BROKEN", "ODD", "pdf"]

_LINE = "Four people were killed in the harbour on 3 March 2019, the port authority said."


def pdf(text: str = _LINE, *, locked: bool = False) -> bytes:
    """Return a PDF file of one page, by ISO 32000-1.

    Args:
        text: One line of ASCII, without brackets or backslashes.
        locked: With an encryption dictionary of the standard handler whose check values fit no empty password, so that
            every reader asks for one before it looks at anything else.
    """
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"5a" * 32, b"a5" * 32),
    ]
    body, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    identity = b"<%s>" % (b"0f" * 16)
    lock = b" /Encrypt 6 0 R" if locked else b""
    body += b"trailer\n<< /Size %d /Root 1 0 R /ID [%s %s]%s >>\n" % (len(objects) + 1, identity, identity, lock)
    return bytes(body + b"startxref\n%d\n%%%%EOF\n" % table)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.write(_LINE.encode())
        file.truncate(260 * 1024 * 1024)


def _bytes(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


def _half_a_workbook() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>" * 50)
        archive.writestr("xl/workbook.xml", "<workbook/>" * 50)
    return out.getvalue()[:300]


BROKEN: dict[str, Callable[[Path], None]] = {
    "empty.txt": _bytes(b""),
    "only-blanks.md": _bytes(b" \n\t\n \n"),
    "empty.pdf": _bytes(b""),
    "empty.csv": _bytes(b""),
    "binary.txt": _bytes(random.Random(7).randbytes(4096)),
    "picture-named.html": _bytes(b"\x89PNG\r\n\x1a\n" + random.Random(8).randbytes(4096)),
    "truncated.pdf": _bytes(pdf()[:180]),
    "truncated.xlsx": _bytes(_half_a_workbook()),
    "truncated.jsonl": _bytes(b'{"text": "Four people were kil'),
    "locked.pdf": _bytes(pdf(locked=True)),
    "large.txt": _sparse,
}
"""Files that cannot be taken in at all, by name."""

ODD: dict[str, Callable[[Path], None]] = {
    "wrong-charset.html": _bytes(
        '<html><head><meta charset="utf-8"><title>Обстрел порта</title></head><body><p>'.encode("cp1251")
        + ("В порту погибли четыре человека, сообщили власти. " * 12).encode("cp1251")
        + b"</p></body></html>"
    ),
    "wrong-date.md": _bytes(f"---\npublisher: Gazette\npublished: 2019-13-45\n---\n\n{_LINE}\n".encode()),
    "no-such-year.md": _bytes(f"---\npublisher: Gazette\npublished: 9019-01-01\n---\n\n{_LINE} Again.\n".encode()),
    "bad-front-matter.md": _bytes(f"---\npublisher: [Gazette\n---\n\n{_LINE} Once more.\n".encode()),
    "no-metadata.txt": _bytes(f"{_LINE} So it was told.\n".encode()),
    "latin.txt": _bytes(
        "Au port, quatre personnes ont été tuées, a déclaré l'autorité près de Lattaquié.".encode("latin-1")
    ),
    "good.pdf": _bytes(pdf()),
}
"""Files with something odd about them that are taken in all the same, by name."""
