"""When something was published, as far as a line at the head of its text says so.

Pages saved as text keep the line that tells their day: "Friday, 16 May 2031, 17:23", "NEWS DESK / 16 May 2031", or a
bracket before the first sentence, "(July 5, 2031 / ABC)". It is used only where nothing else states a date, where it is
nothing but a day beside a time, a label or a name, and where no other such line of the text gives another day: a page
that lists the days of other stories shows the day on which it was looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from crossbearing.collect.dating import parse_date
from crossbearing.collect.draft import Part
from crossbearing.collect.lines import ends_sentence
from crossbearing.model.documents import BlockKind

__all__ = ["date_at_head"]

_FIRST = 8  # lines above the first sentence that are looked at
_LONGEST = 90  # characters of such a line
_MOST_BESIDE = 4  # words beside the day and the time
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s*(?:19|20)\d\d"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)(?!\d)",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\b|\b\d{1,2}\s*[ap]\.?m\b\.?", re.IGNORECASE)
_LABELS = frozenset(
    """published posted updated date modified last on at by of the newsroom desk news gmt utc est edt cet bst local time
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun""".split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W\d_]+")
_BRACKET = re.compile(r"^\s*[(\[]([^()\[\]]{8,60})[)\]]")
_PROSE = 60
_FULL = len("2031-05-16")


def date_at_head(parts: Sequence[Part], *, publisher: str, today: date) -> str:
    """Return the day that a line at the head of a text gives as that of its publication, or an empty string.

    Args:
        parts: The parts of the text, in order.
        publisher: Its publisher, whose name may stand beside the day.
        today: Nothing was published after it.

    Returns:
        An ISO day.
    """
    names = {word.lower() for word in _WORD.findall(publisher)}
    lines = [part for part in parts if part.kind is not BlockKind.TITLE and part.text]
    head: list[str] = []
    for part in lines[: _FIRST + 1]:
        bracket = _BRACKET.match(part.text)
        if bracket is not None:
            head += _days(bracket[1], names, today)
        if len(part.text) > _PROSE and ends_sentence(part.text):
            break
        head += _days(part.text, names, today)
    if not head:
        return ""
    every = {day for part in lines for day in _days(part.text, names, today)}
    return head[0] if every <= set(head) and len(set(head)) == 1 else ""


def _days(line: str, names: set[str], today: date) -> Iterator[str]:
    """Yield the day of a line that is nothing but a day, a time, a label or the name of an outlet."""
    if len(line) > _LONGEST or not any(char.isdigit() for char in line):
        return
    text = " ".join(line.replace("\u060c", ",").split())
    found = list(_DAY.finditer(text))
    if len(found) != 1:
        return
    rest = _TIME.sub(" ", text[: found[0].start()] + " " + text[found[0].end() :])
    beside = [word for word in _WORD.findall(rest) if word.lower() not in _LABELS | names]
    if len(beside) > _MOST_BESIDE or any(char.isdigit() for char in rest):
        return
    # Beside the day may stand what is written in capitals, as desks and agencies are, and no word of a sentence.
    if any(not word.isupper() for word in beside):
        return
    dated = parse_date(found[0].group().replace(" ,", ","), today=today)
    if len(dated.iso) >= _FULL:
        yield dated.iso[:_FULL]
