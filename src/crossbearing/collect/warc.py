"""WARC web archives: each page, PDF or text that a server answered with is a document.

Read record by record with bounded lines and bounded records (ISO 28500:2017). Libraries for this format read lines of
any length into memory, which a malformed archive can make as long as the file.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from functools import partial
from typing import BinaryIO

from crossbearing.collect.cleaning import one_line
from crossbearing.collect.draft import Stated
from crossbearing.collect.http_body import read_answer
from crossbearing.collect.inner import Budget, Found, Inner
from crossbearing.collect.original import Limits, Original, probe_inside, size_in_words
from crossbearing.collect.refusal import RefusedError, note

__all__ = ["EXTRACTOR", "unpack_warc"]

EXTRACTOR = "warc@1"
"""Name and version of this unpacker, for the id of the step."""
_LONGEST_LINE = 65_536
_MOST_LINES = 500
_CHUNK = 1_048_576
_TAKEN = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "application/pdf": ".pdf",
    "application/rss+xml": ".rss", "application/atom+xml": ".atom",
}  # fmt: skip
_HTTP = re.compile(r"^\s*application/http\b", re.IGNORECASE)
_KEPT_HEADERS = ("content-type", "date", "last-modified", "server", "location", "etag")
_AGAIN = "fetch or crawl it again"


def unpack_warc(original: Original, *, where: str, limits: Limits, budget: Budget) -> Found:
    """Yield the answers in a WARC file that can be read; the rest is counted in one note.

    Args:
        original: The file, packed or not.
        where: Its name, for notes.
        limits: How large a record may be that is read.
        budget: What may still be unpacked out of the outermost file.

    Raises:
        RefusedError: `damaged_archive` if it holds no record at all.
    """
    passed: Counter[str] = Counter()
    number = 0
    with original.open() as stream:
        while True:
            try:
                header = _header(stream)
                if header is None:
                    break
                number += 1
                length = _length(header)
                budget.take(0)
                if _is_answer(header) and length <= limits.document:
                    block = stream.read(length)
                    if len(block) < length:
                        raise _damaged("breaks off inside a record")
                    budget.take(length)
                    found = _answer(header, block, number, original, limits=limits)
                    if isinstance(found, str):
                        passed[found] += 1
                    elif found is not None:
                        yield found
                else:
                    if _is_answer(header):
                        yield RefusedError(
                            "too_large",
                            f"is a record of {size_in_words(length)}, above the limit of "
                            f"{size_in_words(limits.document)}",
                            where=f"record={number}",
                            remedy="save that page by itself",
                        )
                    _skip(stream, length)
            except RefusedError as refused:
                if number == 0 or refused.kind != "damaged_archive":
                    raise
                yield RefusedError(refused.kind, refused.what, where=f"record={number}", remedy=refused.remedy)
                break
    if passed:
        told = ", ".join(f"{count} {what}" for what, count in passed.most_common(6))
        yield note("records_passed_over", where, f"answers that hold no report are passed over: {told}")


def _damaged(what: str) -> RefusedError:
    return RefusedError(
        "damaged_archive", f"is a web archive that {what}; what came before it is collected", remedy=_AGAIN
    )


def _header(stream: BinaryIO) -> dict[str, str] | None:
    """Return the fields of the next record by name in lower case, or None at the end."""
    for _ in range(_MOST_LINES):  # two empty lines stand between records; some writers leave more
        line = stream.readline(_LONGEST_LINE)
        if not line:
            return None
        if line.strip():
            break
    if not line.startswith(b"WARC/"):
        raise _damaged("holds something that is no record")
    fields: dict[str, str] = {}
    name = ""
    for _ in range(_MOST_LINES):
        line = stream.readline(_LONGEST_LINE)
        if not line.endswith(b"\n"):
            raise _damaged(
                "breaks off inside the head of a record" if len(line) < _LONGEST_LINE else "has endless lines"
            )
        if not line.strip():
            return fields
        text = line.decode("utf-8", "replace")
        if text[0] in " \t" and name:
            fields[name] = f"{fields[name]} {text.strip()}"
            continue
        name, _, value = text.partition(":")
        name = name.strip().lower()
        fields.setdefault(name, value.strip())
    raise _damaged("has a record with an endless head")


def _length(header: dict[str, str]) -> int:
    written = header.get("content-length", "")
    if not (written.isascii() and written.isdigit() and len(written) <= 15):
        raise _damaged("has a record that does not state its length")
    return int(written)


def _skip(stream: BinaryIO, length: int) -> None:
    while length > 0:
        chunk = stream.read(min(length, _CHUNK))
        if not chunk:
            raise _damaged("breaks off inside a record")
        length -= len(chunk)


def _is_answer(header: dict[str, str]) -> bool:
    return header.get("warc-type", "").lower() in ("response", "resource")


def _address(header: dict[str, str]) -> str:
    return one_line(header.get("warc-target-uri", "").strip("<>"))


def _answer(
    header: dict[str, str], block: bytes, number: int, outer: Original, *, limits: Limits
) -> Inner | RefusedError | str | None:
    """Return the file that a record holds; or, in words, what it holds that no report is in."""
    where = f"record={number}"
    url, captured = _address(header), header.get("warc-date", "")
    media_type, charset = header.get("content-type", ""), ""
    told: list[tuple[str, str]] = []
    body = block
    if _HTTP.match(media_type):
        try:
            answer = read_answer(block, limit=limits.document)
        except RefusedError as refused:
            return RefusedError(refused.kind, refused.what, where=where, remedy=refused.remedy)
        if answer.status != 200:
            return f"with status {answer.status}"
        body, media_type, charset = answer.body, answer.headers.get("content-type", ""), answer.charset
        kept = [f"{name}: {one_line(answer.headers[name])[:200]}" for name in _KEPT_HEADERS if name in answer.headers]
        told.append(("headers", f"HTTP {answer.status}; " + "; ".join(kept)))
    if not url.lower().startswith(("http://", "https://")):
        return "without an address on the web"
    kind = media_type.partition(";")[0].strip().lower()
    suffix = _TAKEN.get(kind)
    if suffix is None:
        return f"of type {one_line(kind)[:60] or 'unknown'}"
    if not body.strip():
        return "without content"
    if captured:
        told.insert(0, ("captured", f"{one_line(captured)[:40]}, stated by the WARC record"))
    told.append(("url", "address that was asked for, from the WARC record"))
    name = (url.rstrip("/").rpartition("/")[2].partition("?")[0] or "page")[:80]
    try:
        inside = probe_inside(outer, partial(io.BytesIO, body), name=name + suffix, limit=limits.document)
    except RefusedError as refused:
        return RefusedError(refused.kind, refused.what, where=where, remedy=refused.remedy)
    return Inner(
        name=inside.inner,
        locator=where,
        original=inside,
        first=Stated(url=url, basis=tuple(told)),
        charset=charset,
        by_the_way=True,
    )
