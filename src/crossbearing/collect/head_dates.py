"""When something was published, as far as a line at the head of its text, or one below it, says so.

Pages saved as text keep the line that tells their day: "Friday, 16 May 2031, 17:23", "NEWS DESK / 16 May 2031", "Posted
on 16 May 2031 at 09:15", a bracket before the first sentence, "(July 5, 2031 / ABC)", the place and day from which an
agency writes, "OSK, 16 May 2031 (HPN) -", or the day under a statement's last sentence. It is used only where nothing
else states a date, where it is nothing but a day beside a time, a label or a name, and where no other such line of the
text gives another day: a page that lists the days of other stories shows the day on which it was looked at. A line that
says what its day is ("Posted on", "by") needs no such proof, nor one earlier than the days of the other stories.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from crossbearing.collect.dating import parse_date
from crossbearing.collect.draft import Part
from crossbearing.collect.lines import ends_sentence
from crossbearing.model.documents import BlockKind

__all__ = ["date_at_head", "date_below", "is_day_line"]

_FIRST = 8  # lines above the first sentence that are looked at
_LAST = 3  # lines below the last sentence that are looked at: who signs, where, when
_LONGEST = 90  # characters of such a line
_MOST_BESIDE = 4  # words beside the day and the time
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_WRITTEN = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s*(?:19|20)\d\d"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
    r"|(?<![\d/.-])\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:19|20)\d\d)(?!\d)"
)
_DAY = re.compile(_WRITTEN, re.IGNORECASE)
_TIME = re.compile(
    r"\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\b\.?)?(?:\s*[([]?(?:gmt|utc)\s*[+-]\s*\d{1,2}(?::?\d\d)?[)\]]?)?"
    r"|\b\d{1,2}\s*[ap]\.?m\b\.?|\b\d{1,2}h\d\d\b",
    re.IGNORECASE,
)
_STATING = frozenset("published posted updated modified by".split())  # noqa: SIM905
"""Labels that say what the day beside them is."""
_LABELS = _STATING | frozenset(
    """date last on at as of the newsroom desk news gmt utc est edt cet bst ist eat wat pkt local time edited
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    facebook telegram twitter post public""".split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_BRACKET = re.compile(r"^\s*[(\[]([^()\[\]]{8,60})[)\]]")
_PLACE = r"[^\W\d_][^\W\d_.'’-]*(?:[ -][A-Z][^\W\d_.'’-]*){0,3}"
_DATELINE = re.compile(
    rf"^\s*(?:\([^()]{{2,30}}\)\s*)?(?P<place>{_PLACE})(?:,\s*{_PLACE})?,?\s+(?P<day>(?i:{_WRITTEN}))"
    r"\s*(?:\([^()]{2,30}\)\s*)?(?:[-–—:]+\s|/\w+/)"
)
"""Whence and when an agency or an office writes: a place, a day and a dash or a colon before the first sentence."""
_BULLETIN = re.compile(
    r"\b(?:report|bulletin|update|summary|digest|sitrep|statement|round-?up|briefing|log)\s*"
    rf"(?:[,(:|\u2013\u2014-]|\bfor\b|\bof\b)\s*(?:[a-z]{{3,9}}day,?\s+)?(?P<day>{_WRITTEN})\)?\W*$",
    re.IGNORECASE,
)
"""The day that the heading of a bulletin gives: "Daily report (Thursday, 16/6/2031)"."""
_APART = re.compile(r"[|•·]|\s/\s")
"""Between an outlet or an author and the day; a headline has its day behind a comma or within a sentence."""
_FIRST_OF_TWO = re.compile(r"^\W*(?:(?:first\s+)?(?:published|posted|created)|on)\b", re.IGNORECASE)
_LATER_OF_TWO = re.compile(r"\b(?:updated|modified|edited)\b", re.IGNORECASE)
_BY = re.compile(r"^\W*by\s", re.IGNORECASE)
_TITLE = BlockKind.TITLE
_OF_OTHERS = frozenset((BlockKind.RELATED, BlockKind.COMMENT))
_PROSE = 60
_LONGEST_DECK = 300
_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?]['\"”’]?\s+[A-Z]")
_FULL = len("2031-05-16")
_ANY_DAY = date(9000, 1, 1)


@dataclass(frozen=True, slots=True)
class _Told:
    """A day, and whether its line says that it is the one of publication."""

    day: str
    stated: bool


def date_at_head(parts: Sequence[Part], *, publisher: str, today: date) -> str:
    """Return the day that a line at the head of a text gives as that of its publication, or an empty string.

    Args:
        parts: The parts of the text, in order.
        publisher: Its publisher, whose name may stand beside the day.
        today: Nothing was published after it.

    Returns:
        An ISO day.
    """
    names = _words_of(publisher)
    lines = [part for part in parts if part.text]
    own = [part for part in lines if part.kind not in _OF_OTHERS]
    head: list[_Told] = []
    deck = False
    for at, part in enumerate(own[: _FIRST + 1]):
        if part.kind is _TITLE:
            head += (*_opening(part.text, names, today), *_days(part.text, names, today)) if at == 0 else ()
            continue
        head += _opening(part.text, names, today) if not deck else ()
        if len(part.text) > _PROSE and ends_sentence(part.text):
            # One sentence below the headline may sum the report up; a day with a clock time below it is the report's.
            if deck or len(part.text) > _LONGEST_DECK or _SENTENCES.search(part.text):
                break
            deck = True
        elif not deck or _TIME.search(part.text):
            head += _days(part.text, names, today)
    days = {one.day for one in head if one.stated} or {one.day for one in head}
    if len(days) != 1:
        return ""
    [day] = days
    stated = any(one.stated for one in head)
    besides = [
        one
        for part in own
        if part.kind is not _TITLE
        for one in _days(part.text, names, today)
        if one not in head and one.day != day
    ]
    if any(one.stated or not stated for one in besides):
        return ""
    others = {one.day for part in lines if part.kind in _OF_OTHERS for one in _days(part.text, names, today)} - {day}
    # A day before those of other stories on the page is not the one on which the page was looked at.
    return "" if others and not stated and max(others) < day else day


def date_below(parts: Sequence[Part], *, publisher: str, today: date) -> str:
    """Return the day below the last sentence of a text, as statements are signed, or an empty string.

    Args:
        parts: The parts of the text, in order.
        publisher: Its publisher, whose name may stand beside the day.
        today: Nothing was published after it.

    Returns:
        An ISO day.
    """
    names = _words_of(publisher)
    own: list[Part] = []
    for part in parts:
        if part.kind in _OF_OTHERS:
            break
        own += [part] if part.text and part.kind is not _TITLE else []
    last = max((at for at, part in enumerate(own) if len(part.text) > _PROSE and ends_sentence(part.text)), default=-1)
    found = [one.day for part in own[last + 1 : last + 1 + _LAST] for one in _days(part.text, names, today)]
    every = {one.day for part in own for one in _days(part.text, names, today)}
    return found[0] if last >= 0 and found and every == {found[0]} else ""


def is_day_line(line: str, *, today: date = _ANY_DAY) -> bool:
    """Return whether a line is nothing but a day beside a time or a label ("Last updated: 16 May 2031 - 18:45").

    Args:
        line: Of a text.
        today: Days to come are none of publication; any day if not given.
    """
    rest = _TIME.sub(" ", _DAY.sub(" ", _plain(line)))
    beside = [word for word in _WORD.findall(rest) if word.lower() not in _LABELS]
    return not beside and any(True for _ in _days(line, set(), today))


def _plain(line: str) -> str:
    return " ".join(line.replace("\u060c", ",").split())


def _words_of(publisher: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(publisher)}


def _opening(text: str, names: set[str], today: date) -> Iterator[_Told]:
    """Yield the day that stands before a sentence, in a bracket or behind the place from which its author writes."""
    bracket, dateline = _BRACKET.match(text), _DATELINE.match(text) or _BULLETIN.search(text[:_LONGEST])
    if bracket is not None:
        yield from _days(bracket[1], names, today)
    if dateline is not None:
        yield from (_Told(one.day, stated=True) for one in _days(dateline["day"], names, today))


def _days(line: str, names: set[str], today: date) -> Iterator[_Told]:
    """Yield the day of a line that is nothing but a day, a time, a label or the name of an outlet or an author."""
    if len(line) > _LONGEST or not any(char.isdigit() for char in line):
        return
    text = _plain(line)
    found = list(_DAY.finditer(text))
    days = [parse_date(one.group().replace(" ,", ","), today=today).iso for one in found]
    if not days or any(len(day) < _FULL for day in days):
        return
    first_of_two = _FIRST_OF_TWO.match(text) and len(days) == 2 and _LATER_OF_TWO.search(text, found[0].end())
    if len({day[:_FULL] for day in days}) > 1 and not first_of_two:
        return
    rest = _TIME.sub(" ", _DAY.sub(" ", text))
    words = _WORD.findall(rest)
    beside = [word for word in words if word.lower() not in _LABELS | names]
    if len(beside) > _MOST_BESIDE or any(char.isdigit() for char in rest):
        return
    # Beside the day may stand what is written in capitals, as desks and agencies are, or apart from it a name: no word
    # of a sentence.
    named = _APART.search(text) is not None or _BY.match(text) is not None
    if any(not word.isupper() and not (named and word[0].isupper()) for word in beside):
        return
    yield _Told(days[0][:_FULL], any(word.lower() in _STATING for word in words))
