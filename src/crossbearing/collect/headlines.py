"""Headlines of other stories in texts that were saved without the mark-up of their page.

Who copies a page's words, or has them from a crawler, has the headlines beside and below the report too. They name
other happenings, days and dead. Two things give them away: they stand under a line that leads elsewhere ("Next Post"),
or they stand together at the end, line after line without a full stop, below a report in sentences.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from crossbearing.collect.draft import Part
from crossbearing.collect.head_dates import is_day_line
from crossbearing.collect.lines import ends_sentence, heading_kind
from crossbearing.model.documents import BlockKind

__all__ = ["with_other_stories_apart"]

_LEADS_ELSEWHERE = re.compile(
    r"^\W*(?:(?:prev(?:ious)?|next|older|newer)\s+(?:post|article|story|entry|news)s?"
    r"|read\s+(?:next|also)|also\s+read|up\s+next|what\s+to\s+read\s+next|more\s+(?:stories|news|articles)"
    r"|(?:related|recommended|recent|latest|popular|trending)\s+(?:stories|posts|articles|news|topics|content)"
    r"|you\s+(?:may|might)\s+(?:also\s+)?like|keep\s+reading|most\s+(?:read|popular|viewed))\W*$",
    re.IGNORECASE,
)
_CUT_SHORT = re.compile(r"(?:…|\.\.\.)\W*$")
_LEADS_A_LIST = re.compile(r"[:：]\W*$")
_OF_A_REPORT = re.compile(r"[^\W\d_]{3}[.!?。؟]['\"”’»)]*\s+\S|[@#]\w|https?:|pic\.twitter", re.IGNORECASE)
"""A second sentence, or what a post holds: an embedded post belongs to the report, with or without a full stop."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST = 220  # characters of a headline
_FEWEST_WORDS = 5  # shorter lines are names, buttons and rubrics: they may stand among headlines and are none
_PROSE = 60  # characters from which a line with a full stop is a sentence of the report
_ENOUGH = 3  # headlines at the end from which they are a list of other stories
_SOME = 2  # the same where one of them is cut short, or a line among them leads elsewhere
_MOST_UNDER_A_LEAD = 12


def with_other_stories_apart(
    parts: Sequence[Part], *, items: Collection[int] = (), headings: Collection[int] = ()
) -> tuple[Part, ...]:
    """Return the parts of a text, the headlines of other stories marked as related.

    Args:
        parts: In order.
        items: Places of those that the text marks as items of a list: they are headlines only under a line that leads
            elsewhere.
        headings: Places of those that it marks as headings: what stands under one is told by the heading.

    Returns:
        As many parts, of the same words.
    """
    apart = _led_elsewhere(parts, headings) | _at_the_end(parts, {*items, *headings})
    return tuple(replace(part, kind=BlockKind.RELATED) if at in apart else part for at, part in enumerate(parts))


def _led_elsewhere(parts: Sequence[Part], headings: Collection[int]) -> set[int]:
    """Return the places of lines that lead elsewhere and of the headlines below them."""
    found: set[int] = set()
    left = 0
    for at, part in enumerate(parts):
        if at in headings:
            left = 0
        if at in headings or part.kind not in (BlockKind.BODY, BlockKind.RELATED):
            continue
        if leads_elsewhere(part.text):
            found.add(at)
            left = _MOST_UNDER_A_LEAD
        elif left and part.kind is BlockKind.BODY:
            # The day of a headline stands above or below it.
            left = left if is_day_line(part.text) else left - 1 if _headline(part.text) else 0
            if left:
                found.add(at)
    return found


def _at_the_end(parts: Sequence[Part], marked: Collection[int]) -> set[int]:
    """Return the places of the lines below the last sentence of a report, if they are headlines of other stories."""
    body = [at for at, part in enumerate(parts) if part.kind is BlockKind.BODY or leads_elsewhere(part.text)]
    if not any(_is_prose(parts[at].text) for at in body):
        return set()
    last = max((at for at in body if _is_told(parts[at].text)), default=-1)
    tail = [at for at in body if at > last]
    lists = [at for at in (last, *tail) if at in marked or (at >= 0 and _LEADS_A_LIST.search(parts[at].text))]
    if lists:
        tail = [at for at in tail if at > lists[-1] and not _LEADS_A_LIST.search(parts[lists[-1]].text)]
    words = [parts[at].text for at in tail if not leads_elsewhere(parts[at].text)]
    headlines = [text for text in words if len(text.split()) >= _FEWEST_WORDS]
    sure = any(_CUT_SHORT.search(text) for text in headlines) or len(words) < len(tail)
    if len(headlines) < (_SOME if sure else _ENOUGH) or 2 * len(headlines) < len(words):
        return set()
    return set(tail)


def leads_elsewhere(line: str) -> bool:
    """Return whether a line does nothing but lead to other stories."""
    if len(line) > 40:
        return False
    return _LEADS_ELSEWHERE.match(line) is not None or heading_kind(line) is BlockKind.RELATED


def _headline(text: str) -> bool:
    if len(text) > _LONGEST or _OF_A_REPORT.search(text) or _is_row(text):
        return False
    return not ends_sentence(text) or _CUT_SHORT.search(text) is not None or text.rstrip("'\"”’»)").endswith(("?", "!"))


def _is_prose(text: str) -> bool:
    return len(text) > _LONGEST or (len(text) > _PROSE and not _headline(text))


def _is_told(text: str) -> bool:
    """Return whether a line is a sentence of the report, a short one too, and no headline, button or rubric."""
    if _is_row(text):
        return True
    return not _headline(text) and (len(text.split()) >= _FEWEST_WORDS - 1 or _LEADS_A_LIST.search(text) is not None)


def _is_row(text: str) -> bool:
    """Return whether a line is a row of a table: several bars, or one beside a cell of a word or a number."""
    cells = text.split("|")
    return len(cells) > 2 or (len(cells) == 2 and any(len(_WORD.findall(cell)) < 2 for cell in cells))
