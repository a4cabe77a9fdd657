"""E-mail (.eml), mailboxes (.mbox) and saved pages (.mhtml), by the standard library; nothing in them is ever run."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC
from email import errors as mail_errors
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from functools import partial

from crossbearing.collect.cleaning import clean, one_line
from crossbearing.collect.decoding import choose_encoding, declared_charset
from crossbearing.collect.draft import Draft, Part, Stated
from crossbearing.collect.inner import Budget, Found, Inner, shown_name, whole
from crossbearing.collect.lines import reflow
from crossbearing.collect.original import Limits, Original, probe_inside
from crossbearing.collect.plain import body_parts
from crossbearing.collect.refusal import RefusedError
from crossbearing.collect.tags import without_tags
from crossbearing.model.documents import BlockKind

__all__ = ["EXTRACTOR", "read_mhtml", "unpack_mail", "unpack_mbox"]

EXTRACTOR = "mail@1"
"""Name and version of this reader, for the ids of working texts: raise the version when its output changes."""
_MOST_PARTS = 1_000
_DEEPEST = 30
_SIGNATURE = "--"
_SEPARATOR = re.compile(rb"^From \S.{0,200}\d\d:\d\d.{0,40}\d{4}")  # RFC 4155: an address and a time, no words


def unpack_mail(original: Original, *, limits: Limits, budget: Budget) -> Found:
    """Yield the text of a message, then the files that hang on it.

    Words of earlier messages that are quoted with `>` are set apart: they are not this sender's.

    Args:
        original: The message.
        limits: How large it may be.
        budget: What may still be unpacked out of the outermost file.

    Raises:
        RefusedError: `damaged_file` or `no_text` where it holds neither words nor files.
    """
    message = _message(whole(original, limit=limits.document))
    leaves = list(_leaves(message))
    text = _body(leaves)
    files = [(number, part) for number, part in leaves if _is_file(part)]
    if not text and not files:
        raise RefusedError("no_text", "is a message without any words", remedy="save it again")
    if text:
        yield _letter(message, text)
    for number, part in files:
        locator = f"part={number}"
        name = shown_name(_field(part.get_filename() or "")) or "message.eml"
        data = _payload(part)
        budget.take(len(data))
        try:
            inside = probe_inside(original, partial(io.BytesIO, data), name=name, limit=limits.document)
        except RefusedError as refused:
            yield RefusedError(refused.kind, refused.what, where=f"{locator} ({name})", remedy=refused.remedy)
            continue
        basis = (("file", f"{name}, attached to the message '{_header(message, 'Subject')[:120]}'"),)
        yield Inner(name=inside.inner, locator=locator, original=inside, first=Stated(basis=basis))


def unpack_mbox(original: Original, *, limits: Limits, budget: Budget) -> Found:
    """Yield the messages of a mailbox (RFC 4155), one held in memory at a time.

    Args:
        original: The mailbox.
        limits: How large one message may be.
        budget: What may still be unpacked out of the outermost file.
    """
    for number, data in enumerate(_messages(original, limit=limits.document), start=1):
        locator = f"record={number}"
        if data is None:
            yield RefusedError(
                "too_large", "is a message above the limit of one document", where=locator, remedy="save it by itself"
            )
            continue
        budget.take(len(data))
        inside = probe_inside(original, partial(io.BytesIO, data), name="message.eml", limit=limits.document)
        yield Inner(name="message.eml", locator=locator, original=inside)


def read_mhtml(data: bytes, *, read: Callable[[str], Draft]) -> Draft:
    """Read a page that a browser saved as one file (RFC 2557).

    Args:
        data: The file.
        read: Reads a page.

    Raises:
        RefusedError: `damaged_file` or `no_text`.
    """
    message = _message(data)
    parts = [part for _, part in _leaves(message)]
    root = next((part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    if root is None:
        raise RefusedError("no_text", "is a saved page without a page in it", remedy="save the page again")
    draft = read(_words(root))
    url = _header(message, "Snapshot-Content-Location") or _header(root, "Content-Location")
    basis: list[tuple[str, str]] = []
    saved = _moment(message)
    if saved:
        basis.append(("captured", f"{saved}, when the browser saved the page, by its clock"))
    if url.lower().startswith(("http://", "https://")):
        basis.append(("url", "address that the browser saved it from"))
    else:
        url = ""
    stated = Stated(url=url, basis=tuple(basis)).filled_from(draft.stated)
    title = _header(message, "Subject")
    if title:
        stated = stated.filled_from(Stated(title=title, basis=(("title", "from the saved page"),)))
    return Draft(draft.media_type, f"{EXTRACTOR}+{draft.extractor}", stated, draft.parts, notes=draft.notes)


def _message(data: bytes) -> Message:
    try:
        return message_from_bytes(data)
    except (RecursionError, ValueError, LookupError, mail_errors.MessageError, AttributeError, TypeError) as error:
        raise RefusedError("damaged_file", f"is a damaged message ({error})", remedy="save it again") from error


def _leaves(message: Message) -> Iterator[tuple[int, Message]]:
    """Yield the parts that are no containers, numbered from 1; a message inside a message is one part."""
    number = 0
    stack: list[tuple[Message, int]] = [(message, 0)]
    while stack:
        part, depth = stack.pop()
        inside = part.get_payload()
        if isinstance(inside, list) and part.get_content_maintype() == "multipart":
            if depth >= _DEEPEST:
                raise RefusedError("damaged_file", "is a message nested too deeply", remedy="save its parts")
            stack.extend((entry, depth + 1) for entry in reversed(inside) if isinstance(entry, Message))
            continue
        number += 1
        if number > _MOST_PARTS:
            raise RefusedError("too_large", "is a message of too many parts", remedy="save its parts by themselves")
        yield number, part


def _is_file(part: Message) -> bool:
    if part.get_content_type() == "message/rfc822":
        return True
    attached = str(part.get("Content-Disposition") or "").strip().lower().startswith("attachment")
    return bool(part.get_filename()) and (attached or part.get_content_maintype() not in ("image", "text"))


def _payload(part: Message) -> bytes:
    """Return the bytes of a part."""
    inside = part.get_payload()
    try:
        if isinstance(inside, list):
            return b"\n".join(entry.as_bytes() for entry in inside if isinstance(entry, Message))
        found = part.get_payload(decode=True)
    # The serialiser of damaged parts raises what their headers make it raise.
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError, mail_errors.MessageError):
        return b""
    return found if isinstance(found, bytes) else b""


def _words(part: Message) -> str:
    data = _payload(part)
    declared = part.get_content_charset() or declared_charset(data[:4096])
    try:
        data.decode("utf-8")
        valid = True
    except UnicodeDecodeError:
        valid = False
    encoding = choose_encoding(data, valid_utf8=valid, declared=declared)
    return data.decode(encoding.name, encoding.errors)


def _body(leaves: list[tuple[int, Message]]) -> str:
    for kind in ("text/plain", "text/html"):
        for _, part in leaves:
            if part.get_content_type() == kind and not _is_file(part):
                words = _words(part) if _payload(part).strip() else ""
                found = clean(without_tags(words) if kind == "text/html" else words)
                if found.strip():
                    return found
    return ""


def _letter(message: Message, text: str) -> Draft:
    title = _header(message, "Subject")
    sender, address = parseaddr(_header(message, "From"))
    basis = [("publisher", "sender of the message")] if sender or address else []
    try:
        published = parsedate_to_datetime(_header(message, "Date")).isoformat(timespec="minutes")
        basis.append(("published", "date of the message, by the sender's clock"))
    except (ValueError, TypeError, IndexError, OverflowError):
        published = ""
    stated = Stated(title=title, publisher=sender or address, published=published, basis=tuple(basis))
    parts = [Part(BlockKind.TITLE, title)] if title else []
    parts.extend(_message_parts(text))
    return Draft("message/rfc822", EXTRACTOR, stated, tuple(parts))


def _message_parts(text: str) -> Iterator[Part]:
    """Yield the sender's words, those quoted from earlier messages, and the signature."""
    lines = text.split("\n")
    signature = next((at for at, line in enumerate(lines) if line.rstrip() == _SIGNATURE), len(lines))
    stretch: list[str] = []
    quoting = False
    for line in [*lines[:signature], None]:
        quoted = line is not None and line.startswith(">")
        if line is None or quoted != quoting:
            paragraphs = reflow([entry.lstrip("> ") for entry in stretch] if quoting else stretch)
            yield from (Part(BlockKind.RELATED, entry) for entry in paragraphs) if quoting else body_parts(paragraphs)
            stretch, quoting = [], quoted
        if line is not None:
            stretch.append(line)
    rest = one_line(" ".join(lines[signature:]))
    if rest:
        yield Part(BlockKind.BOILERPLATE, rest)


def _messages(original: Original, *, limit: int) -> Iterator[bytes | None]:
    """Yield the messages of a mailbox; None for one above the limit."""
    held: list[bytes] = []
    size, begun, blank = 0, False, True
    with original.open() as stream:
        while line := stream.readline(65_536):
            if blank and _SEPARATOR.match(line):
                if begun and (held or size > limit):
                    yield b"".join(held) if size <= limit else None
                held, size, begun = [], 0, True
                blank = False
                continue
            blank = not line.strip(b"\r\n")
            size += len(line)
            if size > limit:
                held.clear()
            else:
                held.append(line[1:] if line.startswith(b">From ") else line)
    if begun and (held or size > limit):
        yield b"".join(held) if size <= limit else None


def _field(written: object) -> str:
    """Return the words of a header, encoded words spelt out (RFC 2047)."""
    text = str(written)
    try:
        return one_line(str(make_header(decode_header(text[:20_000]))))
    except (ValueError, LookupError, mail_errors.HeaderParseError):
        return one_line(text)


def _header(message: Message, name: str) -> str:
    return _field(message.get(name) or "")


def _moment(message: Message) -> str:
    try:
        found = parsedate_to_datetime(_header(message, "Date"))
        return (found.astimezone(UTC) if found.tzinfo else found).isoformat(timespec="seconds")
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
