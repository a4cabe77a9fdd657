"""Times and lengths as TIMEX3: values of TimeML, whatever the words."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.model.values import Duration, YearStatus
from crossbearing.resolve.times import Reference, published_on, read_when
from crossbearing.resolve.times.timex import timex3

_DAY = r"(?:\d{4}|XXXX)-(?:\d\d|XX)-(?:\d\d|XX)"
_TIME = r"T(?:\d\d:\d\d|DAW|MO|MI|AF|EV|NI)Z?"
_POINT = (
    rf"(?:{_DAY}(?:{_TIME})?|\d{{4}}-\d\d|\d{{4}}-W\d\d(?:-WE)?|"
    r"\d{4}-(?:SP|SU|FA|WI|Q[1-4]|H[12])|\d{3,4}|XXXX-\d\d)"
)
_PERIOD = r"P(?:T(?:[\dX]+[HMS])+|[\dX]+(?:[DWMY]|DE)|XX)"
_REPEATED = rf"(?:{_PERIOD}|XXXX-(?:WXX-(?:[1-7]|WE)|SP|SU|FA|WI|XX-XX|\d\d(?:-\d\d)?)(?:{_TIME})?)"
_VALUE = {
    "DATE": re.compile(rf"{_POINT}(?:/{_POINT})?"),
    "TIME": re.compile(rf"{_POINT}(?:/{_POINT})?"),
    "DURATION": re.compile(rf"{_PERIOD}(?:/{_PERIOD})?"),
    "SET": re.compile(_REPEATED),
}
_MODS = {"", "APPROX", "BEFORE", "AFTER", "START", "MID", "END", "EQUAL_OR_LESS", "EQUAL_OR_MORE"}
_PUBLISHED = published_on("2016-09-19T18:30")
_TOLD = Reference(
    day=_PUBLISHED.day, year=2016, year_status=YearStatus.IMPLIED, narrative=date(2016, 9, 10),
    narrative_year=YearStatus.IMPLIED, month=(2016, 9), minute=_PUBLISHED.minute,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "value", "mod"),
    [
        ("17 September 2016", "DATE", "2016-09-17", ""),
        ("about 5 p.m. on Saturday", "TIME", "2016-09-17T17:00", "APPROX"),
        ("Saturday morning", "TIME", "2016-09-17TMO", ""),
        ("last week", "DATE", "2016-W37", ""),
        ("last weekend", "DATE", "2016-W37-WE", ""),
        ("early September", "DATE", "2016-09", "START"),
        ("late August", "DATE", "2016-08", "END"),
        ("summer 2014", "DATE", "2014-SU", ""),
        ("the first quarter of 2016", "DATE", "2016-Q1", ""),
        ("the 1990s", "DATE", "199", ""),
        ("since Friday", "DATE", "2016-09-16", "AFTER"),
        ("every night", "SET", "XXXX-XX-XXTNI", ""),
        ("twice a week", "SET", "P1W", ""),
        ("two days before the strike", "DATE", "XXXX-XX-XX", ""),
    ],
)
def test_values(text: str, kind: str, value: str, mod: str) -> None:
    """Each kind of expression gives the type, value and modifier of TimeML."""
    found = timex3(read_when(text, _PUBLISHED))
    assert (found.type, found.value, found.mod) == (kind, value, mod)


@pytest.mark.parametrize(("text", "value"), [("hours", "PTXH"), ("several days", "PXD"), ("weeks", "PXW")])
def test_vague_lengths_keep_their_unit(text: str, value: str) -> None:
    """A vague length is one of its unit."""
    assert timex3(Duration(text, vague=True)).value == value


_WORDS = st.sampled_from(
    [
        *(
            "early",
            "late",
            "mid",
            "last",
            "this",
            "next",
            "every",
            "on",
            "at",
            "by",
            "since",
            "until",
            "before",
            "after",
        ),
        *("the", "a", "of", "in", "to", "and", "17", "18", "5", "2016", "9/17/2016", "September", "May", "Monday"),
        *(
            "Saturday",
            "week",
            "month",
            "year",
            "weekend",
            "morning",
            "night",
            "noon",
            "midnight",
            "p.m.",
            "a.m.",
            "17:00",
        ),
        *("0715", "GMT", "local", "quarter", "half", "past", "first", "third", "days", "hours", "two", "three", "ago"),
        *("later", "earlier", "strike", "summer", "overnight", "daily"),
    ]
)


@given(st.lists(_WORDS, min_size=1, max_size=7).map(" ".join))
def test_every_reading_is_valid(text: str) -> None:
    """Whatever words of time are strung together, the tag's value is one of TimeML."""
    found = timex3(read_when(text, _TOLD))
    assert _VALUE[found.type].fullmatch(found.value), found
    assert found.mod in _MODS
