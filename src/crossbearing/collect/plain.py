"""Plain text: title, captions, body, and what belongs to other stories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from crossbearing.collect.cleaning import clean
from crossbearing.collect.dating import parse_date
from crossbearing.collect.draft import Draft, Part
from crossbearing.collect.front_matter import read_front_matter
from crossbearing.collect.head_dates import is_day_line
from crossbearing.collect.headlines import with_other_stories_apart
from crossbearing.collect.laid_out import with_rows_apart
from crossbearing.collect.lines import ends_sentence, heading_kind, is_byline, is_caption_cue, line_kind, reflow
from crossbearing.collect.masthead import read_masthead
from crossbearing.model.documents import BlockKind
from crossbearing.model.ids import normalised_words

__all__ = ["EXTRACTOR", "body_parts", "read_plain", "text_parts"]

EXTRACTOR = "plain@5"
"""Name and version of this reader, for the ids of working texts: raise the version when its output changes."""
_TITLE_WORDS = 30
_HEAD = 4  # lines between title and body that are looked at for captions, bylines and dates
_DIGITS = re.compile(r"\d")


def read_plain(content: str, *, where: str, today: date, media_type: str = "text/plain") -> Draft:
    """Read a plain text file.

    Args:
        content: Characters of the file.
        where: Name of the file, for notes.
        today: The present day.
        media_type: Of the file.
    """
    stated, body, notes = read_front_matter(clean(content), where=where)
    paragraphs = reflow(with_rows_apart(body.split("\n")))
    masthead = read_masthead(paragraphs[0], today=today) if len(paragraphs) > 1 else None
    if masthead is not None:
        head = (Part(BlockKind.BOILERPLATE, paragraphs[0]),)
        parts, dated = text_parts(paragraphs[1:], title=stated.title, today=today)
        parts, dated = (*head, *parts), masthead.published
        if not stated.publisher:
            basis = (*stated.basis, ("publisher", "the line above the text"))
            stated = replace(stated, publisher=masthead.publisher, basis=basis)
    else:
        parts, dated = text_parts(paragraphs, title=stated.title, today=today)
    title = next((part.text for part in parts if part.kind is BlockKind.TITLE), "")
    if title and not stated.title:
        stated = replace(stated, title=title, basis=(*stated.basis, ("title", "the first line of the text")))
    if dated and not stated.published:
        how = "the line above the text" if masthead is not None else "a line above the text that is nothing but a date"
        basis = (*stated.basis, ("published", how))
        stated = replace(stated, published=dated, basis=basis)
    return Draft(media_type=media_type, extractor=EXTRACTOR, stated=stated, parts=parts, notes=notes)


def text_parts(paragraphs: list[str], *, title: str, today: date) -> tuple[tuple[Part, ...], str]:
    """Sort the paragraphs of a text by what they are for.

    The first line is the title if it is short, ends without a full stop and prose follows. Between it and the first
    paragraph of prose, short lines without a full stop are captions, unless they are a byline or a date.

    Args:
        paragraphs: In order.
        title: Headline that the metadata state, or empty.
        today: The present day.

    Returns:
        The parts; and a line that is nothing but a date, as written, or an empty string.
    """
    parts: list[Part] = []
    dated = ""
    rest = list(paragraphs)
    above: list[Part] = []
    if len(rest) > 1 and is_day_line(rest[0], today=today):  # "Last updated: 16 May 2031": the title is below it
        dated = rest[0] if _full_day(rest[0], today) else ""
        above.append(Part(BlockKind.BOILERPLATE, rest.pop(0)))
    if title and not (rest and normalised_words(rest[0]) == normalised_words(title)):
        parts.append(Part(BlockKind.TITLE, title))
    elif rest and (title or _is_title(rest)):
        parts.append(Part(BlockKind.TITLE, rest.pop(0)))
    if parts:
        head = 0
        while head < _HEAD and head < len(rest) - 1 and _short(rest[head]) and any(map(_prose, rest[head + 1 :])):
            head += 1
        for line in rest[:head]:
            kind = _head_kind(line, today=today)
            if kind is BlockKind.BOILERPLATE and not dated and _full_day(line, today):
                dated = line
            parts.append(Part(kind, line))
        rest = rest[head:]
    parts.extend(body_parts(rest))
    return with_other_stories_apart([*above, *parts]), dated


def body_parts(paragraphs: Iterable[str]) -> Iterator[Part]:
    """Yield the parts of a text below its head; what stands under "Comments" or "Related" belongs there.

    Args:
        paragraphs: In order.
    """
    section = BlockKind.BODY
    listed = 0
    for paragraph in paragraphs:
        kind = heading_kind(paragraph)
        if kind is not None:
            section, listed = kind, 0
            yield Part(kind, paragraph)
            continue
        if section is BlockKind.RELATED:
            # A list of other stories is made of headlines; two or more sentences are the report again.
            listed += 1
            if listed > 12 or (_prose(paragraph) and len(paragraph) > 200):
                section = BlockKind.BODY
        yield Part(line_kind(paragraph) if section is BlockKind.BODY else section, paragraph)


def _prose(line: str) -> bool:
    return len(line) > 60 and (ends_sentence(line) or len(line) > 250)


def _short(line: str) -> bool:
    return is_caption_cue(line) or (len(line.split()) <= _TITLE_WORDS and not ends_sentence(line)) or is_byline(line)


def _is_title(paragraphs: list[str]) -> bool:
    first = paragraphs[0]
    if not _titular(first):
        return False
    return any(_prose(line) for line in paragraphs[1:6])


def _titular(line: str) -> bool:
    """Return whether a line could be a headline: short, and without a full stop (a question mark is common)."""
    if len(line) > 220 or len(line.split()) > _TITLE_WORDS or is_caption_cue(line) or heading_kind(line):
        return False
    return not ends_sentence(line) or line.rstrip("'\"”’»)").endswith(("?", "!", "…", "؟"))


def _full_day(line: str, today: date) -> bool:
    return len(parse_date(line, today=today).iso) >= len("2016-09-17")


def _head_kind(line: str, *, today: date) -> BlockKind:
    if is_caption_cue(line):
        return BlockKind.CAPTION
    if is_byline(line):
        return BlockKind.BOILERPLATE
    if _DIGITS.search(line) and len(line) <= 60 and (_full_day(line, today) or is_day_line(line, today=today)):
        return BlockKind.BOILERPLATE
    kind = line_kind(line)
    if kind is not BlockKind.BODY:
        return kind
    return BlockKind.CAPTION
