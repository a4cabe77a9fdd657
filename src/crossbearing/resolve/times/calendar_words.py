"""Words for days: the patterns that `calendar_days` reads, for English reports.

Each pattern names its parts; nothing here knows a date of publication.
"""

from __future__ import annotations

import re

__all__ = [
    "ABOUT",
    "AGO",
    "DAY_NAMES",
    "DM",
    "FROM_DATE",
    "HALF",
    "ISO",
    "MD",
    "MONTH",
    "MONTHS",
    "MONTH_BEFORE",
    "MONTH_YEAR",
    "NAMED_WEEKDAY",
    "NARRATIVE",
    "NIGHT_TO",
    "NTH",
    "NUMBER",
    "NUMBER_WORDS",
    "NUMERIC",
    "ORDINALS",
    "ORDINAL_OF",
    "PAST_SPAN",
    "RANGE_DM",
    "RANGE_FULL",
    "RANGE_MD",
    "RELATIVE",
    "SEASON",
    "SPAN",
    "VAGUE",
    "WEEKDAY",
    "WEEKDAY_NTH",
    "WEEKDAY_OF_WEEK",
    "WEEKDAY_RANGE",
    "WEEK_AT",
    "YEAR",
]  # fmt: skip

NUMBER_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "twenty-four": 24, "thirty-six": 36,
    "forty-eight": 48, "seventy-two": 72, "thirty": 30, "forty": 40,
    "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
"""Small numbers in words."""

NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + r")"
"""Pattern of a small number, in digits or words."""

_MONTH_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                "november", "december")  # fmt: skip
MONTHS = {name: index for index, name in enumerate(_MONTH_NAMES, 1)}
"""Months by name, from 1."""

MONTHS |= {name[:3]: index for name, index in list(MONTHS.items())} | {"sept": 9}
MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
"""Pattern of the name of a month."""

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Days of the week, Monday first."""

WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun)\b\.?)"
"""Pattern of the name of a weekday."""

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
             "ninth": 9, "tenth": 10}  # fmt: skip
"""Ordinals in words."""

_D = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_Y = r"(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d|\d{4}))?"
_DASH = r"\s*(?:-|\u2013|\u2014|/|to|and|until|till|through)\s*"


ISO = re.compile(r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
"""2016-09-17."""

NUMERIC = re.compile(r"(?<![\d:/.-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})(?![\d:])")
"""17/9/2016; day or month may come first."""

RANGE_DM = re.compile(
    rf"(?<![\d:.]){_D.format('d1')}{_DASH}{_D.format('d2')}\s+(?:of\s+)?(?P<month>{MONTH}){_Y}", re.IGNORECASE
)
"""17-18 September."""

RANGE_MD = re.compile(rf"(?P<month>{MONTH})\s+{_D.format('d1')}{_DASH}{_D.format('d2')}(?![\d:]){_Y}", re.IGNORECASE)
"""September 17-18."""

RANGE_FULL = re.compile(
    rf"(?:{_D.format('d1')}\s+(?:of\s+)?(?P<m1>{MONTH})|(?P<m1b>{MONTH})\s+{_D.format('d1b')})"
    rf"(?:,?\s+(?P<y1>\d{{4}}))?{_DASH}"
    rf"(?:{_D.format('d2')}\s+(?:of\s+)?(?P<m2>{MONTH})|(?P<m2b>{MONTH})\s+{_D.format('d2b')}){_Y}",
    re.IGNORECASE,
)
"""30 September to 2 October."""

DM = re.compile(rf"(?<![\d:.]){_D.format('day')}(?:\s+day)?\s*-?\s*(?:of\s+)?(?P<month>{MONTH}){_Y}", re.IGNORECASE)
"""17 September 2016."""

MD = re.compile(rf"\b(?P<month>{MONTH})\s+(?:the\s+)?{_D.format('day')}(?![\d:]){_Y}", re.IGNORECASE)
"""September 17, 2016."""

ORDINAL_OF = re.compile(rf"\b(?P<word>{'|'.join(ORDINALS)})\s+of\s+(?P<month>{MONTH}){_Y}", re.IGNORECASE)
"""The first of May."""

MONTH_YEAR = re.compile(
    rf"\b(?:(?P<part>early|mid|middle of|late|end of|beginning of|start of)[- ]?(?:in\s+)?)?"
    rf"(?P<month>{MONTH})(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d))?\b",
    re.IGNORECASE,
)
"""Early September 2016."""

NTH = re.compile(
    r"\b(?:on\s+)?the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b"
    r"(?!\s+(?:century|anniversary|time|day|brigade|division|regiment|battalion|army|corps|floor|hour|week|month|year|"
    r"birthday|parallel|district|congress|session|summit|arrondissement|infantry|armou?red|mechani[sz]ed|air|round|strike|"
    r"attack|person|victim|of\s+its\s+kind)\b)",
    re.IGNORECASE,
)
"""On the 17th."""

SEASON = re.compile(
    r"\b(?:(?P<which>last|this|next)\s+|the\s+)?(?P<season>spring|summer|autumn|fall|winter)"
    r"(?:\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)(?:[-/\u2013](?:19|20)?\d\d)?)?\b",
    re.IGNORECASE,
)
"""Last summer."""

YEAR = re.compile(
    r"\b(?:(?P<part>early|mid|late|end of|beginning of|start of)[- ]?)?(?P<year>(?:19|20)\d\d)\b"
    r"(?!\s*(?:hours|hrs|local|gmt|utc|z\b))",
    re.IGNORECASE,
)
"""In 2016."""

FROM_DATE = re.compile(
    rf"\b(?P<number>{NUMBER})\s+(?P<unit>day|week)s?\s+(?P<side>before|after)\s+(?P<rest>.+)$", re.IGNORECASE
)
"""Two days before Christmas."""

HALF = re.compile(
    r"\b(?:the\s+)?(?P<which>first|second)\s+half\s+of\s+(?:(?P<year>(?:19|20)\d\d)|the\s+month)\b", re.IGNORECASE
)
"""The first half of 2016."""

MONTH_BEFORE = re.compile(r"\bthe\s+(?:month\s+before|previous\s+month)\b", re.IGNORECASE)
"""The month before."""

WEEK_AT = re.compile(
    r"\bweek\s+(?P<how>of|beginning|starting|commencing|from|ending|to)\s+(?:on\s+)?(?:the\s+)?(?P<rest>.{3,40})$",
    re.IGNORECASE,
)
"""The week ending 17 September."""

AGO = re.compile(
    rf"\b(?P<about>about|around|nearly|almost|roughly)?\s*"
    rf"(?P<number>{NUMBER}|several|few|a few|a couple of|couple of|some|many)\s+"
    r"(?P<unit>day|week|fortnight|month|year|decade)s?\s+"
    # "Two days before the strike" is told from the strike, not from the day of the report.
    r"(?P<side>ago|earlier|before|previously|prior|later|after|on|from now|from today)\b(?!\s+\d)"
    r"(?!\s+(?:the|a|an|his|her|its|their|this|that|we|he|she|they|it)\b)",
    re.IGNORECASE,
)
"""Three days ago."""

NAMED_WEEKDAY = re.compile(
    rf"\b(?:(?P<which>last|this|next|past|previous|following|coming)\s+)?(?P<weekday>{WEEKDAY})", re.IGNORECASE
)
"""Last Friday."""

WEEKDAY_NTH = re.compile(rf"\b(?P<weekday>{WEEKDAY}),?\s+the\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b", re.IGNORECASE)
"""Friday the 26th."""

WEEKDAY_OF_WEEK = re.compile(
    rf"\b(?P<weekday>{WEEKDAY})\s+(?:of\s+)?(?P<when>last|this|the previous|the past)\s+week\b|"
    rf"\b(?P<when2>last|this)\s+week\s+on\s+(?P<weekday2>{WEEKDAY})",
    re.IGNORECASE,
)
"""Tuesday of last week."""

WEEKDAY_RANGE = re.compile(
    rf"\b(?:from\s+|between\s+|overnight\s+)?(?P<w1>{WEEKDAY}){_DASH}(?P<w2>{WEEKDAY})", re.IGNORECASE
)
"""From Friday to Sunday."""

NIGHT_TO = re.compile(rf"\bovernight\s+(?:from\s+)?(?P<w1>{WEEKDAY})\s+(?:to|into)\s+(?P<w2>{WEEKDAY})", re.IGNORECASE)
"""Overnight from Friday to Saturday."""

SPAN = re.compile(
    r"\b(?P<when>last|this|past|next|the previous|previous|the following)\s+(?P<unit>week|month|year)\b",
    re.IGNORECASE,
)
"""Last week."""

PAST_SPAN = re.compile(
    rf"(?:\b(?:over|in|during|within|for)\s+|^)the\s+(?:past|last)\s+"
    rf"(?P<number>{NUMBER}|few|several|couple of)?\s*(?P<unit>hour|day|week|month|year)s?\b",
    re.IGNORECASE,
)
"""Over the past three days."""

_PART = r"(?:day|morning|afternoon|evening|night|dawn|noon)"
RELATIVE = tuple(
    (re.compile(pattern, re.IGNORECASE), step)
    for pattern, step in (
        (r"\bthe (?:day before yesterday|night before last)\b", -2),
        (r"\b(?:yesterday|last night|yesterday's)\b", -1),
        (r"\bthe day after tomorrow\b", 2),
        (r"\btomorrow\b", 1),
        (rf"\b(?:today|tonight|this (?!day){_PART}|earlier today|at this hour|right now)\b", 0),
    )
)
"""Words for days told from the day of the report, and how many days away they are."""

NARRATIVE = tuple(
    (re.compile(pattern, re.IGNORECASE), step)
    for pattern, step in (
        (
            rf"\b(?:the )?(?:following|next) {_PART}\b|\bthe (?:day|morning|night|evening) after\b(?! tomorrow)|"
            r"\b(?:a|one) day (?:later|on)\b",
            1,
        ),
        (rf"\b(?:the )?(?:very )?(?:previous|preceding) {_PART}\b|\b(?:a|one) day earlier\b", -1),
        (r"\bthe (?:very )?(?:day|night|evening|morning|afternoon) before\b(?! yesterday)", -1),
        (rf"\b(?:the |that )?same {_PART}\b|\bthat {_PART}\b|\b(?:earlier|later) (?:that|in the|the same) day\b", 0),
    )
)
"""Words for days told from the day that the text told of before, and how many days away they are."""

ABOUT = re.compile(r"\b(?:about|around|approximately|roughly|circa|on or about|some time)\s*$", re.IGNORECASE)
"""A word before a time that makes it approximate."""

VAGUE: dict[str, int | None] = {
    "several": None, "few": None, "a few": None, "some": None, "many": None, "a couple of": 2, "couple of": 2,
}  # fmt: skip
"""Vague numbers, with the number that is meant where there is one."""
