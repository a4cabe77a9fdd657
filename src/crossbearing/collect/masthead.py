"""A line above a text that names an outlet or a body and a day: `Radio Free Press, 9 August 2018`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from crossbearing.collect.dating import parse_date
from crossbearing.resources.publishers import publisher_named

__all__ = ["Masthead", "read_masthead"]

_LONGEST = 120
_MOST_WORDS = 10
_MARK = re.compile(r"\s*(?:[,|•·]|\s[-–—/]\s)\s*")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{0,60}[)\]]")
_SMALL = frozenset(("of", "the", "for", "and", "&", "in", "de", "la", "du", "des", "al"))
# What outlets and bodies that publish are called, as the last word of a name or the last before "of" or "for".
_PUBLISHING = frozenset((
    "administration", "agency", "broadcaster", "broadcasting", "bulletin", "bureau", "center", "centre",
    "channel", "chronicle", "command", "commission", "committee", "council", "courier", "daily", "department",
    "directorate", "dispatch", "embassy", "express", "gazette", "herald", "inquirer", "institute", "journal",
    "mail", "media", "mirror", "mission", "ministry", "monitor", "network", "news", "newspaper", "observatory",
    "observer", "office", "organisation", "organization", "post", "press", "radio", "record", "report",
    "reporter", "review", "service", "staff", "standard", "star", "telegraph", "television", "times", "tribune",
    "tv", "watch", "weekly", "wire",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Masthead:
    """What such a line says.

    Args:
        publisher: The name, as written, what stands in brackets behind it included.
        published: The day, as written.
    """

    publisher: str
    published: str


def read_masthead(line: str, *, today: date) -> Masthead | None:
    """Return what a line above a text says if it is nothing but a name and a full date, in either order, or None.

    A headline with a date behind it is none: the name must be that of an outlet in the table, or be called as outlets
    and publishing bodies are.

    Args:
        line: The first line of a text.
        today: The present day.
    """
    if len(line) > _LONGEST or not any(char.isdigit() for char in line):
        return None
    for mark in _MARK.finditer(line):
        left, right = line[: mark.start()].strip(), line[mark.end() :].strip()
        for name, day in ((left, right), (right, left)):
            if name and day and _is_day(day, today) and _is_publisher(name):
                return Masthead(name, day)
    return None


def _is_day(text: str, today: date) -> bool:
    return any(char.isdigit() for char in text) and len(parse_date(text, today=today).iso) >= len("2016-09-17")


def _is_publisher(name: str) -> bool:
    bare = _ASIDE.sub("", name).strip()
    if publisher_named(bare) is not None:
        return True
    words = bare.split()
    if not 2 <= len(words) <= _MOST_WORDS:
        return False
    if any(not word[0].isupper() and word.lower() not in _SMALL for word in words):
        return False
    ends = next((n for n, word in enumerate(words) if word.lower() in ("of", "for")), len(words))
    return ends > 0 and words[ends - 1].strip(".'’").lower() in _PUBLISHING
