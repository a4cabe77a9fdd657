"""Markdown with YAML front matter: the words without the marks of layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from crossbearing.collect.cleaning import clean, one_line
from crossbearing.collect.draft import Draft, Part
from crossbearing.collect.front_matter import read_front_matter
from crossbearing.collect.headlines import with_other_stories_apart
from crossbearing.collect.laid_out import with_rows_apart
from crossbearing.collect.lines import heading_kind, line_kind
from crossbearing.model.documents import BlockKind
from crossbearing.model.ids import normalised_words

__all__ = ["EXTRACTOR", "read_markdown"]

EXTRACTOR = "markdown@4"
"""Name and version of this reader, for the ids of working texts: raise the version when its output changes."""
_HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<text>.*?)\s*#*$")
_FENCE = re.compile(r"^\s{0,3}(?:```|~~~)")
_RULE = re.compile(r"^\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_SETEXT = re.compile(r"^\s{0,3}(?P<mark>=+|-{3,})\s*$")
_LIST = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_DEFINITION = re.compile(r"^\s{0,3}\[[^\]]+\]:\s+\S+.*$")
_TABLE_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*\|?\s*$")
_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?:<[^>]*>|[^\s)]*)(?:\s+[\"'](?P<title>[^\"']*)[\"'])?\)")
_LINK = re.compile(
    r"\[(?P<text>[^\]]+)\](?:\((?:<[^>]*>|[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+[\"'][^\"']*[\"'])?\)|\[[^\]]*\])"
)
_AUTOLINK = re.compile(r"<(https?://[^>\s]+)>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_STRONG = re.compile(r"(\*{1,3}|_{1,3})(?=\S)(?P<text>.+?)(?<=\S)\1")
_CODE = re.compile(r"`{1,2}([^`]+)`{1,2}")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")


def read_markdown(content: str, *, where: str) -> Draft:
    """Read a Markdown file.

    Args:
        content: Characters of the file.
        where: Name of the file, for notes.
    """
    stated, body, notes = read_front_matter(clean(content), where=where)
    laid_out = list(_parts(with_rows_apart(_COMMENT.sub("", body).split("\n"))))
    items, headings = ({at for at, (_, kind) in enumerate(laid_out) if kind == one} for one in ("item", "heading"))
    parts = list(with_other_stories_apart([part for part, _ in laid_out], items=items, headings=headings))
    heading = next((part.text for part in parts if part.kind is BlockKind.TITLE), "")
    if stated.title and normalised_words(heading) != normalised_words(stated.title):
        # One document has one title: a heading that differs from the one stated is a part of the text.
        parts = [Part(BlockKind.BODY, part.text) if part.kind is BlockKind.TITLE else part for part in parts]
        parts.insert(0, Part(BlockKind.TITLE, stated.title))
    elif heading and not stated.title:
        stated = replace(stated, title=heading, basis=(*stated.basis, ("title", "the first heading of the text")))
    return Draft(media_type="text/markdown", extractor=EXTRACTOR, stated=stated, parts=tuple(parts), notes=notes)


def _parts(lines: list[str]) -> Iterator[tuple[Part, str]]:
    """Yield the parts of a text, each with what the marks of layout say that it is: `heading`, `item`, `text`, ..."""
    section: BlockKind = BlockKind.BODY
    level = 0
    titled = False
    for kind, depth, text in _blocks(lines):
        if kind == "heading":
            words = _inline(text)
            under = heading_kind(words)
            if under is not None:
                section, level = under, depth
            elif depth <= level or section is BlockKind.BODY:
                section, level = BlockKind.BODY, 0
            if not words:
                continue
            if section is BlockKind.BODY and depth == 1 and not titled:
                titled = True
                yield Part(BlockKind.TITLE, words), kind
            else:
                yield Part(section, words), kind
        elif kind == "code":
            yield Part(BlockKind.BOILERPLATE, text.strip("\n")), kind
        else:
            yield from ((part, kind) for part in _paragraph(text, section))


def _paragraph(text: str, section: BlockKind) -> Iterator[Part]:
    for image in _IMAGE.finditer(text):
        caption = one_line(image["title"] or image["alt"] or "")
        if caption:
            yield Part(BlockKind.CAPTION if section is BlockKind.BODY else section, caption)
    words = _inline(_IMAGE.sub("", text))
    if words:
        yield Part(line_kind(words) if section is BlockKind.BODY else section, words)


def _blocks(lines: list[str]) -> Iterator[tuple[str, int, str]]:
    """Yield `heading`, `code`, `item` (of a list) and `text` blocks with the level of headings."""
    open_: list[str] = []
    kind = "text"
    fenced: list[str] | None = None
    for written in lines:
        line = written
        if _FENCE.match(line):
            if fenced is None:
                yield from _flushed(open_, kind)
                fenced = []
            else:
                yield "code", 0, "\n".join(fenced)
                fenced = None
            continue
        if fenced is not None:
            fenced.append(line)
            continue
        line = _QUOTE.sub("", line)
        heading = _HEADING.match(line)
        setext = _SETEXT.match(line)
        if heading:
            yield from _flushed(open_, kind)
            yield "heading", len(heading["marks"]), heading["text"]
        elif setext and len(open_) == 1:
            yield "heading", 1 if setext["mark"][0] == "=" else 2, open_.pop()
        elif not line.strip() or _RULE.match(line) or _DEFINITION.match(line) or _TABLE_RULE.match(line):
            yield from _flushed(open_, kind)
        elif _LIST.match(line) or line.lstrip().startswith("|"):
            yield from _flushed(open_, kind)
            kind = "item"
            open_.append(_LIST.sub("", line).strip().strip("|").strip())
        else:
            if not open_:
                kind = "text"
            open_.append(line)
    yield from _flushed(open_, kind)
    if fenced is not None:
        yield from _flushed(fenced, "text")


def _flushed(open_: list[str], kind: str) -> Iterator[tuple[str, int, str]]:
    if open_:
        yield kind, 0, "\n".join(open_)
        open_.clear()


def _inline(text: str) -> str:
    """Return the words of a stretch, links and emphasis without their marks."""
    text = _LINK.sub(lambda match: match["text"], text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _TAG.sub("", text)
    text = _CODE.sub(r"\1", text)
    for _ in range(2):  # strong inside emphasis
        text = _STRONG.sub(_unmarked, text)
    return one_line(unescape(_ESCAPED.sub(r"\1", text)))


def _unmarked(match: re.Match[str]) -> str:
    """Drop marks of emphasis, but not underscores inside a word such as a file name."""
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    if match[1][0] == "_" and (before.isalnum() or after.isalnum()):
        return match[0]
    return match["text"]
