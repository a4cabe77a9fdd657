"""Files made by the tests themselves: no text of anyone else's stands in this folder."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl

from crossbearing.collect.finding import find_items
from crossbearing.collect.step import Collect
from crossbearing.model.documents import BlockKind
from crossbearing.model.steps import Collected, Reject

BODY = (
    "Aircraft struck a warehouse on the edge of Northport on 3 March 2021, the port authority said. "
    "At least four people were killed and eleven wounded, according to the regional health office."
)
SECOND = "The defence ministry said that it was looking into the report and could not give a number of its own."


def collect(*paths: Path, mapping: Path | None = None, **settings: int) -> tuple[list[Collected], list[Reject]]:
    """Collect files and return the documents and the rejects, those of the search included."""
    items, rejects = find_items(paths, mapping=mapping)
    out = list(Collect(**settings).open()(items))
    documents = [entry for entry in out if isinstance(entry, Collected)]
    return documents, rejects + [entry for entry in out if isinstance(entry, Reject)]


def collect_one(path: Path, **settings: int) -> Collected:
    """Collect a file that must give one document and no reject."""
    documents, rejects = collect(path, **settings)
    assert not rejects, rejects
    (document,) = documents
    return document


def blocks(collected: Collected, kind: BlockKind) -> list[str]:
    """Return the stretches of one kind."""
    text = collected.text
    return [text.content[block.start : block.end] for block in text.blocks if block.kind is kind]


def cells(collected: Collected) -> dict[str, str]:
    """Return the cells of a row of coded claims by label."""
    text = collected.text
    return {block.label: text.content[block.start : block.end] for block in text.blocks}


def basis(collected: Collected) -> dict[str, str]:
    """Return how the fields of a publication were come by."""
    return dict(collected.publication.basis)


def xlsx(rows: Iterable[Iterable[object]], *, sheet: str = "Sheet1") -> bytes:
    """Return a spreadsheet."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(pages: Iterable[Iterable[str]], *, title: str = "", password: str = "") -> bytes:
    """Return a PDF whose pages hold the given lines, in Helvetica, one below the other.

    With a password, streams are enciphered by the standard handler, revision 2 (PDF 32000-1, 7.6.3).
    """
    contents = []
    for lines in pages:
        drawn = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
        contents.append(f"BT /F1 10 Tf 14 TL 40 800 Td\n{drawn}ET".encode("latin-1"))
    numbers = range(4, 4 + 2 * len(contents), 2)
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{' '.join(f'{n} 0 R' for n in numbers)}] /Count {len(contents)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    identity = hashlib.md5(b"crossbearing").digest()
    key, entry = _standard_handler(password, identity) if password else (b"", b"")
    for number, content in zip(numbers, contents, strict=True):
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        ).encode()
        data = _rc4(_object_key(key, number + 1), content) if password else content
        objects[number + 1] = f"<< /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"
    last = max(objects)
    trailer: dict[str, bytes] = {
        "Root": b"1 0 R",
        "ID": b"[<" + identity.hex().encode() + b"> <" + identity.hex().encode() + b">]",
    }
    if title:
        last += 1
        objects[last] = f"<< /Title ({_escaped(title)}) /CreationDate (D:20210305120000Z) >>".encode("latin-1")
        trailer["Info"] = f"{last} 0 R".encode()
    if password:
        last += 1
        objects[last] = entry
        trailer["Encrypt"] = f"{last} 0 R".encode()
    return _file(objects, trailer)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: Mapping[int, bytes], trailer: Mapping[str, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for number in sorted(objects):
        out += f"{places[number]:010} 00000 n \n".encode()
    fields = b" ".join(b"/" + name.encode() + b" " + value for name, value in trailer.items())
    out += b"trailer\n<< /Size " + str(len(objects) + 1).encode() + b" " + fields + b" >>\n"
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def _standard_handler(password: str, identity: bytes) -> tuple[bytes, bytes]:
    padded = (password.encode() + _PADDING)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    permissions = (-4 & 0xFFFFFFFF).to_bytes(4, "little")
    key = hashlib.md5(padded + owner + permissions + identity).digest()[:5]
    user = _rc4(key, _PADDING)
    entry = f"<< /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{user.hex()}> /P -4 >>"
    return key, entry.encode()


def _object_key(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
