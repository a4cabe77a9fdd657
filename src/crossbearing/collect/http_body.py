"""The answer of a web server as an archive keeps it: status, headers and the body, unpacked within bounds."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from crossbearing.collect.original import size_in_words
from crossbearing.collect.refusal import RefusedError

__all__ = ["Answer", "read_answer"]

_STATUS = re.compile(rb"^HTTP/\d(?:\.\d)?\s+(\d{3})")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_SIZE_LINE = re.compile(rb"\s*([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n")
_LONGEST_HEAD = 262_144


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    Args:
        status: Such as 200.
        headers: By name in lower case; the first of several of one name.
        body: As the server meant it, unpacked.
        charset: Encoding that the headers state, or empty.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    charset: str


def read_answer(block: bytes, *, limit: int) -> Answer:
    """Read an HTTP message as a WARC record holds it (RFC 9112).

    Args:
        block: Its bytes.
        limit: How large its body may be once unpacked, in bytes.

    Raises:
        RefusedError: `damaged_record`, `too_large` or `unknown_packing`.
    """
    status = _STATUS.match(block)
    if status is None:
        raise RefusedError("damaged_record", "is no answer of a web server", remedy="fetch it again")
    head = block[:_LONGEST_HEAD]
    ends = [(head.find(mark), len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if mark in head]
    if not ends:
        raise RefusedError("damaged_record", "is an answer whose head does not end", remedy="fetch it again")
    end, mark = min(ends)
    headers: dict[str, str] = {}
    for line in head[:end].decode("latin-1").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    body = block[end + mark :]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined_chunks(body)
    body = _unpacked(body, headers.get("content-encoding", "").strip().lower(), limit=limit)
    charset = _CHARSET.search(headers.get("content-type", ""))
    return Answer(int(status[1]), headers, body, charset[1] if charset else "")


def _joined_chunks(body: bytes) -> bytes:
    """Return a body without its chunk sizes; as it is where the archive's writer has taken them out already."""
    pieces: list[bytes] = []
    at = 0
    while match := _SIZE_LINE.match(body, at):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(pieces)
        piece = body[match.end() : match.end() + size]
        pieces.append(piece)
        at = match.end() + size
        if len(piece) < size:
            break
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    # Without a last chunk: broken off, or never chunked. Chunks that were plainly there are kept.
    return b"".join(pieces) if len(pieces) > 1 or (pieces and at >= len(body)) else body


def _unpacked(body: bytes, packing: str, *, limit: int) -> bytes:
    if packing in ("", "identity", "none"):
        return body
    if packing in ("gzip", "x-gzip", "deflate"):
        for window in (47, -15):  # zlib or gzip told by its head; bare deflate, which some servers send
            machine = zlib.decompressobj(window)
            try:
                out = machine.decompress(body, limit + 1)
            except zlib.error:
                continue
            if len(out) > limit:
                raise RefusedError(
                    "too_large", f"unpacks to more than {size_in_words(limit)}", remedy="save that page by itself"
                )
            return out
        return body  # the writer has unpacked it and left the header
    if b"<html" in body[:4096].lower() or b"<!doctype" in body[:4096].lower() or body.startswith(b"%PDF-"):
        return body
    raise RefusedError(
        "unknown_packing", f"is packed in a way that cannot be read ({packing[:20]})", remedy="save that page by itself"
    )
