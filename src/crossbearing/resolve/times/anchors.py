"""Times told relative to an event: "a couple of days before the strike", "just after the first strike"."""

from __future__ import annotations

import re
from functools import lru_cache

from crossbearing.model.values import Anchor, Duration
from crossbearing.resolve.times.calendar_words import NUMBER
from crossbearing.resolve.times.dates import number_of

__all__ = ["PUBLICATION", "read_anchor", "read_distance"]

PUBLICATION = "publication"
"""What times such as "an hour ago" are told from: the minute of the report."""

_SECONDS = {"second": 1, "sec": 1, "minute": 60, "min": 60, "hr": 3600, "hour": 3600, "day": 86400, "week": 7 * 86400,
            "month": 30 * 86400, "year": 365 * 86400}  # fmt: skip
_UNIT = r"(?P<unit>second|sec|minute|min|hour|hr|day|week|month|year)s?\b\.?"
_NUMBERS = rf"(?:{NUMBER}|half an|a couple of|couple of|several|a few|few|dozens of|many)"
_ROUGHLY = r"(?:about|around|some|roughly|approximately|nearly|almost|just|less than|more than|only|barely|within)"
_DISTANCE = (
    rf"(?P<distance>(?:(?P<about>{_ROUGHLY})\s+)?(?:(?P<low>{_NUMBERS})"
    rf"(?:\s*(?:-|\u2013|to|or)\s*(?P<high>{NUMBER}))?\s+)?{_UNIT})"
)
_DETERMINER = r"(?:the|a|an|this|that|these|those|his|her|its|their|our)"
_HAPPENING = (
    r"(?:strikes?|attacks?|raids?|bombings?|explosions?|shelling|blasts?|clashes|fighting|assault|offensive|ceasefire|"
    r"truce|withdrawal|airstrikes?|massacre|incident)"
)
# What follows must be something that happens, not a day or a clock time: those are read by the calendar.
_EVENT = (
    rf"(?P<to>(?:{_DETERMINER}|such|any|last|each)\s+(?!day\b|days\b|week\b|month\b|year\b|\d)[\w'\u2019 -]{{2,80}}"
    r"|(?:it|this|that|them|which)\b|(?:[\w'\u2019-]+ing)\b[\w'\u2019 -]{0,60}"
    rf"|(?:[A-Z][\w'\u2019-]+\s+)*{_HAPPENING}\b[\w ]{{0,40}})"
)
_JUST = r"(?P<just>just|shortly|soon|immediately|right|moments|minutes|hours|days|weeks|straight|directly|long)"
_BEFORE_AFTER = re.compile(
    rf"(?:{_DISTANCE}\s+)?(?:{_JUST}\s+)?(?P<side>before|after|following|prior to|ahead of|since)\s+{_EVENT}",
    re.IGNORECASE,
)
_WITHIN_OF = re.compile(rf"{_DISTANCE}\s+of\s+{_EVENT}", re.IGNORECASE)
_DURING = re.compile(
    r"\b(?:during|amid(?:st)?|throughout|in the course of|at the time of|at the moment of|at the height of)\s+"
    rf"(?P<to>{_DETERMINER}\s+[\w'\u2019 -]{{2,80}}|[\w'\u2019-]+(?:\s[\w'\u2019-]+){{0,5}})",
    re.IGNORECASE,
)
_WHILE = re.compile(r"\b(?:while|as|when)\s+(?P<to>[\w'\u2019-]+(?:\s[\w'\u2019-]+){1,14})", re.IGNORECASE)
_LATER = re.compile(
    rf"{_DISTANCE}\s+(?P<side>later|earlier|afterwards?|thereafter|beforehand|after that|before that|on(?!\s+\w)|"
    r"(?:before|after|previously)\s*$)(?:\b|$)",
    re.IGNORECASE,
)
_OF_EVENT = re.compile(
    rf"\bthe\s+(?:very\s+)?(?P<part>day|night|morning|evening|afternoon|eve|start|beginning|outbreak|end|height|close)\s+of\s+"
    rf"(?P<to>{_DETERMINER}\s+(?!(?:day|week|month|year|night|weekend|summer|winter|spring|autumn|morning|evening)\b)"
    r"[a-z][\w'\u2019 -]{2,80})",
    re.IGNORECASE,
)
_UNITS = ("days", "weeks", "months", "years", "seconds", "moments", "minutes", "hours")
_SOON = re.compile(
    r"^\s*(?P<how>seconds|moments|minutes|hours|days|weeks|months|years|shortly|soon|immediately|directly|right|just|not\s+long)\s+"
    r"(?P<side>later|after|afterwards?|thereafter|before|beforehand|earlier)\s*$",
    re.IGNORECASE,
)
_INTO = re.compile(rf"{_DISTANCE}\s+into\s+{_EVENT}", re.IGNORECASE)
_IN_A_WHILE = re.compile(rf"^\s*in\s+{_DISTANCE}(?:['\u2019]s?\s+time)?\s*$", re.IGNORECASE)
_AGO = re.compile(rf"{_DISTANCE}\s+ago\b", re.IGNORECASE)
_CALENDAR = re.compile(
    r"^(?:the\s+)?(?:noon|midnight|dawn|dusk|sunset|sunrise|\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may\b|jun|jul|"
    r"aug|sep|oct|nov|dec|morning|afternoon|evening|night|yesterday|today|tomorrow|end of|beginning of|"
    r"start of the (?:week|month|year)|friday prayers?)",
    re.IGNORECASE,
)
_APPROXIMATE = ("about", "around", "some", "roughly", "approximately", "nearly", "almost")
_CLOCK_UNITS = ("second", "sec", "minute", "min", "hour", "hr")
_POINTERS = ("that", "this", "it", "which", "them")
_VAGUE = {"several": None, "a few": None, "few": None, "dozens of": None, "many": None}


def read_distance(match: re.Match[str]) -> Duration | None:
    """Return the length of time a match of a distance pattern names.

    Args:
        match: With the groups `distance`, `about`, `low`, `high` and `unit`.

    Returns:
        None where the words name no unit; a vague length for "hours" or "several days".
    """
    if not match["unit"]:
        return None
    text = match["distance"].strip()
    seconds = _SECONDS[match["unit"].lower()]
    word = (match["low"] or "").lower()
    about = (match["about"] or "").lower()
    if not word or word in _VAGUE:
        return Duration(text, vague=True)
    if word == "half an":
        return Duration(text, seconds / 2, seconds / 2, about=bool(about))
    number = number_of(word)
    if number is None:
        return Duration(text, vague=True)
    high = number_of(match["high"]) if match["high"] else number
    high = number if high is None else max(number, high)
    if about in ("less than", "within", "barely"):
        return Duration(text, 0.0, float(high * seconds))
    if about == "more than":
        return Duration(text, float(number * seconds), None)
    approximate = (
        about in ("about", "around", "some", "roughly", "approximately", "nearly", "almost", "just") or "couple" in word
    )
    return Duration(text, float(number * seconds), float(high * seconds), about=approximate)


@lru_cache(maxsize=8192)
def read_anchor(text: str) -> Anchor | None:
    """Read a time that is told relative to an event.

    Args:
        text: As written.

    Returns:
        The anchor; `to` holds the event's words, or is empty where the words leave it to the text before
        ("an hour later").
    """
    found = _BEFORE_AFTER.search(text)
    if found and not _CALENDAR.match(found["to"]):
        side = "before" if found["side"].lower() in ("before", "prior to", "ahead of") else "after"
        offset = read_distance(found)
        just = (found["just"] or "").lower()
        if offset is None and just:
            if just in ("minutes", "hours", "days", "weeks", "moments"):
                offset = Duration(just, vague=True)
            else:
                offset = Duration(just, 0.0, 1800.0, about=True)
        return Anchor(side, _trim(found["to"]), offset=offset)
    found = _WITHIN_OF.search(text)
    if found and (found["about"] or "").lower() == "within" and not _CALENDAR.match(found["to"]):
        return Anchor("at", _trim(found["to"]), offset=read_distance(found))
    found = _DURING.search(text)
    if found and not _CALENDAR.match(found["to"]):
        return Anchor("during", _trim(found["to"]))
    found = _LATER.search(text)
    if found and found["unit"].lower() in _CLOCK_UNITS:
        side = (
            "before"
            if found["side"].lower().strip() in ("earlier", "beforehand", "before that", "before", "previously")
            else "after"
        )
        return Anchor(side, "", offset=read_distance(found))
    pointed = _pointed(text)
    if pointed is not None:
        return pointed
    found = _WHILE.search(text)
    if found:
        return Anchor("during", _trim(found["to"]))
    return None


def _pointed(text: str) -> Anchor | None:
    """Read what is told from the text before, from the report, or as a part of an event."""
    found = _SOON.match(text)
    if found:
        side = "before" if found["side"].lower() in ("before", "beforehand", "earlier") else "after"
        offset = Duration(found["how"], 0.0, 1800.0, about=True) if found["how"].lower() not in _UNITS else None
        return Anchor(side, "", offset=offset or Duration(text.strip(), vague=True))
    found = _INTO.search(text)
    if found and not _CALENDAR.match(found["to"]):
        return Anchor("after", _trim(found["to"]), offset=read_distance(found))
    found = _IN_A_WHILE.search(text) or _AGO.search(text)
    if found and found["unit"].lower() in _CLOCK_UNITS:
        return Anchor("before" if found.re is _AGO else "after", PUBLICATION, offset=read_distance(found))
    found = _OF_EVENT.search(text)
    if found and not _CALENDAR.match(found["to"]):
        part = found["part"].lower()
        if part == "eve":
            return Anchor("before", _trim(found["to"]), offset=Duration("the eve", 86400.0, 86400.0))
        # The start or end of a thing is an event of its own; the day of a thing is that of the thing.
        own = part in ("start", "beginning", "outbreak", "end", "height", "close")
        return Anchor("at", f"the {part} of {_trim(found['to'])}" if own else _trim(found["to"]))
    return None


def _trim(words: str) -> str:
    """Return an event's words; nothing for a pronoun, whose event the text before names."""
    event = " ".join(words.split()).strip(" ,.;:")
    return "" if event.lower() in _POINTERS else event
