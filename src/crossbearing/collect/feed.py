"""RSS and Atom files: each entry a document."""

from __future__ import annotations

from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from crossbearing.collect.cleaning import clean, one_line
from crossbearing.collect.draft import Draft, Part, Stated
from crossbearing.collect.inner import Found
from crossbearing.collect.lines import reflow
from crossbearing.collect.markup import local_name, parse_xml
from crossbearing.collect.plain import text_parts
from crossbearing.collect.refusal import RefusedError
from crossbearing.collect.tags import without_tags
from crossbearing.model.documents import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["EXTRACTOR", "unpack_feed"]

EXTRACTOR = "feed@1"
"""Name and version of this reader, for the ids of working texts: raise the version when its output changes."""
_ENTRIES = ("item", "entry")
# In order of preference; RSS 2.0, the content and Dublin Core modules of RSS 1.0, and RFC 4287.
_TEXT = ("encoded", "content", "description", "summary")
_DATES = ("pubdate", "published", "date", "issued", "updated", "modified")


def unpack_feed(data: bytes, *, today: date) -> Found:
    """Yield the entries of a feed.

    Args:
        data: Its bytes.
        today: The present day.

    Raises:
        RefusedError: `xml_entities`, `damaged_file`, or `empty_file` where it has no entry.
    """
    root = parse_xml(data, lenient=True)
    channel = next((child for child in root if local_name(child) == "channel"), root)
    publisher = _said(channel, "title")
    language = _said(channel, "language") or root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    entries = [element for element in root.iter() if local_name(element) in _ENTRIES]
    if not entries:
        raise RefusedError("empty_file", "is a feed without any entry", remedy="fetch it again or leave it out")
    for number, entry in enumerate(entries, start=1):
        locator = f"entry={number}"
        title = one_line(without_tags(_said(entry, "title")))
        words = max((_said(entry, name) for name in _TEXT), key=len)
        paragraphs = reflow(clean(without_tags(words)).split("\n"))
        if not paragraphs and not title:
            yield RefusedError("no_text", "is an entry without words", where=locator, remedy="leave it out")
            continue
        parts, _ = text_parts(paragraphs, title=title, today=today)
        if not any(part.kind is BlockKind.BODY for part in parts):
            parts = tuple(part if part.kind is BlockKind.TITLE else Part(BlockKind.BODY, part.text) for part in parts)
        written = next((found for name in _DATES if (found := _said(entry, name))), "")
        basis = [("published", "date of the entry")] if written else []
        source = next((one_line(_inner(child)) for child in entry if local_name(child) == "source"), "")
        if source:
            basis.append(("publisher", f"source that the entry names; it came in the feed of {publisher or 'another'}"))
        elif publisher:
            basis.append(("publisher", "title of the feed"))
        yield Draft(
            media_type="application/rss+xml",
            extractor=EXTRACTOR,
            stated=Stated(
                title=title,
                publisher=source or publisher,
                url=_link(entry),
                published=_date(written),
                language=language,
                basis=tuple(basis),
            ),
            parts=parts,
            locator=locator,
        )


def _inner(element: _Element) -> str:
    return clean("".join(str(piece) for piece in element.itertext())).strip()


def _said(element: _Element, name: str) -> str:
    return next((_inner(child) for child in element if local_name(child) == name and _inner(child)), "")


def _link(entry: _Element) -> str:
    """Return the address of an entry: Atom's alternate link, RSS's link, or an id that is an address."""
    found: list[tuple[int, str]] = []
    for child in entry:
        name = local_name(child)
        if name == "link":
            rank = 0 if child.get("rel", "alternate") == "alternate" else 3
            found.append((rank, child.get("href") or _inner(child)))
        elif name in ("guid", "id") and child.get("isPermaLink", "true") != "false":
            found.append((1, _inner(child)))
    web = [(rank, one_line(url)) for rank, url in found if url.strip().lower().startswith(("http://", "https://"))]
    return min(web, default=(0, ""), key=lambda entry: entry[0])[1]


def _date(written: str) -> str:
    """Return a date of RFC 822, which RSS asks for, as ISO 8601; any other as written."""
    try:
        return parsedate_to_datetime(written).isoformat(timespec="minutes")
    except (ValueError, TypeError, IndexError, OverflowError):
        return written
