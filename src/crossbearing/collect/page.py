"""HTML pages: main text by trafilatura, every stretch sorted by what it is for.

Trafilatura finds the main text; the regions of the page decide what may never be read as it. A stretch is body if
trafilatura keeps it, or if it is prose inside the article, and if it stands in no region of comments, other stories,
navigation or adverts. A region that holds most of the main text is not believed: class names lie.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from crossbearing.collect.cleaning import clean, one_line
from crossbearing.collect.credit import agency_named
from crossbearing.collect.draft import Draft, Part, Stated
from crossbearing.collect.lines import ends_sentence, heading_kind, is_caption_cue, line_kind
from crossbearing.collect.page_meta import page_statements
from crossbearing.collect.page_regions import is_credit, is_hidden, other_stories, region_kind
from crossbearing.collect.refusal import RefusedError
from crossbearing.model.documents import BlockKind
from crossbearing.model.ids import normalised_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["EXTRACTOR", "read_page"]

EXTRACTOR = "page@2"
"""Name and version of this reader, for the ids of working texts: raise the version when its output changes."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNSEEN = frozenset(
    [
        *("script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "head", "title", "button"),
        *("input", "select", "textarea", "option", "canvas", "audio", "video", "map", "datalist", "progress"),
        *("meter",),
    ]
)
_INLINE = frozenset(
    [
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font"),
        *("i", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike"),
        *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "nobr", "img", "picture", "source"),
    ]
)
_SPACES = re.compile(r"\s+")
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_DEEPEST = 180  # levels; below that, everything is one stretch
_LONGEST_ROW = 300  # characters; longer rows hold the page itself
_MOST = 0.5
_SHINGLE = 4


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A paragraph of the page: its words, where it stands and how much of it is links."""

    text: str
    region: BlockKind | None
    in_article: bool
    heading: int = 0
    linked: float = 0.0
    credit: bool = False


@dataclass(slots=True)
class _Open:
    """Characters gathered for the paragraph that is being read."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    credit: bool = False


def read_page(content: str, *, today: date) -> Draft:
    """Read a page.

    Args:
        content: Characters of the file.
        today: The present day.

    Raises:
        RefusedError: `no_text` or `damaged_file`.
    """
    from lxml import etree, html

    try:
        tree = html.document_fromstring(_DECLARATION.sub("", content.replace("\x00", "")))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError("no_text", "is a page without any content", remedy="save the page again") from error
    stated = page_statements(tree, today=today)
    main = _main_text(tree)
    trusted = _Regions(main, other_stories(tree, stated.title))
    stretches = list(_stretches(tree, trusted))
    parts, credit = _sorted(stretches, main=main, stated=stated)
    if not any(part.kind is BlockKind.BODY for part in parts):
        raise RefusedError(
            "no_text",
            "is a page in which no main text was found",
            remedy="copy the text of the report into a text file",
        )
    title = next((part.text for part in parts if part.kind is BlockKind.TITLE), "")
    if title and not stated.title:
        stated = replace(stated, title=title, basis=(*stated.basis, ("title", "from the page (heading)")))
    if credit and not stated.credit:
        stated = replace(stated, credit=credit, basis=(*stated.basis, ("credit", "from the page")))
    return Draft(media_type="text/html", extractor=EXTRACTOR, stated=stated, parts=tuple(parts))


def _main_text(tree: HtmlElement) -> _Words:
    from copy import deepcopy

    from trafilatura import extract

    # Trafilatura prunes the tree it is given.
    found = extract(deepcopy(tree), include_comments=False, include_tables=True, include_links=False)
    return _Words(found or "")


class _Words:
    """The words of the main text, for telling which stretches belong to it."""

    def __init__(self, text: str) -> None:
        self._words = normalised_words(clean(text)).split()
        self._joined = f" {' '.join(self._words)} "
        self._shingles = {tuple(self._words[at : at + _SHINGLE]) for at in range(len(self._words) - _SHINGLE + 1)}

    def __bool__(self) -> bool:
        return bool(self._words)

    def share_in(self, text: str) -> float:
        """Return which share of the main text's shingles stands in a text."""
        words = normalised_words(text).split()
        other = {tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}
        return len(self._shingles & other) / len(self._shingles) if self._shingles else 0.0

    def hold(self, text: str) -> bool:
        """Return whether a stretch belongs to the main text."""
        words = normalised_words(text).split()
        if not words or f" {' '.join(words)} " in self._joined:
            return bool(words)
        own = [tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)]
        return bool(own) and sum(1 for shingle in own if shingle in self._shingles) >= 0.8 * len(own)


class _Regions:
    """What elements are for, with regions that hold most of the main text left out.

    Args:
        main: Words of the main text.
        others: Elements that hold stories of their own.
    """

    def __init__(self, main: _Words, others: frozenset[HtmlElement]) -> None:
        self._main = main
        self._others = others

    def kind(self, element: HtmlElement) -> BlockKind | None:
        """Return what an element is for, or None."""
        if element in self._others:
            return BlockKind.RELATED
        kind = region_kind(element)
        if kind is None and is_hidden(element):
            kind = BlockKind.BOILERPLATE
        if kind is None or kind is BlockKind.CAPTION:
            return kind
        if self._main and self._main.share_in(str(element.text_content())) > _MOST:
            return None
        return kind


def _stretches(tree: HtmlElement, regions: _Regions) -> Iterator[_Stretch]:
    body = tree.find("body")
    yield from _walk(tree if body is None else body, regions, region=None, in_article=False, heading=0, depth=0)


def _walk(
    element: HtmlElement,
    regions: _Regions,
    *,
    region: BlockKind | None,
    in_article: bool,
    heading: int,
    depth: int,
) -> Iterator[_Stretch]:
    """Yield the paragraphs of an element, in order.

    A heading such as "Comments" or "Related stories" marks what follows it inside the same element, up to the next
    heading of the same rank.
    """
    in_article = in_article or element.tag == "article" or "articlebody" in (element.get("itemprop") or "").lower()
    under: BlockKind | None = None
    rank = 0
    open_ = _Open()
    _add(open_, element.text)
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "br":
            open_.pieces.append("\n")
        elif tag in _INLINE and depth < _DEEPEST and not _holds_blocks(child):
            _inline(open_, child)
        elif tag and tag not in _UNSEEN:
            yield from _flushed(open_, region or under, in_article, heading)
            cells = _data_row(child) if tag == "tr" else []
            if depth >= _DEEPEST or cells:
                _add(open_, " | ".join(cells) or child.text_content())
                yield from _flushed(open_, region or under, in_article, heading)
            else:
                level = _HEADINGS.get(tag, 0)
                if level:
                    found = heading_kind(one_line(child.text_content()))
                    if found is not None:
                        under, rank = found, level
                    elif level <= rank:
                        under, rank = None, 0
                own = region or under or regions.kind(child)
                yield from _walk(
                    child, regions, region=own, in_article=in_article, heading=level or heading, depth=depth + 1
                )
        _add(open_, child.tail)
    open_.credit = open_.credit or is_credit(element)
    yield from _flushed(open_, region or under, in_article, heading)


def _data_row(row: HtmlElement) -> list[str]:
    """Return the cells of a row of data, or none where the table only lays out the page."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if not cells or any(_holds_blocks(child) for cell in cells for child in cell):
        return []
    words = [one_line(cell.text_content()) for cell in cells]
    return [word for word in words if word] if sum(map(len, words)) <= _LONGEST_ROW else []


def _holds_blocks(element: HtmlElement) -> bool:
    passing = _INLINE | _UNSEEN | {"br"}
    return any(isinstance(child.tag, str) and child.tag not in passing for child in element.iter())


def _add(open_: _Open, text: str | None) -> None:
    if text:
        open_.pieces.append(_SPACES.sub(" ", text))


def _inline(open_: _Open, element: HtmlElement) -> None:
    """Add the words of an inline element; only a `<br>` breaks the line."""
    if is_hidden(element):
        return
    before = len(open_.pieces)
    _add(open_, element.text)
    for child in element:
        if child.tag == "br":
            open_.pieces.append("\n")
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN:
            linked = open_.linked
            _inline(open_, child)
            if element.tag == "a":
                open_.linked = linked
        _add(open_, child.tail)
    if element.tag == "a":
        open_.linked += len(one_line("".join(open_.pieces[before:])))


def _flushed(open_: _Open, region: BlockKind | None, in_article: bool, heading: int) -> Iterator[_Stretch]:
    """Yield what was gathered; two line breaks in a row divide paragraphs, as old pages do."""
    whole = "".join(open_.pieces)
    length = max(1, len(one_line(whole)))
    for piece in re.split(r"\n\s*\n", whole):
        text = one_line(piece)
        if text:
            yield _Stretch(text, region, in_article, heading, min(1.0, open_.linked / length), open_.credit)
    open_.pieces.clear()
    open_.linked, open_.credit = 0, False


def _sorted(stretches: list[_Stretch], *, main: _Words, stated: Stated) -> tuple[list[Part], str]:
    """Return the parts of the page and its credit line."""
    title = normalised_words(stated.title)
    at = _title_at(stretches, title)
    head = [Part(BlockKind.TITLE, stated.title)] if at is None and stated.title else []
    parts: list[Part] = []
    credit = ""
    seen: list[str] = []
    lists = _lists_of_links(stretches)
    for number, stretch in enumerate(stretches):
        kind = BlockKind.TITLE if number == at else _kind(stretch, main, title)
        if kind is BlockKind.BODY and number in lists:
            kind = BlockKind.RELATED
        if kind is BlockKind.BODY:
            words = normalised_words(stretch.text)
            if len(words.split()) >= 6 and any(words in earlier for earlier in seen):
                kind = BlockKind.BOILERPLATE  # a pull quote, or the same text for another width of screen
            seen.append(words)
        if not credit and _credits(stretch):
            credit = stretch.text
        parts.append(Part(kind, stretch.text))
    if not any(part.kind is BlockKind.BODY for part in parts):
        parts = [_rescued(part, stretch) for part, stretch in zip(parts, stretches, strict=True)]
    return head + parts, credit


def _lists_of_links(stretches: list[_Stretch]) -> set[int]:
    """Return the numbers of stretches that are links altogether beside others that are: headlines of other stories.

    A single one may be a sentence of the report that leads to what it speaks of.
    """
    links = [number for number, stretch in enumerate(stretches) if stretch.linked > 0.8]
    return {number for number in links if number - 1 in links or number + 1 in links}


def _credits(stretch: _Stretch) -> bool:
    """Return whether a stretch is the page's own line that credits an agency."""
    if stretch.region in (BlockKind.COMMENT, BlockKind.RELATED) or not agency_named(stretch.text):
        return False
    return stretch.credit or stretch.region is BlockKind.BOILERPLATE


def _title_at(stretches: list[_Stretch], title: str) -> int | None:
    headings = [number for number, stretch in enumerate(stretches) if stretch.heading == 1 and stretch.region is None]
    for number in headings:
        if title and normalised_words(stretches[number].text) == title:
            return number
    for number in headings:
        words = normalised_words(stretches[number].text)
        if not title or (words and (words in title or title in words)):
            return number
    return headings[0] if len(headings) == 1 else None


def _kind(stretch: _Stretch, main: _Words, title: str) -> BlockKind:
    if stretch.region is not None:
        return stretch.region
    words = len(stretch.text.split())
    if title and normalised_words(stretch.text) == title:
        return BlockKind.BOILERPLATE  # the headline once more, as in a trail of links
    own = line_kind(stretch.text)
    if own is not BlockKind.BODY:
        return own
    if stretch.linked > 0.8 and not ends_sentence(stretch.text):
        return BlockKind.RELATED if words >= 4 else BlockKind.BOILERPLATE
    if main.hold(stretch.text):
        return BlockKind.BODY
    if is_caption_cue(stretch.text):
        return BlockKind.CAPTION
    if stretch.linked > 0.6:
        return BlockKind.RELATED if words >= 4 else BlockKind.BOILERPLATE
    if stretch.in_article and not stretch.heading and words >= 8 and ends_sentence(stretch.text):
        return BlockKind.BODY
    return BlockKind.BOILERPLATE


def _rescued(part: Part, stretch: _Stretch) -> Part:
    """Take stretches outside every marked region as body where trafilatura found none (very short pages)."""
    if part.kind is BlockKind.BOILERPLATE and stretch.region is None and stretch.linked < 0.5 and not stretch.heading:
        return Part(BlockKind.BODY, part.text)
    return part
