"""Times as stated: expressions, their span and what they say by themselves.

"17 September" has a month and a day and no year; "Saturday" has only its name; "just after the first strike" hangs
on an event. Nothing is resolved against the publication date here: that is for resolving, which sees the publication.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from crossbearing.model.values import TimePrecision, When, YearStatus, ZoneStatus
from crossbearing.read.values.anchored import anchored_times
from crossbearing.read.values.later import later_times
from crossbearing.read.values.limits import limit
from crossbearing.read.values.spoken import HALF_OF_DAY, clock_minutes, spoken_clocks
from crossbearing.read.values.told_days import ranges_of_days, told_days
from crossbearing.resources.lexicon import Lexicon

__all__ = ["Expression", "clock_minutes", "expressions", "month_day"]

_PLAIN_YEAR = 2000
_LONGEST_SPAN = 31  # days from the first to the last of "2 to 3 May"


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression.

    Args:
        start: Offset of its first character in the sentence.
        end: Offset behind its last one.
        value: What it says.
        role: `start` or `end` where a word before it says so ("ended at"), else empty.
        day: `MM-DD` where it states a month and day, else empty.
        year: Year stated, or 0.
    """

    start: int
    end: int
    value: When
    role: str = ""
    day: str = ""
    year: int = 0


@lru_cache(maxsize=4)
def _patterns(
    months: tuple[str, ...],
    short: tuple[str, ...],
    weekdays: tuple[str, ...],
    parts: tuple[str, ...],
    zones: tuple[str, ...],
    *,
    states: frozenset[str],
) -> dict[str, re.Pattern[str]]:
    month = "|".join([*months, *(f"{name}(?:t)?\\.?" for name in short)])
    weekday = "|".join(weekdays)
    part = "|".join(sorted(parts, key=len, reverse=True))
    # "Damascus time", "Peruvian time": the clock of any state, by its name, its capital or its adjective.
    clocks = (*zones, *(f"{word} time" for word in states))
    zone = "|".join(re.escape(name) for name in sorted(clocks, key=lambda name: (-len(name), name)))
    flags = re.IGNORECASE
    return {
        "date": re.compile(
            rf"\b(?:(?:the\s+)?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{month})|(?P<m2>{month})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)(?!\w|:\d)"
            rf"(?:,?\s+(?P<y>(?:19|20)\d\d))?",
            flags,
        ),
        "iso": re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])\b"),
        "month": re.compile(
            rf"\b(?:in|of|since|during|early|late|mid-?)\s+(?:early\s+|late\s+|mid-?)?(?P<m>{'|'.join(months)})(?:\s+(?P<y>(?:19|20)\d\d))?\b(?!\s+\d)",
            flags,
        ),
        "weekday": re.compile(
            rf"\b(?:(?:early|late)\s+)?(?:(?P<p1>{part})\s+(?:on|of)\s+)?(?:last\s+|this\s+)?(?P<w>{weekday})(?:\s+(?P<p2>{part}))?\b",
            flags,
        ),
        "relday": re.compile(
            rf"\b(?:(?P<p1>{part})\s+)?(?P<d>yesterday|today|tonight|last night|overnight"
            rf"|(?:(?:early|earlier|late|later)\s+)?this\s+(?:morning|afternoon|evening))(?:\s+(?P<p2>{part}))?\b",
            flags,
        ),
        "part": re.compile(
            rf"\b(?:(?:(?:just|shortly|soon|well)\s+)?"
            rf"(?:at|in the|in the early|during the|before|after|around|about|past|towards?)"
            rf"|(?P<edge>from|since|until|till|to|over by|gone by|(?:well|late|far|on) into))"
            rf"\s+(?:the\s+)?(?P<p>{part})\b",
            flags,
        ),
        "clock": re.compile(
            rf"\b(?P<pre>at\s+about|at\s+around|just\s+before|shortly\s+before|shortly\s+after|just\s+after|around|about|at|from|until|to|by|before|after|since|and|between|time:?)?\s*"
            rf"(?P<h>[01]?\d|2[0-3])(?:[:.h](?P<mi>[0-5]\d)(?::[0-5]\d)?\s*(?P<ap1>[ap]\.?\s?m\b\.?)?|\s*(?P<ap2>[ap]\.?\s?m\b\.?|o'clock))"
            rf"(?:\s*(?:\(?(?P<z>(?:{zone}|GMT|UTC|local time|EST|EDT|MSK|AEST)(?:[+-]\d{{1,2}})?)\)?))?",
            flags,
        ),
    }


def _tables(tables: Lexicon) -> tuple[dict[str, re.Pattern[str]], Any]:
    raw: Any = tables.raw["times"]
    compiled = _patterns(
        tuple(raw["months"]),
        tuple(raw["short_months"]),
        tuple(raw["weekdays"]),
        tuple(raw["parts"]),
        tuple(raw["zone_words"]),
        states=tables.state_words,
    )
    return compiled, raw


def month_day(month: int, day: int, year: int = 0) -> tuple[datetime, datetime] | None:
    """Return the interval of a day, in the year 2000 where the year is not known, or None for an impossible date."""
    try:
        start = datetime(year or _PLAIN_YEAR, month, day)
    except ValueError:
        return None
    return start, start + timedelta(days=1)


def _month_number(word: str, raw: Any) -> int:
    return int(next(number for number, name in enumerate(raw["short_months"], 1) if word.lower().startswith(name)))


# What a sentence must hold to have an expression of a kind: most have none, and this is told much faster.
_RELATIVE_DAYS = ("yesterday", "today", "tonight", "last night", "overnight", "this ")
_PART_OF_DAY = re.compile(r"night|this\s", re.IGNORECASE)
_NUMBERED = {
    "date": re.compile(r"\d"),
    "clock": re.compile(r"\d(?:[:.h]\d|\s*(?:[ap]\.?\s?m\b|o'clock))"),
    "iso": re.compile(r"\d-\d"),
}


def expressions(text: str, tables: Lexicon) -> list[Expression]:
    """Return the time expressions of a sentence, in order, none inside another.

    Args:
        text: The sentence.
        tables: Word tables of its language.
    """
    compiled, raw = _tables(tables)
    plain = text.lower() if text.isascii() else text.casefold().replace("\u0131", "i")
    words = {
        "date": raw["short_months"],
        "weekday": raw["weekdays"],
        "relday": _RELATIVE_DAYS,
        "month": raw["short_months"],
        "part": raw["parts"],
    }
    found = [
        Expression(start, end, value, limit(text, start), key, year) for start, end, value, key, year in told_days(text)
    ]
    for start, end in spoken_clocks(text):
        if not any(start < other.end and other.start < end for other in found):
            found.append(_spoken(text, start, end))
    for name in ("date", "iso", "clock", "weekday", "relday", "month", "part"):
        if name in words and not any(map(plain.__contains__, words[name])):
            continue
        if name in _NUMBERED and not _NUMBERED[name].search(plain):
            continue
        for match in compiled[name].finditer(text):
            expression = _expression(name, match, raw, text)
            if name == "weekday" and any(_names_the_day(other, match.end(), text) for other in found):
                continue
            if expression is not None and not any(
                expression.start < other.end and other.start < expression.end for other in found
            ):
                found.append(expression)
    found.extend(
        Expression(*entry)
        for entry in (later_times(text) if "later" in plain or "afterwards" in plain else ())
        if not any(entry[0] < other.end and other.start < entry[1] for other in found)
    )
    found.extend(
        entry
        for entry in (Expression(*one) for one in anchored_times(text, plain))
        if not any(entry.start < other.end and other.start < entry.end for other in found)
    )
    return _merged(_within(sorted(found, key=lambda entry: entry.start), text, raw["within"]), text)


def _names_the_day(other: Expression, end: int, text: str) -> bool:
    """Whether a date right behind a day of the week says which day it is ("on Wednesday, 14 May")."""
    dated = other.value.precision is TimePrecision.DAY and other.start > end
    return dated and text[end : other.start].strip() in {"", ","}


_BETWEEN = re.compile(r"\bbetween\s+(?:about\s+|around\s+)?$", re.IGNORECASE)
_BARE = re.compile(r"\bbetween\s+(?:about\s+|around\s+)?(?:\d{1,2}|noon|midnight)\s+and\s+$", re.IGNORECASE)
_AND = re.compile(r"^\s*and\s+(?:about\s+|around\s+)?$", re.IGNORECASE)


def _within(found: list[Expression], text: str, words: Any) -> list[Expression]:
    """Join the limits of one moment ("ended between 03:00 and 03:15"); others are a beginning and an end."""
    joined: list[Expression] = []
    for entry in found:
        bare = _BARE.search(text[: entry.start]) if entry.value.precision.clock else None
        if bare is not None and not any(other.end > bare.start() for other in joined):
            # "between 6 and 7 a.m.": the first hour is none by itself.
            before = " ".join(text[: bare.start()].lower().split()[-4:])
            role = "end" if before.endswith(tuple(words["end"])) else "start"
            value = replace(entry.value, text=text[bare.start() : entry.end])
            joined.append(Expression(bare.start(), entry.end, value, role))
            continue
        last = joined[-1] if joined else None
        clocks = last is not None and last.value.precision.clock and entry.value.precision.clock
        opened = _BETWEEN.search(text[: last.start]) if last is not None and clocks else None
        if last is None or opened is None or not _AND.match(text[last.end : entry.start]):
            joined.append(entry)
            continue
        before = " ".join(text[: opened.start()].lower().split()[-4:])
        role = next((role for role in ("start", "end") if before.endswith(tuple(words[role]))), "")
        if not role:
            joined.append(entry)
            continue
        zoned = entry if entry.value.zone_status is not ZoneStatus.UNKNOWN else last
        value = replace(zoned.value, text=text[opened.start() : entry.end], about=last.value.about or entry.value.about)
        joined[-1] = Expression(opened.start(), entry.end, value, role)
    return joined


_GAP = re.compile(r"^(?:,?\s*(?:on|in the|at|of)?\s*|\s*,\s*)$", re.IGNORECASE)


def _merged(found: list[Expression], text: str) -> list[Expression]:
    """Join a clock time to the day beside it ("at 17:00 on Saturday", "September 17, 2016, 17:00")."""
    merged: list[Expression] = []
    for entry in found:
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.value.anchor is None
            and entry.value.anchor is None
            and _GAP.match(text[last.end : entry.start])
        ):
            first_clock, second_clock = last.value.precision.clock, entry.value.precision.clock
            if first_clock != second_clock:
                clock, day = (last, entry) if first_clock else (entry, last)
                shown = text[last.start : entry.end]
                value = replace(clock.value, text=shown, year_status=day.value.year_status)
                minutes = clock_minutes(clock.value.text) if clock.value.precision is TimePrecision.MINUTE else None
                if day.value.start is not None and day.day and minutes is not None:
                    moment = day.value.start + timedelta(minutes=minutes)
                    until = clock_minutes(clock.value.text.partition(" and ")[2])
                    last_moment = day.value.start + timedelta(minutes=until) if until is not None else moment
                    value = replace(value, start=moment, end=max(moment, last_moment))
                merged[-1] = Expression(last.start, entry.end, value, last.role or entry.role, day.day, day.year)
                continue
        merged.append(entry)
    return merged


def _expression(name: str, match: re.Match[str], raw: Any, text: str) -> Expression | None:
    start, end = match.span()
    shown = match.group()
    groups = match.groupdict()
    about = bool(re.search(r"\b(?:about|around|circa|roughly|approximately)\s*$", text[:start][-16:], re.IGNORECASE))
    if name in {"date", "iso"}:
        year = int(groups["y"]) if groups.get("y") else 0
        month = int(groups["m"]) if name == "iso" else _month_number(groups["m1"] or groups["m2"], raw)
        day = int(groups["d"]) if name == "iso" else int(groups["d1"] or groups["d2"])
        interval = month_day(month, day, year)
        if interval is None:
            return None
        opened = _first_of_two(text, start, raw, (month, day, year)) if name == "date" else None
        if opened is not None:
            start, interval, month, day = opened
            shown = text[start:end]
        value = When(
            shown,
            interval[0],
            interval[1],
            TimePrecision.DAY,
            year_status=YearStatus.STATED if year else YearStatus.UNKNOWN,
        )
        return Expression(start, end, value, limit(text, start), f"{month:02d}-{day:02d}", year)
    if name == "month":
        month = _month_number(groups["m"], raw)
        year = int(groups["y"]) if groups.get("y") else 0
        if groups["m"].lower() == "may" and not groups["m"][0].isupper():
            return None
        first = datetime(year or _PLAIN_YEAR, month, 1)
        behind = datetime(first.year + (month == 12), month % 12 + 1, 1)
        value = When(
            shown, first, behind, TimePrecision.MONTH, year_status=YearStatus.STATED if year else YearStatus.UNKNOWN
        )
        return Expression(start, end, value, "", "", year)
    if name == "clock":
        return _clock(match, groups, text, about)
    if name in {"weekday", "relday"}:
        part = groups.get("p1") or groups.get("p2")
        precision = (
            TimePrecision.PART_OF_DAY if part or _PART_OF_DAY.search(groups.get("d") or "") else TimePrecision.DAY
        )
        return Expression(start, end, When(shown, precision=precision, about=about), limit(text, start))
    if groups.get("edge"):
        # "from dawn until dusk": the word before it says which end it is, and is no part of it.
        if groups["edge"].lower() == "to" and not re.search(r"\bfrom\b", text[:start], re.IGNORECASE):
            return None
        start = match.start("p")
        shown = text[start:end]
    return Expression(start, end, When(shown, precision=TimePrecision.PART_OF_DAY, about=about), limit(text, start))


def _first_of_two(
    text: str, start: int, raw: Any, last: tuple[int, int, int]
) -> tuple[int, tuple[datetime, datetime], int, int] | None:
    """Return where "2 to 3 May" begins, its days, and month and day of the first, where a day is the last of two."""
    match = ranges_of_days(tuple(raw["short_months"])).search(text[:start])
    if match is None:
        return None
    month, day, year = last
    opening = _month_number(match["month"], raw) if match["month"] else month
    first, behind = month_day(opening, int(match["first"]), year), month_day(month, day, year)
    if first is None or behind is None or not first[0] < behind[0] <= first[0] + timedelta(days=_LONGEST_SPAN):
        return None
    return match.start(), (first[0], behind[1]), opening, int(match["first"])


def _spoken(text: str, start: int, end: int) -> Expression:
    shown = text[start:end]
    lead = text[:start][-16:].lower().rstrip()
    about = lead.endswith(("about", "around")) or bool(re.match(r"just|shortly|a little|soon", shown, re.IGNORECASE))
    zoned = re.search(r"GMT|UTC|(?<=\d)Z$|local time", shown)
    status = ZoneStatus.UNKNOWN if zoned is None else ZoneStatus.IMPLIED if "l" in zoned[0] else ZoneStatus.STATED
    zone = zoned[0] if zoned is not None and status is ZoneStatus.STATED else ""
    value = When(shown, precision=TimePrecision.MINUTE, about=about, zone=zone, zone_status=status)
    return Expression(start, end, value, limit(text, start))


def _clock(match: re.Match[str], groups: dict[str, str | None], text: str, about: bool) -> Expression | None:
    half = groups["ap1"] or groups["ap2"] or ""
    pre = (groups["pre"] or "").lower()
    if groups["mi"] is None and not half:
        return None
    if groups["mi"] is not None and "." in match.group() and not half and pre not in {"at", "from", "until", "to"}:
        return None
    if (
        groups["mi"] is not None
        and not half
        and ":" not in match.group()
        and "h" not in match.group().lower()
        and pre not in {"at", "from", "until"}
    ):
        return None
    begin = match.start("h")
    lead = re.search(
        r"(?:just|shortly|soon|a\s+little|moments|minutes)\s+(?:before|after|past)\s*$", text[:begin], re.IGNORECASE
    )
    begin = lead.start() if lead is not None else begin
    half_told = None if half or groups["z"] else HALF_OF_DAY.match(text, match.start() + len(match.group().rstrip()))
    shown = text[begin : half_told.end() if half_told is not None else match.end()].strip()
    role = (
        "end"
        if pre in {"to", "until", "and"}
        else "start"
        if pre in {"from", "since", "between"}
        else limit(text, match.start())
    )
    zone = (groups["z"] or "").strip()
    status = (
        ZoneStatus.STATED
        if zone and zone.lower() != "local time"
        else ZoneStatus.IMPLIED
        if zone
        else ZoneStatus.UNKNOWN
    )
    value = When(
        shown,
        precision=TimePrecision.MINUTE,
        about=about or "about" in pre or "around" in pre or lead is not None,
        zone=zone if zone.lower() != "local time" else "",
        zone_status=status,
    )
    return Expression(begin, begin + len(shown), value, role)
