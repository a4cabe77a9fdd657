"""What a page says of itself in its head: title, publisher, date, address, language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from crossbearing.collect.cleaning import one_line
from crossbearing.collect.dating import parse_date
from crossbearing.collect.draft import Stated

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["page_statements"]

_ARTICLES = ("article", "posting", "report", "liveblog", "webpage")
_TITLE_METAS = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "headline", "title")
_PUBLISHER_METAS = (
    "og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher", "article:publisher_name",
    "application-name",
)  # fmt: skip
_DATE_METAS = (
    "article:published_time", "article:published", "og:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.date", "dcterms.issued", "dcterms.created", "pubdate", "publishdate", "publish-date",
    "publish_date", "publication_date", "citation_publication_date", "citation_date", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "originalpublicationdate", "date.issued", "timestamp",
)  # fmt: skip


def page_statements(tree: HtmlElement, *, today: date) -> Stated:
    """Return what a page states of itself, each field with where it was found.

    The publisher is taken from JSON-LD, `og:site_name` and similar fields, never from the words of the page. The date
    comes from JSON-LD, meta fields, a marked `<time>`, and last from htmldate's reading of the page's mark-up.

    Args:
        tree: The page.
        today: The present day, for dates that lie ahead.
    """
    metas = _metas(tree)
    linked = list(_linked_data(tree))
    basis: list[tuple[str, str]] = []

    def first(field: str, candidates: Iterator[tuple[str, str]]) -> str:
        for value, place in candidates:
            words = one_line(value)
            if words:
                basis.append((field, f"from the page ({place})"))
                return words
        return ""

    title = first("title", _title(tree, metas, linked))
    publisher = first("publisher", _publisher(metas, linked))
    url = first("url", _address(tree, metas, linked))
    language = one_line(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    language = language or one_line(metas.get("og:locale", "") or metas.get("content-language", ""))
    published = _published(tree, metas, linked, basis=basis, today=today, url=url)
    return Stated(
        title=_without_site(title, publisher),
        publisher=publisher,
        url=url,
        published=published,
        language=language,
        basis=tuple(basis),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content)
    return found


def _linked_data(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Yield the JSON-LD objects of a page that describe an article or page."""
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower() or not element.text:
            continue
        try:
            data = json.loads(element.text, strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue  # many pages carry broken JSON-LD; the meta fields say the same
        queue = [data]
        for entry in queue:
            if isinstance(entry, list):
                queue.extend(entry)
            elif isinstance(entry, dict):
                queue.extend(value for key, value in entry.items() if key in ("@graph", "mainEntity"))
                kinds = entry.get("@type", "")
                kinds = " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds)
                if any(word in kinds.lower() for word in _ARTICLES):
                    yield entry


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return next((words for words in map(_plain, value) if words), "")
    if isinstance(value, Mapping):
        return _plain(value.get("name") or value.get("@value") or "")
    return value if isinstance(value, str) else ""


def _title(tree: HtmlElement, metas: Mapping[str, str], linked: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for name in _TITLE_METAS[:2]:
        yield metas.get(name, ""), name
    for entry in linked:
        yield _plain(entry.get("headline")), "JSON-LD"
    headings = tree.findall(".//h1")
    if len(headings) == 1:
        yield headings[0].text_content(), "heading"
    for name in _TITLE_METAS[2:]:
        yield metas.get(name, ""), name
    yield next((element.text_content() for element in tree.iter("title")), ""), "title of the window"
    if headings:
        yield headings[0].text_content(), "heading"


def _publisher(metas: Mapping[str, str], linked: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for entry in linked:
        yield _plain(entry.get("publisher")), "JSON-LD"
    for name in _PUBLISHER_METAS:
        yield metas.get(name, ""), name


def _address(tree: HtmlElement, metas: Mapping[str, str], linked: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    candidates = [
        (element.get("href") or "", "canonical link")
        for element in tree.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    candidates.append((metas.get("og:url", ""), "og:url"))
    candidates.extend((_plain(entry.get("url")), "JSON-LD") for entry in linked)
    yield from ((value, place) for value, place in candidates if value.startswith(("http://", "https://")))


def _published(
    tree: HtmlElement,
    metas: Mapping[str, str],
    linked: list[Mapping[str, Any]],
    *,
    basis: list[tuple[str, str]],
    today: date,
    url: str,
) -> str:
    candidates = [(_plain(entry.get("datePublished")), "JSON-LD") for entry in linked]
    candidates += [(metas.get(name, ""), name) for name in _DATE_METAS]
    for element in tree.iter("time", "span", "abbr", "meta"):
        marked = "datepublished" in (element.get("itemprop") or "").lower() or element.get("pubdate") is not None
        if marked:
            candidates.append(
                (element.get("datetime") or element.get("content") or element.text_content(), "marked date")
            )
    stated = next(((one_line(value), place) for value, place in candidates if value.strip()), None)
    if stated is not None:
        basis.append(("published", f"from the page ({stated[1]})"))
        return stated[0]
    times = {element.get("datetime") or "" for element in tree.iterfind(".//article//time")}
    times = {value for value in times if parse_date(value, today=today).iso}
    if len(times) == 1:
        basis.append(("published", "from the page (the one time marked in the article)"))
        return times.pop()
    from htmldate import find_date

    # Without the extensive search: that one takes any date of the text, often that of the event.
    guessed = find_date(tree, original_date=True, extensive_search=False, max_date=today.isoformat(), url=url or None)
    if guessed:
        basis.append(("published", "told by htmldate from the page's mark-up or address"))
    return guessed or ""


def _without_site(title: str, publisher: str) -> str:
    """Drop the site's name from the end of a window title."""
    for mark in (" | ", " - ", " – ", " — ", " • ", " :: ", " · "):
        head, found, tail = title.rpartition(mark)
        if found and head and publisher and tail.strip().casefold() == publisher.casefold():
            return head.strip()
    return title
